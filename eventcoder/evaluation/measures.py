"""From counts to figures: precision, recall and F1 by class, micro and macro, with their intervals.

Imports counts and intervals.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from eventcoder.evaluation.counts import ORDER, Cells, Counts
from eventcoder.evaluation.intervals import Interval, percentiles, resamples, wilson

__all__ = ["DimensionResult", "Measure", "Share", "dimensions", "share"]

MICRO = "all"


@dataclass(frozen=True, slots=True)
class Measure:
    """Figures of one class, or of all together. Shares are from 0 to 1; None where there is nothing to divide by.

    Attributes:
        name: the class.
        right: coded as wanted.
        extra: coded and not wanted.
        missed: wanted and not coded.
        f1_interval: by the bootstrap over documents; None where it was not asked for.
    """

    name: str
    right: int
    extra: int
    missed: int
    f1_interval: Interval | None = None

    @property
    def gold(self) -> int:
        """How many are wanted."""
        return self.right + self.missed

    @property
    def coded(self) -> int:
        """How many are coded."""
        return self.right + self.extra

    @property
    def precision(self) -> float | None:
        """Share of the coded that is right."""
        return self.right / self.coded if self.coded else None

    @property
    def recall(self) -> float | None:
        """Share of the wanted that is found."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _f1(self.right, self.extra, self.missed)

    @property
    def precision_interval(self) -> Interval:
        """Wilson's interval of the precision."""
        return wilson(self.right, self.coded)

    @property
    def recall_interval(self) -> Interval:
        """Wilson's interval of the recall."""
        return wilson(self.right, self.gold)


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """One dimension, such as event or mode.

    Attributes:
        name: its name.
        classes: figures by class, the most frequent in the gold file first.
        micro: all classes together.
        macro_f1: mean of the F1 of the classes that the gold file has; None where it has none.
        macro_interval: its bootstrap interval.
    """

    name: str
    classes: tuple[Measure, ...]
    micro: Measure
    macro_f1: float | None
    macro_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Share:
    """A share of cases: right of cases, with Wilson's interval."""

    name: str
    right: int
    cases: int

    @property
    def value(self) -> float | None:
        """The share, or None where there is no case."""
        return self.right / self.cases if self.cases else None

    @property
    def interval(self) -> Interval:
        """Wilson's interval."""
        return wilson(self.right, self.cases)


def share(name: str, flags: Sequence[bool]) -> Share:
    """The share of true flags."""
    return Share(name, sum(flags), len(flags))


def dimensions(
    counts: Counts, documents: int, *, rounds: int, seed: int, names: Collection[str] | None = None
) -> tuple[DimensionResult, ...]:
    """The figures of all dimensions that anything was counted in.

    Args:
        counts: the counts.
        documents: how many documents they are of.
        rounds: samples of the bootstrap; 0 leaves out the intervals of F1.
        seed: of its draws.
        names: dimensions to work out; all by default.
    """
    wanted = [name for name in ORDER if name in counts.cells and (names is None or name in names)]
    cells: Cells = {name: counts.cells[name] for name in wanted}
    samples = _Samples(cells)
    for weights in resamples(documents, rounds, seed) if rounds else ():
        samples.add(weights)
    return tuple(_result(name, classes, samples) for name, classes in cells.items())


def _result(name: str, classes: Mapping[str, Mapping[int, list[int]]], samples: "_Samples") -> DimensionResult:
    measures = [Measure(c, *_sums(cells.values()), samples.interval(name, c)) for c, cells in classes.items()]
    measures.sort(key=lambda m: (-m.gold, -m.coded, m.name))
    totals = (sum(m.right for m in measures), sum(m.extra for m in measures), sum(m.missed for m in measures))
    known = [m.f1 or 0.0 for m in measures if m.gold]
    return DimensionResult(
        name,
        tuple(measures),
        Measure(MICRO, *totals, samples.interval(name, None)),
        sum(known) / len(known) if known else None,
        samples.macro(name),
    )


def _sums(cells: Collection[list[int]]) -> tuple[int, int, int]:
    right, extra, missed = (sum(cell[place] for cell in cells) for place in range(3))
    return right, extra, missed


def _f1(right: int, extra: int, missed: int) -> float | None:
    whole = 2 * right + extra + missed
    return 2 * right / whole if whole else None


class _Samples:
    """The F1 of every class in every sample of the bootstrap."""

    def __init__(self, cells: Cells) -> None:
        self._columns = [
            (name, c, tuple(counted), tuple(zip(*counted.values(), strict=True)))
            for name, classes in cells.items()
            for c, counted in classes.items()
        ]
        # what the gold file has decides which classes are averaged, in every sample
        self._wanted = {(name, c) for name, c, _, (right, _, missed) in self._columns if sum(right) + sum(missed)}
        self._values: dict[tuple[str, str | None], list[float]] = {}
        self._macro: dict[str, list[float]] = {}

    def add(self, weights: Sequence[int]) -> None:
        """Work out one sample, given how often each document stands in it."""
        totals: dict[str, list[int]] = {}
        known: dict[str, list[float]] = {}
        for name, c, documents, columns in self._columns:
            drawn = [weights[document] for document in documents]
            sums = [sum(map(mul, drawn, column)) for column in columns]
            value = _f1(*sums)
            if value is not None:
                self._values.setdefault((name, c), []).append(value)
                if (name, c) in self._wanted:
                    known.setdefault(name, []).append(value)
            total = totals.setdefault(name, [0, 0, 0])
            for place, more in enumerate(sums):
                total[place] += more
        for name, total in totals.items():
            value = _f1(*total)
            if value is not None:
                self._values.setdefault((name, None), []).append(value)
        for name, values in known.items():
            self._macro.setdefault(name, []).append(sum(values) / len(values))

    def interval(self, name: str, c: str | None) -> Interval | None:
        """The interval of a class's F1; of all classes together where c is None."""
        return percentiles(self._values.get((name, c), ()))

    def macro(self, name: str) -> Interval | None:
        """The interval of the macro F1."""
        return percentiles(self._macro.get(name, ()))
