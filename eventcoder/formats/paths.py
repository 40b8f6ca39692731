"""What counts as a path. Imports nothing of the library."""

from pathlib import Path

__all__ = ["is_path"]


def is_path(source: object) -> bool:
    """Whether input is named by its path, and is no standard input."""
    return isinstance(source, str | Path) and str(source) != "-"
