"""Damaged files, each of a kind of its own: python -m tests.damage.make FOLDER writes them all.

A kind is a function that gives the bytes of a file; its name without the first word is the file's, its docstring says
what is wrong. What must be found in each is in expected.json. Nothing here is anybody's data.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.damage import cells, files, jsons, rows

__all__ = ["KINDS", "make"]

Maker = Callable[[], bytes]

KINDS: dict[str, tuple[str, Maker]] = {
    name.removeprefix("make_"): (maker.__doc__ or "", maker)
    for module in (files, rows, cells, jsons)
    for name, maker in vars(module).items()
    if name.startswith("make_")
}
"""Name of a kind -> what it is, and what makes it."""


def make(kind: str, folder: Path, name: str | None = None) -> Path:
    """Write the file of a kind; the path."""
    path = folder / (name or kind)
    path.write_bytes(KINDS[kind][1]())
    return path


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for each in KINDS:
        make(each, target)
    print(f"{len(KINDS)} files in {target}")
