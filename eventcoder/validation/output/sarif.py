"""Reports as SARIF 2.1.0, the OASIS standard that code hosts and editors show. Imports the report and the catalogue."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from eventcoder._version import __version__
from eventcoder.findings import Finding
from eventcoder.validation.catalogue import meanings
from eventcoder.validation.report import ValidationReport

__all__ = ["to_sarif"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def to_sarif(reports: Sequence[ValidationReport], failures: Sequence[str] = ()) -> bytes:
    """One log with one run.

    Args:
        reports: of all files of the run.
        failures: messages about files that could not be read at all.
    """
    codes = sorted({code for report in reports for code in report.counts})
    places = {code: index for index, code in enumerate(codes)}
    files = list(dict.fromkeys(report.file for report in reports))
    artifacts = {file: index for index, file in enumerate(files)}
    notes = [_note("error", message) for message in failures]
    for report in reports:
        if report.total > len(report.findings):
            message = f"{report.file}: the first {len(report.findings):,} of {report.total:,} findings are listed"
            notes.append(_note("warning", message))
    invocation: dict[str, Any] = {"executionSuccessful": not failures}
    if notes:
        invocation["toolExecutionNotifications"] = notes
    run = {
        "tool": {
            "driver": {
                "name": "eventcoder",
                "version": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "artifacts": [{"location": {"uri": _uri(file)}} for file in files],
        "results": [
            _result(finding, places[finding.code], artifacts[report.file], report.file)
            for report in reports
            for finding in report.findings
        ],
        "properties": {
            "files": [
                {"file": report.file, "format": report.format, "records": report.records, "counts": dict(report.counts)}
                for report in reports
            ]
        },
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return orjson.dumps(_sound(log), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _rule(code: str) -> dict[str, Any]:
    meaning = meanings().get(code)
    if meaning is None:
        return {"id": code}
    level = next((LEVELS[name] for name in LEVELS if meaning.level.startswith(name)), "warning")
    return {
        "id": code,
        "shortDescription": {"text": meaning.meaning},
        "help": {"text": meaning.action},
        "defaultConfiguration": {"level": level},
    }


def _result(finding: Finding, rule: int, artifact: int, file: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file), "index": artifact}}
    if finding.line is not None:
        place["region"] = {"startLine": finding.line}
        if finding.column is not None:
            place["region"]["startColumn"] = finding.column
    location: dict[str, Any] = {"physicalLocation": place}
    if finding.field:
        location["logicalLocations"] = [{"name": finding.field}]
    more = {
        "row": finding.row,
        "field": finding.field,
        "value": finding.value,
        "hint": finding.hint,
        "schemaPath": finding.schema_path,
    }
    hint = f" ({finding.hint})" if finding.hint else ""
    value = "" if finding.value is None else f" <{finding.value}>"
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": LEVELS[finding.level],
        "message": {"text": f"{finding.message}{value}{hint}"},
        "locations": [location],
        "properties": {name: each for name, each in more.items() if each is not None},
    }


def _note(level: str, message: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": message}}


def _uri(file: str) -> str:
    """A path as a reference by RFC 3986: absolute ones as file:, others relative with slashes."""
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/")


def _sound(value: Any) -> Any:
    """Texts that are legal in JSON: no halves of character pairs, which strange file names have."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _sound(each) for key, each in value.items()}
    return [_sound(each) for each in value] if isinstance(value, list) else value
