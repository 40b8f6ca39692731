"""Findings in words: of a bad cell, an odd cell, a missing value and a broken rule; the same for both engines.

Imports rules, cells, damage and rule_meaning.
"""

from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from eventcoder.findings import VALUE_LIMIT, Finding, Level
from eventcoder.validation.cells import Judge, list_fault, pieces_fault
from eventcoder.validation.coercion import NOTES
from eventcoder.validation.damage import explain
from eventcoder.validation.rule_meaning import Broken
from eventcoder.validation.rules import CELL_KEYWORDS, Field, Rule

__all__ = [
    *("MISSING", "Place", "Told", "bad_cell", "bad_code", "broken_rule"),
    *("missing_value", "odd_cell", "odd_code"),
]

NEAR = 61.0
"""Similarity (rapidfuzz ratio, 0 to 100) from which a legal value is offered as the one that was meant."""

SHOWN = 12
"""Legal values that a hint lists."""

MISSING = "EC202"
ALIAS = "EC403"
KINDS = {"string": "text", "integer": "a whole number", "number": "a number"}

ODD = {
    NOTES.spaces: ("spaces stand around the value", "remove them"),
    NOTES.decimals: ("a whole number is written with decimals", "write it without"),
    NOTES.damaged: ("characters are damaged: the text was read in the wrong encoding", "convert the file again"),
    NOTES.formula: ("a spreadsheet would run the text as a formula", "put a quotation mark before it in a spreadsheet"),
}


class Place(NamedTuple):
    """Where a row stands."""

    file: str | None = None
    line: int | None = None
    row: int | None = None


class Told(NamedTuple):
    """What is to be said of a cell, wherever it stands."""

    code: str
    level: Level
    message: str
    field: str | None
    value: str | None
    hint: str | None
    schema_path: str

    def at(self, place: Place) -> Finding:
        """The finding for one row."""
        return Finding(**self._asdict(), **place._asdict())


def missing_value(field: Field) -> Told:
    """A cell that must have a value and has none."""
    message = _with_known(f"{field.name} must have a value and has none", field.known.get("required"))
    return Told(MISSING, field.level("required"), message, field.name, None, None, "#/required")


def odd_cell(field: Field, code: str, raw: str) -> Told:
    """Something odd about a good cell."""
    message, hint = ODD[code]
    return Told(*odd_code(code), message, field.name, raw, hint, f"{field.pointer}/type")


def odd_code(code: str) -> tuple[str, Level]:
    """Code and level of an oddity of a good cell."""
    return code, "warning"


def bad_code(judge: Judge, text: str, keyword: str) -> tuple[str, Level]:
    """Code and level of a bad cell: what is to be counted, without the words."""
    field = judge.field
    if keyword == "enum" and text in field.schema.get("x-aliases", {}):
        return ALIAS, field.level("x-aliases" if "x-aliases" in field.levels else keyword)
    damage = explain(judge, text, keyword)
    return damage.code if damage else CELL_KEYWORDS[keyword], field.level(keyword)


def bad_cell(judge: Judge, text: str, keyword: str) -> Told:
    """A cell that breaks a keyword of its column."""
    field = judge.field
    level, path = field.level(keyword), field.place(keyword)
    alias = field.schema.get("x-aliases", {}).get(text) if keyword == "enum" else None
    if alias is not None:
        message = _with_known(
            f"{text} is another name of {alias}", field.known.get("x-aliases", field.known.get(keyword))
        )
        return Told(*bad_code(judge, text, keyword), message, field.name, text, f"write {alias!r}", path)
    damage = explain(judge, text, keyword)
    if damage:
        hint = f"it was {damage.repair!r}" if damage.repair else _hint(judge, text, keyword)
        message = _with_known(damage.message, field.known.get(keyword))
        return Told(damage.code, level, message, field.name, text, hint, path)
    message = _with_known(_message(judge, text, keyword), field.known.get(keyword))
    return Told(CELL_KEYWORDS[keyword], level, message, field.name, text, _hint(judge, text, keyword), path)


def broken_rule(rule: Rule, broken: Broken, value: str | None) -> Told:
    """A rule that a row breaks."""
    if rule.level == "info" and rule.title and any(each.field == rule.field for each in rule.when):
        # Nothing is wrong with the value: the rule has something to say of it.
        return Told(rule.code, rule.level, f"{value}: {rule.title}", rule.field, value, None, rule.pointer)
    message = _with_known(broken.message + (f" ({rule.title})" if rule.title else ""), rule.known)
    hint = f"write {broken.hint!r}" if broken.hint and broken.legal else broken.hint
    if not hint and broken.legal:
        near = _near(value or "", broken.legal)
        hint = f"did you mean {near!r}?" if near else f"legal: {_listed(broken.legal)}"
    return Told(rule.code, rule.level, message, rule.field or None, value, hint, rule.pointer)


def _with_known(message: str, known: str | None) -> str:
    return f"{message}; known in good files: {known}" if known else message


def _message(judge: Judge, text: str, keyword: str) -> str:
    raw = judge.field.schema
    if keyword == "x-pieces":
        piece = pieces_fault(text, raw["x-pieces"]["length"], judge.pieces)
        return f"{piece} in {text} is no code that {judge.field.name} is made of"
    if keyword == "x-list":
        spec = raw["x-list"]
        item = list_fault(text, spec["separator"], judge.items, spec.get("unique", False))
        return f"{item!r} is no item of {judge.field.name}, or stands twice"
    messages = {
        "type": f"{KINDS[judge.field.kind]} is wanted",
        "x-date": f"this is no day written as {' or '.join(judge.field.dates)}",
        "pattern": "the text does not have the form that is wanted",
        "minLength": f"at least {raw.get('minLength')} characters are wanted",
        "maxLength": f"at most {raw.get('maxLength')} characters are wanted",
        "const": f"{raw.get('const')!r} is wanted",
        "enum": f"{text} is no legal value",
        "minimum": f"at least {raw.get('minimum')} is wanted",
        "maximum": f"at most {raw.get('maximum')} is wanted",
    }
    return messages[keyword]


def _hint(judge: Judge, text: str, keyword: str) -> str | None:
    if keyword == "enum":
        choices = _texts(tuple(judge.field.schema["enum"]))
    elif keyword == "x-pieces":
        choices = tuple(sorted(judge.pieces))
        text = pieces_fault(text, judge.field.schema["x-pieces"]["length"], judge.pieces) or text
    elif keyword == "x-list" and "enum" in judge.items:
        choices = _texts(tuple(judge.items["enum"]))
    else:
        return judge.field.schema.get("description") if keyword in ("pattern", "x-list") else None
    near = _near(text, choices)
    return f"did you mean {near!r}?" if near else f"legal: {_listed(choices)}"


@cache
def _texts(choices: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(map(str, choices))


def _near(text: str, choices: tuple[str, ...]) -> str | None:
    """The choice that is most like a text, if any is like it at all; capitals do not count."""
    best = process.extractOne(text[:VALUE_LIMIT], choices, scorer=fuzz.ratio, processor=str.lower, score_cutoff=NEAR)
    return best[0] if best else None


def _listed(choices: tuple[str, ...]) -> str:
    shown = ", ".join(choices[:SHOWN])
    return shown if len(choices) <= SHOWN else f"{shown}, ... ({len(choices)} in all)"
