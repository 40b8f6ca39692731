import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventcoder.errors import CodebookError, ResourceError
from eventcoder.rules.load import load_codebook, read_codebook
from eventcoder.rules.model import Codebook, Condition, Trigger

from .books import ANY_CODES, rule, write_codebook


def read(folder: Path) -> Codebook:
    return read_codebook(folder, legal=ANY_CODES)


def codes(codebook: Codebook) -> list[str]:
    return [finding.code for finding in codebook.findings]


def test_load_default_codebook_has_no_errors() -> None:
    codebook = load_codebook()
    assert codebook.id == "default"
    assert codebook.rules
    assert "PREPOSITIONS" in codebook.words


def test_load_whole_rule(tmp_path: Path) -> None:
    body = """words:
  PLANES: [jet, fighter jet]
rules:
- id: a.strike
  title: Air   strike
  status: stable
  since: "0.2"
  references: CAMEO 195
  false_positives: [films that bomb]
  codes: {cameo: "195", plover: ASSAULT, mode: aerial, context: [military]}
  event:
  - noun: Air Strike
    against: any
    in_front_of: [house]
  - verb: [take into custody]
    actor_is: PLANES
    below: [fire]
    flags: [future, negation]
    not: {object: [ball], with: none}
  roles:
    actor: {from: [object, against], types: [MIL, person], required: true}
  symmetric: true
  priority: -3
  examples:
    match:
    - {text: Iran bombed Iraq., actor: Iran, recipient: [Iraq, army], flags: [negation]}
    no_match:
    - {text: The film bombed., why: figurative}
    todo_match:
    - {text: Iraq was bombed., actor: none}
"""
    codebook = read(write_codebook(tmp_path / "book", body))
    assert codes(codebook) == []
    (found,) = codebook.rules
    assert (found.id, found.title, found.status, found.since) == ("a.strike", "Air strike", "stable", "0.2")
    assert found.references == ("CAMEO 195",)
    assert found.false_positives == ("films that bomb",)
    assert found.line == 5
    assert found.codes is not None
    assert (found.codes.cameo, found.codes.plover, found.codes.mode) == ("195", "ASSAULT", "aerial")
    assert (found.codes.context, found.codes.content) == (("military",), "assault.aerial")
    noun, verb = found.alternatives
    assert (noun.kind, noun.line, verb.kind, verb.line) == ("noun", 13, "verb", 16)
    assert noun.triggers == (
        Trigger("strike", ("air", "strike")),
        Trigger("airstrike", ("airstrike",)),
        Trigger("strike", ("air", "-", "strike")),
    )
    assert noun.conditions == (
        Condition("against", special="any"),
        Condition("in front of", frozenset({"house"})),
    )
    assert verb.triggers == (Trigger("take", ("take", "into", "custody")),)
    assert verb.conditions == (
        Condition("actor_is", frozenset({"jet", "fighter jet"})),
        Condition("below", frozenset({"fire"})),
        Condition("flags", frozenset({"future", "negation"})),
        Condition("object", frozenset({"ball"}), negative=True),
        Condition("with", special="none", negative=True),
    )
    assert (found.actor.sources, found.actor.types, found.actor.required) == (
        ("object", "against"),
        ("MIL", "person"),
        True,
    )
    assert (found.symmetric, found.priority) == (True, -3)
    match, other, todo = found.examples
    assert (match.actor, match.recipient, match.flags, match.line) == (("Iran",), ("Iraq", "army"), ("negation",), 27)
    assert (other.match, other.why, other.todo) == (False, "figurative", False)
    assert (todo.match, todo.todo, todo.actor) == (True, True, ("none",))


def test_load_words_of_the_rules_are_plain_strings(tmp_path: Path) -> None:
    codebook = read(write_codebook(tmp_path / "book", "words: {AB: [a, b]}\nrules:\n" + rule("a.b", "AB")))
    (found,) = codebook.rules
    texts = [found.id, found.title, *codebook.words["AB"], found.alternatives[0].triggers[0].head]
    assert all(type(text) is str for text in texts)


def test_load_content_may_be_named(tmp_path: Path) -> None:
    body = "rules:\n- {id: a, title: t, codes: {plover: AID, content: aid.military}, event: [{verb: arm}]}\n"
    (found,) = read(write_codebook(tmp_path / "book", body)).rules
    assert found.codes is not None
    assert found.codes.content == "aid.military"


def test_load_blocking_rule_and_operator(tmp_path: Path) -> None:
    body = """rules:
- {id: a, title: t, codes: none, event: [{verb: meet, object: [need]}]}
- {id: b, title: u, operator: THREATEN, event: [{verb: threaten}]}
"""
    block, operator = read(write_codebook(tmp_path / "book", body)).rules
    assert (block.codes, block.operator) == (None, "")
    assert (operator.codes, operator.operator) == (None, "THREATEN")


def test_load_examples_can_be_left_out(tmp_path: Path) -> None:
    body = "rules:\n" + rule("a", more="examples: {match: [{text: x}]}")
    folder = write_codebook(tmp_path / "book", body)
    assert len(read_codebook(folder, legal=ANY_CODES).rules[0].examples) == 1
    without = read_codebook(folder, legal=ANY_CODES, examples=False)
    assert without.rules[0].examples == ()
    assert without.findings == ()


def test_load_override_keeps_the_id_and_takes_the_upper_rule(tmp_path: Path) -> None:
    write_codebook(tmp_path / "low", "rules:\n" + rule("a", "hit") + rule("b", "kick"))
    top = write_codebook(tmp_path / "top", "rules:\n" + rule("a", "strike", "COERCE"), extends="../low")
    codebook = read(top)
    assert {found.id: found.alternatives[0].triggers[0].head for found in codebook.rules} == {
        "a": "strike",
        "b": "kick",
    }
    assert codebook.id == "top"
    assert codebook.folders == (top / ".." / "low", top)


def test_load_disable_removes_a_rule_below(tmp_path: Path) -> None:
    write_codebook(tmp_path / "low", "rules:\n" + rule("a", "hit") + rule("b", "kick"))
    top = write_codebook(tmp_path / "top", extends="../low", more="disable: [a]\n")
    codebook = read(top)
    assert [found.id for found in codebook.rules] == ["b"]
    assert codes(codebook) == []


def test_load_disable_of_an_unknown_rule_suggests(tmp_path: Path) -> None:
    write_codebook(tmp_path / "low", "rules:\n" + rule("assault.hit"))
    codebook = read(write_codebook(tmp_path / "top", extends="../low", more="disable: [asault.hit]\n"))
    (finding,) = codebook.findings
    assert (finding.code, finding.line, finding.hint) == ("EC742", 7, "did you mean 'assault.hit'?")


def test_load_upper_word_sets_change_lower_rules(tmp_path: Path) -> None:
    write_codebook(tmp_path / "low", "words:\n  AB: [a]\n  CD: [c]\nrules:\n" + rule("x", "[AB, CD]"))
    top = write_codebook(tmp_path / "top", "words:\n  AB: [b]\n  CD+: [d]\n", extends="../low")
    codebook = read(top)
    assert {trigger.head for trigger in codebook.rules[0].alternatives[0].triggers} == {"b", "c", "d"}
    assert codes(codebook) == []


def test_load_composition_rows_are_overridden_by_operator_content_and_profile(tmp_path: Path) -> None:
    low = "operator,content,plover,result,profile\nNOT,assault,,none,\nNOT,aid,REJECT,,\nNOT,aid,ACCUSE,,cameo\n"
    write_codebook(tmp_path / "low", composition=low)
    top = write_codebook(
        tmp_path / "top", extends="../low", composition="operator,content,plover,result\nNOT,aid,,keep\n"
    )
    rows = {(row.operator, row.content, row.profile): row for row in read(top).composition}
    assert rows["NOT", "aid", ""].keep
    assert rows["NOT", "aid", ""].codes is None
    other = rows["NOT", "aid", "cameo"].codes
    assert other is not None
    assert (other.plover, other.content) == ("ACCUSE", "accuse")
    assert (rows["NOT", "assault", ""].codes, rows["NOT", "assault", ""].keep) == (None, False)


def test_load_raises_with_all_errors_and_their_places(tmp_path: Path) -> None:
    folder = write_codebook(tmp_path / "book", "rules:\n" + rule("A b") + rule("c", "UNKNOWN"))
    with pytest.raises(CodebookError) as caught:
        load_codebook(folder)
    assert [finding.code for finding in caught.value.findings] == ["EC716", "EC720"]
    assert "main.yaml:3" in str(caught.value)


def test_load_warnings_do_not_stop(tmp_path: Path) -> None:
    folder = write_codebook(tmp_path / "book", "words: {AB: [a]}\nrules:\n" + rule("a"))
    assert [finding.level for finding in load_codebook(folder).findings] == ["warning"]


def test_load_word_sets_used_by_claims_are_used(tmp_path: Path) -> None:
    folder = write_codebook(tmp_path / "book", "words: {AB: [a]}\n")
    (folder / "claims" / "en").mkdir(parents=True)
    (folder / "claims" / "en" / "a.yaml").write_text("claims: [{words: AB}]\n")
    assert codes(read(folder)) == []


def test_load_unknown_codebook_is_an_exception() -> None:
    with pytest.raises(ResourceError):
        read_codebook("no-such-codebook")


def test_load_many_findings_are_cut_off(tmp_path: Path) -> None:
    body = "rules:\n" + "".join(f"- {{id: r{i}, tilte: t}}\n" for i in range(2000))
    codebook = read(write_codebook(tmp_path / "book", body))
    assert len(codebook.findings) == 1001
    assert codebook.findings[-1].code == "EC705"


def test_load_a_big_codebook_is_fast(tmp_path: Path) -> None:
    words = "words:\n" + "".join(f"  S{i}: [{', '.join(f'w{i}x{j}' for j in range(50))}]\n" for i in range(120))
    example = '{text: "Iran hit a house in the north of Iraq on Monday.", actor: Iran, recipient: house}'
    body = "rules:\n" + "".join(
        f"- id: r.{i}\n  title: t {i}\n  codes: {{plover: ASSAULT}}\n  event:\n  - verb: [v{i}, S{i % 120}]\n"
        f"    object: [S{(i + 7) % 120}, o{i}]\n  examples:\n    match: [{', '.join([example] * 5)}]\n"
        for i in range(400)
    )
    folder = write_codebook(tmp_path / "big", words + body)
    best = 9.0
    for _ in range(3):
        start = time.perf_counter()
        codebook = read(folder)
        best = min(best, time.perf_counter() - start)
    assert len(codebook.rules) == 400
    assert best < 2.0, "0.2 s where nothing else runs; ten times that means that something is quadratic"


WORDS = ["schema: eventcoder.rules/1", "rules:", "words:", "- id: a", "  title: t", "  codes: none", "  event:", "x: y"]
WORDS += [
    "  - verb: hit",
    "    object: [a, AB]",
    "    not: {with: any}",
    "  examples: {match: [{text: x}]}",
    "  AB: [a]",
]
WORDS += ["  AB: [AB]", "  roles: {actor: {from: by}}", "  codes: {plover: ASSAULT, mode: x}", "  priority: 1", "- []"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.one_of(st.lists(st.sampled_from(WORDS), max_size=15).map("\n".join), st.text(), st.binary()), st.booleans())
def test_load_any_garbage_gives_a_codebook_and_findings(tmp_path: Path, data: str | bytes, in_head: bool) -> None:
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    folder = tmp_path / "book"
    if not folder.exists():
        write_codebook(folder)
    head = folder / "codebook.yaml"
    rules = folder / "rules" / "en" / "main.yaml"
    table = folder / "rules" / "en" / "composition.csv"
    good = b"schema: eventcoder.codebook/1\nid: book\nversion: '1'\ntitle: t\nlicence: MIT\n"
    head.write_bytes(raw if in_head else good)
    rules.write_bytes(raw)
    table.write_bytes(b"operator,content,result\n" + raw)
    codebook = read(folder)
    assert all(finding.message and finding.file for finding in codebook.findings)
    if not any(finding.level == "error" for finding in codebook.findings):
        load_codebook(folder)
