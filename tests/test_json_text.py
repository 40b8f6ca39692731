import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder import json_text
from eventcoder.errors import InputError
from eventcoder.findings import Finding
from eventcoder.json_text import JsonValue, open_input, read_json


def read(data: bytes) -> tuple[list[tuple[Any, int, int]], list[Finding]]:
    """Values with row and line, and findings."""
    found = list(read_json(io.BytesIO(data), "f"))
    values = [(item.value, item.row, item.line) for item in found if isinstance(item, JsonValue)]
    return values, [item for item in found if isinstance(item, Finding)]


def test_json_text_reads_one_value_a_line() -> None:
    values, findings = read(b'{"a":1}\n\n{"a":2}\r\n{"a":3}')
    assert values == [({"a": 1}, 1, 1), ({"a": 2}, 2, 3), ({"a": 3}, 3, 4)]
    assert findings == []


def test_json_text_reads_an_array() -> None:
    values, findings = read(b'[\n {"a":1},\n {"a":2}\n]\n')
    assert values == [({"a": 1}, 1, 2), ({"a": 2}, 2, 3)]
    assert findings == []


def test_json_text_reads_values_one_behind_the_other() -> None:
    values, findings = read(b'{\n "a": {"b": 1}\n}\n{\n "a": 2\n}')
    assert values == [({"a": {"b": 1}}, 1, 1), ({"a": 2}, 2, 4)]
    assert findings == []
    assert read(b'{"a":1}{"a":2}')[0] == [({"a": 1}, 1, 1), ({"a": 2}, 2, 1)]


@pytest.mark.parametrize(
    ("data", "code", "line", "column", "values"),
    [
        (b'{"a":1}\n{"a":\n{"a":3}\n', "EC104", 2, 6, 2),
        (b'{"a":1} x\n{"a":2}\n', "EC104", 1, 9, 1),
        (b'[{"a":1},\n{"a":}\n,\n{"a":3}]', "EC104", 2, 6, 2),
        (b'[{"a":1} {"a":2}]', "EC104", 1, 10, 2),
        (b'[{"a":1},]', "EC104", 1, 10, 1),
        (b'[{"a":1}', "EC104", 1, 9, 1),
        (b'[{"a":1}] {"a":2}', "EC104", 1, 11, 1),
        (b'{\n "a":1\n}\n{\n "a":,\n "b":{}\n}\n{\n "a":3\n}', "EC104", 5, 6, 2),
        (b'{"a":NaN}\n', "EC104", 1, 1, 0),
        (b'{"a":"\\ud800"}\n', "EC104", 1, 1, 0),
        (b'{"a":"\xff"}\n{"a":2}', "EC103", 1, None, 1),
        (b'{"a":1,"a":2}\n', "EC204", 1, None, 1),
        (b'\xef\xbb\xbf{"a":1}\n', "EC105", 1, None, 1),
        (b"", "EC102", 1, None, 0),
        (b" \n\t\n", "EC102", 1, None, 0),
    ],
)
def test_json_text_flaw_is_a_finding_and_neighbours_go_through(
    data: bytes, code: str, line: int, column: int | None, values: int
) -> None:
    found, findings = read(data)
    assert [(finding.code, finding.line, finding.column) for finding in findings] == [(code, line, column)]
    assert len(found) == values


def test_json_text_tells_the_byte_that_is_no_utf8() -> None:
    _, findings = read(b'{"a":1}\n{"a":"\xe9t\xe9"}\n')
    assert "byte 14 of the file" in findings[0].message
    assert findings[0].value == "0xe9"
    _, findings = read(b'[{"a":1},\n{"a":"\xe9"}]')
    assert "byte 16 of the file" in findings[0].message
    assert findings[0].line == 2


def test_json_text_survives_deep_nesting_and_endless_numbers() -> None:
    for data in (b"[" * 200_000, b'{"a":' * 200_000, b'{"a":' + b"1" * 10_000 + b"}\n"):
        values, findings = read(data)
        assert values == []
        assert findings[0].code == "EC104"


def test_json_text_skips_a_line_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LINE_LIMIT", 20)
    values, findings = read(b'{"a":1}\n{"a":"' + b"x" * 100 + b'"}\n{"a":3}\n')
    assert [(value, row, line) for value, row, line in values] == [({"a": 1}, 1, 1), ({"a": 3}, 3, 3)]
    assert [(finding.code, finding.line, finding.row) for finding in findings] == [("EC107", 2, 2)]


def test_json_text_reads_gzip_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(gzip.compress(b'{"a":1}\n'))
    with open_input(path) as (stream, name):
        assert [item.value for item in read_json(stream, name) if isinstance(item, JsonValue)] == [{"a": 1}]


def test_json_text_damaged_gzip_is_a_finding_behind_what_could_be_read(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b'{"a":%d}\n' % number for number in range(50_000)), mtime=0)
    path = tmp_path / "events.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    with open_input(path) as (stream, name):
        found = list(read_json(stream, name))
    assert isinstance(found[-1], Finding)
    assert found[-1].code == "EC106"
    assert len(found) > 100


def test_json_text_missing_file_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"), open_input(tmp_path / "none.jsonl"):
        pass
    with pytest.raises(InputError, match="cannot be read"), open_input(tmp_path):
        pass


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet='[]{}",:\\\n ab1-eu', max_size=60).map(str.encode))
def test_json_text_any_bytes_give_values_or_findings(data: bytes) -> None:
    found = list(read_json(io.BytesIO(data), "f"))
    assert found
    rows = [item.row for item in found if isinstance(item, JsonValue)]
    assert rows == sorted(set(rows))


# An empty object on a line of its own would make the rest JSONL.
OBJECTS = st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=5), min_size=1, max_size=3)


@settings(max_examples=100, deadline=None)
@given(st.lists(OBJECTS, min_size=1, max_size=4))
def test_json_text_reads_back_every_layout(values: list[dict[str, Any]]) -> None:
    lines = "".join(json.dumps(value) + "\n" for value in values)
    pretty = "\n".join(json.dumps(value, indent=2) for value in values)
    for text in (lines, json.dumps(values), json.dumps(values, indent=1), pretty):
        found, findings = read(text.encode())
        assert findings == []
        assert [value for value, _, _ in found] == values


def test_json_text_empty_array_is_told() -> None:
    (found,) = read_json(io.BytesIO(b" [ ]\n"), "f")
    assert isinstance(found, Finding)
    assert (found.code, found.level) == ("EC102", "warning")
