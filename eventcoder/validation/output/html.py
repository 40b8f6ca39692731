"""Reports as one page of HTML, without scripts or anything from elsewhere. Imports report and catalogue."""

from collections.abc import Sequence
from html import escape

from eventcoder.findings import Finding
from eventcoder.validation.catalogue import meanings
from eventcoder.validation.output.text import one_line, plural, summary
from eventcoder.validation.report import LEVELS, ValidationReport

__all__ = ["to_html"]

STYLE = """
:root { color-scheme: light dark; --line: #8885; --error: #c62828; --warning: #b26a00; --info: #1565c0; }
@media (prefers-color-scheme: dark) { :root { --error: #ff8a80; --warning: #ffcc80; --info: #90caf9; } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 78rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1.6rem; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
.code { font-weight: 600; white-space: nowrap; }
code { font: 13px/1.4 ui-monospace, monospace; white-space: pre-wrap; }
.more { opacity: .75; }
summary { cursor: pointer; margin: .4rem 0; }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(reports: Sequence[ValidationReport], failures: Sequence[str] = ()) -> str:
    """One page for all files of a run.

    Args:
        reports: of all files.
        failures: messages about files that could not be read at all.
    """
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Validation: {escape(summary(reports).strip())}</title>",
        f"<style>{STYLE}</style></head><body>",
        "<h1>Validation of event files</h1>",
        f"<p>{escape(summary(reports).strip())}</p>",
        *(f'<p class="error">{_text(message)}</p>' for message in failures),
        _overview(reports),
        *(_file(report, place) for place, report in enumerate(reports)),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _overview(reports: Sequence[ValidationReport]) -> str:
    rows = []
    for place, report in enumerate(reports):
        numbers = "".join(
            f'<td class="number{f" {level}" if report.levels.get(level) else ""}">{report.levels.get(level, 0):,}</td>'
            for level in LEVELS
        )
        rows.append(
            f'<tr><td><a href="#file-{place}">{_text(report.file)}</a></td><td>{_text(report.format or "?")}</td>'
            f'<td class="number">{report.records:,}</td>{numbers}</tr>'
        )
    heads = "".join(f'<th class="number">{name}</th>' for name in ("records", *LEVELS))
    return f"<table><thead><tr><th>file</th><th>format</th>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _file(report: ValidationReport, place: int) -> str:
    parts = [f'<section id="file-{place}"><h2>{_text(report.file)}</h2>']
    told = report.detected or report.format
    parts.append(f"<p>{plural(report.records, 'record')}{f'; {_text(told)}' if told else ''}</p>")
    if not report.total:
        parts.append("<p>Nothing was found.</p></section>")
        return "".join(parts)
    parts.append(_counts(report))
    shown = plural(len(report.findings), "finding")
    if report.total > len(report.findings):
        shown = f"the first {len(report.findings):,} of {report.total:,} findings"
    heads = '<th>code</th><th class="number">line</th><th class="number">row</th><th>field</th><th>value</th>'
    rows = "".join(_finding(finding) for finding in report.findings)
    parts.append(
        f"<details{' open' if len(report.findings) <= 50 else ''}><summary>{shown}</summary>"
        f"<table><thead><tr>{heads}<th>what is wrong</th></tr></thead><tbody>{rows}</tbody></table></details></section>"
    )
    return "".join(parts)


def _counts(report: ValidationReport) -> str:
    rows = []
    for code, fields in report.fields.items():
        meaning = meanings().get(code)
        level = next((finding.level for finding in report.findings if finding.code == code), "")
        names = ", ".join(
            f"{_text(name)} {number:,}" for name, number in sorted(fields.items(), key=lambda each: -each[1]) if name
        )
        words = f"{_text(meaning.meaning)} <span class='more'>{_text(meaning.action)}</span>" if meaning else ""
        rows.append(
            f'<tr><td class="code {level}">{code}</td><td class="number">{report.counts[code]:,}</td>'
            f"<td>{words}</td><td>{names}</td></tr>"
        )
    heads = '<th>code</th><th class="number">times</th><th>meaning, and what to do</th><th>fields</th>'
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _finding(finding: Finding) -> str:
    value = "" if finding.value is None else f"<code>{_text(finding.value)}</code>"
    hint = f" <span class='more'>({_text(finding.hint)})</span>" if finding.hint else ""
    numbers = "".join(
        f'<td class="number">{"" if number is None else f"{number:,}"}</td>' for number in (finding.line, finding.row)
    )
    return (
        f'<tr><td class="code {finding.level}" title="{finding.level}">{finding.code}</td>{numbers}'
        f"<td>{_text(finding.field or '')}</td><td>{value}</td><td>{_text(finding.message)}{hint}</td></tr>"
    )


def _text(text: str) -> str:
    return escape(one_line(text))
