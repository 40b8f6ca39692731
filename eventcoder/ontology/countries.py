"""Countries and territories in the code systems of event data, each for the time in which it held.

Sources: ISO 3166-1 and 3166-3, Correlates of War, Gleditsch and Ward, FIPS 10-4 (GeoNames), CAMEO (GDELT, PETRARCH);
names compared with Unicode CLDR.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from eventcoder.ontology.schema import COLUMNS, rows
from eventcoder.resources import codebooks_folder

__all__ = ["SYSTEMS", "Countries", "Country", "Name"]

_TABLE = COLUMNS["countries/countries.csv"]
SYSTEMS: tuple[str, ...] = _TABLE[: _TABLE.index("valid_from")]
"""Names of the systems that `Countries.convert` knows: code, iso2, iso_numeric, cow_alpha, cow_number, gw_number,
fips, cameo and name; "iso3" is another word for code."""
_SAME = {"iso3": "code"}
_COW_WIDTH = 3  # Correlates of War and Gleditsch-Ward numbers are also written with leading zeros


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory in one period.

    Attributes:
        code: ISO 3166-1 alpha-3; a former state's of ISO 3166-3.
        name: common English name.
        codes: system -> values, the one to write first; systems that have no code for it are missing.
        valid_from, valid_to: first and last day as ISO dates; None = open, or before 1945.
        predecessors, successors: codes.
        status: "state", "territory", "disputed" or "former".
        parent: code of the state a territory belongs to.
        source: where the row is from.
    """

    code: str
    name: str
    codes: Mapping[str, tuple[str, ...]]
    valid_from: str | None
    valid_to: str | None
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    status: str
    parent: str | None
    source: str

    def valid(self, date: str | None) -> bool:
        """Whether the row held on an ISO date; without a date, whether it holds still."""
        if date is None:
            return self.valid_to is None
        return _within(date, self.valid_from or "", self.valid_to or "")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a country: what kind it is, when it stood for the code, under which condition.

    `code` is "" for longer phrases that are no country ("South China Sea") and hide the names in them.
    """

    code: str
    name: str
    kind: str
    valid_from: str
    valid_to: str
    condition: tuple[str, ...]
    source: str

    def valid(self, date: str | None) -> bool:
        """Whether the name held on an ISO date; any did where there is no date."""
        return date is None or _within(date, self.valid_from, self.valid_to)


class Countries:
    """Countries, territories and former states. Make one by `Countries.load`.

    Attributes:
        rows: every row of the table, sorted by code and time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.rows: tuple[Country, ...] = tuple(_countries(folder))
        self._of: dict[str, dict[str, list[Country]]] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> "Countries":
        """The countries in a folder; the packaged ones by default. Loaded once for a folder.

        Args:
            folder: holds countries/countries.csv and the tables beside it.

        Raises:
            ResourceError: a table cannot be opened.
            CodebookError: a table is malformed.
        """
        return _load(codebooks_folder() if folder is None else folder)

    def __contains__(self, code: object) -> bool:
        return any(row.code == code for row in self.rows)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, former states included, each once."""
        return tuple(dict.fromkeys(row.code for row in self.rows))

    def get(self, code: str, date: datetime.date | str | None = None) -> Country | None:
        """The row of a code on a date; without a date the one that holds, else the last that did."""
        return self._find(code, "code", _iso(date))

    def find(self, value: str, system: str, date: datetime.date | str | None = None) -> Country | None:
        """The country that a value of a code system, or a name, stood for on a date.

        Args:
            value: a code as data sets write it, or a name in any case.
            system: one of SYSTEMS, or "iso3".
            date: a day; without one the country that holds the code now, else the last that did.

        Returns:
            None where the system had no such value then.

        Raises:
            KeyError: no such system.
        """
        return self._find(value, system, _iso(date))

    def convert(
        self, value: str, from_system: str, to_system: str, date: datetime.date | str | None = None
    ) -> str | None:
        """A country's code in another system.

        Args:
            value: code or name in the first system; older and variant codes (aliases.csv) are read too.
            from_system: one of SYSTEMS, or "iso3".
            to_system: the same.
            date: a day, e.g. that of the event; "365" is the Soviet Union in 1985 and Russia in 1995.

        Returns:
            The code to write, or None where the value or the country has none on that date.

        Raises:
            KeyError: no such system.
        """
        system = _system(to_system)
        country = self.find(value, from_system, date)
        values = country.codes.get(system, ()) if country else ()
        return values[0] if values else None

    @cached_property
    def limits(self) -> tuple[str, ...]:
        """The days on which a code or name begins to stand for something else, or ends to; sorted."""
        periods = [(row.valid_from, row.valid_to) for row in self.rows]
        periods += [(since, until) for known in self._aliases.values() for _, since, until in known]
        found = {(since + "-01-01")[:10] for since, _ in periods if since}
        for _, until in periods:
            if until:
                last = datetime.date.fromisoformat((until + "-12-31")[:10])
                found.add((last + datetime.timedelta(days=1)).isoformat())
        return tuple(sorted(found))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Every name in news English (names.csv)."""
        return tuple(
            Name(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                condition=row.many("condition"),
                source=row["source"],
            )
            for row in rows("countries/names.csv", self._folder)
        )

    @cached_property
    def _aliases(self) -> Mapping[tuple[str, str], tuple[tuple[str, str, str], ...]]:
        found: dict[tuple[str, str], tuple[tuple[str, str, str], ...]] = {}
        for row in rows("countries/aliases.csv", self._folder):
            key = (_system(row["system"]), _plain(row["value"]))
            found[key] = (*found.get(key, ()), (row["code"], row["valid_from"], row["valid_to"]))
        for name in self.names:
            if name.kind == "name":
                key = ("name", _plain(name.name))
                found[key] = (*found.get(key, ()), (name.code, name.valid_from, name.valid_to))
        return MappingProxyType(found)

    def _index(self, system: str) -> Mapping[str, list[Country]]:
        found = self._of.get(system)
        if found is None:
            found = {}
            for row in self.rows:
                for value in row.codes.get(system, ()):
                    found.setdefault(_plain(value), []).append(row)
            self._of[system] = found
        return found

    def _find(self, value: str, system: str, date: str | None) -> Country | None:
        system = _system(system)
        plain = _plain(value)
        here = self._index(system).get(plain, [])
        valid = [row for row in here if row.valid(date)]
        if valid:
            return valid[-1]
        if date is None and here:
            return max(here, key=lambda row: row.valid_to or "")
        known = self._aliases.get((system, plain), ())
        for code, since, until in known:
            if date is None or _within(date, since, until):
                found = self._find(code, "code", date)
                if found is not None:
                    return found
        return None


def _countries(folder: Path) -> list[Country]:
    found = []
    for row in rows("countries/countries.csv", folder):
        values = {system: row.many(system) for system in SYSTEMS}
        found.append(
            Country(
                code=row["code"],
                name=row["name"],
                codes={system: cells for system, cells in values.items() if cells},
                valid_from=row["valid_from"] or None,
                valid_to=row["valid_to"] or None,
                predecessors=row.many("predecessor"),
                successors=row.many("successor"),
                status=row["status"],
                parent=row["parent"] or None,
                source=row["source"],
            )
        )
    return found


def _system(name: str) -> str:
    system = _SAME.get(name, name)
    if system not in SYSTEMS:
        raise KeyError(f"{name!r} is no code system; it is one of {', '.join([*SYSTEMS, *_SAME])}")
    return system


def _plain(value: str) -> str:
    text = value.strip().casefold()
    return str(int(text)) if text.isascii() and text.isdigit() and len(text) <= _COW_WIDTH else text


def _iso(date: datetime.date | str | None) -> str | None:
    if date is None or isinstance(date, str):
        return date or None
    return date.isoformat()[:10]


def _within(date: str, since: str, until: str) -> bool:
    day = date[:10]
    return since[: len(day)] <= day and (not until or day <= until)


@lru_cache(maxsize=8)
def _load(folder: Path) -> Countries:
    return Countries(folder)
