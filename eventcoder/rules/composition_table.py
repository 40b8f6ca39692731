"""Reads composition.csv: what an operator makes of the event in its complement."""

from collections.abc import Sequence
from pathlib import Path

from eventcoder.findings import Finding
from eventcoder.rules.keys import COMPOSITION_OPTIONAL, COMPOSITION_REQUIRED, COMPOSITION_RESULTS
from eventcoder.rules.legal import LegalCodes
from eventcoder.rules.model import Codes, CompositionRow
from eventcoder.rules.parse_rules import check_codes, content_name
from eventcoder.rules.problems import Problems
from eventcoder.rules.words import is_operator_name
from eventcoder.tables import Row, read_table

__all__ = ["read_composition"]


def read_composition(path: Path, legal: LegalCodes) -> tuple[Sequence[CompositionRow], tuple[Finding, ...]]:
    """Read a composition table.

    Args:
        path: the CSV file.
        legal: the legal codes.

    Returns:
        The rows, and what is wrong with the table.
    """
    problems = Problems(str(path))
    try:
        table = read_table(path, COMPOSITION_REQUIRED, COMPOSITION_OPTIONAL)
    except OSError as error:
        problems.error("EC707", f"the file cannot be read: {error.strerror or error}")
        return (), problems.findings
    problems.extend(table.findings)
    rows: dict[tuple[str, str, str], CompositionRow] = {}
    for row in table.rows:
        found = _row(row, legal, problems)
        key = (found.operator, found.content, found.profile)
        if key in rows:
            problems.error(
                "EC746",
                f"{found.operator} of {found.content or 'nothing'} stands twice; first in line {rows[key].line}",
                row,
                field="content",
                value=found.content,
            )
        else:
            rows[key] = found
    return tuple(rows.values()), problems.findings


def _row(row: Row, legal: LegalCodes, problems: Problems) -> CompositionRow:
    operator, content, result = row["operator"], row["content"], row["result"] or "codes"
    codes = Codes(
        cameo=row["cameo"],
        plover=row["plover"],
        mode=row["mode"],
        context=row.many("context"),
        content=content_name(row["plover"], row["mode"]),
    )
    if not is_operator_name(operator):
        problems.error("EC713", "an operator's name is in CAPITALS", row, field="operator", value=operator)
    if result not in COMPOSITION_RESULTS:
        problems.error(
            "EC713",
            f"result {result[:40]!r} is not one of {', '.join(COMPOSITION_RESULTS)}",
            row,
            field="result",
            value=result,
            choices=COMPOSITION_RESULTS,
        )
    has_codes = bool(codes.cameo or codes.plover)
    if result in ("codes", "through") and not has_codes:
        problems.error("EC747", "neither codes nor result keep or none", row, field="result")
    elif result in ("keep", "none") and (has_codes or codes.mode or codes.context):
        problems.error("EC747", f"codes beside result {result}", row, field="result", value=result)
    check_codes(codes, legal, row, problems)
    return CompositionRow(
        operator=operator,
        content=content,
        codes=codes if has_codes and result in ("codes", "through") else None,
        keep=result == "keep",
        through=result == "through",
        profile=row["profile"],
        line=row.line,
        file=problems.file or "",
    )
