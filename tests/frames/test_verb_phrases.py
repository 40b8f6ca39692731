"""Phrases and infinitives hung on a word beside their verb, each parse built by hand."""

import pytest

from eventcoder.frames import GrammarWords, Vocabulary
from eventcoder.frames.verb_phrases import mend_verb_phrases
from eventcoder.syntax import labels as L
from tests.frames.handmade import Token, hangs, parse

WORDS = GrammarWords.of(
    {
        "MEANS_NOUNS": frozenset({"phone"}),
        "DUE_NOUNS": frozenset({"time"}),
        "RANKING_WORDS": frozenset({"first"}),
        "SHARING_COMPOUNDS": frozenset({"air"}),
        "INFINITIVE_MODALS": frozenset({"ought"}),
        "DESCRIBING_GERUNDS": frozenset({"strike"}),
        "GIVING_VERBS": frozenset({"give"}),
        "ASKING_NOUNS": frozenset({"call"}),
        "SPEECH_ACTS": frozenset({"accuse"}),
        "CONTENT_CASES": frozenset({"of"}),
        "WANTING_VERBS": frozenset({"call"}),
        "WANTING_CASES": frozenset({"for"}),
    }
)
VOCABULARY = Vocabulary(frozenset({"raid"}), frozenset(), frozenset())


def mended(*tokens: Token) -> dict[str, tuple[str, str]]:
    found = parse(*tokens)
    mend_verb_phrases(found, WORDS, VOCABULARY)
    return hangs(found)


@pytest.mark.parametrize(
    ("word", "word_class", "relation"), [("go", L.VERB, L.OPEN_COMPLEMENT), ("unharmed", L.ADJECTIVE, L.PREDICATE_NOUN)]
)
def test_verb_phrases_agent_behind_the_complement_of_a_passive(word: str, word_class: str, relation: str) -> None:
    found = mended(
        ("Girls", "girl", L.NOUN, L.PLURAL, 2, L.PASSIVE_SUBJECT, ""),
        ("were", "be", L.AUXILIARY, L.PAST, 2, L.PASSIVE_AUX, ""),
        ("let", "let", L.VERB, L.PAST_PARTICIPLE, -1, L.ROOT, ""),
        (word, word, word_class, L.BASE, 2, relation, ""),
        ("by", "by", L.PREPOSITION, "", 5, L.CASE, ""),
        ("rebels", "rebel", L.NOUN, L.PLURAL, 3, L.OBLIQUE, "by"),
    )
    assert found["rebels"] == (L.AGENT, "let")


@pytest.mark.parametrize(("noun", "above"), [("phone", "spoke"), ("fence", "fence")])
def test_verb_phrases_what_stands_behind_a_means(noun: str, above: str) -> None:
    found = mended(
        ("Modi", "modi", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("spoke", "speak", L.VERB, L.PAST, -1, L.ROOT, ""),
        ("by", "by", L.PREPOSITION, "", 3, L.CASE, ""),
        (noun, noun, L.NOUN, L.SINGULAR, 1, L.OBLIQUE, "by"),
        ("with", "with", L.PREPOSITION, "", 5, L.CASE, ""),
        ("Abe", "abe", L.NAME, L.SINGULAR, 3, L.OBLIQUE, "with"),
    )
    assert found["Abe"] == (L.OBLIQUE, above)


def test_verb_phrases_what_is_due_is_the_content_of_time() -> None:
    found = mended(
        ("time", "time", L.NOUN, L.SINGULAR, -1, L.ROOT, ""),
        ("for", "for", L.PREPOSITION, "", 4, L.MARK, ""),
        ("Mali", "mali", L.NAME, L.SINGULAR, 4, L.SUBJECT, ""),
        ("to", "to", L.PARTICLE, "", 4, L.AUX, ""),
        ("vote", "vote", L.VERB, L.BASE, 0, L.RELATIVE, ""),
    )
    assert found["vote"] == (L.PARTICIPIAL, "time")


@pytest.mark.parametrize(
    ("word", "expected"), [("first", (L.OPEN_COMPLEMENT, "became")), ("weak", (L.RELATIVE, "king"))]
)
def test_verb_phrases_the_first_to_do_something_did_it(word: str, expected: tuple[str, str]) -> None:
    found = mended(
        ("Ali", "ali", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("became", "become", L.VERB, L.PAST, -1, L.ROOT, ""),
        ("the", "the", L.DETERMINER, "", 4, L.DETERMINER_OF, ""),
        (word, word, L.ADJECTIVE, "", 4, L.ADJECTIVAL, ""),
        ("king", "king", L.NOUN, L.SINGULAR, 1, L.PREDICATE_NOUN, ""),
        ("to", "to", L.PARTICLE, "", 6, L.AUX, ""),
        ("resign", "resign", L.VERB, L.BASE, 4, L.RELATIVE, ""),
    )
    assert found["resign"] == expected


@pytest.mark.parametrize(
    ("first", "strikes", "camps"),
    [("air", (L.OBJECT, "launched"), (L.OBLIQUE, "strikes")), ("war", (L.CONJUNCT, "war"), (L.OBLIQUE, "war"))],
)
def test_verb_phrases_compounds_that_share_their_noun(
    first: str, strikes: tuple[str, str], camps: tuple[str, str]
) -> None:
    found = mended(
        ("Chad", "chad", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("launched", "launch", L.VERB, L.PAST, -1, L.ROOT, ""),
        (first, first, L.NOUN, L.SINGULAR, 1, L.OBJECT, ""),
        ("and", "and", L.CONJUNCTION, "", 2, L.COORDINATOR, ""),
        ("rocket", "rocket", L.NOUN, L.SINGULAR, 5, L.COMPOUND, ""),
        ("strikes", "strike", L.NOUN, L.PLURAL, 2, L.CONJUNCT, ""),
        ("on", "on", L.PREPOSITION, "", 7, L.CASE, ""),
        ("camps", "camp", L.NOUN, L.PLURAL, 2, L.OBLIQUE, "on"),
    )
    assert (found["strikes"], found["camps"]) == (strikes, camps)


def test_verb_phrases_a_modal_before_an_infinitive_is_its_auxiliary() -> None:
    found = mended(
        ("Chad", "chad", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("ought", "ought", L.AUXILIARY, "", -1, L.ROOT, ""),
        ("to", "to", L.PARTICLE, "", 3, L.AUX, ""),
        ("pay", "pay", L.VERB, L.BASE, 1, L.OPEN_COMPLEMENT, ""),
    )
    assert (found["pay"], found["ought"], found["Chad"]) == ((L.ROOT, ""), (L.AUX, "pay"), (L.SUBJECT, "pay"))


@pytest.mark.parametrize(("noun", "expected"), [("boats", (L.AGENT, "supplied")), ("raid", (L.OBLIQUE, "raid"))])
def test_verb_phrases_agent_behind_what_a_passive_is_done_with(noun: str, expected: tuple[str, str]) -> None:
    found = mended(
        ("Chad", "chad", L.NAME, L.SINGULAR, 2, L.PASSIVE_SUBJECT, ""),
        ("was", "be", L.AUXILIARY, L.PAST, 2, L.PASSIVE_AUX, ""),
        ("supplied", "supply", L.VERB, L.PAST_PARTICIPLE, -1, L.ROOT, ""),
        ("with", "with", L.PREPOSITION, "", 4, L.CASE, ""),
        (noun, noun, L.NOUN, L.SINGULAR, 2, L.OBLIQUE, "with"),
        ("by", "by", L.PREPOSITION, "", 6, L.CASE, ""),
        ("Spain", "spain", L.NAME, L.SINGULAR, 4, L.OBLIQUE, "by"),
    )
    assert found["Spain"] == expected


def test_verb_phrases_a_gerund_that_describes_who_follows() -> None:
    found = mended(
        ("Chad", "chad", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("yielded", "yield", L.VERB, L.PAST, -1, L.ROOT, ""),
        ("to", "to", L.PREPOSITION, "", 3, L.CASE, ""),
        ("striking", "strike", L.VERB, L.GERUND, 1, L.ADVERBIAL, "to"),
        ("nurses", "nurse", L.NOUN, L.PLURAL, 3, L.OBJECT, ""),
    )
    assert (found["nurses"], found["striking"]) == ((L.OBLIQUE, "yielded"), (L.ADJECTIVAL, "nurses"))
    assert found["to"] == (L.CASE, "nurses")


@pytest.mark.parametrize(("case", "relation"), [("after", L.INDIRECT_OBJECT), ("to", L.COMPOUND)])
def test_verb_phrases_a_name_before_what_is_given(case: str, relation: str) -> None:
    found = mended(
        ("Spain", "spain", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("gave", "give", L.VERB, L.PAST, -1, L.ROOT, ""),
        ("Chad", "chad", L.NAME, L.SINGULAR, 3, L.COMPOUND, ""),
        ("pumps", "pump", L.NOUN, L.PLURAL, 1, L.OBJECT, ""),
        (case, case, L.PREPOSITION, "", 5, L.CASE, ""),
        ("floods", "flood", L.NOUN, L.PLURAL, 1, L.OBLIQUE, case),
    )
    assert found["Chad"][0] == relation


@pytest.mark.parametrize(("noun", "expected"), [("call", (L.PARTICIPIAL, "call")), ("bus", (L.ADVERBIAL, "missed"))])
def test_verb_phrases_what_is_asked_for_is_no_purpose(noun: str, expected: tuple[str, str]) -> None:
    found = mended(
        ("Chad", "chad", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("missed", "miss", L.VERB, L.PAST, -1, L.ROOT, ""),
        (noun, noun, L.NOUN, L.SINGULAR, 1, L.OBJECT, ""),
        ("to", "to", L.PARTICLE, "", 4, L.AUX, ""),
        ("vote", "vote", L.VERB, L.BASE, 1, L.ADVERBIAL, ""),
    )
    assert found["vote"] == expected


def test_verb_phrases_what_has_an_article_is_a_noun() -> None:
    found = parse(
        ("Chad", "chad", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("rejected", "reject", L.VERB, L.PAST, -1, L.ROOT, ""),
        ("a", "a", L.DETERMINER, "", 3, L.DETERMINER_OF, ""),
        ("plan", "plan", L.VERB, L.BASE, 1, L.OBJECT, ""),
    )
    mend_verb_phrases(found, WORDS, VOCABULARY)
    assert (found.classes[3], found.forms[3]) == (L.NOUN, L.SINGULAR)


def test_verb_phrases_what_they_are_accused_of_is_a_deed() -> None:
    found = mended(
        ("Chad", "chad", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("accused", "accuse", L.VERB, L.PAST, -1, L.ROOT, ""),
        ("guards", "guard", L.NOUN, L.PLURAL, 1, L.OBJECT, ""),
        ("of", "of", L.PREPOSITION, "", 5, L.CASE, ""),
        ("abusing", "abuse", L.VERB, L.GERUND, 5, L.ADJECTIVAL, ""),
        ("nurses", "nurse", L.NOUN, L.PLURAL, 2, L.OBLIQUE, "of"),
    )
    assert (found["abusing"], found["nurses"]) == ((L.ADVERBIAL, "accused"), (L.OBJECT, "abusing"))
    assert found["of"] == (L.CASE, "abusing")


def test_verb_phrases_who_is_called_on_to_act() -> None:
    found = mended(
        ("Chad", "chad", L.NAME, L.SINGULAR, 1, L.SUBJECT, ""),
        ("called", "call", L.VERB, L.PAST, -1, L.ROOT, ""),
        ("for", "for", L.PREPOSITION, "", 3, L.CASE, ""),
        ("Togo", "togo", L.NAME, L.SINGULAR, 1, L.OBLIQUE, "for"),
        ("to", "to", L.PARTICLE, "", 5, L.AUX, ""),
        ("vote", "vote", L.VERB, L.BASE, 1, L.ADVERBIAL, ""),
    )
    assert (found["Togo"], found["vote"]) == ((L.SUBJECT, "vote"), (L.COMPLEMENT, "called"))
