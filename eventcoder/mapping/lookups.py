"""Tables of codebooks as dictionaries, read once. Imports resources, tables and errors."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from eventcoder.errors import ResourceError
from eventcoder.resources import codebooks_folder

if TYPE_CHECKING:
    import polars

__all__ = ["SEPARATOR", "LookupTable", "lookup_table", "table_columns", "table_rows"]

SEPARATOR = "\x1f"
"""Stands between the parts of a key that is made of several columns; it is in no file of events."""


@dataclass(frozen=True, eq=False)
class LookupTable:
    """Where each key stands among the values.

    Attributes:
        places: key -> place of its value.
        values: the values, in a text or a list of texts each; None for an empty cell.
    """

    places: Mapping[str, int]
    values: "polars.Series"


@lru_cache(maxsize=64)
def table_rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table below codebooks/; lines that begin with # are comments.

    Raises:
        ResourceError: it cannot be read.
    """
    path = codebooks_folder(name)
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = (line for line in stream if not line.startswith("#"))
            return tuple({key: cell.strip() for key, cell in row.items()} for row in csv.DictReader(lines))
    except (OSError, ValueError, AttributeError, csv.Error) as error:
        raise ResourceError(f"the table {path} cannot be read: {error!r}") from error


def table_columns(name: str) -> tuple[str, ...]:
    """The columns of a table."""
    found = table_rows(name)
    return tuple(found[0]) if found else ()


@lru_cache(maxsize=256)
def lookup_table(
    name: str,
    keys: Sequence[str],
    take: str,
    where: tuple[tuple[str, str], ...] = (),
    fold: bool = False,
    split: str | None = None,
) -> LookupTable:
    """A table by some of its columns; where a key stands twice the first row counts.

    Args:
        name: file below codebooks/.
        keys: columns that make the key, in order.
        take: column that is taken.
        where: columns and what must stand there.
        fold: whether keys are in small letters.
        split: character between several values in the cell.
    """
    import polars

    places: dict[str, int] = {}
    values: list[str | list[str] | None] = []
    for row in table_rows(name):
        if any(row[column] != cell for column, cell in where):
            continue
        key = SEPARATOR.join(row[column] for column in keys)
        key = key.lower() if fold else key
        if key not in places:
            cell = row[take]
            places[key] = len(values)
            values.append([part.strip() for part in cell.split(split) if part.strip()] if split else cell or None)
    return LookupTable(places, polars.Series(values, dtype=polars.List(polars.String) if split else polars.String))
