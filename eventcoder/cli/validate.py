"""`eventcoder validate`: check event files and tell every defect with its place; `--fix` repairs what is safe."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from eventcoder.validation import ValidationReport
    from eventcoder.validation.validate import Run

__all__ = ["register"]

EXIT_FINDINGS = 1
EXIT_UNREADABLE = 3
STANDARD = "-"

Shape = Literal["table", "text", "json", "jsonl", "sarif", "html", "github"]
FailLevel = Literal["error", "warning", "info"]
WHOLE = ("sarif", "html")
"""Reports that can only be written when all files were read."""


def validate(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILES...", help="Files (.gz, .zip, .zst too), patterns such as 'a/**', or -."),
    ],
    format: Annotated[
        str | None,
        typer.Option("--format", help="Name (see `eventcoder formats`) or *.dialect.json; else the content tells."),
    ] = None,
    report: Annotated[
        Shape | None,
        typer.Option("--report", help="Form of the report; by default a table on a terminal, else text."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report there, not to the screen.")
    ] = None,
    fix: Annotated[
        Path | None,
        typer.Option(
            "--fix", metavar="OUT", help="Write a repaired copy (of many files: into this folder); report it."
        ),
    ] = None,
    fail_level: Annotated[
        FailLevel, typer.Option("--fail-level", help="Exit 1 from this level on: error, warning or info.")
    ] = "error",
    limit: Annotated[
        int, typer.Option("--limit", min=0, help="Findings of a file that are told in full; all are counted.")
    ] = 1000,
) -> None:
    """Check event files: every defect with its row, field, value, reason and the nearest legal value.

    Exits with 0 where nothing reaches the level, 1 where something does, 3 where a file could not be read.
    """
    from eventcoder.errors import EventcoderError, InputError, ResourceError
    from eventcoder.validation.validate import Run

    shape: Shape = report or ("table" if output is None and sys.stdout.isatty() else "text")
    try:
        run = Run(format, limit)
    except ResourceError:
        raise
    except EventcoderError as error:
        raise typer.BadParameter(str(error), param_hint="--format") from None
    failures: list[str] = []
    paths = _expanded(files, failures)
    if fix is not None:
        _check_fix(fix, paths)
    with _Writer(shape, output) as writer:
        reports: list[ValidationReport] = []
        for path in paths:
            try:
                found = _fixed(path, fix, run) if fix is not None else run.check(path)
            except InputError as error:
                failures.append(str(error))
                typer.echo(f"eventcoder: {error}", err=True)
                continue
            reports.append(found)
            writer.one(found)
        for found in run.between():
            reports.append(found)
            writer.one(found)
        writer.all(reports, failures)
    if failures:
        raise typer.Exit(EXIT_UNREADABLE)
    if any(found.reaches(fail_level) for found in reports):
        raise typer.Exit(EXIT_FINDINGS)


def _expanded(files: list[str], failures: list[str]) -> list[str]:
    """The files of all patterns; what matches nothing is told and passed over."""
    from eventcoder.errors import InputError
    from eventcoder.validation.source import expand

    paths: list[str] = []
    for file in files:
        try:
            paths += expand([file])
        except InputError as error:
            failures.append(str(error))
            typer.echo(f"eventcoder: {error}", err=True)
    return paths


def _check_fix(fix: Path, paths: list[str]) -> None:
    """See that no input is overwritten, and that many files have a folder to go to."""
    from eventcoder.errors import InputError

    if len(paths) > 1 and not fix.is_dir():
        raise typer.BadParameter(f"{fix} is no folder, and there are {len(paths)} files", param_hint="--fix")
    folder = fix if fix.is_dir() else fix.parent
    if not folder.is_dir():
        raise InputError(f"{fix}: there is no folder {folder}")
    names = [_target(path, fix) for path in paths]
    if len(set(names)) < len(names):
        raise typer.BadParameter("two files have one name, and would be written to one", param_hint="--fix")
    if {each.resolve() for each in names} & {Path(path).resolve() for path in paths if path != STANDARD}:
        raise typer.BadParameter("an input would be overwritten; name another file", param_hint="--fix")


def _target(path: str, fix: Path) -> Path:
    if not fix.is_dir():
        return fix
    from eventcoder.validation.source import PACKED_ENDINGS

    name = "stdin" if path == STANDARD else Path(path).name
    ending = next((each for each in PACKED_ENDINGS if name.lower().endswith(each)), "")
    return fix / name[: len(name) - len(ending)]


def _fixed(path: str, fix: Path, run: "Run") -> "ValidationReport":
    """The report on the repaired copy of a file; what was changed goes to standard error and beside the copy."""
    from eventcoder.errors import InputError
    from eventcoder.validation.fix import fix_file

    target = _target(path, fix)
    result = fix_file(path, target, run.known)
    if not result.written:
        raise InputError(result.to_text().strip())
    typer.echo(result.to_text(), err=True, nl=False)
    return run.check(target)


class _Writer:
    """Writes reports in one form, to the screen or to a file; a context that closes it."""

    def __init__(self, shape: Shape, output: Path | None) -> None:
        from eventcoder.errors import InputError

        self.shape, self.path = shape, output
        try:
            self._stream = open(output, "wb") if output is not None else None  # noqa: SIM115  (closed by __exit__)
        except OSError as error:
            raise InputError(f"{output}: cannot be written: {error.strerror}") from error

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def one(self, report: "ValidationReport") -> None:
        """Write what can be written of one file before the next is read."""
        if self.shape == "table":
            self._table([report], summary=False)
        elif self.shape not in WHOLE:
            self._write(getattr(report, f"to_{self.shape}")())

    def all(self, reports: "list[ValidationReport]", failures: list[str]) -> None:
        """Write what needs all files."""
        from eventcoder.validation import output

        if self.shape == "sarif":
            self._write(output.to_sarif(reports, failures))
        elif self.shape == "html":
            self._write(output.to_html(reports, failures))
        elif len(reports) > 1 and self.shape == "table":
            self._table(reports, summary=True)
        elif len(reports) > 1 and self.shape == "text":
            self._write(output.summary(reports))

    def _table(self, reports: "list[ValidationReport]", summary: bool) -> None:
        import io

        from rich.console import Console

        from eventcoder.validation.output.table import print_report, print_summary

        page = io.StringIO() if self._stream is not None else None
        console = Console(file=page, width=120) if page is not None else Console()
        if summary:
            print_summary(reports, console)
        else:
            for report in reports:
                print_report(report, console)
        if page is not None:
            self._write(page.getvalue())

    def _write(self, text: str | bytes) -> None:
        raw = text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text
        if self._stream is not None:
            self._stream.write(raw)
        else:
            typer.echo(raw, nl=False)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("validate")(validate)
