"""Phoenix, PETRARCH, KEDS and POLECAT in both directions, by their mapping files."""

import datetime
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.errors import EventcoderError
from eventcoder.findings import Finding
from eventcoder.formats.losses import Losses
from eventcoder.formats.tables import read_events, write_events
from eventcoder.mapping.load import load_mapping
from eventcoder.mapping.lookups import table_rows
from eventcoder.records import Entity, Event, Location
from eventcoder.validation import validate
from eventcoder.validation.dialect import load_dialect
from tests.damage.base import table
from tests.damage.coders import CLINE, CODERS, KEDS, PETRARCH, PHOENIX, POLECAT
from tests.properties.strategies import records

Row = dict[str, str]
FORMATS = tuple(CODERS)


def read(text: bytes | str, format: str, **options: Any) -> tuple[list[Event], list[Finding], Losses]:
    found: list[Finding] = []
    losses = Losses()
    raw = text.encode() if isinstance(text, str) else text
    events = read_events(BytesIO(raw), format=format, report=found.append, losses=losses, options=options)
    return list(events), [each for each in found if each.level != "info"], losses


def write(events: Iterable[Event], format: str, **options: Any) -> tuple[bytes, Losses]:
    target, losses = BytesIO(), Losses()
    write_events(events, target, format=format, losses=losses, options=options)
    return target.getvalue(), losses


def one(format: str, row: Row, change: Row | None = None, **options: Any) -> Event:
    """The record of a row; nothing is wrong with it."""
    names = tuple(PETRARCH) if format == "petrarch" else load_dialect(format).layouts[0].columns
    cells = {**row, **(change or {})}
    events, found, _ = read(table(format, [{name: cells.get(name, "") for name in names}]), format, **options)
    assert found == []
    (event,) = events
    return event


def party(entity: Entity) -> tuple[str | None, str | None, tuple[str, ...], str | None]:
    return entity.code, entity.sector, entity.other_sectors, entity.cameo


# reading --------------------------------------------------------------------------------------------------------------


def test_phoenix_row_becomes_a_record() -> None:
    event = one("phoenix", PHOENIX)
    assert (event.id, event.document_id, event.date) == ("phoenix:12345_v0.4.0", "577a0f", "2016-07-04")
    assert [party(each) for each in event.actor] == [("FRA", "GOV", ("MIL",), "FRAGOVMIL")]
    assert [party(each) for each in event.recipient] == [(None, "REB", (), "REB")]
    assert event.cameo is not None
    assert (event.cameo.code, event.cameo.quad, event.cameo.goldstein) == ("0211", 1, 3.4)
    assert event.context == ("terrorism", "election")
    assert event.event_loc == Location(
        resolved_place="Lyon", province="Auvergne-Rhone-Alpes", country_code="FRA", lat=45.75, lon=4.85
    )
    assert event.text_info is not None
    assert event.text_info.sequence == 1
    assert event.cite_info is not None
    assert (event.cite_info.url, event.cite_info.publication) == (
        "https://example.org/a",
        "example_news;example_radio",
    )


def test_phoenix_countries_are_iso_s_and_become_cameo_s_in_the_actor_code() -> None:
    event = one("phoenix", PHOENIX, {"SourceActorFull": "ROUGOV"})
    assert party(event.actor[0]) == ("ROU", "GOV", (), "ROMGOV")
    assert b"\tROUGOV\tROU\tGOV\t" in write([event], "phoenix")[0]


def test_phoenix_country_may_be_a_name() -> None:
    event = one("phoenix", PHOENIX, {"CountryName": "France"})
    assert event.event_loc is not None
    assert (event.event_loc.country_code, event.event_loc.country) == ("FRA", "France")


@pytest.mark.parametrize(
    ("code", "cameo", "event"), [("0357", "035", ("AGREE",)), ("1641", "164", ()), ("190", "190", ("ASSAULT",))]
)
def test_phoenix_codes_that_cameo_lacks_are_read_as_the_code_above(
    code: str, cameo: str, event: tuple[str, ...]
) -> None:
    found = one("phoenix", PHOENIX, {"EventCode": code, "QuadClass": "", "GoldsteinScore": ""})
    assert found.cameo is not None
    assert found.cameo.code == cameo
    assert event == () or found.event == event


def test_phoenix_scores_and_quad_classes_of_other_tables_are_told() -> None:
    cells = {**CODERS["phoenix"](1)[0], "QuadClass": "1", "GoldsteinScore": "3.5"}
    events, found, losses = read("\t".join(cells.values()) + "\n", "phoenix")
    assert len(events) == 1
    assert {each.field for each in found} == {"QuadClass", "GoldsteinScore"}
    assert {field for field, _ in losses.counts} == {"QuadClass", "GoldsteinScore"}


def test_cline_row_becomes_a_record() -> None:
    event = one("phoenix-cline", CLINE)
    assert (event.id, event.document_id, event.date) == ("phoenix-cline:NYT0000001", "6238547", "1996-07-04")
    assert event.event == ("CONSULT",)
    assert event.cite_info is not None
    assert (event.cite_info.publication, event.cite_info.corpus) == ("New York Times", "NYT__v1")


def test_petrarch_row_becomes_a_record() -> None:
    event = one("petrarch", PETRARCH)
    assert (event.id, event.document_id) == ("petrarch:AFP20160704_2:FRAGOV:190", "AFP20160704")
    assert event.recipient == ()
    assert (event.actor[0].entity_text, event.actor[0].identifier_text) == ("the French government", "FRANCE")
    assert event.event_text == ("bombed",)
    assert event.context == ("military",)


def test_petrarch_rows_alike_get_identifiers_of_their_own() -> None:
    line = "\t".join(PETRARCH.values()) + "\n"
    events, _, _ = read(2 * line, "petrarch")
    assert len({event.id for event in events}) == 2


def test_petrarch_bad_code_leaves_out_its_row_alone() -> None:
    lines = ["\t".join({**PETRARCH, "code": code}.values()) + "\n" for code in ("190", "120]--", "043")]
    events, found, _ = read("".join(lines), "petrarch")
    assert [event.cameo and event.cameo.code for event in events] == ["190", "043"]
    assert [(each.level, each.row, each.field) for each in found] == [("error", 2, "code")]


@pytest.mark.parametrize(
    ("date", "options", "wanted"),
    [
        ("890704", {}, "1989-07-04"),
        ("190704", {}, "2019-07-04"),
        ("690704", {}, "2069-07-04"),
        ("690704", {"first_year": "1945"}, "1969-07-04"),
        ("19690704", {}, "1969-07-04"),
    ],
)
def test_keds_years_of_two_digits_lie_in_a_century_of_choice(date: str, options: Row, wanted: str) -> None:
    assert one("keds", KEDS, {"date": date}, **options).date == wanted


def test_keds_codes_are_cameo_s_or_those_of_weis() -> None:
    cameo, weis = one("keds", KEDS), one("keds", KEDS, codes="weis")
    assert (cameo.event, cameo.cameo and cameo.cameo.code) == (("AGREE",), "031")
    assert (weis.event, weis.cameo, weis.quad_code, weis.event_scale) == (("CONSULT",), None, 1, 2.5)
    assert weis.source_coding is not None
    assert (weis.source_coding.scheme, weis.source_coding.type, weis.source_coding.subtype) == ("WEIS", "031", "MEET")
    arrest = one("keds", KEDS, {"code": "212"}, codes="weis")
    assert (arrest.event, arrest.mode) == (("COERCE",), ("arrest",))
    assert one("keds", KEDS, {"code": "023"}, codes="weis").event == ()
    with pytest.raises(EventcoderError, match="no option 'century'"):
        one("keds", KEDS, century="19")


def test_polecat_row_becomes_a_record() -> None:
    event = one("polecat", POLECAT)
    assert (event.id, event.document_id) == ("polecat:20220704-0100-abc_SANCTION_W", "20220704-0100-abc")
    assert (event.event, event.mode, event.quad_code, event.event_scale) == (("SANCTION",), ("withdraw",), 4, -6.0)
    assert event.context == ("diplomatic", "pro_democracy")
    (actor,), (recipient,) = event.actor, event.recipient
    assert (actor.code, actor.sector, actor.other_sectors) == ("FRA", "GOV", ("MIL",))
    assert (actor.entity_text, actor.identifier_text, actor.office) == ("Paris", "Government of France", None)
    assert (recipient.code, recipient.sector) == ("DEU", "REB")
    assert event.event_loc is not None
    assert (event.event_loc.geonameid, event.event_loc.feature_code, event.event_loc.resolution) == (
        "2996944",
        "PPLA",
        3,
    )
    assert event.cite_info is not None
    assert (event.cite_info.language, event.cite_info.publication) == ("fr", "Example News")


def test_polecat_further_countries_of_an_actor_are_parties() -> None:
    event = one("polecat", POLECAT, {"Actor Country": "FRA; DEU; NGO"})
    assert [each.code for each in event.actor] == ["FRA", "DEU", "NGO"]
    assert [each.entity_text for each in event.actor] == ["Paris", None, None]


def test_polecat_modes_that_plover_gave_up_are_told() -> None:
    cells = {**CODERS["polecat"](1)[0], "Event Type": "ASSAULT", "Intensity": "-9.5"}
    header = "\t".join(cells) + "\n"
    for mode, wanted in (("assassinate", ("targeted",)), ("massacre", ())):
        events, found, losses = read(header + "\t".join({**cells, "Event Mode": mode}.values()) + "\n", "polecat")
        assert events[0].mode == wanted
        assert "Event Mode" in {each.field for each in found}
        assert "Event Mode" in {field for field, _ in losses.counts}


def test_polecat_unknown_country_is_told_and_left_out() -> None:
    cells = {**CODERS["polecat"](1)[0], "Actor Country": "QQQ"}
    events, found, _ = read("\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n", "polecat")
    assert events[0].actor[0].code is None
    assert [(each.level, each.value) for each in found] == [("warning", "QQQ")]


# both ways ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_coder_tables_are_read_written_and_read_again(format: str) -> None:
    first, found, _ = read(table(format, 3), format)
    assert found == []
    text, losses = write(first, format)
    assert {field for field, _ in losses.counts} <= {"context", "id"}
    report = validate(BytesIO(text), format)
    assert (report.records, report.levels) == (3, {})
    again, found, _ = read(text, format)
    assert found == []
    assert [event.model_copy(update={"context": ()}) for event in again] == [
        event.model_copy(update={"context": ()}) for event in first
    ] or format in ("polecat", "keds", "petrarch")


NAME = st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True)
COUNTRIES = st.sampled_from(
    [
        row["code"]
        for row in table_rows("countries/countries.csv")
        if not row["valid_from"] and not row["valid_to"] and row["cameo"]
    ]
)
ROLES = st.sampled_from([row["role"] for row in table_rows("phoenix/roles.csv")])
CODES = st.sampled_from(
    [row["code"] for row in table_rows("phoenix/codes.csv") if row["code"] == row["cameo"] and len(row["code"]) > 2]
)
DAYS = st.dates(datetime.date(1946, 1, 1), datetime.date(2029, 12, 31))


@st.composite
def actor_codes(draw: st.DrawFn) -> str:
    """Actors as these coders write them."""
    country = draw(COUNTRIES | st.sampled_from(["---", "IGO", "NGO", "MNC", "IMG"]))
    roles = draw(st.lists(ROLES, max_size=2, unique=True))
    return country + "".join(roles)


def places(names: Iterable[str]) -> st.SearchStrategy[Row]:
    degrees = st.integers(-8900000, 8900000).map(lambda number: f"{number / 100000}")
    filled = st.tuples(degrees, degrees, NAME, NAME | st.just(""), COUNTRIES)
    return st.just({}) | filled.map(lambda cells: dict(zip(names, cells, strict=True)))


def phoenix_rows() -> st.SearchStrategy[Row]:
    cells = {
        "EventID": st.integers(1, 10**9).map("{}_v1".format),
        "Date": DAYS.map("{:%Y%m%d}".format),
        "SourceActorFull": actor_codes(),
        "TargetActorFull": actor_codes(),
        "EventCode": CODES,
        "SentenceID": st.from_regex(r"[a-z0-9]{1,6}_(0|[1-9][0-9]?)", fullmatch=True),
        "URLs": st.just("") | NAME.map("https://example.org/{}".format),
        "NewsSources": st.just("") | NAME,
    }
    return with_place(cells, ("Lat", "Lon", "LocationName", "StateName", "CountryName"))


def cline_rows() -> st.SearchStrategy[Row]:
    cells = {
        "eid": st.integers(1, 10**7).map("NYT{}".format),
        "story_date": DAYS.map("{:%m/%d/%Y}".format),
        "source": actor_codes(),
        "target": actor_codes(),
        "code": CODES,
        "aid": st.integers(1, 10**7).map(str),
        "process": st.just("NYT__v1"),
    }
    return with_place(cells, ("lat", "lon", "placename", "statename", "countryname"))


def with_place(cells: dict[str, st.SearchStrategy[str]], names: Iterable[str]) -> st.SearchStrategy[Row]:
    return st.tuples(st.fixed_dictionaries(cells), places(names)).map(lambda parts: parts[0] | parts[1])


def petrarch_rows() -> st.SearchStrategy[Row]:
    words = st.just("---") | NAME
    return st.fixed_dictionaries(
        {
            "date": DAYS.map("{:%Y%m%d}".format),
            "source": COUNTRIES,
            "target": COUNTRIES,
            "code": CODES,
            "ids": st.from_regex(r"[a-z0-9]{1,6}_(0|[1-9][0-9]?)", fullmatch=True),
            "url": NAME.map("https://example.org/{}".format),
            "news_source": NAME,
            **dict.fromkeys(("source_text", "target_text", "event_text", "source_root", "target_root"), words),
        }
    )


def keds_rows() -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries(
        {
            "date": DAYS.map("{:%Y%m%d}".format),
            "source": actor_codes(),
            "target": actor_codes(),
            "code": CODES,
            "label": st.just("(X)"),
            "text": NAME,
        }
    )


@st.composite
def polecat_rows(draw: st.DrawFn) -> Row:
    event = draw(st.sampled_from([row["event"] for row in table_rows("plover/events.csv") if row["extension"] == "no"]))
    modes = [
        row["mode"] for row in table_rows("plover/modes.csv") if (row["event"], row["status"]) == (event, "current")
    ]
    words, code = st.just("None") | NAME, st.sampled_from(["UNO", "IGO", "EUR"]) | COUNTRIES
    sectors = [row["code"] for row in table_rows("plover/sectors.csv")]
    row: Row = {
        "Event ID": f"{draw(st.from_regex(r'[0-9]{8}-[0-9a-f]{4}', fullmatch=True))}_{event}_R",
        "Event Date": draw(st.just("None") | DAYS.map(str)),
        "Event Type": event,
        "Event Mode": draw(st.sampled_from(["None", *modes])),
        "Contexts": ";".join(draw(st.lists(st.sampled_from(["legal", "economic", "cyber"]), unique=True))) or "None",
        "Placename": draw(words),
        "City": draw(words),
        "Country": draw(COUNTRIES),
        "GeoNames ID": draw(st.just("None") | st.integers(1, 10**7).map(str)),
        "Feature Type": draw(st.sampled_from(["None", "PPL", "ADM1"])),
        "Latitude": f"{draw(st.integers(-9000000, 9000000)) / 100000}",
        "Longitude": f"{draw(st.integers(-18000000, 18000000)) / 100000}",
        "Source": draw(words),
        "Language": draw(st.sampled_from(["None", "en", "Spanish"])),
    }
    for who in ("Actor", "Recipient"):
        sector = draw(st.sampled_from(["None", *sectors]))
        row |= {
            f"{who} Name": draw(words),
            f"{who} Country": draw(code),
            f"Primary {who} Sector": sector,
            f"{who} Sectors": sector,
            f"{who} Title": draw(words),
            f"{who} Name Raw": draw(words),
            f"Wikipedia {who} ID": draw(words),
        }
    return row


ROWS: dict[str, Callable[[], st.SearchStrategy[Row]]] = {
    "phoenix": phoenix_rows,
    "phoenix-cline": cline_rows,
    "petrarch": petrarch_rows,
    "keds": keds_rows,
    "polecat": polecat_rows,
}


NO_PARTY = "EC530"
KEYS = {
    "phoenix": ("EventID",),
    "phoenix-cline": ("eid",),
    "petrarch": ("source", "target", "code", "ids"),
    "keds": ("date", "source", "target", "code"),
    "polecat": ("Event ID",),
}


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_coder_tables_give_back_every_record_that_they_can_hold(format: str, data: st.DataObject) -> None:
    def key(row: Row) -> tuple[str, ...]:
        return tuple(row[name] for name in KEYS[format])

    rows = data.draw(st.lists(ROWS[format](), min_size=1, max_size=12, unique_by=key))
    layout = next(each for each in load_dialect(format).layouts if set(rows[0]) <= set(each.columns))
    cells = [{name: row.get(name, "") for name in layout.columns} for row in rows]
    first, found, _ = read(table(format, cells), format)
    assert found == []
    assert len(first) == len(rows)
    text, losses = write(first, format)
    assert dict(losses.counts) == {}
    report = validate(BytesIO(text), format)
    assert [each for each in report.findings if each.level != "info" and each.code != NO_PARTY] == []
    assert read(text, format)[0] == first


OF_THE_EVENTS = {"EC102", "EC309", "EC314", "EC315", "EC508", "EC528", "EC530", "EC531", "EC601", "EC603"}
"""What may be found in sound tables of any events: odd words, parties and places that nobody knows, twins."""


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=12, deadline=None)
@given(values=st.lists(records(), max_size=8, unique_by=lambda value: value["id"]))
def test_coder_tables_of_any_records_are_valid_and_nothing_is_lost_unsaid(format: str, values: list[Any]) -> None:
    events = [Event.model_validate(value) for value in values]
    target, losses = BytesIO(), Losses()
    written = write_events(events, target, format=format, losses=losses)
    assert written + losses.events == len(events)
    report = validate(BytesIO(target.getvalue()), format)
    assert set(report.counts) <= OF_THE_EVENTS


@pytest.mark.parametrize("format", FORMATS)
def test_coder_tables_expand_reciprocal_events_and_fold_them_again(format: str) -> None:
    parties = tuple(Entity(code=code, sector="GOV", cameo=f"{code}GOV") for code in ("FRA", "DEU", "ITA"))
    meeting = one("polecat", POLECAT).model_copy(
        update={"id": f"{format}:7", "actor": parties, "recipient": (), "event": ("CONSULT",), "mode": ()}
    )
    text, _ = write([meeting], format)
    assert len(text.splitlines()) == 6 + load_mapping(format).writing.header  # type: ignore[union-attr]
    assert validate(BytesIO(text), format).ok
    (again,) = read_events(BytesIO(text), format=format, fold=True)
    assert [entity.code for entity in again.actor] == ["FRA", "DEU", "ITA"]
    assert again.recipient == ()


def test_petrarch_texts_stay_within_their_cells() -> None:
    event = one("petrarch", PETRARCH).model_copy(update={"event_text": ("hit\na\tbridge\0", '"twice"')})
    text, losses = write([event], "petrarch")
    assert dict(validate(BytesIO(text), "petrarch").counts) == {}
    assert read(text, "petrarch")[0][0].event_text == ("hit a bridge; twice",)
    assert "event_text" in {field for field, _ in losses.counts}


def test_keds_days_may_be_written_with_six_digits() -> None:
    event = one("keds", KEDS)
    assert write([event], "keds", dates="YYMMDD")[0].startswith(b"890704\tFRA\tDEUGOV\t031\t(")


def test_polecat_has_no_place_for_what_is_not_plover_s() -> None:
    text, losses = write([one("keds", KEDS, {"code": "010"})], "polecat")
    assert losses.events == 1
    assert len(text.splitlines()) == 1
