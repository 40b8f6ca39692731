"""The pages of formats that are no tables of others: their tables follow from schemas, and their examples run."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from eventcoder.formats.document import TABLES, fill

FOLDER = Path(__file__).parents[2] / "docs" / "formats"
NAMES = ("csv.md", "geojson.md", "jsonld.md", "parquet.md")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_format_pages_have_their_tables(name: str) -> None:
    assert fill(page(name)) == page(name), "run python -m eventcoder.formats.document docs/formats/*.md"


def test_format_pages_show_every_table_once() -> None:
    found = [name for each in NAMES for name in re.findall(r"<!-- table (\w+) -->", page(each))]
    assert sorted(found) == sorted(TABLES)
    assert "stale" not in fill("<!-- table flat -->\nstale\n<!-- /table -->")


@pytest.mark.parametrize("name", NAMES)
def test_format_pages_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    found = BLOCK.findall(page(name))
    assert found
    for place, (kind, code) in enumerate(found):
        if kind != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"{name} block {place + 1}", "exec"), namespace)
        shown = found[place + 1][1] if place + 1 < len(found) and found[place + 1][0] == "text" else ""
        assert printed.getvalue().strip() == shown.strip()


@pytest.mark.parametrize("name", NAMES)
def test_format_pages_link_to_what_is_there(name: str) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", page(name)):
        assert (FOLDER / target).is_file(), target
