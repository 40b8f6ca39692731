"""Names of countries and peoples as actors: a capital that acts, people in numbers, "Russian and Syrian forces"."""

from typing import TYPE_CHECKING

from eventcoder.actors.actor import ResolvedActor
from eventcoder.actors.evidence import GROUP_CODES
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["country_sector", "of_the_same"]

_ACTING = frozenset({L.SUBJECT, L.AGENT, L.CLAUSAL_SUBJECT})
_ADJECTIVES = frozenset({"adjective", "demonym", *GROUP_CODES})


def country_sector(sentence: "SentenceActors", head: int, kind: str) -> list[str]:
    """A metonym is its government, a capital is where it acts, people in numbers are civilians."""
    parse = sentence.parse
    top = head
    while parse.relations[top] == L.CONJUNCT:
        top = parse.heads[top]
    if kind == "metonym" or (kind == "capital" and parse.relations[top] in _ACTING):
        return list(sentence.resolver.words.sector_group("CAPITAL_ACTS"))
    if kind == "demonym" and parse.below(head, L.QUANTITY):
        return list(sentence.resolver.people)
    return []


def of_the_same(sentence: "SentenceActors", head: int, kind: str) -> ResolvedActor | None:
    """Of "Russian and Syrian forces", "Kurdish and Arab militias": either one's are forces, or militias."""
    parse, top = sentence.parse, head
    if kind not in _ADJECTIVES:
        return None
    while parse.relations[top] == L.CONJUNCT:
        top = parse.heads[top]
    if top == head and not any(child in sentence.mention_at for child in parse.below(head, L.CONJUNCT)):
        return None
    if parse.relations[top] not in (L.ADJECTIVAL, L.COMPOUND) or parse.heads[top] < head:
        return None
    whole = sentence.resolve(parse.heads[top])
    return whole if whole is not None and whole.noun and whole.sector else None
