"""Signs that a spreadsheet or another program saved a file again, in its first rows. Imports the engine's judges."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eventcoder.errors import ResourceError
from eventcoder.validation.cells import Judge
from eventcoder.validation.damage import explain
from eventcoder.validation.dialect import Dialect
from eventcoder.validation.meta import load_table_schema

__all__ = ["Evidence", "damage_of"]

ROWS = 40
"""Rows that are looked at."""

FEW = 3
"""Damaged cells from which on a program, not a slip, is to blame."""

COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")

SIGNS = {
    "EC311": "lost leading zeros",
    "EC312": "numbers in scientific notation",
    "EC313": "dates in another form",
}
"""Codes of damaged cells, in words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the cells of the first rows show.

    Attributes:
        damaged: whether cells were changed.
        told: each sign in a few words, with columns.
        codes: of the damage that was seen.
    """

    damaged: bool
    told: tuple[str, ...]
    codes: frozenset[str] = frozenset()


def damage_of(
    dialect: Dialect, names: Sequence[str | None], rows: Sequence[Sequence[str]], missing_words: tuple[str, ...]
) -> Evidence:
    """Look for damage in the first rows.

    Args:
        dialect: of the format.
        names: the name of each column in the schema.
        rows: rows of as many cells.
        missing_words: words that stand for an empty cell.
    """
    try:
        schema = load_table_schema(dialect.schema)
    except ResourceError:
        return Evidence(False, ())
    found: dict[str, Counter[str]] = {code: Counter() for code in SIGNS}
    commas = 0
    example: dict[str, str] = {}
    for place, name in enumerate(names):
        column = schema.fields.get(name) if name else None
        if column is None:
            continue
        judge = Judge(schema, column, missing_words)
        for text, number in Counter(row[place] for row in rows[:ROWS]).items():
            cell = judge.coerce(text)
            keyword = judge.fault(cell)
            damage = explain(judge, cell.text or "", keyword) if keyword else None
            if keyword == "type" and COMMA.fullmatch(cell.text or ""):
                commas += number
            if damage is not None and damage.code in found:
                found[damage.code][column.name] += number
                example.setdefault(damage.code, cell.text or "")
    told = []
    for code, words in SIGNS.items():
        columns = list(found[code])
        if columns:
            more = f" and {len(columns) - 2} more" if len(columns) > 2 else ""
            told.append(f"{words} ({', '.join(columns[:2])}{more}, such as {example[code][:30]})")
    if commas:
        told.append("decimal commas")
    # A cell or two may be a slip; a program that saves a file does it to all.
    number = commas + sum(sum(columns.values()) for columns in found.values())
    return Evidence(number >= FEW, tuple(told), frozenset(code for code in SIGNS if found[code]))
