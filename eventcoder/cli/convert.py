"""`eventcoder convert`: event files from one format into another; what cannot be carried over is told and counted."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from eventcoder.errors import EventcoderError, InputError, LossError

if TYPE_CHECKING:
    from eventcoder.findings import Finding
    from eventcoder.formats.convert import ConversionReport

__all__ = ["register"]

STANDARD = "-"
EXIT_LOSS = 1
SHOWN = 5
"""Errors, and warnings, told on standard error one by one; the rest are counted."""

Shape = Literal["text", "json"]


def convert(
    files: Annotated[
        list[str],
        typer.Argument(metavar="IN... OUT", help="Files (.gz, .zip, .zst too), patterns, or -; at last the output."),
    ],
    source_format: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="Format of the input; else its content tells.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="Format to write; else the ending of OUT tells.")
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Lose nothing: stop at the first loss with exit 1; exit 1 for rejects, too."),
    ] = False,
    fold: Annotated[
        bool, typer.Option("--fold", help="Make one record of a symmetric event stored twice, once a direction.")
    ] = False,
    option: Annotated[
        list[str] | None,
        typer.Option("--option", metavar="NAME=VALUE", help="An option of a format; see docs/conversion.md."),
    ] = None,
    report: Annotated[Shape, typer.Option("--report", help="On standard error: text for people, json.")] = "text",
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="File for rejected records; by default OUT.rejects.jsonl.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell nothing but failures.")] = False,
) -> None:
    """Convert event files into another format, or into our own records.

    Exits with 0 where the output was written, 1 where --strict forbids what was lost or rejected, 3 where an input
    cannot be read.
    """
    from eventcoder.formats.rejects import RejectFile
    from eventcoder.validation.source import expand

    if len(files) < 2:
        raise typer.BadParameter("name the input and the output (- is standard input and output)")
    target = files[-1]
    sources = expand(files[:-1])
    options = _options(option or [])
    if fold:
        options["fold"] = True
    _check(sources, target, source_format, to)
    beside = target != STANDARD and (Path(target).is_file() or not Path(target).exists())
    rejects_file = rejects or (Path(f"{target}.rejects.jsonl") if beside else None)
    if rejects is None and rejects_file is not None:
        rejects_file.unlink(missing_ok=True)  # of an earlier run; left there it would speak of this one
    with RejectFile(rejects_file) as turned_away:
        screen = _Screen(rejects_file, silent=report == "json" or quiet)

        def tell(finding: "Finding") -> None:
            turned_away.add(finding)
            screen.show(finding)

        with ExitStack() as stack:
            if sys.stderr.isatty() and not quiet and report == "text":
                options["progress"] = stack.enter_context(_progress())
            outcome = _run(sources, target, source_format, to, strict, tell, options)
        options.pop("progress", None)
    if beside:
        from eventcoder.formats.origin import write_conversion_provenance

        write_conversion_provenance(outcome, target, options)
    if not quiet:
        _tell(outcome, report)
    if strict and turned_away.count:
        raise typer.Exit(EXIT_LOSS)


def _run(
    sources: list[str],
    target: str,
    source_format: str | None,
    to: str | None,
    strict: bool,
    tell: Any,
    options: dict[str, Any],
) -> "ConversionReport":
    from eventcoder.formats.convert import convert as run

    out = sys.stdout.buffer if target == STANDARD else target
    given: Any = sources
    try:
        return run(given, out, to=to, format=source_format, strict=strict, report=tell, **options)
    except LossError as error:
        typer.echo(f"eventcoder: {error}", err=True)
        raise typer.Exit(EXIT_LOSS) from None
    except EventcoderError as error:
        if type(error) is EventcoderError:  # a format or an option that there is not
            raise typer.BadParameter(str(error)) from None
        raise


class _Screen:
    """Tells the first errors and the first warnings on standard error."""

    def __init__(self, rejects: Path | None, silent: bool) -> None:
        self._rejects, self._silent = rejects, silent
        self._shown = {"error": 0, "warning": 0}

    def show(self, finding: "Finding") -> None:
        """Tell a finding, or, once, that there are more of its level."""
        if self._silent or finding.level not in self._shown:
            return
        self._shown[finding.level] += 1
        if self._shown[finding.level] <= SHOWN:
            typer.echo(str(finding), err=True)
        elif self._shown[finding.level] == SHOWN + 1:
            where = f"; see {self._rejects}" if self._rejects is not None and finding.level == "error" else ""
            typer.echo(f"further {finding.level}s are counted only{where}", err=True)


def _tell(outcome: "ConversionReport", report: Shape) -> None:
    if report == "json":
        import orjson

        typer.echo(orjson.dumps(outcome.as_dict(), option=orjson.OPT_APPEND_NEWLINE), err=True, nl=False)
    else:
        typer.echo(outcome.to_text(), err=True, nl=False)


@contextmanager
def _progress() -> Iterator[Callable[[int], object]]:
    """A line on standard error that counts events."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("converting, {task.completed:,} events"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("converting", total=None)
        yield lambda events: bar.update(task, completed=events)


def _options(given: list[str]) -> dict[str, Any]:
    """The values of --option; what is JSON is taken as such, anything else is text.

    Raises:
        typer.BadParameter: no NAME=VALUE.
    """
    import orjson

    options: dict[str, Any] = {}
    for each in given:
        name, mark, value = each.partition("=")
        if not mark or not name.isidentifier():
            raise typer.BadParameter(f"{each!r} is no NAME=VALUE", param_hint="--option")
        try:
            options[name] = orjson.loads(value)
        except orjson.JSONDecodeError:
            options[name] = value
    return options


def _check(sources: list[str], target: str, source_format: str | None, to: str | None) -> None:
    """See that formats and files are as they should be, before anything slow is begun.

    Raises:
        typer.BadParameter: an unknown format, or the output is an input.
        InputError: no such folder.
    """
    from eventcoder.formats import find_format

    for name, value, place in (("--from", source_format, None), ("--to", to, target)):
        if value is None and (place is None or place == STANDARD):
            continue
        try:
            find_format(value, place)
        except InputError:
            raise
        except EventcoderError as error:
            raise typer.BadParameter(str(error), param_hint=name) from None
    if target == STANDARD:
        return
    if not Path(target).resolve().parent.is_dir():
        raise InputError(f"{target}: there is no folder {Path(target).parent}")
    if Path(target).resolve() in [Path(source).resolve() for source in sources if source != STANDARD]:
        raise typer.BadParameter(f"{target} is an input, too; it would be overwritten", param_hint="OUT")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("convert")(convert)
