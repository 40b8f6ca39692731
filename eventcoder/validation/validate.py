"""Validates event files: opens, detects, reads and checks them, and makes the reports.

Tables go to the columnar engine (table.py), records in JSON are checked one by one (json_records.py). Imports the
checks beside it.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from eventcoder.errors import EventcoderError, did_you_mean
from eventcoder.validation.detect import Detection, detect_source
from eventcoder.validation.dialect import ENDING, Dialect, dialect_names, load_dialect, read_dialect
from eventcoder.validation.json_records import check_json
from eventcoder.validation.report import KEPT, Collector, ValidationReport
from eventcoder.validation.source import Source, open_source

if TYPE_CHECKING:
    from eventcoder.validation.foreign import Foreign
    from eventcoder.validation.rules import TableSchema

__all__ = ["Known", "Run", "formats", "recognise", "validate", "validate_files"]

DETECTED, NOT_KNOWN = "EC121", "EC116"


def formats() -> tuple[str, ...]:
    """Names of the formats that can be validated."""
    return dialect_names()


@dataclass(frozen=True, slots=True)
class Known:
    """The formats of one run: the packaged ones, or the user's own.

    Attributes:
        format: the one that files must be, None where their content tells.
        dialects: of all formats.
        folder: of the user's own format: where its schema stands.
    """

    format: str | None
    dialects: tuple[Dialect, ...]
    folder: Path | None = None

    @classmethod
    def of(cls, format: str | None) -> "Known":
        """The formats for a name, for the path of a dialect file, or for None.

        Raises:
            EventcoderError: there is no such format.
        """
        if format is not None and format.endswith(ENDING):
            own = read_dialect(Path(format))
            others = (each for each in _packaged() if each.format != own.format)
            return cls(own.format, (own, *others), Path(format).parent)
        if format is not None and format not in formats():
            there = ", ".join(formats())
            hint = f", or write the path of a {ENDING} file"
            meant = did_you_mean(format, formats())
            raise EventcoderError(f"there is no format {format!r} to validate{meant}; there is {there}{hint}")
        return cls(format, _packaged())

    def schema(self, dialect: Dialect) -> "TableSchema":
        """The schema of a table's dialect."""
        from eventcoder.validation.meta import load_table_schema, read_table_schema

        if self.folder is not None and dialect is self.dialects[0]:
            return read_table_schema(self.folder / f"{dialect.schema}.schema.json")
        return load_table_schema(dialect.schema)


@cache
def _packaged() -> tuple[Dialect, ...]:
    return tuple(load_dialect(name) for name in formats())


def validate(
    source: str | Path | BinaryIO,
    format: str | None = None,
    *,
    kept: int = KEPT,
    today: datetime.date | None = None,
) -> ValidationReport:
    """Check a file of events.

    Args:
        source: path of the file, packed (.gz, .zip, .zst) or not, "-" for standard input, or a binary stream.
        format: one of `formats()`, or the path of a dialect file ("*.dialect.json") of a format of your own; by default
            the content tells, and the report's `detected` says what it was taken for and why.
        kept: findings that the report keeps in full; all are counted.
        today: the day that the dates of records in JSON are measured against; the computer's by default.

    Returns:
        The report. Everything that is wrong with the content is in it.

    Raises:
        InputError: the file cannot be opened at all.
        EventcoderError: there is no such format.
    """
    return _validate(source, Known.of(format), kept, today or datetime.date.today(), None)


def validate_files(
    sources: Iterable[str | Path], format: str | None = None, *, kept: int = KEPT, today: datetime.date | None = None
) -> Iterator[ValidationReport]:
    """Check files one by one, and those that belong together against one another.

    Args:
        sources: paths of the files.
        format, kept, today: as for `validate`.

    Yields:
        A report for each file; behind the last one further reports on what is wrong between two files.

    Raises:
        InputError: a file cannot be opened at all.
        EventcoderError: there is no such format.
    """
    run = Run(format, kept, today)
    for source in sources:
        yield run.check(source)
    yield from run.between()


class Run:
    """Several files, held to one another; for callers that go on where a file cannot be opened."""

    def __init__(self, format: str | None = None, kept: int = KEPT, today: datetime.date | None = None) -> None:
        from eventcoder.validation.foreign import Foreign

        self.known, self.kept, self.today = Known.of(format), kept, today or datetime.date.today()
        tables = {each.format: self.known.schema(each) for each in self.known.dialects if each.kind == "table"}
        self._foreign = Foreign(tables, kept)

    def check(self, source: str | Path | BinaryIO) -> ValidationReport:
        """The report on one file; see `validate`."""
        return _validate(source, self.known, self.kept, self.today, self._foreign)

    def between(self) -> tuple[ValidationReport, ...]:
        """What is wrong between the files, after the last one."""
        return tuple(self._foreign.reports())


def _validate(
    source: str | Path | BinaryIO, known: Known, kept: int, today: datetime.date, foreign: "Foreign | None"
) -> ValidationReport:
    with open_source(source) as opened:
        detection = recognise(opened, known)
        collector = Collector(opened.name, detection.format or "", kept)
        collector.detected = next((each.message for each in detection.findings if each.code == DETECTED), None)
        collector.add(each for each in detection.findings if each.code != DETECTED)
        if detection.readable and detection.kind == "table":
            _check_table(opened, detection, known, collector, foreign)
        elif detection.readable and detection.format:
            check_json(opened.stream, detection.format, today, collector)
        collector.add(opened.findings)
        return collector.report()


def recognise(source: Source, known: Known) -> Detection:
    """What a file is taken for. Where a format was asked for, EC121 has nothing to say."""
    detection = detect_source(source, known.format, known.dialects)
    if known.format is None:
        return detection
    findings = tuple(finding for finding in detection.findings if finding.code != DETECTED)
    dialect = next(each for each in known.dialects if each.format == known.format)
    if dialect.kind == "json" and [finding.code for finding in findings] == [NOT_KNOWN]:
        # Whatever it is, it is told record by record and place by place what is wrong with it.
        return Detection(known.format, 0.0, (), "json", True, (), dialect)
    return replace(detection, findings=findings)


def _check_table(
    source: Source, detection: Detection, known: Known, collector: Collector, foreign: "Foreign | None"
) -> None:
    from eventcoder.validation.reader import open_table
    from eventcoder.validation.table import check_table

    assert detection.dialect is not None  # every readable detection has one
    check_table(open_table(source, detection, collector), known.schema(detection.dialect), collector, foreign)
