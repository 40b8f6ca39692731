"""What is wrong with a mapping file: its form, by schemas/mapping.schema.json, and what it names.

Imports load, model, lookups, records and validation's dialects and schemas; jsonschema.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema.exceptions import best_match
from pydantic import BaseModel

from eventcoder import records
from eventcoder.errors import EventcoderError
from eventcoder.findings import Finding
from eventcoder.mapping.load import read_mapping
from eventcoder.mapping.lookups import table_columns
from eventcoder.mapping.model import FormatMapping, Lookup, Object, Reading, Value, Writing, columns_of, parts_of
from eventcoder.records import Event
from eventcoder.validation.dialect import Dialect, load_dialect
from eventcoder.validation.meta import load_table_schema
from eventcoder.vocabulary import load_schema

__all__ = ["check_mapping", "every_value", "read_columns"]

UNUSABLE = "EC864"
PAIR_ID = "pair.id"


def check_mapping(path: Path) -> Iterator[Finding]:
    """What is wrong with a mapping file; nothing for a good one.

    Args:
        path: of the file.
    """

    def problem(message: str, field: str | None = None) -> Finding:
        return Finding(code=UNUSABLE, level="error", message=message, file=path.name, field=field)

    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        yield problem(f"the mapping cannot be read: {error}")
        return
    validator = jsonschema.Draft202012Validator(load_schema("mapping"))
    wrong = best_match(validator.iter_errors(raw))
    if wrong is not None:
        place = "/".join(str(part) for part in wrong.absolute_path)
        yield problem(f"{wrong.message[:300]} does not keep to mapping.schema.json", place)
        return
    try:
        mapping = read_mapping(path)
        dialect = load_dialect(mapping.format)
    except EventcoderError as error:
        yield problem(str(error))
        return
    for message, field in (*_reading(mapping, dialect), *_writing(mapping, dialect), *_lookups(mapping)):
        yield problem(message, field)


def every_value(mapping: FormatMapping) -> Iterator[Value]:
    """Every value of a mapping, also those that others are made of."""

    def inner(values: Iterable[Value]) -> Iterator[Value]:
        for value in values:
            yield value
            yield from inner(parts_of(value))

    for side in (mapping.reading, mapping.writing):
        if side is not None:
            yield from inner(_top(side))


def read_columns(reading: Reading) -> frozenset[str]:
    """The columns of the table that records are made of."""
    names = {name for value in _top(reading) for name in columns_of(value)}
    return frozenset(name for name in names if not name.startswith("$"))


def _top(side: Reading | Writing) -> Iterator[Value]:
    yield from side.let.values()
    if isinstance(side, Reading):
        yield from side.fields.values()
        yield from (check.value for check in side.checks)
    else:
        yield from (value for value in side.columns.values() if value is not None)
        yield from side.back.values()


Problem = tuple[str, str | None]


def _reading(mapping: FormatMapping, dialect: Dialect) -> Iterator[Problem]:
    reading = mapping.reading
    if reading is None:
        return
    yield from _names(reading, reading.options)
    there = set(load_table_schema(dialect.schema).fields)
    used, told = read_columns(reading), {check.column for check in reading.checks}
    others = [*reading.derived, *reading.unused]
    for name in sorted((used | told | set(others)) - there):
        yield f"the format has no column {name}", name
    for name in sorted(there - used - told - set(others)):
        yield f"nothing is said of the column {name}: use it, or name it under derived or unused", name
    for name in sorted(used & set(reading.unused)):
        yield f"the column {name} is used; take it off unused", name
    for name in reading.fields:
        if name not in Event.model_fields:
            yield f"the record has no field {name}", name
    for value in reading.fields.values():
        yield from _objects(value)
    if reading.rows_of is not None and reading.rows_of not in reading.let:
        yield f"there is no value {reading.rows_of} under let", "rows_of"


def _objects(value: Value) -> Iterator[Problem]:
    known = {name for model in _parts() for name in model.model_fields}
    if isinstance(value, Object):
        for name in {*value.fields, *value.needs} - known:
            yield f"no part of a record has a field {name}", name
    for part in parts_of(value):
        yield from _objects(part)


def _parts() -> Iterator[type[BaseModel]]:
    """The parts that a record is made of."""
    for name in records.__all__:
        each = getattr(records, name)
        if _is_model(each):
            yield each


def _is_model(each: Any) -> bool:
    return isinstance(each, type) and issubclass(each, BaseModel) and each is not Event


def _writing(mapping: FormatMapping, dialect: Dialect) -> Iterator[Problem]:
    writing = mapping.writing
    if writing is None:
        return
    yield from _names(writing, writing.options)
    layout = next((each for each in dialect.layouts if each.name == writing.layout), None)
    if layout is None:
        yield f"the dialect has no layout {writing.layout!r}", "layout"
    elif tuple(writing.columns) != layout.columns:
        yield "the columns are not those of the layout, in its order", "columns"
    for name, value in writing.columns.items():
        if (value is None) != (name in writing.empty):
            yield f"a column that stays empty (null) needs a reason under empty, and no other does: {name}", name
    paths = {name for value in _top(writing) for name in columns_of(value) if not name.startswith("$")}
    for path in sorted(paths | set(writing.holds) | set(writing.back)):
        if path != PAIR_ID and not _is_path(path):
            yield f"the record has no field {path}", path


def _is_path(path: str) -> bool:
    model: Any = Event
    for part in path.split("."):
        if not (isinstance(model, type) and issubclass(model, BaseModel)) or part not in model.model_fields:
            return False
        model = _model_in(model.model_fields[part].annotation)
    return True


def _model_in(annotation: Any) -> Any:
    if _is_model(annotation):
        return annotation
    found = [_model_in(each) for each in getattr(annotation, "__args__", ())]
    return next((each for each in found if each is not None), None)


def _names(side: Reading | Writing, options: Mapping[str, Any]) -> Iterator[Problem]:
    """Names with a dollar that nothing is."""
    for value in _top(side):
        for name in columns_of(value):
            known = name[1:] in side.let or name.removeprefix("$option.") in options
            if name.startswith("$") and not known:
                yield f"there is no value {name[1:]} under let", name


def _lookups(mapping: FormatMapping) -> Iterator[Problem]:
    for value in every_value(mapping):
        if isinstance(value, Lookup):
            try:
                there = table_columns(value.table)
            except EventcoderError as error:
                yield str(error), value.table
                continue
            for name in (*value.keys, *value.where, value.take):
                if name not in there:
                    yield f"the table {value.table} has no column {name}", name
