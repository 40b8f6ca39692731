"""Values: each kind does what it says, and many rows give what single ones give."""

from typing import Any

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.mapping.evaluate import FEW, Problem, Rows
from eventcoder.mapping.load import _Reader  # as values are made of mapping files

ENTITY = polars.Struct({"code": polars.String, "sector": polars.String, "other_sectors": polars.List(polars.String)})


def worked_out(
    raw: Any, frame: dict[str, list[Any]], let: dict[str, Any] | None = None, dtype: Any = None
) -> tuple[list[Any], list[Problem]]:
    reader = _Reader({})
    told: list[Problem] = []
    columns = polars.DataFrame(frame, schema=dict.fromkeys(frame, polars.String))
    rows = Rows(columns, {name: reader.value(each) for name, each in (let or {}).items()}, told.append)
    found = rows.value(reader.value(raw), "field", dtype)
    assert found.len() == columns.height
    return found.to_list(), told


@pytest.mark.parametrize(
    ("raw", "made"),
    [
        ("a", ["1", None, "3"]),
        ("missing column", [None, None, None]),
        ({"value": "x"}, ["x", "x", "x"]),
        ({"first": ["a", "b"]}, ["1", "y", "3"]),
        ({"all": ["a", "b"]}, ["1", None, None]),
        ({"latest": ["a", {"value": "2"}]}, ["2", "2", "3"]),
        ({"join": ["a", "b"], "by": ":"}, ["1:x", "y", "3"]),
        ({"join": ["a", "nothing"], "by": ":"}, ["1", None, "3"]),
        ({"when": "a", "is": ["1", "2"], "then": "b", "otherwise": {"value": "no"}}, ["x", "no", "no"]),
        ({"when": "b", "then": "a"}, ["1", None, None]),
        ({"list": ["a", "b"]}, [["1", "x"], ["y"], ["3"]]),
        ({"list": ["a", "a", "b"], "distinct": True}, [["1", "x"], ["y"], ["3"]]),
        ({"list": ["nothing"]}, [[], [], []]),
        ("$named", ["1!", None, "3!"]),
    ],
)
def test_evaluate_kinds_of_values(raw: Any, made: list[Any]) -> None:
    let = {"named": {"when": "a", "then": {"join": ["a", {"value": "!"}]}}}
    assert worked_out(raw, {"a": ["1", None, "3"], "b": ["x", "y", None]}, let) == (made, [])


def test_evaluate_objects_have_all_fields_and_are_missing_without_any() -> None:
    raw = {"object": {"code": "a", "other_sectors": {"list": ["b"]}}}
    made, _ = worked_out(raw, {"a": ["FRA", None, None], "b": [None, "GOV", None]}, dtype=ENTITY)
    assert made == [
        {"code": "FRA", "sector": None, "other_sectors": []},
        {"code": None, "sector": None, "other_sectors": ["GOV"]},
        None,
    ]
    made, _ = worked_out(raw | {"needs": ["code"]}, {"a": ["FRA", None], "b": [None, "GOV"]}, dtype=ENTITY)
    assert made[1] is None


def test_evaluate_each_item_of_a_list_becomes_an_object_beside_others() -> None:
    split = {"column": "b", "steps": [{"split": ";"}]}
    raw = {"list": [{"object": {"code": "a"}}, {"each": split, "as": {"object": {"code": "$item", "sector": "a"}}}]}
    made, _ = worked_out(raw, {"a": ["1", None, "3"], "b": ["x; y", "z", None]}, dtype=polars.List(ENTITY))
    assert [[(each["code"], each["sector"]) for each in row] for row in made] == [
        [("1", None), ("x", "1"), ("y", "1")],
        [("z", None)],
        [("3", None)],
    ]


def test_evaluate_lookups_take_the_first_row_and_tell_what_they_do_not_know() -> None:
    raw = {"lookup": "crosswalk/cameo_to_plover.csv", "keys": {"cameo": "a"}, "where": {"rank": "1"}, "take": "event"}
    made, told = worked_out(raw, {"a": ["190", "010", "19x", "19x", None]})
    assert made == ["ASSAULT", None, None, None, None]
    assert [(each.value, each.place, each.count) for each in told] == [("19x", 2, 2)]
    assert "crosswalk/cameo_to_plover.csv" in told[0].message
    assert worked_out(raw | {"unknown": "ignore"}, {"a": ["19x"]}) == ([None], [])


def test_evaluate_lookups_by_several_keys_take_a_missing_one_for_an_empty_cell() -> None:
    keys = {"event_type": "type", "sub_event_type": "sub"}
    raw = {"lookup": "crosswalk/acled_to_plover.csv", "keys": keys, "take": "mode", "fold": True}
    frame = {"type": ["Riots", "RIOTS", None, "Nothing"], "sub": [None, "violent demonstration", None, "at all"]}
    made, told = worked_out(raw, frame)
    assert made == ["riot", "riot", None, None]
    assert [each.value for each in told] == ["nothing, at all"]


def test_evaluate_steps_tell_what_they_cannot_convert_unless_they_are_told_not_to() -> None:
    step = {"country": "cameo", "on": "$date"}
    made, told = worked_out({"column": "a", "steps": [step]}, {"a": ["FRA", "?", None], "$date": [None] * 3})
    assert made == ["FRA", None, None]
    assert [(each.field, each.value, each.place) for each in told] == [("field", "?", 1)]
    quiet = {"column": "a", "steps": [step | {"unknown": "ignore"}]}
    assert worked_out(quiet, {"a": ["?"], "$date": [None]}) == ([None], [])


PARTY = {
    "list": [
        {
            "object": {
                "code": {"column": "a", "steps": [{"country": "cameo", "on": "$date"}]},
                "sector": {
                    "lookup": "crosswalk/cameo_actor_to_plover.csv",
                    "keys": {"cameo": "b"},
                    "where": {"plover_kind": "sector"},
                    "take": "plover",
                },
                "other_sectors": {"each": {"column": "c", "steps": [{"split": ";"}]}, "as": "$item"},
            }
        }
    ]
}
CELL = st.none() | st.sampled_from(["FRA", "RUS", "GOV", "MED", "x;y", "?", ""])


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(CELL, CELL, CELL, st.sampled_from([None, "1985-01-01", "2020-01-01"])), min_size=1, max_size=9)
)
def test_evaluate_many_rows_give_what_single_rows_give(rows: list[tuple[str | None, ...]]) -> None:
    def frame(cells: list[tuple[str | None, ...]]) -> dict[str, list[Any]]:
        return {name: [row[place] for row in cells] for place, name in enumerate(("a", "b", "c", "$date"))}

    dtype = polars.List(ENTITY)
    single = [worked_out(PARTY, frame([row]), dtype=dtype) for row in rows]
    times = FEW // len(rows) + 1
    many, told = worked_out(PARTY, frame(rows * times), dtype=dtype)
    assert many == [each[0][0] for each in single] * times
    alone = {(problem.field, problem.value) for _, problems in single for problem in problems}
    assert {(problem.field, problem.value) for problem in told} == alone
    for problem in told:
        assert problem.value in rows[problem.place]
