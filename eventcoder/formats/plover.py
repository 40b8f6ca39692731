"""PLOVER 2.0 JSON: records in the fields of the manual, one a line. Imports records and modules of formats beside it.

Written is what schemas/plover.schema.json accepts, and nothing beside it; what has no place there is counted as lost.
Read are PLOVER 2.0 and two older dialects (plover_drafts.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Literal

import orjson
from pydantic import ValidationError

from eventcoder.errors import EventcoderError
from eventcoder.findings import Finding
from eventcoder.formats.checked import Check, checked_line
from eventcoder.formats.coverage import Tree, schema_tree, uncovered, without_empty
from eventcoder.formats.json_events import read_json_events
from eventcoder.formats.losses import Losses
from eventcoder.formats.tally import Tally
from eventcoder.json_text import JsonValue
from eventcoder.ontology import Plover
from eventcoder.output import open_output
from eventcoder.records import Event
from eventcoder.vocabulary import codes

__all__ = ["Dialect", "read_events", "write_events"]

Dialect = Literal["plover", "plover-gsr", "plover-icews"]
PLACELESS = "PLOVER has no place for it"
UNREAL = ("negation", "hypothetical")
"""Marks of events that did not happen as told: PLOVER's fields would tell them as facts."""

WHOLE = ("claims", "evidence", "attribution", "cameo", "source_coding")
"""Fields of the record that are counted as a whole."""


def write_events(
    events: Iterable[Event],
    target: str | Path | BinaryIO,
    *,
    dialect: Dialect = "plover",
    check: Check = "model",
    losses: Losses | None = None,
    tally: Tally | None = None,
) -> int:
    """Write events as PLOVER 2.0 records, one a line; whole or not at all.

    Left out are events that PLOVER has no category for (CAMEO statements and appeals, our JUSTIFY), events without a
    date or without an actor, which PLOVER wants, and events that are negated or hypothetical.

    Args:
        events: the events.
        target: a path (.gz is packed), or a binary stream, which is left open.
        dialect: only PLOVER 2.0 is written.
        check: how a record is checked before.
        losses: takes what has no place.
        tally: counts the rows.

    Returns:
        How many were written.

    Raises:
        EventcoderError: the dialect is read only.
        RecordError: an event is not a record, or the file cannot be written.
    """
    if dialect != "plover":
        raise EventcoderError(f"the format {dialect!r} cannot be written; write plover")
    losses = losses or Losses()
    count = 0
    with open_output(target) as stream:
        for event in events:
            record = _as_plover(without_empty(orjson.loads(checked_line(event, check))), losses)
            if record is not None:
                stream.write(orjson.dumps(record, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
                count += 1
    if tally is not None:
        tally.rows = count
    return count


@cache
def _tree() -> Tree:
    return schema_tree("plover")


def _as_plover(record: dict[str, Any], losses: Losses) -> dict[str, Any] | None:
    """The fields that PLOVER has; None where it cannot hold the event."""
    name = record["id"]
    reason = _unfit(record)
    if reason is not None:
        losses.event(reason, id=name)
        return None
    entities = [entity for role in ("actor", "recipient") for entity in record.get(role, ())]
    if any(len(entity.get("other_sectors", ())) > (1 if "sector" in entity else 2) for entity in entities):
        losses.field("other_sectors", "PLOVER has room for two sectors of an entity", id=name)
    for entity in entities:
        sectors = [*([entity["sector"]] if "sector" in entity else []), *entity.pop("other_sectors", ())]
        if sectors:
            entity["sector"] = "".join(sectors[:2])
    for field in dict.fromkeys(_counted(path) for path in uncovered(record, _tree())):
        losses.field(field, PLACELESS, id=name)
    return _covered(record, _tree())


def _unfit(record: Mapping[str, Any]) -> str | None:
    """Why PLOVER cannot hold an event."""
    if not record.get("event"):
        return "PLOVER has no event for its coding"
    if Plover.load().event(record["event"][0]).extension:
        return f"{record['event'][0]} is no event of PLOVER"
    if "date" not in record:
        return "it has no date, which PLOVER wants"
    if not record.get("actor"):
        return "it has no actor, which PLOVER wants"
    unreal = [mark for mark in record.get("auxiliary", ()) if mark in UNREAL]
    if unreal:
        return f"it is marked as {unreal[0]}, and PLOVER would tell it as a fact"
    return None


def _counted(path: str) -> str:
    """The name under which a field is counted as lost."""
    return path.partition(".")[0] if path.startswith(WHOLE) else path


def _covered(part: Mapping[str, Any], tree: Tree) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in part.items():
        if name in tree:
            below = tree[name]
            if below is None:
                found[name] = value
            elif isinstance(value, list):
                found[name] = [_covered(each, below) for each in value]
            else:
                found[name] = _covered(value, below)
    return found


def read_events(
    source: str | Path | BinaryIO,
    *,
    dialect: Dialect = "plover",
    report: Callable[[Finding], object] | None = None,
    losses: Losses | None = None,
    tally: Tally | None = None,
) -> Iterator[Event]:
    """The events of a file of PLOVER records: one a line, an array, or records one behind the other.

    Identifiers stay as they are; those of the older dialects get the dialect before them.

    Args:
        source: a path, or a binary stream, which is left open.
        dialect: which fields the records have.
        report: called with every finding; without it the first error stops the reading.
        losses: takes values that our record has no place for.
        tally: counts what is read.

    Raises:
        InputError: the file cannot be read at all; or has an error, where there is no report.
    """
    from eventcoder.formats import plover_drafts

    kept = losses or Losses()
    fields: Callable[[Mapping[str, Any], Losses], Mapping[str, Any] | None]
    fields = {"plover": _record_fields, "plover-gsr": plover_drafts.gsr, "plover-icews": plover_drafts.icews}[dialect]

    def make(item: JsonValue, file: str) -> Iterator[Event | Finding]:
        return _made(item, file, dialect, fields, kept)

    return read_json_events(source, make, report, tally)


def _made(
    item: JsonValue,
    file: str,
    dialect: str,
    fields: Callable[[Mapping[str, Any], Losses], Mapping[str, Any] | None],
    losses: Losses,
) -> Iterator[Event | Finding]:
    """The event of a record that its schema accepts, or what is wrong with it."""
    from eventcoder.validation.schema import schema_findings

    quick = _quick(item.value) if dialect == "plover" else None
    if quick is not None:
        yield quick
        return
    place: dict[str, Any] = {"file": file, "line": item.line, "row": item.row}
    wrong = False
    for finding in schema_findings(item.value, dialect, **place):
        wrong = wrong or finding.level == "error"
        yield finding
    if wrong:
        return
    given = fields(item.value, losses)
    if given is None:
        message = "the record is no event (it describes the collection, or was not coded) and is passed over"
        yield Finding(code="EC852", level="info", message=message, **place)
        return
    try:
        yield Event.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        # beside names and places in lists pydantic names the kinds of value that it tried
        field = ".".join(str(part) for part in first["loc"] if isinstance(part, int) or part.isidentifier())
        message = f"no record can be made of it: {field}: {first['msg']}"
        yield Finding(code="EC853", level="error", message=message, field=field, value=str(first["input"]), **place)


def _quick(value: Any) -> Event | None:
    """The event of a record that has none but fields of ours; None for one that is to be put to its schema.

    The model is as strict with such a record as the schema, and a hundred times faster.
    """
    if not isinstance(value, dict) or not value.get("actor") or not value.get("event"):
        return None
    losses = Losses()
    try:
        given = _record_fields(value, losses)
        return None if given is None or losses.counts else Event.model_validate(given)
    except (ValidationError, TypeError, KeyError, AttributeError):
        return None


LOST_IN_READING = "our record has no place for it"


def _record_fields(record: Mapping[str, Any], losses: Losses) -> Mapping[str, Any] | None:
    """A PLOVER 2.0 record in our fields."""
    if record.get("has_event") is False:
        return None
    name = record["id"]
    given: dict[str, Any] = without_empty(dict(record))
    given.pop("has_event", None)
    given.setdefault("actor", [])
    if len(given["event"]) > 1:
        losses.field("further events", "our record has one event", id=name)
        given["event"] = given["event"][:1]
        legal = Plover.load().modes(given["event"][0])
        given["mode"] = [mode for mode in given.get("mode", ()) if mode in legal]
    for role in ("actor", "recipient"):
        given[role] = [_entity(entity, role, name, losses) for entity in given.get(role, ())]
    place = given.get("event_loc")
    if place is not None:
        if "geonameid" in place:
            place["geonameid"] = str(place["geonameid"])
        _drop_unfit(place, "event_loc", {"geonameid": 12, "feature_class": 1}, name, losses)
    info = given.get("text_info")
    if info is not None and not {"sequence", "start", "end"} <= info.keys():
        losses.field("text_info", "our record wants its sequence, start and end", id=name)
        del given["text_info"]
    size = given.get("size", {})
    for key, number in list(size.items()):
        if isinstance(number, str):
            size[key] = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None
            if size[key] is None:
                losses.field(f"size.{key}", "it is no number", id=name, value=number)
    scale = given.get("event_scale")
    if scale is not None and not -10 <= scale <= 10:
        losses.field("event_scale", "it is beyond -10 to 10", id=name, value=scale)
        del given["event_scale"]
    tree = schema_tree("record")
    for field in uncovered(given, tree):
        losses.field(field, LOST_IN_READING, id=name)
    return _covered(given, tree)


def _entity(entity: dict[str, Any], role: str, name: str, losses: Losses) -> dict[str, Any]:
    """An entity; two sectors written together become the sector and another one."""
    sector = entity.get("sector")
    if sector and sector not in codes("sector"):
        entity["sector"], entity["other_sectors"] = sector[:3], [sector[3:]]
        if sector[:3] == sector[3:]:
            del entity["other_sectors"]
    return entity


def _drop_unfit(part: dict[str, Any], field: str, lengths: Mapping[str, int], name: str, losses: Losses) -> None:
    """Take out texts that are longer than our record has them, or of other characters."""
    for key, length in lengths.items():
        value = part.get(key)
        fits = value is None or (
            0 < len(value) <= length and (value.isdigit() if length > 1 else "A" <= value <= "Z") and value.isascii()
        )
        if not fits:
            losses.field(f"{field}.{key}", "it has not the form of our record", id=name, value=value)
            del part[key]
