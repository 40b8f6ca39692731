"""Where, how large, when long ago, in what context: sentences of our own through the whole pipeline."""

import json
from pathlib import Path
from typing import Any

import pytest

from eventcoder import Coder, Event

FOLDER = Path(__file__).parents[1] / "conformance" / "circumstances"
DAY = "2024-07-30"


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            found.append(pytest.param(case, id=f"{path.stem}: {case['text'][:50]}"))
    return found


def meets(event: Event, case: dict[str, Any]) -> bool:
    """Whether an event has the circumstances that a case asks for."""
    if "place" in case:
        if case["place"] is None or event.event_loc is None:
            if case["place"] != event.event_loc:
                return False
        elif any(getattr(event.event_loc, field) != value for field, value in case["place"].items()):
            return False
    unwanted = case.get("not_place", {}).items()
    if unwanted and event.event_loc and all(getattr(event.event_loc, field) == value for field, value in unwanted):
        return False
    if "size" in case:
        if case["size"] is None or event.size is None:
            if case["size"] != event.size:
                return False
        elif any(getattr(event.size, field) != value for field, value in case["size"].items()):
            return False
    if "historical" in case and ("historical" in event.auxiliary) != case["historical"]:
        return False
    if "date" in case and event.date != case["date"]:
        return False
    if not set(case.get("contexts", ())) <= set(event.context):
        return False
    return set(case.get("not_contexts", ())).isdisjoint(event.context)


@pytest.mark.parametrize("case", cases())
def test_circumstances_of_a_sentence(coder: Coder, case: dict[str, Any]) -> None:
    events = [event for event in coder.code(case["text"], date=DAY) if event.event == (case["event"],)]
    assert events or case.get("optional"), "the event itself was not found"
    assert not events or any(meets(event, case) for event in events), [
        (e.event_loc, e.size, e.auxiliary, e.context, e.date) for e in events
    ]


def test_circumstances_of_a_document_guard_names_by_its_countries(coder: Coder) -> None:
    text = "Kenyan troops patrolled the border on Sunday. Rebels killed ten soldiers in Wajir on Monday."
    event = next(e for e in coder.code(text, date=DAY) if e.event == ("ASSAULT",))
    assert event.event_loc is not None
    assert event.event_loc.country_code == "KEN"


def test_circumstances_are_the_same_when_explained(coder: Coder) -> None:
    text = "Rebels killed ten soldiers in Wajir on Monday. Kenyan troops patrolled the border on Sunday."
    coded = [event.to_json() for event in coder.code(text, id="text", date=DAY)]
    explained = [event.to_json() for event in coder.explain(text, date=DAY).events]
    assert coded == explained
