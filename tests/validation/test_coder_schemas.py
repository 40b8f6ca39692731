"""Formats of coders (Phoenix, PETRARCH, KEDS, POLECAT): a row of our own making, and the same with one thing broken.

No real file of these was seen, so whatever is found is a warning.
"""

from io import BytesIO
from pathlib import Path

import pytest

from eventcoder.validation.detect import detect
from eventcoder.validation.dialect import load_dialect
from eventcoder.validation.fix import fix_file
from eventcoder.validation.validate import validate
from tests.damage.base import table
from tests.damage.coders import CLINE, CODERS, KEDS, PETRARCH, PHOENIX, POLECAT
from tests.validation.test_table_schemas import Row, found

NOTHING: Row = {name: "None" for name in POLECAT if name not in ("Event ID", "Event Type")}
GOOD: list[tuple[str, str, Row]] = [
    ("phoenix", "row", PHOENIX),
    ("phoenix", "no place, no topic", {**PHOENIX, **dict.fromkeys(list(PHOENIX)[15:21], "")}),
    (
        "phoenix",
        "score of the category for a code that the table lacks",
        {**PHOENIX, "EventCode": "0251", "GoldsteinScore": "3"},
    ),
    ("phoenix-cline", "row", CLINE),
    ("petrarch", "row", PETRARCH),
    ("petrarch", "bare", {name: PETRARCH[name] for name in ("date", "source", "code", "ids", "news_source")}),
    ("keds", "WEIS", KEDS),
    ("keds", "CAMEO", {**KEDS, "date": "19890704", "code": "1823", "target": "---"}),
    ("polecat", "row", POLECAT),
    ("polecat", "nothing but an event", {**POLECAT, **NOTHING, "Event Type": "CONSULT", "Actor Name Raw": "they"}),
    ("polecat", "older mode", {**POLECAT, "Event Type": "ASSAULT", "Event Mode": "assassinate", "Intensity": "-9.5"}),
    ("polecat", "number of the quad class", {**POLECAT, "Quad Code": "4"}),
    ("polecat", "no mode", {**POLECAT, "Event Type": "AGREE", "Event Mode": "", "Intensity": "2.5", "Quad Code": "1"}),
]


@pytest.mark.parametrize(("name", "kind", "row"), GOOD, ids=lambda value: value if isinstance(value, str) else "")
def test_coder_schema_accepts_a_good_row(name: str, kind: str, row: Row) -> None:
    assert found(name, row) == []


PHOENIX_CASES: list[tuple[Row, tuple[str, str]]] = [
    ({"EventID": "v1_3"}, ("EC302", "EventID")),
    ({"Date": "160704"}, ("EC307", "Date")),
    ({"Date": ""}, ("EC202", "Date")),
    ({"Year": "2017"}, ("EC520", "Year")),
    ({"Month": "08"}, ("EC520", "Month")),
    ({"Day": "4"}, ("EC311", "Day")),
    ({"SourceActorFull": "FRAGO"}, ("EC302", "SourceActorFull")),
    ({"SourceActorFull": "FRAGOV980101"}, ("EC302", "SourceActorFull")),
    ({"SourceActorEntity": "DEU"}, ("EC520", "SourceActorEntity")),
    ({"SourceActorEntity": "QQQ"}, ("EC401", "SourceActorEntity")),
    ({"SourceActorRole": "MIL"}, ("EC520", "SourceActorRole")),
    ({"SourceActorRole": ""}, ("EC531", "SourceActorRole")),
    ({"SourceActorAttribute": ""}, ("EC531", "SourceActorAttribute")),
    ({"SourceActorAttribute": "MIL,REB"}, ("EC407", "SourceActorAttribute")),
    ({"SourceActorFull": "FRA", "SourceActorRole": ""}, ("EC531", "SourceActorAttribute")),
    ({"TargetActorRole": "FOO"}, ("EC401", "TargetActorRole")),
    ({"EventCode": "0219"}, ("EC401", "EventCode")),
    ({"EventCode": "211"}, ("EC311", "EventCode")),
    ({"EventRootCode": "03"}, ("EC506", "EventRootCode")),
    ({"QuadClass": "1"}, ("EC505", "QuadClass")),
    ({"GoldsteinScore": "3"}, ("EC507", "GoldsteinScore")),
    ({"Issues": "TERROR"}, ("EC407", "Issues")),
    ({"Issues": "TERROR,1;TERROR,1"}, ("EC407", "Issues")),
    ({"Lon": ""}, ("EC529", "Lon")),
    ({"LocationName": ""}, ("EC529", "LocationName")),
    ({"Lat": "", "Lon": "", "LocationName": ""}, ("EC531", "StateName")),
    ({"Lat": "95"}, ("EC304", "Lat")),
    ({"SentenceID": "577a0f"}, ("EC407", "SentenceID")),
    ({"URLs": "example.org"}, ("EC302", "URLs")),
]
CLINE_CASES: list[tuple[Row, tuple[str, str]]] = [
    ({"eid": "7"}, ("EC302", "eid")),
    ({"story_date": "13/04/1996"}, ("EC313", "story_date")),
    ({"year": "1997"}, ("EC520", "year")),
    ({"month": "8"}, ("EC520", "month")),
    ({"day": "5"}, ("EC520", "day")),
    ({"source_root": "DEU"}, ("EC520", "source_root")),
    ({"target_agent": ""}, ("EC531", "target_agent")),
    ({"code": "40"}, ("EC311", "code")),
    ({"root_code": "4"}, ("EC311", "root_code")),
    ({"quad_class": "2"}, ("EC505", "quad_class")),
    ({"goldstein": "2"}, ("EC507", "goldstein")),
    ({"countryname": "France"}, ("EC401", "countryname")),
    ({"aid": "x"}, ("EC301", "aid")),
    ({"eid": "FBIS1", "story_date": "01/01/1970", "year": "1970", "month": "1", "day": "1"}, ("EC531", "story_date")),
]
PETRARCH_CASES: list[tuple[Row, tuple[str, str]]] = [
    ({"date": "2016-07-04"}, ("EC313", "date")),
    ({"code": "120]--"}, ("EC302", "code")),
    ({"code": "---"}, ("EC202", "code")),
    ({"code": "999"}, ("EC401", "code")),
    ({"source": "FRA980101"}, ("EC302", "source")),
    ({"source": "---"}, ("EC530", "source")),
    ({"issues": "AIRSTRIKE"}, ("EC407", "issues")),
    ({"ids": "AFP20160704"}, ("EC407", "ids")),
    ({"url": "AFP"}, ("EC302", "url")),
    ({"news_source": ""}, ("EC202", "news_source")),
]
KEDS_CASES: list[tuple[Row, tuple[str, str]]] = [
    ({"date": "891304"}, ("EC307", "date")),
    ({"code": "2311"}, ("EC302", "code")),
    ({"code": "31"}, ("EC311", "code")),
    ({"label": "MEET"}, ("EC302", "label")),
    ({"source": "fra"}, ("EC302", "source")),
    ({"source": "---", "target": "---"}, ("EC530", "source")),
]
POLECAT_CASES: list[tuple[Row, tuple[str, str]]] = [
    ({"Event ID": "1234"}, ("EC302", "Event ID")),
    ({"Event Date": "2022-02-30"}, ("EC307", "Event Date")),
    ({"Event Type": "SANCTIONS"}, ("EC401", "Event Type")),
    ({"Event Type": "None"}, ("EC202", "Event Type")),
    ({"Event Mode": "retreat"}, ("EC401", "Event Mode")),
    ({"Event Mode": "visit"}, ("EC402", "Event Mode")),
    ({"Event Type": "AID"}, ("EC402", "Event Mode")),
    ({"Intensity": "-7"}, ("EC507", "Intensity")),
    ({"Event Mode": "None", "Intensity": "-7"}, ("EC507", "Intensity")),
    ({"Intensity": "-11"}, ("EC304", "Intensity")),
    ({"Quad Code": "VERBAL COOPERATION"}, ("EC505", "Quad Code")),
    ({"Quad Code": "5"}, ("EC401", "Quad Code")),
    ({"Contexts": "diplomacy"}, ("EC407", "Contexts")),
    ({"Actor Country": "FRG"}, ("EC407", "Actor Country")),
    ({"Actor COW": "255"}, ("EC402", "Actor COW")),
    ({"Actor COW": "FRN"}, ("EC407", "Actor COW")),
    ({"Actor COW": "220; 999"}, ("EC407", "Actor COW")),
    ({"Primary Actor Sector": "XXX"}, ("EC401", "Primary Actor Sector")),
    ({"Primary Actor Sector": "JUD"}, ("EC527", "Primary Actor Sector")),
    ({"Actor Sectors": "None"}, ("EC531", "Actor Sectors")),
    (
        {"Recipient Name": "None", "Recipient Country": "None", "Recipient Name Raw": ""},
        ("EC508", "Recipient Name Raw"),
    ),
    ({"Longitude": "None"}, ("EC529", "Longitude")),
    ({"Country": "None"}, ("EC531", "Country")),
    ({"Country": "France"}, ("EC401", "Country")),
    ({"GeoNames ID": "12a"}, ("EC301", "GeoNames ID")),
    ({"Feature Type": "town"}, ("EC302", "Feature Type")),
    ({"Publication Date": "5 July 2022"}, ("EC313", "Publication Date")),
    ({"Actor Name": "", "Actor Country": "", "Actor COW": "", "Actor Name Raw": ""}, ("EC530", "Actor Name")),
]
CASES = [
    *(("phoenix", PHOENIX, *case) for case in PHOENIX_CASES),
    *(("phoenix-cline", CLINE, *case) for case in CLINE_CASES),
    *(("petrarch", PETRARCH, *case) for case in PETRARCH_CASES),
    *(("keds", KEDS, *case) for case in KEDS_CASES),
    *(("polecat", POLECAT, *case) for case in POLECAT_CASES),
]


@pytest.mark.parametrize(("name", "row", "change", "expected"), CASES, ids=lambda value: str(value)[:60])
def test_coder_schema_tells_a_broken_row(name: str, row: Row, change: Row, expected: tuple[str, str]) -> None:
    told = found(name, {**row, **change})
    assert expected in [(code, field) for code, field, _ in told]
    assert "error" not in {level for _, _, level in told}


def test_coder_schema_tells_that_010_may_be_no_code() -> None:
    assert found("petrarch", {**PETRARCH, "code": "010"}) == [("EC531", "code", "info")]
    text = "\t".join({**PETRARCH, "code": "010"}.values()) + "\n"
    (remark,) = validate(BytesIO(text.encode()), "petrarch").findings
    assert remark.message.startswith("010: 010 is also what is written for a verb whose code was not found")
    assert remark.hint is None


def test_coder_schema_phoenix_has_scores_and_quad_classes_of_its_own() -> None:
    for code, quad, score in (("016", "0", "3.4"), ("124", "3", "-5"), ("163", "3", "-6.5"), ("141", "4", "-6.5")):
        change = {"EventCode": code, "EventRootCode": code[:2], "QuadClass": quad, "GoldsteinScore": score}
        assert found("phoenix", {**PHOENIX, **change}) == []


# files ----------------------------------------------------------------------------------------------------------------


def lines(format: str, layout: str, row: Row, number: int = 4) -> str:
    """A file of a layout, every row the same but for its id."""
    dialect = load_dialect(format)
    columns = next(each.columns for each in dialect.layouts if each.name == layout)
    cells = [
        [row.get(name, "") + (f"{place}" if name in ("EventID", "eid") else "") for name in columns]
        for place in range(number)
    ]
    return "".join(dialect.delimiter.join(line) + "\n" for line in cells)


@pytest.mark.parametrize(
    ("format", "layout", "row"),
    [
        ("phoenix", "26 columns", PHOENIX),
        *(("petrarch", each.name, PETRARCH) for each in load_dialect("petrarch").layouts),
        *(
            ("petrarch", each.name, {**PETRARCH, "issues": "", "source_text": "---"})
            for each in load_dialect("petrarch").layouts
        ),
        *(("keds", each.name, KEDS) for each in load_dialect("keds").layouts),
        *(("keds", each.name, {**KEDS, "date": "19890704"}) for each in load_dialect("keds").layouts),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_coder_files_are_told_by_what_stands_in_their_columns(format: str, layout: str, row: Row) -> None:
    detection = detect(lines(format, layout, row).encode())
    assert detection.plan is not None
    assert (detection.format, detection.plan.shape.layout.name) == (format, layout)


def test_coder_files_of_petrarch_may_mix_layouts() -> None:
    text = lines("petrarch", "8 columns, address", PETRARCH) + lines("petrarch", "7 columns", PETRARCH, 1)
    report = validate(BytesIO(text.encode()), "petrarch")
    assert report.records == 5
    assert report.counts["EC237"] == 1
    assert report.ok


def polecat_text(*rows: Row, end: str = "", name: str = "Intensity") -> str:
    header = [name if column == "Intensity" else column for column in POLECAT]
    return "".join("\t".join(cells) + end + "\n" for cells in (header, *(row.values() for row in rows)))


def test_coder_files_of_polecat_have_none_for_no_value_and_two_names_of_the_score() -> None:
    for name in ("Intensity", "Event Intensity"):
        report = validate(BytesIO(polecat_text(POLECAT, name=name).encode()))
        assert (report.format, dict(report.counts)) == ("polecat", {})


def test_coder_files_of_polecat_are_read_in_latin_1_and_with_tabs_at_the_end() -> None:
    row = {**POLECAT, "Actor Name": "Société Générale", "City": "L'Haÿ"}
    report = validate(BytesIO(polecat_text(row, end="\t\t").encode("latin-1")))
    assert dict(report.counts) == {"EC103": 1, "EC238": 1}
    assert report.ok


@pytest.mark.parametrize("format", CODERS)
def test_coder_files_that_are_sound_are_not_changed_by_repairs(format: str, tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_text(table(format, 3))
    assert not fix_file(source, target, format).counts
    assert target.read_text() == source.read_text()
