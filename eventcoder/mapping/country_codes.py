"""Codes of countries in one system and in another, for columns and for the day of each event. Imports ontology.

What a code stands for may hang on the day. Between two days on which something in the tables of countries begins or
ends nothing changes, so the days are numbered by these periods, and each code is looked up once in each period.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from eventcoder.ontology import Countries

if TYPE_CHECKING:
    import polars

__all__ = ["convert_countries", "convert_country"]

FIRST_DAY = "0001-01-01"
NO_DAY = "-"
"""Stands for the period of events without a day."""


def convert_countries(values: "polars.Series", days: "polars.Series", system: str, to: str) -> "polars.Series":
    """Codes of countries in another system.

    Args:
        values: codes or names in the first system.
        days: ISO dates. Where there is none, or the value stood for nothing on that day, what holds today counts:
            GDELT's places have today's codes in events of any year.
        system, to: systems of `Countries`.

    Returns:
        The codes to write; null where the value or the country has none.

    Raises:
        KeyError: there is no such system.
    """
    import polars

    limits = polars.Series(Countries.load().limits, dtype=polars.String)
    numbers = limits.search_sorted(days.cast(polars.String), side="right").cast(polars.String)
    cells = polars.DataFrame(
        {
            "value": values,
            "period": polars.select(
                polars.when(days.is_not_null()).then(numbers).otherwise(polars.lit(NO_DAY))
            ).to_series(),
        }
    )
    keys = cells.select(polars.concat_str("value", "period", separator="|")).to_series()
    distinct = keys.drop_nulls().unique()
    found = [_convert(key, system, to) for key in distinct]
    return keys.replace_strict(distinct, polars.Series(found, dtype=polars.String), default=None)


@lru_cache(maxsize=100_000)
def convert_country(value: str, system: str, to: str, day: str | None) -> str | None:
    """The code of one country in another system on a day; see `convert_countries`."""
    countries = Countries.load()
    found = countries.convert(value, system, to, day)
    return countries.convert(value, system, to) if found is None and day is not None else found


def _convert(key: str, system: str, to: str) -> str | None:
    value, _, period = key.rpartition("|")
    if period == NO_DAY:
        day = None
    else:
        day = FIRST_DAY if period == "0" else Countries.load().limits[int(period) - 1]
    return convert_country(value, system, to, day)
