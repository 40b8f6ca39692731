"""Grades, calibrations and judged events, for people and programs. Imports calibration, layout and measures."""

from collections.abc import Sequence
from typing import Any

from eventcoder.evaluation.calibration import Calibration, GradeResult
from eventcoder.evaluation.layout import number, span, table
from eventcoder.evaluation.measures import Share

__all__ = [
    "calibration_as_dict",
    "calibration_to_text",
    "grade_as_dict",
    "grade_lines",
    "judged_to_text",
    "share_as_dict",
]

SHARE_NAMES = {
    "event": "right event",
    "actor": "right actor, where the event is right",
    "recipient": "right recipient, where the event is right",
    "whole": "right in event, actor and recipient",
    "planted": "planted errors that the judges found",
}


def grade_lines(results: Sequence[GradeResult], name: str = "grade") -> list[str]:
    """A table of grades: events, predicted and found share that is right in all, and what is right by part."""
    head = (name, "events", "predicted", "found", "event", "", "actor", "", "recipient", "")
    return table([head, *map(_grade, results)])


def _grade(one: GradeResult) -> tuple[str, ...]:
    parts = (one.event, one.actor, one.recipient)
    cells = [cell for part in parts for cell in (number(part.value), span(part.interval if part.cases else None))]
    return one.name, str(one.event.cases), number(one.predicted), number(one.found), *cells


def grade_as_dict(one: GradeResult) -> dict[str, Any]:
    """A grade for JSON."""
    parts = {share.name: share_as_dict(share) for share in (one.event, one.actor, one.recipient)}
    return {"name": one.name, "predicted": one.predicted, "found": one.found} | parts


def share_as_dict(one: Share) -> dict[str, Any]:
    """A share for JSON."""
    return {"name": one.name, "right": one.right, "cases": one.cases, "value": one.value, "interval": one.interval}


def calibration_to_text(found: Calibration) -> str:
    """Whether chances come true for events that took no part in what they were worked out from."""
    losses = [
        ("log loss", "chance", "rate of source"),
        *((p, number(v), number(found.base[p])) for p, v in found.loss.items()),
    ]
    return "\n".join(
        [
            "cross-validated: each tenth of the texts by the counts of the other nine",
            *grade_lines(found.grades),
            "",
            *grade_lines(found.slices, "chance"),
            "",
            *table(losses),
        ]
    )


def calibration_as_dict(found: Calibration) -> dict[str, Any]:
    """The same for JSON."""
    return {
        "grades": [grade_as_dict(one) for one in found.grades],
        "slices": [grade_as_dict(one) for one in found.slices],
        "log_loss": dict(found.loss),
        "log_loss_of_rates": dict(found.base),
    }


def judged_to_text(shares: Sequence[Share], grades: Sequence[GradeResult]) -> str:
    """Judged events: what is right, and by grade."""
    lines = [
        (SHARE_NAMES[one.name], f"{one.right}/{one.cases}", number(one.value), span(one.interval)) for one in shares
    ]
    return "\n".join(["judged events", *table(lines), *(["", *grade_lines(grades)] if grades else [])])
