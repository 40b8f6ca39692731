from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.findings import Finding
from eventcoder.rules import yaml_text
from eventcoder.rules.yaml_text import Listing, Node, Section, Text, parse_yaml, read_yaml


def plain(node: Node | None) -> object:
    if isinstance(node, Listing):
        return [plain(entry) for entry in node]
    if isinstance(node, Section):
        return {str(key): plain(value) for key, value in node.items()}
    return None if node is None else str(node)


def test_yaml_text_values_stay_as_typed() -> None:
    root, findings = parse_yaml("a: [on, NO, 010, 1.10, ~, null, 2024-07-30, 0x1F, 1_000]\nb:\n")
    assert plain(root) == {"a": ["on", "NO", "010", "1.10", "~", "null", "2024-07-30", "0x1F", "1_000"], "b": ""}
    assert findings == ()


def test_yaml_text_everything_knows_its_line() -> None:
    root, _ = parse_yaml("# comment\na:\n  - x\n  - {b: y}\n")
    assert isinstance(root, Section)
    (key, listing) = next(root.pairs())
    assert isinstance(listing, Listing)
    inner = listing[1]
    assert isinstance(inner, Section)
    assert (root.line, key.line, listing.line, listing[0].line, inner.line) == (2, 2, 3, 3, 4)
    value = inner["b"]
    assert (value.line, value.column) == (4, 9)


def test_yaml_text_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert plain(parse_yaml(b"\xef\xbb\xbfa: b\n")[0]) == {"a": "b"}


def test_yaml_text_skipped_keys_are_not_there() -> None:
    text = "rules:\n- id: a\n  examples: {match: [{text: x, examples: {a: [b]}}]}\n  title: t\nexamples: x\n"
    root, findings = parse_yaml(text, skip=("examples",))
    assert plain(root) == {"rules": [{"id": "a", "title": "t"}], "examples": "x"}
    assert findings == ()


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_yaml_text_deep_nesting_is_refused_and_does_not_end_the_process(opening: str) -> None:
    for skip in ((), ("a",)):
        root, findings = parse_yaml("a:\n  " + opening * 100_000, skip=skip)
        assert findings[-1].code == "EC705"
        assert root is None


def test_yaml_text_big_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "MAX_BYTES", 20)
    path = tmp_path / "big.yaml"
    path.write_text("a: " + "b" * 30)
    assert [finding.code for finding in read_yaml(path)[1]] == ["EC705"]


def test_yaml_text_aliases_do_not_blow_up() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*{b}, *{b}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True))
    root, findings = parse_yaml(bomb)
    assert isinstance(root, Section)
    assert {finding.code for finding in findings} == {"EC704"}


def test_yaml_text_missing_file_is_a_finding(tmp_path: Path) -> None:
    root, findings = read_yaml(tmp_path / "none.yaml")
    assert root is None
    assert [(finding.code, finding.file) for finding in findings] == [("EC707", str(tmp_path / "none.yaml"))]


def test_yaml_text_without_the_c_library_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [b, {c: 'd'}]\ne: |\n  f\n  g\n"
    fast = parse_yaml(text)
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.BaseLoader)
    assert parse_yaml(text) == fast


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"), max_size=8)
VALUES = st.recursive(KEYS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20)


@given(VALUES)
def test_yaml_text_reads_what_yaml_writes(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    root, findings = parse_yaml(text)
    if not any(finding.code == "EC704" for finding in findings):  # a key "<<" is refused on purpose
        assert (plain(root), findings) == (value, ())


def check_findings(findings: tuple[Finding, ...], data: bytes | str) -> None:
    newlines = "\n\r\x85\u2028\u2029"
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    lines = sum(text.count(newline) for newline in newlines) + 1
    for finding in findings:
        assert finding.code.startswith("EC7")
        assert finding.message
        assert finding.line is None or 1 <= finding.line <= lines + 1


@given(st.text())
def test_yaml_text_any_text_gives_a_value_or_findings(text: str) -> None:
    root, findings = parse_yaml(text)
    assert root is not None or findings
    check_findings(findings, text)


@given(st.binary())
def test_yaml_text_any_bytes_give_a_value_or_findings(data: bytes) -> None:
    root, findings = parse_yaml(data)
    assert root is not None or findings
    check_findings(findings, data)


SYNTAX = st.lists(
    st.sampled_from([*"[]{}:,-?&*!|>'\"%@`#~\n \t.", "a", "b: ", "- ", "<<", "--- ", "...\n", "\n  ", "examples"]),
    max_size=60,
).map("".join)


@given(SYNTAX, st.booleans())
def test_yaml_text_any_syntax_gives_a_value_or_findings(text: str, skipping: bool) -> None:
    root, findings = parse_yaml(text, skip=("examples",) if skipping else ())
    assert root is not None or findings
    check_findings(findings, text)


def test_yaml_text_type_of_scalars() -> None:
    root, _ = parse_yaml("word")
    assert isinstance(root, Text)
    assert root == "word"
