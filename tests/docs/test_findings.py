"""docs/findings.md has every code that reading and validating can give, and no other."""

import json
import re
from pathlib import Path

from eventcoder.validation.catalogue import fill, meanings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (EC\d{3}) \| (error|warning|info) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
SOURCES = ["eventcoder/json_text.py", "eventcoder/tables.py"]
SOURCES += [f"eventcoder/{package}/*.py" for package in ("validation", "formats", "mapping", "evaluation")]
SCHEMAS = ["schemas/*.json"]
CASES = ROOT / "tests" / "conformance" / "records" / "cases.jsonl"
ELSEWHERE = {"EC298", "EC299", "EC530", *(f"EC21{digit}" for digit in range(6))}
"""Codes that must not occur, or that tests show under another name (x-any, the tables of codebooks)."""


def codes_in(*patterns: str) -> set[str]:
    files = [path for pattern in patterns for path in ROOT.glob(pattern)]
    return {code for path in files for code in re.findall(r'"(EC[1-9]\d{2})"', path.read_text(encoding="utf-8"))}


def test_findings_page_has_the_codes_of_the_library() -> None:
    assert [row[0] for row in ROW.findall(PAGE)] == sorted(codes_in(*SOURCES, *SCHEMAS))


def test_findings_page_is_the_catalogue() -> None:
    assert fill(PAGE) == PAGE, "run python -m eventcoder.validation.catalogue docs/findings.md"
    assert [row[0] for row in ROW.findall(PAGE)] == list(meanings())


def test_findings_every_code_is_shown_by_a_test() -> None:
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    shown = {finding["code"] for case in cases for finding in case["findings"]}
    shown |= codes_in("tests/**/*.py", "tests/damage/expected.json")
    assert set(meanings()) - ELSEWHERE <= shown
