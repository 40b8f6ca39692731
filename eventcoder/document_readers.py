"""Readers of text input, one for each form. Used through eventcoder.documents; imports polars only for Parquet."""

import datetime
import gzip
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, BinaryIO, cast

import orjson

from eventcoder.documents import ENDINGS, Columns, Document, Format, Limits, Reject, as_date
from eventcoder.errors import InputError
from eventcoder.findings import Finding

__all__ = ["Job", "read"]

BLANK = b" \t\r\n\x0b\x0c"
BOM = b"\xef\xbb\xbf"
OTHER_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
DATE_HINT = "write the date as YYYY-MM-DD, YYYYMMDD or an ISO 8601 date and time"
UTF8_HINT = "save the file as UTF-8"


@dataclass(frozen=True, slots=True)
class Job:
    """What one reading shares among its steps."""

    name: str
    columns: Columns
    limits: Limits
    date: datetime.date | None
    seen: set[str]

    def reject(
        self,
        code: str,
        message: str,
        raw: str | bytes = "",
        *,
        line: int | None = None,
        row: int | None = None,
        field: str | None = None,
        value: object = None,
        hint: str | None = None,
    ) -> Reject:
        """A reject with its finding."""
        limit = self.limits.raw_characters
        if isinstance(raw, bytes):
            raw = raw[: 4 * limit].decode("utf-8", "backslashreplace")
        shown = None if value is None else str(value)
        return Reject(
            Finding(
                code=code, level="error", message=message, file=self.name, line=line, row=row, field=field,
                value=shown, hint=hint,
            ),
            raw[:limit],
        )  # fmt: skip

    def document(
        self, fields: Mapping[str, Any], raw: Callable[[], str | bytes], line: int | None, row: int | None
    ) -> Document | Reject:
        """Make a document of the fields of a line or row, or say what is wrong with them.

        Args:
            fields: names and values, e.g. of a JSON object; None is as good as missing.
            raw: gives the line as read.
            line, row: where it stands.
        """
        columns = self.columns

        def bad(code: str, message: str, field: str, value: object = None, hint: str | None = None) -> Reject:
            return self.reject(code, message, raw(), line=line, row=row, field=field, value=value, hint=hint)

        identifier = fields.get(columns.id)
        if isinstance(identifier, int) and not isinstance(identifier, bool):
            identifier = str(identifier)
        if identifier is None:
            return bad("EC162", f"{columns.id!r} is missing", columns.id, hint=_missing(columns.id, fields))
        if not isinstance(identifier, str):
            return bad("EC163", f"{columns.id!r} must be text or a whole number", columns.id, identifier)
        identifier = identifier.strip()
        if not identifier:
            return bad("EC169", f"{columns.id!r} is empty", columns.id, hint="give every document an id of its own")
        text = fields.get(columns.text)
        if text is None:
            return bad("EC162", f"{columns.text!r} is missing", columns.text, hint=_missing(columns.text, fields))
        if not isinstance(text, str):
            return bad("EC163", f"{columns.text!r} must be text", columns.text, text)
        for key, value in ((columns.id, identifier), (columns.text, text)):
            if "\0" in value:
                return bad(
                    "EC166", f"{key!r} has a NUL character at {value.index(chr(0))}", key,
                    hint="the text is damaged or is no text; remove the character",
                )  # fmt: skip
        if not text or text.isspace():
            return bad("EC167", "the text is empty", columns.text)
        if len(text) > self.limits.text_characters:
            return bad(
                "EC168", f"the text has {len(text):,} characters; at most {self.limits.text_characters:,}",
                columns.text, hint="split it into documents",
            )  # fmt: skip
        day = self.date
        given = fields.get(columns.date)
        if isinstance(given, datetime.datetime):
            day = given.date()
        elif isinstance(given, datetime.date):
            day = given
        elif given is not None and given != "":
            if isinstance(given, int) and not isinstance(given, bool):
                given = str(given)
            if not isinstance(given, str):
                return bad("EC163", f"{columns.date!r} must be text", columns.date, given, DATE_HINT)
            try:
                day = as_date(given)
            except ValueError:
                return bad("EC164", "no date that can be read", columns.date, given, DATE_HINT)
        others: dict[str, str | None] = {}
        for name, key in (("title", columns.title), ("source", columns.source), ("url", columns.url)):
            other = fields.get(key)
            if other is not None and not isinstance(other, str):
                return bad("EC163", f"{key!r} must be text", key, other)
            others[name] = other or None
        if identifier in self.seen:
            return bad(
                "EC165", f"the id {identifier!r} was used before", columns.id, identifier,
                "every document needs an id of its own",
            )  # fmt: skip
        self.seen.add(identifier)
        known = {columns.id, columns.text, columns.date, columns.title, columns.source, columns.url}
        rest = {key: value for key, value in fields.items() if key not in known}
        return Document(identifier, text, day, others["title"], others["source"], others["url"], rest)


def _missing(name: str, fields: Mapping[str, Any]) -> str:
    """What to do about a missing field: the nearest name that is there, if one is near."""
    if "uri" in fields and any(str(key).startswith(("body_", "bodies")) for key in fields):
        return "it looks like an item of ninjs; name that as the form of the input (`--input-format ninjs`)"
    others = [key for key in fields if isinstance(key, str) and key != name]
    near = [key for key in others if key.casefold() == name.casefold()] or get_close_matches(name, others, 1)
    return f"there is {near[0]!r}; name the field that holds it" if near else f"give every document its {name!r}"


def read(
    path: str | Path,
    *,
    format: Format | None,
    columns: Columns,
    limits: Limits,
    date: datetime.date | None,
    stream: BinaryIO | None,
    seen: set[str],
) -> Iterator[Document | Reject]:
    """Read one file or stream; see eventcoder.documents.read_documents."""
    from eventcoder.document_news import read_newsml, read_ninjs
    from eventcoder.document_tables import read_delimited, read_parquet

    name = "standard input" if str(path) == "-" and stream is None else str(path)
    job = Job(name, columns, limits, date, seen)
    ending, zipped = _ending(str(path))
    form = format or ENDINGS.get(ending)
    piped = stream is not None or str(path) == "-"
    if form is None and not piped:
        raise InputError(
            f"{path}: cannot tell the form from the ending {ending or '(none)'!r}; "
            f"name it with --format ({', '.join(sorted(set(ENDINGS.values())))})"
        )
    if form == "parquet":
        if piped or zipped:
            raise InputError(f"{name}: Parquet is read from a plain file only, not from a pipe or .gz")
        yield from read_parquet(Path(path), job)
        return
    with ExitStack() as stack:
        source: BinaryIO
        if stream is not None:
            source = stream
        elif str(path) == "-":
            source = sys.stdin.buffer
        else:
            try:
                source = stack.enter_context(open(path, "rb"))
            except IsADirectoryError:
                raise InputError(f"{path} is a folder; name the files in it") from None
            except OSError as error:
                raise InputError(f"{path}: {error.strerror or error}") from error
        if zipped:
            source = cast(BinaryIO, stack.enter_context(gzip.GzipFile(fileobj=source)))
        lines = _Lines(source, limits.line_bytes, job)
        form = form or lines.sniff()
        if form == "text":
            yield from _read_text(lines, job, _stem(str(path)) if not piped else "stdin")
        elif form == "jsonl":
            yield from _read_jsonl(lines, job)
        elif form == "newsml":
            yield from read_newsml(lines, job)
        elif form == "ninjs":
            yield from read_ninjs(source, job)
        else:
            yield from read_delimited(lines, job, "\t" if form == "tsv" else ",")


def _ending(name: str) -> tuple[str, bool]:
    """The ending of a file name that tells its form, and whether it is packed by gzip."""
    zipped = name.casefold().endswith(".gz")
    return Path(name[:-3] if zipped else name).suffix.casefold(), zipped


def _stem(name: str) -> str:
    """The name of a file without its ending (and without .gz)."""
    return Path(name[:-3] if name.casefold().endswith(".gz") else name).stem


class _Lines:
    """The lines of a binary stream, with their number and the offset of their first byte.

    A line that is too long is given cut, with `cut` True; a stream that breaks off (damaged gzip) ends, with `broken`
    saying why.
    """

    def __init__(self, stream: BinaryIO, limit: int, job: Job) -> None:
        self._stream = stream
        self._held: list[bytes] = []
        self.limit = limit
        self.job = job
        self.number = 0
        self.offset = 0
        self._next_offset = 0
        self.broken: str | None = None
        self.cut = False
        self._begun = False

    def _read(self, size: int) -> bytes:
        if self._held:
            return self._held.pop()
        try:
            return self._stream.readline(size)
        except (EOFError, zlib.error, OSError) as error:
            if not self._begun:
                raise InputError(f"{self.job.name}: cannot be read: {error}") from error
            self.broken = str(error)
            return b""
        finally:
            self._begun = True

    def sniff(self) -> Format:
        """JSONL where the first line begins with a brace or bracket, XML where it says so, else plain text."""
        first = self._read(self.limit + 1)
        self._held.append(first)
        start = first.removeprefix(BOM).lstrip(BLANK)[:1]
        if first.removeprefix(BOM).startswith(b"<?xml"):
            return "newsml"
        return "jsonl" if start in (b"{", b"[") else "text"

    def read(self, size: int) -> bytes:
        """Some of the bytes that are left, for readers that know no lines; nothing at the end, or where it breaks."""
        if self._held:
            return self._held.pop()
        try:
            return self._stream.read(size)
        except (EOFError, zlib.error, OSError) as error:
            if not self._begun:
                raise InputError(f"{self.job.name}: cannot be read: {error}") from error
            self.broken = str(error)
            return b""
        finally:
            self._begun = True

    def __iter__(self) -> Iterator[bytes]:
        while line := self._read(self.limit + 1):
            self.number += 1
            self.offset = self._next_offset
            self._next_offset += len(line)
            self.cut = len(line) > self.limit
            if self.cut:
                more = line
                while more and not more.endswith(b"\n"):
                    more = self._read(self.limit + 1)
                    self._next_offset += len(more)
            if self.number == 1 and line[:2] in OTHER_BOMS:
                raise InputError(f"{self.job.name}: this is {OTHER_BOMS[line[:2]]}, not UTF-8; {UTF8_HINT}")
            if self.number == 1 and line.startswith(BOM):
                line = line[len(BOM) :]
                self.offset += len(BOM)
            yield line

    def whole(self) -> bytes | None:
        """All that is left, or None where it is over the limit."""
        parts, size = [], 0
        while part := self._read(self.limit + 1):
            parts.append(part)
            size += len(part)
            if size > self.limit:
                return None
        return b"".join(parts)

    def end(self) -> Iterator[Reject]:
        """A reject where the stream broke off."""
        if self.broken is not None:
            yield self.job.reject(
                "EC153", f"the file breaks off or is damaged: {self.broken}", line=self.number + 1,
                hint="what stands before was read; get the file again",
            )  # fmt: skip

    def too_long(self, line: bytes, row: int | None = None) -> Reject:
        """A reject for a line over the limit."""
        return self.job.reject(
            "EC151", f"the line has over {self.limit:,} bytes", line, line=self.number, row=row,
            hint="split it into documents",
        )  # fmt: skip


def bad_bytes(job: Job, raw: bytes, offset: int, error: UnicodeDecodeError, line: int, row: int | None) -> Reject:
    """A reject for bytes that are no UTF-8."""
    bad = raw[error.start : error.end]
    coding = OTHER_BOMS.get(raw[:2]) if offset == 0 else None
    what = f"; the file looks like {coding}" if coding else ""
    return job.reject(
        "EC150", f"not UTF-8 at byte {offset + error.start}{what}", raw, line=line, row=row,
        value=" ".join(f"0x{byte:02x}" for byte in bad), hint=UTF8_HINT,
    )  # fmt: skip


def _read_text(lines: _Lines, job: Job, identifier: str) -> Iterator[Document | Reject]:
    """A whole stream as one document."""
    raw = lines.whole()
    if lines.broken is not None:
        yield from lines.end()
        return
    if raw is None:
        yield job.reject("EC151", f"the file has over {job.limits.line_bytes:,} bytes", hint="split it into documents")
        return
    skipped = len(BOM) if raw.startswith(BOM) else 0
    body = raw[skipped:]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        yield bad_bytes(job, body, skipped, error, body[: error.start].count(b"\n") + 1, None)
        return
    if "\0" in text:
        place = text.index("\0")
        yield job.reject(
            "EC166", f"NUL character at {place}", text, line=text.count("\n", 0, place) + 1,
            hint="the text is damaged or is no text; remove the character",
        )  # fmt: skip
        return
    yield job.document({job.columns.id: identifier, job.columns.text: text}, lambda: text, None, None)


def _read_jsonl(lines: _Lines, job: Job) -> Iterator[Document | Reject]:
    """One JSON object a line; blank lines are passed over."""
    row = 0
    for line in lines:
        if not line.strip(BLANK):
            continue
        row += 1
        if lines.cut:
            yield lines.too_long(line, row)
            continue
        raw = line.rstrip(b"\r\n")
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            yield bad_bytes(job, raw, lines.offset, error, lines.number, row)
            continue
        try:
            found = orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            hint = "write one JSON object a line"
            if raw.strip(BLANK)[:1] == b"[" and row == 1:
                hint += "; this looks like one JSON array over many lines"
            yield job.reject(
                "EC160", f"not JSON: {error.msg}, character {error.pos + 1}", raw, line=lines.number, row=row, hint=hint
            )
            continue
        if not isinstance(found, dict):
            yield job.reject(
                "EC161", f"a JSON object is wanted, this is {_kind(found)}", raw, line=lines.number, row=row,
                hint="write one JSON object a line",
            )  # fmt: skip
            continue
        yield job.document(found, lambda raw=raw: raw, lines.number, row)  # type: ignore[misc]
    yield from lines.end()


def _kind(value: object) -> str:
    """What JSON calls a value."""
    if value is None:
        return "null"
    names = {list: "an array", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "something else")
