"""The cases of tests/conformance/records: a file's text and the findings that it must give, no more and no less."""

import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.errors import EventcoderError, InputError
from eventcoder.validation import validate

CASES = Path(__file__).parent.parent / "conformance" / "records" / "cases.jsonl"
TODAY = datetime.date(2025, 1, 1)
RECORD = {"id": "e1", "date": None, "actor": [], "event": []}


def cases() -> list[Any]:
    found = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(case, id=case["name"]) for case in found]


@pytest.mark.parametrize("case", cases())
def test_validate_finds_what_the_case_says(case: dict[str, Any]) -> None:
    report = validate(io.BytesIO(case["text"].encode()), case["format"], today=TODAY)
    found = [finding.as_dict() for finding in report.findings]
    shown = [{key: each.get(key) for key in wanted} for each, wanted in zip(found, case["findings"], strict=False)]
    assert shown == case["findings"]
    assert len(found) == len(case["findings"]), found
    assert report.ok == all(each["level"] != "error" for each in found)


def test_validate_cases_have_names_of_their_own() -> None:
    names = [case.id for case in cases()]
    assert len(names) == len(set(names)) >= 60


def test_validate_every_finding_says_where(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(RECORD) + "\n" + json.dumps(RECORD | {"quad_code": "4"}) + "\n")
    report = validate(path, "record")
    first = report.findings[0]
    assert (first.file, first.line, first.row, first.field, first.value) == (str(path), 2, 2, "quad_code", "4")
    assert first.schema_path == "#/$defs/quad/type"
    assert report.records == 2


def test_validate_says_what_a_file_was_taken_for_where_nothing_was_asked_for() -> None:
    data = (json.dumps(RECORD | {"schema_version": "1.0", "document_id": "d", "provenance": None}) + "\n").encode()
    report = validate(io.BytesIO(data))
    assert report.format == "record"
    assert "EC121" not in report.counts
    assert (report.detected or "").startswith("taken for")
    assert validate(io.BytesIO(data), "record").detected is None


def test_validate_keeps_the_first_thousand_and_counts_all() -> None:
    report = validate(io.BytesIO((json.dumps(RECORD) + "\n").encode() * 1500), "record")
    assert len(report.findings) == 1000
    assert report.counts == {"EC601": 1499}
    assert report.records == 1500


def test_validate_bad_utf8_tells_the_byte_and_reads_on() -> None:
    report = validate(io.BytesIO(b'{"id":"\xff"}\n' + json.dumps(RECORD).encode()), "record")
    assert report.counts == {"EC103": 1}
    assert "byte 7 " in report.findings[0].message
    assert report.records == 2


def test_validate_unknown_format_and_missing_file_are_failures(tmp_path: Path) -> None:
    with pytest.raises(EventcoderError, match="no format"):
        validate(io.BytesIO(b""), "csv")
    with pytest.raises(EventcoderError, match="did you mean 'polecat'"):
        validate(io.BytesIO(b""), "polecatt")
    with pytest.raises(InputError):
        validate(tmp_path / "none.jsonl")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120) | st.text(alphabet='[]{}",: \nabeidnt019\\', max_size=120).map(str.encode))
def test_validate_any_garbage_gives_a_report(data: bytes) -> None:
    for format in ("record", "plover"):
        report = validate(io.BytesIO(data), format, today=TODAY)
        assert report.findings
