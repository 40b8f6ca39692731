"""Who of the noun phrases in a place fills a role: those that can act, and those to whom things belong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventcoder.actors import ResolvedActor
from eventcoder.frames import Argument
from eventcoder.rules.model import RoleSpec
from eventcoder.rules.owners import agents_of_participles, coordinated_owners, makers_of
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = [
    "GROUNDS",
    "NEVER_RECIPIENTS",
    "Role",
    "belongs_to",
    "is_another_branch",
    "is_foreign",
    "known",
    "named",
    "same",
    "things",
    "whatever",
]

GROUNDS = frozenset({"city", "capital", "region", "country"})
"""Kinds of actors that are places, too."""
NEVER_RECIPIENTS = frozenset({"weapon", "number", "pronoun", "abstract"})
"""Kinds that nothing is done to."""


@dataclass(frozen=True, slots=True)
class Role:
    """An actor in a role, by which route, and how far that route leads (0: the predicate's own argument)."""

    who: ResolvedActor
    route: str
    near: int


def known(
    view: SentenceView, arguments: Iterable[Argument], spec: RoleSpec, taken: Sequence[Role], strangers: bool
) -> list[Role]:
    """Those of the noun phrases that can act.

    Args:
        view: the sentence.
        arguments: the noun phrases.
        spec: what the rule allows.
        taken: who has a role already; he and his are left out.
        strangers: whether names that nothing is known of count.
    """
    found: list[Role] = []
    arguments = _counted(view, arguments)
    if not strangers and len(arguments) > 1:
        # "attacks on Aleppo, Atarib and Atmeh": beside somebody known a name counts
        able = [who for a in arguments if (who := view.actor(a.head)) is not None and who.codable]
        strangers = any(who.code for who in able) and all(
            who.code or (who.kind == "unknown name" and who.start > able[0].start) for who in able
        )
    for argument in arguments:
        who = view.actor(argument.head)
        if who is None or not who.codable or (who.kind in NEVER_RECIPIENTS and (taken or not who.code)):
            continue
        if not (strangers or who.code or who.sector) or _belongs(view, argument, who, taken):
            continue
        if any(same(who, role.who) for role in found):
            continue  # but "Chad and its allies" are two
        beside = bool(found) and view.parse.relations[argument.head] == L.CONJUNCT  # "doctors and activists said"
        if spec.types and not beside and not ({who.sector, who.kind, *who.other_sectors} & set(spec.types)):
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


def things(view: SentenceView, arguments: Iterable[Argument], taken: Sequence[Role], owned: bool) -> list[Role]:
    """Noun phrases that are nobody.

    Args:
        view: the sentence.
        arguments: the noun phrases.
        taken: who has a role already; he and his are left out.
        owned: only what belongs to somebody known, who then stands for it; else whatever the text names.
    """
    found = []
    for argument in _counted(view, arguments):
        who = view.actor(argument.head)
        if who is None or (who.kind in NEVER_RECIPIENTS and not (owned and agents_of_participles(view, argument.head))):
            continue
        owner = _owner_of(view, argument.head, who) if owned else who
        if owned and not (owner.code or owner.sector):
            continue
        if view.parse.classes[argument.head] not in (L.NOUN, L.NAME) or _belongs(view, argument, who, taken):
            continue
        if (owner is who and argument.head in view.event_nouns) or (not owned and view.is_topic(argument.head)):
            continue  # an event is done to nobody by its name
        if owner is who and view.is_abstract(argument.head):
            continue  # nothing is done to "livelihoods" or "a condition"
        if view.parse.cases[argument.head] and view.parse.lemmas[argument.head] in view.words.prepositional_nouns:
            if owner is who or not agents_of_participles(view, argument.head):
                continue  # "in the wake of the vote", not "from positions held by rebels"
        found.append(Role(owner, argument.route, argument.near))
    return found


def _owner_of(view: SentenceView, head: int, thing: ResolvedActor) -> ResolvedActor:
    """ "The assets of Russian bankers", "the militia's depots": those to whom a thing belongs, if they can act."""
    parse = view.parse
    unknown = not (thing.code or thing.sector)
    nearest = makers_of(view, head)  # "the beating of inmates by guards" is the guards'
    if parse.lemmas[head] in view.words.border_nouns:
        nearest += [child for child in parse.below(head, L.OBLIQUE) if parse.cases[child] == "with"]
    if unknown:
        nearest += agents_of_participles(view, head)  # "positions held by rebels"
    behind = [] if nearest else [child for child in parse.below(head, L.OBLIQUE) if parse.cases[child] == "of"]
    of_mind = view.is_abstract(head) or head in view.event_nouns
    nations = parse.below(head, L.ADJECTIVAL, L.COMPOUND) if of_mind else []  # "Russian support"
    for child in (*parse.below(head, L.POSSESSOR), *nearest, *behind, *nations):
        who = view.actor(child)
        if who is None or not who.codable or parse.classes[child] == L.PRONOUN:
            continue
        if (who.code and who.code == thing.code) or (unknown and child not in behind):
            return who
    return thing


def belongs_to(view: SentenceView, role: Role, others: Sequence[Role]) -> bool:
    """Whether who fills a role is, or is a possession of, one of the others."""
    return _belongs(view, Argument(role.who.head, role.route, role.near), role.who, others)


def named(view: SentenceView, head: int, route: str, taken: Sequence[Role]) -> list[Role]:
    """A noun phrase that is known of, whatever it is: what is criticised need not be somebody ("the attack")."""
    determiners = view.parse.below(head, L.DETERMINER_OF)
    if not any(view.parse.lemmas[token] in view.words.definite_determiners for token in determiners):
        return []
    who = view.actor(head)
    if who is None or any(same(who, role.who) for role in taken):
        return []
    return [Role(who, route, 1)]


def whatever(view: SentenceView, arguments: Iterable[Argument], taken: Sequence[Role]) -> list[Role]:
    """The first noun phrase, be it an event or a plan: what is protested against need not be somebody ("the vote")."""
    for argument in arguments:
        who = view.actor(argument.head)
        noun = view.parse.classes[argument.head] in (L.NOUN, L.NAME)
        if who is not None and noun and not any(same(who, role.who) for role in taken):
            return [Role(who, argument.route, argument.near)]
    return []


def _belongs(view: SentenceView, argument: Argument, who: ResolvedActor, others: Sequence[Role]) -> bool:
    """Whether a phrase is, or is a possession of, somebody who has a role already ("its troops")."""
    if any(same(who, role.who) for role in others):
        return True
    parse = view.parse
    if parse.classes[argument.head] == L.NAME or parse.lemmas[argument.head] in view.words.opposing_nouns:
        return False  # "his rival Ann Lee" is nobody's own
    pronouns = [argument.head, *parse.below(argument.head, L.POSSESSOR)]
    if any(parse.classes[token] == L.PRONOUN for token in pronouns):
        own = [role for role in others if who.code and who.code == role.who.code]
        if argument.near == 0 and parse.relations[argument.head] == L.OBJECT:
            own = [role for role in own if who.sector == role.who.sector]  # "the court jailed her": she is no court
        return bool(own)
    return False


def same(one: ResolvedActor, other: ResolvedActor) -> bool:
    """Whether two actors are the same words of the sentence, or one inside the other."""
    return one.start < other.end and other.start < one.end


def is_foreign(role: Role, actors: Sequence[Role]) -> bool:
    """Whether who fills a role is not known to be of the country of one of the actors."""
    return not role.who.code or all(role.who.code != other.who.code for other in actors)


def is_another_branch(role: Role, others: Sequence[Role]) -> bool:
    """Whether somebody is of another sector than all of those with roles ("parliament" beside "the president")."""
    return bool(role.who.sector) and all(other.who.sector not in (None, role.who.sector) for other in others)
