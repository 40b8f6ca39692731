"""Where an event took place: the country always when the text says so, finer places where the lexicon knows them."""

from typing import TYPE_CHECKING

from eventcoder.actors import Lexicon, Mention
from eventcoder.records import Location
from eventcoder.rules.compose import Coding
from eventcoder.syntax.parse import Parse

if TYPE_CHECKING:
    from eventcoder.assemble import CodedSentence

__all__ = ["PlaceFinder"]

PLACES = ("country", "region", "capital", "city")
"""Kinds of lexicon entries that are places."""


class PlaceFinder:
    """Finds the place of an event among the names of its sentence.

    Args:
        lexicon: the names.
        locative: prepositions behind which a place stands ("in", "at", "near", ...).
    """

    def __init__(self, lexicon: Lexicon, locative: frozenset[str]) -> None:
        self._lexicon, self._locative = lexicon, locative

    def place(self, found: "CodedSentence", coding: Coding) -> Location | None:
        """The place nearest to the trigger that stands behind a locative preposition; None where there is none.

        A city or region is taken before a country that stands as near; a place that names no country is left out.
        """
        parse, best = found.view.parse, None
        trigger = coding.frame.head
        for mention in found.mentions:
            if mention.kind not in PLACES:
                continue
            token = _token_at(parse, mention.start)
            if token < 0:
                continue
            case = self._case(parse, token)
            if case not in self._locative:
                continue
            distance = abs(token - trigger) + (0 if token > trigger else 4)
            if best is None or distance < best[0]:
                best = (distance, mention)
        return None if best is None else self._location(found, best[1])

    def _case(self, parse: Parse, token: int) -> str:
        """The preposition in front of the phrase that a token belongs to."""
        steps = 0
        while token >= 0 and steps < 6:
            if parse.cases[token]:
                return parse.cases[token].rsplit(" ", 1)[-1] if " " in parse.cases[token] else parse.cases[token]
            token, steps = parse.heads[token], steps + 1
        return ""

    def _location(self, found: "CodedSentence", mention: Mention) -> Location | None:
        entry = self._lexicon.entry(mention.entries[0])
        if not entry.country:
            return None
        text = found.sentence.text[mention.start : mention.end]
        names = {"city": entry.name} if entry.kind in ("city", "capital") else {}
        if entry.kind == "region":
            names = {"province": entry.name}
        return Location(
            extracted_place=text,
            resolved_place=entry.name,
            country_code=entry.country,
            resolution=5 if entry.kind == "country" else 4 if entry.kind == "region" else 2,
            **names,
        )


def _token_at(parse: Parse, start: int) -> int:
    for token, at in enumerate(parse.starts):
        if parse.ends[token] > start:
            return token if at <= start else -1
    return -1
