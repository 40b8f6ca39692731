"""What each table schema accepts and rejects: a row of our own making, and the same with one thing broken."""

from collections.abc import Mapping

import pytest

from eventcoder.validation.meta import load_table_schema
from eventcoder.validation.reference import Reference

Row = Mapping[str, str]
Found = tuple[str, str | None, str]

PLACE = {
    "Type": "4",
    "FullName": "Lyon, France",
    "CountryCode": "FR",
    "ADM1Code": "FR84",
    "Lat": "45.75",
    "Long": "4.85",
}
GDELT_1: Row = {
    "GLOBALEVENTID": "600000001",
    "SQLDATE": "20160704",
    "MonthYear": "201607",
    "Year": "2016",
    "FractionDate": "2016.5041",
    "Actor1Code": "FRAGOV",
    "Actor1Name": "FRANCE",
    "Actor1CountryCode": "FRA",
    "Actor1Type1Code": "GOV",
    "Actor2Code": "UNO",
    "Actor2Name": "UNITED NATIONS",
    "Actor2KnownGroupCode": "UNO",
    "IsRootEvent": "1",
    "EventCode": "0211",
    "EventBaseCode": "021",
    "EventRootCode": "02",
    "QuadClass": "1",
    "GoldsteinScale": "3.4",
    "NumMentions": "6",
    "NumSources": "2",
    "NumArticles": "5",
    "AvgTone": "-1.25",
    **{f"ActionGeo_{name}": value for name, value in PLACE.items()},
    "ActionGeo_FeatureID": "-1454990",
    "DATEADDED": "20160705",
    "SOURCEURL": "https://example.org/a",
}
GDELT_2: Row = {
    **GDELT_1,
    "Actor1Geo_Type": "0",
    "Actor2Geo_Type": "0",
    "ActionGeo_ADM2Code": "16367",
    "DATEADDED": "20160704121500",
}
MENTION: Row = {
    "GLOBALEVENTID": "600000001",
    "EventTimeDate": "20160704121500",
    "MentionTimeDate": "20160704123000",
    "MentionType": "1",
    "MentionSourceName": "example.org",
    "MentionIdentifier": "https://example.org/a",
    "SentenceID": "1",
    "Actor1CharOffset": "-1",
    "Actor2CharOffset": "20",
    "ActionCharOffset": "31",
    "InRawText": "1",
    "Confidence": "50",
    "MentionDocLen": "900",
    "MentionDocTone": "0.5",
    "MentionDocTranslationInfo": "",
    "Extras": "",
}
ICEWS: Row = {
    "Event ID": "31000001",
    "Event Date": "2016-07-04",
    "Source Name": "Police (France)",
    "Source Sectors": "Police,Government",
    "Source Country": "France",
    "Event Text": "Make statement",
    "CAMEO Code": "010",
    "Intensity": "0",
    "Target Name": "Citizen (France)",
    "Target Sectors": "",
    "Target Country": "France",
    "Story ID": "40000001",
    "Sentence Number": "2",
    "Publisher": "Example News",
    "City": "Lyon",
    "Country": "France",
    "Latitude": "45.75",
    "Longitude": "4.85",
}
ACLED: Row = {
    "event_id_cnty": "BFO7",
    "event_date": "04 July 2016",
    "year": "2016",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Riots",
    "sub_event_type": "Mob violence",
    "actor1": "Rioters (Burkina Faso)",
    "inter1": "5",
    "actor2": "Civilians (Burkina Faso)",
    "inter2": "7",
    "interaction": "57",
    "civilian_targeting": "Civilian targeting",
    "iso": "854",
    "region": "Western Africa",
    "country": "Burkina Faso",
    "location": "Ouagadougou",
    "latitude": "12.37",
    "longitude": "-1.53",
    "geo_precision": "1",
    "source": "Example Radio",
    "source_scale": "Subnational-National",
    "notes": "A crowd beat a man.",
    "fatalities": "0",
    "timestamp": "1467700000",
}
OLD_ACLED: Row = {
    **{name: value for name, value in ACLED.items() if name not in ("disorder_type", "sub_event_type", "timestamp")},
    "event_id_cnty": "7BFO",
    "event_id_no_cnty": "7",
    "event_date": "04-July-2016",
    "event_type": "Riots/Protests",
}
LABELS: Row = {**ACLED, "inter1": "Rioters", "inter2": "Civilians", "interaction": "Rioters-Civilians"}
GED: Row = {
    "id": "500001",
    "relid": "FRA-2016-1-9-1",
    "year": "2016",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "1",
    "conflict_new_id": "9",
    "conflict_name": "France: Government",
    "dyad_new_id": "90",
    "dyad_name": "Government of France - Example Front",
    "side_a_new_id": "4",
    "side_a": "Government of France",
    "side_b_new_id": "5",
    "side_b": "Example Front",
    "number_of_sources": "1",
    "source_office": "Example News",
    "source_date": "2016-07-05",
    "where_prec": "1",
    "latitude": "45.75",
    "longitude": "4.85",
    "geom_wkt": "POINT (4.850000 45.750000)",
    "priogrid_gid": "195490",
    "country": "France",
    "country_id": "220",
    "region": "Europe",
    "event_clarity": "1",
    "date_prec": "2",
    "date_start": "2016-07-01",
    "date_end": "2016-07-04",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "3",
    "deaths_unknown": "0",
    "best": "6",
    "high": "9",
    "low": "4",
    "gwnoa": "220",
    "start_year": "2016",
    "end_year": "2016",
}
MONADIC: Row = {name: value for name, value in ACLED.items() if name not in ("actor2", "inter2")}

GOOD: list[tuple[str, str, Row]] = [
    ("gdelt1-events", "row", GDELT_1),
    ("gdelt2-events", "row", GDELT_2),
    ("gdelt2-mentions", "row", MENTION),
    ("icews", "row", ICEWS),
    ("acled", "numbers", ACLED),
    ("acled", "labels", LABELS),
    ("acled", "before 2019", OLD_ACLED),
    ("acled-monadic", "row", MONADIC),
    ("ucdp-ged", "row", GED),
]


def found(name: str, row: Row) -> list[Found]:
    schema = load_table_schema(name)
    # Columns that the row does not name are there and empty, as in a file, but for those of other layouts.
    other = {"acled": ("data_id", "gwno"), "ucdp-ged": ()}.get(name, ())
    columns = [column for column in schema.fields if column in row or column not in other]
    if row.keys() & {"event_id_no_cnty"}:
        columns = [column for column in columns if column in row]
    findings = Reference(schema, columns, ()).check({column: row.get(column) for column in columns})
    return [(each.code, each.field, each.level) for each in findings]


@pytest.mark.parametrize(("name", "kind", "row"), GOOD, ids=lambda value: value if isinstance(value, str) else "")
def test_table_schema_accepts_a_good_row(name: str, kind: str, row: Row) -> None:
    assert found(name, row) == []


GDELT_CASES: list[tuple[Row, Found]] = [
    ({"SQLDATE": ""}, ("EC202", "SQLDATE", "error")),
    ({"MonthYear": "201608"}, ("EC520", "MonthYear", "error")),
    ({"Year": "2017"}, ("EC520", "Year", "error")),
    ({"FractionDate": "2016.5863"}, ("EC523", "FractionDate", "error")),
    ({"Actor1Name": ""}, ("EC529", "Actor1Name", "error")),
    ({"Actor1CountryCode": "DEU"}, ("EC527", "Actor1CountryCode", "error")),
    ({"Actor1CountryCode": "FRG"}, ("EC401", "Actor1CountryCode", "warning")),
    ({"Actor1Type1Code": "MIL"}, ("EC527", "Actor1Type1Code", "warning")),
    ({"Actor1Type2Code": "GOVV"}, ("EC401", "Actor1Type2Code", "error")),
    ({"Actor1Religion2Code": "CTH", "Actor1Code": "FRAGOVCTH"}, ("EC531", "Actor1Religion1Code", "warning")),
    ({"Actor1Code": "FRAQQQGOV"}, ("EC406", "Actor1Code", "warning")),
    ({"Actor2Code": "UNOX"}, ("EC302", "Actor2Code", "error")),
    ({"Actor1Name": "France"}, ("EC302", "Actor1Name", "warning")),
    ({"EventBaseCode": "022"}, ("EC520", "EventBaseCode", "error")),
    ({"EventRootCode": "03"}, ("EC506", "EventRootCode", "error")),
    ({"QuadClass": "2"}, ("EC505", "QuadClass", "error")),
    ({"GoldsteinScale": "3.0"}, ("EC507", "GoldsteinScale", "error")),
    ({"EventCode": "0219"}, ("EC401", "EventCode", "error")),
    ({"EventRootCode": "2"}, ("EC311", "EventRootCode", "error")),
    ({"EventCode": "12"}, ("EC311", "EventCode", "error")),
    ({"EventCode": "02"}, ("EC303", "EventCode", "error")),
    ({"NumSources": "6"}, ("EC528", "NumArticles", "error")),
    ({"NumMentions": "4"}, ("EC528", "NumMentions", "error")),
    ({"NumSources": "0"}, ("EC304", "NumSources", "error")),
    ({"ActionGeo_ADM1Code": "GM16"}, ("EC527", "ActionGeo_ADM1Code", "error")),
    ({"ActionGeo_CountryCode": "US", "ActionGeo_ADM1Code": "USNY"}, ("EC531", "ActionGeo_CountryCode", "warning")),
    ({"ActionGeo_Type": "3"}, ("EC531", "ActionGeo_CountryCode", "warning")),
    ({"ActionGeo_Type": "0"}, ("EC531", "ActionGeo_CountryCode", "warning")),
    ({"ActionGeo_FeatureID": "FR"}, ("EC531", "ActionGeo_FeatureID", "warning")),
    ({"ActionGeo_Lat": "0", "ActionGeo_Long": "0"}, ("EC531", "ActionGeo_Lat", "warning")),
    ({"ActionGeo_Lat": "95.1"}, ("EC304", "ActionGeo_Lat", "error")),
    ({"SOURCEURL": "Radio Example/BBC Monitoring/(c) BBC"}, ("EC302", "SOURCEURL", "warning")),
]
GDELT_1_CASES: list[tuple[Row, Found]] = [
    ({"DATEADDED": "20160703"}, ("EC528", "DATEADDED", "warning")),
    ({"DATEADDED": "20160705000000"}, ("EC313", "DATEADDED", "error")),
]
GDELT_2_CASES: list[tuple[Row, Found]] = [
    ({"DATEADDED": "20160703234500"}, ("EC528", "DATEADDED", "error")),
    ({"DATEADDED": "2.02E+13"}, ("EC312", "DATEADDED", "error")),
    ({"Actor1Geo_Type": ""}, ("EC202", "Actor1Geo_Type", "error")),
    ({"ActionGeo_ADM2Code": "NY61"}, ("EC302", "ActionGeo_ADM2Code", "warning")),
    ({"ActionGeo_Lat": ""}, ("EC529", "ActionGeo_Lat", "warning")),
]
MENTION_CASES: list[tuple[Row, Found]] = [
    ({"MentionTimeDate": "20160704120000"}, ("EC528", "MentionTimeDate", "error")),
    ({"MentionType": "7"}, ("EC401", "MentionType", "error")),
    ({"MentionIdentifier": "BBC Monitoring"}, ("EC531", "MentionIdentifier", "error")),
    ({"Confidence": "55"}, ("EC401", "Confidence", "error")),
    ({"SentenceID": "0"}, ("EC304", "SentenceID", "error")),
    ({"ActionCharOffset": "-2"}, ("EC304", "ActionCharOffset", "error")),
    ({"MentionDocTranslationInfo": "French"}, ("EC302", "MentionDocTranslationInfo", "warning")),
    ({"Extras": "x"}, ("EC303", "Extras", "warning")),
]
ICEWS_CASES: list[tuple[Row, Found]] = [
    ({"Event Text": "Make a statement"}, ("EC521", "Event Text", "warning")),
    ({"Intensity": "1"}, ("EC507", "Intensity", "error")),
    ({"CAMEO Code": "10"}, ("EC311", "CAMEO Code", "error")),
    ({"CAMEO Code": "0100"}, ("EC401", "CAMEO Code", "error")),
    ({"Longitude": ""}, ("EC529", "Longitude", "error")),
    ({"Country": ""}, ("EC531", "Country", "warning")),
    ({"Source Country": "Frances"}, ("EC401", "Source Country", "warning")),
    ({"Source Sectors": "Police,,Government"}, ("EC407", "Source Sectors", "warning")),
    ({"Sentence Number": "7"}, ("EC304", "Sentence Number", "warning")),
    ({"Event Date": "2016-07-32"}, ("EC307", "Event Date", "error")),
    ({"Event Date": "7/4/2016"}, ("EC531", "Event Date", "error")),
]
ACLED_CASES: list[tuple[Row, Found]] = [
    ({"year": "2017"}, ("EC520", "year", "error")),
    ({"event_date": "4-Jul-16"}, ("EC313", "event_date", "error")),
    ({"event_id_cnty": "BF7"}, ("EC302", "event_id_cnty", "error")),
    ({"event_id_cnty": ""}, ("EC202", "event_id_cnty", "warning")),
    ({"disorder_type": "Demonstrations"}, ("EC402", "disorder_type", "error")),
    ({"disorder_type": "Demostrations"}, ("EC403", "disorder_type", "warning")),
    ({"disorder_type": "Unrest"}, ("EC401", "disorder_type", "error")),
    ({"sub_event_type": "Armed clash"}, ("EC402", "sub_event_type", "error")),
    ({"event_type": "Riots/Protests"}, ("EC531", "event_type", "error")),
    ({"interaction": "75"}, ("EC525", "interaction", "warning")),
    ({"interaction": "Rioters-Civilians"}, ("EC531", "interaction", "error")),
    ({"inter1": "Rebel Forces"}, ("EC403", "inter1", "error")),
    ({"inter1": "3", "interaction": "37"}, ("EC531", "inter1", "warning")),
    ({"inter2": "", "interaction": "50"}, ("EC531", "inter2", "error")),
    ({"inter2": "0", "interaction": "50"}, ("EC531", "inter2", "error")),
    ({"actor2": ""}, ("EC531", "inter2", "error")),
    (
        {"actor2": "", "inter2": "0", "interaction": "50", "assoc_actor_2": "Women"},
        ("EC531", "assoc_actor_2", "warning"),
    ),
    ({"fatalities": "-1"}, ("EC304", "fatalities", "error")),
    ({"fatalities": "2.5"}, ("EC301", "fatalities", "error")),
    ({"source_scale": "Subnational-Global"}, ("EC407", "source_scale", "warning")),
    ({"region": "Sahel"}, ("EC401", "region", "warning")),
    ({"timestamp": "1400000000"}, ("EC528", "timestamp", "error")),
    ({"longitude": ""}, ("EC202", "longitude", "error")),
    ({"notes": ""}, ("EC202", "notes", "warning")),
]
LABEL_CASES: list[tuple[Row, Found]] = [
    ({"interaction": "Civilians-Rioters"}, ("EC525", "interaction", "warning")),
    (
        {"inter1": "External/Other forces", "interaction": "Civilians-External/Other forces"},
        ("EC525", "interaction", "warning"),
    ),
    ({"actor2": "", "inter2": "", "interaction": "Rioters"}, ("EC302", "interaction", "error")),
]
GED_CASES: list[tuple[Row, Found]] = [
    ({"best": "7"}, ("EC522", "best", "error")),
    ({"high": "5"}, ("EC528", "high", "warning")),
    ({"low": "7"}, ("EC528", "best", "warning")),
    ({"dyad_name": "Government of France vs Example Front"}, ("EC524", "dyad_name", "error")),
    ({"geom_wkt": "POINT (45.75 4.85)"}, ("EC526", "geom_wkt", "error")),
    ({"priogrid_gid": "195491"}, ("EC523", "priogrid_gid", "error")),
    ({"priogrid_gid": ""}, ("EC202", "priogrid_gid", "warning")),
    ({"date_prec": "1"}, ("EC532", "date_prec", "error")),
    ({"date_end": "2016-06-30", "date_prec": "5"}, ("EC510", "date_end", "error")),
    ({"type_of_violence": "2"}, ("EC520", "type_of_violence", "error")),
    ({"relid": "FRA-2015-1-9-1"}, ("EC520", "year", "error")),
    ({"gwnoa": ""}, ("EC531", "gwnoa", "warning")),
    ({"number_of_sources": "-1"}, ("EC531", "source_office", "warning")),
    ({"number_of_sources": "-2"}, ("EC304", "number_of_sources", "error")),
    ({"where_prec": "8"}, ("EC401", "where_prec", "error")),
    ({"region": "Asia and Pacific"}, ("EC401", "region", "warning")),
    ({"id": "500001.0"}, ("EC308", "id", "warning")),
    ({"start_year": "2015"}, ("EC520", "start_year", "error")),
]
CASES = [
    *(("gdelt1-events", GDELT_1, *case) for case in (*GDELT_CASES, *GDELT_1_CASES)),
    *(("gdelt2-events", GDELT_2, *case) for case in (*GDELT_CASES, *GDELT_2_CASES)),
    *(("gdelt2-mentions", MENTION, *case) for case in MENTION_CASES),
    *(("icews", ICEWS, *case) for case in ICEWS_CASES),
    *(("acled", ACLED, *case) for case in ACLED_CASES),
    *(("acled", LABELS, *case) for case in LABEL_CASES),
    *(("ucdp-ged", GED, *case) for case in GED_CASES),
]


@pytest.mark.parametrize(("name", "row", "change", "expected"), CASES, ids=lambda value: str(value)[:60])
def test_table_schema_tells_a_broken_row(name: str, row: Row, change: Row, expected: Found) -> None:
    assert expected in found(name, {**row, **change})


def test_table_schema_gdelt_one_allows_both_scores_of_code_106() -> None:
    change = {"EventCode": "106", "EventBaseCode": "106", "EventRootCode": "10", "QuadClass": "3"}
    for score in ("0", "-5.0"):
        assert found("gdelt1-events", {**GDELT_1, **change, "GoldsteinScale": score}) == []
    assert found("gdelt2-events", {**GDELT_2, **change, "GoldsteinScale": "-5"}) == []
    assert found("gdelt2-events", {**GDELT_2, **change, "GoldsteinScale": "0"}) == [
        ("EC507", "GoldsteinScale", "error")
    ]


def test_table_schema_goldstein_scores_of_gdelt_and_icews_differ() -> None:
    change = {"CAMEO Code": "016", "Event Text": "Deny responsibility"}
    assert found("icews", {**ICEWS, **change, "Intensity": "-5"}) == []
    assert found("icews", {**ICEWS, **change, "Intensity": "-2"}) == [("EC507", "Intensity", "error")]


def test_table_schema_icews_file_of_2017_lacks_the_code_and_what_follows_from_it() -> None:
    schema = load_table_schema("icews")
    columns = [column for column in schema.fields if column != "CAMEO Code"]
    row = {**ICEWS, "Event Date": "1/1/2017", "Event Text": "Anything", "Intensity": "3"}
    assert Reference(schema, columns, ()).check({column: row.get(column) for column in columns}) == []


def test_table_schema_acled_event_without_a_second_actor() -> None:
    alone = {"actor2": "", "event_type": "Protests", "sub_event_type": "Peaceful protest", "inter1": "6"}
    alone |= {"disorder_type": "Demonstrations", "civilian_targeting": "", "actor1": "Protesters (Burkina Faso)"}
    assert found("acled", {**ACLED, **alone, "inter2": "0", "interaction": "60"}) == []
    labels = {"inter1": "Protesters", "inter2": "", "interaction": "Protesters only"}
    assert found("acled", {**ACLED, **alone, **labels}) == []


def test_table_schema_monadic_acled_is_unverified_and_gives_no_errors() -> None:
    broken = {**MONADIC, "fatalities": "many", "event_type": "Fight", "year": "1850"}
    assert {level for _, _, level in found("acled-monadic", broken)} == {"warning"}
