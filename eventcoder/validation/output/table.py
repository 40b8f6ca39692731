"""Reports as tables on a terminal: what was found, by code and field, with the first place of each. Imports rich."""

from collections.abc import Sequence
from itertools import islice

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from eventcoder.findings import Finding
from eventcoder.validation.output.text import one_line, plural
from eventcoder.validation.report import LEVELS, ValidationReport

__all__ = ["print_report", "print_summary"]

STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
FIELDS = 4
"""Fields that are named with a code; further ones are counted."""

VALUE = 40
"""Characters of a value that are shown."""


def print_report(report: ValidationReport, console: Console) -> None:
    """One file: what it is, and a line for every code and field that something was found in."""
    console.print(Group(_title(report), _found(report) if report.total else Text("  nothing was found\n", "green")))


def print_summary(reports: Sequence[ValidationReport], console: Console) -> None:
    """Many files, a line each."""
    table = Table(box=SIMPLE_HEAD, title=plural(len(reports), "report"), title_justify="left")
    for name in ("file", "format"):
        table.add_column(name, overflow="fold")
    for name in ("records", *LEVELS):
        table.add_column(name, justify="right")
    for report in reports:
        numbers = [
            Text(f"{report.levels.get(level, 0):,}", STYLES[level] if report.levels.get(level) else "dim")
            for level in LEVELS
        ]
        table.add_row(_plain(report.file), _plain(report.format or "?"), f"{report.records:,}", *numbers)
    console.print(table)


def _title(report: ValidationReport) -> Text:
    title = Text(one_line(report.file), style="bold")
    title.append(f"  {plural(report.records, 'record')}", style="not bold")
    if report.detected or report.format:
        title.append(f"\n  {one_line(report.detected or report.format)}", style="not bold dim")
    return title


def _found(report: ValidationReport) -> RenderableType:
    first: dict[tuple[str, str], Finding] = {}
    for finding in report.findings:
        first.setdefault((finding.code, finding.field or ""), finding)
    table = Table(box=SIMPLE_HEAD, pad_edge=True)
    table.add_column("code")
    table.add_column("times", justify="right")
    table.add_column("line", justify="right")
    table.add_column("field", overflow="fold")
    table.add_column("first value", overflow="fold", max_width=VALUE)
    table.add_column("what is wrong, and what to do", ratio=1, overflow="fold")
    for code, fields in sorted(report.fields.items(), key=lambda each: _gravity(report, each[0])):
        names = sorted(fields, key=lambda name: -fields[name])
        for name in islice(names, FIELDS):
            example = first.get((code, name))
            table.add_row(*_cells(code, name, fields[name], example))
        if len(names) > FIELDS:
            rest = sum(fields[name] for name in names[FIELDS:])
            table.add_row(code, f"{rest:,}", "", f"{len(names) - FIELDS} more", "", "")
    return table


def _gravity(report: ValidationReport, code: str) -> tuple[int, str]:
    levels = [LEVELS.index(finding.level) for finding in report.findings if finding.code == code]
    return min(levels, default=len(LEVELS)), code


def _cells(code: str, name: str, number: int, example: Finding | None) -> list[RenderableType]:
    if example is None:
        return [code, f"{number:,}", "", _plain(name), "", Text("not shown: too many findings before it", "dim")]
    value = example.value or ""
    shown = value if len(value) <= VALUE else value[: VALUE - 1] + "…"
    words = _plain(example.message)
    if example.hint:
        words.append(f" ({one_line(example.hint)})", style="dim")
    line = "" if example.line is None else f"{example.line:,}"
    return [Text(code, STYLES[example.level]), f"{number:,}", line, _plain(name), _plain(shown), words]


def _plain(text: str) -> Text:
    """Text that rich takes as it is, brackets and all."""
    return Text(one_line(text))
