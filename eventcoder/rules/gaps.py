"""What is left open when the events of a sentence are chosen: an event without recipient is given whom or what the
phrases below its predicate are about, and a pronoun gives way to the words of the sentence that it stands for.

Works on finished codings. May import what roles.py may import, and compose's Coding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from eventcoder.frames import Argument, Frame
from eventcoder.frames.moods import CONDITIONAL
from eventcoder.rules.coding import Coding
from eventcoder.rules.fillers import GROUNDS, NEVER_RECIPIENTS, Role, belongs_to, is_another_branch, is_foreign, same
from eventcoder.rules.owners import names_nation_or_group
from eventcoder.rules.sources import NOBODY, OBJECT, OBJECT_THING, RECIPIENT_OBJECT
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["without_gaps"]

_BELOW = (L.SUBJECT, L.OBJECT, L.INDIRECT_OBJECT, L.OPEN_COMPLEMENT, L.COMPLEMENT, L.PARTICIPIAL)
_NOMINAL = (L.NOUN, L.NAME)
FAR = 2
"""How far a phrase leads that no place of the predicate names."""
_DEPTH = 6


def without_gaps(view: SentenceView, coding: Coding, verbal: bool) -> Coding:
    """A coding whose pronouns are the words they stand for, and whose recipient is named if the sentence names one.

    Args:
        view: the sentence.
        coding: an event of it.
        verbal: whether the event is done in words, which are not addressed to the place where they are said.
    """
    actors = _spelt_out(view, coding.actors, coding.recipients)
    recipients = _spelt_out(view, coding.recipients, actors)
    if len(actors) > 1 and coding.match.rule.symmetric:
        recipients = [role for role in recipients if role.who.codable]  # "Oman and India met in the Arabian Sea"
    if not coding.codes.plover:
        recipients = [role for role in recipients if _is_addressee(view, coding.frame, role)]
    if not recipients and actors and _takes_recipients(coding):
        recipients = _told(view, coding, actors) if verbal else []
        recipients = recipients or _about(view, coding, actors, spoken=verbal and coding.inner is None)
        recipients = recipients or _on_condition(view, coding, actors) or _things(view, coding)
    return replace(coding, actors=actors, recipients=recipients)


def _spelt_out(view: SentenceView, roles: Sequence[Role], others: Sequence[Role]) -> list[Role]:
    """ "Chad said it would leave": the actor is Chad, not "it"."""
    found: list[Role] = []
    for role in roles:
        who = role.who
        named = view.actor(who.antecedent) if who.antecedent >= 0 else None
        if (
            named is None
            or view.parse.classes[who.head] != L.PRONOUN
            or view.parse.classes[named.head] == L.PRONOUN
            or (named.code, named.sector) != (who.code, who.sector)
            or any(same(named, other.who) for other in (*others, *found))
        ):
            found.append(role)
        else:
            found.append(replace(role, who=named))
    return found


def _is_addressee(view: SentenceView, frame: Frame, role: Role) -> bool:
    """Whether somebody is spoken to ("told reporters"), not of ("feared the army would come", "denied Chad had")."""
    told = [OBJECT, RECIPIENT_OBJECT] if frame.lemma not in view.words.denying_verbs else []
    return role.near == 0 and role.route in (*told, *(f"{case} phrase" for case in view.words.addressing_cases))


def _takes_recipients(coding: Coding) -> bool:
    spec = coding.match.rule.recipient
    if NOBODY in spec.sources or spec.types or not coding.codes.plover:
        return False
    # the parties of a reciprocal event have been found
    return len(coding.actors) < 2 or not any(part.match.rule.symmetric for part in _parts(coding))


def _parts(coding: Coding) -> list[Coding]:
    """A coding and those that it was made of, the outermost first."""
    return [coding, *(_parts(coding.inner) if coding.inner is not None else ())]


def _told(view: SentenceView, coding: Coding, actors: Sequence[Role]) -> list[Role]:
    """ "Told Chad that it would not pay", "promised Chad to pay": what is said is said to Chad."""
    frame = coding.frame
    outer = frame if frame.contents else view.frames[frame.governor] if frame.link == "content" else None
    if outer is None:
        return []
    told = [a for a in (*outer.objects, *outer.recipients) if view.parse.classes[a.head] != L.PRONOUN and a.near == 0]
    roles = [Role(who, "who is told", 1) for a in told if (who := view.actor(a.head)) is not None and who.codable]
    return [role for role in roles if role.who.code and is_foreign(role, actors)]


def _about(view: SentenceView, coding: Coding, actors: Sequence[Role], spoken: bool) -> list[Role]:
    """Whom, then whose ground, then what the phrases below the predicate name, the nearest first."""
    frame, parse = coding.frame, view.parse
    meets = coding.match.rule.symmetric and not any(role.who.plural for role in actors)
    spoken = spoken and not meets  # "held talks in Chad" is a visit
    if any(parse.classes[a.head] == L.PRONOUN for a in frame.objects if a.near == 0):
        return []  # somebody is named, though by a pronoun of whom nothing is known
    sources = coding.match.rule.recipient.sources
    moved = (
        {token for a in frame.objects for token in view.meant(a.head)}
        if sources and OBJECT not in sources and frame.kind == "verb"
        else set()
    )
    roles = [
        Role(who, argument.route, argument.near)
        for argument in (*(frame.objects if frame.kind == "noun" else ()), *_phrases(view, frame))
        if argument.head not in moved
        and not (spoken and parse.cases[argument.head] in view.words.ground_cases)
        and argument.head not in view.event_nouns
        and not view.is_abstract(argument.head)
        and parse.classes[argument.head] != L.PRONOUN
        and (who := view.actor(argument.head)) is not None
        and who.kind not in NEVER_RECIPIENTS
    ]
    roles = [r for r in roles if not belongs_to(view, r, actors)]
    roles = [r for r in roles if (r.who.code and is_foreign(r, actors)) or not _has_owner_named_by_pronoun(view, r)]
    able = [r for r in roles if r.who.codable and (r.who.code or r.who.sector)]
    foreign = [r for r in able if is_foreign(r, actors)]
    people = [r for r in foreign if r.who.kind not in GROUNDS]
    branches = [r for r in able if is_another_branch(r, actors)]
    branches = [r for r in branches if parse.relations[r.who.head] != L.COMPOUND]  # no patrol is sent "patrol boats"
    found = people or foreign or branches
    if (
        not found and not spoken and coding.inner is None
    ):  # deeds have a ground, even at home: "imposed a curfew in the capital"
        found = [r for r in roles if r.who.kind in GROUNDS and parse.cases[r.who.head] in view.words.ground_cases]
    return found[:1]


def _on_condition(view: SentenceView, coding: Coding, actors: Sequence[Role]) -> list[Role]:
    """ "Will cut off the gas if Chad does not pay": who has it in his hands."""
    parts = {part.frame.index for part in _parts(coding)}
    for frame in view.frames:
        above = frame.governor
        while above >= 0 and above not in parts and view.frames[above].kind == "noun":
            above = view.frames[above].governor  # "warned of a response if Chad went on"
        if above not in parts or CONDITIONAL not in frame.flags or frame.kind != "verb":
            continue
        for argument in frame.actors:
            who = view.actor(argument.head)
            if who is None or not who.codable or not (who.code or who.sector) or argument.near:
                continue
            role = Role(who, "subject of condition", FAR)
            if not belongs_to(view, role, actors) and (is_foreign(role, actors) or is_another_branch(role, actors)):
                return [role]
    return []


def _things(view: SentenceView, coding: Coding) -> list[Role]:
    """ "Boycotted the vote": the object as it is, where the rule takes it."""
    for part in _parts(coding):
        if OBJECT_THING in part.match.rule.recipient.sources:
            for argument in part.frame.objects:
                who = view.actor(argument.head)
                if who is not None and who.kind not in NEVER_RECIPIENTS - {"abstract"}:
                    return [Role(who, OBJECT_THING, argument.near)]
    return []


def _has_owner_named_by_pronoun(view: SentenceView, role: Role) -> bool:
    """ "Its men", "thousands of its men"."""
    heads = [role.who.head, *view.parse.below(role.who.head, L.OBLIQUE)]
    return any(view.parse.classes[c] == L.PRONOUN for head in heads for c in view.parse.below(head, L.POSSESSOR))


def _phrases(view: SentenceView, frame: Frame) -> Iterator[Argument]:
    """Noun phrases below a predicate, in the order of the text, each with those it belongs to behind it."""
    parse = view.parse
    level = {frame.head} if frame.light < 0 else {frame.light, frame.head}
    start, seen = min(level), set(level)
    for _ in range(_DEPTH):
        level = {
            child
            for token in level
            for child in parse.children[token]
            if child > start and child not in seen and _leads_on(view, child)
        }
        seen |= level
    for token in sorted(seen - set(frame.tokens)):
        lemma = parse.lemmas[token]
        if parse.classes[token] not in _NOMINAL or lemma in view.words.time_nouns | view.words.result_nouns:
            continue
        yield Argument(token, "below the predicate", FAR)
        if (who := view.actor(token)) is not None and who.codable and who.code:
            continue
        for child in parse.below(token, L.POSSESSOR, L.COMPOUND, L.ADJECTIVAL):
            if parse.relations[child] == L.POSSESSOR or names_nation_or_group(view, child):
                yield Argument(child, "owner below the predicate", FAR)


def _leads_on(view: SentenceView, token: int) -> bool:
    """Whether what stands below a word of the predicate is part of what the predicate is about."""
    parse, relation, case = view.parse, view.parse.relations[token], view.parse.cases[token]
    if relation in (L.OBLIQUE, L.AGENT):
        return case in view.words.inward_cases | view.words.ground_cases
    if relation in (L.ADVERBIAL, L.RELATIVE):
        infinitive = any(parse.lemmas[child] in view.words.infinitive_marks for child in parse.below(token, L.AUX))
        if relation == L.RELATIVE:  # "fired missiles that struck a ship", "a loan to help farmers"
            return infinitive or parse.lemmas[token] in view.words.targeting_verbs
        return infinitive or (bool(case) and case in view.words.content_cases)
    if relation == L.CONJUNCT:
        return parse.classes[token] in _NOMINAL
    return relation in _BELOW
