"""Events as a NewsML-G2 knowledge item, one concept an event, streamed. Used by newsml.py; imports records and lxml.

What G2 has an element for stands there (dates, location, participants with their roles, subjects with their codes, the
sentence as definition); every other field is an extension property under its name, so that nothing is lost.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import orjson
from lxml import etree

from eventcoder._version import __version__
from eventcoder.formats.checked import checked_line
from eventcoder.formats.coverage import ALWAYS, without_empty
from eventcoder.formats.losses import Losses
from eventcoder.formats.newsml_names import NAMESPACE, STANDARD_VERSION, qualified, schemes
from eventcoder.records import Event

__all__ = ["ROLES", "concept_of", "write_item"]

Element = etree._Element

CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_32.xml"
"""IPTC's own catalog, for cinat, cpnat and stat; it is named, and never fetched."""

NAMES: Any = {None: NAMESPACE}
XML = "http://www.w3.org/XML/1998/namespace"
XS = "http://www.w3.org/2001/XMLSchema"
LANGUAGE = f"{{{XML}}}lang"
ROLES = ("actor", "recipient")
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""

NOT_IN_NAMES = re.compile(r"[\t\r\n]")

CODED = {"code": "ploveractor", "sector": "ploversector", "other_sectors": "ploversector", "cameo": "cameoactor"}
"""Fields of an entity that are codes -> alias of their scheme."""

PLACE_NAMES = ("resolved_place", "extracted_place", "city", "district", "province", "country")
"""Fields of a location that may name it, the best first."""


def write_item(
    stream: Any,
    events: Iterable[Event],
    losses: Losses,
    *,
    guid: str | None,
    created: str | None,
    provider: str,
    language: str | None,
) -> int:
    """Write the item; the arguments are those of newsml.write_events.

    Returns:
        How many events were written.
    """
    concepts = _concepts(events, losses)
    first = next(concepts, None)
    now = created or datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    named = first.find(qualified("conceptId")) if first is not None else None
    identity = named.get("qcode", "") if named is not None else "empty"
    attributes = {
        "guid": guid or f"urn:eventcoder:knowledge-item:{identity.partition(':')[2] or identity}",
        "version": "1",
        "standard": "NewsML-G2",
        "standardversion": STANDARD_VERSION,
        "conformance": "power",
    }
    if language:
        attributes[LANGUAGE] = language
    names = NAMES | {"xs": XS} | ({"xml": XML} if language else {})
    count = 0
    with etree.xmlfile(stream, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(qualified("knowledgeItem"), attributes, nsmap=names):
            for each in _head(now, provider):
                file.write("\n", each)
            file.write("\n")
            with file.element(qualified("conceptSet")):
                while first is not None:
                    file.write("\n", first)
                    count += 1
                    first = next(concepts, None)
                file.write("\n")
            file.write("\n")
    stream.write(b"\n")
    return count


def _head(now: str, provider: str) -> Iterator[Element]:
    """Catalogs and the management of the item."""
    yield _element("catalogRef", href=CATALOG)
    catalog = _element("catalog")
    for scheme in schemes().values():
        node = _add(catalog, "scheme", alias=scheme.alias, uri=scheme.uri)
        _add(node, "name", scheme.name)
        _add(node, "definition", scheme.definition)
    yield catalog
    meta = _element("itemMeta")
    _add(meta, "itemClass", qcode="cinat:concept")
    _add(meta, "provider", literal=_one_line(provider))
    _add(meta, "versionCreated", now)
    _add(meta, "pubStatus", qcode="stat:usable")
    _add(meta, "generator", "eventcoder", versioninfo=__version__)
    yield meta


def _concepts(events: Iterable[Event], losses: Losses) -> Iterator[Element]:
    for event in events:
        record = without_empty(orjson.loads(checked_line(event)), keep_objects=True)
        if "date" not in record:
            losses.event("it has no date, which an event of NewsML-G2 must have", id=event.id)
            continue
        yield concept_of(_legal(record, event.id, losses))


def _legal(value: Any, name: str, losses: Losses, path: str = "") -> Any:
    """The value with what XML cannot hold replaced."""
    if isinstance(value, str):
        clean = ILLEGAL.sub("\ufffd", value)
        if clean != value and path != "id":
            losses.field(path, "it has characters that XML cannot hold", id=name, value=value)
        return clean if path != "id" else value
    if isinstance(value, dict):
        return {key: _legal(part, name, losses, f"{path}.{key}" if path else key) for key, part in value.items()}
    if isinstance(value, list):
        return [_legal(part, name, losses, path) for part in value]
    return value


def concept_of(record: Mapping[str, Any]) -> Element:
    """The concept of an event.

    Args:
        record: a record with a date, without empty fields.
    """
    rest = {field: value for field, value in record.items() if ALWAYS.get(field) != value}
    concept = etree.Element(qualified("concept"), nsmap=NAMES)
    _add(concept, "conceptId", qcode=f"ecevent:{quote(rest.pop('id'), safe='')}")
    _add(concept, "type", qcode="cpnat:event")
    _add(concept, "name", _title(record))
    if rest.get("text"):
        definition = _add(concept, "definition", rest.pop("text"))
        language = rest.get("cite_info", {}).get("language")
        if language:
            definition.set(LANGUAGE, language)
    details = _add(concept, "eventDetails")
    _add(_add(details, "dates"), "start", rest.pop("date"))
    for alias, code, name in _subjects(rest):
        subject = _add(details, "subject", qcode=f"{alias}:{code}")
        if name:
            _add(subject, "name", _one_line(name))
    if "event_loc" in rest:
        _add_location(details, rest.pop("event_loc"))
    for role in ROLES:
        for entity in rest.pop(role, ()):
            _add_participant(details, role, entity)
    for path, value in _leaves(rest, ""):
        _add_property(concept, "conceptExtProperty", path, value)
    return concept


def _title(record: Mapping[str, Any]) -> str:
    """A name for people."""
    what = " ".join((*record.get("event", ()), *record.get("mode", ())))
    cameo = record.get("cameo", {})
    what = what or " ".join(filter(None, (cameo.get("code"), cameo.get("label")))) or "event"
    sides = [", ".join(filter(None, map(_called, record.get(role, ())))) for role in ROLES]
    parties = " - ".join(filter(None, sides))
    return _one_line(f"{what}: {parties}" if parties else what)


def _one_line(text: str) -> str:
    """A text without line ends and tabs, which names in G2 must not have."""
    return NOT_IN_NAMES.sub(" ", text)


def _called(entity: Mapping[str, Any]) -> str:
    return str(entity.get("entity_text") or entity.get("identifier_text") or entity.get("code") or "")


def _subjects(rest: dict[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """The codes of the event: alias, code, name; they are taken out of the record."""
    events = rest.pop("event", ())
    for event in events:
        yield "plover", event, None
    for mode in rest.pop("mode", ()):
        yield "plovermode", f"{events[0]}-{mode}", None
    for context in rest.pop("context", ()):
        yield "plovercontext", context, None
    cameo = rest.get("cameo")
    if cameo:
        rest["cameo"] = {key: value for key, value in cameo.items() if key != "code"}
        yield "cameo", cameo["code"], cameo.get("label")


def _add_location(details: Element, place: Mapping[str, Any]) -> None:
    node = _add(details, "location")
    name = next((place[field] for field in PLACE_NAMES if place.get(field)), None)
    if name:
        _add(node, "name", _one_line(name))
    exact = "lat" in place and "lon" in place
    for field, value in place.items():
        if field == "country_code":
            _add(node, "related", rel="ecfield:country_code", qcode=f"ploveractor:{value}")
        elif not (exact and field in ("lat", "lon")):
            _add_property(node, "related", field, value)
    if exact:
        position = {"latitude": _decimal(place["lat"]), "longitude": _decimal(place["lon"])}
        _add(_add(node, "POIDetails"), "position", **position)


def _decimal(number: float) -> str:
    """A number without exponent, from which the same number is read."""
    from decimal import Decimal

    return format(Decimal(repr(float(number))), "f")


def _add_participant(details: Element, role: str, entity: Mapping[str, Any]) -> None:
    node = _add(details, "participant", role=f"ecrole:{role}")
    name = entity.get("entity_text")
    if name:
        _add(node, "name", _one_line(name))
        name = name if _one_line(name) == name else None  # else the words as they are follow as a property
    for field, value in entity.items():
        if field in CODED:
            for code in value if isinstance(value, list) else [value]:
                _add(node, "related", rel=f"ecfield:{field}", qcode=f"{CODED[field]}:{code}")
        elif not (field == "entity_text" and name):
            _add_property(node, "related", field, value)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every value below, by its path; objects without fields count as values."""
    if isinstance(value, dict) and (value or not path):
        for key, part in value.items():
            yield from _leaves(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, f"{path}.{number}")
    else:
        yield path, value


def _add_property(parent: Element, tag: str, path: str, value: Any) -> None:
    """A field by its name: texts plainly, other values with their type."""
    attributes = {"rel": f"ecfield:{path}"}
    if isinstance(value, bool):
        attributes |= {"value": "true" if value else "false", "valuedatatype": "xs:boolean"}
    elif isinstance(value, int):
        attributes |= {"value": str(value), "valuedatatype": "xs:integer"}
    elif isinstance(value, float):
        attributes |= {"value": repr(value), "valuedatatype": "xs:double"}
    elif isinstance(value, str):
        attributes["value"] = value
    _add(parent, tag, **attributes)


def _element(name: str, **attributes: str) -> Element:
    return etree.Element(qualified(name), attributes, nsmap=NAMES)


def _add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    node = etree.SubElement(parent, qualified(name), attributes)
    node.text = text
    return node
