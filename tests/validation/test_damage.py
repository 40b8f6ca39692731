from typing import Any

import pytest

from eventcoder.validation.cells import Judge
from eventcoder.validation.damage import explain
from eventcoder.validation.rules import read_schema


def judge_of(**keywords: Any) -> Judge:
    schema = read_schema("t", {"properties": {"f": {"type": "string", "description": "d"} | keywords}})
    return Judge(schema, schema.fields["f"])


CODE = judge_of(enum=["010", "012", "0311", "190", "19"])
DAY = judge_of(**{"x-date": ["YYYY-MM-DD"]})
STAMP = judge_of(**{"x-date": ["YYYYMMDDhhmmss"]})
WHOLE = judge_of(type="integer")


@pytest.mark.parametrize(
    ("judge", "text", "keyword", "code", "repair"),
    [
        (CODE, "12", "enum", "EC311", "012"),
        (CODE, "311", "enum", "EC311", "0311"),
        (STAMP, "2.02E+13", "x-date", "EC312", None),
        (WHOLE, "1.23E+05", "type", "EC312", None),
        (DAY, "29-May-20", "x-date", "EC313", "2020-05-29"),
        (DAY, "5/31/2020", "x-date", "EC313", "2020-05-31"),
        (DAY, "5/6/2020", "x-date", "EC313", None),
        (DAY, "20200531", "x-date", "EC313", "2020-05-31"),
        (STAMP, "2020-05-31", "x-date", "EC313", None),
        (CODE, "=A1", "enum", "EC315", None),
        (CODE, "\ufffd12", "enum", "EC314", None),
    ],
)
def test_explain_tells_the_cause_and_the_repair(
    judge: Judge, text: str, keyword: str, code: str, repair: str | None
) -> None:
    damage = explain(judge, text, keyword)
    assert damage is not None
    assert (damage.code, damage.repair) == (code, repair)


@pytest.mark.parametrize(
    ("judge", "text", "keyword"), [(CODE, "999", "enum"), (DAY, "tomorrow", "x-date"), (WHOLE, "x", "type")]
)
def test_explain_tells_nothing_where_nothing_is_known(judge: Judge, text: str, keyword: str) -> None:
    assert explain(judge, text, keyword) is None


def test_explain_does_not_guess_between_two_repairs() -> None:
    assert explain(judge_of(enum=["01", "001"]), "1", "enum") is None
