"""Steps, one by one: what becomes of a column."""

from typing import Any

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.mapping.converters import CONVERTERS

DAYS = polars.Series("$date", ["1985-06-01", "1995-06-01", None])


def through(values: list[Any], step: str | dict[str, Any], beside: polars.Series | None = None) -> list[Any]:
    options = {step: True} if isinstance(step, str) else step
    name = next(iter(options))
    days = polars.Series([None] * len(values), dtype=polars.String) if beside is None else beside
    found: list[Any] = CONVERTERS[name].function(polars.Series(values), options, lambda _: days).to_list()
    return found


@pytest.mark.parametrize(
    ("step", "given_", "made"),
    [
        ("trim", [" a ", " ", None, "b"], ["a", None, None, "b"]),
        ("upper", ["aé", None], ["AÉ", None]),
        ("lower", ["AB"], ["ab"]),
        ("one-line", ["a\n b\t", "\n", None], ["a b", None, None]),
        ("ascii-capitals", ["São  Tomé", "日本", None, "a\x7fb"], ["SAO TOME", None, None, "A B"]),
        ({"missing": ["---", "None"]}, ["---", "a", None, "None"], [None, "a", None, None]),
        ({"replace": {"a": "b"}}, ["a", "c", None], ["b", None, None]),
        ({"replace": {"a": "b"}, "others": "keep"}, ["a", "c", None], ["b", "c", None]),
        ({"matching": "^[0-9]+$"}, ["12", "1x", None], ["12", None, None]),
        ({"extract": r"\(([a-z]+)\)$"}, ["x (abc)", "y", None], ["abc", None, None]),
        ({"slice": [0, 2]}, ["1234", "1", None], ["12", "1", None]),
        ({"before": ", "}, ["a, b, c", "d", None], ["a", "d", None]),
        ({"without": '"'}, ['"a"', None], ["a", None]),
        ({"pad-end": 3}, ["14", "145", None], ["140", "145", None]),
        ({"prefix": "x:"}, ["1", None], ["x:1", None]),
        ("number", ["1.5", "-1e3", "nan", "inf", "x", None, " 2 "], [1.5, -1000.0, None, None, None, None, 2.0]),
        ({"number": [-90, 90]}, ["90", "90.5", "-91"], [90.0, None, None]),
        ("integer", ["3", "3.0", "3.5", "x", None, "-7"], [3, 3, None, None, None, -7]),
        ({"integer": [0, None]}, ["0", "-1", "9007199254740993"], [0, None, 9007199254740993]),
        ({"plus": -1}, [3, None], [2, None]),
        ("text", [3, None], ["3", None]),
        ("text", [3.0, -0.0, 0.1, 1e-7, 48.85661, None], ["3", "0", "0.1", "0.0000001", "48.85661", None]),
        ({"text": 1}, [-2.04, 4.0], ["-2", "4"]),
        (
            {"date": ["YYYYMMDD", "M/D/YYYY"]},
            ["20240305", "3/5/2024", "20240230", None],
            ["2024-03-05"] * 2 + [None] * 2,
        ),
        ({"date": ["unix"]}, ["1582934400"], ["2020-02-29"]),
        ({"date-text": "YYYYMMDDhhmmss"}, ["2024-03-05", None], ["20240305000000", None]),
        ({"formula": "fraction-date"}, ["20240305", None, "x"], ["2024.1781", None, None]),
        ({"split": ";"}, ["a; b;;c", None], [["a", "b", "c"], None]),
        ({"pieces": 3}, ["USAGOV", "USAGO", None], [["USA", "GOV"], ["USA"], None]),
        ("ranked", [["GOV", "JRN", "JUD", "GOV", "no"], []], [["JUD", "GOV", "JRN"], []]),
        ({"item": 0}, [["a", "b"], [], None], ["a", None, None]),
        ({"rest": 1}, [["a", "b"], ["c"]], [["b"], []]),
        ({"join": ","}, [["a", "b"], [], None], ["a,b", None, None]),
    ],
)
def test_converters_make_of_a_column(step: str | dict[str, Any], given_: list[Any], made: list[Any]) -> None:
    assert through(given_, step) == made


def test_converters_countries_are_those_of_the_day() -> None:
    gleditsch_ward = {"country": "gw_number", "on": "$date"}
    assert through(["365"] * 3, gleditsch_ward, DAYS) == ["SUN", "RUS", "RUS"]
    assert through(["RUS"] * 3, {"country": "code", "to": "fips", "on": "$date"}, DAYS) == ["RS"] * 3
    assert through(["nowhere", None, "fra"], {"country": "cameo", "on": "$date"}, DAYS) == [None, None, "FRA"]


def test_converters_a_code_without_meaning_on_the_day_has_today_s() -> None:
    day = polars.Series("$date", ["1960-01-01"])
    assert through(["RS"], {"country": "fips", "on": "$date"}, day) == ["RUS"]


@given(
    st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False, min_value=-180, max_value=180), min_size=1)
)
def test_converters_numbers_become_text_and_the_same_numbers_again(numbers: list[float | None]) -> None:
    texts = CONVERTERS["text"].function(polars.Series(numbers, dtype=polars.Float64), {"text": True}, lambda _: DAYS)
    assert not texts.drop_nulls().str.contains("[eE]").any()
    assert CONVERTERS["number"].function(texts, {"number": True}, lambda _: DAYS).to_list() == numbers


def test_converters_say_what_they_do_and_what_is_wrong() -> None:
    for name, converter in CONVERTERS.items():
        options = {
            "missing": ["a"],
            "replace": {"a": "b"},
            "slice": [0, 2],
            "date": ["YYYY"],
            "number": [0, 1],
            "integer": [0, None],
            "item": 0,
            "rest": 1,
            "plus": 1,
        }
        given_ = {name: options.get(name, "x")}
        assert converter.says(given_)
        if converter.fails:
            assert converter.fails(given_).startswith(("is no ", "does not "))
