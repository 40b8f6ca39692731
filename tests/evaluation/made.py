"""Gold documents and coded events made by hand."""

from collections.abc import Sequence
from typing import Any

from eventcoder.evaluation.gold import GoldDocument, GoldEvent, GoldParty
from eventcoder.records import Cameo, Claim, Entity, Event, Evidence, TextInfo

Side = str | Sequence[Entity]


def entities(side: Side) -> tuple[Entity, ...]:
    """Entities; a text is their codes, separated by blanks."""
    if isinstance(side, str):
        return tuple(Entity(code=code, entity_text=code.lower()) for code in side.split())
    return tuple(side)


def coded(
    event: str = "",
    actor: Side = "",
    recipient: Side = "",
    *,
    cameo: str = "",
    document: str | None = "d",
    claims: Sequence[Claim] = (),
    place: tuple[int, int] | None = None,
    rule: str | None = None,
    **more: Any,
) -> Event:
    """A coded event."""
    return Event(
        id=more.pop("id", "e"),
        document_id=document,
        date=more.pop("date", None),
        actor=entities(actor),
        recipient=entities(recipient),
        event=(event,) if event else (),
        cameo=Cameo(code=cameo, root=cameo[:2]) if cameo else None,
        claims=tuple(claims),
        text_info=TextInfo(sequence=0, start=place[0], end=place[1]) if place else None,
        evidence=(Evidence(rule=rule),) if rule else (),
        **more,
    )


def parties(codes: str | None) -> tuple[GoldParty, ...] | None:
    """Parties by codes; None states nothing."""
    return None if codes is None else tuple(GoldParty(code=code) for code in codes.split())


def gold(event: str | None = None, actor: str | None = None, recipient: str | None = None, **more: Any) -> GoldEvent:
    """A gold event; several labels separated by |."""
    labels = None if event is None else tuple(event.split("|")) if event else ()
    return GoldEvent(labels=labels, actor=parties(actor), recipient=parties(recipient), **more)


def document(*events: GoldEvent, text: str = "Something happened.", **more: Any) -> GoldDocument:
    """A gold document with these events."""
    return GoldDocument(**({"id": "d", "text": text, "events": events} | more))
