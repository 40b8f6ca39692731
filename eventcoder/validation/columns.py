"""The cells of a column, told apart by text: a cheap test that surely good ones pass, a verdict on each other text.

The test is polars expressions over the column's values; verdicts are by the same code as in the reference engine, once
for each distinct text, and remembered. Imports polars, rules, cells and telling.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from eventcoder.findings import Level
from eventcoder.validation.cells import Judge
from eventcoder.validation.coercion import (
    DAMAGED,
    HEAD,
    LARGEST,
    convert,
    ends_plainly,
    is_plain_pattern,
    starts_plainly,
)
from eventcoder.validation.dates import Moment
from eventcoder.validation.rule_expressions import day_of, second_of
from eventcoder.validation.rule_meaning import as_text
from eventcoder.validation.rules import CELL_KEYWORDS
from eventcoder.validation.telling import bad_code

__all__ = ["FEW", "Column", "Verdict", "surely_good"]

REMEMBERED = 100_000
"""Distinct texts of a column that are remembered between batches."""

FEW = 100
"""New distinct texts of a column that are judged one by one; more are looked through at once before."""

BY_TEXT = ("x-date", "x-pieces", "x-list")
"""Keywords that are judged for each distinct text."""


class Verdict(NamedTuple):
    """What is known of a text in a column.

    Attributes:
        value: its value; None where it is bad or stands for no value.
        fault: the keyword that it breaks.
        notes: codes of what is odd about it.
        text: it without spaces around it; None where it stands for no value.
        told: code and level of the fault.
    """

    value: Any
    fault: str | None
    notes: tuple[str, ...]
    text: str | None
    told: tuple[str, Level] | None


class Column:
    """How the cells of one column are judged.

    Attributes:
        field: the column.
        judge: judges its texts.
        by_text: whether every distinct text gets a verdict, since no cheap test would do.
    """

    def __init__(self, judge: Judge) -> None:
        self.judge, self.field = judge, judge.field
        raw = self.field.schema
        self.by_text = any(keyword in raw for keyword in BY_TEXT)
        self.nothing = frozenset((*self.field.missing, *judge.missing_words))
        self._good: dict[str, Any] = {}
        self._odd: dict[str, Verdict] = {}
        self._moments: dict[str, Moment | None] = {}
        others = CELL_KEYWORDS.keys() - {"type", "pattern", "x-pieces"}
        plain = all(code.isascii() and code.isalnum() for code in judge.pieces)
        self._codes = "x-pieces" in raw and raw.keys().isdisjoint(others) and plain

    def odd(self, texts: Sequence[str]) -> dict[str, Verdict]:
        """Those of some distinct texts that are bad, odd or stand for no value."""
        if len(self._good) + len(self._odd) > REMEMBERED:
            self._good.clear()
            self._odd.clear()
            self._moments.clear()
        new = [text for text in texts if text not in self._good and text not in self._odd]
        if len(new) > FEW and self._codes:
            self._good |= dict.fromkeys(self._good_codes(new))
            new = [text for text in new if text not in self._good]
        for text in new:
            self._judge(text)
        return {text: self._odd[text] for text in texts if text in self._odd} if self._odd else {}

    def _judge(self, text: str) -> None:
        cell = self.judge.coerce(text)
        fault = self.judge.fault(cell)
        if fault:
            told = bad_code(self.judge, cell.text or "", fault)
            self._odd[text] = Verdict(None, fault, (), cell.text, told)
        elif cell.notes or cell.text != text:
            self._odd[text] = Verdict(cell.value, None, cell.notes, cell.text, None)
        else:
            self._good[text] = cell.value

    def _good_codes(self, texts: Sequence[str]) -> Iterable[str]:
        """Those of some texts that are made of legal pieces, which are letters and digits and so not odd."""
        raw, column = self.field.schema, pl.Series(texts)
        pieces = column.str.extract_all(f"(?s).{{1,{raw['x-pieces']['length']}}}")
        good = pieces.list.eval(pl.element().is_in(list(self.judge.pieces))).list.all()
        if "pattern" in raw:
            good &= column.str.contains(raw["pattern"])
        return (text for text, right in zip(texts, good, strict=True) if right and text not in self.nothing)

    def moments(self, texts: pl.Series) -> list[pl.Series]:
        """Day and second of each date of a column, of which all distinct texts have been looked at by `odd`."""
        days: dict[str, int] = {}
        seconds: dict[str, int] = {}
        for text in texts.unique().drop_nulls().to_list():
            if text not in self._moments:
                value = self._odd[text].value if text in self._odd else self._good[text]
                self._moments[text] = None if value is None else self.judge.moment(as_text(value))
            moment = self._moments[text]
            if moment:
                days[text] = moment.day
                if moment.second is not None:
                    seconds[text] = moment.second
        name = self.field.name
        return [_mapped(texts, days).alias(day_of(name)), _mapped(texts, seconds).alias(second_of(name))]


def _mapped(texts: pl.Series, numbers: Mapping[str, int]) -> pl.Series:
    """The number of each text; null where it has none."""
    if not numbers:
        return pl.Series([None], dtype=pl.Int64).new_from_index(0, len(texts))
    new = pl.Series(list(numbers.values()), dtype=pl.Int64)
    return texts.replace_strict(list(numbers), new, default=None, return_dtype=pl.Int64)


def surely_good(column: Column, missing_words: tuple[str, ...], ascii_only: bool) -> list[pl.Expr]:
    """Tests that all hold only for values that are surely good and not odd, as cheap as can be.

    They read a column of values; a text that is no value of the type is null there, and told by that.
    """
    raw, value = column.field.schema, pl.col(column.field.name)
    good: list[pl.Expr] = []
    nothing: list[Any] = [*column.field.missing, *missing_words]
    if column.field.kind == "string":
        if "pattern" in raw:
            good.append(value.str.contains(raw["pattern"]))
        if "enum" in raw:
            good.append(value.is_in(raw["enum"]))
        elif not is_plain_pattern(pattern := raw.get("pattern", "^.*$")):
            if not starts_plainly(pattern):
                good.append(~value.str.contains(HEAD))
            if not ends_plainly(pattern):
                good.append(~value.str.ends_with(" "))
            if not ascii_only:
                good.append((value.str.len_bytes() == value.str.len_chars()) | ~value.str.contains(DAMAGED))
        if "minLength" in raw:
            good.append(value.str.len_chars() >= raw["minLength"])
        if "maxLength" in raw:
            good.append(value.str.len_chars() <= raw["maxLength"])
    else:
        least, most = raw.get("minimum"), raw.get("maximum")
        if "enum" in raw:
            good.append(value.is_in(raw["enum"]))
        elif column.field.kind == "integer":
            least, most = (1 - LARGEST if least is None else least), (LARGEST - 1 if most is None else most)
        elif least is None or most is None:
            good.append(value.is_finite())
        if least is not None and most is not None:
            good.append(value.is_between(least, most))
        elif least is not None:
            good.append(value >= least)
        elif most is not None:
            good.append(value <= most)
        nothing = [number for text in nothing if (number := convert(column.field.kind, text)) is not None]
    if "const" in raw:
        good.append(value == raw["const"])
    if nothing:
        good.append(~value.is_in(nothing))
    return good
