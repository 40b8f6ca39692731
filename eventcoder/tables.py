"""CSV tables of a codebook: strings only, every row with its line number, bad rows as findings."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from eventcoder.findings import Finding

__all__ = ["Row", "Table", "read_table"]


@dataclass(frozen=True, slots=True)
class Row(Mapping[str, str]):
    """One line of a table: a mapping of column to text ("" where empty), and its line number from 1."""

    cells: dict[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds a list separated by semicolons."""
        cell = self.cells.get(column, "")
        return tuple(part for part in (piece.strip() for piece in cell.split(";")) if part) if cell else ()


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table: where it came from, its rows, and what was wrong with it."""

    file: str
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def read_table(path: Path, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read a UTF-8 CSV file with a header; lines that start with # are comments.

    Args:
        path: the file.
        required: columns that must be there.
        optional: further columns that may be there ("" where they are not).

    Returns:
        The rows that could be read; unknown, missing and duplicate columns and ragged rows as findings.

    Raises:
        OSError: the file cannot be opened.
    """
    name, findings, rows = str(path), [], []
    known = [*required, *optional]

    def report(code: str, message: str, line: int, field: str | None = None, hint: str | None = None) -> None:
        findings.append(
            Finding(code=code, level="error", message=message, file=name, line=line, field=field, hint=hint)
        )

    with open(path, encoding="utf-8", newline="", errors="strict") as stream:
        reader = csv.reader(stream, strict=True)
        header: list[str] | None = None
        try:
            for cells in reader:
                line = reader.line_num
                if not cells or cells[0].startswith("#"):
                    continue
                if header is None:
                    header = cells
                    for column in header:
                        if column not in known:
                            near = get_close_matches(column, known, 1)
                            hint = f"did you mean {near[0]!r}?" if near else None
                            report("EC210", f"unknown column {column!r}", line, column, hint)
                    for column in required:
                        if column not in header:
                            report("EC211", f"column {column!r} is missing", line, column)
                    for column in {c for c in header if header.count(c) > 1}:
                        report("EC212", f"column {column!r} stands twice", line, column)
                elif len(cells) != len(header):
                    report("EC213", f"{len(cells)} cells where the header has {len(header)}", line)
                else:
                    values = dict.fromkeys(known, "")
                    values.update((column, cell.strip()) for column, cell in zip(header, cells, strict=True))
                    rows.append(Row(values, line))
        except (csv.Error, UnicodeDecodeError) as error:
            report("EC214", f"not readable as UTF-8 CSV: {error}", reader.line_num + 1)
        if header is None and not findings:
            report("EC215", "no header line", 1)
    return Table(name, tuple(rows), tuple(findings))
