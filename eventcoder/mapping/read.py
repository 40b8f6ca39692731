"""Rows of a table become records: batches of text columns in, frames of the record's shape out.

A row without a value that the mapping needs is left out, with an error; any other value that cannot be converted is
left out of its record, with a warning for each text that is met first. Imports
evaluate, model, findings and formats.losses.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from eventcoder.findings import Finding
from eventcoder.formats.losses import Losses
from eventcoder.mapping.evaluate import Problem, Rows, nothing
from eventcoder.mapping.model import Constant, FormatMapping, Reading, Value, columns_of
from eventcoder.records import SCHEMA_VERSION, Event
from eventcoder.validation.table import Batch

if TYPE_CHECKING:
    import polars

__all__ = ["TableRecords"]

BAD_ROW, BAD_VALUE, OTHER_VALUE = "EC861", "EC862", "EC863"
TOLD = 1000
"""Values of a field that cannot be converted are told one by one up to this number."""

KEY, ROW = "#key", "#row"


class TableRecords:
    """Makes records of one table, batch by batch.

    Args:
        mapping: of the format.
        schema: the record's columns.
        file: name for findings.
        report: takes findings.
        losses: counts what the record has no place for.
        missing: words that stand for an empty cell in this file.
        options: values for the mapping's options.

    Attributes:
        made: rows of which records were made.
        folded: rows that went into the record of another row (monadic tables).
    """

    def __init__(
        self,
        mapping: FormatMapping,
        schema: "polars.Schema",
        file: str,
        report: Callable[[Finding], object],
        losses: Losses | None = None,
        missing: tuple[str, ...] = (),
        options: Mapping[str, Any] | None = None,
    ) -> None:
        assert mapping.reading is not None
        self.mapping, self.reading, self.schema, self.file = mapping, mapping.reading, schema, file
        self.report, self.losses, self.missing = report, losses, missing
        given = {**self.reading.options, **(options or {})}
        self.let = {**self.reading.let, **{f"option.{name}": Constant(value=each) for name, each in given.items()}}
        self.made = self.folded = 0
        self._held: polars.DataFrame | None = None
        self._needed = tuple(_needed(self.reading))
        self._told: dict[str, set[str]] = {}
        self._ids: list[polars.Series] = []
        self._constants = _constants(mapping.format)

    def records(self, batch: Batch) -> "polars.DataFrame":
        """The records of a batch, in the columns of the schema."""
        import polars

        frame = batch.cells
        if self.missing:
            words = list(self.missing)
            frame = frame.select(polars.when(~polars.all().is_in(words)).then(polars.all()).name.keep())
        frame, rows, lines = self._without_bad_rows(frame, batch.rows, batch.lines)

        def tell(problem: Problem) -> None:
            self._tell(problem, rows, lines)

        values = Rows(frame, self.let, tell)
        columns = []
        for name, dtype in self.schema.items():
            value = self.reading.fields.get(name)
            if value is not None:
                columns.append(values.value(value, name, dtype).alias(name))
            elif name in self._constants:
                one = polars.Series(name, [self._constants[name]], dtype=dtype)
                columns.append(one.new_from_index(0, frame.height))
            else:
                columns.append(nothing(dtype).alias(name).new_from_index(0, frame.height))
        records = polars.DataFrame(columns)
        self._check(values, frame, rows, lines)
        self._count_unused(frame)
        self.made += records.height
        if self.reading.rows_of is None:
            return records.with_columns(self._unique(records["id"], rows))
        key = values.column(f"${self.reading.rows_of}").alias(KEY)
        return self._of_one_event(records.with_columns(key, rows.alias(ROW)))

    def rest(self) -> Iterator["polars.DataFrame"]:
        """What was held back until it was clear that no row of the same event follows."""
        if self._held is not None and self._held.height:
            yield self._joined(self._held)

    def _of_one_event(self, records: "polars.DataFrame") -> "polars.DataFrame":
        """One record for the rows of one event that follow one another; the last event of the batch is held back."""
        import polars

        if self._held is not None:
            records = polars.concat([self._held, records])
        if not records.height:
            return records.drop(KEY, ROW)
        last = records[KEY].rle_id() == records[KEY].rle_id()[-1]
        self._held = records.filter(last)
        return self._joined(records.filter(~last))

    def _joined(self, records: "polars.DataFrame") -> "polars.DataFrame":
        import polars

        first = polars.all().exclude("actor").first()
        groups = records.group_by(records[KEY].rle_id().alias("#event"), maintain_order=True)
        joined = groups.agg(first, polars.col("actor").explode())
        self.folded += records.height - joined.height
        joined = joined.with_columns(self._unique(joined["id"], joined[ROW]))
        return joined.select(list(self.schema)).cast(self.schema)

    def _without_bad_rows(
        self, frame: "polars.DataFrame", rows: "polars.Series", lines: "polars.Series"
    ) -> tuple["polars.DataFrame", "polars.Series", "polars.Series"]:
        """The rows that have all that is needed."""
        import polars

        values = Rows(frame, self.let)
        good = polars.Series([True]).new_from_index(0, frame.height)
        told: dict[int, Finding] = {}
        for name, value in self._needed:
            found = values.column(f"${name}") if name in self.reading.let else values.value(value, name)
            bad = found.is_null() & good
            if not bad.any():
                continue
            good = good & ~bad
            column = next(iter(sorted(_plain_columns(value, self.reading))), name)
            cells = values.column(column)
            for place in bad.arg_true():
                told[place] = Finding(
                    code=BAD_ROW,
                    level="error",
                    message=f"the row is left out: {value.needed}",
                    file=self.file,
                    line=lines[place],
                    row=rows[place],
                    field=column,
                    value=cells[place],
                    hint="correct the cell",
                )
        for place in sorted(told):
            self.report(told[place])
        if good.all():
            return frame, rows, lines
        return frame.filter(good), rows.filter(good), lines.filter(good)

    def _tell(self, problem: Problem, rows: "polars.Series", lines: "polars.Series") -> None:
        told = self._told.setdefault(problem.field, set())
        if self.losses is not None:
            self.losses.field(problem.field, "the value cannot be converted", value=problem.value, count=problem.count)
        if problem.value in told or len(told) >= TOLD:
            return
        told.add(problem.value)
        self.report(
            Finding(
                code=BAD_VALUE,
                level="warning",
                message=f"{problem.value!r} {problem.message}; the record is without it",
                file=self.file,
                line=lines[problem.place],
                row=rows[problem.place],
                field=problem.field,
                value=problem.value,
            )
        )

    def _unique(self, ids: "polars.Series", rows: "polars.Series") -> "polars.Series":
        """The ids, with the number of the row where one is missing or was there before."""
        import polars

        hashes = ids.hash()
        again = ~ids.is_first_distinct()
        for earlier in self._ids:
            again = again | hashes.is_in(earlier.implode())
        self._ids.append(hashes)
        if not again.any() and not ids.null_count():
            return ids
        numbers = rows.cast(polars.String)
        own = polars.when(ids.is_null()).then(f"{self.mapping.format}:row-" + numbers)
        return polars.select(own.when(again).then(ids + ":row-" + numbers).otherwise(ids)).to_series().alias("id")

    def _check(self, values: Rows, frame: "polars.DataFrame", rows: "polars.Series", lines: "polars.Series") -> None:
        """Tell of columns that are not what they must be by the source's own tables."""
        import polars

        for check in self.reading.checks:
            if check.column not in frame.columns:
                continue
            given, due = frame[check.column], values.value(check.value, check.column)
            if due.dtype.is_numeric():
                number = given.cast(polars.Float64, strict=False)
                differs = (number - due).abs() > 1e-6
                differs = differs.fill_null(given.is_not_null() & due.is_not_null() & number.is_null())
            else:
                differs = (given != due).fill_null(False)
            if not differs.any():
                continue
            if self.losses is not None:
                self.losses.field(check.column, check.title, count=int(differs.sum()))
            told = self._told.setdefault(check.column, set())
            places = polars.int_range(frame.height, eager=True)
            bad = polars.DataFrame({"given": given, "due": due.cast(polars.String), "place": places}).filter(differs)
            for one, other, place in bad.unique(["given", "due"], keep="first", maintain_order=True).rows():
                if f"{one}|{other}" in told or len(told) >= TOLD:
                    continue
                told.add(f"{one}|{other}")
                message = f"{check.title}: {one}, not {other}; the record has what the table says"
                place_of = {"line": lines[place], "row": rows[place]}
                self.report(
                    Finding(
                        code=OTHER_VALUE, level="warning", message=message, file=self.file, field=check.column,
                        value=one, **place_of,
                    )
                )  # fmt: skip

    def _count_unused(self, frame: "polars.DataFrame") -> None:
        if self.losses is None:
            return
        for name, why in self.reading.unused.items():
            if name in frame.columns:
                self.losses.field(name, why, count=frame.height - frame[name].null_count())


def _needed(reading: Reading) -> list[tuple[str, Value]]:
    pairs = [*reading.let.items(), *reading.fields.items()]
    return [(name, value) for name, value in pairs if value.needed is not None]


def _plain_columns(value: Value, reading: Reading) -> set[str]:
    """The columns of the table that a value hangs on."""
    found: set[str] = set()
    for name in columns_of(value):
        if name.startswith("$option."):
            continue
        if name.startswith("$"):
            found |= _plain_columns(reading.let[name[1:]], reading)
        else:
            found.add(name)
    return found


def _constants(format: str) -> Mapping[str, Any]:
    """What fields have that a mapping says nothing of."""
    defaults = {
        name: field.default
        for name, field in Event.model_fields.items()
        if isinstance(field.default, str | bool | int | float)
    }
    return defaults | {"schema_version": SCHEMA_VERSION, "coder": format}
