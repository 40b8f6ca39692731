"""NewsML-G2: what is written is valid by IPTC's own XML Schema and comes back whole."""

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from eventcoder.errors import EventcoderError, InputError
from eventcoder.findings import Finding
from eventcoder.formats.losses import Losses
from eventcoder.formats.newsml import read_events, write_events
from eventcoder.formats.newsml_names import NAMESPACE, schemes
from eventcoder.formats.tally import Tally
from eventcoder.records import (
    Attribution,
    Cameo,
    Claim,
    Entity,
    Event,
    Evidence,
    Location,
    SourceCoding,
)
from tests.formats.test_plover import FULL
from tests.properties.strategies import records

ROOT = Path(__file__).parents[2]
XSD = ROOT / "tests" / "data" / "newsml-g2" / "NewsML-G2_2.35-spec-All-Power.xsd"
EVERYTHING = FULL.model_copy(
    update={
        "cameo": Cameo(code="195", root="19", label="Employ aerial weapons", goldstein=-10.0, quad=4),
        "claims": (
            Claim(type="self-defense", stance="reported", claimant=Entity(code="USA"), text="a\n\tb\r", start=3),
        ),
        "evidence": (Evidence(rule="r.1"), Evidence()),
        "attribution": Attribution(entities=(Entity(), Entity(code="GBR")), verb="say"),
        "auxiliary": ("historical",),
        "directed": False,
        "mentions": 2,
        "source_coding": SourceCoding(scheme="ACLED", type="Battles"),
        "provenance": "0" * 64,
    }
)


@cache
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(XSD)


def written(events: Iterable[Event], losses: Losses | None = None, **options: Any) -> bytes:
    stream = io.BytesIO()
    write_events(events, stream, losses=losses, **({"created": "2024-08-01T00:00:00Z"} | options))
    return stream.getvalue()


def read(raw: bytes, **options: Any) -> list[Event]:
    return list(read_events(io.BytesIO(raw), **options))


def test_newsml_everything_comes_back_and_is_valid() -> None:
    losses = Losses()
    odd = Event(id="a b/ü:%&<", date="2024-02-29", actor=(), event=("JUSTIFY",), mode=("pre-emption",), text="<&> \n x")
    raw = written([EVERYTHING, odd], losses)
    schema().validate(io.BytesIO(raw))
    assert not losses.counts
    assert read(raw) == [EVERYTHING, odd]


def test_newsml_an_item_without_events_is_valid() -> None:
    raw = written([])
    schema().validate(io.BytesIO(raw))
    found: list[Finding] = []
    assert read(raw, report=found.append) == []
    assert [finding.code for finding in found] == ["EC854"]


def test_newsml_events_without_date_are_left_out_and_told() -> None:
    losses = Losses()
    raw = written([FULL.model_copy(update={"date": None}), FULL], losses)
    assert [event.id for event in read(raw)] == ["e1"]
    assert losses.events == 1
    schema().validate(io.BytesIO(raw))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_newsml_any_record_with_a_date_is_valid_and_comes_back(value: dict[str, Any]) -> None:
    event = Event.model_validate(value)
    losses = Losses()
    raw = written([event], losses)
    schema().validate(io.BytesIO(raw))
    assert losses.events == (event.date is None)
    if event.date is not None and not losses.counts:
        assert read(raw) == [event]


def test_newsml_characters_that_xml_cannot_hold_are_replaced_and_told() -> None:
    losses = Losses()
    event = FULL.model_copy(update={"text": "a\x00b\ufffe", "actor": (Entity(entity_text="\x1f"),)})
    (back,) = read(written([event], losses))
    assert back.text == "a\ufffdb\ufffd"
    assert {field for field, _ in losses.counts} == {"text", "actor.entity_text"}


def test_newsml_options_of_the_item_and_the_same_bytes_each_time() -> None:
    options = {"guid": "urn:x:1", "provider": "A & B", "language": "en"}
    raw = written([FULL], **options)
    assert raw == written([FULL], **options)
    root = etree.fromstring(raw)
    assert (root.get("guid"), root.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("urn:x:1", "en")
    schema().validate(io.BytesIO(raw))
    assert b'literal="A &amp; B"' in raw
    assert b"urn:eventcoder:knowledge-item:e1" in written([FULL])


@pytest.mark.parametrize("options", [{"created": "2024-08-01"}, {"language": "en_GB"}, {"language": ""}])
def test_newsml_options_that_would_make_it_invalid_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(EventcoderError, match=next(iter(options))):
        written([], **options)


def test_newsml_roles_codes_and_place_stand_where_g2_has_them() -> None:
    root = etree.fromstring(written([EVERYTHING]))
    names = {"g": NAMESPACE}
    assert root.xpath("//g:concept/g:type/@qcode", namespaces=names) == ["cpnat:event"]
    assert root.xpath("//g:participant/@role", namespaces=names) == ["ecrole:actor", "ecrole:recipient"]
    assert root.xpath("//g:dates/g:start/text()", namespaces=names) == ["2024-07-30"]
    assert root.xpath("//g:eventDetails/g:subject/@qcode", namespaces=names) == [
        *("plover:ASSAULT", "plovermode:ASSAULT-aerial", "plovercontext:military", "plovercontext:terrorism"),
        "cameo:195",
    ]
    assert root.xpath("//g:position/@latitude", namespaces=names) == ["33.3"]
    used = {code.partition(":")[0] for code in root.xpath("//@qcode | //@rel | //@role")}
    assert used <= {*schemes(), "cinat", "cpnat", "stat"}
    declared = root.xpath("//g:catalog/g:scheme/@alias", namespaces=names)
    assert declared == list(schemes())


def test_newsml_small_numbers_are_written_without_exponent() -> None:
    event = FULL.model_copy(update={"event_loc": Location(lat=1e-7, lon=-0.0)})
    raw = written([event])
    schema().validate(io.BytesIO(raw))
    assert b'latitude="0.0000001"' in raw
    assert read(raw) == [event]


OTHERS = """<?xml version="1.0"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<knowledgeItem guid="urn:k:1" version="1" standard="NewsML-G2" standardversion="2.30">
  <catalog><scheme alias="ev" uri="urn:eventcoder:cv:plover:"/><scheme alias="cameo" uri="https://other.example/"/></catalog>
  <conceptSet>
    <concept><conceptId qcode="x:1"/><type qcode="cpnat:person"/><name>Somebody</name></concept>
    <concept><conceptId qcode="x:2"/><type qcode="cpnat:event"/><name>A visit</name>
      <eventDetails><dates><start>2024-05-06T10:00:00Z</start></dates><subject qcode="ev:CONSULT"/>
      <subject qcode="plovermode:CONSULT-visit"/><subject qcode="medtop:1"/>
      <location><name>Oslo</name><POIDetails><position latitude="59.9" longitude="10.7"/></POIDetails></location>
      <participant qcode="ploveractor:NOR"><name>Norway</name></participant>
      <organiser literal="Sweden"/></eventDetails></concept>
    <concept><conceptId uri="urn:y:3"/><type uri="http://cv.iptc.org/newscodes/cpnature/event"/><name>A fair</name>
      <eventDetails><dates><start>2024</start></dates><subject qcode="cameo:190"/></eventDetails></concept>
  </conceptSet>
</knowledgeItem>
<newsItem guid="urn:n:2" version="1" standard="NewsML-G2" standardversion="2.30"><contentSet><inlineXML><events>
    <event><name>A march</name><definition>People <br/>marched.</definition>
      <eventDetails><dates><start>2024-05-07</start></dates><subject qcode="cameo:1411"/></eventDetails></event>
    <event><name>Wrong</name><eventDetails><dates><start>2024-05-07</start></dates><subject qcode="plover:ASALT"/>
      </eventDetails></event>
</events></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>
"""


def test_newsml_events_of_others_are_read_as_far_as_they_carry_codes() -> None:
    losses, tally = Losses(), Tally()
    found: list[Finding] = []
    visit, march = read(OTHERS.encode(), report=found.append, losses=losses, tally=tally)
    assert (visit.id, visit.event, visit.mode, visit.date) == ("newsml-g2:x:2", ("CONSULT",), ("visit",), "2024-05-06")
    assert (visit.quad_code, visit.coder, visit.text) == (1, "newsml-g2", "A visit")
    assert [(entity.code, entity.entity_text) for entity in visit.actor] == [("NOR", "Norway"), (None, "Sweden")]
    assert visit.event_loc == Location(resolved_place="Oslo", lat=59.9, lon=10.7)
    assert (march.id, march.event, march.mode, march.text) == (
        *("newsml-g2:urn:n:2#3", ("PROTEST",), ("demo",), "People \nmarched."),
    )
    assert march.cameo is not None
    assert (march.cameo.code, march.cameo.root) == ("1411", "14")
    assert [(finding.code, finding.field, finding.row) for finding in found] == [("EC853", "event.0", 4)]
    assert (tally.records, tally.rejected, losses.events) == (4, 1, 1)
    assert {field for field, _ in losses.counts} == {"record", "subject", "date", "role"}


def test_newsml_samples_of_iptc_hold_events_without_codes() -> None:
    folder = ROOT.parent / "shared" / "samples" / "newsml"
    if not folder.is_dir():
        pytest.skip("the samples are not there")
    for path, count in (
        ("LISTING_14_Event_sent_as_a_Concept_Item.xml", 1),
        ("LISTING_16_A_Set_of_Events_carried_in_a_News_Item.xml", 3),
    ):
        losses = Losses()
        assert list(read_events(folder / path, losses=losses)) == []
        assert losses.events == count


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"<knowledgeItem>\n<conceptSet></knowledgeItem>", "EC127", 2),
        (b'<!DOCTYPE k [<!ENTITY x "y">]><knowledgeItem/>', "EC125", 1),
    ],
)
def test_newsml_broken_and_dangerous_files_are_told_and_stop(raw: bytes, code: str, line: int) -> None:
    found: list[Finding] = []
    assert read(raw, report=found.append) == []
    assert (found[0].code, found[0].line) == (code, line)
    with pytest.raises(InputError, match=code):
        read(raw)


def test_newsml_what_stands_before_a_fault_is_read() -> None:
    raw = written([FULL, EVERYTHING])
    found: list[Finding] = []
    assert [event.id for event in read(raw[:-200], report=found.append)] == ["e1"]
    assert [finding.code for finding in found] == ["EC127"]


@pytest.mark.parametrize(
    "path",
    ["claims.x.type", "claims.5.type", "actor.0.code", "id", "event_text", "evidence.0", "cameo.code.x", "size.dead"],
)
def test_newsml_properties_that_make_no_record_are_findings(path: str) -> None:
    raw = written([FULL]).replace(b'rel="ecfield:coder"', f'rel="ecfield:{path}"'.encode())
    found: list[Finding] = []
    events = read(raw, report=found.append)
    assert len(events) + len(found) == 1
    assert all(finding.code == "EC853" for finding in found)


WORDS = (
    b"qcode",
    b"plover:",
    b"ecfield:",
    b".0.",
    b"<",
    b">",
    b'"',
    b"&",
    b"7",
    b"cameo",
    b"",
    b"value=",
    b"</concept>",
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_newsml_whatever_is_done_to_a_file_every_event_is_accounted_for(data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from([written([EVERYTHING, FULL]), OTHERS.encode()]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = start + data.draw(st.integers(0, 12))
        raw = raw[:start] + data.draw(st.sampled_from(WORDS)) + raw[end:]
    found: list[Finding] = []
    losses, tally = Losses(), Tally()
    events = read(raw, report=found.append, losses=losses, tally=tally)
    assert tally.records == len(events) + (tally.rejected or 0) + losses.events
    assert (tally.rejected or 0) == sum(finding.code == "EC853" for finding in found)
