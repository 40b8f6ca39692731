"""Which nouns are coordinated with a noun, also where the parse takes a list for an apposition."""

from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["coordinated", "own_subject"]

_NOMINAL = (L.NOUN, L.NAME, L.PRONOUN, L.NUMBER, L.ADJECTIVE)


def coordinated(parse: Parse, head: int, cases: frozenset[str]) -> list[int]:
    """A noun and those coordinated with it, in order; prepositions that coordinate are "along with" and the like."""
    found, stack = [], [head]
    while stack:
        current = stack.pop(0)
        found.append(current)
        for child in parse.children[current]:
            relation = parse.relations[child]
            beside = relation == L.OBLIQUE and parse.cases[child] in cases
            if beside or (relation == L.CONJUNCT and parse.classes[child] in _NOMINAL):
                stack.append(child)
            elif relation == L.APPOSITION:
                stack += _listed(parse, current, child)
    return found


def _listed(parse: Parse, noun: int, beside: int) -> list[int]:
    """Who is only coordinated with an apposition.

    That is "Chad, Mali and Niger", read as if Chad were Mali, and "the minister, Ann Lee, and Niger's president".
    """
    if parse.forms[noun] == L.PLURAL or parse.classes[beside] != L.NAME:
        return []
    others = [child for child in parse.below(beside, L.CONJUNCT) if parse.classes[child] in (L.NAME, L.NOUN)]
    if not others:
        # "the minister, Ann Lee, his Mali counterpart, Bo Diaw, and ...": each name is the next one's apposition
        return [child for child in parse.below(beside, L.APPOSITION) if parse.below(child, L.APPOSITION)]
    return [beside] if parse.classes[noun] == L.NAME else others


def own_subject(parse: Parse, verb: int) -> int | None:
    """The subject of a coordinated verb that the parse takes for one more object of the verb before.

    "Denied the attack and a delegation arrived": between the two objects stands the coordinator, before the verb none.
    """
    first = min([verb, *parse.below(verb, L.AUX, L.PASSIVE_AUX, L.NEGATION)])
    above = parse.heads[verb]
    if parse.forms[verb] not in (L.PAST, L.PRESENT) and first == verb:
        return None
    for token in parse.below(above, L.OBJECT):
        for noun in parse.below(token, L.CONJUNCT):
            if parse.classes[noun] in (L.NAME, L.NOUN) and max(parse.subtree(noun)) + 1 == first:
                return noun
    return None
