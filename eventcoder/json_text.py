"""JSON files as values: every record with its place, every flaw as a finding. Imports findings and errors alone.

Three layouts are told apart by the first line: one value a line (JSONL), an array of values, and values written one
behind the other over several lines, as some published `.jsonl` files have them. JSONL is read line by line; the other
two are held in memory whole. Files in gzip are read as what they hold.
"""

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from eventcoder.errors import InputError
from eventcoder.findings import Finding

__all__ = ["BAD_PACKING", "LINE_LIMIT", "JsonDecoder", "JsonFault", "JsonValue", "open_input", "read_json"]

LINE_LIMIT = 64 * 1024 * 1024
"""Bytes of a line of JSONL beyond which it is not read."""

BAD_PACKING = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading raises where a compressed file is damaged or cut off."""

MARK = b"\xef\xbb\xbf"
SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A value of the file, its record number from 1 and the line it starts on, from 1."""

    value: Any
    row: int
    line: int


@contextmanager
def open_input(source: str | Path | BinaryIO) -> Iterator[tuple[BinaryIO, str]]:
    """Open a file for reading, through gzip where its first bytes say so.

    Args:
        source: a path, or a binary stream, which is left open.

    Yields:
        The stream and a name for findings.

    Raises:
        InputError: it cannot be opened.
    """
    if not isinstance(source, str | Path):
        yield source, str(getattr(source, "name", "<stream>"))
        return
    name = str(source)
    try:
        stream = open(source, "rb")  # noqa: SIM115  (closed below)
        packed = stream.peek(2)[:2] == b"\x1f\x8b"
    except (OSError, ValueError) as error:
        raise InputError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    with stream:
        if packed:
            with gzip.open(stream, "rb") as unpacked:
                yield unpacked, name  # type: ignore[misc]  # typeshed keeps GzipFile apart from BinaryIO
        else:
            yield stream, name


def read_json(stream: BinaryIO, file: str | None = None) -> Iterator[JsonValue | Finding]:
    """The values of a JSON file in order, with a finding for each that cannot be read; never fails on content.

    Args:
        stream: the bytes.
        file: name for findings.

    Raises:
        InputError: the stream cannot be read at all.
    """
    reader = _Reader(stream, file)
    try:
        yield from reader.read()
    except BAD_PACKING as error:
        yield reader.finding("EC106", f"the compressed file is damaged or cut off: {error}", reader.line + 1)
    except OSError as error:
        raise InputError(f"{file or 'the input'} cannot be read: {error.strerror or error}") from error


class JsonFault(Exception):
    """Why a text is no JSON, and at which character.

    Args:
        reason: in words.
        position: of the character, from 0.
    """

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.reason, self.position = reason, position


class JsonDecoder:
    """Decodes one value strictly: RFC 8259 numbers, no unpaired surrogates.

    Attributes:
        twice: keys that stand twice in an object of the last value.
    """

    def __init__(self) -> None:
        self.twice: list[str] = []
        self._json = json.JSONDecoder(object_pairs_hook=self._pairs, parse_constant=self._constant)

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            self.twice += [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
        return found

    @staticmethod
    def _constant(name: str) -> NoReturn:
        raise ValueError(f"{name} is no JSON number; write null")

    def decode(self, text: str, start: int = 0) -> tuple[Any, int]:
        """The value at a character that is no white space, and where it ends.

        Args:
            text: JSON with anything behind it.
            start: where the value starts.

        Raises:
            JsonFault: there is no value, or not all of it.
        """
        self.twice = []
        try:
            value, end = self._json.raw_decode(text, start)
            if text.find("\\u", start, end) >= 0:  # escapes alone can make a text that is no Unicode
                json.dumps(value, ensure_ascii=False).encode()
        except json.JSONDecodeError as error:
            raise JsonFault(error.msg, error.pos) from None
        except UnicodeEncodeError:
            raise JsonFault("an escape stands for half a character (an unpaired surrogate)", start) from None
        except RecursionError:
            raise JsonFault("nested too deeply", start) from None
        except ValueError as error:
            raise JsonFault(str(error), start) from None
        return value, end


class _Reader:
    """One pass over one file."""

    def __init__(self, stream: BinaryIO, file: str | None) -> None:
        self.stream, self.file = stream, file
        self.decoder = JsonDecoder()
        self.line, self.row, self.offset = 0, 0, 0

    def finding(self, code: str, message: str, line: int | None = None, **more: Any) -> Finding:
        level = more.pop("level", "error")
        return Finding(code=code, level=level, message=message, file=self.file, line=line, **more)

    def read(self) -> Iterator[JsonValue | Finding]:
        first = b""
        for first in self._lines():
            if first.strip():
                break
        if first.startswith(MARK):
            hint = "write UTF-8 without a mark"
            yield self.finding("EC105", "a byte order mark stands at the start", 1, level="warning", hint=hint)
            first = first[len(MARK) :]
        if not first.strip():
            yield self.finding("EC102", "the file is empty", 1, level="warning")
        elif self._is_jsonl(first):
            yield from self._record(first)
            for raw in self._lines():
                yield from self._record(raw)
        else:
            before, rest = self.offset - len(first), self.stream.read()
            text, findings = self._text(first + rest, before)
            yield from findings
            yield from self._values(text, self.line)

    def _lines(self) -> Iterator[bytes]:
        while raw := self.stream.readline(LINE_LIMIT + 1):
            self.line += 1
            self.offset += len(raw)
            if len(raw) <= LINE_LIMIT:
                yield raw
                continue
            yield b"\0"  # stands for the line: no JSON
            while raw and not raw.endswith(b"\n"):
                raw = self.stream.readline(LINE_LIMIT)
                self.offset += len(raw)

    def _is_jsonl(self, first: bytes) -> bool:
        text = first.decode("utf-8", "replace").strip()
        if text.startswith("["):
            return False
        try:
            end = self.decoder.decode(text)[1]
        except JsonFault:
            return not text.endswith(("{", "[", ",", ":"))
        return not text[end:].lstrip().startswith("{")

    def _text(self, raw: bytes, before: int) -> tuple[str, list[Finding]]:
        """Decoded bytes; where they are no UTF-8, a finding for the first such byte and the text with stand-ins."""
        try:
            return raw.decode("utf-8"), []
        except UnicodeDecodeError as error:
            where = raw.count(b"\n", 0, error.start) + self.line
            message = f"byte {before + error.start} of the file (from 0) is no UTF-8: {error.reason}"
            value = "0x" + raw[error.start : error.end].hex()
            hint = "convert the file to UTF-8 from the encoding it was written in"
            finding = self.finding("EC103", message, where, row=self.row or None, value=value, hint=hint)
            return raw.decode("utf-8", "replace"), [finding]

    def _record(self, raw: bytes) -> Iterator[JsonValue | Finding]:
        """One line of JSONL."""
        if not raw.strip():
            return
        self.row += 1
        if raw == b"\0":
            message = f"the line has more than {LINE_LIMIT:,} bytes"
            yield self.finding("EC107", message, self.line, row=self.row, hint="write one record a line")
            return
        text, findings = self._text(raw, self.offset - len(raw))
        text = text.rstrip("\r\n")  # so that a fault at its end is told on this line
        yield from findings
        if findings:
            return
        start = _skip(text, 0)
        try:
            value, end = self.decoder.decode(text, start)
            if _skip(text, end) < len(text):
                raise JsonFault("more text behind the record", _skip(text, end))
        except JsonFault as fault:
            yield self._malformed(fault, text, self.line)
            return
        yield from self._found(value, self.line)

    def _found(self, value: Any, line: int) -> Iterator[JsonValue | Finding]:
        for key in self.decoder.twice:
            message = f"the key {key!r} stands twice in one object; the last one counts"
            yield self.finding("EC204", message, line, row=self.row, field=key, hint="keep one of them")
        yield JsonValue(value, self.row, line)

    def _malformed(self, fault: JsonFault, text: str, line: int, hint: str | None = None) -> Finding:
        start = text.rfind("\n", 0, fault.position) + 1
        around = text[max(start, fault.position - 20) : fault.position + 40].split("\n")[0]
        column = fault.position - start + 1
        message = f"no JSON: {fault.reason}"
        return self.finding("EC104", message, line, column=column, row=self.row or None, value=around, hint=hint)

    def _values(self, text: str, line: int) -> Iterator[JsonValue | Finding]:
        """An array, or values one behind the other; after a fault goes on with the next record that begins a line."""
        position = _skip(text, 0)
        array = text.startswith("[", position)
        lines = _line_counter(text, line)
        position = _skip(text, position + 1) if array else position
        again = re.compile(r"\n" + _indent(text, position) + r"(?=\{)")
        wants_value = False
        while position < len(text):
            if array and text[position] == "]":
                array = False
                if wants_value:
                    fault = JsonFault("a comma before the closing bracket", position)
                    yield self._malformed(fault, text, lines(position))
                elif not self.row:
                    yield self.finding("EC102", "the array is empty", lines(position), level="warning")
                position = _skip(text, position + 1)
                if position < len(text):
                    yield self._malformed(JsonFault("more text behind the array", position), text, lines(position))
                return
            self.row += 1
            start, wants_value = position, False
            try:
                value, end = self.decoder.decode(text, position)
                yield from self._found(value, lines(start))
                position = _skip(text, end)
                if array and text.startswith(",", position):
                    wants_value, position = True, _skip(text, position + 1)
                elif array and position < len(text) and text[position] != "]":
                    raise JsonFault("a comma is missing between two records", position)
            except JsonFault as fault:
                following = again.search(text, fault.position) if position == start else None
                lost = position == start and following is None
                hint = "what follows is not read: no record begins a line there" if lost else None
                yield self._malformed(fault, text, lines(fault.position), hint)
                if lost:
                    return
                position = following.end() if following else position
        if array:
            yield self._malformed(JsonFault("the array is not closed", len(text)), text, lines(len(text)))


def _skip(text: str, position: int) -> int:
    found = SPACE.match(text, position)
    return found.end() if found else position


def _indent(text: str, position: int) -> str:
    """Pattern of the white space before a record on its line, so that records are told from the objects in them."""
    before = text[text.rfind("\n", 0, position) + 1 : position]
    return before if not before.strip() else "[ \t]*"


def _line_counter(text: str, first: int) -> Callable[[int], int]:
    """Tells the line of a character; quick where asked in order."""
    last, line = 0, first

    def tell(position: int) -> int:
        nonlocal last, line
        if position < last:
            return first + text.count("\n", 0, position)
        line += text.count("\n", last, position)
        last = position
        return line

    return tell
