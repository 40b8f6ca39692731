"""The dateline at the head of a news text: place, agency and date, as spans of the untouched text."""

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from eventcoder.resources import codebooks_folder
from eventcoder.word_lists import read_word_lists

__all__ = ["Dateline", "dateline", "dateline_at"]

REACH = 160
"""A dateline ends within this many characters of its line."""
PLACE_WORDS = 7
LEAD_LINES = 4
"""How many lines at the head of a text may stand before the dateline's (headline, byline, second headline)."""

_DASH = re.compile(r"(?:\s*(?:—|–|---?)|\s+[-_])(?:\s+|$)|(?<=\))\s*[-_:](?:\s+|$)")
_COLON = re.compile(r"\s*([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2}):\s+(?=[^\W\d_a-z])")
_NO_DASH = re.compile(r"\([A-Z][A-Za-z/ ]{1,20}\)\.?\s+(?=[A-Z\"“‘'])")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_SOURCE = re.compile(r"\(([^()]{1,60})\)\s*$")
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline, e.g. "BAGHDAD, May 3 (AP) --".

    Attributes:
        place: the place as written, without what follows ("BAGHDAD"; "KABUL, Afghanistan"), or None.
        source: the agency in parentheses ("AP"), or None.
        date_text: the date as written ("May 3"), or None.
        start, end: characters into the text; `end` is where the report begins.
    """

    place: str | None
    source: str | None
    date_text: str | None
    start: int
    end: int


@cache
def _words(language: str = "en") -> Mapping[str, frozenset[str]]:
    """The lists of codebooks/default/sentences/<language>/datelines.txt."""
    return read_word_lists(codebooks_folder("default", "sentences", language, "datelines.txt"))


@cache
def _cities() -> tuple[frozenset[str], frozenset[str]]:
    """Names of cities, and those of them that only one city has, in folded case."""
    found: Counter[str] = Counter()
    with codebooks_folder("default", "places", "cities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            found[row["name"].casefold()] += 1
    return frozenset(found), frozenset(name for name, count in found.items() if count == 1)


def dateline(text: str) -> Dateline | None:
    """Find the dateline in the first lines of a text.

    Args:
        text: the document's text; it is not changed, and the offsets returned are into it.

    Returns:
        The dateline, or None where there is none that can be told from a sentence: a place in mixed case counts only
        before an agency in parentheses or a date, so "The strikes - two of them - failed" has none; before a colon
        ("KARACHI: Police") only a city does, in mixed case one whose name no other has.
    """
    seen = 0
    for line in _LINE.finditer(text):
        if line.group().isspace():
            continue
        found = dateline_at(text, line.start(), line.end())
        if found is not None:
            return found
        seen += 1
        if seen == LEAD_LINES or line.end() - line.start() > 2 * REACH:
            return None
    return None


def dateline_at(text: str, start: int, end: int) -> Dateline | None:
    """The dateline at the head of one line of a text.

    Args:
        text: the document's text.
        start, end: the line, characters into the text.
    """
    line = text[start : min(end, start + REACH)]
    begin = len(line) - len(line.lstrip())
    for dash in _DASH.finditer(line, begin):
        if dash.start() == begin:
            break
        parts = _read(line[begin : dash.start()].rstrip())
        if parts is not None:
            return Dateline(*parts, start + begin, start + dash.end())
        # "SAN FRANCISCO-BERKELEY" has no dash of this kind; one wrong candidate is enough to give up.
        break
    return _without_dash(text, line, start, begin)


def _without_dash(text: str, line: str, start: int, begin: int) -> Dateline | None:
    """A dateline that ends with a colon ("KARACHI: ") or with its agency ("Lima, May 3 (IANS) ")."""
    colon = _COLON.match(line)
    if colon is not None:
        name = colon.group(1)
        every, sole = _cities()
        if name.casefold() in (every if name.isupper() else sole):
            return Dateline(name, None, None, start + begin, start + colon.end())
    agency = _NO_DASH.search(line)
    if agency is not None and agency.start() > begin:
        parts = _read(line[begin : agency.end()].rstrip().rstrip("."))
        if parts is not None and parts[0] is not None and parts[2] is not None:
            return Dateline(*parts, start + begin, start + agency.end())
    return None


def _read(head: str) -> tuple[str | None, str | None, str | None] | None:
    """Place, agency and date of what stands before the dash; None where it is no dateline."""
    agency = _SOURCE.search(head)
    source = agency.group(1).strip() if agency else None
    if source and not source[0].isupper() and " " in source:
        return None
    rest = (head[: agency.start()] if agency else head).strip().rstrip(",").strip()
    if not rest:
        return (None, source, None) if source else None
    places: list[str] = []
    dates: list[str] = []
    for part in (piece.strip() for piece in rest.split(",")):
        if not part:
            return None
        if any(character.isdigit() for character in part):
            if len(part) > 20 or len(part.split()) > 3:
                return None
            dates.append(part)
        elif dates or not _is_place(part):
            return None
        else:
            places.append(part)
    if not places or len(places) > 3:
        return None
    sure = source is not None or bool(dates)
    capitals = places[0].isupper() and sum(map(str.isalpha, places[0])) >= 3
    if not (sure or capitals) or places[0].split()[0].rstrip(".").casefold() in _words()["labels"]:
        return None
    return ", ".join(places), source, ", ".join(dates) or None


def _is_place(part: str) -> bool:
    """Whether a piece between commas can be a name: few words, each with a capital or a small linking word."""
    words = part.replace("/", " ").split()
    if not 0 < len(words) <= PLACE_WORDS or not part[0].isupper():
        return False
    linking = _words()["linking"]
    return all(
        _WORD.fullmatch(word) is not None and (word[0].isupper() or word.casefold().split("-")[0] in linking)
        for word in words
    )
