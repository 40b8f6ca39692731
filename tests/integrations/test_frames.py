import sys
from typing import Any

import pandas
import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.strategies import records

from eventcoder.errors import EventcoderError, InputError
from eventcoder.findings import Finding
from eventcoder.formats.columns import record_schema
from eventcoder.formats.flat import flat_columns
from eventcoder.integrations.frames import from_pandas, from_polars, to_pandas, to_polars, to_polars_batches
from eventcoder.records import Entity, Event, Location

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
FORMS = pytest.mark.parametrize("flat", [False, True])


def event(name: str = "e1", **fields: Any) -> Event:
    return Event(id=name, date="2024-07-30", actor=(Entity(code="USA"),), event=("ASSAULT",), **fields)


def from_frame(frame: Any) -> tuple[list[Event], list[Finding]]:
    findings: list[Finding] = []
    read = from_pandas if isinstance(frame, pandas.DataFrame) else from_polars
    return list(read(frame, report=findings.append)), findings


@SLOW
@given(values=st.lists(records(), max_size=3), flat=st.booleans(), library=st.sampled_from([to_polars, to_pandas]))
def test_frames_give_back_what_they_were_made_of(values: list[dict[str, Any]], flat: bool, library: Any) -> None:
    events = [Event.model_validate(value) for value in values]
    frame = library(iter(events), flat=flat)
    assert len(frame) == len(events)
    assert from_frame(frame) == (events, [])


def test_frames_have_the_record_s_columns_also_without_events() -> None:
    assert to_polars([]).schema == record_schema()
    assert to_polars([], flat=True).columns == [column.name for column in flat_columns()]
    assert list(to_pandas([]).columns) == list(record_schema())


@FORMS
def test_frames_come_in_batches_and_lazily(flat: bool) -> None:
    events = [event(str(number)) for number in range(7)]
    frames = list(to_polars_batches(iter(events), flat=flat, size=3))
    assert [frame.height for frame in frames] == [3, 3, 1]
    assert from_frame(polars.concat(frames).lazy()) == (events, [])


@FORMS
def test_frames_filtered_by_a_column_keep_the_rest(flat: bool) -> None:
    events = [event("a", quad_code=4), event("b", quad_code=1), event("c", quad_code=4)]
    assert from_frame(to_polars(events, flat=flat).filter(polars.col("quad_code") == 4))[0] == [events[0], events[2]]
    frame = to_pandas(events, flat=flat)
    assert from_frame(frame[frame["quad_code"] == 4])[0] == [events[0], events[2]]


def test_frames_of_pandas_own_types_are_read() -> None:
    nested = pandas.DataFrame(
        {
            "id": ["a", "b"],
            "date": pandas.to_datetime(["2024-07-30", None]),
            "actor": [[{"code": "USA"}], [{"code": "USA"}, {"code": "GBR", "sector": "MIL"}]],
            "event": [["ASSAULT"], []],
            "event_loc": [{"lat": 1.5}, None],
            "quad_code": [4, None],
            "text": ["x", float("nan")],
        },
        index=[7, 7],
    )
    found, findings = from_frame(nested)
    assert findings == []
    assert found[0] == event("a", event_loc=Location(lat=1.5), quad_code=4, text="x")
    assert (found[1].date, found[1].event, found[1].quad_code, found[1].text) == (None, (), None, None)
    assert found[1].actor[1] == Entity(code="GBR", sector="MIL")
    flat = pandas.DataFrame(
        {
            "id": [17, 18],
            "date": pandas.to_datetime(["2024-07-30", "2024-07-30"]),
            "actor_code": ["USA", "USA"],
            "event": ["ASSAULT", "ASSAULT"],
            "mentions": [2, float("nan")],
        }
    )
    assert from_frame(flat) == ([event("17", mentions=2), event("18")], [])


@FORMS
def test_frames_bad_rows_are_findings(flat: bool) -> None:
    frame = to_polars([event("a"), event("b"), event("c")], flat=flat)
    wrong = frame.with_columns(quad_code=polars.Series([None, 9, None]))
    found, findings = from_frame(wrong)
    assert [each.id for each in found] == ["a", "c"]
    assert [(each.code, each.row, each.field) for each in findings] == [("EC304", 2, "quad_code")]
    with pytest.raises(InputError, match="EC304"):
        list(from_polars(wrong))


def test_frames_of_something_else_are_findings() -> None:
    found, findings = from_frame(polars.DataFrame({"iso": ["FRA"], "year": [2024]}))
    assert found == []
    assert [each.code for each in findings] == ["EC224", "EC224", "EC223", "EC223", "EC223", "EC223"]
    with pytest.raises(InputError, match="go together"):
        from_pandas(pandas.DataFrame({"id": ["a", 1], "actor": [[1], {"code": "USA"}]}))


@pytest.mark.parametrize("package", ["pandas", "pyarrow"])
def test_frames_without_pandas_say_what_to_install(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(EventcoderError, match=rf"{package} is not installed.*eventcoder\[pandas\]"):
        to_pandas([event()])
