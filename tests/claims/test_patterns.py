"""Phrase patterns, over sentences written by hand: no parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.claims.patterns import Stream, compile_pattern, match_at, may_match
from eventcoder.rules.words import is_set_name
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

WORDS = {"DEFENCE": ["self-defence", "its own defence"], "TROOPS": ["soldier", "air force"]}
CLASSES = {
    "the": L.DETERMINER,
    "a": L.DETERMINER,
    "lawful": L.ADJECTIVE,
    "to": L.PREPOSITION,
    "in": L.PREPOSITION,
    "of": L.PREPOSITION,
    "acted": L.VERB,
    "deter": L.VERB,
    "Iran": L.NAME,
    "51": L.NUMBER,
    "-": L.PUNCTUATION,
    ";": L.PUNCTUATION,
}


def stream(text: str) -> Stream:
    """A flat parse: hyphens stand between "_" as in "self_-_defence"."""
    tokens, starts, joined, at = [], [], "", 0
    for piece in text.split():
        for part in piece.split("_"):
            tokens.append(part)
            starts.append(at)
            joined, at = joined + part, at + len(part)
        joined, at = joined + " ", at + 1
    size = len(tokens)
    parse = Parse(
        joined,
        0,
        tokens,
        starts,
        [start + len(token) for start, token in zip(starts, tokens, strict=True)],
        [token.lower() for token in tokens],
        [CLASSES.get(token, L.NOUN) for token in tokens],
        [""] * size,
        [-1] + [0] * (size - 1),
        [L.DEPENDENT] * size,
        [""] * size,
    )
    return Stream.of(parse)


def found(pattern: str, text: str) -> list[str] | None:
    compiled, words = compile_pattern(pattern, WORDS, is_set_name), stream(text)
    for place, word in enumerate(words.words):
        if word in compiled.first:
            places = match_at(compiled, words, place)
            if places is not None:
                assert may_match(compiled, set(words.words) | set(words.lemmas))
                return [words.words[p] for p in places]
    return None


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("in DEFENCE", "acted in self_-_defence", ["in", "self", "defence"]),
        ("in DEFENCE", "acted in selfdefence", ["in", "selfdefence"]),
        ("in DEFENCE", "acted in its own defence", ["in", "its", "own", "defence"]),
        ("in ~ DEFENCE", "acted in the lawful self_-_defence", ["in", "self", "defence"]),
        ("in DEFENCE", "acted in the lawful self_-_defence", None),
        ("in ~ DEFENCE", "acted in deter self_-_defence", None),
        ("deter ... from", "deter Iran in the air from", ["deter", "from"]),
        ("deter ... from", "deter a a a a a a a from", None),
        ("deter ... from", "deter Iran ; acted from", None),
        ("acted|deter a? TROOPS", "deter soldier", ["deter", "soldier"]),
        ("acted|deter a? TROOPS", "acted a air force", ["acted", "a", "air", "force"]),
        ("article <number>", "the article 51", ["article", "51"]),
        ("article <number>", "the article vii", ["article", "vii"]),
        ("article <number>", "the article lawful", None),
        ("defence of ~ <name>", "defence of the Iran", ["defence", "of", "iran"]),
        ("defence of ~ <name>", "defence of the crown", None),
        ("article <number>? of", "article of", ["article", "of"]),
    ],
)
def test_patterns_match(pattern: str, text: str, expected: list[str] | None) -> None:
    assert found(pattern, text) == expected


@pytest.mark.parametrize("pattern", ["", "... a", "~ a", "a? b", "<number> a", "in NO_SUCH_SET"])
def test_patterns_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|no word set"):
        compile_pattern(pattern, WORDS, is_set_name)


@given(
    st.lists(
        st.sampled_from(["a", "in", "...", "~", "DEFENCE", "of?", "acted|deter", "<number>", "<name>"]), max_size=5
    ),
    st.lists(st.sampled_from([*CLASSES, "self_-_defence", "soldier"]), min_size=1, max_size=12),
)
def test_patterns_take_words_in_order(parts: list[str], words: list[str]) -> None:
    compiled, text = compile_pattern(" ".join(["a", *parts]), WORDS, is_set_name), stream(" ".join(words))
    for place in range(len(text.words)):
        places = match_at(compiled, text, place)
        if places is not None:
            assert list(places) == sorted(set(places))
            assert places[0] == place
            assert not compiled.key.isdisjoint({*text.words, *text.lemmas})
