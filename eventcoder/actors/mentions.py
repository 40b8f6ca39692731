"""Mentions: the names of the lexicon in a text, found in one pass, the longest first, without overlaps.

Measured on news sentences, a dictionary of whole names keyed by their first word needs no automaton library and no
normalised copy of the text with an offset map; benchmarks/mentions.py shows both side by side.
"""

from collections.abc import Collection
from dataclasses import dataclass

from eventcoder.actors.lexicon import BLOCK, ORGANIZATION, PERSON, Lexicon, written_in_capitals
from eventcoder.actors.spelling import LINKS, WORD, bare_end, fold, links

__all__ = ["Mention", "find_mentions"]

_NEIGHBOURS = 3  # words in the longest phrase of a not_before or not_after condition
_HEADLINE = 0.75  # share of capitalised words above which capitals say nothing about given names
_LONG_ACRONYM = 4  # letters from which a name all in capitals cannot be another word by accident


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    Attributes:
        start, end: characters into the text that was searched, half open, without a possessive 's.
        kind: kind of the likeliest entry; "block" where the phrase is no actor ("Middle East", "Berlin Wall") and only
            hides the names inside it.
        entries: numbers of the entries it may stand for, the likeliest first.
        current: whether they hold at the date asked for (a former minister's do not).
    """

    start: int
    end: int
    kind: str
    entries: tuple[int, ...]
    current: bool = True


def find_mentions(lexicon: Lexicon, text: str, date: str | None = None, around: Collection[str] = ()) -> list[Mention]:
    """Find all names of the lexicon in a text.

    Args:
        lexicon: the names.
        text: any text; one without lower-case letters is searched without regard to case.
        date: ISO date at which names of offices and states shall hold; entries that hold then go first, and only
            where there is none the others are given.
        around: countries that the document speaks of elsewhere; they decide about minor readings where the text itself
            names none.

    Returns:
        Mentions in order of the text.
    """
    return _Search(lexicon, text, date, around).run()


class _Search:
    """One pass over one text."""

    def __init__(self, lexicon: Lexicon, text: str, date: str | None, around: Collection[str]) -> None:
        self.lexicon, self.text, self.date, self.around = lexicon, text, date, around
        self.spans: list[tuple[int, int]] = []
        self.keys: list[str] = []
        self.capitals = text.isupper()
        self._headline: bool | None = None
        self._doubtful: list[int] = []  # places in the result whose entries include minor readings

    def run(self) -> list[Mention]:
        text, spans, keys = self.text, self.spans, self.keys
        for match in WORD.finditer(text):
            start, end = match.span()
            word = match.group()
            if not word.isalnum():
                end = bare_end(word, end)
                word = text[start:end]
            spans.append((start, end))
            keys.append(word.lower() if word.isascii() and word.isalnum() else fold(word))
        found: list[Mention] = []
        longest, names, beginnings = self.lexicon.longest, self.lexicon.names, self.lexicon.beginnings
        size = len(keys)
        at = 0
        while at < size:
            limit = longest.get(keys[at])
            if limit is None:
                at += 1
                continue
            phrase, last = keys[at], at
            candidates = [(phrase, at)] if phrase in names else []
            while last + 1 < size and last - at + 1 < limit:
                gap = text[spans[last][1] : spans[last + 1][0]]
                if gap not in LINKS and not links(gap):
                    break
                last += 1
                phrase = f"{phrase} {keys[last]}"
                if last == at + 1 and phrase not in beginnings:
                    break
                if phrase in names:
                    candidates.append((phrase, last))
            step = at + 1
            while candidates:
                phrase, last = candidates.pop()
                mention = self._mention(phrase, at, last, found)
                if mention is not None:
                    found.append(mention)
                    step = last + 1
                    break
            at = step
        return self._without_minor_readings(found) if self._doubtful else found

    def _mention(self, phrase: str, first: int, last: int, found: list[Mention]) -> Mention | None:
        """The mention of a phrase whose key is known, if case and neighbours allow one of its entries."""
        lexicon = self.lexicon
        start, end = self.spans[first][0], self.spans[last][1]
        surface = self.text[start:end]
        numbers, second = [], False
        for spelling, number in lexicon.names[phrase]:
            condition = lexicon.condition(number)
            if not _same_case(spelling, surface, condition.case, self.capitals, lexicon.is_country(number)) and not (
                first < last and not condition.case and self._without_capitals(first, last)
            ):
                continue
            if condition.not_after and not self._free(condition.not_after, first, before=True):
                continue
            if condition.not_before and not self._free(condition.not_before, last, before=False):
                continue
            if condition.not_surname and self._given_name_before(first, found):
                continue
            if condition.not_given_name and self._surname_behind(last):
                continue
            if self._part_of_another_name(number, first, last, found):
                continue
            second = second or condition.second
            numbers.append(number)
        if not numbers:
            return None
        entries = lexicon.ranked(numbers)
        current = [entry for entry in entries if entry.valid(self.date)]
        if not self.date:
            # without a date what still is goes before what has ended
            current = [entry for entry in current if not entry.until] or current
        chosen = current or entries
        if second and chosen[0].kind != BLOCK:
            self._doubtful.append(len(found))
        return Mention(start, end, chosen[0].kind, tuple(entry.id for entry in chosen), bool(current))

    def _without_capitals(self, first: int, last: int) -> bool:
        """Whether a text writes only a nation's name in a longer name with a capital ("European commission", "Free
        Syrian army"), as some papers do."""
        small, nation, capitals = self.lexicon.lowercase_names, False, 0
        if self.text[self.spans[last][0]].islower() and self.keys[last] not in self.lexicon.lowercase_heads:
            return False
        for at in range(first, last + 1):
            if self.text[self.spans[at][0]].isupper():
                capitals += 1
                known = self.lexicon.names.get(self.keys[at], ())
                nation = nation or any(self._is_nation(number) for _, number in known)
            elif at == first or self.keys[at] not in small:
                return False
        return nation or capitals > 1

    def _is_nation(self, number: int) -> bool:
        """Whether a row names a country or an organisation of countries."""
        return self.lexicon.is_country(number) or (
            self.lexicon.entry(number).kind == ORGANIZATION and not self.lexicon.entry(number).country
        )

    def _part_of_another_name(self, number: int, first: int, last: int, found: list[Mention]) -> bool:
        """Whether a person's name is part of somebody else's longer one ("Ivana Trump", "President Abdelaziz B.")."""
        if self.lexicon.entry(number).kind != PERSON:
            return False
        return (first == last and self._given_name_before(first, found)) or self._surname_behind(last)

    def _free(self, phrases: frozenset[str], at: int, before: bool) -> bool:
        """Whether none of the phrases stands directly in front of, or behind, a word."""
        keys = self.keys
        for size in range(1, _NEIGHBOURS + 1):
            words = keys[max(at - size, 0) : at] if before else keys[at + 1 : at + 1 + size]
            if len(words) == size and " ".join(words) in phrases:
                return False
        return True

    def _given_name_before(self, first: int, found: list[Mention]) -> bool:
        if not first or not self._joined(first - 1, first):
            return False
        start, end = self.spans[first - 1]
        return not (found and found[-1].end >= end) and self._could_be_a_name(first - 1, self.text[start:end])

    def _surname_behind(self, last: int) -> bool:
        if last + 1 >= len(self.keys) or not self._joined(last, last + 1):
            return False
        start, end = self.spans[last + 1]
        others = self.lexicon.names.get(self.keys[last + 1], ())
        if any(self.lexicon.entry(number).kind != PERSON for _, number in others):
            return False
        return self._could_be_a_name(last + 1, self.text[start:end])

    def _joined(self, word: int, following: int) -> bool:
        return self.text[self.spans[word][1] : self.spans[following][0]] in (" ", ". ", "-")

    def _could_be_a_name(self, at: int, word: str) -> bool:
        if not word[0].isupper() or self.keys[at] in self.lexicon.no_given_names or (len(word) > 1 and word.isupper()):
            return False
        if self._headline is None:
            words = [self.text[start:end] for start, end in self.spans]
            self._headline = sum(not word[0].islower() for word in words) > _HEADLINE * len(words) > 4 * _HEADLINE
        return not self._headline

    def _without_minor_readings(self, found: list[Mention]) -> list[Mention]:
        """Drop readings of kind "second" unless something else in the text names their country."""
        lexicon = self.lexicon
        named = set()
        for place, mention in enumerate(found):
            if place not in self._doubtful and mention.kind != BLOCK:
                named.add(lexicon.entry(mention.entries[0]).country)
        kept = []
        for place, mention in enumerate(found):
            if place not in self._doubtful:
                kept.append(mention)
                continue
            main = [number for number in mention.entries if not lexicon.condition(number).second]
            minor = [number for number in mention.entries if number not in main]
            named_minor = [number for number in minor if lexicon.entry(number).country in named]
            named_main = [number for number in main if lexicon.entry(number).country in named]
            if not named_minor and not named_main:
                named_minor = [number for number in minor if lexicon.entry(number).country in self.around]
                named_main = [number for number in main if lexicon.entry(number).country in self.around]
            entries = [*named_minor, *main] if not named_main else [*main, *named_minor]
            if entries:
                kind = lexicon.entry(entries[0]).kind
                kept.append(Mention(mention.start, mention.end, kind, tuple(entries), mention.current))
        return kept


def _same_case(spelling: str, surface: str, exact: bool, capitals: bool, country: bool) -> bool:
    """Whether the text writes a name as the lexicon does, as far as it matters for that name.

    Text in capitals says nothing about case: there only short acronyms of organisations ("IS", "WHO") need full stops
    to count, since they are ordinary words; countries ("US") count. A longer name all in capitals inside other text
    ("BAGHDAD (AP)") counts.
    """
    short = written_in_capitals(spelling)
    if capitals:
        return not short or country or not exact or "." in surface
    if spelling == surface:
        return True
    if exact or short:
        plain = surface.replace(".", "")
        return spelling.replace(".", "") == plain or (len(plain) >= _LONG_ACRONYM and plain.isupper())
    lower = 0
    for word in WORD.findall(spelling):
        lower += word[0].isupper()
    for word in WORD.findall(surface):
        lower -= word[0].isupper() or not word[0].isalpha()
    return lower <= 0
