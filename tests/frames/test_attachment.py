from eventcoder.frames import GrammarWords
from eventcoder.frames.attachment import attach_infinitives
from eventcoder.syntax import Parse
from eventcoder.syntax import labels as L

WORDS = GrammarWords.of(
    {
        "LIGHT_VERBS": frozenset({"make", "use"}),
        "UNDERTAKING_NOUNS": frozenset({"commitment", "offer"}),
        "UNDERTAKING_VERBS": frozenset({"swear"}),
    }
)


def parse(lemma: str = "commitment") -> Parse:
    # "Togo made a commitment to train police", the infinitive read as the purpose of making it
    words = ["Togo", "made", "a", lemma, "to", "train", "police"]
    return Parse(
        " ".join(words),
        0,
        words,
        [0] * 7,
        [1] * 7,
        ["togo", "make", "a", lemma, "to", "train", "police"],
        [L.NAME, L.VERB, L.DETERMINER, L.NOUN, L.PARTICLE, L.VERB, L.NOUN],
        [L.SINGULAR, L.PAST, "", L.SINGULAR, "", L.BASE, L.PLURAL],
        [1, -1, 3, 1, 5, 1, 5],
        [L.SUBJECT, L.ROOT, L.DETERMINER_OF, L.OBJECT, L.AUX, L.ADVERBIAL, L.OBJECT],
        [""] * 7,
    )


def test_attachment_of_infinitive_behind_a_noun_of_promising() -> None:
    mended = parse()
    attach_infinitives(mended, WORDS)
    assert (mended.heads[5], mended.relations[5]) == (3, L.PARTICIPIAL)
    assert 5 in mended.children[3]
    assert 5 not in mended.children[1]


def test_attachment_leaves_purposes() -> None:
    other = parse("detour")
    attach_infinitives(other, WORDS)
    assert (other.heads[5], other.relations[5]) == (1, L.ADVERBIAL)


def test_attachment_of_what_is_sworn() -> None:
    # "Serbs swore to fight", the infinitive read as a purpose
    words = ["Serbs", "swore", "to", "fight"]
    mended = Parse(
        " ".join(words),
        0,
        words,
        [0] * 4,
        [1] * 4,
        ["serb", "swear", "to", "fight"],
        [L.NAME, L.VERB, L.PARTICLE, L.VERB],
        [L.PLURAL, L.PAST, "", L.BASE],
        [1, -1, 3, 1],
        [L.SUBJECT, L.ROOT, L.AUX, L.ADVERBIAL],
        [""] * 4,
    )
    attach_infinitives(mended, WORDS)
    assert mended.relations[3] == L.OPEN_COMPLEMENT
