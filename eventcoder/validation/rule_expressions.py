"""What every rule means for columns: polars expressions that are true where a row breaks the rule.

The same meaning as rule_meaning, which property tests hold it to. Imports rules, formulas and polars.

An expression reads a frame of values: a column for each field, of the field's type, null where the cell is empty or
bad; beside a field of dates stand its day and its second (`day_of`, `second_of`).
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any

import polars as pl

from eventcoder.validation.formulas import FORMULAS
from eventcoder.validation.rule_meaning import POINT, tolerance
from eventcoder.validation.rules import Condition, Kind, Rule, TableSchema

__all__ = ["DTYPES", "broken", "dates_read", "day_of", "second_of"]

DTYPES: Mapping[Kind, Any] = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64}
"""Type of a field -> type of its column."""

BETWEEN = "\x1f"
"""Joins a key and a value into one text; no cell holds it."""

Expr = pl.Expr


def day_of(name: str) -> str:
    """Column that holds the day of a date field, in days since 1970."""
    return f"{name}\x00day"


def second_of(name: str) -> str:
    """Column that holds the second of the day of a date field; null where it has no time of day."""
    return f"{name}\x00second"


def dates_read(schema: TableSchema, rule: Rule) -> tuple[str, ...]:
    """The date fields of which a rule reads day and second."""
    if rule.keyword in ("x-date-part", "x-duration"):
        return rule.sources
    if rule.keyword == "x-order" and rule.spec.get("length") is None:
        return tuple(name for name in rule.sources if schema.fields[name].dates)
    return ()


def broken(schema: TableSchema, rule: Rule) -> Expr:
    """True where a row breaks a rule, false elsewhere; rows with bad cells in it are for the caller to leave out."""
    conditions = [pl.col(name).is_not_null() for name in rule.needs]
    conditions += [_holds(condition) for condition in rule.when]
    return _all([*conditions, _BROKEN[rule.keyword](schema, rule)]).fill_null(False)


def _all(parts: list[Expr]) -> Expr:
    return reduce(and_, parts)


def _text(schema: TableSchema, name: str) -> Expr:
    column = pl.col(name)
    return column if schema.fields[name].kind == "string" else column.cast(pl.String)


def _holds(condition: Condition) -> Expr:
    """True where a condition holds; never null."""
    column = pl.col(condition.field)
    if condition.present is False:
        return column.is_null()
    parts = [column.is_not_null()]
    if condition.enum is not None:
        only = list(condition.enum)
        parts.append(column == only[0] if len(only) == 1 else column.is_in(only))
    if condition.pattern is not None:
        parts.append(column.cast(pl.String).str.contains(condition.pattern))
    if condition.minimum is not None:
        parts.append(column >= condition.minimum)
    if condition.maximum is not None:
        parts.append(column <= condition.maximum)
    return _all(parts).fill_null(False)


def _differs(schema: TableSchema, rule: Rule, wanted: Expr) -> Expr:
    """True where the rule's field is not what is wanted; null where nothing is."""
    column = pl.col(rule.field)
    if schema.fields[rule.field].kind == "string":
        return column != wanted
    return (column - wanted).abs() > tolerance(rule)


def _converted(schema: TableSchema, rule: Rule, wanted: Expr) -> Expr:
    """A wanted text against the rule's field: what is no value of its type is not equal to any."""
    kind = schema.fields[rule.field].kind
    if kind == "string":
        return pl.col(rule.field) != wanted
    return _differs(schema, rule, wanted.cast(DTYPES[kind], strict=False)).fill_null(wanted.is_not_null())


def _slice(schema: TableSchema, rule: Rule) -> Expr:
    wanted = _text(schema, rule.spec["of"]).str.slice(rule.spec["start"], rule.spec["length"])
    return _converted(schema, rule, wanted)


def _part(schema: TableSchema, rule: Rule) -> Expr:
    parts = _text(schema, rule.spec["of"]).str.split(rule.spec["separator"])
    wanted = parts.list.get(rule.spec["index"], null_on_oob=True)
    return wanted.is_null() | _converted(schema, rule, wanted)


def _date_part(schema: TableSchema, rule: Rule) -> Expr:
    day = pl.col(day_of(rule.spec["of"])).cast(pl.Int32).cast(pl.Date)
    part: Expr = getattr(day.dt, rule.spec["part"])()
    if schema.fields[rule.field].kind == "string":
        width = 4 if rule.spec["part"] == "year" else 2
        return pl.col(rule.field) != part.cast(pl.String).str.zfill(width)
    return _differs(schema, rule, part.cast(pl.Int64))


def _lookup(schema: TableSchema, rule: Rule) -> Expr:
    table = schema.definition(rule.spec["table"])["x-values"]
    key, kind = _text(schema, rule.spec["of"]), schema.fields[rule.field].kind
    dtype = DTYPES[kind]
    if any(isinstance(value, list) for value in table.values()):
        lists = {name: value if isinstance(value, list) else [value] for name, value in table.items()}
        # Through the column's type and back, so that numbers are written in one way.
        texts = pl.Series([str(each) for value in lists.values() for each in value]).cast(dtype).cast(pl.String)
        names = pl.Series([name for name, value in lists.items() for _ in value])
        pair = pl.concat_str([key, pl.col(rule.field).cast(pl.String)], separator=BETWEEN)
        return key.is_in(list(lists)) & ~pair.is_in((names + BETWEEN + texts).to_list())
    values = pl.Series([str(value) for value in table.values()], dtype=pl.String).cast(dtype)
    wanted = key.replace_strict(list(table), values, default=None, return_dtype=dtype)
    return _differs(schema, rule, wanted)


def _sum(schema: TableSchema, rule: Rule) -> Expr:
    total = reduce(lambda one, other: one + other, (pl.col(name) for name in rule.sources))
    return _differs(schema, rule, total)


def _formula(schema: TableSchema, rule: Rule) -> Expr:
    formula = FORMULAS[rule.spec["name"]]
    inputs = [_text(schema, name) if formula.texts else pl.col(name) for name in rule.sources]
    return _differs(schema, rule, formula.columns(inputs).round(formula.decimals))


def _join(schema: TableSchema, rule: Rule) -> Expr:
    joined = pl.concat_str([_text(schema, name) for name in rule.sources], separator=rule.spec["separator"])
    return _converted(schema, rule, joined)


def _pair(schema: TableSchema, rule: Rule) -> Expr:
    order: list[str] = rule.spec["order"]
    first, second = (_text(schema, name) for name in rule.sources)
    places = pl.Series(range(len(order)), dtype=pl.Int64)
    place_first, place_second = (
        text.replace_strict(order, places, default=None, return_dtype=pl.Int64) for text in (first, second)
    )
    separator = rule.spec["separator"]
    both = (
        pl.when(place_first <= place_second)
        .then(pl.concat_str([first, second], separator=separator))
        .when(place_first > place_second)
        .then(pl.concat_str([second, first], separator=separator))
    )
    before, _, after = rule.spec.get("alone", "{}").partition("{}")
    alone = pl.when(place_first.is_not_null()).then(pl.concat_str([pl.lit(before), first, pl.lit(after)]))
    return _converted(schema, rule, pl.when(second.is_null()).then(alone).otherwise(both))


def _point(schema: TableSchema, rule: Rule) -> Expr:
    parts = []
    for group, name in enumerate(rule.sources, start=1):
        here = pl.col(rule.field).str.extract(POINT, group).cast(pl.Float64, strict=False)
        parts.append(((here - pl.col(name)).abs() > tolerance(rule)).fill_null(True))
    return reduce(or_, parts)


def _within(schema: TableSchema, rule: Rule) -> Expr:
    return ~_text(schema, rule.spec["of"]).str.contains(_text(schema, rule.field), literal=True)


def _starts_with(schema: TableSchema, rule: Rule) -> Expr:
    return ~_text(schema, rule.field).str.starts_with(_text(schema, rule.spec["of"]))


def _duration(schema: TableSchema, rule: Rule) -> Expr:
    first, last = rule.sources
    days: Expr = pl.col(day_of(last)) - pl.col(day_of(first))
    value = _text(schema, rule.field)
    cases: list[Expr] = []
    for key, (least, most) in rule.spec["bounds"].items():
        outside: Expr = days < least if most is None else (days < least) | (days > most)
        cases.append((value == key) & outside)
    return reduce(or_, cases)


def _order(schema: TableSchema, rule: Rule) -> Expr:
    first, second = rule.sources
    length = rule.spec.get("length")
    if length is not None:
        return _text(schema, first).str.slice(0, length) > _text(schema, second).str.slice(0, length)
    if not schema.fields[first].dates:
        return pl.col(first) > pl.col(second)
    one, other = pl.col(day_of(first)), pl.col(day_of(second))
    later_that_day = (one == other) & (pl.col(second_of(first)) > pl.col(second_of(second)))
    return (one > other) | later_that_day.fill_null(False)


def _together(schema: TableSchema, rule: Rule) -> Expr:
    before = rule.sources[: rule.sources.index(rule.field)]
    there = reduce(or_, (pl.col(name).is_not_null() for name in rule.sources))
    return _all([there, pl.col(rule.field).is_null(), *(pl.col(name).is_not_null() for name in before)])


def _any(schema: TableSchema, rule: Rule) -> Expr:
    return _all([pl.col(name).is_null() for name in rule.sources])


def _if(schema: TableSchema, rule: Rule) -> Expr:
    assert rule.then is not None
    return ~_holds(rule.then)


_BROKEN: Mapping[str, Callable[[TableSchema, Rule], Expr]] = {
    "x-slice": _slice,
    "x-part": _part,
    "x-date-part": _date_part,
    "x-lookup": _lookup,
    "x-sum": _sum,
    "x-formula": _formula,
    "x-join": _join,
    "x-pair": _pair,
    "x-wkt-point": _point,
    "x-within": _within,
    "x-starts-with": _starts_with,
    "x-duration": _duration,
    "x-order": _order,
    "x-together": _together,
    "x-any": _any,
    "x-if": _if,
}
