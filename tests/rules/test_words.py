import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.rules import words as words_module
from eventcoder.rules.problems import Problems
from eventcoder.rules.words import WordBook, is_operator_name, is_set_name, normal_word, spellings
from eventcoder.rules.yaml_text import Section, parse_yaml


def book(*layers: str) -> tuple[WordBook, Problems]:
    found, problems = WordBook(), Problems("words.yaml")
    for layer in layers:
        root, _ = parse_yaml(layer)
        assert isinstance(root, Section)
        found.add_layer([(root, problems, True)])
    found.expand()
    return found, problems


@pytest.mark.parametrize("name", ["AB", "SAY", "EX_ACCORD", "A1", "A_1_B"])
def test_words_names_of_sets(name: str) -> None:
    assert is_set_name(name)


@pytest.mark.parametrize("name", ["A", "a", "Ab", "_AB", "AB_", "A__B", "U.S.", "ÄÖ", "1A", ""])
def test_words_that_are_no_names_of_sets(name: str) -> None:
    assert not is_set_name(name)


def test_words_operators_may_have_spaces() -> None:
    assert is_operator_name("FUTURE BY OTHERS")
    assert not is_operator_name("future")


def test_words_normal_form() -> None:
    assert normal_word("  Carry   OUT ") == "carry out"


def test_words_spellings_of_a_compound() -> None:
    assert list(spellings(("air", "strike"))) == [("air", "strike"), ("airstrike",), ("air", "-", "strike")]
    assert list(spellings(("raid",))) == [("raid",)]


@given(st.lists(st.text("abc", min_size=1), min_size=1, max_size=5))
def test_words_spellings_all_say_the_same(parts: list[str]) -> None:
    assert {"".join(words).replace("-", "") for words in spellings(tuple(parts))} == {"".join(parts)}


def test_words_sets_hold_sets() -> None:
    found, problems = book("AB: [a, CD]\nCD: [c, EF, Carry Out]\nEF: e\n")
    assert found.expanded["AB"] == {"a", "c", "e", "carry out"}
    assert not problems.findings


def test_words_a_layer_overrides_and_adds() -> None:
    found, problems = book("AB: [a]\nCD: [c]\nEF: [AB, CD]\n", "AB: [x]\nCD+: [y, AB]\n")
    assert found.expanded["AB"] == {"x"}
    assert found.expanded["CD"] == {"c", "y", "x"}
    assert found.expanded["EF"] == {"c", "y", "x"}, "sets below see the sets above"
    assert not problems.findings


def test_words_a_third_layer_adds_to_what_the_second_added() -> None:
    found, _ = book("AB: [a]\n", "AB+: [b]\n", "AB+: [c]\n")
    assert found.expanded["AB"] == {"a", "b", "c"}


def test_words_a_long_chain_of_sets_is_no_recursion() -> None:
    chain = "".join(f"S{i}: [w{i}, S{i + 1}]\n" for i in range(1200)) + "S1200: [end]\n"
    found, problems = book(chain)
    assert len(found.expanded["S0"]) == 1201
    assert not problems.findings


def test_words_too_many_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words_module, "MAX_EXPANDED", 10)
    _, problems = book("".join(f"S{i}: [w{i}, S{i + 1}]\n" for i in range(20)) + "S20: [end]\n")
    assert [finding.code for finding in problems.findings] == ["EC705"]


def test_words_undefined_set_suggests_the_nearest() -> None:
    _, problems = book("PROTESTERS: [marcher]\nCROWD: [PROTESTORS]\n")
    assert problems.findings[0].hint == "did you mean 'PROTESTERS'?"


def test_words_resolve_single_list_and_mixed() -> None:
    found, problems = book("AB: [a, b]\n")
    root, _ = parse_yaml("one: AB\ntwo: c\nthree: [AB, Sharp Word, a]\n")
    assert isinstance(root, Section)
    values = {key: found.resolve(root[key], problems, key) for key in root}
    assert values == {"one": {"a", "b"}, "two": {"c"}, "three": {"a", "b", "sharp word"}}
    assert found.used == {"AB"}


def test_words_sets_say_where_they_are_and_whether_used() -> None:
    found, _ = book("AB: [a, CD]\nCD: [c]\n")
    assert [(s.name, s.line, s.entries, s.used) for s in found.sets()] == [
        ("AB", 1, ("a", "CD"), False),
        ("CD", 2, ("c",), True),
    ]


NAMES = st.sampled_from(["AB", "CD", "EF", "GH", "x", "y z"])


@given(st.lists(st.dictionaries(st.sampled_from(["AB", "CD", "EF", "AB+", "CD+"]), st.lists(NAMES)), max_size=3))
def test_words_any_graph_of_sets_ends(layers: list[dict[str, list[str]]]) -> None:
    texts = [
        "\n".join(f"{name}: [{', '.join(entries)}]" for name, entries in layer.items()) or "{}" for layer in layers
    ]
    found, problems = book(*texts)
    if not problems.findings:
        assert all(word in {"x", "y z"} for words in found.expanded.values() for word in words)
