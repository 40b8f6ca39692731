"""What a schema cannot say of a record: fields that must agree, codes of long lists. Imports records and ontology.

Both checks take records that their schema accepts. docs/findings.md says what each code means.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from eventcoder.findings import Finding, Level
from eventcoder.ontology import Cameo, Countries, Plover
from eventcoder.ontology.countries import SYSTEMS
from eventcoder.records import Event

__all__ = [
    *("PROBLEMS", "Problem", "as_finding", "draft_problems", "ngec_problems", "plover_problems", "record_problems"),
]

EARLIEST = "1800-01-01"
"""Day before which no event dataset of the field reaches back."""

AHEAD = datetime.timedelta(days=366)
"""How far after today an event may be dated: events can be announced, but not for long."""

NO_DATE = "--using pub"
"""Part of what NGEC's formatter writes for the words of a day that it did not find or could not read."""

NOT_CODED = ("", "---")
"""What the older draft writes for an actor that was not coded."""

Problem = tuple[str, Level, str, str, str | None]
"""Code, level, field, message, hint."""


def record_problems(event: Event, today: datetime.date) -> Iterator[Problem]:
    """Disagreements inside one of our records.

    Args:
        event: the record.
        today: the day that dates are measured against.
    """
    yield from _date(event.date, "date", today)
    yield from _date(event.coded_date, "coded_date", today)
    yield from _labels(event.event, event.quad_code, bool(event.recipient) or not event.directed)
    yield from _scale(event)
    if event.cameo:
        yield from _cameo(event.cameo.code, event.cameo.root)
    for role, entities in (("actor", event.actor), ("recipient", event.recipient)):
        for place, entity in enumerate(entities):
            yield from _entity(entity.code, f"{role}[{place}].code")
    if event.event_loc:
        yield from _entity(event.event_loc.country_code, "event_loc.country_code")
    yield from _spans(event)


def plover_problems(record: Mapping[str, Any], today: datetime.date) -> Iterator[Problem]:
    """Disagreements inside a PLOVER record; the arguments are as for record_problems."""
    labels: Sequence[str] = record["event"]
    for field in ("date", "enddate", "coded_date"):
        yield from _date(record.get(field), field, today)
    if record.get("enddate") and record["enddate"] < record["date"]:
        yield "EC510", "error", "enddate", f"the event ends on {record['enddate']}, before it begins", None
    for role in ("actor", "recipient"):
        for place, entity in enumerate(record.get(role) or ()):
            yield from _entity(entity.get("code"), f"{role}[{place}].code")
    if len(labels) > 1:  # with one event the schema says so
        legal = {mode for label in labels for mode in Plover.load().modes(label)}
        for place, mode in enumerate(record.get("mode") or ()):
            if mode not in legal:
                message = f"{mode} is a mode of none of {', '.join(labels)}"
                yield "EC402", "error", f"mode[{place}]", message, f"legal: {', '.join(sorted(legal)) or 'none'}"
    if len(labels) == 1:
        yield from _labels(tuple(labels), record.get("quad_code"), bool(record.get("recipient")))
    info = record.get("text_info") or {}
    yield from _span("text_info", info.get("start"), info.get("end"))


def draft_problems(record: Mapping[str, Any], today: datetime.date) -> Iterator[Problem]:
    """Disagreements inside a record in the fields of PLOVER's older draft; the arguments are as for record_problems."""
    for field in ("date", "enddate", "dateCoded", "codedDate"):
        yield from _date(record.get(field), field, today)
    date, end, year = record.get("date"), record.get("enddate"), record.get("year")
    if date and end and end < date:
        yield "EC510", "error", "enddate", f"the event ends on {end}, before it begins", None
    if date and year and year != date[:4]:
        yield "EC520", "error", "year", f"the year {year} is not that of the date {date}", f"write {date[:4]!r}"
    for role in ("source", "target"):
        entities = record.get(role) or ()
        for place, entity in enumerate(entities if isinstance(entities, list) else ()):
            code = entity.get("code")
            yield from _entity(None if code in NOT_CODED else code, f"{role}[{place}].code")


def ngec_problems(record: Mapping[str, Any], today: datetime.date) -> Iterator[Problem]:
    """Disagreements inside a record of NGEC; the arguments are as for record_problems."""
    for field in ("date", "pub_date", "date_resolved"):
        yield from _date(record.get(field), field, today)
    resolved, published, raw = record.get("date_resolved"), record.get("pub_date"), record.get("date_raw")
    if raw and NO_DATE in raw and resolved != published:
        message = f"no day was found in the text, yet {resolved} is not the day of the story, {published}"
        yield "EC520", "warning", "date_resolved", message, f"write {published!r}"
    event: str = record["event_type"]
    modes = Plover.load().event(event).modes
    for place, text in enumerate(record.get("event_mode") or ()):
        mode = text.removeprefix(f"{event}-")
        if mode not in modes:
            listed = ", ".join(modes) or "none"
            yield "EC402", "warning", f"event_mode[{place}]", f"{text} is no mode of {event}", f"legal: {listed}"
    attributes: Mapping[str, Any] = record["attributes"]
    if Plover.load().requires_recipient(event) and not attributes.get("RECIP"):
        yield "EC508", "warning", "attributes.RECIP", f"{event} wants a recipient and has none", None
    for part, found in attributes.items():
        for place, each in enumerate(found or ()):
            field = f"attributes.{part}[{place}]"
            yield from _entity(each.get("country") or None, f"{field}.country")
            yield from _words_there(record.get("event_text"), each, field)
    where = (record.get("event_geolocation") or {}).get("geo") or {}
    yield from _entity(where.get("country_code3") or None, "event_geolocation.geo.country_code3")
    if (where.get("lat") is None) != (where.get("lon") is None):
        yield "EC529", "warning", "event_geolocation.geo", "a place has both coordinates or none", None


def _words_there(text: str | None, found: Mapping[str, Any], field: str) -> Iterator[Problem]:
    """The words of an answer of NGEC against the text that they are said to stand in."""
    start, end = found.get("qa_start_char"), found.get("qa_end_char")
    if start is None or end is None:
        return
    if start > end:
        yield "EC501", "warning", f"{field}.qa_end_char", f"the span ends at {end}, before it starts at {start}", None
    elif text is not None and text[start:end] != found["text"]:
        message = f"{found['text']!r} is said to stand where the text has {text[start:end]!r}"
        yield "EC503", "warning", field, message, None


PROBLEMS: Mapping[str, Callable[[Mapping[str, Any], datetime.date], Iterator[Problem]]] = {
    "ngec": ngec_problems,
    "plover": plover_problems,
    "plover-gsr": draft_problems,
    "plover-icews": draft_problems,
}
"""Format of JSON records -> the disagreements to look for in a record that its schema accepts."""


def _date(text: str | None, field: str, today: datetime.date) -> Iterator[Problem]:
    if text is None:
        return
    if text < EARLIEST:
        yield "EC509", "warning", field, f"{text} is before {EARLIEST}", "check the year"
    elif text > (latest := (today + AHEAD).isoformat()):
        yield "EC509", "warning", field, f"{text} is after {latest}, more than a year from now", "check the year"


def _labels(labels: tuple[str, ...], quad: int | None, has_recipient: bool) -> Iterator[Problem]:
    """Quad class and recipient against the event."""
    if not labels:
        if quad is not None:
            yield "EC505", "warning", "quad_code", "a quad class of PLOVER without an event", "write null"
        return
    facts = Plover.load().event(labels[0])
    wanted = facts.quad_code
    if quad is not None and quad != wanted:
        message = f"{labels[0]} has the quad class {wanted}, not {quad}" if wanted else f"{labels[0]} has no quad class"
        yield "EC505", "error", "quad_code", message, f"write {wanted or 'null'}"
    if facts.requires_recipient and not has_recipient:
        yield "EC508", "warning", "recipient", f"{labels[0]} wants a recipient and has none", None


def _scale(event: Event) -> Iterator[Problem]:
    if event.event_scale is None or not event.event or len(event.mode) > 1:
        return
    wanted = Plover.load().score(event.event[0], *event.mode)
    if wanted is not None and wanted != event.event_scale:
        what = " ".join((event.event[0], *event.mode))
        message = f"PLOVER's score of {what} is {wanted}, not {event.event_scale}"
        yield "EC507", "warning", "event_scale", message, f"write {wanted}"


def _cameo(code: str, root: str) -> Iterator[Problem]:
    if code[:2] != root:
        yield "EC506", "error", "cameo.root", f"{root} is no root of the code {code}", f"write {code[:2]!r}"
    known = Cameo.load()
    if code not in known:
        above = next((code[:length] for length in (3, 2) if code[:length] in known), None)
        hint = f"the nearest code above it is {above!r}" if above else None
        yield "EC404", "warning", "cameo.code", f"{code} is in no list of CAMEO's event codes", hint


def _entity(code: str | None, field: str) -> Iterator[Problem]:
    if code is None or code in _entity_codes():
        return
    countries = Countries.load()
    found = (countries.find(code, system) for system in SYSTEMS)
    meant = next((country for country in found if country), None)
    hint = f"{meant.code!r} is {meant.name}" if meant else None
    yield "EC405", "warning", field, f"{code} is no country and no actor code of PLOVER", hint


@cache
def _entity_codes() -> frozenset[str]:
    return frozenset((*Countries.load().codes, *Plover.load().actor_codes))


def _spans(event: Event) -> Iterator[Problem]:
    """Every span of a record: in order, whole, and on the words that it says it is on."""
    text, base, end = event.text, 0, 0
    if event.text_info:
        base, end = event.text_info.start, event.text_info.end
        yield from _span("text_info", base, end)
        if text is not None and base <= end and len(text) != end - base:
            message = f"text has {len(text)} characters, its span {end - base}"
            yield "EC504", "warning", "text_info", message, "offsets count characters, not bytes"
            text = None
    else:
        text = None
    for field, part, words in _parts(event):
        broken = list(_span(field, part.start, part.end))
        yield from broken
        if broken or words is None or part.start is None or part.end is None:
            continue
        here = text[part.start - base : part.end - base] if text and base <= part.start and part.end <= end else None
        if here is not None and here != words:
            yield "EC503", "warning", field, f"{words!r} is said to stand where the text has {here!r}", None
        elif here is None and len(words) != part.end - part.start:
            message = f"{words!r} has {len(words)} characters, its span {part.end - part.start}"
            yield "EC503", "warning", field, message, "offsets count characters, not bytes"


def _parts(event: Event) -> Iterator[tuple[str, Any, str | None]]:
    """Field name, part with start and end, and the words that stand there."""
    for role in ("actor", "recipient"):
        for place, entity in enumerate(getattr(event, role)):
            yield f"{role}[{place}]", entity, entity.entity_text
    for place, claim in enumerate(event.claims):
        yield f"claims[{place}]", claim, claim.text
        if claim.claimant:
            yield f"claims[{place}].claimant", claim.claimant, claim.claimant.entity_text
    if event.attribution:
        yield "attribution", event.attribution, None
        for place, entity in enumerate(event.attribution.entities):
            yield f"attribution.entities[{place}]", entity, entity.entity_text
    for place, evidence in enumerate(event.evidence):
        yield f"evidence[{place}]", evidence, evidence.text


def _span(field: str, start: int | None, end: int | None) -> Iterator[Problem]:
    if start is not None and end is not None:
        if start > end:
            yield "EC501", "error", f"{field}.end", f"the span ends at {end}, before it starts at {start}", None
    elif start is not None or end is not None:
        there, missing = ("start", "end") if end is None else ("end", "start")
        yield "EC502", "warning", f"{field}.{missing}", f"a span with {there} alone", "give both, or neither"


def as_finding(problem: Problem, *, file: str | None, line: int | None, row: int | None) -> Finding:
    """A problem with its place."""
    code, level, field, message, hint = problem
    return Finding(code=code, level=level, message=message, file=file, line=line, row=row, field=field, hint=hint)
