import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eventcoder.cli import app
from eventcoder.formats import write_events
from eventcoder.records import Entity, Event

RUNNER = CliRunner()
LINES = [
    {"id": "a", "text": "Peru sent aid to Chile.", "events": [{"event": "AID", "actor": "PER"}], "cell": "aid"},
    {"id": "b", "text": "The mayor slept.", "events": []},
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A gold file of two texts and a coded file with one right and one wrong event."""
    gold, coded = tmp_path / "gold.jsonl", tmp_path / "coded.jsonl"
    gold.write_text("".join(json.dumps(line) + "\n" for line in LINES))
    events = [
        Event(id="1", document_id="a", date=None, actor=(Entity(code="PER"),), event=("AID",)),
        Event(id="2", document_id="b", date=None, actor=(Entity(code="PER"),), event=("ASSAULT",)),
    ]
    write_events(events, coded)
    return str(gold), str(coded)


def test_evaluate_prints_the_report(files: tuple[str, str]) -> None:
    result = RUNNER.invoke(app, ["evaluate", *files, "--errors", "3", "--by", "cell"])
    assert result.exit_code == 0, result.output
    assert "2 texts, 2 sentences, 2 events coded" in result.stdout
    assert "b: extra: The mayor slept." in result.stdout


def test_evaluate_writes_json_and_csv(files: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    assert RUNNER.invoke(app, ["evaluate", *files, "--report", "json", "-o", str(out)]).exit_code == 0
    assert json.loads(out.read_text())["documents"] == 2
    result = RUNNER.invoke(app, ["evaluate", *files, "--report", "csv", "--rounds", "0"])
    assert result.stdout.splitlines()[0].startswith("dimension,class,gold,coded,right,precision")


@pytest.mark.parametrize(
    ("limits", "code", "told"),
    [
        (["event.f1=0.6"], 0, ""),
        (["event.f1=0.6", "quiet=0.5"], 1, "quiet is 0.000, below 0.5"),
        (["mode.f1=0.1"], 1, "mode.f1 was not measured"),
        (["event.f1"], 2, "no figure with a share"),
        (["event.f1=80"], 2, "no figure with a share"),
    ],
)
def test_evaluate_exits_by_the_figures_asked_for(
    files: tuple[str, str], limits: list[str], code: int, told: str
) -> None:
    options = [part for limit in limits for part in ("--fail-under", limit)]
    result = RUNNER.invoke(app, ["evaluate", *files, *options])
    assert result.exit_code == code
    assert told in result.output


def test_evaluate_tells_bad_lines_and_goes_on(files: tuple[str, str]) -> None:
    with open(files[0], "a") as stream:
        stream.write('{"id": "c"}\n')
    result = RUNNER.invoke(app, ["evaluate", *files])
    assert result.exit_code == 0
    assert "gold.jsonl:3: error EC202" in result.stderr
    assert RUNNER.invoke(app, ["evaluate", *files, "--strict"]).exit_code == 1


def test_evaluate_codes_the_gold_texts_itself(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(LINES[0]) + "\n")
    result = RUNNER.invoke(app, ["evaluate", str(gold), "--fail-under", "event and parties.f1=1", "--errors", "1"])
    assert result.exit_code == 0, result.output


def judged(path: Path, *lines: dict[str, object]) -> str:
    event = Event(id="1", document_id="a", date=None, actor=(Entity(code="PER"),), event=("AID",))
    record = json.loads(event.to_json())
    path.write_text("".join(json.dumps({"record": record, **line}) + "\n" for line in lines))
    return str(path)


def test_evaluate_reports_judged_events_and_keeps_their_counts(tmp_path: Path, files: tuple[str, str]) -> None:
    right = {"verdict": {"event": True, "actor": True, "recipient": False}}
    path = judged(tmp_path / "news.jsonl", right, {"verdict": {"event": False}})
    table = tmp_path / "reliability.csv"
    result = RUNNER.invoke(app, ["evaluate", "--judged", path, "--reliability", str(table)])
    assert result.exit_code == 0, result.output
    assert "right event" in result.stdout
    assert "1/2  0.500" in result.stdout
    assert "event,level,,2,1,news" in table.read_text()
    result = RUNNER.invoke(app, ["evaluate", *files, "--reliability", str(table), "--source", "own"])
    assert result.exit_code == 0, result.output
    assert "cross-validated" in result.stdout
    assert "event,all,,2,1,own" in table.read_text()
    assert "event,level,,2,1,news" in table.read_text()


def test_evaluate_judged_events_set_the_level_unless_told_not_to(tmp_path: Path, files: tuple[str, str]) -> None:
    path = judged(tmp_path / "news.jsonl", {"verdict": {"event": True}}, {"verdict": {"event": False}})
    for option, expected in (("--level", True), ("--no-level", False)):
        table = tmp_path / f"{option}.csv"
        assert RUNNER.invoke(app, ["evaluate", "--judged", path, "--reliability", str(table), option]).exit_code == 0
        assert (",level," in table.read_text(encoding="utf-8")) is expected


def test_evaluate_judged_as_json(tmp_path: Path) -> None:
    path = judged(tmp_path / "news.jsonl", {"verdict": {"event": True}}, {"verdict": 7})
    result = RUNNER.invoke(app, ["evaluate", "--judged", path, "--report", "json"])
    assert json.loads(result.stdout)["shares"][0]["value"] == 1.0
    assert "EC907" in result.stderr
    assert RUNNER.invoke(app, ["evaluate", "--judged", path, "--strict"]).exit_code == 1


@pytest.mark.parametrize("arguments", [[], ["gold.jsonl", "--judged", "news.jsonl"]])
def test_evaluate_wants_gold_or_judged_events(arguments: list[str]) -> None:
    assert RUNNER.invoke(app, ["evaluate", *arguments]).exit_code == 2
