"""Records of NGEC, the coder of POLECAT, as JSON (events_processed.jsonl): read only. Imports records and the ontology.

No file was seen, so reading is lenient: what the schema warns of is taken as far as it makes sense, and the rest is
counted as lost. Where each field goes is in docs/formats/ngec.md.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from eventcoder.documents import as_date
from eventcoder.findings import Finding
from eventcoder.formats.coding import plover_fields
from eventcoder.formats.json_events import read_json_events
from eventcoder.formats.losses import Losses
from eventcoder.formats.tally import Tally
from eventcoder.json_text import JsonValue
from eventcoder.ontology import Countries, Plover
from eventcoder.records import Event

__all__ = ["read_events"]

ROLES = {"ACTOR": "actor", "RECIP": "recipient"}
PLACELESS = "our record has no place for it"
ENTITY = {
    "text": "entity_text",
    "wiki": "identifier_text",
    "country": "code",
    "actor_role_title": "office",
    "code_1": "sector",
    "code_2": "other_sectors",
}
"""Fields of an attribute -> those of our entity."""

DERIVED = ("country_name",)
"""Fields that say in other words what other fields say."""

PLACE = {
    "search_placename": "extracted_place",
    "resolved_placename": "resolved_place",
    "geonameid": "geonameid",
    "country_code3": "country_code",
    "admin1_name": "province",
    "admin2_name": "district",
    "feature_class": "feature_class",
    "feature_code": "feature_code",
    "lat": "lat",
    "lon": "lon",
}
"""Fields of a place -> those of our location."""

TOLD = {"id", "event_type", "event_mode", "contexts", "attributes", "event_geolocation", "date_resolved"}
TOLD |= {"event_text", "headline", "story_id", "publisher", "version"}
"""Fields that have a place in our record; the days of the story have one only where the event has no other."""


def read_events(
    source: str | Path | BinaryIO,
    *,
    report: Callable[[Finding], object] | None = None,
    losses: Losses | None = None,
    tally: Tally | None = None,
) -> Iterator[Event]:
    """The events of a file of NGEC's records.

    Args:
        source: a path, or a binary stream, which is left open.
        report: called with every finding; without it the first error stops the reading.
        losses: takes values that our record has no place for.
        tally: counts what is read.

    Raises:
        InputError: the file cannot be read at all; or has an error, where there is no report.
    """
    kept = losses or Losses()

    def make(item: JsonValue, file: str) -> Iterator[Event | Finding]:
        return _made(item, file, kept)

    return read_json_events(source, make, report, tally)


def _made(item: JsonValue, file: str, losses: Losses) -> Iterator[Event | Finding]:
    from eventcoder.validation.schema import schema_findings

    place: dict[str, Any] = {"file": file, "line": item.line, "row": item.row}
    yield from schema_findings(item.value, "ngec", **place)
    if not isinstance(item.value, dict):
        return
    record = item.value
    event = record.get("event_type")
    if not isinstance(record.get("id"), str) or not record["id"]:
        yield _unfit("id", "it has no identifier", record.get("id"), place)
    elif not isinstance(event, str) or event not in Plover.load().events:
        yield _unfit("event_type", "it has no event of PLOVER", event, place)
    elif not isinstance(record.get("attributes"), dict):
        yield _unfit("attributes", "it has no attributes", None, place)
    else:
        try:
            yield Event.model_validate(_fields(record, losses))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(str(part) for part in first["loc"] if isinstance(part, int) or part.isidentifier())
            yield _unfit(field, f"{field}: {first['msg']}", first["input"], place)


def _unfit(field: str, reason: str, value: Any, place: Mapping[str, Any]) -> Finding:
    shown = None if value is None else str(value)
    message = f"no record can be made of it: {reason}"
    return Finding(code="EC853", level="error", message=message, field=field, value=shown, **place)


def _fields(record: Mapping[str, Any], losses: Losses) -> dict[str, Any]:
    """The record in our fields."""
    name: str = record["id"]
    attributes: Mapping[str, Any] = record["attributes"]
    given: dict[str, Any] = {
        "id": f"ngec:{name}",
        "document_id": _text(record.get("story_id")),
        "date": _day(record, name, losses),
        "text": _text(record.get("event_text")),
        "coder": "ngec",
        "cite_info": {
            "title": _text(record.get("headline")),
            "publication": _text(record.get("publisher")),
            "version": _text(record.get("version")),
        },
    }
    given |= _coding(record, name, losses)
    for part, role in ROLES.items():
        given[role] = [_entity(each, role, name, losses) for each in _objects(attributes.get(part))]
    given["event_loc"] = _location(record.get("event_geolocation"), _objects(attributes.get("LOC")), name, losses)
    if attributes.get("DATE"):
        losses.field("attributes.DATE", PLACELESS, id=name)
    for field, value in record.items():
        if field not in TOLD and field not in ("date", "pub_date") and value not in (None, "", [], {}):
            losses.field(field, PLACELESS, id=name)
    return given


def _coding(record: Mapping[str, Any], name: str, losses: Losses) -> dict[str, Any]:
    """Event, modes and contexts, by their current names."""
    known, event = Plover.load(), record["event_type"]
    modes: list[str] = []
    for text in _texts(record.get("event_mode")):
        mode = text.removeprefix(f"{event}-")
        current = known.current_mode(event, mode) if mode in known.event(event).modes else None
        if current is None:
            losses.field("mode", "PLOVER 2.0 has no such mode of the event", id=name, value=text)
        elif current not in modes:
            modes.append(current)
    contexts: list[str] = []
    for text in _texts(record.get("contexts")):
        context = known.context(text)
        if context is None:
            losses.field("context", "PLOVER 2.0 has no such context", id=name, value=text)
        elif context not in contexts:
            contexts.append(context)
    return plover_fields(event, modes[0] if modes else None, contexts) | {"mode": modes}


def _day(record: Mapping[str, Any], name: str, losses: Losses) -> str | None:
    """The day of the event; the day of the story where the event's was not resolved."""
    for field in ("date_resolved", "pub_date", "date"):
        text = _text(record.get(field))
        if text is None:
            continue
        try:
            day = as_date(text).isoformat()
        except ValueError:
            losses.field(field, "it is no date", id=name, value=text)
            continue
        for other in ("pub_date", "date"):
            if other != field and _text(record.get(other)) not in (None, text, day):
                losses.field(other, PLACELESS, id=name, value=record[other])
        return day
    return None


def _entity(found: Mapping[str, Any], role: str, name: str, losses: Losses) -> dict[str, Any]:
    entity: dict[str, Any] = {}
    sectors: list[str] = []
    for field, value in found.items():
        ours = ENTITY.get(field)
        text = _text(value)
        if ours in ("sector", "other_sectors"):
            if text in Plover.load().sectors:
                sectors += [text] if text is not None and text not in sectors else []
            elif text is not None:
                losses.field(f"{role}.sector", "PLOVER has no such sector", id=name, value=text)
        elif ours == "code":
            if text is not None and not _is_code(text):
                losses.field(f"{role}.code", "it is no code of three letters", id=name, value=text)
            else:
                entity["code"] = text
        elif ours is not None:
            entity[ours] = text
        elif field not in DERIVED and value not in (None, ""):
            losses.field(f"{role}.{field}", PLACELESS, id=name)
    return entity | {"sector": sectors[0] if sectors else None, "other_sectors": sectors[1:]}


def _location(
    where: Any, words: list[Mapping[str, Any]], name: str, losses: Losses
) -> dict[str, Any] | None:  # fmt: skip
    """The place of the event: as it was resolved, else the words that name it."""
    geo: Any = where.get("geo") if isinstance(where, dict) else None
    if not isinstance(geo, dict) and isinstance(where, dict) and ("lat" in where or "geonameid" in where):
        geo = where
    if not isinstance(geo, dict):
        if len(words) > 1:
            losses.field("event_loc", "further places", id=name)
        text = _text(words[0].get("text")) if words else None
        return {"extracted_place": text} if text else None
    place: dict[str, Any] = {}
    for field, ours in PLACE.items():
        value = geo.get(field)
        if value in (None, ""):
            continue
        if ours in ("lat", "lon"):
            fits = isinstance(value, int | float) and abs(value) <= (90 if ours == "lat" else 180)
            value = float(value) if fits else None
        elif ours == "country_code":
            value = value if _is_code(str(value)) else None
        elif ours == "geonameid":
            value = str(value) if str(value).isascii() and str(value).isdigit() and len(str(value)) <= 12 else None
        elif ours == "feature_class":
            value = value if isinstance(value, str) and len(value) == 1 and "A" <= value <= "Z" else None
        else:
            value = str(value)
        if value is None:
            losses.field(f"event_loc.{ours}", "it has not the form of our record", id=name, value=geo[field])
        else:
            place[ours] = value
    country = Countries.load().get(place["country_code"]) if "country_code" in place else None
    if country is not None:
        place["country"] = country.name
    if place.get("feature_class") == "P" and "resolved_place" in place:
        place["city"] = place["resolved_place"]
    return place or None


def _is_code(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def _texts(value: Any) -> list[str]:
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each]


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
