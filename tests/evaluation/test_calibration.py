from pathlib import Path
from random import Random

import pytest

from eventcoder.errors import CodebookError
from eventcoder.evaluation import Verdict, cross_validate
from eventcoder.evaluation.calibration import by_grade, count_rows, verdict_shares, write_rows
from eventcoder.evaluation.trust import calibration_as_dict, calibration_to_text, judged_to_text
from eventcoder.records import Entity, Reliability
from eventcoder.reliability import Grader, read_rows

from .made import coded

ACTOR = (Entity(code="PER", route="subject", resolved_by="name"),)


def verdict(
    rule: str, right: bool, actor: bool | None = None, recipient: bool | None = None, **more: object
) -> Verdict:
    name = str(more.pop("document", "d"))
    return Verdict(coded("AID", ACTOR, document=name, rule=rule), right, actor, recipient, **more)  # type: ignore[arg-type]


def drawn(count: int, seed: int) -> list[Verdict]:
    """Events of two rules, one right nine times in ten, the other three."""
    random = Random(seed)
    made = []
    for i in range(count):
        rule, rate = ("aid.money", 0.9) if i % 2 else ("assault.words", 0.3)
        right = random.random() < rate
        made.append(verdict(rule, right, *([random.random() < 0.95] * 2 if right else []), document=f"d{i}"))
    return made


def test_calibration_counts_by_part_and_key() -> None:
    verdicts = [
        verdict("aid.money", True, True, False),
        verdict("aid.money", False),
        verdict("aid.food", True, None, None),
        verdict("aid.food", False, planted=True),
    ]
    found = {(r.part, r.kind, r.key): (r.cases, r.right) for r in count_rows(verdicts, "a", level=False)}
    assert found["event", "all", ""] == (3, 2)
    assert found["event", "section", "aid"] == (3, 2)
    assert found["event", "rule", "aid.money"] == (2, 1)
    assert found["actor", "route", "name: subject"] == (1, 1)
    assert found["recipient", "all", ""] == (1, 0)
    assert not any(kind == "level" for _, kind, _ in found)
    assert ("event", "level", "") in {(r.part, r.kind, r.key) for r in count_rows(verdicts, "a", level=True)}


def test_calibration_table_keeps_other_sources_and_replaces_its_own(tmp_path: Path) -> None:
    path = tmp_path / "reliability.csv"
    first = count_rows([verdict("aid.money", True)], "first", level=False)
    write_rows(first, path)
    assert read_rows(path) == first
    second = count_rows([verdict("aid.money", False)], "second", level=True)
    write_rows(second, path)
    again = count_rows([verdict("aid.food", True)] * 2, "first", level=False)
    write_rows(again, path)
    assert read_rows(path) == [*again, *second]
    content = path.read_bytes()
    write_rows(again, path)
    assert path.read_bytes() == content


def test_calibration_does_not_write_over_something_else(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CodebookError):
        write_rows(count_rows([verdict("aid.money", True)], "a", level=False), path)
    assert path.read_text() == "a,b\n1,2\n"


def test_calibration_predictions_come_true_and_beat_the_plain_rate() -> None:
    found = cross_validate({"a": drawn(600, 1)})
    assert sum(one.event.cases for one in found.grades) == 600
    assert found.loss["event"] < found.base["event"] - 0.1
    low, high = found.slices[0], found.slices[-1]
    assert low.predicted < 0.45 < 0.7 < high.predicted
    for one in (low, high):
        assert one.found == pytest.approx(one.predicted, abs=0.12)


def test_calibration_of_chance_gains_nothing() -> None:
    random = Random(5)
    verdicts = [verdict(f"aid.{i % 40}", random.random() < 0.7, document=f"d{i}") for i in range(400)]
    found = cross_validate({"a": verdicts})
    assert found.loss["event"] > found.base["event"] - 0.01
    assert found.base["event"] == pytest.approx(0.61, abs=0.05)


def test_calibration_predicts_each_source_at_its_own_level() -> None:
    easy = [verdict("aid.money", i % 10 > 0, document=f"e{i}") for i in range(200)]
    hard = [verdict("aid.money", i % 2 > 0, document=f"h{i}") for i in range(200)]
    found = cross_validate({"easy": easy, "hard": hard}, levels=["hard"])
    assert found.loss["event"] == pytest.approx(found.base["event"], abs=0.02)


def test_calibration_by_grade_compares_predicted_and_found() -> None:
    graded = Reliability(grade="B", event=0.9, actor=0.9, recipient=0.9)
    record = coded("AID", reliability=graded)
    verdicts = [Verdict(record, True, True, True), Verdict(record, True, False, None), Verdict(record, False)]
    (result,) = by_grade([*verdicts, Verdict(coded("AID"), True), Verdict(record, True, planted=True)])
    assert (result.name, result.event.cases) == ("B", 3)
    assert result.predicted == pytest.approx(0.729)
    assert result.found == pytest.approx(2 / 3 * 1 / 2 * 1)


def test_calibration_shares_of_judged_events_and_of_the_judges() -> None:
    verdicts = [
        verdict("aid.money", True, True, True),
        verdict("aid.money", True, True, False),
        verdict("aid.money", True, None, True),
        verdict("aid.money", False),
        verdict("aid.money", False, planted=True),
        verdict("aid.money", True, True, True, planted=True),
    ]
    found = {one.name: (one.right, one.cases) for one in verdict_shares(verdicts)}
    assert found == {"event": (3, 4), "actor": (2, 2), "recipient": (2, 3), "whole": (1, 3), "planted": (1, 2)}
    text = judged_to_text(verdict_shares(verdicts), ())
    assert "planted errors that the judges found" in text


def test_calibration_report_has_grades_slices_and_losses() -> None:
    found = cross_validate({"a": drawn(100, 2)})
    text = calibration_to_text(found)
    assert "log loss" in text
    assert text.count("predicted") == 2
    assert set(calibration_as_dict(found)) == {"grades", "slices", "log_loss", "log_loss_of_rates"}


def test_calibration_own_table_is_sound() -> None:
    folder = Path(__file__).parents[2] / "codebooks" / "default"
    grader = Grader.load([folder])
    assert grader is not None
    assert all(0.3 < chance < 0.99 for chance in grader.chances(coded("AID", ACTOR)).values())
