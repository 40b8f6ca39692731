"""The report of an evaluation: text for a terminal, JSON and CSV for programs. Imports measures, mistakes and run."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import orjson

from eventcoder.evaluation.counts import NONE
from eventcoder.evaluation.layout import number, span, table
from eventcoder.evaluation.measures import DimensionResult, Measure, Share
from eventcoder.evaluation.mistakes import explain_mistake
from eventcoder.evaluation.run import Evaluation
from eventcoder.evaluation.trust import grade_as_dict, grade_lines

if TYPE_CHECKING:
    from eventcoder.coder import Coder

__all__ = ["to_csv", "to_json", "to_text"]

SHARE_NAMES: Mapping[str, str] = {
    "quiet": "quiet: sentences without gold event in which nothing is coded",
    "actor": "right actor, where the event is right",
    "recipient": "right recipient, where the event is right",
    "claimant": "right claimant, where the claim is right",
}
SMALL = ("event", "quad", "claim type")
"""Dimensions all of whose classes the text report lists; of the others it lists as many as asked for."""
HEADS = ("", "gold", "coded", "right", "precision", "", "recall", "", "F1", "")


def to_text(result: Evaluation, *, errors: int = 0, classes: int = 0, coder: "Coder | None" = None) -> str:
    """The report for people.

    Args:
        result: the evaluation.
        errors: mistakes to tell.
        classes: classes to list of dimensions with many (modes, CAMEO codes, actors).
        coder: explains mistakes; without it they are told alone.
    """
    per = result.events_per_sentence
    lines = [
        f"{result.documents} texts, {result.sentences} sentences, {result.events} events coded"
        + (f" ({per:.2f} a sentence)" if per is not None else "")
        + (f", {result.statements} statements without event" if result.statements else "")
    ]
    if result.incomplete:
        lines.append(
            f"{result.incomplete} texts do not list all their events: further ones are not counted as wrong there"
        )
    if result.dimensions:
        lines += ["", *table([HEADS, *(_cells(d.micro, d.name) for d in result.dimensions)])]
    macros = [d for d in result.dimensions if d.macro_f1 is not None and len(d.classes) > 1]
    if macros:
        lines.append("")
        lines += table([(f"macro F1, {d.name}", number(d.macro_f1), span(d.macro_interval)) for d in macros])
    if result.shares:
        lines.append("")
        lines += table([_share(one) for one in result.shares])
    for dimension in result.dimensions:
        shown = dimension.classes if dimension.name in SMALL else dimension.classes[:classes]
        if shown and len(dimension.classes) > 1:
            lines += ["", *table([(dimension.name, *HEADS[1:]), *(_cells(m, m.name) for m in shown)])]
            if len(shown) < len(dimension.classes):
                lines.append(f"and {len(dimension.classes) - len(shown)} more")
    if result.confusion:
        lines += ["", "gold (down) coded as (across)", *table(_confusion(result.confusion))]
    for name, measures in result.groups.items():
        if measures:
            lines += ["", *table([(name or "(none)", *HEADS[1:]), *(_cells(m, m.name) for m in measures)])]
    if result.grades:
        lines += ["", *grade_lines(result.grades)]
    if errors:
        lines += ["", *_mistakes(result, errors, coder)]
    lines += ["", "intervals: 95 %; precision, recall and shares by Wilson, F1 by bootstrap over texts"]
    return "\n".join(lines)


def _mistakes(result: Evaluation, errors: int, coder: "Coder | None") -> Iterable[str]:
    if result.mended:
        yield f"marked as known failures, but right: {', '.join(result.mended)}"
    if not result.mistakes:
        yield "no mistakes"
        return
    yield f"{len(result.mistakes)} mistakes, the first {min(errors, len(result.mistakes))}:"
    for mistake in result.mistakes[:errors]:
        yield mistake.to_text()
        if coder is not None:
            yield from (f"    {line}" for line in explain_mistake(mistake, coder))


def _cells(measure: Measure, name: str) -> tuple[str, ...]:
    return (
        name,
        str(measure.gold),
        str(measure.coded),
        str(measure.right),
        number(measure.precision),
        span(measure.precision_interval if measure.coded else None),
        number(measure.recall),
        span(measure.recall_interval if measure.gold else None),
        number(measure.f1),
        span(measure.f1_interval),
    )


def _share(one: Share) -> tuple[str, ...]:
    return SHARE_NAMES[one.name], f"{one.right}/{one.cases}", number(one.value), span(one.interval)


def _confusion(confusion: Mapping[tuple[str, str], int]) -> list[tuple[str, ...]]:
    down = sorted({one for one, _ in confusion}, key=lambda name: (name == NONE, name))
    across = sorted({other for _, other in confusion}, key=lambda name: (name == NONE, name))
    rows = [(one, *(str(confusion.get((one, other), "")) for other in across)) for one in down]
    return [("", *(name[:7] for name in across)), *rows]


def to_json(result: Evaluation, *, errors: int = 0, coder: "Coder | None" = None) -> bytes:
    """The report for programs: one JSON object. Arguments as for `to_text`."""
    value = {
        "documents": result.documents,
        "incomplete": result.incomplete,
        "sentences": result.sentences,
        "events": result.events,
        "statements": result.statements,
        "events_per_sentence": result.events_per_sentence,
        "dimensions": [_dimension(dimension) for dimension in result.dimensions],
        "shares": [
            {"name": s.name, "right": s.right, "cases": s.cases, "value": s.value, "interval": s.interval}
            for s in result.shares
        ],
        "confusion": [{"gold": g, "coded": c, "count": n} for (g, c), n in result.confusion.items()],
        "groups": {name: [_measure(m) for m in measures] for name, measures in result.groups.items()},
        "grades": [grade_as_dict(one) for one in result.grades],
        "mistakes": [
            {
                "kind": m.kind,
                "document": m.document.id,
                "known_failure": m.document.known_failure,
                "sentence": m.sentence,
                "gold": str(m.gold) if m.gold is not None else None,
                "coded": m.coded.id if m.coded is not None else None,
                "rules": [e.rule for e in m.coded.evidence if e.rule] if m.coded is not None else [],
                "parts": m.parts,
                "explanation": explain_mistake(m, coder) if coder is not None else [],
            }
            for m in result.mistakes[:errors]
        ],
        "mended": result.mended,
        "mistakes_in_all": len(result.mistakes),
        "findings": [finding.as_dict() for finding in result.findings],
    }
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _dimension(dimension: DimensionResult) -> dict[str, Any]:
    return {
        "name": dimension.name,
        "micro": _measure(dimension.micro),
        "macro_f1": dimension.macro_f1,
        "macro_interval": dimension.macro_interval,
        "classes": [_measure(measure) for measure in dimension.classes],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "name": measure.name,
        "gold": measure.gold,
        "coded": measure.coded,
        "right": measure.right,
        "precision": measure.precision,
        "precision_interval": measure.precision_interval if measure.coded else None,
        "recall": measure.recall,
        "recall_interval": measure.recall_interval if measure.gold else None,
        "f1": measure.f1,
        "f1_interval": measure.f1_interval,
    }


def to_csv(result: Evaluation) -> str:
    """The figures of all classes as a table; empty cells where there is nothing to divide by."""
    out = io.StringIO()
    names = (
        "precision",
        "precision_low",
        "precision_high",
        "recall",
        "recall_low",
        "recall_high",
        "f1",
        "f1_low",
        "f1_high",
    )
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("dimension", "class", "gold", "coded", "right", *names))
    for dimension in result.dimensions:
        for measure in (dimension.micro, *dimension.classes):
            found = _measure(measure)
            figures: list[float | str] = []
            for name in ("precision", "recall", "f1"):
                figures += ["" if found[name] is None else round(found[name], 6)]
                figures += [round(end, 6) for end in found[f"{name}_interval"] or ()] or ["", ""]
            writer.writerow((dimension.name, measure.name, measure.gold, measure.coded, measure.right, *figures))
    return out.getvalue()
