"""Functions of several values: actor codes taken apart and made, event codes, numbers of ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.mapping.calls import CALLS
from eventcoder.mapping.lookups import table_rows
from eventcoder.ontology import Crosswalk

SECTORS = [row["code"] for row in table_rows("plover/sectors.csv")]
CODES = st.sampled_from(["FRA", "DEU", "USA", "TUR", "IGO", "NGO", "MNC", "UNO", "EUR"])


def actor(code: str | None, date: str | None = "2018-01-01") -> dict[str, object] | None:
    found: dict[str, object] | None = CALLS["actor"].function(code=code, date=date)
    return found


@pytest.mark.parametrize(
    ("code", "country", "sectors", "ethnicity", "religion"),
    [
        ("USAGOV", "USA", ["GOV"], None, None),
        ("FRAMEDLAB", "FRA", ["JRN", "LAB"], None, None),
        ("INDtamREB", "IND", ["REB"], "tam", None),
        ("INDTAMREB", "IND", ["REB"], "tam", None),
        ("IRQKURREB", "IRQ", ["REB"], "KUR", None),
        ("TURMOSSUN", "TUR", [], None, "MOS"),
        ("IGOEUREEC", "EUR", [], None, None),
        ("IGOUNO", "UNO", [], None, None),
        ("NGOHLH", "NGO", ["MED"], None, None),
        ("PSEAAM", "PSE", [], None, None),
        ("COP", None, ["COP"], None, None),
        ("EUR", None, [], None, None),
    ],
)
def test_calls_pieces_of_an_actor_code_say_who_it_is(
    code: str, country: str | None, sectors: list[str], ethnicity: str | None, religion: str | None
) -> None:
    found = actor(code)
    assert found == {"code": country, "sectors": sectors, "ethnicity": ethnicity, "religion": religion}


@pytest.mark.parametrize("code", ["", None, "US", "XXX1", "ZZZ", "xyz123"])
def test_calls_what_is_no_actor_code_says_nothing(code: str | None) -> None:
    assert actor(code) is None


def test_calls_country_pieces_are_those_of_the_day() -> None:
    assert actor("SUN", "1985-01-01") == {"code": "SUN", "sectors": [], "ethnicity": None, "religion": None}
    assert actor("RUSMIL", "1995-01-01") == {"code": "RUS", "sectors": ["MIL"], "ethnicity": None, "religion": None}


@given(
    code=st.none() | CODES,
    sectors=st.lists(st.sampled_from(SECTORS), max_size=3, unique=True),
    religion=st.none() | st.sampled_from(["MOS", "SUN", "CHR"]),
    ethnicity=st.none() | st.sampled_from(["KUR", "tam", "hau"]),
)
def test_calls_an_actor_code_that_is_made_says_what_it_was_made_of(
    code: str | None, sectors: list[str], religion: str | None, ethnicity: str | None
) -> None:
    held = [sector for sector in sectors if sector in Crosswalk.load().cameo_actors]
    made = CALLS["cameo-actor"].function(
        code=code, sectors=sectors, cameo=None, ethnicity=ethnicity, religion=religion, date="2018-01-01"
    )
    if made is None:
        assert (code, held, religion, ethnicity) == (None, [], None, None)
        return
    assert len(made["code"]) % 3 == 0
    assert made["religion1"] == religion
    assert made["ethnic"] == ethnicity
    if code:  # without a country SUN could be Sunnis or the Soviet Union
        assert actor(made["code"]) == {"code": code, "sectors": held, "ethnicity": ethnicity, "religion": religion}


def test_calls_an_actor_code_of_its_own_is_kept_in_its_kinds_of_pieces() -> None:
    made = CALLS["cameo-actor"].function(code="IRQ", sectors=["GOV"], cameo="IRQKURSHIREBMIL", date=None)
    assert made["code"] == "IRQKURSHIREBMIL"
    assert [made[name] for name in ("country", "ethnic", "religion1", "type1", "type2", "type3")] == [
        *("IRQ", "KUR", "SHI", "REB", "MIL"),
        None,
    ]


def test_calls_the_nearest_cameo_code_goes_by_event_mode_and_context() -> None:
    call = CALLS["cameo-code"].function
    assert call(event=["ASSAULT"], modes=["aerial"], contexts=[])["code"] == "195"
    assert call(event=["AGREE"], modes=[], contexts=["economic"])["code"] == "0311"
    assert call(event=[], modes=[], contexts=[]) is None
    assert call(event=["NOTHING"], modes=["retaliation"]) is None


@pytest.mark.parametrize(
    ("id", "number"),
    [
        ("icews:123:2018-06-01", "123"),
        ("icews:123:2018-06-01#1", "123"),
        ("icews:00123", "123"),
        (None, None),
    ],
)
def test_calls_numbers_of_ids_are_the_format_s_own(id: str | None, number: str | None) -> None:
    assert CALLS["number"].function(id=id, prefix="icews:") == number


@given(st.text(min_size=1), st.text(min_size=1))
def test_calls_numbers_of_other_ids_have_fifteen_digits_and_differ(one: str, other: str) -> None:
    first, second = (CALLS["number"].function(id=id, prefix="icews:") for id in (one, other))
    assert len(first) == 15
    assert (first == second) == (one == other)


def test_calls_the_second_pair_of_an_id_has_another_number() -> None:
    numbers = {CALLS["number"].function(id=f"icews:123:2018-06-01#{pair}", prefix="icews:") for pair in (1, 2, 3)}
    assert len(numbers) == 3
