import datetime
from typing import Any

import pytest

from eventcoder.validation.schema import schema_findings
from eventcoder.validation.semantics import PROBLEMS, draft_problems

TODAY = datetime.date(2026, 1, 1)
DRAFT: dict[str, Any] = {
    "id": "GSR-1",
    "date": "2000-01-02",
    "source": [{"actorText": "Hungarian", "code": "HUN", "sector": "GOV"}],
    "target": "",
    "event": "AGREE",
    "mode": "",
    "version": "0.5b1",
}


def codes(change: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem[0], problem[2]) for problem in draft_problems(DRAFT | change, TODAY)]


def test_semantics_every_format_of_records_has_a_schema() -> None:
    for name in PROBLEMS:
        assert list(schema_findings({}, name))


def test_semantics_good_draft_record_has_no_problems() -> None:
    assert codes({}) == []


@pytest.mark.parametrize("code", ["---", ""])
def test_semantics_actor_of_a_draft_record_may_be_not_coded(code: str) -> None:
    assert codes({"source": [{"code": code}]}) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"enddate": "2000-01-01"}, ("EC510", "enddate")),
        ({"year": "2001"}, ("EC520", "year")),
        ({"source": [{"code": "JAP"}]}, ("EC405", "source[0].code")),
        ({"target": [{"code": "HUN"}, {"code": "QQQ"}]}, ("EC405", "target[1].code")),
        ({"dateCoded": "2999-01-01"}, ("EC509", "dateCoded")),
    ],
)
def test_semantics_disagreement_in_a_draft_record(change: dict[str, Any], expected: tuple[str, str]) -> None:
    assert codes(change) == [expected]


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({"event": "AGRE"}, "EC401", "error"),
        ({"target": "nobody"}, "EC303", "error"),
        ({"note": "x"}, "EC203", "warning"),
        ({"source": [{"code": "hun"}]}, "EC302", "warning"),
        ({"mode": "Riot!"}, "EC302", "warning"),
    ],
)
def test_schema_draft_record_has_levels_of_its_own(change: dict[str, Any], code: str, level: str) -> None:
    assert [(each.code, each.level) for each in schema_findings(DRAFT | change, "plover-gsr")] == [(code, level)]


def test_schema_event_of_the_older_draft_is_legal_there() -> None:
    assert list(schema_findings(DRAFT | {"event": "INVESTIGATE"}, "plover-gsr")) == []


def test_schema_record_of_the_collection_needs_no_date() -> None:
    assert list(schema_findings({"event": "DOCUMENT"}, "plover-gsr")) == []
    missing = {each.field for each in schema_findings({"event": "AGREE"}, "plover-gsr")}
    assert missing == {"id", "date"}
