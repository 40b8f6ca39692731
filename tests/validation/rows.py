"""Rows of a table made from its schema: valid ones, and ones that somebody's program has been at."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from eventcoder.resources import schemas_folder
from eventcoder.validation import dates
from eventcoder.validation.cells import Judge
from eventcoder.validation.meta import read_table_schema
from eventcoder.validation.reference import Reference
from eventcoder.validation.rules import FIELD_RULES, Field, TableSchema

Row = dict[str, str | None]

OWN = Path(__file__).parent / "tables"

ODD = (
    *(
        "",
        " ",
        "0",
        "-0",
        "1",
        "+1",
        "01",
        "007",
        "-1",
        "2",
        "3",
        "1.0",
        "15.00",
        "1.",
        ".5",
        "-.5e1",
        "1e3",
        "1,5",
        "nan",
        "inf",
    ),
    *(
        "2.02E+13",
        "1E400",
        "9" * 18,
        "9" * 19,
        "1" * 25,
        "12",
        "1.5",
        "-",
        "+",
        ".",
        "e5",
        "0x1",
        "1_0",
        "１",
        "٣",
        "²",
    ),
    *(
        "NA",
        "NULL",
        "none",
        "old",
        "AAA",
        "AAABB",
        "AAAGOV",
        "AAA;BBB",
        "AAA;AAA",
        "AAA; BBB",
        "a,b",
        "a,,b",
        "yes",
        "Yes",
    ),
    *(
        "20200230",
        "20200229",
        "2020-02-29",
        "29 February 2020",
        "2020-02-29 10:00:00",
        "20200229100000",
        "1/2/2020",
        "29/2/2020",
    ),
    *(
        "2020-13-01",
        "1582934400",
        "99999999999999",
        "=1+1",
        "@SUM(A1)",
        "+cmd(1)",
        "-SUM(1)",
        "caf\u00c3\u00a9",
        "\ufffd",
    ),
    *(
        " padded",
        "padded ",
        "\ttab",
        "a\u00a0b",
        "\u00a0",
        "line\nbreak",
        "010\n",
        "tab\tin",
        "x" * 300,
        "POINT (1 2)",
        "POINT (1.0 2)",
    ),
    *(
        "POINT(1 2)",
        "POINT (1 2 3)",
        "POINT (1..2 3)",
        "POINT (a b)",
        "nowhere at all",
        "12 - 1",
        "a-01",
        "01 only",
        "19",
        "\x1f",
        "''",
    ),
)
"""Texts that make trouble somewhere."""

WORDS = ("ab", "Abcdef", "nowhere", "Kaduna - 1", "x y", "zz")


def table_schemas() -> dict[str, TableSchema]:
    """Every table schema of the package, and that of our own in which every keyword stands."""
    paths = [
        path
        for path in sorted(schemas_folder().glob("*.schema.json"))
        if (schemas_folder("dialects") / path.name.replace(".schema.json", ".dialect.json")).exists()
        and '"x-codes"' not in path.read_text("utf-8")[:0]
        and is_table(path)
    ]
    return {schema.name: schema for schema in map(read_table_schema, [*sorted(OWN.glob("*.schema.json")), *paths])}


def is_table(path: Path) -> bool:
    """Whether a schema is one of tables: its dialect has columns."""
    dialect = schemas_folder("dialects") / path.name.replace(".schema.json", ".dialect.json")
    return '"layouts"' in dialect.read_text("utf-8")


def texts(schema: TableSchema, field: Field) -> st.SearchStrategy[str]:
    """Texts that are mostly legal in a column."""
    raw, judge = field.schema, Judge(schema, field)
    if "const" in raw:
        return st.just(str(raw["const"]))
    if "enum" in raw:
        return st.sampled_from([str(value) for value in raw["enum"]])
    if field.dates:
        days = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31))
        moments = st.builds(
            dates.Moment, days.map(lambda day: (day - datetime.date(1970, 1, 1)).days), st.integers(0, 86399)
        )
        return st.builds(dates.write, moments, st.sampled_from(field.dates))
    if "x-pieces" in raw:
        return st.lists(st.sampled_from(sorted(judge.pieces)), min_size=1, max_size=3).map("".join)
    if "x-list" in raw:
        items = judge.items
        each = st.sampled_from(items["enum"]) if "enum" in items else st.from_regex(items["pattern"], fullmatch=True)
        return st.lists(each, min_size=1, max_size=3).map(raw["x-list"]["separator"].join)
    if field.kind == "integer":
        return st.integers(int(raw.get("minimum", -50)), int(raw.get("maximum", 3000))).map(str)
    if field.kind == "number":
        return st.floats(raw.get("minimum", -100), raw.get("maximum", 100)).map(lambda value: f"{value:.3f}")
    if "pattern" in raw:
        return st.from_regex(raw["pattern"], fullmatch=True)
    return st.sampled_from(WORDS)


def rows(schema: TableSchema, *, mutations: int = 4) -> st.SearchStrategy[Row]:
    """Rows whose derived fields mostly agree, in which some cells were then changed.

    Args:
        schema: of the table.
        mutations: cells that are changed at most.
    """
    reference = Reference(schema)
    cells = {name: st.none() | texts(schema, field) | texts(schema, field) for name, field in schema.fields.items()}
    derived = [name for name, field in schema.fields.items() if FIELD_RULES.keys() & field.schema.keys()]

    def settle(row: Row) -> Row:
        for name in derived:
            row[name] = reference.expected(name, row) or row[name]
        return row

    base = st.fixed_dictionaries(cells).map(settle)
    changes = st.dictionaries(st.sampled_from(sorted(cells)), st.none() | st.sampled_from(ODD), max_size=mutations)
    spaces = st.dictionaries(st.sampled_from(sorted(cells)), st.sampled_from((" {}", "{} ", "0{}", "{}.0")), max_size=1)

    def change(row: Row, new: Mapping[str, str | None], padded: Mapping[str, str]) -> Row:
        changed = row | dict(new)
        return changed | {name: form.format(changed[name]) for name, form in padded.items() if changed[name]}

    return st.builds(change, base, changes, spaces)


def as_batch(rows_: list[Row], columns: Any) -> Any:
    """Rows as the reader would hand them over."""
    import polars as pl

    from eventcoder.validation.table import Batch

    frame = pl.DataFrame(
        {name: [row[name] or None for row in rows_] for name in columns}, schema=dict.fromkeys(columns, pl.String)
    )
    numbers = pl.Series(range(1, len(rows_) + 1), dtype=pl.UInt32)
    plain = all((cell or "").isascii() for row in rows_ for cell in row.values())
    return Batch(frame, numbers, numbers + 1, plain)
