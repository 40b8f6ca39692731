"""Which nouns are coordinated with a noun, also where the parse takes a list for an apposition."""

from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["coordinated"]

_NOMINAL = (L.NOUN, L.NAME, L.PRONOUN, L.NUMBER, L.ADJECTIVE)


def coordinated(parse: Parse, head: int) -> list[int]:
    """A noun and those coordinated with it, in order."""
    found, stack = [], [head]
    while stack:
        current = stack.pop(0)
        found.append(current)
        for child in parse.children[current]:
            if parse.relations[child] == L.CONJUNCT and parse.classes[child] in _NOMINAL:
                stack.append(child)
            elif parse.relations[child] == L.APPOSITION:
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
