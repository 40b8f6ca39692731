"""`eventcoder validate`: check event files and tell every defect with its place."""

import sys
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

if TYPE_CHECKING:
    from eventcoder.findings import Level
    from eventcoder.validation import ValidationReport

__all__ = ["register"]

EXIT_FINDINGS = 1
EXIT_UNREADABLE = 3

Format = Literal["record", "plover"]
Shape = Literal["text", "json", "jsonl"]
FailLevel = Literal["error", "warning"]


def validate(
    files: Annotated[list[str], typer.Argument(metavar="FILES...", help="Event files (.gz too), or - for one.")],
    format: Annotated[
        Format, typer.Option("--format", help="record: eventcoder's own records; plover: strict PLOVER 2.0.")
    ] = "record",
    report: Annotated[
        Shape,
        typer.Option("--report", help="text for people; json: a report a file; jsonl: a finding a line."),
    ] = "text",
    fail_level: Annotated[
        FailLevel, typer.Option("--fail-level", help="Exit 1 from this level on: error or warning.")
    ] = "error",
) -> None:
    """Check event files: every defect with its record, field, value, reason and the nearest legal value.

    Exits with 0 where nothing reaches the level, 1 where something does, 3 where a file could not be read.
    """
    from eventcoder.errors import InputError
    from eventcoder.validation import validate as check

    failed = unreadable = False
    for file in files:
        try:
            found = check(sys.stdin.buffer if file == "-" else file, format)
        except InputError as error:
            unreadable = True
            typer.echo(f"eventcoder: {error}", err=True)
            continue
        failed = failed or found.reaches(cast("Level", fail_level))
        _PRINT[report](found)
    if unreadable:
        raise typer.Exit(EXIT_UNREADABLE)
    if failed:
        raise typer.Exit(EXIT_FINDINGS)


def _text(report: "ValidationReport") -> None:
    """Findings one a line, as compilers print them, and a line that sums up."""
    for finding in report.findings:
        where = f" [{finding.field}]" if finding.field else ""
        value = "" if finding.value is None else f" <{_one_line(finding.value)}>"
        typer.echo(f"{finding}{where}{value}")
    if report.total > len(report.findings):
        typer.echo(f"{report.file}: the first {len(report.findings):,} of {report.total:,} findings are shown")
    levels = ", ".join(f"{count:,} {level}" for level, count in report.levels.items()) or "no findings"
    codes = ", ".join(f"{code} {count:,}" for code, count in report.counts.items())
    typer.echo(f"{report.file}: {report.records:,} records, {levels}{f' ({codes})' if codes else ''}")


def _one_line(value: str) -> str:
    return value if value.isprintable() else repr(value)[1:-1]


def _json(report: "ValidationReport") -> None:
    """The whole report as one JSON object a line."""
    _write(report.as_dict())


def _jsonl(report: "ValidationReport") -> None:
    """One finding a line."""
    for finding in report.findings:
        _write(finding.as_dict())


def _write(value: object) -> None:
    import orjson

    typer.echo(orjson.dumps(value))


_PRINT = {"text": _text, "json": _json, "jsonl": _jsonl}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("validate")(validate)
