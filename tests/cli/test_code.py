"""`eventcoder code` with a fake coder: inputs, outputs, rejects, exit codes."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from eventcoder.cli import app, run

GOOD = b'{"id":"a","text":"An attack. It failed."}\n{"id":"b","text":"BAGHDAD (AP) -- Peace."}\n'
BAD = b'{"id":"c"\n'


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_bytes(GOOD)
    return path


def test_code_writes_events_and_provenance(news: Path, coder: Any) -> None:
    out = news.with_name("events.jsonl")
    result = CliRunner().invoke(app, ["code", str(news), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert [orjson.loads(line)["id"] for line in out.read_bytes().splitlines()] == ["a"]
    assert "2 documents, 3 sentences, 1 events, none rejected" in result.stderr
    assert sorted(path.name for path in news.parent.iterdir()) == [
        "events.jsonl",
        "events.jsonl.provenance.json",
        "news.jsonl",
    ]


def test_code_gives_provenance_to_formats_that_have_a_place_for_it(news: Path, coder: Any) -> None:
    for name in ("events.parquet", "events.jsonl"):
        result = CliRunner().invoke(app, ["code", str(news), "-o", str(news.with_name(name))])
        assert result.exit_code == 0, result.output
    parquet, jsonl = coder.written
    assert list(parquet) == ["provenance"]
    assert jsonl == {}


def test_code_writes_rejects_beside_the_output(news: Path, coder: Any) -> None:
    news.write_bytes(GOOD + BAD)
    out = news.with_name("events.jsonl")
    result = CliRunner().invoke(app, ["code", str(news), "-o", str(out)])
    assert result.exit_code == 0
    (line,) = (news.parent / "events.jsonl.rejects.jsonl").read_bytes().splitlines()
    reject = orjson.loads(line)
    assert (reject["code"], reject["line"], reject["raw"]) == ("EC160", 3, '{"id":"c"')
    assert "1 rejected" in result.stderr
    assert "EC160" in result.stderr


def test_code_leaves_no_rejects_of_an_earlier_run(news: Path, coder: Any) -> None:
    old = news.with_name("events.jsonl.rejects.jsonl")
    old.write_text("old")
    CliRunner().invoke(app, ["code", str(news), "-o", str(news.with_name("events.jsonl"))])
    assert not old.exists()


def test_code_strict_exits_1_where_input_was_rejected(news: Path, coder: Any) -> None:
    out = str(news.with_name("events.jsonl"))
    assert CliRunner().invoke(app, ["code", str(news), "-o", out, "--strict"]).exit_code == 0
    news.write_bytes(GOOD + BAD)
    assert CliRunner().invoke(app, ["code", str(news), "-o", out, "--strict"]).exit_code == 1
    assert Path(out).exists()


def test_code_reads_and_writes_pipes(coder: Any) -> None:
    result = CliRunner().invoke(app, ["code", "-", "--quiet"], input=GOOD)
    assert result.exit_code == 0
    assert orjson.loads(result.stdout) == {"id": "a", "text": "An attack. It failed."}
    assert result.stderr == ""


def test_code_passes_options_on(news: Path, coder: Any) -> None:
    arguments = ["--codebook", "mine", "--no-extensions", "--no-text", "--merge", "--keep", "negation,hypothetical"]
    arguments += ["--min-grade", "B"]
    assert CliRunner().invoke(app, ["code", str(news), *arguments]).exit_code == 0
    kept = frozenset({"negation", "hypothetical"})
    expected = {"codebook": "mine", "extensions": False, "keep": kept, "include_text": False, "merge": True}
    expected["min_grade"] = "B"
    assert coder.made == [expected]


def test_code_counts_what_was_left_out_for_its_grade(tmp_path: Path, coder: Any) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"id":"a","text":"An attack."}\n{"id":"b","text":"A doubtful, doubtful attack."}\n')
    result = CliRunner().invoke(app, ["code", str(path)])
    assert "2 events (2 of worse grade left out; --min-grade D writes all), none rejected" in result.stderr


def test_code_reads_named_columns(tmp_path: Path, coder: Any) -> None:
    path = tmp_path / "news.csv"
    path.write_text("doc,body\n7,An attack.\n")
    result = CliRunner().invoke(app, ["code", str(path), "--id-column", "doc", "--text-column", "body"])
    assert orjson.loads(result.stdout)["id"] == "7"


def test_code_title_becomes_the_headline(tmp_path: Path, coder: Any) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"id":"a","text":"It failed.","title":"An attack"}\n')
    assert CliRunner().invoke(app, ["code", str(path)]).stdout == ""
    assert (
        orjson.loads(CliRunner().invoke(app, ["code", str(path), "--title"]).stdout)["text"] == "An attack\nIt failed."
    )


def test_code_tells_only_the_first_rejects_one_by_one(news: Path, coder: Any) -> None:
    news.write_bytes(BAD * 50)
    result = CliRunner().invoke(app, ["code", str(news), "-o", str(news.with_name("e.jsonl"))])
    assert result.stderr.count("EC160") == 5
    assert "50 rejected" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--keep", "nothing"],
        ["--date", "yesterday"],
        ["--input-format", "doc"],
        ["--format", "doc"],
        ["--processes", "0"],
        ["--no-such"],
    ],
)
def test_code_misuse_exits_2(news: Path, coder: Any, arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["code", str(news), *arguments]).exit_code == 2
    assert coder.made == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("none.jsonl", None, 3),
        ("news.doc", b"x", 3),
        ("news.csv", b"a,b\n1,2\n", 3),
        ("news.jsonl", b'{"id":"a","text":"crash"}', 70),
    ],
)
def test_code_failures_are_one_line_and_a_code(
    tmp_path: Path,
    coder: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
    code: int,
) -> None:
    path, out = tmp_path / name, tmp_path / "out.jsonl"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr("sys.argv", ["eventcoder", "code", str(path), "-o", str(out)])
    assert run() == code
    shown = capsys.readouterr().err
    assert shown.startswith("eventcoder: ")
    assert shown.count("\n") == 1
    assert not out.exists()
    monkeypatch.setattr("sys.argv", ["eventcoder", "--traceback", "code", str(path), "-o", str(out)])
    assert run() == code
    assert "Traceback" in capsys.readouterr().err


def test_code_sees_all_inputs_before_it_begins(news: Path, coder: Any) -> None:
    assert CliRunner().invoke(app, ["code", str(news), str(news.parent / "none.jsonl")]).exit_code != 0
    assert coder.made == []


def test_code_never_overwrites_an_input(news: Path, coder: Any) -> None:
    assert CliRunner().invoke(app, ["code", str(news), "-o", str(news)]).exit_code == 2
    assert news.read_bytes() == GOOD


def test_code_unknown_grade_is_misuse(news: Path, coder: Any) -> None:
    result = CliRunner().invoke(app, ["code", str(news), "--min-grade", "E"])
    assert result.exit_code == 2
    assert "not one of A, B, C, D" in result.stderr
    assert coder.made == []
