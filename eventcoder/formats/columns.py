"""The record in columns: the nested form that Parquet, Arrow and data frames share. The flat form is in flat.py.

The columns are those of the record, with its names, in the order of the model: texts, whole numbers (64 bits), numbers,
booleans and days, lists and structs of them. Null lists are read as empty ones. Frames are made of JSON and turned into
JSON, which polars does in one piece. Imports records, checked and tally; polars.
"""

import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Annotated, Any, get_args, get_origin

import orjson
import polars
from pydantic import BaseModel, ValidationError

from eventcoder.errors import EventcoderError
from eventcoder.findings import Finding
from eventcoder.formats.checked import Check, Report, checked_line, explain_rejection, tell_or_stop
from eventcoder.formats.tally import Tally
from eventcoder.records import DateText, Event
from eventcoder.vocabulary import load_schema

__all__ = ["BATCH", "RecordFrames", "event_frames", "frame_events", "record_schema", "to_record_frame", "without_empty"]

BATCH = 5_000
"""Events that are held at once."""

SCALARS: dict[Any, Any] = {
    str: polars.String,
    int: polars.Int64,
    float: polars.Float64,
    bool: polars.Boolean,
}
NO_JSON = (polars.Binary, polars.Object, polars.Duration, polars.Time)
"""Types of columns that no field of a record can come from."""


def record_schema() -> polars.Schema:
    """The columns of a record, nested, derived from its model."""
    return polars.Schema(_fields(Event))


def event_frames(events: Iterable[Event], size: int = BATCH, check: Check = "model") -> Iterator[polars.DataFrame]:
    """Events as frames of the record's shape; no frame for no events.

    Args:
        events: the events.
        size: of a frame, in rows.
        check: as in `checked_line`.

    Raises:
        RecordError: an event is not a record.
    """
    record = polars.Struct(record_schema())
    stream = iter(events)
    while lines := [checked_line(event, check).decode() for event in islice(stream, size)]:
        # Four times as fast as polars.read_ndjson.
        yield polars.Series(lines, dtype=polars.String).str.json_decode(record).struct.unnest()


def frame_events(
    frame: polars.DataFrame, *, report: Report | None = None, file: str | None = None, tally: Tally | None = None
) -> Iterator[Event]:
    """The events of a frame with the record's columns, in order.

    Args:
        frame: a row an event. Columns that may be empty in a record may be missing; others are passed over.
        report: called with every finding; without it the first error stops the reading.
        file: name for findings.
        tally: counts rows, and those that are wrong.

    Raises:
        InputError: a column that a record needs is missing, or a row is wrong, where there is no report.
    """
    return RecordFrames(report, file, tally).events([frame])


class RecordFrames:
    """Reads events from frames that come one behind the other and have the same columns.

    Args:
        report: called with every finding; without it the first error stops the reading.
        file: name for findings.
        tally: counts rows, and those that are wrong.
    """

    def __init__(self, report: Report | None = None, file: str | None = None, tally: Tally | None = None) -> None:
        self._tell, self._file, self._tally = tell_or_stop(report), file, tally or Tally()
        self._tally.records, self._tally.rejected = 0, 0

    def events(self, frames: Iterable[polars.DataFrame]) -> Iterator[Event]:
        """The events of all rows; what is wrong with the columns is told once."""
        usable: list[str] | None = None
        first = 0
        for frame in frames:
            if usable is None:
                usable = self._usable(frame.schema)
                if not usable:
                    return
            if first == 0:
                self._tally.records = 0
            for start in range(0, frame.height, BATCH):
                yield from self._rows(frame[start : start + BATCH].select(usable), first + start)
            first += frame.height

    def _rows(self, frame: polars.DataFrame, first: int) -> Iterator[Event]:
        lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, polars.List)]
        days = [name for name, dtype in frame.schema.items() if isinstance(dtype, polars.Datetime) and name in DAYS]
        plain = frame.with_columns(polars.col(lists).fill_null([]), polars.col(days).cast(polars.Date))
        lines = plain.write_ndjson().encode().split(b"\n")
        for row, line in enumerate(islice(lines, frame.height), first + 1):
            self._tally.records = (self._tally.records or 0) + 1
            try:
                yield Event.from_json(line)
            except ValidationError:
                event = self._again(line, row)
                if event is not None:
                    yield event

    def _again(self, line: bytes, row: int) -> Event | None:
        """A row that is no record as it stands, without what is null in it."""
        value = _without(orjson.loads(line), (None,))
        for name in load_schema("record")["required"]:
            value.setdefault(name, None)
        try:
            return Event.model_validate(value)
        except ValidationError as error:
            self._tally.rejected = (self._tally.rejected or 0) + 1
            for finding in explain_rejection(value, error, file=self._file, row=row):
                self._tell(finding)
            return None

    def _usable(self, schema: polars.Schema) -> list[str]:
        """The columns that are fields of a record; none where one that is needed is missing."""
        known = record_schema()
        sound = True
        for name, dtype in schema.items():
            if name not in known:
                self._problem("EC224", f"a record has no field {name!r}; the column is not read", name, level="warning")
            elif dtype in NO_JSON:
                self._problem("EC301", f"the column {name!r} is of type {dtype}, {known[name]} is wanted", name)
                sound = False
        for name in load_schema("record")["required"]:
            if name not in schema:
                message = f"the column {name!r} is missing; every record has it"
                self._problem("EC223", message, name, hint="is it a file of another format?")
                sound = False
        return [name for name in schema if name in known] if sound else []

    def _problem(self, code: str, message: str, field: str, **more: Any) -> None:
        level = more.pop("level", "error")
        self._tell(Finding(code=code, level=level, message=message, file=self._file, field=field, **more))


def to_record_frame(frame: polars.DataFrame) -> polars.DataFrame:
    """A frame of record-like columns with the record's columns and types exactly.

    Args:
        frame: columns that are missing become null (empty where they are lists); of other types they are cast.

    Raises:
        EventcoderError: a column is none of the record's, or cannot be cast.
    """
    schema = record_schema()
    if frame.schema == schema:
        return frame
    unknown = [name for name in frame.columns if name not in schema]
    if unknown:
        raise EventcoderError(f"a record has no field {unknown[0]!r}")
    try:
        return frame.select(_fitted(name, dtype, frame.schema) for name, dtype in schema.items())
    except polars.exceptions.PolarsError as error:
        raise EventcoderError(f"the frame does not have the record's shape: {error}") from error


def _fitted(name: str, dtype: Any, schema: polars.Schema) -> polars.Expr:
    if name not in schema:
        default = Event.model_fields[name].get_default()
        empty = [] if isinstance(dtype, polars.List) else default if not isinstance(default, tuple) else None
        return polars.lit(empty, dtype=dtype).alias(name)
    column = polars.col(name)
    if dtype == polars.Date and schema[name] == polars.String:
        return column.str.to_date("%Y-%m-%d")
    return column.cast(dtype)


def without_empty(value: Any) -> Any:
    """A JSON value without the members of objects that are null or an empty list.

    Args:
        value: the value, which stays as it is.
    """
    return _without(value, (None, []))


def _without(value: Any, out: Sequence[Any]) -> Any:
    if isinstance(value, dict):
        return {key: _without(part, out) for key, part in value.items() if part not in out}
    return [_without(part, out) for part in value] if isinstance(value, list) else value


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(model, include_extras=True)
    return tuple((name, _column_type(hints[name])) for name in model.model_fields)


def _column_type(hint: Any) -> Any:
    """The polars type of a field's annotation."""
    if hint == DateText:
        return polars.Date
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _column_type(arguments[0])
    if origin in (types.UnionType, typing.Union):
        (inner,) = (each for each in arguments if each is not type(None))
        return _column_type(inner)
    if origin is tuple:
        return polars.List(_column_type(arguments[0]))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return polars.Struct(dict(_fields(hint)))
    return SCALARS[hint]


DAYS = frozenset(name for name, dtype in _fields(Event) if dtype == polars.Date)
"""Fields that are days; frames of pandas have them as moments."""
