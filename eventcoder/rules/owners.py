"""To whom noun phrases belong, and who made what they name: possessors, nations in front, phrases behind."""

from collections.abc import Iterable

from eventcoder.frames import Argument
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["agents_of_participles", "coordinated_owners", "makers_of", "names_nation_or_group", "owners_of"]

PLACES = frozenset({"city", "capital", "region"})
"""Kinds of actors that are places below a country."""


NOT_OWNERS = frozenset({"thing", "abstract", "number"})
"""Kinds of what owns nothing ("oil sanctions")."""


def names_nation_or_group(view: SentenceView, token: int) -> bool:
    """An adjective in front of an event noun acts only where it names a nation ("Israeli raid", not "criminal"); what
    "anti-" stands in front of does not act at all."""
    parse = view.parse
    who = view.actor(token)
    if who is None or (who.kind in PLACES and parse.classes[token] == L.NAME):
        return False  # "the Basra bombing" happened there
    if token > 1 and parse.words[token - 1] == "-" and parse.lemmas[token - 2] in view.words.opposing_prefixes:
        return False
    if parse.classes[token] == L.ADJECTIVE:
        return bool(who.code) and who.entry >= 0  # "Syrian raid", not "military raid"
    return bool(who.code) or parse.classes[token] in (L.NOUN, L.NAME)


def owners_of(view: SentenceView, arguments: Iterable[Argument]) -> list[Argument]:
    """Whom noun phrases belong to ("the president's decision", "a bus carrying soldiers"), the nearest kind first.

    That is a possessor or a by-phrase, else a nation or group in front ("the US ban on travel from Chad"), else what
    stands behind "of" or "from".
    """
    parse, found = view.parse, []
    for argument in arguments:
        children = parse.children[argument.head]
        behind = [c for c in children if parse.relations[c] in (L.OBLIQUE, L.AGENT)]
        nearest = [c for c in children if parse.relations[c] == L.POSSESSOR]
        nearest += [c for c in behind if parse.cases[c] == "by"]
        nearest += [c for b in behind for c in parse.below(b, L.OBLIQUE, L.AGENT) if parse.cases[c] == "by"]
        if view.is_abstract(argument.head) or view.is_topic(argument.head) or argument.head in view.event_nouns:
            # "an appeal lodged by the union"
            made = parse.below(argument.head, L.PARTICIPIAL)
            nearest += [c for m in made for c in parse.below(m, L.AGENT, L.OBLIQUE) if parse.cases[c] == "by"]
        in_front = [c for c in children if parse.relations[c] in (L.COMPOUND, L.ADJECTIVAL)]
        in_front = [c for c in in_front if (who := view.actor(c)) is None or who.kind not in NOT_OWNERS]
        if view.is_topic(argument.head) or argument.head in view.event_nouns:
            in_front = [c for c in in_front if not _is_place_name(view, c)]  # "the Geneva agreement"
        behind = [c for c in behind if parse.cases[c] in ("of", "from")]
        if parse.lemmas[argument.head] in view.words.quantity_nouns:
            behind = []  # "a shipment of beds" belongs to no beds
        if not nearest and any(names_nation_or_group(view, c) and _is_known(view, c) for c in in_front):
            behind = []
        found += [Argument(c, "owner of object", 1) for c in nearest or behind]
        found += [Argument(c, "modifier of object", 1) for c in in_front]
        for child in parse.below(argument.head, L.PARTICIPIAL):
            if parse.lemmas[child] in view.words.carrying_verbs:
                found += [Argument(token, "carried in object", 1) for token in parse.below(child, L.OBJECT)]
    return found


def _is_place_name(view: SentenceView, token: int) -> bool:
    who = view.actor(token)
    return who is not None and who.kind in PLACES and view.parse.classes[token] == L.NAME


def _is_known(view: SentenceView, token: int) -> bool:
    who = view.actor(token)
    return who is not None and bool(who.code)


def makers_of(view: SentenceView, noun: int) -> list[int]:
    """Who stands behind "by" below a noun, or below its of-phrase."""
    behind = view.parse.below(noun, L.OBLIQUE, L.AGENT)
    behind += [c for b in behind if view.parse.cases[b] == "of" for c in view.parse.below(b, L.OBLIQUE, L.AGENT)]
    return [c for c in behind if view.parse.cases[c] == "by"]


def agents_of_participles(view: SentenceView, noun: int) -> list[int]:
    """ "Areas held by rebels": the rebels."""
    participles = [p for p in view.parse.below(noun, L.PARTICIPIAL) if view.parse.lemmas[p] in view.words.holding_verbs]
    below = [c for participle in participles for c in view.parse.below(participle, L.AGENT, L.OBLIQUE)]
    return [c for c in below if view.parse.cases[c] == "by"]


def coordinated_owners(view: SentenceView, head: int) -> list[int]:
    """ "British and Polish ministers", "Russia and Turkey's ministers": the second nation stands for ministers, too."""
    parse, found = view.parse, []
    owners = parse.below(head, L.POSSESSOR, L.COMPOUND, L.ADJECTIVAL)
    owners += [child for child in parse.below(head, L.OBLIQUE) if parse.cases[child] in ("of", "in", "from")]
    for child in owners:
        found += [c for c in parse.below(child, L.CONJUNCT) if parse.classes[c] in (L.NAME, L.ADJECTIVE)]
    return found
