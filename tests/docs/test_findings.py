"""docs/findings.md has every code that reading and validating can give, and no other."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (EC\d{3}) \| (error|warning) \| (.+?) \| (.*?) \| (.+?) \|$", re.MULTILINE)
SOURCES = ["json_text.py", "tables.py", "validation/*.py", "formats/*.py"]
CASES = ROOT / "tests" / "conformance" / "records" / "cases.jsonl"
ELSEWHERE = {"EC106", "EC107", "EC103", "EC298", "EC299"}
"""Codes that no text file can show; they have tests of their own, or must not occur."""


def test_findings_page_has_the_codes_of_the_library() -> None:
    files = [path for pattern in SOURCES for path in (ROOT / "eventcoder").glob(pattern)]
    used = {code for path in files for code in re.findall(r'"(EC\d{3})"', path.read_text(encoding="utf-8"))}
    documented = [row[0] for row in ROW.findall(PAGE)]
    assert documented == sorted(used)


def test_findings_page_every_code_about_records_has_a_case() -> None:
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    shown = {(finding["code"], finding["level"]) for case in cases for finding in case["findings"]}
    for code, level, *_ in ROW.findall(PAGE):
        if code not in ELSEWHERE and not code.startswith("EC21"):
            assert (code, level) in shown, code
