import io
import json
from pathlib import Path
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.strategies import records

from eventcoder.errors import InputError, RecordError
from eventcoder.findings import Finding
from eventcoder.formats import read_events, write_events
from eventcoder.formats.geojson import read_events as read_geojson
from eventcoder.formats.geojson import write_events as write_geojson
from eventcoder.formats.tally import Tally
from eventcoder.records import Entity, Event, Location

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def event(name: str = "e1", **fields: Any) -> Event:
    return Event(id=name, date="2024-07-30", actor=(Entity(code="USA"),), event=("ASSAULT",), **fields)


def written(*events: Event) -> bytes:
    stream = io.BytesIO()
    assert write_geojson(iter(events), stream) == len(events)
    return stream.getvalue()


def read(data: bytes) -> tuple[list[Event], list[Finding]]:
    findings: list[Finding] = []
    return list(read_geojson(io.BytesIO(data), report=findings.append)), findings


@SLOW
@given(st.lists(records(), max_size=3))
def test_geojson_reads_exactly_what_it_wrote_and_is_valid(values: list[dict[str, Any]]) -> None:
    events = [Event.model_validate(value) for value in values]
    data = written(*events)
    assert read(data) == (events, [])
    FeatureCollection.model_validate_json(data)


def test_geojson_points_have_the_longitude_first_and_no_place_is_null() -> None:
    here = Location(lat=33.34, lon=44.4)
    data = written(event("a", event_loc=here), event("b"), event("c", event_loc=Location(lat=1.5)))
    found = json.loads(data)
    assert found["type"] == "FeatureCollection"
    assert [each["geometry"] for each in found["features"]] == [
        {"type": "Point", "coordinates": [44.4, 33.34]},
        None,
        None,
    ]
    assert [each["id"] for each in found["features"]] == ["a", "b", "c"]
    assert found["features"][0]["properties"]["event"] == ["ASSAULT"]
    assert len(data.splitlines()) == 5


@pytest.mark.parametrize("name", ["e.geojson", "e.geojson.gz"])
def test_geojson_is_chosen_by_the_ending(tmp_path: Path, name: str) -> None:
    assert write_events([event("a")], tmp_path / name) == 1
    assert list(read_events(tmp_path / name)) == [event("a")]
    assert write_events([], tmp_path / name) == 0
    assert list(read_events(tmp_path / name)) == []


def test_geojson_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="quad_code"):
        write_geojson([event("a"), event().model_copy(update={"quad_code": 9})], tmp_path / "e.geojson")
    assert list(tmp_path.iterdir()) == []


def test_geojson_that_a_program_wrote_again_is_read() -> None:
    events = [event("a", event_loc=Location(lat=33.34, lon=44.4)), event("b")]
    found = json.loads(written(*events))
    found |= {"name": "events", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}
    found["features"][0]["geometry"]["coordinates"] = [44.4000000001, 33.34, 12.0]
    for feature in found["features"]:
        feature["properties"] = {key: value for key, value in feature["properties"].items() if value not in (None, [])}
    found["features"][1]["properties"]["date"] = "2024-07-30"
    assert read(json.dumps(dict(reversed(found.items())), indent=1).encode()) == (events, [])


@pytest.mark.parametrize(
    "geometry", [None, {"type": "Point", "coordinates": [33.34, 44.4]}, {"type": "Polygon", "coordinates": []}, [1], {}]
)
def test_geojson_a_moved_point_is_told(geometry: Any) -> None:
    there = event("a", event_loc=Location(lat=33.34, lon=44.4))
    found = json.loads(written(there))
    found["features"][0]["geometry"] = geometry
    events, findings = read(json.dumps(found).encode())
    assert events == [there]
    assert [(each.code, each.level, each.field) for each in findings] == [("EC526", "warning", "geometry")]


def test_geojson_bad_features_are_findings_and_neighbours_go_through() -> None:
    lines = written(*(event(name) for name in "abcdefg")).split(b"\n")
    lines[2] = lines[2].replace(b"ASSAULT", b"ASALT")
    lines[3] = lines[3].replace(b'"Feature"', b'"Thing"')
    lines[4] = lines[4].replace(b'"properties":{', b'"properties":null,"x":{')
    lines[5] = b"17,"
    lines[6] = lines[6].replace(b'"id":"f"', b'"id":f')
    data = b"\n".join(lines)
    events, findings = read(data)
    assert [each.id for each in events] == ["a", "g"]
    assert [(each.code, each.line, each.row) for each in findings] == [
        ("EC401", 3, 2),
        ("EC205", 4, 3),
        ("EC202", 5, 4),
        ("EC205", 6, 5),
        ("EC104", 7, 6),
    ]
    tally = Tally()
    list(read_geojson(io.BytesIO(data), report=findings.append, tally=tally))
    assert (tally.records, tally.rejected) == (7, 5)
    with pytest.raises(InputError, match="EC401"):
        list(read_geojson(io.BytesIO(data)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EC102"),
        (b"[]", "EC104"),
        (b'{"type": "Feature", "properties": {}}', "EC202"),
        (b'{"type": "Topology", "features": []}', "EC205"),
        (b"id,date\n", "EC104"),
        (b'{"type": "FeatureCollection", "features": [', "EC104"),
    ],
)
def test_geojson_of_something_else_is_findings(data: bytes, code: str) -> None:
    events, findings = read(data)
    assert events == []
    assert [each.code for each in findings] == [code]


def test_geojson_packed_and_cut_off_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "e.geojson.gz"
    write_geojson([event(str(number), text=f"{number**9}") for number in range(300)], path)
    path.write_bytes(path.read_bytes()[:-200])
    findings: list[Finding] = []
    found = list(read_geojson(path, report=findings.append))
    assert 0 <= len(found) < 300
    assert "EC106" in [each.code for each in findings]
