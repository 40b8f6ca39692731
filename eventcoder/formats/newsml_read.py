"""Event concepts of NewsML-G2 as fields of our record. Used by newsml.py; imports the ontology.

Our own concepts come back whole. Those of others are read as far as they carry codes of CAMEO or PLOVER.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from lxml import etree

from eventcoder.formats.coding import cameo_fields, plover_fields
from eventcoder.formats.losses import Losses
from eventcoder.formats.newsml_names import qualified, schemes
from eventcoder.formats.newsml_write import ROLES
from eventcoder.ontology import Cameo, Plover

__all__ = ["Item", "fields_of", "is_event"]

Element = etree._Element
EVENT_TYPE = ("cpnat:event", "http://cv.iptc.org/newscodes/cpnature/event")
LISTS = ("other_sectors",)
PLACELESS = "our record has no place for it"
CODES = ("cameo", "plover", "plovermode", "plovercontext")


class Item:
    """The item that concepts stand in: its identifier and the schemes that its catalogs declare."""

    def __init__(self, guid: str = "") -> None:
        self.guid = guid
        self._ours: dict[str, str] = {}

    def declare(self, catalog: Element) -> None:
        """Take the schemes of a catalog."""
        known = {scheme.uri: scheme.alias for scheme in schemes().values()}
        for scheme in catalog.iter(qualified("scheme")):
            self._ours[scheme.get("alias", "")] = known.get(scheme.get("uri", ""), "")

    def split(self, qcode: str | None) -> tuple[str, str]:
        """Our alias of a code's scheme ("" for a scheme that is not ours) and the code.

        An alias that no catalog in the item declares is taken for ours where it has the same name.
        """
        alias, _, code = (qcode or "").partition(":")
        ours = self._ours.get(alias)
        if ours is None:
            ours = alias if alias in schemes() else ""
        return ours, code


def is_event(element: Element) -> bool:
    """Whether a concept, or an element `event`, is an event."""
    if element.tag == qualified("event"):
        return True
    kind = element.find(qualified("type"))
    return kind is not None and (kind.get("qcode") in EVENT_TYPE or kind.get("uri") in EVENT_TYPE)


def fields_of(element: Element, item: Item, number: int, losses: Losses) -> dict[str, Any] | None:
    """The fields of an event, for the model.

    Args:
        element: a concept of the type event, or an element `event`.
        item: where it stands.
        number: of the event in its file, for one that has no identifier.
        losses: takes what has no place, and events without any code.

    Returns:
        None where no code of CAMEO or PLOVER stands there.
    """
    identity = element.find(qualified("conceptId"))
    alias, code = item.split(identity.get("qcode") if identity is not None else None)
    ours = alias == "ecevent"
    given: dict[str, Any] = {"actor": [], "event": []}
    if ours:
        given["id"] = unquote(code)
    else:
        shown = "" if identity is None else identity.get("uri") or identity.get("qcode") or ""
        given["id"] = f"newsml-g2:{shown or f'{item.guid}#{number}'}"
        given["coder"] = "newsml-g2"
    definition = element.find(qualified("definition"))
    if definition is not None:
        given["text"] = _text(definition)
    details = element.find(qualified("eventDetails"))
    if details is not None:
        _details(details, item, given, ours, losses)
    for node in element.iterchildren(qualified("conceptExtProperty")):
        scheme, path = item.split(node.get("rel"))
        if scheme == "ecfield":
            _put(given, path.split("."), _value(node))
    if not given["event"] and "cameo" not in given and not ours:
        losses.event("it has no code of CAMEO or PLOVER", id=given["id"])
        return None
    return given if ours else _coded(given, element, losses)


def _details(details: Element, item: Item, given: dict[str, Any], ours: bool, losses: Losses) -> None:
    start = details.find(f"{qualified('dates')}/{qualified('start')}")
    day = (start.text or "").strip() if start is not None else ""
    given["date"] = day[:10] if len(day) >= 10 else None
    if not ours and day and given["date"] != day:
        losses.field("date", "our record has the day alone", id=given["id"], value=day)
    for subject in details.iterchildren(qualified("subject")):
        scheme, code = item.split(subject.get("qcode"))
        if scheme == "plover":
            given["event"].append(code)
        elif scheme == "plovermode":
            given.setdefault("mode", []).append(code.partition("-")[2])
        elif scheme == "plovercontext":
            given.setdefault("context", []).append(code)
        elif scheme == "cameo":
            given.setdefault("cameo", {})["code"] = code
        else:
            losses.field("subject", "it is no code of CAMEO or PLOVER", id=given["id"], value=subject.get("qcode"))
    places = list(details.iterchildren(qualified("location")))
    if places:
        given["event_loc"] = _location(places[0], item)
    if len(places) > 1:
        losses.field("event_loc", "further places", id=given["id"])
    for tag in ("participant", "organiser"):
        for node in details.iterchildren(qualified(tag)):
            roles = [item.split(role) for role in (node.get("role") or "").split()]
            role = next((code for scheme, code in roles if scheme == "ecrole" and code in ROLES), None)
            if role is None:
                losses.field("role", "it is neither actor nor recipient; taken as actor", id=given["id"])
            given.setdefault(role or ROLES[0], []).append(_entity(node, item))


def _entity(node: Element, item: Item) -> dict[str, Any]:
    entity: dict[str, Any] = {}
    name = node.find(qualified("name"))
    if name is not None:
        entity["entity_text"] = _text(name)
    elif node.get("literal"):
        entity["entity_text"] = node.get("literal")
    scheme, code = item.split(node.get("qcode"))
    if scheme == "ploveractor":
        entity["code"] = code
    entity |= _related(node, item)
    return entity


def _location(node: Element, item: Item) -> dict[str, Any]:
    place = _related(node, item)
    name = node.find(qualified("name"))
    if name is not None and not place:
        place["resolved_place"] = _text(name)
    position = next(node.iter(qualified("position")), None)
    if position is not None:
        for field, attribute in (("lat", "latitude"), ("lon", "longitude")):
            try:
                place[field] = float(position.get(attribute, ""))
            except ValueError:
                place[field] = position.get(attribute)  # which the model rejects, with its reason
    return place


def _related(node: Element, item: Item) -> dict[str, Any]:
    """The fields that stand as relations."""
    found: dict[str, Any] = {}
    for related in node.iterchildren(qualified("related")):
        scheme, field = item.split(related.get("rel"))
        if scheme != "ecfield":
            continue
        value = item.split(related.get("qcode"))[1] if related.get("qcode") else _value(related)
        if field in LISTS:
            found.setdefault(field, []).append(value)
        else:
            found[field] = value
    return found


def _value(node: Element) -> Any:
    """The value of a property, by its type; an object without fields where there is none."""
    value, kind = node.get("value"), (node.get("valuedatatype") or "").rpartition(":")[2]
    if value is None:
        return {}
    try:
        if kind == "boolean":
            return value == "true"
        if kind == "integer":
            return int(value)
        if kind == "double":
            return float(value)
    except ValueError:
        pass
    return value


def _put(target: Any, path: list[str], value: Any) -> None:
    """Put a value at a path of names and places in lists; what does not fit is left for the model to reject."""
    for here, below in pairwise(path):
        nothing: Any = [] if below.isdigit() else {}
        if isinstance(target, list):
            if not here.isdigit() or int(here) > len(target):
                return
            if int(here) == len(target):
                target.append(nothing)
            target = target[int(here)]
        elif isinstance(target, dict):
            target = target.setdefault(here, nothing)
        else:
            return
    if isinstance(target, list):
        target.append(value)
    elif isinstance(target, dict):
        target[path[-1]] = value


def _coded(given: dict[str, Any], element: Element, losses: Losses) -> dict[str, Any]:
    """An event of others: what its codes stand for, and its name where there is no text."""
    name = element.find(qualified("name"))
    if name is not None:
        given.setdefault("text", _text(name))
    given.setdefault("date", None)
    cameo = given.pop("cameo", {}).get("code")
    known: Mapping[str, Any] = cameo_fields(cameo) if cameo in Cameo.load() else {}
    if cameo and not known:
        losses.field("cameo", "it is no code of CAMEO's lists", id=given["id"], value=cameo)
    if given["event"] and given["event"][0] in Plover.load().events:
        modes = given.get("mode") or [None]
        legal = modes[0] if modes[0] in Plover.load().modes(given["event"][0]) else None
        known = {**known, **plover_fields(given["event"][0], legal, given.get("context", ()))}
    if len(given["event"]) > 1:
        losses.field("further events", "our record has one event", id=given["id"])
    return {**given, **known}


def _text(node: Element) -> str:
    """The text of a block; a line break in it is one."""
    for mark in node.iter(qualified("br")):
        mark.tail = "\n" + (mark.tail or "")
    return "".join(map(str, node.itertext()))
