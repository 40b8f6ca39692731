"""A mapping file as values. Imports nothing of the library.

A value says where something comes from: a column (of the table in reading, of the record in writing), a constant, a
table of a codebook, or other values; steps then change it. Values that are equal are one object, so that they are
worked out once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "Call",
    "Check",
    "Choice",
    "Column",
    "Constant",
    "Each",
    "First",
    "FormatMapping",
    "Join",
    "ListOf",
    "Lookup",
    "Object",
    "Reading",
    "Step",
    "Value",
    "Writing",
    "columns_of",
    "parts_of",
]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A converter by its name, with its options."""

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Value:
    """What all values have in common.

    Attributes:
        steps: what it goes through.
        needed: why a row (or an event) without it cannot be converted; None where it may be missing.
        note: for the documentation.
    """

    steps: tuple[Step, ...] = ()
    needed: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Column(Value):
    """A column by its name; `$name` is a value of the mapping's `let`."""

    name: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Constant(Value):
    """The same for all rows."""

    value: Any


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class First(Value):
    """One of several values.

    Attributes:
        values: the values.
        how: "first" for the first that is there, "all" for the first where all are there, "latest" for the greatest.
    """

    values: tuple[Value, ...]
    how: str = "first"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Join(Value):
    """Texts put together; those that are missing are left out, and nothing comes of nothing."""

    values: tuple[Value, ...]
    by: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lookup(Value):
    """A cell of a codebook's table.

    Attributes:
        table: file below codebooks/.
        keys: columns of the table -> what must stand there.
        take: column that is taken.
        where: columns of the table -> what stands there in the rows that are looked at.
        unknown: "tell" what the table does not know, or "ignore" it.
        fold: whether upper and lower case are one.
        split: character between several values in the cell; the outcome is a list then.
    """

    table: str
    keys: Mapping[str, Value]
    take: str
    where: Mapping[str, str]
    unknown: str
    fold: bool
    split: str | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Choice(Value):
    """One of two values, by whether another one is among given texts (or, with `among` None, is there at all)."""

    of: Value
    among: tuple[str, ...] | None
    then: Value
    otherwise: Value | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Object(Value):
    """Fields together; missing where all those of `needs` (else: all) are missing."""

    fields: Mapping[str, Value]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ListOf(Value):
    """A list of the values that are there; lists among them are put in with all their items."""

    values: tuple[Value, ...]
    distinct: bool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Each(Value):
    """A value for each item of a list of texts, which is `$item` there."""

    of: Value
    value: Value


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Call(Value):
    """A function of several values, by its name (calls.py); `take` is a field of what it gives."""

    name: str
    arguments: Mapping[str, Value]
    take: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """A column that must be what another value says; where it differs, it is told and counted as lost."""

    column: str
    value: Value
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How rows become records.

    Attributes:
        let: names -> values that others use, in order.
        fields: fields of the record -> values.
        checks: columns that follow from others.
        derived: columns that follow from others without being looked at.
        unused: columns that the record has no place for -> why.
        rows_of: name of a value; rows that follow one another with the same are one record (monadic tables).
        options: options that a caller may give -> their defaults; `$option.name` in values.
        choices: options -> their legal values, where only some are.
        folds: whether symmetric events are stored twice, with the parties swapped.
    """

    let: Mapping[str, Value]
    fields: Mapping[str, Value]
    checks: tuple[Check, ...]
    derived: tuple[str, ...]
    unused: Mapping[str, str]
    rows_of: str | None
    options: Mapping[str, Any]
    choices: Mapping[str, tuple[str, ...]]
    folds: bool


@dataclass(frozen=True, slots=True)
class Writing:
    """How records become rows.

    Attributes:
        let: names -> values that others use, in order.
        columns: columns, in the order of the format -> values; None for those that stay empty.
        empty: columns that stay empty -> why.
        holds: fields of the record that the columns hold, as paths.
        back: fields of the record -> what they are when the row is read again; what differs is counted as lost.
        options: options that a caller may give -> their defaults; `$option.name` in values.
        choices: options -> their legal values, where only some are.
        layout: name of the dialect's layout.
        header: whether a header is written.
        same: column that is the same in the whole file: the greatest of its values.
        same_field: field of the record that this column holds.
    """

    let: Mapping[str, Value]
    columns: Mapping[str, Value | None]
    empty: Mapping[str, str]
    holds: tuple[str, ...]
    back: Mapping[str, Value]
    options: Mapping[str, Any]
    choices: Mapping[str, tuple[str, ...]]
    layout: str
    header: bool
    same: str | None
    same_field: str | None


@dataclass(frozen=True, slots=True)
class FormatMapping:
    """A mapping file.

    Attributes:
        format: name of the format.
        title: for people.
        notes: paragraphs for the documentation.
        reading, writing: None where the format is only written, or only read.
    """

    format: str
    title: str
    notes: tuple[str, ...]
    reading: Reading | None
    writing: Writing | None


def parts_of(value: Value) -> Iterator[Value]:
    """The values that a value is made of, without itself."""
    match value:
        case First() | Join() | ListOf():
            yield from value.values
        case Lookup():
            yield from value.keys.values()
        case Choice():
            yield from (value.of, value.then)
            if value.otherwise is not None:
                yield value.otherwise
        case Object():
            yield from value.fields.values()
        case Each():
            yield from (value.of, value.value)
        case Call():
            yield from value.arguments.values()


def columns_of(value: Value) -> frozenset[str]:
    """Names of the columns that a value is made of, those that its steps look at included."""
    found = {value.name} if isinstance(value, Column) else set()
    for step in value.steps:
        beside = step.options.get("on")
        if beside:
            found.add(beside)
    for part in parts_of(value):
        found |= columns_of(part)
    if isinstance(value, Each):
        found.discard("$item")
    return frozenset(found)
