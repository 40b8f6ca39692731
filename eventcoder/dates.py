"""Dates in news sentences ("on Tuesday", "last week", "May 3"), resolved against the document's date.

The words are data (codebooks/default/dates/<language>.yaml); the grammar of dates is here, and the arithmetic is
python-dateutil's. Reads text only: no parse.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from eventcoder.date_words import DateWords, date_words

__all__ = ["DateFound", "Precision", "event_date", "find_dates"]

Precision = Literal["day", "week", "month", "year"]

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_BREAK = re.compile(r"[;:.!?…]\s|\s[—–-]+\s|[“”\"()\[\]]")
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_BARE_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in a text.

    Attributes:
        start, end: characters into the text, half open; the preposition is not part of it.
        date: first day, YYYY-MM-DD.
        precision: how exactly the text tells it: "day", "week", "month" or "year".
        end_date: last day, where there are several, else None.
        bound: the preposition that makes it the limit of a time ("since", "until", "by", ...), else None.
    """

    start: int
    end: int
    date: str
    precision: Precision
    end_date: str | None = None
    bound: str | None = None


class _Token(NamedTuple):
    word: str
    folded: str
    start: int
    end: int


def find_dates(
    text: str, document_date: datetime.date | None, *, future: bool = False, language: str = "en"
) -> list[DateFound]:
    """Find the dates in a sentence.

    A weekday, a day without year or a month without year is the last one at or before the document's date, as news
    writes; with `future` the first one at or after it. "last" and "next" exclude the current one. Weeks begin on
    Monday.

    Args:
        text: a sentence.
        document_date: day of publication; without it only dates with a year are found.
        future: the sentence tells of what is to come ("will meet on Friday").
        language: two-letter code; its words must be in the codebook.

    Returns:
        The dates in order, without overlap. Words that are too vague ("recently", "years ago", "a few days ago") give
        none.
    """
    words = date_words(language)
    if words.mark.search(text) is None:
        return []
    tokens = [
        _Token(word := found.group(), word.casefold(), found.start(), found.end()) for found in _TOKEN.finditer(text)
    ]
    return _Search(text, tokens, words, document_date, future).run()


def event_date(
    dates: Sequence[DateFound],
    trigger_start: int,
    trigger_end: int,
    *,
    text: str | None = None,
    clause: tuple[int, int] | None = None,
    language: str = "en",
) -> DateFound | None:
    """Choose the date of an event: the one nearest its trigger in the same clause.

    Args:
        dates: the dates of the sentence.
        trigger_start, trigger_end: the trigger, characters into the sentence.
        text: the sentence; with it, a date behind a mark or word that begins another clause is passed over.
        clause: the clause's span, where a parse tells it; dates outside are passed over.
        language: two-letter code of the words that begin clauses.

    Returns:
        The date, or None. Limits ("since 2011") are no date of an event.
    """
    best: tuple[int, DateFound] | None = None
    for found in dates:
        if found.bound is not None:
            continue
        if clause is not None and not (clause[0] <= found.start and found.end <= clause[1]):
            continue
        left, right = (found.end, trigger_start) if found.end <= trigger_start else (trigger_end, found.start)
        if text is not None and _is_divided(text, left, right, language):
            continue
        distance = max(0, right - left)
        if best is None or distance < best[0]:
            best = distance, found
    return best[1] if best else None


def _is_divided(text: str, left: int, right: int, language: str) -> bool:
    """Whether another clause begins between two places."""
    between = text[left:right]
    clause_words = date_words(language).sets["clause_words"]
    return _BREAK.search(between) is not None or any(
        found.group().casefold() in clause_words for found in _TOKEN.finditer(between)
    )


class _Search:
    """One walk through a sentence."""

    def __init__(
        self, text: str, tokens: list[_Token], words: DateWords, today: datetime.date | None, future: bool
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.words = words
        self.today = today
        self.future = future

    def run(self) -> list[DateFound]:
        """All dates, left to right, the first reading that fits at each place."""
        found: list[DateFound] = []
        place, count = 0, len(self.tokens)
        rules: tuple[Callable[[int], tuple[int, DateFound] | None], ...] = (
            self._iso, self._weekday, self._month_day, self._day_month, self._month, self._qualified, self._ago,
            self._day_word, self._weekend, self._year,
        )  # fmt: skip
        beginnings = self.words.beginnings
        while place < count:
            step = 1
            token = self.tokens[place]
            for rule in rules if token.folded in beginnings or token.word[0].isdigit() else ():
                try:
                    result = rule(place)
                except (ValueError, OverflowError):
                    # No such day (February 30), or beyond the calendar.
                    result = None
                if result is not None:
                    stop, date = result
                    found.append(replace(date, bound=self._bound(place)))
                    step = stop - place
                    break
            place += step
        return found

    # --- what stands where ---------------------------------------------------------------------------------------

    def _folded(self, place: int) -> str:
        return self.tokens[place].folded if 0 <= place < len(self.tokens) else ""

    def _gap(self, place: int) -> str:
        """The characters between a token and the next."""
        if not 0 <= place < len(self.tokens) - 1:
            return "\n"
        return self.text[self.tokens[place].end : self.tokens[place + 1].start]

    def _joined(self, place: int, marks: str = "") -> bool:
        """Whether only spaces, and at most one of the marks before them, stand between a token and the next."""
        gap = self._gap(place)
        if not gap or place + 1 >= len(self.tokens):
            return False
        return gap.isspace() or (gap[0] in marks and (len(gap) == 1 or gap[1:].isspace()))

    def _has(self, name: str, place: int) -> bool:
        return self._folded(place) in self.words.sets[name]

    def _capital(self, place: int) -> bool:
        return 0 <= place < len(self.tokens) and self.tokens[place].word[0].isupper()

    def _number(self, place: int) -> int | None:
        word = self._folded(place)
        if word.isascii() and word.isdigit() and len(word) <= 4:
            return int(word)
        return self.words.numbers.get(word)

    def _day_number(self, place: int) -> tuple[int, int] | None:
        """A day of the month and the place behind it ("3", "3rd")."""
        word = self._folded(place)
        if not (word.isascii() and word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31):
            return None
        if self._gap(place) == "" and place + 1 < len(self.tokens):
            return (int(word), place + 2) if self._has("ordinals", place + 1) else None
        if self._gap(place)[:1] in (":", "%", "/") or self.text[self.tokens[place].end :][:1] in ("%", ":", "/"):
            return None
        if re.match(r"[.,]\d", self.text[self.tokens[place].end :][:2]):
            return None
        return int(word), place + 1

    def _year_number(self, place: int) -> int | None:
        word = self._folded(place)
        if len(word) == 4 and word.isascii() and word.isdigit() and _FIRST_YEAR <= int(word) <= _LAST_YEAR:
            return int(word)
        return None

    def _month_number(self, place: int) -> int | None:
        return self.words.months.get(self._folded(place)) if self._capital(place) else None

    def _bound(self, place: int) -> str | None:
        before = place - 1
        while before >= 0 and (self._has("determiners", before) or self._has("portions", before)):
            before -= 1
        is_bound = before >= 0 and self._has("bounds", before) and self._gap(before) == " "
        return self._folded(before) if is_bound else None

    def _make(
        self, place: int, stop: int, first: datetime.date, precision: Precision, last: datetime.date | None = None
    ) -> tuple[int, DateFound]:
        end = last.isoformat() if last is not None and last != first else None
        span = self.tokens[place].start, self.tokens[stop - 1].end
        return stop, DateFound(*span, first.isoformat(), precision, end)

    def _whole(
        self, place: int, stop: int, day: datetime.date, unit: Precision, count: int = 1
    ) -> tuple[int, DateFound]:
        """The week, month or year that a day lies in."""
        if unit == "week":
            first = day - datetime.timedelta(days=day.weekday())
            last = first + datetime.timedelta(days=6)
        elif unit == "month":
            first = day.replace(day=1)
            last = first + relativedelta(months=1, days=-1)
        elif unit == "year":
            first, last = day.replace(month=1, day=1), day.replace(month=12, day=31)
        else:
            first = last = day
        return self._make(place, stop, first, unit, last)

    def _direction(self, place: int) -> int | None:
        """-1 for "last", 0 for "this", 1 for "next", None for another word."""
        for name, value in (("last", -1), ("past", -1), ("this", 0), ("next", 1)):
            if self._has(name, place):
                return value
        return None

    # --- the readings --------------------------------------------------------------------------------------------

    def _iso(self, place: int) -> tuple[int, DateFound] | None:
        found = _ISO.match(self.text, self.tokens[place].start) if len(self._folded(place)) == 4 else None
        if found is None or place + 2 >= len(self.tokens):
            return None
        return self._make(place, place + 3, datetime.date.fromisoformat(found.group()), "day")

    def _weekday(self, place: int) -> tuple[int, DateFound] | None:
        """Tuesday; last Tuesday; Tuesday night; Tuesday last week; Tuesday, May 3."""
        direction = self._direction(place)
        start = place
        if direction is not None and self._joined(place):
            place += 1
        else:
            direction = None
        day = self.words.weekdays.get(self._folded(place)) if self._capital(place) else None
        if day is None and self._capital(place):
            day = self.words.weekday_abbreviations.get(self._folded(place))
            if day is not None and self._gap(place)[:1] != "." and self._day_or_month(place + 1) is None:
                return None
        if day is None:
            return None
        stop = place + 1
        if self._joined(place, ".,"):
            following = self._day_or_month(stop)
            if following is not None:
                return following[0], replace(following[1], start=self.tokens[start].start)
        stop = self._past_part(stop)
        if self.today is None:
            return None
        # "Tuesday of last week"
        week = stop
        if self._has("of", week) and self._joined(week - 1):
            week += 1
        shift = self._direction(week)
        if shift is not None and self.words.units.get(self._folded(week + 1)) == "week" and self._joined(week - 1):
            monday = self.today + datetime.timedelta(days=7 * shift - self.today.weekday())
            return self._make(start, week + 2, monday + datetime.timedelta(days=day), "day")
        back = (self.today.weekday() - day) % 7
        ahead = (day - self.today.weekday()) % 7
        if direction == 1:
            move = ahead or 7
        elif direction == -1:
            move = -(back or 7)
        else:
            move = ahead if self.future else -back
        return self._make(start, stop, self.today + datetime.timedelta(days=move), "day")

    def _past_part(self, stop: int) -> int:
        """Behind the part of the day, if there is one: "Tuesday night"."""
        return stop + 1 if self._has("parts", stop) and self._joined(stop - 1) else stop

    def _day_or_month(self, place: int) -> tuple[int, DateFound] | None:
        return self._month_day(place) or self._day_month(place)

    def _with_year(self, stop: int, month: int, day: int) -> tuple[datetime.date, int] | None:
        """The day with the year that follows, or with the nearest fitting one."""
        if self._joined(stop - 1, ","):
            year = self._year_number(stop)
            if year is not None:
                return datetime.date(year, month, day), stop + 1
        if self.today is None:
            return None
        # February 29 may be up to eight years away.
        for away in range(9):
            try:
                found = datetime.date(self.today.year + (away if self.future else -away), month, day)
            except ValueError:
                if month == 2 and day == 29:
                    continue
                raise
            if (found >= self.today) if self.future else (found <= self.today):
                return found, stop
        return None

    def _month_day(self, place: int) -> tuple[int, DateFound] | None:
        """May 3; May 3rd; Jan. 5, 2021; May 3-5."""
        month = self._month_number(place)
        if month is None or not self._joined(place, "."):
            return None
        day = self._day_number(place + 1)
        if day is None:
            return None
        first, stop = day
        last = None
        gap = self._gap(stop - 1)
        second = self._day_number(stop) if gap in ("-", "–", "—", " - ", " – ") else None
        if second is not None and second[0] > first:
            last, stop = second
        dated = self._with_year(stop, month, first)
        if dated is None:
            return None
        return self._make(place, dated[1], dated[0], "day", dated[0].replace(day=last) if last else None)

    def _day_month(self, place: int) -> tuple[int, DateFound] | None:
        """3 May; 3rd of May 2021."""
        day = self._day_number(place)
        if day is None:
            return None
        number, stop = day
        if self._has("of", stop) and self._joined(stop - 1):
            stop += 1
        month = self._month_number(stop)
        if month is None or not self._joined(stop - 1):
            return None
        dated = self._with_year(stop + 1, month, number)
        return None if dated is None else self._make(place, dated[1], dated[0], "day")

    def _month(self, place: int) -> tuple[int, DateFound] | None:
        """in February; last March; May 2021; March of last year."""
        direction = self._direction(place)
        start = place
        if direction is not None and self._joined(place):
            place += 1
        else:
            direction = None
        month = self._month_number(place)
        if month is None:
            return None
        stop = place + 1
        if self._joined(place, ".,"):
            year = self._year_number(stop)
            if year is not None:
                return self._whole(start, stop + 1, datetime.date(year, month, 1), "month")
        if self.today is None:
            return None
        of = stop + 1 if self._has("of", stop) else stop
        shift = self._direction(of)
        if shift is not None and self.words.units.get(self._folded(of + 1)) == "year" and self._joined(of - 1):
            return self._whole(start, of + 2, datetime.date(self.today.year + shift, month, 1), "month")
        if direction is None and not (self._has("prepositions", place - 1) and self._gap(place - 1) in (" ", "-")):
            return None
        this = self.today.replace(day=1)
        found = datetime.date(this.year, month, 1)
        if direction == 1 or (direction is None and self.future):
            passed = found <= this if direction == 1 else found < this
            found += relativedelta(years=1 if passed else 0)
        elif direction != 0:
            ahead = found >= this if direction == -1 else found > this
            found -= relativedelta(years=1 if ahead else 0)
        return self._whole(start, stop, found, "month")

    def _qualified(self, place: int) -> tuple[int, DateFound] | None:
        """last week; this month; next year; the past two weeks; last night; this morning; last weekend."""
        direction = self._direction(place)
        if direction is None or self.today is None or not self._joined(place):
            return None
        stop = place + 1
        if direction <= 0 and self._has("parts", stop) and not self._has("past", place):
            return self._make(place, stop + 1, self.today + datetime.timedelta(days=direction), "day")
        if self._has("weekend", stop):
            return self._weekend_at(place, stop + 1, direction)
        number = self._number(stop)
        if number is not None and self._joined(stop):
            stop += 1
        unit = self.words.units.get(self._folded(stop))
        if unit is None:
            return None
        if number is None and not self._has("past", place) and unit in ("week", "month", "year"):
            return self._shifted(place, stop + 1, unit, direction)
        if direction == 0 or (number is None and not self._has("past", place)):
            return None
        span = self._length(unit, number or 1)
        if direction == 1:
            return self._make(place, stop + 1, self.today, _precision(unit), self.today + span)
        return self._make(place, stop + 1, self.today - span, _precision(unit), self.today)

    def _shifted(self, place: int, stop: int, unit: str, count: int) -> tuple[int, DateFound]:
        today = self.today or datetime.date.min
        return self._whole(place, stop, today + self._length(unit, count), _precision(unit))

    @staticmethod
    def _length(unit: str, count: int) -> relativedelta:
        if unit == "hour":
            return relativedelta(days=int(count / 24))
        if unit == "fortnight":
            return relativedelta(weeks=2 * count)
        return relativedelta(**{f"{unit}s": count})  # type: ignore[arg-type]

    def _ago(self, place: int) -> tuple[int, DateFound] | None:
        """two days ago; a week ago; a couple of months ago."""
        number = self._number(place)
        if number is None or self.today is None or not self._joined(place):
            return None
        stop = place + 1
        if place + 1 < len(self.tokens) and self._folded(place + 1) in self.words.numbers:
            # "a couple of days", "a hundred"
            number, stop = self.words.numbers[self._folded(place + 1)], place + 2
        if self._has("of", stop):
            stop += 1
        unit = self.words.units.get(self._folded(stop))
        if unit is None or not self._has("ago", stop + 1) or not self._joined(stop):
            return None
        return self._shifted(place, stop + 2, unit, -number)

    def _day_word(self, place: int) -> tuple[int, DateFound] | None:
        """today; yesterday morning; tomorrow."""
        shift = self.words.days.get(self._folded(place))
        if shift is None or self.today is None:
            return None
        return self._make(place, self._past_part(place + 1), self.today + datetime.timedelta(days=shift), "day")

    def _weekend(self, place: int) -> tuple[int, DateFound] | None:
        """over the weekend."""
        if not self._has("weekend", place) or not self._has("weekend_prepositions", place - 1) or self.today is None:
            return None
        return self._weekend_at(place, place + 1, 1 if self.future else -1)

    def _weekend_at(self, place: int, stop: int, direction: int) -> tuple[int, DateFound]:
        """The weekend before (begun at or before the document's date) or the one after."""
        today = self.today or datetime.date.min
        ahead = datetime.timedelta(days=(5 - today.weekday()) % 7)
        if direction == 1:
            saturday = today + (ahead or datetime.timedelta(days=7))
        elif direction == 0 and self.future:
            saturday = today + ahead
        else:
            saturday = today - datetime.timedelta(days=(today.weekday() - 5) % 7)
        return self._make(place, stop, saturday, "day", saturday + datetime.timedelta(days=1))

    def _year(self, place: int) -> tuple[int, DateFound] | None:
        """in 2019."""
        year = self._year_number(place)
        if year is None or year not in _BARE_YEARS or not self._has("prepositions", place - 1):
            return None
        token = self.tokens[place]
        if self._gap(place - 1) not in (" ", "-") or re.match(r"[.,:/%]\d|[-–]\w|%|\w", self.text[token.end :][:2]):
            return None
        follower = self._folded(place + 1)
        plural = self._gap(place) == " " and follower.endswith("s") and not self._capital(place + 1)
        if plural and not self._has("year_followers", place + 1):
            return None
        last = self._year_number(place + 2) if self._has("to", place + 1) and self._joined(place + 1) else None
        if last is not None and year < last in _BARE_YEARS and self._joined(place):
            # "from 2014 to 2016"
            return self._make(place, place + 3, datetime.date(year, 1, 1), "year", datetime.date(last, 12, 31))
        return self._whole(place, place + 1, datetime.date(year, 1, 1), "year")


def _precision(unit: str) -> Precision:
    return {"week": "week", "fortnight": "week", "month": "month", "year": "year"}.get(unit, "day")  # type: ignore[return-value]
