import io
import random

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.validation.detect import Plan, detect_source
from eventcoder.validation.dialect import Dialect, Layout
from eventcoder.validation.reader import TableReader, open_table
from eventcoder.validation.report import Collector, ValidationReport
from eventcoder.validation.source import open_source
from eventcoder.validation.structure import Shape
from tests.damage.base import MAKERS, table

COLUMNS = ("a", "b", "c")
LAYOUT, OTHER = Layout("three", COLUMNS, COLUMNS, "verified"), Layout("two", COLUMNS[:2], COLUMNS[:2], "verified")
DIALECT = Dialect("test", "test", "test", header="no", quoting="none", layouts=(LAYOUT, OTHER))


def read(
    text: str, quoted: bool = False, names: tuple[str | None, ...] = COLUMNS, skip: int = 0, mixed: bool = False
) -> tuple[list[tuple[int, int, tuple[str | None, ...]]], ValidationReport]:
    """Rows as (row, line, cells), and what was told."""
    collector = Collector("file", "test")
    dialect = DIALECT if mixed else Dialect("test", "test", "test", layouts=(LAYOUT,))
    plan = Plan("," if quoted else "\t", quoted, False, skip, (), Shape(names, LAYOUT))
    reader = TableReader(io.BytesIO(text.encode()), "file", None, dialect, plan, collector)
    rows = [
        row
        for batch in reader.batches()
        for row in zip(batch.rows.to_list(), batch.lines.to_list(), batch.cells.rows(), strict=True)
    ]
    return rows, collector.report()


CELL = st.text(st.sampled_from("ab 1é'"), max_size=4)


@settings(deadline=None)
@given(st.lists(st.lists(CELL, max_size=5), max_size=12))
def test_reader_keeps_rows_and_lines(table: list[list[str]]) -> None:
    rows, report = read("".join("\t".join(row) + "\n" for row in table))
    good = [(n, n, row) for n, row in enumerate(table, 1) if len(row) == 3 and any(cell.strip() for cell in row)]
    assert [(row, line, tuple(cell or "" for cell in cells)) for row, line, cells in rows if any(cells)] == [
        (n, line, tuple(row)) for n, line, row in good
    ] or any(finding.code == "EC238" for finding in report.findings)
    assert report.records == len(table)
    told = {finding.row for finding in report.findings}
    assert told == {n for n, row in enumerate(table, 1) if len(row) != 3 or not any(cell.strip() for cell in row)}


@settings(deadline=None)
@given(st.lists(st.lists(st.text(st.sampled_from('ab,\n"'), max_size=4), min_size=3, max_size=3), max_size=8))
def test_reader_reads_quoted_cells(table: list[list[str]]) -> None:
    table = [["x", *row[1:]] for row in table]
    text = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in table)
    rows, report = read(text, quoted=True)
    assert [[cell or "" for cell in cells] for _, _, cells in rows] == table
    assert [row for row, _, _ in rows] == list(range(1, len(table) + 1))
    assert not report.findings


def test_reader_goes_on_behind_every_odd_row() -> None:
    text = "1\t2\t3\n1\t2\n\n1\t2\t3\t4\n1\t2\t3\t\n\t\t\n7\t8\t9\n1\t2"
    rows, report = read(text)
    assert rows == [(1, 1, ("1", "2", "3")), (5, 5, ("1", "2", "3")), (7, 7, ("7", "8", "9"))]
    told = [(finding.code, finding.line, finding.row) for finding in report.findings]
    assert sorted(told) == [
        ("EC118", 8, 8),
        ("EC230", 2, 2),
        ("EC231", 4, 4),
        ("EC235", 3, 3),
        ("EC235", 6, 6),
        ("EC238", 5, 5),
    ]


def test_reader_leaves_out_columns_that_are_not_checked() -> None:
    rows, _ = read("0\t1\t2\t3\n", names=(None, *COLUMNS))
    assert rows == [(1, 1, ("1", "2", "3"))]


def test_reader_does_not_count_the_header() -> None:
    rows, report = read("a\tb\tc\n#x\t#y\t#z\n1\t2\t3\na\tb\tc\n4\t5\t6\n", skip=2)
    assert rows == [(1, 3, ("1", "2", "3")), (3, 5, ("4", "5", "6"))]
    assert [(finding.code, finding.row, finding.line) for finding in report.findings] == [("EC234", 2, 4)]


def test_reader_keeps_two_layouts_apart() -> None:
    rows, report = read("1\t2\t3\n4\t5\n6\t7\n8\t9\t0\n", mixed=True)
    assert rows == [(1, 1, ("1", "2", "3")), (4, 4, ("8", "9", "0")), (2, 2, ("4", "5")), (3, 3, ("6", "7"))]
    assert report.counts == {"EC237": 1}


def test_reader_takes_quotes_off_single_cells() -> None:
    rows, report = read('1\t"2 ""x"""\t3\n1\t""\t"\n')
    assert rows == [(1, 1, ("1", '2 "x"', "3")), (2, 2, ("1", None, '"'))]
    assert report.counts == {"EC245": 1}


def test_reader_counts_what_the_report_has_no_room_for() -> None:
    rows, report = read("1\t2\t3\n" + "x\n" * 3000 + "\n" * 2000 + "4\t5\t6\n")
    assert report.counts == {"EC230": 3000, "EC235": 2000}
    assert rows == [(1, 1, ("1", "2", "3")), (5002, 5002, ("4", "5", "6"))]


def test_reader_knows_an_open_quote_from_a_long_cell() -> None:
    text = '1,"2\n2",3\n4,"5,6\n7,8,9\n1,2,"3\n'
    rows, report = read(text, quoted=True)
    assert rows == [(1, 1, ("1", "2\n2", "3")), (3, 4, ("7", "8", "9"))]
    assert [(finding.code, finding.line) for finding in report.findings] == [("EC236", 3), ("EC118", 5)]


@pytest.mark.parametrize("format", MAKERS)
def test_reader_gives_the_columns_of_the_schema(format: str) -> None:
    with open_source(io.BytesIO(table(format, 4).encode())) as source:
        reader = open_table(source, detect_source(source), Collector("file", format))
        cells = polars.concat([batch.cells for batch in reader.batches()])
    assert cells.rows(named=True) == [{key: cell or None for key, cell in row.items()} for row in MAKERS[format](4)]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(MAKERS)), st.integers(0, 10**9), st.integers(1, 12))
def test_reader_never_fails_on_damage(format: str, seed: int, times: int) -> None:
    chance = random.Random(seed)
    content = bytearray(table(format, 5).encode())
    for _ in range(times):
        place = chance.randrange(len(content))
        piece = chance.choice(
            [b"", b"\0", b"\xff", b'"', b"\n", b"\r", b"\t", b",", b";", b"\xe2\x80", bytes(content[:200])]
        )
        content[place : place + chance.randrange(3)] = piece
    with open_source(io.BytesIO(bytes(content))) as source:
        detection = detect_source(source)
        if detection.plan is not None:
            collector = Collector("file", format)
            numbers = [row for batch in open_table(source, detection, collector).batches() for row in batch.rows]
            assert len(set(numbers)) == len(numbers)
            assert not numbers or max(numbers) <= collector.records
