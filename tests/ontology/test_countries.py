import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.ontology import Countries
from eventcoder.ontology.countries import SYSTEMS


@pytest.fixture(scope="module")
def countries() -> Countries:
    return Countries.load()


@pytest.mark.parametrize(
    ("value", "system", "date", "code"),
    [
        ("365", "cow_number", "1985-05-01", "SUN"),
        ("365", "cow_number", "1995-05-01", "RUS"),
        ("365", "cow_number", None, "RUS"),
        ("345", "cow_number", "1990-01-01", "YUG"),
        ("345", "cow_number", "2004-01-01", "SCG"),
        ("345", "cow_number", "2010-01-01", "SRB"),
        ("260", "gw_number", "1985-01-01", "DEU"),
        ("260", "gw_number", "2000-01-01", "DEU"),
        ("255", "cow_number", "2000-01-01", "DEU"),
        ("678", "cow_number", "1985-01-01", "YEM"),
        ("678", "gw_number", "2015-01-01", "YEM"),
        ("679", "cow_number", "2015-01-01", "YEM"),
        ("680", "cow_number", "1985-01-01", "YMD"),
        ("2", "cow_number", None, "USA"),
        ("002", "gw_number", None, "USA"),
        ("UK", "fips", None, "GBR"),
        ("GM", "fips", None, "DEU"),
        ("GZ", "fips", None, "PSE"),
        ("OD", "fips", "2015-01-01", "SSD"),
        ("ROM", "cameo", None, "ROU"),
        ("KSV", "cameo", None, "XKX"),
        ("WSB", "cameo", None, "PSE"),
        ("ZAR", "iso3", "1990-01-01", "COD"),
        ("SUN", "iso3", None, "SUN"),
        ("ROM", "iso3", "2020-01-01", "ROU"),
        ("DR Congo (Zaire)", "name", "2000-01-01", "COD"),
        ("Moldova, Republic of", "name", "2010-01-01", "MDA"),
        ("us", "iso2", None, "USA"),
        ("Burma", "name", "1980-01-01", "MMR"),
        ("Zaire", "name", "1990-01-01", "COD"),
        ("Czechoslovakia", "name", "1980-01-01", "CSK"),
        ("East Germany", "name", "1980-01-01", "DDR"),
        ("Swaziland", "name", None, "SWZ"),
        ("Turkey", "name", None, "TUR"),
        ("South Sudan", "name", "2012-01-01", "SSD"),
    ],
)
def test_countries_find_by_code_or_name_for_a_date(
    countries: Countries, value: str, system: str, date: str | None, code: str
) -> None:
    found = countries.find(value, system, date)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("code", "date", "system", "value"),
    [
        ("DEU", "1985-01-01", "cow_number", "260"),
        ("DEU", "1985-01-01", "iso_numeric", "280"),
        ("DEU", None, "iso_numeric", "276"),
        ("SRB", None, "gw_number", "340"),
        ("SRB", None, "cow_number", "345"),
        ("KIR", None, "gw_number", "970"),
        ("KIR", None, "cow_number", "946"),
        ("MNE", None, "cameo", "MTN"),
        ("TLS", None, "cameo", "TMP"),
        ("PSE", None, "fips", "WE"),
        ("TWN", None, "cow_alpha", "TAW"),
        ("ISR", None, "fips", "IS"),
        ("ISL", None, "fips", "IC"),
        ("AUS", None, "cow_alpha", "AUL"),
        ("AUT", None, "cow_alpha", "AUS"),
        ("HKG", None, "cow_number", None),
        ("UKR", "1985-01-01", "cow_number", None),
    ],
)
def test_countries_convert_from_iso(
    countries: Countries, code: str, date: str | None, system: str, value: str | None
) -> None:
    assert countries.convert(code, "code", system, date) == value


def test_countries_convert_takes_date_objects(countries: Countries) -> None:
    assert countries.convert("365", "cow_number", "iso3", datetime.date(1991, 12, 25)) == "SUN"
    assert countries.convert("365", "cow_number", "iso3", datetime.date(1991, 12, 26)) == "RUS"


def test_countries_round_trip_in_every_system(countries: Countries) -> None:
    for row in countries.rows:
        date = row.valid_from or row.valid_to
        for system in SYSTEMS:
            for value in row.codes.get(system, ()):
                assert countries.convert(value, system, "code", date) == row.code, (row.code, system, value)


def test_countries_successors_exist_and_point_back(countries: Countries) -> None:
    for row in countries.rows:
        for code in row.successors:
            later = [other for other in countries.rows if other.code == code]
            assert any(row.code in other.predecessors for other in later), (row.code, code)


def test_countries_of_the_united_nations(countries: Countries) -> None:
    current = [row for row in countries.rows if row.valid_to is None]
    assert sum(row.status == "state" for row in current) == 194  # 193 members and the Holy See
    assert {row.code for row in current if row.status == "disputed"} == {"TWN", "XKX", "PSE", "ESH"}
    assert all(row.parent for row in current if row.status == "territory" and row.code != "ATA")


def test_countries_refuse_an_unknown_system(countries: Countries) -> None:
    with pytest.raises(KeyError, match="no code system"):
        countries.convert("USA", "code", "imf")
    with pytest.raises(KeyError, match="no code system"):
        countries.find("USA", "imf")


@given(value=st.text(max_size=20), system=st.sampled_from(SYSTEMS), date=st.none() | st.dates())
def test_countries_find_never_fails_on_any_text(value: str, system: str, date: datetime.date | None) -> None:
    found = Countries.load().find(value, system, date)
    assert found is None or date is None or found.valid(date.isoformat())


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("U.S.", "USA", "name"),
        ("US", "USA", "name"),
        ("America", "USA", "name"),
        ("Britain", "GBR", "name"),
        ("Holland", "NLD", "name"),
        ("Iraqi", "IRQ", "adjective"),
        ("Iraqis", "IRQ", "demonym"),
        ("Frenchmen", "FRA", "demonym"),
        ("Britons", "GBR", "demonym"),
        ("Danes", "DNK", "demonym"),
        ("Washington", "USA", "capital"),
        ("Kremlin", "RUS", "metonym"),
        ("Downing Street", "GBR", "metonym"),
        ("Pentagon", "USA", "metonym"),
        ("Tel Aviv", "ISR", "metonym"),
        ("Pyongyang", "PRK", "capital"),
        ("Crimea", "UKR", "region"),
        ("Chechnya", "RUS", "region"),
        ("Gaza", "PSE", "region"),
        ("Xinjiang", "CHN", "region"),
        ("Catalonia", "ESP", "region"),
        ("Mosul", "IRQ", "city"),
        ("Mumbai", "IND", "city"),
    ],
)
def test_countries_names_of_the_news(countries: Countries, name: str, code: str, kind: str) -> None:
    assert (code, kind) in {(entry.code, entry.kind) for entry in countries.names if entry.name == name}


@pytest.mark.parametrize("name", ["US", "Turkey", "Chad", "Jordan", "Georgia", "China", "Polish"])
def test_countries_names_that_are_words_need_their_case(countries: Countries, name: str) -> None:
    assert all("case" in entry.condition for entry in countries.names if entry.name == name)


def test_countries_names_say_when_congo_was_which(countries: Countries) -> None:
    def holder(date: str) -> set[str]:
        found = [entry for entry in countries.names if entry.name == "Congo" and entry.valid(date)]
        return {entry.code for entry in found if "second" not in entry.condition}

    assert holder("1985-01-01") == {"COG"}
    assert holder("2005-01-01") == {"COD"}
