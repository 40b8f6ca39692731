"""Intervals of 95 %: Wilson's for proportions, the bootstrap over documents for what is no proportion.

Imports nothing of the library.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

__all__ = ["Interval", "percentiles", "resamples", "wilson"]

Interval = tuple[float, float]
Z = 1.959963984540054
"""Quantile 0.975 of the normal distribution."""


def wilson(right: int, cases: int) -> Interval:
    """Wilson's score interval for a proportion; (0, 1) where there is no case.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212;
    recommended for small numbers by Brown, Cai and DasGupta, Statistical Science 16 (2001), 101-133.

    Args:
        right: how many cases are right.
        cases: how many there are.
    """
    if not cases:
        return 0.0, 1.0
    share, square = right / cases, Z * Z
    middle = (share + square / (2 * cases)) / (1 + square / cases)
    half = Z * sqrt(share * (1 - share) / cases + square / (4 * cases * cases)) / (1 + square / cases)
    # at the ends the formula gives 0 and 1 but for the last digits
    return (0.0 if not right else middle - half), (1.0 if right == cases else middle + half)


def resamples(count: int, rounds: int, seed: int) -> Iterator[list[int]]:
    """How many times each of `count` documents stands in each of `rounds` samples drawn with replacement."""
    draw = random.Random(seed)
    for _ in range(rounds):
        drawn = Counter(draw.choices(range(count), k=count))
        yield [drawn[index] for index in range(count)]


def percentiles(values: Iterable[float]) -> Interval | None:
    """The percentile interval of bootstrap values (Efron and Tibshirani, An Introduction to the Bootstrap, 1993).

    The quantiles 0.025 and 0.975 with linear interpolation; None where there are no values.
    """
    ordered = sorted(values)
    return (_quantile(ordered, 0.025), _quantile(ordered, 0.975)) if ordered else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
