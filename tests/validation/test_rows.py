import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventcoder.validation.rows import HIDDEN, QuotedRows, hide_quoted

CELL = st.text(st.sampled_from('ab ,"\n'), max_size=6)


@settings(deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8), st.integers(1, 6))
def test_rows_are_those_of_csv_with_their_lines(table: list[list[str]], size: int) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    starts = []
    for row in table:
        starts.append(stream.getvalue().count("\n") + 1)
        writer.writerow(row)
    lines = stream.getvalue().splitlines(keepends=True)
    reader = QuotedRows(",", {3})
    read = []
    for place in range(0, len(lines), size):
        read += reader.read(lines[place : place + size], place + 1, last=place + size >= len(lines))
    assert [(row.line, row.cells) for row in read] == list(zip(starts, table, strict=True))
    assert not reader.pending


def test_rows_lose_one_row_to_an_open_quote() -> None:
    lines = ["1,2,3\n", '4,"5,6\n', *(f"{n},8,9\n" for n in range(1000)), '10,"11",12\n']
    read = list(QuotedRows(",", {3}).read(lines, 1, last=True))
    assert [row.line for row in read if row.cells is None] == [2]
    assert len(read) == len(lines)


def test_rows_of_several_lines_are_no_open_quotes() -> None:
    read = list(QuotedRows(",", {3}).read(['1,"2\n', 'x",3\n'], 1, last=True))
    assert [row.cells for row in read] == [["1", "2\nx", "3"]]


def test_rows_wait_for_the_end_of_a_cell() -> None:
    reader = QuotedRows(",", {2})
    assert not list(reader.read(['1,"2\n'], 1))
    assert reader.pending
    assert [(row.line, row.cells) for row in reader.read(['3"\n', "4,5\n"], 2)] == [(1, ["1", "2\n3"]), (3, ["4", "5"])]


@settings(max_examples=1000, deadline=None)
@given(st.text(st.sampled_from('a,"\n'), max_size=20).map(lambda text: f"{text}\n"))
@example('"a""b","c\n,d"\n')
@example('"",""\n')
def test_rows_in_hiding_are_those_read_one_by_one(text: str) -> None:
    hidden = hide_quoted(text.encode(), b",")
    read = list(QuotedRows(",").read(text.splitlines(keepends=True), 1, last=True))
    if hidden is None:
        return
    cells = [[shown(cell) for cell in line.split(",")] for line in hidden.decode().split("\n")[:-1]]
    assert cells == [row.cells or [""] for row in read]
    assert all(row.cells is not None for row in read)


def shown(cell: str) -> str:
    for mark, content in HIDDEN.items():
        cell = cell.replace(mark, content or ",")
    return cell


def test_rows_are_hidden_where_quotes_are_sound() -> None:
    assert hide_quoted(b'a,"b ""c"", d\n"\n', b",") == b"a,b \x1cc\x1c\x1e d\x1f\n"
    for broken in (b'a,"b\n', b'a,"b"c\n', b'a,b"c"\n', b'a,"b" "c"\n', b'"\x1c"\n'):
        assert hide_quoted(broken, b",") is None
