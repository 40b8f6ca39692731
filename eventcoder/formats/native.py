"""Our own format: one record a line (JSONL), in gzip where the name ends in .gz. Imports records and json_events."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import orjson
from pydantic import ValidationError

from eventcoder.errors import RecordError
from eventcoder.findings import Finding
from eventcoder.formats.json_events import read_json_events
from eventcoder.formats.tally import Tally
from eventcoder.json_text import JsonValue
from eventcoder.output import open_output
from eventcoder.records import Event

__all__ = ["Check", "read_events", "write_events"]

Check = Literal["model", "schema"]
"""How a record is checked before it is written: by the model (fast), or by the JSON Schema as well (slow)."""


def read_events(
    source: str | Path | BinaryIO,
    *,
    report: Callable[[Finding], object] | None = None,
    tally: Tally | None = None,
) -> Iterator[Event]:
    """The events of a file, in order.

    Args:
        source: a path, or a binary stream, which is left open.
        report: called with every finding; the events beside a bad line are read all the same. Without it, the first
            error stops the reading.
        tally: counts what is read.

    Raises:
        InputError: the file cannot be read at all; or has an error, where there is no report.
    """

    def make(item: JsonValue, file: str) -> Iterable[Event | Finding]:
        try:
            return (Event.model_validate(item.value),)
        except ValidationError as error:
            return _explain(item, file, error)

    return read_json_events(source, make, report, tally)


def _explain(item: JsonValue, file: str, error: ValidationError) -> Iterable[Finding]:
    """Findings for a record that the model rejects, in the words of the schema."""
    from eventcoder.validation.schema import schema_findings

    found = list(schema_findings(item.value, file=file, line=item.line, row=item.row))
    if found:
        return found
    message = f"the model rejects what the schema accepts: {error.errors()[0]['msg']}"
    hint = "report this as a fault of eventcoder"
    return [Finding(code="EC298", level="error", message=message, file=file, line=item.line, row=item.row, hint=hint)]


def write_events(
    events: Iterable[Event], target: str | Path | BinaryIO, *, check: Check = "model", losses: object = None
) -> int:
    """Write events, one record a line; a file is written whole or not at all.

    Nothing is written that the schema rejects: each line is read back by the model, which accepts what the schema
    accepts, also where an event was made by `model_construct` or `model_copy`, which check nothing.

    Args:
        events: the events.
        target: a path (.gz is packed), or a binary stream, which is left open.
        losses: takes what is lost, which is nothing here.
        check: "schema" puts every record to the JSON Schema as well (about two milliseconds each).

    Returns:
        How many were written.

    Raises:
        RecordError: an event is not a record, or the file cannot be written.
    """
    count = 0
    with open_output(target) as stream:
        for event in events:
            stream.write(_line(event, check))
            count += 1
    return count


def _line(event: Event, check: Check) -> bytes:
    try:
        line = event.to_json()
        Event.from_json(line)
    except (ValidationError, orjson.JSONEncodeError) as error:
        raise RecordError(f"event {event.id!r} is no record and was not written: {_first(error)}") from error
    if check == "schema":
        from eventcoder.validation.schema import schema_findings

        for finding in schema_findings(orjson.loads(line)):
            raise RecordError(f"event {event.id!r} is no record and was not written: {finding}")
    return line + b"\n"


def _first(error: ValidationError | orjson.JSONEncodeError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    detail = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, detail['loc'])) or 'record'}: {detail['msg']}"
