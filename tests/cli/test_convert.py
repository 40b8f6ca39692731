import io
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from eventcoder.cli import app, run
from eventcoder.records import Entity, Event


def line(name: str) -> bytes:
    event = Event(id=name, date="2024-07-30", actor=(Entity(code="USA"),), event=("ASSAULT",), text="A sentence.")
    return event.to_json() + b"\n"


def convert(*arguments: str | Path, input: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["convert", *map(str, arguments)], input=input)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_bytes(line("a") + b"{ broken\n" + line("b"))
    return path


def test_convert_writes_output_provenance_and_rejects(tmp_path: Path, source: Path) -> None:
    target = tmp_path / "out.jsonl"
    result = convert(source, target)
    assert result.exit_code == 0
    assert target.read_bytes() == line("a") + line("b")
    (reject,) = map(json.loads, (tmp_path / "out.jsonl.rejects.jsonl").read_text().splitlines())
    assert (reject["code"], reject["line"], reject["raw"]) == ("EC104", 2, "{ broken")
    assert json.loads((tmp_path / "out.jsonl.provenance.json").read_text())["rejected"] == 1
    assert "3 records, 1 rejected" in result.stderr
    assert result.stdout == ""


def test_convert_clean_input_leaves_no_rejects_not_even_of_an_earlier_run(tmp_path: Path, source: Path) -> None:
    convert(source, tmp_path / "out.jsonl")
    source.write_bytes(line("a"))
    assert convert(source, tmp_path / "out.jsonl").exit_code == 0
    assert not (tmp_path / "out.jsonl.rejects.jsonl").exists()


def test_convert_strict_exits_1_for_rejects(tmp_path: Path, source: Path) -> None:
    assert convert(source, tmp_path / "out.jsonl", "--strict").exit_code == 1
    assert (tmp_path / "out.jsonl").exists()


def test_convert_report_as_json_is_all_of_standard_error(tmp_path: Path, source: Path) -> None:
    told = json.loads(convert(source, tmp_path / "out.jsonl", "--report", "json").stderr)
    assert (told["read"], told["rejected"], told["written"], told["to"]) == (3, 1, 2, "record")
    assert convert(source, tmp_path / "out.jsonl", "--quiet").stderr == ""


def test_convert_standard_input_and_output(monkeypatch: pytest.MonkeyPatch) -> None:
    result = convert("-", "-", "--quiet", input=line("a"))
    assert (result.exit_code, result.stdout_bytes) == (0, line("a"))


def test_convert_only_the_first_errors_are_told_one_by_one(tmp_path: Path, source: Path) -> None:
    source.write_bytes(line("a") + b"{\n" * 9)
    told = convert(source, tmp_path / "out.jsonl").stderr
    assert told.count("error EC104") == 5
    assert "further errors are counted only" in told
    assert len((tmp_path / "out.jsonl.rejects.jsonl").read_bytes().splitlines()) == 9


def test_convert_patterns_and_several_files(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.events.jsonl").write_bytes(line(name))
    assert convert(tmp_path / "*.events.jsonl", tmp_path / "out.jsonl").exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == line("a") + line("b")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("in.jsonl",), 2, "output"),
        (("in.jsonl", "out.xyz"), 2, "means no format"),
        (("in.jsonl", "out.jsonl", "--to", "gdelt9"), 2, "no format 'gdelt9'"),
        (("in.jsonl", "out.jsonl", "--from", "gdelt9"), 2, "no format 'gdelt9'"),
        (("in.jsonl", "out.jsonl", "--to", "plovr"), 2, "did you mean 'plover'?"),
        (("in.jsonl", "out.jsonl", "--option", "check"), 2, "NAME=VALUE"),
        (("in.jsonl", "out.jsonl", "--option", "check=modl"), 2, "take one of model, schema"),
        (("in.jsonl", "out.csv", "--option", "hxl=maybe"), 2, "true or false"),
        (("in.jsonl", "out.txt", "--to", "keds", "--option", "dates=iso"), 2, "take one of YYYYMMDD, YYMMDD"),
        (("in.jsonl", "out.xml", "--option", "guid=5"), 0, "2 events written"),
        (("in.jsonl", "out.jsonl", "--option", "no=1"), 2, "no option 'no'"),
        (("in.jsonl", "out.jsonl", "--fold"), 2, "no option 'fold'"),
        (("in.jsonl", "./in.jsonl"), 2, "overwritten"),
        (("none.jsonl", "out.jsonl"), 3, "cannot be read"),
        (("none*.jsonl", "out.jsonl"), 3, "no file matches"),
        (("in.jsonl", "nowhere/out.jsonl"), 3, "no folder"),
        (("in.jsonl", "out.jsonl", "--option", "check=schema"), 0, "2 events written"),
    ],
)
def test_convert_misuse_and_failures(
    source: Path,
    arguments: tuple[str, ...],
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(source.parent)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(sys, "argv", ["eventcoder", "convert", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run() == code
    assert told in capsys.readouterr().err


def test_convert_warnings_are_told_and_are_no_rejects(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g"/>')
    result = convert(tmp_path / "a.xml", tmp_path / "out.jsonl")
    assert "warning EC854" in result.stderr
    assert not (tmp_path / "out.jsonl.rejects.jsonl").exists()
