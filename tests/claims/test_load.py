"""Claim rules: what is read, what is reported."""

from pathlib import Path

import pytest

from eventcoder.claims import ClaimRules
from eventcoder.claims.load import read_claim_rules
from eventcoder.errors import CodebookError
from eventcoder.rules.load import read_codebook

HEAD = "schema: eventcoder.claims/1\ntitle: t\n"
CODEBOOK = "schema: eventcoder.codebook/1\nid: {id}\nversion: '1'\ntitle: t\nlicence: MIT\n"
RULE = "- {{id: {id}, title: t, type: {type}, status: stable, cues: [{cue}]{more}}}\n"


def write(folder: Path, body: str, extends: str = "") -> Path:
    (folder / "claims" / "en").mkdir(parents=True)
    below = f"extends: {extends}\n" if extends else ""
    (folder / "codebook.yaml").write_text(CODEBOOK.format(id=folder.name) + below, encoding="utf-8")
    (folder / "claims" / "en" / "main.yaml").write_text(HEAD + body, encoding="utf-8")
    return folder


def rule(id: str = "a", type: str = "mandate", cue: str = "{phrase: under orders}", more: str = "") -> str:
    return RULE.format(id=id, type=type, cue=cue, more=f", {more}" if more else "")


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in read_claim_rules(read_codebook(folder)).findings]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("rules: 1\n", "EC712"),
        ("rules: [1]\n", "EC712"),
        ("rules:\n" + rule(type="revenge"), "EC713"),
        ("rules:\n" + rule(more="needs: luck"), "EC713"),
        ("rules:\n" + rule(more="colour: red"), "EC710"),
        ("rules:\n" + rule(cue="{phrase: under NO_SUCH}"), "EC713"),
        ("rules:\n" + rule(cue="{noun: NO_SUCH}"), "EC722"),
        ("rules:\n" + rule(cue="{noun: raid, verb: hit}"), "EC711"),
        ("rules:\n" + rule() + rule(), "EC717"),
        ("words: {Orders: [order]}\n", "EC723"),
        ("words: {ORDERS: [ORDERS]}\n", "EC724"),
        ("types: {revenge: {cameo: '010'}}\n", "EC710"),
        ("instruments: ['... a']\n", "EC713"),
    ],
)
def test_load_reports(tmp_path: Path, body: str, code: str) -> None:
    folder = write(tmp_path / "book", body)
    assert code in codes(folder)
    with pytest.raises(CodebookError):
        ClaimRules.load(read_codebook(folder))


def test_load_needs_its_schema(tmp_path: Path) -> None:
    folder = write(tmp_path / "book", "")
    (folder / "claims" / "en" / "main.yaml").write_text("schema: other/1\n", encoding="utf-8")
    assert codes(folder) == ["EC715"]


def test_load_layers(tmp_path: Path) -> None:
    write(tmp_path / "low", "words: {ORDERS: [order]}\nrules:\n" + rule("a") + rule("b"))
    retired = rule("b").replace("stable", "retired")
    high = "words: {ORDERS+: [decree]}\nrules:\n" + rule("a", cue="{phrase: by ORDERS}") + retired
    found = ClaimRules.load(read_codebook(write(tmp_path / "high", high, extends="../low")))
    assert [r.id for r in found.rules] == ["a"]
    assert set(found.phrases) == {"order", "decree"}


def test_load_of_codebook_without_claims(tmp_path: Path) -> None:
    (tmp_path / "codebook.yaml").write_text(CODEBOOK.format(id="none"), encoding="utf-8")
    assert ClaimRules.load(read_codebook(tmp_path)).rules == ()


def test_load_default_has_every_type() -> None:
    found = ClaimRules.load(read_codebook("default"))
    assert {rule.type for rule in found.rules} == set(found.types)
    assert all(spec.cameo for spec in found.types.values())
