import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.evaluation.counts import Counts
from eventcoder.evaluation.measures import Measure, dimensions, share

CELL = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


def counts(cells: dict[str, dict[int, tuple[int, int, int]]]) -> Counts:
    made = Counts()
    for name, documents in cells.items():
        for document, (right, extra, missed) in documents.items():
            made.add("event", name, document, right=right, extra=extra, missed=missed)
    return made


def test_measures_of_a_class() -> None:
    measure = Measure("AID", right=6, extra=2, missed=4)
    assert (measure.gold, measure.coded) == (10, 8)
    assert (measure.precision, measure.recall) == (0.75, 0.6)
    assert measure.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert measure.precision_interval == pytest.approx((0.4093, 0.9285), abs=5e-5)


def test_measures_of_nothing_are_none() -> None:
    measure = Measure("AID", right=0, extra=0, missed=0)
    assert (measure.precision, measure.recall, measure.f1) == (None, None, None)
    assert share("quiet", []).value is None


def test_measures_micro_adds_up_and_macro_is_of_the_classes_that_gold_has() -> None:
    made = counts({"AID": {0: (1, 0, 0)}, "ASSAULT": {0: (0, 0, 1), 1: (1, 0, 0)}, "COERCE": {1: (0, 1, 0)}})
    (result,) = dimensions(made, 2, rounds=0, seed=1)
    assert [measure.name for measure in result.classes] == ["ASSAULT", "AID", "COERCE"]
    assert (result.micro.right, result.micro.extra, result.micro.missed) == (2, 1, 1)
    assert result.macro_f1 == pytest.approx((1 + 2 / 3) / 2)
    assert (result.micro.f1_interval, result.macro_interval) == (None, None)


def test_measures_bootstrap_of_documents_that_are_alike_has_no_width() -> None:
    made = counts({"AID": dict.fromkeys(range(30), (1, 1, 0))})
    (result,) = dimensions(made, 30, rounds=50, seed=1)
    assert result.micro.f1_interval == pytest.approx((2 / 3, 2 / 3))
    assert result.macro_interval == pytest.approx((2 / 3, 2 / 3))


def test_measures_bootstrap_is_wide_where_documents_differ_and_hangs_on_the_seed() -> None:
    made = counts({"AID": {document: (1, 0, 0) if document % 2 else (0, 0, 1) for document in range(40)}})
    (first,) = dimensions(made, 40, rounds=300, seed=1)
    (again,) = dimensions(made, 40, rounds=300, seed=1)
    (other,) = dimensions(made, 40, rounds=300, seed=2)
    assert first == again
    assert first != other
    assert first.micro.f1_interval is not None
    low, high = first.micro.f1_interval
    assert low < 2 / 3 < high
    assert 0.2 < high - low < 0.5


@given(st.dictionaries(st.sampled_from("ABC"), st.dictionaries(st.integers(0, 4), CELL, min_size=1), min_size=1))
def test_measures_f1_lies_between_precision_and_recall(cells: dict[str, dict[int, tuple[int, int, int]]]) -> None:
    (result,) = dimensions(counts(cells), 5, rounds=5, seed=3)
    for measure in (result.micro, *result.classes):
        if measure.precision is not None and measure.recall is not None and measure.f1 is not None:
            low, high = sorted((measure.precision, measure.recall))
            assert low - 1e-9 <= measure.f1 <= high + 1e-9
    assert result.micro.right == sum(measure.right for measure in result.classes)
