import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from eventcoder.validation.rows import QuotedRows

CELL = st.text(st.sampled_from('ab ,"\n'), max_size=6)


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
