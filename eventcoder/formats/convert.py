"""Conversion: events of any format that can be read, into any that can be written, counted on the way.

    report = convert("events.2018.tab", "events.plover.jsonl", to="plover")
    report.written, report.dropped, report.losses

Every record of the source is accounted for: read = rejected + folded + dropped + written. Imports the formats,
validation's opening and detection of input, and provenance.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from typing import Any, BinaryIO

from eventcoder.errors import EventcoderError
from eventcoder.findings import Finding
from eventcoder.formats.losses import EVENT, EVENT_LOST, FIELD_LOST, Losses
from eventcoder.formats.recognise import is_path, recognise_format
from eventcoder.formats.registry import FormatEntry, find_format
from eventcoder.formats.tally import Tally
from eventcoder.records import Event
from eventcoder.validation.report import KEPT
from eventcoder.validation.source import Source, open_source

__all__ = ["ConversionReport", "SourceCount", "convert"]

Input = str | Path | BinaryIO
Report = Callable[[Finding], object]
SELF_MADE = frozenset({"report", "losses", "tally"})
"""Parameters of the formats' functions that are not for the caller to give."""


@dataclass(frozen=True, slots=True)
class SourceCount:
    """What was read from one source.

    Attributes:
        file: its name.
        format: the format that it was read as.
        read: records (rows) in it, the good and the bad.
        rejected: records that are wrong and gave no event.
        folded: records that went into the event of another record.
        events: events that were made of the rest, or dropped in reading.
    """

    file: str
    format: str
    read: int
    rejected: int
    folded: int
    events: int


@dataclass(frozen=True, slots=True)
class ConversionReport:
    """The outcome of a conversion. It holds that read = rejected + folded + dropped + written.

    Attributes:
        sources: what was read, a source at a time.
        target: name of what was written.
        to: its format.
        dropped: events that could not be carried over at all.
        written: events that were written.
        rows: rows (lines, objects) that they take; None where the format does not count.
        losses: (field, reason) -> how many times a field was lost or made coarser, or (for the field "event") how many
            events were dropped.
        findings: the first findings on the sources, then one for each kind of loss.
        counts: finding code -> how often it was found in the sources, all findings counted.
    """

    sources: tuple[SourceCount, ...]
    target: str
    to: str
    dropped: int
    written: int
    rows: int | None
    losses: Mapping[tuple[str, str], int]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Records that were read."""
        return sum(source.read for source in self.sources)

    @property
    def rejected(self) -> int:
        """Records that are wrong and gave no event."""
        return sum(source.rejected for source in self.sources)

    @property
    def folded(self) -> int:
        """Records that went into the event of another record."""
        return sum(source.folded for source in self.sources)

    @property
    def events(self) -> int:
        """Events that the records stand for: those written and those dropped."""
        return self.written + self.dropped

    @property
    def lossless(self) -> bool:
        """Whether every record was carried over, with all that it says."""
        return not self.losses and not self.rejected

    def to_text(self) -> str:
        """What was read, written and lost, a line each."""
        lines = [
            f"{source.file}: {source.format}, {_plural(source.read, 'record')}"
            + (f", {source.rejected:,} rejected" if source.rejected else "")
            + (f", {source.folded:,} folded" if source.folded else "")
            for source in self.sources
        ]
        rows = "" if self.rows in (None, self.written) else f" in {_plural(self.rows or 0, 'row')}"
        dropped = f", {self.dropped:,} dropped" if self.dropped else ""
        lines.append(f"{self.target}: {self.to}, {_plural(self.written, 'event')} written{rows}{dropped}")
        lines += [f"  {finding.message}" for finding in self.findings if finding.code in (EVENT_LOST, FIELD_LOST)]
        return "\n".join(lines) + "\n"

    def as_dict(self) -> dict[str, Any]:
        """The report as a JSON-ready mapping."""
        return {
            "read": self.read,
            "rejected": self.rejected,
            "folded": self.folded,
            "events": self.events,
            "dropped": self.dropped,
            "written": self.written,
            "rows": self.rows,
            "sources": [
                {name: getattr(source, name) for name in ("file", "format", "read", "rejected", "folded", "events")}
                for source in self.sources
            ],
            "target": self.target,
            "to": self.to,
            "losses": [
                {"field": name, "reason": reason, "count": count} for (name, reason), count in self.losses.items()
            ],
            "counts": dict(self.counts),
            "findings": [finding.as_dict() for finding in self.findings],
        }


def convert(
    source: Input | Sequence[Input],
    target: Input,
    *,
    to: str | None = None,
    format: str | None = None,
    strict: bool = False,
    report: Report | None = None,
    kept: int = KEPT,
    **options: Any,
) -> ConversionReport:
    """Convert events from one format into another.

    Args:
        source: paths (packed or not), "-" for standard input, or binary streams; one, or several of any formats.
        target: a path, or a binary stream. It is written whole or not at all.
        to: name of the format to write; by default told by the target's ending, our own for a stream.
        format: name of the format that the sources are in; by default their content tells, else their ending.
        strict: the first loss stops the conversion, and nothing is written. Records that are wrong are no losses.
        report: called with every finding on the sources, as it is made.
        kept: findings that the result keeps in full; all are counted.
        **options: given to the reader or the writer that has a parameter of that name; see docs/conversion.md.

    Returns:
        What was read, written and lost. What is wrong with records is in it, too; their neighbours are converted.

    Raises:
        InputError: a source cannot be read at all, or its format is not recognised.
        LossError: something would be lost, and `strict` forbids it.
        RecordError: the target cannot be written.
        EventcoderError: there is no such format or option, or the format cannot be read or written.
    """
    sources: Sequence[Input] = source if isinstance(source, Sequence) and not isinstance(source, str) else [source]
    writer = _function(find_format(to, target), "write_events")
    run = _Run(format, strict, report, kept, options)
    known = run.check_options(writer)
    written_tally, writing = Tally(), Losses(strict)
    written = writer.call(run.events(sources), target, losses=writing, tally=written_tally, **known)
    if run.yielded != written + writing.events:
        raise RuntimeError(
            f"{run.yielded} events were given to the format {writer.entry.name!r}, which wrote {written} "
            f"and reported {writing.events} as dropped"
        )
    losses = dict(Counter(run.losses.counts) + Counter(writing.counts))
    return ConversionReport(
        sources=tuple(run.counts),
        target=_name(target),
        to=writer.entry.name,
        dropped=sum(count for (name, _), count in losses.items() if name == EVENT),
        written=written,
        rows=written_tally.rows,
        losses=losses,
        findings=(*run.findings, *run.losses.findings(), *writing.findings()),
        counts=run.codes,
    )


@dataclass(frozen=True, slots=True)
class _Function:
    """A reader or writer of a format, with the parameters that it has."""

    entry: FormatEntry
    function: Callable[..., Any]
    parameters: frozenset[str]

    def call(self, *arguments: Any, losses: Losses, tally: Tally, **options: Any) -> Any:
        """Call it with what it takes of losses and tally."""
        given: dict[str, Any] = {"losses": losses, "tally": tally}
        more = {name: value for name, value in given.items() if name in self.parameters}
        return self.function(*arguments, **more, **(dict(self.entry.options) | options))

    @property
    def options(self) -> frozenset[str]:
        """Names of the options that a caller may give."""
        return self.parameters - SELF_MADE - self.entry.options.keys()


def _function(entry: FormatEntry, name: str) -> _Function:
    function = getattr(entry.load(), name, None)
    if function is None:
        raise EventcoderError(f"the format {entry.name!r} cannot be {'read' if name == 'read_events' else 'written'}")
    return _Function(entry, function, frozenset(list(signature(function).parameters)[1 if "read" in name else 2 :]))


class _Run:
    """Reads the sources of one conversion, one after the other, and counts."""

    def __init__(
        self, format: str | None, strict: bool, report: Report | None, kept: int, options: Mapping[str, Any]
    ) -> None:
        self.format, self.report, self.kept, self.options = format, report, kept, options
        self.losses = Losses(strict)
        self.counts: list[SourceCount] = []
        self.findings: list[Finding] = []
        self.codes: dict[str, int] = {}
        self.yielded = 0
        self._bad = 0
        self._bad_place: tuple[int | None, int | None] = (None, None)

    def check_options(self, writer: _Function) -> dict[str, Any]:
        """The options for the writer; those for readers are looked at when a source is opened.

        Raises:
            EventcoderError: neither the writer nor, where its format was named, the reader has an option.
        """
        if self.format is not None:
            self._check(_function(find_format(self.format), "read_events"), writer)
        self._writer = writer
        return {name: value for name, value in self.options.items() if name in writer.options}

    def _check(self, reader: _Function, writer: _Function) -> None:
        unknown = sorted(self.options.keys() - reader.options - writer.options)
        if unknown:
            there = ", ".join(sorted(reader.options | writer.options)) or "none"
            between = f"reading {reader.entry.name} and writing {writer.entry.name}"
            raise EventcoderError(f"there is no option {unknown[0]!r} for {between}; there is {there}")

    def events(self, sources: Sequence[Input]) -> Iterator[Event]:
        """The events of all sources."""
        for source in sources:
            yield from self._of(source)

    def _of(self, source: Input) -> Iterator[Event]:
        tally, before, dropped = Tally(), self.yielded, self.losses.events
        self._bad, self._bad_place = 0, (None, None)
        with ExitStack() as stack:
            opened = stack.enter_context(open_source(source))
            entry = find_format(self.format) if self.format is not None else recognise_format(opened)
            reader = _function(entry, "read_events")
            self._check(reader, self._writer)
            options = {name: value for name, value in self.options.items() if name in reader.options}
            handed = _handed(source, opened)
            yield from self._counted(reader.call(handed, report=self._tell, losses=self.losses, tally=tally, **options))
            if handed is not source:  # what is wrong with the packing or the encoding, known when all was read
                for finding in opened.findings:
                    self._tell(finding)
        events = self.yielded - before + self.losses.events - dropped
        rejected = self._bad if tally.rejected is None else tally.rejected
        read = events + rejected + tally.folded if tally.records is None else tally.records
        if read != events + rejected + tally.folded:
            raise RuntimeError(
                f"{opened.name}: of {read} records {rejected} were rejected and {tally.folded} folded, "
                f"but {events} events came of them"
            )
        self.counts.append(SourceCount(opened.name, entry.name, read, rejected, tally.folded, events))

    def _counted(self, events: Iterator[Event]) -> Iterator[Event]:
        for event in events:
            self.yielded += 1
            yield event

    def _tell(self, finding: Finding) -> None:
        """Take a finding: each record with an error counts as rejected once."""
        self.codes[finding.code] = self.codes.get(finding.code, 0) + 1
        if finding.level == "error" and finding.row is not None:
            place = (finding.row, finding.line)
            if place[0] != self._bad_place[0]:
                self._bad += 1
            self._bad_place = place
        if len(self.findings) < self.kept:
            self.findings.append(finding)
        if self.report is not None:
            self.report(finding)


def _handed(source: Input, opened: Source) -> Input:
    """What a reader is given: the path, or the opened stream where the path alone would not do."""
    if is_path(source) and opened.compression in (None, "gzip") and not opened.findings:
        return source
    return _Named(opened)  # type: ignore[return-value]  # it only has to be read


class _Named:
    """An opened source's plain bytes under the source's name."""

    def __init__(self, opened: Source) -> None:
        self.name = opened.name
        self._stream = opened.stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)


def _name(target: Input) -> str:
    if isinstance(target, str | Path):
        return str(target)
    name = getattr(target, "name", None)
    return name if isinstance(name, str) else "<stream>"


def _plural(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
