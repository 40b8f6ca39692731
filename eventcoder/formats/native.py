"""Our own format: one record a line (JSONL), in gzip where the name ends in .gz. Imports checked and json_events."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from eventcoder.findings import Finding
from eventcoder.formats.checked import Check, checked_line, explain_rejection
from eventcoder.formats.json_events import read_json_events
from eventcoder.formats.tally import Tally
from eventcoder.json_text import JsonValue
from eventcoder.output import open_output
from eventcoder.records import Event

__all__ = ["Check", "read_events", "write_events"]


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
            return explain_rejection(item.value, error, file=file, line=item.line, row=item.row)

    return read_json_events(source, make, report, tally)


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
            stream.write(checked_line(event, check) + b"\n")
            count += 1
    return count
