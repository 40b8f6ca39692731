from pathlib import Path

from eventcoder.rules.compose import MOODS
from eventcoder.rules.lint import lint
from eventcoder.rules.load import read_codebook

from .books import ANY_CODES, rule, write_codebook


def test_lint_default_codebook_has_codes_for_everything_it_says() -> None:
    codebook = read_codebook()
    assert all(finding.code.startswith("EC7") for finding in lint(codebook))


def test_lint_findings_are_in_order_of_file_and_line(tmp_path: Path) -> None:
    body = "rules:\n" + "".join(rule(f"r{i}", f"verb{i}") for i in range(9))
    codebook = read_codebook(write_codebook(tmp_path / "book", body, other="rules:\n" + rule("x", "see")))
    found = [(finding.file, finding.line) for finding in lint(codebook, legal=ANY_CODES)]
    assert found == sorted(found)
    assert len(found) == 10


def test_lint_moods_are_no_operators_that_nobody_has(tmp_path: Path) -> None:
    rows = "operator,content,result\nNOT,assault,none\n"
    rows += "".join(f"{name}{ending},assault,keep\n" for _, name in MOODS for ending in ("", " BY OTHERS"))
    codebook = read_codebook(write_codebook(tmp_path / "book", composition=rows))
    assert codebook.findings == ()
    assert lint(codebook) == ()


def test_lint_operators_that_work_on_different_contents_do_not_tie(tmp_path: Path) -> None:
    body = """rules:
- {id: a, title: t, operator: AGREE, event: [{verb: vow}], examples: {match: [{text: x}]}}
- {id: b, title: u, operator: THREATEN, event: [{verb: vow}], examples: {match: [{text: x}]}}
"""
    rows = "operator,content,plover\nAGREE,aid,AGREE\nTHREATEN,{},THREATEN\n"
    apart = read_codebook(write_codebook(tmp_path / "apart", body, composition=rows.format("assault")), legal=ANY_CODES)
    assert lint(apart, legal=ANY_CODES) == ()
    both = read_codebook(write_codebook(tmp_path / "both", body, composition=rows.format("aid.food")), legal=ANY_CODES)
    assert [finding.code for finding in lint(both, legal=ANY_CODES)] == ["EC752"]
