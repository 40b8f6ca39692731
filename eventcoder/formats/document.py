"""The tables of docs/formats that follow from schemas: columns of the flat and the nested form, terms of JSON-LD.

`python -m eventcoder.formats.document docs/formats/*.md` writes them again; a test fails where they are stale. Imports
columns, flat and jsonld.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars

from eventcoder.formats.columns import record_schema
from eventcoder.formats.flat import flat_columns
from eventcoder.formats.jsonld import load_context
from eventcoder.vocabulary import load_schema

__all__ = ["fill"]

MARKS = re.compile(r"(<!-- table (\w+) -->\n).*?(<!-- /table -->)", re.DOTALL)
TYPES: Mapping[Any, str] = {
    polars.String: "text",
    polars.Int64: "integer",
    polars.Float64: "number",
    polars.Boolean: "true or false",
    polars.Date: "date",
}
KINDS = {"list": "texts, joined", "each": "one each, joined", "json": "JSON", "exact": "JSON"}
ARROW: Mapping[Any, str] = {**TYPES, polars.Int64: "int64", polars.Float64: "double", polars.Boolean: "bool"}


def fill(page: str) -> str:
    """A page with its tables written again: one between each `<!-- table NAME -->` and `<!-- /table -->`.

    Args:
        page: Markdown.
    """
    return MARKS.sub(lambda found: found[1] + "".join(f"{line}\n" for line in TABLES[found[2]]()) + found[3], page)


def _flat() -> Iterator[str]:
    yield from ("| column | field | cell | HXL | meaning |", "|---|---|---|---|---|")
    for column in flat_columns():
        path = f"{column.field}.{column.part}" if column.part else column.field
        cell = TYPES[column.dtype] if column.kind == "value" else KINDS[column.kind]
        shown = f"`{path}`" if path else ""
        yield f"| `{column.name}` | {shown} | {cell} | `{column.hxl}` | {column.description} |"


def _nested() -> Iterator[str]:
    yield from ("| column | type |", "|---|---|")
    for name, dtype in record_schema().items():
        yield f"| `{name}` | {_type(dtype)} |"


def _type(dtype: Any) -> str:
    if isinstance(dtype, polars.List):
        return f"list of {_type(dtype.inner)}"
    if isinstance(dtype, polars.Struct):
        entity = load_schema("record")["$defs"]["entity"]["properties"]
        if [field.name for field in dtype.fields] == list(entity):
            return "entity"
        return "struct: " + ", ".join(f"`{field.name}` {_type(field.dtype)}" for field in dtype.fields)
    return ARROW[dtype]


def _terms() -> Iterator[str]:
    yield from ("| term | IRI | type |", "|---|---|---|")
    context = load_context()
    prefixes = {name: term["@id"] if isinstance(term, dict) else term for name, term in context.items()}
    entity = context["actor"]["@context"]
    for path, term in _walk(context, "", entity):
        facts = {"@id": term} if isinstance(term, str) else term
        prefix, _, rest = facts["@id"].partition(":")
        if rest.startswith("//") or facts.get("@prefix"):
            continue
        kind = facts.get("@type", "")
        kind = "IRI" if kind == "@id" else kind
        listed = "list" + (f" of {kind}" if kind else "") if facts.get("@container") == "@list" else kind
        yield f"| `{path}` | `{prefixes[prefix]}{rest}` | {listed} |"


def _walk(context: Mapping[str, Any], prefix: str, entity: Any) -> Iterator[tuple[str, Any]]:
    """Terms with their paths; those of an entity once."""
    for name, term in context.items():
        if name.startswith("@"):
            continue
        yield prefix + name, term
        inner = term.get("@context", {}) if isinstance(term, dict) else {}
        if inner != entity:
            yield from _walk(inner, f"{prefix}{name}.", entity)
    if not prefix:
        yield from _walk(entity, "entity.", None)


TABLES = {"flat": _flat, "nested": _nested, "terms": _terms}

if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(fill(Path(name).read_text(encoding="utf-8")), encoding="utf-8")
