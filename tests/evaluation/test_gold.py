import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest

from eventcoder.errors import InputError
from eventcoder.evaluation import GoldClaim, GoldDocument, GoldParty, read_gold
from eventcoder.findings import Finding

TEXT = "Peru sent aid to Chile, its government said."


def read(*lines: dict[str, Any]) -> tuple[list[GoldDocument], list[Finding]]:
    findings: list[Finding] = []
    stream = io.BytesIO("".join(json.dumps(line) + "\n" for line in lines).encode())
    return list(read_gold(stream, report=findings.append)), findings


def codes(findings: list[Finding]) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in findings]


def test_gold_reads_everything_that_is_stated() -> None:
    event = {
        "event": ["AID", "AGREE"],
        "cameo": "073",
        "actor": "PER",
        "recipient": [{"text": "Chile", "start": 17, "end": 22}, "Chile", {"sector": "GOV"}],
        "start": 0,
        "end": 22,
        "country": "CHL",
        "date": "2024-03-05",
        "optional": True,
    }
    claim = {"type": "humanitarian", "stance": "asserted", "claimant": "its government"}
    line = {"id": "a", "text": TEXT, "date": "2024-03-06", "events": [event], "claims": [claim], "cell": "active"}
    (document,), findings = read(line | {"complete": False, "known_failure": True})
    assert findings == []
    assert document.events is not None
    (found,) = document.events
    assert (found.labels, found.cameo, found.root, found.quad) == (("AID", "AGREE"), "073", "07", None)
    assert found.actor == (GoldParty(code="PER"),)
    assert found.recipient == (GoldParty(text="Chile", span=(17, 22)), GoldParty(text="Chile"), GoldParty(sector="GOV"))
    assert (found.span, found.country, found.date, found.optional) == ((0, 22), "CHL", "2024-03-05", True)
    assert document.claims == (GoldClaim("humanitarian", "asserted", "its government"),)
    assert (document.date, document.complete, document.known_failure) == (datetime.date(2024, 3, 6), False, True)
    assert document.groups == {"cell": "active", "file": "<stream>"}


def test_gold_keeps_apart_what_is_none_and_what_is_not_stated() -> None:
    lines = [{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT, "events": [], "claims": []}]
    (silent, empty), _ = read(*lines)
    assert (silent.events, silent.claims, empty.events, empty.claims) == (None, None, (), ())
    events = [{"event": "ASSAULT"}, {"event": "ASSAULT", "mode": None, "actor": [], "recipient": []}, {"event": []}]
    (document,), _ = read({"id": "a", "text": TEXT, "events": events})
    assert document.events is not None
    bare, none, statement = document.events
    assert (bare.mode, bare.actor, bare.recipient, bare.cameo, bare.quad) == (None, None, None, None, 4)
    assert (none.mode, none.actor, none.recipient) == ("", (), ())
    assert (statement.labels, statement.quad) == ((), None)


def test_gold_root_alone_states_no_leaf() -> None:
    (document,), _ = read({"id": "a", "text": TEXT, "events": [{"cameo": "07"}]})
    assert document.events is not None
    assert (document.events[0].root, document.events[0].cameo, document.events[0].labels) == ("07", None, None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"id": "a", "text": TEXT, "events": [{"event": "ASSULT"}]}, "EC401"),
        ({"id": "a"}, "EC202"),
        ({"id": "a", "text": TEXT, "event": []}, "EC203"),
        ({"id": "a", "text": TEXT, "events": [{"event": "AID", "mode": "aerial"}]}, "EC402"),
        ({"id": "a", "text": TEXT, "events": [{"cameo": "099"}]}, "EC904"),
        ({"id": "a", "text": TEXT, "events": [{"actor": [{"start": 3, "end": 999}]}]}, "EC902"),
        ({"id": "a", "text": TEXT, "events": [{"actor": [{"start": 3, "end": 3}]}]}, "EC902"),
        ({"id": "a", "text": TEXT, "events": [{"start": 3}]}, "EC902"),
        ({"id": "first", "text": TEXT}, "EC901"),
    ],
)
def test_gold_bad_line_is_told_and_left_out_and_its_neighbours_are_read(line: dict[str, Any], expected: str) -> None:
    documents, findings = read({"id": "first", "text": TEXT}, line, {"id": "last", "text": TEXT})
    assert [document.id for document in documents] == ["first", "last"]
    assert codes(findings) == [(expected, 2)]


def test_gold_words_that_are_not_in_the_text_are_a_warning() -> None:
    claim = {"type": "mandate", "claimant": "Bolivia"}
    line = {"id": "a", "text": TEXT, "events": [{"actor": "its goverment", "recipient": "CHILE"}], "claims": [claim]}
    documents, findings = read(line)
    assert len(documents) == 1
    assert [(f.code, f.level, f.field) for f in findings] == [
        ("EC903", "warning", "events[0].actor"),
        ("EC903", "warning", "claims.claimant"),
    ]


def test_gold_without_report_the_first_error_stops(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a"}\n')
    with pytest.raises(InputError, match="EC202"):
        list(read_gold(path))


def test_gold_folder_is_read_file_by_file(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"id": name, "text": TEXT}) + "\n")
    (tmp_path / "scores.json").write_text("{}")
    assert [(d.id, d.groups["file"]) for d in read_gold(tmp_path)] == [("a", "a.jsonl"), ("b", "b.jsonl")]


def test_gold_folder_without_gold_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \.jsonl file"):
        list(read_gold(tmp_path))


def test_gold_own_set_is_a_sound_gold_folder() -> None:
    findings: list[Finding] = []
    folder = Path(__file__).parents[1] / "conformance" / "coding"
    documents = list(read_gold(folder, report=findings.append))
    assert findings == []
    assert sum(document.events == () for document in documents) >= 120
    assert sum(document.claims is not None for document in documents) >= 95
