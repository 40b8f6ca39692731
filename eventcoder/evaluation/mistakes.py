"""What went wrong, case by case, and why: the rule that fired and those that nearly did.

Imports counts, gold, match and records; the coder that explains is given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventcoder.evaluation.counts import Coded, in_scope, right_claimant, wrong_parts
from eventcoder.evaluation.gold import GoldDocument, GoldEvent
from eventcoder.evaluation.match import forbidden, right_label
from eventcoder.records import Entity, Event

if TYPE_CHECKING:
    from eventcoder.coder import Coder
    from eventcoder.rules.explain import Trial
    from eventcoder.rules.model import Rule

__all__ = ["Mistake", "explain_mistake", "find_mistakes"]

NEARLY = 3
"""Rules that nearly fired which an explanation names."""
SHOWN = 6
"""Predicates that an explanation names where no rule was near."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong.

    Attributes:
        kind: "missed", "extra", "forbidden", "event" (another label), "parts" (the event is right, some of what it
            states is not), "claim".
        document: its document.
        gold: the gold event, where there is one.
        coded: the coded event, where there is one.
        parts: what is wrong of it (event, actor, mode, ...), or the claim.
        sentence: the text that it is about.
    """

    kind: str
    document: GoldDocument
    gold: GoldEvent | None
    coded: Event | None
    parts: tuple[str, ...]
    sentence: str

    def to_text(self) -> str:
        """The mistake in two lines or three."""
        known = " (known)" if self.document.known_failure else ""
        lines = [f"{self.document.id}: {self.kind}{known}: {self.sentence}"]
        if self.kind == "claim":
            return "\n".join([*lines, *(f"  {part}" for part in self.parts)])
        lines.append(
            f"  gold:  {self.gold or 'nothing'}" + (f" (wrong: {', '.join(self.parts)})" if self.parts else "")
        )
        lines.append(f"  coded: {_event(self.coded) if self.coded is not None else 'nothing'}")
        return "\n".join(lines)


def find_mistakes(coded: Iterable[Coded]) -> tuple[Mistake, ...]:
    """Everything that is wrong, in the order of the gold file."""
    return tuple(mistake for item in coded for mistake in (*_of_events(item), *_of_claims(item)))


def _of_events(item: Coded) -> Iterable[Mistake]:
    document = item.document
    for pair in item.pairs:
        gold, event = pair.gold, pair.coded
        optional = gold is not None and gold.optional
        right = gold is not None and event is not None and right_label(gold, event)
        if event is not None and (gold is None or (optional and not right)):
            if any(forbidden(document, bad, event) for bad in document.forbidden):
                yield Mistake("forbidden", document, None, event, (), _sentence(document, event))
            elif in_scope(document, event) and event.event:
                yield Mistake("extra", document, None, event, (), _sentence(document, event))
        elif gold is None or optional:
            continue
        elif event is None:
            yield Mistake("missed", document, gold, None, (), _sentence(document, None, gold))
        elif parts := wrong_parts(document, gold, event):
            kind = "event" if "event" in parts else "parts"
            yield Mistake(kind, document, gold, event, tuple(parts), _sentence(document, event))


def _of_claims(item: Coded) -> Iterable[Mistake]:
    document = item.document
    if document.claims is None:
        return
    found = [claim for event in item.events for claim in event.claims]
    told: list[str] = []
    for wanted in document.claims:
        same = [c for c in found if c.type == wanted.type and wanted.stance in (None, c.stance)]
        if not same:
            told.append(f"missed: {wanted.type}" + (f", {wanted.stance}" if wanted.stance else ""))
        elif wanted.claimant is not None and not any(right_claimant(wanted, c) for c in same):
            who = next((c.claimant.entity_text for c in same if c.claimant is not None), None)
            told.append(
                f"claimant of {wanted.type}: {wanted.claimant or 'nobody'} is wanted, {who or 'nobody'} is coded"
            )
    if document.complete:
        known = {(c.type, c.stance) for c in document.claims} | {
            (c.type, None) for c in document.claims if not c.stance
        }
        for claim in found:
            if (claim.type, claim.stance) not in known and (claim.type, None) not in known:
                told.append(f"extra: {claim.type}, {claim.stance}: {claim.text!r}, by {claim.rule}")
    if told:
        yield Mistake("claim", document, None, None, tuple(dict.fromkeys(told)), document.text)


def _sentence(document: GoldDocument, event: Event | None, gold: GoldEvent | None = None) -> str:
    if event is not None and event.text_info is not None:
        return document.text[event.text_info.start : event.text_info.end]
    if gold is not None and gold.span is not None:
        return document.text[slice(*gold.span)]
    return document.text


def _event(event: Event) -> str:
    label = " ".join((*(event.event or ("statement",)), *event.mode))
    cameo = f" {event.cameo.code}" if event.cameo is not None else ""
    sides = [" + ".join(_entity(entity) for entity in side) or "nobody" for side in (event.actor, event.recipient)]
    flags = f" [{', '.join(event.auxiliary)}]" if event.auxiliary else ""
    rules = ", ".join(item.rule for item in event.evidence if item.rule)
    return f"{label}{cameo}: {' -> '.join(sides)}{flags}" + (f", by {rules}" if rules else "")


def _entity(entity: Entity) -> str:
    codes = "/".join(part for part in (entity.code, entity.sector) if part) or "no code"
    return f"{entity.entity_text or ''} ({codes})".strip()


def explain_mistake(mistake: Mistake, coder: "Coder") -> list[str]:
    """Why the coder came to this: which rules fired, and which of those that would be right nearly did.

    Args:
        mistake: the mistake.
        coder: the coder whose rules are to be looked through.
    """
    if mistake.kind == "claim":
        return []
    rules = {rule.id: rule for rule in coder.codebook.rules}
    trials = list(dict.fromkeys(coder.explain(mistake.sentence, date=mistake.document.date).trials))
    lines = [
        f"{'coded by' if trial.coded else 'fired, but not chosen:'} {trial.rule} on {trial.predicate!r}"
        for trial in trials
        if trial.fired
    ]
    if mistake.gold is None or mistake.kind not in ("missed", "event"):
        return lines
    near = [trial for trial in trials if not trial.fired and _would_code(rules.get(trial.rule), mistake.gold)]
    lines += [f"nearly: {trial.rule} on {trial.predicate!r}: {trial.failed}" for trial in near[:NEARLY]]
    if not near and not any(trial.fired and _would_code(rules.get(trial.rule), mistake.gold) for trial in trials):
        tried = ", ".join(_distinct(trials)[:SHOWN]) or "none"
        lines.append(f"no rule for it has a trigger here; predicates that have rules: {tried}")
    return lines


def _distinct(trials: Sequence["Trial"]) -> list[str]:
    found: Mapping[str, None] = dict.fromkeys(trial.predicate for trial in trials)
    return list(found)


def _would_code(rule: "Rule | None", gold: GoldEvent) -> bool:
    """Whether a rule codes what is wanted."""
    if rule is None or rule.codes is None:
        return False
    if gold.labels:
        return rule.codes.plover in gold.labels
    return gold.root is not None and rule.codes.cameo.startswith(gold.root)
