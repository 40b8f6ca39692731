import csv
import io
import json
from pathlib import Path
from typing import Any

import csvw
import frictionless
import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.strategies import records

from eventcoder.errors import EventcoderError, InputError, RecordError
from eventcoder.findings import Finding
from eventcoder.formats import read_events, write_events
from eventcoder.formats.columns import event_frames
from eventcoder.formats.delimited import read_events as read_table
from eventcoder.formats.delimited import write_events as write_table
from eventcoder.formats.delimited import write_frames
from eventcoder.formats.flat import flat_columns
from eventcoder.formats.tally import Tally
from eventcoder.records import Entity, Event, Location, Size

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = [column.name for column in flat_columns()]


def event(name: str = "e1", **fields: Any) -> Event:
    return Event(id=name, date="2024-07-30", actor=(Entity(code="USA"),), event=("ASSAULT",), **fields)


def table(*events: Event, **options: Any) -> bytes:
    stream = io.BytesIO()
    assert write_table(iter(events), stream, **options) == len(events)
    return stream.getvalue()


def read(data: bytes, **options: Any) -> tuple[list[Event], list[Finding]]:
    findings: list[Finding] = []
    return list(read_table(io.BytesIO(data), report=findings.append, **options)), findings


@SLOW
@given(
    values=st.lists(records(), max_size=3),
    delimiter=st.sampled_from([",", "\t", ";"]),
    spreadsheet_safe=st.booleans(),
    hxl=st.booleans(),
)
def test_csv_reads_exactly_what_it_wrote(
    values: list[dict[str, Any]], delimiter: str, spreadsheet_safe: bool, hxl: bool
) -> None:
    events = [Event.model_validate(value) for value in values]
    options: dict[str, Any] = {"delimiter": delimiter, "spreadsheet_safe": spreadsheet_safe}
    data = table(*events, **options, hxl=hxl)
    assert read(data, **options) == (events, [])
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter, strict=True))
    assert len(rows) == len(events) + 1 + hxl
    assert {len(row) for row in rows} == {len(NAMES)}


@pytest.mark.parametrize("name", ["e.csv", "e.tsv", "e.tab", "e.csv.gz"])
def test_csv_is_chosen_by_the_ending(tmp_path: Path, name: str) -> None:
    events = [event("a", text="one, two"), event("b", text="three\tfour")]
    assert write_events(events, tmp_path / name) == 2
    assert list(read_events(tmp_path / name)) == events


def test_csv_is_plain() -> None:
    data = table(event(text='He said "no", and\nleft', size=Size(dead=2)))
    header, row = csv.reader(io.StringIO(data.decode(), newline=""))
    cells = dict(zip(header, row, strict=True))
    assert header == NAMES
    assert cells["text"] == 'He said "no", and\nleft'
    assert (cells["size_dead"], cells["directed"], cells["quad_code"]) == ("2", "true", "")
    assert table() == data[: len(",".join(NAMES)) + 1]


def test_csv_of_many_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventcoder.formats.delimited.BATCH", 3)
    events = [event(str(number), text="line\n" * (number % 4)) for number in range(20)]
    stream = io.BytesIO()
    assert write_frames(event_frames(events, size=7), stream) == 20
    assert read(stream.getvalue()) == (events, [])


FORMULAS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''=1"]


def test_csv_safe_for_spreadsheets_touches_texts_that_would_run_alone() -> None:
    harmless = ["'quoted' word", "'", "a=b", " =1"]
    events = [
        event(text=text, event_scale=-3.5, event_loc=Location(lat=-1.5, city=text)) for text in (*FORMULAS, *harmless)
    ]
    data = table(*events, spreadsheet_safe=True)
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    for row, text in zip(rows, FORMULAS, strict=False):
        assert row["text"] == f"'{text}" == row["event_loc_city"]
    assert [row["text"] for row in rows[len(FORMULAS) :]] == harmless
    assert {(row["event_scale"], row["event_loc_lat"]) for row in rows} == {("-3.5", "-1.5")}
    assert read(data, spreadsheet_safe=True) == (events, [])


def test_csv_tags_of_hxl_stand_under_the_header_and_are_not_read() -> None:
    data = table(event("#a"), hxl=True)
    lines = data.decode().splitlines()
    assert lines[1].split(",")[2] == "#date+occurred"
    assert lines[2].startswith('"#a",')
    assert read(data) == ([event("#a")], [])


@pytest.mark.parametrize("hxl", [False, True])
@pytest.mark.parametrize("name", ["events.csv", "events.tsv"])
def test_csv_frictionless_takes_the_package(tmp_path: Path, name: str, hxl: bool) -> None:
    (frame,) = event_frames([rich("a"), rich("b"), event("#c")])
    write_frames([frame], tmp_path / name, delimiter="\t" if name.endswith("tsv") else ",", hxl=hxl, datapackage=True)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    rows = package.resources[0].read_rows()
    assert [row["id"] for row in rows] == ["a", "b", "#c"]
    assert rows[0]["event_loc_lat"] == pytest.approx(33.3125)
    assert rows[0]["date"].isoformat() == "2024-07-30"
    assert rows[0]["directed"] is True


def test_csv_frictionless_finds_what_breaks_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    write_table([rich("a"), rich("b")], path, datapackage=True)
    path.write_text(path.read_text().replace("33.3125", "133.3125", 1).replace("2024-07-30", "yesterday", 1))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {(each[0], each[1]) for each in report.flatten(["rowNumber", "fieldName"])} == {
        (2, "date"),
        (2, "event_loc_lat"),
    }


def test_csv_package_keeps_other_tables(tmp_path: Path) -> None:
    write_table([rich("a")], tmp_path / "a.csv", datapackage=True)
    write_table([rich("b")], tmp_path / "b.csv.gz", datapackage=True)
    write_table([rich("c")], tmp_path / "a.csv", datapackage=True)
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert [each["path"] for each in package["resources"]] == ["b.csv.gz", "a.csv"]
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    (tmp_path / "datapackage.json").write_text("[]")
    with pytest.raises(RecordError, match="no data package"):
        write_table([rich("a")], tmp_path / "a.csv", datapackage=True)


@pytest.mark.parametrize("hxl", [False, True])
def test_csv_csvw_takes_the_metadata(tmp_path: Path, hxl: bool) -> None:
    last = "c" if hxl else "#c"  # the library takes a quoted cell that begins with # for a comment
    write_table([rich("a"), rich("b"), event(last)], tmp_path / "events.csv", hxl=hxl, csvw=True)
    described = csvw.Table.from_file(tmp_path / "events.csv-metadata.json")
    rows = list(described.iterdicts())
    assert [row["id"] for row in rows] == ["a", "b", last]
    assert rows[0]["actor_code"] == ["USA", "GBR"]
    assert rows[0]["actor_start"] == [0, 9]
    assert rows[0]["event_loc_lat"] == pytest.approx(33.3125)
    assert rows[0]["evidence"] == [{"rule": "r"}]
    assert rows[0]["directed"] is True
    assert csvw.CSVW(str(tmp_path / "events.csv"), validate=True).is_valid


def test_csv_metadata_want_a_file(tmp_path: Path) -> None:
    with pytest.raises(EventcoderError, match="path"):
        write_table([], io.BytesIO(), csvw=True)
    with pytest.raises(EventcoderError, match="plain"):
        write_table([], tmp_path / "e.csv.gz", csvw=True)


def rich(name: str) -> Event:
    return Event.model_validate(
        {
            "id": name,
            "date": "2024-07-30",
            "actor": [{"code": "USA", "start": 0, "end": 4}, {"code": "GBR", "start": 9, "end": 12}],
            "recipient": [{"sector": "REB", "other_sectors": ["MIL", "GOV"]}],
            "event": ["ASSAULT"],
            "mode": ["aerial"],
            "quad_code": 4,
            "event_scale": -9.5,
            "event_loc": {"lat": 33.3125, "lon": 44.4, "city": "Baghdad", "resolution": 3},
            "event_text": ["carried out; airstrike"],
            "text": 'They "struck",\nat night.',
            "evidence": [{"rule": "r"}],
            "cameo": {"code": "195", "root": "19", "goldstein": -10.0, "quad": 4},
        }
    )


def test_csv_bad_rows_are_findings_in_order_and_neighbours_go_through() -> None:
    header, *rows = table(*(event(str(number)) for number in range(9))).splitlines(keepends=True)
    rows[1] = rows[1].replace(b"2024", b"20x4")
    rows[2] = rows[2].replace(b"USA", b"US\xff")
    rows[3] = b"3,4\n"
    rows[4] = rows[4].rstrip() + b",,\n"
    rows[5] = header
    rows[6] = b"," * (len(NAMES) - 1) + b"\n"
    rows[7] = rows[7].replace(b"USA", b'"USA')
    found, findings = read(header + b"".join(rows))
    assert [each.id for each in found] == ["0", "8"]
    assert [(each.code, each.line, each.row) for each in findings] == [
        ("EC302", 3, 2),
        ("EC103", 4, 3),
        ("EC230", 5, 4),
        ("EC231", 6, 5),
        ("EC234", 7, 6),
        ("EC235", 8, None),
        ("EC236", 9, 7),
    ]
    assert findings[1].value == "US\\xff"
    tally = Tally()
    list(read_table(io.BytesIO(header + b"".join(rows)), report=findings.append, tally=tally))
    assert (tally.records, tally.rejected) == (8, 6)


def test_csv_first_error_stops_where_nobody_takes_reports() -> None:
    data = table(event("a"), event("b"), event("c")).replace(b"b,", b"b,,,,", 1)
    events = read_table(io.BytesIO(data))
    assert next(events).id == "a"
    with pytest.raises(InputError, match="EC231"):
        next(events)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", ["EC102"]),
        (b"\n\n", ["EC102"]),
        (b"iso,year\nFRA,2024\n", ["EC224", "EC224", "EC223", "EC223", "EC223", "EC223"]),
        (b"\x89PNG\r\n\x1a\n", ["EC224", "EC223", "EC223", "EC223", "EC223"]),
    ],
)
def test_csv_of_something_else_is_findings(data: bytes, codes: list[str]) -> None:
    found, findings = read(data)
    assert found == []
    assert [each.code for each in findings] == codes
    assert all(each.line == 1 for each in findings)


def test_csv_that_a_spreadsheet_saved_again_is_read() -> None:
    data = table(event("a", text="x, y"), event("b"))
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    saved = io.StringIO()
    csv.writer(saved, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    found, findings = read(b"\xef\xbb\xbf" + saved.getvalue().replace("true", "TRUE").encode())
    assert found == [event("a", text="x, y"), event("b")]
    assert [(each.code, each.level) for each in findings] == [("EC105", "warning"), ("EC220", "error")]


def test_csv_with_the_columns_in_another_order_and_some_of_them() -> None:
    frame = polars.read_csv(table(event("a", text="x"), event("b")), infer_schema_length=0)
    part = frame.select("event", "text", "id", "actor_code", "date", mine=polars.lit("m"))
    found, findings = read(part.write_csv().encode())
    assert found == [event("a", text="x"), event("b")]
    assert [(each.code, each.field) for each in findings] == [("EC224", "mine")]


def test_csv_long_cells_are_read_and_the_limit_of_the_process_stays() -> None:
    before = csv.field_size_limit()
    events = [event("a", text="x, " * 100_000), event("b")]
    assert read(table(*events)) == (events, [])
    assert csv.field_size_limit() == before


def test_csv_packed_and_cut_off_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "e.csv.gz"
    write_table([event(str(number), text=f"{number**9}") for number in range(300)], path)
    path.write_bytes(path.read_bytes()[:-200])
    findings: list[Finding] = []
    found = list(read_table(path, report=findings.append))
    assert 0 < len(found) < 300
    assert "EC106" in [each.code for each in findings]


@pytest.mark.parametrize("delimiter", ["", ";;", '"', "\n", "a", "é", "."])
def test_csv_delimiters_that_cannot_be_are_refused(delimiter: str) -> None:
    with pytest.raises(EventcoderError, match="between cells"):
        write_table([], io.BytesIO(), delimiter=delimiter)
    with pytest.raises(EventcoderError, match="between cells"):
        list(read_table(io.BytesIO(), delimiter=delimiter))
