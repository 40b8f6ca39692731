from collections import Counter
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.validation import cross_rows
from eventcoder.validation.foreign import Foreign
from eventcoder.validation.meta import read_table_schema
from eventcoder.validation.report import Collector, ValidationReport
from eventcoder.validation.rules import TableSchema, read_schema
from eventcoder.validation.table import Batch, check_table
from tests.validation.rows import OWN

HEAD = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}
TEXT, WHOLE = {"type": "string", "description": "d"}, {"type": "integer", "description": "d"}


def schema_of(**keywords: Any) -> TableSchema:
    return read_schema("t", HEAD | {"properties": {"id": WHOLE, "day": TEXT, "note": TEXT}} | keywords)


def table_of(*batches: list[tuple[str | None, ...]], file_name: str | None = None, pattern: str = "x") -> Any:
    import re

    frames, row = [], 1
    for rows in batches:
        frame = pl.DataFrame(rows, schema={"id": pl.String, "day": pl.String, "note": pl.String}, orient="row")
        numbers = pl.Series(range(row, row + len(rows)), dtype=pl.UInt32)
        frames.append(Batch(frame, numbers, numbers + 1))
        row += len(rows)
    dialect = SimpleNamespace(file_names=(re.compile(pattern),))
    return SimpleNamespace(
        file="f", file_name=file_name, format="t", dialect=dialect, missing_words=(), batches=lambda: iter(frames)
    )


def check(schema: TableSchema, table: Any, kept: int = 100) -> ValidationReport:
    collector = Collector("f", "t", kept)
    check_table(table, schema, collector)
    return collector.report()


def test_unique_names_the_first_row() -> None:
    schema = schema_of(**{"x-unique": [{"fields": ["id"]}]})
    report = check(schema, table_of([("1", "a", None), ("2", "a", None)], [("01", "b", None), ("1", "c", None)]))
    assert [(each.code, each.row, each.line, each.field, each.value) for each in report.findings] == [
        ("EC601", 3, 4, "id", "1"),
        ("EC601", 4, 5, "id", "1"),
    ]
    assert "row 1 (line 2)" in report.findings[0].message


def test_unique_of_several_fields_leaves_out_rows_without_a_key() -> None:
    schema = schema_of(**{"x-unique": [{"fields": ["id", "day"], "level": "warning"}]})
    report = check(
        schema, table_of([("1", "a", None), ("1", "b", None), (None, "a", None), (None, "a", None), ("1", "a", "x")])
    )
    assert [(each.code, each.row, each.level) for each in report.findings] == [("EC601", 5, "warning")]


def test_unique_goes_on_over_batches_that_lack_the_column() -> None:
    table = table_of([("1", "a", None)], [("2", "b", None)], [("1", "a", None)])
    first, second, third = table.batches()
    lacking = Batch(second.cells.select("note"), second.rows, second.lines)
    table.batches = lambda: iter((first, lacking, third))
    for fields in (["id"], ["day"], ["id", "day"]):
        report = check(schema_of(**{"x-unique": [{"fields": fields}]}), table)
        assert [(each.code, each.row) for each in report.findings] == [("EC601", 3)]


def test_unique_leaves_out_bad_keys() -> None:
    schema = schema_of(**{"x-unique": [{"fields": ["id"]}]})
    assert dict(check(schema, table_of([("x", "a", None), ("x", "b", None)])).counts) == {"EC301": 2}


def test_unique_of_whole_rows_has_no_field() -> None:
    schema = schema_of(**{"x-unique": [{"fields": ["*"], "level": "warning"}]})
    report = check(schema, table_of([("1", "a", None), ("1", None, "a"), ("1", "a", None)]))
    assert [(each.code, each.row, each.field) for each in report.findings] == [("EC603", 3, None)]


def test_constant_is_held_to_the_first_value() -> None:
    schema = schema_of(**{"x-constant": [{"field": "day"}]})
    report = check(schema, table_of([("1", None, None), ("2", "a", None)], [("3", "b", None), ("4", None, None)]))
    assert [(each.code, each.row, each.field, each.value) for each in report.findings] == [("EC602", 3, "day", "b")]


def test_file_name_is_held_to_the_field() -> None:
    schema = schema_of(**{"x-file-name": [{"field": "id", "group": "stamp"}]})
    rows = [("7", None, None), ("8", None, None)]
    pattern = r"^(?P<stamp>[0-9]+)\.csv$"
    report = check(schema, table_of(rows, file_name="7.csv", pattern=pattern))
    assert [(each.code, each.row, each.value) for each in report.findings] == [("EC611", 2, "8")]
    assert check(schema, table_of(rows, file_name="other.csv", pattern=pattern)).ok


@pytest.mark.parametrize("part", [1, 3, 10_000])
@settings(max_examples=30, deadline=None)
@given(keys=st.lists(st.lists(st.integers(0, 6), max_size=8), min_size=1, max_size=4))
def test_unique_counts_every_later_row(part: int, keys: list[list[int]]) -> None:
    schema = schema_of(**{"x-unique": [{"fields": ["id"]}, {"fields": ["day"]}]})
    table = table_of(*[[(str(key), f"d{key}", None) for key in rows] for rows in keys])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cross_rows, "PART", part)
        report = check(schema, table)
    flat = [key for rows in keys for key in rows]
    wanted = [place for place, key in enumerate(flat, start=1) if key in flat[: place - 1]]
    assert [each.row for each in report.findings if each.field == "id"] == wanted
    assert [each.row for each in report.findings if each.field == "day"] == wanted
    assert sum(count - 1 for count in Counter(flat).values()) == len(wanted)


def foreign_run(*tables: tuple[str, str, list[str]]) -> list[ValidationReport]:
    """Reports between files; each file has a format, a name and keys."""
    asking = schema_of(**{"x-foreign": [{"fields": ["id"], "format": "theirs", "their": ["id"], "group": "stamp"}]})
    schemas = {"t": asking, "theirs": schema_of()}
    foreign = Foreign(schemas)
    for format, name, keys in tables:
        table = table_of([(key, None, None) for key in keys], file_name=name, pattern="^(?P<stamp>[0-9]+)")
        table.format = format
        check_table(table, schemas[format], Collector(name, format), foreign)
    return list(foreign.reports())


OURS, THEIRS = ("t", "7.ours", ["1", "2", "3"]), ("theirs", "7.theirs", ["3", "1", "9"])


@pytest.mark.parametrize("files", [(OURS, THEIRS), (THEIRS, OURS)])
def test_foreign_tells_keys_that_the_other_file_lacks(files: Any) -> None:
    (report,) = foreign_run(*files)
    assert report.file == "7.ours"
    assert [(each.code, each.row, each.value) for each in report.findings] == [("EC612", 2, "2")]


def test_foreign_tells_a_lacking_file_only_where_others_have_theirs() -> None:
    alone = ("t", "8.ours", ["1"])
    assert foreign_run(alone) == []
    reports = foreign_run(("t", "7.ours", ["1"]), THEIRS, alone)
    assert [(each.file, dict(each.counts)) for each in reports] == [("8.ours", {"EC613": 1})]


def test_own_schema_of_every_keyword_reads() -> None:
    schema = read_table_schema(OWN / "every-keyword.schema.json")
    assert {rule.keyword for rule in schema.cross_row} == {"x-unique", "x-constant"}
