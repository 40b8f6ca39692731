import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventcoder.errors import InputError, RecordError
from eventcoder.findings import Finding
from eventcoder.formats.native import read_events, write_events
from eventcoder.records import Entity, Event


def event(name: str = "e1") -> Event:
    return Event(id=name, date="2024-07-30", actor=(Entity(code="USA"),), event=("ASSAULT",), mode=("aerial",))


@pytest.mark.parametrize("name", ["events.jsonl", "events.jsonl.gz"])
def test_native_reads_what_it_wrote(tmp_path: Path, name: str) -> None:
    events = [event("a"), event("b")]
    assert write_events(iter(events), tmp_path / name) == 2
    assert list(read_events(tmp_path / name)) == events
    assert list(read_events(str(tmp_path / name))) == events


def test_native_streams_are_left_open() -> None:
    stream = io.BytesIO()
    write_events([event()], stream)
    stream.seek(0)
    assert list(read_events(stream)) == [event()]
    assert not stream.closed


def test_native_no_events_make_an_empty_file(tmp_path: Path) -> None:
    assert write_events([], tmp_path / "e.jsonl") == 0
    assert (tmp_path / "e.jsonl").read_bytes() == b""
    assert list(read_events(tmp_path / "e.jsonl")) == []


def test_native_bad_lines_are_findings_and_neighbours_go_through() -> None:
    good = event("a").to_json()
    lines = [good, b"{", good.replace(b"ASSAULT", b"ASALT"), b"\xff", event("b").to_json()]
    findings: list[Finding] = []
    found = list(read_events(io.BytesIO(b"\n".join(lines)), report=findings.append))
    assert [each.id for each in found] == ["a", "b"]
    assert [(finding.code, finding.line) for finding in findings] == [
        ("EC104", 2),
        ("EC401", 3),
        ("EC103", 4),
    ]
    assert findings[1].hint == "did you mean 'ASSAULT'?"


def test_native_first_error_stops_where_nobody_takes_reports() -> None:
    events = read_events(io.BytesIO(event("a").to_json() + b"\n{\n"))
    assert next(events).id == "a"
    with pytest.raises(InputError, match="EC104"):
        next(events)


def test_native_record_with_a_fault_is_not_written(tmp_path: Path) -> None:
    def events() -> Iterator[Event]:
        yield event("a")
        yield event("b").model_copy(update={"quad_code": 9})

    with pytest.raises(RecordError, match=r"'b'.*quad_code"):
        write_events(events(), tmp_path / "e.jsonl")
    assert os.listdir(tmp_path) == []


def test_native_record_that_is_no_json_is_not_written() -> None:
    with pytest.raises(RecordError):
        write_events([event().model_copy(update={"text": "\ud800"})], io.BytesIO())


def test_native_schema_check_is_there_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    assert write_events([event()], io.BytesIO(), check="schema") == 1
    wrong = Finding(code="EC401", level="error", message="no")
    monkeypatch.setattr("eventcoder.validation.schema.schema_findings", lambda value: [wrong])
    with pytest.raises(RecordError, match="EC401"):
        write_events([event()], io.BytesIO(), check="schema")
    assert write_events([event()], io.BytesIO()) == 1
