"""Duplicates: the same event told in several sentences of a document becomes one record that counts how often.

Two records are of one event where document, event, actors' and recipients' codes, date and flags are the same and their
modes and countries do not contradict each other. The first one told stays; docs/places.md says what it takes from the
rest.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from eventcoder.records import Entity, Event, Location, Size

__all__ = ["merge_events"]


def merge_events(events: Iterable[Event]) -> list[Event]:
    """Merge the records of one event.

    Args:
        events: records of one document or several, in their order.

    Returns:
        The records in the order of their first telling, each with `mentions`, the number of records that it stands for.
        Links to a record that went into another point to that one.
    """
    groups: dict[tuple[object, ...], list[list[Event]]] = {}
    order: list[list[Event]] = []
    for event in events:
        same = groups.setdefault(_key(event), [])
        for group in same:
            if all(_agree(event, told) for told in group):
                group.append(event)
                break
        else:
            group = [event]
            same.append(group)
            order.append(group)
    became = {event.id: group[0].id for group in order for event in group}
    return [_merged(group, became) for group in order]


def _key(event: Event) -> tuple[object, ...]:
    """What two records of one event have in common."""
    return (
        event.document_id,
        event.event,
        event.cameo.root if event.cameo is not None and not event.event else None,
        _codes(event.actor),
        _codes(event.recipient),
        event.date,
        tuple(sorted(event.auxiliary)),
        event.directed,
    )


def _codes(entities: Sequence[Entity]) -> frozenset[tuple[str | None, str | None]]:
    """Who they are: codes; the sector where there is no code; the words where there is neither."""
    found: set[tuple[str | None, str | None]] = set()
    for entity in entities:
        if entity.code:
            found.add((entity.code, None))
        elif entity.sector:
            found.add((None, entity.sector))
        else:
            found.add((None, (entity.entity_text or "").casefold()))
    return frozenset(found)


def _agree(one: Event, other: Event) -> bool:
    """Whether modes and countries are the same, or one record lacks them."""
    if one.mode and other.mode and one.mode != other.mode:
        return False
    country, known = _country(one), _country(other)
    return not country or not known or country == known


def _country(event: Event) -> str | None:
    return event.event_loc.country_code if event.event_loc is not None else None


def _merged(group: Sequence[Event], became: dict[str, str]) -> Event:
    first = group[0]
    update: dict[str, Any] = {"mentions": sum(event.mentions or 1 for event in group)}
    if len(group) > 1:
        exact = next((event for event in group if event.mode), first)
        update |= {"mode": exact.mode, "event_scale": exact.event_scale, "cameo": exact.cameo}
        update["event_loc"] = _finest([event.event_loc for event in group])
        update["size"] = _largest([event.size for event in group if event.size is not None])
        update["context"] = tuple(dict.fromkeys(name for event in group for name in event.context))
        update["claims"] = tuple(_distinct_claims(group))
        update["attribution"] = next((event.attribution for event in group if event.attribution is not None), None)
    links = [became.get(event.link, event.link) for event in group if event.link is not None]
    if links:
        update["link"] = links[0]
    return first.model_copy(update=update)


def _finest(places: Sequence[Location | None]) -> Location | None:
    """The most exact place, the first of several."""
    known = [place for place in places if place is not None]
    return min(known, key=lambda place: place.resolution or 9) if known else None


def _largest(sizes: Sequence[Size]) -> Size | None:
    """The largest number of each kind: later sentences repeat or raise it."""
    if not sizes:
        return None
    return Size(
        **{
            kind: max((number for size in sizes if (number := getattr(size, kind)) is not None), default=None)
            for kind in Size.model_fields
        }
    )


def _distinct_claims(group: Sequence[Event]) -> Iterable[Any]:
    """All claims, one of each type, stance and claimant."""
    seen: set[tuple[object, ...]] = set()
    for event in group:
        for claim in event.claims:
            who = claim.claimant.code or claim.claimant.entity_text if claim.claimant is not None else None
            key = (claim.type, claim.stance, who)
            if key not in seen:
                seen.add(key)
                yield claim
