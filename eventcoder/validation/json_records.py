"""Checks JSON records one after the other: against their schema, and what no schema can say of them.

Records of ours that the model accepts are not put to the much slower JSON Schema, which accepts them too (a property
test holds both to it). Imports json_text, records and the checks beside it.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from pydantic import ValidationError

from eventcoder.findings import Finding
from eventcoder.json_text import JsonValue, read_json
from eventcoder.records import Event
from eventcoder.validation.report import Collector
from eventcoder.validation.schema import schema_findings
from eventcoder.validation.semantics import PROBLEMS, as_finding, record_problems

__all__ = ["JsonChecker", "check_json"]


def check_json(stream: BinaryIO, format: str, today: datetime.date, collector: Collector) -> None:
    """Check a whole file of JSON records; what is found goes to the collector.

    Args:
        stream: the bytes: a record a line, an array of records, or records one behind the other.
        format: name of the format, which is the schema's.
        today: the day that dates are measured against.
        collector: takes the findings.
    """
    checker = JsonChecker(collector.file, format, today)
    for item in read_json(stream, collector.file):
        if isinstance(item, Finding):
            collector.add((item,))
            collector.records = max(collector.records, item.row or 0)
        else:
            collector.records = item.row
            collector.add(checker.check(item))


@dataclass(slots=True)
class _Seen:
    row: int
    line: int


class JsonChecker:
    """Checks the records of one file, one after the other."""

    def __init__(self, file: str, format: str, today: datetime.date) -> None:
        self.file, self.format, self.today = file, format, today
        self._ids: dict[str, _Seen] = {}

    def check(self, item: JsonValue) -> Iterator[Finding]:
        """Everything that is wrong with a record."""
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
                yield from (as_finding(problem, **place) for problem in PROBLEMS[self.format](item.value, self.today))
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
