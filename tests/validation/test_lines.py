import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.validation import lines
from eventcoder.validation.lines import LINE_LIMIT, Block, Lines, decode
from eventcoder.validation.report import Collector, ValidationReport


def read(content: bytes, quoted: bool = False, old: bool = False) -> tuple[list[Block], ValidationReport]:
    collector = Collector("file", "format")
    return list(Lines(io.BytesIO(content), "file", collector, quoted, old).blocks()), collector.report()


@settings(deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_characters="\n\r\0\ufeff", codec="utf-8"), max_size=30)), st.integers(1, 40)
)
def test_lines_keep_every_line_and_its_number(texts: list[str], size: int) -> None:
    content = "".join(f"{text}\n" for text in texts).encode()
    before = lines.BLOCK
    lines.BLOCK = size
    try:
        blocks, report = read(content)
    finally:
        lines.BLOCK = before
    assert b"".join(block.data for block in blocks) == content
    numbers = [block.line + place for block in blocks for place in range(block.data.count(b"\n"))]
    assert numbers == list(range(1, len(texts) + 1))
    assert not report.findings


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([b"a", b"\n", b"\r\n", b"\r", b"\0", b"\xff", b"\xc3\xa9", b"\xef\xbb\xbf"]), max_size=60)
)
def test_lines_are_sound_whatever_comes(pieces: list[bytes]) -> None:
    blocks, _ = read(b"".join(pieces))
    for block in blocks:
        assert block.data.endswith(b"\n")
        assert not set("\r\0") & set(block.data.decode())
    numbers = [block.line for block in blocks]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_tell_broken_utf8_by_byte(end: bytes) -> None:
    content = end.join([b"first", "caf\u00e9".encode(), b"third caf\xe9", b"caf\xe8", b""])
    _, report = read(content, old=end == b"\r")
    places = [(finding.line, finding.value) for finding in report.findings if finding.code == "EC103"]
    assert places == [(3, "0xe9"), (4, "0xe8")]
    assert f"byte {content.index(0xE9)} of the file" in report.findings[0].message
    assert "mixes encodings" in (report.findings[0].hint or "")


def test_lines_read_broken_bytes_as_western() -> None:
    assert decode(b"caf\xe9 \x80 \x81 \xc3\xa9") == "caf\u00e9 \u20ac \x81 \u00e9"


@pytest.mark.parametrize("length", [LINE_LIMIT + 1, 3 * LINE_LIMIT, 3 * lines.BLOCK])
def test_lines_leave_out_what_is_too_long(length: int) -> None:
    blocks, report = read(b"a\n" + b"b" * length + b"\nc\n")
    assert [(block.data, block.line) for block in blocks] == [(b"a\n", 1), (b"", 2), (b"c\n", 3)]
    assert [(finding.code, finding.line) for finding in report.findings] == [("EC107", 2)]
    assert f"{length:,} bytes" in report.findings[0].message


def test_lines_keep_the_longest_line() -> None:
    blocks, report = read(b"b" * LINE_LIMIT + b"\nc\n")
    assert sum(block.data.count(b"\n") for block in blocks) == 2
    assert not report.findings


def test_lines_count_what_the_report_has_no_room_for() -> None:
    _, report = read(b"caf\xe9\n" * 5000)
    assert report.counts == {"EC103": 5000}


def test_lines_in_quotes_keep_their_own_ends() -> None:
    blocks, report = read(b'a,"b\nc"\r\nd,e\r\n', quoted=True)
    assert blocks == [Block(b'a,"b\nc"\nd,e\n', 1)]
    assert not report.findings
