"""What every rule means for one row, over plain values. Imports rules, cells, formulas and dates.

The reference engine calls this for records, --fix for what a field must be, and the columnar engine for the words of
the few findings that are shown.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventcoder.validation import dates
from eventcoder.validation.cells import anchored
from eventcoder.validation.coercion import convert
from eventcoder.validation.formulas import FORMULAS
from eventcoder.validation.rules import Condition, Rule, TableSchema

__all__ = ["POINT", "Broken", "Values", "applies", "as_text", "check", "expected", "holds", "tolerance"]

POINT = r"^POINT ?\(([+-]?[0-9.]+) ([+-]?[0-9.]+)\)$"
"""A point in well-known text: longitude, latitude (RE2-safe)."""

ROUNDING = 1e-9
"""What two numbers may differ by before a tolerance is asked for: they were computed, not read."""

Values = Mapping[str, Any]
"""Field -> value of its good cell; a field without a value is left out."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a row breaks.

    Attributes:
        message: what is wrong.
        hint: what to write; None where that cannot be told.
        legal: the values that would be right, where they can be counted.
    """

    message: str
    hint: str | None = None
    legal: tuple[str, ...] = field(default=())


def tolerance(rule: Rule) -> float:
    """By how much two numbers may differ under a rule."""
    return float(rule.spec.get("tolerance", 0)) + ROUNDING


def holds(condition: Condition, value: Any) -> bool:
    """Whether a value (None: there is none) keeps a condition."""
    if value is None or condition.present is False:
        return condition.present is False and value is None
    if condition.enum is not None and value not in condition.enum:
        return False
    if condition.pattern is not None and not anchored(condition.pattern).search(as_text(value)):
        return False
    too_small = condition.minimum is not None and (isinstance(value, str) or value < condition.minimum)
    too_large = condition.maximum is not None and (isinstance(value, str) or value > condition.maximum)
    return not too_small and not too_large


def applies(rule: Rule, values: Values) -> bool:
    """Whether a rule is looked at in a row whose cells are all good: what it needs is there, its conditions hold."""
    return all(name in values for name in rule.needs) and all(
        holds(condition, values.get(condition.field)) for condition in rule.when
    )


def as_text(value: Any) -> str:
    """The text of a value that rules on texts read."""
    return value if isinstance(value, str) else str(value)


def expected(schema: TableSchema, rule: Rule, values: Values) -> str | None:
    """What the field of a rule must be written as, from the other fields alone; None where that cannot be told."""
    derive = _DERIVED.get(rule.keyword)
    sources = rule.sources[:1] if rule.keyword == "x-pair" else rule.sources
    if derive is None or not all(name in values for name in sources):
        return None
    if not all(holds(condition, values.get(condition.field)) for condition in rule.when):
        return None
    found = derive(schema, rule, values)
    return None if found is None or isinstance(found, list) else found


def check(schema: TableSchema, rule: Rule, values: Values) -> Broken | None:
    """What is wrong in a row that a rule applies to; None where it holds."""
    if rule.keyword in _DERIVED:
        return _check_derived(schema, rule, values)
    return _CHECKED[rule.keyword](schema, rule, values)


def _check_derived(schema: TableSchema, rule: Rule, values: Values) -> Broken | None:
    wanted = _DERIVED[rule.keyword](schema, rule, values)
    value, kind = values[rule.field], schema.fields[rule.field].kind
    if wanted is None:
        if rule.keyword != "x-part":
            return None
        return Broken(f"{rule.spec['of']} has no part {rule.spec['index'] + 1}")
    choices = wanted if isinstance(wanted, list) else [wanted]
    if rule.keyword == "x-wkt-point":
        right = _same_point(rule, value, wanted)
    else:
        right = any(_same(rule, value, convert(kind, choice)) for choice in choices)
    if right:
        return None
    of = " and ".join(f"{name} {as_text(values[name])}" for name in rule.sources if name in values)
    if len(choices) == 1:
        return Broken(f"{as_text(value)} does not go with {of}, which gives {choices[0]}", choices[0], tuple(choices))
    return Broken(f"{as_text(value)} does not go with {of}", None, tuple(choices))


def _same(rule: Rule, value: Any, wanted: Any) -> bool:
    if wanted is None:
        return False
    if isinstance(value, str) or isinstance(wanted, str):
        return bool(value == wanted)
    return bool(abs(value - wanted) <= tolerance(rule))


def _slice(schema: TableSchema, rule: Rule, values: Values) -> str | None:
    start = rule.spec["start"]
    return as_text(values[rule.spec["of"]])[start : start + rule.spec["length"]]


def _part(schema: TableSchema, rule: Rule, values: Values) -> str | None:
    parts = as_text(values[rule.spec["of"]]).split(rule.spec["separator"])
    return parts[rule.spec["index"]] if rule.spec["index"] < len(parts) else None


def _date_part(schema: TableSchema, rule: Rule, values: Values) -> str | None:
    moment = _moment(schema, rule.spec["of"], values)
    if moment is None:
        return None
    day, part = moment.date, rule.spec["part"]
    return f"{getattr(day, part):0{4 if part == 'year' else 2}}"


def _lookup(schema: TableSchema, rule: Rule, values: Values) -> str | list[str] | None:
    table = schema.definition(rule.spec["table"])["x-values"]
    found = table.get(as_text(values[rule.spec["of"]]))
    if isinstance(found, list):
        return [str(each) for each in found]
    return None if found is None else str(found)


def _sum(schema: TableSchema, rule: Rule, values: Values) -> str | None:
    return str(sum(values[name] for name in rule.sources))


def _formula(schema: TableSchema, rule: Rule, values: Values) -> str | None:
    formula = FORMULAS[rule.spec["name"]]
    inputs = [as_text(values[name]) if formula.texts else values[name] for name in rule.sources]
    result = formula.row(inputs)
    return None if result is None else formula.write(result)


def _join(schema: TableSchema, rule: Rule, values: Values) -> str | None:
    joined: str = rule.spec["separator"].join(as_text(values[name]) for name in rule.sources)
    return joined


def _pair(schema: TableSchema, rule: Rule, values: Values) -> str | None:
    order: list[str] = rule.spec["order"]
    first, second = rule.sources
    texts = [as_text(values[name]) for name in (first, second) if name in values]
    if any(text not in order for text in texts):
        return None
    if len(texts) == 1:
        alone: str = rule.spec.get("alone", "{}").replace("{}", texts[0])
        return alone
    ordered: str = rule.spec["separator"].join(sorted(texts, key=order.index))
    return ordered


def _point(schema: TableSchema, rule: Rule, values: Values) -> str | None:
    longitude, latitude = (values[name] for name in rule.sources)
    return f"POINT ({longitude} {latitude})"


def _same_point(rule: Rule, value: str, wanted: str) -> bool:
    here, there = (re.fullmatch(POINT[1:-1], text) for text in (value, wanted))
    if not here or not there:
        return False
    numbers = [[convert("number", part) for part in found.groups()] for found in (here, there)]
    return all(_same(rule, one, other) for one, other in zip(*numbers, strict=True) if one is not None) and (
        None not in numbers[0]
    )


def _moment(schema: TableSchema, name: str, values: Values) -> dates.Moment | None:
    return dates.parse(as_text(values[name]), schema.fields[name].dates)


def _within(schema: TableSchema, rule: Rule, values: Values) -> Broken | None:
    value, other = as_text(values[rule.field]), as_text(values[rule.spec["of"]])
    if value in other:
        return None
    return Broken(f"{value} is no part of {rule.spec['of']} {other}")


def _starts_with(schema: TableSchema, rule: Rule, values: Values) -> Broken | None:
    value, other = as_text(values[rule.field]), as_text(values[rule.spec["of"]])
    if value.startswith(other):
        return None
    return Broken(f"{value} does not start with {rule.spec['of']} {other}")


def _duration(schema: TableSchema, rule: Rule, values: Values) -> Broken | None:
    value = as_text(values[rule.field])
    bounds = rule.spec["bounds"].get(value)
    start, end = (_moment(schema, name, values) for name in rule.sources)
    if bounds is None or start is None or end is None:
        return None
    days, (least, most) = end.day - start.day, bounds
    if days >= least and (most is None or days <= most):
        return None
    wanted = f"{least} or more" if most is None else str(least) if least == most else f"{least} to {most}"
    first, last = rule.sources
    return Broken(f"with {value}, {last} is {wanted} days after {first}; here it is {days}")


def _order(schema: TableSchema, rule: Rule, values: Values) -> Broken | None:
    first, second = rule.sources
    earlier, later = values[first], values[second]
    length = rule.spec.get("length")
    if length is not None:
        right = as_text(earlier)[:length] <= as_text(later)[:length]
    elif schema.fields[first].dates and schema.fields[second].dates:
        one, other = _moment(schema, first, values), _moment(schema, second, values)
        if one is None or other is None:
            return None
        timed = one.second is not None and other.second is not None
        right = (one.day, one.second or 0) <= (other.day, other.second or 0) if timed else one.day <= other.day
    elif isinstance(earlier, str) or isinstance(later, str):
        right = as_text(earlier) <= as_text(later)
    else:
        right = earlier <= later
    if right:
        return None
    return Broken(f"{second} {as_text(later)} comes before {first} {as_text(earlier)}")


def _together(schema: TableSchema, rule: Rule, values: Values) -> Broken | None:
    missing = [name for name in rule.sources if name not in values]
    if not missing or len(missing) == len(rule.sources) or missing[0] != rule.field:
        return None
    there = next(name for name in rule.sources if name in values)
    return Broken(f"{there} has a value and {rule.field} has none; they come together")


def _any(schema: TableSchema, rule: Rule, values: Values) -> Broken | None:
    if any(name in values for name in rule.sources):
        return None
    return Broken(f"none of {', '.join(rule.sources)} has a value")


def _if(schema: TableSchema, rule: Rule, values: Values) -> Broken | None:
    then = rule.then
    value = values.get(rule.field)
    if then is None or holds(then, value):
        return None
    case = " and ".join(
        f"{each.field} {as_text(values[each.field])}" if each.field in values else f"no {each.field}"
        for each in rule.when
    )
    legal = tuple(map(str, then.enum or ()))
    if value is None:
        return Broken(f"with {case}, {rule.field} must have a value", None, legal)
    if then.present is False:
        return Broken(f"with {case}, {rule.field} must be empty", "leave it empty")
    hint = legal[0] if len(legal) == 1 else None
    return Broken(f"with {case}, {rule.field} cannot be {as_text(value)}", hint, legal)


_DERIVED: Mapping[str, Callable[[TableSchema, Rule, Values], Any]] = {
    "x-slice": _slice,
    "x-part": _part,
    "x-date-part": _date_part,
    "x-lookup": _lookup,
    "x-sum": _sum,
    "x-formula": _formula,
    "x-join": _join,
    "x-pair": _pair,
    "x-wkt-point": _point,
}
"""Keyword -> the text that the field must be, or a list of texts of which it must be one."""

_CHECKED: Mapping[str, Callable[[TableSchema, Rule, Values], Broken | None]] = {
    "x-within": _within,
    "x-starts-with": _starts_with,
    "x-duration": _duration,
    "x-order": _order,
    "x-together": _together,
    "x-any": _any,
    "x-if": _if,
}
