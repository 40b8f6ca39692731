"""What a place phrase stands for: the guard by country that keeps a name from meaning a city of the wrong country."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from eventcoder.actors import Lexicon
from eventcoder.actors.spelling import key
from eventcoder.places.gazetteer import City, Gazetteer
from eventcoder.places.phrases import CITY, DISTRICT, NEAR, PROVINCE, Unit
from eventcoder.records import Location
from eventcoder.syntax.parse import Parse

__all__ = ["COUNTRY_LEVEL", "Support", "UnitResolver"]

CITY_LEVEL, NEAR_LEVEL, PROVINCE_LEVEL, COUNTRY_LEVEL = 2, 3, 4, 5
"""Values of Location.resolution: a city, near one or a district, a province or region, a country."""

KNOWN_SIZE = 50_000
"""A one-word name that nothing supports is taken for a city only from this many people."""
BY_FAR = 5
"""A bearer of a name that is so many times as large as the next one needs no support."""
RIVAL = 0.2
"""A city that shares a name with one of the lexicon's must have this share of its people to be meant instead."""


@dataclass(frozen=True, slots=True)
class Support:
    """Countries that speak for a reading of a name, the closest first: of the sentence, of the document."""

    sentence: Collection[str] = ()
    document: Collection[str] = ()


class UnitResolver:
    """Finds out which place a unit means.

    Args:
        lexicon: the names of actors and countries.
        gazetteer: cities and provinces.
        country_name: English name of a country by its code.
    """

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, country_name: Callable[[str], str | None]) -> None:
        self._lexicon, self._gazetteer, self._country_name = lexicon, gazetteer, country_name

    def location(self, unit: Unit, parse: Parse, support: Support) -> Location | None:
        """The place of a unit; only its country where the name itself is not known or could be several; or None."""
        text = parse.text[parse.starts[unit.first] : parse.ends[unit.last]]
        if unit.noun:
            return self._noun(unit, text)
        explicit = self._explicit(unit)
        mention = unit.mention
        if mention is not None:
            text = parse.text[mention.start : mention.end]
            entry = self._lexicon.entry(mention.entries[0])
            if entry.kind == "country":
                return self.country(entry.country, text)
            curated, name = entry.country, key(entry.name)
        else:
            entry, curated, name = None, "", key(text)
        near = unit.slot is not None and unit.slot.relation == NEAR
        if unit.hint in (PROVINCE, DISTRICT) or (entry is not None and entry.kind == "region"):
            found = self._province(unit, text, name, curated, explicit, support)
            if found is not None:
                return found
        city = self._city(name, curated, explicit, support, several=unit.last > unit.first)
        if city is None and mention is not None and key(text) != name:
            city = self._city(key(text), curated, explicit, support, several=True)
        if city is not None:
            return self.city(city, text, near=near, district=unit.hint == DISTRICT)
        if curated and (not explicit or curated == explicit):
            assert entry is not None
            return Location(
                extracted_place=text,
                resolved_place=entry.name,
                city=entry.name,
                country=self._country_name(curated),
                country_code=curated,
                feature_class="P",
                resolution=NEAR_LEVEL if near else CITY_LEVEL,
            )
        if not explicit and not unit.hint:
            return self._loose_province(text, name, support)
        if explicit and unit.hint == CITY:
            return Location(
                extracted_place=text, city=text, country=self._country_name(explicit), country_code=explicit,
                feature_class="P", resolution=NEAR_LEVEL if near else CITY_LEVEL,
            )  # fmt: skip
        if explicit:
            return self._within_explicit(unit, text, name, explicit)
        return None

    def sole_country(self, name: str) -> str | None:
        """The country of a city's name that is taken without support; None where there is no such city."""
        cities = self._gazetteer.cities(key(name))
        return cities[0].country if cities and _clear(cities) else None

    def country(self, code: str, text: str | None) -> Location | None:
        """A whole country."""
        if not code:
            return None
        name = self._country_name(code)
        return Location(
            extracted_place=text,
            resolved_place=name,
            country=name,
            country_code=code,
            feature_class="A",
            feature_code="PCLI",
            resolution=COUNTRY_LEVEL,
        )

    def city(self, city: City, text: str | None, *, near: bool = False, district: bool = False) -> Location:
        """A city of the gazetteer."""
        return Location(
            extracted_place=text,
            resolved_place=city.name,
            geonameid=city.geonameid,
            lat=city.lat,
            lon=city.lon,
            city=city.name,
            district=text if district else None,
            province=city.province or None,
            country=self._country_name(city.country),
            country_code=city.country,
            feature_class="P",
            feature_code=city.feature,
            resolution=NEAR_LEVEL if near or district else CITY_LEVEL,
        )

    def named(self, name: str, kind: str, country: str, text: str) -> Location | None:
        """The place of a lexicon entry that stands by itself ("shelled Sderot")."""
        if kind == "country":
            return self.country(country, text)
        if kind == "region":
            return self._province_of(name, country, text)
        cities = [city for city in self._gazetteer.cities(key(name)) if city.country == country]
        if cities:
            return self.city(cities[0], text)
        return Location(
            extracted_place=text, resolved_place=name, city=name, country=self._country_name(country),
            country_code=country, feature_class="P", resolution=CITY_LEVEL,
        )  # fmt: skip

    # ------------------------------------------------------------------ parts

    def _noun(self, unit: Unit, text: str) -> Location | None:
        """ "The Iraqi capital": the capital; other nouns only tell the country."""
        capital = self._gazetteer.capital(unit.country) if unit.noun == "capital" else None
        if capital is not None:
            return self.city(capital, text)
        return self.country(unit.country, text)

    def _explicit(self, unit: Unit) -> str:
        """The country that the text itself gives the name."""
        outer = unit.inside
        if outer is not None:
            if outer.mention is not None:
                country = self._lexicon.entry(outer.mention.entries[0]).country
                if country:
                    return country
            return self._explicit(outer)
        return unit.country

    def _city(self, name: str, curated: str, explicit: str, support: Support, several: bool) -> City | None:
        cities = self._gazetteer.cities(name)
        if not cities:
            return None
        if explicit:
            return next((city for city in cities if city.country == explicit), None)
        if curated:
            own = next((city for city in cities if city.country == curated), None)
            if curated not in support.sentence:
                people = own.population if own is not None else 0
                rivals = [c for c in cities if c.country in support.sentence and c.population > RIVAL * people > 0]
                if len({c.country for c in rivals}) == 1:
                    return rivals[0]
            return own
        for countries in (support.sentence, support.document):
            hits = [city for city in cities if city.country in countries]
            if hits:
                return hits[0] if _clear(hits) else None
        if not _clear(cities):
            return None
        return cities[0] if several or cities[0].population >= KNOWN_SIZE else None

    def _province(
        self, unit: Unit, text: str, name: str, curated: str, explicit: str, support: Support
    ) -> Location | None:
        country = explicit or curated
        if not country:
            countries = {province.country for province in self._gazetteer.provinces(name)}
            for named in (support.sentence, support.document, countries):
                hits = countries.intersection(named)
                if hits:
                    country = next(iter(hits)) if len(hits) == 1 else ""
                    break
        if not country:
            return None
        if unit.hint == DISTRICT:
            cities = [city for city in self._gazetteer.cities(name) if city.country == country]
            if cities:
                return self.city(cities[0], text, district=True)
            return Location(
                extracted_place=text, district=text, province=self._outer_province(unit),
                country=self._country_name(country), country_code=country,
                feature_class="A", feature_code="ADM2", resolution=NEAR_LEVEL,
            )  # fmt: skip
        return self._province_of(text if unit.mention is None else name, country, text)

    def _province_of(self, name: str, country: str, text: str) -> Location:
        known = next((p.name for p in self._gazetteer.provinces(key(name)) if p.country == country), None)
        return Location(
            extracted_place=text,
            resolved_place=known,
            province=known or text,
            country=self._country_name(country),
            country_code=country,
            feature_class="A" if known else "L",
            feature_code="ADM1" if known else "RGN",
            resolution=PROVINCE_LEVEL,
        )

    def _loose_province(self, text: str, name: str, support: Support) -> Location | None:
        """A province's name without the noun ("in Helmand"): of a country that was named, or the only one."""
        provinces = self._gazetteer.provinces(name)
        for countries in (support.sentence, support.document):
            hits = {p.country for p in provinces if p.country in countries}
            if len(hits) == 1:
                return self._province_of(text, hits.pop(), text)
            if hits:
                return None
        if len({p.country for p in provinces}) == 1 and (" " in name or len(name) > _SHORT):
            return self._province_of(text, provinces[0].country, text)
        return None

    def _within_explicit(self, unit: Unit, text: str, name: str, explicit: str) -> Location | None:
        """An unknown name with its country beside it: the province that is told too, else the country."""
        if any(p.country == explicit for p in self._gazetteer.provinces(name)):
            return self._province_of(text, explicit, text)
        province = self._outer_province(unit)
        if province is None:
            return self.country(explicit, text)
        found = self._province_of(province, explicit, province)
        return found.model_copy(update={"extracted_place": text})

    def _outer_province(self, unit: Unit) -> str | None:
        outer = unit.inside
        if outer is None or outer.coarse == 3 or outer.mention is None:
            return None
        return self._lexicon.entry(outer.mention.entries[0]).name


_SHORT = 4  # letters up to which a lone province name could be anything


def _clear(cities: Sequence[City]) -> bool:
    """Whether the first, largest city is by far the largest, or all are of one country."""
    return len(cities) == 1 or (
        cities[0].population >= BY_FAR * max(1, cities[1].population)
        or (cities[0].country == cities[1].country and len({city.country for city in cities}) == 1)
    )
