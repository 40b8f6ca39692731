"""How figures are written: numbers, intervals, tables of columns. Imports intervals alone."""

from collections.abc import Sequence

from eventcoder.evaluation.intervals import Interval

__all__ = ["number", "span", "table"]


def number(value: float | None) -> str:
    """A share with three digits; nothing for None."""
    return "" if value is None else f"{value:.3f}"


def span(interval: Interval | None) -> str:
    """An interval with two digits; nothing for None."""
    return "" if interval is None else f"[{interval[0]:.2f}, {interval[1]:.2f}]"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows with columns of one width: the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for first, *others in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join((f"{first:<{widths[0]}}", *cells)).rstrip())
    return lines
