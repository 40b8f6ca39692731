"""Who fills a role: a cascade of places to look, the nearest first, with the route recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from eventcoder.frames import Argument, Frame
from eventcoder.frames.moods import CONDITIONAL, IRREALIS, PURPOSE
from eventcoder.rules.fillers import (
    GROUNDS,
    NEVER_RECIPIENTS,
    Role,
    belongs_to,
    is_another_branch,
    is_foreign,
    known,
    named,
    same,
    things,
    whatever,
)
from eventcoder.rules.model import RoleSpec
from eventcoder.rules.owners import owners_of
from eventcoder.rules.sources import (
    ACCOMPANYING,
    CONTENT_OBJECT,
    CONTENT_SUBJECT,
    CULPRIT,
    FALL_BACK,
    GOVERNING,
    KEEPER,
    MODIFIER,
    NOBODY,
    OBJECT,
    OBJECT_OWNER,
    OBJECT_PHRASES,
    OUTWARD,
    OWN,
    PASSIVE_BY,
    RECIPIENT_OBJECT,
    RIGHT,
    SUBJECT_EVENT,
    accompanying,
    places,
    telling_nouns,
    to_the_right,
)
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = [
    "FALL_BACK",
    "GROUND",
    "NOBODY",
    "OWNERS",
    "Role",
    "belongs_to",
    "find_actors",
    "find_around",
    "find_recipients",
    "is_another_branch",
    "is_foreign",
    "named",
    "telling_nouns",
]

VERB_ACTORS = (OWN, PASSIVE_BY, SUBJECT_EVENT, GOVERNING)
NOUN_ACTORS = (OWN, MODIFIER, "between", "among", "from", GOVERNING)
VERB_RECIPIENTS = (OBJECT, RECIPIENT_OBJECT, *OUTWARD, OBJECT_PHRASES, OBJECT_OWNER, CONTENT_SUBJECT, CONTENT_OBJECT)
NOUN_RECIPIENTS = (
    OBJECT,
    "against",
    "on",
    "upon",
    "to",
    "with",
    "at",
    "toward",
    "towards",
    "into",
    "for",
    ACCOMPANYING,
    "of",
    "over",
)
UNDERGONE = (OBJECT, "of", "against", "on", "upon", "to")
"""Where an event noun that is a verb's object names whom it is done to."""
GROUND = "ground of the event"
"""The route to a foreign country that an event happens in."""
OWNERS = ("owner of object", "modifier of object")
"""Routes to whom the object belongs."""
AIMS = ("against", "between", "among", "into", "to", "for", "with")
"""Where a clause of purpose names whom it is about."""
AIMED_AT = frozenset({OBJECT, "against", "on", "upon", "into"})
"""Places where a thing that belongs to somebody stands for its owner before other places are looked at."""
INSIDE = frozenset(OUTWARD)
"""Prepositions inside a noun phrase behind which somebody is named whom it is about."""
NEAREST = frozenset({OWN, OBJECT, RECIPIENT_OBJECT, PASSIVE_BY})
"""Places whose unknown names count at once; elsewhere somebody known further away goes first."""


def find_actors(view: SentenceView, frame: Frame, spec: RoleSpec) -> list[Role]:
    """The actors of a frame: the first place of the cascade that has somebody codable."""
    default = NOUN_ACTORS if frame.kind == "noun" else VERB_ACTORS
    found = _first(view, frame, spec.sources or default, spec, ()) or _speakers_own(view, frame, spec)
    if not found and NOBODY not in spec.sources:
        beside = accompanying(view, frame, actors=True) if frame.kind == "noun" else []
        beside = beside or (places(view, frame, CULPRIT) if frame.kind == "noun" else places(view, frame, KEEPER))
        found = known(view, beside, spec, (), True)
    if not found and not spec.types and (not spec.sources or OWN in spec.sources):
        own = places(view, frame, OWN)
        found = things(view, own, (), owned=True)  # "the president's office said"
        found = found or _nameless(view, frame, own)
    if not found and not spec.types:
        for source in spec.sources:
            if source in view.words.adverse_cases:  # "came under fire from positions held by rebels"
                found = found or things(view, places(view, frame, source), (), owned=True)
    return found


def _nameless(view: SentenceView, frame: Frame, arguments: Iterable[Argument]) -> list[Role]:
    """A verb's own subject that acts, although nothing is known of it: "some countries", "the committee", "KLMO"."""
    if frame.kind != "verb" and frame.light < 0:
        return []
    found = []
    for argument in arguments:
        who = view.actor(argument.head)
        if who is None or argument.near > 1 or who.kind in NEVER_RECIPIENTS or who.kind in GROUNDS:
            continue
        if who.resolved_by == "agent noun" or view.parse.words[argument.head].isupper():
            found.append(Role(who, argument.route, argument.near))
    return found


def find_recipients(
    view: SentenceView, frame: Frame, spec: RoleSpec, actors: Sequence[Role], named_only: bool = False
) -> list[Role]:
    """The recipients of a frame, none of whom is one of its actors or belongs to one.

    Somebody known comes first, then unknown names, then things that belong to somebody known, last what the
    predicate's own object names, whatever it is; the ground, clauses around and a guess to the right come in before
    that last.

    Args:
        view: the sentence.
        frame: the predicate.
        spec: where to look, by the rule.
        actors: who fills the other role.
        named_only: only who the predicate's own phrases name.
    """
    found = _recipients(view, frame, spec, actors, named_only)
    if not (found or named_only) and frame.lemma in view.words.raising_verbs and NOBODY not in spec.sources:
        for inner in (view.frames[index] for index in frame.contents):  # "began leaving Chad"
            if view.parse.relations[inner.head] == L.OPEN_COMPLEMENT:
                found = found or _first(view, inner, spec.sources or VERB_RECIPIENTS, spec, actors)
    if not named_only and NOBODY not in spec.sources:
        contacted = _contacted(view, frame, spec, actors)
        if contacted and all(r.who.code in (None, contacted[0].who.code) for r in found):
            found = contacted  # "phoned the king to voice support for Chad", whose king he is
    found = [role for role in found if not _is_speakers_own(view, frame, role, actors)]
    return [_with_speaker(view, frame, role) for role in found]


def _is_speakers_own(view: SentenceView, frame: Frame, role: Role, actors: Sequence[Role]) -> bool:
    """ "We will defend our land," the minister said: what is the actor's own is not done anything to."""
    if frame.speaker is None or all(actor.route != "pronoun for speaker" for actor in actors):
        return False
    possessors = view.parse.below(role.who.head, L.POSSESSOR)
    return any(view.parse.lemmas[token] in view.words.own_pronouns for token in possessors)


def _recipients(
    view: SentenceView, frame: Frame, spec: RoleSpec, actors: Sequence[Role], named_only: bool
) -> list[Role]:
    default = NOUN_RECIPIENTS if frame.kind == "noun" else VERB_RECIPIENTS
    guesses = not spec.sources or RIGHT in spec.sources
    sources = tuple(source for source in spec.sources or default if source != RIGHT)
    if frame.kind == "noun" and frame.objects and not {OBJECT, OWN, NOBODY} & set(sources):
        sources = (OBJECT, *sources)  # "the town withstood the siege": nothing but a verb names whom a noun is done to
    found = _first(view, frame, sources, spec, actors, frozenset() if spec.types else AIMED_AT)
    if found or NOBODY in sources:
        return found
    if spec.types:
        return known(view, to_the_right(view, frame), spec, actors, strangers=True) if RIGHT in spec.sources else []
    found = [] if named_only else _undergoers(view, frame, spec, actors)
    if found:
        return found
    for source in sources:
        found = [r for r in things(view, places(view, frame, source), actors, owned=True) if is_foreign(r, actors)]
        if found:
            return found[:1]
    if named_only:
        return []
    found = find_around(view, frame, spec, actors)
    if not found and guesses:
        found = known(view, to_the_right(view, frame), spec, actors, strangers=False)
        found = [role for role in found if role.who.kind not in GROUNDS or is_foreign(role, actors)]
    if not found:
        for source in sources:
            found = known(view, _inside(view, places(view, frame, source)), spec, actors, strangers=False)
            found = [role for role in found if is_foreign(role, actors)]
            if found:
                return found[:1]
    if not found:
        for source in sources:
            found = things(view, places(view, frame, source), actors, owned=False)
            if source == OBJECT_OWNER and any(a.head in view.event_nouns for a in frame.objects):
                found = [role for role in found if is_foreign(role, actors)]
            if found:
                return found[:1]
    for source in spec.anything if not found else ():
        found = found or whatever(view, places(view, frame, source), actors)
    return found


def _inside(view: SentenceView, arguments: Iterable[Argument]) -> list[Argument]:
    """Who is named inside a noun phrase that is nobody itself ("lifted a ban on flights to Chad")."""
    found: list[Argument] = []
    for argument in arguments:
        heads = [argument.head]
        for _ in range(3):
            heads = [
                child
                for head in heads
                for child in view.parse.below(head, L.OBLIQUE, L.CONJUNCT, L.APPOSITION)
                if view.parse.classes[child] in (L.NOUN, L.NAME)
            ]
            found += [
                Argument(head, f"inside {argument.route}", 2) for head in heads if view.parse.cases[head] in INSIDE
            ]
    return found


def _undergoers(view: SentenceView, frame: Frame, spec: RoleSpec, actors: Sequence[Role]) -> list[Role]:
    """ "Ordered the release of the editor": whom the event noun that is a verb's object is done to."""
    if frame.kind != "verb":
        return []
    objects = {argument.head for argument in frame.objects}
    for noun in view.frames:
        if noun.kind == "noun" and noun.head in objects and noun.head in view.event_nouns:
            for source in UNDERGONE:
                arguments = [Argument(a.head, f"{a.route} of object", 1) for a in places(view, noun, source)]
                found = known(view, arguments, spec, actors, strangers=True)
                if found:
                    return found
    return []


def _with_speaker(view: SentenceView, frame: Frame, role: Role) -> Role:
    """ "Our posts came under fire," somebody says: the posts are the speaker's."""
    own = view.parse.below(role.who.head, L.POSSESSOR)
    if frame.speaker is None or not any(view.parse.lemmas[token] in view.words.own_pronouns for token in own):
        return role
    speaker = view.actor(frame.speaker.head)
    if speaker is None or not speaker.code or role.who.code:
        return role
    who = replace(role.who, code=speaker.code, country=speaker.country, resolved_by="possessor")
    return replace(role, who=who)


def find_around(view: SentenceView, frame: Frame, spec: RoleSpec, actors: Sequence[Role]) -> list[Role]:
    """Recipients that no argument names: the foreign ground of the event, or who its clauses are about."""
    return (
        _contacted(view, frame, spec, actors)
        or _abroad(view, frame, spec, actors)
        or _beside(view, frame, spec, actors)
    )


def _contacted(view: SentenceView, frame: Frame, spec: RoleSpec, actors: Sequence[Role]) -> list[Role]:
    """ "Phoned the king to apologise": he is who is told."""
    if PURPOSE not in frame.flags or frame.governor < 0:
        return []
    contact = view.frames[frame.governor]
    if contact.lemma not in view.words.contact_verbs:
        return []
    arguments = [Argument(a.head, "object of contact", 1) for a in contact.objects]
    return known(view, arguments, spec, actors, strangers=True)


def _abroad(view: SentenceView, frame: Frame, spec: RoleSpec, actors: Sequence[Role]) -> list[Role]:
    """The country that somebody from elsewhere acts in ("sent food to clinics in Chad")."""
    codes = {role.who.code for role in actors}
    if not codes or None in codes:
        return []
    aims = [other for other in view.frames if other.governor == frame.index and PURPOSE in other.flags]
    clause = [
        frame.head,
        *(a.head for one in (frame, *aims) for phrase in (one.objects, *one.obliques.values()) for a in phrase),
    ]
    for _ in range(2):  # "money for schools in Chad"
        clause += [c for h in clause[1:] for c in view.parse.below(h, L.OBLIQUE) if c not in clause]
    found: list[Argument] = []
    for case in view.words.ground_cases:
        found += frame.obliques.get(case, [])
        for head in clause:
            found += view.hanging(head, case, 2)
    found = [Argument(a.head, GROUND, 2) for a in sorted(found, key=lambda a: (a.near, a.head))]
    return [
        role
        for role in known(view, found, spec, actors, strangers=False)
        if role.who.kind in GROUNDS and role.who.code not in codes
    ][:1]


def _beside(view: SentenceView, frame: Frame, spec: RoleSpec, actors: Sequence[Role]) -> list[Role]:
    """Who the clauses below an event name as the one it is meant for.

    That is who is helped, fought or reached by its purpose ("gave money to feed refugees", "sent troops to fight
    rebels"), and who has to act first ("will not go home until the state pays").
    """
    start = {frame.index, frame.governor} if frame.light >= 0 else {frame.index}
    below = {i for i in frame.contents if view.parse.relations[view.frames[i].head] == L.OPEN_COMPLEMENT}
    start |= {o.index for o in view.frames if o.governor in start and o.lemma in view.words.aiming_verbs and o.passive}
    aimed: set[int] = set()
    for _ in range(3):
        for other in view.frames:
            if (
                other.kind == "verb"
                and other.index not in start
                and (other.governor in start or other.governor in aimed)
            ):
                beside = other.link == "adverbial" and view.parse.forms[other.head] == L.GERUND
                unreal = IRREALIS in other.flags and not beside  # not "will go, leaving him in power"
                if CONDITIONAL not in other.flags and (PURPOSE in other.flags or unreal or other.governor in aimed):
                    aimed.add(other.index)
    for other in view.frames:
        if other.governor in start | below and other.kind == "verb" and _waits(view, other):
            arguments = other.actors or other.objects  # "until the board is sacked"
        elif other.index in aimed:
            arguments = _subjects_of_infinitive(view, other)
            arguments = arguments or [*other.objects, *(a for case in AIMS for a in view.phrase(other, case))]
            if not other.objects and other.lemma in view.words.enabling_verbs:
                arguments += [a for i in other.contents for a in view.frames[i].actors]  # "to help refugees return"
        else:
            continue
        arguments = [Argument(a.head, f"{a.route} of clause", 2) for a in arguments]
        found = known(view, arguments, spec, actors, strangers=False)
        owners = [] if found else things(view, arguments, actors, owned=True)
        found = found or [r for r in owners if r.who.codable and is_foreign(r, actors)][:1]
        if found:
            return [role for role in found if role.who.kind not in GROUNDS or is_foreign(role, actors)]
    return []


def _subjects_of_infinitive(view: SentenceView, frame: Frame) -> list[Argument]:
    """ "Gave approval for the UN to deliver food"."""
    marks = view.parse.below(frame.head, L.MARK)
    if all(view.parse.lemmas[mark] not in view.words.wanting_cases for mark in marks):
        return []
    return [a for a in (frame.objects if frame.passive else frame.actors) if a.near == 0]


def _waits(view: SentenceView, frame: Frame) -> bool:
    marks = view.parse.below(frame.head, L.MARK, L.ADVERBIAL_WORD)
    return any(view.parse.lemmas[mark] in view.words.until_marks for mark in marks)


def _is_told(view: SentenceView, frame: Frame) -> bool:
    """ "Ordered his generals to leave": who is told to do something may be one's own."""
    inner = [view.frames[index] for index in frame.contents]
    told = [other for other in inner if view.parse.relations[other.head] == L.OPEN_COMPLEMENT]
    return any(a.route == "object of governing verb" for other in told for a in other.actors)


def _first(
    view: SentenceView,
    frame: Frame,
    sources: Iterable[str],
    spec: RoleSpec,
    taken: Sequence[Role],
    aimed_at: frozenset[str] = frozenset(),
) -> list[Role]:
    sources = tuple(sources)
    for strangers in (False, True):
        for source in sources:
            arguments = places(view, frame, source)
            others = () if source == OBJECT and _is_told(view, frame) else taken
            found = known(view, arguments, spec, others, strangers or source in NEAREST)
            found = [role for role in found if not any(same(role.who, other.who) for other in taken)]
            if source == OBJECT_OWNER:
                # "reiterated Turkey's support for ..." by a Turk: what is his own is not aimed at, but parliament
                # may reject the president's plan
                found = [role for role in found if is_foreign(role, taken) or is_another_branch(role, taken)]
            if not found and source in aimed_at:
                # "an investigation into Ann Lee's death"
                owners = [a for a in owners_of(view, arguments) if view.parse.relations[a.head] == L.POSSESSOR]
                owners = [a for a in owners if view.parse.classes[a.head] == L.NAME]
                found = [role for role in known(view, owners, spec, taken, True) if is_foreign(role, taken)]
            if not found and source in aimed_at:
                # what is aimed at may belong to somebody ("a militia depot"): him, not who is named further on
                found = things(view, arguments, taken, owned=True)
                found = [role for role in found if is_foreign(role, taken) or is_another_branch(role, taken)][:1]
            if found:
                return found
    return []


def _speakers_own(view: SentenceView, frame: Frame, spec: RoleSpec) -> list[Role]:
    """ "Our aircraft struck the base," somebody says: it is the speaker's doing."""
    if frame.speaker is None or (spec.sources and OWN not in spec.sources):
        return []
    parse = view.parse
    for argument in frame.actors:
        if any(parse.lemmas[token] in view.words.own_pronouns for token in parse.below(argument.head, L.POSSESSOR)):
            return known(view, [Argument(frame.speaker.head, "possessor is the speaker", 1)], spec, (), True)
    return []
