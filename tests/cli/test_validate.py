import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from eventcoder.cli.validate import register
from eventcoder.records import Event

GOOD = Event(id="e1", date="2024-07-30", actor=(), event=("ASSAULT",)).to_json() + b"\n"


def run(*arguments: str, stdin: bytes = b"") -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)  # so that the command keeps its name
    register(app)
    return CliRunner().invoke(app, ["validate", *arguments], input=stdin)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(GOOD.replace(b"ASSAULT", b"ASALT") + GOOD.replace(b"2024", b"1024").replace(b"e1", b"e2"))
    return str(path)


def test_validate_good_file_exits_0(tmp_path: Path) -> None:
    path = tmp_path / "good.jsonl"
    path.write_bytes(GOOD)
    result = run(str(path))
    assert result.exit_code == 0
    detected, total = result.stdout.splitlines()
    assert detected.startswith(f"{path}: taken for eventcoder's own records (100% sure): ")
    assert total == f"{path}: 1 records, no findings"


def test_validate_errors_exit_1_and_are_told_line_by_line(bad: str) -> None:
    result = run(bad)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{bad}:1: error EC401: ASALT is no legal value")
    assert lines[0].endswith("(did you mean 'ASSAULT'?) [event[0]] <ASALT>")
    assert lines[1].startswith(f"{bad}:2: warning EC509")
    assert lines[3] == f"{bad}: 2 records, 1 error, 1 warning (EC401 1, EC509 1)"


def test_validate_warnings_exit_1_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "old.jsonl"
    path.write_bytes(GOOD.replace(b"2024", b"1024"))
    assert run(str(path)).exit_code == 0
    assert run(str(path), "--fail-level", "warning").exit_code == 1


def test_validate_json_report_holds_all(bad: str) -> None:
    result = run(bad, bad, "--report", "json")
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert [report["records"] for report in reports] == [2, 2]
    assert reports[0]["counts"] == {"EC401": 1, "EC509": 1}


def test_validate_jsonl_report_is_a_finding_a_line(bad: str) -> None:
    found = [json.loads(line) for line in run(bad, "--report", "jsonl").stdout.splitlines()]
    assert [(finding["code"], finding["row"]) for finding in found] == [("EC401", 1), ("EC509", 2)]


def test_validate_reads_standard_input_and_plover() -> None:
    record = b'{"id":"a","date":"2024-07-30","actor":[{"code":"USA"}],"event":["JUSTIFY"]}'
    assert run("-", "--format", "record", stdin=record).exit_code == 0
    assert run("-", "--format", "plover", stdin=record).exit_code == 1


def test_validate_unreadable_file_exits_3_after_the_others_were_checked(bad: str, tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.jsonl"), bad)
    assert result.exit_code == 3
    assert "EC401" in result.stdout
    assert "cannot be read" in result.stderr


@pytest.mark.parametrize("arguments", [["--format", "csv", "f"], ["--report", "xml", "f"], []])
def test_validate_misuse_exits_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def table(folder: Path, name: str, code: str = "190") -> Path:
    """A little table of a format of its own."""
    layouts = [{"name": "3", "columns": ["code", "day", "note"]}]
    dialect = {
        "format": "own",
        "title": "own",
        "schema": "own",
        "status": "verified",
        "delimiter": ",",
        "header": "yes",
    }
    dialect |= {"quoting": "minimal", "missing": [""], "missing_words": [], "layouts": layouts}
    (folder / "own.dialect.json").write_text(json.dumps(dialect))
    properties = {"code": {"type": "string", "description": "d", "pattern": "^[0-9]{3}$"}}
    properties |= {name: {"type": "string", "description": "d"} for name in ("day", "note")}
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:eventcoder:own:1.0", "title": "o"}
    (folder / "own.schema.json").write_text(
        json.dumps(schema | {"description": "o", "type": "object", "required": ["code"], "properties": properties})
    )
    path = folder / name
    path.write_text(f"code,day,note\n{code},2024-01-01,x\n")
    return path


@pytest.fixture
def tables(tmp_path: Path) -> tuple[list[str], Path]:
    paths = [table(tmp_path, "a.csv"), table(tmp_path, "b.csv", "20")]
    return [*map(str, paths), "--format", str(tmp_path / "own.dialect.json")], tmp_path


def test_validate_many_files_end_with_a_summary(tables: tuple[list[str], Path]) -> None:
    result = run(*tables[0])
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "2 files, 1 with errors; 2 records, 1 error"


def test_validate_patterns_name_files(tables: tuple[list[str], Path]) -> None:
    arguments, folder = tables
    result = run(str(folder / "*.csv"), *arguments[2:])
    assert result.stdout.splitlines()[-1].startswith("2 files")
    assert run(str(folder / "*.tsv"), *arguments[2:]).exit_code == 3


@pytest.mark.parametrize(
    ("shape", "start"), [("sarif", "{"), ("html", "<!DOCTYPE html>"), ("github", "::error file="), ("table", "")]
)
def test_validate_writes_every_form_to_screen_and_file(tables: tuple[list[str], Path], shape: str, start: str) -> None:
    arguments, folder = tables
    shown = run(*arguments, "--report", shape)
    assert shown.exit_code == 1
    assert shown.stdout.startswith(start)
    assert "EC311" in shown.stdout
    written = run(*arguments, "--report", shape, "--output", str(folder / "out"))
    assert written.stdout == ""
    assert "EC311" in (folder / "out").read_text()


def test_validate_limit_bounds_what_is_told_and_not_what_is_counted(bad: str) -> None:
    result = run(bad, "--limit", "1", "--report", "json")
    report = json.loads(result.stdout)
    assert (len(report["findings"]), sum(report["counts"].values())) == (1, 2)
    assert run(bad, "--limit", "0").exit_code == 1


def test_validate_fix_writes_a_copy_and_reports_it(tables: tuple[list[str], Path]) -> None:
    arguments, folder = tables
    result = run(arguments[1], *arguments[2:], "--fix", str(folder / "fixed.csv"))
    assert result.exit_code == 0
    assert "EC311 code: 1" in result.stderr
    assert result.stdout == f"{folder / 'fixed.csv'}: 1 records, no findings\n"
    assert (folder / "fixed.csv").read_text() == "code,day,note\n020,2024-01-01,x\n"
    assert json.loads((folder / "fixed.csv.changes.jsonl").read_text())["after"] == "020"


def test_validate_fix_of_many_files_wants_a_folder(tables: tuple[list[str], Path]) -> None:
    arguments, folder = tables
    assert run(*arguments, "--fix", str(folder / "one.csv")).exit_code == 2
    assert run(*arguments, "--fix", str(folder)).exit_code == 2  # the inputs are there
    (folder / "out").mkdir()
    assert run(*arguments, "--fix", str(folder / "out")).exit_code == 0
    assert {path.name for path in (folder / "out").iterdir()} == {"a.csv", "b.csv", "b.csv.changes.jsonl"}


def test_validate_fix_that_is_refused_exits_3(bad: str, tmp_path: Path) -> None:
    result = run(bad, "--fix", str(tmp_path / "out"))
    assert result.exit_code == 3
    assert "only tables are repaired" in result.stderr
