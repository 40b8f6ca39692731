"""Rules between the rows of a file: keys that stand once, fields that have one value, fields that the file's name has.

Of a row nothing is kept but at most 8 bytes for each key: the key itself where it is one whole number, else a hash of
64 bits. Imports columnar, rules and the report.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import polars as pl

from eventcoder.validation.coercion import convert
from eventcoder.validation.columnar import Values
from eventcoder.validation.report import Collector
from eventcoder.validation.rule_meaning import Broken, as_text
from eventcoder.validation.rules import Rule, TableSchema
from eventcoder.validation.telling import Place, broken_rule

__all__ = ["CrossRows", "Places", "key_of"]

SEED = 11
"""Of the hash, so that keys of several files can be compared."""

PART = 150_000
"""Keys that are compared at a time; what stands twice is in the same part."""


def key_of(values: Values, names: Sequence[str], schema: TableSchema) -> pl.Series:
    """At most eight bytes for each row that tell its key from others; null where a field of it has no good value."""
    if not names:
        return values.batch.cells.hash_rows(seed=SEED)
    whole = is_whole(names, schema)
    if not set(names) <= set(values.frame.columns):
        return pl.Series([None], dtype=pl.Int8 if whole else pl.UInt64).new_from_index(0, values.frame.height)
    frame = values.frame.select(names)
    if whole:
        return frame.to_series().shrink_dtype()
    missing = frame.select(pl.any_horizontal(pl.all().is_null())).to_series()
    return pl.select(pl.when(~missing).then(frame.hash_rows(seed=SEED))).to_series()


def is_whole(names: Sequence[str], schema: TableSchema) -> bool:
    """Whether a key is one whole number, and so kept as it is."""
    return len(names) == 1 and schema.fields[names[0]].kind == "integer"


@dataclass(slots=True)
class Places:
    """Row and line numbers of the rows of a file, in a few bytes where they are consecutive."""

    chunks: list[tuple[Any, Any]] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])

    def add(self, values: Values) -> None:
        """Remember the places of some rows."""
        self.chunks.append((_packed(values.batch.rows), _packed(values.batch.lines)))
        self.starts.append(self.starts[-1] + len(values.batch.rows))

    def at(self, index: int) -> tuple[int, int]:
        """Row and line of the row that was added as the index-th, from 0."""
        chunk = bisect_right(self.starts, index) - 1
        rows, lines = self.chunks[chunk]
        inside = index - self.starts[chunk]
        return rows[inside], lines[inside]


def _packed(numbers: pl.Series) -> Any:
    if len(numbers) and numbers[-1] - numbers[0] == len(numbers) - 1:
        return range(numbers[0], numbers[-1] + 1)
    return numbers


class CrossRows:
    """Holds the rows of one file to one another and to the file's name.

    Args:
        schema: what the table must be.
        groups: what the file's name says, by the dialect's pattern.
    """

    def __init__(self, schema: TableSchema, groups: Mapping[str, str | None]) -> None:
        self.schema = schema
        self.places = Places()
        self._keys: dict[str, list[pl.Series]] = {
            rule.pointer: [] for rule in schema.cross_row if rule.keyword == "x-unique"
        }
        self._wanted: dict[str, Any] = {}
        for rule in schema.file_rules:
            text = groups.get(rule.spec["group"]) if rule.keyword == "x-file-name" else None
            if text is not None:
                self._wanted[rule.pointer] = convert(schema.fields[rule.field].kind, text)

    def take(self, values: Values, collector: Collector) -> None:
        """Look at some rows, in the order of the file."""
        self.places.add(values)
        columns = set(values.frame.columns)
        for rule in (*self.schema.cross_row, *self.schema.file_rules):
            there = columns.issuperset(rule.names)
            if rule.keyword == "x-unique":
                self._keys[rule.pointer].append(key_of(values, rule.names, self.schema))
            elif rule.keyword == "x-constant" and there:
                first = values.frame[rule.field].drop_nulls().head(1)
                if len(first):
                    self._wanted.setdefault(rule.pointer, first[0])
                    self._same(rule, values, collector)
            elif rule.pointer in self._wanted and there:
                self._same(rule, values, collector)

    def _same(self, rule: Rule, values: Values, collector: Collector) -> None:
        wanted, column = self._wanted[rule.pointer], values.frame[rule.field]
        differs = (column != wanted).fill_null(False)
        number = int(differs.sum())
        if not number:
            return
        collector.count(rule.code, rule.level, rule.field, number)
        what = "the first row has" if rule.keyword == "x-constant" else "the file's name says"
        for index in differs.arg_true().head(collector.room).to_list():
            value = as_text(column[index])
            broken = Broken(f"{rule.field} is {value}, {what} {as_text(wanted)}")
            place = Place(collector.file, values.batch.lines[index], values.batch.rows[index])
            collector.keep([broken_rule(rule, broken, value).at(place)])

    def finish(self, collector: Collector) -> None:
        """Tell what stands twice; after the last row."""
        for rule in self.schema.cross_row:
            if rule.keyword == "x-unique":
                self._twice(rule, self._keys[rule.pointer], collector)

    def _twice(self, rule: Rule, chunks: list[pl.Series], collector: Collector) -> None:
        number, found = 0, []
        room = collector.room
        for part in _parts(chunks):
            later = part.filter(pl.col("index") != pl.col("first"))
            number += later.height
            found.append(later.sort("index").head(room))
        if not number:
            return
        collector.count(rule.code, rule.level, rule.field or None, number)
        names = " and ".join(rule.names)
        for index, first, key in pl.concat(found).sort("index").head(room).iter_rows():
            row, line = self.places.at(first)
            what = f"the {names} of this row stands" if names else "the whole row stands"
            whole = is_whole(rule.names, self.schema)
            told = broken_rule(rule, Broken(f"{what} already in row {row} (line {line})"), str(key) if whole else None)
            here, its_line = self.places.at(index)
            collector.keep([told.at(Place(collector.file, its_line, here))])


def _parts(chunks: list[pl.Series]) -> Iterator[pl.DataFrame]:
    """Index, first index of the same key, and key of all rows whose key stands more than once, part by part."""
    total = sum(map(len, chunks))
    parts = total // PART + 1
    starts = [0, *accumulate(map(len, chunks))]
    for part in range(parts):
        pieces = []
        for start, chunk in zip(starts, chunks, strict=False):
            wide = chunk if chunk.dtype == pl.UInt64 else chunk.cast(pl.Int64)
            frame = pl.DataFrame({"key": wide}).with_row_index("index", offset=start)
            mine = pl.col("key").is_not_null() & (pl.col("key") % parts == part)
            pieces.append(frame.filter(mine if parts > 1 else pl.col("key").is_not_null()))
        if pieces:
            whole = pl.concat(pieces)
            twice = whole.filter(pl.col("key").is_duplicated())
            yield twice.select("index", pl.col("index").min().over("key").alias("first"), "key")
