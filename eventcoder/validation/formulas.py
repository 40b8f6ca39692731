"""The named formulas of `x-formula`: each for one row and for columns, side by side. Imports nothing of the library.

A schema names a formula and the fields that it reads; what it computes is written here and in
docs/validation-vocabulary.md, since no JSON keyword could say it better than arithmetic does.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars

__all__ = ["FORMULAS", "Formula"]

CELL = 0.5
"""Degrees that a cell of the PRIO-GRID is wide and high."""
CELLS_ROUND = 720
"""Cells of the PRIO-GRID around the Earth."""
DAYS = 365
MONTH = 30
"""Days of a year and of a month in GDELT's fraction of a year."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A computation that a schema can name.

    Attributes:
        title: what it computes.
        texts: whether it reads the fields' texts; else their numbers.
        arity: number of fields that it reads.
        decimals: decimal places of its result when written.
        row: the result for the values of a row; None where they give none.
        columns: the same for columns; null where they give none.
    """

    title: str
    texts: bool
    arity: int
    decimals: int
    row: Callable[[Sequence[Any]], float | None]
    columns: Callable[[Sequence["polars.Expr"]], "polars.Expr"]

    def write(self, value: float) -> str:
        """A result as text."""
        return f"{value:.{self.decimals}f}"


def _fraction(values: Sequence[Any]) -> float | None:
    text = values[0]
    parts = text[:4], text[4:6], text[6:8]
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = map(int, parts)
    return float(year + ((month - 1) * MONTH + day) / DAYS)


def _fraction_columns(columns: Sequence["polars.Expr"]) -> "polars.Expr":
    import polars

    def part(start: int, length: int) -> polars.Expr:
        return columns[0].str.slice(start, length).cast(polars.Int64, strict=False)

    return part(0, 4) + ((part(4, 2) - 1) * MONTH + part(6, 2)) / DAYS


def _grid(values: Sequence[Any]) -> float | None:
    latitude, longitude = values
    row, column = math.floor((latitude + 90) / CELL), math.floor((longitude + 180) / CELL)
    return float(row * CELLS_ROUND + column + 1)


def _grid_columns(columns: Sequence["polars.Expr"]) -> "polars.Expr":
    latitude, longitude = columns
    return ((latitude + 90) / CELL).floor() * CELLS_ROUND + ((longitude + 180) / CELL).floor() + 1


FORMULAS: Mapping[str, Formula] = {
    "fraction-date": Formula(
        title="year + ((month - 1) * 30 + day) / 365, of a date YYYYMMDD",
        texts=True,
        arity=1,
        decimals=4,
        row=_fraction,
        columns=_fraction_columns,
    ),
    "priogrid": Formula(
        title="floor((latitude + 90) / 0.5) * 720 + floor((longitude + 180) / 0.5) + 1",
        texts=False,
        arity=2,
        decimals=0,
        row=_grid,
        columns=_grid_columns,
    ),
}
"""Name -> formula."""
