import datetime
from typing import Any

import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.strategies import records

from eventcoder.errors import EventcoderError, InputError, RecordError
from eventcoder.findings import Finding
from eventcoder.formats.columns import event_frames, frame_events, record_schema, to_record_frame
from eventcoder.formats.tally import Tally
from eventcoder.records import Entity, Event, Location

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def event(name: str = "e1", **fields: Any) -> Event:
    return Event(id=name, date="2024-07-30", actor=(Entity(code="USA"),), event=("ASSAULT",), **fields)


def read(frame: polars.DataFrame) -> tuple[list[Event], list[Finding], Tally]:
    findings: list[Finding] = []
    tally = Tally()
    return list(frame_events(frame, report=findings.append, file="f", tally=tally)), findings, tally


def test_columns_are_the_fields_of_the_record_in_order() -> None:
    schema = record_schema()
    assert list(schema) == list(Event.model_fields)
    assert schema["date"] == polars.Date
    assert schema["directed"] == polars.Boolean
    assert schema["event"] == polars.List(polars.String)
    location = schema["event_loc"]
    assert isinstance(location, polars.Struct)
    assert {field.name: field.dtype for field in location.fields}["lat"] == polars.Float64
    assert {field.name: field.dtype for field in location.fields}["resolution"] == polars.Int64


@SLOW
@given(st.lists(records(), max_size=3))
def test_columns_hold_every_record(values: list[dict[str, Any]]) -> None:
    events = [Event.model_validate(value) for value in values]
    frames = list(event_frames(iter(events), size=2))
    assert [frame.height for frame in frames] == [size for size in (min(2, len(events)), len(events) - 2) if size > 0]
    found = []
    for frame in frames:
        assert frame.schema == record_schema()
        found += list(frame_events(frame))
    assert found == events


def test_columns_tell_an_empty_place_from_none() -> None:
    events = [event("a"), event("b", event_loc=Location())]
    (frame,) = event_frames(events)
    assert list(frame_events(frame)) == events


def test_columns_events_that_are_no_records_make_no_frame() -> None:
    with pytest.raises(RecordError, match="quad_code"):
        list(event_frames([event().model_copy(update={"quad_code": 9})]))


def test_columns_null_lists_and_missing_columns_are_empty() -> None:
    frame = polars.DataFrame(
        {
            "id": ["a"],
            "date": ["2024-07-30"],
            "actor": [[{"code": "USA", "other_sectors": None}]],
            "event": [["ASSAULT"]],
            "mode": [None],
            "directed": [None],
        },
        schema_overrides={"mode": polars.List(polars.String), "directed": polars.Boolean},
    )
    found, findings, tally = read(frame)
    assert found == [event("a")]
    assert findings == []
    assert (tally.records, tally.rejected) == (1, 0)


def test_columns_moments_are_taken_as_days_and_no_number_as_null() -> None:
    frame = polars.DataFrame(
        {
            "id": ["a"],
            "date": [datetime.datetime(2024, 7, 30)],
            "actor": [[{"code": "USA"}]],
            "event": [["ASSAULT"]],
            "event_scale": [float("nan")],
        }
    )
    assert read(frame)[0] == [event("a")]


def test_columns_bad_rows_are_findings_with_their_number() -> None:
    (frame,) = event_frames([event("a"), event("b"), event("c")])
    wrong = frame.with_columns(
        quad_code=polars.Series([None, 9, None], dtype=polars.Int64),
        id=polars.Series(["a", "b", None]),
    )
    found, findings, tally = read(wrong)
    assert [each.id for each in found] == ["a"]
    assert [(each.code, each.row, each.field, each.file) for each in findings] == [
        ("EC304", 2, "quad_code", "f"),
        ("EC301", 3, "id", "f"),
    ]
    assert (tally.records, tally.rejected) == (3, 2)
    with pytest.raises(InputError, match="EC304"):
        list(frame_events(wrong))


def test_columns_of_something_else_are_findings() -> None:
    frame = polars.DataFrame({"id": ["a"], "when": ["2024"], "text": [b"x"]})
    found, findings, _ = read(frame)
    assert found == []
    assert [(each.code, each.field) for each in findings] == [
        ("EC224", "when"),
        ("EC301", "text"),
        ("EC223", "date"),
        ("EC223", "actor"),
        ("EC223", "event"),
    ]
    with pytest.raises(InputError, match="EC301"):
        list(frame_events(frame))


def test_columns_frames_are_brought_into_the_record_s_shape() -> None:
    (whole,) = event_frames([event("a")])
    part = whole.select("id", polars.col("date").cast(polars.String), "actor", "event")
    fitted = to_record_frame(part)
    assert fitted.schema == record_schema()
    assert fitted.equals(whole)
    assert to_record_frame(whole) is whole
    with pytest.raises(EventcoderError, match="when"):
        to_record_frame(part.with_columns(when=1))
    with pytest.raises(EventcoderError, match="shape"):
        to_record_frame(part.with_columns(date=polars.lit("yesterday")))
