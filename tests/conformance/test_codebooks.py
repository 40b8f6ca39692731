"""The loader and lint against cases that are data: bad input, and all that must be found."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from eventcoder.rules.legal import LegalCodes, read_legal_codes
from eventcoder.rules.lint import lint
from eventcoder.rules.load import read_codebook

FOLDER = Path(__file__).parent / "codebooks"
RULE_HEAD = "schema: eventcoder.rules/1\nrules:\n- "
FILLED_IN = {
    "codebook.yaml": 'schema: eventcoder.codebook/1\nid: case\nversion: "1"\ntitle: t\nlicence: MIT\n',
    "frames/en/prepositions.yaml": "schema: eventcoder.words/1\nwords: {PREPOSITIONS: [of, with, on, under]}\n",
}


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
            found.append(pytest.param(case, id=f"{path.stem}: {case['title']}"))
    return found


@pytest.fixture(scope="module")
def legal() -> LegalCodes:
    return read_legal_codes(FOLDER / "ontology")


@pytest.mark.parametrize("case", cases())
def test_codebooks_findings(case: dict[str, Any], tmp_path: Path, legal: LegalCodes) -> None:
    contents = {name: text.encode() for name, text in {**FILLED_IN, **case.get("files", {})}.items()}
    contents.update((name, bytes.fromhex(digits)) for name, digits in case.get("hex", {}).items())
    if "rule" in case:
        lines = case["rule"].rstrip("\n").split("\n")
        contents["rules/en/case.yaml"] = (RULE_HEAD + "\n  ".join(lines) + "\n").encode()
    for name, data in contents.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    codebook = read_codebook(tmp_path, legal=legal)
    findings = list(codebook.findings)
    if case.get("lint") == "true":
        findings += lint(codebook, legal=legal)
    places = [
        f"{f.code} {Path(f.file or '').relative_to(tmp_path).as_posix()}" + ("" if f.line is None else f" {f.line}")
        for f in findings
    ]
    assert sorted(places) == sorted(case["expect"]), "\n".join(map(str, findings))


def test_codebooks_cases_are_many() -> None:
    assert len(cases()) >= 30
