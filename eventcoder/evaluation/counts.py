"""What is counted: for every dimension (event, mode, actor, ...) and class, what was right, too much and missed.

Counts are kept by document, so that the bootstrap can draw documents. docs/evaluation.md tells the rules in words.
Imports gold, match and records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from eventcoder.evaluation.gold import GoldClaim, GoldDocument, GoldEvent, GoldParty
from eventcoder.evaluation.match import (
    Pair,
    forbidden,
    match,
    right_actor,
    right_label,
    right_recipient,
    same_words,
)
from eventcoder.records import Claim, Entity, Event

__all__ = ["BY_WORDS", "NONE", "ORDER", "Coded", "Counts", "count", "in_scope", "wrong_parts"]

NONE = "-"
"""Stands for no event in confusion matrices."""
BY_WORDS = "(by words)"
"""Class of parties that the gold file names without a code."""
HISTORICAL = "historical"

Cells = dict[str, dict[str, dict[int, list[int]]]]
"""Dimension -> class -> document -> [right, too much, missed]."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A gold document with its coded events and how they were paired."""

    document: GoldDocument
    events: tuple[Event, ...]
    pairs: tuple[Pair, ...]

    @classmethod
    def of(cls, document: GoldDocument, events: Iterable[Event]) -> "Coded":
        """Pair the events of a document."""
        found = tuple(events)
        return cls(document, found, tuple(match(document, found)))


@dataclass(slots=True)
class Counts:
    """Everything counted.

    Attributes:
        cells: the counts by dimension, class and document.
        confusion: (gold event, coded event) -> how often; NONE where there is none.
        shares: name -> one flag a case: quiet, claimant, actor, recipient.
    """

    cells: Cells = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    confusion: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    shares: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def add(self, dimension: str, name: str, document: int, *, right: int = 0, extra: int = 0, missed: int = 0) -> None:
        """Add to a cell."""
        cell = self.cells[dimension][name].setdefault(document, [0, 0, 0])
        for place, more in enumerate((right, extra, missed)):
            cell[place] += more


@dataclass(frozen=True, slots=True)
class _Dimension:
    """How one thing is compared.

    Attributes:
        name: its name in reports.
        wanted: class that a gold event states; "" where it states that there is none; None where it states nothing.
        found: class that a coded event has, or "" (given whether parties are named by words).
        right: whether the coded event has what the gold event states.
    """

    name: str
    wanted: Callable[[GoldEvent], str | None]
    found: Callable[[Event, bool], str]
    right: Callable[[GoldDocument, GoldEvent, Event], bool]


def _label(gold: GoldEvent) -> str | None:
    return None if gold.labels is None else (gold.labels or ("",))[0]


def _whole(document: GoldDocument, gold: GoldEvent, coded: Event) -> bool:
    return right_label(gold, coded) and right_actor(document, gold, coded) and right_recipient(document, gold, coded)


def _states_roles(gold: GoldEvent) -> str | None:
    return _label(gold) if gold.actor is not None or gold.recipient is not None else None


def _quad(gold: GoldEvent) -> str | None:
    return str(gold.quad) if gold.quad is not None else None


def _mode(event: Event, words: bool) -> str:
    return event.mode[0] if event.mode else ""


def _right_mode(document: GoldDocument, gold: GoldEvent, coded: Event) -> bool:
    return gold.mode in coded.mode if gold.mode else not coded.mode


def _parties(side: Sequence[GoldParty] | None) -> str | None:
    if side is None:
        return None
    return (side[0].code or side[0].sector or BY_WORDS) if side else ""


def _entities(side: Sequence[Entity], words: bool) -> str:
    if not side:
        return ""
    return BY_WORDS if words else side[0].code or side[0].sector or BY_WORDS


def _country(event: Event) -> str | None:
    return event.event_loc.country_code if event.event_loc is not None else None


DIMENSIONS = (
    _Dimension("event", _label, lambda e, _: (e.event or ("",))[0], lambda _, g, c: right_label(g, c)),
    _Dimension("event and parties", _states_roles, lambda e, _: (e.event or ("",))[0], _whole),
    _Dimension("quad", _quad, lambda e, _: str(e.quad_code or ""), lambda _, g, c: g.quad == c.quad_code),
    _Dimension("mode", lambda g: g.mode, _mode, _right_mode),
    _Dimension(
        "root", lambda g: g.root, lambda e, _: e.cameo.root if e.cameo else "", lambda _, g, c: _cameo(c)[0] == g.root
    ),
    _Dimension(
        "cameo",
        lambda g: g.cameo,
        lambda e, _: e.cameo.code if e.cameo else "",
        lambda _, g, c: _cameo(c)[1] == g.cameo,
    ),
    _Dimension("actor", lambda g: _parties(g.actor), lambda e, words: _entities(e.actor, words), right_actor),
    _Dimension(
        "recipient", lambda g: _parties(g.recipient), lambda e, words: _entities(e.recipient, words), right_recipient
    ),
    _Dimension(
        "country", lambda g: g.country, lambda e, _: _country(e) or "", lambda _, g, c: _country(c) == g.country
    ),
    _Dimension("date", lambda g: g.date, lambda e, _: e.date or "", lambda _, g, c: c.date == g.date),
)


CLAIM_TYPE, CLAIM = "claim type", "claim"
ORDER = (*(dimension.name for dimension in DIMENSIONS), CLAIM_TYPE, CLAIM)
"""Dimensions in the order of reports."""


def _cameo(event: Event) -> tuple[str | None, str | None]:
    return (event.cameo.root, event.cameo.code) if event.cameo is not None else (None, None)


def count(coded: Sequence[Coded]) -> Counts:
    """Count everything over documents with their pairs."""
    counts = Counts()
    stated = {
        dimension.name
        for dimension in DIMENSIONS
        for item in coded
        if any(dimension.wanted(gold) is not None for gold in item.document.events or ())
    }
    for index, item in enumerate(coded):
        if item.document.events is not None or item.document.forbidden:
            _count_events(counts, index, item, stated)
        if item.document.claims is not None:
            _count_claims(counts, index, item)
    return counts


def _count_events(counts: Counts, index: int, item: Coded, stated: set[str]) -> None:
    document = item.document
    wanted = [gold for gold in document.events or () if not gold.optional]
    for dimension in DIMENSIONS:
        # An event that nobody wants is too much in what its document states of all its events.
        whole = all(dimension.wanted(gold) is not None for gold in wanted) if wanted else dimension.name in stated
        words = any(_by_words(gold, dimension.name) for gold in wanted)
        for pair in item.pairs:
            gold, event = _usable(pair)
            if gold is None and event is None:
                continue
            if gold is None:
                assert event is not None
                bad = any(forbidden(document, bad, event) for bad in document.forbidden)
                found = dimension.found(event, words)
                if found and ((whole and in_scope(document, event)) or (bad and dimension.name == "event")):
                    counts.add(dimension.name, found, index, extra=1)
                continue
            name = dimension.wanted(gold)
            if name is None:
                continue
            if event is not None and dimension.right(document, gold, event):
                if name:
                    counts.add(dimension.name, name, index, right=1)
                continue
            if name:
                counts.add(dimension.name, name, index, missed=1)
            if event is not None and (other := dimension.found(event, words)):
                counts.add(dimension.name, other, index, extra=1)
    for pair in item.pairs:
        _count_pair(counts, document, *_usable(pair))
    counts.shares["quiet"] += _quiet(item)


def _usable(pair: Pair) -> tuple[GoldEvent | None, Event | None]:
    """A pair without gold events that count neither way."""
    if pair.gold is None or not pair.gold.optional:
        return pair.gold, pair.coded
    if pair.coded is not None and right_label(pair.gold, pair.coded):
        return None, None
    return None, pair.coded


def _count_pair(counts: Counts, document: GoldDocument, gold: GoldEvent | None, event: Event | None) -> None:
    """Confusion of labels, and who is right where the event is."""
    if gold is None and event is not None:
        if in_scope(document, event) and event.event:
            counts.confusion[NONE, event.event[0]] += 1
        return
    if gold is None or gold.labels is None:
        return
    right = event is not None and right_label(gold, event)
    one = _label(gold) or NONE
    other = one if right else (event.event or (NONE,))[0] if event is not None else NONE
    if (one, other) != (NONE, NONE):
        counts.confusion[one, other] += 1
    if event is not None and right:
        if gold.actor is not None:
            counts.shares["actor"].append(right_actor(document, gold, event))
        if gold.recipient is not None:
            counts.shares["recipient"].append(right_recipient(document, gold, event))


def _by_words(gold: GoldEvent, dimension: str) -> bool:
    side = {"actor": gold.actor, "recipient": gold.recipient}.get(dimension)
    return bool(side) and _parties(side) == BY_WORDS


def in_scope(document: GoldDocument, event: Event) -> bool:
    """Whether a coded event that no gold event wants is wrong: the gold events are all there are, and the coded one is
    no event of long ago (which a gold file need not list)."""
    return document.events is not None and document.complete and HISTORICAL not in event.auxiliary


def _quiet(item: Coded) -> list[bool]:
    """For each sentence (document, where places are not told) without gold events: whether nothing was coded there."""
    from eventcoder.sentences import split

    document = item.document
    if document.events is None or not document.complete:
        return []
    loud = [event for event in item.events if event.event and HISTORICAL not in event.auxiliary]
    if any(gold.span is None for gold in document.events):
        return []
    if any(event.text_info is None for event in loud):
        return [not loud] if not document.events else []
    sentences = [(s.start, s.end) for s in split(document.text) if s.role != "dateline"]
    told = [gold.span for gold in document.events if gold.span is not None]
    places = [(info.start, info.end) for event in loud if (info := event.text_info) is not None]
    empty = [s for s in sentences if not any(_overlap(s, span) for span in told)]
    return [not any(_overlap(s, place) for place in places) for s in empty]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


# ---------------------------------------------------------------------- claims


def _count_claims(counts: Counts, index: int, item: Coded) -> None:
    wanted = item.document.claims or ()
    found = [claim for event in item.events for claim in event.claims]
    for dimension, stances in ((CLAIM_TYPE, False), (CLAIM, True)):
        # Claims of one kind are one: a text seldom makes two, and a coder may put one on several events.
        keys = {_key(claim.type, claim.stance, stances and claim.stance is not None) for claim in wanted}
        open_types = {claim.type for claim in wanted if claim.stance is None}
        coded = {_key(claim.type, claim.stance, stances and claim.type not in open_types) for claim in found}
        for type_, _ in sorted(keys & coded):
            counts.add(dimension, type_, index, right=1)
        for type_, _ in sorted(keys - coded):
            counts.add(dimension, type_, index, missed=1)
        if item.document.complete:
            for type_, _ in sorted(coded - keys):
                counts.add(dimension, type_, index, extra=1)
    for claim in wanted:
        same = [c for c in found if c.type == claim.type and claim.stance in (None, c.stance)]
        if claim.claimant is not None and same:
            counts.shares["claimant"].append(any(right_claimant(claim, c) for c in same))


def _key(type_: str, stance: str | None, stances: bool) -> tuple[str, str]:
    return type_, (stance or "") if stances else ""


def right_claimant(wanted: GoldClaim, found: Claim) -> bool:
    """Whether the claimant is the one wanted; "" wants none."""
    if not wanted.claimant:
        return found.claimant is None
    return found.claimant is not None and same_words(found.claimant.entity_text, wanted.claimant)


def wrong_parts(document: GoldDocument, gold: GoldEvent, event: Event) -> list[str]:
    """Names of the dimensions in which a coded event does not have what a gold event states."""
    return [
        dimension.name
        for dimension in DIMENSIONS
        if dimension.name not in ("event and parties", "quad", "root")
        and dimension.wanted(gold) is not None
        and not dimension.right(document, gold, event)
    ]
