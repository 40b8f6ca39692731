"""Both engines find the same in the same rows: by code, row, field and level."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventcoder.validation import columns as columns_of_text
from eventcoder.validation.columnar import Columnar
from eventcoder.validation.reference import Reference
from eventcoder.validation.report import Collector
from eventcoder.validation.rules import TableSchema
from tests.validation.rows import Row, as_batch, rows, table_schemas

SCHEMAS = table_schemas()


def by_columns(schema: TableSchema, table: list[Row], columns: Any, words: tuple[str, ...] = ()) -> Any:
    collector = Collector("f", schema.name, kept=1_000_000)
    Columnar(schema, columns, words).check(as_batch(table, columns), collector)
    return collector.report()


def by_rows(schema: TableSchema, table: list[Row], columns: Any, words: tuple[str, ...] = ()) -> Any:
    reference = Reference(schema, columns, words)
    return [
        found
        for number, row in enumerate(table, start=1)
        for found in reference.check(row, file="f", row=number, line=number + 1)
    ]


def keys(findings: Any) -> list[Any]:
    return sorted(
        (each.row, each.field or "", each.code, each.level, each.message, each.value or "", each.hint or "")
        for each in findings
    )


@pytest.mark.parametrize("name", SCHEMAS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_engines_find_the_same(name: str, data: st.DataObject) -> None:
    schema = SCHEMAS[name]
    table = data.draw(st.lists(rows(schema), min_size=1, max_size=4))
    columns = list(schema.fields)
    if data.draw(st.booleans(), label="some columns are absent"):
        absent = data.draw(st.sets(st.sampled_from(columns), max_size=3))
        columns = [column for column in columns if column not in absent]
    words = data.draw(st.sampled_from(((), ("NA", "NULL"))))
    few = data.draw(st.sampled_from((0, columns_of_text.FEW)), label="texts that are judged one by one")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns_of_text, "FEW", few)
        report = by_columns(schema, table, columns, words)
    findings = by_rows(schema, table, columns, words)
    assert keys(report.findings) == keys(findings)
    assert dict(report.counts) == dict(Counter(each.code for each in findings))


def test_engines_keep_the_first_findings_and_count_all() -> None:
    schema = SCHEMAS["every-keyword"]
    table: list[Row] = [dict.fromkeys(schema.fields) | {"id": "wrong", "day": "20200101"} for _ in range(50)]
    collector = Collector("f", schema.name, kept=10)
    engine = Columnar(schema, list(schema.fields))
    for _ in range(3):
        engine.check(as_batch(table, list(schema.fields)), collector)
    report = collector.report()
    assert report.counts["EC302"] == 150
    assert report.fields["EC302"] == {"id": 150}
    assert len(report.findings) == 10
    assert [each.row for each in report.findings] == sorted(each.row or 0 for each in report.findings)
