"""Opens input: a path or a stream, packed or not, as plain bytes with their first part in view. Imports unpack alone.

What is wrong with the packing or the encoding is a finding; only what cannot be opened at all is a failure.
"""

import codecs
import glob
import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from types import TracebackType
from typing import BinaryIO, Self

from eventcoder.errors import InputError
from eventcoder.findings import Finding
from eventcoder.validation.unpack import Limits, Unpacked, compression_of, unpack

__all__ = ["HEAD", "STANDARD_INPUT", "Limits", "Source", "expand", "open_source"]

HEAD = 256 * 1024
"""Bytes of the plain content that are in view before reading."""

SPOOL = 32 * 1024**2
"""Bytes of an archive from a stream that are held in memory; more go to a file without a name."""

STANDARD_INPUT = "-"
AGAIN = "save it again as UTF-8"
DEFAULT = Limits()
PACKED_ENDINGS = (".gz", ".zip", ".zst", ".zstd", ".bz2", ".xz")
WIDE = ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"))
HALF_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Source:
    """Input that was opened; a context manager that closes what it opened.

    Attributes:
        name: for findings: the path as it was given, or the stream's name.
        file_name: name of the content itself, without folders and the ending of a packed file; None where unknown.
        compression: how it was packed, e.g. "gzip"; None where it was not.
        member: name of the file within an archive.
        findings: what is wrong with packing and encoding; complete only when all was read.
        head: the first HEAD bytes of the content, which are still to be read from `stream`.
        stream: the plain bytes; UTF-16 and UTF-32 are made UTF-8. They end early where unpacking fails.
    """

    def __init__(self, packed: BinaryIO, name: str, limits: Limits, owned: bool) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.member: str | None = None
        self._packed, self._owned = packed, owned
        first = _read(packed, 512)
        self.compression = compression_of(first)
        whole: BinaryIO = _Chained(first, packed, name)  # type: ignore[assignment]  # it only has to be read
        if self.compression is None:
            unpacked = Unpacked(iter(lambda: whole.read(HEAD), b""))
        else:
            if self.compression == "zip":
                whole = _seekable(first, packed)
            unpacked = unpack(whole, self.compression, name, limits, self.findings.append)
        self.member = unpacked.member
        self.file_name = _inner_name(self.member or name) if name != STANDARD_INPUT or self.member else None
        plain = _Pieces(unpacked.pieces)
        encoding, mark = _wide_encoding(plain.peek(4096))
        if encoding:
            message = f"the file is {encoding.upper()}, not UTF-8; it is read as such"
            hint = "save it as UTF-8 (in spreadsheets: CSV UTF-8)"
            self.findings.append(Finding(code="EC112", level="warning", message=message, file=name, hint=hint))
            plain = _Pieces(_recoded(plain, encoding, mark, name, self.findings))
        self.head = plain.peek(HEAD)
        self.stream: BinaryIO = io.BufferedReader(plain, HEAD)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the input, if it was opened here."""
        if self._owned:
            self._packed.close()


def open_source(source: str | Path | BinaryIO, limits: Limits = DEFAULT) -> Source:
    """Open input for reading.

    Args:
        source: a path, "-" for standard input, or a binary stream, which is left open.
        limits: how far a packed file is unpacked.

    Raises:
        InputError: it cannot be opened or read at all.
    """
    if not isinstance(source, str | Path):
        name = getattr(source, "name", None)
        return _opened(source, name if isinstance(name, str) else "<stream>", limits, owned=False)
    name = str(source)
    if name == STANDARD_INPUT:
        return _opened(sys.stdin.buffer, name, limits, owned=False)
    try:
        stream = open(source, "rb")  # noqa: SIM115  (the Source closes it)
    except (OSError, ValueError) as error:
        raise InputError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    try:
        return _opened(stream, name, limits, owned=True)
    except BaseException:
        stream.close()
        raise


def _opened(stream: BinaryIO, name: str, limits: Limits, owned: bool) -> Source:
    try:
        return Source(stream, name, limits, owned)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}") from error


def expand(paths: Iterable[str]) -> list[str]:
    """Paths with their wildcards replaced by the files that match, in order and each once.

    Args:
        paths: paths, patterns such as "data/*.CSV.zip" or "data/**/*.csv", and "-" for standard input.

    Raises:
        InputError: a pattern matches no file.
    """
    found: list[str] = []
    for path in paths:
        if path == STANDARD_INPUT or not glob.has_magic(path) or Path(path).exists():
            found.append(path)
            continue
        matches = sorted(match for match in glob.iglob(path, recursive=True) if Path(match).is_file())
        if not matches:
            raise InputError(f"no file matches {path}; check the folder and the pattern")
        found += matches
    return list(dict.fromkeys(found))


def _read(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes, fewer only at the end (a pipe gives what it has)."""
    pieces: list[bytes] = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _inner_name(name: str) -> str:
    inner = PurePath(name.replace("\\", "/")).name
    for ending in PACKED_ENDINGS:
        if inner.lower().endswith(ending):
            return inner[: -len(ending)]
    return inner


def _seekable(first: bytes, stream: BinaryIO) -> BinaryIO:
    try:
        stream.seek(-len(first), io.SEEK_CUR)
        if stream.tell() == 0:
            return stream
        stream.seek(len(first), io.SEEK_CUR)
    except (OSError, ValueError, AttributeError):
        pass
    spool = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115  (closed when it is no longer used)
    spool.write(first)
    while piece := stream.read(HEAD):
        spool.write(piece)
    spool.seek(0)
    return spool  # type: ignore[return-value]


class _Chained(io.RawIOBase):
    """First bytes that were already read, then the rest of a stream."""

    def __init__(self, first: bytes, rest: BinaryIO, name: str) -> None:
        self._first, self._rest, self._name = first, rest, name

    def read(self, size: int = -1) -> bytes:
        if self._first:
            first, self._first = self._first, b""
            return first
        try:
            return self._rest.read(size)
        except OSError as error:
            raise InputError(f"{self._name} cannot be read further: {error.strerror or error}") from error


class _Pieces(io.RawIOBase):
    """Pieces of bytes as a stream that shows what is next."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The next bytes, fewer only at the end."""
        if len(self._left) < size:
            parts, held = [self._left], len(self._left)
            for piece in self._pieces:
                parts.append(piece)
                held += len(piece)
                if held >= size:
                    break
            self._left = b"".join(parts)
        return self._left[:size]

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        if not self._left:
            self._left = next(self._pieces, b"")
        taken = self._left[: len(buffer)]
        buffer[: len(taken)] = taken
        self._left = self._left[len(taken) :]
        return len(taken)


def _wide_encoding(head: bytes) -> tuple[str | None, int]:
    """The encoding of two or four bytes a character that a file is in, and the length of its mark."""
    for mark, encoding in (*WIDE, *HALF_WIDE):
        if head.startswith(mark):
            return encoding, len(mark)
    # Without a mark: text in western letters has its NULs at every other byte.
    even, odd = head[0:2000:2], head[1:2000:2]
    if len(odd) >= 8:
        if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.05 * len(even):
            return "utf-16-le", 0
        if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.05 * len(odd):
            return "utf-16-be", 0
    return None, 0


def _recoded(plain: _Pieces, encoding: str, mark: int, file: str, findings: list[Finding]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    offset, told = 0, False
    while True:
        piece = plain.read(HEAD)
        start, offset = offset, offset + len(piece or b"")
        text = decoder.decode((piece or b"")[max(mark - start, 0) :], final=not piece)
        if "\ufffd" in text and "\ufffd".encode(encoding) not in (piece or b"") and not told:
            message = f"between bytes {start:,} and {offset:,} the file is no {encoding.upper()}"
            findings.append(
                Finding(code="EC103", level="error", message=message, file=file, hint="save it again as UTF-8")
            )
            told = True
        # Halves of characters that stand alone are no Unicode; they become the replacement character.
        yield text.encode("utf-8", "replace")
        if not piece:
            return
