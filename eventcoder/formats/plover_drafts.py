"""Records in the fields of PLOVER's older draft, as fields of ours: gold standard records 0.5b1, and events of ICEWS
as JSON 1.0b1. Used by plover.py; imports the ontology and what codes mean.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from eventcoder.formats.coding import cameo_fields, plover_fields
from eventcoder.formats.losses import Losses
from eventcoder.ontology import Countries, Crosswalk, Plover

__all__ = ["gsr", "icews"]

NOT_CODED = ("", "---", "***", "NULL")
"""What the drafts write for what was not coded."""

DOCUMENT = "DOCUMENT"
"""What stands for the event in the record that describes the collection."""

PLACELESS = "our record has no place for it"


def gsr(record: Mapping[str, Any], losses: Losses) -> Mapping[str, Any] | None:
    """A gold standard record; None for the one that describes the collection."""
    if record["event"] == DOCUMENT:
        return None
    name, version = record["id"], record.get("version") or "0.5b1"
    given: dict[str, Any] = {
        "id": f"plover-gsr:{name}",
        "date": record["date"],
        "coder": record.get("coder") or "plover-gsr",
        "coded_date": record.get("dateCoded"),
        "text": record.get("text") or None,
        "event_text": [text for text in _texts(record.get("eventText")) if text],
        "actor": [_entity(entity, "actor", name, losses) for entity in record.get("source") or ()],
        "recipient": [_entity(entity, "recipient", name, losses) for entity in record.get("target") or ()],
    }
    citation = {
        "publication": record.get("publication") or None,
        "citation": record.get("citation") or None,
        "url": record.get("url") or None,
        "language": _language(record.get("language"), name, losses),
        "version": version,
    }
    given["cite_info"] = citation
    modes = [mode for mode in _texts(record.get("mode")) if mode]
    event, mode = Crosswalk.load().draft_to_plover(version, record["event"], modes[0] if modes else None)
    known = Plover.load()
    if mode is not None and mode not in known.modes(event):
        current = known.current_mode(event, mode) if mode in known.event(event).modes else None
        if current is None:
            losses.field("mode", "PLOVER 2.0 has no such mode of the event", id=name, value=mode)
        mode = current
    if len(modes) > 1:
        losses.field("mode", "further modes", id=name, value=modes[1])
    contexts: list[str] = []
    for context in _texts(record.get("context")):
        found = known.context(context) if context else None
        if context and found is None:
            losses.field("context", "PLOVER 2.0 has no such context", id=name, value=context)
        elif found is not None and found not in contexts:
            contexts.append(found)
    given |= plover_fields(event, mode, contexts)
    _lost(record, ("time", "enddate", "endtime", "eventLoc", "textInfo", "timeCoded", "comment", "size"), name, losses)
    return given


def icews(record: Mapping[str, Any], losses: Losses) -> Mapping[str, Any] | None:
    """An event of ICEWS as JSON; None never."""
    name = record["id"]
    given: dict[str, Any] = {
        "id": f"plover-icews:{name}",
        "date": record["date"],
        "coder": _known(record.get("coder")) or "plover-icews",
        "coded_date": record.get("codedDate"),
        "text": _known(record["text"]),
        "event_text": [],
        **cameo_fields(record["event"]),
    }
    given["cite_info"] = {
        "title": _known(record.get("headline")),
        "publication": _known(record.get("publication")),
        "citation": _known(record.get("citation")),
        "language": _language(record.get("language"), name, losses),
    }
    wording = Crosswalk.load().icews_to_cameo(record["eventText"])
    if wording is None or wording.code != record["event"]:
        losses.field("eventText", "it is not the wording of the code", id=name, value=record["eventText"])
    given["actor"] = _named(record.get("protesteridentity"), record["date"], name, losses)
    places = record.get("location") or []
    if places:
        given["event_loc"] = _place(places[0], record, name, losses)
        if len(places) > 1:
            losses.field("event_loc", "further places", id=name)
    if record.get("enddate") == record["date"]:
        record = {key: value for key, value in record.items() if key != "enddate"}
    rest = ("comment", "continuation", "enddate", "protesterdemand", "protesterviolence", "region", "size")
    _lost(record, (*rest, "sizeCategory", "stateresponse"), name, losses)
    return given


def _entity(entity: Mapping[str, Any], role: str, name: str, losses: Losses) -> dict[str, Any]:
    """An entity of the older draft."""
    sectors: list[str] = []
    for text in _texts(entity.get("sector")):
        plain = "" if text in NOT_CODED else text.replace(";", "").replace(" ", "")
        for piece in (plain[start : start + 3] for start in range(0, len(plain), 3)):
            if piece not in Plover.load().sectors:
                losses.field(f"{role}.sector", "PLOVER 2.0 has no such sector", id=name, value=piece)
            elif piece not in sectors:
                sectors.append(piece)
    code = _known(entity.get("code"))
    if code is not None and not (len(code) == 3 and code.isascii() and code.isupper()):
        losses.field(f"{role}.code", "it is no code of three letters", id=name, value=code)
        code = None
    found = {
        "entity_text": _known(entity.get("actorText")),
        "code": code,
        "sector": sectors[0] if sectors else None,
        "other_sectors": sectors[1:],
    }
    return found | {key: _known(entity.get(key)) for key in ("religion", "ethnicity", "office")}


def _named(identity: Any, date: str, name: str, losses: Losses) -> list[dict[str, Any]]:
    """Who protests: name, sectors and country between colons."""
    texts = [text for text in _texts(identity) if text not in NOT_CODED]
    if len(texts) > 1:
        losses.field("actor", "further identities", id=name)
    if not texts:
        return []
    parts = [_known(part.strip()) for part in texts[0].split(":")]
    if len(parts) != 3:
        return [{"entity_text": texts[0]}]
    who, sectors, country = parts
    return [{"entity_text": who, "code": _country(country, date), **_sectors(sectors, name, losses)}]


def _sectors(names: str | None, name: str, losses: Losses) -> dict[str, Any]:
    """What ICEWS' names of sectors, between commas, say of an entity."""
    known = _icews_sectors()
    found: dict[str, Any] = {}
    codes: list[str] = []
    for text in (part.strip() for part in (names or "").split(",")):
        row = known.get(text.casefold())
        if row is None and text:
            losses.field("actor.sector", "ICEWS has no sector of that name", id=name, value=text)
        elif row is not None:
            codes += [row["sector"]] if row["sector"] else []
            found |= {field: row[field] for field in ("religion", "ethnicity") if row[field]}
    ordered = Plover.load().ordered_sectors(codes)
    return found | {"sector": ordered[0] if ordered else None, "other_sectors": ordered[1:]}


@cache
def _icews_sectors() -> Mapping[str, Mapping[str, str]]:
    """ICEWS' name of a sector, in lower case -> its row."""
    from eventcoder.mapping.lookups import table_rows

    return {row["name"].casefold(): row for row in table_rows("icews/sectors.csv")}


def _country(text: str | None, date: str) -> str | None:
    found = Countries.load().find(text, "name", date) if text else None
    return found.code if found else None


def _place(place: Mapping[str, Any], record: Mapping[str, Any], name: str, losses: Losses) -> dict[str, Any]:
    """A place, with the country's code of the record."""
    found: dict[str, Any] = {key: _known(place.get(key)) for key in ("city", "district", "province", "country")}
    found["country"] = found["country"] or _known(record.get("country"))
    code = _known(record.get("ccode"))
    found["country_code"] = code if code and len(code) == 3 and code.isascii() and code.isupper() else None
    for key, limit, given in (("lat", 90, place.get("lat")), ("lon", 180, place.get("long"))):
        text = _known(given)
        if text is None:
            continue
        if abs(float(text)) <= limit:
            found[key] = float(text)
        else:
            losses.field(f"event_loc.{key}", "it is no such coordinate", id=name, value=text)
    return found


def _language(value: Any, name: str, losses: Losses) -> str | None:
    """The first language, where it is a code of two letters."""
    texts = [text for text in _texts(value) if text]
    if not texts:
        return None
    first = texts[0]
    fits = len(first) == 2 and first.isascii() and first.isalpha() and first.islower()
    if not fits or len(texts) > 1:
        losses.field("cite_info.language", "our record has one code of two letters", id=name, value=", ".join(texts))
    return first if fits else None


def _lost(record: Mapping[str, Any], fields: Iterable[str], name: str, losses: Losses) -> None:
    for field in fields:
        if record.get(field) not in (None, "", [], {}):
            losses.field(field, PLACELESS, id=name, value=record[field])


def _texts(value: Any) -> tuple[str, ...]:
    """The texts of a value that is one text, or a list of texts, or nothing."""
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple(str(each) for each in value)
    return (str(value),)


def _known(value: Any) -> str | None:
    return None if value is None or value in NOT_CODED else str(value)
