"""Which values of a record a format has a place for, and which not. Imports vocabulary alone.

A tree names what has a place: field -> the tree of its parts, or None where the whole value has one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from eventcoder.vocabulary import load_schema

__all__ = ["ALWAYS", "Tree", "schema_tree", "uncovered", "without_empty"]

Tree = Mapping[str, "Tree | None"]
"""Fields that have a place."""

ALWAYS = {"schema_version": "1.0", "directed": True}
"""Fields whose usual value says nothing."""


def schema_tree(name: str) -> Tree:
    """The fields that a JSON Schema has, with their parts.

    Args:
        name: of the packaged schema.
    """
    schema = load_schema(name)

    def tree(node: Mapping[str, Any]) -> Tree | None:
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
        for part in (*node.get("anyOf", ()), *([node["items"]] if "items" in node else [])):
            found = tree(part)
            if found is not None:
                return found
        if "properties" not in node:
            return None
        return {key: tree(value) for key, value in node["properties"].items()}

    return tree(schema) or {}


def without_empty(value: Any, *, keep_objects: bool = False) -> Any:
    """A decoded record without its null and empty fields, at any depth.

    Args:
        value: the record.
        keep_objects: leave objects without fields, which are not the same as null.
    """
    if isinstance(value, dict):
        pairs = ((key, without_empty(part, keep_objects=keep_objects)) for key, part in value.items())
        nothing: tuple[Any, ...] = (None, []) if keep_objects else (None, [], {})
        return {key: part for key, part in pairs if part not in nothing}
    if isinstance(value, list):
        return [without_empty(part, keep_objects=keep_objects) for part in value]
    return value


def uncovered(record: Mapping[str, Any], tree: Tree) -> list[str]:
    """Names of the fields of a record that have a value and no place, each once.

    Args:
        record: a decoded record without empty fields.
        tree: what has a place.
    """
    found = (name for name in _uncovered(record, tree, "") if name.partition(".")[0] not in ALWAYS)
    usual = [name for name, value in ALWAYS.items() if name in record and record[name] != value and name not in tree]
    return [*dict.fromkeys(found), *usual]


def _uncovered(part: Mapping[str, Any], tree: Tree, prefix: str) -> Iterator[str]:
    for name, value in part.items():
        if name not in tree:
            yield prefix + name
            continue
        below = tree[name]
        if below is None:
            continue
        for each in value if isinstance(value, list) else [value]:
            yield from _uncovered(each, below, f"{prefix}{name}.")
