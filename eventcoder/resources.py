"""Finds the packaged codebooks and schemas: inside the installed wheel, else at the checkout's top level."""

from functools import cache
from pathlib import Path

from eventcoder.errors import ResourceError

__all__ = ["codebooks_folder", "data_folder", "schemas_folder"]


@cache
def data_folder() -> Path:
    """Folder that holds `codebooks/` and `schemas/`.

    Raises:
        ResourceError: neither the wheel's data nor a checkout is there.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_data", package.parent):
        if (folder / "codebooks").is_dir() and (folder / "schemas").is_dir():
            return folder
    raise ResourceError(
        f"no codebooks/ and schemas/ beside {package}: the installation is incomplete; install eventcoder again"
    )


def codebooks_folder(*parts: str) -> Path:
    """Path inside the packaged codebooks."""
    return data_folder().joinpath("codebooks", *parts)


def schemas_folder(*parts: str) -> Path:
    """Path inside the packaged schemas."""
    return data_folder().joinpath("schemas", *parts)
