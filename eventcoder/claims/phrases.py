"""The whole noun phrase of a speaker, as the text has it."""

from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["noun_phrase"]

_LEFT_OUT = frozenset(
    {L.RELATIVE, L.PARTICIPIAL, L.APPOSITION, L.PUNCT, L.ADVERBIAL, L.COMPLEMENT, L.OPEN_COMPLEMENT, L.PARATAXIS,
     L.COORDINATOR, L.DEPENDENT}
)  # fmt: skip


def noun_phrase(parse: Parse, head: int) -> tuple[int, int]:
    """Characters of a noun phrase: article, modifiers, phrases behind it and conjuncts; no clauses or appositions.

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
            if relation in _LEFT_OUT or (parse.relations[head] == L.POSSESSOR and relation == L.CASE):
                continue
            if current == head and relation == L.CASE and child < head:
                continue  # the preposition in front of the phrase
            if relation == L.CONJUNCT and parse.classes[child] == L.VERB:
                continue
            if relation == L.OBLIQUE and child > current and _behind_comma(parse, child):
                continue
            stack.append(child)
    return parse.starts[first], parse.ends[last]


def _behind_comma(parse: Parse, token: int) -> bool:
    first = parse.subtree(token)[0]
    return first > 0 and parse.words[first - 1] in (",", "(", "—", "–")
