from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest
import typer
from typer.testing import CliRunner

from eventcoder.cli import codebook as command

HEAD = "schema: eventcoder.codebook/1\nid: small\nversion: '1'\ntitle: t\nlicence: MIT\n"
RULES = """schema: eventcoder.rules/1
words:
  HOUSES: [house, tent]
rules:
- id: assault.hit
  title: Hits a house
  codes: {plover: ASSAULT}
  event:
  - verb: hit
    object: HOUSES
  examples:
    match: [{text: Iran hit a house., actor: Iran}]
    no_match: [{text: Iran hit a wall., why: no house}]
- id: threaten.hit
  title: Threatens
  status: stable
  operator: THREATEN
  event: [{verb: threaten}]
"""

app = typer.Typer()
command.register(app)


@app.callback()
def _main() -> None:
    """Keeps `codebook` a sub-command."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "rules" / "en").mkdir(parents=True)
    (tmp_path / "codebook.yaml").write_text(HEAD)
    (tmp_path / "rules" / "en" / "main.yaml").write_text(RULES)
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["codebook", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def fake_coder(monkeypatch: pytest.MonkeyPatch, actor: str) -> None:
    def code(text: str) -> list[SimpleNamespace]:
        fired = SimpleNamespace(
            event=("ASSAULT",),
            actor=(SimpleNamespace(entity_text=actor),),
            recipient=(),
            auxiliary=(),
            evidence=(SimpleNamespace(rule="assault.hit"),),
        )
        return [fired] if "house" in text else []

    monkeypatch.setattr(command, "coder_for", lambda codebook: code)


def test_codebook_test_passes(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_coder(monkeypatch, "Iran")
    code, out, err = run("test", "--codebook", str(book))
    assert (code, out, err) == (0, "", "2 of 2 examples come out as they say\n")


def test_codebook_test_fails_with_the_place(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_coder(monkeypatch, "Iraq")
    code, out, err = run("test", "--codebook", str(book), "--rule", "assault.hit", "--report", "jsonl")
    assert code == 1
    finding = orjson.loads(out)
    assert (finding["code"], finding["line"]) == ("EC771", 12)
    assert err.startswith("1 of 2")


def test_codebook_lint_shows_levels_and_fails_at_one(book: Path) -> None:
    code, out, err = run("lint", "--codebook", str(book))
    assert code == 0
    assert "EC757" in out
    assert "2 rules, 1 word sets: 0 errors" in err
    assert run("lint", "--codebook", str(book), "--level", "error", "-q") == (0, "", "")
    assert run("lint", "--codebook", str(book), "--fail-level", "warning")[0] == 1


def test_codebook_lint_reads_broken_codebooks(book: Path) -> None:
    (book / "rules" / "en" / "main.yaml").write_text("rules: [")
    code, out, _ = run("lint", "--codebook", str(book), "--report", "json")
    assert code == 1
    assert [finding["code"] for finding in orjson.loads(out)] == ["EC701"]


def test_codebook_list_and_its_filters(book: Path) -> None:
    lines = run("list", "--codebook", str(book))[1].splitlines()
    assert lines == [
        "assault.hit\tASSAULT\tdraft\tHits a house",
        "threaten.hit\toperator THREATEN\tstable\tThreatens",
    ]
    assert run("list", "--codebook", str(book), "--event", "assault")[1].count("\n") == 1
    assert run("list", "--codebook", str(book), "--operators")[1].startswith("threaten.hit")
    assert run("list", "--codebook", str(book), "--status", "retired")[1] == ""


def test_codebook_show_is_plain_words(book: Path) -> None:
    code, out, _ = run("show", "assault.hit", "--codebook", str(book))
    assert code == 0
    assert "when the verb is hit, and its object is house or tent" in out


def test_codebook_show_suggests(book: Path) -> None:
    code, _, err = run("show", "asault.hit", "--codebook", str(book))
    assert code == 2
    assert "assault.hit" in err


def test_codebook_words_lists_and_prints(book: Path) -> None:
    assert run("words", "--codebook", str(book))[1].startswith("HOUSES\t2\t")
    assert run("words", "HOUSES", "--codebook", str(book))[1] == "house\ntent\n"
    assert run("words", "HOUSE", "--codebook", str(book))[0] == 2


@pytest.mark.parametrize(
    "arguments", [("lint", "--report", "xml"), ("lint", "--fail-level", "none"), ("test", "--rule", "no.such.rule")]
)
def test_codebook_misuse_is_exit_2(book: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, "--codebook", str(book))[0] == 2
