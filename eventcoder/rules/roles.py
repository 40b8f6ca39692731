"""Who fills a role: a cascade of places to look, the nearest first, with the route recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from eventcoder.actors import ResolvedActor
from eventcoder.frames import Argument, Frame
from eventcoder.frames.moods import CONDITIONAL, IRREALIS, PURPOSE
from eventcoder.rules.model import RoleSpec
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
    coordinated_owners,
    owners_of,
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


@dataclass(frozen=True, slots=True)
class Role:
    """An actor in a role, by which route, and how far that route leads (0: the predicate's own argument)."""

    who: ResolvedActor
    route: str
    near: int


def find_actors(view: SentenceView, frame: Frame, spec: RoleSpec) -> list[Role]:
    """The actors of a frame: the first place of the cascade that has somebody codable."""
    default = NOUN_ACTORS if frame.kind == "noun" else VERB_ACTORS
    found = _first(view, frame, spec.sources or default, spec, ()) or _speakers_own(view, frame, spec)
    if not found and NOBODY not in spec.sources:
        beside = accompanying(view, frame, actors=True) if frame.kind == "noun" else []
        beside = beside or (places(view, frame, CULPRIT) if frame.kind == "noun" else places(view, frame, KEEPER))
        found = _known(view, beside, spec, (), True)
    if not found and not spec.types and (not spec.sources or OWN in spec.sources):
        own = places(view, frame, OWN)
        found = _things(view, own, (), owned=True)  # "the president's office said"
        found = found or _nameless(view, frame, own)
    return found


def _nameless(view: SentenceView, frame: Frame, arguments: Iterable[Argument]) -> list[Role]:
    """A verb's own subject that acts, although nothing is known of it: "some countries", "the committee", "KLMO"."""
    if frame.kind != "verb" and frame.light < 0:
        return []
    found = []
    for argument in arguments:
        who = view.actor(argument.head)
        if who is None or argument.near > 1 or who.kind in _NEVER_RECIPIENTS or who.kind in _GROUNDS:
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
    found = _first(view, frame, sources, spec, actors, frozenset() if spec.types else AIMED_AT)
    if found or NOBODY in sources:
        return found
    if spec.types:
        return _known(view, to_the_right(view, frame), spec, actors, strangers=True) if RIGHT in spec.sources else []
    found = [] if named_only else _undergoers(view, frame, spec, actors)
    if found:
        return found
    for source in sources:
        found = [r for r in _things(view, places(view, frame, source), actors, owned=True) if is_foreign(r, actors)]
        if found:
            return found[:1]
    if named_only:
        return []
    found = find_around(view, frame, spec, actors)
    if not found and guesses:
        found = _known(view, to_the_right(view, frame), spec, actors, strangers=False)
    if not found:
        for source in sources:
            found = _known(view, _inside(view, places(view, frame, source)), spec, actors, strangers=False)
            found = [role for role in found if is_foreign(role, actors)]
            if found:
                return found[:1]
    if not found:
        for source in sources:
            found = _things(view, places(view, frame, source), actors, owned=False)
            if source == OBJECT_OWNER and any(a.head in view.event_nouns for a in frame.objects):
                found = [role for role in found if is_foreign(role, actors)]
            if found:
                return found[:1]
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
        if noun.kind == "noun" and noun.head in objects and (noun.topic or noun.head in view.event_nouns):
            for source in UNDERGONE:
                arguments = [Argument(a.head, f"{a.route} of object", 1) for a in places(view, noun, source)]
                found = _known(view, arguments, spec, actors, strangers=True)
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
    return _known(view, arguments, spec, actors, strangers=True)


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
        for role in _known(view, found, spec, actors, strangers=False)
        if role.who.kind in _GROUNDS and role.who.code not in codes
    ][:1]


def _beside(view: SentenceView, frame: Frame, spec: RoleSpec, actors: Sequence[Role]) -> list[Role]:
    """Who the clauses below an event name as the one it is meant for.

    That is who is helped, fought or reached by its purpose ("gave money to feed refugees", "sent troops to fight
    rebels"), and who has to act first ("will not end the strike until the government pays").
    """
    start = {frame.index, frame.governor} if frame.light >= 0 else {frame.index}
    start |= {o.index for o in view.frames if o.governor in start and o.lemma in view.words.aiming_verbs and o.passive}
    aimed: set[int] = set()
    for _ in range(3):
        for other in view.frames:
            if (
                other.kind == "verb"
                and other.index not in start
                and (other.governor in start or other.governor in aimed)
            ):
                if CONDITIONAL not in other.flags and (other.flags & {PURPOSE, IRREALIS} or other.governor in aimed):
                    aimed.add(other.index)
    for other in view.frames:
        if other.index in aimed:
            arguments = [*other.objects, *(a for case in AIMS for a in view.phrase(other, case))]
        elif other.governor in start and other.kind == "verb" and _waits(view, other):
            arguments = other.actors or other.objects  # "until the board is sacked"
        else:
            continue
        arguments = [Argument(a.head, f"{a.route} of clause", 2) for a in arguments]
        found = _known(view, arguments, spec, actors, strangers=False)
        found = found or [r for r in _things(view, arguments, actors, owned=True) if is_foreign(r, actors)][:1]
        if found:
            return [role for role in found if role.who.kind not in _GROUNDS or is_foreign(role, actors)]
    return []


def _waits(view: SentenceView, frame: Frame) -> bool:
    marks = view.parse.below(frame.head, L.MARK, L.ADVERBIAL_WORD)
    return any(view.parse.lemmas[mark] in view.words.until_marks for mark in marks)


def is_foreign(role: Role, actors: Sequence[Role]) -> bool:
    """Whether who fills a role is not known to be of the country of one of the actors."""
    return not role.who.code or all(role.who.code != other.who.code for other in actors)


def is_another_branch(role: Role, others: Sequence[Role]) -> bool:
    """Whether somebody is of another sector than all of those with roles ("parliament" beside "the president")."""
    return bool(role.who.sector) and all(other.who.sector not in (None, role.who.sector) for other in others)


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
            found = _known(view, arguments, spec, taken, strangers or source in NEAREST)
            if source == OBJECT_OWNER:
                # "reiterated Turkey's support for ..." by a Turk: what is his own is not aimed at, but parliament
                # may reject the president's plan
                found = [role for role in found if is_foreign(role, taken) or is_another_branch(role, taken)]
            if not found and source in aimed_at:
                # "an investigation into Ann Lee's death"
                owners = [a for a in owners_of(view, arguments) if view.parse.relations[a.head] == L.POSSESSOR]
                owners = [a for a in owners if view.parse.classes[a.head] == L.NAME]
                found = [role for role in _known(view, owners, spec, taken, True) if is_foreign(role, taken)]
            if not found and source in aimed_at:
                arguments = [a for a in arguments if not (view.is_topic(a.head) or a.head in view.event_nouns)]
                # what is aimed at may belong to somebody ("a militia depot"): him, not who is named further on
                found = [role for role in _things(view, arguments, taken, owned=True) if is_foreign(role, taken)][:1]
            if found:
                return found
    return []


def _known(
    view: SentenceView, arguments: Iterable[Argument], spec: RoleSpec, taken: Sequence[Role], strangers: bool
) -> list[Role]:
    """Those of the noun phrases that can act; unknown names only where strangers count."""
    found: list[Role] = []
    arguments = _counted(view, arguments)
    if not strangers and len(arguments) > 1:
        # "attacks on Aleppo, Atarib and Atmeh": beside somebody known a name counts
        known = [who for a in arguments if (who := view.actor(a.head)) is not None and who.codable]
        strangers = any(who.code for who in known) and all(
            who.code or (who.kind == "unknown name" and who.start > known[0].start) for who in known
        )
    for argument in arguments:
        who = view.actor(argument.head)
        if who is None or not who.codable or (who.kind in _NEVER_RECIPIENTS and (taken or not who.code)):
            continue
        if not (strangers or who.code or who.sector) or _belongs(view, argument, who, (*taken, *found)):
            continue
        if spec.types and not ({who.sector, who.kind, *who.other_sectors} & set(spec.types)):
            continue
        others = [
            Role(other, argument.route, argument.near)
            for token in (coordinated_owners(view, argument.head) if who.plural else ())
            if (other := view.actor(token)) is not None and other.code and other.code != who.code
        ]
        found.append(Role(_first_owner(who, others), argument.route, argument.near))
        found += others
    return found


def _counted(view: SentenceView, arguments: Iterable[Argument]) -> list[Argument]:
    """Instead of a number that stands for nobody what it counts ("tariffs on $50 billion of China's exports")."""
    found = []
    for argument in arguments:
        who = view.actor(argument.head)
        behind = sorted(view.meant(argument.head) - {argument.head})
        number = view.parse.classes[argument.head] == L.NUMBER
        if behind and (number or who is None or not (who.code or who.sector)):
            found += [Argument(head, argument.route, argument.near) for head in behind]
        else:
            found.append(argument)
    return found


def _first_owner(who: ResolvedActor, others: Sequence[Role]) -> ResolvedActor:
    """Of "British and Polish ministers" what stands before the second nation, so that each has words of its own."""
    start = min((role.who.start for role in others), default=who.end)
    words = who.text[: start - who.start].rstrip() if who.start < start < who.end else ""
    last = words.rsplit(" ", 1)
    if len(last) == 2:
        words = last[0]  # the "and"
    return who.at(who.head, who.start, who.start + len(words), words) if words else who


def _speakers_own(view: SentenceView, frame: Frame, spec: RoleSpec) -> list[Role]:
    """ "Our aircraft struck the base," somebody says: it is the speaker's doing."""
    if frame.speaker is None or (spec.sources and OWN not in spec.sources):
        return []
    parse = view.parse
    for argument in frame.actors:
        if any(parse.lemmas[token] in view.words.own_pronouns for token in parse.below(argument.head, L.POSSESSOR)):
            return _known(view, [Argument(frame.speaker.head, "possessor is the speaker", 1)], spec, (), True)
    return []


def _things(view: SentenceView, arguments: Iterable[Argument], taken: Sequence[Role], owned: bool) -> list[Role]:
    """Noun phrases that are nobody, but belong to somebody known or (not owned) are simply what the text names."""
    found = []
    for argument in _counted(view, arguments):
        who = view.actor(argument.head)
        if who is None or who.kind in _NEVER_RECIPIENTS:
            continue
        owner = _owner_of(view, argument.head, who) if owned else who
        if owned and not (owner.code or owner.sector):
            continue
        if view.parse.classes[argument.head] not in (L.NOUN, L.NAME) or _belongs(view, argument, who, taken):
            continue
        if argument.head in view.event_nouns or (not owned and view.is_topic(argument.head)):
            continue  # an event is done to nobody by its name
        if owner is who and view.is_abstract(argument.head):
            continue  # nothing is done to "livelihoods" or "a condition"
        if view.parse.cases[argument.head] and view.parse.lemmas[argument.head] in view.words.prepositional_nouns:
            continue  # "in the wake of the vote"
        found.append(Role(owner, argument.route, argument.near))
    return found


def _owner_of(view: SentenceView, head: int, thing: ResolvedActor) -> ResolvedActor:
    """ "The assets of Russian bankers", "the militia's depots": those to whom a thing belongs, if they can act."""
    parse = view.parse
    behind = [child for child in parse.below(head, L.OBLIQUE) if parse.cases[child] == "of"]
    nations = parse.below(head, L.ADJECTIVAL, L.COMPOUND) if view.is_abstract(head) else []  # "Russian support"
    for child in (*parse.below(head, L.POSSESSOR), *behind, *nations):
        who = view.actor(child)
        if who is None or not who.codable or parse.classes[child] == L.PRONOUN:
            continue
        if who.code == thing.code or (parse.relations[child] == L.POSSESSOR and not (thing.code or thing.sector)):
            return who
    return thing


_PLACES = frozenset({"city", "capital", "region"})
_GROUNDS = _PLACES | {"country"}
_NEVER_RECIPIENTS = frozenset({"weapon", "number", "pronoun", "abstract"})


def belongs_to(view: SentenceView, role: Role, others: Sequence[Role]) -> bool:
    """Whether who fills a role is, or is a possession of, one of the others."""
    return _belongs(view, Argument(role.who.head, role.route, role.near), role.who, others)


def named(view: SentenceView, head: int, route: str, taken: Sequence[Role]) -> list[Role]:
    """A noun phrase as it stands, whatever it is: what is criticised need not be somebody."""
    who = view.actor(head)
    if who is None or any(_same(who, role.who) for role in taken):
        return []
    return [Role(who, route, 1)]


def _belongs(view: SentenceView, argument: Argument, who: ResolvedActor, others: Sequence[Role]) -> bool:
    """Whether a phrase is, or is a possession of, somebody who has a role already ("its troops")."""
    if any(_same(who, role.who) for role in others):
        return True
    parse = view.parse
    if parse.classes[argument.head] == L.NAME or parse.lemmas[argument.head] in view.words.opposing_nouns:
        return False  # "his rival Ann Lee" is nobody's own
    pronouns = [argument.head, *parse.below(argument.head, L.POSSESSOR)]
    if any(parse.classes[token] == L.PRONOUN for token in pronouns):
        return any(who.code and who.code == role.who.code for role in others)
    return False


def _same(one: ResolvedActor, other: ResolvedActor) -> bool:
    return one.start < other.end and other.start < one.end
