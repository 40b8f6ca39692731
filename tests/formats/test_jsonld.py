import io
import json
from pathlib import Path
from typing import Any

import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.strategies import records
from pyld import jsonld

from eventcoder.errors import InputError, RecordError
from eventcoder.findings import Finding
from eventcoder.formats import read_events, write_events
from eventcoder.formats.columns import record_schema
from eventcoder.formats.jsonld import LINKS, load_context
from eventcoder.formats.jsonld import read_events as read_jsonld
from eventcoder.formats.jsonld import write_events as write_jsonld
from eventcoder.formats.tally import Tally
from eventcoder.records import Entity, Event, Evidence, Location

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
CV = "urn:eventcoder:cv:"


def event(name: str = "e1", **fields: Any) -> Event:
    return Event(id=name, date="2024-07-30", actor=(Entity(code="USA"),), event=("ASSAULT",), **fields)


def rich(name: str = "e 1") -> Event:
    return Event(
        id=name,
        date="2024-07-30",
        actor=(Entity(code="USA", sector="MIL", start=0, end=4, cameo="USAMIL"), Entity(code="GBR")),
        recipient=(Entity(sector="REB", other_sectors=("MIL", "GOV")),),
        event=("ASSAULT",),
        mode=("aerial",),
        context=("military",),
        event_scale=-9,
        event_loc=Location(lat=33, lon=44.4, city="Baghdad", resolution=3),
        text="They struck.",
        evidence=(Evidence(rule="r", text="struck"), Evidence(rule="s")),
        cameo={"code": "195", "root": "19", "goldstein": -10},
        claims=({"type": "self-defense", "stance": "reported", "claimant": {"code": "USA"}, "text": "defensive"},),
        cite_info={"title": "A report", "url": "no address"},
    )


def written(*events: Event) -> bytes:
    stream = io.BytesIO()
    assert write_jsonld(iter(events), stream) == len(events)
    return stream.getvalue()


def read(data: bytes | str) -> tuple[list[Event], list[Finding]]:
    findings: list[Finding] = []
    raw = data if isinstance(data, bytes) else data.encode()
    return list(read_jsonld(io.BytesIO(raw), report=findings.append)), findings


def triples(data: bytes) -> set[tuple[str, str, str]]:
    graph = jsonld.to_rdf(json.loads(data))["@default"]
    return {tuple(each[part]["value"] for part in ("subject", "predicate", "object")) for each in graph}


def terms(context: Any, shape: Any) -> list[str]:
    """Fields of a shape that a context has no term for."""
    inner = shape.inner if isinstance(shape, polars.List) else shape
    if not isinstance(inner, polars.Struct):
        return []
    missing = []
    for field in inner.fields:
        term = context.get(field.name)
        if term is None:
            missing.append(field.name)
            continue
        if isinstance(field.dtype, polars.List):
            assert term["@container"] == "@list", field.name
        missing += terms(term.get("@context", {}) if isinstance(term, dict) else {}, field.dtype)
    return missing


def test_jsonld_context_has_a_term_for_every_field_and_link() -> None:
    context = load_context()
    assert terms(context, polars.Struct(record_schema())) == []
    assert set(LINKS) - {"actorType"} <= set(context)
    assert not set(LINKS) & set(record_schema())


@SLOW
@given(st.lists(records(), max_size=3))
def test_jsonld_reads_exactly_what_it_wrote(values: list[dict[str, Any]]) -> None:
    events = [Event.model_validate(value) for value in values]
    data = written(*events)
    assert read(data) == (events, [])
    assert len(jsonld.expand(json.loads(data))) == len(events)


def test_jsonld_goes_through_a_processor_and_back() -> None:
    data = written(rich("a"), rich("b"), event("c"))
    expanded = jsonld.expand(json.loads(data))
    compacted = jsonld.compact(expanded, load_context())
    assert read(json.dumps(compacted)) == ([rich("a"), rich("b"), event("c")], [])
    single = jsonld.compact(expanded[0], load_context())
    assert "@graph" not in single
    assert read(json.dumps(single)) == ([rich("a")], [])


def test_jsonld_is_schema_org_and_sem() -> None:
    found = triples(written(rich()))
    node = f"{CV}event:e%201"
    assert {
        (node, f"{RDF}type", "http://schema.org/Event"),
        (node, f"{RDF}type", f"{SEM}Event"),
        (node, "http://schema.org/identifier", "e 1"),
        (node, "http://schema.org/startDate", "2024-07-30"),
        (node, f"{SEM}hasTimeStamp", "2024-07-30"),
        (node, f"{SEM}eventType", f"{CV}plover:ASSAULT"),
        (node, f"{SEM}eventType", f"{CV}plover-mode:ASSAULT-aerial"),
        (node, f"{SEM}eventType", f"{CV}cameo:195"),
        (node, "http://schema.org/additionalType", f"{CV}plover:ASSAULT"),
        (node, "http://schema.org/about", f"{CV}plover-context:military"),
        (node, f"{SEM}hasPlace", f"{node}#event_loc"),
        (node, "http://schema.org/location", f"{node}#event_loc"),
        (f"{node}#event_loc", f"{RDF}type", f"{SEM}Place"),
        (f"{node}#event_loc", "http://schema.org/name", "Baghdad"),
        (f"{node}#event_loc", "http://www.w3.org/2003/01/geo/wgs84_pos#lat", "3.3E1"),
        (f"{node}#actor.0", f"{RDF}type", f"{SEM}Actor"),
        (f"{node}#actor.0", f"{SEM}actorType", f"{CV}plover-actor:USA"),
        (f"{node}#actor.0", f"{SEM}actorType", f"{CV}plover-sector:MIL"),
        (f"{node}#actor.0", f"{SEM}actorType", f"{CV}cameo-actor:USAMIL"),
        (f"{node}#actor.0", f"{CV}field:entity.code", "USA"),
    } <= found
    roles = {
        (object_of(found, role, f"{SEM}roleType"), object_of(found, role, f"{RDF}value"))
        for _, predicate, role in found
        if predicate == f"{SEM}hasActor"
    }
    assert roles == {
        (f"{CV}role:actor", f"{node}#actor.0"),
        (f"{CV}role:actor", f"{node}#actor.1"),
        (f"{CV}role:recipient", f"{node}#recipient.0"),
    }


def object_of(found: set[tuple[str, str, str]], subject: str, predicate: str) -> str:
    (value,) = {each[2] for each in found if each[:2] == (subject, predicate)}
    return value


def test_jsonld_every_field_of_a_record_becomes_a_triple() -> None:
    predicates = {predicate for _, predicate, _ in triples(written(rich()))}
    for field in ("event_scale", "evidence.rule", "claim.type", "cameo.goldstein", "entity.other_sectors", "directed"):
        assert f"{CV}field:{field}" in predicates


@pytest.mark.parametrize("name", ["e.jsonld", "e.jsonld.gz"])
def test_jsonld_is_chosen_by_the_ending(tmp_path: Path, name: str) -> None:
    assert write_events([rich("a")], tmp_path / name) == 1
    assert list(read_events(tmp_path / name)) == [rich("a")]
    assert write_events([], tmp_path / name) == 0
    assert list(read_events(tmp_path / name)) == []


def test_jsonld_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="quad_code"):
        write_jsonld([event("a"), event().model_copy(update={"quad_code": 9})], tmp_path / "e.jsonld")
    assert list(tmp_path.iterdir()) == []


def test_jsonld_bad_nodes_are_findings_and_neighbours_go_through() -> None:
    lines = written(*(event(name) for name in "abcdef")).split(b"\n")
    lines[3] = lines[3].replace(b'"event":["ASSAULT"]', b'"event":["ASALT"]')
    lines[4] = lines[4].replace(b'"date":', b'"day":')
    lines[5] = b"17,"
    lines[6] = lines[6].replace(b'"id":"e"', b'"id":e')
    data = b"\n".join(lines)
    events, findings = read(data)
    assert [each.id for each in events] == ["a", "f"]
    assert [(each.code, each.line, each.row, each.field) for each in findings] == [
        ("EC401", 4, 2, "event[0]"),
        ("EC203", 5, 3, "day"),
        ("EC201", 6, 4, None),
        ("EC104", 7, 5, None),
    ]
    tally = Tally()
    list(read_jsonld(io.BytesIO(data), report=findings.append, tally=tally))
    assert (tally.records, tally.rejected) == (6, 4)
    with pytest.raises(InputError, match="EC401"):
        list(read_jsonld(io.BytesIO(data)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "EC102"),
        (b"[]", "EC104"),
        (b'{"@context": {}}', "EC202"),
        (b'{"@context": {}, "@graph": [', "EC104"),
        (b'{"@type": "schema:Event", "name": "x"}', "EC203"),
    ],
)
def test_jsonld_of_something_else_is_findings(data: bytes, code: str) -> None:
    events, findings = read(data)
    assert events == []
    assert code in [each.code for each in findings]
