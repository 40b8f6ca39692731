"""`eventcoder evaluate`: how right a coder or a coded file is, measured against gold."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eventcoder.cli.options import parse_grade

if TYPE_CHECKING:
    from eventcoder.coder import Coder
    from eventcoder.evaluation import Evaluation, Verdict
    from eventcoder.findings import Finding

__all__ = ["register"]

FINDINGS_SHOWN = 10
"""Findings of the input told on standard error one by one; the rest are counted."""


class _Report(StrEnum):
    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class _Field(StrEnum):
    CELL = "cell"
    SOURCE = "source"
    WHY = "why"
    FILE = "file"


def evaluate(
    gold: Annotated[
        str | None, typer.Argument(metavar="GOLD", help="Gold file (JSONL), or a folder of such files.")
    ] = None,
    coded: Annotated[
        str | None, typer.Argument(metavar="[CODED]", help="Coded events; without it the gold texts are coded now.")
    ] = None,
    codebook: Annotated[str, typer.Option("--codebook", help="Codebook: a name or a folder.")] = "default",
    format: Annotated[
        str | None, typer.Option("--format", help="Format of CODED; told by its ending by default.")
    ] = None,
    report: Annotated[
        _Report, typer.Option("--report", help="text for people; json or csv for programs.")
    ] = _Report.TEXT,
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT", help="File for the report, or -.")] = "-",
    errors: Annotated[int, typer.Option("--errors", min=0, metavar="N", help="Tell the first N mistakes and why.")] = 0,
    classes: Annotated[
        int, typer.Option("--classes", min=0, metavar="N", help="List N classes of modes, CAMEO codes, actors, ...")
    ] = 0,
    by: Annotated[_Field | None, typer.Option("--by", help="Also by a field of the gold file.")] = None,
    no_extensions: Annotated[
        bool, typer.Option("--no-extensions", help="Pure PLOVER: leave out events of our own (JUSTIFY).")
    ] = False,
    min_grade: Annotated[
        str | None,
        typer.Option(
            "--min-grade", metavar="A|B|C|D", help="Leave out events of a worse grade; by default as `eventcoder code`."
        ),
    ] = None,
    judged: Annotated[
        str | None, typer.Option("--judged", metavar="FILE", help="Judged events instead of GOLD (JSONL).")
    ] = None,
    reliability: Annotated[
        Path | None,
        typer.Option("--reliability", metavar="OUT.csv", help="Put what is right, by rule and route, into this table."),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Name of the texts in that table; by default the name of GOLD.")
    ] = None,
    level: Annotated[
        bool,
        typer.Option(
            "--level/--no-level", help="Whether the judged events are of running text, as against single sentences."
        ),
    ] = True,
    fail_under: Annotated[
        list[str] | None,
        typer.Option("--fail-under", metavar="FIGURE=SHARE", help="Exit 1 below this, e.g. event.f1=0.8 or quiet=0.9."),
    ] = None,
    rounds: Annotated[
        int, typer.Option("--rounds", min=0, help="Samples of the bootstrap; 0: no intervals of F1.")
    ] = 1000,
    seed: Annotated[int | None, typer.Option("--seed", help="Seed of the bootstrap.")] = None,
    processes: Annotated[int, typer.Option("--processes", min=1, max=256, help="Worker processes.")] = 1,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 where a line of GOLD or CODED has an error.")
    ] = False,
) -> None:
    """Score the coder, or a file of coded events, against a gold file."""
    limits = [_limit(text) for text in fail_under or ()]
    shown: list[Finding] = []

    def tell(finding: "Finding") -> None:
        shown.append(finding)
        if len(shown) <= FINDINGS_SHOWN:
            typer.echo(str(finding), err=True)

    if (gold is None) == (judged is None):
        raise typer.BadParameter("name a gold file, or judged events by --judged", param_hint="GOLD")
    if gold is None:
        assert judged is not None
        _judged(judged, report, output, reliability, source, tell, level=level)
        _tell_the_rest(shown, strict)
        return

    from eventcoder.evaluation.run import SEED
    from eventcoder.evaluation.run import evaluate as run
    from eventcoder.reliability import GRADES

    least = parse_grade(min_grade) or (list(GRADES)[-1] if reliability is not None else None)  # a table counts all
    coder = _coder(codebook, not no_extensions, least) if coded is None else None
    result = run(
        gold,
        coded,
        coder=coder,
        format=format,
        extensions=not no_extensions,
        by=by.value if by is not None else None,
        rounds=rounds,
        seed=SEED if seed is None else seed,
        processes=processes,
        report=tell,
    )
    content = _report(result, report, errors, classes, coder)
    if reliability is not None:
        content += _reliability(result.verdicts, reliability, source or Path(gold).stem, report, level=False)
    _write(content, output)
    below = [_below(result, name, least) for name, least in limits]
    for message in filter(None, below):
        typer.echo(message, err=True)
    _tell_the_rest(shown, strict)
    if any(below):
        raise typer.Exit(1)


def _tell_the_rest(shown: "list[Finding]", strict: bool) -> None:
    if len(shown) > FINDINGS_SHOWN:
        typer.echo(f"{len(shown) - FINDINGS_SHOWN} more findings of the input", err=True)
    if strict and any(finding.level == "error" for finding in shown):
        raise typer.Exit(1)


def _coder(codebook: str, extensions: bool, min_grade: str | None) -> "Coder":
    from eventcoder.coder import Coder

    return Coder(codebook, extensions=extensions, min_grade=min_grade)


def _judged(
    path: str,
    report: _Report,
    output: str,
    reliability: Path | None,
    source: str | None,
    tell: "Callable[[Finding], None]",
    *,
    level: bool,
) -> None:
    """Report judged events, and put them into a table."""
    from eventcoder.evaluation.calibration import by_grade, verdict_shares
    from eventcoder.evaluation.trust import grade_as_dict, judged_to_text, share_as_dict
    from eventcoder.evaluation.verdicts import read_verdicts

    verdicts = list(read_verdicts(path, report=tell))
    shares, grades = verdict_shares(verdicts), by_grade(verdicts)
    if report is _Report.JSON:
        import orjson

        value = {"shares": [share_as_dict(s) for s in shares], "grades": [grade_as_dict(g) for g in grades]}
        content = orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    else:
        content = judged_to_text(shares, grades).encode() + b"\n"
    if reliability is not None:
        content += _reliability(verdicts, reliability, source or Path(path).stem, report, level=level)
    _write(content, output)


def _reliability(verdicts: "Sequence[Verdict]", path: Path, source: str, report: _Report, *, level: bool) -> bytes:
    """Put verdicts into a table; what cross-validation says of them, in a report for people."""
    from eventcoder.evaluation.calibration import count_rows, cross_validate, write_rows
    from eventcoder.evaluation.trust import calibration_to_text

    write_rows(count_rows(verdicts, source, level=level), path)
    if report is not _Report.TEXT:
        return b""
    return b"\n" + calibration_to_text(cross_validate({source: verdicts})).encode() + b"\n"


def _report(result: "Evaluation", report: _Report, errors: int, classes: int, coder: "Coder | None") -> bytes:
    from eventcoder.evaluation.report import to_csv, to_json, to_text

    if report is _Report.JSON:
        return to_json(result, errors=errors, coder=coder)
    if report is _Report.CSV:
        return to_csv(result).encode()
    return to_text(result, errors=errors, classes=classes, coder=coder).encode() + b"\n"


def _write(content: bytes, output: str) -> None:
    from eventcoder.output import open_output

    if output == "-":
        typer.echo(content, nl=False)
        return
    with open_output(output) as stream:
        stream.write(content)


def _limit(text: str) -> tuple[str, float]:
    """A figure and the least that it may be.

    Raises:
        typer.BadParameter: it is not written NAME=SHARE.
    """
    name, _, value = text.rpartition("=")
    try:
        least = float(value)
    except ValueError:
        least = -1.0
    if not name.strip() or not 0 <= least <= 1:
        message = f"{text!r} is no figure with a share from 0 to 1; write e.g. event.f1=0.8"
        raise typer.BadParameter(message, param_hint="--fail-under")
    return name.strip(), least


def _below(result: "Evaluation", name: str, least: float) -> str | None:
    """What to say where a figure is too low, or was not measured."""
    value = result.figure(name)
    if value is None:
        dimensions = [f"{d.name}.{what}" for d in result.dimensions for what in ("precision", "recall", "f1", "macro")]
        known = ", ".join([*(one.name for one in result.shares), *dimensions])
        return f"{name} was not measured on this gold file; measured: {known}"
    return f"{name} is {value:.3f}, below {least:g}" if value < least else None


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("evaluate")(evaluate)
