"""What verdicts say of reliability: the table of counts, and whether predicted chances come true.

Imports intervals, measures, verdicts and the library's reliability.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from math import log
from pathlib import Path

from eventcoder.evaluation.measures import Share, share
from eventcoder.evaluation.verdicts import Verdict
from eventcoder.output import open_output
from eventcoder.reliability import ALL, COLUMNS, GRADES, LEVEL, PARTS, Grader, Row, features, read_rows

__all__ = ["Calibration", "GradeResult", "by_grade", "count_rows", "cross_validate", "verdict_shares", "write_rows"]

FOLDS = 10
WHOLE = "whole"
SLICES = 5
"""Parts of equal number that the events of a calibration are cut into, from the least to the highest chance."""

HEADER = (
    "How many coded events that have something in common were right: see docs/reliability.md.",
    "part: event; actor and recipient where the event is right. kind, key: what they have in common.",
    "source: the set of texts that they are from. Made by eventcoder evaluate --reliability; not to be edited.",
)


@dataclass(frozen=True, slots=True)
class GradeResult:
    """The events of a grade, or of a slice of predicted chances: what was predicted and what was found.

    Attributes:
        name: the grade or the slice.
        predicted: mean of the chances that all of the event is right.
        event, actor, recipient: the shares that are right; of the latter two among right events that were judged.
    """

    name: str
    predicted: float
    event: Share
    actor: Share
    recipient: Share

    @property
    def found(self) -> float | None:
        """Share of events that are right in all, as the product of the three; None where one was not judged.

        (Gold files do not state both parties of every event, and events known to be right in all are fewer for that.)
        """
        values = [one.value for one in (self.event, self.actor, self.recipient)]
        found = 1.0
        for value in values:
            if value is None:
                return None
            found *= value
        return found


@dataclass(frozen=True, slots=True)
class Calibration:
    """Predictions for events that took no part in what they were predicted from.

    Attributes:
        grades: by grade.
        slices: by predicted chance.
        loss: part -> mean log loss of the predictions.
        base: part -> the same where every event is given the rate of its source.
    """

    grades: tuple[GradeResult, ...]
    slices: tuple[GradeResult, ...]
    loss: Mapping[str, float]
    base: Mapping[str, float]


def verdict_shares(verdicts: Sequence[Verdict]) -> tuple[Share, ...]:
    """Shares of right events, actors, recipients and whole events, and of planted errors that were caught."""
    drawn = [verdict for verdict in verdicts if not verdict.planted]
    flags = {part: [flag for v in drawn if (flag := _right(v, part)) is not None] for part in (*PARTS, WHOLE)}
    planted = [_right(v, WHOLE) is False or v.actor is False or v.recipient is False for v in verdicts if v.planted]
    return tuple(share(name, found) for name, found in (flags | {"planted": planted}).items() if found)


def _right(verdict: Verdict, part: str) -> bool | None:
    """Whether a part is right; None where nobody judged it."""
    if part == "event":
        return verdict.event
    sides = (verdict.actor, verdict.recipient)
    if part != WHOLE:
        return sides[part != "actor"] if verdict.event else None
    if not verdict.event or False in sides:
        return False
    return None if None in sides else True


def count_rows(verdicts: Iterable[Verdict], source: str, *, level: bool) -> list[Row]:
    """The table's rows that verdicts give.

    Args:
        verdicts: the verdicts; those on planted events are left out.
        source: name of the set of texts.
        level: whether the events were drawn from running text, so that they tell how often events are right at all.
    """
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for verdict in verdicts:
        if verdict.planted:
            continue
        for part, found in features(verdict.record).items():
            right = _right(verdict, part)
            if right is None:
                continue
            for kind, key in ((ALL, ""), *(((LEVEL, ""),) if level else ()), *found):
                cell = counts[part, kind, key]
                cell[0] += 1
                cell[1] += right
    order = sorted(counts, key=lambda key: (PARTS.index(key[0]), key[1] not in (ALL, LEVEL), *key[1:]))
    return [Row(*key, cases=counts[key][0], right=counts[key][1], source=source) for key in order]


def write_rows(rows: Sequence[Row], path: Path) -> None:
    """Write a table, beside the rows of other sources that it has already.

    Raises:
        CodebookError: what stands there is no such table.
        RecordError: it cannot be written.
    """
    sources = {row.source for row in rows}
    kept = [row for row in read_rows(path) if row.source not in sources] if path.is_file() else []
    out = io.StringIO()
    out.writelines(f"# {line}\n" for line in HEADER)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted([*kept, *rows], key=lambda row: row.source):
        writer.writerow([getattr(row, column) for column in COLUMNS])
    with open_output(path) as stream:
        stream.write(out.getvalue().encode())


def by_grade(verdicts: Iterable[Verdict]) -> tuple[GradeResult, ...]:
    """What was predicted and found of the events of each grade; events without grade are left out."""
    of: dict[str, list[tuple[float, Verdict]]] = defaultdict(list)
    for verdict in verdicts:
        found = verdict.record.reliability
        if found is not None and not verdict.planted:
            of[found.grade].append((found.event * found.actor * found.recipient, verdict))
    return tuple(_result(name, of[name]) for name in GRADES if of[name])


def _result(name: str, found: Sequence[tuple[float, Verdict]]) -> GradeResult:
    flags = {part: [flag for _, v in found if (flag := _right(v, part)) is not None] for part in PARTS}
    predicted = sum(chance for chance, _ in found) / len(found)
    return GradeResult(name, predicted, **{part: share(part, flags[part]) for part in PARTS})


def cross_validate(sets: Mapping[str, Sequence[Verdict]], levels: Iterable[str] = ()) -> Calibration:
    """Predict the events of each tenth of the documents from the other nine.

    Documents go to tenths by a hash of their name. Sets are predicted by those of their kind, running text or not.

    Args:
        sets: source -> its verdicts.
        levels: sources whose events were drawn from running text.
    """
    drawn = set(levels)
    graded: list[tuple[float, Verdict]] = []
    loss: dict[str, list[float]] = {part: [] for part in PARTS}
    base: dict[str, list[float]] = {part: [] for part in PARTS}
    for fold in range(FOLDS):
        rows = [
            row
            for source, verdicts in sets.items()
            for row in count_rows([v for v in verdicts if _fold(v) != fold], source, level=source in drawn)
        ]
        grader = Grader(rows)
        for source, verdicts in sets.items():
            running = source in drawn
            plain = Grader([row for row in rows if row.kind == ALL and row.source == source])
            for verdict in verdicts:
                if _fold(verdict) != fold or verdict.planted:
                    continue
                found = grader.grade(verdict.record, running=running)
                for part, predicted in grader.chances(verdict.record, running=running).items():
                    right = _right(verdict, part)
                    if right is not None:
                        loss[part].append(_loss(predicted, right))
                        base[part].append(_loss(plain.chances(verdict.record)[part], right))
                record = verdict.record.model_copy(update={"reliability": found})
                whole = found.event * found.actor * found.recipient
                graded.append((whole, replace(verdict, record=record)))
    graded.sort(key=lambda pair: (pair[0], pair[1].record.id))
    cuts = [len(graded) * i // SLICES for i in range(SLICES + 1)]
    parts = [graded[low:high] for low, high in pairwise(cuts) if high > low]
    return Calibration(
        grades=by_grade(verdict for _, verdict in graded),
        slices=tuple(_result(f"{part[0][0]:.2f}-{part[-1][0]:.2f}", part) for part in parts),
        loss={part: sum(found) / len(found) for part, found in loss.items() if found},
        base={part: sum(found) / len(found) for part, found in base.items() if found},
    )


def _fold(verdict: Verdict) -> int:
    name = (verdict.record.document_id or verdict.record.id).encode()
    return int.from_bytes(sha256(name).digest()[:4], "big") % FOLDS


def _loss(predicted: float, right: bool) -> float:
    return -log(predicted if right else 1 - predicted)
