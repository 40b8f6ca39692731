import datetime
import json
from typing import Any

import pytest

from eventcoder.validation.detect import detect
from eventcoder.validation.schema import schema_findings
from eventcoder.validation.semantics import PROBLEMS, draft_problems, ngec_problems

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


# NGEC -----------------------------------------------------------------------------------------------------------------

TEXT = "Ministers of France met envoys in Lyon on Monday."
PLACE: dict[str, Any] = {
    "search_placename": "Lyon",
    "resolved_placename": "Lyon",
    "geonameid": "2996944",
    "country_code3": "FRA",
    "feature_code": "PPLA",
    "lat": 45.75,
    "lon": 4.85,
    "start_char": 34,
    "end_char": 38,
    "score": 1.0,
}
NGEC: dict[str, Any] = {
    "id": "20240305-0100-abc_CONSULT_V",
    "date": "2024-03-05",
    "pub_date": "2024-03-05",
    "date_resolved": "2024-03-04",
    "date_raw": "Monday",
    "event_type": "CONSULT",
    "event_mode": ["CONSULT-visit"],
    "contexts": ["diplomatic"],
    "event_text": TEXT,
    "story_id": "EX1",
    "version": "NGEC-1",
    "attributes": {
        "ACTOR": [
            {"text": "Ministers of France", "qa_start_char": 0, "qa_end_char": 19, "country": "FRA", "code_1": "GOV"}
        ],
        "RECIP": [{"text": "envoys", "qa_start_char": 24, "qa_end_char": 30, "country": "", "code_1": ""}],
        "LOC": [{"text": "Lyon", "qa_start_char": 34, "qa_end_char": 38}],
        "DATE": [{"text": "Monday", "qa_start_char": 42, "qa_end_char": 48}],
    },
    "geolocated_ents": [PLACE],
    "event_geolocation": {"reason": "overlap", "geo": PLACE},
    "story_people": [],
}


def actor(**change: Any) -> dict[str, Any]:
    return {"attributes": {"ACTOR": [NGEC["attributes"]["ACTOR"][0] | change], "RECIP": [{"text": "envoys"}]}}


def test_semantics_good_record_of_ngec_has_no_problems() -> None:
    assert list(schema_findings(NGEC, "ngec")) == []
    assert list(ngec_problems(NGEC, TODAY)) == []
    assert detect(json.dumps(NGEC).encode()).format == "ngec"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"date_raw": "<No date detected--using publication date>"}, ("EC520", "date_resolved")),
        ({"date_resolved": "2999-01-01"}, ("EC509", "date_resolved")),
        ({"event_mode": ["CONSULT-withdraw"]}, ("EC402", "event_mode[0]")),
        ({"event_mode": ["SANCTION-withdraw"]}, ("EC402", "event_mode[0]")),
        ({"event_type": "AID", "event_mode": [], "attributes": {"ACTOR": []}}, ("EC508", "attributes.RECIP")),
        (actor(country="JAP"), ("EC405", "attributes.ACTOR[0].country")),
        (actor(qa_start_char=20), ("EC501", "attributes.ACTOR[0].qa_end_char")),
        (actor(text="Ministers"), ("EC503", "attributes.ACTOR[0]")),
        ({"event_geolocation": {"reason": "", "geo": PLACE | {"lat": None}}}, ("EC529", "event_geolocation.geo")),
        (
            {"event_geolocation": {"reason": "", "geo": PLACE | {"country_code3": "XYZ"}}},
            ("EC405", "event_geolocation.geo.country_code3"),
        ),
    ],
)
def test_semantics_disagreement_in_a_record_of_ngec(change: dict[str, Any], expected: tuple[str, str]) -> None:
    assert list(schema_findings(NGEC | change, "ngec")) == []
    told = list(ngec_problems(NGEC | change, TODAY))
    assert [(each[0], each[2]) for each in told] == [expected]
    assert {each[1] for each in told} == {"warning"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"event_type": "CONSULTS"}, "EC401"),
        ({"date_resolved": "June 20, 2012"}, "EC302"),
        ({"contexts": ["diplomacy"]}, "EC401"),
        ({"contexts": ["pro-democracy"]}, "EC403"),
        ({"attributes": {"ACTOR": [{"country": "FRA"}]}}, "EC202"),
        ({"attributes": {"WHO": []}}, "EC203"),
        ({"event_geolocation": {"geo": PLACE | {"lat": 95}}}, "EC304"),
        (actor(code_1="XXX"), "EC401"),
    ],
)
def test_semantics_what_no_file_was_seen_of_is_a_warning(change: dict[str, Any], code: str) -> None:
    found = list(schema_findings(NGEC | change, "ngec"))
    assert [(each.code, each.level) for each in found] == [(code, "warning")]
