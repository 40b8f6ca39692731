"""The columnar engine: a table's schema as polars expressions, over batches of rows. Fast, flat in memory.

Each column has an expression that is true only for texts that are surely good; the few other texts are judged one by
one, each distinct text once, by the same code as in the reference engine. Rules between fields are expressions over the
values. All findings are counted; words are made for the few that are kept. Imports polars, rules, cells and telling.
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, NamedTuple

import polars as pl

from eventcoder.findings import Level
from eventcoder.validation.cells import Judge
from eventcoder.validation.coercion import DAMAGED, HEAD, LARGEST, convert, is_plain_pattern
from eventcoder.validation.report import Collector
from eventcoder.validation.rule_expressions import DTYPES, broken, dates_read, day_of, second_of
from eventcoder.validation.rule_meaning import Broken, as_text, check
from eventcoder.validation.rules import Field, Rule, TableSchema
from eventcoder.validation.table import Batch
from eventcoder.validation.telling import (
    Place,
    Told,
    bad_cell,
    bad_code,
    broken_rule,
    missing_value,
    odd_cell,
    odd_code,
)

__all__ = ["Columnar", "Values"]

REMEMBERED = 100_000
"""Distinct texts of a column that are remembered between batches."""

BY_TEXT = ("x-date", "x-pieces", "x-list")
"""Keywords that are judged for each distinct text."""


class Verdict(NamedTuple):
    """What is known of a text in a column.

    Attributes:
        value: its value; None where it is bad or stands for no value.
        fault: the keyword that it breaks.
        notes: codes of what is odd about it.
        text: it without spaces around it; None where it stands for no value.
        plain: whether it is good as it stands.
        told: code and level of the fault.
    """

    value: Any
    fault: str | None
    notes: tuple[str, ...]
    text: str | None
    plain: bool
    told: tuple[str, Level] | None


@dataclass(slots=True)
class Values:
    """A batch as values, for rules between fields and between rows.

    Attributes:
        frame: a column for each field, null where the cell is empty or bad; days and seconds of dates.
        bad: field -> where its cells are bad, for the fields that have bad cells.
        batch: what it was made of.
    """

    frame: pl.DataFrame
    bad: dict[str, pl.Series]
    batch: Batch


@dataclass(slots=True)
class _Tale:
    """Findings of one kind in one batch: where, and how to say it."""

    where: pl.Series
    tell: Callable[[int], Told]


@dataclass(slots=True)
class _Column:
    """How the cells of one column are judged."""

    field: Field
    judge: Judge
    by_text: bool
    known: dict[str, Verdict] = dataclasses.field(default_factory=dict)

    def verdicts(self, texts: Sequence[str]) -> dict[str, Verdict]:
        """What is known of some distinct texts."""
        if len(self.known) > REMEMBERED:
            self.known.clear()
        for text in texts:
            if text not in self.known:
                self.known[text] = self._verdict(text)
        return {text: self.known[text] for text in texts}

    def _verdict(self, text: str) -> Verdict:
        cell = self.judge.coerce(text)
        fault = self.judge.fault(cell)
        if fault:
            return Verdict(None, fault, (), cell.text, False, bad_code(self.judge, cell.text or "", fault))
        return Verdict(cell.value, None, cell.notes, cell.text, not cell.notes and cell.text == text, None)


class Columnar:
    """Judges the rows of one kind of table.

    Args:
        schema: what the table must be.
        columns: the columns that it has.
        missing_words: words that stand for an empty cell in this file.
    """

    def __init__(self, schema: TableSchema, columns: Sequence[str], missing_words: tuple[str, ...] = ()) -> None:
        self.schema = schema.narrow(columns)
        self.missing_words = missing_words
        self._columns = [
            _Column(each, Judge(self.schema, each, missing_words), any(key in each.schema for key in BY_TEXT))
            for each in self.schema.fields.values()
        ]
        self._casts = [
            pl.col(each.name).cast(DTYPES[each.kind], strict=False)
            for each in self.schema.fields.values()
            if each.kind != "string"
        ]
        self._goods = {
            column.field.name: _good(column, missing_words) for column in self._columns if not column.by_text
        }
        self._gates = [
            reduce(and_, [test.all() for test in tests]).alias(name) for name, tests in self._goods.items() if tests
        ]
        self._rules = [(rule, broken(self.schema, rule)) for rule in self.schema.rules]
        self._dates = {name for rule in self.schema.rules for name in dates_read(self.schema, rule)}

    def check(self, batch: Batch, collector: Collector) -> Values:
        """Judge some rows: what is found goes to the collector, in the order of the rows.

        Args:
            batch: the rows; their columns are those that the engine was made for.
            collector: takes the findings.

        Returns:
            The rows as values, for rules between rows.
        """
        tales: list[_Tale] = []
        values = self._cells(batch, collector, tales)
        self._between_fields(values, collector, tales)
        collector.keep(_told(tales, batch, collector))
        return values

    def _cells(self, batch: Batch, collector: Collector, tales: list[_Tale]) -> Values:
        cells = batch.cells
        frame = cells.select(list(self.schema.fields)).with_columns(self._casts)
        some = self._doubtful(cells, frame)
        bad: dict[str, pl.Series] = {}
        changed: list[pl.Series] = []
        for column in self._columns:
            name = column.field.name
            texts = cells[name]
            if column.by_text:
                verdicts = column.verdicts(texts.unique().drop_nulls().to_list())
                odd = {text: verdict for text, verdict in verdicts.items() if not verdict.plain}
                if name in self._dates:
                    changed += _moments(column, texts, verdicts)
                rows = texts.is_in(list(odd)) if odd else None
            elif name in some:
                rows = some[name]
                odd = column.verdicts(texts.filter(rows.fill_null(False)).unique().to_list())
            else:
                rows = None
            if rows is not None and odd:
                counts = dict(texts.filter(rows.fill_null(False)).value_counts().iter_rows())
                faulty = [text for text, verdict in odd.items() if verdict.fault]
                self._tell_cells(column, texts, odd, counts, collector, tales)
                new = [verdict.value for verdict in odd.values()]
                dtype = DTYPES[column.field.kind]
                repaired = texts.replace_strict(
                    list(odd), pl.Series(new, dtype=dtype), default=None, return_dtype=dtype
                )
                changed.append(frame[name].zip_with(~rows.fill_null(False), repaired).alias(name))
                if faulty:
                    bad[name] = texts.is_in(faulty).fill_null(False)
        frame = frame.with_columns(changed) if changed else frame
        self._tell_missing(frame, bad, collector, tales)
        return Values(frame, bad, batch)

    def _doubtful(self, cells: pl.DataFrame, frame: pl.DataFrame) -> dict[str, pl.Series]:
        """Where there are texts that may be bad, odd or stand for no value, for the columns that have such."""
        gates = frame.select(self._gates).row(0, named=True) if self._gates else {}
        names = []
        for column in self._columns:
            name = column.field.name
            lost = column.field.kind != "string" and frame[name].null_count() != cells[name].null_count()
            if not column.by_text and (lost or gates.get(name) is False):
                names.append(name)
        found = frame.select(
            (~reduce(and_, [pl.col(name).is_not_null(), *self._goods[name]]).fill_null(False)).alias(name)
            for name in names
        )
        return {name: found[name] & cells[name].is_not_null() for name in names}

    def _tell_cells(
        self,
        column: _Column,
        texts: pl.Series,
        odd: Mapping[str, Verdict],
        counts: Mapping[str, int],
        collector: Collector,
        tales: list[_Tale],
    ) -> None:
        """Bad and odd cells of a column: all counted, the first to be told."""
        notes: dict[str, list[str]] = {}
        numbers: Counter[tuple[str, Level]] = Counter()
        faulty = []
        for text, verdict in odd.items():
            if verdict.told:
                faulty.append(text)
                numbers[verdict.told] += counts[text]
            for note in verdict.notes:
                notes.setdefault(note, []).append(text)
                numbers[odd_code(note)] += counts[text]
        for (code, level), number in numbers.items():
            collector.count(code, level, column.field.name, number)
        if not collector.room:
            return

        def tell_bad(row: int) -> Told:
            verdict = odd[texts[row]]
            return bad_cell(column.judge, verdict.text or "", verdict.fault or "")

        for note, its_texts in notes.items():
            where = texts.is_in(its_texts).arg_true().head(collector.room)
            tales.append(_Tale(where, lambda row, note=note: odd_cell(column.field, note, texts[row])))  # type: ignore[misc]
        if faulty:
            tales.append(_Tale(texts.is_in(faulty).arg_true().head(collector.room), tell_bad))

    def _tell_missing(
        self, frame: pl.DataFrame, bad: Mapping[str, pl.Series], collector: Collector, tales: list[_Tale]
    ) -> None:
        for name in self.schema.required:
            column = frame[name]
            if not column.null_count():
                continue
            missing = column.is_null() & ~bad[name] if name in bad else column.is_null()
            number = int(missing.sum())
            if number:
                told = missing_value(self.schema.fields[name])
                collector.count(told.code, told.level, told.field, number)
                if collector.room:
                    tales.append(_Tale(missing.arg_true().head(collector.room), lambda row, told=told: told))  # type: ignore[misc]

    def _between_fields(self, values: Values, collector: Collector, tales: list[_Tale]) -> None:
        frame = values.frame
        if not self._rules:
            return
        if values.bad:
            frame = frame.with_columns(where.alias(_bad(name)) for name, where in values.bad.items())
        expressions = []
        for place, (rule, expression) in enumerate(self._rules):
            spoilt = [~pl.col(_bad(name)) for name in rule.names if name in values.bad]
            expressions.append(reduce(and_, [expression, *spoilt]).alias(str(place)))
        found = frame.select(expressions)
        numbers = found.select(pl.all().sum()).row(0)
        for (rule, _), column, number in zip(self._rules, found.iter_columns(), numbers, strict=True):
            if number:
                collector.count(rule.code, rule.level, rule.field, number)
                if collector.room:
                    where = column.arg_true().head(collector.room)
                    tales.append(_Tale(where, lambda row, rule=rule: self._tell_rule(rule, values.frame, row)))  # type: ignore[misc]

    def _tell_rule(self, rule: Rule, frame: pl.DataFrame, row: int) -> Told:
        record = {name: value for name in rule.names if (value := frame[name][row]) is not None}
        found = check(self.schema, rule, record) or Broken(rule.title or f"{rule.keyword} is broken")
        value = record.get(rule.field)
        return broken_rule(rule, found, None if value is None else as_text(value))


def _good(column: _Column, missing_words: tuple[str, ...]) -> list[pl.Expr]:
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
        elif "pattern" not in raw or not is_plain_pattern(raw["pattern"]):
            plain = value.str.len_bytes() == value.str.len_chars()
            good += [~value.str.contains(HEAD), ~value.str.ends_with(" "), plain | ~value.str.contains(DAMAGED)]
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


def _bad(name: str) -> str:
    return f"{name}\x00bad"


def _moments(column: _Column, texts: pl.Series, verdicts: Mapping[str, Verdict]) -> Iterator[pl.Series]:
    """Day and second of each date of a column."""
    days: dict[str, int | None] = {}
    seconds: dict[str, int | None] = {}
    for text, verdict in verdicts.items():
        moment = column.judge.moment(as_text(verdict.value)) if verdict.value is not None else None
        days[text], seconds[text] = moment or (None, None)
    for name, found in ((day_of(column.field.name), days), (second_of(column.field.name), seconds)):
        new = pl.Series(list(found.values()), dtype=pl.Int64)
        yield texts.replace_strict(list(found), new, default=None, return_dtype=pl.Int64).alias(name)


def _told(tales: Sequence[_Tale], batch: Batch, collector: Collector) -> Iterator[Any]:
    """The first findings of a batch in the order of its rows; they are counted already."""
    places = sorted((row, number) for number, tale in enumerate(tales) for row in tale.where.to_list())
    for row, number in places[: collector.room]:
        place = Place(collector.file, batch.lines[row], batch.rows[row])
        yield tales[number].tell(row).at(place)
