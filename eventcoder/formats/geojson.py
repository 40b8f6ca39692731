"""GeoJSON (RFC 7946): a FeatureCollection with one Feature an event, written and read one by one.

The point of a Feature is the place of the event, longitude first; it is null where the event has no coordinates. The
properties are the whole record, so nothing is lost. Imports records, checked, json_collection and json_events.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from pydantic import ValidationError

from eventcoder.findings import Finding
from eventcoder.formats.checked import Check, Report, checked_line, explain_rejection
from eventcoder.formats.json_collection import JsonCollection
from eventcoder.formats.json_events import read_json_events
from eventcoder.formats.tally import Tally
from eventcoder.json_text import JsonValue
from eventcoder.output import open_output
from eventcoder.records import Event, Location

__all__ = ["read_events", "write_events"]

START = b'{"type":"FeatureCollection","features":['
END = b"\n]}\n"
SAME = 1e-6
"""Degrees (about 10 cm) by which programs that round may move a point without its being another one."""


def write_events(
    events: Iterable[Event], target: str | Path | BinaryIO, *, check: Check = "model", losses: object = None
) -> int:
    """Write events as GeoJSON, a Feature a line; a file is written whole or not at all.

    Args:
        events: the events; those without a place are written, too.
        target: a path (.gz is packed), or a binary stream, which is left open.
        check: as in `checked_line`.
        losses: takes what is lost, which is nothing here.

    Returns:
        How many were written.

    Raises:
        RecordError: an event is not a record, or the file cannot be written.
    """
    count = 0
    with open_output(target) as stream:
        stream.write(START)
        for event in events:
            stream.write(b",\n" if count else b"\n")
            stream.write(_feature(event, checked_line(event, check)))
            count += 1
        stream.write(END)
    return count


def read_events(
    source: str | Path | BinaryIO, *, report: Report | None = None, tally: Tally | None = None
) -> Iterator[Event]:
    """The events of a FeatureCollection whose properties are records, in order.

    The properties say where an event was. A point that somebody moved is told, and the properties are taken.

    Args:
        source: a path, or a binary stream, which is left open.
        report: called with every finding; without it the first error stops the reading.
        tally: counts Features, and those that are wrong.

    Raises:
        InputError: the file cannot be read at all; or has an error, where there is no report.
    """
    return read_json_events(source, _event, report, tally, _features)


def _feature(event: Event, line: bytes) -> bytes:
    geometry = _geometry(event.event_loc)
    name = orjson.dumps(event.id)
    return b"".join(
        (b'{"type":"Feature","id":', name, b',"geometry":', orjson.dumps(geometry), b',"properties":', line, b"}")
    )


def _geometry(place: Location | None) -> dict[str, Any] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _event(item: JsonValue, file: str) -> Iterator[Event | Finding]:
    """The event of a Feature, and what is wrong with it."""

    def finding(code: str, message: str, field: str, **more: Any) -> Finding:
        level = more.pop("level", "error")
        return Finding(
            code=code, level=level, message=message, file=file, line=item.line, row=item.row, field=field, **more
        )

    feature = item.value
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        yield finding("EC205", "the type of an item of features is 'Feature'", "type")
        return
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        yield finding("EC202", "the Feature has no properties, which hold the record", "properties")
        return
    try:
        event = Event.model_validate(properties)
    except ValidationError as error:
        yield from explain_rejection(properties, error, file=file, line=item.line, row=item.row)
        return
    if not _is_at(feature.get("geometry"), event.event_loc):
        message = "the geometry is not where the properties say (event_loc, longitude first); they are taken"
        shown = orjson.dumps(feature.get("geometry")).decode()
        hint = "move both, event_loc.lat and event_loc.lon with the point"
        yield finding("EC526", message, "geometry", level="warning", value=shown, hint=hint)
    yield event


def _is_at(geometry: Any, place: Location | None) -> bool:
    wanted = _geometry(place)
    if wanted is None or geometry is None:
        return bool(wanted is None and geometry is None)
    there = geometry.get("coordinates") if isinstance(geometry, Mapping) and geometry.get("type") == "Point" else None
    if not isinstance(there, list) or len(there) < 2 or not all(isinstance(each, int | float) for each in there):
        return False
    return all(abs(one - other) <= SAME for one, other in zip(there, wanted["coordinates"], strict=False))


def _features(stream: BinaryIO, file: str) -> Iterator[JsonValue | Finding]:
    """The Features, and what is wrong with the collection itself."""
    collection = JsonCollection(stream, "features", file)
    yield from collection.items()
    if not collection.found and collection.members:
        hint = "is it a single Feature? Put it into a FeatureCollection"
        message = "the object has no list 'features'"
        yield Finding(code="EC202", level="error", message=message, file=file, field="features", hint=hint)
    elif collection.found and collection.members.get("type") != "FeatureCollection":
        message = "the type of a file of features is 'FeatureCollection'"
        yield Finding(code="EC205", level="error", message=message, file=file, field="type")
