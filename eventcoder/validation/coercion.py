"""From the text of a cell to its value: the one grammar that both engines share. Imports rules alone.

The grammar of numbers is the one that polars' casts accept, less "inf" and "nan"; a property test holds both together.
"""

import math
import re
from dataclasses import dataclass
from typing import NamedTuple

from eventcoder.validation.rules import Field, Kind

__all__ = [
    *("DAMAGED", "DECIMALS", "FORMULA", "HEAD", "LARGEST", "NOTES", "SPACES"),
    *("Coerced", "Notes", "coerce", "convert", "ends_plainly", "is_plain_pattern", "starts_plainly"),
]

SPACES = " "
"""Characters around a text that do not belong to it."""

LARGEST = 10**18
"""Whole numbers from this one on are none: they fit no 64-bit integer or are digits by accident."""

INTEGER = re.compile(r"[+-]?[0-9]+")
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
DECIMALS = r"^[+-]?[0-9]+\.0*$"
"""A whole number that was written as a decimal one, as pandas does where a column has gaps."""

DAMAGED = "\ufffd|\u00e2\u20ac|\u00c3[\u0080-\u00bf]|\u00c2[\u00a0-\u00bf]"
"""The replacement character, or UTF-8 that was read as Latin-1 or Windows-1252 (RE2-safe)."""

FORMULA = r"^(?:=|@[A-Z]+\(|[+-][A-Za-z@]+[A-Za-z0-9.]*\()"
"""What a spreadsheet would run as a formula (RE2-safe)."""

HEAD = r"^(?: |=|@[A-Z]+\(|[+-][A-Za-z@]+[A-Za-z0-9.]*\()"
"""A space or a formula at the start (RE2-safe)."""

WHOLE = re.compile(DECIMALS)
BROKEN_TEXT = re.compile(DAMAGED)
RUNS = re.compile(FORMULA)


PLAIN_CLASS = r"\[(?:[A-Z]-[A-Z]|[a-z]-[a-z]|[0-9]-[0-9]|[A-Za-z0-9_,;:'./+])*-?\]"
PLAIN = re.compile(rf"(?:[A-Za-z0-9_,;:'/^$|?*+{{}}()-]|\\[.-]|{PLAIN_CLASS})*")


def is_plain_pattern(pattern: str) -> bool:
    """Whether no text of a pattern's form can be odd: no spaces, no letters beyond ASCII, no formula."""
    return PLAIN.fullmatch(pattern) is not None


def starts_plainly(pattern: str) -> bool:
    """Whether texts of a pattern's form surely begin with a letter or digit: with no space and no formula."""
    return "|" not in pattern and re.match(r"\^[A-Za-z0-9](?![*?{])", pattern) is not None


def ends_plainly(pattern: str) -> bool:
    """Whether texts of a pattern's form surely do not end with a space."""
    return "|" not in pattern and re.search(r"\[\^[^\]\\]* [^\]\\]*\]\+?\$$", pattern) is not None


class Notes(NamedTuple):
    """Codes of what is odd about a cell and leaves it good."""

    spaces: str = "EC309"
    decimals: str = "EC308"
    damaged: str = "EC314"
    formula: str = "EC315"


NOTES = Notes()


@dataclass(frozen=True, slots=True)
class Coerced:
    """A cell as a value.

    Attributes:
        text: its text without spaces around it; None where it holds no value.
        value: the value; None where there is none or the text is none of the type.
        notes: codes of what is odd and leaves the cell good.
    """

    text: str | None
    value: str | int | float | None
    notes: tuple[str, ...] = ()


NOTHING = Coerced(None, None)


def coerce(field: Field, raw: str | None, missing_words: tuple[str, ...] = ()) -> Coerced:
    """The value of a cell.

    Args:
        field: its column.
        raw: the text as it stands in the file, None for an empty cell.
        missing_words: words that stand for no value in this file.
    """
    if not raw:
        return NOTHING
    text = raw.strip(SPACES)
    notes: tuple[str, ...] = (NOTES.spaces,) if text != raw else ()
    if not text or text in missing_words or text in field.missing:
        return Coerced(None, None, notes)
    if field.kind == "string":
        if BROKEN_TEXT.search(text):
            notes += (NOTES.damaged,)
        if RUNS.match(text):
            notes += (NOTES.formula,)
        return Coerced(text, text, notes)
    value = convert(field.kind, text)
    if value is None and field.kind == "integer" and WHOLE.fullmatch(text):
        whole = text.split(".")[0]
        return Coerced(whole, convert("integer", whole), (*notes, NOTES.decimals))
    return Coerced(text, value, notes)


def convert(kind: Kind, text: str) -> str | int | float | None:
    """The value of a text by the grammar of a type; None where it has none."""
    if kind == "string":
        return text
    if kind == "integer":
        if not INTEGER.fullmatch(text):
            return None
        value = int(text) if len(text) < 4000 else LARGEST
        return value if abs(value) < LARGEST else None
    number = float(text) if NUMBER.fullmatch(text) else math.inf
    return number if math.isfinite(number) else None
