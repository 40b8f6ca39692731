"""Why a cell is bad: what spreadsheets and careless readers do to codes, numbers and dates. Imports cells and dates.

A cell that breaks its schema gets a code of its own where the cause can be told, and the one value that it can have
been, where there is one.
"""

import re
from dataclasses import dataclass

from eventcoder.validation import dates
from eventcoder.validation.cells import Judge
from eventcoder.validation.coercion import BROKEN_TEXT, NOTES, RUNS

__all__ = ["Damage", "explain"]

LOST_ZEROS, SCIENTIFIC, MANGLED_DATE = "EC311", "EC312", "EC313"
ZEROS = ("0", "00")
"""What may have been lost at the start of a code."""

EXPONENT = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?[eE][+-]?[0-9]{1,3}")
DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Damage:
    """What happened to a cell.

    Attributes:
        code: of the finding.
        message: what it looks like.
        repair: the text that it must have been; None where that cannot be told.
    """

    code: str
    message: str
    repair: str | None = None


def explain(judge: Judge, text: str, keyword: str) -> Damage | None:
    """The damage behind a bad cell; None where it looks like none that is known.

    Args:
        judge: of its column.
        text: its text without spaces around it.
        keyword: what it breaks.
    """
    if judge.field.kind == "string" and keyword in ("pattern", "enum", "minLength") and DIGITS.fullmatch(text):
        repairs = [zeros + text for zeros in ZEROS if judge.accepts(zeros + text)]
        if len(repairs) == 1:
            return Damage(LOST_ZEROS, f"{text} has lost its leading zeros", repairs[0])
    if keyword in ("type", "pattern", "enum", "x-date") and EXPONENT.fullmatch(text):
        return Damage(SCIENTIFIC, f"{text} is a number in scientific notation; its last digits are lost")
    if judge.field.dates and keyword in ("type", "x-date", "pattern"):
        moments = dates.readings(text)
        if moments:
            return _date(judge, text, moments)
    if RUNS.match(text):
        return Damage(NOTES.formula, "the cell holds a formula of a spreadsheet in place of a value")
    if BROKEN_TEXT.search(text):
        return Damage(NOTES.damaged, "characters are damaged: the text was read in the wrong encoding")
    return None


def _date(judge: Judge, text: str, moments: list[dates.Moment]) -> Damage:
    canonical = judge.field.dates[0]
    timed = moments[0].second is not None
    message = f"{text} is a date, but not written as {canonical}"
    if len({moment.day for moment in moments}) > 1:
        return Damage(MANGLED_DATE, f"{message}; day and month cannot be told apart")
    if "hh" in canonical and not timed:
        return Damage(MANGLED_DATE, f"{message}; its time of day is lost")
    repair = dates.write(moments[0], canonical)
    return Damage(MANGLED_DATE, message, repair if judge.accepts(repair) else None)
