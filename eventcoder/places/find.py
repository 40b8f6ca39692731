"""Where an event took place: the place phrase nearest to it, else what the dateline or its recipient tells."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from eventcoder.actors import Lexicon
from eventcoder.places.background import Background
from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.phrases import AWAY, INSIDE, MODIFIER, NEAR, PLACE_KINDS, TARGET, TOWARD, Slot, read_units
from eventcoder.places.resolve import COUNTRY_LEVEL, Support, UnitResolver
from eventcoder.places.words import PlaceWords
from eventcoder.records import Location
from eventcoder.rules.coding import Coding
from eventcoder.rules.roles import telling_nouns
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.assemble import CodedSentence

__all__ = ["PlaceFinder", "SentencePlaces"]

OWN, NEIGHBOUR, ABOVE, ELSEWHERE, OTHERS = 0, 2, 4, 5, 8
"""How far a place is from an event: in its own clause, in a clause below or coordinated, above it, elsewhere in the
sentence, in the clause of another event."""
_ORDER = {INSIDE: 0, NEAR: 0, MODIFIER: 0, TOWARD: 1, AWAY: 1, TARGET: 1}
_BOUND = frozenset({TOWARD, AWAY, TARGET})  # relations that mean something to the event alone that they hang from
_FAR = 99


class PlaceFinder:
    """Finds the places of events.

    Args:
        lexicon: the names of actors and countries.
        gazetteer: cities and provinces.
        words: the words of places.
        country_name: English name of a country by its ISO 3166-1 alpha-3 code.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        words: PlaceWords,
        country_name: Callable[[str], str | None] = lambda code: None,
    ) -> None:
        self.lexicon, self.words = lexicon, words
        self.resolver = UnitResolver(lexicon, gazetteer, country_name)

    def dateline_country(self, place: str) -> str | None:
        """The country of a dateline's place: the one that it names ("KABUL, Afghanistan"), else that of its city.

        Args:
            place: the place as written.

        Returns:
            ISO 3166-1 alpha-3 code; None where the place is unknown or could be in several countries.
        """
        city, _, outer = place.partition(",")
        for part in (outer, place, city):
            for spelling in (part.strip(), part.strip().title()):
                for entry in self.lexicon.lookup(spelling) if spelling else ():
                    if entry.kind in PLACE_KINDS and entry.country:
                        return entry.country
        return self.resolver.sole_country(city)

    def sentence(self, found: "CodedSentence") -> "SentencePlaces":
        """The places of one sentence, worked out when the first event asks."""
        return SentencePlaces(self, found)


class SentencePlaces:
    """The place phrases of a sentence and which event each belongs to."""

    def __init__(self, finder: PlaceFinder, found: "CodedSentence") -> None:
        self._finder, self._found = finder, found
        self._background = found.background or Background()
        self._phrases: list[tuple[int, Slot, Location]] | None = None
        self._frame_of: dict[int, int] = {}

    def place(self, coding: Coding, mode: str = "", quad: int | None = None) -> Location | None:
        """Where an event took place.

        Args:
            coding: the event.
            mode: its PLOVER mode.
            quad: its quad class; words (odd) do not take place where other events of the sentence do.
        """
        if self._phrases is None:
            self._phrases = self._read()
        kinds = {coding.codes.plover, f"{coding.codes.plover}.{mode}"}
        best = self._nearest(coding, kinds, quad) if self._phrases else None
        if best is not None and best[0] <= NEIGHBOUR:
            return best[1]
        return (
            self._target(coding, kinds)
            or (best[1] if best is not None else None)
            or self._from_background(coding, kinds)
        )

    def _nearest(self, coding: Coding, kinds: set[str], quad: int | None) -> tuple[int, Location] | None:
        """The place phrase that is nearest to an event, and how near it is."""
        words, tokens = self._finder.words, self._tokens(coding)
        aims = {INSIDE, NEAR, MODIFIER}
        if not kinds.isdisjoint(words.moving):
            aims.add(TOWARD)
        if not kinds.isdisjoint(words.leaving):
            aims.add(AWAY)
        if not (kinds.isdisjoint(words.against_place) and kinds.isdisjoint(words.at_recipient)):
            aims.add(TARGET)
        best: tuple[tuple[int, int, bool, bool, int], Location] | None = None
        for token, slot, location in self._phrases or ():
            whole = location.resolution == COUNTRY_LEVEL
            if slot.relation not in aims or (slot.relation == NEAR and whole):
                continue  # near a country is not in it
            rank = self._rank(slot.attach, tokens, coding, token)
            if slot.relation in _BOUND:
                if slot.attach not in tokens:
                    continue
                rank = OWN + 1
            if rank >= _FAR or (rank >= OTHERS and (quad is None or quad % 2)):
                continue
            if rank > OWN + 1 and not coding.codes.plover:
                continue  # a statement is made elsewhere than where what it is about is
            order = (rank, _ORDER[slot.relation], slot.conjunct, whole, self._distance(token, coding))
            if best is None or order < best[0]:
                best = order, location
        return None if best is None else (best[0][0], best[1])

    # ------------------------------------------------------------------ phrases

    def _read(self) -> list[tuple[int, Slot, Location]]:
        found, finder = self._found, self._finder
        parse = found.view.parse
        units = read_units(parse, found.mentions, finder.lexicon, finder.words)
        if not units:
            return []
        lexicon = finder.lexicon
        named = [lexicon.entry(mention.entries[0]).country for mention in found.mentions]
        support = Support({country for country in named if country}, self._background.countries)
        phrases = []
        resolved = [(unit, finder.resolver.location(unit, parse, support)) for unit in units]
        told = {id(unit.inside) for unit, location in resolved if location is not None}  # a finer place tells it, too
        for unit, location in resolved:
            if location is None or unit.slot is None or id(unit) in told:
                continue
            phrases.append((unit.head, unit.slot, location))
        for frame in found.view.frames:
            for token in (*frame.tokens, frame.head):
                self._frame_of.setdefault(token, frame.index)
        return phrases

    # ------------------------------------------------------------------ whose place it is

    def _tokens(self, coding: Coding) -> set[int]:
        frames, tokens = self._found.view.frames, set(coding.frame.tokens)
        tokens.update(coding.match.tokens)
        speeches = {frames[index].speech for index in coding.frames} - {coding.frame.index}
        for index in coding.frames - speeches:
            tokens.update(frames[index].tokens)
            for noun in telling_nouns(self._found.view, frames[index]):
                if not any(noun.index in other.frames for other in self._found.codings if other is not coding):
                    tokens.update(noun.tokens)  # "the attack on Douma killed 75"
        return tokens

    def _rank(self, attach: int, tokens: set[int], coding: Coding, unit: int) -> int:
        """How far a place is from the event: see the constants; 1 more where it is part of the event's subject."""
        parse = self._found.view.parse
        speaker = coding.frame.speaker.head if coding.frame.speaker is not None else -1
        token, subject, steps = attach, 0, 0
        while token >= 0 and token not in self._frame_of and token not in tokens and steps < 30:
            if token == speaker:
                return _FAR
            subject = int(parse.relations[token] in (L.SUBJECT, L.PASSIVE_SUBJECT))
            token, steps = parse.heads[token], steps + 1
        if token < 0 or steps >= 30:
            return ELSEWHERE
        if token in tokens:
            return OWN + subject
        if token == speaker or unit == speaker:
            return _FAR
        frames, owner = self._found.view.frames, self._frame_of[token]
        others = any(owner in other.frames for other in self._found.codings if other is not coding)
        current, steps = frames[owner], 0
        while current.governor >= 0 and steps < 8:
            if current.governor in coding.frames:
                return OTHERS if others else NEIGHBOUR + subject
            current, steps = frames[current.governor], steps + 1
        current, steps = coding.frame, 0
        while current.governor >= 0 and steps < 8:
            if current.governor == owner:
                if owner == coding.frame.speech:
                    return _FAR
                if current.link == "conjunct":
                    return NEIGHBOUR
                return ABOVE + subject
            current, steps = frames[current.governor], steps + 1
        return OTHERS if others else ELSEWHERE + subject

    @staticmethod
    def _distance(token: int, coding: Coding) -> int:
        """Tokens between place and trigger; in front of it counts a little more."""
        away = token - coding.frame.head
        return away if away > 0 else 4 - away

    # ------------------------------------------------------------------ without a phrase

    def _target(self, coding: Coding, kinds: set[str]) -> Location | None:
        """A recipient that is itself a place ("shelled Sderot", "visited Beijing")."""
        words = self._finder.words
        if kinds.isdisjoint(words.against_place) and kinds.isdisjoint(words.at_recipient):
            return None
        for role in coding.recipients:
            who = role.who
            if who.kind in words.territories and who.entry >= 0:
                entry = self._finder.lexicon.entry(who.entry)
                if entry.country:
                    return self._finder.resolver.named(entry.name, entry.kind, entry.country, who.text)
        return None

    def _from_background(self, coding: Coding, kinds: set[str]) -> Location | None:
        """The country of the dateline where the event is a domestic one there; else the one it is done to."""
        words, resolver = self._finder.words, self._finder.resolver
        actors = {role.who.code or role.who.country for role in coding.actors} - {None}
        recipients = {role.who.code or role.who.country for role in coding.recipients} - {None}
        for role in coding.recipients:
            if role.who.resolved_by == "place phrase" and role.who.code:
                return resolver.country(role.who.code, None)
        dateline = self._background.dateline
        if dateline and (actors | recipients) <= {dateline}:
            return resolver.country(dateline, None)
        against = not kinds.isdisjoint(words.against_place)
        if not against and kinds.isdisjoint(words.at_recipient):
            return None
        parties = {code for code in actors | recipients if code and code in self._countries()}
        domestic = bool(actors and recipients) or not kinds.isdisjoint(words.domestic)
        if len(parties) == 1 and domestic and actors <= parties and recipients <= parties:
            return resolver.country(parties.pop(), None)
        if against:
            for role in coding.recipients:
                who = role.who
                sectors = {who.sector, *who.other_sectors}
                lives = not sectors.isdisjoint(words.populations) if sectors != {None} else who.kind != "weapon"
                if who.code in self._countries() and lives and who.code:
                    return resolver.country(who.code, None)
        return None

    def _countries(self) -> Mapping[str, str]:
        return self._finder.lexicon.country_cameo
