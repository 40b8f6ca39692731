import time
from typing import Any

import pytest

from eventcoder.validation.schema import accepts, schema_findings
from eventcoder.vocabulary import load_schema

RECORD: dict[str, Any] = {"id": "e1", "date": None, "actor": [], "event": []}


def test_schema_pointer_leads_to_the_keyword_that_was_broken() -> None:
    spoilt = RECORD | {"actor": [{"sector": "GVO"}], "event": ["AID"], "mode": ["visit"], "claims": [{"type": "x"}]}
    found = list(schema_findings(spoilt))
    assert len(found) == 4
    for finding in found:
        assert finding.schema_path is not None
        node: Any = load_schema("record")
        for step in finding.schema_path.removeprefix("#/").split("/"):
            node = node[int(step) if isinstance(node, list) else step]
        assert node is not None


@pytest.mark.parametrize("value", [None, 1, "x", [], [RECORD]])
def test_schema_a_record_is_an_object(value: Any) -> None:
    assert [finding.code for finding in schema_findings(value)] == ["EC201"]


def test_schema_every_missing_field_is_told() -> None:
    assert {finding.field for finding in schema_findings({})} == {"id", "date", "actor", "event"}


def test_schema_unknown_fields_are_told_one_by_one() -> None:
    found = list(schema_findings(RECORD | {"x1": 1, "x2": {"a": 1}}))
    assert [(finding.code, finding.field, finding.value) for finding in found] == [
        ("EC203", "x1", "1"),
        ("EC203", "x2", "an object with 1 entries"),
    ]


def test_schema_wrong_kind_below_null_or_value_is_told_once() -> None:
    found = list(schema_findings(RECORD | {"text_info": "0-10"}))
    assert [(finding.code, finding.message) for finding in found] == [("EC301", "an object is wanted, this is text")]


def test_schema_legal_values_are_listed_where_none_is_near() -> None:
    (found,) = schema_findings(RECORD | {"event": ["Q"]})
    assert found.hint is not None
    assert found.hint.startswith("legal: AGREE, CONSULT")


def test_schema_plover_and_record_differ_in_justify() -> None:
    claim = RECORD | {"date": "2024-07-30", "actor": [{}], "event": ["JUSTIFY"]}
    assert accepts(claim)
    assert not accepts(claim, "plover")


def test_schema_huge_values_cost_little() -> None:
    spoilt = RECORD | {"event": ["x" * 1_000_000], "text": ["y" * 1_000_000] * 3}
    start = time.perf_counter()
    found = list(schema_findings(spoilt))
    assert time.perf_counter() - start < 2
    assert all(len(finding.value or "") <= 200 for finding in found)
