"""A record against its JSON Schema: every violation as a finding, with the nearest legal value.

jsonschema says what is broken; here it gets a code, a place, words and a hint. Imports vocabulary and findings.
"""

import datetime
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from rapidfuzz import fuzz, process

from eventcoder.findings import VALUE_LIMIT, Finding, Level
from eventcoder.vocabulary import load_schema

__all__ = ["accepts", "schema_findings"]

NEAR = 61.0
"""Similarity (rapidfuzz ratio, 0 to 100) from which a legal value is offered as the one that was meant."""

CODES = {
    "type": "EC301",
    "pattern": "EC302",
    "format": "EC302",
    "minLength": "EC303",
    "maxLength": "EC303",
    "minimum": "EC304",
    "maximum": "EC304",
    "uniqueItems": "EC305",
    "minItems": "EC306",
    "maxItems": "EC306",
    "const": "EC205",
    "required": "EC202",
    "additionalProperties": "EC203",
    "enum": "EC401",
}
"""Keyword of the schema -> code of the finding; docs/findings.md says what each means."""

FORM = ("EC302", "EC303")
OTHER = "EC299"
KINDS = {
    "string": "text",
    "null": "null",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}
KINDS |= {"array": "an array", "object": "an object"}

_dates = FormatChecker(formats=())


@_dates.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.date.fromisoformat(value))


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(load_schema(name), format_checker=_dates)


def accepts(value: Any, schema: str = "record") -> bool:
    """Whether the schema accepts a value: the slow, authoritative check."""
    return bool(_validator(schema).is_valid(value))


def schema_findings(
    value: Any, schema: str = "record", *, file: str | None = None, line: int | None = None, row: int | None = None
) -> Iterator[Finding]:
    """Everything in which a value breaks a schema.

    Args:
        value: a decoded JSON value.
        schema: name of a packaged schema.
        file, line, row: its place, for the findings.
    """
    if not isinstance(value, dict):
        message = f"a record is an object, this is {_kind(value)}"
        yield Finding(code="EC201", level="error", message=message, file=file, line=line, row=row, value=_show(value))
        return
    seen: set[tuple[str, str | None]] = set()
    told: set[tuple[object, str, str | None]] = set()
    errors = [leaf for error in _validator(schema).iter_errors(value) for leaf in _leaves(error)]
    for error in sorted(errors, key=_in_case):
        for found in _translate(error, load_schema(schema)):
            key = (found["field"], found["value"])
            # A value that is in no list need not be in a case's list; the form of a text is told once.
            what = FORM if found["code"] in FORM else found["code"]
            if not (_in_case(error) and key in seen) and (what, *key) not in told:
                seen.add(key)
                told.add((what, *key))
                yield Finding(file=file, line=line, row=row, **found)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The errors that matter below an error: of `this or null`, those of `this`."""
    if error.validator != "anyOf":
        yield error
        return
    for part in error.context or ():
        if part.validator_value != "null":
            yield from _leaves(part)


def _in_case(error: ValidationError) -> bool:
    return "then" in error.absolute_schema_path


def _translate(error: ValidationError, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The findings in one error: code, level, message, field, value, hint, schema_path."""
    keyword, wanted, owner = _parts(error)
    instance: Any = error.instance
    code, place = CODES.get(keyword, OTHER), error.json_path.removeprefix("$").removeprefix(".")
    # A schema may say (x-level) that a keyword is broken in good files, or by facts that nobody has verified.
    level: Level = owner.get("x-level", {}).get(keyword, "error")
    if level == "error" and schema.get("x-status") == "unverified":
        level = "warning"
    found = {"code": code, "level": level, "field": place or None, "schema_path": _pointer(error, schema)}
    if keyword == "required":
        missing = next(name for name in wanted if error.message.startswith(repr(name)))
        near = _near(missing, [name for name in instance if name not in owner.get("properties", schema["properties"])])
        hint = f"is {near!r} meant to be it?" if near else None
        message = f"the field {missing!r} is missing"
        yield found | {"message": message, "field": _join(place, missing), "value": None, "hint": hint}
    elif keyword == "additionalProperties":
        known = list(owner["properties"])
        for name in instance:
            if name not in known:
                near = _near(name, known)
                hint = f"did you mean {near!r}?" if near else "remove it"
                message = f"there is no field {name!r}"
                shown = _show(instance[name])
                yield found | {"message": message, "field": _join(place, name), "value": shown, "hint": hint}
    elif keyword in ("enum", "maxItems") and _in_case(error):
        yield found | _case(error, schema)
    elif keyword == "enum":
        yield found | _enum(error)
    else:
        message, hint = _words(error)
        yield found | {"message": message, "value": _show(error.instance), "hint": hint}


def _parts(error: ValidationError) -> tuple[str, Any, dict[str, Any]]:
    """Keyword, what it wants, and the schema that it stands in."""
    owner = error.schema
    return str(error.validator), error.validator_value, owner if isinstance(owner, dict) else {}


def _enum(error: ValidationError) -> dict[str, Any]:
    """A value that is in no code list; under its old name, if it has one."""
    _, wanted, owner = _parts(error)
    meaning = owner.get("description", "").split(";")[0].rstrip(".")
    message = f"{_show(error.instance)} is no legal value" + (f" ({meaning})" if meaning else "")
    current = owner.get("x-aliases", {}).get(error.instance) if isinstance(error.instance, str) else None
    if current:
        hint = f"it is now written {current!r}"
        return {"code": "EC403", "message": message, "value": _show(error.instance), "hint": hint}
    near = _near(error.instance, wanted)
    hint = f"did you mean {near!r}?" if near else f"legal: {_listed(wanted)}"
    return {"message": message, "value": _show(error.instance), "hint": hint}


def _case(error: ValidationError, schema: dict[str, Any]) -> dict[str, Any]:
    """A value that is legal, but not beside the value of another field."""
    keyword, wanted, _ = _parts(error)
    case = schema["allOf"][error.absolute_schema_path[1]]
    ((other, test),) = case["if"]["properties"].items()
    value = test.get("contains", {}).get("const")
    what = error.absolute_path[0]
    of = f"the {other} {value}" if value else f"a record without {other}"
    if keyword == "maxItems":
        return {"code": "EC402", "message": f"{of} has no {what}", "value": _show(error.instance), "hint": "remove it"}
    near = _near(error.instance, wanted)
    hint = f"did you mean {near!r}?" if near else f"legal: {_listed(wanted)}"
    message = f"{_show(error.instance)} is no {what} of {of}"
    return {"code": "EC402", "message": message, "value": _show(error.instance), "hint": hint}


def _words(error: ValidationError) -> tuple[str, str | None]:
    keyword, wanted, owner = _parts(error)
    if keyword == "type":
        kinds = [wanted] if isinstance(wanted, str) else wanted
        hint = None
        if isinstance(error.instance, str) and {"integer", "number"} & set(kinds):
            hint = "write the number without quotes"
        elif "array" in kinds and isinstance(error.instance, str | dict):
            hint = "write a list, also of one"
        return f"{' or '.join(KINDS[kind] for kind in kinds)} is wanted, this is {_kind(error.instance)}", hint
    if keyword == "format":
        return "there is no such day in the calendar", "write a date as YYYY-MM-DD"
    if keyword == "pattern":
        return "the text does not have the form that is wanted", owner.get("description") or f"pattern {wanted}"
    messages = {
        "minLength": "the text is empty" if wanted == 1 else f"at least {wanted} characters are wanted",
        "maxLength": f"at most {wanted} characters are wanted",
        "minimum": f"at least {wanted} is wanted",
        "maximum": f"at most {wanted} is wanted",
        "uniqueItems": "a value stands twice in the list",
        "minItems": f"at least {wanted} is wanted in the list",
        "maxItems": f"at most {wanted} is wanted in the list",
        "const": f"{wanted!r} is wanted",
    }
    return messages.get(keyword, error.message), None


def _kind(value: Any) -> str:
    kinds = ("boolean", bool), ("integer", int), ("number", float), ("string", str), ("array", list), ("object", dict)
    return KINDS[next((name for name, kind in kinds if isinstance(value, kind)), "null")]


def _show(value: Any) -> str:
    """A value as it stands in the file; containers by their size, so that a finding never costs much."""
    if isinstance(value, list | dict):
        return f"{_kind(value)} with {len(value)} entries" if value else json.dumps(value)
    return value if isinstance(value, str) else json.dumps(value)


def _near(value: Any, choices: list[str]) -> str | None:
    """The choice that is most like a value, if any is like it at all."""
    if not isinstance(value, str) or not choices:
        return None
    best = process.extractOne(value[:VALUE_LIMIT], choices, scorer=fuzz.ratio, processor=_plain, score_cutoff=NEAR)
    return best[0] if best else None


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _listed(choices: list[str]) -> str:
    shown = ", ".join(map(str, choices[:12]))
    return shown if len(choices) <= 12 else f"{shown}, ... ({len(choices)} in all)"


def _join(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _pointer(error: ValidationError, schema: dict[str, Any]) -> str:
    """JSON pointer to the keyword in the schema, references followed (jsonschema leaves them out of its path)."""
    node: Any = schema
    parts: list[str] = []
    for part in error.absolute_schema_path:
        while isinstance(node, dict) and part not in node and "$ref" in node:
            parts = node["$ref"].removeprefix("#/").split("/")
            node = schema
            for step in parts:
                node = node[step]
        parts.append(str(part))
        node = node[part]
    return "#/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)
