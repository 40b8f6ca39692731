from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from eventcoder.merge import merge_events
from eventcoder.records import Claim, Entity, Event, Location, Size


def event(id: str, actor: str = "USA", recipient: str = "IRQ", country: str | None = None, **changes: Any) -> Event:
    fields: dict[str, Any] = {
        "id": id,
        "document_id": "d",
        "date": "2024-07-30",
        "actor": (Entity(code=actor),),
        "recipient": (Entity(code=recipient),),
        "event": ("ASSAULT",),
        "event_loc": Location(country_code=country, resolution=5) if country else None,
    }
    return Event(**(fields | changes))


def test_merge_counts_and_keeps_the_first() -> None:
    (merged,) = merge_events([event("a", text="first"), event("b", text="second")])
    assert (merged.id, merged.text, merged.mentions) == ("a", "first", 2)


def test_merge_keeps_apart_what_differs() -> None:
    others = [
        event("b", actor="GBR"),
        event("c", recipient="SYR"),
        event("d", date="2024-07-29"),
        event("f", event=("COERCE",)),
        event("g", auxiliary=("historical",)),
        event("h", document_id="other"),
    ]
    assert [e.mentions for e in merge_events([event("a"), *others])] == [1] * 7


def test_merge_countries_may_not_contradict() -> None:
    merged = merge_events([event("a"), event("b", country="IRQ"), event("c", country="SYR"), event("d", country="SYR")])
    assert [(e.id, e.mentions, e.event_loc and e.event_loc.country_code) for e in merged] == [
        ("a", 2, "IRQ"),
        ("c", 2, "SYR"),
    ]


def test_merge_takes_finest_place_largest_size_all_contexts_and_claims() -> None:
    city = Location(country_code="IRQ", city="Mosul", resolution=2)
    one = event("a", country="IRQ", size=Size(dead=3, injured=5), context=("military",))
    claim = Claim(type="self-defense", stance="asserted")
    two = event("b", event_loc=city, size=Size(dead=4), context=("terrorism", "military"), claims=(claim, claim))
    (merged,) = merge_events([one, two])
    assert merged.event_loc == city
    assert merged.size == Size(dead=4, injured=5)
    assert merged.context == ("military", "terrorism")
    assert merged.claims == (claim,)


def test_merge_mode_is_taken_from_who_tells_it_and_modes_may_not_contradict() -> None:
    told = [event("a"), event("b", mode=("aerial",), event_scale=-9.0), event("c", mode=("drone",)), event("d")]
    assert [(e.id, e.mode, e.event_scale, e.mentions) for e in merge_events(told)] == [
        ("a", ("aerial",), -9.0, 3),
        ("c", ("drone",), None, 1),
    ]


def test_merge_links_follow_what_was_merged_away() -> None:
    justify = event("j", event=("JUSTIFY",), mode=("self-defense",), link="b")
    merged = merge_events([event("a"), event("b", link="b"), justify])
    assert [(e.id, e.link) for e in merged] == [("a", "a"), ("j", "a")]


def test_merge_unknown_actors_are_told_by_sector_or_words() -> None:
    crowd, mob = Entity(entity_text="a crowd"), Entity(entity_text="A Crowd")
    assert len(merge_events([event("a", actor="USA"), event("b"), event("c")])) == 1
    assert len(merge_events([event("a").model_copy(update={"actor": (one,)}) for one in (crowd, mob)])) == 1
    rebel, soldier = Entity(sector="REB"), Entity(sector="MIL")
    assert len(merge_events([event("a").model_copy(update={"actor": (one,)}) for one in (rebel, soldier)])) == 2


EVENTS = st.lists(
    st.builds(
        event,
        st.uuids().map(str),
        st.sampled_from(["USA", "GBR"]),
        st.sampled_from(["IRQ", "SYR"]),
        st.sampled_from([None, "IRQ", "SYR"]),
    ),
    max_size=12,
)


@given(EVENTS)
def test_merge_loses_no_mention_and_is_done_once(events: list[Event]) -> None:
    merged = merge_events(events)
    assert sum(e.mentions or 0 for e in merged) == len(events)
    assert [e.id for e in merged] == [e.id for e in events if e.id in {m.id for m in merged}]
    assert sum(e.mentions or 0 for e in merge_events(merged)) == len(events)
