"""Table formats by their name: rows are read and written as schemas/mappings/<format>.mapping.json says.

Tables are opened as for validation (detection, damage, ragged rows as findings), read in batches, and made records in
columns; Event objects are made of those only where they are asked for. Imports mapping and validation.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from eventcoder.errors import EventcoderError, InputError
from eventcoder.findings import Finding, Level
from eventcoder.formats.columns import event_frames, record_schema
from eventcoder.formats.losses import Losses
from eventcoder.formats.tally import Tally
from eventcoder.mapping.dyads import fold as fold_events
from eventcoder.mapping.load import load_mapping
from eventcoder.mapping.model import Reading, Writing
from eventcoder.mapping.read import TableRecords
from eventcoder.mapping.write import TableWriter
from eventcoder.output import open_output
from eventcoder.records import Event
from eventcoder.validation.detect import detect_source
from eventcoder.validation.dialect import load_dialect
from eventcoder.validation.reader import open_table
from eventcoder.validation.report import Collector
from eventcoder.validation.source import open_source
from eventcoder.validation.table import Batch

if TYPE_CHECKING:
    import polars

__all__ = ["read_events", "read_frames", "write_events"]

Report = Callable[[Finding], object]
ROWS = 60_000
"""Rows that are made records at once, at least, where there are so many."""
SLICE = 2000
"""Records that are made events at once."""


def read_events(
    source: str | Path | BinaryIO,
    *,
    format: str,
    report: Report | None = None,
    losses: Losses | None = None,
    tally: Tally | None = None,
    fold: bool = False,
    options: Mapping[str, Any] | None = None,
) -> Iterator[Event]:
    """The events of a table, in order.

    Args:
        source: a path (packed or not), "-" for standard input, or a binary stream.
        format: name of the format.
        report: called with every finding; rows beside a bad one are read all the same. Without it, the first error
            stops the reading.
        losses: counts what the record has no place for.
        tally: counts rows.
        fold: put rows together that are pairs of one event, or tell a reciprocal event twice with the parties swapped.
        options: values for the format's own options.

    Raises:
        InputError: the source cannot be read at all; or has an error, where there is no report.
        EventcoderError: there is no such format or option.
    """
    counts = Tally() if tally is None else tally
    frames = _frames(source, format, report, losses, counts, options)
    events = (event for frame in frames for event in _events(frame))
    return _folded(events, counts, losses) if fold else events


def read_frames(
    source: str | Path | BinaryIO,
    format: str,
    *,
    report: Report | None = None,
    losses: Losses | None = None,
    tally: Tally | None = None,
    fold: bool = False,
    options: Mapping[str, Any] | None = None,
) -> Iterator["polars.DataFrame"]:
    """The records of a table as polars frames, batch by batch, in the record's own columns with their nesting.

    The arguments are those of `read_events`. No Event objects are made, unless rows are to be folded.
    """
    counts = Tally() if tally is None else tally
    if not fold:
        yield from _frames(source, format, report, losses, counts, options)
        return
    events = read_events(source, format=format, report=report, losses=losses, tally=counts, fold=True, options=options)
    yield from event_frames(events)


def write_events(
    events: Iterable[Event],
    target: str | Path | BinaryIO,
    *,
    format: str,
    losses: Losses | None = None,
    tally: Tally | None = None,
    options: Mapping[str, Any] | None = None,
) -> int:
    """Write events as a table, whole or not at all: a row for each pair of source and target.

    Args:
        events: the events; an iterator is taken one by one.
        target: a path (.gz is packed), or a binary stream, which is left open.
        format: name of the format.
        losses: counts what the table cannot hold.
        tally: counts the rows.
        options: values for the format's own options.

    Returns:
        How many events were written.

    Raises:
        RecordError: the file cannot be written.
        LossError: something would be lost and `losses` is strict.
        EventcoderError: there is no such format or option, or it can only be read.
    """
    mapping = load_mapping(format)
    if mapping.writing is None:
        raise EventcoderError(f"the format {format!r} cannot be written")
    given = _options(format, mapping.writing, options)
    writer = TableWriter(mapping, load_dialect(format), record_schema(), losses or Losses(), given)
    with open_output(target) as stream:
        count = writer.write(events, stream)
    if tally is not None:
        tally.rows = writer.rows
    return count


def _events(frame: "polars.DataFrame") -> Iterator[Event]:
    """The records of a frame as events, by way of JSON, which takes half the time that Python's objects take."""
    for part in frame.iter_slices(SLICE):
        for line in part.write_ndjson().encode().split(b"\n"):
            if line:
                yield Event.from_json(line)


def _options(format: str, side: Reading | Writing, given: Mapping[str, Any] | None) -> Mapping[str, Any]:
    known = side.options
    for name, value in (given or {}).items():
        if name not in known:
            raise EventcoderError(f"{format} has no option {name!r}; it has {', '.join(known) or 'none'}")
        legal = side.choices.get(name)
        if legal is not None and value not in legal:
            raise EventcoderError(f"the option {name!r} cannot be {value!r}; take one of {', '.join(legal)}")
        if str(known[name]).isdecimal() and not str(value).isdecimal():
            raise EventcoderError(f"the option {name!r} is a number, as {known[name]}, not {value!r}")
    return {**known, **(given or {})}


def _folded(events: Iterator[Event], tally: Tally, losses: Losses | None) -> Iterator[Event]:
    made = given = 0
    before = tally.folded

    def counted() -> Iterator[Event]:
        nonlocal made
        for event in events:
            made += 1
            yield event

    for event in fold_events(counted()):
        given += 1
        yield event
    tally.folded = before + made - given
    if losses is not None:
        losses.field("id", "rows that are put together have the id and the place of the first", count=made - given)


def _frames(
    source: str | Path | BinaryIO,
    format: str,
    report: Report | None,
    losses: Losses | None,
    tally: Tally,
    options: Mapping[str, Any] | None,
) -> Iterator["polars.DataFrame"]:
    mapping = load_mapping(format)
    if mapping.reading is None:
        raise EventcoderError(f"the format {format!r} cannot be read")
    given = _options(format, mapping.reading, options)
    with open_source(source) as opened:
        relay = _Relay(opened.name, format, report)
        detection = detect_source(opened, format)
        for finding in detection.findings:
            relay.tell(finding)
        if not detection.readable or detection.plan is None:
            for finding in opened.findings:
                relay.tell(finding)
            tally.records, tally.rejected = 0, 0
            return
        table = open_table(opened, detection, relay)
        maker = TableRecords(
            mapping, record_schema(), opened.name, relay.tell, losses, table.missing_words, given
        )  # fmt: skip
        for batch in _gathered(table.batches()):
            yield maker.records(batch)
            tally.records, tally.rejected = table.row, table.row - maker.made
        yield from maker.rest()
        tally.records, tally.folded = table.row, tally.folded + maker.folded
        tally.rejected = table.row - maker.made
        for finding in opened.findings:
            relay.tell(finding)


def _gathered(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Batches put together up to ROWS rows; each step costs the same for few rows and for many."""
    held: list[Batch] = []
    for batch in batches:
        if held and (batch.cells.columns != held[0].cells.columns or sum(each.cells.height for each in held) >= ROWS):
            yield _joined(held)
            held = []
        held.append(batch)
    if held:
        yield _joined(held)


def _joined(batches: list[Batch]) -> Batch:
    import polars

    if len(batches) == 1:
        return batches[0]
    return Batch(
        polars.concat([batch.cells for batch in batches], rechunk=True),
        polars.concat([batch.rows for batch in batches]),
        polars.concat([batch.lines for batch in batches]),
        all(batch.ascii for batch in batches),
    )


class _Relay(Collector):
    """Hands findings on as they are made, and keeps none.

    Args:
        report: takes the findings; without it the first error stops the reading.
    """

    def __init__(self, file: str, format: str, report: Report | None) -> None:
        super().__init__(file, format)
        self._report = report

    @property
    def room(self) -> int:
        """There is always room."""
        return 1

    def add(self, findings: Iterable[Finding]) -> None:
        """Hand findings on."""
        for finding in findings:
            self.tell(finding)

    def keep(self, findings: Iterable[Finding]) -> None:
        """Hand findings on."""
        self.add(findings)

    def count(self, code: str, level: Level, field: str | None, number: int = 1) -> None:
        """Nothing is counted here."""

    def tell(self, finding: Finding) -> None:
        """Hand one finding on.

        Raises:
            InputError: it is an error, and there is nobody to report to.
        """
        if self._report is not None:
            self._report(finding)
        elif finding.level == "error":
            raise InputError(f"{finding}; give `report` to read on behind it")
