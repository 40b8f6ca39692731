"""Whom a sentence keeps in mind for later ones: its he and she; names that the lexicon does not know, with what they
are ("Erdogan's spokesman, Ibrahim Kalin"); acronyms in parentheses behind a name ("the Rapid Support Forces (RSF)").
"""

from typing import TYPE_CHECKING

from eventcoder.actors.lexicon import PLACE_KINDS
from eventcoder.actors.spelling import fold, key
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["introduce"]


def introduce(sentence: "SentenceActors") -> None:
    """Note them in the document's context; resolving a full name notes it."""
    parse, words = sentence.parse, sentence.resolver.words
    persons = words.set("MALE_PRONOUNS") | words.set("FEMALE_PRONOUNS")
    for token, relation in enumerate(parse.relations):
        if relation == L.SUBJECT and parse.classes[token] == L.PRONOUN and parse.words[token].lower() in persons:
            sentence.resolve(token)  # whom "he" stands for is remembered from sentence to sentence
        if parse.classes[token] != L.NAME or relation == L.COMPOUND:
            continue
        number = sentence.mention_at.get(token)
        if number is not None and sentence.mentions[number].kind not in PLACE_KINDS:
            continue
        if parse.words[token].isupper() and token > 1 and parse.words[token - 1] == "(":
            _acronym(sentence, token)
        elif parse.below(token, L.COMPOUND) and (relation == L.APPOSITION or parse.below(token, L.APPOSITION)):
            sentence.resolve(token)


def _acronym(sentence: "SentenceActors", token: int) -> None:
    """An acronym that the lexicon does not know stands for the phrase in front of it."""
    parse = sentence.parse
    head, word = token - 2, parse.words[token]
    if parse.words[token + 1 : token + 2] != [")"] or parse.classes[head] not in (L.NAME, L.NOUN) or len(word) < 2:
        return
    named = sentence.resolve(head)
    if named is None or not (named.code or named.sector):
        return
    if word[0].lower() in {part[:1] for part in key(named.name or named.text).split(" ")}:
        sentence.context.strangers.setdefault(fold(word), named)
