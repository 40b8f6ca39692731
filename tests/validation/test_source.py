import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.errors import InputError
from eventcoder.validation.source import HEAD, Limits, expand, open_source


class Pipe(io.RawIOBase):
    """A stream that gives few bytes at a time and cannot be wound back."""

    def __init__(self, content: bytes) -> None:
        self.left = content

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece, self.left = self.left[: min(size, 7)], self.left[min(size, 7) :]
        return piece

    def seekable(self) -> bool:
        return False


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@settings(deadline=None)
@given(st.binary(max_size=2000).map(lambda raw: b"a" + raw.replace(b"\0", b"")))
def test_source_gives_plain_bytes_as_they_are(content: bytes) -> None:
    with open_source(io.BytesIO(content)) as source:
        assert source.head == content
        assert source.stream.read() == content


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped("a.csv", content)])
def test_source_unpacks_a_pipe(pack: object) -> None:
    content = os.urandom(1000).hex().encode() * 3
    with open_source(Pipe(pack(content))) as source:  # type: ignore[operator, arg-type]
        assert source.stream.read() == content
        assert not source.findings


def test_source_shows_the_head_without_taking_it() -> None:
    content = b"x" * (2 * HEAD)
    with open_source(io.BytesIO(gzip.compress(content))) as source:
        assert source.head == content[:HEAD]
        assert source.stream.readline() == content


def test_source_names_the_content(tmp_path: Path) -> None:
    packed, archive = tmp_path / "20240305.export.CSV.gz", tmp_path / "data.zip"
    packed.write_bytes(gzip.compress(b"a"))
    archive.write_bytes(zipped("folder/20240305.export.CSV", b"a"))
    assert [open_source(path).file_name for path in (packed, archive)] == ["20240305.export.CSV"] * 2
    assert open_source(io.BytesIO(b"a")).name == "<stream>"


def test_source_stops_at_its_limits() -> None:
    limits = Limits(unpacked=5000, ratio=10, free=1000)
    with open_source(io.BytesIO(gzip.compress(bytes(100_000) + b"a")), limits) as source:
        assert not source.stream.read()
        assert [finding.code for finding in source.findings] == ["EC114"]


@settings(deadline=None)
@given(st.text(min_size=20, alphabet=st.characters(exclude_characters="\0\ufeff", codec="utf-8")))
def test_source_reads_wide_encodings_as_utf8(text: str) -> None:
    for encoding in ("utf-16", "utf-32"):
        with open_source(io.BytesIO(text.encode(encoding))) as source:
            assert source.stream.read() == text.encode()
            assert [finding.code for finding in source.findings] == ["EC112"]


def test_source_fails_where_nothing_can_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        open_source(tmp_path / "none.csv")
    with pytest.raises(InputError, match="cannot be read"):
        open_source(tmp_path)


def test_source_expands_patterns(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.csv", "a.csv", "deep/c.csv", "[1].csv"):
        (tmp_path / name).touch()
    found = expand([f"{tmp_path}/*.csv", f"{tmp_path}/a.csv", f"{tmp_path}/**/c.csv", "-", f"{tmp_path}/[1].csv"])
    assert [Path(path).name for path in found] == ["[1].csv", "a.csv", "b.csv", "c.csv", "-"]
    with pytest.raises(InputError, match="no file matches"):
        expand([f"{tmp_path}/*.tab"])


def test_source_fails_where_a_disk_does() -> None:
    class Broken(Pipe):
        def read(self, size: int = -1) -> bytes:
            if not self.left:
                raise OSError(5, "Input/output error")
            return super().read(size)

    for content in (b"a\n" * 3000, gzip.compress(os.urandom(3000))):
        with (
            pytest.raises(InputError, match="cannot be read further: Input/output error"),
            open_source(
                Broken(content)  # type: ignore[arg-type]
            ) as source,
        ):
            source.stream.read()
