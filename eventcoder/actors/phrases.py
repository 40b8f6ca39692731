"""The shape of a noun phrase in a parse: where it begins, what stands in front of its head."""

from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = [
    "HYPHENS",
    "hyphened",
    "leftmost",
    "number_of",
    "phrase_start",
    "premodifiers",
    "some_people",
    "stands_in_front",
]

_IN_FRONT = frozenset({L.COMPOUND, L.POSSESSOR, L.ADJECTIVAL, L.QUANTITY})
HYPHENS = frozenset({"-", "–", "‐", "‑"})
_RELIGION = "religion"  # a kind of lexicon entry
_DEPTH = 8  # nested possessors deeper than this are a broken parse
_NOT_FIRST = frozenset({L.DETERMINER, L.PUNCTUATION, L.PREPOSITION, L.CONJUNCTION, L.PARTICLE, L.ADVERB})


def leftmost(parse: Parse, token: int, depth: int = 0) -> int:
    """First token of what hangs below a token, itself included, to its left."""
    first = token
    for child in parse.children[token]:
        if child >= token:
            break
        if depth < _DEPTH:
            found = leftmost(parse, child, depth + 1)
            if found < first:
                first = found
    return first


def hyphened(parse: Parse, head: int) -> int:
    """Last token of the word with hyphens that a head begins: "general" of "secretary-general"; else the head."""
    last, size = head, len(parse.words)
    while last + 2 < size and parse.words[last + 1] in HYPHENS and parse.starts[last + 2] == parse.ends[last + 1]:
        if parse.ends[last] != parse.starts[last + 1]:
            break
        last += 2
    return last


def phrase_start(parse: Parse, head: int) -> int:
    """First token of a noun phrase: what stands in front of its head, without article and punctuation."""
    first = head
    for child in premodifiers(parse, head):
        first = min(first, leftmost(parse, child))
    classes, words = parse.classes, parse.words
    if first < head:
        for child in parse.children[head]:  # "such as X": the phrase begins behind its preposition
            if first <= child < head and parse.relations[child] == L.CASE and classes[child] == L.PREPOSITION:
                first = child + 1
    while first < head and classes[first] in _NOT_FIRST and words[first] != "$" and words[first + 1] not in HYPHENS:
        first += 1
    return first


def premodifiers(parse: Parse, head: int) -> list[int]:
    """Direct modifiers in front of a head (compounds, adjectives, possessors, numbers), in order."""
    relations, children = parse.relations, parse.children
    found = [child for child in children[head] if child < head and relations[child] in _IN_FRONT]
    if not found and relations[head] == L.COMPOUND:
        # the army of "five Panamanian army officers": the parse hangs its adjective from the officers
        found = [
            child
            for child in children[parse.heads[head]]
            if child < head and relations[child] in (L.COMPOUND, L.POSSESSOR, L.ADJECTIVAL)
        ]
    return found


def stands_in_front(parse: Parse, head: int) -> bool:
    """Whether a word is an adjective, or the like, of a noun behind it."""
    return parse.relations[head] in (L.ADJECTIVAL, L.COMPOUND) and parse.heads[head] > head


def some_people(parse: Parse, head: int, kind: str) -> bool:
    """Whether a people's name means some people of it: "three Kurds", "a Kurd", "Muslims"; not "the Kurds"."""
    if stands_in_front(parse, head):
        return False
    return kind == _RELIGION or parse.forms[head] != L.PLURAL or bool(parse.below(head, L.QUANTITY, L.ADJECTIVAL))


def number_of(parse: Parse, head: int, numbers: dict[str, int]) -> int | None:
    """How many a phrase says there are, in figures ("1,200") or number words ("two dozen"), else None."""
    for child in parse.children[head]:
        if parse.relations[child] != L.QUANTITY:
            continue
        value: int | None = None
        for token in [*parse.below(child, L.COMPOUND, L.QUANTITY), child]:
            part = _value(parse.words[token], numbers)
            if part is None:
                continue
            value = part if value is None else value * part if part >= value else value + part
        if value is not None:
            return value
    return None


def _value(word: str, numbers: dict[str, int]) -> int | None:
    plain = word.replace(",", "")
    if plain.isascii() and plain.isdigit() and len(plain) <= 9:
        return int(plain)
    parts = [numbers.get(part) for part in plain.lower().split("-")]
    total = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total
