r"""Cuts plain bytes into blocks of whole lines, with the flaws of the text told by line. Imports the report alone.

What comes out is valid UTF-8 with `\n` at the end of every line, without NUL characters and byte order marks; what
had to be mended for that is a finding. A line that is longer than any sound one is left out, so that memory stays flat.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from eventcoder.findings import Finding, Level
from eventcoder.validation.report import Collector

__all__ = ["BLOCK", "LINE_LIMIT", "Block", "Lines", "decode"]

BLOCK = 8 * 1024**2
"""Bytes read at a time."""

LINE_LIMIT = 1024**2
"""Bytes of a line of a table beyond which it is not read."""

MANY = 200_000
"""Lines of a block beyond which it is handed out in parts, since every line may cost a value of its own."""

MARK = codecs.BOM_UTF8
SAMPLE = 16 * 1024
"""Bytes of broken lines that an encoding is guessed from."""

ERRORS = "eventcoder.windows-1252"


WESTERN = tuple(
    bytes([byte]).decode("cp1252" if byte not in (129, 141, 143, 144, 157) else "latin-1") for byte in range(256)
)
"""Bytes as Windows-1252, or as Latin-1 where that has no character."""


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are read as Windows-1252, or as Latin-1 where that has no character."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join([WESTERN[byte] for byte in error.object[error.start : error.end]]), error.end


codecs.register_error(ERRORS, _as_western)


def decode(raw: bytes) -> str:
    """Text of bytes that should be UTF-8; others among them are read as Windows-1252."""
    return raw.decode("utf-8", ERRORS)


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a file.

    Attributes:
        data: the lines, each with its end; empty for a line that was too long and is left out.
        line: number of the first line, from 1.
        cut: whether the last line is the last of the file and has no end of its own (one was added).
    """

    data: bytes
    line: int
    cut: bool = False


class Lines:
    """The lines of a file, block by block.

    Args:
        stream: the bytes.
        file: name for findings.
        collector: takes what is wrong with the text.
        quoted: whether cells may hold line ends, which then say nothing about the ends of the file's lines.
        old: whether the lines end with a carriage return alone, as on computers of the last century.
        western: whether files of the format are known to be met in Windows-1252 or Latin-1, as which others are read.
    """

    def __init__(
        self,
        stream: BinaryIO,
        file: str,
        collector: Collector,
        quoted: bool,
        old: bool = False,
        western: bool = False,
    ) -> None:
        self.stream, self.file, self.collector = stream, file, collector
        self.quoted, self.old = quoted, old
        self._level: Level = "warning" if western else "error"
        self.line = 1
        self.offset = 0
        self._ends = [0, 0, 0]
        self._told_ends = self._guessed = False

    def tell(
        self, code: str, level: Level, message: str, line: int | None, value: str | None = None, hint: str = ""
    ) -> None:
        """Hand a finding to the report, or only its number where the report is full."""
        if self.collector.room <= 0:
            self.collector.count(code, level, None)
            return
        finding = Finding(
            code=code, level=level, message=message, file=self.file, line=line, value=value, hint=hint or None
        )
        self.collector.add((finding,))

    def blocks(self) -> Iterator[Block]:
        """The lines in order; never fails on content."""
        left, first = b"", True
        while True:
            piece = self.stream.read(BLOCK)
            if self.old:
                piece = piece.replace(b"\r", b"\n")
            data = left + piece if left else piece
            if first and data.startswith(MARK):
                data = data[len(MARK) :]
                self.offset += len(MARK)
                self._mark(1)
            first = False
            cut = data.rfind(b"\n") + 1
            yield from self._whole(data[:cut])
            left = data[cut:]
            if not piece:
                break
            if len(left) > LINE_LIMIT:
                size, left = self._pass_over(len(left))
                yield self._overlong(size)
        if left:
            # The end that is added makes the last line whole; offsets behind it are asked for no more.
            yield from (Block(block.data, block.line, cut=True) for block in self._whole(left + b"\n"))

    def _pass_over(self, size: int) -> tuple[int, bytes]:
        """Reads on to the end of a line that is too long; its size, and what follows it."""
        end = b"\r" if self.old else b"\n"
        while piece := self.stream.read(BLOCK):
            place = piece.find(end)
            if place >= 0:
                return size + place, piece[place + 1 :].replace(b"\r", b"\n") if self.old else piece[place + 1 :]
            size += len(piece)
        return size, b""

    def _overlong(self, size: int) -> Block:
        message = f"the line has {size:,} bytes, more than the {LINE_LIMIT:,} that are read"
        hint = "look whether line ends are missing, or a quote is not closed"
        self.tell("EC107", "error", message, self.line, hint=hint)
        block = Block(b"", self.line)
        self.line += 1
        self.offset += size + 1
        return block

    def _whole(self, data: bytes) -> Iterator[Block]:
        """Whole lines, without those that are too long."""
        half, begin = LINE_LIMIT // 2, 0
        # A line that is too long spans one of these windows whole.
        for start in range(0, len(data) - half, half):
            if start < begin or data.find(b"\n", start, start + half) >= 0:
                continue
            long = data.rfind(b"\n", begin, start) + 1 or begin
            end = data.find(b"\n", start)
            if end - long > LINE_LIMIT:
                yield from self._sound(data[begin:long])
                yield self._overlong(end - long)
                begin = end + 1
        data = data[begin:] if begin else data
        if data.count(b"\n") <= MANY:
            yield from self._sound(data)
            return
        start = 0
        while start < len(data):
            end = data.rfind(b"\n", start, start + LINE_LIMIT) + 1 or data.index(b"\n", start) + 1
            yield from self._sound(data[start:end])
            start = end

    def _sound(self, data: bytes) -> Iterator[Block]:
        if not data:
            return
        size = len(data)
        if not data.isascii():
            try:
                data.decode()
            except UnicodeDecodeError:
                data = self._mended(data)
            if MARK[:1] in data and MARK in data:
                data = self._without_marks(data)
        if b"\0" in data:
            data = self._without_nul(data)
        if b"\r" in data or self._ends[1] or self._ends[2]:
            data = self._one_end(data)
        elif not self._ends[0]:
            self._count_ends(data, 0, 0)
        yield Block(data, self.line)
        self.line += data.count(b"\n")
        self.offset += size

    def _numbered(self, data: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Lines with their number and the offset in the file where they start."""
        number, offset = self.line, self.offset
        for line in data.split(b"\n"):
            yield number, offset, line
            offset += len(line) + 1
            number += 1 if self.quoted else 1 + line.count(b"\r") - line.endswith(b"\r")

    def _one_end(self, data: bytes) -> bytes:
        r"""Every line end as `\n`."""
        both = data.count(b"\r\n")
        alone = data.count(b"\r") - both
        self._count_ends(data, both, alone)
        data = data.replace(b"\r\n", b"\n")
        return data if self.quoted else data.replace(b"\r", b"\n")

    def _count_ends(self, data: bytes, both: int, alone: int) -> None:
        """Tells once where a file has line ends of several kinds."""
        if self._told_ends or (self.quoted and b'"' in data):
            return
        ends = self._ends
        ends[0] += data.count(b"\n") - both
        ends[1] += both
        ends[2] += alone
        if sum(1 for number in ends if number) > 1:
            self._told_ends = True
            names = [name for name, number in zip(("LF", "CRLF", "CR"), ends, strict=True) if number]
            message = f"lines end in different ways: {' and '.join(names)}"
            self.tell("EC123", "warning", message, None, hint="parts of other files were put in; use LF throughout")

    def _mark(self, line: int) -> None:
        what = "at the start" if line == 1 else "in the middle: several files were put one behind the other"
        message = f"a byte order mark stands {what}"
        self.tell("EC105", "warning", message, line, hint="write UTF-8 without a mark")

    def _without_marks(self, data: bytes) -> bytes:
        lines = []
        for number, _, line in self._numbered(data):
            marked = line.startswith(MARK)
            if marked:
                self._mark(number)
            lines.append(line[len(MARK) :] if marked else line)
        return b"\n".join(lines)

    def _without_nul(self, data: bytes) -> bytes:
        hint = "the file was damaged where it was stored or sent; get it again"
        for number, _, line in self._numbered(data):
            if b"\0" in line:
                message = f"the line holds {line.count(0):,} NUL bytes, which are left out"
                self.tell("EC119", "error", message, number, hint=hint)
        return data.replace(b"\0", b"")

    def _mended(self, data: bytes) -> bytes:
        """Valid UTF-8, with a finding for every line that was none."""
        if self.collector.room <= 0:
            mended = decode(data).encode()
            pairs = zip(data.split(b"\n"), mended.split(b"\n"), strict=True)
            self.collector.count("EC103", self._level, None, sum(1 for before, after in pairs if before != after))
            return mended
        lines: list[bytes] = []
        hint = ""
        for number, offset, line in self._numbered(data):
            if self.collector.room <= 0:
                rest = data[offset - self.offset :]
                return b"\n".join([*lines, self._mended(rest)])
            try:
                line.decode()
            except UnicodeDecodeError as error:
                hint = hint or self._guess(data)
                message = f"byte {offset + error.start:,} of the file (from 0) is no UTF-8: {error.reason}"
                value = "0x" + line[error.start : error.end].hex()
                self.tell("EC103", self._level, message, number, value, hint)
                line = decode(line).encode()
            lines.append(line)
        return b"\n".join(lines)

    def _guess(self, data: bytes) -> str:
        """What to do about lines in another encoding, with a guess of it from the first of them."""
        if self._guessed:
            return "convert the file to UTF-8"
        self._guessed = True
        broken, sound, size = [], 0, 0
        for line in data.split(b"\n"):
            if not line.isascii():
                try:
                    line.decode()
                    sound += 1
                except UnicodeDecodeError:
                    broken.append(line)
                    size += len(line)
            if size > SAMPLE:
                break
        mixed = "other lines are UTF-8: the file mixes encodings; " if sound else ""
        encoding = _encoding_of(b"\n".join(broken)[:SAMPLE])
        return f"{mixed}convert to UTF-8 from {f'what looks like {encoding}' if encoding else 'what it was written in'}"


def _encoding_of(raw: bytes) -> str | None:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None
    best = from_bytes(raw, steps=5, chunk_size=1024).best()
    return best.encoding if best else None
