"""What a document has said of places so far: its dateline and the countries that it named."""

from collections.abc import Iterable
from dataclasses import dataclass

from eventcoder.actors import Lexicon, Mention

__all__ = ["Background"]


@dataclass(frozen=True, slots=True)
class Background:
    """Countries in a document up to a sentence.

    Attributes:
        dateline: country of the dateline (ISO 3166-1 alpha-3), None where there is none.
        countries: countries named so far, that of the dateline included.
    """

    dateline: str | None = None
    countries: frozenset[str] = frozenset()

    @classmethod
    def of(cls, dateline: str | None) -> "Background":
        """What is known before the first sentence."""
        return cls(dateline, frozenset({dateline} if dateline else ()))

    def after(self, mentions: Iterable[Mention], lexicon: Lexicon) -> "Background":
        """What is known after a sentence with these names."""
        named = {lexicon.entry(mention.entries[0]).country for mention in mentions} - {""}
        return self if named <= self.countries else Background(self.dateline, self.countries | named)
