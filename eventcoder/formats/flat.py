"""The flat form of a record: plain columns alone, as CSV and most data frames want them. Nothing is lost in it.

schemas/flat.csv names the columns and the field that each holds; the rest follows from the record's schema:

- a field of the record, or of a part of it (`event_loc.lat`), is a column of its type; null is an empty cell;
- a list of texts stands in one cell, joined by `;`;
- a field of the actors or recipients stands in one cell, joined by `;` in their order, with nothing for one that has
  none, and an empty cell where none has any; sectors within are joined by `|`;
- claims, attribution and evidence are JSON, without what is null or empty in them;
- the last column holds what its row's cells cannot say exactly (an empty text, a `;` within a text, a part that is
  there without a value): a JSON object of whole fields. It counts only as long as those cells are as they were
  written, so whoever changes a cell changes the record.

flat_reading.py reads it. Imports columns, tables and resources; polars.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any, Literal

import orjson
import polars
from polars import Expr, col

from eventcoder.errors import ResourceError
from eventcoder.formats.columns import record_schema, to_record_frame, without_empty
from eventcoder.resources import schemas_folder
from eventcoder.tables import read_table
from eventcoder.vocabulary import load_schema

__all__ = ["INNER", "SEPARATOR", "FlatColumn", "Kind", "flat_columns", "flatten"]

SEPARATOR, INNER = ";", "|"
"""Between the items of a list, and of a list within a list."""

Kind = Literal["value", "list", "each", "json", "exact"]
"""How a cell holds a field: as its value, as a joined list, as the joined values of each party, or as JSON."""


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """A column of the flat form.

    Attributes:
        name: its header.
        field: the field of the record that it belongs to; "" for the last column.
        part: the field within that, or "".
        kind: how the cell holds it.
        dtype: type of the value, or of the items of the list.
        hxl: tag of the Humanitarian Exchange Language.
        description: what it holds.
        facts: what the record's schema says of the field besides: its `enum`, `minimum` and `maximum`.
    """

    name: str
    field: str
    part: str
    kind: Kind
    dtype: Any
    hxl: str
    description: str
    facts: Mapping[str, Any]

    @property
    def cell_type(self) -> Any:
        """The type of the column: that of the value, or text."""
        return self.dtype if self.kind == "value" else polars.String


@cache
def flat_columns() -> tuple[FlatColumn, ...]:
    """The columns of the flat form, in order.

    Raises:
        ResourceError: schemas/flat.csv names a field that no record has, or cannot be read.
    """
    table = read_table(schemas_folder("flat.csv"), ("column", "path", "hxl"))
    if table.findings:
        raise ResourceError(f"{table.findings[0]}; install eventcoder again")
    return tuple(_flat_column(row["column"], row["path"], row["hxl"]) for row in table.rows)


def flatten(frame: polars.DataFrame) -> polars.DataFrame:
    """The flat form of a frame of the record's shape.

    Args:
        frame: a row a record, nested.

    Raises:
        EventcoderError: the frame does not have the record's shape.
    """
    frame = to_record_frame(frame)
    columns = flat_columns()
    flat = frame.select(_cell(column).alias(column.name) for column in columns if column.kind not in ("json", "exact"))
    encoded = [_json_cells(frame[column.field]).alias(column.name) for column in columns if column.kind == "json"]
    exact = [_exact_cells(frame).alias(column.name) for column in columns if column.kind == "exact"]
    return flat.with_columns(*encoded, *exact).select(column.name for column in columns)


def _flat_column(name: str, path: str, hxl: str) -> FlatColumn:
    top, _, part = path.partition(".")
    if not top:
        return FlatColumn(name, "", "", "exact", polars.String, hxl, EXACT, {})
    facts, dtype = _facts(top, part), record_schema().get(top)
    item = dtype.inner if isinstance(dtype, polars.List) else dtype
    inside = {each.name: each.dtype for each in item.fields} if isinstance(item, polars.Struct) else {}
    description = facts.get("description", "")
    if part in inside:
        kind: Kind = "each" if isinstance(dtype, polars.List) else "value"
        return FlatColumn(name, top, part, kind, inside[part], hxl, description, facts)
    if dtype is None or part:
        raise ResourceError(f"schemas/flat.csv: no record has a field {path!r}; install eventcoder again")
    kind = "json" if inside else "list" if isinstance(dtype, polars.List) else "value"
    return FlatColumn(name, top, part, kind, item, hxl, description, facts)


EXACT = (
    "JSON object of the fields that the other cells of the row cannot say exactly, such as an empty text or one that "
    "holds a semicolon; it counts as long as those cells are as they were written."
)


def _facts(top: str, part: str) -> dict[str, Any]:
    """What the record's schema says of a field, references followed; the description is the field's own."""
    schema = load_schema("record")
    facts = schema["properties"].get(top, {})
    if part:
        holder = _resolved(facts.get("items", facts))
        facts = holder.get("properties", {}).get(part, {})
    return _resolved(facts) | {name: facts[name] for name in ("description",) if name in facts}


def _resolved(facts: dict[str, Any]) -> dict[str, Any]:
    """The definition that a field refers to, of itself or as an alternative to null; else what it says itself."""
    for each in (facts, *facts.get("anyOf", ())):
        if "$ref" in each:
            found: dict[str, Any] = load_schema("record")["$defs"][each["$ref"].removeprefix("#/$defs/")]
            return found
    return facts


def _value(column: FlatColumn) -> Expr:
    """A field of the record, or of a part of it."""
    return col(column.field).struct.field(column.part) if column.part else col(column.field)


def _item(column: FlatColumn) -> Expr:
    """An item of a list of texts, or a field of an item, as text."""
    element = polars.element().struct.field(column.part) if column.part else polars.element()
    return element.list.join(INNER) if isinstance(column.dtype, polars.List) else element.cast(polars.String)


def _cell(column: FlatColumn) -> Expr:
    """The cell of a column; null where it says nothing."""
    if column.kind == "value":
        value = _value(column)
        return polars.when(value != "").then(value) if column.dtype == polars.String else value
    joined = col(column.field).list.eval(_item(column).fill_null("")).list.join(SEPARATOR)
    return polars.when(joined.str.strip_chars(SEPARATOR) != "").then(joined)


def _json_cells(series: polars.Series) -> polars.Series:
    """Structs, or lists of them, as JSON; null where there is none."""
    filled = series.is_not_null() if series.dtype != polars.List else series.list.len() > 0
    lines = series.filter(filled).to_frame("value").write_ndjson().split("\n")
    texts = [orjson.dumps(without_empty(orjson.loads(line))["value"]).decode() for line in lines if line]
    return _placed(texts, filled)


def _exact_cells(frame: polars.DataFrame) -> polars.Series:
    """What the other cells of each row cannot say, as JSON; null where they say all."""
    fields = {
        column.field: [each for each in flat_columns() if each.field == column.field] for column in flat_columns()
    }
    flags = frame.select(
        reduce(or_, _unsaid(columns)).fill_null(False).alias(field)
        for field, columns in fields.items()
        if columns[0].kind not in ("json", "exact")
    )
    some = flags.select(polars.any_horizontal(polars.all())).to_series()
    names = (
        [name for name, flag in zip(flags.columns, row, strict=True) if flag] for row in flags.filter(some).iter_rows()
    )
    lines = frame.filter(some).select(flags.columns).write_ndjson().split("\n")
    texts = []
    for row, wanted in zip(filter(None, lines), names, strict=True):
        value = without_empty(orjson.loads(row))
        texts.append(orjson.dumps({name: value[name] for name in wanted}).decode())
    return _placed(texts, some)


def _unsaid(columns: list[FlatColumn]) -> Iterator[Expr]:
    """Whether the cells of a field leave something unsaid, as conditions of which one is enough."""
    for column in columns:
        if column.kind == "value":
            if column.dtype == polars.String:
                yield _value(column) == ""
        else:
            item = _item(column)
            unclear = (item == "") | item.str.contains(SEPARATOR, literal=True)
            if isinstance(column.dtype, polars.List):
                inside = polars.element().struct.field(column.part)
                unclear = (inside.list.len() > 0) & unclear
                yield col(column.field).list.eval(inside.list.eval(_is_unclear(INNER)).list.any()).list.any()
            yield col(column.field).list.eval(unclear.fill_null(False)).list.any()
    first = columns[0]
    if first.part:  # it is there, and says nothing
        there = col(first.field).list.len() > 0 if first.kind == "each" else col(first.field).is_not_null()
        yield there & polars.all_horizontal(_cell(column).is_null() for column in columns)
    else:
        yield polars.lit(False)


def _is_unclear(separator: str) -> Expr:
    element = polars.element()
    return ((element == "") | element.str.contains(separator, literal=True)).fill_null(False)


def _placed(texts: list[str], where: polars.Series) -> polars.Series:
    """Texts for the rows that are marked, null for the others."""
    found = iter(texts)
    return polars.Series([next(found) if here else None for here in where], dtype=polars.String)
