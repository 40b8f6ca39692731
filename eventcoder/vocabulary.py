"""The code lists of our record, as its schema has them. Imports resources alone; read by records and validation."""

from functools import cache
from types import MappingProxyType
from typing import Any

import orjson

from eventcoder.errors import ResourceError
from eventcoder.resources import schemas_folder

__all__ = ["codes", "legal_modes", "load_schema"]


@cache
def load_schema(name: str) -> dict[str, Any]:
    """A packaged JSON Schema; shared, so not to be changed.

    Args:
        name: the file's name without ".schema.json", e.g. "record".

    Raises:
        ResourceError: there is no such schema, or it is no JSON.
    """
    path = schemas_folder(f"{name}.schema.json")
    try:
        schema: dict[str, Any] = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise ResourceError(f"schema {name!r} cannot be read ({error}); install eventcoder again") from error
    return schema


@cache
def codes(definition: str, schema: str = "record") -> tuple[str, ...]:
    """The legal values of a code list: a definition of the schema that has an `enum`.

    Args:
        definition: its name below `$defs`, e.g. "context".
        schema: name of the schema.
    """
    return tuple(load_schema(schema)["$defs"][definition]["enum"])


@cache
def legal_modes(schema: str = "record") -> MappingProxyType[str, frozenset[str]]:
    """Event -> the modes that it may have, from the schema's cases (see validation/bundle.py)."""
    found: dict[str, frozenset[str]] = {}
    for case in load_schema(schema)["allOf"]:
        event = case["if"]["properties"]["event"].get("contains", {}).get("const")
        if event is not None:
            found[event] = frozenset(case["then"]["properties"]["mode"].get("items", {}).get("enum", ()))
    return MappingProxyType(found)
