import gzip
import io
import os
from pathlib import Path

import pytest

from eventcoder.errors import RecordError
from eventcoder.output import open_output


def test_output_replaces_the_file_only_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"old")
    with open_output(path) as stream:
        stream.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_output_leaves_the_old_file_where_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"old")

    def fail() -> None:
        with open_output(path) as stream:
            stream.write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_output_gzip_has_no_time_stamp(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        with open_output(tmp_path / name) as stream:
            stream.write(b"text")
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == b"text"


def test_output_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with open_output(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "real").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


def test_output_leaves_devices_in_place() -> None:
    with open_output(os.devnull) as stream:
        stream.write(b"text")
    assert not Path(os.devnull).is_file()


def test_output_into_a_missing_folder_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be written"), open_output(tmp_path / "no" / "out.jsonl"):
        pass


def test_output_leaves_a_stream_open() -> None:
    target = io.BytesIO()
    with open_output(target) as stream:
        stream.write(b"text")
    assert target.getvalue() == b"text"
