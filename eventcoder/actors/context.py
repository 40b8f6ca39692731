"""What a document has said so far, as far as later noun phrases need it."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventcoder.actors.actor import ResolvedActor
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["Context"]

SENTENCES_KEPT = 40
_TWICE, _SHARE = 2, 0.2
"""How often a document names a country that it speaks of, and its share of all that it names."""


@dataclass(slots=True)
class Context:
    """One a document, passed to `Resolver.resolve` for each of its sentences in order.

    Attributes:
        date: ISO date of the document; None where it has none.
        default_country: country of the dateline or the source, taken for bare agents ("police") that nothing else in
            the sentence gives a country; None for none.
        sentence: the sentence being resolved.
        people: key of a surname -> lexicon entry of a person who was named in full.
        strangers: key of a surname or acronym -> somebody who was named in full and described, but is
            not in the lexicon.
        sectors: name of a person whom the text calls a former one -> sectors.
        looking_back: how many pronouns of earlier sentences are being resolved for that of a later one.
        past: the last sentences.
        named: lexicon entries of the persons named so far, once a mention.
        countries: how often each country was named, places twice.
        armed: lexicon entries of the armed groups named so far, once a mention.
        scenes: how often a place in each country was told of.
    """

    date: str | None = None
    default_country: str | None = None
    sentence: "SentenceActors | None" = None
    people: dict[str, int] = field(default_factory=dict)
    strangers: dict[str, "ResolvedActor"] = field(default_factory=dict)
    sectors: dict[str, list[str]] = field(default_factory=dict)
    looking_back: int = 0
    past: "deque[SentenceActors]" = field(default_factory=deque)
    named: list[int] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)
    armed: Counter[int] = field(default_factory=Counter)
    scenes: Counter[str] = field(default_factory=Counter)

    def spoken_of(self) -> frozenset[str]:
        """The countries that the document speaks of again and again."""
        least = max(_TWICE, _SHARE * sum(self.countries.values()))
        return frozenset(country for country, count in self.countries.items() if count >= least)

    def begin(self, sentence: "SentenceActors") -> None:
        """Make a sentence the current one; it knows those before it, as far as they are looked at."""
        self.sentence = sentence
        self.past.append(sentence)
        if len(self.past) > SENTENCES_KEPT:
            self.past.popleft()
            self.past[0].previous = None
