"""Whatever the parse, resolution ends, never fails, and its phrases are slices of the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.actors import Context, Resolver
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

WORDS = [
    "Iran",
    "'s",
    "army",
    "of",
    "Kurds",
    "the",
    "country",
    "police",
    "it",
    "who",
    "two",
    "-",
    "backed",
    "Zarif",
    "ex",
]
CLASSES = [L.NOUN, L.NAME, L.ADJECTIVE, L.PRONOUN, L.VERB, L.NUMBER, L.DETERMINER, L.PREPOSITION]
RELATIONS = [
    L.SUBJECT,
    L.OBJECT,
    L.OBLIQUE,
    L.COMPOUND,
    L.POSSESSOR,
    L.APPOSITION,
    L.ADJECTIVAL,
    L.CONJUNCT,
    L.RELATIVE,
    L.CASE,
]


@st.composite
def parses(draw: st.DrawFn) -> Parse:
    size = draw(st.integers(1, 9))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
    starts, text = [], ""
    for word in words:
        text += " " if text else ""
        starts.append(len(text))
        text += word
    root = draw(st.integers(0, size - 1))
    order = draw(st.permutations([token for token in range(size) if token != root]))
    heads, placed = [-1] * size, [root]
    for token in order:
        heads[token] = draw(st.sampled_from(placed))
        placed.append(token)
    relations = [draw(st.sampled_from(RELATIONS)) for _ in words]
    relations[root] = L.ROOT
    return Parse(
        text,
        0,
        words,
        starts,
        [start + len(word) for start, word in zip(starts, words, strict=True)],
        [word.lower() for word in words],
        [draw(st.sampled_from(CLASSES)) for _ in words],
        [draw(st.sampled_from([L.SINGULAR, L.PLURAL])) for _ in words],
        heads,
        relations,
        [draw(st.sampled_from(["of", "in", "with"])) if relation == L.OBLIQUE else "" for relation in relations],
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(parses(), min_size=1, max_size=3))
def test_noun_phrases_of_any_parse(resolver: Resolver, sentences: list[Parse]) -> None:
    context = Context(date="2014-05-01", default_country="EGY")
    for parse in sentences:
        mentions = resolver.mentions(parse.text, context.date)
        for head in range(len(parse)):
            actor = resolver.resolve(parse, mentions, head, context)
            if actor is not None:
                assert parse.text[actor.start : actor.end] == actor.text != ""
                assert actor.head == head
                assert actor.start <= parse.starts[head] < parse.ends[head] <= actor.end
                assert actor is resolver.resolve(parse, mentions, head, context)


def test_noun_phrases_deep_nesting_ends(resolver: Resolver) -> None:
    size = 400
    words = ["army", *["of", "army"] * size]
    starts = [sum(len(word) + 1 for word in words[:token]) for token in range(len(words))]
    parse = Parse(
        " ".join(words),
        0,
        words,
        starts,
        [start + len(word) for start, word in zip(starts, words, strict=True)],
        words,
        [L.NOUN if word == "army" else L.PREPOSITION for word in words],
        [L.SINGULAR] * len(words),
        [-1, *[head for token in range(size) for head in (2 * token + 2, 2 * token)]],
        [L.ROOT, *[L.CASE, L.OBLIQUE] * size],
        ["", *["", "of"] * size],
    )
    actor = resolver.resolve(parse, [], 0, Context())
    assert actor is not None
    assert actor.sector == "MIL"
