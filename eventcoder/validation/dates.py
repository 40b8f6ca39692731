"""Days and times in the forms that event files write them. Imports nothing of the library.

A form is text with tokens: YYYY YY MM DD (fixed width), M D (one or two digits), hh mm ss fff, Month (January), Mon
(Jan); anything else stands for itself. The form "unix" is seconds since 1970 (whole number).
"""

import datetime
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

__all__ = ["KNOWN_FORMS", "UNIX", "Moment", "parse", "readings", "write"]

UNIX = "unix"

KNOWN_FORMS = (
    *("YYYY-MM-DD", "YYYYMMDD", "YYYYMMDDhhmmss"),
    *("YYYY-MM-DD hh:mm:ss", "YYYY-MM-DDThh:mm:ss", "YYYY-MM-DD hh:mm:ss.fff"),
    *("YYYY/MM/DD", "D Month YYYY", "D-Month-YYYY", "D Mon YYYY", "D-Mon-YYYY", "D-Mon-YY", "Month D, YYYY"),
    *("M/D/YYYY", "D/M/YYYY", "D.M.YYYY", "M/D/YY", "D/M/YY", "D-M-YY", "D-M-YYYY"),
)
"""Forms that people and spreadsheets leave behind; by them a mangled date is told from what is no date at all."""

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
TOKENS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "Month": rf"(?P<name>(?i:{'|'.join(MONTHS)}))",
    "Mon": rf"(?P<name>(?i:{'|'.join(name[:3] for name in MONTHS)}))",
    "fff": r"(?P<part>[0-9]{1,6})",
    "YY": r"(?P<short>[0-9]{2})",
    "MM": r"(?P<month>[0-9]{2})",
    "DD": r"(?P<day>[0-9]{2})",
    "hh": r"(?P<hour>[0-9]{2})",
    "mm": r"(?P<minute>[0-9]{2})",
    "ss": r"(?P<second>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "D": r"(?P<day>[0-9]{1,2})",
}
PIECES = re.compile("|".join(TOKENS))
PIVOT = 70
"""Two-digit years from this one on are of the 20th century."""
EPOCH = datetime.date(1970, 1, 1).toordinal()
DAY = 86_400
LAST_SECOND = 253_402_300_799
"""The last second of the year 9999."""


class Moment(NamedTuple):
    """A day, and the second in it where the text has one.

    Attributes:
        day: days since 1970-01-01.
        second: seconds since midnight; None where the text has no time of day.
    """

    day: int
    second: int | None

    @property
    def date(self) -> datetime.date:
        """The day as a date."""
        return datetime.date.fromordinal(self.day + EPOCH)


@cache
def _pattern(form: str) -> re.Pattern[str]:
    parts, position = [], 0
    for found in PIECES.finditer(form):
        parts += [re.escape(form[position : found.start()]), TOKENS[found.group()]]
        position = found.end()
    return re.compile("".join([*parts, re.escape(form[position:])]))


@cache
def _any_pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.sub(r"\?P<[a-z]+>", "?:", _pattern(form).pattern) for form in forms))


def readings(text: str, forms: tuple[str, ...] = KNOWN_FORMS) -> list[Moment]:
    """All moments that a text can name, in the order of the forms that fit; cheap where none does.

    The form "unix" is not among them.
    """
    if not _any_pattern(forms).fullmatch(text):
        return []
    return [moment for form in forms if (moment := _read(text, form))]


def parse(text: str, forms: Iterable[str]) -> Moment | None:
    """The moment that a text names in the first of the forms that fits; None where it is no day in any of them."""
    for form in forms:
        moment = _unix(text) if form == UNIX else _read(text, form)
        if moment is not None:
            return moment
    return None


def _unix(text: str) -> Moment | None:
    if not re.fullmatch(r"[0-9]{1,12}", text) or int(text) > LAST_SECOND:
        return None
    return Moment(*divmod(int(text), DAY))


def _read(text: str, form: str) -> Moment | None:
    found = _pattern(form).fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    if parts.get("year"):
        year = int(parts["year"])
    else:
        year = int(parts["short"])
        year += 1900 if year >= PIVOT else 2000
    name = parts.get("name")
    month = int(parts["month"]) if not name else 1 + [full[:3] for full in MONTHS].index(name[:3].lower())
    hour, minute, second = (int(parts.get(unit) or 0) for unit in ("hour", "minute", "second"))
    try:
        day = datetime.date(year, month, int(parts["day"])).toordinal() - EPOCH
        datetime.time(hour, minute, second)
    except ValueError:
        return None
    timed = "hour" in parts
    return Moment(day, hour * 3600 + minute * 60 + second if timed else None)


def write(moment: Moment, form: str) -> str:
    """A moment in a form; missing times are midnight."""
    day, second = moment.date, moment.second or 0
    if form == UNIX:
        return str(moment.day * DAY + second)
    name = MONTHS[day.month - 1].capitalize()
    values = {
        "YYYY": f"{day.year:04}",
        "YY": f"{day.year % 100:02}",
        "Month": name,
        "Mon": name[:3],
        "MM": f"{day.month:02}",
        "M": str(day.month),
        "DD": f"{day.day:02}",
        "D": str(day.day),
        "hh": f"{second // 3600:02}",
        "mm": f"{second // 60 % 60:02}",
        "ss": f"{second % 60:02}",
        "fff": "000",
    }
    return PIECES.sub(lambda found: values[found.group()], form)
