from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eventcoder.rules.check import CheckReport, check_examples, rule_of
from eventcoder.rules.load import read_codebook

from .books import ANY_CODES, rule, write_codebook


def event(
    name: str = "a",
    actor: Sequence[str] = ("Iran",),
    recipient: Sequence[str] = ("Iraq",),
    plover: str = "ASSAULT",
    flags: Sequence[str] = (),
    mood: str = "",
) -> Any:
    def sides(texts: Sequence[str]) -> tuple[Any, ...]:
        return tuple(SimpleNamespace(entity_text=text) for text in texts)

    rules = [mood, name] if mood else name.split(">")
    return SimpleNamespace(
        event=(plover,) if plover else (),
        actor=sides(actor),
        recipient=sides(recipient),
        auxiliary=tuple(flags),
        evidence=tuple(SimpleNamespace(rule=found) for found in rules),
    )


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., CheckReport]:
    def run(group: str, example: str, *events: Any) -> CheckReport:
        body = "rules:\n" + rule("a", more=f"examples: {{{group}: [{example}]}}") + rule("b", "kick", "COERCE")
        codebook = read_codebook(write_codebook(tmp_path / "book", body), legal=ANY_CODES)
        assert codebook.findings == ()
        return check_examples(codebook, lambda text: events)

    return run


def codes(report: CheckReport) -> list[str]:
    return [finding.code for finding in report.findings]


GOOD = "{text: Iran hit Iraq., actor: Iran, recipient: Iraq}"


def test_check_match_with_its_roles_passes(run: Callable[..., CheckReport]) -> None:
    report = run("match", GOOD, event(actor=["the Iran of today"], recipient=["Ira"]))
    assert (report.ok, codes(report), report.checked, report.passed, report.todo) == (True, [], 1, 1, 0)


@pytest.mark.parametrize(
    ("example", "events", "expected"),
    [
        (GOOD, [], "EC770"),
        (GOOD, [event("c", plover="ASSAULT")], "EC770"),
        (GOOD, [event("b", plover="COERCE")], "EC775"),
        (GOOD, [event("b>a", plover="COERCE")], "EC775"),
        (GOOD, [event(actor=["Syria"])], "EC771"),
        (GOOD, [event(actor=[])], "EC771"),
        (GOOD, [event(recipient=["Syria"])], "EC772"),
        ("{text: x, actor: Iran, flags: [negation]}", [event()], "EC773"),
        ("{text: x, actor: [Iran, Syria]}", [event()], "EC771"),
        ("{text: x, actor: none}", [event()], "EC771"),
    ],
)
def test_check_match_that_fails(
    run: Callable[..., CheckReport], example: str, events: list[Any], expected: str
) -> None:
    report = run("match", example, *events)
    assert (report.ok, codes(report), report.passed) == (False, [expected], 0)
    assert report.findings[0].line == 3


@pytest.mark.parametrize(
    ("example", "events"),
    [
        ("{text: x, actor: Iran, flags: [negation]}", [event(flags=["future", "negation"])]),
        ("{text: x, actor: [Iran, Syria]}", [event(actor=["Iran", "Syria"])]),
        ("{text: x, actor: [Iran, Syria]}", [event(), event(actor=["Syria"])]),
        ("{text: x, actor: none}", [event(actor=[])]),
        ("{text: x}", [event(actor=["anybody"])]),
        (GOOD, [event(mood="mood:FUTURE")]),
        (GOOD, [event("b>a")]),
        (GOOD, [event(actor=["Syria"]), event()]),
    ],
)
def test_check_match_that_passes(run: Callable[..., CheckReport], example: str, events: list[Any]) -> None:
    assert run("match", example, *events).ok


def test_check_roles_of_different_events_do_not_add_up(run: Callable[..., CheckReport]) -> None:
    events = [event(actor=["Iran"], recipient=["Oman"]), event(actor=["Qatar"], recipient=["Iraq"])]
    assert codes(run("match", GOOD, *events)) == ["EC772"]


def test_check_another_event_that_comes_first_is_noted(run: Callable[..., CheckReport]) -> None:
    report = run("match", GOOD, event("b", plover="COERCE"), event())
    assert (report.ok, codes(report), report.passed) == (True, ["EC776"], 1)


def test_check_no_match_fails_when_the_rule_fires(run: Callable[..., CheckReport]) -> None:
    report = run("no_match", "{text: x, why: sport}", event())
    assert codes(report) == ["EC774"]
    assert "sport" in report.findings[0].message


def test_check_no_match_lets_other_rules_fire(run: Callable[..., CheckReport]) -> None:
    assert run("no_match", "{text: x, why: sport}", event("b")).ok


def test_check_todo_fails_in_silence_and_is_noted_when_it_works(run: Callable[..., CheckReport]) -> None:
    report = run("todo_match", GOOD)
    assert (report.ok, codes(report), report.todo, report.passed) == (True, [], 1, 0)


def test_check_todo_that_works_is_noted(run: Callable[..., CheckReport]) -> None:
    assert codes(run("todo_match", GOOD, event())) == ["EC778"]


def test_check_a_coder_that_fails_is_a_finding(tmp_path: Path) -> None:
    body = "rules:\n" + rule("a", more="examples: {match: [{text: x}, {text: y}]}")
    codebook = read_codebook(write_codebook(tmp_path / "book", body), legal=ANY_CODES)

    def code(text: str) -> list[Any]:
        if text == "x":
            raise ValueError("no")
        return [event()]

    report = check_examples(codebook, code)
    assert (codes(report), report.checked, report.passed) == (["EC777"], 2, 1)


def test_check_only_some_rules(tmp_path: Path) -> None:
    body = "rules:\n" + "".join(rule(name, more="examples: {match: [{text: x}]}") for name in "abc")
    codebook = read_codebook(write_codebook(tmp_path / "book", body), legal=ANY_CODES)
    assert check_examples(codebook, lambda text: [], rules=("b",)).checked == 1


def test_check_rule_of_an_event_without_evidence() -> None:
    assert rule_of(SimpleNamespace(event=(), actor=(), recipient=(), auxiliary=(), evidence=())) == ""
