"""Dates in sentences, relative to Wednesday 31 July 2024."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.dates import event_date, find_dates

TODAY = datetime.date(2024, 7, 31)
DATE_WORDS = st.sampled_from(
    ["last", "next", "this", "Monday", "May", "3", "3rd", ",", "-", "2021", "in", "of", "the", "week", "weekend", "ago",
     "a", "two", "99", "9999", "Feb.", "29", "30", "until", "to", "night", "years", "2000-02-30"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "span", "first", "precision", "last"),
    [
        ("He left on Tuesday.", "Tuesday", "2024-07-30", "day", None),
        ("He left Wednesday.", "Wednesday", "2024-07-31", "day", None),
        ("Tuesday's attack", "Tuesday", "2024-07-30", "day", None),
        ("on Tuesday night", "Tuesday night", "2024-07-30", "day", None),
        ("last Wednesday", "last Wednesday", "2024-07-24", "day", None),
        ("next Friday", "next Friday", "2024-08-02", "day", None),
        ("on Friday of last week", "Friday of last week", "2024-07-26", "day", None),
        ("last week", "last week", "2024-07-22", "week", "2024-07-28"),
        ("earlier this month", "this month", "2024-07-01", "month", "2024-07-31"),
        ("late last year", "last year", "2023-01-01", "year", "2023-12-31"),
        ("in February", "February", "2024-02-01", "month", "2024-02-29"),
        ("in August", "August", "2023-08-01", "month", "2023-08-31"),
        ("last March", "last March", "2024-03-01", "month", "2024-03-31"),
        ("last July", "last July", "2023-07-01", "month", "2023-07-31"),
        ("in May 2021", "May 2021", "2021-05-01", "month", "2021-05-31"),
        ("on May 3", "May 3", "2024-05-03", "day", None),
        ("on Dec. 3", "Dec. 3", "2023-12-03", "day", None),
        ("on May 3, 2021, he", "May 3, 2021", "2021-05-03", "day", None),
        ("on 3 May 2021", "3 May 2021", "2021-05-03", "day", None),
        ("on the 3rd of May", "3rd of May", "2024-05-03", "day", None),
        ("on Tuesday, July 9, he", "Tuesday, July 9", "2024-07-09", "day", None),
        ("May 3-5", "May 3-5", "2024-05-03", "day", "2024-05-05"),
        ("on Feb. 29", "Feb. 29", "2024-02-29", "day", None),
        ("on 2021-05-03", "2021-05-03", "2021-05-03", "day", None),
        ("two days ago", "two days ago", "2024-07-29", "day", None),
        ("a couple of weeks ago", "a couple of weeks ago", "2024-07-15", "week", "2024-07-21"),
        ("three years ago", "three years ago", "2021-01-01", "year", "2021-12-31"),
        ("36 hours ago", "36 hours ago", "2024-07-30", "day", None),
        ("yesterday morning", "yesterday morning", "2024-07-30", "day", None),
        ("last night", "last night", "2024-07-30", "day", None),
        ("over the weekend", "weekend", "2024-07-27", "day", "2024-07-28"),
        ("in the past two weeks", "past two weeks", "2024-07-17", "week", "2024-07-31"),
        ("in 2019", "2019", "2019-01-01", "year", "2019-12-31"),
        ("between 2014 and 2016", "2014 and 2016", "2014-01-01", "year", "2016-12-31"),
        ("IN MAY", "MAY", "2024-05-01", "month", "2024-05-31"),
    ],
)
def test_dates_are_found(text: str, span: str, first: str, precision: str, last: str | None) -> None:
    (found,) = find_dates(text, TODAY)
    assert (text[found.start : found.end], found.date, found.precision, found.end_date) == (
        span,
        first,
        precision,
        last,
    )


@pytest.mark.parametrize(
    "text",
    ["They may march.", "MAY GO", "in 2000 villages", "at 2,019 men", "on Feb. 30", "The Sun rose.", "9999 years ago",
     "years ago", "a few days ago", "week-long", "the 2020 election", "in $2019", "a second term", ""],
)  # fmt: skip
def test_dates_are_not_seen_in_other_words(text: str) -> None:
    assert find_dates(text, TODAY) == []


def test_dates_of_what_is_to_come_go_forward() -> None:
    text = "They will meet on Friday, on May 3, in June and at the weekend."
    found = [date.date for date in find_dates(text, TODAY, future=True)]
    assert found == ["2024-08-02", "2025-05-03", "2025-06-01", "2024-08-03"]


def test_dates_without_document_date_need_a_year() -> None:
    found = find_dates("on Tuesday, last week, in May, on May 3, 2021, in June 2020 and in 2019", None)
    assert [date.date for date in found] == ["2021-05-03", "2020-06-01", "2019-01-01"]


def test_dates_tell_limits() -> None:
    found = find_dates("since early 2011, until Monday, on Tuesday", TODAY)
    assert [date.bound for date in found] == ["since", "until", None]


@given(
    st.text(max_size=100)
    | st.lists(DATE_WORDS, max_size=12).map(" ".join),
    st.dates() | st.none(),
    st.booleans(),
)  # fmt: skip
def test_dates_take_any_text(text: str, today: datetime.date | None, future: bool) -> None:
    end = 0
    for found in find_dates(text, today, future=future):
        assert end <= found.start < found.end <= len(text)
        first = datetime.date.fromisoformat(found.date)
        assert found.end_date is None or first < datetime.date.fromisoformat(found.end_date)
        end = found.end


def test_dates_event_takes_the_nearest() -> None:
    text = "On Monday they met and on Tuesday they fought."
    dates = find_dates(text, TODAY)
    for trigger, wanted in (("met", "2024-07-29"), ("fought", "2024-07-30")):
        start = text.index(trigger)
        found = event_date(dates, start, start + len(trigger))
        assert found is not None
        assert found.date == wanted


def test_dates_event_keeps_to_its_clause() -> None:
    text = "Troops shelled the town after rebels left on Tuesday; the mayor resigned on Monday."
    dates = find_dates(text, TODAY)
    start = text.index("shelled")
    assert event_date(dates, start, start + 7, text=text) is None
    assert event_date(dates, start, start + 7, clause=(0, 25)) is None
    assert event_date(dates, start, start + 7) is not None


def test_dates_event_is_not_dated_by_a_limit() -> None:
    text = "They have fought since Monday."
    dates = find_dates(text, TODAY)
    assert dates
    assert event_date(dates, 10, 16) is None
