"""The words of dates in a language, loaded from a codebook: what eventcoder.dates reads with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from eventcoder.errors import ResourceError
from eventcoder.resources import codebooks_folder

__all__ = ["DateWords", "date_words"]


@dataclass(frozen=True, slots=True)
class DateWords:
    """The words of a language, in folded case.

    Attributes:
        weekdays, weekday_abbreviations: word to number, Monday 0.
        months: word to number, January 1.
        units: word ("weeks") to unit ("hour", "day", "week", "fortnight", "month" or "year").
        days: word ("yesterday") to days from the document's date.
        numbers: word to number.
        sets: the plain lists of the file, by name.
        mark: finds a word (or four digits) of which every date has at least one.
        beginnings: words with which a date can begin; a number can too.
    """

    weekdays: Mapping[str, int]
    weekday_abbreviations: Mapping[str, int]
    months: Mapping[str, int]
    units: Mapping[str, str]
    days: Mapping[str, int]
    numbers: Mapping[str, int]
    sets: Mapping[str, frozenset[str]]
    mark: re.Pattern[str]
    beginnings: frozenset[str]


@cache
def date_words(language: str) -> DateWords:
    """Load codebooks/default/dates/<language>.yaml.

    Raises:
        ResourceError: the file is missing, or is not such a table.
    """
    path = codebooks_folder("default", "dates", f"{language}.yaml")
    try:
        # BaseLoader gives strings, lists and mappings only.
        return _words(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    except (OSError, yaml.YAMLError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise ResourceError(f"{path}: not a table of date words: {error!r}") from error


def _words(content: Any) -> DateWords:
    def numbered(name: str, first: int) -> dict[str, int]:
        return {word.casefold(): number for number, row in enumerate(content[name], first) for word in row}

    def counted(name: str) -> dict[str, int]:
        return {word.casefold(): int(value) for word, value in content[name].items()}

    units = {word.casefold(): unit for unit, row in content["units"].items() for word in row}
    sets = {
        name: frozenset(word.casefold() for word in value)
        for name, value in content.items()
        if isinstance(value, list) and all(isinstance(word, str) for word in value)
    }
    weekdays, short = numbered("weekdays", 0), numbered("weekday_abbreviations", 0)
    months, days, numbers = numbered("months", 1), counted("days"), counted("numbers")
    marks = {*weekdays, *short, *months, *days, *units, *sets["weekend"], *sets["parts"]}
    mark = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(marks))) + r"|\d{4})\b", re.IGNORECASE)
    beginnings = frozenset(
        {*weekdays, *short, *months, *days, *numbers, *sets["weekend"]}.union(
            sets["last"], sets["past"], sets["this"], sets["next"]
        )
    )
    return DateWords(weekdays, short, months, units, days, numbers, sets, mark, beginnings)
