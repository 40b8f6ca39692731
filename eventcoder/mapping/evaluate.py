"""Works out values for many rows at once: the one engine of the mappings, for reading and for writing.

Values that hang on few different cells (an actor's ten columns, a place) are worked out once for each combination that
there is. Imports the modules beside it; polars while it works.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eventcoder.errors import EventcoderError
from eventcoder.mapping.calls import CALLS
from eventcoder.mapping.converters import CONVERTERS
from eventcoder.mapping.lookups import SEPARATOR, lookup_table
from eventcoder.mapping.model import (
    Call,
    Choice,
    Column,
    Constant,
    Each,
    First,
    Join,
    ListOf,
    Lookup,
    Object,
    Value,
    columns_of,
)

if TYPE_CHECKING:
    import polars

__all__ = ["Problem", "Rows"]

ITEM = "$item"
FEW = 256
"""Rows from which on it pays to look for combinations that repeat."""

REPEATED = 0.6
"""Share of different combinations up to which it pays to work out each once."""

PLACE, FIRST = "#place", "#first"


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be converted.

    Attributes:
        field: what was to be made of it.
        value: as it stands.
        message: what is wrong.
        place: of the first row that has it.
        count: how many rows have it, as far as they were looked at one by one.
    """

    field: str
    value: str
    message: str
    place: int
    count: int


class Rows:
    """Rows of a table (or of records) that values are worked out for.

    Args:
        frame: the columns.
        let: values by name, which others use as `$name`.
        tell: takes what cannot be converted; None where nobody wants to know.
        places: of the rows, where they are some of those of another table.
    """

    def __init__(
        self,
        frame: "polars.DataFrame",
        let: Mapping[str, Value],
        tell: Callable[[Problem], object] | None = None,
        places: "polars.Series | None" = None,
    ) -> None:
        self.frame, self.let, self.tell, self.places = frame, let, tell, places
        self.height = frame.height
        self._known: dict[int, polars.Series] = {}
        self._columns: dict[str, polars.Series] = {}
        self._called: dict[tuple[Any, ...], list[Any]] = {}
        self._combinations: dict[tuple[str, ...], tuple[Rows, polars.Series] | None] = {}

    def quiet(self) -> "Rows":
        """The same rows, of which nothing is told."""
        return Rows(self.frame, self.let, None, self.places)

    def column(self, name: str) -> "polars.Series":
        """A column, or a value of `let` by its name with a dollar; all empty where the table has no such column."""
        import polars

        if name in self.frame.columns:
            return self.frame[name]
        found = self._columns.get(name)
        if found is None:
            if name.startswith("$") and name[1:] in self.let:
                found = self.value(self.let[name[1:]], name[1:])
            else:
                found = polars.Series(name, [None], dtype=polars.String).new_from_index(0, self.height)
            self._columns[name] = found
        return found

    def value(self, value: Value, field: str, dtype: Any = None) -> "polars.Series":
        """What a value is for each row.

        Args:
            value: the value.
            field: what is made of it, for problems.
            dtype: polars type that the outcome has.
        """
        found = self._known.get(id(value))
        if found is None:
            found = self._worked_out(value, field, dtype)
            for step in value.steps:
                found = self._step(step.name, step.options, found, field)
            self._known[id(value)] = found
        return typed(found, dtype)

    def _worked_out(self, value: Value, field: str, dtype: Any) -> "polars.Series":
        import polars

        match value:
            case Column():
                return self.column(value.name)
            case Constant():
                one = polars.Series([value.value], dtype=None if value.steps else dtype, strict=False)
                return one.new_from_index(0, self.height)
            case First():
                return self._first(value, field, None if value.steps else dtype)
            case Join():
                return self._join([self.value(each, field) for each in value.values], value.by)
            case Choice():
                return self._choice(value, field, None if value.steps else dtype)
            case Object() | ListOf() | Call() | Each() | Lookup():
                return self._repeated(value, field, None if value.steps else dtype)
            case _:
                raise EventcoderError(f"no value: {value!r}")

    def _step(self, name: str, options: Mapping[str, Any], series: "polars.Series", field: str) -> "polars.Series":
        converter = CONVERTERS[name]
        done = converter.function(series, options, self.column)
        quiet = options.get("unknown") == "ignore"
        if converter.fails and not quiet and done.null_count() > series.null_count():
            self.wrong(series, series.is_not_null() & done.is_null(), field, converter.fails(options))
        return done

    def wrong(self, series: "polars.Series", mask: "polars.Series", field: str, message: str) -> None:
        """Tell of values that cannot be converted, each once."""
        import polars

        if self.tell is None:
            return
        texts = series.cast(polars.String) if series.dtype != polars.List(polars.String) else series.list.join(";")
        places = polars.int_range(self.height, eager=True) if self.places is None else self.places
        bad = polars.DataFrame({"value": texts, PLACE: places}).filter(mask)
        found = bad.group_by("value", maintain_order=True).agg(polars.col(PLACE).first(), polars.len().alias("count"))
        for text, place, count in found.rows():
            self.tell(Problem(field, text, message, place, count))

    # kinds of values -------------------------------------------------------------------------------------------------

    def _first(self, value: First, field: str, dtype: Any) -> "polars.Series":
        import polars

        parts = [polars.lit(self.value(each, field, dtype)) for each in value.values]
        if value.how == "all":
            every = polars.all_horizontal(*(part.is_not_null() for part in parts))
            return polars.select(polars.when(every).then(parts[0])).to_series()
        chosen = polars.coalesce(*parts) if value.how == "first" else polars.max_horizontal(*parts)
        return polars.select(chosen).to_series()

    def _join(self, series: list["polars.Series"], by: str) -> "polars.Series":
        import polars

        parts = [polars.lit(each) for each in series]
        joined = polars.concat_str(parts, separator=by, ignore_nulls=True)
        there = polars.any_horizontal(*(part.is_not_null() for part in parts))
        return polars.select(polars.when(there).then(joined)).to_series()

    def _lookup(self, value: Lookup, field: str) -> "polars.Series":
        import polars

        where = tuple(value.where.items())
        table = lookup_table(value.table, tuple(value.keys), value.take, where, value.fold, value.split)
        keys = [self.value(each, field) for each in value.keys.values()]
        keys = [each if each.dtype == polars.String else each.cast(polars.String) for each in keys]
        key = keys[0]
        if len(keys) > 1:
            parts = [polars.lit(each).fill_null("") for each in keys]
            there = polars.any_horizontal(*(polars.lit(each).is_not_null() for each in keys))
            joined = polars.concat_str(parts, separator=SEPARATOR)
            key = polars.select(polars.when(there).then(joined)).to_series()
        if value.fold:
            key = key.str.to_lowercase()
        places = key.replace_strict(table.places, default=None, return_dtype=polars.UInt32)
        if value.unknown == "tell" and places.null_count() > key.null_count():
            shown = key.str.replace_all(SEPARATOR, ", ", literal=True) if len(keys) > 1 else keys[0]
            self.wrong(shown, key.is_not_null() & places.is_null(), field, f"is not in {value.table}")
        return table.values.gather(places)

    def _choice(self, value: Choice, field: str, dtype: Any) -> "polars.Series":
        import polars

        of = self.value(value.of, field)
        if value.among is None:
            yes = of.list.len() > 0 if isinstance(of.dtype, polars.List) else of.is_not_null()
        else:
            yes = of.cast(polars.String).is_in(list(value.among))
        yes = yes.fill_null(False)
        then = polars.lit(self.value(value.then, field, dtype))
        otherwise = (
            polars.lit(None) if value.otherwise is None else polars.lit(self.value(value.otherwise, field, dtype))
        )
        return polars.select(polars.when(polars.lit(yes)).then(then).otherwise(otherwise)).to_series()

    def _repeated(self, value: Value, field: str, dtype: Any) -> "polars.Series":
        """A value by the combinations of cells that it hangs on."""
        names = tuple(sorted(columns_of(value)))
        if self.height < FEW or not names:
            return self._compound(value, field, dtype)
        if names not in self._combinations:
            self._combinations[names] = self._combined(names)
        found = self._combinations[names]
        if found is None:
            return self._compound(value, field, dtype)
        rows, places = found
        return rows._compound(value, field, dtype).rechunk().gather(places)  # far slower in several chunks

    def _combined(self, names: tuple[str, ...]) -> "tuple[Rows, polars.Series] | None":
        """The different combinations of some columns, and which one each row has; None where they hardly repeat."""
        import polars

        cells = polars.DataFrame([self.column(name).alias(name) for name in names])
        if any(each.is_nested() for each in cells.dtypes):
            return None
        places = polars.int_range(self.height, dtype=polars.UInt32, eager=True) if self.places is None else self.places
        groups = cells.with_columns(places.alias(PLACE)).group_by(names, maintain_order=True).agg(polars.first(PLACE))
        if groups.height > REPEATED * self.height:
            return None
        numbers = groups.select(*names, polars.int_range(groups.height, dtype=polars.UInt32).alias(FIRST))
        back = cells.join(numbers, on=names, how="left", nulls_equal=True, maintain_order="left")[FIRST]
        return Rows(groups.select(names), self.let, self.tell, groups[PLACE]), back

    def _compound(self, value: Value, field: str, dtype: Any) -> "polars.Series":
        match value:
            case Object():
                return self._object(value, field, dtype)
            case Call():
                return self._call(value, field)
            case Lookup():
                return self._lookup(value, field)
            case ListOf():
                flats = [flat for each in value.values for flat in self._flat(each, field, dtype)]
                return self._gathered(flats, value.distinct, dtype)
            case _:
                return self._gathered(self._flat(value, field, dtype), False, dtype)

    def _object(self, value: Object, field: str, dtype: Any) -> "polars.Series":
        import polars

        fields: dict[str, polars.Series] = {}
        for each in dtype.fields:
            if each.name in value.fields:
                found = self.value(value.fields[each.name], f"{field}.{each.name}", each.dtype)
                fields[each.name] = found.fill_null(nothing(each.dtype)) if _is_list(found) else found
            else:
                fields[each.name] = nothing(each.dtype).new_from_index(0, self.height)
        there = [_there(fields[name]) for name in value.needs or value.fields]
        frame = polars.DataFrame([series.alias(name) for name, series in fields.items()])
        mask = polars.any_horizontal(*(polars.lit(each) for each in there))
        return frame.select(polars.when(mask).then(polars.struct(polars.all()))).to_series()

    def _flat(self, value: Value, field: str, dtype: Any) -> list[tuple["polars.Series", "polars.Series"]]:
        """The items of a list: the rows that they belong to, and the items themselves."""
        import polars

        inner = None if dtype is None else dtype.inner
        places = polars.int_range(self.height, dtype=polars.UInt32, eager=True)
        if isinstance(value, Each):
            items = self.value(value.of, field)
            cells = polars.DataFrame({PLACE: places, ITEM: items}).explode(ITEM).drop_nulls()
            names = sorted(columns_of(value.value) - {ITEM})
            frame = polars.DataFrame([self.column(name).alias(name) for name in names])[cells[PLACE]] if names else None
            frame = cells.select(ITEM) if frame is None else frame.with_columns(cells[ITEM])
            own = cells[PLACE] if self.places is None else self.places.gather(cells[PLACE])
            found = Rows(frame, self.let, self.tell, own).value(value.value, field, inner)
            places = cells[PLACE]
        else:
            found = self.value(value, field, inner if isinstance(value, Object) else None)
            if isinstance(found.dtype, polars.List):
                cells = polars.DataFrame({PLACE: places, ITEM: found}).explode(ITEM)
                places, found = cells[PLACE], cells[ITEM]
        there = found.is_not_null()
        return [(places.filter(there), found.filter(there))]

    def _gathered(
        self, flats: Iterable[tuple["polars.Series", "polars.Series"]], distinct: bool, dtype: Any
    ) -> "polars.Series":
        import polars

        parts = [polars.DataFrame({PLACE: places, ITEM: items}) for places, items in flats]
        cells = polars.concat(parts)
        if len(parts) > 1:
            cells = cells.sort(PLACE, maintain_order=True)
        if distinct:
            cells = cells.unique([PLACE, ITEM], keep="first", maintain_order=True)
        lists = cells.group_by(PLACE, maintain_order=True).agg(ITEM)
        all_places = polars.DataFrame({PLACE: polars.int_range(self.height, dtype=polars.UInt32, eager=True)})
        found = all_places.join(lists, on=PLACE, how="left", maintain_order="left")[ITEM]
        found = typed(found, dtype)
        return found.fill_null(polars.Series([[]], dtype=found.dtype)) if found.null_count() else found

    def _call(self, value: Call, field: str) -> "polars.Series":
        import polars

        call = CALLS[value.name]
        key = (value.name, *((name, id(each)) for name, each in value.arguments.items()))
        outcomes = self._called.get(key)  # of which other values took something else
        if outcomes is None:
            arguments = [self.value(each, f"{field}.{name}").to_list() for name, each in value.arguments.items()]
            names = tuple(value.arguments)
            outcomes = [call.function(**dict(zip(names, row, strict=True))) for row in zip(*arguments, strict=True)]
            self._called[key] = outcomes
        found = outcomes
        if value.take is not None:
            found = [None if each is None else each[value.take] for each in outcomes]
        dtype = call.dtype(value.take)
        series = polars.Series(found, dtype=polars.List(polars.String) if dtype == "list" else polars.String)
        if call.fails:
            first = next(iter(value.arguments.values()))
            given = self.value(first, field)
            wrong = given.is_not_null() & polars.Series([each is None for each in outcomes], dtype=polars.Boolean)
            if wrong.any():
                self.wrong(given, wrong, field, call.fails)
        return series


def typed(series: "polars.Series", dtype: Any) -> "polars.Series":
    """A column in the type that is wanted, None for any; days come as ISO texts."""
    import polars

    if dtype is None or series.dtype == dtype:
        return series
    if dtype == polars.Date and series.dtype == polars.String:
        return series.str.to_date("%Y-%m-%d")
    return series.cast(dtype)


def nothing(dtype: Any) -> "polars.Series":
    """One value of a type that is not there: an empty list, or null."""
    import polars

    return polars.Series([[] if isinstance(dtype, polars.List) else None], dtype=dtype)


def _is_list(series: "polars.Series") -> bool:
    import polars

    return isinstance(series.dtype, polars.List)


def _there(series: "polars.Series") -> "polars.Series":
    return (series.list.len() > 0).fill_null(False) if _is_list(series) else series.is_not_null()
