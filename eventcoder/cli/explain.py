"""`eventcoder explain`: why a text is coded as it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from eventcoder.cli.options import check_inputs, parse_date, parse_input_format

__all__ = ["register"]


def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT_OR_FILE", help="The text itself, a file of texts, or -.")],
    codebook: Annotated[str, typer.Option("--codebook", help="Codebook: a name or a folder.")] = "default",
    date: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of the text, where it has none.")
    ] = None,
    input_format: Annotated[
        str | None, typer.Option("--input-format", help="Form of the file: text, jsonl, csv, tsv, newsml, ...")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the rules tried in vain, each with the first condition that failed.")
    ] = False,
) -> None:
    """Tell which rules were tried on a text, what fired and why the others did not."""
    from eventcoder.documents import Document, Reject, read_documents

    form, day = parse_input_format(input_format), parse_date(date)
    items: Iterator[Document | Reject] = iter([Document("text", text, day)])
    if text == "-" or _is_file(text):
        check_inputs([text], format=form)
        items = read_documents(text, format=form, date=day)

    from eventcoder.coder import Coder

    coder = Coder(codebook)
    rejects = 0
    for number, item in enumerate(items):
        if isinstance(item, Reject):
            rejects += 1
            typer.echo(str(item.finding), err=True)
            continue
        if number:
            typer.echo("")
        if item.id != "text":
            typer.echo(f"== {item.id}")
        typer.echo(coder.explain(item.text, date=item.date).to_text(everything=everything))
    if rejects:
        raise typer.Exit(1)


def _is_file(text: str) -> bool:
    """Whether the argument names a file; a sentence may be longer than a file's name can be."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("explain")(explain)
