"""The schema of a table as values: its fields, and its rules between fields, rows and files. Imports findings alone.

docs/validation-vocabulary.md says what each keyword means. Here they are read; what a rule means for one row is in
rule_meaning, for a column of rows in rule_expressions.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from eventcoder.findings import Level

__all__ = [
    "CELL_KEYWORDS",
    "CROSS_ROW",
    "FIELD_RULES",
    "FILE_RULES",
    "ROW_RULES",
    "Condition",
    "Field",
    "Kind",
    "Rule",
    "TableSchema",
    "read_schema",
]

Kind = Literal["string", "integer", "number"]

CELL_KEYWORDS: Mapping[str, str] = {
    "type": "EC301",
    "x-date": "EC307",
    "pattern": "EC302",
    "minLength": "EC303",
    "maxLength": "EC303",
    "const": "EC205",
    "enum": "EC401",
    "minimum": "EC304",
    "maximum": "EC304",
    "x-pieces": "EC406",
    "x-list": "EC407",
}
"""Keywords of one cell in the order in which they are told, each with its code; only the first broken one is told."""

FIELD_RULES: Mapping[str, str] = {
    "x-slice": "EC520",
    "x-part": "EC520",
    "x-date-part": "EC520",
    "x-lookup": "EC521",
    "x-sum": "EC522",
    "x-formula": "EC523",
    "x-join": "EC524",
    "x-pair": "EC525",
    "x-wkt-point": "EC526",
    "x-within": "EC527",
    "x-starts-with": "EC527",
    "x-duration": "EC532",
}
"""Keywords of a property that hold it to other fields of the row."""

ROW_RULES: Mapping[str, str] = {"x-order": "EC528", "x-together": "EC529", "x-any": "EC530", "x-if": "EC531"}
"""Keywords of the schema that hold fields of a row to one another."""

CROSS_ROW: Mapping[str, str] = {"x-unique": "EC601", "x-constant": "EC602"}
"""Keywords of the schema that hold rows to one another."""

FILE_RULES: Mapping[str, str] = {"x-file-name": "EC611", "x-foreign": "EC612"}
"""Keywords of the schema that hold a file to its name or to another file."""

MANY = "EC402"
"""Code of a lookup that gives several legal values."""

WHOLE_ROW = "EC603"
EVERY = "*"
"""In place of the fields of x-unique: the whole row."""

UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Condition:
    """What the value of a field must be, for a rule to be looked at or to hold.

    Attributes:
        field: name of the field.
        present: whether it has a value; None where nothing is said.
        enum: the values of which it must be one.
        pattern: the form that its text must have.
        minimum, maximum: bounds of its value.
    """

    field: str
    present: bool | None = None
    enum: tuple[Any, ...] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None

    @classmethod
    def read(cls, field: str, raw: Mapping[str, Any]) -> "Condition":
        """A condition as the schema writes it."""
        enum = (raw["const"],) if "const" in raw else tuple(raw["enum"]) if "enum" in raw else None
        return cls(field, raw.get("present"), enum, raw.get("pattern"), raw.get("minimum"), raw.get("maximum"))

    @property
    def wants_value(self) -> bool:
        """Whether a missing value fails it."""
        return self.present is not False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that a schema sets between fields, rows or files.

    Attributes:
        keyword: the keyword that says it, e.g. "x-slice".
        field: the field at which it is told; "" for a whole row.
        spec: what the keyword is given.
        names: every field that it names; where one of them is bad the rule is not looked at.
        needs: the fields that must have a value for it to be looked at.
        when: conditions under which it holds.
        code, level: of its findings.
        known: how often good files break it; None where they do not.
        title: what must hold, in words.
        pointer: JSON pointer to it in the schema.
        then: for x-if, what must hold.
    """

    keyword: str
    field: str
    spec: Mapping[str, Any]
    names: tuple[str, ...]
    needs: tuple[str, ...]
    when: tuple[Condition, ...]
    code: str
    level: Level
    known: str | None
    title: str | None
    pointer: str
    then: Condition | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The fields that its keyword reads, in order."""
        return _sources(self.keyword, self.spec)


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what its cells may be.

    Attributes:
        name: name of the column.
        kind: type of its values.
        schema: its property, `$ref` followed.
        pointer: JSON pointer to the property.
        places: keyword -> JSON pointer to it, where that is elsewhere (behind a `$ref`).
        levels: keyword -> level, where it is not error.
        known: keyword -> how often good files break it.
    """

    name: str
    kind: Kind
    schema: Mapping[str, Any]
    pointer: str
    places: Mapping[str, str]
    levels: Mapping[str, Level]
    known: Mapping[str, str]

    def level(self, keyword: str) -> Level:
        """Level of the findings of a keyword."""
        return self.levels.get(keyword, self.levels.get("", "error"))

    def place(self, keyword: str) -> str:
        """JSON pointer to a keyword."""
        return f"{self.places.get(keyword, self.pointer)}/{keyword}"

    @property
    def missing(self) -> tuple[str, ...]:
        """Texts that stand for no value, besides none."""
        return tuple(self.schema.get("x-missing", ()))

    @property
    def dates(self) -> tuple[str, ...]:
        """The forms of its days; none where it holds no dates."""
        return tuple(self.schema.get("x-date", ()))


@dataclass(frozen=True, slots=True)
class TableSchema:
    """What a table must be.

    Attributes:
        name: name of the schema, e.g. "gdelt2-events".
        raw: the JSON Schema.
        fields: name -> column, in order.
        required: columns whose cells must have a value.
        rules: rules between the fields of a row.
        cross_row: rules between rows.
        file_rules: rules between the file and its name or other files.
    """

    name: str
    raw: Mapping[str, Any]
    fields: Mapping[str, Field]
    required: tuple[str, ...]
    rules: tuple[Rule, ...]
    cross_row: tuple[Rule, ...]
    file_rules: tuple[Rule, ...]

    def narrow(self, columns: Iterable[str]) -> "TableSchema":
        """What it says of a table that has only some of the columns: rules that name others are left out."""
        there = {name for name in columns if name in self.fields}

        def kept(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
            return tuple(rule for rule in rules if there.issuperset(rule.names))

        return replace(
            self,
            fields={name: field for name, field in self.fields.items() if name in there},
            required=tuple(name for name in self.required if name in there),
            rules=kept(self.rules),
            cross_row=kept(self.cross_row),
            file_rules=kept(self.file_rules),
        )

    def definition(self, reference: str) -> Mapping[str, Any]:
        """What a reference such as "#/$defs/role" points to."""
        return _resolve(self.raw, reference)


def read_schema(name: str, raw: Mapping[str, Any]) -> TableSchema:
    """A table schema as values; it must keep to the vocabulary (see meta.check_table_schema).

    Args:
        name: its name.
        raw: the JSON Schema.
    """
    fields = {column: _field(raw, column) for column in raw["properties"]}
    rules = [rule for column in fields for rule in _field_rules(raw, fields[column])]
    rules += [rule for keyword in ROW_RULES for rule in _row_rules(raw, keyword, fields)]
    cross_row = [rule for keyword in CROSS_ROW for rule in _other_rules(raw, keyword, CROSS_ROW[keyword])]
    file_rules = [rule for keyword in FILE_RULES for rule in _other_rules(raw, keyword, FILE_RULES[keyword])]
    required = tuple(raw.get("required", ()))
    return TableSchema(name, raw, fields, required, tuple(rules), tuple(cross_row), tuple(file_rules))


def _resolve(raw: Mapping[str, Any], reference: str) -> Mapping[str, Any]:
    node: Any = raw
    for part in reference.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    found: Mapping[str, Any] = node
    return found


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _field(raw: Mapping[str, Any], name: str) -> Field:
    own = raw["properties"][name]
    pointer = f"#/properties/{_escape(name)}"
    merged, places = dict(own), {}
    reference = own.get("$ref")
    while reference:
        target = _resolve(raw, reference)
        for keyword, value in target.items():
            if keyword not in merged:
                merged[keyword] = value
                places[keyword] = reference
        reference = target.get("$ref")
    known = dict(merged.get("x-known", {}))
    levels: dict[str, Level] = dict.fromkeys(known, "warning") | dict(merged.get("x-level", {}))
    if _unverified(raw, name):
        levels = {keyword: _capped(level) for keyword, level in levels.items()} | {"": "warning"}
    return Field(name, merged["type"], merged, pointer, places, levels, known)


def _unverified(raw: Mapping[str, Any], name: str) -> bool:
    return UNVERIFIED in (raw.get("x-status"), raw["properties"].get(name, {}).get("x-status"))


def _capped(level: Level) -> Level:
    return "warning" if level == "error" else level


def _many(value: Any) -> list[Mapping[str, Any]]:
    return value if isinstance(value, list) else [value]


def _sources(keyword: str, spec: Mapping[str, Any]) -> tuple[str, ...]:
    if keyword == "x-wkt-point":
        return spec["longitude"], spec["latitude"]
    if keyword == "x-duration":
        return spec["from"], spec["to"]
    of = spec.get("of", ())
    return (of,) if isinstance(of, str) else tuple(of)


def _conditions(spec: Mapping[str, Any]) -> tuple[Condition, ...]:
    return tuple(Condition.read(field, raw) for field, raw in spec.get("when", {}).items())


def _rule(
    raw: Mapping[str, Any],
    spec: Mapping[str, Any],
    code: str,
    **more: Any,
) -> Rule:
    level: Level = spec.get("level") or ("warning" if "known" in spec else "error")
    if _unverified(raw, more["field"]):
        level = _capped(level)
    more.setdefault("when", _conditions(spec))
    names = dict.fromkeys([*more.pop("names"), *(condition.field for condition in more["when"])])
    return Rule(
        spec=spec,
        names=tuple(names),
        code=spec.get("code", code),
        level=level,
        known=spec.get("known"),
        title=spec.get("title"),
        **more,
    )


def _field_rules(raw: Mapping[str, Any], field: Field) -> Iterator[Rule]:
    for keyword, code in FIELD_RULES.items():
        if keyword not in field.schema:
            continue
        value = field.schema[keyword]
        for place, spec in enumerate(_many(value)):
            pointer = field.place(keyword) + (f"/{place}" if isinstance(value, list) else "")
            names = (field.name, *_sources(keyword, spec))
            if keyword == "x-lookup":
                code = MANY if any(isinstance(each, list) for each in _values(raw, spec).values()) else code
            needs = (field.name, spec["of"][0]) if keyword == "x-pair" else names
            yield _rule(raw, spec, code, keyword=keyword, field=field.name, names=names, needs=needs, pointer=pointer)


def _values(raw: Mapping[str, Any], spec: Mapping[str, Any]) -> Mapping[str, Any]:
    values: Mapping[str, Any] = _resolve(raw, spec["table"])["x-values"]
    return values


def _row_rules(raw: Mapping[str, Any], keyword: str, fields: Mapping[str, Field]) -> Iterator[Rule]:
    code = ROW_RULES[keyword]
    for place, spec in enumerate(raw.get(keyword, ())):
        base = {"keyword": keyword, "pointer": f"#/{keyword}/{place}"}
        of = tuple(spec.get("of", ()))
        if keyword == "x-order":  # a rule for each pair of neighbours
            for first, second in pairwise(of):
                pair = {**spec, "of": [first, second]}
                yield _rule(raw, pair, code, field=second, names=(first, second), needs=(first, second), **base)
        elif keyword == "x-together":  # a rule for each field that may be the first without a value
            for name in of:
                yield _rule(raw, spec, code, field=name, names=of, needs=(), **base)
        elif keyword == "x-any":
            yield _rule(raw, spec, code, field=of[0], names=of, needs=(), **base)
        else:
            for name, raw_condition in spec["then"].items():
                then = Condition.read(name, raw_condition)
                yield _rule(raw, spec, code, field=name, names=(name,), needs=(), then=then, **base)


def _other_rules(raw: Mapping[str, Any], keyword: str, code: str) -> Iterator[Rule]:
    for place, spec in enumerate(raw.get(keyword, ())):
        fields = tuple(spec.get("fields", ())) or (spec["field"],)
        whole = fields == (EVERY,)
        names = () if whole else fields
        yield _rule(
            raw,
            spec,
            WHOLE_ROW if whole and keyword == "x-unique" else code,
            keyword=keyword,
            field="" if whole else fields[0],
            names=names,
            needs=names,
            pointer=f"#/{keyword}/{place}",
        )
