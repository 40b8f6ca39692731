"""Explanation of a coding: frames, rules that were tried on them, the first condition that failed, what fired."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventcoder.rules.match import Matcher, holds, trigger_tokens
from eventcoder.rules.model import Condition

if TYPE_CHECKING:
    from eventcoder.assemble import CodedSentence
    from eventcoder.frames import Argument, Frame
    from eventcoder.records import Event
    from eventcoder.rules.view import SentenceView

__all__ = ["Explanation", "Trial", "explain"]

WORDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule tried on a predicate.

    Attributes:
        predicate: the words of the predicate.
        start, end: where it stands, characters into the document.
        rule: the rule's id.
        fired: whether every condition held.
        failed: the first condition that did not, in words; "" where all held.
        coded: whether an event of the result rests on it.
    """

    predicate: str
    start: int
    end: int
    rule: str
    fired: bool
    failed: str
    coded: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found in a text, and why.

    Attributes:
        sentences: for each sentence its text, its predicates with their roles, and the trials of rules.
        events: the records that came of it.
    """

    sentences: tuple[tuple[str, tuple[str, ...], tuple[Trial, ...]], ...]
    events: tuple["Event", ...]

    @property
    def trials(self) -> tuple[Trial, ...]:
        """The trials of all sentences."""
        return tuple(trial for _, _, trials in self.sentences for trial in trials)

    def to_text(self, *, everything: bool = False) -> str:
        """The explanation for a terminal.

        Args:
            everything: also the rules that were tried in vain, each with the first condition that failed.
        """
        lines: list[str] = []
        for text, predicates, trials in self.sentences:
            lines += [f"sentence: {text}", *(f"  predicate {line}" for line in predicates)]
            shown = [trial for trial in trials if everything or trial.fired]
            for trial in dict.fromkeys(shown):
                verdict = "coded" if trial.coded else "fired" if trial.fired else f"no: {trial.failed}"
                lines.append(f"  rule {trial.rule} on {trial.predicate!r}: {verdict}")
            if len(shown) < len(trials):
                lines.append(f"  {len(trials) - len(shown)} more were tried and did not hold")
        for event in self.events:
            sides = [", ".join(_entity(e) for e in side) or "nobody" for side in (event.actor, event.recipient)]
            label = " ".join([*(event.event or ("statement",)), *event.mode])
            cameo = f" (CAMEO {event.cameo.code} {event.cameo.label})" if event.cameo else ""
            flags = f" [{', '.join(event.auxiliary)}]" if event.auxiliary else ""
            lines.append(f"event: {label}{cameo}: {sides[0]} -> {sides[1]}{flags}, date {event.date or 'unknown'}")
            lines.append(f"  by {', '.join(e.rule for e in event.evidence if e.rule)}")
            lines += [f"  claim: {claim.type}, {claim.stance}: {claim.text!r}" for claim in event.claims]
        if not self.events:
            lines.append("no event")
        return "\n".join(lines)


def _entity(entity: object) -> str:
    code, sector = getattr(entity, "code", None), getattr(entity, "sector", None)
    codes = "/".join(part for part in (code, sector) if part) or "unknown"
    route = getattr(entity, "resolved_by", None)
    return f"{getattr(entity, 'entity_text', '')!r} {codes}" + (f" by {route}" if route else "")


def explain(found: Sequence["CodedSentence"], events: Sequence["Event"], matcher: Matcher) -> Explanation:
    """Explain coded sentences.

    Args:
        found: the sentences with what was found in them.
        events: the records made of them.
        matcher: the rules that were tried.
    """
    sentences = []
    for sentence in found:
        view = sentence.view
        coded = {(f, rule) for coding in sentence.codings for f in coding.frames for rule in coding.rules}
        trials = [trial for frame in view.frames for trial in _trials(view, frame, matcher, coded)]
        predicates = [_predicate(view, frame) for frame in view.frames]
        sentences.append((sentence.sentence.text, tuple(predicates), tuple(trials)))
    return Explanation(tuple(sentences), tuple(events))


def _trials(view: "SentenceView", frame: "Frame", matcher: Matcher, coded: set[tuple[int, str]]) -> list[Trial]:
    parse = view.parse
    first, last = frame.tokens[0], frame.tokens[-1]
    trials = []
    for rule, alternative, trigger in matcher.candidates(frame):
        failed = ""
        if trigger_tokens(view, frame, trigger) is None:
            failed = f"the predicate is not {' '.join(trigger.words)!r}"
        else:
            broken = next((c for c in alternative.conditions if not holds(view, frame, c)), None)
            failed = "" if broken is None else _condition(broken)
        trials.append(
            Trial(
                " ".join(parse.words[t] for t in frame.tokens),
                parse.starts[first] + parse.offset,
                parse.ends[last] + parse.offset,
                rule.id,
                not failed,
                failed,
                (frame.index, rule.id) in coded and not failed,
            )
        )
    return sorted(trials, key=lambda t: (not t.coded, not t.fired, t.rule))


def _condition(condition: Condition) -> str:
    """A condition in words."""
    shown = sorted(condition.words)
    words = ", ".join(shown[:WORDS_SHOWN]) + (", ..." if len(shown) > WORDS_SHOWN else "")
    wanted = condition.special or (f"one of {words}" if words else "")
    return f"{condition.key} must {'not ' if condition.negative else ''}be {wanted}"


def _predicate(view: "SentenceView", frame: "Frame") -> str:
    """A predicate with its roles, one line."""

    def names(arguments: Sequence["Argument"]) -> str:
        return ", ".join(f"{view.parse.words[a.head]} ({a.route})" for a in arguments)

    parts = [" ".join(view.parse.words[t] for t in frame.tokens) + (", passive" if frame.passive else "")]
    for label, arguments in (("actor", frame.actors), ("object", frame.objects), ("indirect", frame.recipients)):
        if arguments:
            parts.append(f"{label} {names(arguments)}")
    parts += [names(arguments) for _, arguments in sorted(frame.obliques.items())]
    if frame.flags:
        parts.append(f"flags {', '.join(sorted(frame.flags))}")
    if frame.speaker is not None:
        parts.append(f"said by {view.parse.words[frame.speaker.head]}")
    return "; ".join(parts)
