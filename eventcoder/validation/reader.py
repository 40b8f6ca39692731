"""Reads a table batch by batch: bytes to lines, lines to rows, rows to columns of text under the schema's names.

Lines are split before columns, so that a row with a wrong number of cells keeps its line and its number, and costs no
other row. Imports polars, and only while it reads.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from eventcoder.errors import EventcoderError
from eventcoder.findings import Finding, Level
from eventcoder.validation.detect import Detection, Plan
from eventcoder.validation.dialect import Dialect
from eventcoder.validation.lines import Block, Lines
from eventcoder.validation.report import Collector
from eventcoder.validation.rows import HIDDEN, QuotedRows, hide_quoted
from eventcoder.validation.source import Source
from eventcoder.validation.table import Batch

if TYPE_CHECKING:
    import polars

__all__ = ["TableReader", "open_table"]

Names = tuple[str | None, ...]
HIDDEN_END = next(mark.encode() for mark, text in HIDDEN.items() if text == "\n")
QUOTED_CELL = r'^".*"$'


def open_table(source: Source, detection: Detection, collector: Collector) -> "TableReader":
    """A table that is ready to be read, once.

    Args:
        source: the input, of which nothing was read yet.
        detection: what `detect` took it for.
        collector: takes what is wrong with the text and the structure, as it is met.

    Raises:
        EventcoderError: the detection is not that of a table.
    """
    if detection.plan is None or detection.dialect is None:
        raise EventcoderError(f"{source.name} is not read as a table; see the findings of its detection")
    return TableReader(source.stream, source.name, source.file_name, detection.dialect, detection.plan, collector)


class TableReader:
    """A table that is read batch by batch; see OpenTable."""

    def __init__(
        self,
        stream: BinaryIO,
        file: str,
        file_name: str | None,
        dialect: Dialect,
        plan: Plan,
        collector: Collector,
    ) -> None:
        self.file, self.file_name, self.dialect, self.format = file, file_name, dialect, dialect.format
        self.plan, self.collector = plan, collector
        self.missing_words = (*dialect.missing, *plan.missing_words)
        self.width = len(plan.shape.names)
        self.row = 0
        self._lines = Lines(stream, file, collector, plan.quoted, plan.old, bool(dialect.encodings))
        self._skip = plan.skip
        self._told: set[str] = set()
        self._others = self._other_layouts()
        self._again = self._header_cells()
        self._start = self._again[0][1].encode() if self._again else b"\n"  # which no row starts with
        self._kept = bytes(byte for byte in range(256) if byte not in (10, ord(plan.delimiter)))

    def batches(self) -> Iterator[Batch]:
        """The rows; those of other layouts in batches of their own."""
        quoted = QuotedRows(self.plan.delimiter, {self.width, *self._others})
        for block in self._lines.blocks():
            if not block.data:
                yield from self._finish(quoted, block.line)
                self._count()
            elif self.plan.quoted and (quoted.pending or b'"' in block.data):
                quick = None if quoted.pending else self._hidden(block)
                yield from quick if quick is not None else self._quoted(quoted, block)
            else:
                yield from self._plain(block)
            self.collector.records = self.row
        yield from self._finish(quoted, self._lines.line)
        self.collector.records = self.row

    # what the columns may be -------------------------------------------------------------------------------------

    def _other_layouts(self) -> dict[int, Names]:
        """Number of cells -> columns, for the layouts besides the file's own that a file without header may mix."""
        if self.plan.header:
            return {}
        return {width: layout.columns for width, layout in self.dialect.widths.items() if width != self.width}

    def _header_cells(self) -> tuple[tuple[int, str], ...]:
        """Two columns and what stands there in a header, by which one in the middle of the file is known."""
        names = self.plan.header or tuple(name or "" for name in self.plan.shape.names)
        offset = self.width - len(names) if self.plan.header and self.plan.shape.names[:1] == (None,) else 0
        cells = [
            (place + max(offset, 0), name) for place, name in enumerate(names) if name.strip() and place < self.width
        ]
        return tuple(cells[:2])

    # findings --------------------------------------------------------------------------------------------------------

    def _tell(
        self,
        code: str,
        level: Level,
        message: str,
        line: int | None = None,
        row: int | None = None,
        field: str | None = None,
        value: str | None = None,
        hint: str | None = None,
    ) -> None:
        if self.collector.room <= 0:
            self.collector.count(code, level, field)
            return
        place = {"file": self.file, "line": line, "row": row}
        finding = Finding(code=code, level=level, message=message, field=field, value=value, hint=hint, **place)  # type: ignore[arg-type]
        self.collector.add((finding,))

    def _count(self) -> int | None:
        """The number of the next row; None for one that is no data."""
        if self._skip:
            self._skip -= 1
            return None
        self.row += 1
        return self.row

    # rows without quotes -----------------------------------------------------------------------------------------

    def _plain(self, block: Block) -> Iterator[Batch]:
        data, line = block.data, block.line
        while self._skip and data:
            end = data.index(b"\n") + 1
            data, line = data[end:], line + 1
            self._count()
        if not data:
            return
        delimiter = self.plan.delimiter.encode()
        marks = data.translate(None, self._kept)
        number = marks.count(b"\n")
        first = self.row + 1
        if marks == (delimiter * (self.width - 1) + b"\n") * number:
            self.row += number
            rows: Sequence[int] = range(first, first + number)
            yield from self._batch(data, self.width, rows, range(line, line + number))
            return
        if not data.strip(b"\n"):
            self.row += number
            self._blank(range(number), line, first)
            return
        counts = [len(each) + 1 for each in marks.split(b"\n")[:number]]
        lines = data.split(b"\n")
        places = [place for place in range(number) if lines[place]]
        if len(places) < number:
            self._blank((place for place in range(number) if not lines[place]), line, first)
        kept: dict[int, tuple[list[bytes], list[int], list[int]]] = {}
        short = blank = 0
        for place in places:
            raw, width = lines[place], counts[place]
            if width != self.width:
                # The quickest look there is, where nothing is to be told but a number.
                if self.collector.room <= 0 and width < self.width and width not in self._others:
                    if raw.isspace():
                        blank += 1
                        continue
                    if not raw.startswith(self._start):
                        short += 1
                        continue
                last = block.cut and place == number - 1
                mended = self._odd(raw.decode(), line + place, first + place, last)
                if mended is None:
                    continue
                raw, width = mended.encode(), mended.count(self.plan.delimiter) + 1
            good, numbers, starts = kept.setdefault(width, ([], [], []))
            good.append(raw)
            numbers.append(first + place)
            starts.append(line + place)
        if short:
            self.collector.count("EC230", "error", None, short)
        if blank:
            self.collector.count("EC235", "warning", None, blank)
        self.row += number
        for width, (good, numbers, starts) in sorted(kept.items(), key=lambda each: each[0] != self.width):
            yield from self._batch(b"\n".join(good) + b"\n", width, numbers, starts)

    def _blank(self, places: Iterable[int], line: int, row: int) -> None:
        """Tells of blank rows; of very many only their number."""
        numbers = iter(places)
        for place in islice(numbers, max(0, self.collector.room)):
            self._tell("EC235", "warning", "the row is blank", line + place, row + place, hint="remove it")
        more = sum(1 for _ in numbers)
        if more:
            self.collector.count("EC235", "warning", None, more)

    def _odd(self, text: str, line: int, row: int, last: bool) -> str | None:
        """A row with another number of cells, as it can be read nevertheless; None where it cannot."""
        cells = text.split(self.plan.delimiter)
        kept = self._odd_cells(cells, line, row, last)
        return None if kept is None else self.plan.delimiter.join(kept)

    def _odd_cells(self, cells: list[str], line: int, row: int, last: bool) -> list[str] | None:
        width = len(cells)
        if not any(cell.strip() for cell in cells):
            self._tell("EC235", "warning", "the row is blank", line, row, hint="remove it")
            return None
        if self._is_header(cells):
            self._header_again(line, row)
            return None
        if width in self._others:
            if "EC237" not in self._told:
                self._told.add("EC237")
                message = f"rows of {width} cells among rows of {self.width}: the file mixes two layouts of the format"
                self._tell("EC237", "warning", message, line, row, hint="keep files of different layouts apart")
            return cells
        if width > self.width:
            behind = [cell for cell in cells[self.width :] if cell.strip()]
            if not behind:
                message = f"the row ends with {width - self.width} delimiters too many"
                self._tell("EC238", "warning", message, line, row, hint="remove them")
                return cells[: self.width]
            message = f"the row has {width} cells, not {self.width}"
            hint = "look for a delimiter within a cell"
            if width in (2 * self.width, 2 * self.width - 1):
                hint = "two rows stand on one line: the line end between them is missing"
            self._tell("EC231", "error", message, line, row, value=behind[0], hint=hint)
            return None
        if last:
            message = f"the file ends in the middle of a row, after {width} of {self.width} cells"
            self._tell("EC118", "error", message, line, row, value=cells[-1], hint="get the file again: it was cut off")
            return None
        message = f"the row has {width} cells, not {self.width}"
        hint = "look for a line end within a cell, or for cells that were left out"
        self._tell("EC230", "error", message, line, row, value=self.plan.delimiter.join(cells), hint=hint)
        return None

    def _is_header(self, cells: Sequence[str]) -> bool:
        again = self._again
        return len(again) > 1 and all(
            place < len(cells) and cells[place].strip().strip('"') == name for place, name in again
        )

    def _header_again(self, line: int, row: int) -> None:
        hint = "remove it: files were put one behind the other with their headers"
        self._tell("EC234", "error", "the header stands here again", line, row, hint=hint)

    # rows with quotes --------------------------------------------------------------------------------------------

    def _hidden(self, block: Block) -> Iterator[Batch] | None:
        """The rows of a block in which all is in order, read the quick way; None where something is not."""
        data = hide_quoted(block.data, self.plan.delimiter.encode())
        if data is None:
            return None
        ends, line = [], block.line
        if HIDDEN_END in data:
            for row in data.split(b"\n")[:-1]:
                ends.append(line)
                line += 1 + row.count(HIDDEN_END)
        starts: Sequence[int] = ends or range(line, line + data.count(b"\n"))
        skip = min(self._skip, len(starts))
        for _ in range(skip):
            data = data[data.index(b"\n") + 1 :]
        number = len(starts) - skip
        row = self.plan.delimiter.encode() * (self.width - 1) + b"\n"
        if data.translate(None, self._kept) != row * number:
            return None
        self._skip -= skip
        self.row += number
        rows = range(self.row - number + 1, self.row + 1)
        return self._batch(data, self.width, rows, starts[skip:], hidden=True) if number else iter(())

    def _shown(self, frame: "polars.DataFrame", data: bytes) -> "polars.DataFrame":
        """Cells with what `hide_quoted` hid."""
        import polars

        there = {mark: text or self.plan.delimiter for mark, text in HIDDEN.items() if mark.encode() in data}
        if not there:
            return frame
        every = polars.all().str
        counts = frame.select(every.contains(f"[{''.join(there)}]").any()).row(0)
        changed = [name for name, some in zip(frame.columns, counts, strict=True) if some]
        cells = polars.col(changed)
        for mark, text in there.items():
            cells = cells.str.replace_all(mark, text, literal=True)
        return frame.with_columns(cells)

    def _quoted(self, quoted: QuotedRows, block: Block) -> Iterator[Batch]:
        lines = [f"{line}\n" for line in block.data.decode().split("\n")[:-1]]
        yield from self._rows(quoted, lines, block.line, last=False, cut=block.cut)

    def _finish(self, quoted: QuotedRows, line: int) -> Iterator[Batch]:
        if quoted.pending:
            yield from self._rows(quoted, [], line, last=True, cut=True)

    def _rows(self, quoted: QuotedRows, lines: list[str], first: int, last: bool, cut: bool) -> Iterator[Batch]:
        import polars

        kept: dict[int, tuple[list[list[str]], list[int], list[int]]] = {}
        end = first + len(lines) - 1
        for read in quoted.read(lines, first, last):
            number = self._count()
            if number is None:
                continue
            if read.cells is None:
                self._broken(read.line, number, read.fault or "", at_end=cut and read.line == end)
                continue
            cells: list[str] | None = read.cells
            if len(read.cells) != self.width:
                cells = self._odd_cells(read.cells, read.line, number, cut and read.line == end)
            if cells is not None:
                rows, numbers, places = kept.setdefault(len(cells), ([], [], []))
                rows.append(cells)
                numbers.append(number)
                places.append(read.line)
        for width, (rows, numbers, places) in kept.items():
            names = self._names(width)
            columns = {
                name: polars.Series(name, [cell or None for cell in column], dtype=polars.String)
                for name, column in zip(names, zip(*rows, strict=True), strict=True)
            }
            yield from self._checked(polars.DataFrame(columns), width, numbers, places)

    def _broken(self, line: int, row: int, fault: str, at_end: bool) -> None:
        """Tells of a row whose quotes are broken."""
        if at_end:
            message = "the file ends in the middle of a row, within a cell in quotes"
            self._tell("EC118", "error", message, line, row, hint="get the file again: it was cut off")
            return
        hint = 'close the quote; a quote within a cell is written twice ("")'
        self._tell("EC236", "error", f"quotes are broken: {fault}", line, row, hint=hint)

    # columns -----------------------------------------------------------------------------------------------------

    def _names(self, width: int) -> list[str]:
        return [f"{place}" for place in range(width)]

    def _batch(
        self, data: bytes, width: int, rows: Sequence[int], lines: Sequence[int], hidden: bool = False
    ) -> Iterator[Batch]:
        import polars

        frame = polars.read_csv(
            data,
            has_header=False,
            separator=self.plan.delimiter,
            quote_char=None,
            schema=dict.fromkeys(self._names(width), polars.String),
        )
        if hidden:
            frame = self._shown(frame, data)
        elif b'"' in data:
            frame = self._without_quotes(frame)
        yield from self._checked(frame, width, rows, lines, data.isascii())

    def _without_quotes(self, frame: "polars.DataFrame") -> "polars.DataFrame":
        """Cells without the quotes around them, where single ones have some in a format that has none."""
        import polars

        inside = [polars.col(name).str.contains(QUOTED_CELL).sum().alias(name) for name in frame.columns]
        counts = frame.select(inside).row(0)
        changed = [name for name, count in zip(frame.columns, counts, strict=True) if count]
        for name in changed:
            field = self.plan.shape.names[int(name)] if int(name) < self.width else None
            if name not in self._told:
                self._told.add(name)
                hint = "write the cells without quotes around them"
                message = "cells stand in quotes, which the format does not have; they are read without"
                self._tell("EC245", "warning", message, field=field, hint=hint)
        if not changed:
            return frame
        cells = polars.col(changed)
        bare = cells.str.slice(1, cells.str.len_chars() - 2).str.replace_all('""', '"', literal=True)
        some, none = cells.str.contains(QUOTED_CELL) & (cells != '""'), cells == '""'
        return frame.with_columns(polars.when(some).then(bare).when(none).then(None).otherwise(cells).name.keep())

    def _checked(
        self,
        frame: "polars.DataFrame",
        width: int,
        rows: Sequence[int],
        lines: Sequence[int],
        ascii: bool = False,
    ) -> Iterator[Batch]:
        """A batch without blank rows and headers that stand in the middle of the file."""
        import polars

        numbers = _series("row", rows)
        places = _series("line", lines)
        drop = self._no_data(frame, numbers, places)
        if drop is not None:
            frame, numbers, places = frame.filter(~drop), numbers.filter(~drop), places.filter(~drop)
        names = self.plan.shape.names if width == self.width else self._others[width]
        wanted = {f"{place}": name for place, name in enumerate(names) if name is not None}
        if frame.height:
            cells = frame.select(polars.col(old).alias(new) for old, new in wanted.items())
            yield Batch(cells, numbers, places, ascii)

    def _no_data(
        self, frame: "polars.DataFrame", numbers: "polars.Series", places: "polars.Series"
    ) -> "polars.Series | None":
        import polars

        found = polars.lit(False)
        if len(self._again) > 1 and all(place < frame.width for place, _ in self._again):
            found = polars.all_horizontal(polars.col(f"{place}") == name for place, name in self._again).fill_null(
                False
            )
        first = next((f"{place}" for place, name in enumerate(self.plan.shape.names) if name is not None), "0")
        answers = frame.select(header=found, blank=polars.col(first).is_null())
        headers, blank = answers["header"], answers["blank"]
        if blank.any():
            blank = frame.select(blank=polars.all_horizontal(polars.all().str.strip_chars(" \t").fill_null("") == ""))[
                "blank"
            ]
        if not headers.any() and not blank.any():
            return None
        for place in headers.arg_true():
            self._header_again(places[place], numbers[place])
        for place in blank.arg_true():
            self._tell("EC235", "warning", "the row is blank", places[place], numbers[place], hint="remove it")
        return headers | blank


def _series(name: str, numbers: Sequence[int]) -> "polars.Series":
    import polars

    if isinstance(numbers, range):
        return polars.int_range(numbers.start, numbers.stop, dtype=polars.UInt32, eager=True).alias(name)
    return polars.Series(name, numbers, dtype=polars.UInt32)
