"""Which coded event stands for which gold event: a one-to-one matching. docs/evaluation.md tells it in words.

Of all ways to pair the events of a document, the one is taken that agrees most: first in how many events have the right
label, then in who takes part, then in the details. Imports gold and records.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eventcoder.evaluation.gold import GoldDocument, GoldEvent, GoldParty
from eventcoder.records import Entity, Event, Span
from eventcoder.reliability import recipients

__all__ = ["Pair", "forbidden", "match", "party_agrees", "right_actor", "right_label", "right_recipient", "same_span"]

LABEL, ROLE, DETAIL, ROOT, PLACE = 100_000, 100, 30, 10, 1
"""What it counts that a pair has the same label, a role, mode or leaf, root, or only the sentence in common."""
ORDER = 10_000
"""Agreement is multiplied by this, so that the order in the text decides between equals only."""
SHARED = 0.3
"""Spans that overlap are the same where they share this part of their union."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold event and the coded event that stands for it; one of them is None where it has none."""

    gold: GoldEvent | None
    coded: Event | None


def match(document: GoldDocument, coded: Sequence[Event]) -> list[Pair]:
    """Pair the events of a document: gold events in their order, then the coded ones that are left.

    Args:
        document: with its gold events.
        coded: the coded events of the document, in their order.
    """
    gold = document.events or ()
    agreement = [
        [_agreement(document, wanted, found) * ORDER - min(abs(i - j), ORDER - 1) for j, found in enumerate(coded)]
        for i, wanted in enumerate(gold)
    ]
    partner = {i: j for i, j in _assign(agreement) if agreement[i][j] > 0}
    taken = set(partner.values())
    pairs = [Pair(wanted, coded[partner[i]] if i in partner else None) for i, wanted in enumerate(gold)]
    return pairs + [Pair(None, found) for j, found in enumerate(coded) if j not in taken]


def _agreement(document: GoldDocument, gold: GoldEvent, coded: Event) -> int:
    """How much a gold event and a coded one agree; 0: they have nothing to do with each other."""
    if gold.span is not None and coded.text_info is not None:
        if min(gold.span[1], coded.text_info.end) <= max(gold.span[0], coded.text_info.start):
            return 0
    points = ROLE * bool(gold.actor and right_actor(document, gold, coded))
    points += ROLE * bool(gold.recipient and right_recipient(document, gold, coded))
    if right_label(gold, coded):
        points += LABEL
    elif not points and not _one_place(document, gold):
        return 0
    points += DETAIL * bool(gold.mode and gold.mode in coded.mode)
    if coded.cameo is not None:
        points += DETAIL * (gold.cameo == coded.cameo.code) + ROOT * (gold.root == coded.cameo.root)
    return points + PLACE


def _one_place(document: GoldDocument, gold: GoldEvent) -> bool:
    """Whether gold event and coded event are known to be told in the same place."""
    return gold.span is not None or len(document.events or ()) == 1


def right_label(gold: GoldEvent, coded: Event) -> bool:
    """Whether the coded event has one of the gold event's labels; where none is stated, its CAMEO root."""
    if gold.labels is None:
        return gold.root is not None and coded.cameo is not None and coded.cameo.root == gold.root
    if not gold.labels:  # a statement: no event, but a CAMEO code
        return not coded.event and (gold.root is None or (coded.cameo is not None and coded.cameo.root == gold.root))
    return any(label in gold.labels for label in coded.event)


def right_actor(document: GoldDocument, gold: GoldEvent, coded: Event) -> bool:
    """Whether one of the coded actors is one of those wanted, or nobody is wanted and there is none."""
    if not gold.actor:
        return gold.actor is None or not coded.actor
    return _meet(document, gold.actor, coded.actor)


def right_recipient(document: GoldDocument, gold: GoldEvent, coded: Event) -> bool:
    """The same of the recipients; those of a reciprocal event stand among its actors."""
    if not gold.recipient:
        return gold.recipient is None or not coded.recipient
    among = coded.actor if recipients(coded) and not coded.recipient else coded.recipient
    return _meet(document, gold.recipient, among)


def _meet(document: GoldDocument, wanted: Sequence[GoldParty], found: Sequence[Entity]) -> bool:
    return any(party_agrees(document.text, party, entity) for party in wanted for entity in found)


def party_agrees(text: str, party: GoldParty, entity: Entity) -> bool:
    """Whether a coded entity has everything that is stated of a gold party."""
    if party.code is not None and party.code != entity.code:
        return False
    if party.sector is not None and party.sector not in (entity.sector, *entity.other_sectors):
        return False
    if party.span is not None and entity.start is not None and entity.end is not None:
        return same_span((entity.start, entity.end), party.span)
    words = party.text or (text[slice(*party.span)] if party.span is not None else None)
    return words is None or same_words(entity.entity_text, words)


def same_span(found: Span, wanted: Span) -> bool:
    """Whether a coded span is a gold one: it lies inside it, or shares SHARED of their union (one that holds it may so
    be about three times as long). Annotators and coders cut phrases differently: "Mr X" or "Mr X, minister of Y"."""
    shared = min(found[1], wanted[1]) - max(found[0], wanted[0])
    if shared <= 0:
        return False
    long, wide = found[1] - found[0], wanted[1] - wanted[0]
    return shared == long or shared / (long + wide - shared) >= SHARED


def same_words(found: str | None, wanted: str) -> bool:
    """Whether one of two texts holds the other, whatever the case."""
    one, other = (found or "").casefold(), wanted.casefold()
    return bool(one) and (one in other or other in one)


def forbidden(document: GoldDocument, bad: GoldEvent, coded: Event) -> bool:
    """Whether a coded event has everything that is stated of a forbidden one."""
    inside = bad.span is None or coded.text_info is None
    if not inside and bad.span is not None and coded.text_info is not None:
        inside = min(bad.span[1], coded.text_info.end) > max(bad.span[0], coded.text_info.start)
    cameo = coded.cameo
    return (
        inside
        and (bad.labels is None or right_label(bad, coded))
        and (bad.mode is None or (bad.mode in coded.mode if bad.mode else not coded.mode))
        and (bad.root is None or (cameo is not None and cameo.root == bad.root))
        and (bad.cameo is None or (cameo is not None and cameo.code == bad.cameo))
        and right_actor(document, bad, coded)
        and right_recipient(document, bad, coded)
    )


def _assign(value: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The pairs (row, column) of the assignment with the largest sum; min(rows, columns) of them.

    The Hungarian method with potentials (Kuhn 1955, Munkres 1957), in cubic time.
    """
    if not value or not value[0]:
        return []
    if len(value) > len(value[0]):
        turned = [list(column) for column in zip(*value, strict=True)]
        return sorted((i, j) for j, i in _assign(turned))
    rows, columns = len(value), len(value[0])
    row_of = [0] * (columns + 1)  # row that a column is given to, from 1; column 0 holds the row to be placed
    by_row, by_column = [0] * (rows + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0] = row
        least: list[int | None] = [None] * (columns + 1)
        before = [0] * (columns + 1)
        used = [False] * (columns + 1)
        at = 0
        while row_of[at]:
            used[at] = True
            i, step, following = row_of[at], None, 0
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                cost = -value[i - 1][j - 1] - by_row[i] - by_column[j]
                known = least[j]
                if known is None or cost < known:
                    least[j] = known = cost
                    before[j] = at
                if step is None or known < step:
                    step, following = known, j
            assert step is not None
            for j in range(columns + 1):
                if used[j]:
                    by_row[row_of[j]] += step
                    by_column[j] -= step
                elif (known := least[j]) is not None:
                    least[j] = known - step
            at = following
        while at:
            row_of[at] = row_of[before[at]]
            at = before[at]
    return sorted((row_of[j] - 1, j - 1) for j in range(1, columns + 1) if row_of[j])
