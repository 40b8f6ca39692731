"""Whether one cell keeps to its column: every keyword of a cell, over plain values. Imports rules, coercion and dates.

The reference engine lets jsonschema judge the standard keywords; this does the same for the texts that the columnar
engine meets seldom, and for both what the vocabulary adds (x-date, x-pieces, x-list).
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from eventcoder.validation import dates
from eventcoder.validation.coercion import Coerced, coerce
from eventcoder.validation.rules import Field, TableSchema

__all__ = ["Judge", "anchored", "list_fault", "pieces_fault"]


@cache
def anchored(pattern: str) -> re.Pattern[str]:
    """A pattern of a schema; its `$` means the end of the text, which Python's does not quite."""
    return re.compile(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern)


def pieces_fault(text: str, length: int, legal: frozenset[str]) -> str | None:
    """The first piece of a code that is in none of the lists; None where all are."""
    pieces = [text[start : start + length] for start in range(0, len(text), length)]
    return next((piece for piece in pieces if piece not in legal), None)


def list_fault(text: str, separator: str, items: Mapping[str, Any], unique: bool = False) -> str | None:
    """The first item of a list in a cell that is not legal; None where all are."""
    seen = set()
    for item in (part.strip() for part in text.split(separator)):
        if "enum" in items and item not in items["enum"]:
            return item
        if "pattern" in items and not anchored(items["pattern"]).search(item):
            return item
        if unique and item in seen:
            return item
        seen.add(item)
    return None


class Judge:
    """Judges the cells of one column.

    Attributes:
        field: the column.
        enum: its legal values, None where any is.
        pieces: the pieces that its codes are made of.
        items: what the items of its lists must be, `$ref` followed.
    """

    def __init__(self, schema: TableSchema, field: Field, missing_words: tuple[str, ...] = ()) -> None:
        self.field, self.missing_words = field, missing_words
        raw = field.schema
        self.enum = frozenset(raw["enum"]) if "enum" in raw else None
        self.pattern = anchored(raw["pattern"]) if "pattern" in raw else None
        spec = raw.get("x-pieces", {"lists": ()})
        self.pieces = frozenset(code for name in spec["lists"] for code in schema.definition(name)["enum"])
        items = raw.get("x-list", {}).get("items", {})
        self.items: Mapping[str, Any] = schema.definition(items["$ref"]) | items if "$ref" in items else items
        # The order is that of CELL_KEYWORDS; what a column does not have is left out once and for all.
        self._tests = [keyword for keyword in _TESTS if keyword in raw]

    def coerce(self, raw: str | None) -> Coerced:
        """The value of a cell."""
        return coerce(self.field, raw, self.missing_words)

    def fault(self, cell: Coerced) -> str | None:
        """The first keyword that a cell breaks; None where it is good or empty."""
        if cell.text is None:
            return None
        if cell.value is None:
            return "type"
        return next((keyword for keyword in self._tests if not _TESTS[keyword](self, cell.value)), None)

    def accepts(self, text: str) -> bool:
        """Whether a text is good and not odd."""
        cell = self.coerce(text)
        return cell.text is not None and not cell.notes and self.fault(cell) is None

    def moment(self, text: str) -> dates.Moment | None:
        """The moment that the text of a date names."""
        return dates.parse(text, self.field.dates)


def _on_text(test: Any) -> Any:
    """Keywords of texts say nothing of numbers, as in JSON Schema."""
    return lambda judge, value: not isinstance(value, str) or test(judge, value)


def _on_number(test: Any) -> Any:
    return lambda judge, value: isinstance(value, str) or test(judge, value)


_TESTS: Mapping[str, Any] = {
    "x-date": lambda judge, value: judge.moment(str(value)) is not None,
    "pattern": _on_text(lambda judge, value: judge.pattern.search(value)),
    "minLength": _on_text(lambda judge, value: len(value) >= judge.field.schema["minLength"]),
    "maxLength": _on_text(lambda judge, value: len(value) <= judge.field.schema["maxLength"]),
    "const": lambda judge, value: value == judge.field.schema["const"],
    "enum": lambda judge, value: value in judge.enum,
    "minimum": _on_number(lambda judge, value: value >= judge.field.schema["minimum"]),
    "maximum": _on_number(lambda judge, value: value <= judge.field.schema["maximum"]),
    "x-pieces": _on_text(
        lambda judge, value: pieces_fault(value, judge.field.schema["x-pieces"]["length"], judge.pieces) is None
    ),
    "x-list": _on_text(
        lambda judge, value: (
            list_fault(
                value,
                judge.field.schema["x-list"]["separator"],
                judge.items,
                judge.field.schema["x-list"].get("unique", False),
            )
            is None
        )
    ),
}
