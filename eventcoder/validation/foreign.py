"""Rules between the files of one run: keys of one file that must stand in another. Imports cross_rows and the report.

Of each file that has a part in such a rule the keys are kept, 8 bytes each, until the other file of the pair has come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from eventcoder.findings import Finding
from eventcoder.validation.columnar import Values
from eventcoder.validation.cross_rows import Places, key_of
from eventcoder.validation.report import KEPT, Collector, ValidationReport
from eventcoder.validation.rule_meaning import Broken
from eventcoder.validation.rules import Rule, TableSchema
from eventcoder.validation.telling import Place, broken_rule

__all__ = ["Foreign", "Keys"]

LACKING = "EC613"

Pair = tuple[str, str, str]
"""Schema that has the rule, pointer of the rule, what both files' names say."""


@dataclass(slots=True)
class _Side:
    """The keys of one file."""

    file: str
    names: tuple[str, ...]
    keys: list[pl.Series] = field(default_factory=list)
    places: Places = field(default_factory=Places)


class Keys:
    """Takes the keys of one file as it is read."""

    def __init__(self, foreign: "Foreign", schema: TableSchema, sides: Mapping[tuple[Pair, bool], _Side]) -> None:
        self._foreign, self._schema, self._sides = foreign, schema, sides

    def take(self, values: Values) -> None:
        """Remember the keys of some rows."""
        for side in self._sides.values():
            if set(side.names) <= set(values.frame.columns):
                side.keys.append(key_of(values, side.names, self._schema))
                side.places.add(values)

    def close(self) -> None:
        """The file is read."""
        for (pair, asks), side in self._sides.items():
            self._foreign.done(pair, asks, side)


class Foreign:
    """Holds the files of one run to one another.

    Args:
        schemas: format -> schema, of all formats whose rules count.
        kept: findings that a report keeps in full.
    """

    def __init__(self, schemas: Mapping[str, TableSchema], kept: int = KEPT) -> None:
        self.kept = kept
        self._rules: list[tuple[str, TableSchema, Rule]] = [
            (format, schema, rule)
            for format, schema in schemas.items()
            for rule in schema.file_rules
            if rule.keyword == "x-foreign"
        ]
        self._waiting: dict[tuple[Pair, bool], _Side] = {}
        self._answered: set[tuple[str, str]] = set()
        self._reports: list[ValidationReport] = []

    def open(self, format: str, schema: TableSchema, groups: Mapping[str, str | None], file: str) -> Keys | None:
        """What takes the keys of a file; None where no rule is about it."""
        sides: dict[tuple[Pair, bool], _Side] = {}
        for owner, _, rule in self._rules:
            shared = groups.get(rule.spec["group"], "") if "group" in rule.spec else ""
            if shared is None or ("group" in rule.spec and not shared):
                continue
            pair = (owner, rule.pointer, shared)
            if owner == format:
                sides[pair, True] = _Side(file, tuple(rule.spec["fields"]))
            if rule.spec["format"] == format:
                sides[pair, False] = _Side(file, tuple(rule.spec["their"]))
        return Keys(self, schema, sides) if sides else None

    def done(self, pair: Pair, asks: bool, side: _Side) -> None:
        """A file of a pair is read: compare it with the other, or keep its keys until the other comes."""
        other = self._waiting.pop((pair, not asks), None)
        if not asks:
            self._answered.add(pair[:2])
        if other is None:
            self._waiting[pair, asks] = side
        else:
            self._compare(pair, side if asks else other, other if asks else side)

    def _rule(self, pair: Pair) -> tuple[str, Rule]:
        return next((owner, rule) for owner, _, rule in self._rules if (owner, rule.pointer) == pair[:2])

    def _compare(self, pair: Pair, asking: _Side, answering: _Side) -> None:
        format, rule = self._rule(pair)
        known = pl.concat([_wide(chunk) for chunk in answering.keys] or [pl.Series(dtype=pl.Int64)]).unique()
        collector = Collector(asking.file, format, self.kept)
        index = 0
        for chunk in map(_wide, asking.keys):
            lacking = (~chunk.is_in(known.implode())).fill_null(False)
            number = int(lacking.sum())
            if number:
                collector.count(rule.code, rule.level, rule.field, number)
                for inside in lacking.arg_true().head(collector.room).to_list():
                    row, line = asking.places.at(index + inside)
                    value = str(chunk[inside]) if chunk.dtype == pl.Int64 else None
                    names = " and ".join(rule.names)
                    told = broken_rule(rule, Broken(f"{names} of this row is not in {answering.file}"), value)
                    collector.keep([told.at(Place(asking.file, line, row))])
            index += len(chunk)
        report = collector.report()
        if report.total:
            self._reports.append(report)

    def reports(self) -> Sequence[ValidationReport]:
        """What was found between files, after the last one: a report for each file whose keys are not in the other."""
        for (pair, asks), side in self._waiting.items():
            if asks and pair[:2] in self._answered:
                format, rule = self._rule(pair)
                collector = Collector(side.file, format, self.kept)
                message = f"the run has no file of the format {rule.spec['format']} that goes with this one ({pair[2]})"
                finding = Finding(code=LACKING, level="info", message=message, file=side.file, schema_path=rule.pointer)
                collector.add([finding])
                self._reports.append(collector.report())
        self._waiting.clear()
        return tuple(self._reports)


def _wide(keys: pl.Series) -> pl.Series:
    """Keys of one type: whole numbers were kept in as few bytes as they need."""
    return keys if keys.dtype == pl.UInt64 else keys.cast(pl.Int64)
