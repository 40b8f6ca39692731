"""The columnar engine: a table's schema as polars expressions, over batches of rows. Fast, flat in memory.

Each column has an expression that is true only for texts that are surely good; the few other texts are judged one by
one, each distinct text once, by the same code as in the reference engine. Rules between fields are expressions over the
values. All findings are counted; words are made for the few that are kept. Imports polars, rules, cells and telling.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

import polars as pl

from eventcoder.findings import Level
from eventcoder.validation.cells import Judge
from eventcoder.validation.columns import Column, Verdict, surely_good
from eventcoder.validation.report import Collector
from eventcoder.validation.rule_expressions import DTYPES, broken, dates_read
from eventcoder.validation.rule_meaning import Broken, as_text, check
from eventcoder.validation.rules import Rule, TableSchema
from eventcoder.validation.table import Batch
from eventcoder.validation.telling import (
    Place,
    Told,
    bad_cell,
    broken_rule,
    missing_value,
    odd_cell,
    odd_code,
)

__all__ = ["Columnar", "Values"]


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


class _Tests:
    """What surely good values keep to, by column; and whether all values of a column do."""

    def __init__(self, columns: Sequence[Column], missing_words: tuple[str, ...], ascii_only: bool) -> None:
        self.good = {
            column.field.name: surely_good(column, missing_words, ascii_only)
            for column in columns
            if not column.by_text
        }
        self.gates = [
            reduce(and_, [test.all() for test in tests]).alias(name) for name, tests in self.good.items() if tests
        ]


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
        self._columns = [Column(Judge(self.schema, each, missing_words)) for each in self.schema.fields.values()]
        self._casts = [
            pl.col(each.name).cast(DTYPES[each.kind], strict=False)
            for each in self.schema.fields.values()
            if each.kind != "string"
        ]
        self._tests = {ascii_only: _Tests(self._columns, missing_words, ascii_only) for ascii_only in (True, False)}
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
        some = self._doubtful(batch, frame)
        bad: dict[str, pl.Series] = {}
        changed: list[pl.Series] = []
        for column in self._columns:
            name = column.field.name
            texts = cells[name]
            if column.by_text:
                odd = column.odd(texts.unique().drop_nulls().to_list())
                if name in self._dates:
                    changed += column.moments(texts)
                rows = texts.is_in(list(odd)).fill_null(False) if odd else None
            elif name in some:
                rows = some[name]
                odd = column.odd(texts.filter(rows).unique().to_list())
            else:
                rows = None
            if rows is not None and odd:
                counts = dict(texts.filter(rows).value_counts().iter_rows())
                faulty = [text for text, verdict in odd.items() if verdict.fault]
                self._tell_cells(column, texts, odd, counts, collector, tales)
                new = [verdict.value for verdict in odd.values()]
                dtype = DTYPES[column.field.kind]
                repaired = texts.replace_strict(
                    list(odd), pl.Series(new, dtype=dtype), default=None, return_dtype=dtype
                )
                changed.append(frame[name].zip_with(~rows, repaired).alias(name))
                if faulty:
                    bad[name] = texts.is_in(faulty).fill_null(False)
        frame = frame.with_columns(changed) if changed else frame
        self._tell_missing(frame, bad, collector, tales)
        return Values(frame, bad, batch)

    def _doubtful(self, batch: Batch, frame: pl.DataFrame) -> dict[str, pl.Series]:
        """Where there are texts that may be bad, odd or stand for no value, for the columns that have such."""
        tests, cells = self._tests[batch.ascii], batch.cells
        gates = frame.select(tests.gates).row(0, named=True) if tests.gates else {}
        names = []
        for column in self._columns:
            name = column.field.name
            lost = column.field.kind != "string" and frame[name].null_count() != cells[name].null_count()
            if not column.by_text and (lost or gates.get(name) is False):
                names.append(name)
        found = frame.select(
            (~reduce(and_, [pl.col(name).is_not_null(), *tests.good[name]]).fill_null(False)).alias(name)
            for name in names
        )
        return {name: (found[name] & cells[name].is_not_null()).fill_null(False) for name in names}

    def _tell_cells(
        self,
        column: Column,
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


def _bad(name: str) -> str:
    return f"{name}\x00bad"


def _told(tales: Sequence[_Tale], batch: Batch, collector: Collector) -> Iterator[Any]:
    """The first findings of a batch in the order of its rows; they are counted already."""
    places = sorted((row, number) for number, tale in enumerate(tales) for row in tale.where.to_list())
    for row, number in places[: collector.room]:
        place = Place(collector.file, batch.lines[row], batch.rows[row])
        yield tales[number].tell(row).at(place)
