"""What the reader of tables hands to the engines, and the loop between both. Imports the engines and the report."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import polars

__all__ = ["Batch", "OpenTable"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table, in the order of the file.

    Attributes:
        cells: text columns under the names of the schema; null stands for an empty cell.
        rows: number of each row (UInt32), from 1; header and tag rows are not counted, ragged and blank rows are.
        lines: line of the file on which each row starts (UInt32), from 1.
    """

    cells: "polars.DataFrame"
    rows: "polars.Series"
    lines: "polars.Series"


class OpenTable(Protocol):
    """A table that is read batch by batch; what is wrong with its structure goes to the report as it is met.

    Attributes:
        file: name for findings.
        format: name of the format, which is the schema's and the dialect's.
        dialect: the dialect file's content (see validation/dialect.py).
        missing_words: words that stand for an empty cell in this file, e.g. NA.
    """

    file: str
    format: str
    dialect: Any
    missing_words: tuple[str, ...]

    def batches(self) -> Iterator[Batch]:
        """The rows; batches may differ in their columns, where rows of several layouts are mixed in one file."""
        ...
