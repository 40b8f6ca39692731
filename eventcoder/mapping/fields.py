"""Fields of records as columns, by their paths: `date`, `event_loc.lat`, `actor.code` of a pair's source, `pair.id`.

Imports records alone; polars while it works.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eventcoder.mapping.lookups import SEPARATOR
from eventcoder.records import Event

if TYPE_CHECKING:
    import polars

__all__ = ["ID", "PAIR_ID", "FieldPath", "field_columns", "field_path"]

ID, PAIR_ID = "id", "pair.id"
"""The event's id, and that of one of its pairs."""
ENTITIES = ("actor", "recipient")


@dataclass(frozen=True, slots=True)
class FieldPath:
    """A field of a record.

    Attributes:
        name: the whole path.
        parts: the path in its parts.
        dtype: polars type of its column; days are texts.
    """

    name: str
    parts: tuple[str, ...]
    dtype: Any


def field_path(name: str, schema: "polars.Schema") -> FieldPath:
    """A field by its path.

    Args:
        name: the path.
        schema: the record's columns.

    Raises:
        KeyError: the record has no such field.
    """
    import polars

    parts = (ID,) if name == PAIR_ID else tuple(name.split("."))
    dtype: Any = schema[parts[0]]
    if parts[0] in ENTITIES:
        dtype = dtype.inner
    for part in parts[1:]:
        dtype = {field.name: field.dtype for field in dtype.fields}[part]
    return FieldPath(name, parts, polars.String if dtype == polars.Date else dtype)


def field_columns(paths: Iterable[FieldPath], pairs: Sequence[Event]) -> dict[str, "polars.Series"]:
    """The columns of fields, with a row for each pair.

    Args:
        paths: the fields.
        pairs: records of one source and one target at most.
    """
    found: dict[tuple[str, ...], list[Any]] = {}

    def values(parts: tuple[str, ...]) -> list[Any]:
        if parts not in found:
            last = parts[-1]
            if len(parts) > 1:
                made = [None if each is None else getattr(each, last) for each in values(parts[:-1])]
            elif last in ENTITIES:
                made = [each[0] if (each := getattr(pair, last)) else None for pair in pairs]
            else:
                made = [getattr(pair, last) for pair in pairs]
            found[parts] = made
        return found[parts]

    return {path.name: _column(path, values(path.parts)) for path in paths}


def _column(path: FieldPath, values: list[Any]) -> "polars.Series":
    import polars

    if path.dtype != polars.List(polars.String):
        return polars.Series(path.name, values, dtype=path.dtype)
    joined = [SEPARATOR.join(texts) if texts else None for texts in values]  # far faster than a list of lists
    split = polars.Series(path.name, joined, dtype=polars.String).str.split(SEPARATOR)
    missing = polars.Series([value is None for value in values])
    empty = polars.Series([[]], dtype=split.dtype)
    return split.fill_null(empty).zip_with(~missing, polars.Series(path.name, [None], dtype=split.dtype))
