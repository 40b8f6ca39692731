"""Reads events from the rows of a flat table (see flat.py for the form), and from frames nested or flat.

Imports flat, columns, checked and tally.
"""

import datetime
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain
from typing import Any, NamedTuple

import orjson
import polars
from pydantic import ValidationError

from eventcoder.errors import InputError
from eventcoder.findings import Finding, Level
from eventcoder.formats.checked import Report, explain_rejection, tell_or_stop
from eventcoder.formats.columns import BATCH, RecordFrames, event_frames, record_schema
from eventcoder.formats.flat import INNER, SEPARATOR, FlatColumn, flat_columns, flatten
from eventcoder.formats.tally import Tally
from eventcoder.records import Event
from eventcoder.vocabulary import load_schema

__all__ = ["FlatReader", "FlatRow", "events_of_frames"]

WHOLE = re.compile(r"[+-]?[0-9]{1,20}")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
ITEM_NUMBER = re.compile(r"\[[0-9]+\]")
TRUTH = {"true": True, "false": False}


class FlatRow(NamedTuple):
    """A row of a flat table.

    Attributes:
        cells: column -> text or value of the column's type; None or missing where the cell is empty.
        row: its number, from 1, the header not counted.
        line: the line that it starts on, from 1, if that is known.
    """

    cells: Mapping[str, Any]
    row: int
    line: int | None = None


class _Fault(NamedTuple):
    """What is wrong with a cell."""

    code: str
    column: str
    message: str
    hint: str | None = None


@dataclass(slots=True)
class _Made:
    """What came of a row: its event, if it is sound, and what the last column said of it."""

    event: Event | None
    exact: dict[str, Any]


class FlatReader:
    """Reads events from the rows of one flat table, batch by batch.

    Args:
        header: the names of its columns.
        report: called with every finding; without it the first error stops the reading.
        file: name for findings.
        tally: counts rows, and those that are wrong.
        line: where the header stands, if that is known.

    Attributes:
        sound: whether rows can be read.
    """

    def __init__(
        self,
        header: Sequence[str],
        report: Report | None = None,
        file: str | None = None,
        tally: Tally | None = None,
        line: int | None = None,
    ) -> None:
        self._tell, self._file, self._tally = tell_or_stop(report), file, tally or Tally()
        self._tally.records, self._tally.rejected = 0, 0
        self._columns: dict[str, list[FlatColumn]] = {}
        for column in flat_columns():
            self._columns.setdefault(column.field, []).append(column)
        self.sound = self._check(header, line)

    def events(self, rows: Iterable[FlatRow | Finding]) -> Iterator[Event]:
        """The events of a batch of rows, in order; what is wrong with a row is told.

        Args:
            rows: the rows; a finding in place of one that cannot be read, which is passed on.
        """
        batch: list[FlatRow] = []
        made: list[_Made] = []
        stop: InputError | None = None
        for row in rows:
            try:
                if isinstance(row, Finding):
                    self._pass_on(row)
                else:
                    made.append(self._read(row))
                    batch.append(row)
            except InputError as error:  # the first error, where nobody takes reports; what is before it goes through
                stop = error
                break
        self._mind_changes(batch, made)
        for each in made:
            if each.event is not None:
                yield each.event
        if stop is not None:
            raise stop

    def _pass_on(self, finding: Finding) -> None:
        if finding.level == "error":
            self._tally.records = (self._tally.records or 0) + 1
            self._tally.rejected = (self._tally.rejected or 0) + 1
        self._tell(finding)

    def _check(self, header: Sequence[str], line: int | None) -> bool:
        """Look at the columns; what is not known, twice or missing is told."""
        known = [column.name for column in flat_columns()]
        faults: list[tuple[Level, _Fault]] = []
        for name in dict.fromkeys(header):
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = f"did you mean {near[0]!r}?" if near else None
                faults.append(("warning", _Fault("EC224", name, f"there is no column {name!r}; it is not read", hint)))
            elif header.count(name) > 1:
                faults.append(("error", _Fault("EC228", name, f"the column {name!r} stands twice", "keep one of them")))
        for field in load_schema("record")["required"]:
            names = [column.name for column in self._columns[field]]
            if not set(names) & set(header):
                message = f"no column has the {field} of the events; it stands in {', '.join(names)}"
                faults.append(("error", _Fault("EC223", field, message, "is it a file of another format?")))
        for level, fault in faults:
            self._tell_fault(fault, level, line=line)
        return all(level != "error" for level, _ in faults)

    def _tell_fault(
        self, fault: _Fault, level: Level = "error", value: Any = None, row: int | None = None, line: int | None = None
    ) -> None:
        code, column, message, hint = fault
        shown = None if value is None else str(value)
        found = Finding(code=code, level=level, message=message, file=self._file, line=line, row=row)
        self._tell(replace(found, field=column, value=shown, hint=hint))

    def _read(self, row: FlatRow) -> _Made:
        """The event of a row, with what its last column adds."""
        self._tally.records = (self._tally.records or 0) + 1
        faults: list[_Fault] = []
        exact = self._exact(row.cells, faults)
        fields = {field: self._field(field, row.cells, faults) for field in self._columns if field not in exact}
        return _Made(self._event(fields | exact, row, faults), exact)

    def _mind_changes(self, batch: Sequence[FlatRow], made: list[_Made]) -> None:
        """Where cells were changed since the last column was written, they count and not it."""
        places = [place for place, each in enumerate(made) if each.event is not None and each.exact]
        events = [made[place].event for place in places]
        frames = event_frames((event for event in events if event is not None), max(1, len(events)))
        written = [cells for frame in frames for cells in flatten(frame).to_dicts()]
        for place, cells in zip(places, written, strict=True):
            row, exact = batch[place], made[place].exact
            changed = {field for field in exact if self._changed(field, row.cells, cells)}
            if changed:
                faults: list[_Fault] = []
                kept = {field: value for field, value in exact.items() if field not in changed}
                fields = {field: self._field(field, row.cells, faults) for field in self._columns if field not in kept}
                made[place].event = self._event(fields | kept, row, faults)

    def _changed(self, field: str, found: Mapping[str, Any], written: Mapping[str, Any]) -> bool:
        """Whether cells of a field say something else; written in another way they may be."""
        pairs = [(_text(found.get(column.name)), _text(written[column.name])) for column in self._columns[field]]
        if all(one == other for one, other in pairs):
            return False
        faults: list[_Fault] = []
        return self._field(field, found, faults) != self._field(field, written, faults) or bool(faults)

    def _field(self, field: str, cells: Mapping[str, Any], faults: list[_Fault]) -> Any:
        return _field(self._columns[field], cells, faults) if field else None

    def _exact(self, cells: Mapping[str, Any], faults: list[_Fault]) -> dict[str, Any]:
        """What the last column says."""
        (column,) = self._columns[""]
        value = _json(column, cells.get(column.name), faults)
        if value is None or isinstance(value, dict):
            return value or {}
        faults.append(_Fault("EC301", column.name, "the last column holds a JSON object, or nothing"))
        return {}

    def _event(self, fields: dict[str, Any], row: FlatRow, faults: Sequence[_Fault]) -> Event | None:
        """The event that the fields make; what is wrong is told."""
        findings = []
        for fault in faults:
            self._tell_fault(fault, value=row.cells.get(fault.column), row=row.row, line=row.line)
        value = {field: part for field, part in fields.items() if part is not None}
        for field in load_schema("record")["required"]:
            value.setdefault(field, [] if self._columns[field][0].kind in ("list", "each") else None)
        if not faults:
            try:
                return Event.model_validate(value)
            except ValidationError as error:
                findings = explain_rejection(value, error, file=self._file, line=row.line, row=row.row)
        for finding in findings:
            self._tell(replace(finding, field=self._column_of(finding.field)))
        self._tally.rejected = (self._tally.rejected or 0) + 1
        return None

    def _column_of(self, path: str | None) -> str | None:
        """The column of a field, by the path that a finding has."""
        field, _, part = ITEM_NUMBER.sub("", path or "").partition(".")
        for column in self._columns.get(field, ()):
            if field and column.part in ("", part):
                return column.name
        return path


def events_of_frames(
    frames: Iterable[polars.DataFrame],
    report: Report | None = None,
    file: str | None = None,
    tally: Tally | None = None,
) -> Iterator[Event]:
    """The events of frames with the same columns, nested or flat, in order.

    Args:
        frames: a row an event.
        report: called with every finding; without it the first error stops the reading.
        file: name for findings.
        tally: counts rows, and those that are wrong.

    Raises:
        InputError: a column that a record needs is missing, or a row is wrong, where there is no report.
    """
    stream = iter(frames)
    first = next(stream, None)
    if first is None:
        return
    if _is_nested(first.schema):
        yield from RecordFrames(report, file, tally).events(chain([first], stream))
        return
    reader = FlatReader(first.columns, report, file, tally)
    number = 0
    for frame in chain([first], stream) if reader.sound else ():
        for start in range(0, frame.height, BATCH):
            rows = frame[start : start + BATCH].iter_rows(named=True)
            yield from reader.events(FlatRow(row, number + place) for place, row in enumerate(rows, 1))
            number += min(BATCH, frame.height - start)


def _is_nested(schema: polars.Schema) -> bool:
    """Whether a frame has a list or a struct where a record has one, or no column of the flat form alone."""
    nested = record_schema()
    if any(nested[name].is_nested() and dtype.is_nested() for name, dtype in schema.items() if name in nested):
        return True
    return not any(column.name in schema for column in flat_columns() if column.name not in nested)


def _field(columns: Sequence[FlatColumn], cells: Mapping[str, Any], faults: list[_Fault]) -> Any:
    """A field of the record from its cells; None where they are empty."""
    first = columns[0]
    if first.kind == "json":
        return _json(first, cells.get(first.name), faults)
    if first.kind == "list":
        cell = _text(cells.get(first.name))
        return cell.split(SEPARATOR) if cell else None
    if first.kind == "each":
        return _each(columns, cells, faults)
    if not first.part:
        return _value(cells.get(first.name), first.dtype)
    values = ((column.part, _value(cells.get(column.name), column.dtype)) for column in columns)
    return {part: value for part, value in values if value is not None} or None


def _each(columns: Sequence[FlatColumn], cells: Mapping[str, Any], faults: list[_Fault]) -> list[dict[str, Any]] | None:
    """The parties that stand in the cells of several columns, in the same order in each."""
    texts = ((column, _text(cells.get(column.name))) for column in columns)
    items = [(column, text.split(SEPARATOR)) for column, text in texts if text]
    if not items:
        return None
    count = len(items[0][1])
    for column, parts in items:
        if len(parts) != count:
            message = (
                f"there are {len(parts)} items and {count} in {items[0][0].name}; each has its place in every column"
            )
            faults.append(
                _Fault("EC407", column.name, message, f"leave a place empty, as in 'A{SEPARATOR}{SEPARATOR}C'")
            )
            return None
    return [
        {column.part: _item(parts[number], column.dtype) for column, parts in items if parts[number]}
        for number in range(count)
    ]


def _item(text: str, dtype: Any) -> Any:
    return text.split(INNER) if isinstance(dtype, polars.List) else _value(text, dtype)


def _json(column: FlatColumn, cell: Any, faults: list[_Fault]) -> Any:
    text = _text(cell)
    if not text:
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        faults.append(_Fault("EC104", column.name, f"no JSON: {error.msg}", "leave the cell as it was written"))
        return None


def _text(cell: Any) -> str | None:
    """A cell as text, also where a program took it for something else; None where it is empty."""
    if isinstance(cell, str):
        return cell or None
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _value(cell: Any, dtype: Any) -> Any:
    """The value of a cell; what is no such value is left as it is, for the model to reject."""
    if dtype == polars.String:
        return _text(cell)
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return None if isinstance(cell, float) and math.isnan(cell) else cell
    if dtype == polars.Boolean:
        return TRUTH.get(cell.lower(), cell or None)
    if dtype == polars.Int64 and WHOLE.fullmatch(cell):
        return int(cell)
    if dtype.is_numeric() and NUMBER.fullmatch(cell):
        return float(cell)
    return cell or None
