"""Reports as JSON: one object a report, or one a finding. Imports the report alone."""

from collections.abc import Iterable

import orjson

from eventcoder.validation.report import ValidationReport

__all__ = ["to_json", "to_jsonl"]


def to_json(reports: Iterable[ValidationReport]) -> bytes:
    """One object a line, a report each, with counts by level, code and field."""
    return b"".join(_line(report.as_dict()) for report in reports)


def to_jsonl(reports: Iterable[ValidationReport]) -> bytes:
    """One object a line, a finding each: those that the reports keep."""
    return b"".join(_line(finding.as_dict()) for report in reports for finding in report.findings)


def _line(value: object) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # half a character pair (a lone surrogate), out of a file name or an escape in JSON
        return orjson.dumps(_sound(value), option=orjson.OPT_APPEND_NEWLINE)


def _sound(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {str(_sound(key)): _sound(each) for key, each in value.items()}
    return [_sound(each) for each in value] if isinstance(value, list) else value
