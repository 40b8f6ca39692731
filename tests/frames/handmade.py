"""Parses built by hand for the mendings of frames."""

from eventcoder.syntax import Parse

__all__ = ["Token", "hangs", "parse"]

Token = tuple[str, str, str, str, int, str, str]
"""Word, lemma, class, form, head, relation, case."""


def parse(*tokens: Token) -> Parse:
    """A parse of these tokens."""
    words, lemmas, classes, forms, heads, relations, cases = map(list, zip(*tokens, strict=True))
    size = len(words)
    return Parse(" ".join(words), 0, words, [0] * size, [1] * size, lemmas, classes, forms, heads, relations, cases)  # type: ignore[arg-type]


def hangs(found: Parse) -> dict[str, tuple[str, str]]:
    """Word -> its relation and the word that it hangs from; heads and children must agree."""
    for token, head in enumerate(found.heads):
        assert (token in found.children[head]) if head >= 0 else all(token not in below for below in found.children)
    return {
        word: (found.relations[token], found.words[found.heads[token]] if found.heads[token] >= 0 else "")
        for token, word in enumerate(found.words)
    }
