"""`eventcoder code`: texts in, event records out."""

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from eventcoder.cli.options import check_inputs, parse_date, parse_grade, parse_input_format, parse_keep
from eventcoder.errors import EventcoderError, InputError

if TYPE_CHECKING:
    from eventcoder.coder import CodedDocument
    from eventcoder.documents import Document, Reject
    from eventcoder.records import Event

__all__ = ["register"]

REJECTS_SHOWN = 5
"""Rejects told on standard error one by one; the rest are counted."""


@dataclass(slots=True)
class _Counts:
    """What the summary line tells."""

    documents: int = 0
    sentences: int = 0
    events: int = 0
    rejects: int = 0
    left_out: int = 0

    def __str__(self) -> str:
        rejects = f", {self.rejects:,} rejected" if self.rejects else ", none rejected"
        left_out = f" ({self.left_out:,} of worse grade left out; --min-grade D writes all)" if self.left_out else ""
        return f"{self.documents:,} documents, {self.sentences:,} sentences, {self.events:,} events{left_out}{rejects}"


class _Rejects:
    """Keeps what was turned away: in a file, opened with the first, and the first few on standard error."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.count = 0
        self._stream: BinaryIO | None = None

    def add(self, reject: "Reject") -> None:
        import orjson

        self.count += 1
        if self.count <= REJECTS_SHOWN:
            typer.echo(str(reject.finding), err=True)
        elif self.count == REJECTS_SHOWN + 1:
            typer.echo("further rejects are counted only" + (f"; see {self.path}" if self.path else ""), err=True)
        if self.path is not None:
            if self._stream is None:
                self._stream = _open_for_writing(self.path)
            self._stream.write(orjson.dumps(reject.as_dict(), option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()


def _open_for_writing(path: Path) -> BinaryIO:
    try:
        return open(path, "wb")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error


def code(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUTS...", help="Text, JSONL, CSV, TSV, Parquet, NewsML-G2 or ninjs files (.gz too), or -."
        ),
    ],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT", help="Output file, or -.")] = "-",
    format: Annotated[
        str | None, typer.Option("--format", help="Output format; by default told by the ending of OUT, else jsonl.")
    ] = None,
    input_format: Annotated[
        str | None,
        typer.Option("--input-format", help="text, jsonl, csv, tsv, parquet, newsml or ninjs; else told by the name."),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of documents that have none.")
    ] = None,
    codebook: Annotated[str, typer.Option("--codebook", help="Codebook: a name or a folder.")] = "default",
    no_extensions: Annotated[
        bool, typer.Option("--no-extensions", help="Pure PLOVER: no events of our own (JUSTIFY).")
    ] = False,
    no_text: Annotated[bool, typer.Option("--no-text", help="Write offsets without the sentences.")] = False,
    keep: Annotated[
        str, typer.Option("--keep", help="Also write events that are negated or hypothetical: negation,hypothetical.")
    ] = "",
    merge: Annotated[
        bool, typer.Option("--merge", help="One record for an event that a document tells several times; counted.")
    ] = False,
    min_grade: Annotated[
        str | None,
        typer.Option(
            "--min-grade",
            metavar="A|B|C|D",
            help="Leave out events of a worse grade; by default B in long prose alone.",
        ),
    ] = None,
    title: Annotated[bool, typer.Option("--title", help="Code the title field as the headline of its text.")] = False,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="File for rejected input; by default OUT.rejects.jsonl.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 where input was rejected.")] = False,
    processes: Annotated[int, typer.Option("--processes", min=1, max=256, help="Worker processes.")] = 1,
    id_column: Annotated[str, typer.Option("--id-column", help="Field or column of the document's id.")] = "id",
    text_column: Annotated[str, typer.Option("--text-column", help="Field or column of the text.")] = "text",
    date_column: Annotated[str, typer.Option("--date-column", help="Field or column of the date.")] = "date",
    title_column: Annotated[str, typer.Option("--title-column", help="Field or column of the title.")] = "title",
    source_column: Annotated[str, typer.Option("--source-column", help="Field or column of the publisher.")] = "source",
    url_column: Annotated[str, typer.Option("--url-column", help="Field or column of the address.")] = "url",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary line.")] = False,
) -> None:
    """Code texts into event records, one JSON record a line."""
    from eventcoder.documents import Columns, read_files

    keep_names, day, form = parse_keep(keep), parse_date(date), parse_input_format(input_format)
    columns = Columns(id_column, text_column, date_column, title_column, source_column, url_column)
    _check_output(output, format, inputs)
    check_inputs(inputs, format=form, columns=columns)
    piped = output == "-"
    beside = not piped and (Path(output).is_file() or not Path(output).exists())  # nothing stands beside a device
    rejects_file = rejects or (Path(f"{output}.rejects.jsonl") if beside else None)
    if rejects is None and rejects_file is not None:
        rejects_file.unlink(missing_ok=True)  # of an earlier run; left there it would speak of this one

    from eventcoder.coder import Coder
    from eventcoder.formats import write_events
    from eventcoder.provenance import provenance_path

    grade = parse_grade(min_grade)
    coder = Coder(
        codebook, extensions=not no_extensions, keep=keep_names, include_text=not no_text, merge=merge, min_grade=grade
    )
    gc.freeze()  # what is loaded stays: the collector need not look through the lexicon again and again
    counts, turned_away = _Counts(), _Rejects(rejects_file)
    items = read_files(inputs, format=form, columns=columns, date=day)
    good = _good(items, turned_away, counts, title)
    with ExitStack() as stack:
        stack.callback(turned_away.close)
        results: Iterable[CodedDocument] = coder.results(good, n_process=processes)
        if sys.stderr.isatty() and not quiet:
            results = stack.enter_context(_progress(results))
        events = _events(results, counts)
        target = sys.stdout.buffer if piped else output
        write_events(events, target, format, **_known(format, target, provenance=coder.provenance))
        if beside:
            coder.provenance.write(provenance_path(output))
    counts.rejects = turned_away.count
    if not quiet:
        typer.echo(str(counts), err=True)
    if strict and counts.rejects:
        raise typer.Exit(1)


def _good(
    items: "Iterable[Document | Reject]", turned_away: _Rejects, counts: _Counts, title: bool
) -> "Iterator[Document]":
    """The documents of a reading; the rejects go aside."""
    from eventcoder.documents import Reject
    from eventcoder.sentences import split

    for item in items:
        if isinstance(item, Reject):
            turned_away.add(item)
        else:
            document = item.with_title() if title else item
            counts.sentences += sum(sentence.role != "dateline" for sentence in split(document.text))
            yield document


def _events(results: "Iterable[CodedDocument]", counts: _Counts) -> "Iterator[Event]":
    for _, events, left_out in results:
        counts.documents += 1
        counts.events += len(events)
        counts.left_out += left_out
        yield from events


def _known(format: str | None, target: object, **options: object) -> dict[str, object]:
    """Those of the options that the output's format has."""
    from eventcoder.formats import find_format
    from eventcoder.formats.functions import format_function

    writer = format_function(find_format(format, target), "write_events")
    known = frozenset() if writer is None else writer.options
    return {name: value for name, value in options.items() if name in known}


def _check_output(output: str, format: str | None, inputs: Sequence[str]) -> None:
    """See that the output can be written as asked, before anything slow is begun.

    Raises:
        typer.BadParameter: an unknown format, or the output is an input.
        InputError: no such folder.
    """
    from eventcoder.formats import find_format

    try:
        find_format(format, sys.stdout.buffer if output == "-" else output)
    except InputError:
        raise
    except EventcoderError as error:
        raise typer.BadParameter(str(error), param_hint="--format") from None
    if output in inputs and output != "-":
        raise typer.BadParameter(f"{output} is an input, too; it would be overwritten", param_hint="--output")
    folder = Path(output).parent
    if output != "-" and not folder.is_dir():
        raise InputError(f"{output}: there is no folder {folder}")


class _progress:
    """A progress bar on standard error, as a context that gives the results back."""

    def __init__(self, results: "Iterable[CodedDocument]") -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._results = results
        self._bar = Progress(
            TextColumn("coding"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("documents, {task.fields[events]} events"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )

    def __enter__(self) -> "Iterator[CodedDocument]":
        self._bar.start()
        return self._run()

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def _run(self) -> "Iterator[CodedDocument]":
        task = self._bar.add_task("coding", total=None, events=0)
        events = 0
        for result in self._results:
            events += len(result.events)
            self._bar.update(task, advance=1, events=events)
            yield result


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("code")(code)
