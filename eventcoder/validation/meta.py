"""Loads the schemas of tables, and checks that a schema keeps to the subset and to the vocabulary. Imports rules.

The meta-schema (schemas/table-vocabulary.json) says what the keywords look like; what it cannot say is said here: that
what a rule names is there and of the right type, that patterns are read alike everywhere, that code lists are filled.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from eventcoder.errors import ResourceError
from eventcoder.findings import Finding
from eventcoder.resources import schemas_folder
from eventcoder.validation.coercion import convert
from eventcoder.validation.formulas import FORMULAS
from eventcoder.validation.rules import EVERY, Field, Rule, TableSchema, read_schema

__all__ = ["check_table_schema", "is_safe_pattern", "load_table_schema", "read_table_schema"]

VOCABULARY = "table-vocabulary.json"
BROKEN = "EC216"
DATA = ("x-values", "enum", "x-aliases", "x-level", "x-known", "examples")
"""Keywords whose content is no schema."""
TEXT_RULES = ("x-slice", "x-part", "x-lookup", "x-join", "x-pair", "x-within", "x-starts-with")
"""Rules that read texts, which numbers with decimals do not have one of."""
OWN_TEXT = ("x-within", "x-starts-with", "x-wkt-point")

ESCAPES = r"\\[.()\[\]{}+*?/|^$\\-]"
CLASS = rf"\[\^?(?:{ESCAPES}|[^\]\[\\])+\]"
PIECE = re.compile(
    rf"(?:{ESCAPES}|{CLASS}|\((?:\?:)?(?!\?)|[)|.^$]|[*+?]\??|\{{[0-9]{{1,3}}(?:,[0-9]{{0,3}})?\}}|[^\\\[\](){{}}])"
)


def is_safe_pattern(pattern: str) -> bool:
    """Whether a regular expression is read alike by RE2, ECMAScript, Python and Rust, and never takes long."""
    if not (pattern.startswith("^") and pattern.endswith("$") and "\n" not in pattern):
        return False
    position = 0
    while position < len(pattern):
        found = PIECE.match(pattern, position)
        if found is None:
            return False
        position = found.end()
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


@cache
def _vocabulary() -> Draft202012Validator:
    return Draft202012Validator(json.loads(schemas_folder(VOCABULARY).read_text(encoding="utf-8")))


@cache
def load_table_schema(name: str) -> TableSchema:
    """A packaged schema of a table.

    Args:
        name: the file's name without ".schema.json", e.g. "gdelt2-events".

    Raises:
        ResourceError: there is no such schema, or it does not keep to the vocabulary.
    """
    return read_table_schema(schemas_folder(f"{name}.schema.json"))


def read_table_schema(path: Path) -> TableSchema:
    """A schema of a table from a file.

    Args:
        path: the file; what stands before ".schema.json" is the schema's name.

    Raises:
        ResourceError: it cannot be read, or does not keep to the vocabulary.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(f"the schema {path} cannot be read: {error}") from error
    problems = check_table_schema(raw, str(path))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ResourceError(f"{problems[0].schema_path} of {path}: {problems[0].message}{more}")
    return read_schema(path.name.removesuffix(".schema.json"), raw)


def check_table_schema(raw: Any, file: str | None = None) -> list[Finding]:
    """Where a schema leaves the subset of JSON Schema and the vocabulary that tables are checked by.

    Args:
        raw: the schema as decoded JSON.
        file: its name, for the findings.
    """
    problems = [
        (f"#/{'/'.join(map(str, error.absolute_path))}", error.message) for error in _vocabulary().iter_errors(raw)
    ]
    if not problems:
        problems = list(_problems(raw))
    return [
        Finding(code=BROKEN, level="error", message=message[:400], file=file, schema_path=place)
        for place, message in problems
    ]


Problems = Iterator[tuple[str, str]]


def _problems(raw: Mapping[str, Any]) -> Problems:
    yield from _references(raw, raw, "#")
    yield from _patterns(raw, "#")
    for name in raw.get("required", ()):
        if name not in raw["properties"]:
            yield "#/required", f"there is no property {name!r}"
    for name, own in raw["properties"].items():
        if "type" not in own and "type" not in raw.get("$defs", {}).get(own.get("$ref", "").split("/")[-1], {}):
            yield f"#/properties/{name}", "a property needs a type"
            return
    try:
        table = read_schema("", raw)
    except (KeyError, TypeError) as error:
        yield "#", f"something that is named is not there: {error}"
        return
    for field in table.fields.values():
        yield from _field(table, field)
    for rule in (*table.rules, *table.cross_row, *table.file_rules):
        missing = [name for name in (rule.field, *rule.names) if name and name != EVERY and name not in table.fields]
        if missing:
            yield rule.pointer, f"there is no property {missing[0]!r}"
        else:
            yield from _rule(table, rule)


def _references(raw: Mapping[str, Any], node: Any, place: str) -> Problems:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("$ref", "table") and isinstance(value, str) and value.startswith("#/"):
                if value.split("/")[-1] not in raw.get("$defs", {}):
                    yield f"{place}/{key}", f"{value} points to nothing"
            elif key == "x-codes" and "enum" not in node:
                yield place, "the code list is not filled; run python -m eventcoder.validation.bundle"
            elif key == "x-table" and "x-values" not in node:
                yield place, "the table is not filled; run python -m eventcoder.validation.bundle"
            elif key not in DATA:
                yield from _references(raw, value, f"{place}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _references(raw, value, f"{place}/{index}")


def _patterns(node: Any, place: str) -> Problems:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "pattern" and isinstance(value, str) and not is_safe_pattern(value):
                yield (
                    f"{place}/{key}",
                    f"the pattern {value} is outside the safe subset (docs/validation-vocabulary.md)",
                )
            elif key not in DATA:
                yield from _patterns(value, f"{place}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _patterns(value, f"{place}/{index}")


def _field(table: TableSchema, field: Field) -> Problems:
    schema, texts = field.schema, field.kind == "string"
    for keyword in ("pattern", "minLength", "maxLength", "x-pieces", "x-list"):
        if keyword in schema and not texts:
            yield f"{field.pointer}/{keyword}", f"{keyword} is for texts, {field.name} is {field.kind}"
    for keyword in ("minimum", "maximum"):
        if keyword in schema and texts:
            yield f"{field.pointer}/{keyword}", f"{keyword} is for numbers, {field.name} is a string"
    for keyword in ("enum", "const"):
        for value in schema.get("enum", ()) if keyword == "enum" else (schema["const"],) if "const" in schema else ():
            if isinstance(value, str) is not texts or (field.kind == "integer" and value != int(value)):
                yield f"{field.pointer}/{keyword}", f"{value!r} is no {field.kind}"
                break
    if "x-date" in schema and field.kind == "number":
        yield f"{field.pointer}/x-date", "dates are texts or whole numbers"
    if "x-pieces" in schema:
        for name in schema["x-pieces"]["lists"]:
            if "enum" not in table.definition(name):
                yield f"{field.pointer}/x-pieces", f"{name} is no code list"


def _rule(table: TableSchema, rule: Rule) -> Problems:
    kinds = {name: table.fields[name].kind for name in rule.names}
    if rule.keyword in TEXT_RULES:
        for name in rule.sources:
            if kinds[name] == "number":
                yield rule.pointer, f"{rule.keyword} reads texts, {name} is a number"
    if rule.keyword in OWN_TEXT and kinds[rule.field] != "string":
        yield rule.pointer, f"{rule.keyword} is for texts, {rule.field} is {kinds[rule.field]}"
    if rule.keyword in ("x-sum", "x-wkt-point"):
        for name in rule.sources:
            if kinds[name] == "string":
                yield rule.pointer, f"{rule.keyword} reads numbers, {name} is a string"
    if rule.keyword in ("x-date-part", "x-duration"):
        for name in rule.sources:
            if not table.fields[name].dates:
                yield rule.pointer, f"{rule.keyword} reads dates, {name} has no x-date"
    if rule.keyword == "x-duration" and kinds[rule.field] == "number":
        yield rule.pointer, "x-duration is for texts and whole numbers"
    if rule.keyword == "x-formula":
        formula = FORMULAS[rule.spec["name"]]
        if len(rule.sources) != formula.arity:
            yield rule.pointer, f"the formula reads {formula.arity} fields"
        if (
            any((kinds[name] == "string") is not formula.texts for name in rule.sources)
            or kinds[rule.field] == "string"
        ):
            yield rule.pointer, f"the formula reads {'texts' if formula.texts else 'numbers'} and gives a number"
    if rule.keyword == "x-lookup":
        values = table.definition(rule.spec["table"]).get("x-values", {})
        for value in (each for found in values.values() for each in (found if isinstance(found, list) else [found])):
            if convert(kinds[rule.field], str(value)) is None:
                yield rule.pointer, f"the table has {value!r}, which is no {kinds[rule.field]}"
                break
    if rule.keyword == "x-order":
        yield from _order(table, rule, kinds)
    for condition in (*rule.when, *((rule.then,) if rule.then else ())):
        kind = table.fields[condition.field].kind
        numbers = condition.minimum is not None or condition.maximum is not None
        odd = any(isinstance(value, str) is not (kind == "string") for value in condition.enum or ())
        if odd or (numbers and kind == "string") or (condition.pattern and kind == "number"):
            yield rule.pointer, f"the condition on {condition.field} is not for a {kind}"


def _order(table: TableSchema, rule: Rule, kinds: Mapping[str, str]) -> Problems:
    first, second = rule.sources
    if rule.spec.get("length") is not None:
        if "number" in kinds.values():
            yield rule.pointer, "length is for texts and whole numbers"
    elif bool(table.fields[first].dates) is not bool(table.fields[second].dates):
        yield rule.pointer, f"of {first} and {second} one alone holds dates"
    elif not table.fields[first].dates and (kinds[first] == "string") is not (kinds[second] == "string"):
        yield rule.pointer, f"of {first} and {second} one alone is a text"
