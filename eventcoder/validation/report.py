"""The outcome of a validation: the first findings in full, all of them counted. Imports findings alone.

The methods that write a report down import output/ when they are called.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventcoder.findings import Finding, Level

__all__ = ["KEPT", "Collector", "ValidationReport"]

KEPT = 1000
"""Findings that a report keeps in full."""

LEVELS: tuple[Level, ...] = ("error", "warning", "info")
"""From the gravest to the lightest."""


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What was found in a file.

    Attributes:
        file: its name.
        format: the format that it was checked against.
        records: records read, bad ones included.
        findings: the first KEPT findings, in the order of the file.
        counts: finding code -> how often it was found, all findings counted.
        levels: level -> how many findings have it, all findings counted.
        fields: finding code -> field ("" where a finding has none) -> how often, all findings counted.
        detected: what the file was taken for, how surely and why; None where the format was given.
    """

    file: str
    format: str
    records: int
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[Level, int] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    detected: str | None = None

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.reaches("error")

    @property
    def total(self) -> int:
        """Number of findings, those not kept included."""
        return sum(self.levels.values())

    def reaches(self, level: Level) -> bool:
        """Whether there is a finding of a level or a graver one."""
        return any(self.levels.get(each, 0) for each in LEVELS[: LEVELS.index(level) + 1])

    def to_text(self) -> str:
        """The findings that are kept, one a line, and a line that sums up."""
        from eventcoder.validation.output import to_text

        return to_text(self)

    def to_json(self) -> bytes:
        """The whole report as one JSON object on a line."""
        from eventcoder.validation.output import to_json

        return to_json([self])

    def to_jsonl(self) -> bytes:
        """The findings that are kept, a JSON object on a line each."""
        from eventcoder.validation.output import to_jsonl

        return to_jsonl([self])

    def to_sarif(self) -> bytes:
        """The findings that are kept as a log in SARIF 2.1.0."""
        from eventcoder.validation.output import to_sarif

        return to_sarif([self])

    def to_html(self) -> str:
        """The report as a page of HTML that needs nothing else."""
        from eventcoder.validation.output import to_html

        return to_html([self])

    def to_github(self) -> str:
        """The findings that are kept as annotations of GitHub Actions."""
        from eventcoder.validation.output import to_github

        return to_github([self])

    def as_dict(self) -> dict[str, Any]:
        """The report as a JSON-ready mapping."""
        return {
            "file": self.file,
            "format": self.format,
            "detected": self.detected,
            "ok": self.ok,
            "records": self.records,
            "levels": dict(self.levels),
            "counts": dict(self.counts),
            "fields": {code: dict(fields) for code, fields in self.fields.items()},
            "findings": [finding.as_dict() for finding in self.findings],
        }


class Collector:
    """Takes findings one by one and makes the report; memory does not grow with their number."""

    def __init__(self, file: str, format: str, kept: int = KEPT) -> None:
        self.file, self.format, self.kept = file, format, kept
        self.records = 0
        self.detected: str | None = None
        self._findings: list[Finding] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._levels: Counter[Level] = Counter()

    @property
    def room(self) -> int:
        """How many more findings are kept in full."""
        return self.kept - len(self._findings)

    def add(self, findings: Iterable[Finding]) -> None:
        """Count findings and keep them while there is room."""
        for finding in findings:
            self.count(finding.code, finding.level, finding.field)
            self.keep((finding,))

    def keep(self, findings: Iterable[Finding]) -> None:
        """Keep findings that are counted elsewhere, while there is room."""
        for finding in findings:
            if len(self._findings) < self.kept:
                self._findings.append(finding)

    def count(self, code: str, level: Level, field: str | None, number: int = 1) -> None:
        """Count findings without keeping them."""
        self._counts[code, field or ""] += number
        self._levels[level] += number

    def report(self) -> ValidationReport:
        """The report of what was taken so far."""
        levels: dict[Level, int] = {level: self._levels[level] for level in LEVELS if self._levels[level]}
        counts: dict[str, int] = {}
        fields: dict[str, dict[str, int]] = {}
        for (code, name), number in sorted(self._counts.items()):
            counts[code] = counts.get(code, 0) + number
            fields.setdefault(code, {})[name] = number
        return ValidationReport(
            self.file, self.format, self.records, tuple(self._findings), counts, levels, fields, self.detected
        )
