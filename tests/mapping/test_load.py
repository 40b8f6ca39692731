"""Mapping files: the packaged ones are sound, and what is wrong with one is told."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eventcoder.errors import ResourceError
from eventcoder.mapping.check import check_mapping
from eventcoder.mapping.load import load_mapping, mapping_names, read_mapping
from eventcoder.mapping.model import Column, Lookup
from eventcoder.resources import schemas_folder

Change = Callable[[dict[str, Any]], object]


def packaged(name: str) -> Path:
    return schemas_folder("mappings", f"{name}.mapping.json")


@pytest.mark.parametrize("name", mapping_names())
def test_load_packaged_mappings_are_sound(name: str) -> None:
    assert [str(finding) for finding in check_mapping(packaged(name))] == []
    assert load_mapping(name).format == name


def test_load_every_table_format_of_the_registry_has_a_mapping() -> None:
    from eventcoder.formats.registry import FORMATS

    tables = {entry.name for entry in FORMATS if entry.module == "eventcoder.formats.tables"}
    assert tables == set(mapping_names())


CHANGES: dict[str, Change] = {
    "no column 'Nowhere'|has no column Nowhere": lambda raw: raw["read"]["fields"].update(text="Nowhere"),
    "nothing is said of the column Publisher": lambda raw: raw["read"]["fields"].pop("cite_info"),
    "take it off unused": lambda raw: raw["read"]["unused"].update(City="no place"),
    "record has no field story": lambda raw: raw["read"]["fields"].update(story="Story ID"),
    "no part of a record has a field where": lambda raw: raw["read"]["fields"]["event_loc"]["object"].update(
        where="City"
    ),
    "not valid under any of the given schemas": lambda raw: raw["read"]["fields"].update(
        text={"column": "City", "steps": [{"country": "name"}, {"oops": 1}]}
    ),
    "no part 'nobody'": lambda raw: raw["read"]["fields"].update(text={"part": "nobody"}),
    "no call 'nothing'": lambda raw: raw["read"]["fields"].update(text={"call": "nothing", "with": {}}),
    "has no column sectors": lambda raw: raw["read"]["fields"].update(
        text={"lookup": "icews/sectors.csv", "keys": {"sectors": "City"}, "take": "name"}
    ),
    "nowhere/table.csv": lambda raw: raw["read"]["fields"].update(
        text={"lookup": "nowhere/table.csv", "keys": {"a": "City"}, "take": "b"}
    ),
    "no value day under let": lambda raw: raw["read"]["fields"].update(text="$day"),
    "no layout '21 columns'": lambda raw: raw["write"].update(layout="21 columns"),
    "not those of the layout": lambda raw: raw["write"]["columns"].pop("City"),
    "needs a reason under empty": lambda raw: raw["write"]["columns"].update(City=None),
    "record has no field actor.name": lambda raw: raw["write"]["columns"].update(City="actor.name"),
    "record has no field event_loc.town": lambda raw: raw["write"]["holds"].append("event_loc.town"),
    "no value events under let": lambda raw: raw["read"].update(rows_of="events"),
    "does not keep to mapping.schema.json": lambda raw: raw.update(reading={}),
}


@pytest.mark.parametrize("told", CHANGES)
def test_load_what_is_wrong_with_a_mapping_is_told(told: str, tmp_path: Path) -> None:
    raw = json.loads(packaged("icews").read_text("utf-8"))
    CHANGES[told](raw)
    path = tmp_path / "icews.mapping.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    messages = [finding.message for finding in check_mapping(path)]
    expected = told.split("|")
    assert any(text in message for message in messages for text in expected), messages


def test_load_what_is_no_mapping_is_a_failure_that_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.mapping.json"
    with pytest.raises(ResourceError, match=r"mine\.mapping\.json cannot be read"):
        read_mapping(path)
    path.write_text('{"format": "mine", "title": "Mine", "read": {"fields": {"id": {"nothing": 1}}}}', "utf-8")
    with pytest.raises(ResourceError, match="is no value"):
        read_mapping(path)
    assert [finding.code for finding in check_mapping(path)] == ["EC864"]


def test_load_parts_are_filled_in_and_equal_values_are_one(tmp_path: Path) -> None:
    part = {"lookup": "{table}", "keys": {"code": "{column}"}, "take": "label"}
    fields = {
        "text": {"part": "mine", "with": {"table": "cameo/roles.csv", "column": "A"}, "steps": ["upper"]},
        "id": {"part": "mine", "with": {"table": "cameo/roles.csv", "column": "A"}},
        "link": {"lookup": "cameo/roles.csv", "keys": {"code": "A"}, "take": "label"},
    }
    path = tmp_path / "mine.mapping.json"
    path.write_text(
        json.dumps({"format": "mine", "title": "Mine", "parts": {"mine": part}, "read": {"fields": fields}})
    )
    reading = read_mapping(path).reading
    assert reading is not None
    found = reading.fields
    assert isinstance(found["id"], Lookup)
    assert found["id"] is found["link"]
    assert isinstance(found["text"], Lookup)
    assert [step.name for step in found["text"].steps] == ["upper"]
    key = found["id"].keys["code"]
    assert isinstance(key, Column)
    assert (key.name, found["id"].table) == ("A", "cameo/roles.csv")
