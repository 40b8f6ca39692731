"""The pages docs/formats/<format>.md of the table formats, made from their mapping files.

`python -m eventcoder.mapping.document docs/formats` writes them; a test holds them equal. Imports load, check, model,
converters, calls, and validation's dialects and schemas.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eventcoder.mapping.calls import CALLS
from eventcoder.mapping.check import read_columns
from eventcoder.mapping.converters import CONVERTERS
from eventcoder.mapping.load import load_mapping, mapping_names
from eventcoder.mapping.model import (
    Call,
    Choice,
    Column,
    Constant,
    Each,
    First,
    FormatMapping,
    Join,
    ListOf,
    Lookup,
    Object,
    Reading,
    Value,
    Writing,
    columns_of,
)
from eventcoder.validation.dialect import load_dialect
from eventcoder.validation.meta import load_table_schema

__all__ = ["page"]

ITEM = "$item"


def page(format: str) -> str:
    """The page of a format, in Markdown.

    Args:
        format: name of a table format that has a mapping.
    """
    mapping, dialect = load_mapping(format), load_dialect(format)
    lines = [f"# {mapping.title}", ""]
    lines += [f"Format `{format}`: {_abilities(mapping)}. {_status(dialect.status)}", ""]
    lines += [line for note in mapping.notes for line in (note, "")]
    lines += [
        f"This page is made from [{format}.mapping.json](../../schemas/mappings/{format}.mapping.json); what the "
        f"columns mean and which values they may have is in [{dialect.schema}.schema.json]"
        f"(../../schemas/{dialect.schema}.schema.json).",
        "",
    ]
    if mapping.reading is not None:
        lines += _reading(mapping.reading, format)
    if mapping.writing is not None:
        lines += _writing(mapping.writing)
    return "\n".join(lines).rstrip() + "\n"


def _abilities(mapping: FormatMapping) -> str:
    if mapping.reading is None:
        return "written only"
    return "read and written" if mapping.writing else "read only"


def _status(status: str) -> str:
    if status == "verified":
        return "Real files were seen."
    return "No real file was seen; what is known is from documentation and programs."


def _reading(reading: Reading, format: str) -> list[str]:
    lines = ["## Reading", ""]
    lines += _options(reading)
    if reading.folds:
        lines += ["With `fold=True` rows that tell one event in both directions become one record.", ""]
    lines += ["What the fields of the record are made of; fields that are not named stay empty.", ""]
    lines += ["| Field | From |", "|---|---|"]
    for name, value in reading.fields.items():
        lines += [f"| `{path}` | {text} |" for path, text in _fields(name, value)]
    lines += ["| `coder` | " + _code(format) + " |"] if "coder" not in reading.fields else []
    lines += ["", *_let(reading.let)]
    lines += ["What becomes of the columns:", "", "| Column | What becomes of it |", "|---|---|"]
    uses = _uses(reading)
    checks = {check.column: check.title for check in reading.checks}
    for name, field in load_table_schema(format).fields.items():
        if name in uses:
            said = ", ".join(f"`{path}`" for path in uses[name])
        elif name in reading.unused:
            said = f"not kept: {reading.unused[name]}"
        else:
            said = "follows from other columns"
        if name in checks:
            said += f"; told and counted where {checks[name]}"
        lines.append(f"| `{name}` | {said} |")
        assert field is not None
    return [*lines, ""]


def _writing(writing: Writing) -> list[str]:
    lines = ["## Writing", ""]
    lines += _options(writing)
    lines += ["| Column | From |", "|---|---|"]
    for name, value in writing.columns.items():
        said = f"empty: {writing.empty[name]}" if value is None else _said(value)
        lines.append(f"| `{name}` | {said} |")
    lines += ["", *_let(writing.let)]
    part = [path for path in writing.back if path in writing.holds]
    whole = [path for path in writing.holds if path not in writing.back]
    lines += [f"Fields that the columns hold: {_listed(whole)}.", ""]
    lines += [f"Fields that they hold where their codes and tables allow it, else it is counted: {_listed(part)}.", ""]
    lines += ["All other fields that have a value are counted as lost.", ""]
    return lines


def _options(side: Reading | Writing) -> list[str]:
    if not side.options:
        return []
    said = "; ".join(
        f"`{name}` ({' or '.join(map(_code, side.choices.get(name, (default,))))}; {_code(default)} by default)"
        if name in side.choices
        else f"`{name}` ({_code(default)} by default)"
        for name, default in side.options.items()
    )
    return [f"Options: {said}.", ""]


def _let(values: Mapping[str, Value]) -> list[str]:
    if not values:
        return []
    lines = ["Values that others use:", "", "| Value | From |", "|---|---|"]
    lines += [f"| *{name}* | {_said(value)} |" for name, value in values.items()]
    return [*lines, ""]


def _fields(path: str, value: Value) -> Iterator[tuple[str, str]]:
    """The fields that a value fills in, and from what."""
    if isinstance(value, Object):
        for name, each in value.fields.items():
            yield from _fields(f"{path}.{name}", each)
    elif isinstance(value, ListOf) and any(isinstance(_inner(each), Object) for each in value.values):
        for each in value.values:
            item = _inner(each)
            said = f"for each of {_said(each.of)}: " if isinstance(each, Each) else ""
            for inner, text in _fields(path, item):
                yield inner, said + text
    else:
        yield path, _said(value)


def _inner(value: Value) -> Value:
    return value.value if isinstance(value, Each) else value


def _uses(reading: Reading) -> dict[str, list[str]]:
    """Column -> the fields that it goes into."""
    found: dict[str, list[str]] = {name: [] for name in read_columns(reading)}
    for name, value in reading.fields.items():
        for path, part in _leaves(name, value):
            for column in _plain(part, reading):
                if path not in found[column]:
                    found[column].append(path)
    for check in reading.checks:
        for column in _plain(check.value, reading) & found.keys():
            if not found[column]:
                found[column].append(check.column)
    return {name: paths for name, paths in found.items() if paths}


def _leaves(path: str, value: Value) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Object):
        for name, each in value.fields.items():
            yield from _leaves(f"{path}.{name}", each)
    elif isinstance(value, ListOf):
        for each in value.values:
            if isinstance(each, Each):
                yield from ((inner, each.of) for inner, _ in _leaves(path, each.value))
            yield from _leaves(path, _inner(each))
    else:
        yield path, value


def _plain(value: Value, reading: Reading) -> set[str]:
    found: set[str] = set()
    for name in columns_of(value):
        if name.startswith("$option.") or name == ITEM:
            continue
        if name.startswith("$"):
            found |= _plain(reading.let[name[1:]], reading)
        else:
            found.add(name)
    return found


def _said(value: Value) -> str:
    """A value in words."""
    if value.note:
        said = f"{_kind(value)}: {value.note}" if isinstance(value, Column) else value.note
    else:
        said = "".join([_kind(value), *(f", {CONVERTERS[step.name].says(step.options)}" for step in value.steps)])
    if value.needed:
        said += f"; needed: {value.needed}"
    return said.replace("|", "\\|").replace("\\\\|", "\\|")


def _kind(value: Value) -> str:
    match value:
        case Column(name=name):
            if name == ITEM:
                return "the item"
            return f"*{name[1:]}*" if name.startswith("$") else f"`{name}`"
        case Constant():
            return "nothing" if value.value is None else _code(value.value)
        case First(how="first"):
            return ", else ".join(_part(each) for each in value.values)
        case First(how="all"):
            return f"{_part(value.values[0])} where there is {_listed_parts(value.values[1:])}, too"
        case First():
            return f"the latest of {_listed_parts(value.values)}"
        case Join():
            return f"{_listed_parts(value.values)}, joined by {_code(value.by)}"
        case Lookup():
            keys = ", ".join(_key(name, each) for name, each in value.keys.items())
            where = "".join(f", {name} {_code(cell)}" for name, cell in value.where.items())
            return f"{value.take} in [{value.table}](../../codebooks/{value.table}) by {keys}{where}"
        case Choice():
            test = "is there" if value.among is None else f"is {' or '.join(_code(each) for each in value.among)}"
            otherwise = "" if value.otherwise is None else f"; else {_said(value.otherwise)}"
            return f"where {_part(value.of)} {test}: {_said(value.then)}{otherwise}"
        case Object():
            return "; ".join(f"{name}: {_said(each)}" for name, each in value.fields.items())
        case ListOf():
            return _listed_parts(value.values)
        case Each():
            return f"for each of {_part(value.of)}: {_said(value.value)}"
        case Call():
            of = ", ".join(_part(each) for each in value.arguments.values() if not isinstance(each, Constant))
            take = f"{value.take}: " if value.take else ""
            return f"{take}{CALLS[value.name].says}, of {of}"
    raise TypeError(value)


def _key(name: str, value: Value) -> str:
    said = _part(value)
    return said if said == f"`{name}`" else f"{name} = {said}"


def _part(value: Value) -> str:
    said = _said(value)
    return f"({said})" if "," in said or ";" in said else said


def _listed_parts(values: Iterable[Value]) -> str:
    values = list(values)
    if len(values) == 1:
        return _said(values[0])
    parts = [_part(each) for each in values]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _listed(paths: Iterable[str]) -> str:
    return ", ".join(f"`{path}`" for path in paths) or "none"


def _code(value: Any) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _main() -> None:
    folder = Path(sys.argv[1])
    for format in mapping_names():
        (folder / f"{format}.md").write_text(page(format), encoding="utf-8")


if __name__ == "__main__":
    _main()
