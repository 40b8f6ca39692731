import json
from pathlib import Path
from typing import Any

import orjson
import pytest

from eventcoder.coder import Coder
from eventcoder.errors import InputError
from eventcoder.evaluation import Evaluation, evaluate, explain_mistake
from eventcoder.evaluation.gold import GoldClaim, GoldDocument
from eventcoder.evaluation.report import to_csv, to_json, to_text
from eventcoder.formats import write_events
from eventcoder.records import Event

from .made import coded, document, gold

AID = document(gold("AID", "PER", "CHL", cameo="073", root="07"), id="aid", text="Peru sent aid to Chile.")
QUIET = document(id="quiet", text="The mayor slept.", groups={"cell": "sleep"})
WRONG = document(gold("ASSAULT", "SYR"), id="wrong", text="Syria was quiet.", groups={"cell": "sleep"})
EVENTS = [
    coded("AID", "PER", "CHL", cameo="073", document="aid", id="1"),
    coded("REJECT", "SYR", document="wrong", id="2", rule="reject.quiet"),
    coded("", "PER", cameo="010", document="aid", id="3"),
]


def run(*events: Event, **more: Any) -> Evaluation:
    return evaluate([AID, QUIET, WRONG], events or EVENTS, **({"rounds": 20} | more))


def test_run_counts_and_figures() -> None:
    result = run()
    assert (result.documents, result.sentences, result.events, result.statements) == (3, 3, 2, 1)
    assert result.events_per_sentence == pytest.approx(2 / 3)
    assert (result.figure("event.precision"), result.figure("event.recall")) == (0.5, 0.5)
    assert result.figure("event.macro") == 0.5
    assert result.figure("quiet") == 1.0
    assert result.figure("actor") == 1.0
    assert (result.figure("event.weight"), result.figure("mode.f1"), result.figure("nothing")) == (None, None, None)
    assert result.confusion == {("AID", "AID"): 1, ("ASSAULT", "REJECT"): 1}


def test_run_of_the_gold_events_themselves_is_perfect() -> None:
    right = [
        coded("AID", "PER", "CHL", cameo="073", document="aid", id="1"),
        coded("ASSAULT", "SYR", document="wrong", id="2"),
    ]
    result = run(*right)
    assert {d.name: d.micro.f1 for d in result.dimensions} == {d.name: 1.0 for d in result.dimensions}
    assert {d.macro_interval for d in result.dimensions} == {(1.0, 1.0)}
    assert result.mistakes == ()


def test_run_tells_groups_apart() -> None:
    groups = run(by="cell").groups
    assert {name: [(m.name, m.right, m.gold) for m in measures] for name, measures in groups.items()} == {
        "": [("event", 1, 1), ("event and parties", 1, 1)],
        "sleep": [("event", 0, 1), ("event and parties", 0, 1)],
    }


def test_run_events_that_go_with_no_text_are_told() -> None:
    findings: list[Any] = []
    result = run(*EVENTS, coded("AID", document="other"), coded("AID", document=None), report=findings.append)
    assert [(f.code, f.level) for f in findings] == [("EC905", "warning"), ("EC906", "error")]
    assert result.findings == tuple(findings)
    assert result.events == 2


def test_run_without_extensions_leaves_them_out_of_both() -> None:
    claim = document(gold("JUSTIFY", "PER"), gold("AID", "PER"), id="c", text="Peru said so.")
    events = [coded("JUSTIFY", "CHL", document="c", id="1"), coded("AID", "PER", document="c", id="2")]
    assert evaluate([claim], events, rounds=0).figure("event.f1") == 1.0
    pure = evaluate([claim], events, rounds=0, extensions=False)
    result = pure.dimension("event")
    assert result is not None
    assert [measure.name for measure in result.classes] == ["AID"]
    assert pure.events == 1


def test_run_reads_files(tmp_path: Path) -> None:
    gold_file, events_file = tmp_path / "gold.jsonl", tmp_path / "events.jsonl"
    gold_file.write_text(json.dumps({"id": "aid", "text": AID.text, "events": [{"event": "AID", "actor": "PER"}]}))
    write_events([EVENTS[0]], events_file)
    assert evaluate(gold_file, events_file, rounds=0).figure("event and parties.f1") == 1.0
    assert evaluate(str(gold_file), str(events_file), rounds=0).mistakes == ()


def test_run_without_gold_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": "a"}\n')
    with pytest.raises(InputError, match="no gold document"):
        evaluate(tmp_path / "gold.jsonl", [])


def test_run_tells_known_failures_that_are_right_now() -> None:
    known = [
        document(gold("AID"), id="aid", text="Peru sent aid.", known_failure=True),
        document(gold("AID"), id="wrong", text="Peru sent nothing.", known_failure=True),
    ]
    result = evaluate(known, EVENTS, rounds=0)
    assert result.mended == ("aid",)
    text = to_text(result, errors=5)
    assert "marked as known failures, but right: aid" in text
    assert "wrong: event (known): Peru sent nothing." in text


def test_run_codes_and_explains(coder: Coder) -> None:
    right = document(gold("AID", "JOR"), id="a", text="Jordan sent 40 trucks of food to Gaza on Monday.")
    missed = document(gold("ASSAULT"), id="b", text="Jordan fancied trucks of food.")
    extra = document(id="c", text="Syrian jets bombed the village.")
    result = evaluate([right, missed, extra], coder=coder, rounds=0)
    assert [(m.kind, m.document.id) for m in result.mistakes] == [("missed", "b"), ("extra", "c")]
    none, fired = (explain_mistake(mistake, coder) for mistake in result.mistakes)
    assert any("no rule for it has a trigger here" in line for line in none)
    assert any(line.startswith("coded by assault") for line in fired)


def test_run_explains_which_rule_nearly_fired(coder: Coder) -> None:
    near = document(gold("ASSAULT"), id="a", text="The bank sent the parcel home.")
    (mistake,) = evaluate([near], coder=coder, rounds=0).mistakes
    lines = explain_mistake(mistake, coder)
    assert lines
    assert all(line.startswith(("nearly: ", "fired", "coded by", "no rule")) for line in lines)


def test_report_text_tells_figures_confusion_and_mistakes() -> None:
    text = to_text(run(by="cell"), errors=5, classes=3)
    assert "3 texts, 3 sentences, 2 events coded (0.67 a sentence), 1 statements without event" in text
    assert "macro F1, event" in text
    assert "gold (down) coded as (across)" in text
    assert "wrong: event: Syria was quiet." in text
    assert "gold:  ASSAULT: SYR (wrong: event)" in text
    assert "coded: REJECT: syr (SYR) -> nobody, by reject.quiet" in text
    assert "0.500" in text


def test_report_text_says_where_further_events_are_not_counted() -> None:
    partial = GoldDocument("p", "Peru slept.", events=(gold("AID"),), complete=False, claims=(GoldClaim("mandate"),))
    text = to_text(evaluate([partial], [], rounds=0), errors=9)
    assert "1 texts do not list all their events" in text
    assert "missed: mandate" in text


def test_report_json_and_csv_have_the_same_figures() -> None:
    result = run()
    value = orjson.loads(to_json(result, errors=5))
    event = next(d for d in value["dimensions"] if d["name"] == "event")
    assert event["micro"]["precision"] == 0.5
    assert event["micro"]["f1_interval"] == list(result.dimension("event").micro.f1_interval)  # type: ignore[union-attr, arg-type]
    assert [m["kind"] for m in value["mistakes"]] == ["event"]
    assert value["mistakes"][0]["rules"] == ["reject.quiet"]
    rows = [line.split(",") for line in to_csv(result).splitlines()]
    assert {len(row) for row in rows} == {14}
    assert rows[1][:6] == ["event", "all", "2", "2", "1", "0.5"]


def test_report_is_the_same_every_time() -> None:
    assert to_json(run(rounds=50), errors=9) == to_json(run(rounds=50), errors=9)
