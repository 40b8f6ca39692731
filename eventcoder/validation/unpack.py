"""Unpacks compressed input piece by piece, within limits; never raises on content. Imports findings and errors alone.

A packed file that is damaged, that would unpack to far more than is sound, or that is packed in a way we cannot read,
ends early and says why in a finding. Nothing is ever written to disk under a name that the input gives.
"""

import bz2
import importlib
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from eventcoder.findings import Finding, Level

__all__ = ["PACKED", "Limits", "Unpacked", "compression_of", "unpack"]

PIECE = 256 * 1024
"""Bytes unpacked at a time."""

PACKED_PIECE = 16 * 1024
"""Packed bytes read at a time: what a damaged place costs before it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far unpacking goes.

    Attributes:
        unpacked: bytes that a packed file may unpack to.
        ratio: how many times its packed size a file may have. Real event files reach 30.
        free: unpacked bytes up to which the ratio is not looked at.
        memory: bytes that a decompressor may take for itself.
    """

    unpacked: int = 64 * 1024**3
    ratio: int = 200
    free: int = 16 * 1024**2
    memory: int = 256 * 1024**2


PACKED: tuple[tuple[bytes, int, str], ...] = (
    (b"\x1f\x8b", 0, "gzip"),
    (b"PK\x03\x04", 0, "zip"),
    (b"PK\x05\x06", 0, "zip"),
    (b"\x28\xb5\x2f\xfd", 0, "zstd"),
    (b"BZh", 0, "bzip2"),
    (b"\xfd7zXZ\x00", 0, "xz"),
    (b"7z\xbc\xaf\x27\x1c", 0, "7z"),
    (b"Rar!\x1a\x07", 0, "rar"),
    (b"\x1f\x9d", 0, "compress (.Z)"),
    (b"\x04\x22\x4d\x18", 0, "lz4"),
    (b"\xff\x06\x00\x00sNaPpY", 0, "snappy"),
    (b"ustar", 257, "tar"),
)
"""First bytes, where they stand, and what they tell. The file formats' own specifications name them."""

SECOND_FILES = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""Members of archives that operating systems add."""


def compression_of(head: bytes) -> str | None:
    """How a file is packed, by its first bytes; None where it is not."""
    for mark, place, name in PACKED:
        # bzip2's mark is text too: the digit and the block's mark behind it decide.
        if head.startswith(mark, place) and (name != "bzip2" or head[4:10] in (b"1AY&SY", b"\x17rE8P\x90")):
            return name
    return None


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """zlib with the interface that the other decompressors share."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._left = b""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        unpacked = self._inner.decompress(self._left + data, max_length)
        self._left = self._inner.unconsumed_tail
        return unpacked

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._left and not self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data


def _zstd() -> Any:
    """Python's own module from 3.14 on, its backport before; None where neither is installed."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None


def _decompressor(name: str, limits: Limits) -> Callable[[], _Decompressor] | None:
    if name == "gzip":
        return _Gzip
    if name == "bzip2":
        return bz2.BZ2Decompressor
    if name == "xz":
        return lambda: lzma.LZMADecompressor(memlimit=limits.memory)
    module = _zstd() if name == "zstd" else None
    if module is None:
        return None
    window = limits.memory.bit_length() - 1
    return lambda: module.ZstdDecompressor(options={module.DecompressionParameter.window_log_max: window})


@dataclass(slots=True)
class Unpacked:
    """A packed file as pieces of plain bytes.

    Attributes:
        pieces: the bytes in order; they end early where unpacking fails.
        member: name of the file within an archive.
    """

    pieces: Iterator[bytes]
    member: str | None = None


Tell = Callable[[Finding], None]


def unpack(stream: BinaryIO, name: str, file: str, limits: Limits, tell: Tell) -> Unpacked:
    """Unpack a file.

    Args:
        stream: the packed bytes from their start; for "zip" it must be seekable.
        name: how it is packed, see PACKED.
        file: its name, for findings.
        limits: how far to go.
        tell: takes the findings, also while the pieces are read.
    """
    if name == "zip":
        return _unzip(stream, file, limits, tell)
    make = _decompressor(name, limits)
    if make is None:
        hint = "unpack it first; .gz, .zip, .bz2, .xz and .zst are read as they are"
        if name == "zstd":
            hint = 'install the reader of Zstandard, "pip install backports.zstd", or unpack the file first'
        tell(_finding("EC113", f"the file is packed with {name}, which is not read here", file, hint))
        return Unpacked(iter(()))
    return Unpacked(_stream(stream, make, name, file, limits, tell))


def _finding(code: str, message: str, file: str, hint: str | None = None, level: Level = "error") -> Finding:
    return Finding(code=code, level=level, message=message, file=file, hint=hint)


def _damaged(file: str, reason: object) -> Finding:
    message = f"the compressed file is damaged or cut off: {reason}"
    return _finding("EC106", message, file, "copy or download it again; what came before was read")


class _Meter:
    """Counts both sides of the unpacking and says when it is too much."""

    def __init__(self, file: str, limits: Limits, tell: Tell) -> None:
        self.file, self.limits, self.tell = file, limits, tell
        self.packed = self.unpacked = 0

    def passes(self, piece: bytes) -> bool:
        self.unpacked += len(piece)
        limits = self.limits
        if self.unpacked > limits.unpacked:
            what = f"more than {limits.unpacked:,} bytes"
        elif self.unpacked > limits.free and self.unpacked > limits.ratio * max(self.packed, 1):
            what = f"{self.unpacked:,} bytes out of {self.packed:,}, more than {limits.ratio} times as many"
        else:
            return True
        hint = "this looks like a decompression bomb; unpack it yourself if you trust it"
        self.tell(_finding("EC114", f"unpacking was stopped: the file unpacks to {what}", self.file, hint))
        return False


def _stream(
    stream: BinaryIO, make: Callable[[], _Decompressor], name: str, file: str, limits: Limits, tell: Tell
) -> Iterator[bytes]:
    """Pieces of a file of one or several packed streams, one behind the other."""
    meter = _Meter(file, limits, tell)
    decompressor, data, started = make(), b"", False
    while True:
        if not data and decompressor.needs_input:
            data = stream.read(PACKED_PIECE)
            meter.packed += len(data)
            if not data:
                if started:
                    tell(_damaged(file, "it ends too early"))
                return
        try:
            piece = decompressor.decompress(data, PIECE)
        except Exception as error:  # zlib.error, LZMAError, OSError, ZstdError: the bytes are bad
            tell(_damaged(file, error))
            return
        started, data = True, b""
        if not meter.passes(piece):
            return
        if piece:
            yield piece
        if decompressor.eof:
            data = decompressor.unused_data or stream.read(PACKED_PIECE)
            meter.packed += len(data) if not decompressor.unused_data else 0
            data = data.lstrip(b"\0") if name == "gzip" else data  # padding of tapes and blocks
            if not data:
                return
            if compression_of(data) != name and len(data) >= 4:
                tell(_damaged(file, f"{len(data):,} bytes or more of something else follow its end"))
                return
            decompressor, started = make(), True


def _unzip(stream: BinaryIO, file: str, limits: Limits, tell: Tell) -> Unpacked:
    nothing = Unpacked(iter(()))
    try:
        archive = zipfile.ZipFile(stream)
        members = [member for member in archive.infolist() if not member.is_dir()]
    except Exception as error:  # BadZipFile, struct.error, ValueError, OverflowError: the directory is bad
        tell(_damaged(file, error))
        return nothing
    names = [member.filename for member in members]
    if "[Content_Types].xml" in names:
        message = "the file is an Office document (such as an Excel workbook), not text"
        tell(_finding("EC120", message, file, "export the sheet as CSV in UTF-8, or get the file as it was published"))
        return nothing
    members = [member for member in members if not any(part in member.filename for part in SECOND_FILES)]
    if len(members) != 1:
        shown = ", ".join(member.filename[:60] for member in members[:5]) + (", …" if len(members) > 5 else "")
        message = f"the archive holds {len(members):,} files ({shown})" if members else "the archive holds no file"
        tell(_finding("EC115", message, file, "give an archive that holds one file, or unpack it first"))
        return nothing
    member = members[0]
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
        message = f"the archive holds a file under an unsafe name, {member.filename[:100]!r}"
        tell(_finding("EC115", message, file, "do not unpack it with other tools; get it again from its source"))
        return nothing
    if member.flag_bits & 0x1:
        tell(_finding("EC115", "the archive is encrypted", file, "unpack it with its password first"))
        return nothing
    return Unpacked(_member(archive, member, file, limits, tell), member.filename)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str, limits: Limits, tell: Tell
) -> Iterator[bytes]:
    meter = _Meter(file, limits, tell)
    meter.packed = member.compress_size
    try:
        with archive, archive.open(member) as opened:
            while piece := opened.read(PIECE):
                if not meter.passes(piece):
                    return
                yield piece
    except NotImplementedError as error:
        tell(
            _finding("EC113", f"the archive is packed in a way that is not read here: {error}", file, "unpack it first")
        )
    except Exception as error:  # BadZipFile, zlib.error, EOFError, LZMAError, OSError, RuntimeError
        tell(_damaged(file, error))
