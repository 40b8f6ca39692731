"""What the reader of tables hands to the engines, and the loop between both. Imports the engines and the report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from eventcoder.validation.report import Collector
from eventcoder.validation.rules import TableSchema

if TYPE_CHECKING:
    import polars

    from eventcoder.validation.foreign import Foreign

__all__ = ["Batch", "OpenTable", "check_table", "name_groups"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a table, in the order of the file.

    Attributes:
        cells: text columns under the names of the schema; null stands for an empty cell.
        rows: number of each row (UInt32), from 1; header and tag rows are not counted, ragged and blank rows are.
        lines: line of the file on which each row starts (UInt32), from 1.
        ascii: whether all cells surely are ASCII, which spares looking for damaged letters.
    """

    cells: "polars.DataFrame"
    rows: "polars.Series"
    lines: "polars.Series"
    ascii: bool = False


class OpenTable(Protocol):
    """A table that is read batch by batch; what is wrong with its structure goes to the report as it is met.

    Attributes:
        file: name for findings.
        file_name: its name without folder and compression, or the name inside a zip; None where there is none.
        format: name of the format, which is the schema's and the dialect's.
        dialect: the dialect file's content (see validation/dialect.py).
        missing_words: words that stand for an empty cell in this file: the format's own, and those of copies, e.g. NA.
    """

    file: str
    file_name: str | None
    format: str
    dialect: Any
    missing_words: tuple[str, ...]

    def batches(self) -> Iterator[Batch]:
        """The rows; batches may differ in their columns, where rows of several layouts are mixed in one file."""
        ...


def name_groups(dialect: Any, file_name: str | None) -> Mapping[str, str | None]:
    """What the name of a file says, by the first pattern of the dialect that it keeps to."""
    for pattern in dialect.file_names if file_name else ():
        found = pattern.search(file_name)
        if found:
            groups: Mapping[str, str | None] = found.groupdict()
            return groups
    return {}


def check_table(table: OpenTable, schema: TableSchema, collector: Collector, foreign: "Foreign | None" = None) -> None:
    """Check a whole table; what is found goes to the collector.

    Args:
        table: the table, just opened.
        schema: what it must be.
        collector: takes the findings.
        foreign: holds files of one run to one another.
    """
    from eventcoder.validation.columnar import Columnar
    from eventcoder.validation.cross_rows import CrossRows

    groups = name_groups(table.dialect, table.file_name)
    engines: dict[tuple[str, ...], Columnar] = {}
    across = CrossRows(schema, groups)
    keys = foreign.open(table.format, schema, groups, collector.file) if foreign else None
    for batch in table.batches():
        columns = tuple(batch.cells.columns)
        if columns not in engines:
            engines[columns] = Columnar(schema, columns, table.missing_words)
        values = engines[columns].check(batch, collector)
        across.take(values, collector)
        if keys:
            keys.take(values)
    across.finish(collector)
    if keys:
        keys.close()
