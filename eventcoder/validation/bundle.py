"""Fills the code lists of the JSON Schemas from the codebooks' tables.

The schemas are written by hand, but for their code lists. Where a list comes from a table, the schema says so in a
keyword of ours, and `fill` writes the standard keyword beside it:

- `x-codes` {table, column, where?, alias_of?, aliases?, split?, number?, add?, also?}: `enum` gets the column's values,
  without empty ones; `x-aliases` gets other names of a value, from rows outside `where` with a column that names the
  current value, or from a list in a column. `split`: cells hold several values, separated by semicolons. `number`:
  values are whole numbers. `add`: values that no table has. `also`: further sources of the same shape.
- `x-table` {table, key, value, where?, set?, number?, many?}: `x-values` gets one entry for each key, for the rule
  x-lookup. `number`: values are numbers; `many`: a key has a list of values; `set`: entries that the table lacks or
  has otherwise.
- `x-pattern` {table, column, times}: `pattern` gets one to `times` of the values, written together.
- `x-cases` {table, when, then, where?, all}: `allOf` gets one case for each value of the field `when` (`all` says where
  they stand): which values the field `then` may have.

`refresh` rewrites the packaged schemas (python -m eventcoder.validation.bundle); a test fails where they are stale.
"""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from eventcoder.errors import ResourceError
from eventcoder.resources import codebooks_folder, schemas_folder
from eventcoder.tables import Row, read_table

__all__ = ["fill", "refresh", "to_text"]

WIDTH = 160
"""Characters of a line of a written schema, beyond which it is broken up."""


def _rows(folder: Path, source: Mapping[str, Any], columns: Iterable[str]) -> tuple[Row, ...]:
    """Rows of a table that has the columns asked for; what else it has is no concern here (EC210)."""
    try:
        table = read_table(folder / source["table"], [*columns, *source.get("where", {})])
    except OSError as error:
        raise ResourceError(f"{source['table']} cannot fill a schema: {error}") from error
    broken = [finding for finding in table.findings if finding.code != "EC210"]
    if broken or not table.rows:
        raise ResourceError(f"{source['table']} cannot fill a schema: {broken[0] if broken else 'it has no rows'}")
    return table.rows


def _current(rows: Iterable[Row], where: Mapping[str, str]) -> list[Row]:
    return [row for row in rows if all(row[column] == value for column, value in where.items())]


def _codes(folder: Path, source: Mapping[str, Any]) -> dict[str, Any]:
    column, alias_of, aliases = source["column"], source.get("alias_of"), source.get("aliases")
    rows = _rows(folder, source, [name for name in (column, alias_of, aliases) if name])
    current = _current(rows, source.get("where", {}))
    cells = ((row.many(column) if source.get("split") else (row[column],)) for row in current)
    codes = list(dict.fromkeys([*(code for cell in cells for code in cell if code), *source.get("add", ())]))
    names: dict[str, str] = {}
    if alias_of:
        names |= {row[column]: row[alias_of] for row in rows if row[alias_of] and row[column] not in codes}
    if aliases:
        names |= {name: row[column] for row in current for name in row.many(aliases)}
    for further in source.get("also", ()):
        more = _codes(folder, further)
        codes = list(dict.fromkeys([*codes, *more["enum"]]))
        names |= more.get("x-aliases", {})
    names = {name: code for name, code in names.items() if name not in codes}
    if source.get("number"):
        return {"enum": [int(code) for code in codes]}
    return {"enum": codes} | ({"x-aliases": dict(sorted(names.items()))} if names else {})


def _values(folder: Path, source: Mapping[str, Any]) -> dict[str, Any]:
    key, value = source["key"], source["value"]
    found: dict[str, list[Any]] = {}
    for row in _current(_rows(folder, source, (key, value)), source.get("where", {})):
        if row[key] and row[value]:
            try:
                legal = float(row[value]) if source.get("number") else row[value]
            except ValueError as error:
                raise ResourceError(f"{source['table']} cannot fill a schema: {value} {row[value]!r}") from error
            found.setdefault(row[key], []).append(int(legal) if isinstance(legal, float) and legal % 1 == 0 else legal)
    if not source.get("many"):
        doubtful = next((name for name, legal in found.items() if len(set(legal)) > 1), None)
        if doubtful is not None:
            raise ResourceError(f"{source['table']} cannot fill a schema: {doubtful} has several values of {value}")
    values = {name: list(dict.fromkeys(legal)) if source.get("many") else legal[0] for name, legal in found.items()}
    return values | dict(source.get("set", {}))


def _cases(folder: Path, source: Mapping[str, Any]) -> list[dict[str, Any]]:
    when, then = source["when"], source["then"]
    rows = _current(_rows(folder, source, (when, then)), source.get("where", {}))
    cases: list[dict[str, Any]] = []
    for value in _codes(folder, source["all"])["enum"]:
        legal = [row[then] for row in rows if row[when] == value]
        items: dict[str, Any] = {"items": {"enum": legal}} if legal else {"maxItems": 0}
        # Only where the value stands alone: with several values the case is not to be told by a schema.
        alone = {when: {"contains": {"const": value}, "maxItems": 1}}
        cases.append({"if": {"properties": alone, "required": [when]}, "then": {"properties": {then: items}}})
    none = {"if": {"properties": {when: {"maxItems": 0}}}, "then": {"properties": {then: {"maxItems": 0}}}}
    return [*cases, none]


def fill(schema: Any, folder: Path | None = None) -> Any:
    """A copy of a schema with its code lists taken from the codebooks' tables.

    Args:
        schema: a JSON Schema, or any part of one.
        folder: the folder that table names in the schema start from; the packaged codebooks by default.

    Raises:
        ResourceError: a table or a column is missing.
    """
    folder = folder or codebooks_folder()
    again = partial(fill, folder=folder)
    if isinstance(schema, list):
        return [again(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    filled = {key: again(part) if not key.startswith("x-") else part for key, part in schema.items()}
    if "x-codes" in schema:
        filled.pop("x-aliases", None)
        filled |= _codes(folder, schema["x-codes"])
    if "x-table" in schema:
        filled["x-values"] = _values(folder, schema["x-table"])
    if "x-pattern" in schema:
        source = schema["x-pattern"]
        filled["pattern"] = f"^({'|'.join(_codes(folder, source)['enum'])}){{1,{source['times']}}}$(?!\\n)"
    if "x-cases" in schema:
        filled["allOf"] = _cases(folder, schema["x-cases"])
    return filled


def to_text(value: Any, depth: int = 0) -> str:
    """JSON text with short objects on one line, so that a schema stays readable and its changes small."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or (depth > 1 and 2 * depth + len(line) <= WIDTH):
        return line
    inner, outer = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {to_text(part, depth + 1)}" for key, part in value.items()]
        return "{" + inner + ("," + inner).join(parts) + outer + "}"
    if not any(isinstance(part, dict | list) for part in value):
        return line
    return "[" + inner + ("," + inner).join(to_text(part, depth + 1) for part in value) + outer + "]"


def refresh(folder: Path | None = None) -> list[Path]:
    """Rewrite every schema in a folder (the packaged ones by default) with fresh code lists.

    Returns:
        The files that changed.
    """
    changed = []
    for path in sorted((folder or schemas_folder()).glob("*.schema.json")):
        before = path.read_text(encoding="utf-8")
        after = to_text(fill(json.loads(before))) + "\n"
        if after != before:
            path.write_text(after, encoding="utf-8")
            changed.append(path)
    return changed


if __name__ == "__main__":
    refresh()
