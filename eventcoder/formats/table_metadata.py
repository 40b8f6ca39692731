"""What stands beside a table in the flat form: a Frictionless data package, CSVW metadata.

Both say of every column what the record's schema says: type, description, legal codes. Imports flat, newsml_names and
output.
Sources: https://datapackage.org (Data Package and Table Schema, version 1, which every tool reads),
https://www.w3.org/TR/tabular-metadata/ (CSVW).
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
import polars

from eventcoder.errors import EventcoderError, RecordError
from eventcoder.formats.flat import SEPARATOR, FlatColumn, flat_columns
from eventcoder.formats.newsml_names import schemes
from eventcoder.output import open_output
from eventcoder.vocabulary import load_schema

__all__ = ["PACKAGE", "csvw_metadata", "datapackage", "write_csvw", "write_datapackage"]

PACKAGE = "datapackage.json"
"""The name that the standard gives to the file."""

TYPES: dict[Any, str] = {
    polars.String: "string",
    polars.Int64: "integer",
    polars.Float64: "number",
    polars.Boolean: "boolean",
    polars.Date: "date",
}
"""Names of types in Table Schema and in CSVW, which calls a number of 64 bits "double"."""
LIMITS = ("minimum", "maximum")


def write_datapackage(table: Path, *, delimiter: str, hxl: bool) -> None:
    """Write datapackage.json beside a table; one that is there keeps its other tables.

    Args:
        table: the file.
        delimiter: the character between its cells.
        hxl: whether a row of tags stands under its header.

    Raises:
        RecordError: it cannot be written; or a file of that name is no data package.
    """
    path = table.with_name(PACKAGE)
    found = datapackage(table, delimiter=delimiter, hxl=hxl)
    if path.exists():
        try:
            there = orjson.loads(path.read_bytes())
            others = [each for each in there["resources"] if each.get("path") != table.name]
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise RecordError(f"{path} is there and is no data package ({error!r}); remove it") from error
        found = there | {"resources": [*others, *found["resources"]]}
    _write(path, found)


def write_csvw(table: Path, *, delimiter: str, hxl: bool) -> None:
    """Write the metadata of CSVW beside a table.

    Args:
        table, delimiter, hxl: as for write_datapackage.

    Raises:
        RecordError: it cannot be written.
        EventcoderError: the table is packed, which CSVW does not know.
    """
    if table.suffix == ".gz":
        raise EventcoderError(f"CSVW describes plain files; write {table.with_suffix('').name}")
    _write(table.with_name(f"{table.name}-metadata.json"), csvw_metadata(table.name, delimiter=delimiter, hxl=hxl))


def datapackage(table: Path, *, delimiter: str = ",", hxl: bool = False) -> dict[str, Any]:
    """The descriptor of a package of one table.

    Args:
        table, delimiter, hxl: as for write_datapackage.
    """
    name = re.sub(r"[^a-z0-9._-]+", "-", table.name.removesuffix(".gz").lower()).strip("-.") or "events"
    dialect: dict[str, Any] = {"delimiter": delimiter, "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
    if hxl:
        dialect["commentRows"] = [2]
    resource: dict[str, Any] = {
        "name": name,
        "path": table.name,
        "profile": "tabular-data-resource",
        "title": load_schema("record")["title"],
        "format": "tsv" if delimiter == "\t" else "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": dialect | {"header": True},
        "schema": {
            "fields": [_field(column) for column in flat_columns()],
            "primaryKey": ["id"],
            "missingValues": [""],
        },
    }
    if table.suffix == ".gz":
        resource["compression"] = "gz"
    return {"profile": "tabular-data-package", "name": name, "resources": [resource]}


def csvw_metadata(name: str, *, delimiter: str = ",", hxl: bool = False) -> dict[str, Any]:
    """The metadata of CSVW.

    Args:
        name: of the table's file.
        delimiter, hxl: as for write_datapackage.
    """
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": quote(name),
        "dc:title": load_schema("record")["title"],
        "dc:conformsTo": load_schema("record")["$id"],
        "dialect": {
            "delimiter": delimiter,
            "encoding": "utf-8",
            "lineTerminators": ["\n"],
            "header": True,
            # A row of tags is a comment; the first cell of a row that begins with # is written in quotes.
            "commentPrefix": "#" if hxl else None,
            "skipBlankRows": False,
            "trim": False,
        },
        "tableSchema": {"columns": [_column(column) for column in flat_columns()], "primaryKey": "id"},
    }


def _field(column: FlatColumn) -> dict[str, Any]:
    """A column as a field of Table Schema."""
    found: dict[str, Any] = {"name": column.name, "type": TYPES[column.cell_type], "description": column.description}
    if column.cell_type == polars.Boolean:
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {}
    if column.kind == "value":
        constraints |= {name: column.facts[name] for name in (*LIMITS, "enum") if name in column.facts}
    if column.field == "id":
        constraints |= {"required": True, "unique": True}
    return found | ({"constraints": constraints} if constraints else {})


def _column(column: FlatColumn) -> dict[str, Any]:
    """A column as CSVW has it."""
    base = "json" if column.kind in ("json", "exact") else TYPES.get(column.dtype, "string").replace("number", "double")
    datatype: dict[str, Any] = {"base": base}
    if base == "boolean":
        datatype["format"] = "true|false"
    if column.kind == "value":
        datatype |= {name: column.facts[name] for name in LIMITS if name in column.facts}
    found: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": base if len(datatype) == 1 else datatype,
    }
    if column.kind in ("list", "each"):
        found["separator"] = SEPARATOR
    if column.field:
        path = f"{column.field}.{column.part}" if column.part else column.field
        found["propertyUrl"] = schemes()["ecfield"].uri + path
    return found | ({"required": True} if column.field == "id" else {})


def _write(path: Path, content: dict[str, Any]) -> None:
    with open_output(path) as stream:
        stream.write(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
