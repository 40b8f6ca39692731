"""Records as a table of text: CSV and TSV in the flat form (flat.py), read and written, of which nothing is lost.

UTF-8, a header, lines that end with LF, quotes only where a cell needs them (RFC 4180). Imports flat, flat_reading,
table_metadata, checked and tally, and validation's splitting of rows.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import polars

from eventcoder.errors import EventcoderError, InputError
from eventcoder.findings import Finding, Level
from eventcoder.formats.checked import Check, Report, tell_or_stop
from eventcoder.formats.columns import BATCH, event_frames, record_schema
from eventcoder.formats.flat import flat_columns, flatten
from eventcoder.formats.flat_reading import FlatReader, FlatRow
from eventcoder.formats.table_metadata import write_csvw, write_datapackage
from eventcoder.formats.tally import Tally
from eventcoder.json_text import BAD_PACKING, LINE_LIMIT, open_input
from eventcoder.output import open_output
from eventcoder.records import Event
from eventcoder.validation.rows import QuotedRows, Row
from eventcoder.validation.structure import is_hxl

__all__ = ["read_events", "write_events", "write_frames"]

DELIMITERS = (",", "\t", ";", "|")
"""What is tried where a header is not in the format's own delimiter."""
FORBIDDEN = "\"'\r\n\0 #.+-"
"""What cells are made of, or quoted with."""
CELL_LIMIT = 16 * 1024 * 1024
"""Characters of a cell beyond which a quote was left open."""
RUN = "^'*[=+\\-@\\t\\r]"
"""Beginnings of cells that a spreadsheet would run as a formula, or that would be taken for such a cell made safe."""
MADE_SAFE = re.compile("'" + RUN[1:])


def write_events(
    events: Iterable[Event],
    target: str | Path | BinaryIO,
    *,
    delimiter: str = ",",
    spreadsheet_safe: bool = False,
    hxl: bool = False,
    datapackage: bool = False,
    csvw: bool = False,
    check: Check = "model",
    losses: object = None,
) -> int:
    """Write events as a table, a row an event; a file is written whole or not at all.

    Args:
        events: the events.
        target: a path (.gz is packed), or a binary stream, which is left open.
        delimiter: the character between cells.
        spreadsheet_safe: put an apostrophe before text that a spreadsheet would run as a formula (it begins with = + -
            @, a tab or CR). Reading with the same option takes it away again. Numbers stay as they are.
        hxl: put a row of tags of the Humanitarian Exchange Language under the header.
        datapackage: write a Frictionless datapackage.json with a Table Schema beside the file, or put the table into
            the one that is there.
        csvw: write CSVW metadata (FILE-metadata.json) beside the file.
        check: as in `checked_line`.
        losses: takes what is lost, which is nothing here.

    Returns:
        How many were written.

    Raises:
        RecordError: an event is not a record, or a file cannot be written.
        EventcoderError: metadata are to stand beside what is no file.
    """
    frames = event_frames(events, check=check)
    return write_frames(
        frames,
        target,
        delimiter=delimiter,
        spreadsheet_safe=spreadsheet_safe,
        hxl=hxl,
        datapackage=datapackage,
        csvw=csvw,
    )


def write_frames(
    frames: Iterable[polars.DataFrame],
    target: str | Path | BinaryIO,
    *,
    delimiter: str = ",",
    spreadsheet_safe: bool = False,
    hxl: bool = False,
    datapackage: bool = False,
    csvw: bool = False,
) -> int:
    """Write frames of the record's shape, without making events; for those who made them by columns.

    Args:
        frames: frames with columns of the record; what is missing is null.
        target, delimiter, spreadsheet_safe, hxl, datapackage, csvw: as for write_events.

    Returns:
        How many rows were written.

    Raises:
        RecordError: a file cannot be written.
        EventcoderError: a frame does not have the record's shape; or metadata are to stand beside what is no file.
    """
    _check(delimiter)
    beside = [write for write, wanted in ((write_datapackage, datapackage), (write_csvw, csvw)) if wanted]
    if beside and not isinstance(target, str | Path):
        raise EventcoderError("metadata stand beside a file; give the path of one as the target")
    count = 0
    with open_output(target) as stream:
        empty = flatten(record_schema().to_frame())
        stream.write(empty.write_csv(separator=delimiter, include_header=True, line_terminator="\n").encode())
        if hxl:
            stream.write(f"{delimiter.join(column.hxl for column in flat_columns())}\n".encode())
        for frame in frames:
            cells = flatten(frame).with_columns(_cells(delimiter, spreadsheet_safe))
            text = cells.write_csv(include_header=False, separator=delimiter, quote_style="never", null_value="")
            stream.write(text.encode())
            count += frame.height
    for write in beside:
        write(Path(str(target)), delimiter=delimiter, hxl=hxl)
    return count


def read_events(
    source: str | Path | BinaryIO,
    *,
    delimiter: str = ",",
    spreadsheet_safe: bool = False,
    report: Report | None = None,
    tally: Tally | None = None,
) -> Iterator[Event]:
    """The events of a table in the flat form, in order.

    Args:
        source: a path, or a binary stream, which is left open.
        delimiter: the character between cells; where the header has another, that is told and taken.
        spreadsheet_safe: the table was written so.
        report: called with every finding; without it the first error stops the reading.
        tally: counts rows, and those that are wrong.

    Raises:
        InputError: the file cannot be read at all; or has an error, where there is no report.
    """
    _check(delimiter)
    with open_input(source) as (stream, file):
        table = _Table(stream, file, delimiter, report, tally or Tally())
        for rows in table.batches(spreadsheet_safe):
            yield from table.reader.events(rows)


def _check(delimiter: str) -> None:
    if len(delimiter) != 1 or not delimiter.isascii() or delimiter.isalnum() or delimiter in FORBIDDEN:
        raise EventcoderError(
            f"{delimiter!r} cannot stand between cells; take one of {', '.join(map(repr, DELIMITERS))}"
        )


def _cells(delimiter: str, spreadsheet_safe: bool) -> Iterator[polars.Expr]:
    """Texts as cells: made safe if that is asked for, in quotes where they need them."""
    need = f'^#|[{re.escape(delimiter)}"\\r\\n]'  # a row that begins with # is a comment to some readers
    quote = polars.lit('"')
    for column in flat_columns():
        if column.cell_type == polars.String:
            text = polars.col(column.name)
            if spreadsheet_safe:
                text = (
                    polars.when(text.str.contains(RUN)).then(polars.concat_str(polars.lit("'"), text)).otherwise(text)
                )
            quoted = polars.concat_str(quote, text.str.replace_all('"', '""', literal=True), quote)
            yield polars.when(text.str.contains(need)).then(quoted).otherwise(text).alias(column.name)


class _Table:
    """One table that is read: bytes to lines, lines to rows."""

    def __init__(self, stream: BinaryIO, file: str, delimiter: str, report: Report | None, tally: Tally) -> None:
        self._stream, self._file, self._delimiter = stream, file, delimiter
        self._report, self._tell, self._tally = report, tell_or_stop(report), tally
        self._line, self._row = 0, 0
        self._header: list[str] = []
        self.reader: FlatReader

    def batches(self, spreadsheet_safe: bool) -> Iterator[list[FlatRow | Finding]]:
        """The rows, a batch at a time, with a finding for each that cannot be read."""
        lines = self._lines()
        header = next((line for line in lines if line.strip()), None)
        if header is None:
            self._tell(self._finding("EC102", "the file is empty", 1, level="warning"))
            return
        self._header = self._cells_of(header)
        self.reader = FlatReader(self._header, self._report, self._file, self._tally, self._line)
        if not self.reader.sound:
            return
        texts = {column.name for column in flat_columns() if column.cell_type == polars.String}
        undo = texts if spreadsheet_safe else set()
        quoted = QuotedRows(self._delimiter, {len(self._header)})
        while True:
            first = self._line + 1
            some = list(islice(lines, BATCH))
            with _long_cells():
                rows = list(self._rows(quoted.read(some, first, last=not some), undo))
            yield rows
            if not some:
                return

    def _lines(self) -> Iterator[str]:
        """The lines of the file with their ends; bytes that are no UTF-8 as surrogates."""
        while raw := self._next():
            self._line += 1
            if self._line == 1 and raw.startswith(codecs.BOM_UTF8):
                hint = "write UTF-8 without a mark"
                message = "a byte order mark stands at the start"
                self._tell(self._finding("EC105", message, 1, level="warning", hint=hint))
                raw = raw.removeprefix(codecs.BOM_UTF8)
            yield raw.decode("utf-8", "surrogateescape")

    def _next(self) -> bytes:
        try:
            return self._stream.readline(LINE_LIMIT)
        except BAD_PACKING as error:
            message = f"the compressed file is damaged or cut off: {error}"
            self._tell(self._finding("EC106", message, self._line + 1))
            return b""
        except OSError as error:
            raise InputError(f"{self._file} cannot be read: {error.strerror or error}") from error

    def _cells_of(self, header: str) -> list[str]:
        """The cells of the header; the delimiter is changed where another one makes more of our columns."""
        known = {column.name for column in flat_columns()}
        candidates = (self._delimiter, *(each for each in DELIMITERS if each != self._delimiter))
        found = [_split(header, delimiter) for delimiter in candidates]
        best = max(range(len(found)), key=lambda place: (len(known & set(found[place])), -place))
        if best:
            wanted, got = repr(self._delimiter), repr(candidates[best])
            message = f"the cells are separated by {got}, not by {wanted}; the table is read so"
            self._tell(self._finding("EC220", message, self._line, hint=f"give the delimiter {got}"))
            self._delimiter = candidates[best]
        return found[best]

    def _rows(self, rows: Iterable[Row], undo: Set[str]) -> Iterator[FlatRow | Finding]:
        """The rows that are sound, apostrophes of the columns in `undo` taken away."""
        width = len(self._header)
        for row in rows:
            line, cells = row.line, row.cells
            if cells is not None and not any(cells):
                yield self._finding("EC235", "the row is blank", line, level="warning")
                continue
            if cells is not None and self._row == 0 and is_hxl(cells):
                continue
            self._row += 1
            if cells is None:
                yield self._reject("EC236", f"the row is not read: {row.fault}", line, "write a quote in a cell twice")
            elif cells == self._header:
                yield self._reject("EC234", "the header stands again among the rows", line, "remove it")
            elif len(cells) != width:
                code, what = ("EC230", "few") if len(cells) < width else ("EC231", "many")
                message = f"the row has {len(cells)} cells and the header {width}: too {what}"
                yield self._reject(code, message, line, "put cells that hold the delimiter or a line end in quotes")
            elif bad := next((cell for cell in cells if not _is_unicode(cell)), None):
                hint = "convert the file to UTF-8 from the encoding it was written in"
                shown = bad.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
                yield self._reject("EC103", "bytes of the row are no UTF-8", line, hint, shown)
            else:
                named = dict(zip(self._header, cells, strict=True))
                for name in undo & named.keys():
                    if MADE_SAFE.match(named[name]):
                        named[name] = named[name][1:]
                yield FlatRow(named, self._row, line)

    def _reject(self, code: str, message: str, line: int, hint: str, value: str | None = None) -> Finding:
        return self._finding(code, message, line, hint=hint, row=self._row, value=value)

    def _finding(
        self,
        code: str,
        message: str,
        line: int,
        *,
        level: Level = "error",
        hint: str | None = None,
        row: int | None = None,
        value: str | None = None,
    ) -> Finding:
        return Finding(
            code=code, level=level, message=message, file=self._file, line=line, row=row, value=value, hint=hint
        )


@contextmanager
def _long_cells() -> Iterator[None]:
    """Lets the csv module read cells that are longer than it takes for sound by itself; a setting of the process."""
    before = csv.field_size_limit(CELL_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _split(line: str, delimiter: str) -> list[str]:
    """The cells of a line; the whole line where its quotes are broken."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return [line]


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
