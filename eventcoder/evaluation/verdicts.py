"""Verdicts on coded events, one by one: taken from gold, or given by people who judged events that were coded.

Imports counts, gold, match and records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from eventcoder.errors import InputError
from eventcoder.evaluation.counts import Coded, in_scope
from eventcoder.evaluation.gold import GoldDocument, GoldEvent
from eventcoder.evaluation.match import Pair, right_actor, right_label, right_recipient
from eventcoder.findings import Finding
from eventcoder.json_text import JsonValue, open_input, read_json
from eventcoder.records import Event
from eventcoder.reliability import recipients

__all__ = ["Verdict", "read_verdicts", "verdicts_of"]

RECORD, VERDICT, PLANTED = "record", "verdict", "planted"
PARTS = ("event", "actor", "recipient")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a coded event.

    Attributes:
        record: the event.
        event: whether it happened as coded: event, and whether it is an event at all.
        actor, recipient: whether these are right; None where nobody judged them or the event is wrong.
        planted: whether it is an error that was made to see whether judges find it; it says nothing of the coder.
    """

    record: Event
    event: bool
    actor: bool | None = None
    recipient: bool | None = None
    planted: bool = False


def verdicts_of(coded: Iterable[Coded]) -> Iterator[Verdict]:
    """The verdicts that gold documents give on their coded events; none on events of which they say nothing."""
    for item in coded:
        if item.document.events is None:
            continue
        for pair in item.pairs:
            found = _verdict(item.document, pair, alone=len(item.events) == 1)
            if found is not None:
                yield found


def _verdict(document: GoldDocument, pair: Pair, *, alone: bool) -> Verdict | None:
    gold, event = pair.gold, pair.coded
    if event is None:
        return None
    if gold is None or not right_label(gold, event):
        if gold is not None and gold.optional:
            gold = None
        # An incomplete text may tell the coded event beside the gold one, unless both are of the same parties, or
        # nothing else was coded.
        same = gold is not None and (alone or _same_parties(document, gold, event))
        return Verdict(event, False) if same or in_scope(document, event) else None
    # Incomplete texts are mostly chosen for having both parties marked: they cannot say how often nobody is right.
    actor = gold.actor if event.actor or document.complete else None
    recipient = gold.recipient if recipients(event) or document.complete else None
    return Verdict(
        event,
        True,
        right_actor(document, gold, event) if actor is not None else None,
        right_recipient(document, gold, event) if recipient is not None else None,
    )


def _same_parties(document: GoldDocument, gold: GoldEvent, event: Event) -> bool:
    stated = bool(gold.actor) and bool(gold.recipient)
    return stated and right_actor(document, gold, event) and right_recipient(document, gold, event)


def read_verdicts(
    source: str | Path | BinaryIO, *, report: Callable[[Finding], object] | None = None
) -> Iterator[Verdict]:
    """Judged events: JSONL of {"record": event record, "verdict": {"event", "actor", "recipient"}}.

    Verdicts are true, false, or null where nobody judged; `event` must be given. "planted": true marks an error that
    was put in to check the judges. See docs/reliability.md.

    Args:
        source: a path, or a binary stream.
        report: called with every finding; without it the first error stops the reading.

    Raises:
        InputError: the file cannot be read, or has an error and there is no report.
    """

    def tell(finding: Finding) -> None:
        if report is not None:
            report(finding)
        elif finding.level == "error":
            raise InputError(f"{finding}; give `report` to read on behind it")

    with open_input(source) as (stream, file):
        for item in read_json(stream, file):
            if isinstance(item, Finding):
                tell(item)
                continue
            found = _judged(item, file)
            if isinstance(found, Finding):
                tell(found)
            else:
                yield found


def _judged(item: JsonValue, file: str) -> Verdict | Finding:
    def finding(message: str, field: str) -> Finding:
        place: dict[str, Any] = {"file": file, "line": item.line, "row": item.row, "field": field}
        hint = 'write {"record": {...}, "verdict": {"event": true, "actor": false, "recipient": null}}'
        return Finding(code="EC907", level="error", message=message, hint=hint, **place)

    value = item.value
    verdict = value.get(VERDICT) if isinstance(value, Mapping) else None
    if not isinstance(verdict, Mapping):
        return finding("there is no verdict", VERDICT)
    for part in (*PARTS, *verdict):
        if part not in PARTS:
            return finding(f"there is no verdict on {part!r}; there is {', '.join(PARTS)}", f"{VERDICT}.{part}")
        if verdict.get(part) not in (True, False, None) or (part == PARTS[0] and verdict.get(part) is None):
            return finding(f"the verdict on the {part} must be true or false", f"{VERDICT}.{part}")
    try:
        record = Event.model_validate(value.get(RECORD))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return finding(f"no event record: {first['msg']}", ".".join(map(str, (RECORD, *first["loc"]))))
    right = bool(verdict["event"])
    actor, recipient = (verdict.get(part) if right else None for part in PARTS[1:])
    return Verdict(record, right, actor, recipient, value.get(PLANTED) is True)
