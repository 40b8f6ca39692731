"""Evaluating: a coder, or anybody's coded file, against a gold file.

Imports the other modules of this package at once; the coder and the formats when they are needed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeGuard, TypeVar, cast

from eventcoder.errors import InputError
from eventcoder.evaluation.calibration import GradeResult, by_grade
from eventcoder.evaluation.counts import Coded, Counts, count
from eventcoder.evaluation.gold import GoldDocument, read_gold
from eventcoder.evaluation.measures import DimensionResult, Measure, Share, dimensions, share
from eventcoder.evaluation.mistakes import Mistake, find_mistakes
from eventcoder.evaluation.verdicts import Verdict, verdicts_of
from eventcoder.findings import Finding
from eventcoder.records import Event

if TYPE_CHECKING:
    from eventcoder.coder import Coder

__all__ = ["ROUNDS", "SEED", "Evaluation", "code_gold", "evaluate", "pair_coded"]

_Value = TypeVar("_Value")

ROUNDS, SEED = 1000, 20261
"""Samples of the bootstrap and the seed of their draws."""

EVENT, WHOLE = "event", "event and parties"
SHARES = ("quiet", "actor", "recipient", "claimant")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found.

    Attributes:
        documents: texts of the gold file.
        incomplete: those of them that do not list all their events, where further ones are not counted as wrong.
        sentences: sentences of the texts.
        events: coded events with a label.
        statements: coded records without one (CAMEO 01 and 02).
        dimensions: figures by dimension and class.
        confusion: (gold event, coded event) -> how often; "-" where there is none.
        shares: quiet sentences; right actors and recipients where the event is right; right claimants.
        grades: what was predicted and found of the coded events of each grade of reliability.
        verdicts: what the gold events say of each coded event.
        groups: value of the field asked for -> figures of event, and of event and parties, in these texts.
        mistakes: everything that is wrong.
        mended: ids of texts that are marked as known failures and have no mistake.
        findings: what was wrong with the input.
    """

    documents: int
    incomplete: int
    sentences: int
    events: int
    statements: int
    dimensions: tuple[DimensionResult, ...]
    confusion: Mapping[tuple[str, str], int]
    shares: tuple[Share, ...]
    groups: Mapping[str, tuple[Measure, ...]]
    mistakes: tuple[Mistake, ...]
    mended: tuple[str, ...] = ()
    grades: tuple[GradeResult, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def events_per_sentence(self) -> float | None:
        """Coded events with a label for each sentence."""
        return self.events / self.sentences if self.sentences else None

    def dimension(self, name: str) -> DimensionResult | None:
        """The figures of a dimension; None where nothing was counted in it."""
        return next((result for result in self.dimensions if result.name == name), None)

    def figure(self, name: str) -> float | None:
        """One figure by its name: a share ("quiet"), or dimension and figure ("event.f1", "mode.macro").

        Args:
            name: a share, or a dimension and one of precision, recall, f1, macro, joined by a full stop.

        Returns:
            None where there was nothing to divide by, or no such figure.
        """
        found = next((one.value for one in self.shares if one.name == name), None)
        dimension, _, what = name.rpartition(".")
        result = self.dimension(dimension)
        if result is None or what not in ("precision", "recall", "f1", "macro"):
            return found
        value: float | None = result.macro_f1 if what == "macro" else getattr(result.micro, what)
        return value


def evaluate(
    gold: str | Path | BinaryIO | Iterable[GoldDocument],
    coded: str | Path | BinaryIO | Iterable[Event] | None = None,
    *,
    coder: "Coder | None" = None,
    format: str | None = None,
    extensions: bool = True,
    by: str | None = None,
    rounds: int = ROUNDS,
    seed: int = SEED,
    processes: int = 1,
    report: Callable[[Finding], object] | None = None,
) -> Evaluation:
    """Score a coder, or events that somebody coded, against gold.

    Args:
        gold: a gold file, a folder of gold files, or gold documents.
        coded: a file of events or events, whose document_id is the id of a gold document; without it the gold
            documents are coded.
        coder: codes them; a coder with the default codebook by default.
        format: format of the coded file; told by its ending by default.
        extensions: False leaves out events of eventcoder's own (JUSTIFY), in gold and coded events.
        by: a field of the gold documents (cell, source, why, file) whose values are told apart.
        rounds: samples of the bootstrap; 0 for no intervals of F1.
        seed: of its draws.
        processes: processes that code.
        report: called with findings of the input as they come; they are in the result as well.

    Raises:
        InputError: nothing could be read, or no gold document is sound.
    """
    findings: list[Finding] = []

    def tell(finding: Finding) -> None:
        findings.append(finding)
        if report is not None:
            report(finding)

    documents: list[GoldDocument] = list(read_gold(gold, report=tell)) if _is_file(gold) else list(_given(gold))
    if not documents:
        raise InputError("there is no gold document to score against; docs/evaluation.md describes the form")
    if coded is None:
        pairs = code_gold(documents, coder, extensions=extensions, processes=processes)
    else:
        events: Iterable[Event] = _read(coded, format, tell) if _is_file(coded) else _given(coded)
        pairs = pair_coded(documents, events, tell)
    own = () if extensions else _extensions()
    items = [_without(Coded.of(document, found), own) for document, found in pairs]
    return _evaluation(items, by, rounds, seed, tuple(findings))


def code_gold(
    documents: Sequence[GoldDocument], coder: "Coder | None" = None, *, extensions: bool = True, processes: int = 1
) -> Iterator[tuple[GoldDocument, list[Event]]]:
    """The gold documents with the events that a coder finds in them."""
    from eventcoder.coder import Coder
    from eventcoder.documents import Document

    coder = coder or Coder(extensions=extensions)
    texts = (Document(id=document.id, text=document.text, date=document.date) for document in documents)
    for document, (_, events) in zip(documents, coder.pipe(texts, processes), strict=True):
        yield document, events


def pair_coded(
    documents: Sequence[GoldDocument], events: Iterable[Event], tell: Callable[[Finding], object]
) -> Iterator[tuple[GoldDocument, list[Event]]]:
    """The gold documents with the events that name them.

    Args:
        documents: the gold documents.
        events: coded events.
        tell: called with findings of events that go with no document.
    """
    known = {document.id for document in documents}
    of: dict[str, list[Event]] = defaultdict(list)
    strange: dict[str | None, int] = {}
    for event in events:
        if event.document_id in known and event.document_id is not None:
            of[event.document_id].append(event)
        else:
            strange[event.document_id] = strange.get(event.document_id, 0) + 1
    for name, times in strange.items():
        if name is None:
            message = f"{times} coded events have no document_id and are not scored"
            hint = "give each the id of its gold text"
            tell(Finding(code="EC906", level="error", message=message, field="document_id", hint=hint))
        else:
            message = f"no gold text has the id {name!r}; {times} coded events are not scored"
            tell(Finding(code="EC905", level="warning", message=message, field="document_id", value=name))
    for document in documents:
        yield document, of[document.id]


def _is_file(source: object) -> TypeGuard[str | Path | BinaryIO]:
    return isinstance(source, str | Path) or hasattr(source, "read")


def _given(values: str | Path | BinaryIO | Iterable[_Value]) -> Iterable[_Value]:
    """What is no file is the values themselves."""
    return cast("Iterable[_Value]", values)


def _read(coded: str | Path | BinaryIO, format: str | None, tell: Callable[[Finding], object]) -> Iterator[Event]:
    from eventcoder.formats import read_events

    return read_events(coded, format, report=tell)


def _extensions() -> tuple[str, ...]:
    from eventcoder.ontology import Plover

    return tuple(event.name for event in Plover.load().events.values() if event.extension)


def _without(item: Coded, labels: Sequence[str]) -> Coded:
    """A document without events of some labels."""
    if not labels:
        return item
    gold = item.document.events
    kept = None if gold is None else tuple(g for g in gold if not g.labels or g.labels[0] not in labels)
    events = [event for event in item.events if not set(event.event) & set(labels)]
    return Coded.of(replace(item.document, events=kept), events)


def _evaluation(
    items: Sequence[Coded], by: str | None, rounds: int, seed: int, findings: tuple[Finding, ...]
) -> Evaluation:
    from eventcoder.sentences import split

    counts = count(items)
    coded = [event for item in items for event in item.events]
    verdicts = tuple(verdicts_of(items))
    mistakes = find_mistakes(items)
    failed = {mistake.document.id for mistake in mistakes}
    groups: dict[str, list[Coded]] = defaultdict(list)
    for item in items if by is not None else ():
        groups[item.document.groups.get(by or "", "")].append(item)
    return Evaluation(
        documents=len(items),
        incomplete=sum(not item.document.complete for item in items),
        sentences=sum(s.role != "dateline" for item in items for s in split(item.document.text)),
        events=sum(bool(event.event) for event in coded),
        statements=sum(not event.event for event in coded),
        dimensions=dimensions(counts, len(items), rounds=rounds, seed=seed),
        confusion=dict(sorted(counts.confusion.items())),
        shares=tuple(share(name, counts.shares[name]) for name in SHARES if counts.shares.get(name)),
        groups={name: _micro(count(part), name) for name, part in sorted(groups.items())},
        mistakes=mistakes,
        mended=tuple(i.document.id for i in items if i.document.known_failure and i.document.id not in failed),
        grades=by_grade(verdicts),
        verdicts=verdicts,
        findings=findings,
    )


def _micro(counts: Counts, name: str) -> tuple[Measure, ...]:
    results = dimensions(counts, 0, rounds=0, seed=0, names=(EVENT, WHOLE))
    return tuple(replace(result.micro, name=result.name) for result in results)
