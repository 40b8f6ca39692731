from typing import Any

from eventcoder.evaluation.counts import Coded, Counts, count
from eventcoder.evaluation.gold import GoldClaim, GoldDocument
from eventcoder.records import Claim, Entity, Event, Location

from .made import coded, document, gold


def counted(gold_document: GoldDocument, *events: Event) -> Counts:
    return count([Coded.of(gold_document, events)])


def cells(counts: Counts, dimension: str) -> dict[str, tuple[int, ...]]:
    """Class -> right, too much, missed."""
    return {
        name: tuple(sum(cell[place] for cell in documents.values()) for place in range(3))
        for name, documents in counts.cells.get(dimension, {}).items()
    }


def test_counts_right_wrong_missed_and_too_much() -> None:
    wanted = [gold("AID", "PER", "CHL"), gold("CONSULT", "PER", "CHL"), gold("ASSAULT", "SYR")]
    found = counted(
        document(*wanted), coded("AID", "PER", "CHL"), coded("REJECT", "PER", "CHL"), coded("MOBILIZE", "USA")
    )
    assert cells(found, "event") == {
        "AID": (1, 0, 0),
        "CONSULT": (0, 0, 1),
        "REJECT": (0, 1, 0),
        "ASSAULT": (0, 0, 1),
        "MOBILIZE": (0, 1, 0),
    }
    expected = {("AID", "AID"): 1, ("CONSULT", "REJECT"): 1, ("ASSAULT", "-"): 1, ("-", "MOBILIZE"): 1}
    assert found.confusion == expected


def test_counts_any_label_of_several_counts_for_the_first() -> None:
    found = counted(document(gold("THREATEN|REJECT")), coded("REJECT"))
    assert cells(found, "event") == {"THREATEN": (1, 0, 0)}
    assert found.confusion == {("THREATEN", "THREATEN"): 1}


def test_counts_nothing_of_what_is_not_stated() -> None:
    found = counted(document(gold("AID")), coded("AID", "PER", "CHL", cameo="073"))
    assert set(found.cells) == {"event"}
    assert cells(counted(document(gold(None, root="07", cameo="073")), coded("AID", cameo="070")), "cameo") == {
        "073": (0, 0, 1),
        "070": (0, 1, 0),
    }


def test_counts_too_much_of_a_dimension_only_where_its_text_states_it() -> None:
    states, silent = document(gold("AID", "PER"), id="states"), document(gold("AID"), id="silent")
    more = coded("ASSAULT", "USA")
    found = count([Coded.of(states, [coded("AID", "PER"), more]), Coded.of(silent, [coded("AID"), more])])
    assert cells(found, "event") == {"AID": (2, 0, 0), "ASSAULT": (0, 2, 0)}
    assert cells(found, "actor") == {"PER": (1, 0, 0), "USA": (0, 1, 0)}


def test_counts_mode_that_must_not_be() -> None:
    none = document(gold("ASSAULT", mode=""))
    assert cells(counted(none, coded("ASSAULT", mode=("aerial",))), "mode") == {"aerial": (0, 1, 0)}
    assert cells(counted(none, coded("ASSAULT")), "mode") == {}
    assert cells(counted(document(gold("ASSAULT", mode="drone")), coded("ASSAULT")), "mode") == {"drone": (0, 0, 1)}


def test_counts_event_and_parties_is_right_only_as_a_whole() -> None:
    wanted = document(gold("AID", "PER", "CHL"))
    assert cells(counted(wanted, coded("AID", "PER", "CHL")), "event and parties") == {"AID": (1, 0, 0)}
    half = counted(wanted, coded("AID", "PER", "BOL"))
    assert cells(half, "event and parties") == {"AID": (0, 1, 1)}
    assert cells(half, "recipient") == {"CHL": (0, 0, 1), "BOL": (0, 1, 0)}
    assert (half.shares["actor"], half.shares["recipient"]) == ([True], [False])


def test_counts_country_and_date() -> None:
    wanted = document(gold("AID", country="CHL", date="2024-03-05"))
    found = counted(wanted, coded("AID", event_loc=Location(country_code="PER"), date="2024-03-05"))
    assert cells(found, "country") == {"CHL": (0, 0, 1), "PER": (0, 1, 0)}
    assert cells(found, "date") == {"2024-03-05": (1, 0, 0)}


def test_counts_further_events_of_an_incomplete_text_are_not_wrong() -> None:
    wanted = document(gold("AID", "PER"), complete=False)
    found = counted(wanted, coded("AID", "PER"), coded("ASSAULT", "USA"))
    assert cells(found, "event") == {"AID": (1, 0, 0)}
    assert "quiet" not in {name for name, flags in found.shares.items() if flags}


def test_counts_forbidden_events_are_wrong_there_all_the_same() -> None:
    wanted = document(gold("AID", "PER"), complete=False, forbidden=(gold("ASSAULT", "USA"),))
    found = counted(wanted, coded("AID", "PER"), coded("ASSAULT", "USA"), coded("ASSAULT", "GBR"))
    assert cells(found, "event") == {"AID": (1, 0, 0), "ASSAULT": (0, 1, 0)}


def test_counts_optional_events_count_neither_way() -> None:
    wanted = document(gold("AID", optional=True))
    assert not counted(wanted).cells
    assert not counted(wanted, coded("AID")).cells
    assert cells(counted(wanted, coded("ASSAULT")), "event") == {"ASSAULT": (0, 1, 0)}


def test_counts_events_of_long_ago_that_nobody_wants_are_not_wrong() -> None:
    old = coded("ASSAULT", auxiliary=("historical",))
    assert not counted(document(), old).cells
    assert counted(document(), old).shares["quiet"] == [True]


def quiet(gold_document: GoldDocument, *events: Event) -> list[bool]:
    return counted(gold_document, *events).shares["quiet"]


def test_counts_quiet_by_text_and_by_sentence() -> None:
    assert quiet(document()) == [True]
    assert quiet(document(), coded("AID")) == [False]
    assert quiet(document(), coded("", cameo="010")) == [True]
    assert quiet(document(gold("AID")), coded("AID")) == []
    text = "Peru sent aid to Chile. Nothing else was said. The mayor slept."
    placed = document(gold("AID", span=(0, 22)), text=text)
    assert quiet(placed, coded("AID", place=(0, 23)), coded("AID", place=(24, 46))) == [False, True]


def claims(wanted: list[GoldClaim], *found: tuple[str, str, str | None], **more: Any) -> Counts:
    made = [
        Claim(type=type_, stance=stance, claimant=Entity(entity_text=who) if who else None)
        for type_, stance, who in found
    ]
    return counted(document(events=None, claims=tuple(wanted), **more), coded("ASSAULT", claims=made))


def test_counts_claims_by_type_and_by_stance() -> None:
    wanted = [GoldClaim("self-defense", "asserted", "Peru"), GoldClaim("mandate", "reported", "")]
    found = claims(wanted, ("self-defense", "denied", "Peru"), ("mandate", "reported", None))
    assert cells(found, "claim type") == {"self-defense": (1, 0, 0), "mandate": (1, 0, 0)}
    assert cells(found, "claim") == {"self-defense": (0, 1, 1), "mandate": (1, 0, 0)}
    assert found.shares["claimant"] == [True]
    assert "event" not in found.cells


def test_counts_claims_too_much_and_claimants() -> None:
    wanted = [GoldClaim("self-defense", None, "the ministry")]
    found = claims(wanted, ("self-defense", "denied", "Peru"), ("mandate", "asserted", None))
    assert cells(found, "claim") == {"self-defense": (1, 0, 0), "mandate": (0, 1, 0)}
    assert found.shares["claimant"] == [False]
    assert cells(claims(wanted, ("mandate", "asserted", None), complete=False), "claim") == {"self-defense": (0, 0, 1)}
