"""Reads mapping files (schemas/mappings/*.mapping.json) and says what is wrong with them.

A mapping may use parts: values with {names} to fill in, its own or those of shared.parts.json, so that both actors of a
row are written down once. Imports model, the names of converters and calls, validation's dialects, and resources.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from eventcoder.errors import ResourceError
from eventcoder.mapping.calls import CALLS
from eventcoder.mapping.converters import CONVERTERS, DATE
from eventcoder.mapping.model import (
    Call,
    Check,
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
    Step,
    Value,
    Writing,
)
from eventcoder.resources import schemas_folder

__all__ = ["load_mapping", "mapping_names", "read_mapping"]

FOLDER = "mappings"
ENDING = ".mapping.json"
SHARED = "shared.parts.json"
BESIDE = frozenset({"country"})
"""Steps that look at the day of the event."""


@cache
def mapping_names() -> tuple[str, ...]:
    """Formats with a packaged mapping, in the order of their names."""
    return tuple(sorted(path.name.removesuffix(ENDING) for path in schemas_folder(FOLDER).glob(f"*{ENDING}")))


@cache
def load_mapping(name: str) -> FormatMapping:
    """A packaged mapping.

    Args:
        name: of its format.

    Raises:
        ResourceError: there is none, or it cannot be used.
    """
    return read_mapping(schemas_folder(FOLDER, f"{name}{ENDING}"))


def read_mapping(path: Path) -> FormatMapping:
    """A mapping from its file.

    Raises:
        ResourceError: it cannot be read, or says something that cannot be done.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        shared = json.loads(schemas_folder(FOLDER, SHARED).read_text(encoding="utf-8"))
        return _Reader(shared["parts"] | raw.get("parts", {})).mapping(raw)
    except OSError as error:
        raise ResourceError(f"the mapping {path} cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResourceError(f"the mapping {path} does not keep to mapping.schema.json: {error!r}") from error


class _Reader:
    """Makes values of the JSON of one mapping; equal values become one object."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self.parts = parts
        self._made: dict[str, Value] = {}

    def mapping(self, raw: Mapping[str, Any]) -> FormatMapping:
        return FormatMapping(
            format=raw["format"],
            title=raw["title"],
            notes=tuple(raw.get("notes", ())),
            reading=self._reading(raw["read"]) if "read" in raw else None,
            writing=self._writing(raw["write"]) if "write" in raw else None,
        )

    def _reading(self, raw: Mapping[str, Any]) -> Reading:
        fields = self._spread(raw["fields"])
        return Reading(
            let=self._values(self._spread(raw.get("let", {}))),
            fields=self._values(fields),
            checks=tuple(
                Check(check["column"], self.value(check["value"]), check["title"]) for check in raw.get("checks", ())
            ),
            derived=tuple(raw.get("derived", ())),
            unused=dict(raw.get("unused", {})),
            rows_of=raw.get("rows_of"),
            options={
                name: each[0] if isinstance(each, list) else each for name, each in raw.get("options", {}).items()
            },
            choices={name: tuple(each) for name, each in raw.get("options", {}).items() if isinstance(each, list)},
            folds=raw.get("folds", False),
        )

    def _writing(self, raw: Mapping[str, Any]) -> Writing:
        columns = self._spread(raw["columns"])
        return Writing(
            let=self._values(self._spread(raw.get("let", {}))),
            columns={name: None if each is None else self.value(each) for name, each in columns.items()},
            empty=dict(raw.get("empty", {})),
            holds=tuple(raw["holds"]),
            back=self._values(self._spread(raw.get("back", {}))),
            options={
                name: each[0] if isinstance(each, list) else each for name, each in raw.get("options", {}).items()
            },
            choices={name: tuple(each) for name, each in raw.get("options", {}).items() if isinstance(each, list)},
            layout=raw["layout"],
            header=raw["header"],
            same=raw.get("same", {}).get("column"),
            same_field=raw.get("same", {}).get("field"),
        )

    def _spread(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Fields with those of the parts put in that stand under `...`."""
        found: dict[str, Any] = {}
        for name, each in raw.items():
            if name.startswith("..."):
                for part in each if isinstance(each, list) else [each]:
                    found |= self._part(part)
            else:
                found[name] = each
        return found

    def _values(self, raw: Mapping[str, Any]) -> dict[str, Value]:
        return {name: self.value(each) for name, each in raw.items()}

    def _part(self, raw: Mapping[str, Any]) -> Any:
        name = raw["part"]
        if name not in self.parts:
            raise ValueError(f"there is no part {name!r}; there is {', '.join(self.parts)}")
        filled = _filled(self.parts[name], raw.get("with", {}))
        return filled | {key: each for key, each in raw.items() if key not in ("part", "with")}

    def value(self, raw: Any) -> Value:
        """A value from its JSON.

        Raises:
            ValueError: it is none.
        """
        if isinstance(raw, str):
            raw = {"column": raw}
        while "part" in raw:
            raw = self._part(raw)
            raw = {"column": raw} if isinstance(raw, str) else raw
        key = json.dumps(raw, sort_keys=True)
        if key not in self._made:
            self._made[key] = self._value(raw)
        return self._made[key]

    def _value(self, raw: Mapping[str, Any]) -> Value:
        common: dict[str, Any] = {
            "steps": tuple(self._step(each) for each in raw.get("steps", ())),
            "needed": raw.get("needed"),
            "note": raw.get("note"),
        }
        match raw:
            case {"column": str(name)}:
                return Column(name=name, **common)
            case {"value": value}:
                return Constant(value=value, **common)
            case {"first": values}:
                return First(values=tuple(map(self.value, values)), **common)
            case {"all": values} | {"latest": values}:
                how = "all" if "all" in raw else "latest"
                return First(values=tuple(map(self.value, values)), how=how, **common)
            case {"join": values}:
                return Join(values=tuple(map(self.value, values)), by=raw.get("by", ""), **common)
            case {"lookup": table, "keys": keys, "take": take}:
                return Lookup(
                    table=table,
                    keys=self._values(keys),
                    take=take,
                    where=raw.get("where", {}),
                    unknown=raw.get("unknown", "tell"),
                    fold=raw.get("fold", False),
                    split=raw.get("split"),
                    **common,
                )
            case {"when": of, "then": then}:
                among = None if raw.get("is", "there") == "there" else tuple(raw["is"])
                otherwise = self.value(raw["otherwise"]) if "otherwise" in raw else None
                return Choice(of=self.value(of), among=among, then=self.value(then), otherwise=otherwise, **common)
            case {"object": fields}:
                return Object(fields=self._values(self._spread(fields)), needs=tuple(raw.get("needs", ())), **common)
            case {"list": values}:
                return ListOf(values=tuple(map(self.value, values)), distinct=raw.get("distinct", False), **common)
            case {"each": of, "as": value}:
                return Each(of=self.value(of), value=self.value(value), **common)
            case {"call": str(name)}:
                if name not in CALLS:
                    raise ValueError(f"there is no call {name!r}; there is {', '.join(CALLS)}")
                return Call(name=name, arguments=self._values(raw["with"]), take=raw.get("take"), **common)
        raise ValueError(f"{json.dumps(raw)[:200]} is no value")

    def _step(self, raw: Any) -> Step:
        options = {raw: True} if isinstance(raw, str) else dict(raw)
        name = next((each for each in options if each in CONVERTERS), None)
        if name is None:
            raise ValueError(f"there is no step {raw!r}; there is {', '.join(CONVERTERS)}")
        if name in BESIDE:
            options.setdefault("on", DATE)
        return Step(name, options)


def _filled(raw: Any, words: Mapping[str, str]) -> Any:
    """JSON with its {names} filled in."""
    if isinstance(raw, str):
        for name, word in words.items():
            raw = raw.replace(f"{{{name}}}", word)
        return raw
    if isinstance(raw, list):
        return [_filled(each, words) for each in raw]
    if isinstance(raw, dict):
        return {_filled(name, words): _filled(each, words) for name, each in raw.items()}
    return raw


def _defaults(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each[0] if isinstance(each, list) else each for name, each in raw.get("options", {}).items()}


def _choices(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(each) for name, each in raw.get("options", {}).items() if isinstance(each, list)}
