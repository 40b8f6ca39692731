"""What is told as a fact and what is not, in running text: from sentences to what is coded."""

import datetime

import pytest

from eventcoder.coder import Coder
from eventcoder.documents import Document
from eventcoder.records import Event

DAY = datetime.date(2024, 6, 3)


def events(coder: Coder, text: str) -> list[Event]:
    [(_, found)] = coder.pipe([Document(id="d", text=text, date=DAY)])
    return [event for event in found if event.event]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said the army can attack rebels in Chad.",
        "The minister said rebels may have attacked Chadian villages.",
        "Presumably Mali will remain determined to retake Gao, the analyst Keita said.",
        "Anyone who attacks Mali will regret it.",
        "Those who support the Chadian regime are wrong.",
        "Kenya would have been better off aligning itself with Chad.",
        "What he has done is more catastrophic than withdrawing French troops from Mali.",
        "It would take an extraordinary event for military intervention by Britain in Mali to be considered an option.",
        "The Malian army expects to detain more Chadian rebels.",
        "If any Malian student speaks out, they are arrested or taken to prison.",
        "She assumed that her phone was being monitored by the Russian police.",
        "A Chadian activist refused to be named.",
        "Niger's president will use Chad's withdrawal as an argument.",
        "Somali rebels plotted attacks in Kenya.",
        "Iran is likely to attack Israel.",
        "Keita wants the Malian rebels detained.",
        "Prakash was mistakenly thought to be killed in a British raid on Gao.",
        "It is unclear what the impact of a French military intervention in Mali would have been.",
        "The feared wave of violence by Somali rebels has not occurred.",
        "They were fleeing an imminent blockade and bombardment of the Malian city of Gao.",
        "A Malian official requested anonymity.",
        "In Mali, botched abortions kill three women a day.",
        "They were filmed charging their phones in Mali.",
    ],
)
def test_reality_of_what_need_not_be(coder: Coder, text: str) -> None:
    assert events(coder, text) == []


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The minister said rebels had attacked Chadian villages.", "ASSAULT"),
        ("The general was said to have attacked Mali.", "ASSAULT"),
        ("Rebels managed to attack a Malian garrison.", "ASSAULT"),
        ("The US said it was committed to the defence of Kuwait.", "AGREE"),
        ("In October, Turkey released a Danish pastor detained for two years on terror charges.", "COERCE"),
        ("Syria said there would be no negotiations with Israel.", "REJECT"),
        ("Israel said it was likely to attack Iran.", "THREATEN"),
        ("Two journalists are being held by Malian forces.", "COERCE"),
    ],
)
def test_reality_of_facts(coder: Coder, text: str, event: str) -> None:
    assert event in [name for found in events(coder, text) for name in found.event]


def test_reality_of_a_forecast_in_a_quotation(coder: Coder) -> None:
    """Who is foretold to attack in somebody's words has threatened nobody."""
    assert events(coder, "“As soon as the Danes leave, Turkey will attack the Armenians.") == []


def test_reality_of_direct_speech(coder: Coder) -> None:
    """In his own words nobody is "they"."""
    found = events(coder, "“They attacked a village in Chad,” said Omar Keita, a Malian minister.")
    assert all(actor.code != "MLI" for event in found for actor in event.actor)


def test_reality_of_a_party_named_by_a_relative_pronoun(coder: Coder) -> None:
    [event] = events(coder, "Ankara watches the PKK, with whom it has fought a long war.")
    assert [entity.entity_text for entity in event.recipient] == ["PKK"]


def test_reality_of_those_who_flee(coder: Coder) -> None:
    """Who flees an assault on a place is not who is assaulted."""
    [event] = events(coder, "Tens of thousands of people fled a government assault on Idlib.")
    assert [entity.entity_text for entity in event.recipient] == ["Idlib"]


def test_reality_of_people_with_a_participle(coder: Coder) -> None:
    """The people do what the participle behind them says, not the adjective in front of them."""
    found = events(coder, "Turkey shelled Kurdish fighters fending off an offensive of Ankara.")
    actors = {entity.entity_text for event in found for entity in event.actor}
    assert "Kurdish" not in actors
