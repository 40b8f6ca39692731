"""Who fills a role: a cascade of places to look, the nearest first, with the route recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventcoder.actors import ResolvedActor
from eventcoder.frames import Argument, Frame
from eventcoder.rules.model import RoleSpec
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["FALL_BACK", "NOBODY", "Role", "belongs_to", "find_actors", "find_recipients", "named", "telling_nouns"]

FALL_BACK = 3
"""Routes at this distance or more are guesses: events that rest on one rank last."""

OWN, RECIPIENT_OBJECT, OBJECT = "actor", "recipient_object", "object"
CONTENT_SUBJECT, CONTENT_OBJECT = "content subject", "content object"
GOVERNING, SPEAKER, RIGHT, LEFT, OBJECT_PHRASES = "governor actor", "speaker", "right", "left", "object phrases"
OBJECT_OWNER, SUBJECT_OWNER, PASSIVE_BY = "object possessor", "subject possessor", "by"
OBLIQUE_OWNER = "oblique possessor"
MODIFIER, SUBJECT_EVENT, NOBODY, ACCOMPANYING = "modifier", "subject event", "none", "accompanying object"
ACCOMPANYING_ACTOR = "accompanying actor"

VERB_ACTORS = (OWN, PASSIVE_BY, SUBJECT_EVENT, GOVERNING)
NOUN_ACTORS = (OWN, MODIFIER, "between", "among", "from", GOVERNING)
OUTWARD = (
    "against",
    "on",
    "upon",
    "to",
    "with",
    "at",
    "towards",
    "toward",
    "from",
    "for",
    "into",
    "over",
    "of",
    "about",
)
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
AIMED_AT = frozenset({OBJECT, "against", "on", "upon"})
"""Places where a thing that belongs to somebody stands for its owner before other places are looked at."""
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
    if not found and frame.kind == "noun" and NOBODY not in spec.sources:
        found = _known(view, _accompanying(view, frame, actors=True), spec, (), True)
    if not found and not spec.types and (not spec.sources or OWN in spec.sources):
        found = _things(view, places(view, frame, OWN), (), owned=True)  # "the president's office said"
    return found


def find_recipients(view: SentenceView, frame: Frame, spec: RoleSpec, actors: Sequence[Role]) -> list[Role]:
    """The recipients of a frame, none of whom is one of its actors or belongs to one.

    Somebody known comes first, then unknown names, then things that belong to somebody known, last what the
    predicate's own object names, whatever it is; a guess to the right comes in before that last.
    """
    default = NOUN_RECIPIENTS if frame.kind == "noun" else VERB_RECIPIENTS
    sources = spec.sources or default
    found = _first(view, frame, sources, spec, actors, frozenset() if spec.types else AIMED_AT)
    if found or spec.types or NOBODY in sources:
        return found
    for source in sources:
        found = _things(view, places(view, frame, source), actors, owned=True)
        if found:
            return found[:1]
    if not spec.sources:
        found = _known(view, _to_the_right(view, frame), spec, actors, strangers=False)
    if not found:
        for source in sources:
            found = _things(view, places(view, frame, source), actors, owned=False)
            if found:
                return found[:1]
    return found


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
            if not found and source in aimed_at:
                # what is aimed at may belong to somebody ("a militia depot"): him, not who is named further on
                found = _things(view, arguments, taken, owned=True)[:1]
            if found:
                return found
    return []


def _known(
    view: SentenceView, arguments: Iterable[Argument], spec: RoleSpec, taken: Sequence[Role], strangers: bool
) -> list[Role]:
    """Those of the noun phrases that can act; unknown names only where strangers count."""
    found: list[Role] = []
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
            for token in (_coordinated_owners(view, argument.head) if who.plural else ())
            if (other := view.actor(token)) is not None and other.code and other.code != who.code
        ]
        found.append(Role(_first_owner(who, others), argument.route, argument.near))
        found += others
    return found


def _first_owner(who: ResolvedActor, others: Sequence[Role]) -> ResolvedActor:
    """Of "British and Polish ministers" what stands before the second nation, so that each has words of its own."""
    start = min((role.who.start for role in others), default=who.end)
    words = who.text[: start - who.start].rstrip() if who.start < start < who.end else ""
    last = words.rsplit(" ", 1)
    if len(last) == 2:
        words = last[0]  # the "and"
    return who.at(who.head, who.start, who.start + len(words), words) if words else who


def _coordinated_owners(view: SentenceView, head: int) -> list[int]:
    """ "British and Polish ministers", "Russia and Turkey's ministers": the second nation stands for ministers, too."""
    parse, found = view.parse, []
    owners = parse.below(head, L.POSSESSOR, L.COMPOUND, L.ADJECTIVAL)
    owners += [child for child in parse.below(head, L.OBLIQUE) if parse.cases[child] == "of"]
    for child in owners:
        found += [c for c in parse.below(child, L.CONJUNCT) if parse.classes[c] in (L.NAME, L.ADJECTIVE)]
    return found


def _speakers_own(view: SentenceView, frame: Frame, spec: RoleSpec) -> list[Role]:
    """ "Our aircraft struck the base," somebody says: it is the speaker's doing."""
    if frame.speaker is None:
        return []
    parse = view.parse
    for argument in frame.actors:
        if any(parse.lemmas[token] in view.words.own_pronouns for token in parse.below(argument.head, L.POSSESSOR)):
            return _known(view, [Argument(frame.speaker.head, "possessor is the speaker", 1)], spec, (), True)
    return []


def _things(view: SentenceView, arguments: Iterable[Argument], taken: Sequence[Role], owned: bool) -> list[Role]:
    """Noun phrases that are nobody, but belong to somebody known or (not owned) are simply what the text names."""
    found = []
    for argument in arguments:
        who = view.actor(argument.head)
        if who is None or who.kind in _NEVER_RECIPIENTS or (owned and not (who.code or who.sector)):
            continue
        if view.parse.classes[argument.head] not in (L.NOUN, L.NAME) or _belongs(view, argument, who, taken):
            continue
        if argument.head in view.event_nouns or (not owned and view.is_topic(argument.head)):
            continue  # an event is done to nobody by its name
        found.append(Role(who, argument.route, argument.near))
    return found


_PLACES = frozenset({"city", "capital", "region"})
_NEVER_RECIPIENTS = frozenset({"weapon", "number", "pronoun"})


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
    pronouns = [argument.head, *parse.below(argument.head, L.POSSESSOR)]
    if any(parse.classes[token] == L.PRONOUN for token in pronouns):
        return any(who.code and who.code == role.who.code for role in others)
    return False


def _same(one: ResolvedActor, other: ResolvedActor) -> bool:
    return one.start < other.end and other.start < one.end


def places(view: SentenceView, frame: Frame, source: str) -> list[Argument]:
    """The noun phrases that a role source names, for a frame."""
    if source in (OWN, "subject"):
        return [a for a in frame.actors if a.route != MODIFIER]
    if source == MODIFIER:
        return [a for a in frame.actors if a.route == MODIFIER and _names_nation_or_group(view, a.head)]
    if source == "possessor":
        return [a for a in frame.actors if a.route == "possessor"]
    if source == SUBJECT_EVENT:
        return _subject_event(view, frame)
    if source == ACCOMPANYING:
        return _accompanying(view, frame)
    if source == ACCOMPANYING_ACTOR:
        return _accompanying(view, frame, actors=True)
    if source == NOBODY:
        return []
    if source == OBJECT:
        return frame.objects
    if source == RECIPIENT_OBJECT:
        return frame.recipients
    if source == PASSIVE_BY and frame.kind == "verb" and not frame.passive:
        return []
    if source == GOVERNING:
        return _governing(view, frame)
    if source == SPEAKER:
        return [Argument(frame.speaker.head, "speaker", 1)] if frame.speaker is not None else []
    if source in (CONTENT_SUBJECT, CONTENT_OBJECT):
        return _content(view, frame, source)
    if source == OBJECT_PHRASES:
        return [a for obj in frame.objects for case in OUTWARD for a in view.hanging(obj.head, case, 2)]
    if source == OBJECT_OWNER:
        return _owners(view, frame.objects)
    if source == OBLIQUE_OWNER:
        cases = view.words.content_cases
        return _owners(view, [a for case, phrase in frame.obliques.items() if case in cases for a in phrase])
    if source == SUBJECT_OWNER:
        return _owners(view, frame.actors)
    if source == RIGHT:
        return _to_the_right(view, frame)
    if source == LEFT:
        return _to_the_left(view, frame)
    found = view.phrase(frame, source)
    if not found:  # "bowed to the demands of the miners"
        found = [
            a
            for case, phrase in frame.obliques.items()
            if case in view.words.content_cases
            for oblique in phrase
            for a in view.hanging(oblique.head, source, 2)
        ]
    return found


def _names_nation_or_group(view: SentenceView, token: int) -> bool:
    """An adjective in front of an event noun acts only where it names a nation ("Israeli raid", not "criminal"); what
    "anti-" stands in front of does not act at all."""
    parse = view.parse
    who = view.actor(token)
    if who is None or (who.kind in _PLACES and parse.classes[token] == L.NAME):
        return False  # "the Basra bombing" happened there
    if token > 1 and parse.words[token - 1] == "-" and parse.lemmas[token - 2] in view.words.opposing_prefixes:
        return False
    if parse.classes[token] == L.ADJECTIVE:
        return bool(who.code) and who.entry >= 0  # "Syrian raid", not "military raid"
    return bool(who.code) or parse.classes[token] in (L.NOUN, L.NAME)


def telling_nouns(view: SentenceView, frame: Frame) -> list[Frame]:
    """Event nouns that tell how the verb's event came about: "a raid killed ten", "ten were killed in a raid"."""
    if frame.kind != "verb":
        return []
    return [
        other
        for other in view.frames
        if other.kind == "noun"
        and other.index != frame.index
        and (
            (not frame.passive and any(a.head == other.head for a in frame.actors))
            or (other.governor == frame.index and view.parse.cases[other.head] in view.words.telling_cases)
        )
    ]


def _subject_event(view: SentenceView, frame: Frame) -> list[Argument]:
    """Who acts in the event noun that tells how the verb's event came about."""
    for other in telling_nouns(view, frame):
        found = places(view, other, OWN) or places(view, other, MODIFIER) or other.obliques.get("from", [])
        if found:
            return [Argument(a.head, f"{a.route} of event", 1) for a in found]
    # "rockets fired by rebels killed two": who moves the weapon that is the subject
    subjects = {a.head for a in frame.actors}
    for other in view.frames:
        if other.kind == "verb" and other.passive and view.parse.heads[other.head] in subjects and other.actors:
            return [Argument(a.head, f"{a.route} of participle", 1) for a in other.actors]
    return []


def _accompanying(view: SentenceView, frame: Frame, actors: bool = False) -> list[Argument]:
    """Of "carried out a raid, targeting militants": what the verb beside the event is done to, or who does it."""
    verbs = {frame.index, frame.governor} if frame.light >= 0 or frame.kind == "noun" else {frame.index}
    for other in view.frames:
        if other.governor in verbs and other.link in ("adverbial", "modifier", "conjunct", "content"):
            if other.lemma in view.words.targeting_verbs and other.objects and other.index != frame.index:
                if actors:
                    return [
                        Argument(a.head, "actor of accompanying verb", 1) for a in other.actors if a.head != frame.head
                    ]
                return [Argument(a.head, "object of accompanying verb", 1) for a in other.objects]
    return []


def _governing(view: SentenceView, frame: Frame) -> list[Argument]:
    """The actor of the clause that the frame stands in, outwards."""
    found: list[Argument] = []
    if frame.kind == "verb" and any(
        a.near == 0 for a in (frame.obliques.get("by", []) if frame.passive else frame.actors)
    ):
        return found  # it has a subject of its own, whoever that is
    current, steps = frame, 0
    while current.governor >= 0 and steps < 4 and not found:
        steps += 1
        governor = view.frames[current.governor]
        if governor.lemma in view.words.reporting_verbs and current.link in ("content", "adverbial", "modifier"):
            break  # who tells of an event is not who did it
        if current.link in ("object", "oblique", "content", "adverbial", "conjunct", "modifier"):
            surface = (
                governor.objects
                if governor.passive and current.link in ("oblique", "content", "adverbial")
                else governor.actors
            )
            found = [
                Argument(a.head, "actor of governing clause", 1 + steps)
                for a in surface
                if view.frames and a.head != frame.head
            ]
        else:
            break
        current = governor
    return found or _predicate_subject(view, frame)


def _predicate_subject(view: SentenceView, frame: Frame) -> list[Argument]:
    """ "The cartel is responsible for the killings": the subject of a predicate that is no frame."""
    parse, token, steps = view.parse, frame.head, 0
    while parse.heads[token] >= 0 and steps < 4:
        token, steps = parse.heads[token], steps + 1
        if any(other.head == token for other in view.frames):
            return []
        subjects = parse.below(token, L.SUBJECT)
        if subjects and parse.below(token, L.COPULA):
            return [Argument(subject, "subject of governing predicate", 2) for subject in subjects]
    return []


def _content(view: SentenceView, frame: Frame, source: str) -> list[Argument]:
    found: list[Argument] = []
    for index in frame.contents:
        inner = view.frames[index]
        surface = inner.actors if (source == CONTENT_SUBJECT) != inner.passive else inner.objects
        found += [Argument(a.head, source, 1) for a in surface]
    if not found and source == CONTENT_SUBJECT:
        for head in view.clauses(frame):
            found += [Argument(c, source, 1) for c in view.parse.below(head, L.SUBJECT, L.PASSIVE_SUBJECT)]
    return found


def _owners(view: SentenceView, arguments: Iterable[Argument]) -> list[Argument]:
    """Possessors, modifiers and of-phrases of noun phrases ("the president's decision")."""
    parse, found = view.parse, []
    for argument in arguments:
        for child in parse.children[argument.head]:
            relation = parse.relations[child]
            if relation == L.POSSESSOR or (relation == L.OBLIQUE and parse.cases[child] in ("of", "by", "from")):
                found.append(Argument(child, "owner of object", 1))
        for child in parse.children[argument.head]:
            if parse.relations[child] in (L.COMPOUND, L.ADJECTIVAL):
                found.append(Argument(child, "modifier of object", 1))
    return found


def _to_the_right(view: SentenceView, frame: Frame) -> list[Argument]:
    """The first noun phrase to the right that stands for a known actor: a guess where the parse went wrong."""
    parse = view.parse
    stop = len(parse)
    for token in range(max(frame.tokens) + 1, stop):
        if parse.classes[token] not in (L.NOUN, L.NAME) or parse.relations[token] in (L.COMPOUND, L.POSSESSOR):
            continue
        head = parse.heads[token]
        if parse.relations[token] == L.SUBJECT and (head > token or parse.lemmas[head] in view.words.reporting_verbs):
            return []  # another clause begins, or the speaker is named
        who = view.actor(token)
        if who is not None and who.codable and who.code:
            return [Argument(token, "to the right", FALL_BACK)]
    return []


def _to_the_left(view: SentenceView, frame: Frame) -> list[Argument]:
    parse = view.parse
    for token in range(min(frame.tokens) - 1, -1, -1):
        if parse.classes[token] in (L.NOUN, L.NAME) and parse.relations[token] not in (L.COMPOUND, L.POSSESSOR):
            who = view.actor(token)
            if who is not None and who.codable and who.code:
                return [Argument(token, "to the left", FALL_BACK)]
    return []
