import hashlib
import json
from typing import Any

import pytest
from pydantic import ValidationError

from eventcoder.records import SCHEMA_VERSION, Cameo, Claim, Entity, Event, Evidence, TextInfo, event_id
from eventcoder.validation.schema import accepts


def event(**changes: Any) -> Event:
    fields: dict[str, Any] = {"id": "e1", "date": "2024-07-30", "actor": (Entity(code="USA"),), "event": ("ASSAULT",)}
    return Event(**(fields | changes))


def test_records_json_has_every_field_in_sorted_order() -> None:
    line = event().to_json()
    again = Event.from_json(line)
    assert again == event()
    assert list(json.loads(line)) == sorted(Event.model_fields)
    assert b'"recipient":[]' in line
    assert b'"quad_code":null' in line
    assert f'"schema_version":"{SCHEMA_VERSION}"'.encode() in line


def test_records_json_keeps_unicode_as_it_is() -> None:
    line = event(text="“Café” 🙂").to_json()
    assert "“Café” 🙂".encode() in line
    assert Event.from_json(line).text == "“Café” 🙂"


def test_records_lists_become_tuples_and_events_can_be_hashed() -> None:
    made = event(mode=["aerial"], context=["military"])
    assert made.mode == ("aerial",)
    assert made in {made}


def test_records_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        event().date = None  # type: ignore[misc]


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "2024-02-30"},
        {"date": "2024-7-30"},
        {"date": "2024-07-30\n"},
        {"date": "0000-01-01"},
        {"id": ""},
        {"event": ("ASSAULT", "AID")},
        {"event": ("assault",)},
        {"mode": ("phone",)},
        {"mode": ("aerial", "aerial")},
        {"event": (), "mode": ("aerial",)},
        {"context": ("war",)},
        {"auxiliary": ("past",)},
        {"quad_code": 5},
        {"quad_code": "4"},
        {"quad_code": True},
        {"event_scale": 10.5},
        {"event_scale": float("nan")},
        {"provenance": "abc"},
        {"schema_version": "2.0"},
        {"directed": 1},
        {"surprise": 1},
    ],
)
def test_records_reject(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        event(**changes)


@pytest.mark.parametrize("code", ["US", "usa", "USAMIL", "U1A", ""])
def test_records_entity_code_is_three_capitals(code: str) -> None:
    with pytest.raises(ValidationError):
        Entity(code=code)


@pytest.mark.parametrize("changes", [{"cameo": "USA\n"}, {"code": "USA\n"}, {"other_sectors": ("GOV\n",)}])
def test_records_line_break_behind_a_code_is_rejected_by_both(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Entity(**changes)
    assert not accepts(json.loads(event().to_json()) | {"recipient": [changes]})


def test_records_claim_needs_a_known_type_and_stance() -> None:
    assert Claim(type="self-defense", stance="reported").claimant is None
    with pytest.raises(ValidationError):
        Claim(type="self-defence", stance="reported")
    with pytest.raises(ValidationError):
        Claim(type="self-defense", stance="believed")


def test_records_cameo_only_event_is_legal() -> None:
    made = event(event=(), cameo=Cameo(code="010", root="01"))
    assert made.event == ()
    assert made.quad_code is None


def test_records_whole_float_is_an_integer_as_in_json_schema() -> None:
    line = event(text_info=TextInfo(sequence=0, start=0, end=5)).to_json().replace(b'"end":5', b'"end":5.0')
    assert Event.from_json(line).text_info == TextInfo(sequence=0, start=0, end=5)


def test_records_unpaired_surrogate_is_rejected() -> None:
    with pytest.raises(ValidationError):
        event(text="\ud800")


def test_records_evidence_may_lack_a_place() -> None:
    assert Evidence(rule="r").start is None


def test_event_id_is_the_hash_that_the_docstring_describes() -> None:
    found = event_id("a1", (0, 40), "ASSAULT", ("aerial",), [(0, 7)], [(20, 30), (10, 15)], [(8, 9)])
    text = '["a1",[0,40],"ASSAULT",["aerial"],[[0,7]],[[10,15],[20,30]],[[8,9]]]'
    assert found == hashlib.sha256(text.encode()).hexdigest()


def test_event_id_does_not_hang_on_the_order_of_spans() -> None:
    one = event_id("a", (0, 9), "CONSULT", (), [(0, 1), (4, 5)], (), [(2, 3)])
    assert one == event_id("a", (0, 9), "CONSULT", (), [(4, 5), (0, 1)], (), [(2, 3)])


def test_event_id_tells_roles_apart() -> None:
    assert event_id("a", (0, 9), "AID", (), [(0, 1)], [(4, 5)]) != event_id("a", (0, 9), "AID", (), [(4, 5)], [(0, 1)])
