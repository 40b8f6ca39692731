"""Documents: every form of input, and every way in which it can be bad."""

import datetime
import gzip
import hashlib
import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.documents import Columns, Document, Limits, Reject, as_date, read_documents, read_files
from eventcoder.errors import InputError


def read(data: bytes, format: Any = "jsonl", **options: Any) -> list[Document | Reject]:
    return list(read_documents("in", format=format, stream=io.BytesIO(data), **options))


def codes(items: list[Document | Reject]) -> list[str]:
    """The finding's code of each reject, the id of each document."""
    return [item.finding.code if isinstance(item, Reject) else item.id for item in items]


def test_documents_jsonl_has_all_fields() -> None:
    line = {"id": "a", "text": "He left.", "date": "2024-07-30", "title": "T", "source": "S", "url": "U", "page": 3}
    (found,) = read(orjson.dumps(line))
    assert found == Document("a", "He left.", datetime.date(2024, 7, 30), "T", "S", "U", {"page": 3})


def test_documents_good_neighbours_of_bad_lines_go_through() -> None:
    found = read(b'\xef\xbb\xbf{"id":"a","text":"x"}\r\n\n{"id":"b"\n{"id":"c","text":"x"}')
    assert codes(found) == ["a", "EC160", "c"]
    bad = found[1]
    assert isinstance(bad, Reject)
    assert (bad.finding.line, bad.finding.row, bad.raw) == (3, 2, '{"id":"b"')
    assert bad.as_dict()["raw"] == '{"id":"b"'


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"[1]", "EC161"),
        (b"null", "EC161"),
        (b'{"text":"x"}', "EC162"),
        (b'{"id":null,"text":"x"}', "EC162"),
        (b'{"id":"a"}', "EC162"),
        (b'{"id":true,"text":"x"}', "EC163"),
        (b'{"id":1.5,"text":"x"}', "EC163"),
        (b'{"id":"a","text":["x"]}', "EC163"),
        (b'{"id":"a","text":"x","title":1}', "EC163"),
        (b'{"id":"a","text":"x","date":["2024-07-30"]}', "EC163"),
        (b'{"id":"a","text":"x","date":"30 July 2024"}', "EC164"),
        (b'{"id":"a","text":"x","date":"2024-02-30"}', "EC164"),
        (b'{"id":"a\\u0000","text":"x"}', "EC166"),
        (b'{"id":"a","text":"x\\u0000"}', "EC166"),
        (b'{"id":"a","text":" \\n "}', "EC167"),
        (b'{"id":"a","text":""}', "EC167"),
        (b'{"id":"  ","text":"x"}', "EC169"),
        (b'{"id":"a","text":"\\ud800"}', "EC160"),
        (b"\xff", "EC150"),
        (b"\x00", "EC160"),
        (b"[" * 5000, "EC160"),
    ],
)
def test_documents_bad_lines_have_their_finding(line: bytes, code: str) -> None:
    (found,) = read(line)
    assert isinstance(found, Reject)
    assert found.finding.code == code
    assert found.finding.file == "in"
    assert found.raw


def test_documents_missing_field_names_the_nearest() -> None:
    (found,) = read(b'{"ID":"a","text":"x"}')
    assert isinstance(found, Reject)
    assert "'ID'" in (found.finding.hint or "")


def test_documents_bad_bytes_are_placed_in_the_file() -> None:
    data = b'{"id":"a","text":"x"}\n{"id":"b","text":"\xe9"}\n'
    found = read(data)
    assert codes(found) == ["a", "EC150"]
    assert isinstance(found[1], Reject)
    assert str(data.index(b"\xe9")) in found[1].finding.message
    assert found[1].raw == '{"id":"b","text":"\\xe9"}'


def test_documents_ids_are_unique_and_numbers_count_as_text() -> None:
    found = read(b'{"id":1,"text":"x"}\n{"id":"1","text":"y"}\n{"id":2,"text":"z"}')
    assert codes(found) == ["1", "EC165", "2"]


def test_documents_a_rejected_line_takes_no_id() -> None:
    found = read(b'{"id":"a","text":""}\n{"id":"a","text":"y"}')
    assert codes(found) == ["EC167", "a"]


@pytest.mark.parametrize("format", ["jsonl", "csv", "text"])
def test_documents_too_long_is_rejected_and_reading_goes_on(format: str) -> None:
    row = {"jsonl": b'{"id":"%s","text":"%s"}\n', "csv": b"%s,%s\n", "text": b"%s %s"}[format]
    data = (b"id,text\n" if format == "csv" else b"") + row % (b"a", b"x" * 500) + row % (b"b", b"y")
    found = read(data, format, limits=Limits(line_bytes=200))
    assert codes(found)[0] in ("EC151", "EC154")
    assert codes(found)[1:] == ([] if format == "text" else ["b"])
    found = read(data, format, limits=Limits(text_characters=200))
    assert codes(found)[0] == "EC168"


def test_documents_dates_and_default_date() -> None:
    lines = b'{"id":1,"text":"x"}\n{"id":2,"text":"x","date":20240730}\n{"id":3,"text":"x","date":""}'
    day = datetime.date(2020, 1, 1)
    found = [item.date for item in read(lines, date=day) if isinstance(item, Document)]
    assert found == [day, datetime.date(2024, 7, 30), day]


@pytest.mark.parametrize(
    "text", ["2024-07-30", "20240730", "2024-07-30T23:59:59Z", "2024-07-30 01:02", "20240730T010203Z"]
)
def test_documents_dates_accepted(text: str) -> None:
    assert as_date(text) == datetime.date(2024, 7, 30)


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-7-3", "30.07.2024", "07/30/2024", "2024-W31", "2024-07-30x", "20241301", "٢٠٢٤٠٧٣٠"]
)
def test_documents_dates_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        as_date(text)


def test_documents_text_file_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "news.one.txt"
    path.write_bytes("\ufeffRebels take base\r\nThey left.\r\n".encode())
    assert list(read_documents(path)) == [Document("news.one", "Rebels take base\r\nThey left.\r\n")]


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "EC167"), (b" \n", "EC167"), (b"a\x00", "EC166"), (b"a\n\xff", "EC150")]
)
def test_documents_bad_text_files(data: bytes, code: str) -> None:
    assert codes(read(data, "text")) == [code]


def test_documents_gzip_is_looked_through(tmp_path: Path) -> None:
    path = tmp_path / "news.txt.gz"
    path.write_bytes(gzip.compress(b"He left."))
    assert list(read_documents(path)) == [Document("news", "He left.")]


def test_documents_broken_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    lines = b"".join(
        b'{"id":%d,"text":"%s"}\n' % (n, hashlib.sha256(b"%d" % n).hexdigest().encode()) for n in range(5000)
    )
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-2000])
    found = codes(list(read_documents(path)))
    assert found[0] == "0"
    assert "EC153" in found[-2:]


def test_documents_csv_columns_can_be_named() -> None:
    data = b'\xef\xbb\xbfdoc,body,day,page\n1,"He said ""no"".\nHe left.",20240730,7\n'
    (found,) = read(data, "csv", columns=Columns(id="doc", text="body", date="day"))
    assert found == Document("1", 'He said "no".\nHe left.', datetime.date(2024, 7, 30), metadata={"page": "7"})


def test_documents_csv_bad_rows() -> None:
    data = b'id,text\n1,a,b\n2,"x"y\n3,\n,x\n4,\xff\n\n5,good\n6,"unclosed\n7,good\n8,"two\nlines"\n'
    found = read(data, "csv")
    assert codes(found) == ["EC155", "EC154", "EC167", "EC162", "EC150", "5", "EC154", "7", "8"]
    lines = [item.finding.line for item in found if isinstance(item, Reject)]
    assert lines == [2, 3, 4, 5, 6, 9]


def test_documents_csv_unclosed_quote_at_the_end_costs_one_line() -> None:
    data = b'id,text\n1,"unclosed\n' + b"".join(b"%d,good\n" % n for n in range(2, 50))
    found = codes(read(data, "csv"))
    assert found == ["EC154", *map(str, range(2, 50))]


def test_documents_csv_long_texts_are_no_problem() -> None:
    (found,) = read(b"id,text\n1," + b"x" * 300_000 + b"\n", "csv")
    assert isinstance(found, Document)
    assert len(found.text) == 300_000


def test_documents_tsv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.tsv"
    path.write_text("id\ttext\n1\tHe left, she stayed.\n")
    assert list(read_documents(path)) == [Document("1", "He left, she stayed.")]


@pytest.mark.parametrize("data", [b"", b"id,body\n1,x\n", b"id,text,id\n", b"\xff,text\n"])
def test_documents_csv_without_header_cannot_be_read(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data, "csv")


def test_documents_parquet_is_read(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    path = tmp_path / "news.parquet"
    frame = {
        "id": [1, 2, None],
        "text": ["He left.", None, "x"],
        "date": [datetime.date(2024, 7, 30)] * 3,
        "n": [1.5] * 3,
    }
    polars.DataFrame(frame).write_parquet(path)
    found = list(read_documents(path))
    assert codes(found) == ["1", "EC162", "EC162"]
    assert found[0] == Document("1", "He left.", datetime.date(2024, 7, 30), metadata={"n": 1.5})
    with pytest.raises(InputError, match="--text-column"):
        list(read_documents(path, columns=Columns(text="body")))


def test_documents_no_parquet_cannot_be_read(tmp_path: Path) -> None:
    pytest.importorskip("polars")
    path = tmp_path / "news.parquet"
    path.write_bytes(b"PAR1 nothing PAR1")
    with pytest.raises(InputError):
        list(read_documents(path))


def test_documents_form_of_a_stream_is_told_by_its_first_character() -> None:
    assert codes(read(b' \xef{"id":"a","text":"x"}', None)) == ["EC150"]
    assert codes(read(b'\n {"id":"a","text":"x"}', None)) == ["stdin"]
    assert codes(read(b' {"id":"a","text":"x"}', None)) == ["a"]
    assert codes(read(b"He left.", None)) == ["stdin"]


def test_documents_utf16_cannot_be_read() -> None:
    with pytest.raises(InputError, match="UTF-16"):
        read('{"id":"a","text":"x"}'.encode("utf-16"))


def test_documents_unreadable_inputs_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "news.doc").write_text("x")
    for path, words in (
        (tmp_path / "none.txt", "No such file"),
        (tmp_path, "cannot tell"),
        (tmp_path / "news.doc", "--format"),
    ):
        with pytest.raises(InputError, match=words):
            list(read_documents(path))


def test_documents_ids_are_unique_across_files(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text("He left.")
    found = list(read_files([tmp_path / "a" / "news.txt", tmp_path / "b" / "news.txt"]))
    assert codes(found) == ["news", "EC165"]


def test_documents_title_can_become_the_first_line() -> None:
    assert Document("a", "He left.", title=" Man\nleaves ").with_title().text == "Man leaves\nHe left."
    assert Document("a", "He left.").with_title().text == "He left."


def test_documents_are_read_lazily() -> None:
    class Endless(io.RawIOBase):
        def readline(self, size: int | None = -1, /) -> bytes:
            return b'{"id":"a","text":"x"}\n'

    items = read_documents("in", format="jsonl", stream=Endless())  # type: ignore[arg-type]
    assert isinstance(next(items), Document)
    assert isinstance(next(items), Reject)


GARBAGE = st.binary(max_size=200) | st.lists(
    st.sampled_from(
        [b'{"id":"a"', b',"text":"x"}', b"\n", b'"', b",", b"a", b"\xff", b"\r", b"\x00", b"id,text\n", b"\t"]
    ),
    max_size=30,
).map(b"".join)  # fmt: skip


@given(GARBAGE, st.sampled_from(["jsonl", "csv", "tsv", "text", None]))
def test_documents_garbage_gives_documents_or_findings(data: bytes, format: Any) -> None:
    try:
        found = read(data, format)
    except InputError:
        assert format in ("csv", "tsv") or data[:2] in (b"\xff\xfe", b"\xfe\xff")
        return
    for item in found:
        assert isinstance(item, Document | Reject)
        orjson.dumps(item.as_dict() if isinstance(item, Reject) else item.text)


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=8))
def test_documents_jsonl_gives_back_what_was_written(pairs: list[tuple[str, str]]) -> None:
    lines = b"".join(orjson.dumps({"id": f"{n}{key}", "text": text}) + b"\n" for n, (key, text) in enumerate(pairs))
    good = [
        (f"{n}{key}".strip(), text) for n, (key, text) in enumerate(pairs) if "\0" not in key + text and text.strip()
    ]
    assert [(item.id, item.text) for item in read(lines) if isinstance(item, Document)] == good
