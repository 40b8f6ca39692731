"""What a record says of an event once its code is known: label, scores and classes. Imports the ontology."""

from collections.abc import Iterable
from typing import Any

from eventcoder.ontology import Cameo, Crosswalk, Plover

__all__ = ["cameo_fields", "plover_fields"]


def plover_fields(event: str | None, mode: str | None = None, contexts: Iterable[str] = ()) -> dict[str, Any]:
    """Event, mode, context, quad class and score of a PLOVER coding, under the record's names.

    Args:
        event: category; None where PLOVER has none.
        mode: a mode that the event has, or None.
        contexts: legal contexts.
    """
    if event is None:
        return {"event": (), "context": tuple(contexts)}
    facts = Plover.load()
    return {
        "event": (event,),
        "mode": (mode,) if mode else (),
        "context": tuple(contexts),
        "quad_code": facts.quad(event),
        "event_scale": facts.score(event, mode),
    }


def cameo_fields(code: str) -> dict[str, Any]:
    """The CAMEO coding of an event code and the PLOVER coding that it leads to, under the record's names.

    Args:
        code: a code of CAMEO's lists.

    Raises:
        KeyError: there is no such code.
    """
    known = Cameo.load()
    label, score, quad = known.label(code), known.goldstein(code), known.quad(code)
    targets = Crosswalk.load().cameo_to_plover(code)
    target = targets[0] if targets else None
    coding = plover_fields(target.event, target.mode, target.contexts) if target else plover_fields(None)
    cameo = {"code": code, "root": known.root(code), "label": label, "goldstein": score, "quad": quad}
    return {**coding, "cameo": cameo}
