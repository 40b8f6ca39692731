"""Records checked on their way out and explained on their way in. Imports records, findings, errors and validation."""

from collections.abc import Callable
from typing import Any, Literal

import orjson
from pydantic import ValidationError

from eventcoder.errors import InputError, RecordError
from eventcoder.findings import Finding
from eventcoder.records import Event

__all__ = ["Check", "Report", "checked_line", "explain_rejection", "tell_or_stop"]

Check = Literal["model", "schema"]
"""How a record is checked before it is written: by the model (fast), or by the JSON Schema as well (slow)."""

Report = Callable[[Finding], object]
"""Takes a finding."""


def tell_or_stop(report: Report | None) -> Callable[[Finding], None]:
    """What a reader tells its findings: the report, or, where there is none, a function that stops at an error.

    Args:
        report: of the caller.
    """

    def tell(finding: Finding) -> None:
        if report is not None:
            report(finding)
        elif finding.level == "error":
            raise InputError(f"{finding}; give `report` to read on behind it")

    return tell


def checked_line(event: Event, check: Check = "model") -> bytes:
    """The record as JSON (UTF-8, no newline), read back by the model.

    So nothing is written that the schema rejects, also where an event was made by `model_construct` or `model_copy`,
    which check nothing.

    Args:
        event: the event.
        check: "schema" puts it to the JSON Schema as well (about two milliseconds).

    Raises:
        RecordError: the event is not a record.
    """
    try:
        line = event.to_json()
        Event.from_json(line)
    except (ValidationError, orjson.JSONEncodeError) as error:
        raise RecordError(f"event {event.id!r} is no record and was not written: {_first(error)}") from error
    if check == "schema":
        from eventcoder.validation.schema import schema_findings

        for finding in schema_findings(orjson.loads(line)):
            raise RecordError(f"event {event.id!r} is no record and was not written: {finding}")
    return line


def explain_rejection(
    value: Any, error: ValidationError, *, file: str | None = None, line: int | None = None, row: int | None = None
) -> list[Finding]:
    """Findings for a value that the model rejects, in the words of the schema.

    Args:
        value: what was read.
        error: what the model said.
        file, line, row: its place.
    """
    from eventcoder.validation.schema import schema_findings

    found = list(schema_findings(value, file=file, line=line, row=row))
    if found:
        return found
    message = f"the model rejects what the schema accepts: {error.errors()[0]['msg']}"
    hint = "report this as a fault of eventcoder"
    return [Finding(code="EC298", level="error", message=message, file=file, line=line, row=row, hint=hint)]


def _first(error: ValidationError | orjson.JSONEncodeError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    detail = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, detail['loc'])) or 'record'}: {detail['msg']}"
