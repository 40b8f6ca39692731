"""Pairs of a record's parties, and records of pairs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.mapping.dyads import expand, fold, pairs, reciprocal_events
from eventcoder.records import Entity, Event

A, B, C, D = (Entity(code=code, sector="GOV") for code in ("FRA", "DEU", "ITA", "ESP"))
PARTIES = st.lists(st.sampled_from([A, B, C, D]), max_size=4, unique=True).map(tuple)
LABELS = ("CONSULT", "AGREE", "ASSAULT", "ACCUSE", "AID")


def event(actor: tuple[Entity, ...], recipient: tuple[Entity, ...] = (), label: str = "CONSULT", **more: Any) -> Event:
    return Event(**{"id": "e", "date": "2024-01-01", "actor": actor, "recipient": recipient, "event": (label,)} | more)


def codes(one: Event) -> tuple[str | None, str | None]:
    return one.actor[0].code if one.actor else None, one.recipient[0].code if one.recipient else None


@pytest.mark.parametrize(
    ("one", "made"),
    [
        (event((A,), (B,)), [("FRA", "DEU")]),
        (event((A, B), (C, D)), [("FRA", "ITA"), ("FRA", "ESP"), ("DEU", "ITA"), ("DEU", "ESP")]),
        (event((A, B)), [("FRA", "DEU"), ("DEU", "FRA")]),
        (event((A, B), label="ACCUSE"), [("FRA", None), ("DEU", None)]),
        (event((), (A, B)), [(None, "FRA"), (None, "DEU")]),
        (event((A,)), [("FRA", None)]),
        (event(()), [(None, None)]),
    ],
)
def test_dyads_pairs_of_a_record(one: Event, made: list[tuple[str | None, str | None]]) -> None:
    expanded = expand(one)
    assert [codes(each) for each in expanded] == made
    assert len(pairs(one)) == len(made)
    if len(made) == 1:
        assert expanded == [one]
    else:
        assert [each.id for each in expanded] == [f"e#{number}" for number in range(1, len(made) + 1)]


def test_dyads_reciprocal_events_are_events_of_plover() -> None:
    from eventcoder.ontology import Plover

    assert reciprocal_events() <= set(Plover.load().events)


@given(st.lists(st.tuples(PARTIES, PARTIES, st.sampled_from(LABELS)), max_size=5))
def test_dyads_fold_undoes_expand(parts: list[tuple[tuple[Entity, ...], tuple[Entity, ...], str]]) -> None:
    events = [
        event(actor, recipient, label, id=f"e{number}", document_id=f"story {number}")
        for number, (actor, recipient, label) in enumerate(parts)
    ]
    assert list(fold(pair for each in events for pair in expand(each))) == events


def test_dyads_rows_that_are_each_other_s_mirror_become_one_record_of_a_reciprocal_event() -> None:
    rows = [
        event((A,), (B,), id="1"),
        event((C,), (D,), id="2"),
        event((B,), (A,), id="3"),
        event((A,), (C,), "ACCUSE", id="4"),
        event((C,), (A,), "ACCUSE", id="5"),
    ]
    folded = list(fold(rows))
    assert [(each.id, len(each.actor), len(each.recipient)) for each in folded] == [
        *(("1", 2, 0), ("2", 1, 1), ("4", 1, 1), ("5", 1, 1)),
    ]
    assert folded[0].actor == (A, B)


def test_dyads_of_other_stories_days_or_kinds_stay_apart() -> None:
    mirror = event((B,), (A,), id="2")
    for more in ({"document_id": "other"}, {"date": "2024-01-02"}, {"mode": ("visit",)}, {"mentions": 2}):
        rows = [event((A,), (B,), id="1"), mirror.model_copy(update=more)]
        assert list(fold(rows)) == rows


def test_dyads_a_row_that_stands_twice_stays_twice() -> None:
    rows = [event((A,), (B,), id="1"), event((A,), (B,), id="2"), event((B,), (A,), id="3")]
    assert [each.id for each in fold(rows)] == ["1", "2"]
    assert [len(each.actor) for each in fold(rows)] == [2, 1]


def test_dyads_folding_holds_few_records_at_once() -> None:
    taken = 0

    def many() -> Any:
        nonlocal taken
        for number in range(5000):
            taken += 1
            yield event((A,), (B,), id=f"{number}")

    next(fold(many()))
    assert taken < 1000
