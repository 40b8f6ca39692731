"""A second reading of sentences whose verb was read as a noun, as often in headlines ("Ghana signs border treaty").

The parser knows past tenses better than present ones: the sentence is read again with the word that may be the verb in
the past tense. Used by the English parser alone; imports nothing of the package.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["SecondReader"]

NOUNS, NAMES = ("NN", "NNS"), ("NNP", "NNPS")
PLURALS = ("NNS", "NNPS")
PAST, PRESENT_SINGULAR, PRESENT = "VBD", "VBZ", "VBP"
SUBJECTS, OBJECTS = ("nsubj",), ("dobj", "ccomp", "dative")
WAYS = ("to", "for", "into", "from")
TRIES = 3
"""Words of a sentence that are tried as its verb."""


class SecondReader:
    """Reads sentences without a verb again.

    Args:
        nlp: the parser's pipeline; its lemmatizer's tables say which words are verbs.
    """

    def __init__(self, nlp: "Language") -> None:
        self._nlp = nlp
        self._verbs = frozenset(_verb_table(nlp, "lemma_index"))
        self._irregular: dict[str, str] = {}
        for form, lemmas in _verb_table(nlp, "lemma_exc").items():
            if not form.endswith(("s", "ing")) and form not in lemmas:
                for lemma in lemmas:
                    self._irregular.setdefault(lemma, form)

    def is_verb(self, lemma: str) -> bool:
        """Whether the lemmatizer knows a verb."""
        return lemma in self._verbs

    def read(self, doc: "Doc") -> "Doc | None":
        """The second reading of a sentence; None where the first stands.

        In the second one the verb is tagged as a present tense, with its lemma.
        """
        if any(token.dep_ == "ROOT" and self._can_be_verb(token) for token in doc):
            return None
        for tries, (token, lemma, singular) in enumerate(self._candidates(doc)):
            if tries == TRIES:
                break
            again = self._in_past(doc, token.i, lemma)
            verb = again[token.i]
            if verb.dep_ != "ROOT" or verb.tag_ != PAST or not _agrees(verb, singular=singular):
                continue
            if not any(child.i > verb.i and (child.dep_ in OBJECTS or _is_way(child)) for child in verb.children):
                continue
            verb.tag_, verb.lemma_ = (PRESENT_SINGULAR if singular else PRESENT), lemma
            return again
        return None

    def _can_be_verb(self, token: "Token") -> bool:
        """Not a noun, nor tagged as a verb that the lemmatizer does not know ("missile", "Blinken")."""
        return token.tag_ not in NOUNS + NAMES and not (token.pos_ == "VERB" and token.lemma_ not in self._verbs)

    def _candidates(self, doc: "Doc") -> "Iterator[tuple[Token, str, bool]]":
        """Words that may be the verb: token, lemma, whether its form is that of the third person singular."""
        for token in doc[1:-1]:
            before = doc[token.i - 1]
            if token.tag_ not in NOUNS + NAMES or (before.tag_ not in NOUNS + NAMES and not _is_misread_name(before)):
                continue
            word = token.text.lower()
            for singular, lemma in ((True, word[:-1]), (True, word[:-2]), (True, word[:-3] + "y"), (False, word)):
                ending = word[len(lemma) :] if word.startswith(lemma) else word[-3:]
                if singular and ending not in ("s", "es", "ies"):
                    continue
                if lemma in self._verbs:
                    yield token, lemma, singular
                    break

    def _in_past(self, doc: "Doc", at: int, lemma: str) -> "Doc":
        from spacy.tokens import Doc

        words = [token.text for token in doc]
        words[at] = self._past(lemma)
        again = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
        for _, component in self._nlp.pipeline:
            again = component(again)
        return again

    def _past(self, lemma: str) -> str:
        if lemma in self._irregular:
            return self._irregular[lemma]
        if lemma.endswith("e"):
            return lemma + "d"
        if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
            return lemma[:-1] + "ied"
        return lemma + "ed"


def _verb_table(nlp: "Language", name: str) -> dict[str, Sequence[str]]:
    """What a table of the lemmatizer says of verbs; nothing where the pipeline has no such table."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is None or not lookups.has_table(name):
        return {}
    found = lookups.get_table(name).get("verb", {})
    return dict(found) if isinstance(found, Mapping) else dict.fromkeys(found, ())


def _is_misread_name(token: "Token") -> bool:
    return token.is_title and token.dep_ == "ROOT"


def _is_way(token: "Token") -> bool:
    """The phrase behind a verb of motion ("heads to Kyiv")."""
    return token.dep_ == "prep" and token.lower_ in WAYS and token.i == token.head.i + 1


def _agrees(verb: "Token", *, singular: bool) -> bool:
    """Whether the subject in front of a verb has its number."""
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.i < verb.i:
            plural = child.tag_ in PLURALS or any(other.dep_ == "conj" for other in child.children)
            return child.tag_ in NOUNS + NAMES and plural != singular
    return False
