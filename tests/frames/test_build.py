"""Frames of English constructions, from stored parses (tests/conformance/frames), so that no parser is needed."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.frames import Frame, GrammarWords, Vocabulary, build_frames
from eventcoder.rules.load import load_codebook
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

CASES = Path(__file__).parents[1] / "conformance" / "frames" / "english.jsonl"
NOUNS = "attack airstrike strike raid talk threat offer agreement visit support criticism withdrawal arrest"
VOCABULARY = Vocabulary(frozenset(NOUNS.split()), frozenset(["ready", "willing", "critical", "opposed"]))
WORDS = GrammarWords.of(load_codebook(examples=False).words)


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def parse_of(case: dict[str, Any]) -> Parse:
    words, starts, lemmas, classes, forms, relations, heads, cases = map(list, zip(*case["tokens"], strict=True))
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return Parse(case["text"], 0, words, starts, ends, lemmas, classes, forms, heads, relations, cases)


def shown(parse: Parse, frames: list[Frame], frame: Frame) -> dict[str, Any]:
    def names(arguments: list[Any]) -> list[str]:
        return [parse.words[a.head] for a in arguments]

    found: dict[str, Any] = {"predicate": " ".join(parse.words[t] for t in frame.tokens), "kind": frame.kind}
    if frame.passive:
        found["passive"] = True
    for name, arguments in (("actors", frame.actors), ("objects", frame.objects), ("recipients", frame.recipients)):
        if arguments:
            found[name] = names(arguments)
    if frame.obliques:
        found["phrases"] = {key: names(value) for key, value in sorted(frame.obliques.items())}
    if frame.governor >= 0:
        found |= {"below": parse.words[frames[frame.governor].head], "link": frame.link}
    if frame.flags:
        found["flags"] = sorted(frame.flags)
    if frame.speaker is not None:
        found["speaker"] = parse.words[frame.speaker.head]
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_build_frames_of(case: dict[str, Any]) -> None:
    parse = parse_of(case)
    frames = build_frames(parse, WORDS, VOCABULARY)
    assert [shown(parse, frames, frame) for frame in frames] == case["frames"]


CLASSES = [L.NOUN, L.NAME, L.VERB, L.ADJECTIVE, L.PRONOUN, L.PREPOSITION, L.AUXILIARY, L.PUNCTUATION]
RELATIONS = [
    value for name, value in vars(L).items() if name.isupper() and value not in (*CLASSES, L.ROOT) and " " not in name
]
LEMMAS = ["attack", "carry", "say", "will", "not", "it", "series", "force", "by", "who", "if", "ready", "agree"]


@st.composite
def any_parse(draw: st.DrawFn) -> Parse:
    """A parse with any tree, any labels: what a parser may never give, too."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [-1] * size
    for place, token in enumerate(order[1:], 1):
        heads[token] = order[draw(st.integers(0, place - 1))]
    lemmas = draw(st.lists(st.sampled_from(LEMMAS), min_size=size, max_size=size))
    starts, text = [], ""
    for lemma in lemmas:
        starts.append(len(text))
        text += lemma + " "
    return Parse(
        text,
        0,
        lemmas,
        starts,
        [start + len(lemma) for start, lemma in zip(starts, lemmas, strict=True)],
        lemmas,
        draw(st.lists(st.sampled_from(CLASSES), min_size=size, max_size=size)),
        draw(
            st.lists(st.sampled_from([L.BASE, L.PAST, L.PAST_PARTICIPLE, L.GERUND, ""]), min_size=size, max_size=size)
        ),
        heads,
        [L.ROOT if head < 0 else draw(st.sampled_from(RELATIONS)) for head in heads],
        draw(st.lists(st.sampled_from(["", "by", "of", "in", "according to"]), min_size=size, max_size=size)),
    )


@given(any_parse())
def test_build_frames_of_any_tree(parse: Parse) -> None:
    frames = build_frames(parse, WORDS, VOCABULARY)
    for frame in frames:
        assert frame.head in frame.tokens
        assert all(0 <= token < len(parse) for token in frame.tokens)
        arguments = [*frame.actors, *frame.objects, *frame.recipients, *(a for p in frame.obliques.values() for a in p)]
        assert all(0 <= argument.head < len(parse) for argument in arguments)
        assert -1 <= frame.governor < len(frames)
        assert frame.governor != frame.index
