"""The whole noun phrase of a speaker, as the text has it."""

from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["noun_phrase"]

_LEFT_OUT = frozenset(
    {L.RELATIVE, L.PARTICIPIAL, L.APPOSITION, L.PUNCT, L.ADVERBIAL, L.COMPLEMENT, L.OPEN_COMPLEMENT, L.PARATAXIS,
     L.COORDINATOR, L.DEPENDENT}
)  # fmt: skip

_COMMAS = frozenset({",", "(", "—", "–"})


def noun_phrase(parse: Parse, head: int) -> tuple[int, int]:
    """Characters of a noun phrase: article, modifiers, phrases behind it and conjuncts; no clauses; a name in
    apposition only directly behind it.

    Args:
        parse: the sentence.
        head: token that heads the phrase.
    """
    first = last = head
    stack = [head]
    while stack:
        current = stack.pop()
        first, last = min(first, current), max(last, current)
        for child in parse.children[current]:
            relation = parse.relations[child]
            named = relation == L.APPOSITION and parse.classes[child] == L.NAME and child > current
            if named and not _COMMAS & set(parse.words[current:child]):
                stack.append(child)  # "the rebel group Jaish al-Adl"
                continue
            if relation in _LEFT_OUT or (parse.relations[head] == L.POSSESSOR and relation == L.CASE):
                continue
            if current == head and relation == L.CASE and child < head:
                continue  # the preposition in front of the phrase
            if relation == L.CONJUNCT and parse.classes[child] == L.VERB:
                continue
            if relation != L.CONJUNCT and child > current and _COMMAS & set(parse.words[current:child]):
                continue
            stack.append(child)
    while first > 1 and parse.words[first - 1] == "-" and parse.ends[first - 1] == parse.starts[first]:
        first -= 2  # "vice-president", whose parts the parse leaves apart
        if first and parse.classes[first - 1] == L.DETERMINER:
            first -= 1
    while last + 2 < len(parse) and parse.words[last + 1] == "-" and parse.ends[last] == parse.starts[last + 1]:
        last += 2
    return parse.starts[first], parse.ends[last]
