"""The circumstances of an event: where it took place, in which contexts, how many people it struck, whether long ago.

Bundles places/, contexts, sizes and history for the assembler, so that each reads a sentence once, when the first event
asks. Imports these, rules' values and the ontology.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from eventcoder.actors import Lexicon
from eventcoder.contexts import ContextWords, SentenceContexts
from eventcoder.dates import DateFound
from eventcoder.history import HistoryWords, is_long_past
from eventcoder.ontology import Countries
from eventcoder.places import Gazetteer, PlaceFinder, PlaceWords
from eventcoder.records import Location, Size
from eventcoder.rules.coding import Coding
from eventcoder.sizes import SentenceSizes, SizeWords

if TYPE_CHECKING:
    from eventcoder.assemble import CodedSentence

__all__ = ["CircumstanceFinder", "Circumstances"]

MATERIAL_CONFLICT = 4
"""The quad class whose events have a size."""


class CircumstanceFinder:
    """Everything that circumstances are read with.

    Args:
        places: finds places.
        contexts: words of contexts.
        sizes: words of casualties and arrests.
        history: words of the distant past.
    """

    def __init__(self, places: PlaceFinder, contexts: ContextWords, sizes: SizeWords, history: HistoryWords) -> None:
        self.places, self.contexts, self.sizes, self.history = places, contexts, sizes, history

    @classmethod
    def load(cls, folders: Sequence[Path], lexicon: Lexicon) -> "CircumstanceFinder":
        """Read the words of a codebook.

        Args:
            folders: the codebook's folders, the lowest layer first.
            lexicon: names of actors and countries.

        Raises:
            ResourceError: a file is faulty.
        """
        countries = Countries.load()

        def country_name(code: str) -> str | None:
            country = countries.get(code)
            return country.name if country is not None else None

        places = PlaceFinder(lexicon, Gazetteer(folders), PlaceWords.load(folders), country_name)
        return cls(places, ContextWords.load(folders), SizeWords.load(folders), HistoryWords.load(folders))

    def sentence(self, found: "CodedSentence") -> "Circumstances":
        """The circumstances of one sentence's events."""
        return Circumstances(self, found)


class Circumstances:
    """One sentence; each part is read when the first event asks for it."""

    def __init__(self, finder: CircumstanceFinder, found: "CodedSentence") -> None:
        self._finder, self._sentence = finder, found
        self._places = finder.places.sentence(found)
        self._contexts = SentenceContexts(finder.contexts, found.view, found.codings)
        self._sizes = SentenceSizes(finder.sizes, found.view, found.codings)

    def place(self, coding: Coding, quad: int | None) -> Location | None:
        """Where an event took place."""
        return self._places.place(coding, coding.codes.mode, quad)

    def contexts(self, coding: Coding) -> tuple[str, ...]:
        """What an event is about."""
        return self._contexts.of(coding)

    def size(self, coding: Coding, quad: int | None) -> Size | None:
        """How many people an event of material conflict killed, injured or had arrested."""
        return self._sizes.of(coding) if quad == MATERIAL_CONFLICT else None

    def long_past(self, coding: Coding, dates: Sequence[DateFound]) -> bool:
        """Whether an event is told as one of more than a year before the document."""
        if not (dates or self._marked):
            return False
        tokens = {*coding.frame.tokens, *coding.match.tokens}
        day, words = self._sentence.document.date, self._finder.history
        return is_long_past(self._sentence.view.parse, tokens, dates, day, words, marked=self._marked)

    @cached_property
    def _marked(self) -> bool:
        return self._finder.history.may_apply(self._sentence.view.parse.text)
