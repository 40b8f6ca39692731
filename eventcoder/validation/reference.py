"""The reference engine: jsonschema, extended by the vocabulary, for one row at a time. Slow, plain, authoritative.

`table_validator` gives an ordinary jsonschema validator that knows the vocabulary's keywords: it takes records, that is
rows as JSON objects. `Reference` takes the texts of a row and gives findings. Imports rules and what they mean.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

from eventcoder.findings import Finding
from eventcoder.validation import dates
from eventcoder.validation.cells import Judge, anchored, list_fault, pieces_fault
from eventcoder.validation.coercion import convert
from eventcoder.validation.rule_meaning import Broken, Values, applies, as_text, check, expected
from eventcoder.validation.rules import CELL_KEYWORDS, FIELD_RULES, ROW_RULES, Rule, TableSchema, read_schema
from eventcoder.validation.telling import Place, bad_cell, broken_rule, missing_value, odd_cell

__all__ = ["Reference", "table_validator"]

ORDER = list(CELL_KEYWORDS)

Errors = Iterator[ValidationError]


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Errors:
    if isinstance(instance, str) and not anchored(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _date(validator: Any, forms: Sequence[str], instance: Any, schema: Any) -> Errors:
    if dates.parse(as_text(instance), forms) is None:
        yield ValidationError(f"{instance!r} is no day written as {' or '.join(forms)}")


def table_validator(raw: Mapping[str, Any]) -> Any:
    """A jsonschema validator that knows the vocabulary, for the rows of a table as JSON objects.

    Args:
        raw: the table's schema, which keeps to the vocabulary.
    """
    table = read_schema("", raw)
    properties = raw["properties"]

    def pieces(validator: Any, spec: Mapping[str, Any], instance: Any, schema: Any) -> Errors:
        legal = frozenset(code for name in spec["lists"] for code in table.definition(name)["enum"])
        piece = pieces_fault(instance, spec["length"], legal) if isinstance(instance, str) else None
        if piece is not None:
            yield ValidationError(f"{piece!r} in {instance!r} is in no list")

    def items(validator: Any, spec: Mapping[str, Any], instance: Any, schema: Any) -> Errors:
        wanted = spec["items"]
        if "$ref" in wanted:
            wanted = {**table.definition(wanted["$ref"]), **wanted}
        unique = spec.get("unique", False)
        item = list_fault(instance, spec["separator"], wanted, unique) if isinstance(instance, str) else None
        if item is not None:
            yield ValidationError(f"{item!r} is no legal item")

    def broken(validator: Any, keywords: Iterable[str], instance: Mapping[str, Any]) -> Errors:
        bad = {
            name
            for name, value in instance.items()
            if name in properties and next(validator.descend(value, properties[name]), None) is not None
        }
        values = {name: value for name, value in instance.items() if name in properties and name not in bad}
        for rule in table.rules:
            if rule.keyword in keywords and bad.isdisjoint(rule.names) and applies(rule, values):
                found = check(table, rule, values)
                if found:
                    yield _RuleError(found.message, rule, found)

    def fields(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:
        """The standard keyword, and the rules by which properties are held to other fields."""
        if isinstance(instance, dict):
            for name, subschema in value.items():
                if name in instance:
                    yield from validator.descend(instance[name], subschema, path=name, schema_path=name)
            yield from broken(validator, FIELD_RULES, instance)

    def rows(keyword: str) -> Callable[[Any, Any, Any, Any], Errors]:
        def look(validator: Any, value: Any, instance: Any, schema: Any) -> Errors:
            if isinstance(instance, dict):
                yield from broken(validator, (keyword,), instance)

        return look

    cells = {"pattern": _pattern, "x-date": _date, "x-pieces": pieces, "x-list": items}
    extended = validators.extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {**cells, "properties": fields, **{keyword: rows(keyword) for keyword in ROW_RULES}}
    )
    return extended(raw)


class _RuleError(ValidationError):
    """A broken rule, which knows itself."""

    def __init__(self, message: str, rule: Rule, broken: Broken) -> None:
        super().__init__(message, path=[rule.field])
        self.rule, self.broken = rule, broken


class Reference:
    """Judges the rows of one kind of table.

    Args:
        schema: what the table must be.
        columns: the columns that it has; all of the schema's by default.
        missing_words: words that stand for an empty cell in this file.
    """

    def __init__(
        self, schema: TableSchema, columns: Sequence[str] | None = None, missing_words: tuple[str, ...] = ()
    ) -> None:
        self.schema = schema if columns is None else schema.narrow(columns)
        self.judges = {name: Judge(self.schema, field, missing_words) for name, field in self.schema.fields.items()}
        self._rules = {(rule.pointer, rule.field): rule for rule in self.schema.rules}
        self._validator = table_validator(schema.raw)

    def record(self, cells: Mapping[str, str | None]) -> dict[str, Any]:
        """A row as a JSON object; a text that is none of its column's type stays a text."""
        record: dict[str, Any] = {}
        for name, judge in self.judges.items():
            cell = judge.coerce(cells.get(name))
            if cell.text is not None:
                record[name] = cell.text if cell.value is None else cell.value
        return record

    def check(
        self,
        cells: Mapping[str, str | None],
        *,
        file: str | None = None,
        line: int | None = None,
        row: int | None = None,
    ) -> list[Finding]:
        """Everything in which a row breaks the schema.

        Args:
            cells: column -> text as it stands in the file; None or "" where it is empty.
            file, line, row: its place, for the findings.
        """
        record = self.record(cells)
        broken: dict[str, list[str]] = {}
        told, rules = [], []
        for error in self._validator.iter_errors(record):
            if not isinstance(error, _RuleError):
                broken.setdefault(str(next(iter(error.absolute_path), "")), []).append(str(error.validator))
            elif (error.rule.pointer, error.rule.field) in self._rules:
                value = record.get(error.rule.field)
                rules.append(broken_rule(error.rule, error.broken, None if value is None else as_text(value)))
        for name, judge in self.judges.items():
            raw = cells.get(name) or ""
            cell = judge.coerce(raw)
            if name in broken:
                told.append(bad_cell(judge, cell.text or "", min(broken[name], key=ORDER.index)))
                continue
            told += [odd_cell(judge.field, code, raw) for code in cell.notes]
            if cell.text is None and name in self.schema.required:
                told.append(missing_value(judge.field))
        return [each.at(Place(file, line, row)) for each in (*told, *rules)]

    def expected(self, field: str, cells: Mapping[str, str | None]) -> str | None:
        """What a cell must be by the schema's own rules, from the good cells of its row; None where they do not say.

        Args:
            field: column of the cell; what it holds does not count.
            cells: column -> text as it stands in the file.
        """
        values = self._values({name: text for name, text in cells.items() if name != field})
        for rule in self.schema.rules:
            if rule.field == field and rule.keyword in FIELD_RULES:
                found = expected(self.schema, rule, values)
                if found is not None and convert(self.schema.fields[field].kind, found) is not None:
                    return found
        return None

    def _values(self, cells: Mapping[str, str | None]) -> Values:
        values = {}
        for name, text in cells.items():
            if name in self.judges:
                cell = self.judges[name].coerce(text)
                if cell.value is not None and self.judges[name].fault(cell) is None:
                    values[name] = cell.value
        return values
