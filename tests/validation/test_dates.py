import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.validation.dates import KNOWN_FORMS, UNIX, Moment, parse, write


@pytest.mark.parametrize(
    ("text", "form", "day", "second"),
    [
        ("20240305", "YYYYMMDD", "2024-03-05", None),
        ("20240305061500", "YYYYMMDDhhmmss", "2024-03-05", 22_500),
        ("2009-06-09 00:00:00.000", "YYYY-MM-DD hh:mm:ss.fff", "2009-06-09", 0),
        ("03 December 2020", "D Month YYYY", "2020-12-03", None),
        ("01-January-2015", "D-Month-YYYY", "2015-01-01", None),
        ("9-May-20", "D-Mon-YY", "2020-05-09", None),
        ("31-12-79", "D-M-YY", "1979-12-31", None),
        ("1/1/2017", "M/D/YYYY", "2017-01-01", None),
        ("1584984341", UNIX, "2020-03-23", 62_741),
    ],
)
def test_parse_reads_the_forms_of_event_files(text: str, form: str, day: str, second: int | None) -> None:
    moment = parse(text, (form,))
    assert moment is not None
    assert (moment.date.isoformat(), moment.second) == (day, second)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("20230229", "YYYYMMDD"),
        ("20231301", "YYYYMMDD"),
        ("2023010", "YYYYMMDD"),
        ("20230101 ", "YYYYMMDD"),
        ("20230101250000", "YYYYMMDDhhmmss"),
        ("29 Febuary 2020", "D Month YYYY"),
        ("٢0230101", "YYYYMMDD"),
        ("9999999999999", UNIX),
        ("-5", UNIX),
    ],
)
def test_parse_gives_none_for_what_is_no_day(text: str, form: str) -> None:
    assert parse(text, (form,)) is None


@given(day=st.dates(datetime.date(1970, 1, 1), datetime.date(2069, 12, 31)), form=st.sampled_from((*KNOWN_FORMS, UNIX)))
def test_write_and_parse_are_inverse(day: datetime.date, form: str) -> None:
    moment = Moment((day - datetime.date(1970, 1, 1)).days, None)
    again = parse(write(moment, form), (form,))
    assert again is not None
    assert again.day == moment.day
