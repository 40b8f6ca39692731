from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.evaluation.gold import GoldParty
from eventcoder.evaluation.match import Pair, _assign, forbidden, match, party_agrees, right_recipient, same_span
from eventcoder.records import Entity

from .made import coded, document, gold

MATRIX = st.integers(1, 4).flatmap(
    lambda rows: st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(-9, 9), min_size=columns, max_size=columns), min_size=rows, max_size=rows
        )
    )
)


@given(MATRIX)
def test_match_assignment_is_the_best_of_all(matrix: list[list[int]]) -> None:
    rows, columns = len(matrix), len(matrix[0])
    pairs = _assign(matrix)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs) == min(rows, columns)
    if rows <= columns:
        best = max(sum(matrix[i][j] for i, j in enumerate(way)) for way in permutations(range(columns), rows))
    else:
        best = max(sum(matrix[i][j] for j, i in enumerate(way)) for way in permutations(range(rows), columns))
    assert sum(matrix[i][j] for i, j in pairs) == best


def test_match_prefers_the_event_with_the_right_parties() -> None:
    wanted = gold("ASSAULT", "SYR", "TUR")
    others = [coded("ASSAULT", "TUR", "SYR", id="1"), coded("ASSAULT", "SYR", "TUR", id="2")]
    pairs = match(document(wanted), others)
    assert [(pair.gold, pair.coded.id if pair.coded else None) for pair in pairs] == [(wanted, "2"), (None, "1")]


def test_match_puts_a_right_label_before_right_parties() -> None:
    wanted = gold("AID", "PER", "CHL")
    label, sides = coded("AID", "BOL", "ARG", id="label"), coded("ASSAULT", "PER", "CHL", id="sides")
    assert match(document(wanted), [sides, label])[0] == Pair(wanted, label)


def test_match_gives_every_gold_event_its_own() -> None:
    first, second = gold("AID", "PER"), gold("AID")
    pairs = match(document(second, first), [coded("AID", "PER", id="1"), coded("AID", "CHL", id="2")])
    assert [pair.coded.id if pair.coded else None for pair in pairs] == ["2", "1"]
    assert match(document(first, second), [coded("AID", "PER")])[1] == Pair(second, None)


def test_match_keeps_the_order_between_equals() -> None:
    wanted = [gold("AID"), gold("AID")]
    pairs = match(document(*wanted), [coded("AID", id="1"), coded("AID", id="2"), coded("AID", id="3")])
    assert [pair.coded.id for pair in pairs if pair.coded] == ["1", "2", "3"]


def test_match_other_labels_go_together_only_by_parties_or_place() -> None:
    two = document(gold("AID", "PER"), gold("CONSULT", "CHL"))
    strange, same = coded("ASSAULT", "USA"), coded("ASSAULT", "CHL")
    assert [pair.coded for pair in match(two, [strange])] == [None, None, strange]
    assert match(two, [same])[1].coded == same
    assert match(document(gold("AID", "PER")), [strange])[0].coded == strange  # the only event of the text


def test_match_an_event_of_another_sentence_is_another() -> None:
    wanted = gold("AID", span=(0, 10))
    here, there = coded("AID", id="here", place=(0, 20)), coded("AID", id="there", place=(20, 40))
    pairs = match(document(wanted), [there, here])
    assert [pair.coded.id for pair in pairs if pair.coded] == ["here", "there"]
    assert match(document(wanted), [there])[0].coded is None


def test_match_statement_has_no_label_but_a_root() -> None:
    wanted = gold("", root="01")
    statement, other = coded("", cameo="010"), coded("ACCUSE", cameo="111")
    assert match(document(wanted), [other, statement])[0].coded == statement


@pytest.mark.parametrize(
    ("party", "entity", "expected"),
    [
        (GoldParty(code="USA"), Entity(code="USA"), True),
        (GoldParty(code="USA"), Entity(code="GBR"), False),
        (GoldParty(code="USA", sector="MIL"), Entity(code="USA", sector="GOV"), False),
        (GoldParty(sector="MIL"), Entity(sector="GOV", other_sectors=("MIL",)), True),
        (GoldParty(text="rebels"), Entity(entity_text="The Rebels"), True),
        (GoldParty(text="the rebels of the north"), Entity(entity_text="rebels"), True),
        (GoldParty(text="rebels"), Entity(entity_text="police"), False),
        (GoldParty(text="rebels"), Entity(code="USA"), False),
        (GoldParty(span=(4, 9)), Entity(start=0, end=9, entity_text="x"), True),
        (GoldParty(span=(4, 9)), Entity(start=10, end=12, entity_text="x"), False),
        (GoldParty(span=(4, 9)), Entity(entity_text="THREE"), True),  # no offsets: by the words
        (GoldParty(span=(4, 9)), Entity(entity_text="four"), False),
        (GoldParty(), Entity(), True),
    ],
)
def test_match_party_needs_everything_that_is_stated(party: GoldParty, entity: Entity, expected: bool) -> None:
    assert party_agrees("one three five", party, entity) is expected


@pytest.mark.parametrize(
    ("found", "wanted", "expected"),
    [
        ((2, 4), (0, 10), True),
        ((0, 30), (0, 10), True),
        ((0, 34), (0, 10), False),
        ((5, 15), (0, 10), True),
        ((8, 18), (0, 10), False),
        ((10, 12), (0, 10), False),
    ],
)
def test_match_spans(found: tuple[int, int], wanted: tuple[int, int], expected: bool) -> None:
    assert same_span(found, wanted) is expected


def test_match_recipient_may_stand_among_the_actors_of_a_reciprocal_event() -> None:
    wanted = gold("CONSULT", "PER", "CHL")
    assert right_recipient(document(), wanted, coded("CONSULT", "PER CHL"))
    assert not right_recipient(document(), wanted, coded("CONSULT", "CHL"))
    assert not right_recipient(document(), wanted, coded("CONSULT", "PER CHL", "BOL"))
    assert right_recipient(document(), gold("PROTEST", recipient=""), coded("PROTEST", "PER"))
    assert not right_recipient(document(), gold("PROTEST", recipient=""), coded("PROTEST", "PER", "CHL"))


def test_match_forbidden_events_need_all_that_is_stated() -> None:
    bad = gold("ASSAULT", "ETH", mode="drone", root="19", cameo="195", span=(0, 5))
    fits = {"mode": ("drone",), "cameo": "195", "place": (0, 9)}
    assert forbidden(document(), bad, coded("ASSAULT", "ETH", **fits))
    assert not forbidden(document(), bad, coded("ASSAULT", "SOM", **fits))
    assert not forbidden(document(), bad, coded("ASSAULT", "ETH", **(fits | {"mode": ("aerial",)})))
    assert not forbidden(document(), bad, coded("ASSAULT", "ETH", **(fits | {"cameo": "194"})))
    assert not forbidden(document(), bad, coded("ASSAULT", "ETH", **(fits | {"place": (5, 9)})))
