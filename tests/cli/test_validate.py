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
