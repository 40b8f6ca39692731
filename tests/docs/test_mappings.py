"""docs/mappings.md names every value, step and call that there is, and its example makes records."""

import json
import re
from pathlib import Path
from typing import Any

import polars

from eventcoder.findings import Finding
from eventcoder.formats.columns import record_schema
from eventcoder.mapping.calls import CALLS
from eventcoder.mapping.check import read_columns
from eventcoder.mapping.converters import CONVERTERS
from eventcoder.mapping.load import read_mapping
from eventcoder.mapping.read import TableRecords
from eventcoder.validation.table import Batch
from eventcoder.vocabulary import load_schema

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "mappings.md").read_text("utf-8")


def example() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0])
    return found


def test_mappings_page_names_every_step_call_and_value() -> None:
    for step in CONVERTERS:
        assert f'"{step}"' in PAGE, step
    for call in CALLS:
        assert f"| `{call}` |" in PAGE, call
    kinds = load_schema("mapping")["$defs"]["value"]["oneOf"][1:]
    for kind in kinds:
        name = load_schema("mapping")["$defs"][kind["$ref"].split("/")[-1]]["required"][0]
        assert f'"{name}":' in PAGE, name
    for side in ("read", "write"):
        for name in load_schema("mapping")["properties"][side]["properties"]:
            assert f"`{name}`" in PAGE, name


def test_mappings_page_s_example_makes_records_of_the_table_of_strikes(tmp_path: Path) -> None:
    path = tmp_path / "strikes.mapping.json"
    path.write_text(json.dumps(example()), encoding="utf-8")
    mapping = read_mapping(path)
    assert mapping.reading is not None
    schema = json.loads((ROOT / "examples" / "strikes" / "strikes.schema.json").read_text("utf-8"))
    told = {*read_columns(mapping.reading), *mapping.reading.derived, *mapping.reading.unused}
    assert told == set(schema["properties"])
    cells = polars.read_csv(ROOT / "examples" / "strikes" / "strikes_2024.csv", infer_schema=False)
    numbers = polars.int_range(1, cells.height + 1, dtype=polars.UInt32, eager=True)
    findings: list[Finding] = []
    maker = TableRecords(mapping, record_schema(), "strikes.csv", findings.append)
    records = maker.records(Batch(cells, numbers, numbers + 1)).to_dicts()
    assert [(each.code, each.row, each.value) for each in findings] == [("EC861", 3, "2024-02-30")]
    assert {(each["event"][0], each["mode"][0], each["actor"][0]["sector"]) for each in records} == {
        ("PROTEST", "strike", "LAB")
    }
    assert [each["actor"][0]["code"] for each in records] == ["FRA", "GBR", "FRA", "ITA", "FRA"]
    assert records[-1]["id"] == "strikes:FRA-2024-001:row-6"
