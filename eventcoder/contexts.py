"""Contexts: what an event is about besides what happened, told by the words around it.

A codebook's contexts/<language>/*.yaml list words for each PLOVER context. A word in the event's clause counts more
than one elsewhere in its sentence; docs/places.md states the threshold. Imports syntax.Parse and rules' values.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from eventcoder.errors import ResourceError
from eventcoder.rules.coding import Coding
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["MOST", "THRESHOLD", "ContextWords", "SentenceContexts"]

LANGUAGE = "en"
MOST = 4
"""Contexts that an event has at most, those of its rule included."""
THRESHOLD = 2
DISTINCTIVE, WEAK = 1, 0
"""What a word weighs outside the event's clause; inside it weighs one more."""
_SCHEMA = "eventcoder.contexts/1"
_STEPS = 40


@dataclass(frozen=True)
class ContextWords:
    """The words of all contexts, by their first lemma.

    Attributes:
        entries: first lemma -> (all lemmas, context, weight) of each entry that begins with it, the longest first.
    """

    entries: Mapping[str, Sequence[tuple[tuple[str, ...], str, int]]]

    @classmethod
    def load(cls, folders: Iterable[Path]) -> "ContextWords":
        """Read the words of all layers; an upper layer's context takes the place of the lower one's.

        Args:
            folders: the codebook's folders, the lowest first.

        Raises:
            ResourceError: a file is no such table.
        """
        contexts: dict[str, Mapping[str, Sequence[str]]] = {}
        for folder in folders:
            for path in sorted((folder / "contexts" / LANGUAGE).glob("*.yaml")):
                contexts |= _read(path)
        entries: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
        for context, lists in contexts.items():
            for name, weight in (("words", DISTINCTIVE), ("weak", WEAK)):
                for word in dict.fromkeys(lists.get(name, ())):
                    lemmas = tuple(word.lower().split())
                    entries.setdefault(lemmas[0], []).append((lemmas, context, weight))
        for found in entries.values():
            found.sort(key=lambda entry: -len(entry[0]))
        return cls(entries)

    def find(self, parse: Parse) -> list[tuple[int, int, str, int]]:
        """The words of a sentence: first and last token, context, weight; a word within a longer one is passed over."""
        entries, lemmas = self.entries, parse.lemmas
        found: list[tuple[int, int, str, int]] = []
        end = 0
        for token in [token for token, lemma in enumerate(lemmas) if lemma in entries]:
            if token < end:
                continue
            size = 0
            for words, context, weight in entries[lemmas[token]]:
                length = len(words)
                if length < size:
                    break
                if length == 1 or tuple(lemmas[token : token + length]) == words:
                    size = length
                    found.append((token, token + length - 1, context, weight))
            end = token + size
        return found


class SentenceContexts:
    """The contexts of the events of one sentence; the sentence is searched when the first event asks."""

    def __init__(self, words: ContextWords, view: SentenceView, codings: Sequence[Coding]) -> None:
        self._words, self._view, self._codings = words, view, codings
        self._found: list[tuple[int, int, str, int]] | None = None

    def of(self, coding: Coding) -> tuple[str, ...]:
        """The contexts of an event: its rule's, then those that reach the threshold, the weightiest first."""
        own = list(dict.fromkeys(coding.codes.context))
        if self._found is None:
            self._found = self._words.find(self._view.parse)
        if not self._found or len(own) >= MOST:
            return tuple(own[:MOST])
        inside, others = self._clause(coding), self._others(coding)
        lemmas: dict[str, dict[str, int]] = {}
        for first, last, context, weight in self._found:
            weight += self._within(last, inside, others)
            if weight:
                words = lemmas.setdefault(context, {})
                word = self._view.parse.lemmas[first]
                words[word] = max(weight, words.get(word, 0))
        weights = {context: sum(words.values()) for context, words in lemmas.items() if context not in own}
        reached = [context for context, weight in weights.items() if weight >= THRESHOLD]
        reached.sort(key=lambda context: -weights[context])
        return tuple([*own, *reached][:MOST])

    def _clause(self, coding: Coding) -> set[int]:
        """Tokens of the event, and the verb of the clause that it stands in."""
        parse, frames = self._view.parse, self._view.frames
        tokens = {*coding.frame.tokens, *coding.match.tokens}
        for index in coding.frames:
            tokens.update(frames[index].tokens)
        token = coding.frame.head
        while token >= 0 and parse.classes[token] != L.VERB:
            token = parse.heads[token]
        if token >= 0:
            tokens.add(token)
        return tokens

    def _others(self, coding: Coding) -> set[int]:
        """Trigger tokens of the sentence's other events: what hangs from them is theirs."""
        return {token for other in self._codings if other is not coding for token in other.frame.tokens}

    def _within(self, token: int, inside: set[int], others: set[int]) -> int:
        """1 where a word stands in the event's clause, else 0."""
        heads, steps = self._view.parse.heads, 0
        while token >= 0 and steps < _STEPS:
            if token in inside:
                return 1
            if token in others:
                return 0
            token, steps = heads[token], steps + 1
        return 0


def _read(path: Path) -> Mapping[str, Mapping[str, Sequence[str]]]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        if content["schema"] != _SCHEMA:
            raise ResourceError(f"{path}: not of schema {_SCHEMA}")
        contexts: dict[str, Mapping[str, Sequence[str]]] = content["contexts"]
        for context, lists in contexts.items():
            if not lists.keys() <= {"words", "weak"} or not all(isinstance(words, list) for words in lists.values()):
                raise ResourceError(f"{path}: {context} may have the lists words and weak and nothing else")
        return contexts
    except (OSError, yaml.YAMLError, KeyError, AttributeError, TypeError) as error:
        raise ResourceError(f"{path}: not a table of context words: {error!r}") from error
