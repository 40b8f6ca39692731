import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from eventcoder.errors import ResourceError
from eventcoder.validation.meta import check_table_schema, is_safe_pattern, load_table_schema, read_table_schema
from eventcoder.validation.reference import Reference
from tests.validation.rows import OWN, rows, table_schemas

SCHEMAS = table_schemas()


def schema_of(**keywords: Any) -> dict[str, Any]:
    properties = {
        "text": {"type": "string", "description": "d"},
        "whole": {"type": "integer", "description": "d"},
        "part": {"type": "number", "description": "d"},
        "day": {"type": "string", "description": "d", "x-date": ["YYYYMMDD"]},
    }
    for name, more in keywords.pop("properties", {}).items():
        properties[name] = properties.get(name, {}) | more
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:eventcoder:t:1.0", "type": "object"}
    return {**head, "title": "t", "description": "d", "properties": properties, **keywords}


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_table_schema_keeps_to_the_vocabulary(name: str) -> None:
    assert check_table_schema(dict(SCHEMAS[name].raw)) == []


def test_the_smallest_schema_keeps_to_the_vocabulary() -> None:
    assert check_table_schema(schema_of()) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"anyOf": []},
        {"properties": {"text": {"not": {}}}},
        {"properties": {"text": {"format": "date"}}},
        {"properties": {"new": {"type": "string"}}},
        {"properties": {"new": {"description": "d"}}},
        {"properties": {"text": {"type": ["string", "null"]}}},
        {"properties": {"text": {"pattern": "[0-9]+"}}},
        {"properties": {"text": {"pattern": r"^\d+$"}}},
        {"properties": {"text": {"pattern": "^(?=a)a$"}}},
        {"properties": {"text": {"minimum": 3}}},
        {"properties": {"whole": {"pattern": "^1$"}}},
        {"properties": {"whole": {"enum": ["1"]}}},
        {"properties": {"text": {"$ref": "#/$defs/nothing"}}},
        {"properties": {"text": {"x-slice": {"of": "nothing", "start": 0, "length": 1}}}},
        {"properties": {"text": {"x-slice": {"of": "part", "start": 0, "length": 1}}}},
        {"properties": {"text": {"x-slice": {"of": "text", "start": 0}}}},
        {"properties": {"text": {"x-unheard-of": 1}}},
        {"properties": {"part": {"x-sum": {"of": ["text"]}}}},
        {"properties": {"part": {"x-formula": {"name": "fraction-date", "of": ["part"]}}}},
        {"properties": {"part": {"x-formula": {"name": "unheard-of", "of": ["day"]}}}},
        {"properties": {"whole": {"x-date-part": {"of": "text", "part": "year"}}}},
        {
            "properties": {"whole": {"x-lookup": {"of": "text", "table": "#/$defs/t"}}},
            "$defs": {"t": {"x-values": {"a": "b"}}},
        },
        {"$defs": {"t": {"x-codes": {"table": "a.csv", "column": "b"}}}},
        {"required": ["nothing"]},
        {"x-order": [{"of": ["text", "nothing"]}]},
        {"x-order": [{"of": ["text", "part"]}]},
        {"x-order": [{"of": ["text", "day"]}]},
        {"x-if": [{"when": {"text": {"minimum": 1}}, "then": {"whole": {"present": True}}}]},
        {"x-if": [{"when": {"text": {"const": 1}}, "then": {"whole": {"present": True}}}]},
        {"x-any": [{"of": ["text", "day"], "level": "fatal"}]},
    ],
    ids=str,
)
def test_what_leaves_the_vocabulary_is_found(broken: dict[str, Any]) -> None:
    findings = check_table_schema(schema_of(**broken))
    assert findings
    assert {each.code for each in findings} == {"EC216"}


@pytest.mark.parametrize("pattern", ["^[0-9]{8}$", "^(?:a|b)+?$", r"^\.\(x\)[^ ]*$", "^[A-Z-]{1,3}$", "^.+$", "^$"])
def test_safe_patterns(pattern: str) -> None:
    assert is_safe_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "a$",
        "^a",
        r"^\w$",
        r"^[\d]$",
        r"^(a)\1$",
        "^(?i)a$",
        "^(?<!a)b$",
        "^(?P<n>a)$",
        "^(a$",
        "^[[:alpha:]]$",
        r"^\x41$",
    ],
)
def test_unsafe_patterns(pattern: str) -> None:
    assert not is_safe_pattern(pattern)


def test_a_broken_schema_is_not_read(tmp_path: Any) -> None:
    path = tmp_path / "t.schema.json"
    path.write_text(json.dumps(schema_of(required=["nothing"])))
    with pytest.raises(ResourceError, match="nothing"):
        read_table_schema(path)
    with pytest.raises(ResourceError):
        load_table_schema("no-such-format")
    assert read_table_schema(OWN / "every-keyword.schema.json").name == "every-keyword"


@pytest.mark.parametrize("name", SCHEMAS)
@settings(
    max_examples=8, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(data=st.data())
def test_every_table_schema_is_of_use_to_any_validator(name: str, data: st.DataObject) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema.raw)
    reference = Reference(schema)
    row = data.draw(rows(schema, mutations=1))
    assume(not any("\n" in (cell or "") for cell in row.values()))  # which Python's `$` overlooks at the end
    standard = {"type", "pattern", "minLength", "maxLength", "const", "enum", "minimum", "maximum"}
    judged = {name: judge.fault(judge.coerce(row[name])) for name, judge in reference.judges.items()}
    ours = {name for name, keyword in judged.items() if keyword in standard}
    plain = Draft202012Validator(schema.raw).iter_errors(reference.record(row))
    theirs = {error.absolute_path[0] for error in plain if error.validator in standard}
    assert ours <= theirs <= {name for name, keyword in judged.items() if keyword}
    assert ours <= {each.field for each in reference.check(row)}
