"""PLOVER JSON: what is written is valid, what is lost is counted, and older dialects are read."""

import copy
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.errors import EventcoderError, InputError
from eventcoder.findings import Finding
from eventcoder.formats import find_format
from eventcoder.formats.coverage import schema_tree, uncovered, without_empty
from eventcoder.formats.losses import Losses
from eventcoder.formats.plover import read_events, write_events
from eventcoder.formats.tally import Tally
from eventcoder.records import (
    Cameo,
    CiteInfo,
    Claim,
    Entity,
    Event,
    Evidence,
    Location,
    Size,
    SourceCoding,
    TextInfo,
)
from eventcoder.validation import validate
from eventcoder.validation.schema import accepts
from tests.properties.strategies import JSON, places, records

FULL = Event(
    id="e1",
    document_id="d1",
    date="2024-07-30",
    actor=(Entity(code="USA", sector="MIL", other_sectors=("GOV",), entity_text="U.S. forces", office="colonel"),),
    recipient=(Entity(code="IRQ", sector="REB", entity_text="militants", religion="Shia", identifier_id="Q1"),),
    event=("ASSAULT",),
    mode=("aerial",),
    context=("military", "terrorism"),
    quad_code=4,
    event_scale=-9.5,
    event_loc=Location(city="Baghdad", country="Iraq", country_code="IRQ", lat=33.3, lon=44.4, geonameid="98182"),
    event_text=("struck",),
    text="U.S. forces struck militants.",
    text_info=TextInfo(sequence=0, start=0, end=29),
    cite_info=CiteInfo(title="A title", language="en", url="https://example.org"),
    coder="eventcoder",
    coded_date="2024-08-01",
    link="l1",
    size=Size(dead=3, injured=0),
)
BARE = Event(id="e2", date="2024-07-30", actor=(Entity(),), event=("AGREE",))


def written(events: Iterable[Event], losses: Losses | None = None) -> bytes:
    stream = io.BytesIO()
    write_events(events, stream, losses=losses)
    return stream.getvalue()


def read(text: str | bytes, dialect: Any = "plover", **options: Any) -> list[Event]:
    raw = text.encode() if isinstance(text, str) else text
    return list(read_events(io.BytesIO(raw), dialect=dialect, **options))


def test_plover_round_trip_of_all_that_it_holds_loses_nothing_but_the_document() -> None:
    losses = Losses()
    raw = written([FULL, BARE], losses)
    assert dict(losses.counts) == {("document_id", "PLOVER has no place for it"): 1}
    assert read(raw) == [FULL.model_copy(update={"document_id": None}), BARE]
    assert all(accepts(json.loads(line), "plover") for line in raw.splitlines())
    assert json.loads(raw.splitlines()[0])["actor"][0]["sector"] == "MILGOV"
    assert json.loads(raw.splitlines()[1]) == {"id": "e2", "date": "2024-07-30", "actor": [{}], "event": ["AGREE"]}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"event": (), "mode": (), "cameo": Cameo(code="010", root="01")}, "PLOVER has no event"),
        ({"event": ("JUSTIFY",), "mode": ("self-defense",)}, "JUSTIFY is no event of PLOVER"),
        ({"date": None}, "no date"),
        ({"actor": ()}, "no actor"),
        ({"auxiliary": ("negation",)}, "negation"),
        ({"auxiliary": ("historical", "hypothetical")}, "hypothetical"),
    ],
)
def test_plover_events_that_it_cannot_hold_are_dropped_and_told(change: dict[str, Any], reason: str) -> None:
    losses = Losses()
    assert written([FULL.model_copy(update=change)], losses) == b""
    ((field, why),) = losses.counts
    assert field == "record"
    assert reason in why


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cameo": Cameo(code="195", root="19")}, "cameo"),
        ({"claims": (Claim(type="self-defense", stance="reported", text="x"),)}, "claims"),
        ({"evidence": (Evidence(rule="r"),)}, "evidence"),
        ({"source_coding": SourceCoding(scheme="ACLED")}, "source_coding"),
        ({"auxiliary": ("future",)}, "auxiliary"),
        ({"directed": False}, "directed"),
        ({"mentions": 3}, "mentions"),
        ({"provenance": "0" * 64}, "provenance"),
        ({"actor": (Entity(start=0, end=3),)}, "actor.start"),
        ({"actor": (Entity(resolved_by="name"),)}, "actor.resolved_by"),
        ({"recipient": (Entity(sector="MIL", other_sectors=("GOV", "COP")),)}, "other_sectors"),
    ],
)
def test_plover_fields_without_a_place_are_counted(change: dict[str, Any], field: str) -> None:
    losses = Losses()
    raw = written([FULL.model_copy(update={"document_id": None, **change})], losses)
    assert field in {name for name, _ in losses.counts}
    assert accepts(json.loads(raw), "plover")


@settings(max_examples=150, deadline=None)
@given(records())
def test_plover_whatever_is_written_is_valid_and_comes_back(value: dict[str, Any]) -> None:
    event = Event.model_validate(value)
    losses = Losses()
    raw = written([event], losses)
    assert bool(raw) == (losses.events == 0)
    if not raw:
        return
    plain = json.loads(raw)
    assert accepts(plain, "plover")
    (back,) = read(raw)
    # what was lost is all that differs
    kept, now = (without_empty(orjson.loads(each.to_json())) for each in (event, back))
    lost = {field.partition(".")[0] for field, _ in losses.counts}
    if not lost & {"actor", "recipient", "other_sectors"}:
        for entities in (kept["actor"], kept.get("recipient", []), now["actor"], now.get("recipient", [])):
            for entity in entities:
                sectors = [*([entity.pop("sector")] if "sector" in entity else []), *entity.pop("other_sectors", ())]
                entity["sectors"] = list(dict.fromkeys(sectors))
        for field in set(kept) - lost:
            assert kept[field] == now.get(field), field
    assert set(now) <= set(kept)


def test_plover_only_the_manual_s_fields_are_written(tmp_path: Path) -> None:
    assert write_events([FULL], tmp_path / "a.plover.jsonl", tally=(tally := Tally())) == 1
    assert tally.rows == 1
    assert validate(tmp_path / "a.plover.jsonl", "plover").ok
    with pytest.raises(EventcoderError, match="cannot be written"):
        write_events([FULL], tmp_path / "b", dialect="plover-gsr")
    assert find_format(path=tmp_path / "a.plover.jsonl").name == "plover"


def test_plover_reading_counts_what_our_record_has_no_place_for() -> None:
    text = """{"id": "x", "date": "2024-07-30", "time": "10:00", "enddate": "2024-07-31", "comment": "why",
      "actor": [{"code": "USA", "gender": "m", "age": 40, "entity_loc": {"country": "USA"}, "sector": "GOVMIL"}],
      "event": ["AID", "ASSAULT"], "mode": ["aerial"], "recipient": null, "event_scale": 12.5,
      "event_loc": {"geonameid": 12, "feature_class": "PPL"}, "text_info": {"sequence": 1, "text_story": ["a"]},
      "size": {"dead": "12", "injured": "dozens"}}"""
    assert accepts(json.loads(text), "plover")
    losses, tally = Losses(), Tally()
    (event,) = read(text, losses=losses, tally=tally)
    assert (event.event, event.mode, event.event_scale) == (("AID",), (), None)
    assert (event.actor[0].sector, event.actor[0].other_sectors) == ("GOV", ("MIL",))
    assert event.event_loc is not None
    assert (event.event_loc.geonameid, event.event_loc.feature_class) == ("12", None)
    assert (event.size, event.text_info) == (Size(dead=12), None)
    assert {field for field, _ in losses.counts} == {
        *("time", "enddate", "comment", "actor.gender", "actor.age", "actor.entity_loc", "further events"),
        *("event_scale", "event_loc.feature_class", "text_info", "size.injured"),
    }
    assert (tally.records, tally.rejected) == (1, 0)


def test_plover_bad_records_are_findings_and_neighbours_are_read() -> None:
    good = written([FULL, BARE]).splitlines()
    bad = [b'{"id": "x", "date": "2024-07-30", "actor": [], "event": ["AID"]}', b'{"id": "y"', b'{"id": "z"}', b"[1]"]
    wrong_mode = b'{"id": "m", "date": "2024-07-30", "actor": [{}], "event": ["AID"], "mode": ["aerial"]}'
    uncoded = b'{"id": "u", "has_event": false, "date": "2024-07-30", "actor": [{}], "event": ["AID"]}'
    found: list[Finding] = []
    tally = Tally()
    events = read(b"\n".join([good[0], *bad, wrong_mode, uncoded, good[1]]), report=found.append, tally=tally)
    assert [event.id for event in events] == ["e1", "e2"]
    assert {(finding.code, finding.line) for finding in found} >= {
        *(("EC306", 2), ("EC104", 3), ("EC202", 4), ("EC201", 5), ("EC402", 6), ("EC852", 7)),
    }
    assert (tally.records, tally.rejected) == (7, 5)
    with pytest.raises(InputError, match="EC306"):
        read(bad[0])


def test_plover_what_the_schema_takes_and_no_record_can_hold_is_told() -> None:
    found: list[Finding] = []
    text = '{"id": "x", "date": "2024-07-30", "actor": [{}], "event": ["AID"], "size": {"dead": 90071992547409930}}'
    assert read(text, report=found.append) == []
    assert [(finding.code, finding.field) for finding in found] == [("EC853", "size.dead")]


GSR = [
    {"id": "PLOVER-GSR0", "event": "DOCUMENT", "version": "0.5b1"},
    {
        "id": "T-1", "date": "2000-01-01", "event": "FIGHT", "mode": "", "context": "", "target": "",
        "source": [
            {"actorText": "Arlandia", "code": "ARG", "sector": "GOVMIL"},
            {"actorText": "rebels", "code": "---", "sector": "REB; XYZ"},
        ],
        "eventText": "fought", "textInfo": {"markup": "x"}, "language": "en", "version": "0.5b1",
        "dateCoded": "2016-12-12", "comment": "",
    },
    {
        "id": "T-2", "date": "2000-01-01", "event": "PROTEST", "mode": "strike-hun", "context": "democracy",
        "source": [{"actorText": "prisoners", "code": "", "sector": "***"}], "target": None, "text": "A sentence.",
        "coder": "somebody", "language": ["en", "es"],
    },
    {"id": "T-3", "date": "2000-01-01", "event": "PROTEST", "mode": "sing", "context": "music", "source": []},
]  # fmt: skip


def test_plover_gold_standard_records_are_read_with_their_retired_events_and_modes() -> None:
    found: list[Finding] = []
    losses, tally = Losses(), Tally()
    first, second, third = read(json.dumps(GSR), "plover-gsr", report=found.append, losses=losses, tally=tally)
    assert [finding.code for finding in found if finding.level != "warning"] == ["EC852"]
    assert (first.id, first.event, first.mode, first.quad_code) == ("plover-gsr:T-1", ("ASSAULT",), (), 4)
    assert (first.actor[0].code, first.actor[0].sector, first.actor[0].other_sectors) == ("ARG", "GOV", ("MIL",))
    assert (first.actor[1].code, first.actor[1].sector, first.recipient) == (None, "REB", ())
    assert (first.coder, first.coded_date, first.event_text) == ("plover-gsr", "2016-12-12", ("fought",))
    assert (second.mode, second.context, second.coder) == (("hunger",), ("pro_democracy",), "somebody")
    assert second.actor[0].sector is None
    assert (third.mode, third.context) == ((), ())
    assert {field for field, _ in losses.counts} == {
        *("actor.sector", "textInfo", "cite_info.language", "mode", "context"),
    }
    assert (tally.records, tally.rejected) == (3, 0)


def test_plover_icews_records_one_behind_the_other_are_read() -> None:
    record = {
        "ccode": "KEN", "codedDate": "2021-01-04", "coder": "A B", "comment": "", "country": "Kenya", "event": "1411",
        "date": "2021-01-02", "enddate": "2021-01-02", "eventText": "Demonstrate for leadership change",
        "headline": "A headline", "id": "77", "language": ["en"],
        "location": [{"city": "Nairobi", "country": "Kenya", "district": "NULL", "lat": "-1.2", "long": "36.8"}],
        "protesteridentity": "Citizen (Kenya):General Population:Kenya", "publication": "P: Q", "text": "They marched.",
        "version": "1.0b1", "year": "2021", "region": "Africa",
    }  # fmt: skip
    second = record | {"id": "78", "event": "010", "eventText": "Make statement", "location": None, "country": "NULL"}
    text = "\n".join(json.dumps(each, indent=2) for each in (record, second))
    losses = Losses()
    first, statement = read(text, "plover-icews", losses=losses)
    assert (first.id, first.event, first.mode) == ("plover-icews:77", ("PROTEST",), ("demo",))
    assert first.cameo is not None
    assert (first.cameo.code, first.cameo.root, first.cameo.quad) == ("1411", "14", 3)
    assert first.actor == (Entity(entity_text="Citizen (Kenya)", code="KEN"),)
    assert ("actor.sector", "ICEWS has no sector of that name") in losses.counts
    assert first.event_loc is not None
    assert (first.event_loc.city, first.event_loc.district, first.event_loc.lat) == ("Nairobi", None, -1.2)
    assert (statement.event, statement.event_loc) == ((), None)
    assert ("region", "our record has no place for it") in losses.counts
    assert "eventText" not in {field for field, _ in losses.counts}


def test_plover_icews_values_that_do_not_fit_are_counted() -> None:
    record = {
        "date": "2021-01-02", "enddate": "2021-01-05", "event": "141", "eventText": "Sing", "id": "77", "text": "x",
        "location": [{"lat": "99.2", "long": "36.8"}, {"city": "B"}], "version": "1.0b1",
        "protesteridentity": ["A", "B"], "language": ["en", "sw"],
    }  # fmt: skip
    losses = Losses()
    (event,) = read(json.dumps(record), "plover-icews", losses=losses)
    assert event.actor == (Entity(entity_text="A"),)
    record |= {"protesteridentity": "Imams (Kenya):Religious,Military,Government,Muslim:Kenya"}
    (event,) = read(json.dumps(record), "plover-icews")
    assert (event.actor[0].sector, event.actor[0].religion, event.actor[0].code) == ("GOV", "MOS", "KEN")
    assert "MIL" in event.actor[0].other_sectors
    assert {field for field, _ in losses.counts} == {
        *("enddate", "eventText", "event_loc.lat", "event_loc", "actor", "cite_info.language"),
    }


def test_coverage_names_each_field_once_with_its_path() -> None:
    tree = schema_tree("plover")
    value = {
        "id": "x",
        "actor": [{"start": 1}, {"start": 2, "code": "USA"}],
        "claims": [{"type": "a"}],
        "directed": False,
    }
    assert uncovered(without_empty(value), tree) == ["actor.start", "claims", "directed"]
    assert uncovered({"id": "x", "directed": True, "schema_version": "1.0"}, tree) == []


@given(st.recursive(st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_coverage_nothing_empty_stays(value: Any) -> None:
    def empties(part: Any) -> bool:
        if isinstance(part, dict):
            return any(each in (None, [], {}) or empties(each) for each in part.values())
        return isinstance(part, list) and any(map(empties, part))

    assert not empties(without_empty(value))


BASES: dict[str, Any] = {
    "plover": json.loads(written([FULL])),
    "plover-gsr": GSR[1],
    "plover-icews": {
        "date": "2021-01-02", "event": "141", "eventText": "Demonstrate or rally", "id": "77", "text": "x",
        "location": [{"lat": "1", "long": "3"}], "version": "1.0b1", "protesteridentity": "A:B:C", "language": ["en"],
    },
}  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(BASES)), st.data())
def test_plover_whatever_stands_in_a_record_it_is_accounted_for(dialect: str, data: st.DataObject) -> None:
    value = copy.deepcopy(BASES[dialect])
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(places(value)[1:]))
        holder = value
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = data.draw(JSON)
    found: list[Finding] = []
    tally = Tally()
    events = read(json.dumps(value), dialect, report=found.append, tally=tally)
    passed_over = [finding for finding in found if finding.code == "EC852"]
    assert len(events) + (tally.rejected or 0) + len(passed_over) == 1
    assert tally.rejected == any(finding.level == "error" for finding in found if finding.code != "EC204")
