"""Steps that values go through, by name: a column of texts (or numbers, or lists) becomes another one.

A step is a function of the column, its options and a way to other columns. One that may fail says what is wrong with
the cells that come out empty. To add a step, write a function and put it under its name into CONVERTERS; the
meta-schema (schemas/mapping.schema.json) has its options. Imports ontology and validation's dates and formulas.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from eventcoder.mapping.country_codes import convert_countries
from eventcoder.ontology import Plover
from eventcoder.validation.dates import parse, write
from eventcoder.validation.formulas import FORMULAS

if TYPE_CHECKING:
    import polars

__all__ = ["CONVERTERS", "DATE", "Converter", "by_text"]

DATE = "$date"
"""The value that tells the day of the event, by which countries have their codes."""
ISO = "YYYY-MM-DD"

Options = Mapping[str, Any]
Columns = Callable[[str], "polars.Series"]


@dataclass(frozen=True, slots=True)
class Converter:
    """A step.

    Attributes:
        function: makes a column of a column.
        says: what it does, for the documentation, with its options.
        fails: what is wrong with a cell of which nothing comes, with the options; None where that is no fault.
    """

    function: Callable[["polars.Series", Options, Columns], "polars.Series"]
    says: Callable[[Options], str]
    fails: Callable[[Options], str] | None = None


def by_text(series: "polars.Series", function: Callable[[Any], Any], dtype: Any = None) -> "polars.Series":
    """A function of single texts for a column: called once for each text that there is."""
    import polars

    distinct = series.drop_nulls().unique()
    found = polars.Series([function(text) for text in distinct], dtype=dtype or polars.String)
    places = polars.int_range(distinct.len(), dtype=polars.UInt32, eager=True)
    return found.gather(series.replace_strict(distinct, places, default=None, return_dtype=polars.UInt32))


# texts ---


def _trim(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    text = series.str.strip_chars()
    return polars.select(polars.when(text != "").then(text)).to_series()


def _upper(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.str.to_uppercase()


def _lower(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.str.to_lowercase()


def _missing(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    return polars.select(polars.when(~series.is_in(options["missing"])).then(series)).to_series()


def _replace(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    if options.get("others") == "keep":
        return series.replace(options["replace"])
    return series.replace_strict(options["replace"], default=None, return_dtype=series.dtype)


def _matching(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    return polars.select(polars.when(series.str.contains(options["matching"])).then(series)).to_series()


def _extract(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.str.extract(options["extract"], options.get("group", 1))


def _slice(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.str.slice(*options["slice"])


def _before(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.str.split(options["before"]).list.first()


def _pad_end(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.str.pad_end(options["pad-end"], "0")


def _without(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.str.replace_all(options["without"], "", literal=True)


def _prefix(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    return polars.select(polars.lit(options["prefix"]) + polars.lit(series)).to_series()


def _ascii_capitals(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    def plain(text: str) -> str | None:
        letters = unicodedata.normalize("NFKD", text).upper().encode("ascii", "ignore").decode()
        return " ".join("".join(letter if letter.isprintable() else " " for letter in letters).split()) or None

    return by_text(series, plain)


def _one_line(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    text = series.str.replace_all(r"\s+", " ").str.strip_chars()
    return polars.select(polars.when(text != "").then(text)).to_series()


# numbers and dates ---


def _within(series: "polars.Series", options: Options, name: str) -> "polars.Series":
    import polars

    limits = options[name]
    if not isinstance(limits, list):
        return series
    low, high = limits
    keep = polars.lit(True)
    if low is not None:
        keep = keep & (polars.lit(series) >= low)
    if high is not None:
        keep = keep & (polars.lit(series) <= high)
    return polars.select(polars.when(keep).then(series)).to_series()


def _number(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    numbers = series.cast(polars.Float64, strict=False)
    if numbers.null_count() > series.null_count() and series.dtype == polars.String:
        numbers = series.str.strip_chars().cast(polars.Float64, strict=False)
    numbers = polars.select(polars.when(numbers.is_finite()).then(numbers)).to_series()
    return _within(numbers, options, "number")


def _integer(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    numbers = series.cast(polars.Int64, strict=False)
    if numbers.null_count() > series.null_count():
        real = series.cast(polars.Float64, strict=False)  # 3.0, as programs write that know no missing integer
        whole = polars.when((real == real.floor()) & (real.abs() < 2**53)).then(real)
        numbers = polars.select(whole).to_series().cast(polars.Int64, strict=False)
    return _within(numbers, options, "integer")


def _plus(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    return polars.select(polars.lit(series) + options["plus"]).to_series()


def _text(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    """Numbers as text: no more digits than needed, no .0 behind a whole one."""
    import polars

    if not series.dtype.is_float():
        return series.cast(polars.String)
    digits = options.get("text")
    if isinstance(digits, int) and not isinstance(digits, bool):
        series = series.round(digits)
    text = by_text(series, lambda number: format(Decimal(repr(number)), "f").removesuffix(".0"))
    return text.replace("-0", "0")


def _date(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    forms = tuple(options["date"])

    def iso(text: str) -> str | None:
        moment = parse(text.strip(), forms)
        return write(moment, ISO) if moment else None

    return by_text(series, iso)


def _date_text(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    def written(text: str) -> str | None:
        moment = parse(text, (ISO,))
        return write(moment, options["date-text"]) if moment else None

    return by_text(series, written)


def _formula(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    formula = FORMULAS[options["formula"]]

    def worked_out(text: str) -> str | None:
        number = formula.row([text])
        return None if number is None else formula.write(number)

    return by_text(series, worked_out)


# codes ---


def _country(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    values = series.cast(str) if series.dtype.is_numeric() else series
    return convert_countries(values, columns(options.get("on", DATE)), options["country"], options.get("to", "code"))


@cache
def _ranks() -> tuple[Mapping[str, int], Mapping[int, str]]:
    sectors = sorted(Plover.load().sectors.values(), key=lambda sector: sector.precedence)
    ranks = {sector.code: place for place, sector in enumerate(sectors)}
    return ranks, {place: code for code, place in ranks.items()}


def _ranked(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    ranks, codes = _ranks()
    item = polars.element().replace_strict(ranks, default=None, return_dtype=polars.UInt8)
    return series.list.eval(
        item.drop_nulls().unique().sort().replace_strict(codes, default=None, return_dtype=polars.String)
    )


# lists ---


def _split(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    items = series.str.split(options["split"]).list.eval(polars.element().str.strip_chars())
    return items.list.eval(polars.element().filter(polars.element() != ""))


def _pieces(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.str.extract_all(f".{{{options['pieces']}}}")


def _item(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.list.get(options["item"], null_on_oob=True)


def _rest(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    return series.list.slice(options["rest"])


def _join(series: "polars.Series", options: Options, columns: Columns) -> "polars.Series":
    import polars

    text = series.list.join(options["join"])
    return polars.select(polars.when(series.list.len() > 0).then(text)).to_series()


def _limits(options: Options, name: str) -> str:
    limits = options[name]
    if not isinstance(limits, list):
        return ""
    low, high = limits
    return f" of {low} to {high}" if low is not None and high is not None else f" of {low} or more"


CONVERTERS: Mapping[str, Converter] = {
    "trim": Converter(_trim, lambda options: "without blanks around it"),
    "upper": Converter(_upper, lambda options: "in capitals"),
    "lower": Converter(_lower, lambda options: "in small letters"),
    "ascii-capitals": Converter(_ascii_capitals, lambda options: "in capitals of ASCII"),
    "one-line": Converter(_one_line, lambda options: "on one line"),
    "missing": Converter(_missing, lambda options: f"{_listed(options['missing'])} stands for nothing"),
    "replace": Converter(
        _replace, lambda options: ", ".join(f"`{old}` as `{new}`" for old, new in options["replace"].items())
    ),
    "matching": Converter(
        _matching,
        lambda options: f"where it looks like `{options['matching']}`",
        lambda options: options.get("else", f"does not look like {options['matching']}"),
    ),
    "extract": Converter(_extract, lambda options: f"the part `{options['extract']}`"),
    "slice": Converter(_slice, lambda options: _said_slice(options["slice"])),
    "before": Converter(_before, lambda options: f"what stands before `{options['before']}`"),
    "pad-end": Converter(_pad_end, lambda options: f"with zeros behind, {options['pad-end']} characters at least"),
    "without": Converter(_without, lambda options: f"without `{options['without']}`"),
    "prefix": Converter(_prefix, lambda options: f"behind `{options['prefix']}`"),
    "number": Converter(
        _number,
        lambda options: "as a number",
        lambda options: f"is no number{_limits(options, 'number')}",
    ),
    "integer": Converter(
        _integer,
        lambda options: "as a whole number",
        lambda options: f"is no whole number{_limits(options, 'integer')}",
    ),
    "plus": Converter(_plus, lambda options: f"{'plus' if options['plus'] > 0 else 'less'} {abs(options['plus'])}"),
    "text": Converter(_text, lambda options: "as text"),
    "date": Converter(
        _date,
        lambda options: f"a day written {' or '.join(options['date'])}",
        lambda options: f"is no day written {' or '.join(options['date'])}",
    ),
    "date-text": Converter(_date_text, lambda options: f"written {options['date-text']}"),
    "formula": Converter(_formula, lambda options: f"by the formula {options['formula']}"),
    "country": Converter(
        _country,
        lambda options: (
            f"the country ({options['country']}) by {options.get('to', 'ISO 3166')} on the day of the event"
        ),
        lambda options: f"is no country ({options['country']}) on that day",
    ),
    "ranked": Converter(_ranked, lambda options: "by PLOVER's precedence of sectors"),
    "split": Converter(_split, lambda options: f"at each `{options['split']}`"),
    "pieces": Converter(_pieces, lambda options: f"in pieces of {options['pieces']} letters"),
    "item": Converter(_item, lambda options: "the first" if options["item"] == 0 else f"number {options['item'] + 1}"),
    "rest": Converter(
        _rest, lambda options: "all but the first" if options["rest"] == 1 else f"from number {options['rest'] + 1} on"
    ),
    "join": Converter(_join, lambda options: f"joined by `{options['join']}`"),
}
"""Every step by its name."""


def _listed(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _said_slice(cut: list[int]) -> str:
    return f"characters {cut[0] + 1} to {cut[0] + cut[1]}" if len(cut) > 1 else f"from character {cut[0] + 1} on"
