from pathlib import Path

import pytest

from eventcoder.actors import Lexicon, Mention
from eventcoder.errors import ResourceError
from eventcoder.places import Background, Gazetteer, PlaceWords
from eventcoder.places.phrases import NEAR, TARGET, Unit, read_units
from eventcoder.places.resolve import Support, UnitResolver
from eventcoder.resources import codebooks_folder
from eventcoder.syntax.parse import Parse
from tests.circumstances.handmade import parse_of

CITIES = """\
# a comment
name,alternatives,country,admin1,lat,lon,geonameid,feature,population
Springfield,,USA,Illinois,39.8,-89.6,1,PPL,116250
Springfield,,AUS,,-27.6,152.9,2,PPL,15318
Gaoua,Gao,BFA,,11.6,-2.1,3,PPL,20000
Gao,,MLI,Gao,16.2,0,4,PPL,133110
Tripoli,,LBY,,32.9,13.2,5,PPLC,1150989
Tripoli,Tarabulus,LBN,,34.4,35.8,6,PPL,730000
Smallville,,CAN,,50,-100,7,PPL,31000
Twin,,CAN,,50,-100,8,PPL,90000
Twin,,MLI,,10,0,9,PPL,80000
"""
PROVINCES = "name,alternatives,country,seat\nBabil,Babylon,IRQ,\nGedo,,SOM,\nPunjab,,IND,\nPunjab,,PAK,\n"
WORDS = PlaceWords.load([codebooks_folder("default")])
LEXICON = Lexicon()


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("book")
    (folder / "places").mkdir()
    (folder / "places" / "cities.csv").write_text(CITIES, encoding="utf-8")
    (folder / "places" / "provinces.csv").write_text(PROVINCES, encoding="utf-8")
    return Gazetteer([folder])


@pytest.fixture(scope="module")
def resolver(gazetteer: Gazetteer) -> UnitResolver:
    return UnitResolver(LEXICON, gazetteer, {"MLI": "Mali"}.get)


def units_of(parse: Parse, mentions: list[Mention] | None = None) -> list[Unit]:
    return read_units(parse, mentions or [], LEXICON, WORDS)


def in_place(name: str, preposition: str = "in") -> Parse:
    return parse_of(f"Rebels/n/2/subject attacked/v/0/root {preposition}/p/4/case {name}/N/2/oblique/{preposition}")


def country_of(parse: Parse, resolver: UnitResolver, support: Support) -> str | None:
    (unit,) = units_of(parse)
    found = resolver.location(unit, parse, support)
    return found.country_code if found is not None else None


def test_gazetteer_gives_largest_first(gazetteer: Gazetteer) -> None:
    assert [city.country for city in gazetteer.cities("springfield")] == ["USA", "AUS"]
    assert [city.name for city in gazetteer.cities("gao")] == ["Gao", "Gaoua"]
    assert gazetteer.cities("atlantis") == ()


def test_gazetteer_knows_capitals_and_provinces(gazetteer: Gazetteer) -> None:
    capital = gazetteer.capital("LBY")
    assert capital is not None
    assert capital.geonameid == "5"
    assert gazetteer.capital("MLI") is None
    assert [province.name for province in gazetteer.provinces("babylon")] == ["Babil"]


def test_gazetteer_rejects_other_columns(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "cities.csv").write_text("name,country\nGao,MLI\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="columns"):
        Gazetteer([tmp_path]).cities("gao")


def test_place_words_reject_unknown_lists(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "en.yaml").write_text("schema: eventcoder.places/1\nbeside: [in]\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="beside"):
        PlaceWords.load([tmp_path])


def test_places_country_named_in_the_sentence_decides(resolver: UnitResolver) -> None:
    assert country_of(in_place("Springfield"), resolver, Support({"AUS"})) == "AUS"
    assert country_of(in_place("Springfield"), resolver, Support((), {"AUS"})) == "AUS"
    assert country_of(in_place("Springfield"), resolver, Support({"USA"}, {"AUS"})) == "USA"


def test_places_by_far_largest_bearer_needs_no_country(resolver: UnitResolver) -> None:
    assert country_of(in_place("Springfield"), resolver, Support()) == "USA"
    assert country_of(in_place("Gao"), resolver, Support()) == "MLI"


def test_places_ambiguous_or_small_names_without_country_are_none(resolver: UnitResolver) -> None:
    assert country_of(in_place("Twin"), resolver, Support()) is None
    assert country_of(in_place("Smallville"), resolver, Support()) is None
    assert country_of(in_place("Smallville"), resolver, Support({"CAN"})) == "CAN"


def test_places_province_of_several_countries_needs_one_named(resolver: UnitResolver) -> None:
    assert country_of(in_place("Punjab"), resolver, Support()) is None
    assert country_of(in_place("Punjab"), resolver, Support({"PAK"})) == "PAK"
    assert country_of(in_place("Punjab"), resolver, Support({"PAK", "IND"})) is None


def test_places_near_a_city_is_less_exact(resolver: UnitResolver) -> None:
    for preposition, resolution in (("in", 2), ("near", 3)):
        parse = in_place("Gao", preposition)
        (unit,) = units_of(parse)
        found = resolver.location(unit, parse, Support())
        assert found is not None
        assert (found.resolution, found.country) == (resolution, "Mali")


def test_places_south_of_a_city_is_near_it() -> None:
    parse = parse_of("Rebels/n/2/subject attacked/v/0/root south/adv/2/adverb of/p/5/case Gao/N/3/oblique/of")
    (unit,) = units_of(parse)
    assert unit.slot is not None
    assert (unit.slot.relation, unit.slot.attach) == (NEAR, 1)


def test_places_object_is_a_target() -> None:
    parse = parse_of("Rebels/n/2/subject attacked/v/0/root Gao/N/2/object")
    (unit,) = units_of(parse)
    assert unit.slot is not None
    assert unit.slot.relation == TARGET


def test_places_names_behind_other_prepositions_and_subjects_are_none() -> None:
    assert units_of(in_place("Gao", "with")) == []
    assert units_of(parse_of("Gao/N/2/subject condemned/v/0/root it/n/2/object")) == []


def test_places_kind_beside_a_name_is_no_part_of_it(resolver: UnitResolver) -> None:
    parse = parse_of("Rebels/n/2/subject attacked/v/0/root in/p/5/case Gedo/N/5/compound Region/N/2/oblique/in/region")
    (unit,) = units_of(parse)
    found = resolver.location(unit, parse, Support())
    assert found is not None
    assert (found.extracted_place, found.province, found.country_code, found.resolution) == ("Gedo", "Gedo", "SOM", 4)


def test_background_grows_by_sentence_and_leaves_the_old_one() -> None:
    before = Background.of("MLI")
    assert before.countries == {"MLI"}
    assert before.after([], LEXICON) is before
    assert Background.of(None).countries == frozenset()
