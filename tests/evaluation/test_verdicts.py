import io
import json
from typing import Any

import pytest

from eventcoder.errors import InputError
from eventcoder.evaluation import Verdict, read_verdicts
from eventcoder.evaluation.counts import Coded
from eventcoder.evaluation.gold import GoldDocument
from eventcoder.evaluation.verdicts import verdicts_of
from eventcoder.findings import Finding
from eventcoder.records import Event

from .made import coded, document, gold

RECORD = json.loads(coded("AID", "PER", "CHL").to_json())


def given(gold_document: GoldDocument, *events: Event) -> list[tuple[bool, bool | None, bool | None]]:
    return [(v.event, v.actor, v.recipient) for v in verdicts_of([Coded.of(gold_document, events)])]


def test_verdicts_of_right_events_judge_the_parties_that_are_stated() -> None:
    right = coded("AID", "PER", "CHL")
    assert given(document(gold("AID", "PER", "BOL")), right) == [(True, True, False)]
    assert given(document(gold("AID")), right) == [(True, None, None)]


def test_verdicts_of_complete_texts_judge_every_event() -> None:
    more = coded("ASSAULT", "USA")
    assert given(document(gold("AID", "PER")), coded("AID", "PER"), more) == [(True, True, None), (False, None, None)]
    assert given(document(), more) == [(False, None, None)]
    assert given(document(events=None, claims=()), more) == []


def test_verdicts_of_incomplete_texts_judge_what_they_tell_of() -> None:
    part = document(gold("AID", "PER", "CHL"), complete=False)
    same, other = coded("REJECT", "PER", "CHL"), coded("ASSAULT", "USA", "GBR")
    assert given(part, coded("AID", "PER", "CHL"), other) == [(True, True, True)]
    assert given(part, same, other) == [(False, None, None)]  # another event of the same two
    assert given(part, other, coded("ASSAULT", "BOL")) == []
    assert given(part, other) == [(False, None, None)]  # nothing else was coded of the text


def test_verdicts_of_incomplete_texts_do_not_tell_whether_nobody_is_right() -> None:
    part = document(gold("AID", "PER", "CHL"), complete=False)
    assert given(part, coded("AID", "PER")) == [(True, True, None)]
    assert given(document(gold("AID", "PER", "CHL")), coded("AID", "PER")) == [(True, True, False)]
    assert given(part, coded("AID", "PER CHL")) == [(True, True, True)]  # a reciprocal event


def read(*lines: Any) -> tuple[list[Verdict], list[Finding]]:
    findings: list[Finding] = []
    stream = io.BytesIO("".join(json.dumps(line) + "\n" for line in lines).encode())
    return list(read_verdicts(stream, report=findings.append)), findings


def test_verdicts_are_read() -> None:
    first = {"record": RECORD, "verdict": {"event": True, "actor": False, "recipient": None}}
    second = {"record": RECORD, "verdict": {"event": False, "actor": True}, "planted": True, "note": "no such thing"}
    verdicts, findings = read(first, second)
    assert findings == []
    assert [(v.event, v.actor, v.recipient, v.planted) for v in verdicts] == [
        (True, False, None, False),
        (False, None, None, True),
    ]
    assert verdicts[0].record == coded("AID", "PER", "CHL")


@pytest.mark.parametrize(
    "line",
    [
        {"record": RECORD},
        {"record": RECORD, "verdict": "right"},
        {"record": RECORD, "verdict": {}},
        {"record": RECORD, "verdict": {"event": None}},
        {"record": RECORD, "verdict": {"event": "yes"}},
        {"record": RECORD, "verdict": {"event": True, "mode": True}},
        {"record": {"id": "a"}, "verdict": {"event": True}},
        {"verdict": {"event": True}},
        7,
    ],
)
def test_verdicts_that_are_none_are_told_and_left_out(line: Any) -> None:
    good = {"record": RECORD, "verdict": {"event": True}}
    verdicts, findings = read(good, line, good)
    assert len(verdicts) == 2
    assert [(finding.code, finding.line) for finding in findings] == [("EC907", 2)]


def test_verdicts_without_report_the_first_error_stops() -> None:
    with pytest.raises(InputError, match="EC907"):
        list(read_verdicts(io.BytesIO(b'{"verdict": {}}\n')))
