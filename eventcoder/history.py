"""History: events that a text tells as long past, more than a year before the document's own date.

Stated in docs/places.md: a date, year, decade or named period of the event's clause that ended more than a year before
the document; "decades ago"; a year in front of the event noun ("the 2003 invasion"); an event that is only remembered
("the anniversary of the attack"). A limit ("since 2011") is none.
"""

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import yaml
from dateutil.relativedelta import relativedelta

from eventcoder.dates import DateFound, event_date
from eventcoder.errors import ResourceError
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["AGE", "HistoryWords", "is_long_past"]

LANGUAGE = "en"
AGE = relativedelta(years=1)
"""What ended longer than this before the document's date is history."""
_SCHEMA = "eventcoder.history/1"
_YEARS = re.compile(r"(?<![\d-])(1[5-9]\d\d|20\d\d)(?:(['’]?s\b)|\s?[-–]\s?(\d{4}|\d\d)\b(?![-–.,]?\d))")
# "in 1812", which the dates of news leave alone; not "in 1600 villages"
_OLD_YEAR = re.compile(r"(?<![\d.,-])(1[5-8]\d\d)(?![\d-]|[.,]\d|\s[a-z]+s\b)")
_DIGITS = re.compile(r"\d{4}")
_WORD = re.compile(r"\w+")
_FIRST, _UNDATED, _LONG_AGO = "1500", "1946-01-01", "0000-01-01"
_CENTURIES = 2000  # "the 1800s" is a century, "the 2000s" a decade
_STEPS = 10
_LISTS = ("units", "ago", "remembrance", "prepositions", "fillers", "limits")


@dataclass(frozen=True)
class HistoryWords:
    """The words of history/<language>.yaml, lower case; periods with the year in which they ended."""

    units: frozenset[str] = frozenset()
    ago: frozenset[str] = frozenset()
    remembrance: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    periods: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, folders: Iterable[Path]) -> "HistoryWords":
        """Read the words of all layers; a list of an upper layer takes the place of the lower one's.

        Args:
            folders: the codebook's folders, the lowest first.

        Raises:
            ResourceError: a file is no such table.
        """
        content: dict[str, object] = {}
        for folder in folders:
            path = folder / "history" / f"{LANGUAGE}.yaml"
            if path.is_file():
                try:
                    content |= yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
                    if content["schema"] != _SCHEMA:
                        raise ResourceError(f"{path}: not of schema {_SCHEMA}")
                except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
                    raise ResourceError(f"{path}: not a table of words of history: {error!r}") from error

        def words(name: str) -> frozenset[str]:
            value = content.get(name)
            return frozenset(value) if isinstance(value, list) else frozenset()

        periods = content.get("periods")
        years = {name: int(year) for name, year in periods.items()} if isinstance(periods, dict) else {}
        lists = {name: words(name) for name in _LISTS}
        return cls(**lists, periods=years)

    @cached_property
    def long_ago(self) -> re.Pattern[str]:
        """Finds "decades ago" and the like."""
        units, ago = ("|".join(sorted(map(re.escape, names))) for names in (self.units, self.ago))
        return re.compile(rf"\b(?:{units})\s+(?:{ago})\b", re.IGNORECASE)

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        return tuple(sorted({*self.ago, *self.remembrance, *self.periods}))

    def may_apply(self, text: str) -> bool:
        """Whether a text has anything besides dates by which an event could be long past."""
        if _DIGITS.search(text) is not None:
            return True
        lower = text.lower()
        return any(mark in lower for mark in self._marks)


def is_long_past(
    parse: Parse,
    tokens: Collection[int],
    dates: Sequence[DateFound],
    document_date: datetime.date | None,
    words: HistoryWords,
    *,
    marked: bool = True,
) -> bool:
    """Whether a sentence tells an event as one of more than a year before the document.

    Args:
        parse: the sentence.
        tokens: the event's tokens.
        dates: the dates of the sentence, as eventcoder.dates finds them.
        document_date: day of publication; without it only remembrance, "decades ago" and what was before 1946 count:
            news older than the United Nations is no matter of the event ontologies.
        words: the words of history.
        marked: what `words.may_apply` says of the sentence.
    """
    text = parse.text
    if not marked and not dates:
        return False
    limit = (document_date - AGE).isoformat() if document_date is not None else _UNDATED
    start, end = parse.starts[min(tokens)], parse.ends[max(tokens)]
    times = [*_periods(text, words), *_ago(text, words)] if marked else []
    taken = [(time.start, time.end) for time in times]
    for found in dates:
        if any(found.start < stop and first < found.end for first, stop in taken):
            continue
        span = found.precision == "year" and found.end_date is not None and found.end_date[:4] != found.date[:4]
        times.append(replace(found, bound=None) if span else found)  # "from 1980 to 1988" is no limit
    nearest = event_date(times, start, end, text=text)
    if nearest is not None and (nearest.end_date or nearest.date) < limit:
        return True
    if not marked:
        return False
    return _remembered(parse, tokens, words) or (nearest is None and _of_year(parse, tokens, limit))


def _remembered(parse: Parse, tokens: Collection[int], words: HistoryWords) -> bool:
    """Whether the event noun stands below a noun of remembrance."""
    for token in tokens:
        steps = 0
        while token >= 0 and parse.classes[token] != L.VERB and steps < _STEPS:
            token, steps = parse.heads[token], steps + 1
            if token >= 0 and parse.lemmas[token] in words.remembrance:
                return True
    return False


def _of_year(parse: Parse, tokens: Collection[int], limit: str) -> bool:
    """Whether a year long past stands in front of the event noun ("the 2003 invasion", not "2000 troops")."""
    for token in tokens:
        if parse.forms[token] == L.PLURAL or parse.classes[token] != L.NOUN:
            continue
        for child in parse.children[token]:
            word = parse.words[child]
            if child < token and len(word) == 4 and word.isascii() and word.isdigit() and _FIRST <= word < limit[:4]:
                return True
    return False


def _ago(text: str, words: HistoryWords) -> Iterator[DateFound]:
    """ "Decades ago", "two centuries ago", "years ago"; what has a number of years is a date already."""
    for match in words.long_ago.finditer(text):
        yield DateFound(match.start(), match.end(), _LONG_AGO, "year")


def _periods(text: str, words: HistoryWords) -> Iterator[DateFound]:
    """Decades, spans of years, years before 1900 and named periods."""
    for match in _YEARS.finditer(text):
        first, year = int(match[1]), int(match[1])
        if match[2]:
            year += 99 if year % 100 == 0 and year < _CENTURIES else 9
        else:
            year = int(match[3]) if len(match[3]) == 4 else year - year % 100 + int(match[3])
        if year >= first:
            yield _period(text, match.start(), match.end(), year, words)
    for match in _OLD_YEAR.finditer(text):
        if _before(text, match.start(), words) in words.prepositions:
            yield _period(text, match.start(), match.end(), int(match[1]), words)
    lower = text.lower()
    for period, year in words.periods.items():
        at = lower.find(period)
        if at >= 0 and _before(text, at, words) in words.prepositions:
            yield _period(text, at, at + len(period), year, words)


def _period(text: str, start: int, end: int, year: int, words: HistoryWords) -> DateFound:
    before = _before(text, start, words)
    return DateFound(start, end, f"{year}-01-01", "year", f"{year}-12-31", before if before in words.limits else None)


def _before(text: str, start: int, words: HistoryWords) -> str:
    """The word in front of a time, fillers passed over."""
    before = [word for word in _WORD.findall(text[max(0, start - 40) : start].lower()) if word not in words.fillers]
    return before[-1] if before else ""
