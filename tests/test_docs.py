"""Every code block of the README and of docs/ runs, and prints what the page says.

- `python` blocks of a page run one after another in one namespace; a `text` block right behind one that prints is
  what it prints.
- `console` blocks: lines after "$ " are commands, what stands below each is its output; "..." stands for anything.
- `json` blocks are JSON. `sh` blocks are run by .ci/run; `yaml` and `csv` blocks by tests/rules/test_documentation.py.
"""

import contextlib
import io
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_docs_python_blocks_run(page: Path, workplace: Path) -> None:
    namespace: dict[str, object] = {"__name__": "page"}
    found = blocks(page)
    for place, (kind, code) in enumerate(found):
        if kind != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"{page.name} block {place + 1}", "exec"), namespace)
        shows = place + 1 < len(found) and found[place + 1][0] == "text"
        if shows and "print(" in code:
            assert printed.getvalue().strip() == found[place + 1][1].strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_docs_console_blocks_print_what_they_show(page: Path, workplace: Path) -> None:
    from eventcoder.cli import app

    for kind, text in blocks(page):
        if kind != "console":
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            words = shlex.split(command)
            if words[0] == "cat":
                shown = Path(words[1]).read_text(encoding="utf-8")
            else:
                assert words[0] == "eventcoder", command
                shown = CliRunner().invoke(app, words[1:]).output
            pattern = re.escape(expected.strip()).replace(r"\.\.\.", ".*")
            assert re.fullmatch(pattern, shown.strip(), re.DOTALL), f"$ {command}\n{shown}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_docs_json_blocks_are_json(page: Path) -> None:
    for kind, text in blocks(page):
        if kind == "json":
            json.loads(text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_docs_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
