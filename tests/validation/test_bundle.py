import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from eventcoder.errors import ResourceError
from eventcoder.resources import schemas_folder
from eventcoder.validation.bundle import fill, refresh, to_text

SCHEMAS = sorted(schemas_folder().glob("*.schema.json"))
DIALECTS = [json.loads(path.read_text(encoding="utf-8")) for path in schemas_folder("dialects").glob("*.json")]
TABLES = {dialect["schema"] for dialect in DIALECTS if "container" not in dialect}
RECORDS = [path for path in SCHEMAS if path.name.removesuffix(".schema.json") not in TABLES]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_bundle_schema_has_the_codes_of_the_codebooks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == to_text(fill(json.loads(text))) + "\n", "stale: run python -m eventcoder.validation.bundle"


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_bundle_schema_is_legal_and_refers_to_nothing_outside(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("urn:eventcoder:")
    assert all(reference.startswith("#/") for reference in _references(schema))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name)
def test_bundle_every_field_is_described_and_every_object_closed(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    for part in (schema, *schema["$defs"].values()):
        assert part["description"]
        assert all(field["description"].endswith(".") for field in part.get("properties", {}).values())
        assert "properties" not in part or part["additionalProperties"] is False


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [found for part in value.values() for found in _references(part)]
    return [found for part in value for found in _references(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.name)
def test_bundle_patterns_hold_to_the_end_in_every_dialect(path: Path) -> None:
    # Python's $ also matches before a line break at the end, ECMA's does not.
    patterns = _patterns(json.loads(path.read_text(encoding="utf-8")))
    assert patterns
    assert all(pattern.startswith("^") and pattern.endswith(r"$(?!\n)") for pattern in patterns)


def _patterns(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["pattern"]] if isinstance(value.get("pattern"), str) else []
        below = [part for key, part in value.items() if key != "x-level"]
        return own + [found for part in below for found in _patterns(part)]
    return [found for part in value for found in _patterns(part)] if isinstance(value, list) else []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "colours.csv").write_text(
        "colour,status,now,other\nred,current,,ruby;rose\nscarlet,old,red,\nblue,current,,\n"
    )
    (tmp_path / "kinds.csv").write_text("thing,kind\ncar,fast\ncar,slow\n")
    (tmp_path / "numbers.csv").write_text("thing,size,score\ncar,2,1.0\nhouse,3,-2.5\nship,,\n")
    (tmp_path / "things.csv").write_text("thing\ncar\nhouse\n")
    return tmp_path


def test_bundle_fills_an_enum_with_aliases(folder: Path) -> None:
    source = {
        "table": "colours.csv",
        "column": "colour",
        "where": {"status": "current"},
        "alias_of": "now",
        "aliases": "other",
    }
    found = fill({"x-codes": source, "enum": ["stale"], "x-aliases": {"stale": "stale"}}, folder)
    assert found["enum"] == ["red", "blue"]
    assert found["x-aliases"] == {"rose": "red", "ruby": "red", "scarlet": "red"}


def test_bundle_fills_an_enum_from_several_tables(folder: Path) -> None:
    source = {"table": "colours.csv", "column": "other", "split": True, "add": ["green"]}
    source["also"] = [{"table": "things.csv", "column": "thing"}]
    assert fill({"x-codes": source}, folder)["enum"] == ["ruby", "rose", "green", "car", "house"]


def test_bundle_fills_an_enum_with_numbers(folder: Path) -> None:
    assert fill({"x-codes": {"table": "numbers.csv", "column": "size", "number": True}}, folder)["enum"] == [2, 3]


def test_bundle_fills_a_table_of_values(folder: Path) -> None:
    source = {"table": "numbers.csv", "key": "thing", "value": "score", "number": True, "set": {"ship": 0}}
    assert fill({"x-table": source}, folder)["x-values"] == {"car": 1, "house": -2.5, "ship": 0}


def test_bundle_fills_a_table_with_several_values(folder: Path) -> None:
    source = {"table": "kinds.csv", "key": "thing", "value": "kind", "many": True}
    assert fill({"x-table": source}, folder)["x-values"] == {"car": ["fast", "slow"]}


def test_bundle_a_key_with_two_values_is_a_failure(folder: Path) -> None:
    with pytest.raises(ResourceError, match="car"):
        fill({"x-table": {"table": "kinds.csv", "key": "thing", "value": "kind"}}, folder)


def test_bundle_a_word_where_numbers_are_wanted_is_a_failure(folder: Path) -> None:
    with pytest.raises(ResourceError, match="fast"):
        fill({"x-table": {"table": "kinds.csv", "key": "thing", "value": "kind", "number": True}}, folder)


def test_bundle_fills_a_pattern(folder: Path) -> None:
    source = {"table": "things.csv", "column": "thing", "times": 2}
    assert fill({"x-pattern": source}, folder)["pattern"] == r"^(car|house){1,2}$(?!\n)"


def test_bundle_fills_cases(folder: Path) -> None:
    source = {"table": "kinds.csv", "when": "thing", "then": "kind", "all": {"table": "things.csv", "column": "thing"}}
    schema = Draft202012Validator(fill({"x-cases": source}, folder))
    assert schema.is_valid({"thing": ["car"], "kind": ["slow"]})
    assert not schema.is_valid({"thing": ["car"], "kind": ["tall"]})
    assert not schema.is_valid({"thing": ["house"], "kind": ["slow"]})
    assert schema.is_valid({"thing": ["house"], "kind": []})
    assert not schema.is_valid({"thing": [], "kind": ["slow"]})


@pytest.mark.parametrize("source", [{"table": "none.csv", "column": "a"}, {"table": "things.csv", "column": "a"}])
def test_bundle_missing_table_or_column_is_a_failure(folder: Path, source: dict[str, str]) -> None:
    with pytest.raises(ResourceError, match=source["table"]):
        fill({"x-codes": source}, folder)


def test_bundle_refresh_rewrites_what_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "a.schema.json"
    path.write_text('{"$id": "urn:x", "title": "a"}')
    assert refresh(tmp_path) == [path]
    assert refresh(tmp_path) == []
    assert json.loads(path.read_text()) == {"$id": "urn:x", "title": "a"}
