"""Gold files: texts with the events that should be found in them. See docs/evaluation.md and schemas/gold.schema.json.

A field that a gold event leaves out is None here and is not scored. Imports findings, json_text and vocabulary.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from eventcoder.errors import InputError
from eventcoder.findings import Finding
from eventcoder.json_text import open_input, read_json
from eventcoder.records import Span
from eventcoder.vocabulary import legal_modes

__all__ = ["GoldClaim", "GoldDocument", "GoldEvent", "GoldParty", "read_gold"]

SCHEMA = "gold"
ENDING = ".jsonl"
WRONG_KIND = "EC301"
Report = Callable[[Finding], object]


@dataclass(frozen=True, slots=True)
class GoldParty:
    """One who fills a role; what is None is not stated. All that is stated must be found.

    Attributes:
        code: country or PLOVER's code of a non-state actor.
        sector: PLOVER sector.
        text: words of the text that name it.
        span: where they stand.
    """

    code: str | None = None
    sector: str | None = None
    text: str | None = None
    span: Span | None = None

    def __str__(self) -> str:
        return "/".join(part for part in (self.code, self.sector, self.text) if part) or "somebody"


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event that should be found; what is None is not stated.

    Attributes:
        labels: PLOVER events that are right, the first being the class that it counts for; () for none (statements).
        mode: mode; "" where there must be none.
        cameo: CAMEO leaf code.
        root: CAMEO root.
        quad: PLOVER quad class.
        actor, recipient: parties, any of whom is right; () where there must be nobody.
        country: where it happens.
        date: day of the event.
        span: where the text tells it.
        optional: whether it may be coded or not.
    """

    labels: tuple[str, ...] | None = None
    mode: str | None = None
    cameo: str | None = None
    root: str | None = None
    quad: int | None = None
    actor: tuple[GoldParty, ...] | None = None
    recipient: tuple[GoldParty, ...] | None = None
    country: str | None = None
    date: str | None = None
    span: Span | None = None
    optional: bool = False

    def __str__(self) -> str:
        label = "|".join(self.labels) if self.labels else ""
        what = " ".join(part for part in (label, self.mode, self.cameo or self.root) if part) or "event"
        sides = [side for side in (self.actor, self.recipient) if side is not None]
        who = " -> ".join(" or ".join(map(str, side)) or "nobody" for side in sides)
        return f"{what}: {who}" if who else what


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A justification that should be found.

    Attributes:
        type: kind of the justification.
        stance: how the text stands to it, or None where that is not stated.
        claimant: words that name who makes it; "" for the narrator, None where that is not stated.
    """

    type: str
    stance: str | None = None
    claimant: str | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with what should be found in it.

    Attributes:
        id: identifier.
        text: the text.
        date: day of publication.
        events: the events; None where they are not given, so not scored.
        forbidden: events that must not be found.
        claims: the justifications; None where they are not given.
        complete: whether events and claims that are not given are wrong.
        known_failure: whether it is known to be coded wrong.
        groups: what it can be counted by (cell, source, why, file): name -> value.
    """

    id: str
    text: str
    date: datetime.date | None = None
    events: tuple[GoldEvent, ...] | None = None
    forbidden: tuple[GoldEvent, ...] = ()
    claims: tuple[GoldClaim, ...] | None = None
    complete: bool = True
    known_failure: bool = False
    groups: Mapping[str, str] = field(default_factory=dict, hash=False)


def read_gold(source: str | Path | BinaryIO, *, report: Report | None = None) -> Iterator[GoldDocument]:
    """The documents of a gold file, or of all .jsonl files of a folder, in order.

    Args:
        source: a path, a folder, or a binary stream.
        report: called with every finding, so that reading goes on behind a bad line; without it the first error stops.

    Raises:
        InputError: it cannot be read at all, or has an error and there is no report.
    """

    def tell(finding: Finding) -> None:
        if report is not None:
            report(finding)
        elif finding.level == "error":
            raise InputError(f"{finding}; give `report` to read on behind it")

    seen: set[str] = set()
    for part in _files(source):
        with open_input(part) as (stream, file):
            for item in read_json(stream, file):
                if isinstance(item, Finding):
                    tell(item)
                    continue
                document, findings = _document(item.value, seen, file, item.line, item.row)
                for finding in findings:
                    tell(finding)
                if document is not None:
                    seen.add(document.id)
                    yield document


def _files(source: str | Path | BinaryIO) -> list[str | Path | BinaryIO]:
    if not isinstance(source, str | Path) or not Path(source).is_dir():
        return [source]
    found: list[str | Path | BinaryIO] = [*sorted(Path(source).glob(f"*{ENDING}"))]
    if not found:
        raise InputError(f"{source} holds no {ENDING} file; name a gold file, or a folder of them")
    return found


def _document(
    value: Any, seen: set[str], file: str, line: int, row: int
) -> tuple[GoldDocument | None, tuple[Finding, ...]]:
    """A line as a document (None where it has an error), and what is to be said of it."""
    from eventcoder.validation.schema import schema_findings

    findings = _plain(tuple(schema_findings(value, SCHEMA, file=file, line=line, row=row)))
    if any(finding.level == "error" for finding in findings):
        return None, findings
    check = _Check(value["text"], file, line, row)
    if value["id"] in seen:
        check.tell(
            "EC901", "error", f"the id {value['id']!r} stands twice", "id", value["id"], "give each text its own"
        )
    events = value.get("events")
    document = GoldDocument(
        id=value["id"],
        text=value["text"],
        date=datetime.date.fromisoformat(value["date"]) if value.get("date") else None,
        events=None if events is None else tuple(_event(e, check, f"events[{i}]") for i, e in enumerate(events)),
        forbidden=tuple(_event(e, check, f"forbidden[{i}]") for i, e in enumerate(value.get("forbidden", ()))),
        claims=None if value.get("claims") is None else tuple(_claim(c, check) for c in value["claims"]),
        complete=value.get("complete", True),
        known_failure=value.get("known_failure", False),
        groups={name: value[name] for name in ("cell", "source", "why") if value.get(name)} | {"file": Path(file).name},
    )
    broken = any(finding.level == "error" for finding in check.findings)
    return None if broken else document, (*findings, *check.findings)


def _plain(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings without those that a text where a list may stand as well gets for being no list."""
    told = {(finding.field, finding.value) for finding in findings if finding.code != WRONG_KIND}
    return tuple(f for f in findings if f.code != WRONG_KIND or (f.field, f.value) not in told)


class _Check:
    """What the schema cannot say of a line: spans within the text, words that stand in it, codes that go together."""

    def __init__(self, text: str, file: str, line: int, row: int) -> None:
        self.text, self.findings = text, list[Finding]()
        self._folded = text.casefold()
        self._place: dict[str, Any] = {"file": file, "line": line, "row": row}

    def tell(self, code: str, level: Any, message: str, field: str, value: str, hint: str | None = None) -> None:
        self.findings.append(
            Finding(code=code, level=level, message=message, field=field, value=value, hint=hint, **self._place)
        )

    def span(self, value: Mapping[str, Any], field: str) -> Span | None:
        start, end = value.get("start"), value.get("end")
        if start is None and end is None:
            return None
        if start is None or end is None or not start < end <= len(self.text):
            message = f"{start} to {end} is no part of a text of {len(self.text)} characters"
            self.tell("EC902", "error", message, field, f"{start}-{end}", "count characters from 0; end is exclusive")
            return None
        return int(start), int(end)

    def words(self, words: str, field: str) -> None:
        if words.casefold() not in self._folded:
            self.tell("EC903", "warning", "these words do not stand in the text", field, words, "copy them from it")

    def mode(self, labels: tuple[str, ...], mode: str, field: str) -> None:
        if labels and not any(mode in legal_modes().get(label, ()) for label in labels):
            legal = ", ".join(sorted(legal_modes().get(labels[0], ()))) or "none"
            self.tell("EC402", "error", f"{mode!r} is no mode of {labels[0]}", field, mode, f"legal: {legal}")

    def cameo(self, code: str, field: str) -> None:
        if code not in _cameo_codes():
            self.tell("EC904", "error", f"CAMEO has no code {code}", field, code, "see codebooks/cameo/events.csv")


def _cameo_codes() -> Mapping[str, object]:
    from eventcoder.ontology import Cameo

    return Cameo.load().events


def _event(value: Mapping[str, Any], check: _Check, field: str) -> GoldEvent:
    label = value.get("event")
    labels = None if label is None else (label,) if isinstance(label, str) else tuple(label)
    mode = (value["mode"] or "") if "mode" in value else None
    cameo = value.get("cameo")
    if mode:
        check.mode(labels or (), mode, f"{field}.mode")
    if cameo:
        check.cameo(cameo, f"{field}.cameo")
    return GoldEvent(
        labels=labels,
        mode=mode,
        cameo=cameo if cameo and len(cameo) > 2 else None,
        root=cameo[:2] if cameo else None,
        quad=value.get("quad") or _quad(labels),
        actor=_parties(value.get("actor"), check, f"{field}.actor"),
        recipient=_parties(value.get("recipient"), check, f"{field}.recipient"),
        country=value.get("country"),
        date=value.get("date"),
        span=check.span(value, field),
        optional=value.get("optional", False),
    )


def _quad(labels: tuple[str, ...] | None) -> int | None:
    """The quad class that follows from the events, where they have the same."""
    from eventcoder.ontology import Plover

    found = {Plover.load().quad(label) for label in labels or ()}
    return found.pop() if len(found) == 1 else None


def _parties(value: Any, check: _Check, field: str) -> tuple[GoldParty, ...] | None:
    if value is None:
        return None
    return tuple(_party(part, check, field) for part in ([value] if isinstance(value, str) else value))


def _party(value: str | Mapping[str, Any], check: _Check, field: str) -> GoldParty:
    if isinstance(value, str):
        code = len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()
        value = {"code": value} if code else {"text": value}
    span = check.span(value, field)
    if value.get("text") and span is None:
        check.words(value["text"], field)
    return GoldParty(value.get("code"), value.get("sector"), value.get("text"), span)


def _claim(value: Mapping[str, Any], check: _Check) -> GoldClaim:
    claimant = (value["claimant"] or "") if "claimant" in value else None
    if claimant:
        check.words(claimant, "claims.claimant")
    return GoldClaim(value["type"], value.get("stance"), claimant)
