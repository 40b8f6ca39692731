"""Reading events from JSON records: what the readers of JSON formats have in common. Imports json_text and checked."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from eventcoder.findings import Finding
from eventcoder.formats.checked import tell_or_stop
from eventcoder.formats.tally import Tally
from eventcoder.json_text import JsonValue, open_input, read_json
from eventcoder.records import Event

__all__ = ["Items", "Make", "read_json_events"]

Make = Callable[[JsonValue, str], Iterable[Event | Finding]]
"""Makes of a record and the name of its file the event, or the findings that say why there is none, or both."""
Items = Callable[[BinaryIO, str], Iterable[JsonValue | Finding]]
"""Makes of a stream and the name of its file the records in it, and what is wrong with the file."""


def read_json_events(
    source: str | Path | BinaryIO,
    make: Make,
    report: Callable[[Finding], object] | None = None,
    tally: Tally | None = None,
    items: Items = read_json,
) -> Iterator[Event]:
    """The events of a file of JSON records, in order.

    Args:
        source: a path, or a binary stream, which is left open.
        make: makes the event of a record. A record of which it makes none and tells no error is passed over.
        report: called with every finding; without it the first error stops the reading.
        tally: counts records, and those that gave no event because of an error.
        items: takes the file apart; by default a file of records.

    Raises:
        InputError: the file cannot be read at all; or has an error, where there is no report.
    """
    tally = tally or Tally()
    tally.records, tally.rejected = 0, 0
    tell = tell_or_stop(report)
    last_row = 0
    with open_input(source) as (stream, file):
        for item in items(stream, file):
            if isinstance(item, Finding):
                tell(item)
                if item.code != TWICE and item.row is not None and item.row > last_row:  # the record is not to come
                    tally.records, tally.rejected, last_row = tally.records + 1, tally.rejected + 1, item.row
                continue
            last_row = item.row
            made, wrong = 0, False
            for each in make(item, file):
                if isinstance(each, Event):
                    made += 1
                    yield each
                else:
                    wrong = wrong or each.level == "error"
                    tell(each)
            if made or wrong:
                tally.records += 1
                tally.rejected += wrong and not made


TWICE = "EC204"
"""A key that stands twice: an error in a record that is read all the same."""
