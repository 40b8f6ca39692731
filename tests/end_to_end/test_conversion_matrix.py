"""Every format that is read, into every format that is written: nothing comes or goes unseen, and all output is valid.

What goes in is counted here, apart from the library; what comes out is counted by reading the output again.
"""

import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import polars
import pytest
import xmlschema
from geojson_pydantic import FeatureCollection
from pyld import jsonld

from eventcoder import convert, validate
from eventcoder.formats import FORMATS, write_events
from eventcoder.formats.columns import record_schema
from eventcoder.formats.losses import EVENT
from eventcoder.records import (
    Attribution,
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
from eventcoder.validation import formats as validated
from eventcoder.validation.dialect import load_dialect
from tests.damage.base import MAKERS, columns, table
from tests.damage.base import plover as plover_records

ROOT = Path(__file__).parents[2]
XSD = ROOT / "tests" / "data" / "newsml-g2" / "NewsML-G2_2.35-spec-All-Power.xsd"
SAMPLES = ROOT.parent / "shared" / "samples"
SAMPLE_ROWS = 60

READERS = [entry.name for entry in FORMATS if entry.reads]
WRITERS = [entry.name for entry in FORMATS if entry.writes]
JSON_READERS = {"plover", "plover-gsr", "plover-icews", "ngec", "record"}
TABLES = [name for name in READERS if name in validated() and name not in JSON_READERS]

PAIR = (Entity(code="FRA", sector="GOV", entity_text="the French government", cameo="FRAGOV", start=0, end=21),)
OTHER = (Entity(code="DEU", sector="MIL", other_sectors=("GOV",), entity_text="German troops", office="general"),)
CODED = {"coder": "eventcoder", "date": "2024-03-05", "document_id": "d1"}
EVENTS = (
    Event(
        id="full",
        actor=PAIR,
        recipient=OTHER,
        event=("ASSAULT",),
        mode=("aerial",),
        context=("military",),
        quad_code=4,
        event_scale=-9.5,
        cameo=Cameo(code="195", root="19", label="Employ aerial weapons, not specified below", goldstein=-10.0, quad=4),
        event_loc=Location(city="Lyon", country="France", country_code="FRA", lat=45.75, lon=4.85, geonameid="2996944"),
        event_text=("struck",),
        text="The French government struck German troops.",
        text_info=TextInfo(sequence=0, start=0, end=43),
        cite_info=CiteInfo(title="=A title", publication="A paper", url="https://example.org/1", language="en"),
        size=Size(dead=2),
        claims=(Claim(type="self-defense", stance="reported", text="struck", start=22, end=28),),
        attribution=Attribution(entities=(Entity(code="GBR"),), verb="say"),
        evidence=(Evidence(rule="a.b", text="struck", start=22, end=28),),
        auxiliary=("historical",),
        mentions=2,
        provenance="0" * 64,
        **CODED,
    ),
    Event(
        id="met", actor=(*PAIR, *OTHER, Entity(code="ITA")), event=("CONSULT",), mode=("visit",), quad_code=1, **CODED
    ),
    Event(
        id="many", actor=(*PAIR, *OTHER), recipient=(Entity(code="ESP"), Entity(code="PRT")), event=("AID",), **CODED
    ),
    Event(id="statement", actor=PAIR, event=(), cameo=Cameo(code="010", root="01", goldstein=0.0, quad=1), **CODED),
    Event(id="justify", actor=PAIR, recipient=OTHER, event=("JUSTIFY",), mode=("self-defense",), **CODED),
    Event(id="not", actor=PAIR, recipient=OTHER, event=("AID",), auxiliary=("negation",), **CODED),
    Event(id="undated", actor=PAIR, recipient=OTHER, event=("AID",), date=None),
    Event(id="nobody", actor=(), event=("PROTEST",), mode=("demo",), **CODED),
    Event(id="hand", actor=PAIR, event=(), source_coding=SourceCoding(scheme="X", type="y"), directed=False, **CODED),
)


def own_file(name: str) -> tuple[bytes, int]:
    """Our own events in a format, and how many records there are."""
    stream = io.BytesIO()
    dated = [event for event in EVENTS if event.date is not None or name != "newsml-g2"]
    options = {"created": "2024-08-01T00:00:00Z"} if name == "newsml-g2" else {}
    assert write_events(dated, stream, name, **options) == len(dated)
    return stream.getvalue(), len(dated)


def table_file(name: str) -> tuple[bytes, int]:
    """Rows of a table, and one with too many cells."""
    if name == "acled-monadic":
        names = columns(name)
        rows = [{column: row[column] for column in names} for row in MAKERS["acled"](4)]
        text = table("acled", rows, header=True)
    else:
        text = table(name, 4)
    cut = load_dialect(name).delimiter
    return (text + cut.join(["x"] * 90) + "\n").encode(), 5


GSR = {
    "id": "T-1", "date": "2000-01-01", "event": "FIGHT", "mode": "", "context": "", "target": "", "version": "0.5b1",
    "source": [{"actorText": "Arlandia", "code": "ARG", "sector": "GOVMIL"}], "eventText": "fought",
    "textInfo": {"markup": "x"}, "language": "en", "dateCoded": "2016-12-12", "text": "They fought.",
}  # fmt: skip
ICEWS = {
    "ccode": "KEN", "codedDate": "2021-01-04", "coder": "A B", "country": "Kenya", "date": "2021-01-02", "event": "141",
    "eventText": "Demonstrate or rally", "headline": "A headline", "id": "77", "version": "1.0b1",
    "location": [{"city": "Nairobi", "country": "Kenya", "lat": "-1.2", "long": "36.8"}], "year": "2021",
    "text": "They marched.",
    "protesteridentity": "Citizen (Kenya):General Population:Kenya",
}  # fmt: skip
NGEC = {
    "id": "n_ASSAULT_a", "event_type": "ASSAULT", "event_mode": ["ASSAULT-aerial"], "contexts": ["military"],
    "date_resolved": "2024-07-30", "pub_date": "2024-07-30", "event_text": "Arlandia bombed rebels.", "story_id": "n",
    "attributes": {"ACTOR": [{"text": "Arlandia", "country": "ARG"}], "RECIP": [{"text": "rebels", "code_1": "REB"}]},
    "event_geolocation": {"geo": {"lat": 1.5, "lon": 2.5, "country_code3": "ARG"}},
}  # fmt: skip
RECORDS: dict[str, list[dict[str, Any]]] = {
    "plover": plover_records(3),
    "plover-gsr": [GSR, GSR | {"id": "T-2", "event": "PROTEST", "mode": "strike-hun", "target": GSR["source"]}],
    "plover-icews": [ICEWS, ICEWS | {"id": "78", "event": "010", "eventText": "Make statement"}],
    "ngec": [NGEC, NGEC | {"id": "m", "event_type": "CONSULT", "event_mode": []}],
}


@cache
def source(name: str) -> tuple[bytes, int, int]:
    """A file of a format, how many records are in it, and how many of them are wrong."""
    if name in RECORDS:
        lines = [*map(json.dumps, RECORDS[name]), '{"id": "wrong"']
        return "\n".join(lines).encode(), len(lines), 1
    if name in TABLES:
        return *table_file(name), 1
    raw, count = own_file(name)
    return raw, count, 0


@cache
def newsml_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(XSD)


def is_valid(path: Path, name: str, written: int) -> None:
    """Hold a file to its format's schema, by a library that knows nothing of eventcoder where there is one."""
    if name in validated():
        report = validate(path, name)
        assert report.ok, report.to_text()
    elif name == "newsml-g2":
        newsml_schema().validate(path)
    elif name in ("parquet", "arrow"):
        frame = polars.read_parquet(path) if name == "parquet" else polars.read_ipc(path)
        assert (frame.height, frame.schema) == (written, record_schema())
    elif name in ("csv", "tsv"):
        frame = polars.read_csv(path, separator="\t" if name == "tsv" else ",", infer_schema=False)
        assert frame.height == written
    elif name == "geojson":
        assert len(FeatureCollection.model_validate_json(path.read_bytes()).features) == written
    else:
        assert name == "jsonld"
        assert len(jsonld.expand(json.loads(path.read_bytes()))) == written


def check(given: Path, reader: str, writer: str, records: int | None, wrong: int | None, folder: Path) -> None:
    """Convert, and hold the counts and the output to what must be."""
    target = folder / f"out.{writer}"
    report = convert(given, target, to=writer, format=reader)
    assert report.sources[0].format == reader
    assert records is None or report.read == records
    assert wrong is None or report.rejected == wrong
    assert report.read == report.rejected + report.folded + report.dropped + report.written
    dropped = sum(count for (field, _), count in report.losses.items() if field == EVENT)
    assert dropped == report.dropped
    is_valid(target, writer, report.written)
    if report.written or writer in ("record", "csv", "tsv", "parquet", "arrow", "geojson", "jsonld", "newsml-g2"):
        again = convert(target, folder / "again.jsonl", format=writer)
        assert again.rejected == 0
        assert again.read == (report.written if report.rows is None else report.rows)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("reader", READERS)
def test_matrix_each_reader_into_each_writer(reader: str, writer: str, tmp_path: Path) -> None:
    raw, records, wrong = source(reader)
    given = tmp_path / "in"
    given.write_bytes(raw)
    check(given, reader, writer, records, wrong, tmp_path)


@pytest.mark.parametrize("reader", READERS)
def test_matrix_the_content_tells_each_format(reader: str, tmp_path: Path) -> None:
    raw, records, _ = source(reader)
    ending = {"csv": ".csv", "tsv": ".tsv"}.get(reader, "")  # nothing but its name tells a flat table of ours
    (tmp_path / f"in{ending}").write_bytes(raw)
    report = convert(tmp_path / f"in{ending}", tmp_path / "out.jsonl")
    assert (report.sources[0].format, report.read) == (reader, records)


@pytest.mark.parametrize("name", ["record", "csv", "tsv", "parquet", "arrow", "geojson", "jsonld", "newsml-g2"])
def test_matrix_what_can_hold_everything_loses_nothing(name: str, tmp_path: Path) -> None:
    raw, _ = own_file("record")
    dated = [line for line in raw.splitlines(keepends=True) if name != "newsml-g2" or b'"undated"' not in line]
    (tmp_path / "in.jsonl").write_bytes(b"".join(dated))
    report = convert(tmp_path / "in.jsonl", tmp_path / "there", to=name, strict=True)
    assert report.lossless
    convert(tmp_path / "there", tmp_path / "back.jsonl", format=name, strict=True)
    assert (tmp_path / "back.jsonl").read_bytes() == b"".join(dated)


def sample_files() -> list[tuple[str, str]]:
    named = {
        "gdelt1/20170912.export_sample.tsv": "gdelt1-events",
        "gdelt1/undp_april13.csv": "gdelt1-events",
        "gdelt2/20170101073000.export.CSV": "gdelt2-events",
        "icews/events.2018.sample.tab": "icews",
        "acled/acled_2020_dkoban.csv": "acled",
        "acled/acled_raw_etk.csv": "acled",
        "ucdp/hdx_conflict_data_nga_t-downing.csv": "ucdp-ged",
        "plover/ICEWS-to-jsonl.sample_output.jsonl": "plover-icews",
        "plover/plovigy-DEDI-input-sample.jsonl": "plover-icews",
    }
    return [(path, name) for path, name in named.items() if (SAMPLES / path).is_file()]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("path", "reader"), sample_files() or [("", "")])
def test_matrix_real_files(path: str, reader: str, writer: str, tmp_path: Path) -> None:
    if not path:
        pytest.skip("the samples are not there")
    given = tmp_path / Path(path).name
    if reader == "plover-icews":
        given.write_bytes((SAMPLES / path).read_bytes())
    else:
        with (SAMPLES / path).open("rb") as stream:
            given.write_bytes(b"".join(line for line, _ in zip(stream, range(SAMPLE_ROWS), strict=False)))
    check(given, reader, writer, None, None, tmp_path)


def test_matrix_makers_of_tables_cover_every_table() -> None:
    makers: dict[str, Callable[[int], Any]] = dict(MAKERS)
    assert {*TABLES} - {"acled-monadic"} <= makers.keys()
