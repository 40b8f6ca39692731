"""Mentions: the names of the lexicon in a text, found in one pass, the longest first, without overlaps.

Measured on news sentences, a dictionary of whole names keyed by their first word needs no automaton library and no
normalised copy of the text with an offset map; benchmarks/mentions.py shows both side by side.
"""

from dataclasses import dataclass

from eventcoder.actors.lexicon import Lexicon, written_in_capitals
from eventcoder.actors.spelling import LINKS, WORD, bare_end, fold, links

__all__ = ["Mention", "find_mentions"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    Attributes:
        start, end: characters into the text that was searched, half open, without a possessive 's.
        kind: kind of the likeliest entry.
        entries: numbers of the entries it may stand for, the likeliest first.
        current: whether they hold at the date asked for (a former minister's do not).
    """

    start: int
    end: int
    kind: str
    entries: tuple[int, ...]
    current: bool = True


def find_mentions(lexicon: Lexicon, text: str, date: str | None = None) -> list[Mention]:
    """Find all names of the lexicon in a text.

    Args:
        lexicon: the names.
        text: any text; one without lower-case letters is searched without regard to case.
        date: ISO date at which names of offices and states shall hold; entries that hold then go first, and only
            where there is none the others are given.

    Returns:
        Mentions in order of the text.
    """
    spans: list[tuple[int, int]] = []
    keys: list[str] = []
    for match in WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if not word.isalnum():
            end = bare_end(word, end)
            word = text[start:end]
        spans.append((start, end))
        keys.append(word.lower() if word.isascii() and word.isalnum() else fold(word))
    found: list[Mention] = []
    longest, names, size = lexicon.longest, lexicon.names, len(keys)
    capitals = text.isupper()
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
            if phrase in names:
                candidates.append((phrase, last))
        step = at + 1
        while candidates:
            phrase, last = candidates.pop()
            mention = _mention(lexicon, text, phrase, keys, spans, at, last, capitals, date)
            if mention is not None:
                found.append(mention)
                step = last + 1
                break
        at = step
    return found


def _mention(
    lexicon: Lexicon,
    text: str,
    phrase: str,
    keys: list[str],
    spans: list[tuple[int, int]],
    first: int,
    last: int,
    capitals: bool,
    date: str | None,
) -> Mention | None:
    """The mention of a phrase whose key is known, if case and neighbours allow one of its entries."""
    start, end = spans[first][0], spans[last][1]
    surface = text[start:end]
    numbers = []
    for spelling, number in lexicon.names[phrase]:
        condition = lexicon.condition(number)
        if not _same_case(spelling, surface, condition.case, capitals, lexicon.is_country(number)):
            continue
        if condition.not_after and first and keys[first - 1] in condition.not_after:
            continue
        if condition.not_before and last + 1 < len(keys) and keys[last + 1] in condition.not_before:
            continue
        numbers.append(number)
    if not numbers:
        return None
    entries = lexicon.ranked(numbers)
    current = [entry for entry in entries if entry.valid(date)]
    chosen = current or entries
    return Mention(start, end, chosen[0].kind, tuple(entry.id for entry in chosen), bool(current))


def _same_case(spelling: str, surface: str, exact: bool, capitals: bool, country: bool) -> bool:
    """Whether the text writes a name as the lexicon does, as far as it matters for that name.

    Text in capitals says nothing about case: there only short acronyms of organisations ("IS", "WHO") need full stops
    to count, since they are ordinary words; countries ("US") count.
    """
    short = written_in_capitals(spelling)
    if capitals:
        return not short or country or not exact or "." in surface
    if spelling == surface:
        return True
    if exact or short:
        return spelling.replace(".", "") == surface.replace(".", "")
    lower = 0
    for word in WORD.findall(spelling):
        lower += word[0].isupper()
    for word in WORD.findall(surface):
        lower -= word[0].isupper() or not word[0].isalpha()
    return lower <= 0
