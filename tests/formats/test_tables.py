"""GDELT, ICEWS, ACLED and UCDP GED by their mapping files: rows become records and, where they can, rows again."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventcoder.errors import EventcoderError, InputError, LossError
from eventcoder.findings import Finding
from eventcoder.formats.columns import record_schema
from eventcoder.formats.losses import EVENT, Losses
from eventcoder.formats.tables import read_events, read_frames, write_events
from eventcoder.formats.tally import Tally
from eventcoder.mapping.dyads import expand
from eventcoder.mapping.lookups import table_rows
from eventcoder.records import Cameo, CiteInfo, Entity, Event, Location, Size, SourceCoding, TextInfo
from eventcoder.validation import validate
from tests.damage.base import Row, acled, columns, gdelt1_events, gdelt2_events, icews, table, ucdp
from tests.properties.strategies import records

WRITTEN = ("gdelt1-events", "gdelt2-events", "icews")
READ = {
    "gdelt1-events": gdelt1_events,
    "gdelt2-events": gdelt2_events,
    "icews": icews,
    "acled": acled,
    "ucdp-ged": ucdp,
}


def read(text: str | bytes, format: str, **options: Any) -> tuple[list[Event], list[Finding], Losses]:
    found: list[Finding] = []
    losses = Losses()
    raw = text.encode() if isinstance(text, str) else text
    events = list(read_events(BytesIO(raw), format=format, report=found.append, losses=losses, **options))
    return events, [each for each in found if each.level != "info"], losses


def write(events: Iterable[Event], format: str) -> tuple[bytes, Losses]:
    target, losses = BytesIO(), Losses()
    write_events(events, target, format=format, losses=losses)
    return target.getvalue(), losses


def one(format: str, change: Row | None = None) -> Event:
    """The record of the first sound row, changed; nothing is wrong with it."""
    events, found, _ = read(table(format, [READ[format](1)[0] | (change or {})]), format)
    assert found == []
    (event,) = events
    return event


# reading --------------------------------------------------------------------------------------------------------------


def test_tables_a_gdelt_row_becomes_a_record() -> None:
    change = {
        "Actor1Code": "FRAMEDLAB",
        "Actor1Type1Code": "MED",
        "Actor1Type2Code": "LAB",
        "Actor1Religion1Code": "CTH",
        "Actor1EthnicCode": "bre",
        "EventCode": "195",
        "EventBaseCode": "195",
        "EventRootCode": "19",
        "QuadClass": "4",
        "GoldsteinScale": "-10.0",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Lyon, Auvergne-Rhone-Alpes, France",
        "ActionGeo_Lat": "45.7500",
        "ActionGeo_Long": "4.8500",
    }
    event = one("gdelt2-events", change)
    assert event == Event(
        id="gdelt2-events:900000001",
        document_id="https://news.example/0",
        date="2024-03-05",
        actor=(
            Entity(
                code="FRA",
                sector="JRN",
                other_sectors=("LAB",),
                entity_text="FRANCE",
                religion="CTH",
                ethnicity="bre",
                cameo="FRAMEDLAB",
            ),
        ),
        recipient=(Entity(code="DEU", sector="GOV", entity_text="GERMANY", cameo="DEUGOV"),),
        event=("ASSAULT",),
        mode=("aerial",),
        context=("military",),
        quad_code=4,
        event_scale=-9.5,
        event_loc=Location(
            resolved_place="Lyon, Auvergne-Rhone-Alpes, France",
            lat=45.75,
            lon=4.85,
            city="Lyon",
            country_code="FRA",
            resolution=3,
        ),
        cite_info=CiteInfo(url="https://news.example/0"),
        coder="gdelt2-events",
        coded_date="2024-03-05",
        mentions=10,
        cameo=Cameo(code="195", root="19", label="Employ aerial weapons, not specified below", goldstein=-10, quad=4),
    )


def test_tables_gdelt_statements_have_no_plover_event() -> None:
    event = one("gdelt2-events", gdelt2_events(3)[2])
    assert (event.event, event.quad_code, event.event_scale) == ((), None, None)
    assert event.cameo is not None
    assert (event.cameo.code, event.cameo.goldstein) == ("012", -0.4)


def test_tables_gdelt_without_an_actor_or_a_place_has_none() -> None:
    none = {name: "" for name in columns("gdelt2-events") if name.startswith(("Actor1", "ActionGeo"))}
    event = one("gdelt2-events", none | {"Actor1Geo_Type": "0", "ActionGeo_Type": "0"})
    assert event.actor == ()
    assert len(event.recipient) == 1
    assert event.event_loc is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Actor1Code": "EUR", "Actor1CountryCode": "EUR"}, None),
        ({"Actor1Code": "IGOEUREEC", "Actor1CountryCode": "EUR", "Actor1KnownGroupCode": "EEC"}, "EUR"),
        ({"Actor1Code": "IGOUNO", "Actor1CountryCode": "", "Actor1KnownGroupCode": "UNO"}, "UNO"),
        ({"Actor1Code": "NGO", "Actor1CountryCode": "", "Actor1Type1Code": "NGO"}, "NGO"),
        ({"Actor1Code": "COP", "Actor1CountryCode": "", "Actor1Type1Code": "COP"}, None),
    ],
)
def test_tables_gdelt_parties_that_are_no_countries(change: Row, code: str | None) -> None:
    (actor,) = one("gdelt2-events", change).actor
    assert actor.code == code


def test_tables_gdelt_0_and_0_is_no_place_in_older_files() -> None:
    place = {"ActionGeo_Lat": "0", "ActionGeo_Long": "0"}
    nothing = {f"ActionGeo_{name}": "" for name in ("FullName", "CountryCode", "ADM1Code", "FeatureID")}
    assert one("gdelt1-events", place | nothing | {"ActionGeo_Type": "0"}).event_loc is None
    location = one("gdelt1-events", {"ActionGeo_Lat": "0", "ActionGeo_Long": "2"}).event_loc
    assert location is not None
    assert (location.lat, location.lon) == (0, 2)


def test_tables_a_citation_in_words_is_no_address() -> None:
    event = one("gdelt2-events", {"SOURCEURL": "Radio Example, Lyon/BBC Monitoring"})
    assert event.cite_info == CiteInfo(citation="Radio Example, Lyon/BBC Monitoring")


def test_tables_a_score_that_is_not_the_source_s_own_is_told_and_counted() -> None:
    rows = [row | {"GoldsteinScale": "9.5", "QuadClass": "1"} for row in gdelt2_events(2)]
    events, found, losses = read(table("gdelt2-events", rows), "gdelt2-events")
    assert [event.cameo.goldstein for event in events if event.cameo] == [4.0, -10.0]
    told = {(each.code, each.field, each.value, each.row) for each in found}
    assert told == {
        ("EC863", "GoldsteinScale", "9.5", 1),
        ("EC863", "GoldsteinScale", "9.5", 2),
        ("EC863", "QuadClass", "1", 2),
    }
    assert losses.counts["GoldsteinScale", "GoldsteinScale differs from GDELT's table"] == 2
    assert losses.counts["AvgTone", "the record has no place for it"] == 2


def test_tables_an_icews_row_becomes_a_record() -> None:
    assert one("icews") == Event(
        id="icews:32000001:2018-06-01",
        document_id="47000001",
        date="2018-06-01",
        actor=(Entity(code="AUS", sector="GOV", other_sectors=("COP",), entity_text="Police (Australia)"),),
        recipient=(Entity(code="AUS", sector="CVL", entity_text="Citizen (Australia)"),),
        event=(),
        event_loc=Location(
            lat=-33.8679,
            lon=151.207,
            city="Sydney",
            province="State of New South Wales",
            country="Australia",
            country_code="AUS",
            resolution=3,
        ),
        text_info=TextInfo(sequence=1, start=0, end=0),
        cite_info=CiteInfo(publication="Example News"),
        coder="icews",
        cameo=Cameo(code="010", root="01", label="Make statement, not specified below", goldstein=0, quad=1),
    )


@pytest.mark.parametrize(
    ("cell", "code"), [("10", "010"), ("36", "036"), ("233", "0233"), ("190", "190"), ("1011", "1011")]
)
def test_tables_event_codes_without_their_leading_zero_are_read_with_it(cell: str, code: str) -> None:
    for format, column in (("gdelt2-events", "EventCode"), ("icews", "CAMEO Code")):
        (event,), _, _ = read(table(format, [READ[format](1)[0] | {column: cell}]), format)
        assert event.cameo is not None
        assert event.cameo.code == code


def test_tables_icews_of_2017_is_read_by_the_names_of_events() -> None:
    rows = [{name: cell for name, cell in row.items() if name != "CAMEO Code"} for row in icews(2)]
    rows = [row | {"Event Text": "Engage in NEGOTIATION", "Event Date": "1/31/2017"} for row in rows]
    events, found, _ = read(table("icews", rows), "icews")
    assert not [each for each in found if each.level == "error"]
    assert [(event.date, event.cameo.code if event.cameo else "") for event in events] == [("2017-01-31", "046")] * 2


def test_tables_icews_names_of_countries_and_sectors_that_nobody_knows_are_told_once() -> None:
    rows = [row | {"Source Country": "Atlantis", "Target Sectors": "Wizards,Police"} for row in icews(3)]
    events, found, losses = read(table("icews", rows), "icews")
    assert {event.actor[0].code for event in events} == {None}
    assert {event.recipient[0].sector for event in events} == {"COP"}
    assert [(each.code, each.value, each.row) for each in found if each.field == "actor.code"] == [
        ("EC862", "Atlantis", 1)
    ]
    assert "Wizards" in {each.value for each in found}
    assert losses.counts["actor.code", "the value cannot be converted"] == 3


def test_tables_symmetric_rows_of_icews_become_one_record_where_that_is_asked_for() -> None:
    row = icews(1)[0] | {"Event Text": "Consult", "CAMEO Code": "040", "Intensity": "1"}
    swap = {name: row[name.replace("Source", "#").replace("Target", "Source").replace("#", "Target")] for name in row}
    text = table("icews", [row, row | swap | {"Event ID": "32000009"}])
    plain, _, _ = read(text, "icews")
    assert [len(event.actor) for event in plain] == [1, 1]
    tally = Tally()
    (folded,), _, counted = read(text, "icews", fold=True, tally=tally)
    assert [(field, count) for (field, _), count in counted.counts.items()] == [("id", 1)]
    assert folded.id == "icews:32000001:2018-06-01"
    assert [entity.entity_text for entity in folded.actor] == ["Police (Australia)", "Citizen (Australia)"]
    assert (folded.recipient, tally.records, tally.folded, tally.rejected) == ((), 2, 1, 0)
    written, losses = write([folded], "icews")
    assert dict(losses.counts) == {}
    assert read(written, "icews", fold=True)[0] == [folded]


def test_tables_an_acled_row_becomes_a_record() -> None:
    change = {
        "actor1": "Police Forces of Nigeria (2015-2023)",
        "inter1": "1",
        "assoc_actor_1": "Military Forces of Nigeria (2015-2023); Vigilantes (Nigeria)",
        "actor2": "Unidentified Armed Group (Niger)",
        "inter2": "3",
        "interaction": "13",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "fatalities": "7",
    }
    event = one("acled", change)
    assert event.id == "acled:FRA1001"
    assert [(each.code, each.sector, each.entity_text) for each in (*event.actor, *event.recipient)] == [
        ("NGA", "COP", "Police Forces of Nigeria (2015-2023)"),
        ("NGA", None, "Military Forces of Nigeria (2015-2023)"),
        ("NGA", None, "Vigilantes (Nigeria)"),
        ("NER", "UAF", "Unidentified Armed Group (Niger)"),
    ]
    assert (event.event, event.mode, event.context, event.directed) == (("ASSAULT",), (), ("military",), False)
    assert event.source_coding == SourceCoding(scheme="ACLED", type="Battles", subtype="Armed clash")
    assert event.size == Size(dead=7)


@pytest.mark.parametrize("date", ["2023-02-22", "22 February 2023", "22-February-2023", "22-Feb-23"])
def test_tables_acled_dates_come_in_several_forms(date: str) -> None:
    events, _, _ = read(table("acled", [row | {"event_date": date} for row in acled(1)]), "acled")
    assert [event.date for event in events] == ["2023-02-22"]


def test_tables_acled_of_2015_is_read_with_its_own_names() -> None:
    names = {
        **{"EVENT_ID_CNTY": "1BNG", "EVENT_DATE": "01-January-2015", "EVENT_TYPE": "Battle-No change of territory"},
        **{"GWNO": "771", "EVENT_ID_NO_CNTY": "1", "YEAR": "2015", "TIME_PRECISION": "1", "ACTOR1": "Group A"},
        **{"ALLY_ACTOR_1": "Group B", "INTER1": "3", "ACTOR2": "Civilians (Bangladesh)", "ALLY_ACTOR_2": ""},
        **{"INTER2": "7", "INTERACTION": "37", "COUNTRY": "Bangladesh", "ADMIN1": "Dhaka", "ADMIN2": "", "ADMIN3": ""},
        **{"LOCATION": "Town", "LATITUDE": "23.7", "LONGITUDE": "90.4", "GEO_PRECISION": "2", "SOURCE": "Paper"},
        **{"NOTES": "A clash.", "FATALITIES": "0"},
    }
    (event,), found, _ = read(table("acled", [names]), "acled")
    assert not [each for each in found if each.level == "error"]
    assert (event.id, event.date, event.event) == ("acled:1BNG", "2015-01-01", ("ASSAULT",))
    assert [entity.entity_text for entity in event.actor] == ["Group A", "Group B"]
    assert event.event_loc is not None
    assert (event.event_loc.country_code, event.event_loc.resolution) == ("BGD", 4)


def monadic(ids: list[str]) -> str:
    names = columns("acled-monadic")
    rows = [
        {name: row.get(name, "") for name in names} | {"event_id_cnty": id, "actor1": f"Party {place}"}
        for place, (row, id) in enumerate(zip(acled(len(ids)), ids, strict=True))
    ]
    return table("acled-monadic", rows)


def test_tables_monadic_rows_of_one_event_become_one_record() -> None:
    tally = Tally()
    events, found, _ = read(monadic(["FRA1", "FRA1", "FRA2", "FRA3", "FRA3", "FRA3"]), "acled-monadic", tally=tally)
    assert not [each for each in found if each.level == "error"]
    assert [(event.id, [entity.entity_text for entity in event.actor]) for event in events] == [
        ("acled:FRA1", ["Party 0", "Party 1"]),
        ("acled:FRA2", ["Party 2"]),
        ("acled:FRA3", ["Party 3", "Party 4", "Party 5"]),
    ]
    assert (tally.records, tally.folded, tally.rejected) == (6, 3, 0)


def test_tables_monadic_rows_of_one_event_with_others_between_have_ids_of_their_own() -> None:
    events, _, _ = read(monadic(["FRA1", "FRA2", "FRA1"]), "acled-monadic")
    assert [event.id for event in events] == ["acled:FRA1", "acled:FRA2", "acled:FRA1:row-3"]


def test_tables_a_ucdp_row_becomes_a_record() -> None:
    event = one("ucdp-ged")
    assert (event.id, event.date, event.directed, event.size) == ("ucdp-ged:15960", "2009-06-09", False, Size(dead=3))
    assert [(each.code, each.sector, each.identifier_id) for each in (*event.actor, *event.recipient)] == [
        ("NGA", "GOV", "ucdp:84"),
        (None, "REB", "ucdp:1051"),
    ]
    assert event.source_coding == SourceCoding(
        scheme="UCDP GED", type="State-based conflict", subtype="Government of Nigeria - Example Group"
    )
    assert event.event_loc is not None
    assert (event.event_loc.country_code, event.event_loc.resolution) == ("NGA", 3)
    assert event.attribution is not None
    assert event.attribution.entities == (Entity(entity_text="police"),)


def test_tables_ucdp_one_sided_violence_has_a_direction() -> None:
    change = {"type_of_violence": "3", "side_b": "Civilians", "relid": "NIG-2009-3-793-1"}
    event = one("ucdp-ged", change | {"dyad_name": "Government of Nigeria - Civilians"})
    assert event.directed
    assert event.recipient[0].sector == "CVL"


# what is wrong --------------------------------------------------------------------------------------------------------

BAD_ROWS = {
    "gdelt2-events": [{"EventCode": "999"}, {"SQLDATE": "20240231"}],
    "icews": [{"CAMEO Code": "120]", "Event Text": "Dance"}, {"Event Date": "yesterday"}],
    "acled": [{"event_date": "soon"}, {"event_type": ""}],
    "ucdp-ged": [{"type_of_violence": "9"}, {"date_start": ""}],
}


@pytest.mark.parametrize("format", BAD_ROWS)
def test_tables_rows_that_cannot_be_records_are_told_and_their_neighbours_are_read(format: str) -> None:
    rows = READ[format](2 + len(BAD_ROWS[format]))
    bad = [row | change for row, change in zip(rows[1:-1], BAD_ROWS[format], strict=True)]
    text = table(format, [rows[0], *bad, rows[-1]])
    tally = Tally()
    events, found, _ = read(text, format, tally=tally)
    assert [event.id.split(":")[1] for event in events] == [
        rows[place][columns(format)[0] if format != "acled" else "event_id_cnty"] for place in (0, -1)
    ]
    errors = [(each.code, each.row, each.field) for each in found if each.code == "EC861"]
    assert errors == [("EC861", place, next(iter(change))) for place, change in enumerate(BAD_ROWS[format], start=2)]
    assert (tally.records, tally.rejected) == (len(rows), 2)
    with pytest.raises(InputError, match="EC861"):
        list(read_events(BytesIO(text.encode()), format=format))


def test_tables_ragged_and_blank_rows_are_rejected_and_counted() -> None:
    lines = table("icews", 3).splitlines()
    tally = Tally()
    events, found, _ = read("\n".join([*lines[:2], "half a row\tof two", "", *lines[2:]]) + "\n", "icews", tally=tally)
    assert len(events) == 3
    assert {each.code for each in found} == {"EC230", "EC235"}
    assert (tally.records, tally.rejected) == (5, 2)


def test_tables_ids_that_repeat_get_the_number_of_their_row() -> None:
    rows = gdelt2_events(3)
    text = table("gdelt2-events", [row | {"GLOBALEVENTID": id} for row, id in zip(rows, ("5", "5", ""), strict=True)])
    events, _, _ = read(text, "gdelt2-events")
    assert [event.id for event in events] == ["gdelt2-events:5", "gdelt2-events:5:row-2", "gdelt2-events:row-3"]


def test_tables_what_is_no_table_of_the_format_is_told() -> None:
    events, found, _ = read("once upon a time\nthere was a file\n", "icews")
    assert events == []
    assert [each.level for each in found] == ["error"]
    events, found, _ = read(table("icews", 2), "gdelt2-events")
    assert "EC117" in {each.code for each in found}


@pytest.mark.parametrize("format", ["acled", "ucdp-ged", "acled-monadic"])
def test_tables_that_are_only_read_cannot_be_written(format: str, tmp_path: Path) -> None:
    with pytest.raises(EventcoderError, match="cannot be written"):
        write_events([], tmp_path / "out.csv", format=format)
    assert not list(tmp_path.iterdir())


def test_tables_options_that_a_format_does_not_have_are_refused() -> None:
    with pytest.raises(EventcoderError, match="has no option 'century'"):
        list(read_events(BytesIO(b""), format="icews", options={"century": 19}))
    with pytest.raises(EventcoderError, match="has no option"):
        write_events([], BytesIO(), format="icews", options={"century": 19})


# frames ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", READ)
def test_tables_frames_hold_the_records_in_their_own_columns(format: str) -> None:
    raw = table(format, 3).encode()
    frames = list(read_frames(BytesIO(raw), format))
    assert all(frame.schema == record_schema() for frame in frames)
    events, _, _ = read(raw, format)
    plain = polars.concat(frames).with_columns(polars.selectors.date().cast(polars.String))
    assert [Event.model_validate(row) for row in plain.to_dicts()] == events


def test_tables_frames_can_be_folded_too() -> None:
    text = write([meeting("a"), meeting("b")], "icews")[0]
    (frame,) = read_frames(BytesIO(text), "icews", fold=True)
    assert frame.schema == record_schema()
    assert frame["actor"].list.len().to_list() == [2, 2]


def test_tables_are_read_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventcoder.validation.lines.BLOCK", 2000)
    monkeypatch.setattr("eventcoder.formats.tables.ROWS", 20)
    rows = icews(100)
    frames = list(read_frames(BytesIO(table("icews", rows).encode()), "icews"))
    assert len(frames) > 2
    assert polars.concat(frames)["id"].n_unique() == 100


# writing --------------------------------------------------------------------------------------------------------------


def meeting(id: str, **more: Any) -> Event:
    values = {
        "id": id,
        "document_id": f"{abs(hash(id)) % 1000 + 1}",
        "date": "2024-03-05",
        "actor": (
            Entity(code="FRA", sector="GOV", entity_text="France"),
            Entity(code="DEU", sector="GOV", entity_text="Germany"),
        ),
        "event": ("CONSULT",),
        "mode": ("visit",),
        "quad_code": 1,
        "event_scale": 4.0,
    }
    return Event(**values | more)


def cells(text: bytes, format: str) -> list[Row]:
    lines = text.decode().splitlines()
    names = columns(format)
    rows = [dict(zip(names, line.split("\t"), strict=True)) for line in lines]
    return rows[1:] if format == "icews" else rows


def test_tables_gdelt_rows_have_all_that_follows_from_the_record() -> None:
    text, _ = write([meeting("x", recipient=(Entity(code="GBR"),), mentions=3)], "gdelt2-events")
    first, second = cells(text, "gdelt2-events")
    assert {name: first[name] for name in ("SQLDATE", "MonthYear", "Year", "FractionDate", "DATEADDED")} == {
        **{"SQLDATE": "20240305", "MonthYear": "202403", "Year": "2024", "FractionDate": "2024.1781"},
        "DATEADDED": "20240305000000",
    }
    assert [first[name] for name in ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale")] == [
        *("042", "042", "04", "1", "1.9"),
    ]
    assert [first[f"Actor1{name}"] for name in ("Code", "Name", "CountryCode", "Type1Code")] == [
        *("FRAGOV", "FRANCE", "FRA", "GOV"),
    ]
    assert [first[f"Actor2{name}"] for name in ("Code", "Name")] == ["GBR", "UNITED KINGDOM"]
    assert (first["NumMentions"], first["SOURCEURL"]) == ("3", meeting("x").document_id)
    assert first["GLOBALEVENTID"] != second["GLOBALEVENTID"]
    assert second["Actor1Code"] == "DEUGOV"


def test_tables_icews_rows_have_all_that_follows_from_the_record() -> None:
    text, _ = write([meeting("x", text_info=TextInfo(sequence=2, start=5, end=9))], "icews")
    first, second = cells(text, "icews")
    assert [first[name] for name in ("Event Text", "CAMEO Code", "Intensity", "Sentence Number")] == [
        *("Make a visit", "042", "1.9", "3"),
    ]
    assert [first[f"Source {name}"] for name in ("Name", "Sectors", "Country")] == ["France", "Government", "France"]
    assert (second["Source Name"], second["Target Name"]) == ("Germany", "France")


def test_tables_countries_are_those_of_the_day_of_the_event() -> None:
    old = meeting("x", date="1985-03-05", actor=(Entity(code="SUN"), Entity(code="DDR")))
    text, losses = write([old], "gdelt1-events")
    assert [row["Actor1CountryCode"] for row in cells(text, "gdelt1-events")] == ["SUN", "DDR"]
    assert not any("code" in field for field, _ in losses.counts)
    assert {entity.code for event in read(text, "gdelt1-events")[0] for entity in event.actor} == {"SUN", "DDR"}


def test_tables_a_record_with_only_a_plover_event_gets_the_nearest_code_and_says_what_that_costs() -> None:
    exact, losses = write([meeting("x")], "icews")
    assert not any(field in ("event", "mode", "context") for field, _ in losses.counts)
    request = meeting("x", mode=(), context=("cyber", "legal"), event=("REQUEST",), recipient=(Entity(code="ITA"),))
    coarse, losses = write([request], "icews")
    assert exact != coarse
    assert any(field in ("event", "mode", "context") for field, _ in losses.counts)


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize(
    "more", [{"date": None}, {"event": (), "mode": ()}, {"actor": (), "recipient": ()}], ids=["date", "code", "party"]
)
def test_tables_records_without_what_a_row_needs_are_left_out_and_counted(format: str, more: dict[str, Any]) -> None:
    text, losses = write([meeting("good"), meeting("bad", **more)], format)
    assert losses.events == 1
    assert len(cells(text, format)) == 2
    with pytest.raises(LossError):
        write_events([meeting("bad", **more)], BytesIO(), format=format, losses=Losses(strict=True))


def test_tables_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path: Path) -> None:
    target = tmp_path / "out.CSV"
    with pytest.raises(LossError):
        write_events([meeting("x", date=None)], target, format="gdelt2-events", losses=Losses(strict=True))
    assert not list(tmp_path.iterdir())


def test_tables_gdelt_s_update_is_the_same_in_the_whole_file() -> None:
    events = [meeting("a", coded_date="2024-03-06"), meeting("b", coded_date="2024-03-09"), meeting("c")]
    text, losses = write(events, "gdelt2-events")
    assert {row["DATEADDED"] for row in cells(text, "gdelt2-events")} == {"20240309000000"}
    assert losses.counts["coded_date", "DATEADDED is the same in the whole file"] == 2
    days = [row["DATEADDED"] for row in cells(write(events, "gdelt1-events")[0], "gdelt1-events")]
    assert days == ["20240306"] * 2 + ["20240309"] * 2 + ["20240305"] * 2


def test_tables_what_would_end_a_cell_becomes_a_blank_and_is_counted() -> None:
    odd = meeting("x", event_loc=Location(city="New\tTown\n", province="NA", country_code="FRA", lat=1.5, lon=2.5))
    text, losses = write([odd], "icews")
    assert cells(text, "icews")[0]["City"] == "New Town"
    assert cells(text, "icews")[0]["Province"] == ""
    assert {"event_loc.city", "event_loc.province"} <= {field for field, _ in losses.counts}


def test_tables_rows_are_counted() -> None:
    tally = Tally()
    assert write_events([meeting("a"), meeting("b")], BytesIO(), format="icews", tally=tally) == 2
    assert tally.rows == 4


# there and back -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", WRITTEN)
def test_tables_sound_rows_come_back_as_the_same_records(format: str) -> None:
    first, _, _ = read(table(format, 3), format)
    text, losses = write(first, format)
    assert dict(losses.counts) == {}
    assert not [each for each in validate(BytesIO(text), format).findings if each.level == "error"]
    assert read(text, format)[0] == first


COUNTRY = st.sampled_from(["USA", "FRA", "SRB", "RUS", "XKX", "SUN", "DDR", "PSE", "TWN", "IGO", "UNO", "EUR", "QQQ"])
SECTOR = st.sampled_from([row["code"] for row in table_rows("plover/sectors.csv")])
CODE = st.sampled_from([row["code"] for row in table_rows("cameo/events.csv")])
WORDS = st.sampled_from(["Town", "A, B", "São Paulo", "x\ty", "line\nbreak", "NA", '"q"', 'a "b" c', " pad ", "日本"])
PIECES = st.sampled_from(["USAGOV", "FRAtamMOS", "IGOUNO", "usa", "GOV", "MOSREB", "x", "XYZXYZ", "CHRCTHOPP"])
DAY = st.dates(datetime.date(1946, 1, 1), datetime.date(2099, 12, 31)).map(str)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


PARTY = some(
    code=COUNTRY,
    sector=SECTOR,
    other_sectors=st.lists(SECTOR, max_size=3, unique=True),
    entity_text=WORDS,
    cameo=PIECES,
    religion=st.sampled_from(["MOS", "CHR", "SUN", "Muslim"]),
    ethnicity=st.sampled_from(["KUR", "tam", "Tamil"]),
)
PLACE = some(
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    country_code=COUNTRY,
    country=st.sampled_from(["France", "Vietnam", "Nowhere"]),
    city=WORDS,
    province=WORDS,
    district=WORDS,
    resolved_place=WORDS,
    resolution=st.integers(1, 5),
)


@st.composite
def likely_records(draw: st.DrawFn) -> dict[str, Any]:
    """Records with parties, codes and places that tables know more or less."""
    found = draw(records())
    code = draw(st.none() | CODE)
    parties = st.lists(PARTY, max_size=3)
    found |= {"date": draw(DAY), "actor": draw(parties), "recipient": draw(parties), "event_loc": draw(PLACE) or None}
    return found | ({"cameo": {"code": code, "root": code[:2]}} if code else {})


class Told(Losses):
    """Remembers what was lost of which event."""

    def __init__(self) -> None:
        super().__init__()
        self.of: dict[str | None, set[str]] = defaultdict(set)
        self.without_rows: set[str | None] = set()

    def _add(self, field: str, reason: str, id: str | None, value: object, count: int) -> None:
        super()._add(field, reason, id, value, count)
        self.of[id].add(field)
        if field == EVENT or "pair of parties" in reason:
            self.without_rows.add(id)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The fields that have a value, as paths."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        for each in value:
            yield from leaves(each, path)
    elif value is not None and value != () and value != []:
        yield path, sorted(value) if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("format", WRITTEN)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(values=st.lists(records() | likely_records(), min_size=5, max_size=15, unique_by=lambda value: value["id"]))
def test_tables_of_any_records_are_valid_and_nothing_is_lost_unsaid(format: str, values: list[dict[str, Any]]) -> None:
    events = [Event.model_validate(value) for value in values]
    first = Told()
    assert write_events(events, BytesIO(), format=format, losses=first) + first.events == len(events)
    whole = [event for event in events if event.id not in first.without_rows]
    target, told = BytesIO(), Told()
    assert write_events(whole, target, format=format, losses=told) == len(whole)
    assert [each for each in validate(BytesIO(target.getvalue()), format).findings if each.level == "error"] == []
    if not whole:
        return
    back, found, _ = read(target.getvalue(), format)
    assert not [each for each in found if each.level == "error" or each.code in ("EC862", "EC863")]
    pairs = [(event, pair) for event in whole for pair in expand(event)]
    assert len(pairs) == len(back)
    for (event, pair), again in zip(pairs, back, strict=True):
        lost = told.of[event.id] | told.of[None] | {"id", "directed", "schema_version"}
        if not event.recipient:  # an actor is the recipient of the other direction
            lost |= {field.replace("actor.", "recipient.") for field in lost}
        there = dict(leaves(again.model_dump()))
        for path, value in leaves(pair.model_dump()):
            if path not in lost and path.split(".")[0] not in lost:
                assert there.get(path) == value, path
