"""Runs the examples of a codebook through a coder, which is given: nothing here knows how sentences are coded."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from eventcoder.findings import Finding, Level
from eventcoder.rules.model import Codebook, Example, Rule

__all__ = ["CheckReport", "CodedEvent", "check_examples", "is_coded_by", "rule_of"]

NOBODY = ("none",)
"""Expected text of a role that must be empty."""
MOOD = "mood:"
"""Beginning of evidence that is a step of composition and no rule."""


class CodedEvent(Protocol):
    """What is read of an event: records.Event has it."""

    @property
    def event(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def actor(self) -> Sequence[Any]: ...  # noqa: D102
    @property
    def recipient(self) -> Sequence[Any]: ...  # noqa: D102
    @property
    def auxiliary(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def evidence(self) -> Sequence[Any]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What came of the examples.

    Attributes:
        findings: what failed (errors), and notes.
        checked: examples that were run.
        passed: those of them that came out as they say; known failures ("todo") are not among them.
        todo: examples known to fail that do fail.
    """

    findings: tuple[Finding, ...]
    checked: int
    passed: int
    todo: int

    @property
    def ok(self) -> bool:
        """Whether no example failed that is not known to."""
        return not any(finding.level == "error" for finding in self.findings)


def rule_of(event: CodedEvent) -> str:
    """Id of the rule that an event is coded by: the first evidence that is no step of composition."""
    return next(iter(_rules(event)), "")


def is_coded_by(event: CodedEvent, rule: Rule) -> bool:
    """Whether an event is this rule's: the rule comes first, or what comes before left its PLOVER event as it was.

    An operator, and a rule that only gives a content, have a part in an event and none of their own: that counts.
    """
    rules = _rules(event)
    if rule.operator or (rule.codes is not None and not (rule.codes.plover or rule.codes.cameo)):
        return rule.id in rules
    if rule_of(event) == rule.id or rule.codes is None or not rule.codes.plover:
        return rule_of(event) == rule.id
    return rule.id in rules and tuple(event.event) == (rule.codes.plover,)


def _rules(event: CodedEvent) -> list[str]:
    return [found.rule for found in event.evidence if found.rule and not found.rule.startswith(MOOD)]


def check_examples(
    codebook: Codebook,
    code: Callable[[str], Sequence[CodedEvent]],
    *,
    rules: Collection[str] | None = None,
) -> CheckReport:
    """Code every example and compare.

    Args:
        codebook: read with its examples.
        code: codes a text. Negated and hypothetical events must be among what it gives.
        rules: ids of the rules to check; all by default.

    Returns:
        The report. An exception of the coder is a finding.
    """
    findings: list[Finding] = []
    checked = passed = todo = 0
    events_of: dict[str, str] = {r.id: r.codes.plover if r.codes else "" for r in codebook.rules}
    for rule in codebook.rules:
        if rule.status == "retired" or (rules is not None and rule.id not in rules):
            continue
        for example in rule.examples:
            checked += 1
            try:
                events = code(example.text)
            except Exception as error:  # a coder that fails on one sentence must not hide the other examples
                findings.append(_about(rule, example, "EC777", "error", f"the coder failed: {error!r}"))
                continue
            problem = _match(rule, example, events, events_of) if example.match else _no_match(rule, example, events)
            if problem is None and example.todo:
                findings.append(_about(rule, example, "EC778", "info", "a todo example comes out right now"))
            elif problem is None:
                passed += 1
                note = _rival(rule, example, events) if example.match else None
                if note is not None:
                    findings.append(note)
            elif example.todo:
                todo += 1
            else:
                findings.append(problem)
    return CheckReport(tuple(findings), checked, passed, todo)


def _match(rule: Rule, example: Example, events: Sequence[CodedEvent], events_of: dict[str, str]) -> Finding | None:
    own = [event for event in events if is_coded_by(event, rule)]
    if not own:
        return _not_fired(rule, example, events, events_of)
    flagged = [event for event in own if set(example.flags) <= set(event.auxiliary)]
    if not flagged:
        found = ", ".join(own[0].auxiliary) or "none"
        message = f"flags {', '.join(example.flags)} are expected and {found} found"
        return _about(rule, example, "EC773", "error", message, field="flags")
    expected = (("EC771", "actor", example.actor), ("EC772", "recipient", example.recipient))
    together = any(len(texts) > 1 for _, _, texts in expected)  # several parties may be spread over events, one a pair
    for events_tried in [*([event] for event in flagged), *([flagged] if together else [])]:
        if all(_role_right(events_tried, role, texts) for _, role, texts in expected):
            return None
    code, role, texts = next(
        (one for one in expected if not any(_role_right([event], one[1], one[2]) for event in flagged)), expected[1]
    )
    found = "; ".join(_texts(entity for event in flagged for entity in getattr(event, role))) or "nobody"
    message = f"{role} {'; '.join(texts)} is expected and {found} found"
    return _about(rule, example, code, "error", message, field=role)


def _not_fired(rule: Rule, example: Example, events: Sequence[CodedEvent], events_of: dict[str, str]) -> Finding:
    others = [(rule_of(event), event.event[0] if event.event else "") for event in events]
    rival = next((found for found in others if found[0] and found[1] != events_of.get(rule.id, "")), None)
    if rival is not None:
        message = f"rule {rule.id} does not fire: rule {rival[0]} wins with {rival[1] or 'a statement'}"
        return _about(rule, example, "EC775", "error", message)
    fired = ", ".join(dict.fromkeys(name for name, _ in others if name))
    hint = f"fired: {fired}" if fired else "nothing fired; see why with `eventcoder explain`"
    return _about(rule, example, "EC770", "error", f"rule {rule.id} does not fire", hint=hint)


def _no_match(rule: Rule, example: Example, events: Sequence[CodedEvent]) -> Finding | None:
    if not any(is_coded_by(event, rule) for event in events):
        return None
    why = f"although: {example.why}" if example.why else "although it must not"
    return _about(rule, example, "EC774", "error", f"rule {rule.id} fires {why}")


def _rival(rule: Rule, example: Example, events: Sequence[CodedEvent]) -> Finding | None:
    """A note where another PLOVER event of another rule comes first."""
    first = events[0]
    own = next(event for event in events if is_coded_by(event, rule))
    if is_coded_by(first, rule) or tuple(first.event) == tuple(own.event):
        return None
    message = f"{first.event[0] if first.event else 'a statement'} of rule {rule_of(first)} comes before rule {rule.id}"
    return _about(rule, example, "EC776", "info", message)


def _role_right(events: Sequence[CodedEvent], role: str, expected: tuple[str, ...]) -> bool:
    """Whether the events together have all expected texts in a role, or nobody there where nobody is expected."""
    if expected == NOBODY:
        return not any(getattr(event, role) for event in events)
    texts = _texts(entity for event in events for entity in getattr(event, role))
    return all(any(_same(want, text) for text in texts) for want in expected)


def _texts(entities: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(entity.entity_text or "" for entity in entities))


def _same(expected: str, found: str) -> bool:
    """Whether one text contains the other."""
    one, other = " ".join(expected.casefold().split()), " ".join(found.casefold().split())
    return bool(one and other) and (one in other or other in one)


def _about(
    rule: Rule,
    example: Example,
    code: str,
    level: Level,
    message: str,
    *,
    field: str = "examples",
    hint: str | None = None,
) -> Finding:
    return Finding(
        code=code,
        level=level,
        message=f"{message}: {example.text[:120]!r}",
        file=rule.file,
        line=example.line,
        field=field,
        value=rule.id,
        hint=hint,
    )
