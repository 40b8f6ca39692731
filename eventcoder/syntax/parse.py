"""The parse of one sentence, with every parser's labels made one: what frames/ and actors/ read.

A Parse is a bundle of parallel lists, one item a token, so that a sentence costs microseconds. Function words hang
from content words as in Universal Dependencies: a preposition's noun hangs from the governor as an OBLIQUE and its
preposition stands in `cases`; auxiliaries and copulas hang from their predicate ("was arrested": arrested is the head;
"is critical of": critical is the head with relation to its clause, COPULA below it).
"""

from dataclasses import dataclass, field

__all__ = ["Parse"]


@dataclass(slots=True)
class Parse:
    """One sentence, parsed.

    Attributes:
        text: the sentence.
        offset: characters before the sentence in its document.
        words: the tokens' text.
        starts, ends: characters into the sentence, half open.
        lemmas: lower-case lemmas (names keep their case in `words`).
        classes: word class, one of the constants of syntax.labels (NOUN, NAME, VERB, ADJECTIVE, ...).
        forms: verb or noun form (PAST, PRESENT, BASE, PAST_PARTICIPLE, GERUND, PLURAL, ... or "").
        heads: index of the governing token; -1 at the root.
        relations: relation to the governing token, constants of syntax.labels (SUBJECT, OBJECT, OBLIQUE, ...).
        cases: the preposition(s) in front of the token's phrase, lower case, e.g. "on", "according to"; else "".
        children: indices of the tokens below each token, in order.
    """

    text: str
    offset: int
    words: list[str]
    starts: list[int]
    ends: list[int]
    lemmas: list[str]
    classes: list[str]
    forms: list[str]
    heads: list[int]
    relations: list[str]
    cases: list[str]
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.children:
            self.children = [[] for _ in self.words]
            for token, head in enumerate(self.heads):
                if head >= 0:
                    self.children[head].append(token)

    def __len__(self) -> int:
        return len(self.words)

    def hang(self, token: int, head: int, relation: str) -> None:
        """Hang a token below another (-1: make it the root), by a relation."""
        if self.heads[token] >= 0:
            self.children[self.heads[token]].remove(token)
        if head >= 0:
            self.children[head].append(token)
            self.children[head].sort()
        self.heads[token], self.relations[token] = head, relation

    def below(self, token: int, *relations: str) -> list[int]:
        """The tokens directly below a token that have one of the relations, in order."""
        names = self.relations
        return [child for child in self.children[token] if names[child] in relations]

    def subtree(self, token: int) -> list[int]:
        """The token and all below it, in order."""
        found, stack = [], [token]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(self.children[current])
        return sorted(found)
