"""One sentence as rules see it: frames, the names of its noun phrases, and who they are."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from eventcoder.actors import ResolvedActor
from eventcoder.frames import Argument, Frame, GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["SentenceView"]

_MODIFIERS = (L.COMPOUND, L.ADJECTIVAL)


class SentenceView:
    """A sentence with everything that conditions and roles ask about, worked out once.

    Args:
        parse: the sentence.
        frames: its frames.
        words: closed word classes of the language.
        resolve: who the noun phrase headed by a token is; None where it can be nobody.
    """

    def __init__(
        self,
        parse: Parse,
        frames: Sequence[Frame],
        words: GrammarWords,
        resolve: Callable[[int], ResolvedActor | None],
    ) -> None:
        self.parse, self.frames, self.words = parse, frames, words
        self._resolve = resolve
        self._actors: dict[int, ResolvedActor | None] = {}
        self._names: dict[int, frozenset[str]] = {}
        self._phrases: dict[tuple[int, str], list[Argument]] = {}
        self._lemmas: frozenset[str] | None = None
        self._forms: frozenset[str] | None = None
        self._joined: str | None = None
        self.event_nouns: frozenset[int] = frozenset()
        """Tokens of nouns that some rule takes for an event here; set by the composer."""

    def actor(self, head: int) -> ResolvedActor | None:
        """Who the noun phrase headed by a token is."""
        if head not in self._actors:
            self._actors[head] = self._resolve(head)
        return self._actors[head]

    def names(self, head: int) -> frozenset[str]:
        """Every way in which a condition may name a noun phrase.

        Its head's lemma, the head with each modifier ("peace talk"), the head with its of-phrase ("rule of law"), and,
        through empty and quantity nouns, the names of what stands behind "of" ("series of attacks": attack).
        """
        if head in self._names:
            return self._names[head]
        self._names[head] = frozenset()  # a knot in the parse must not loop
        parse, lemma = self.parse, self.parse.lemmas[head]
        found = {lemma}
        children = parse.children[head]
        before = [c for c in children if parse.relations[c] in _MODIFIERS and c < head]
        for child in before:
            found.add(f"{parse.lemmas[child]} {lemma}")
        # "$400,000", a number that only its sign tells to be money
        found.update(parse.lemmas[c] for c in before if parse.lemmas[c] in self.words.currency_signs)
        if len(before) > 1:
            found.add(" ".join(parse.lemmas[c] for c in [*before, head]))
        if parse.classes[head] == L.NAME:
            if lemma.endswith("s"):
                found.add(lemma[:-1])  # plurals read as names keep their ending ("Rockets", "Tutsis")
            # "rebel leader Abu Salim", "Abu Salim, a rebel leader": what he is, is a name for him, too
            titles = [c for c in before if parse.classes[c] == L.NOUN]
            found.update(parse.lemmas[c] for c in titles)
            found.update(f"{parse.lemmas[a]} {parse.lemmas[b]}" for a, b in pairwise(titles))
            for child in parse.below(head, L.APPOSITION):
                if parse.classes[child] == L.NOUN:
                    found |= self.names(child)
        for child in children:
            if parse.relations[child] == L.OBLIQUE and parse.cases[child] == "of":
                found.add(f"{lemma} of {parse.lemmas[child]}")
                if self._counts(head):
                    found |= self.names(child)
        for child in children:
            if parse.relations[child] == L.CONJUNCT and parse.classes[child] in (L.NOUN, L.NAME):
                found |= self.names(child)
        self._names[head] = frozenset(found)
        return self._names[head]

    @property
    def lemmas(self) -> frozenset[str]:
        """All lemmas of the sentence."""
        if self._lemmas is None:
            self._lemmas = frozenset(self.parse.lemmas)
        return self._lemmas

    @property
    def forms(self) -> frozenset[str]:
        """All lemmas and all words of the sentence, lower case."""
        if self._forms is None:
            self._forms = self.lemmas.union(word.lower() for word in self.parse.words)
        return self._forms

    def says(self, words: frozenset[str]) -> bool:
        """Whether any of the words, or multi-word entries, stands anywhere in the sentence."""
        if not self.lemmas.isdisjoint(words):
            return True
        several = _of_several(words)
        if not several:
            return False
        if self._joined is None:
            self._joined = f" {' '.join(self.parse.lemmas)} "
        return any(word in self._joined for word in several)

    def _counts(self, head: int) -> bool:
        """Whether what is meant stands behind "of": "series of raids", "dozens of men", "240 of its citizens"."""
        lemma = self.parse.lemmas[head]
        number = self.parse.classes[head] == L.NUMBER or lemma[:1].isdigit()
        return number or lemma in self.words.empty_nouns or lemma in self.words.quantity_nouns

    def is_topic(self, token: int) -> bool:
        """Whether a token heads a noun that is only what a predicate may be about."""
        return any(frame.head == token and frame.topic for frame in self.frames)

    def meant(self, head: int) -> frozenset[int]:
        """A noun, or through empty and quantity nouns what stands behind "of" ("a series of raids": raids)."""
        parse = self.parse
        if not self._counts(head):
            return frozenset((head,))
        behind = [child for child in parse.below(head, L.OBLIQUE) if parse.cases[child] == "of"]
        return frozenset((head, *behind))

    def is_abstract(self, token: int) -> bool:
        """Whether a common noun names nothing that anything could be done to ("ability", "doubt")."""
        if self.parse.classes[token] != L.NOUN or self.parse.words[token][:1].isupper():
            return False
        lemma = self.parse.lemmas[token]
        if lemma in self.words.concrete_nouns:
            return False
        return lemma in self.words.abstract_nouns or lemma.endswith(tuple(self.words.abstract_endings))

    def phrase(self, frame: Frame, preposition: str) -> list[Argument]:
        """Noun phrases behind a preposition: the frame's own, else those that hang from its objects by mistake."""
        key = (frame.index, preposition)
        if key not in self._phrases:
            self._phrases[key] = self._find_phrase(frame, preposition)
        return self._phrases[key]

    def _find_phrase(self, frame: Frame, preposition: str) -> list[Argument]:
        own = frame.obliques.get(preposition, [])
        if any(self.parse.lemmas[a.head] not in self.words.prepositional_nouns for a in own):
            return own
        # "out of town" counts for "out"
        chained = [a for case, phrase in frame.obliques.items() if case.startswith(f"{preposition} ") for a in phrase]
        if chained:
            return chained
        found = []
        # "the attack by rebels on a base", read as "rebels on a base"
        actors = [a for a in frame.actors if a.route == "by phrase"] if frame.kind == "noun" else []
        for argument in (*frame.objects, *actors):
            found += self.hanging(argument.head, preposition)
            # "restrictions imposed on refugees"
            for participle in self.parse.below(argument.head, L.PARTICIPIAL, L.RELATIVE):
                if self.parse.lemmas[participle] in self.words.light_verbs:
                    found += self.hanging(participle, preposition)
        if not found:
            # "returned a box of letters to the embassy", read as "letters to the embassy"
            for argument in frame.objects:
                for below in self.parse.below(argument.head, L.OBLIQUE):
                    if self.parse.cases[below] == "of" and preposition != "of":
                        found += self.hanging(below, preposition)
        return found or own  # "on the condition", where nothing better is there

    def hanging(self, head: int, preposition: str, near: int = 1) -> list[Argument]:
        """Noun phrases behind a preposition below a noun, with their conjuncts."""
        parse, found = self.parse, []
        # "a truce effective from Sunday in Chad": the phrase may hang from an adjective behind the noun
        above = [head, *(child for child in parse.below(head, L.ADJECTIVAL) if child > head)]
        stack = [
            child
            for token in above
            for child in parse.children[token]
            if parse.relations[child] in (L.OBLIQUE, L.AGENT) and parse.cases[child] == preposition
        ]
        # "fire with gunmen hiding there": the noun is read as the subject of a clause behind the preposition
        stack += [
            noun
            for child in parse.below(head, L.ADVERBIAL)
            if parse.cases[child] == preposition and parse.forms[child] == L.GERUND
            for noun in parse.below(child, L.SUBJECT)
        ]
        while stack:
            current = stack.pop(0)
            if parse.classes[current] == L.VERB:
                continue
            found.append(Argument(current, f"{preposition} phrase of object", near))
            stack += [c for c in parse.children[current] if parse.relations[c] == L.CONJUNCT]
        return found

    def clauses(self, frame: Frame) -> list[int]:
        """Heads of the complement clauses below a frame, predicates or not."""
        parse = self.parse
        heads = [
            child
            for child in parse.children[frame.head]
            if parse.relations[child] in (L.COMPLEMENT, L.OPEN_COMPLEMENT, L.PARATAXIS)
            or (
                parse.relations[child] == L.ADVERBIAL
                and parse.classes[child] == L.VERB
                and parse.cases[child] in self.words.content_cases
            )
            or (frame.kind == "noun" and parse.relations[child] == L.PARTICIPIAL)
        ]
        for argument in frame.objects if frame.kind == "verb" else ():  # "voiced anger that the army had left"
            inner = parse.below(argument.head, L.COMPLEMENT, L.PARTICIPIAL)
            heads += [child for child in inner if parse.below(child, L.MARK) and parse.below(child, L.SUBJECT)]
        extra = [self.frames[i].head for i in frame.contents if self.frames[i].head not in heads]
        return heads + extra


@lru_cache(maxsize=4096)
def _of_several(words: frozenset[str]) -> tuple[str, ...]:
    """The entries of several words, between blanks; parses part "one-party" at its hyphens."""
    parted = (word.replace("-", " - ") for word in words if "-" in word)
    return tuple(f" {word} " for word in (*(word for word in words if " " in word), *parted))
