"""How far an event can be trusted: chances learnt from measured counts, and a grade. See docs/reliability.md.

A table (reliability.csv in a codebook's folder) says of how many coded events that had something in common (their rule,
the clause of their trigger, how their actor was found, ...) how many were right. `Grader` turns it into the chances of
one event. Imports records and tables.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

from eventcoder.errors import CodebookError, EventcoderError
from eventcoder.records import Entity, Event, Reliability
from eventcoder.tables import read_table
from eventcoder.vocabulary import codes

__all__ = [
    "COLUMNS",
    "FILE",
    "GRADES",
    "LEAST_RUNNING",
    "PARTS",
    "Grader",
    "Row",
    "check_grade",
    "features",
    "is_running",
    "kinds",
    "recipients",
]

FILE = "reliability.csv"
COLUMNS = ("part", "kind", "key", "cases", "right", "source")
PARTS = ("event", "actor", "recipient")
ALL, LEVEL = "all", "level"
"""Kinds of the rows that count all events of a source; of `level` those whose events were drawn from running text."""

REPORTING, BESIDE = 0.6, 5
"""A text whose sentences report events in less than this share is running text; so many reporting sentences are put
beside its own, so that a few sentences are none. In dispatches 7 to 10 of 10 sentences report an event and nearly
every one was right, in newspaper articles 2 to 4 of 10, and half of them were right (docs/reliability.md)."""

LEAST_RUNNING = codes("grade")[1]
"""The worst grade that is written of running text where the caller does not say."""

GRADES = dict(zip(codes("grade"), (0.85, 0.75, 0.5, 0.0), strict=True))
"""Grade -> the least chance that event, actor and recipient are all right."""

WEIGHT = 10.0
"""Cases at the expected rate that are put beside the cases of a key, so that few cases move a chance little."""
LEAST, MOST = 0.02, 0.98
"""Chances are kept within these: nothing that was counted says that an event cannot be wrong, or right."""
LENGTHS = {"long": 221, "middle": 111, "short": 0}
"""Class of a sentence -> its least length in characters."""
DIGITS = 2
NOBODY, NAMED, TOGETHER, UNKNOWN = "nobody", "named", "among the actors", "-"
STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    Attributes:
        part: what was judged: event; actor or recipient, where the event is right.
        kind: what the events have in common.
        key: its value.
        cases: events that were judged.
        right: those that were right.
        source: the set of texts that they are from.
    """

    part: str
    kind: str
    key: str
    cases: int
    right: int
    source: str


def features(event: Event) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the chances of an event hang on: part -> (kind, key) pairs, a kind behind the one that it refines."""
    first = event.evidence[0] if event.evidence else None
    rule = (first.rule if first is not None else None) or UNKNOWN
    clause = (first.clause if first is not None else None) or UNKNOWN
    second = recipients(event)
    sides = _roles(event.actor), TOGETHER if second and not event.recipient else _roles(second)
    actor, actor_route = _found(event.actor)
    recipient, recipient_route = _found(second)
    length = _length(event)
    return {
        "event": (
            ("section", rule.partition(".")[0]),
            ("rule", rule),
            ("clause", clause),
            ("roles", f"actor {sides[0]}, recipient {sides[1]}"),
            ("flags", " ".join(sorted(event.auxiliary)) or "none"),
        ),
        "actor": (
            ("found by", actor),
            ("route", f"{actor}: {actor_route}"),
            ("known", f"{actor}: {_known(event.actor)}"),
            ("length", length),
        ),
        "recipient": (
            ("found by", recipient),
            ("route", f"{recipient}: {recipient_route}"),
            ("known", f"{recipient}: {_known(second)}"),
            ("length", length),
            ("countries", _countries(event.actor, second)),
            ("label", f"{event.event[0] if event.event else STATEMENT}: {sides[1]}"),
        ),
    }


def is_running(sentences: int, events: Iterable[Event]) -> bool:
    """Whether a text is running text (long newspaper prose), as against a dispatch or a few sentences.

    Args:
        sentences: how many sentences it has.
        events: what was coded in it; statements without an event's label do not count as reports.
    """
    reporting = {event.text_info.start for event in events if event.event and event.text_info is not None}
    return (len(reporting) + BESIDE) < REPORTING * (sentences + BESIDE)


def recipients(event: Event) -> tuple[Entity, ...]:
    """The recipients; of a reciprocal event, which has none, the actors behind the first."""
    return event.recipient or event.actor[1:]


REFINES = {
    ("event", "rule"): "section",
    **{(part, kind): "found by" for part in ("actor", "recipient") for kind in ("route", "known")},
}
"""Kind of a part -> the kind whose keys it divides: where it has few cases, that one's chance stands."""


def kinds(part: str) -> tuple[str, ...]:
    """The kinds that a part hangs on, in order."""
    return tuple(kind for kind, _ in features(_NOTHING)[part])


def _roles(side: Sequence[Entity]) -> str:
    return NAMED if side else NOBODY


def _found(side: Sequence[Entity]) -> tuple[str, str]:
    return (side[0].resolved_by or UNKNOWN, side[0].route or UNKNOWN) if side else (NOBODY, NOBODY)


def _known(side: Sequence[Entity]) -> str:
    """What is known of the first of a side."""
    if not side:
        return NOBODY
    known = [name for name, value in (("country", side[0].code), ("sector", side[0].sector)) if value]
    return " and ".join(known) or "neither"


def _countries(actors: Sequence[Entity], others: Sequence[Entity]) -> str:
    if not actors or not others:
        return "one side"
    one, other = actors[0].code, others[0].code
    if not one or not other:
        return "not both known"
    return "the same" if one == other else "two"


def _length(event: Event) -> str:
    place = event.text_info
    size = 0 if place is None else place.end - place.start
    return next(name for name, least in LENGTHS.items() if size >= least)


_NOTHING = Event(id="-", date=None, actor=(), event=())


class Grader:
    """Grades events by a table.

    Running text is graded by what was counted in events drawn from running text (sources with rows of kind `level`),
    short texts by the other sources; where the table has only one of the two, it stands for both.

    Args:
        rows: the table.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        table = tuple(rows)
        drawn = {row.source for row in table if row.kind == LEVEL}
        running = [row for row in table if row.source in drawn]
        others = [row for row in table if row.source not in drawn]
        self._scales = {True: _Scale(running or others), False: _Scale(others or running)}

    @classmethod
    def load(cls, folders: Sequence[Path]) -> "Grader | None":
        """The grader of a codebook: the table of its uppermost layer that has one; None where none has.

        Args:
            folders: the layers' folders, the lowest first.

        Raises:
            CodebookError: the table is broken.
        """
        path = next((folder / FILE for folder in reversed(folders) if (folder / FILE).is_file()), None)
        return None if path is None else cls(read_rows(path))

    def chances(self, event: Event, *, running: bool = True) -> dict[str, float]:
        """Part -> the chance that it is right; of actor and recipient, that they are where the event is.

        Args:
            event: the event.
            running: whether it is from running text, as against a sentence or a few.
        """
        return self._scales[running].chances(event)

    def grade(self, event: Event, *, running: bool = True) -> Reliability:
        """The reliability of an event; `running` as for `chances`."""
        chances = self.chances(event, running=running)
        whole = 1.0
        for chance in chances.values():
            whole *= chance
        grade = next(name for name, least in GRADES.items() if whole >= least)
        return Reliability(grade=grade, **{part: round(chance, DIGITS) for part, chance in chances.items()})


class _Scale:
    """The chances of events of one kind of text.

    The chance of a part starts from a level, how often it is right at all, and is moved by each key of the event. What
    a key moves is the log odds of its rate, WEIGHT cases at the expected rate added, less those of the expected rate:
    that of its sources, moved by the key that it refines. So sources in which events are right more often than
    elsewhere favour no key.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        by: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            by[row.part, row.kind].append(row)
        self._level = {part: _log_odds(_rate(by[part, ALL])) for part in PARTS}
        self._moves: dict[str, dict[tuple[str, str], float]] = {part: {} for part in PARTS}
        for part in PARTS:
            source_rate = {row.source: _log_odds(_rate([row])) for row in by[part, ALL]}
            for kind in kinds(part):
                self._learn(part, kind, by[part, kind], source_rate)

    def chances(self, event: Event) -> dict[str, float]:
        found = features(event)
        return {
            part: _within(_chance(level + sum(self._moves[part].get(feature, 0.0) for feature in found[part])))
            for part, level in self._level.items()
        }

    def _learn(self, part: str, kind: str, rows: Iterable[Row], source_rate: Mapping[str, float]) -> None:
        moves, refined = self._moves[part], REFINES.get((part, kind))
        of: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.source in source_rate:
                of[row.key].append(row)
        for key, same in of.items():
            wide = moves.get((refined, _wider(kind, key)), 0.0) if refined else 0.0
            cases = sum(row.cases for row in same)
            expected = sum(row.cases * _chance(source_rate[row.source] + wide) for row in same) / cases
            rate = (sum(row.right for row in same) + WEIGHT * expected) / (cases + WEIGHT)
            moves[kind, key] = _log_odds(rate) - _log_odds(expected)


def read_rows(path: Path) -> list[Row]:
    """The rows of a table.

    Raises:
        CodebookError: it has unknown columns, or a number that is none.
    """
    table = read_table(path, COLUMNS)
    if table.findings:
        raise CodebookError(f"{path} cannot be used", table.findings)
    rows = []
    for row in table.rows:
        cases, right = row["cases"], row["right"]
        if not (cases.isdecimal() and right.isdecimal() and int(right) <= int(cases) and int(cases)):
            raise CodebookError(f"{path}, line {row.line}: {right!r} of {cases!r} is no count; make the table again")
        rows.append(Row(row["part"], row["kind"], row["key"], int(cases), int(right), row["source"]))
    return rows


def check_grade(grade: str, grader: Grader | None) -> frozenset[str]:
    """The grades that are at least as good as one.

    Raises:
        ValueError: there is no such grade.
        EventcoderError: there is no table to grade by.
    """
    if grade not in GRADES:
        raise ValueError(f"{grade!r} is no grade; there is {', '.join(GRADES)}")
    if grader is None:
        raise EventcoderError(f"the codebook has no {FILE}, so its events have no grade; leave out the least grade")
    return frozenset(list(GRADES)[: list(GRADES).index(grade) + 1])


def _wider(kind: str, key: str) -> str:
    """The key that a key refines."""
    return key.partition("." if kind == "rule" else ":")[0]


def _rate(rows: Sequence[Row]) -> float:
    """Share of right cases, with one right and one wrong case added (Laplace)."""
    return (sum(row.right for row in rows) + 1) / (sum(row.cases for row in rows) + 2)


def _within(chance: float) -> float:
    return min(MOST, max(LEAST, chance))


def _log_odds(chance: float) -> float:
    chance = _within(chance)
    return log(chance / (1 - chance))


def _chance(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))
