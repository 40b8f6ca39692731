"""Every keyword of every table schema can fail: for each there are rows that break it and nothing stands before it."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from eventcoder.validation.columnar import Columnar, Values
from eventcoder.validation.cross_rows import CrossRows
from eventcoder.validation.foreign import Foreign
from eventcoder.validation.report import Collector
from eventcoder.validation.rules import CELL_KEYWORDS, Condition, Field, Rule, TableSchema
from tests.validation.rows import ODD, Row, as_batch, table_schemas, texts

SCHEMAS = table_schemas()
QUICK = settings(
    max_examples=500, deadline=None, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck)
)
ROWS = 20


def broken_places(schema: TableSchema, table: list[Row]) -> set[tuple[str, str]]:
    """Schema path and field of everything that is found."""
    columns = list(table[0])
    collector = Collector("f", schema.name, kept=10_000)
    Columnar(schema, columns).check(as_batch(table, columns), collector)
    return {(each.schema_path or "", each.field or "") for each in collector.report().findings}


def assert_can_fail(schema: TableSchema, row: st.SearchStrategy[Row], place: tuple[str, str]) -> None:
    try:
        find(
            st.lists(row, min_size=ROWS, max_size=ROWS),
            lambda table: place in broken_places(schema, table),
            settings=QUICK,
        )
    except NoSuchExample:
        pytest.fail(f"nothing breaks {place[0]} at {place[1]}")


def any_text(schema: TableSchema, field: Field) -> st.SearchStrategy[str]:
    """Texts of a column's form, legal or not, and others."""
    choices = [st.sampled_from(ODD), texts(schema, field), st.integers(-(10**6), 10**6).map(str)]
    choices.append(st.from_regex(r"[A-Z]{1,6}", fullmatch=True))
    if "pattern" in field.schema:
        choices.append(st.from_regex(field.schema["pattern"], fullmatch=True))
    for base in ("minLength", "maxLength"):
        if base in field.schema:
            length = field.schema[base]
            choices.append(st.sampled_from(("x" * max(1, length - 1), "x" * (length + 1))))
    for base, step in (("minimum", -1), ("maximum", 1)):
        if base in field.schema:
            choices.append(st.just(str(field.schema[base] + step)))
    return st.one_of(choices)


CELLS = [
    (name, column, keyword)
    for name, schema in SCHEMAS.items()
    for column, field in schema.fields.items()
    for keyword in CELL_KEYWORDS
    if keyword in field.schema and not (keyword == "type" and field.kind == "string")
]


@pytest.mark.parametrize(("name", "column", "keyword"), CELLS)
def test_keyword_of_a_cell_can_fail(name: str, column: str, keyword: str) -> None:
    schema = SCHEMAS[name]
    field = schema.fields[column]
    row = st.fixed_dictionaries({column: any_text(schema, field)})
    assert_can_fail(schema, row, (field.place(keyword), column))


@pytest.mark.parametrize("name", SCHEMAS)
def test_required_can_fail(name: str) -> None:
    schema = SCHEMAS[name]
    for column in schema.required:
        assert ("#/required", column) in broken_places(schema, [{column: None}])


def kept_by(schema: TableSchema, condition: Condition) -> st.SearchStrategy[str | None]:
    """Texts that keep a condition."""
    field = schema.fields[condition.field]
    if condition.present is False:
        return st.none()
    if condition.enum is not None:
        return st.sampled_from([str(value) for value in condition.enum])
    if condition.pattern is not None:
        return st.from_regex(condition.pattern, fullmatch=True) | texts(schema, field)
    if condition.minimum is not None or condition.maximum is not None:
        least = condition.minimum if condition.minimum is not None else condition.maximum
        most = condition.maximum if condition.maximum is not None else condition.minimum
        return st.integers(int(least or 0), int(most or 0)).map(str) | texts(schema, field)
    return texts(schema, field)


def row_for(schema: TableSchema, rule: Rule) -> st.SearchStrategy[Row]:
    """Rows of the columns that a rule names, in which it is looked at."""
    conditions: Mapping[str, Condition] = {each.field: each for each in rule.when}
    cells: dict[str, Any] = {}
    for name in rule.names:
        if name in conditions:
            cells[name] = kept_by(schema, conditions[name])
        elif name in rule.needs:
            cells[name] = texts(schema, schema.fields[name])
        else:
            cells[name] = st.none() | texts(schema, schema.fields[name])
    return st.fixed_dictionaries(cells)


RULES = [(name, rule.pointer, rule.field, rule) for name, schema in SCHEMAS.items() for rule in schema.rules]


@pytest.mark.parametrize(
    ("name", "pointer", "field", "rule"), RULES, ids=[" ".join(map(str, each[:3])) for each in RULES]
)
def test_rule_can_fail(name: str, pointer: str, field: str, rule: Rule) -> None:
    schema = SCHEMAS[name]
    assert_can_fail(schema, row_for(schema, rule), (pointer, field))


ACROSS = [
    (name, rule.pointer, rule) for name, schema in SCHEMAS.items() for rule in (*schema.cross_row, *schema.file_rules)
]


@pytest.mark.parametrize(("name", "pointer", "rule"), ACROSS, ids=[" ".join(each[:2]) for each in ACROSS])
def test_rule_across_rows_can_fail(name: str, pointer: str, rule: Rule) -> None:
    schema = SCHEMAS[name]
    columns = list(rule.names) or list(schema.fields)[:3]
    row = st.fixed_dictionaries({column: texts(schema, schema.fields[column]) for column in columns})

    def breaks(table: list[Row]) -> bool:
        batch = as_batch(table * 2, columns)  # every row stands twice
        collector = Collector("f", name, kept=10_000)
        narrow = schema.narrow(columns)
        across = CrossRows(narrow, {str(rule.spec.get("group")): "20170101000000"})
        values = Columnar(narrow, columns).check(batch, collector)
        across.take(values, collector)
        across.finish(collector)
        foreign = Foreign({name: schema})
        for format, given in ((name, values), (str(rule.spec.get("format")), values)):
            keys = foreign.open(format, schema, {str(rule.spec.get("group")): "g"}, "f")
            if keys:
                keys.take(given if format == name else Values(given.frame.clear(), {}, given.batch))
                keys.close()
        reports = [collector.report(), *foreign.reports()]
        return any(each.schema_path == pointer for report in reports for each in report.findings)

    try:
        find(st.lists(row, min_size=4, max_size=4), breaks, settings=QUICK)
    except NoSuchExample:
        pytest.fail(f"nothing breaks {pointer}")
