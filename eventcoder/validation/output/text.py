"""Reports for people: a finding a line, as compilers print them, and lines that sum up. Imports the report alone."""

from collections.abc import Sequence

from eventcoder.findings import Finding
from eventcoder.validation.report import LEVELS, ValidationReport

__all__ = ["one_line", "plural", "summary", "to_text", "total_line"]


def to_text(report: ValidationReport) -> str:
    """The findings that a report keeps, one a line, what the file was taken for, and a line that sums up.

    Characters that a terminal would obey, such as those of colours and of the cursor, are written as escapes.
    """
    lines = [_told(finding) for finding in report.findings]
    if report.total > len(report.findings):
        shown = f"the first {len(report.findings):,} of {report.total:,} findings are shown"
        lines.append(f"{one_line(report.file)}: {shown}")
    if report.detected:
        lines.append(one_line(f"{report.file}: {report.detected}"))
    return "\n".join([*lines, total_line(report)]) + "\n"


def total_line(report: ValidationReport) -> str:
    """File, records, and how many findings of each level and code."""
    levels = ", ".join(f"{number:,} {level}" for level, number in report.levels.items()) or "no findings"
    codes = ", ".join(f"{code} {number:,}" for code, number in report.counts.items())
    return one_line(f"{report.file}: {report.records:,} records, {levels}{f' ({codes})' if codes else ''}")


def summary(reports: Sequence[ValidationReport]) -> str:
    """Many reports in one line."""
    files = {report.file for report in reports}
    bad = {report.file for report in reports if not report.ok}
    records = sum(report.records for report in reports)
    numbers = [(level, sum(report.levels.get(level, 0) for report in reports)) for level in LEVELS]
    levels = ", ".join(f"{number:,} {level}" for level, number in numbers if number) or "no findings"
    state = f"{len(bad):,} with errors" if bad else "none with errors"
    return f"{plural(len(files), 'file')}, {state}; {records:,} records, {levels}\n"


def plural(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def one_line(text: str) -> str:
    """A text without line ends and control characters, which stand as escapes."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def _told(finding: Finding) -> str:
    where = f" [{finding.field}]" if finding.field else ""
    value = "" if finding.value is None else f" <{finding.value}>"
    return one_line(f"{finding}{where}{value}")
