"""NGEC's records: read leniently, with what is lost counted."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.findings import Finding
from eventcoder.formats.losses import Losses
from eventcoder.formats.ngec import read_events
from eventcoder.formats.tally import Tally
from eventcoder.records import Entity, Event, Location
from eventcoder.validation.schema import schema_findings
from tests.properties.strategies import JSON

RECORD: dict[str, Any] = {
    "id": "20240730-1_ASSAULT_a",
    "date": "2024-07-31",
    "pub_date": "2024-07-31",
    "date_resolved": "2024-07-30",
    "date_raw": "Tuesday",
    "event_type": "ASSAULT",
    "event_mode": ["ASSAULT-aerial", "ASSAULT-assassinate"],
    "contexts": ["military", "pro-democracy"],
    "event_text": "Arlandia bombed rebels near Belport on Tuesday.",
    "headline": "Air strike",
    "story_id": "20240730-1",
    "publisher": "A paper",
    "version": "NGEC-1",
    "attributes": {
        "ACTOR": [
            {"text": "Arlandia", "country": "ARG", "country_name": "Argentina", "code_1": "MIL", "code_2": "GOV",
             "wiki": "Arlandia", "qa_score": 0.9, "qa_start_char": 0, "qa_end_char": 8, "actor_role_title": "general"}
        ],
        "RECIP": [{"text": "rebels", "country": "", "code_1": "REB", "code_2": "", "wiki": ""}],
        "LOC": [{"text": "Belport"}],
        "DATE": [{"text": "Tuesday"}],
    },
    "event_geolocation": {
        "reason": "found",
        "geo": {"search_placename": "Belport", "resolved_placename": "Belport", "geonameid": "123", "lat": 1,
                "lon": 2.5, "country_code3": "ARG", "admin1_name": "North", "feature_class": "P",
                "feature_code": "PPL"},
    },
    "story_people": ["Somebody"],
}  # fmt: skip


def read(*records: Any, **options: Any) -> list[Event]:
    return list(read_events(io.BytesIO("\n".join(map(json.dumps, records)).encode()), **options))


def test_ngec_record_is_read_with_its_losses_counted() -> None:
    assert not [finding for finding in schema_findings(RECORD, "ngec") if finding.level == "error"]
    losses, tally = Losses(), Tally()
    (event,) = read(RECORD, losses=losses, tally=tally)
    assert (event.id, event.document_id, event.date) == ("ngec:20240730-1_ASSAULT_a", "20240730-1", "2024-07-30")
    assert (event.event, event.mode, event.context) == (
        ("ASSAULT",),
        ("aerial", "targeted"),
        ("military", "pro_democracy"),
    )
    assert (event.quad_code, event.event_scale, event.coder) == (4, -9.5, "ngec")
    assert event.actor == (
        Entity(code="ARG", sector="MIL", other_sectors=("GOV",), entity_text="Arlandia", identifier_text="Arlandia",
               office="general"),
    )  # fmt: skip
    assert event.recipient == (Entity(sector="REB", entity_text="rebels"),)
    assert event.event_loc == Location(
        extracted_place="Belport", resolved_place="Belport", city="Belport", geonameid="123", lat=1.0, lon=2.5,
        country_code="ARG", country="Argentina", province="North", feature_class="P", feature_code="PPL",
    )  # fmt: skip
    assert event.cite_info is not None
    assert (event.cite_info.title, event.cite_info.publication, event.cite_info.version) == (
        *("Air strike", "A paper", "NGEC-1"),
    )
    assert {field for field, _ in losses.counts} == {
        *("actor.qa_score", "actor.qa_start_char", "actor.qa_end_char"),
        *("attributes.DATE", "date_raw", "pub_date", "date", "story_people"),
    }
    assert (tally.records, tally.rejected) == (1, 0)


@pytest.mark.parametrize(
    ("change", "day", "lost"),
    [
        ({"date_resolved": "July 30"}, "2024-07-31", {"date_resolved"}),
        ({"date_resolved": None, "pub_date": None}, "2024-07-31", set()),
        ({"date_resolved": "20240730T101500Z"}, "2024-07-30", {"pub_date", "date"}),
        ({"date_resolved": "", "pub_date": "never", "date": "no"}, None, {"pub_date", "date"}),
    ],
)
def test_ngec_days_fall_back_to_those_of_the_story(change: dict[str, Any], day: str | None, lost: set[str]) -> None:
    losses = Losses()
    (event,) = read(RECORD | change, losses=losses, report=lambda finding: None)
    assert event.date == day
    assert {field for field, _ in losses.counts} & {"date_resolved", "pub_date", "date"} == lost


def test_ngec_values_that_do_not_fit_are_counted() -> None:
    losses = Losses()
    change = {
        "event_mode": "ASSAULT-singing",
        "contexts": ["music"],
        "attributes": {
            "ACTOR": [{"text": "x", "country": "Arlandia", "code_1": "XXX"}],
            "LOC": [{"text": "a"}, {"text": "b"}],
        },
        "event_geolocation": {"geo": None, "reason": "none"},
    }
    (event,) = read(RECORD | change, losses=losses, report=lambda finding: None)
    assert event.event_loc == Location(extracted_place="a")
    assert event.actor == (Entity(entity_text="x"),)
    assert {"mode", "context", "actor.code", "actor.sector", "event_loc"} <= {field for field, _ in losses.counts}
    geo = {"lat": 99, "geonameid": "x", "feature_class": "PPL", "country_code3": "ar"}
    losses = Losses()
    (event,) = read(RECORD | {"event_geolocation": geo}, losses=losses, report=lambda finding: None)
    assert event.event_loc is None
    assert {f"event_loc.{name}" for name in ("lat", "geonameid", "feature_class", "country_code")} <= {
        field for field, _ in losses.counts
    }


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (RECORD | {"event_type": "SINGING"}, "event_type"),
        (RECORD | {"id": ""}, "id"),
        ({"id": "x", "event_type": "AID"}, "attributes"),
    ],
)
def test_ngec_records_without_what_is_needed_are_rejected(record: Any, field: str) -> None:
    found: list[Finding] = []
    tally = Tally()
    (event,) = read(record, RECORD, report=found.append, tally=tally)
    assert event.id == "ngec:20240730-1_ASSAULT_a"
    assert [finding.field for finding in found if finding.code == "EC853"] == [field]
    assert (tally.records, tally.rejected) == (2, 1)


@given(st.dictionaries(st.sampled_from([*RECORD, "attributes"]), JSON, max_size=4), JSON)
def test_ngec_nothing_breaks_the_reader_and_each_record_is_accounted_for(change: dict[str, Any], other: Any) -> None:
    found: list[Finding] = []
    tally = Tally()
    events = read(RECORD | change, other, RECORD, report=found.append, tally=tally)
    assert tally.records == 3 == len(events) + (tally.rejected or 0)
