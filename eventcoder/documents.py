"""Documents: the texts to be coded, and what was turned away while reading them.

Reading is streaming: `read_documents` yields a `Document` for what is good and a `Reject` for what is not, in the order
of the file, so that one bad line never costs its neighbours. The readers of the single forms live in document_readers.
"""

import datetime
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO, Literal

from eventcoder.errors import InputError
from eventcoder.findings import Finding

__all__ = ["Columns", "Document", "Format", "Limits", "Reject", "as_date", "read_documents", "read_files"]

Format = Literal["text", "jsonl", "csv", "tsv", "parquet", "newsml", "ninjs"]

ENDINGS: Mapping[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".xml": "newsml",
    ".ninjs": "ninjs",
}
"""Endings of file names (a further .gz is looked through) and the form of text input that they mean."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text to be coded.

    Attributes:
        id: identifier, unique in a run.
        text: the text; offsets in events count its characters (Unicode code points) from 0.
        date: day of publication, or None.
        title: headline, kept as a fact about the document and not coded.
        source: who published it.
        url: where it was published.
        metadata: every further field of the input, as it stood there.
    """

    id: str
    text: str
    date: datetime.date | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def with_title(self) -> "Document":
        """The document with its title as the first line of its text, so that the title is coded as a headline.

        Offsets then count from the title's first character. A document without a title is returned as it is.
        """
        title = " ".join((self.title or "").split())
        return replace(self, text=f"{title}\n{self.text}") if title else self


@dataclass(frozen=True, slots=True)
class Reject:
    """Input that was turned away.

    Attributes:
        finding: what was wrong, where, and what to do.
        raw: the line (or file) as read; bytes that are no UTF-8 stand as \\xNN. At most Limits.raw_characters.
    """

    finding: Finding
    raw: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The reject as a JSON-ready mapping: the finding's fields and `raw`."""
        return {**self.finding.as_dict(), "raw": self.raw}


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the fields (JSONL) or columns (CSV, TSV, Parquet) that hold what a document needs."""

    id: str = "id"
    text: str = "text"
    date: str = "date"
    title: str = "title"
    source: str = "source"
    url: str = "url"


@dataclass(frozen=True, slots=True)
class Limits:
    """What is absurdly long.

    Attributes:
        line_bytes: longest line of JSONL, CSV and TSV (a CSV record may have several), and longest plain text file.
        text_characters: longest text of a document.
        raw_characters: how much of a rejected line is kept.
    """

    line_bytes: int = 32 * 1024 * 1024
    text_characters: int = 2_000_000
    raw_characters: int = 1_000_000


def as_date(value: str) -> datetime.date:
    """Read a date: YYYY-MM-DD, YYYYMMDD, or an ISO 8601 date and time, whose day is taken as written (no time zone).

    Raises:
        ValueError: anything else, and days that do not exist.
    """
    text = value.strip()
    if text.isascii():
        if len(text) == 8 and text.isdigit():
            return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
        if len(text) >= 10 and text[4] == text[7] == "-" and (text[:4] + text[5:7] + text[8:10]).isdigit():
            if len(text) == 10:
                return datetime.date.fromisoformat(text)
            if text[10] in "T ":
                return datetime.datetime.fromisoformat(text).date()
        if len(text) > 9 and text[:8].isdigit() and text[8] == "T":
            return datetime.datetime.fromisoformat(text).date()
    raise ValueError(f"{value!r} is no date")


def read_documents(
    path: str | Path,
    *,
    format: Format | None = None,
    columns: Columns | None = None,
    limits: Limits | None = None,
    date: datetime.date | None = None,
    stream: BinaryIO | None = None,
    seen: set[str] | None = None,
) -> Generator[Document | Reject, None, None]:
    """Read documents from one file or stream, lazily.

    Args:
        path: the file; "-" is standard input. With `stream` only a name for findings.
        format: form of the input; by default told by the file's ending, on a stream by its first character.
        columns: names of the fields or columns, where they are not id, text, date, title, source, url.
        limits: what is too long.
        date: date of documents that have none of their own.
        stream: an open binary stream to read instead of the file.
        seen: ids already taken; the ids read are added. Give one set to several calls to find duplicates across files.

    Yields:
        A Document or a Reject for every line, row or file, in order.

    Raises:
        InputError: the input as a whole cannot be read (no such file, unknown form, no text column, no Parquet file).
    """
    from eventcoder.document_readers import read  # the readers import the values above

    yield from read(
        path,
        format=format,
        columns=columns or Columns(),
        limits=limits or Limits(),
        date=date,
        stream=stream,
        seen=set() if seen is None else seen,
    )


def read_files(paths: Sequence[str | Path], **options: Any) -> Iterator[Document | Reject]:
    """Read several files one after the other; an id used twice is found across files too.

    Args:
        paths: files, or "-" for standard input (once).
        **options: as for `read_documents`.

    Raises:
        InputError: one of them cannot be read as a whole; the documents before it have been yielded.
    """
    if sum(str(path) == "-" for path in paths) > 1:
        raise InputError("standard input (-) is named twice; name it once")
    seen: set[str] = set()
    for path in paths:
        yield from read_documents(path, seen=seen, **options)
