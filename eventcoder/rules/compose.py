"""Composition: what an outer predicate makes of the event that its complement codes, and what moods make of events.

The algebra is data (composition.csv): operator × content → codes. Moods of a clause are operators with fixed names:
NOT, OBLIGATION, FUTURE, FUTURE BY OTHERS, HYPOTHETICAL, PURPOSE; a negated event inside another has the content
"not.<content>".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from eventcoder.frames import Frame
from eventcoder.frames.flags import (
    CONDITIONAL,
    FUTURE,
    HYPOTHETICAL,
    IRREALIS,
    NEGATION,
    OBLIGATION,
    PURPOSE,
    moves_to_future,
)
from eventcoder.frames.phrases import is_finite
from eventcoder.ontology import Plover
from eventcoder.rules.clauses import (
    is_addressed,
    is_beside,
    is_contact,
    is_past,
    is_said_by_somebody,
    names_somebody,
)
from eventcoder.rules.coding import Coding, void
from eventcoder.rules.match import Match, Matcher
from eventcoder.rules.model import Alternative, Codebook, Codes, CompositionRow, RoleSpec, Rule, Trigger
from eventcoder.rules.roles import (
    NOBODY,
    OWNERS,
    Role,
    belongs_to,
    find_actors,
    find_around,
    find_recipients,
    is_another_branch,
    is_foreign,
    named,
    telling_nouns,
)
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["MOOD_PREFIX", "Algebra", "Composer"]

NOT = "NOT"
_MUST = Rule("mood.obligation", "What somebody says another must do", "stable", "", 0, None)
MOODS = ((OBLIGATION, "OBLIGATION"), (FUTURE, "FUTURE"), (HYPOTHETICAL, "HYPOTHETICAL"), (PURPOSE, "PURPOSE"))
MOOD_PREFIX = "mood:"
"""Before the name of a mood among the rules of a coding."""
BY_OTHERS = " BY OTHERS"
OF_OTHERS = " OF OTHERS"
NOT_PAST = "NOT PAST"
OF_CONTACT = "PURPOSE OF CONTACT"


_CONTENT_KEYS = ("content", "clause")


class Algebra:
    """composition.csv as look-ups."""

    def __init__(self, rows: Sequence[CompositionRow]) -> None:
        table: dict[str, dict[str, CompositionRow]] = defaultdict(dict)
        for row in rows:
            table[row.operator][row.content] = row
        self._table = dict(table)

    def row(self, operator: str, content: str | None) -> CompositionRow | None:
        """The row for an operator and the content of its inner event (None: there is no inner event).

        The longest dotted prefix of the content wins, then "*".
        """
        rows = self._table.get(operator)
        if rows is None:
            return None
        if content is None:
            return rows.get("")
        name = content
        while name:
            if name in rows:
                return rows[name]
            name = name.rpartition(".")[0]
        return rows.get("*")


class Composer:
    """Codes the frames of a sentence: matches each, composes operators with their complements, applies moods."""

    def __init__(self, codebook: Codebook, matcher: Matcher) -> None:
        self._matcher = matcher
        self._algebra = Algebra(codebook.composition)
        self._verbal = frozenset(name for name, event in Plover.load().events.items() if event.verbal)

    def is_verbal(self, event: str) -> bool:
        """Whether a PLOVER event is done in words (verbal cooperation or conflict)."""
        return event in self._verbal

    def sentence(self, view: SentenceView) -> "SentenceComposition":
        """The composition of one sentence."""
        return SentenceComposition(view, self._matcher, self._algebra)


class SentenceComposition:
    """Codings of one sentence's frames, each worked out once."""

    def __init__(self, view: SentenceView, matcher: Matcher, algebra: Algebra) -> None:
        self._view, self._matcher, self._algebra = view, matcher, algebra
        self._matched: dict[int, tuple[list[Match], Iterator[Match]]] = {}
        view.event_nouns = frozenset(
            token for frame in view.frames if frame.kind == "noun" and self._is_event(frame) for token in frame.tokens
        )
        self._bare: dict[int, Coding | None] = {}
        self._busy: set[int] = set()
        self._below: dict[int, list[Frame]] = defaultdict(list)
        for frame in view.frames:
            if frame.governor >= 0:
                self._below[frame.governor].append(frame)

    def _matches(self, frame: Frame) -> Iterator[Match]:
        """The rules that hold of a frame, the most specific first, each worked out once and only when asked for."""
        if frame.index not in self._matched:
            self._matched[frame.index] = ([], self._matcher.matches(self._view, frame))
        known, rest = self._matched[frame.index]
        place = 0
        while True:
            if place == len(known):
                found = next(rest, None)
                if found is None:
                    return
                known.append(found)
            yield known[place]
            place += 1

    def _is_event(self, frame: Frame) -> bool:
        match = next(self._matches(frame), None)
        if match is None or frame.topic:
            return False
        codes = match.rule.codes
        return bool(match.rule.operator) or (codes is not None and bool(codes.plover or codes.cameo))

    def coding(self, frame: Frame) -> Coding | None:
        """What a frame codes in the mood of its clause; None where that is nothing."""
        bare = self.bare(frame)
        return self._must(frame) if bare is None else self._in_mood(self._beside_first(frame, bare) or bare)

    def bare(self, frame: Frame) -> Coding | None:
        """What a frame codes, its own mood left out."""
        if frame.index in self._bare:
            return self._bare[frame.index]
        if frame.index in self._busy:
            return None
        self._busy.add(frame.index)
        self._bare[frame.index] = self._work_out(frame)
        self._busy.discard(frame.index)
        return self._bare[frame.index]

    def _work_out(self, frame: Frame) -> Coding | None:
        if frame.contents and moves_to_future(self._view.parse, frame, self._view.words):
            return None  # it only puts its complement into the future, which the complement's flag says
        if frame.kind == "noun" and frame.light < 0 and not frame.obliques and names_somebody(self._view, frame):
            return None  # "the opposition" is somebody
        for match in self._matches(frame):
            rule = match.rule
            if rule.codes is None and not rule.operator:
                return None  # a rule that blocks
            if rule.operator:
                composed = self._operate(frame, match)
                if composed is not None:
                    return composed
            if rule.codes is not None:
                return self._plain(frame, match, rule.codes)
        return None

    @staticmethod
    def _flags(frame: Frame, match: Match) -> set[str]:
        """The frame's moods without those that the rule itself asks for ("will not hesitate to" is no refusal)."""
        asked = {word for c in match.alternative.conditions if c.key == "flags" and not c.negative for word in c.words}
        return frame.flags - asked

    def _plain(self, frame: Frame, match: Match, codes: Codes) -> Coding:
        rule = match.rule
        actors = find_actors(self._view, frame, rule.actor)
        recipients = find_recipients(self._view, frame, rule.recipient, actors)
        if not recipients and rule.operator and NOBODY not in rule.recipient.sources:
            # an operator's own places are for what stands beside its event; without one it is a plain verb
            recipients = find_recipients(self._view, frame, replace(rule.recipient, sources=()), actors)
        recipients = [role for role in recipients if role.who.head not in match.tokens]
        inner = self._telling(frame, codes) if codes.plover else None
        if inner is None:
            flags, used = self._flags(frame, match), {frame.index}
            if any(c.key in _CONTENT_KEYS and not c.guards for c in match.alternative.conditions):
                # the rule has read its complement; what others must do is a demand beside it
                read = [i for i in frame.contents if OBLIGATION not in self._view.frames[i].flags]
                read += [f.index for i in read for f in self._below[i] if self._first_complement(f) is not None]
                used.update(read)
            return Coding(frame, match, codes, actors, recipients, (rule.id,), flags, None, used)
        recipients = recipients or [role for role in inner.recipients if not _among(role, actors)]
        used = inner.frames | {frame.index}
        rules = (rule.id, *inner.rules)
        return Coding(frame, match, inner.codes, actors, recipients, rules, self._flags(frame, match), inner, used)

    def _telling(self, frame: Frame, codes: Codes) -> Coding | None:
        """The event noun of the same event that says more exactly what it was ("killed in an air strike")."""
        for noun in telling_nouns(self._view, frame):
            inner = self.bare(noun)
            if inner is not None and inner.codes.plover == codes.plover and inner.codes.mode:
                if codes.mode in ("", inner.codes.mode):
                    return inner
        return None

    def _beside_first(self, frame: Frame, bare: Coding) -> Coding | None:
        """ "Promised to withdraw and to free prisoners": what the operator makes of the second, too."""
        first = self._first_complement(frame)
        if first is None:
            return None
        outer = self._view.frames[first.governor]
        match = next(self._matches(outer), None)
        if match is None or not match.rule.operator:
            return None
        composed = self._operate(outer, match, [bare])
        return None if composed is None else replace(composed, frames=bare.frames)

    def _first_complement(self, frame: Frame) -> Frame | None:
        """The complement clause (infinitive or gerund) that a clause of the same form is coordinated with."""
        parse, first = self._view.parse, frame
        while first.link == "conjunct" and first.kind == "verb":
            first = self._view.frames[first.governor]
        if first is frame or first.link != "content" or parse.forms[first.head] != parse.forms[frame.head]:
            return None
        if is_finite(parse, first) or parse.below(frame.head, L.SUBJECT, L.PASSIVE_SUBJECT):
            return None
        return first

    def _operate(self, frame: Frame, match: Match, contents: Iterable[Coding] | None = None) -> Coding | None:
        """What an operator makes of the first of its inner events (those found by default) that it has a row for."""
        operator = match.rule.operator
        passed: set[int] = set()
        for inner in self._inner(frame) if contents is None else contents:
            row = self._row(operator, frame, match, inner)
            if row is None:
                if inner.frame.link == "content":
                    passed |= inner.frames
                continue
            plain = self._algebra.row(operator, None) if contents is None else None
            if row.keep and not (inner.codes.plover or inner.codes.cameo) and plain is not None and plain.codes:
                continue  # "told them that the alliance was strong": a mere topic leaves the saying what it is
            if row.keep:
                # the outer predicate adds nothing of its own: its mood passes to the inner event; what is said of the
                # reality of an infinitive is that predicate's doing, of a clause its own ("said a clash was unlikely")
                told = inner.frame.link == "content" and (
                    is_finite(self._view.parse, inner.frame) or self._view.parse.heads[inner.frame.head] != frame.head
                )
                return replace(
                    inner,
                    rules=(match.rule.id, *inner.rules),
                    flags=(inner.flags - (set() if told else {IRREALIS})) | (self._flags(frame, match) - {PURPOSE}),
                    frames=inner.frames | {frame.index},
                )
            if row.codes is None:
                return void(inner, frame)
            return self._joined(frame, match, row.codes, inner)
        row = self._algebra.row(operator, None) if contents is None else None
        if row is None or row.codes is None:
            if passed:
                # what is hoped, feared or considered is no fact, even where nothing is made of it
                return Coding(frame, match, Codes(), frames={frame.index, *passed}, void=True)
            return None
        alone = self._plain(frame, match, row.codes)
        alone.frames |= passed
        return alone

    def _row(self, operator: str, frame: Frame, match: Match, inner: Coding) -> CompositionRow | None:
        """The row of the algebra for an operator and its inner event."""
        content = inner.codes.content
        if NEGATION in inner.flags:
            content = f"not.{content}"
        row = None
        if self._is_of_others(frame, match, inner):
            row = self._algebra.row(operator + OF_OTHERS, content)
        row = row or self._algebra.row(operator, content)
        if row is not None and row.through and inner.inner is not None:
            # "rejected the demand to withdraw": what was demanded is rejected
            return self._algebra.row(operator, inner.inner.codes.content) or row
        return row

    def _is_of_others(self, frame: Frame, match: Match, inner: Coding) -> bool:
        """Whether somebody else than the operator's actor does what the complement says ("wants Israel to leave")."""
        if inner.frame.kind != "verb" or inner.frame.link != "content" or not inner.actors:
            return False
        nearest = inner.actors[0]
        if nearest.near > 1 or nearest.route.startswith("pronoun"):
            return False
        actors = find_actors(self._view, frame, match.rule.actor)
        return bool(actors) and not any(belongs_to(self._view, role, actors) for role in inner.actors)

    def _joined(self, frame: Frame, match: Match, codes: Codes, inner: Coding) -> Coding:
        rule = match.rule
        actors = find_actors(self._view, frame, rule.actor)
        recipients = []
        if rule.recipient.sources:
            recipients = find_recipients(self._view, frame, rule.recipient, actors, named_only=True)
        if not recipients and not is_addressed(self._view, frame, rule.recipient):
            own = [role for role in inner.actors if not belongs_to(self._view, role, actors)]
            if any(is_foreign(role, actors) for role in inner.recipients):
                own = [role for role in own if is_foreign(role, actors) or is_another_branch(role, actors)]
            others = [role for role in inner.recipients if not belongs_to(self._view, role, actors)]
            if others and others[0].route in OWNERS:
                # "decided to withdraw US troops": they are the actor's own
                others = [role for role in others if is_foreign(role, actors)]
            recipients = [replace(role, near=role.near + 1) for role in (own or others)]
        if not recipients and NOBODY not in rule.recipient.sources and not rule.recipient.types:
            recipients = find_around(self._view, frame, rule.recipient, actors)
        if not recipients and inner.frame.kind == "noun" and actors:
            recipients = named(self._view, inner.frame.head, "object", actors)
        context = codes.context or inner.codes.context
        return Coding(
            frame,
            match,
            replace(codes, context=context),
            actors,
            recipients,
            (rule.id, *inner.rules),
            self._flags(frame, match),
            inner,
            inner.frames | {frame.index},
        )

    def _inner(self, frame: Frame) -> Iterator[Coding]:
        """Codings that an operator may work on: complement clauses, then objects, then phrases; through words that
        mean nothing to the codebook."""
        below = self._below[frame.index]
        said_of = frame.passive or frame.kind == "adjective" or frame.lemma in self._view.words.copulas
        order = ["content", "object", "oblique", "subject" if said_of else "content", "adverbial"]
        if any(f.link == "object" and f.kind == "noun" and not f.topic for f in below):
            order.insert(0, "object")  # "began a hunger strike to demand ...": the infinitive is its purpose
        seen: set[int] = set()
        for link in dict.fromkeys(order):
            for inner in below:
                if inner.link != link or inner.index in seen:
                    continue
                if link == "oblique" and self._view.parse.cases[inner.head] not in self._view.words.content_cases:
                    continue  # "under the deal" is not what the predicate is about
                if link == "adverbial" and (
                    inner.flags & {CONDITIONAL, PURPOSE} or is_beside(self._view, frame, inner)
                ):
                    continue
                seen.add(inner.index)
                yield from self._through(inner, 0)
        # "accused the minister of corruption", read as "the minister of corruption"
        objects = {a.head for a in frame.objects}
        of_objects = [f for o in below if o.head in objects for f in self._below[o.index] if f.link == "oblique"]
        for inner in (*(f for f in below if f.link == "modifier"), *of_objects):
            if self._view.parse.heads[inner.head] in objects:
                if self._view.parse.cases[inner.head] in self._view.words.object_control_cases:
                    yield from self._through(inner, 0)
        # "opened an inquiry into the shelling", a phrase of the verb
        heads = {a.head for found in frame.obliques.values() for a in found} if frame.kind == "noun" else set()
        for inner in self._below[frame.governor] if heads and frame.governor >= 0 and frame.link == "object" else ():
            if inner.head in heads and self._view.parse.cases[inner.head] in self._view.words.content_cases:
                yield from self._through(inner, 0)

    def _through(self, frame: Frame, steps: int) -> Iterator[Coding]:
        found = self.bare(frame)
        if found is not None:
            if not found.void:
                yield found
        elif steps < 3 and next(self._matches(frame), None) is None:
            links = ("content", "object") if frame.kind == "verb" else ("content", "object", "oblique")
            for below in self._below[frame.index]:
                if below.link in links:
                    yield from self._through(below, steps + 1)

    # ------------------------------------------------------------------ moods

    def _in_mood(self, coding: Coding) -> Coding | None:
        if coding.void:
            return coding
        topic = coding.frame.kind == "noun" and coding.frame.light < 0
        if topic and not (coding.codes.plover or coding.codes.cameo):
            # a mood makes no event of a mere topic ("the next election")
            return None
        if NEGATION in coding.flags:
            name = NOT_PAST if is_past(self._view, coding.frame) else NOT
            row = self._algebra.row(name, coding.codes.content)
            if row is not None and row.through and coding.inner is not None:
                # "has no plans to withdraw": the withdrawal is refused
                row = self._algebra.row(name, coding.inner.codes.content) or row
            if row is not None:
                if row.codes is None and not row.keep:
                    return void(coding, coding.frame)
                coding = self._under_mood(coding, row, NEGATION, name)
        for flag, operator in MOODS:
            if flag not in coding.flags:
                continue
            name = operator
            if flag == PURPOSE and is_contact(self._view, coding.frame):
                name = OF_CONTACT
            elif self._is_forecast(coding) or not self._speaks_for_itself(coding, named=flag == OBLIGATION):
                name += BY_OTHERS
            row = self._algebra.row(name, coding.codes.content)
            if row is None:
                continue
            if row.codes is None and not row.keep:
                return void(coding, coding.frame)
            if flag == OBLIGATION:
                turned = self._demanded(coding)
                if turned is None:
                    return void(coding, coding.frame)
                coding = turned
            coding = self._under_mood(coding, row, flag, name)
        return coding

    def _is_forecast(self, coding: Coding) -> bool:
        """ "Is likely to attack", unless he says so himself."""
        return coding.frame.modal in self._view.words.forecasting_predicates and coding.frame.speaker is None

    def _must(self, frame: Frame) -> Coding | None:
        """ "Indonesia must ensure security, donors said": a demand, whatever is to be done."""
        if (
            frame.kind != "verb"
            or OBLIGATION not in frame.flags
            or HYPOTHETICAL in frame.flags
            or frame.speaker is None
        ):
            return None
        row = self._algebra.row("OBLIGATION" + BY_OTHERS, None)
        if row is None or row.codes is None:
            return None
        actors = find_actors(self._view, frame, RoleSpec())
        match = Match(_MUST, Alternative("verb", (), (), 0), Trigger(frame.lemma, (frame.lemma,)), (frame.head,))
        coding = Coding(frame, match, row.codes, actors, [], (_MUST.id,), set(frame.flags), None, {frame.index})
        if self._speaks_for_itself(coding, named=True):
            return None
        turned = self._demanded(coding)
        return None if turned is None else replace(turned, flags=turned.flags - {OBLIGATION})

    @staticmethod
    def _under_mood(coding: Coding, row: CompositionRow, flag: str, name: str) -> Coding:
        codes = (
            coding.codes if row.codes is None else replace(row.codes, context=row.codes.context or coding.codes.context)
        )
        return replace(coding, codes=codes, flags=coding.flags - {flag}, rules=(f"{MOOD_PREFIX}{name}", *coding.rules))

    def _demanded(self, coding: Coding) -> Coding | None:
        """ "Iran must withdraw, X said": X demands it of Iran."""
        speaker = coding.frame.speaker
        who = self._view.actor(speaker.head) if speaker is not None else None
        if who is None or not who.codable:
            return None
        asked = [role for role in coding.actors if not (role.who.start < who.end and who.start < role.who.end)]
        if not asked:
            return None
        return replace(coding, actors=[Role(who, "speaker", 1)], recipients=asked)

    def _speaks_for_itself(self, coding: Coding, *, named: bool = False) -> bool:
        """Whether nobody, or the actor itself or somebody of its country, says so.

        An actor whose country is not known counts as the speaker's own; where `named` is true, only if it is a pronoun.
        """
        speaker = coding.frame.speaker
        if speaker is None:
            return not is_said_by_somebody(self._view, coding)
        who = self._view.actor(speaker.head)
        if who is None or not who.code or not coding.actors:
            return True
        said_by = [Role(who, "speaker", 1)]
        return any(
            (role.who.code == who.code and not (named and is_another_branch(role, said_by)))
            or (role.who.start < who.end and who.start < role.who.end)
            or (not role.who.code and not (named and self._view.parse.classes[role.who.head] != L.PRONOUN))
            for role in coding.actors
        )


def _among(role: Role, roles: Sequence[Role]) -> bool:
    return any(role.who.start < other.who.end and other.who.start < role.who.end for other in roles)
