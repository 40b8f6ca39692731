"""JSON-LD 1.1: events for the semantic web, as schema.org's Event and SEM's, written and read one by one.

A file is one object: the context, whole, so that nothing has to be fetched, and a list of nodes. A node is the record,
without what is null or empty in it, and links that say the same in the words of schema.org and SEM. The context,
schemas/jsonld/context.jsonld, gives every field an IRI; codes are IRIs of the schemes in codebooks/newsml/schemes.csv.
Reading takes the record and passes the links over. Imports records, checked, json_collection, json_events and
newsml_names.

Sources: https://www.w3.org/TR/json-ld11/, https://schema.org/Event, http://semanticweb.cs.vu.nl/2009/11/sem/.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import orjson
from pydantic import ValidationError

from eventcoder.errors import ResourceError
from eventcoder.findings import Finding
from eventcoder.formats.checked import Check, Report, checked_line, explain_rejection
from eventcoder.formats.columns import without_empty
from eventcoder.formats.json_collection import JsonCollection
from eventcoder.formats.json_events import read_json_events
from eventcoder.formats.newsml_names import schemes
from eventcoder.formats.tally import Tally
from eventcoder.json_text import JsonValue
from eventcoder.output import open_output
from eventcoder.records import Event
from eventcoder.resources import schemas_folder
from eventcoder.vocabulary import load_schema

__all__ = ["LINKS", "load_context", "read_events", "write_events"]

LINKS = ("startDate", "eventType", "additionalType", "about", "hasActor", "location", "actorType")
"""Terms beside the fields of a record, which say the same in other words."""
NODES, CONTEXT = "@graph", "@context"
ROLES = ("actor", "recipient")
PLACE_NAMES = ("resolved_place", "extracted_place", "city", "district", "province", "country")
"""Fields of a location that may name it, the best first."""


def write_events(
    events: Iterable[Event], target: str | Path | BinaryIO, *, check: Check = "model", losses: object = None
) -> int:
    """Write events as JSON-LD, a node a line; a file is written whole or not at all.

    Args:
        events: the events.
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
        stream.write(b'{"@context":' + orjson.dumps(load_context()) + b',\n"@graph":[')
        for event in events:
            record = without_empty(orjson.loads(checked_line(event, check)))
            stream.write((b",\n" if count else b"\n") + orjson.dumps(_node(record)))
            count += 1
        stream.write(b"\n]}\n")
    return count


def read_events(
    source: str | Path | BinaryIO, *, report: Report | None = None, tally: Tally | None = None
) -> Iterator[Event]:
    """The events of a file that `write_events` wrote, or that was compacted with our context, in order.

    Args:
        source: a path, or a binary stream, which is left open.
        report: called with every finding; without it the first error stops the reading.
        tally: counts nodes, and those that are wrong.

    Raises:
        InputError: the file cannot be read at all; or has an error, where there is no report.
    """
    return read_json_events(source, _event, report, tally, _nodes)


@cache
def load_context() -> Mapping[str, Any]:
    """The context: term -> what it means.

    Raises:
        ResourceError: it cannot be read.
    """
    path = schemas_folder("jsonld", "context.jsonld")
    try:
        found: dict[str, Any] = orjson.loads(path.read_bytes())[CONTEXT]
    except (OSError, ValueError, KeyError) as error:
        raise ResourceError(f"{path} cannot be read ({error!r}); install eventcoder again") from error
    return found


def _node(record: dict[str, Any]) -> dict[str, Any]:
    """The node of a record."""
    name = _iri("ecevent", record["id"])
    node: dict[str, Any] = {"@id": name, "@type": ["schema:Event", "sem:Event"]}
    if "date" in record:
        node["startDate"] = record["date"]
    types = list(_types(record))
    if types:
        node |= {"eventType": types, "additionalType": types}
    if "context" in record:
        node["about"] = [_iri("plovercontext", code) for code in record["context"]]
    parties = [(role, place, party) for role in ROLES for place, party in enumerate(record.get(role, ()))]
    if parties:
        node["hasActor"] = [
            {"@type": "sem:Role", "roleType": _iri("ecrole", role), "value": f"{name}#{role}.{place}"}
            for role, place, _ in parties
        ]
    for role, place, party in parties:
        record[role][place] = _party(f"{name}#{role}.{place}", party)
    if "event_loc" in record:
        place = record["event_loc"]
        node["location"] = _place(f"{name}#event_loc", place)
        record["event_loc"] = {"@id": f"{name}#event_loc", "@type": "sem:Place"} | place
    return node | record


def _types(record: Mapping[str, Any]) -> Iterator[str]:
    """What kind of event it is, as IRIs: PLOVER's event and modes, CAMEO's code."""
    for event in record.get("event", ()):
        yield _iri("plover", event)
        for mode in record.get("mode", ()):
            yield _iri("plovermode", f"{event}-{mode}")
    if "cameo" in record:
        yield _iri("cameo", record["cameo"]["code"])


def _party(name: str, party: dict[str, Any]) -> dict[str, Any]:
    """An actor or recipient as a node of its own."""
    kinds = [_iri("ploveractor", party["code"])] if "code" in party else []
    kinds += [_iri("ploversector", code) for code in (party.get("sector"), *party.get("other_sectors", ())) if code]
    kinds += [_iri("cameoactor", party["cameo"])] if "cameo" in party else []
    node: dict[str, Any] = {"@id": name, "@type": "sem:Actor"}
    return node | ({"actorType": kinds} if kinds else {}) | party


def _place(name: str, place: Mapping[str, Any]) -> dict[str, Any]:
    """The place of an event in the words of schema.org."""
    found: dict[str, Any] = {"@id": name, "@type": "schema:Place"}
    called = next((place[field] for field in PLACE_NAMES if field in place), None)
    if called is not None:
        found["name"] = called
    if "lat" in place and "lon" in place:
        found["geo"] = {"@type": "schema:GeoCoordinates", "latitude": place["lat"], "longitude": place["lon"]}
    return found


def _iri(scheme: str, code: str) -> str:
    return schemes()[scheme].uri + quote(code, safe="")


def _nodes(stream: BinaryIO, file: str) -> Iterator[JsonValue | Finding]:
    """The nodes; an object without a list of them is one."""
    collection = JsonCollection(stream, NODES, file)
    yield from collection.items()
    if not collection.found and collection.members:
        if "@type" in collection.members:
            yield JsonValue(collection.members, 1, 1)
        else:
            message = f"the object has no list {NODES!r}"
            hint = "compact it with the context of eventcoder"
            yield Finding(code="EC202", level="error", message=message, file=file, field=NODES, hint=hint)


def _event(item: JsonValue, file: str) -> Iterator[Event | Finding]:
    """The event of a node, or what is wrong with it."""
    value = _record(item.value)
    if isinstance(value, dict):
        for field in load_schema("record")["required"]:
            is_list = load_schema("record")["properties"][field].get("type") == "array"
            value.setdefault(field, [] if is_list else None)
    try:
        yield Event.model_validate(value)
    except ValidationError as error:
        yield from explain_rejection(value, error, file=file, line=item.line, row=item.row)


def _record(value: Any) -> Any:
    """A node without keywords and links."""
    if isinstance(value, dict):
        pairs = ((key, part) for key, part in value.items() if not key.startswith("@") and key not in LINKS)
        return {key: _record(part) for key, part in pairs}
    return [_record(part) for part in value] if isinstance(value, list) else value
