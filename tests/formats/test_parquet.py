import gzip
import io
from pathlib import Path
from typing import Any

import polars
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.strategies import records

from eventcoder.errors import InputError, RecordError
from eventcoder.findings import Finding
from eventcoder.formats import find_format, read_events, write_events
from eventcoder.formats.columns import event_frames, record_schema
from eventcoder.formats.flat import flatten
from eventcoder.formats.parquet import read_events as read_parquet
from eventcoder.formats.parquet import read_metadata, write_frames
from eventcoder.formats.parquet import write_events as write_parquet
from eventcoder.formats.tally import Tally
from eventcoder.provenance import Component, Provenance
from eventcoder.records import Entity, Event

KINDS = pytest.mark.parametrize("kind", ["parquet", "arrow"])
SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def event(name: str = "e1", **fields: Any) -> Event:
    return Event(id=name, date="2024-07-30", actor=(Entity(code="USA"),), event=("ASSAULT",), **fields)


def read(source: Any, kind: Any) -> tuple[list[Event], list[Finding]]:
    findings: list[Finding] = []
    return list(read_parquet(source, kind=kind, report=findings.append)), findings


@KINDS
@SLOW
@given(values=st.lists(records(), max_size=3))
def test_parquet_reads_exactly_what_it_wrote(kind: Any, values: list[dict[str, Any]]) -> None:
    events = [Event.model_validate(value) for value in values]
    stream = io.BytesIO()
    assert write_parquet(iter(events), stream, kind=kind) == len(events)
    stream.seek(0)
    assert read(stream, kind) == (events, [])
    assert not stream.closed


@pytest.mark.parametrize("name", ["e.parquet", "e.arrow", "e.feather", "e.parquet.gz"])
def test_parquet_is_chosen_by_the_ending(tmp_path: Path, name: str) -> None:
    events = [event(str(number)) for number in range(3)]
    assert write_events(events, tmp_path / name) == 3
    assert list(read_events(tmp_path / name)) == events
    assert find_format(path=name).name == ("parquet" if "parquet" in name else "arrow")


@KINDS
def test_parquet_many_batches_keep_their_order(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventcoder.formats.parquet.ROW_GROUP", 40)
    monkeypatch.setattr("eventcoder.formats.parquet.BATCH", 7)
    events = [event(str(number)) for number in range(100)]
    stream = io.BytesIO()
    assert write_frames(event_frames(events, size=9), stream, kind=kind) == 100
    if kind == "parquet":
        assert pyarrow.parquet.read_metadata(stream).num_row_groups == 3
    stream.seek(0)
    assert read(stream, kind) == (events, [])


def test_parquet_is_typed_and_others_read_it() -> None:
    stream = io.BytesIO()
    write_parquet([event()], stream)
    stream.seek(0)
    schema = pyarrow.parquet.read_schema(stream)
    assert schema.names == list(record_schema())
    assert schema.field("date").type == pyarrow.date32()
    assert schema.field("event_scale").type == pyarrow.float64()
    assert pyarrow.types.is_struct(schema.field("actor").type.value_type)
    assert pyarrow.parquet.read_table(stream).to_pylist()[0]["actor"][0]["code"] == "USA"


def test_arrow_is_read_by_polars_and_in_its_stream_form() -> None:
    stream = io.BytesIO()
    write_parquet([event()], stream, kind="arrow")
    stream.seek(0)
    frame = polars.read_ipc(stream)
    assert frame.schema == record_schema()
    streamed = io.BytesIO()
    frame.write_ipc_stream(streamed)
    streamed.seek(0)
    assert read(streamed, "arrow") == ([event()], [])


@KINDS
def test_parquet_tells_schema_and_provenance(kind: Any) -> None:
    made = Provenance(Component("eventcoder", "1", "a"), Component("default", "1", "b"), None, "3.11")
    stream = io.BytesIO()
    write_parquet([event()], stream, kind=kind, provenance=made)
    stream.seek(0)
    found = read_metadata(stream, kind=kind)
    assert (found["record_version"], found["record_schema"]) == ("1.0", "urn:eventcoder:record:1.0")
    assert made.digest in found["provenance"]
    plain = io.BytesIO()
    write_parquet([event()], plain, kind=kind)
    plain.seek(0)
    assert set(read_metadata(plain, kind=kind)) == {"record_version", "record_schema", "version"}


@KINDS
def test_parquet_without_events_keeps_its_columns(kind: Any) -> None:
    stream = io.BytesIO()
    assert write_parquet([], stream, kind=kind) == 0
    stream.seek(0)
    assert read(stream, kind) == ([], [])
    stream.seek(0)
    frame = polars.read_parquet(stream) if kind == "parquet" else polars.read_ipc(stream)
    assert frame.schema == record_schema()


@KINDS
def test_parquet_is_written_whole_or_not_at_all(tmp_path: Path, kind: Any) -> None:
    events = [event("a"), event("b").model_copy(update={"quad_code": 9})]
    with pytest.raises(RecordError, match=r"'b'.*quad_code"):
        write_parquet(events, tmp_path / "e", kind=kind)
    assert list(tmp_path.iterdir()) == []


@KINDS
def test_parquet_damage_is_a_finding(tmp_path: Path, kind: Any) -> None:
    stream = io.BytesIO()
    write_parquet([event(str(number)) for number in range(20)], stream, kind=kind)
    whole = stream.getvalue()
    for data in (b"", b"id,date\n", whole[:-9], whole[: len(whole) // 2], b"\xff" * 200):
        found, findings = read(io.BytesIO(data), kind)
        assert found == []
        assert [each.code for each in findings] == ["EC126"]
        with pytest.raises(InputError):
            read_metadata(io.BytesIO(data), kind=kind)
    with pytest.raises(InputError, match="EC126"):
        list(read_parquet(io.BytesIO(whole[:-9]), kind=kind))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_parquet(tmp_path / "none.parquet", kind=kind))


@KINDS
@pytest.mark.parametrize("rows", [0, 2])
def test_parquet_of_others_may_lack_columns(kind: Any, rows: int) -> None:
    (frame,) = event_frames([event("a"), event("b")])
    stream = io.BytesIO()
    part = frame[:rows].select("id", "date", "actor", "event", mine=polars.lit(1))
    part.write_parquet(stream) if kind == "parquet" else part.write_ipc(stream)
    stream.seek(0)
    found, findings = read(stream, kind)
    assert found == [event("a"), event("b")][:rows]
    assert [(each.code, each.field) for each in findings] == [("EC224", "mine")]
    stream = io.BytesIO()
    part.drop("event").write_parquet(stream) if kind == "parquet" else part.drop("event").write_ipc(stream)
    stream.seek(0)
    found, findings = read(stream, kind)
    assert found == []
    assert [(each.code, each.field) for each in findings] == [("EC224", "mine"), ("EC223", "event")]


@KINDS
def test_parquet_bad_rows_are_findings_and_neighbours_go_through(kind: Any) -> None:
    (frame,) = event_frames([event("a"), event("b"), event("c")])
    wrong = frame.with_columns(event=polars.Series([["ASSAULT"], ["ASALT"], ["ASSAULT"]]))
    stream = io.BytesIO()
    write_frames([wrong], stream, kind=kind)
    stream.seek(0)
    tally, findings = Tally(), []
    found = list(read_parquet(stream, kind=kind, report=findings.append, tally=tally))
    assert [each.id for each in found] == ["a", "c"]
    assert [(each.code, each.row, each.hint) for each in findings] == [("EC401", 2, "did you mean 'ASSAULT'?")]
    assert (tally.records, tally.rejected) == (3, 1)


def test_parquet_streams_that_cannot_go_back_are_read() -> None:
    stream = io.BytesIO()
    write_parquet([event()], stream)
    packed = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(stream.getvalue())))
    assert read(packed, "parquet") == ([event()], [])


def test_parquet_packed_and_cut_off_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "e.parquet.gz"
    write_parquet([event()], path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="cannot be read"):
        list(read_parquet(path))


@KINDS
def test_parquet_of_flat_frames_is_read(kind: Any) -> None:
    events = [event("a", mode=("aerial", "drone")), event("b")]
    (frame,) = event_frames(events)
    stream = io.BytesIO()
    flatten(frame).write_parquet(stream) if kind == "parquet" else flatten(frame).write_ipc(stream)
    stream.seek(0)
    assert read(stream, kind) == (events, [])


def test_arrow_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(Exception, match=r"eventcoder\[arrow\]"):
        write_parquet([event()], io.BytesIO(), kind="arrow")
