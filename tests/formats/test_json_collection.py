import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.findings import Finding
from eventcoder.formats.json_collection import JsonCollection
from eventcoder.json_text import JsonValue

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def read(data: bytes | str) -> tuple[list[Any], list[tuple[Any, ...]]]:
    raw = data if isinstance(data, bytes) else data.encode()
    values, findings = [], []
    for item in JsonCollection(io.BytesIO(raw), "list", "f").items():
        if isinstance(item, JsonValue):
            values.append((item.row, item.line, item.value))
        else:
            assert isinstance(item, Finding)
            findings.append((item.code, item.line, item.column, item.row))
    return values, findings


@settings(max_examples=60, deadline=None)
@given(
    items=st.lists(VALUES, max_size=5),
    before=st.dictionaries(st.text(max_size=5), VALUES, max_size=2),
    after=st.dictionaries(st.text(max_size=5), VALUES, max_size=2),
    indent=st.sampled_from([None, 0, 2]),
    escaped=st.booleans(),
    block=st.integers(1, 9),
)
def test_collection_reads_what_json_reads(
    items: list[Any], before: dict[str, Any], after: dict[str, Any], indent: int | None, escaped: bool, block: int
) -> None:
    before.pop("list", None)
    whole = before | {"list": items} | {key: value for key, value in after.items() if key not in before | {"list": 0}}
    data = json.dumps(whole, indent=indent, ensure_ascii=escaped)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eventcoder.formats.json_collection.BLOCK", block)
        collection = JsonCollection(io.BytesIO(data.encode()), "list")
        found = list(collection.items())
    assert [item.value for item in found if isinstance(item, JsonValue)] == items
    assert len(found) == len(items)
    assert collection.members == {key: value for key, value in whole.items() if key != "list"}
    assert collection.found


def test_collection_tells_lines_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventcoder.formats.json_collection.BLOCK", 3)
    values, findings = read('{\n"a": 1,\n"list": [\n{"x": 1},\n{\n"x": 2}\n,\n{"x": 3}]}')
    assert values == [(1, 4, {"x": 1}), (2, 5, {"x": 2}), (3, 8, {"x": 3})]
    assert findings == []


@pytest.mark.parametrize("block", [1, 5, 1000])
def test_collection_goes_on_behind_a_bad_item(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventcoder.formats.json_collection.BLOCK", block)
    lines = ['{"list": [', '{"x": 1},', '{"x": 0b},', '{"x": [{"y"}]},', '{"x": 2}', '{"x": 3},', '{"x": NaN}', "]}"]
    values, findings = read("\n".join(lines))
    assert values == [(1, 2, {"x": 1}), (4, 5, {"x": 2}), (5, 6, {"x": 3})]
    assert findings == [
        ("EC104", 3, 8, 2),
        ("EC104", 4, 12, 3),
        ("EC104", 6, 1, None),
        ("EC104", 7, 1, 6),
    ]


def test_collection_indented_items_are_told_from_what_is_in_them() -> None:
    whole = json.dumps({"list": [{"a": [{"b": 1}]}, {"a": [{"b": 2}]}, {"a": [{"b": 3}]}]}, indent=2)
    values, findings = read(whole.replace('"b": 2', "2"))
    assert [value for _, _, value in values] == [{"a": [{"b": 1}]}, {"a": [{"b": 3}]}]
    assert [code for code, *_ in findings] == ["EC104"]


def test_collection_other_flaws_are_findings() -> None:
    values, findings = read(b'{"list": [\n{"x": "\xff"},\n{"x": 1, "x": 2},\n{"x": "\\ud800"}\n]}')
    assert values == [(2, 3, {"x": 2})]
    assert findings == [("EC103", 2, None, 1), ("EC204", 3, None, 2), ("EC104", 4, 1, 3)]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ("", [("EC102", 1, None, None)]),
        (" \n ", [("EC102", 1, None, None)]),
        ("[1]", [("EC104", 1, 1, None)]),
        ("{1: 2}", [("EC104", 1, 2, None)]),
        ('{"list" [1]}', [("EC104", 1, 9, None)]),
        ('{"list": []} x', [("EC104", 1, 14, None)]),
        ('{"list": []', [("EC104", 1, 12, None)]),
        ('{"list": [], }', [("EC104", 1, 14, None)]),
        ('{"other": 1}', []),
        ("hello", [("EC104", 1, 1, None)]),
    ],
)
def test_collection_that_is_none_is_findings(data: str, wanted: list[Any]) -> None:
    assert read(data) == ([], wanted)


def test_collection_cut_off_keeps_what_came_before() -> None:
    values, findings = read('{"list": [\n{"x": 1},\n{"x": 2')
    assert values == [(1, 2, {"x": 1})]
    assert [(code, line) for code, line, *_ in findings] == [("EC104", 3)]


def test_collection_forgets_what_is_done_with(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(b'{"list": [' + b",\n".join(b'{"x": %d}' % number for number in range(20_000)) + b"]}")
    collection = JsonCollection(stream, "list")
    longest = 0
    for item in collection.items():
        assert isinstance(item, JsonValue)
        longest = max(longest, len(collection._text))
    assert 0 < longest < 140_000 < len(stream.getvalue())
