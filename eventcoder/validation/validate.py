"""Validates event files: reads the records, checks each, and makes the report.

Records of ours that the model accepts are not put to the much slower JSON Schema, which accepts them too (a property
test holds both to it). Imports json_text, records and the checks beside it.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pydantic import ValidationError

from eventcoder.errors import EventcoderError
from eventcoder.findings import Finding
from eventcoder.json_text import JsonValue, open_input, read_json
from eventcoder.records import Event
from eventcoder.validation.report import KEPT, Collector, ValidationReport
from eventcoder.validation.schema import schema_findings
from eventcoder.validation.semantics import as_finding, plover_problems, record_problems

__all__ = ["FORMATS", "Format", "validate"]

Format = Literal["record", "plover"]
FORMATS: tuple[Format, ...] = ("record", "plover")
"""Formats that can be validated: names of the packaged schemas."""


def validate(
    source: str | Path | BinaryIO,
    format: str = "record",
    *,
    kept: int = KEPT,
    today: datetime.date | None = None,
) -> ValidationReport:
    """Check a file of events.

    The file may hold one record a line, an array of records, or records one behind the other; in gzip or not.

    Args:
        source: path of the file, or a binary stream.
        format: "record" for our own records, "plover" for strict PLOVER 2.0.
        kept: findings that the report keeps in full; all are counted.
        today: the day that dates are measured against; the computer's by default.

    Returns:
        The report. Everything that is wrong with the content is in it.

    Raises:
        InputError: the file cannot be read at all.
        EventcoderError: there is no such format.
    """
    if format not in FORMATS:
        raise EventcoderError(f"there is no format {format!r} to validate; there is {', '.join(FORMATS)}")
    with open_input(source) as (stream, file):
        collector = Collector(file, format, kept)
        checker = _Checker(file, format, today or datetime.date.today())
        for item in read_json(stream, file):
            if isinstance(item, Finding):
                collector.add((item,))
                collector.records = max(collector.records, item.row or 0)
            else:
                collector.records = item.row
                collector.add(checker.check(item))
        return collector.report()


@dataclass(slots=True)
class _Seen:
    row: int
    line: int


class _Checker:
    """Checks the records of one file, one after the other."""

    def __init__(self, file: str, format: str, today: datetime.date) -> None:
        self.file, self.format, self.today = file, format, today
        self._ids: dict[str, _Seen] = {}

    def check(self, item: JsonValue) -> Iterator[Finding]:
        place: dict[str, Any] = {"file": self.file, "line": item.line, "row": item.row}
        if self.format == "record":
            event = _as_event(item.value)
            if event is not None:
                problems = record_problems(event, self.today)
                yield from (as_finding(problem, **place) for problem in problems)
        if self.format != "record" or event is None:
            findings = list(schema_findings(item.value, self.format, **place))
            yield from findings
            if not findings and self.format == "record":
                message = "the model rejects what the schema accepts"
                hint = "report this as a fault of eventcoder"
                yield Finding(code="EC298", level="error", message=message, hint=hint, **place)
            elif not findings:
                yield from (as_finding(problem, **place) for problem in plover_problems(item.value, self.today))
        yield from self._unique(item, place)

    def _unique(self, item: JsonValue, place: dict[str, Any]) -> Iterator[Finding]:
        name = item.value.get("id") if isinstance(item.value, dict) else None
        if not isinstance(name, str):
            return
        first = self._ids.setdefault(name, _Seen(item.row, item.line))
        if first.row != item.row:
            message = f"the id stands already in record {first.row} (line {first.line})"
            hint = "give every record an id of its own, or remove the copy"
            yield Finding(code="EC601", level="error", message=message, field="id", value=name, hint=hint, **place)


def _as_event(value: Any) -> Event | None:
    try:
        return Event.model_validate(value)
    except ValidationError:
        return None
