"""Reading and writing event files, by the name of the format or the ending of the file.

Imports records, json_text, output and validation; each format is a module that is loaded when it is used.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from eventcoder.errors import EventcoderError
from eventcoder.findings import Finding
from eventcoder.formats.functions import What, format_function
from eventcoder.formats.losses import Losses
from eventcoder.formats.paths import is_path
from eventcoder.formats.registry import FORMATS, FormatEntry, find_format
from eventcoder.records import Event

__all__ = ["FORMATS", "FormatEntry", "Losses", "find_format", "read_events", "write_events"]


def read_events(
    source: str | Path | BinaryIO,
    format: str | None = None,
    *,
    report: Callable[[Finding], object] | None = None,
    **options: Any,
) -> Iterator[Event]:
    """The events of a file, in order.

    Args:
        source: a path, or a binary stream.
        format: name of the format; by default told by the file's content, else by its ending; our own for a stream.
        report: called with every finding, so that reading goes on behind a bad record; without it the first error
            stops the reading.
        **options: passed on to the format.

    Raises:
        InputError: the file cannot be read at all, or its format is not recognised; or it has an error, where there is
            no report.
        EventcoderError: the format or the option is not known, or the format can only be written.
    """
    entry = find_format(format, source) if format is not None or not is_path(source) else _recognised(source)
    events: Iterator[Event] = _call(entry, "read_events", options, source, report=report)
    return events


def write_events(
    events: Iterable[Event], target: str | Path | BinaryIO, format: str | None = None, **options: Any
) -> int:
    """Write events to a file, whole or not at all.

    Args:
        events: the events; an iterator is taken one by one.
        target: a path, or a binary stream.
        format: name of the format; by default told by the file's ending, our own for a stream.
        **options: passed on to the format, such as check="schema" for our own.

    Returns:
        How many were written.

    Raises:
        RecordError: an event cannot be written as asked, or the file cannot be written.
        EventcoderError: the format or the option is not known, or the format can only be read.
    """
    entry = find_format(format, target)
    count: int = _call(entry, "write_events", options, events, target)
    return count


def _recognised(source: str | Path | BinaryIO) -> FormatEntry:
    from eventcoder.formats.recognise import recognise_format
    from eventcoder.validation.source import open_source

    with open_source(source) as opened:
        return recognise_format(opened)


def _call(entry: FormatEntry, what: What, options: Mapping[str, Any], *arguments: Any, **more: Any) -> Any:
    found = format_function(entry, what)
    if found is None:
        raise EventcoderError(f"the format {entry.name!r} cannot be {'read' if what == 'read_events' else 'written'}")
    return found.function(*arguments, **more, **(dict(entry.options) | found.arguments(options)))
