"""Collects findings about one file of a codebook, and knows how to suggest the right word."""

from collections.abc import Iterable
from typing import Any

from eventcoder.findings import Finding, Level

__all__ = ["MAX_FINDINGS", "Problems", "suggest"]

MAX_FINDINGS = 1000
"""Findings kept for one file; a file with more is no codebook."""
_MAX_CHOICES_TRIED = 200  # suggestions worked out for one file: they cost more than everything else


class Problems:
    """The findings about one file, in the order found.

    Args:
        file: name that stands in every finding.
    """

    def __init__(self, file: str | None) -> None:
        self.file = file
        self._findings: list[Finding] = []
        self._suggested = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found so far."""
        return tuple(self._findings)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take over findings that were made elsewhere."""
        self._findings.extend(findings)

    def error(self, code: str, message: str, at: Any = None, **more: Any) -> None:
        """Add an error; the arguments are those of `add`."""
        self.add("error", code, message, at, **more)

    def warning(self, code: str, message: str, at: Any = None, **more: Any) -> None:
        """Add a warning; the arguments are those of `add`."""
        self.add("warning", code, message, at, **more)

    def add(
        self,
        level: Level,
        code: str,
        message: str,
        at: Any = None,
        *,
        line: int | None = None,
        column: int | None = None,
        field: str | None = None,
        value: str | None = None,
        hint: str | None = None,
        choices: Iterable[str] | None = None,
    ) -> None:
        """Add a finding.

        Args:
            level: "error", "warning" or "info".
            code: the finding's code.
            message: what was found and what is legal.
            at: the YAML value or table row that it is about; gives line and column.
            line: the line, where there is no `at`.
            column: the column, where there is no `at`.
            field: the key or column.
            value: the offending value.
            hint: what to do.
            choices: legal values; the nearest one to `value` becomes the hint where there is no other.
        """
        if len(self._findings) > MAX_FINDINGS:
            return
        if len(self._findings) == MAX_FINDINGS:
            level, code, message = "error", "EC705", f"more than {MAX_FINDINGS} findings; the rest is not shown"
            field = value = hint = choices = None
        if hint is None and choices is not None and value is not None and self._suggested < _MAX_CHOICES_TRIED:
            self._suggested += 1
            hint = suggest(value, choices)
        self._findings.append(
            Finding(
                code=code,
                level=level,
                message=message,
                file=self.file,
                line=line if at is None else getattr(at, "line", line),
                column=column if at is None else getattr(at, "column", column),
                field=field,
                value=value,
                hint=hint,
            )
        )


def suggest(value: str, choices: Iterable[str]) -> str | None:
    """The nearest of the legal values as a hint, or None where none is near."""
    from rapidfuzz import fuzz, process, utils  # costs 20 ms: only where something is wrong

    known = list(choices)
    if len(known) <= 3 and known:
        near = process.extractOne(value[:80], known, scorer=fuzz.ratio, processor=utils.default_process)
        return f"did you mean {near[0]!r}?" if near and near[1] >= 60 else "legal: " + ", ".join(sorted(known))
    found = process.extractOne(value[:80], known, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=60)
    return f"did you mean {found[0]!r}?" if found else None
