"""Headlines read wrongly, each built by hand: words, lemmas, classes, forms, heads and relations."""

import pytest

from eventcoder.frames import GrammarWords, Vocabulary
from eventcoder.frames.headlines import mend_headlines
from eventcoder.syntax import labels as L
from tests.frames.handmade import hangs, parse

WORDS = GrammarWords.of({"TIME_NOUNS": frozenset({"monday"}), "QUANTITY_NOUNS": frozenset({"dozen"})})
VOCABULARY = Vocabulary(frozenset({"plan"}), frozenset(), frozenset())

Token = tuple[str, str, str, str, int, str]


def mended(*tokens: Token) -> dict[str, tuple[str, str]]:
    found = parse(*((*token, "") for token in tokens))
    mend_headlines(found, WORDS, VOCABULARY)
    return hangs(found)


def listed(verb: str = "agree", first: str = "Togo", form: str = L.PRESENT) -> dict[str, tuple[str, str]]:
    return mended(
        (first, first.lower(), L.NAME, L.SINGULAR, 3, L.TIME),
        (",", ",", L.PUNCTUATION, "", 3, L.PUNCT),
        ("Ghana", "ghana", L.NAME, L.SINGULAR, 3, L.SUBJECT),
        (verb, "agree", L.VERB, form, -1, L.ROOT),
    )


def test_headlines_a_comma_joins_the_subjects_of_a_plural_verb() -> None:
    found = listed()
    assert found["Togo"] == (L.SUBJECT, "agree")
    assert found["Ghana"] == (L.CONJUNCT, "Togo")


@pytest.mark.parametrize(("verb", "first"), [("agrees", "Togo"), ("agree", "Monday"), ("agreed", "Togo")])
def test_headlines_other_things_before_the_comma_stay(verb: str, first: str) -> None:
    found = listed(verb, first)
    assert found[first] == (L.TIME, verb)
    assert found["Ghana"] == (L.SUBJECT, verb)


@pytest.mark.parametrize(("noun", "relation"), [("envoy", L.OBJECT), ("monday", L.TIME), ("dozen", L.TIME)])
def test_headlines_a_bare_noun_behind_the_verb_is_its_object(noun: str, relation: str) -> None:
    found = mended(
        ("Junta", "junta", L.NOUN, L.SINGULAR, 1, L.SUBJECT),
        ("expels", "expel", L.VERB, L.PRESENT, -1, L.ROOT),
        ("French", "french", L.ADJECTIVE, "", 3, L.ADJECTIVAL),
        (noun, noun, L.NOUN, L.SINGULAR, 1, L.TIME),
    )
    assert found[noun] == (relation, "expels")


def test_headlines_a_verb_that_has_an_object_keeps_its_time() -> None:
    found = mended(
        ("Junta", "junta", L.NOUN, L.SINGULAR, 1, L.SUBJECT),
        ("expels", "expel", L.VERB, L.PRESENT, -1, L.ROOT),
        ("today", "today", L.NOUN, L.SINGULAR, 1, L.TIME),
        ("envoy", "envoy", L.NOUN, L.SINGULAR, 1, L.OBJECT),
    )
    assert found["today"] == (L.TIME, "expels")


def test_headlines_the_verb_before_a_comma_is_no_subject() -> None:
    found = mended(
        ("Ali", "ali", L.NAME, L.SINGULAR, 1, L.SUBJECT),
        ("visits", "visit", L.VERB, L.PRESENT, 4, L.SUBJECT),
        ("Rome", "rome", L.NAME, L.SINGULAR, 1, L.TIME),
        (",", ",", L.PUNCTUATION, "", 4, L.PUNCT),
        ("seeks", "seek", L.VERB, L.PRESENT, -1, L.ROOT),
        ("arms", "arm", L.NOUN, L.PLURAL, 4, L.OBJECT),
    )
    assert found["visits"] == (L.ROOT, "")
    assert found["seeks"] == (L.CONJUNCT, "visits")
    assert found["Rome"] == (L.OBJECT, "visits")


ARTICLE: Token = ("The", "the", L.DETERMINER, "", 1, L.DETERMINER_OF)
PEOPLE: Token = ("Saudi", "saudi", L.ADJECTIVE, "", 1, L.ADJECTIVAL)


@pytest.mark.parametrize(
    ("first", "noun", "lemma", "word_class", "relation", "expected"),
    [
        (PEOPLE, "ministers", "minister", L.NOUN, L.RELATIVE, (L.ROOT, "")),
        (PEOPLE, "Houthis", "houthi", L.NAME, L.PARTICIPIAL, (L.ROOT, "")),
        (ARTICLE, "ministers", "minister", L.NOUN, L.RELATIVE, (L.RELATIVE, "ministers")),
        (PEOPLE, "plans", "plan", L.NOUN, L.RELATIVE, (L.RELATIVE, "plans")),
        (PEOPLE, "offers", "offer", L.NOUN, L.PARTICIPIAL, (L.PARTICIPIAL, "offers")),
    ],
)
def test_headlines_an_infinitive_behind_somebody_is_what_he_will_do(
    first: Token, noun: str, lemma: str, word_class: str, relation: str, expected: tuple[str, str]
) -> None:
    found = mended(
        first,
        (noun, lemma, word_class, L.PLURAL, -1, L.ROOT),
        ("to", "to", L.PARTICLE, "", 3, L.AUX),
        ("meet", "meet", L.VERB, L.BASE, 1, relation),
    )
    assert found["meet"] == expected
