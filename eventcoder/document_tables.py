"""Readers of tables of documents: CSV and TSV by the standard library, Parquet by polars, which is imported lazily."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from eventcoder.documents import Document, Reject
from eventcoder.errors import InputError

if TYPE_CHECKING:
    from eventcoder.document_readers import Job, _Lines

__all__ = ["read_delimited", "read_parquet"]

BATCH = 1_000
"""Rows of a Parquet file held at once."""
RECORD_LINES = 20_000
"""Lines of the longest CSV record: what an unclosed quotation mark may swallow before it is given up."""


class _Line(NamedTuple):
    raw: bytes
    number: int
    offset: int
    cut: bool


class _Feed(Iterator[str]):
    """Lines for csv.reader that remembers those of the record in hand, and takes them back."""

    def __init__(self, lines: "_Lines") -> None:
        self._lines = lines
        self._source = iter(lines)
        self._back: list[_Line] = []
        self.taken: list[_Line] = []
        self.size = 0

    def __next__(self) -> str:
        if self._back:
            item = self._back.pop()
        else:
            line = next(self._source)
            item = _Line(line, self._lines.number, self._lines.offset, self._lines.cut)
        self.taken.append(item)
        self.size += len(item.raw)
        # Bad bytes pass as surrogates, to be told by row.
        if item.cut or self.size > self._lines.limit or len(self.taken) > RECORD_LINES:
            raise csv.Error("the record is too long; is a quotation mark not closed?")
        return item.raw.decode("utf-8", "surrogateescape")

    def begin(self) -> None:
        """Forget the lines of the last record."""
        self.taken = []
        self.size = 0

    def give_back(self) -> None:
        """Take back all lines of the record but its first."""
        self._back.extend(reversed(self.taken[1:]))
        del self.taken[1:]


def read_delimited(lines: "_Lines", job: "Job", delimiter: str) -> Iterator[Document | Reject]:
    """Rows of a CSV or TSV file with a header (RFC 4180 quoting; a quoted cell may hold line ends).

    Raises:
        InputError: no header, or no column for the id or the text.
    """
    from eventcoder.document_readers import bad_bytes

    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    row = 0
    while True:
        feed.begin()
        limit = csv.field_size_limit(job.limits.line_bytes)
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            first, number, _, cut = feed.taken[0]
            if header is None:
                raise InputError(f"{job.name}: no header that can be read: {error}") from None
            row += 1
            if cut:
                yield lines.too_long(first, row)
            else:
                yield job.reject(
                    "EC154", f"no CSV record: {error}", first.rstrip(b"\r\n"), line=number, row=row,
                    hint="quote cells with quotation marks and write a quotation mark within as two",
                )  # fmt: skip
            feed.give_back()
            continue
        finally:
            csv.field_size_limit(limit)
        if not cells or (len(cells) == 1 and not cells[0].strip()):
            continue
        number = feed.taken[0].number
        raw = b"".join(item.raw for item in feed.taken).rstrip(b"\r\n")
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            if header is None:
                raise InputError(f"{job.name}: the header is not UTF-8; save the file as UTF-8") from None
            row += 1
            yield bad_bytes(job, raw, feed.taken[0].offset, error, number, row)
            continue
        if header is None:
            header = _header(cells, job)
            continue
        row += 1
        if len(cells) != len(header):
            # Over several lines it is most likely a quotation mark that was not closed: only the first line is lost.
            feed.give_back()
            yield job.reject(
                "EC155", f"{len(cells)} cells where the header has {len(header)}",
                feed.taken[0].raw.rstrip(b"\r\n"), line=number, row=row,
                hint="quote cells that hold the separator",
            )  # fmt: skip
            continue
        fields = {column: cell or None for column, cell in zip(header, cells, strict=True)}
        if fields.get(job.columns.text, "") is None:
            fields[job.columns.text] = ""
        yield job.document(fields, lambda raw=raw: raw, number, row)  # type: ignore[misc]
    if header is None and lines.broken is None:
        raise InputError(f"{job.name} is empty; a header line with the columns' names is wanted")
    yield from lines.end()


def _header(cells: list[str], job: "Job") -> list[str]:
    """Check the header: the columns for id and text are there, none stands twice."""
    header = [cell.strip() for cell in cells]
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise InputError(f"{job.name}: the column {twice[0]!r} stands twice in the header")
    _need(header, job)
    return header


def _need(header: list[str], job: "Job") -> None:
    for option, column in (("--id-column", job.columns.id), ("--text-column", job.columns.text)):
        if column not in header:
            shown = ", ".join(repr(name[:40]) for name in header[:20])
            raise InputError(f"{job.name}: no column {column!r}; there are {shown}; name the right one with {option}")


def read_parquet(path: Path, job: "Job") -> Iterator[Document | Reject]:
    """Rows of a Parquet file, a batch at a time.

    Raises:
        InputError: polars is not installed, or the file is no Parquet or lacks a column.
    """
    try:
        import polars
    except ImportError:
        raise InputError("reading Parquet needs polars: pip install polars") from None
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    try:
        frame = polars.scan_parquet(path, glob=False)
        _need(list(frame.collect_schema()), job)
        total: int = frame.select(polars.len()).collect().item()
        for start in range(0, total, BATCH):
            rows: list[dict[str, Any]] = frame.slice(start, BATCH).collect().to_dicts()
            for number, fields in enumerate(rows, start + 1):
                yield job.document(fields, lambda fields=fields: _shown(fields), None, number)  # type: ignore[misc]
    except (polars.exceptions.PolarsError, OSError) as error:
        raise InputError(f"{path}: not readable as Parquet: {str(error).splitlines()[0]}") from error


def _shown(fields: dict[str, Any]) -> str:
    """A row as JSON, for the rejects file."""
    return json.dumps(fields, default=str, ensure_ascii=False)
