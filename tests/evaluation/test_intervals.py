from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.evaluation.intervals import percentiles, resamples, wilson


@pytest.mark.parametrize(
    ("right", "cases", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962), (0, 0, 0.0, 1.0)],
)
def test_intervals_wilson_has_the_published_values(right: int, cases: int, low: float, high: float) -> None:
    assert wilson(right, cases) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_wilson_holds_the_share_and_is_mirrored(pair: tuple[int, int]) -> None:
    right, cases = pair
    low, high = wilson(right, cases)
    assert 0 <= low <= right / cases <= high <= 1
    assert wilson(cases - right, cases) == pytest.approx((1 - high, 1 - low))


def test_intervals_samples_hang_on_the_seed_alone_and_draw_with_replacement() -> None:
    first = list(resamples(20, 5, 1))
    assert first == list(resamples(20, 5, 1))
    assert first != list(resamples(20, 5, 2))
    assert all(sum(sample) == 20 for sample in first)
    assert any(times > 1 for sample in first for times in sample)
    assert list(islice(resamples(20, 5, 1), 2)) == first[:2]


def test_intervals_percentiles_are_interpolated() -> None:
    assert percentiles(range(1001)) == pytest.approx((25, 975))
    assert percentiles([3.0]) == (3.0, 3.0)
    assert percentiles([]) is None
