import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.dates import find_dates
from eventcoder.history import HistoryWords, is_long_past
from eventcoder.resources import codebooks_folder
from eventcoder.syntax.parse import Parse
from tests.circumstances.handmade import parse_of

WORDS = HistoryWords.load([codebooks_folder("default")])
DAY = datetime.date(2024, 7, 30)


def past(parse: Parse, token: int, day: datetime.date | None = DAY) -> bool:
    marked = WORDS.may_apply(parse.text)
    return is_long_past(parse, {token}, find_dates(parse.text, day), day, WORDS, marked=marked)


def attacked(rest: str, day: datetime.date | None = DAY) -> bool:
    """Whether "Rebels attacked villages ..." is long past; the rest's grammar does not matter."""
    words = " ".join(f"{word}/n/2/dependent" for word in rest.split())
    return past(parse_of(f"Rebels/n/2/subject attacked/v/0/root//attack villages/n/2/object {words}"), 1, day)


@pytest.mark.parametrize(
    "rest",
    [
        "in 1995", "two decades ago", "decades ago", "years ago", "three years ago", "in the 1990s", "in the 1800s",
        "during the war of 1975-90", "from 1980 to 1988", "on May 3, 2019", "during the Cold War", "in March 2022",
    ],
)  # fmt: skip
def test_history_long_past(rest: str) -> None:
    assert attacked(rest)


@pytest.mark.parametrize(
    "rest",
    [
        "", "since 2011", "since the 1990s", "on Monday", "in February", "in 2024", "in 2023", "last year",
        "a year ago", "before 2019", "during 2023-24", "and 2000 soldiers", "near the Cold War museum",
        "on July 31, 2023",
    ],
)  # fmt: skip
def test_history_not_long_past(rest: str) -> None:
    assert not attacked(rest)


def test_history_day_a_year_ago_is_the_limit() -> None:
    assert attacked("on July 29, 2023")
    assert not attacked("on July 30, 2023")


def test_history_without_the_document_date_only_words_tell() -> None:
    assert not attacked("in 1995", None)
    assert attacked("decades ago", None)


@pytest.mark.parametrize("rest", ["in 1944", "in 1812", "during 1799 ,", "in the 1930s"])
def test_history_without_the_document_date_what_was_before_1946(rest: str) -> None:
    assert attacked(rest, None)


@pytest.mark.parametrize("rest", ["in 1946", "in 1600 villages", "with 1812 men"])
def test_history_without_the_document_date_not_long_past(rest: str) -> None:
    assert not attacked(rest, None)


@given(st.integers(min_value=1900, max_value=2022))
def test_history_any_year_before_last_is_long_past(year: int) -> None:
    assert attacked(f"in {year}")
    assert not attacked(f"since {year}")


def test_history_year_in_front_of_the_event_noun() -> None:
    parse = parse_of(
        "France/N/2/subject condemned/v/0/root the/d/5/determiner-of 2003/num/5/compound invasion/n/2/object"
    )
    assert past(parse, 4)
    assert not past(parse, 1)


def test_history_remembered_event_is_past_and_remembering_is_not() -> None:
    parse = parse_of(
        "Thousands/n/2/subject marched/v/0/root//march on/p/5/case the/d/5/determiner-of anniversary/n/2/oblique/on "
        "of/p/8/case the/d/8/determiner-of bombing/n/5/oblique/of"
    )
    assert past(parse, 7)
    assert not past(parse, 1)
