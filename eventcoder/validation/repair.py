"""Repairs of one row: cells whose damage can be undone, and fields that the schema's own rules give.

Nothing is guessed. A cell is changed where only one text can have stood there (see damage.py), where the schema names
the current form, or where a rule of the schema gives the value from good cells. Where several rules with a common
source are broken the source itself may be what is wrong, and nothing is changed. Imports reference and what it imports.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eventcoder.validation.cells import Judge
from eventcoder.validation.coercion import NOTES
from eventcoder.validation.damage import explain
from eventcoder.validation.reference import Reference
from eventcoder.validation.rule_meaning import applies, check, expected
from eventcoder.validation.rules import FIELD_RULES, Rule, TableSchema

__all__ = ["Repair", "RowRepairer"]

MISSING, MISSING_WORD, ALIAS = "EC202", "EC244", "EC403"
ROUNDS = 4
"""How often a repaired row is looked at again: a field may be derived from one that was derived."""

REMEMBERED = 200_000
"""Cells whose repair is remembered, so that what stands often is judged once."""

WHY = {
    MISSING_WORD: "a word for a missing value, which the format leaves empty",
    NOTES.spaces: "spaces stood around it",
    NOTES.decimals: "a whole number was written with decimals",
    ALIAS: "another name of the code",
}


class Repair(NamedTuple):
    """One cell that was changed.

    Attributes:
        field: name of the column.
        before, after: its text.
        code: of the finding that is mended.
        why: what was wrong, and by what the new text is known.
    """

    field: str
    before: str
    after: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class _Judged:
    """A cell as it is after its own repair."""

    text: str
    value: str | int | float | None
    bad: bool
    repair: Repair | None


class RowRepairer:
    """Repairs the rows of one kind of table.

    Args:
        schema: what the table must be.
        columns: the columns that it has.
        missing_words: words that stand for an empty cell in this file.
    """

    def __init__(self, schema: TableSchema, columns: Sequence[str], missing_words: tuple[str, ...]) -> None:
        self._reference = Reference(schema, columns, missing_words)
        self._schema = self._reference.schema
        self._words = missing_words
        # What good files break, too, is no proof of a mistake.
        self._rules = [
            rule
            for rule in self._schema.rules
            if rule.keyword in FIELD_RULES and rule.level == "error" and rule.known is None
        ]
        self._seen: dict[tuple[str, str], _Judged] = {}

    def repair(self, cells: dict[str, str]) -> list[Repair]:
        """Mend a row in place.

        Args:
            cells: column -> text as it stands in the file.

        Returns:
            What was changed.
        """
        repairs = []
        judged = {name: self._judge(name, cells[name]) for name in self._reference.judges if name in cells}
        for each in judged.values():
            if each.repair is not None:
                repairs.append(each.repair)
                cells[each.repair.field] = each.repair.after
        for _ in range(ROUNDS):
            derived = self._derived(cells, judged)
            if not derived:
                break
            for repair in derived:
                repairs.append(repair)
                cells[repair.field] = repair.after
                judged[repair.field] = self._judge(repair.field, repair.after)
        return repairs

    def _judge(self, name: str, raw: str) -> _Judged:
        found = self._seen.get((name, raw))
        if found is None:
            if len(self._seen) > REMEMBERED:
                self._seen.clear()
            found = self._seen[name, raw] = self._judged(self._reference.judges[name], raw)
        return found

    def _judged(self, judge: Judge, raw: str) -> _Judged:
        mended = self._mended(judge, raw)
        text = raw if mended is None else mended.after
        cell = judge.coerce(text)
        bad = judge.fault(cell) is not None
        return _Judged(text, None if bad else cell.value, bad, mended)

    def _mended(self, judge: Judge, raw: str) -> Repair | None:
        name, cell = judge.field.name, judge.coerce(raw)
        if not raw:
            return None
        if cell.text is None:
            if raw.strip() in self._words and raw.strip() not in judge.field.missing:
                return Repair(name, raw, "", MISSING_WORD, WHY[MISSING_WORD])
            return Repair(name, raw, raw.strip(), NOTES.spaces, WHY[NOTES.spaces]) if cell.notes else None
        fault = judge.fault(cell)
        if fault is None:
            code = next((note for note in (NOTES.spaces, NOTES.decimals) if note in cell.notes), None)
            return None if code is None else Repair(name, raw, cell.text, code, WHY[code])
        alias = judge.field.schema.get("x-aliases", {}).get(cell.text) if fault == "enum" else None
        if alias is not None:
            return Repair(name, raw, str(alias), ALIAS, WHY[ALIAS])
        damage = explain(judge, cell.text, fault)
        if damage is None or damage.repair is None:
            return None
        return Repair(name, raw, damage.repair, damage.code, damage.message)

    def _derived(self, cells: dict[str, str], judged: dict[str, _Judged]) -> list[Repair]:
        """The next fields that rules give; none of them rests on another one that is wrong."""
        values = {name: each.value for name, each in judged.items() if each.value is not None and not each.bad}
        bad = {name for name, each in judged.items() if each.bad}
        broken: list[tuple[Rule, str, str]] = []
        for rule in self._rules:
            given = None
            if rule.field in bad or (rule.field not in values and rule.field in self._schema.required):
                others = set(rule.names) - {rule.field}
                given = None if others & bad else self._given(rule, {**values, rule.field: None})
                why = "it follows from"
            elif not bad & set(rule.names) and applies(rule, values):
                why = "it does not go with"
                given = self._given(rule, values) if check(self._schema, rule, values) is not None else None
            if given is not None and given != cells.get(rule.field):
                broken.append((rule, given, why))
        sources = [name for rule, _, _ in broken for name in set(rule.sources) if rule.field not in bad]
        wrong = {rule.field for rule, _, _ in broken}
        repairs: dict[str, Repair] = {}
        for rule, given, why in broken:
            doubtful = any(sources.count(name) > 1 for name in rule.sources) and rule.field in values
            if doubtful or wrong & set(rule.sources) or rule.field in repairs:
                continue
            told = " and ".join(f"{name} {cells[name]}" for name in rule.sources if name in cells)
            code = MISSING if not cells.get(rule.field) else rule.code
            before = cells.get(rule.field, "")
            repairs[rule.field] = Repair(rule.field, before, given, code, f"{why} {told} ({rule.keyword})")
        return list(repairs.values())

    def _given(self, rule: Rule, values: Mapping[str, str | int | float | None]) -> str | None:
        """What a rule gives, if its column may hold it."""
        there = {name: value for name, value in values.items() if value is not None}
        given = expected(self._schema, rule, there)
        return given if given is not None and self._reference.judges[rule.field].accepts(given) else None
