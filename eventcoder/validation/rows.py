"""Rows of cells out of lines of text, with the line that each row starts on. Imports nothing of the library.

Python's csv module reads rows in quotes; where a quote is broken only the row that it stands in is lost.
"""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass

__all__ = ["HIDDEN", "QuotedRows", "Row", "hide_quoted", "quoted_rows"]

HIDDEN = {"\x1c": '"', "\x1e": "", "\x1f": "\n"}
"""Control characters that stand for what quoted cells hold: a quote, the delimiter (whichever it is) and a line end."""

QUOTE, BETWEEN, DELIMITER, END = b"\x1c", b"\x1d", b"\x1e", b"\x1f"


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        line: the line that it starts on, from 1.
        cells: its cells; None where its quotes are broken.
        fault: what is wrong with the quotes.
    """

    line: int
    cells: list[str] | None
    fault: str | None = None


class QuotedRows:
    """Reads rows whose cells may stand in double quotes and hold line ends (RFC 4180), block by block.

    Args:
        delimiter: character between cells.
        widths: numbers of cells that a row may have. They tell a cell with line ends from a quote that is not closed.
    """

    def __init__(self, delimiter: str, widths: Collection[int] = ()) -> None:
        self.delimiter, self.widths = delimiter, widths
        self._pending: list[str] = []

    @property
    def pending(self) -> bool:
        """Whether a row has begun that is not at its end."""
        return bool(self._pending)

    def read(self, lines: list[str], first: int, last: bool = False) -> Iterator[Row]:
        """The rows that end in these lines.

        Args:
            lines: whole lines, each with its end.
            first: number of the first of them.
            last: whether no more lines follow.
        """
        lines, first = [*self._pending, *lines], first - len(self._pending)
        self._pending = []
        start = 0
        while start < len(lines):
            reader = csv.reader(_following(lines, start), delimiter=self.delimiter, strict=True)
            base = start
            try:
                for cells in reader:
                    end = base + reader.line_num
                    if end - start > 1 and len(cells) not in self.widths and self._closes(lines, start):
                        raise csv.Error("the quote is not closed")
                    yield Row(first + start, cells)
                    start = end
                return
            except csv.Error as error:
                if not last and base + reader.line_num >= len(lines) and "unexpected end" in str(error):
                    self._pending = lines[start:]
                    return
                reason = "the quote is not closed" if _is_runaway(error) else str(error)
                yield Row(first + start, None, reason)
                start += 1

    def _closes(self, lines: list[str], start: int) -> bool:
        """Whether the line behind an open quote is a sound row of its own, so that the quote was left open."""
        if not self.widths:
            return False
        try:
            cells = next(csv.reader([lines[start + 1]], delimiter=self.delimiter, strict=True))
        except (csv.Error, StopIteration, IndexError):
            return False
        return len(cells) in self.widths


def hide_quoted(data: bytes, delimiter: bytes) -> bytes | None:
    """Rows with quotes as rows without, one a line; what cannot stand there is hidden behind control characters.

    It is far quicker than reading rows one by one, but for sound quotes alone.

    Args:
        data: whole lines.
        delimiter: character between cells.

    Returns:
        As many lines as there are rows, see HIDDEN; None where quotes are broken or a row goes on behind the data.
    """
    if any(mark in data for mark in (QUOTE, BETWEEN, DELIMITER, END)):
        return None
    parts = data.split(b'"')
    if len(parts) % 2 == 0:
        return None
    if len(parts) == 1:
        return data
    outside, inside = parts[0::2], parts[1::2]
    edges = (delimiter, b"\n")
    if outside[0] and not outside[0].endswith(edges):
        return None
    if not outside[-1].startswith(edges):
        return None
    for part in set(outside[1:-1]):
        # Nothing between two quotes within a cell is a quote that was written twice.
        if part and not (part.startswith(edges) and part.endswith(edges)):
            return None
    held = BETWEEN.join(inside).replace(delimiter, DELIMITER).replace(b"\n", END).split(BETWEEN)
    parts[1::2] = held
    parts[2:-1:2] = [part or QUOTE for part in outside[1:-1]]
    return b"".join(parts)


def _is_runaway(error: csv.Error) -> bool:
    return "unexpected end" in str(error) or "field larger" in str(error)


def _following(lines: list[str], start: int) -> Iterator[str]:
    return (lines[place] for place in range(start, len(lines)))


def quoted_rows(text: str, delimiter: str, limit: int) -> list[list[str]]:
    """The first rows of a text, those with broken quotes left out.

    Args:
        text: the beginning of a file.
        delimiter: character between cells.
        limit: how many rows at most.
    """
    rows: list[list[str]] = []
    for row in QuotedRows(delimiter).read([f"{line}\n" for line in text.split("\n")], 1, last=True):
        if row.cells is not None:
            rows.append(row.cells)
        if len(rows) >= limit:
            break
    return rows
