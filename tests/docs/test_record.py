"""docs/record.md says what the schema says, and its example is a record."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from eventcoder.records import Event, event_id
from eventcoder.validation import validate
from eventcoder.vocabulary import codes, load_schema

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
SCHEMA = load_schema("record")
OBJECTS = {name: part for name, part in SCHEMA["$defs"].items() if part.get("type") == "object"}
ROW = re.compile(r"^\| (\*\*)?`(\w+)`(?:\*\*)? \| .+? \| (.+) \|$", re.MULTILINE)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", ["The event", *OBJECTS])
def test_record_page_describes_every_field_as_the_schema_does(name: str) -> None:
    part = OBJECTS.get(name, SCHEMA)
    found = [(field, text, bool(bold)) for bold, field, text in ROW.findall(section(name))]
    required = part.get("required", [])
    wanted = [(field, facts["description"], field in required) for field, facts in part["properties"].items()]
    assert found == wanted


def test_record_page_names_all_claims_and_stances() -> None:
    for code in (*codes("claim_type"), *codes("stance")):
        assert code in section("The event")


def test_record_page_example_is_a_whole_valid_record() -> None:
    (example,) = blocks("json")
    report = validate(io.BytesIO(example.encode()))
    assert report.findings == ()
    event = Event.model_validate_json(example)
    assert json.loads(example) == json.loads(event.to_json())
    assert list(json.loads(example)) == sorted(Event.model_fields)


def test_record_page_example_has_the_identifier_that_is_explained() -> None:
    event = Event.model_validate_json(blocks("json")[0])
    assert event.text is not None
    assert event.document_id is not None
    assert f'"{event.text}"' in PAGE
    parts: list[Any] = json.loads(blocks("text")[0])
    document, sentence, label, mode, actor, recipient, trigger = parts
    assert event.id == event_id(document, sentence, label, mode, actor, recipient, trigger)
    assert [[entity.start, entity.end] for entity in event.actor] == actor
    assert (label, mode) == (*event.event, [*event.mode])


def test_record_page_code_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = blocks("python")
    assert found
    for block in found:
        exec(compile(block, "record.md", "exec"), {})
