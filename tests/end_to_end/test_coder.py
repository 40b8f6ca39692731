"""The whole pipeline on texts of our own."""

import datetime
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventcoder import Coder, Document, Event
from eventcoder.vocabulary import load_schema

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCUMENTS = [
    Document("a", (EXAMPLES / "airstrike.txt").read_text(encoding="utf-8"), datetime.date(2024, 7, 30)),
    Document("empty", ""),
    Document("b", "Norway promised to send doctors to Malawi. Kenya will not release the sailors.", None),
    Document("blank", "  \n "),
    Document("c", "Rebels shelled the port of Aden on Sunday. Police in Oslo arrested two Swedish activists."),
]
VALIDATOR = jsonschema.Draft202012Validator(load_schema("record"))


def lines(pairs: object) -> list[bytes]:
    return [event.to_json() for _, events in pairs for event in events]  # type: ignore[attr-defined]


def labels(events: list[Event]) -> list[tuple[str, str, str]]:
    return [
        (
            "/".join(event.event) or "-",
            "+".join(str(entity.code) for entity in event.actor),
            "+".join(str(entity.code) for entity in event.recipient),
        )
        for event in events
    ]


def test_coder_codes_the_example_article(coder: Coder) -> None:
    events = coder.code(DOCUMENTS[0].text, id="a", date="2024-07-30")
    strikes = [e for e in events if e.event == ("ASSAULT",) and e.actor and e.actor[0].code == "TUR"]
    assert strikes
    strike = next(e for e in strikes if "military" in (e.actor[0].entity_text or ""))
    assert strike.mode == ("aerial",)
    assert strike.cameo is not None
    assert strike.cameo.root == "19"
    assert strike.date == "2024-07-30"
    assert strike.event_loc is not None
    assert strike.event_loc.country_code == "IRQ"
    assert "self-defense" in {claim.type for claim in strike.claims}
    found = {label for label, *_ in labels(events)}
    assert {"ACCUSE", "THREATEN", "REQUEST", "AGREE"} <= found


def test_coder_offsets_are_characters_of_the_document(coder: Coder) -> None:
    text = DOCUMENTS[0].text
    for event in coder.code(text, id="a"):
        for entity in (*event.actor, *event.recipient):
            assert entity.start is not None
            assert text[entity.start : entity.end] == entity.entity_text
        for item in event.evidence:
            if item.start is not None:
                assert text[item.start : item.end] == item.text
        assert event.text_info is not None
        assert text[event.text_info.start : event.text_info.end] == event.text


def test_coder_records_are_valid(coder: Coder) -> None:
    for line in lines(coder.pipe(DOCUMENTS)):
        VALIDATOR.validate(json.loads(line))


def test_coder_gives_the_same_bytes_in_any_company(coder: Coder) -> None:
    together = lines(coder.pipe(DOCUMENTS))
    alone = [line for document in DOCUMENTS for line in lines(coder.pipe([document]))]
    backwards = {document.id: events for document, events in coder.pipe(reversed(DOCUMENTS))}
    assert together
    assert together == alone
    assert together == [event.to_json() for document in DOCUMENTS for event in backwards[document.id]]


def test_coder_gives_the_same_bytes_in_two_processes(coder: Coder) -> None:
    pairs = list(coder.pipe(DOCUMENTS * 9, n_process=2))
    assert [document.id for document, _ in pairs] == [document.id for document in DOCUMENTS * 9]
    assert lines(pairs[: len(DOCUMENTS)]) == lines(coder.pipe(DOCUMENTS))


def test_coder_leaves_out_text_where_asked() -> None:
    quiet = Coder(include_text=False)
    (event, *_) = quiet.code("Turkey bombed Kurdish rebels in Iraq.")
    assert event.text is None
    assert event.text_info is not None


def test_coder_writes_negated_events_only_where_asked(coder: Coder) -> None:
    text = "Israel did not bomb the depot in Syria."
    assert [label for label in labels(coder.code(text)) if label[0] == "ASSAULT"] == []
    keeping = Coder(keep={"negation"})
    (event,) = [e for e in keeping.code(text) if e.event == ("ASSAULT",)]
    assert event.auxiliary == ("negation",)


def test_coder_refuses_a_date_that_is_none(coder: Coder) -> None:
    with pytest.raises(ValueError, match="2024-13-45"):
        coder.code("Iran attacked Iraq.", date="2024-13-45")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_coder_takes_any_text(coder: Coder, text: str) -> None:
    for event in coder.code(text):
        VALIDATOR.validate(json.loads(event.to_json()))


WORDS = (
    "Iran Israel attacked , by the troops of who said that it will not agreed to threatened and rebels in Iraq killed "
    "U.S. military 's a strike on with ' . ; - accused bombing Mr. 20 if he its"
).split(" ")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_coder_takes_any_words(coder: Coder, words: list[str]) -> None:
    for event in coder.code(" ".join(words)):
        VALIDATOR.validate(json.loads(event.to_json()))


def test_coder_explains_what_fired_and_what_did_not(coder: Coder) -> None:
    explanation = coder.explain("Iran threatened to attack Israel.")
    fired = {trial.rule for trial in explanation.trials if trial.coded}
    assert "operator.threaten" in fired
    refused = [trial for trial in explanation.trials if not trial.fired]
    assert all(trial.failed for trial in refused)
    text = explanation.to_text()
    assert "THREATEN" in text
    assert "operator.threaten" in text


def test_coder_takes_the_topic_of_a_strike_for_no_recipient(coder: Coder) -> None:
    (event,) = coder.code("About 400 nurses walked off the job in Auckland over pay.")
    assert event.event == ("PROTEST",)
    assert "pay" not in [recipient.entity_text for recipient in event.recipient]
