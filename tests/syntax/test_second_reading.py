"""Headlines whose verb the parser reads as a noun."""

import pytest

from eventcoder.syntax import EnglishParser, Parse
from eventcoder.syntax import labels as L


@pytest.fixture(scope="module")
def parser() -> EnglishParser:
    return EnglishParser()


def parsed(parser: EnglishParser, text: str) -> Parse:
    return next(parser.parse([(text, 7)]))


@pytest.mark.parametrize(
    ("text", "verb", "lemma", "subject", "object_"),
    [
        ("Merkel phones Putin over Minsk accord", "phones", "phone", "Merkel", "Putin"),
        ("Armenia and Azerbaijan sign truce", "sign", "sign", "Armenia", "truce"),
        ("E.U. Ends Timber Ban on Gabon.", "Ends", "end", "E.U.", "Ban"),
        ("Zambia exports copper to China.", "exports", "export", "Zambia", "copper"),
        ("Thai opposition files complaint against army chief", "files", "file", "opposition", "complaint"),
        ("Ukraine severs relations with Belarus.", "severs", "sever", "Ukraine", "relations"),
    ],
)
def test_syntax_second_reading_finds_the_verb(
    parser: EnglishParser, text: str, verb: str, lemma: str, subject: str, object_: str
) -> None:
    parse = parsed(parser, text)
    at = parse.words.index(verb)
    assert parse.heads[at] == -1
    assert (parse.relations[at], parse.classes[at], parse.forms[at]) == (L.ROOT, L.VERB, L.PRESENT)
    assert parse.lemmas[at] == lemma
    assert [parse.words[token] for token in parse.below(at, L.SUBJECT)] == [subject]
    assert [parse.words[token] for token in parse.below(at, L.OBJECT)] == [object_]


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [("Lavrov heads to Hanoi next week", "heads", "Lavrov"), ("South Korea fires missile over sea", "fires", "Korea")],
)
def test_syntax_second_reading_of_what_was_taken_for_a_verb_that_there_is_not(
    parser: EnglishParser, text: str, verb: str, subject: str
) -> None:
    parse = parsed(parser, text)
    at = parse.words.index(verb)
    assert (parse.relations[at], parse.classes[at]) == (L.ROOT, L.VERB)
    assert [parse.words[token] for token in parse.below(at, L.SUBJECT)] == [subject]


@pytest.mark.parametrize("text", ["Peace talks between Israel and Hamas", "Bomb attacks in Iraq", "UN talks in Geneva"])
def test_syntax_second_reading_leaves_noun_phrases(parser: EnglishParser, text: str) -> None:
    parse = parsed(parser, text)
    root = parse.heads.index(-1)
    assert parse.classes[root] in (L.NOUN, L.NAME)


def test_syntax_second_reading_keeps_words_and_places(parser: EnglishParser) -> None:
    text = "Argentine truckers blockade ports"
    parse = parsed(parser, text)
    assert parse.words == text.split()
    assert [text[start:end] for start, end in zip(parse.starts, parse.ends, strict=True)] == parse.words
    assert (parse.text, parse.offset) == (text, 7)


@pytest.mark.parametrize(
    ("word", "lemma"), [("re-opened", "reopen"), ("de-escalated", "deescalate"), ("re-imposed", "reimpose")]
)
def test_syntax_verbs_with_a_hyphened_prefix_are_one_word(parser: EnglishParser, word: str, lemma: str) -> None:
    parse = parsed(parser, f"Sweden {word} it on Monday.")
    at = parse.words.index(word)
    assert (parse.lemmas[at], parse.classes[at], parse.heads[at]) == (lemma, L.VERB, -1)
