"""benchmarks/gold_sets.py makes sound gold files of sets of other shapes."""

import io
import json
import subprocess
import sys
from pathlib import Path

from eventcoder.evaluation import GoldDocument, GoldEvent, GoldParty, read_gold
from eventcoder.findings import Finding

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "gold_sets.py"
TEXT = "Peru sent aid to Chile."
SETS = {
    "relations": {"id": "1", "text": TEXT, "source": [[0, 4]], "target": [[17, 22]], "root": "YIELD", "quad": 1},
    "records": {"id": "1", "text": TEXT, "event": "FIGHT", "actor": [{"code": "ROM"}], "recipient": [{"code": None}]},
    "codes": {"id": "1", "text": TEXT, "cameo": "073"},
    "none": {"id": "1", "text": TEXT, "why": "sport"},
    "claims": {"id": "1", "text": TEXT, "date": "2024-03-05", "claims": [{"type": "mandate", "stance": "asserted"}]},
}


def test_gold_sets_of_every_shape_are_sound_gold(tmp_path: Path) -> None:
    for name, line in SETS.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(line) + "\n")
    paths = [str(tmp_path / f"{name}.jsonl") for name in SETS]
    made = subprocess.run([sys.executable, str(SCRIPT), *paths], check=True, capture_output=True).stdout
    findings: list[Finding] = []
    documents = list(read_gold(io.BytesIO(made), report=findings.append))
    assert findings == []
    relation, record, code, none, claim = documents
    assert [document.complete for document in documents] == [False, False, False, True, True]
    (event,) = events(relation)
    assert event.labels == ("CONCEDE", "RETREAT")
    assert event.actor == (GoldParty(span=(0, 4)),)
    (event,) = events(record)
    assert (event.labels, event.actor, event.recipient) == (("ASSAULT",), (GoldParty(code="ROU"),), None)
    (event,) = events(code)
    assert (event.labels, event.cameo) == (None, "073")
    assert events(none) == ()
    assert claim.events is None
    assert claim.claims is not None


def test_gold_sets_articles_are_told_by_paragraph(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TEXT}\nNothing else was said.\n")
    wanted = {"event": "AID", "cameo": "073", "actor": "PER", "recipient_text": "Chile", "country": "CHL"}
    paragraphs = [
        {"starts": "Peru", "required": [wanted], "forbidden": [{"event": "ASSAULT", "actor_sector": "MIL"}]},
        {"starts": "Nothing"},
    ]
    facts = {"file": "a.txt", "date": "2024-03-05", "sentences": paragraphs}
    (tmp_path / "a.json").write_text(json.dumps(facts))
    command = [sys.executable, str(SCRIPT), str(tmp_path / "a.json")]
    made = subprocess.run(command, check=True, capture_output=True).stdout
    (document,) = read_gold(io.BytesIO(made))
    (event,) = events(document)
    assert (event.span, event.cameo, event.country) == ((0, len(TEXT)), "073", "CHL")
    assert (event.actor, event.recipient) == ((GoldParty(code="PER"),), (GoldParty(text="Chile"),))
    assert [bad.actor for bad in document.forbidden] == [(GoldParty(sector="MIL"),)]
    assert not document.complete


def events(document: GoldDocument) -> tuple[GoldEvent, ...]:
    assert document.events is not None
    return document.events
