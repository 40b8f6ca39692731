"""Findings as workflow commands of GitHub Actions, which shows them beside the file. Imports the report alone.

The form is that of docs.github.com, "Workflow commands for GitHub Actions": `::error file=F,line=L,title=T::message`.
"""

from collections.abc import Iterable

from eventcoder.findings import Finding
from eventcoder.validation.report import ValidationReport

__all__ = ["to_github"]

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def to_github(reports: Iterable[ValidationReport]) -> str:
    """One command a line for every finding that the reports keep, and a notice where more were found."""
    lines = []
    for report in reports:
        lines += [_command(finding) for finding in report.findings]
        if report.total > len(report.findings):
            message = f"the first {len(report.findings):,} of {report.total:,} findings are shown"
            lines.append(f"::notice file={_property(report.file)}::{_data(message)}")
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding) -> str:
    title = finding.code if finding.field is None else f"{finding.code} {finding.field}"
    properties = {"file": finding.file, "line": finding.line, "col": finding.column, "title": title}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    value = "" if finding.value is None else f" <{finding.value}>"
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"::{COMMANDS[finding.level]} {shown}::{_data(finding.message + value + hint)}"


def _data(text: str) -> str:
    """A text in which nothing ends the command or begins another one."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
