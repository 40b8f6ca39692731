import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.errors import EventcoderError
from eventcoder.validation.content import sketch_json
from eventcoder.validation.detect import Detection, detect
from eventcoder.validation.dialect import dialect_names, load_dialect
from tests.damage.base import MAKERS, gdelt2_events, json_lines, plover, table


def codes(detection: Detection) -> list[str]:
    return [finding.code for finding in detection.findings]


@pytest.mark.parametrize("format", MAKERS)
@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
@pytest.mark.parametrize("header", [True, False])
def test_detect_tells_tables_however_they_are_written(format: str, delimiter: str, header: bool) -> None:
    detection = detect(table(format, 5, delimiter, header).encode())
    assert detection.format == format
    assert detection.confidence > 0.8
    assert detection.plan is not None
    assert detection.plan.delimiter == delimiter
    assert bool(detection.plan.header) == header
    assert ("EC220" in codes(detection)) == (delimiter != load_dialect(format).delimiter)


@pytest.mark.parametrize("format", [name for name in dialect_names() if load_dialect(name).kind == "table"])
def test_detect_knows_every_layout_by_its_header(format: str) -> None:
    dialect = load_dialect(format)
    for layout in dialect.layouts:
        detection = detect((dialect.delimiter.join(layout.header) + "\n").encode())
        assert detection.plan is not None
        assert (detection.format, detection.plan.shape.layout) == (format, layout)
        assert not {"EC223", "EC224", "EC225", "EC226"} & set(codes(detection))


def test_detect_says_why() -> None:
    rows = [row | {"EventCode": row["EventCode"].lstrip("0"), "DATEADDED": "2.02E+13"} for row in gdelt2_events(6)]
    detection = detect(table("gdelt2-events", rows, ";", header=True).encode(), "export.csv", file="export.csv")
    told = detection.findings[0].message
    assert "GDELT 2.0 events, saved again by a spreadsheet such as Excel" in told
    assert all(
        reason in told for reason in ("';' between cells", "lost leading zeros (EventCode", "2.02E+13", "header")
    )
    assert 0.8 < detection.confidence < 1


def test_detect_trusts_no_name_alone() -> None:
    assert detect(b"a,b,c\n1,2,3\n", "20240305120000.export.CSV").format is None
    assert detect(table("icews").encode(), "20240305120000.export.CSV").format == "icews"


def test_detect_asked_reads_what_is_nearly_that() -> None:
    rows = [{name: "?" if name == "SQLDATE" else cell for name, cell in row.items()} for row in gdelt2_events()]
    assert detect(table("gdelt2-events", rows).encode(), format="gdelt2-events").readable
    assert codes(detect(table("icews").encode(), format="gdelt2-events")) == ["EC117"]
    with pytest.raises(EventcoderError, match="there is no format 'gdelt'"):
        detect(b"", format="gdelt")


def test_detect_json_by_its_keys() -> None:
    assert detect(json_lines(plover()).encode()).format == "plover"
    assert detect(json.dumps(plover(), indent=2).encode()[:300]).format == "plover"
    assert detect(json_lines([{"name": "Paris"}]).encode()).format is None
    assert detect(json_lines([{"name": "Paris"}]).encode(), format="plover").format == "plover"


def test_detect_sketches_json_without_reading_it() -> None:
    sketch = sketch_json('[{"a": {"b": [1, "c:d"]}, "e": "f\\"g"}, {"h": ["i"]}, {"j": "unfinish')
    assert sketch.keys == {"a": "", "e": 'f\\"g', "h": "", "j": "unfinish"}
    assert (sketch.depth, sketch.records) == (4, 3)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["\t", ",", ";", "\n", '"', "{", "[", "#", "<", "1", "x", "\0", "é"]), max_size=80))
def test_detect_never_fails(pieces: list[str]) -> None:
    detection = detect("".join(pieces).encode())
    assert detection.readable or detection.findings


def test_detect_knows_a_part_of_the_columns() -> None:
    names = ["event_date", "event_type", "actor1", "country", "latitude", "longitude", "notes"]
    rows = [{name: row[name] for name in names} for row in MAKERS["acled"](5)]
    detection = detect(table("acled", rows).encode())
    assert (detection.format, detection.plan.shape.layout.name if detection.plan else "") == ("acled", "2023")
    assert codes(detection).count("EC223") == 24
    common = ["year", "country", "region", "latitude", "longitude", "source", "location"]
    assert detect((",".join(common) + "\n" + "2020,France,Europe,48,2,x,Paris\n" * 5).encode()).format is None


@pytest.mark.parametrize(
    "names", [list(map(str, range(61))), ["", *map(str, range(61))], [f"V{n}" for n in range(1, 62)]]
)
def test_detect_knows_a_header_of_numbers(names: list[str]) -> None:
    rows = [["7"] * (len(names) - 61) + list(row.values()) for row in gdelt2_events(5)]
    for number, row in enumerate(rows):
        row[0] = str(number) if len(row) > 61 else row[0]
    detection = detect("".join(",".join(row) + "\n" for row in [names, *rows]).encode())
    assert detection.format == "gdelt2-events"
    assert "EC221" in codes(detection)
    assert detection.plan is not None
    assert detection.plan.skip == 1


def test_detect_reads_below_what_spreadsheets_put_first() -> None:
    detection = detect(("sep=;\n" + table("acled", 4, ";")).encode())
    assert detection.format == "acled"
    assert {"EC220", "EC229"} <= set(codes(detection))
    assert "EC225" not in codes(detection)
