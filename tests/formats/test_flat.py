import copy
from typing import Any

import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.strategies import records

from eventcoder.findings import Finding
from eventcoder.formats.columns import event_frames, record_schema
from eventcoder.formats.flat import flat_columns, flatten
from eventcoder.formats.flat_reading import FlatReader, FlatRow
from eventcoder.formats.tally import Tally
from eventcoder.records import Attribution, Claim, Entity, Event, Evidence, Location, Size
from eventcoder.vocabulary import load_schema

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
HEADER = [column.name for column in flat_columns()]


def event(name: str = "e1", **fields: Any) -> Event:
    given: dict[str, Any] = {"date": "2024-07-30", "actor": (Entity(code="USA"),), "event": ("ASSAULT",)}
    return Event(id=name, **(given | fields))


def flat(*events: Event) -> list[dict[str, Any]]:
    return [row for frame in event_frames(events) for row in flatten(frame).to_dicts()]


def read(rows: list[dict[str, Any]], header: list[str] | None = None) -> tuple[list[Event], list[Finding]]:
    findings: list[Finding] = []
    reader = FlatReader(HEADER if header is None else header, findings.append, "f", line=1)
    found = list(reader.events(FlatRow(row, number, number + 1) for number, row in enumerate(rows, 1)))
    return found, findings


def leaves(name: str | None = None) -> set[str]:
    """Paths of all fields; of lists of objects and of nested objects that are JSON, their own."""
    whole = {"claims", "attribution", "evidence"}
    found = set()
    for field, dtype in record_schema().items():
        inner = dtype.inner if isinstance(dtype, polars.List) else dtype
        parts = [f"{field}.{each.name}" for each in inner.fields] if isinstance(inner, polars.Struct) else []
        found |= set(parts) if parts and field not in whole else {field}
    return found


def test_flat_columns_hold_every_field_once() -> None:
    paths = [f"{column.field}.{column.part}" if column.part else column.field for column in flat_columns()]
    assert len(set(paths)) == len(paths)
    assert set(paths) - {""} == leaves()
    assert len(set(HEADER)) == len(HEADER)
    assert all(column.description and column.hxl for column in flat_columns())


def test_flat_columns_take_their_descriptions_from_the_schema() -> None:
    columns = {column.name: column for column in flat_columns()}
    entity = load_schema("record")["$defs"]["entity"]["properties"]
    assert columns["recipient_sector"].description == entity["sector"]["description"]
    assert columns["event_loc_lat"].dtype == polars.Float64
    assert columns["event_loc_lat"].cell_type == polars.Float64
    assert columns["actor_start"].cell_type == polars.String


@SLOW
@given(st.lists(records(), max_size=3))
def test_flat_loses_nothing(values: list[dict[str, Any]]) -> None:
    events = [Event.model_validate(value) for value in values]
    rows = flat(*events)
    assert all(list(row) == HEADER for row in rows)
    assert read(rows) == (events, [])
    texts = [{name: None if cell is None else as_text(cell) for name, cell in row.items()} for row in rows]
    assert read(texts) == (events, [])


def as_text(cell: Any) -> str:
    return str(cell).lower() if isinstance(cell, bool) else repr(cell) if isinstance(cell, float) else str(cell)


def test_flat_joins_lists_and_parties() -> None:
    (row,) = flat(
        event(
            actor=(Entity(code="USA", sector="MIL", start=0), Entity(sector="GOV", other_sectors=("MIL", "SPY"))),
            recipient=(),
            mode=("aerial", "drone"),
            size=Size(dead=3),
            claims=(Claim(type="self-defense", stance="reported"),),
            attribution=Attribution(),
            evidence=(Evidence(rule="r;1"),),
        )
    )
    assert row["actor_code"] == "USA;"
    assert row["actor_sector"] == "MIL;GOV"
    assert row["actor_other_sectors"] == ";MIL|SPY"
    assert row["actor_start"] == "0;"
    assert row["actor_office"] is None
    assert row["recipient_code"] is None
    assert row["mode"] == "aerial;drone"
    assert row["size_dead"] == 3
    assert row["directed"] is True
    assert row["claims"] == '[{"type":"self-defense","stance":"reported"}]'
    assert row["attribution"] == "{}"
    assert row["exact"] is None


@pytest.mark.parametrize(
    ("fields", "exact"),
    [
        ({"text": ""}, '{"text":""}'),
        ({"event_text": ("a;b", "c")}, '{"event_text":["a;b","c"]}'),
        ({"event_text": ("",)}, '{"event_text":[""]}'),
        ({"actor": (Entity(),)}, '{"actor":[{}]}'),
        ({"actor": (Entity(entity_text="a;b"),)}, '{"actor":[{"entity_text":"a;b"}]}'),
        ({"event_loc": Location()}, '{"event_loc":{}}'),
        ({"event_loc": Location(city="", lat=1.5)}, '{"event_loc":{"lat":1.5,"city":""}}'),
    ],
)
def test_flat_last_column_says_what_cells_cannot(fields: dict[str, Any], exact: str) -> None:
    (row,) = flat(event(**fields))
    assert row["exact"] == exact
    assert read([row]) == ([event(**fields)], [])


def test_flat_changed_cells_count_and_not_the_last_column() -> None:
    rows = flat(event("a", event_text=("a;b",), text=""), event("b"), event("c", event_text=("c;d",)))
    rows[0]["event_text"] = "other words"
    found, findings = read(rows)
    assert found == [event("a", event_text=("other words",), text=""), event("b"), event("c", event_text=("c;d",))]
    assert findings == []
    rows[0]["event_text"] = None
    assert read(rows)[0][0] == event("a", text="")


def test_flat_cells_that_programs_turned_into_numbers_are_read() -> None:
    (row,) = flat(event("17", event_loc=Location(geonameid="98182", resolution=3), mentions=2))
    row |= {"id": 17, "event_loc_geonameid": 98182.0, "event_loc_resolution": "3.0", "mentions": 2.0}
    row |= {"text": float("nan"), "directed": "TRUE", "quad_code": float("nan")}
    found, findings = read([row])
    assert findings == []
    assert found == [event("17", event_loc=Location(geonameid="98182", resolution=3), mentions=2)]


def test_flat_bad_cells_are_findings_with_their_place() -> None:
    good = flat(event())[0]
    wrong: list[tuple[dict[str, Any], str, str, str | None]] = [
        ({"quad_code": "9"}, "EC304", "quad_code", "9"),
        ({"quad_code": "four"}, "EC301", "quad_code", "four"),
        ({"event_loc_lat": "1,5"}, "EC301", "event_loc_lat", "1,5"),
        ({"event_loc_lat": "nan"}, "EC301", "event_loc_lat", "nan"),
        ({"date": "2024-02-30"}, "EC302", "date", "2024-02-30"),
        ({"id": None}, "EC301", "id", "null"),
        ({"event": "ASALT"}, "EC401", "event", "ASALT"),
        ({"actor_code": "USA;FRA", "actor_sector": "MIL"}, "EC407", "actor_sector", "MIL"),
        ({"actor_code": "USA;us"}, "EC302", "actor_code", "us"),
        ({"claims": "[{"}, "EC104", "claims", "[{"),
        ({"evidence": '[{"rul": 1}]'}, "EC203", "evidence", "1"),
        ({"exact": "[]"}, "EC301", "exact", "[]"),
        ({"exact": '{"no": 1}'}, "EC203", "no", "1"),
        ({"cameo_root": "19"}, "EC202", "cameo_code", None),
        ({"directed": "maybe"}, "EC301", "directed", "maybe"),
    ]
    rows = [good | cells for cells, *_ in wrong]
    found, findings = read([good, *rows, good])
    assert [each.id for each in found] == ["e1", "e1"]
    told = [(each.row, each.line, each.code, each.field, each.value) for each in findings]
    assert told == [(row, row + 1, *rest) for row, (_, *rest) in enumerate(wrong, 2)]


def test_flat_a_changed_cell_that_is_wrong_is_a_finding() -> None:
    rows = flat(event(event_text=("a;b",)), event(actor=(Entity(entity_text="c;d"),)))
    rows[1]["actor_entity_text"], rows[1]["actor_code"] = "e", "usa"
    tally, findings = Tally(), []
    reader = FlatReader(HEADER, findings.append, tally=tally)
    found = list(reader.events(FlatRow(row, number) for number, row in enumerate(rows, 1)))
    assert [each.event_text for each in found] == [("a;b",)]
    assert [(each.code, each.row) for each in findings] == [("EC302", 2)]
    assert (tally.records, tally.rejected) == (2, 1)


def test_flat_headers_are_looked_at() -> None:
    header = ["id", "date", "event", "actor_code", "quad_cod", "date"]
    findings: list[Finding] = []
    assert not FlatReader(header, findings.append, "f", line=1).sound
    assert [(each.code, each.level, each.field, each.line, each.hint) for each in findings] == [
        ("EC228", "error", "date", 1, "keep one of them"),
        ("EC224", "warning", "quad_cod", 1, "did you mean 'quad_code'?"),
    ]
    findings.clear()
    assert not FlatReader(["id", "actor_sector"], findings.append).sound
    assert [(each.code, each.field) for each in findings] == [("EC223", "date"), ("EC223", "event")]


def test_flat_rows_of_few_columns_are_events() -> None:
    header = ["id", "date", "event", "actor_code"]
    row = {"id": "e1", "date": "2024-07-30", "event": "ASSAULT", "actor_code": "USA"}
    found, findings = read([copy.copy(row)], header)
    assert (found, findings) == ([event()], [])
