"""The packaged dialects and code lists hold together: with their meta-schema, with the schemas, with one another."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from eventcoder.resources import codebooks_folder, schemas_folder
from eventcoder.validation.meta import check_table_schema, is_safe_pattern

DIALECTS = {
    path.name.removesuffix(".dialect.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(schemas_folder("dialects").glob("*.dialect.json"))
}
TABLES = [name for name, dialect in DIALECTS.items() if "container" not in dialect]
LISTS = [
    path
    for folder in ("acled", "gdelt", "icews", "keds", "phoenix", "polecat", "ucdp")
    for path in sorted(codebooks_folder(folder).glob("*.csv"))
]


def schema_of(name: str) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(schemas_folder(f"{name}.schema.json").read_text(encoding="utf-8"))
    return raw


@pytest.mark.parametrize("name", DIALECTS)
def test_dialects_keep_to_their_meta_schema(name: str) -> None:
    validator = Draft202012Validator(schema_of("dialect"))
    assert [error.message for error in validator.iter_errors(DIALECTS[name])] == []
    assert DIALECTS[name]["format"] == name
    assert all(is_safe_pattern(re.sub(r"\(\?P<[a-z]+>", "(", each)) for each in DIALECTS[name].get("file_names", ()))


@pytest.mark.parametrize("name", TABLES)
def test_dialects_of_tables_are_complete(name: str) -> None:
    wanted = {"delimiter", "header", "quoting", "encoding", "missing", "missing_words", "layouts", "aliases", "hints"}
    assert wanted <= set(DIALECTS[name])
    assert check_table_schema(schema_of(DIALECTS[name]["schema"])) == []


@pytest.mark.parametrize("name", TABLES)
def test_dialects_name_the_columns_of_the_schema(name: str) -> None:
    dialect, columns = DIALECTS[name], list(schema_of(DIALECTS[name]["schema"])["properties"])
    met: set[str] = set()
    for layout in dialect["layouts"]:
        assert set(layout["columns"]) <= set(columns)
        assert len(layout.get("header", layout["columns"])) == len(layout["columns"])
        met |= set(layout["columns"])
    assert met == set(columns), "a column that no layout has"
    assert set(dialect["aliases"].values()) <= met
    assert met.isdisjoint(dialect["aliases"]), "an alias that is a column"
    assert met.isdisjoint(dialect["ignored_columns"])
    assert set(dialect["hints"]["columns"]) <= met


@pytest.mark.parametrize("name", TABLES)
def test_dialects_have_layouts_that_can_be_told_apart_where_there_is_no_header(name: str) -> None:
    if DIALECTS[name]["header"] != "yes":
        telling = DIALECTS[name]["hints"]["columns"]
        shapes = [
            (len(layout["columns"]), *(column if column in telling else "" for column in layout["columns"]))
            for layout in DIALECTS[name]["layouts"]
        ]
        assert len(shapes) == len(set(shapes))


@pytest.mark.parametrize("name", TABLES)
def test_dialects_give_the_groups_that_the_schema_wants(name: str) -> None:
    raw = schema_of(DIALECTS[name]["schema"])
    groups = {group for pattern in DIALECTS[name]["file_names"] for group in re.compile(pattern).groupindex}
    wanted = {rule["group"] for keyword in ("x-file-name", "x-foreign") for rule in raw.get(keyword, ())}
    assert wanted <= groups
    for rule in raw.get("x-foreign", ()):
        assert rule["format"] in DIALECTS
        assert set(rule["their"]) <= set(schema_of(DIALECTS[rule["format"]]["schema"])["properties"])


@pytest.mark.parametrize("name", TABLES)
def test_schemas_of_tables_describe_every_column_and_use_every_definition(name: str) -> None:
    raw = schema_of(DIALECTS[name]["schema"])
    assert raw["$id"] == f"urn:eventcoder:{name}:1.0"
    assert raw["x-sources"]
    for column, each in raw["properties"].items():
        assert each["description"].endswith("."), column
    used = set(re.findall(r'"#/\$defs/([^"]+)"', json.dumps(raw)))
    assert used == set(raw["$defs"])


@pytest.mark.parametrize("name", TABLES)
def test_schemas_of_tables_say_what_good_files_break_with_a_figure(name: str) -> None:
    raw = schema_of(DIALECTS[name]["schema"])
    for text in re.findall(r'"known": "([^"]*)"', json.dumps(raw)):
        assert re.search(r"[0-9]", text)
    for each in raw["properties"].values():
        assert all(re.search(r"[0-9]", text) for text in each.get("x-known", {}).values())


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("gdelt1-events", "20170912.export.CSV"),
        ("gdelt1-events", "20170912.export.CSV.zip"),
        ("gdelt1-events", "1982.csv"),
        ("gdelt1-events", "200601.zip"),
        ("gdelt2-events", "20170101073000.export.CSV.zip"),
        ("gdelt2-events", "20170101073000.translation.export.CSV"),
        ("gdelt2-mentions", "20170101073000.mentions.CSV"),
        ("icews", "events.1995.20150313082510.tab"),
        ("icews", "Events.2017.20201006.tab"),
        ("icews", "events.2021.20220623.tab"),
        ("icews", "20181004-icews-events.tab"),
        ("icews", "202201-icews-events.tab"),
        ("ucdp-ged", "GEDEvent_v24_1.csv"),
        ("ucdp-ged", "GEDEvent_v26_0_8.csv"),
        ("ucdp-ged", "GEDEvent_v23_01_23_12.csv"),
        ("ucdp-ged", "ged241-csv.zip"),
        ("phoenix", "events.full.20140620.txt.zip"),
        ("phoenix-cline", "PhoenixNYT_1945-2005.csv"),
        ("phoenix-cline", "PhoenixFBIS_1995-2004.csv"),
        ("petrarch", "evts.20150101.txt"),
        ("polecat", "ngecEvents.20230103111842.Release603.DV.txt"),
        ("polecat", "ngecEventsDV-2022.txt.zip"),
        ("polecat", "ngecEventsDV-2018-Jan.txt"),
        ("polecat", "ngecEvents.DV.2018.txt"),
    ],
)
def test_dialects_know_the_names_that_files_are_published_under(name: str, file: str) -> None:
    found = {each for each, raw in DIALECTS.items() for one in raw.get("file_names", ()) if re.search(one, file)}
    assert found == {name}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_code_lists_of_formats_are_clean(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# "), "a list says what it is"
    rows = list(csv.reader([line for line in text.splitlines() if not line.startswith("#")], strict=True))
    header, body = rows[0], rows[1:]
    assert header[-1] == "source"
    assert body
    assert all(len(row) == len(header) and row[-1] and row == [cell.strip() for cell in row] for row in body)
    pairs = (["event_type", "sub_event_type"], ["event", "code"])
    keys = [tuple(row[:2]) if header[:2] in pairs else row[0] for row in body]
    assert len(keys) == len(set(keys))


def test_code_lists_of_acled_agree_with_the_crosswalk() -> None:
    def pairs(path: Path) -> set[tuple[str, str]]:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        return {(row["event_type"], row["sub_event_type"]) for row in csv.DictReader(lines)}

    ours, crosswalk = pairs(codebooks_folder("acled", "event_types.csv")), codebooks_folder("crosswalk")
    assert ours <= pairs(crosswalk / "acled_to_plover.csv")
