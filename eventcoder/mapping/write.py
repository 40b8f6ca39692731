"""Records become rows of a table: one for each pair of source and target.

The rows are worked out many at once, by the same values and steps as in reading; their columns are the fields of the
record, by path (`date`, `cameo.code`, `event_loc.lat`), with `actor.x` and `recipient.x` for the two of a pair and
`pair.id` for its id. Whatever the columns cannot hold is counted. Imports evaluate, dyads, model and formats.losses.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from eventcoder.formats.losses import Losses
from eventcoder.mapping.converters import CONVERTERS, by_text
from eventcoder.mapping.dyads import expand
from eventcoder.mapping.evaluate import Problem, Rows
from eventcoder.mapping.fields import ID, PAIR_ID, field_columns, field_path
from eventcoder.mapping.model import Constant, FormatMapping, Value, columns_of
from eventcoder.records import Event
from eventcoder.validation.dialect import Dialect

if TYPE_CHECKING:
    import polars

__all__ = ["TableWriter"]

BATCH = 5000
"""Events that are worked out at once."""

NO_COLUMN = "the format has no column for it"
NOT_EXACT = "the format can only hold something near it"
NOT_A_CELL = "line breaks, words for empty cells and such are left out"
SAME = "\0"
"""Stands in cells until it is known what they all will be; nothing else is a NUL there."""
SPOOL, PIECE = 32 * 1024**2, 1024**2
"""Bytes that are held in memory until then, and bytes that are copied at once."""

CONTROL = r"[\p{Cc}\u2028\u2029]+"
"""Characters that would end a cell or a row; they become blanks."""
QUOTED, QUOTE = r'^"+([^"]*)"+$', r'^"+(.*)$'
"""A cell in quotes, or one that begins with a quote, in a format that has none: readers would take them for quotes."""
PLACE = "#place"
"""Column with the place of a pair's event in its batch."""

Record = tuple[int, Event]
"""Place of the event in its batch, and one of its pairs as a record."""


class TableWriter:
    """Writes events as rows of a format.

    Args:
        mapping: of the format.
        dialect: of the format: how cells are kept apart.
        schema: the record's columns.
        losses: counts what is lost.
        options: values for the mapping's options.

    Attributes:
        rows: rows that were written.
    """

    def __init__(
        self,
        mapping: FormatMapping,
        dialect: Dialect,
        schema: "polars.Schema",
        losses: Losses,
        options: Mapping[str, Any],
    ) -> None:
        assert mapping.writing is not None
        self.writing, self.dialect, self.losses = mapping.writing, dialect, losses
        self.rows = 0
        self.let = {**self.writing.let, **{f"option.{name}": Constant(value=each) for name, each in options.items()}}
        values = [*self.writing.let.values(), *self.writing.back.values()]
        values += [value for value in self.writing.columns.values() if value is not None]
        names = {name for value in values for name in columns_of(value) if not name.startswith("$")}
        names |= set(self.writing.back)
        names |= {self.writing.same_field} if self.writing.same_field else set()
        self.paths = tuple(field_path(name, schema) for name in sorted(names))
        self.same: set[str] = set()
        self.same_held: Counter[str] = Counter()
        self.lost = _Lost(self.writing.holds, mapping.format)

    def write(self, events: Iterable[Event], stream: BinaryIO) -> int:
        """Write events.

        Returns:
            How many events were written, each in one row or several.
        """
        if self.writing.header:
            stream.write(self._csv(self._empty(), header=True))
        if self.writing.same is None:
            return self._rows(events, stream)
        with tempfile.SpooledTemporaryFile(SPOOL) as spool:
            written = self._rows(events, spool)  # type: ignore[arg-type]  # it only has to be written
            spool.seek(0)
            greatest = max(self.same, default="").encode()
            while piece := spool.read(PIECE):
                stream.write(piece.replace(SAME.encode(), greatest))
        field, lost = self.writing.same_field, self.same_held.total() - self.same_held[greatest.decode()]
        if field is not None:
            self.losses.field(field, f"{self.writing.same} is the same in the whole file", count=lost)
        return written

    def _rows(self, events: Iterable[Event], stream: BinaryIO) -> int:
        written = 0
        iterator = iter(events)
        while batch := list(islice(iterator, BATCH)):
            frame, count = self._batch(batch)
            written += count
            self.rows += frame.height
            if self.writing.same is not None:
                frame = frame.with_columns(self._same(frame[self.writing.same]))
            stream.write(self._csv(frame, header=False))
        return written

    def _same(self, cells: "polars.Series") -> "polars.Series":
        """A mark instead of cells that will all be the greatest of them."""
        import polars

        self.same.update(cells.drop_nulls().unique())
        return polars.Series(cells.name, [SAME]).new_from_index(0, cells.len())

    def _batch(self, events: Sequence[Event]) -> tuple["polars.DataFrame", int]:
        """The rows of some events, and how many of the events have any."""
        import polars

        records: list[Record] = [(place, pair) for place, event in enumerate(events) for pair in expand(event)]
        columns = field_columns(self.paths, [pair for _, pair in records])
        columns[ID] = polars.Series(ID, [events[place].id for place, _ in records], dtype=polars.String)
        places = polars.Series(PLACE, [place for place, _ in records], dtype=polars.UInt32)
        frame = polars.DataFrame([*columns.values(), places])
        clean = self._clean(frame)
        problems: list[Problem] = []
        rows = Rows(clean, self.let, problems.append)
        good, reasons = self._with_all_that_is_needed(rows, places)
        cells = polars.DataFrame([self._cells(rows, name, value) for name, value in self.writing.columns.items()])
        kept = set(places.filter(good))
        for place, reason in reasons.items():
            if place in kept:
                self.losses.field("actor", f"a pair of parties is left out: {reason}", id=events[place].id)
            else:
                self.losses.event(reason, id=events[place].id)
        for place in sorted(kept):
            self.lost.count(events[place], self.losses)
        self._count_unsound(frame, clean, events, good)
        self._count_inexact(rows, frame, events, good)
        for problem in problems:
            place = places[problem.place]
            if place in kept:
                field, message = problem.field, problem.message
                self.losses.field(field, message, id=events[place].id, value=problem.value, count=problem.count)
        if self.writing.same is not None and self.writing.same_field is not None:
            held = good & frame[self.writing.same_field].is_not_null()
            self.same_held.update(cells[self.writing.same].filter(held))
        return cells.filter(good), len(kept)

    def _with_all_that_is_needed(self, rows: Rows, places: "polars.Series") -> tuple["polars.Series", dict[int, str]]:
        """Which rows have all that the mapping needs; for events with others why they do not."""
        import polars

        good = polars.Series([True]).new_from_index(0, rows.height)
        reasons: dict[int, str] = {}
        for name, value in [*self.writing.let.items(), *self.writing.columns.items()]:
            if value is None or value.needed is None:
                continue
            found = rows.column(f"${name}") if name in self.let else rows.value(value, name)
            bad = found.is_null() & good
            for place in places.filter(bad):
                reasons.setdefault(place, value.needed)
            good = good & ~bad
        return good, reasons

    def _clean(self, frame: "polars.DataFrame") -> "polars.DataFrame":
        """Texts as cells of the format can hold them."""
        import polars

        columns = []
        for series in frame:
            if series.dtype == polars.String and series.null_count() < series.len():
                clean = self._text(series)
                same = (clean == series).fill_null(False)
                if series.name in (ID, PAIR_ID) and not same.all():  # different ids must stay different
                    clean = series.zip_with(same, by_text(series, _digest))
                series = clean
            elif series.dtype == polars.List(polars.String):
                series = series.list.eval(self._sound(polars.element()))
            columns.append(series)
        return polars.DataFrame(columns)

    def _count_unsound(
        self, frame: "polars.DataFrame", clean: "polars.DataFrame", events: Sequence[Event], good: "polars.Series"
    ) -> None:
        """Count texts that are something else in their cells, unless `back` does."""
        import polars

        for series in frame:
            if series.dtype != polars.String or series.name in (*self.writing.back, ID, PAIR_ID):
                continue
            text = clean[series.name]
            lost = series.is_not_null() & good & ((text != series) | text.is_null()).fill_null(True)
            if lost.any():
                for place in frame[PLACE].filter(lost).unique(maintain_order=True):
                    self.losses.field(series.name, NOT_A_CELL, id=events[place].id)

    def _text(self, series: "polars.Series") -> "polars.Series":
        """Texts without what would end a cell, and without words that stand for an empty one."""
        import polars

        text = polars.select(self._sound(polars.lit(series))).to_series()
        empty = (text == "") | text.is_in(list(self.dialect.missing_words))
        return polars.select(polars.when(~empty).then(text)).to_series().alias(series.name)

    def _sound(self, text: "polars.Expr") -> "polars.Expr":
        """Texts without what would end a cell."""
        text = text.str.replace_all(CONTROL, " ")
        if self.dialect.quoting == "none":
            text = text.str.replace_all(self.dialect.delimiter, " ", literal=True)
            text = text.str.replace(QUOTED, "$1").str.replace(QUOTE, "$1")
        return text.str.strip_chars()

    def _cells(self, rows: Rows, name: str, value: Value | None) -> "polars.Series":
        import polars

        if value is None:
            return polars.Series(name, [None], dtype=polars.String).new_from_index(0, rows.height)
        series = rows.value(value, name)
        if series.dtype != polars.String:
            series = CONVERTERS["text"].function(series, {}, rows.column)
        return series.alias(name)

    def _count_inexact(
        self, rows: Rows, frame: "polars.DataFrame", events: Sequence[Event], good: "polars.Series"
    ) -> None:
        """Count fields that are something else when they are read back."""
        rows = rows.quiet()
        for name, value in self.writing.back.items():
            given, back = _plain(frame[name]), _plain(rows.value(value, name, frame[name].dtype))
            lost = (given.is_not_null() & good & ((given != back) | back.is_null())).fill_null(True)
            if name == ID:  # the first pair has the event's own
                lost = lost & frame[PLACE].is_first_distinct()
            for place in frame[PLACE].filter(lost).unique(maintain_order=True):
                self.losses.field(name, NOT_EXACT, id=events[place].id, value=_shown(given, frame, place))

    def _empty(self) -> "polars.DataFrame":
        import polars

        return polars.DataFrame(schema=dict.fromkeys(self.writing.columns, polars.String))

    def _csv(self, frame: "polars.DataFrame", header: bool) -> bytes:
        quoted = self.dialect.quoting != "none"
        text: str = frame.write_csv(
            include_header=header,
            separator=self.dialect.delimiter,
            quote_style="necessary" if quoted else "never",
            line_terminator="\n",
        )
        return text.encode()


class _Lost:
    """Counts the fields of events that no column holds."""

    def __init__(self, holds: Iterable[str], format: str) -> None:
        self.holds = frozenset(holds)
        self.parts = frozenset(path.partition(".")[0] for path in self.holds if "." in path)
        self.defaults = {name: field.default for name, field in Event.model_fields.items()}
        self.defaults["coder"] = format  # which reading fills in

    def count(self, event: Event, losses: Losses) -> None:
        """Count what an event has and the columns do not hold, once a field."""
        for name in dict.fromkeys(self._fields(event)):
            losses.field(name, NO_COLUMN, id=event.id)

    def _fields(self, event: Event) -> Iterator[str]:
        for name, value in event.__dict__.items():
            if name in self.holds or value is None or value == () or value == self.defaults[name]:
                continue
            if name not in self.parts:
                yield name
                continue
            for part in value if isinstance(value, tuple) else (value,):
                for inner, each in part.__dict__.items():
                    if each is not None and each != () and f"{name}.{inner}" not in self.holds:
                        yield f"{name}.{inner}"


def _plain(series: "polars.Series") -> "polars.Series":
    """Texts to compare: lists with their items sorted; an empty list is missing."""
    import polars

    if isinstance(series.dtype, polars.List):
        joined = series.list.sort().list.join(";")
        return polars.select(polars.when(joined != "").then(joined)).to_series()
    return series.cast(polars.String)


def _shown(given: "polars.Series", frame: "polars.DataFrame", place: int) -> Any:
    return given.filter(frame[PLACE] == place).first()


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
