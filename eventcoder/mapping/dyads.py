"""Records with several parties as pairs of one source and one target, and pairs as records again. Imports records.

Every actor is paired with every recipient. Where all parties of a reciprocal event (codebooks/dyads/reciprocal.csv) are
actors, each is paired with each other one, in both directions. Where an event has no recipient each actor stands alone.

The pairs of one record have its id with #1, #2, ... behind, where there are several. `fold` puts such pairs together
again, and rows that tell a reciprocal event twice with the parties swapped: records that follow one another, tell the
same, and whose pairs are those that one record would be expanded to.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

from eventcoder.mapping.lookups import table_rows
from eventcoder.records import Entity, Event

__all__ = ["Pair", "expand", "fold", "pairs", "reciprocal_events"]

Pair = tuple[Entity | None, Entity | None]
"""Source and target."""

MARK = "#"
"""Stands between a record's id and the number of a pair."""

TOGETHER = 400
"""Records that are held at most until it is clear which of them belong together."""


@cache
def reciprocal_events() -> frozenset[str]:
    """PLOVER events whose parties do the same to one another."""
    return frozenset(row["event"] for row in table_rows("dyads/reciprocal.csv"))


def pairs(event: Event) -> list[Pair]:
    """The pairs of source and target that an event stands for, in the order of its parties; at least one."""
    if event.recipient:
        return list(product(event.actor or (None,), event.recipient))
    if len(event.actor) > 1 and not reciprocal_events().isdisjoint(event.event):
        places = range(len(event.actor))
        return [(event.actor[one], event.actor[other]) for one, other in product(places, places) if one != other]
    return [(actor, None) for actor in event.actor] or [(None, None)]


def expand(event: Event) -> list[Event]:
    """The pairs of an event as records of their own."""
    found = pairs(event)
    if len(found) == 1 and len(event.actor) < 2 and len(event.recipient) < 2:
        return [event]
    return [
        event.model_copy(
            update={
                "id": f"{event.id}{MARK}{number}",
                "actor": () if source is None else (source,),
                "recipient": () if target is None else (target,),
            }
        )
        for number, (source, target) in enumerate(found, start=1)
    ]


def fold(events: Iterable[Event]) -> Iterator[Event]:
    """Records with the pairs of one event put together.

    Records are put together that follow one another (within one document), agree in everything but id, parties and
    place, and whose pairs are all those of a reciprocal event, or all of several actors and recipients. The first one's
    id (without #1) and place are kept.

    Args:
        events: records, in the order of their source.
    """
    held: list[Event] = []
    for event in events:
        if held and (_story(event) != _story(held[0]) or len(held) >= TOGETHER):
            yield from _folded(held)
            held = []
        held.append(event)
    yield from _folded(held)


def _story(event: Event) -> tuple[object, ...]:
    return (event.date, event.document_id, event.cite_info)


def _folded(events: Sequence[Event]) -> Iterator[Event]:
    groups: dict[object, list[Event]] = {}
    for event in events:
        groups.setdefault(_content(event), []).append(event)
    for group in groups.values():
        yield from _joined(group)


def _content(event: Event) -> object:
    """What records have in common that are pairs of one event; records that are no pairs stand alone."""
    if len(event.actor) > 1 or len(event.recipient) > 1:
        return event.id
    number = event.id.rpartition(MARK)[0]
    return event.model_copy(update={"id": number, "actor": (), "recipient": (), "event_loc": None})


def _joined(group: Sequence[Event]) -> Iterator[Event]:
    """One record for the group if its pairs make one; else one for each two that are each other's mirror."""
    if len(group) == 1:
        yield group[0]
        return
    whole = _whole(group)
    if whole is not None:
        yield whole
        return
    waiting: dict[object, list[int]] = {}
    partner: dict[int, int] = {}
    for place, event in enumerate(group):
        key, mirror = (event.actor, event.recipient), (event.recipient, event.actor)
        if event.recipient and event.actor != event.recipient and waiting.get(mirror):
            partner[waiting[mirror].pop(0)] = place
        else:
            waiting.setdefault(key, []).append(place)
    seconds = set(partner.values())
    for place, event in enumerate(group):
        if place in seconds:
            continue
        both = _whole([event, group[partner[place]]]) if place in partner else None
        yield both or event
        if place in partner and both is None:
            yield group[partner[place]]


def _whole(group: Sequence[Event]) -> Event | None:
    """The one record whose pairs these are; None where there is none."""
    first = group[0]
    given: list[Pair] = [
        (event.actor[0] if event.actor else None, event.recipient[0] if event.recipient else None) for event in group
    ]
    if len(set(given)) < len(given):
        return None
    sources, targets = _distinct(source for source, _ in given), _distinct(target for _, target in given)
    parties = sources if set(sources) == set(targets) else ()
    for actor, recipient in ((parties, ()), (sources, targets)):
        if not actor and not recipient:
            continue
        whole = first.model_copy(
            update={"actor": actor, "recipient": recipient, "id": first.id.rpartition(MARK)[0] or first.id}
        )
        if set(pairs(whole)) == set(given) and len(pairs(whole)) == len(given):
            return whole
    return None


def _distinct(entities: Iterable[Entity | None]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(entity for entity in entities if entity is not None))
