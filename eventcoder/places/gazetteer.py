"""The gazetteer: cities and provinces with where they are, by name, from the places/ folders of a codebook."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from eventcoder.actors.spelling import key
from eventcoder.errors import ResourceError

__all__ = ["City", "Gazetteer", "Province"]

CITIES, PROVINCES = "cities.csv", "provinces.csv"
CITY_COLUMNS = ("name", "alternatives", "country", "admin1", "lat", "lon", "geonameid", "feature", "population")
PROVINCE_COLUMNS = ("name", "alternatives", "country", "seat")
_CAPITAL = "PPLC"


@dataclass(frozen=True, slots=True)
class City:
    """A city, town or village.

    Attributes:
        name: its name in English news.
        country: ISO 3166-1 alpha-3.
        province: first-order division, "" where it is not known.
        lat, lon: degrees.
        geonameid: its number in GeoNames.
        feature: GeoNames feature code (PPLC: a country's capital).
        population: inhabitants, 0 where not known.
    """

    name: str
    country: str
    province: str
    lat: float
    lon: float
    geonameid: str
    feature: str
    population: int


@dataclass(frozen=True, slots=True)
class Province:
    """A first-order division of a country (ISO 3166-1 alpha-3)."""

    name: str
    country: str


class Gazetteer:
    """Cities and provinces by name. The tables are read when the first name is asked for.

    Args:
        folders: the codebook's folders, the lowest layer first; rows of an upper layer come first in a name's list.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._known: dict[str, tuple[City, ...]] = {}

    def cities(self, name: str) -> Sequence[City]:
        """Cities of a name, given as a key (actors.spelling.key), the largest first."""
        known = self._known.get(name)
        if known is None:
            rows = self._cities.get(name)
            if rows is None:
                return ()
            known = self._known[name] = tuple(sorted(map(_city, rows), key=lambda city: -city.population))
        return known

    def provinces(self, name: str) -> Sequence[Province]:
        """Provinces of a name, given as a key."""
        return self._provinces.get(name, ())

    def capital(self, country: str) -> City | None:
        """The capital of a country."""
        row = self._capitals.get(country)
        return None if row is None else _city(row)

    @cached_property
    def _cities(self) -> dict[str, list[list[str]]]:
        index: dict[str, list[list[str]]] = {}
        for row in self._rows(CITIES, CITY_COLUMNS):
            names = {key(row[0])}
            if row[1]:
                names.update(map(key, row[1].split(";")))
            for name in names:
                if name in index:
                    index[name].append(row)
                else:
                    index[name] = [row]
        return index

    @cached_property
    def _capitals(self) -> dict[str, list[str]]:
        return {row[2]: row for rows in self._cities.values() for row in rows if row[7] == _CAPITAL}

    @cached_property
    def _provinces(self) -> dict[str, list[Province]]:
        index: dict[str, list[Province]] = {}
        for row in self._rows(PROVINCES, PROVINCE_COLUMNS):
            province = Province(row[0], row[2])
            for name in dict.fromkeys(map(key, (row[0], *filter(None, row[1].split(";"))))):
                index.setdefault(name, []).append(province)
        return index

    def _rows(self, file: str, columns: Sequence[str]) -> Iterable[list[str]]:
        for folder in reversed(self._folders):
            path = folder / "places" / file
            if not path.is_file():
                continue
            try:
                with open(path, encoding="utf-8", newline="") as stream:
                    lines = csv.reader(line for line in stream if not line.startswith("#"))
                    header = next(lines, [])
                    if tuple(header) != tuple(columns):
                        raise ResourceError(f"{path}: the columns must be {', '.join(columns)}")
                    yield from (row for row in lines if len(row) == len(columns))
            except (OSError, UnicodeDecodeError, csv.Error) as error:
                raise ResourceError(f"{path} cannot be read as UTF-8 CSV: {error}") from error


def _city(row: Sequence[str]) -> City:
    return City(row[0], row[2], row[3], float(row[4]), float(row[5]), row[6], row[7], int(row[8] or 0))
