"""The page on adding a format, followed word by word: its blocks make the two files, and they alone make a format."""

import json
import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from eventcoder import validate
from eventcoder.resources import data_folder
from eventcoder.validation import dialect, formats, meta

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "add-a-format.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "examples" / "strikes"
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
DATA = next(text for kind, text in BLOCKS if not kind)
SCHEMA, DIALECT = [text for kind, text in BLOCKS if kind == "json"][:2]
GOOD = DATA.splitlines(keepends=True)[:2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the page, as a reader makes them."""
    (tmp_path / "strikes.schema.json").write_text(SCHEMA, encoding="utf-8")
    (tmp_path / "strikes.dialect.json").write_text(DIALECT, encoding="utf-8")
    (tmp_path / "strikes_2024.csv").write_text(DATA, encoding="utf-8")
    return tmp_path


@pytest.fixture
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation to which the two files were added, and nothing else."""
    shutil.copytree(data_folder() / "schemas", folder / "data" / "schemas")
    shutil.copytree(data_folder() / "codebooks", folder / "data" / "codebooks")
    shutil.copy(folder / "strikes.schema.json", folder / "data" / "schemas")
    shutil.copy(folder / "strikes.dialect.json", folder / "data" / "schemas" / "dialects")
    monkeypatch.setattr("eventcoder.resources.data_folder", lambda: folder / "data")
    # The name of the module is also that of its function.
    packaged = import_module("eventcoder.validation.validate")._packaged
    caches = (dialect.dialect_names, dialect.load_dialect, meta.load_table_schema, packaged)
    for each in caches:
        each.cache_clear()
    yield folder
    for each in caches:
        each.cache_clear()


def test_add_a_format_page_shows_the_example() -> None:
    assert (EXAMPLES / "strikes.schema.json").read_text(encoding="utf-8") == SCHEMA
    assert (EXAMPLES / "strikes.dialect.json").read_text(encoding="utf-8") == DIALECT
    assert (EXAMPLES / "strikes_2024.csv").read_text(encoding="utf-8") == DATA


def test_add_a_format_schema_keeps_to_the_vocabulary() -> None:
    assert meta.check_table_schema(json.loads(SCHEMA)) == []


def test_add_a_format_two_files_check_a_table(folder: Path) -> None:
    report = validate(folder / "strikes_2024.csv", format=str(folder / "strikes.dialect.json"))
    shown = next(text for kind, text in BLOCKS if kind == "text").splitlines()
    found = [f"{each.line} {each.level} {each.code} {each.field}" for each in report.findings]
    assert found == [line.partition(" | ")[0] for line in shown]
    assert (report.format, report.records, report.ok) == ("strikes", 6, False)


def test_add_a_format_good_row_has_no_findings(folder: Path) -> None:
    (folder / "strikes_2025.csv").write_text("".join(GOOD), encoding="utf-8")
    report = validate(folder / "strikes_2025.csv", format=str(folder / "strikes.dialect.json"))
    assert report.findings == ()
    assert report.records == 1


def test_add_a_format_table_of_keywords_is_that_of_the_schema() -> None:
    named = set(re.findall(r"`([\w-]+)`", " ".join(re.findall(r"^\| (`[^|]*) \|", PAGE, re.MULTILINE))))
    used = set(re.findall(r'"(x-[\w-]+)":', SCHEMA)) - {"x-values"}
    assert used == {name for name in named if name.startswith("x-")}


def test_add_a_format_copied_files_are_part_of_the_installation(installed: Path) -> None:
    assert "strikes" in formats()
    report = validate(installed / "strikes_2024.csv")
    assert report.format == "strikes"
    assert report.levels == {"error": 8, "warning": 1}
