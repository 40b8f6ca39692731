"""From a coding to the record: names, offsets, places, dates, attribution, evidence.

Imports records, actors, frames, rules' values and the ontology; knows nothing of input and output.
"""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eventcoder.actors import Mention, ResolvedActor
from eventcoder.circumstances import MATERIAL_CONFLICT, CircumstanceFinder, Circumstances
from eventcoder.claims import FoundClaim
from eventcoder.dates import DateFound, event_date, find_dates
from eventcoder.documents import Document
from eventcoder.frames.moods import CONDITIONAL, FUTURE, HISTORICAL, IRREALIS
from eventcoder.ontology import Cameo, Countries, Plover
from eventcoder.places import Background
from eventcoder.records import Attribution, Claim, Entity, Event, Evidence, TextInfo, event_id
from eventcoder.records import Cameo as CameoRecord
from eventcoder.rules.coding import Coding
from eventcoder.rules.view import SentenceView
from eventcoder.sentences import Sentence

__all__ = ["AUXILIARY", "Assembler", "CodedSentence"]

AUXILIARY = ("historical", "future", "hypothetical", "negation")
CODER_NAME = "eventcoder"
MAIN_CLAUSE = "main"
"""What evidence says of a clause that hangs on no other."""
UNARMED = "society"
"""Kind of the sectors whose people fight for nobody."""
CAMEO_SYSTEM = "cameo"
PLACE_OF_EVENT = "place of event"
CLIMB = 3
"""Predicates outwards from the act that a claim names in which the coded event is looked for."""


@dataclass(slots=True)
class CodedSentence:
    """Everything that was found in one sentence."""

    document: Document
    sentence: Sentence
    view: SentenceView
    codings: Sequence[Coding]
    claims: Sequence[FoundClaim]
    mentions: Sequence[Mention] = ()
    background: Background | None = None


class Assembler:
    """Makes records.

    Args:
        cameo: CAMEO's codes with label, Goldstein score and quad class.
        plover: PLOVER's events with scores and quad classes.
        circumstances: finds where an event took place, its contexts, its size, and whether it is long past.
        provenance: digest that every record carries, or None.
        extensions: whether claims made in words become JUSTIFY records.
        include_text: whether records carry their sentence.
    """

    def __init__(
        self,
        cameo: Cameo,
        plover: Plover,
        circumstances: CircumstanceFinder,
        provenance: str | None = None,
        *,
        extensions: bool = True,
        include_text: bool = True,
    ) -> None:
        self._cameo, self._plover, self._circumstances = cameo, plover, circumstances
        self._countries = Countries.load()
        self._justifying = {
            mode: event.name for event in plover.events.values() if event.extension for mode in event.modes
        }
        self._provenance, self._extensions, self._include_text = provenance, extensions, include_text
        self._cameo_records: dict[str, CameoRecord | None] = {}

    def records(self, found: CodedSentence) -> list[Event]:
        """The records of one sentence, in their order."""
        claims_of = _claims_by_frame(found)
        dates: dict[bool, list[DateFound]] = {}
        events: list[Event] = []
        seen: set[str] = set()
        place_of: dict[int, int] = {}
        around = self._circumstances.sentence(found)
        for coding in found.codings:
            claims = [claim for frame in sorted(coding.frames) for claim in claims_of.get(frame, ())]
            event = self._event(found, coding, claims, dates, around)
            if event.id in seen:
                continue
            seen.add(event.id)
            for frame in coding.frames:
                place_of.setdefault(frame, len(events))
            events.append(event)
        if self._extensions:
            for claim in found.claims:
                if claim.spoken and claim.claimant is not None and claim.type in self._justifying:
                    act = place_of.get(claim.act) if claim.act is not None else None
                    link = None if act is None else events[act].id
                    if act is not None and events[act].link is None:
                        events[act] = events[act].model_copy(update={"link": link})
                    record = self._justify(found, claim, link, dates)
                    if record.id not in seen:
                        seen.add(record.id)
                        events.append(record)
        return events

    # ------------------------------------------------------------------ parts

    def _event(
        self,
        found: CodedSentence,
        coding: Coding,
        claims: Sequence[FoundClaim],
        dates: dict[bool, list[DateFound]],
        around: Circumstances,
    ) -> Event:
        codes, view, offset = coding.codes, found.view, found.view.parse.offset
        trigger = _trigger(coding)
        start, end = view.parse.starts[trigger[0]], view.parse.ends[trigger[-1]]
        spans = [(view.parse.starts[t] + offset, view.parse.ends[t] + offset) for t in trigger]
        label = (codes.plover,) if codes.plover else ()
        mode = (codes.mode,) if codes.mode and codes.plover else ()
        actors = tuple(entity(role.who, role.route) for role in coding.actors)
        recipients = tuple(entity(role.who, role.route) for role in coding.recipients)
        inner = _innermost(coding)
        quad = self._plover.quad(codes.plover) if codes.plover else None
        location = around.place(coding, quad)
        if quad == MATERIAL_CONFLICT and location is not None and location.country_code:
            recipients = tuple(
                one if role.who.elsewhere else self._local(one, location.country_code)
                for one, role in zip(recipients, coding.recipients, strict=True)
            )
        future = FUTURE in coding.frame.flags or FUTURE in inner.frame.flags
        nearest = self._nearest_date(found, start, end, dates, future)
        day = _day(found, nearest)
        flags = coding.flags
        if HISTORICAL not in flags and around.long_past(coding, dates[future]):
            flags = flags | {HISTORICAL}
            if nearest is None or nearest.precision != "day":
                day = None  # the day is not told, and it was not the document's
        auxiliary = [name for name in AUXILIARY if name in flags]
        if coding.flags & {CONDITIONAL, IRREALIS} and "hypothetical" not in auxiliary:
            auxiliary.append("hypothetical")
        return Event(
            id=event_id(
                found.document.id,
                (found.sentence.start, found.sentence.end),
                codes.plover or codes.cameo,
                mode,
                [(role.who.start, role.who.end) for role in coding.actors],
                [(role.who.start, role.who.end) for role in coding.recipients],
                spans,
            ),
            document_id=found.document.id,
            date=day,
            actor=actors,
            recipient=recipients,
            event=label,
            mode=mode,
            context=around.contexts(coding),
            quad_code=quad,
            event_scale=self._plover.score(codes.plover, codes.mode or None) if codes.plover else None,
            event_loc=location,
            event_text=(" ".join(view.parse.words[t] for t in trigger),),
            text=found.sentence.text if self._include_text else None,
            text_info=TextInfo(sequence=found.sentence.index, start=found.sentence.start, end=found.sentence.end),
            coder=CODER_NAME,
            size=around.size(coding, quad),
            cameo=self._cameo_record(codes.cameo),
            auxiliary=tuple(auxiliary),
            claims=tuple(_claim(c) for c in claims),
            attribution=_attribution(found, coding),
            evidence=_evidence(found, coding),
            provenance=self._provenance,
        )

    def _local(self, entity: Entity, country: str) -> Entity:
        """Who and what nothing more is known of is of the country where something violent is done to it."""
        sector = self._plover.sectors.get(entity.sector or "")
        if entity.code or entity.identifier_text or (sector is not None and sector.kind != UNARMED):
            return entity
        known = self._countries.get(country)
        cameo = next(iter(known.codes.get(CAMEO_SYSTEM, ())), "") if known is not None else ""
        whole = f"{cameo}{entity.cameo or ''}" if cameo else entity.cameo
        return entity.model_copy(update={"code": country, "cameo": whole, "resolved_by": PLACE_OF_EVENT})

    def _justify(
        self, found: CodedSentence, claim: FoundClaim, link: str | None, dates: dict[bool, list[DateFound]]
    ) -> Event:
        """The record of a claim that an actor makes in words."""
        assert claim.claimant is not None
        label, mode = self._justifying[claim.type], (claim.type,)
        offset = found.view.parse.offset
        recipients = (entity(claim.aimed_at),) if claim.aimed_at is not None else ()
        aimed = [(claim.aimed_at.start, claim.aimed_at.end)] if claim.aimed_at is not None else []
        return Event(
            id=event_id(
                found.document.id,
                (found.sentence.start, found.sentence.end),
                label,
                mode,
                [(claim.claimant.start, claim.claimant.end)],
                aimed,
                [(claim.start, claim.end)],
            ),
            document_id=found.document.id,
            date=_day(found, self._nearest_date(found, claim.start - offset, claim.end - offset, dates, False)),
            actor=(entity(claim.claimant),),
            recipient=recipients,
            event=(label,),
            mode=mode,
            event_text=(claim.text,),
            text=found.sentence.text if self._include_text else None,
            text_info=TextInfo(sequence=found.sentence.index, start=found.sentence.start, end=found.sentence.end),
            coder=CODER_NAME,
            link=link,
            cameo=self._cameo_record(claim.cameo),
            claims=(_claim(claim),),
            evidence=(Evidence(rule=claim.rule, text=claim.text, start=claim.start, end=claim.end),),
            provenance=self._provenance,
        )

    @staticmethod
    def _nearest_date(
        found: CodedSentence, start: int, end: int, dates: dict[bool, list[DateFound]], future: bool
    ) -> DateFound | None:
        """The date in the clause of a trigger."""
        if future not in dates:
            dates[future] = find_dates(found.sentence.text, found.document.date, future=future)
        return event_date(dates[future], start, end, text=found.sentence.text)

    def _cameo_record(self, code: str) -> CameoRecord | None:
        if not code:
            return None
        if code not in self._cameo_records:
            self._cameo_records[code] = CameoRecord(
                code=code,
                root=code[:2],
                label=self._cameo.label(code),
                goldstein=self._cameo.goldstein(code),
                quad=self._cameo.quad(code),
            )
        return self._cameo_records[code]


def _day(found: CodedSentence, nearest: DateFound | None) -> str | None:
    """The day that the text tells, else the document's."""
    if nearest is not None and nearest.precision == "day":
        return nearest.date
    document_date = found.document.date
    return document_date.isoformat() if isinstance(document_date, datetime.date) else None


def entity(who: ResolvedActor, route: str | None = None) -> Entity:
    """An actor as the record has it, with the route by which its role was found."""
    return Entity(
        code=who.code or None,
        sector=who.sector or None,
        other_sectors=tuple(dict.fromkeys(s for s in who.other_sectors if s != who.sector)),
        entity_text=who.text,
        identifier_text=who.name or None,
        religion=who.religion,
        ethnicity=who.ethnicity,
        office=who.office,
        start=who.start,
        end=who.end,
        cameo=who.cameo or None,
        resolved_by=who.resolved_by or None,
        route=route,
    )


def _claim(claim: FoundClaim) -> Claim:
    return Claim(
        type=claim.type,
        stance=claim.stance,
        claimant=entity(claim.claimant) if claim.claimant is not None else None,
        text=claim.text,
        start=claim.start,
        end=claim.end,
        basis=claim.basis,
        rule=claim.rule,
    )


def _claims_by_frame(found: CodedSentence) -> dict[int, list[FoundClaim]]:
    by_frame: dict[int, list[FoundClaim]] = {}
    coded = {frame: coding for coding in found.codings for frame in coding.frames}
    for claim in found.claims:
        act = claim.act
        if act is None:
            continue
        current = _coded_at(found, act, coded)
        if current in coded and current == found.view.frames[act].speech and _is_done_to(claim, coded[current]):
            current = act  # "rebels attacked police; police said they fired in self-defense": not the rebels' claim
        by_frame.setdefault(current if current in coded else act, []).append(claim)
    return by_frame


def _coded_at(found: CodedSentence, act: int, coded: Collection[int]) -> int:
    """The coded frame that an act's words belong to: its own, its object's ("slapped tariffs"), one above; else -1."""
    current = act
    for _ in range(CLIMB + 1):
        if current in coded:
            return current
        objects = (f for f in sorted(coded) if found.view.frames[f].governor == current)
        named = next((f for f in objects if found.view.frames[f].link == "object"), -1)
        if named >= 0 or current < 0:
            return named
        current = found.view.frames[current].governor
    return -1


def _is_done_to(claim: FoundClaim, coding: Coding) -> bool:
    """Whether the claimant is one of those to whom an event is done."""
    who = claim.claimant
    sides = {(role.who.code, role.who.sector) for role in coding.recipients}
    return who is not None and (who.code, who.sector) in sides


def _innermost(coding: Coding) -> Coding:
    while coding.inner is not None:
        coding = coding.inner
    return coding


def _trigger(coding: Coding) -> tuple[int, ...]:
    return tuple(sorted({*coding.frame.tokens, *coding.match.tokens}))


def _attribution(found: CodedSentence, coding: Coding) -> Attribution | None:
    speaker = coding.frame.speaker
    if speaker is None:
        return None
    who = found.view.actor(speaker.head)
    if who is None:
        return None
    parse, offset = found.view.parse, found.view.parse.offset
    if coding.frame.speech >= 0:
        token = found.view.frames[coding.frame.speech].head
        verb: str | None = parse.lemmas[token]
        start, end = parse.starts[token] + offset, parse.ends[token] + offset
    else:
        verb, start, end = None, who.start, who.end
    return Attribution(entities=(entity(who),), verb=verb, start=start, end=end)


def _evidence(found: CodedSentence, coding: Coding) -> tuple[Evidence, ...]:
    """The rules that fired, the outermost first; the mood steps behind the rule that they changed."""
    parse, offset, evidence = found.view.parse, found.view.parse.offset, []
    current: Coding | None = coding
    while current is not None:
        trigger = _trigger(current)
        start, end = parse.starts[trigger[0]], parse.ends[trigger[-1]]
        text = parse.text[start:end]
        clause = current.frame.link or MAIN_CLAUSE
        rule = current.match.rule.id
        evidence.append(Evidence(rule=rule, text=text, start=start + offset, end=end + offset, clause=clause))
        current = current.inner
    named = {item.rule for item in evidence}
    evidence += [Evidence(rule=step) for step in coding.rules if step not in named]
    return tuple(evidence)
