"""Conversion: events of any format that can be read, into any that can be written, counted on the way.

    report = convert("events.2018.tab", "events.plover.jsonl", to="plover")
    report.written, report.dropped, report.losses

Every record of the source is accounted for: read = rejected + folded + dropped + written. Imports the formats,
validation's opening and detection of input, and provenance.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from eventcoder.errors import EventcoderError, InputError
from eventcoder.findings import Finding
from eventcoder.formats.functions import FormatFunction, What, format_function
from eventcoder.formats.losses import EVENT, EVENT_LOST, FIELD_LOST, Losses
from eventcoder.formats.origin import source_provenance
from eventcoder.formats.paths import is_path
from eventcoder.formats.recognise import recognise_format
from eventcoder.formats.registry import FormatEntry, find_format
from eventcoder.formats.tally import Tally
from eventcoder.records import Event
from eventcoder.validation.report import KEPT
from eventcoder.validation.source import Source, open_source

if TYPE_CHECKING:
    import polars

__all__ = ["ConversionReport", "SourceCount", "convert"]

Input = str | Path | BinaryIO
OFTEN = 500
"""Events between two reports of progress."""
Report = Callable[[Finding], object]


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
        losses: (field, reason) -> how many times a field was lost or made coarser, or (for the field "record") how many
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
    progress: Callable[[int], object] | None = None,
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
        progress: called now and then with the number of events that were read so far.
        **options: given to the reader or the writer that has a parameter of that name; see docs/conversion.md.

    Returns:
        What was read, written and lost. What is wrong with records is in it, too; their neighbours are converted.

    Raises:
        InputError: nothing of a source can be read, or its format is not recognised.
        LossError: something would be lost, and `strict` forbids it.
        RecordError: the target cannot be written.
        EventcoderError: there is no such format or option, or the format cannot be read or written.
    """
    sources: Sequence[Input] = source if isinstance(source, Sequence) and not isinstance(source, str) else [source]
    entry = find_format(to, target)
    writer = _function(entry, "write_events")
    run = _Run(format, strict, report, kept, options, writer, progress)
    tally, writing = Tally(), Losses(strict)
    frames = format_function(entry, "write_frames")
    given = dict(options)
    if "provenance" in writer.options and "provenance" not in given:
        given["provenance"] = source_provenance([_name(each) for each in sources], entry.name)
    if frames is not None and options.keys() & writer.options <= frames.options:
        # Formats of the record's columns are written without making events of a table that is read by columns.
        written = frames.call(run.frames(sources), target, losses=writing, tally=tally, given=given)
    else:
        written = writer.call(run.events(sources), target, losses=writing, tally=tally, given=given)
    if run.yielded != written + writing.events:
        raise RuntimeError(
            f"{run.yielded} events were given to the format {entry.name!r}, which wrote {written} "
            f"and reported {writing.events} as dropped"
        )
    losses = dict(Counter(run.losses.counts) + Counter(writing.counts))
    return ConversionReport(
        sources=tuple(run.counts),
        target=_name(target),
        to=entry.name,
        dropped=sum(count for (name, _), count in losses.items() if name == EVENT),
        written=written,
        rows=tally.rows,
        losses=losses,
        findings=(*run.findings, *run.losses.findings(), *writing.findings()),
        counts=run.codes,
    )


class _Run:
    """Reads the sources of one conversion, one after the other, and counts."""

    def __init__(
        self,
        format: str | None,
        strict: bool,
        report: Report | None,
        kept: int,
        options: Mapping[str, Any],
        writer: FormatFunction,
        progress: Callable[[int], object] | None,
    ) -> None:
        self.progress = progress
        self.format, self.report, self.kept, self.options, self.writer = format, report, kept, options, writer
        self.losses = Losses(strict)
        self.counts: list[SourceCount] = []
        self.findings: list[Finding] = []
        self.codes: dict[str, int] = {}
        self.yielded = 0
        self._bad = 0
        self._bad_row: int | None = None
        self._broken: Finding | None = None
        if format is not None:
            self._check(_function(find_format(format), "read_events"))

    def _check(self, reader: FormatFunction) -> None:
        unknown = sorted(self.options.keys() - reader.options - self.writer.options)
        if unknown:
            there = ", ".join(sorted(reader.options | self.writer.options)) or "none"
            between = f"reading {reader.entry.name} and writing {self.writer.entry.name}"
            raise EventcoderError(f"there is no option {unknown[0]!r} for {between}; there is {there}")

    def events(self, sources: Sequence[Input]) -> Iterator[Event]:
        """The events of all sources."""
        for source in sources:
            for event in self._of(source, by_columns=False):
                self.yielded += 1
                if self.progress is not None and self.yielded % OFTEN == 0:
                    self.progress(self.yielded)
                yield event

    def frames(self, sources: Sequence[Input]) -> "Iterator[polars.DataFrame]":
        """The events of all sources, as frames of the record's columns."""
        for source in sources:
            for frame in self._of(source, by_columns=True):
                self.yielded += frame.height
                if self.progress is not None:
                    self.progress(self.yielded)
                yield frame

    def _of(self, source: Input, by_columns: bool) -> Iterator[Any]:
        """What one source holds: its events, or frames of them. It is counted by the caller, and at the end here."""
        tally, before, dropped = Tally(), self.yielded, self.losses.events
        self._bad, self._bad_row, self._broken = 0, None, None
        with open_source(source) as opened:
            entry = find_format(self.format) if self.format is not None else recognise_format(opened)
            reader = _function(entry, "read_events")
            self._check(reader)
            handed = _handed(source, opened)
            columnar = format_function(entry, "read_frames") if by_columns else None
            chosen = columnar if columnar is not None and self._takes(columnar, reader) else reader
            found = chosen.call(handed, losses=self.losses, tally=tally, given=self.options, report=self._tell)
            if by_columns and chosen is reader:
                from eventcoder.formats.columns import event_frames

                found = event_frames(found)
            yield from found
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
        if read == 0 and self._broken is not None:
            raise InputError(f"nothing could be read: {self._broken}")
        self.counts.append(SourceCount(opened.name, entry.name, read, rejected, tally.folded, events))

    def _takes(self, columnar: FormatFunction, reader: FormatFunction) -> bool:
        """Whether reading by columns has every option that was given for reading."""
        return self.options.keys() & reader.options <= columnar.options

    def _tell(self, finding: Finding) -> None:
        """Take a finding. Where a reader does not count, each row with an error is a rejected record."""
        self.codes[finding.code] = self.codes.get(finding.code, 0) + 1
        if finding.level == "error":
            self._broken = self._broken or finding
            if finding.row is not None and finding.row != self._bad_row:
                self._bad, self._bad_row = self._bad + 1, finding.row
        if len(self.findings) < self.kept:
            self.findings.append(finding)
        if self.report is not None:
            self.report(finding)


def _function(entry: FormatEntry, what: What) -> FormatFunction:
    function = format_function(entry, what)
    if function is None:
        raise EventcoderError(f"the format {entry.name!r} cannot be {'read' if 'read' in what else 'written'}")
    return function


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
