"""`eventcoder evaluate`: how right a coder or a coded file is, measured against gold."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from eventcoder.coder import Coder
    from eventcoder.evaluation import Evaluation
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
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="Gold file (JSONL), or a folder of such files.")],
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

    from eventcoder.evaluation.run import SEED
    from eventcoder.evaluation.run import evaluate as run

    coder = _coder(codebook, not no_extensions) if coded is None else None
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
    _write(result, report, output, errors, classes, coder)
    wrong = sum(finding.level == "error" for finding in shown)
    if len(shown) > FINDINGS_SHOWN:
        typer.echo(f"{len(shown) - FINDINGS_SHOWN} more findings of the input", err=True)
    below = [_below(result, name, least) for name, least in limits]
    for message in filter(None, below):
        typer.echo(message, err=True)
    if any(below) or (strict and wrong):
        raise typer.Exit(1)


def _coder(codebook: str, extensions: bool) -> "Coder":
    from eventcoder.coder import Coder

    return Coder(codebook, extensions=extensions)


def _write(
    result: "Evaluation", report: _Report, output: str, errors: int, classes: int, coder: "Coder | None"
) -> None:
    from eventcoder.evaluation.report import to_csv, to_json, to_text
    from eventcoder.output import open_output

    if report is _Report.JSON:
        content = to_json(result, errors=errors, coder=coder)
    elif report is _Report.CSV:
        content = to_csv(result).encode()
    else:
        content = to_text(result, errors=errors, classes=classes, coder=coder).encode() + b"\n"
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
