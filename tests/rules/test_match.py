from pathlib import Path

import pytest

from .sentences import frame_of, toy, view_of

ASSAULT = "codes: {plover: ASSAULT}"
CONDITIONS = [
    # condition, sentence, predicate, holds
    ("object: [army]", "The rebels attacked the army with rockets.", "attack", True),
    ("object: [navy]", "The rebels attacked the army with rockets.", "attack", False),
    ("object: any", "The rebels attacked the army with rockets.", "attack", True),
    ("object: none", "The rebels attacked the army with rockets.", "attack", False),
    ("not: {object: [army]}", "The rebels attacked the army with rockets.", "attack", False),
    ("not: {object: [navy]}", "The rebels attacked the army with rockets.", "attack", True),
    ("with: [rocket]", "The rebels attacked the army with rockets.", "attack", True),
    ("with: none", "The rebels attacked the army with rockets.", "attack", False),
    ("against: none", "The rebels attacked the army with rockets.", "attack", True),
    ("actor_is: [rebel]", "The rebels attacked the army with rockets.", "attack", True),
    ("actor_is: [rebel]", "The army was attacked by rebels in Mali.", "attack", True),
    ("actor_is: [army]", "The army was attacked by rebels in Mali.", "attack", False),
    ("recipient_is: [army]", "The army was attacked by rebels in Mali.", "attack", True),
    ("voice: passive", "The army was attacked by rebels in Mali.", "attack", True),
    ("voice: active", "The army was attacked by rebels in Mali.", "attack", False),
    ("sentence: [rocket]", "The rebels attacked the army with rockets.", "attack", True),
    ("sentence: [tank]", "The rebels attacked the army with rockets.", "attack", False),
    ("not_with: [rocket]", "The rebels attacked the army with rockets.", "attack", False),
    ("under: [threaten]", "Chad threatened to attack Mali.", "attack", True),
    ("under: [promise]", "Chad threatened to attack Mali.", "attack", False),
    ("under: none", "Chad threatened to attack Mali.", "attack", False),
    ("content: [attack]", "Chad threatened to attack Mali.", "threaten", True),
    ("content: [bomb]", "Chad threatened to attack Mali.", "threaten", False),
    ("content: any", "Chad threatened Mali with an attack.", "threaten", False),
    ("clause: infinitive", "Chad told Mali to release the prisoners.", "tell", True),
    ("clause: finite", "Chad told Mali to release the prisoners.", "tell", False),
    ("clause: finite", "Chad told reporters that Mali attacked rebels.", "tell", True),
    ("clause: gerund", "Chad accused Mali of attacking rebels.", "accuse", True),
    ("flags: [negation]", "Chad did not send aid to Mali.", "send", True),
    ("flags: [future]", "Chad did not send aid to Mali.", "send", False),
    ("unless_flags: [negation]", "Chad did not send aid to Mali.", "send", False),
    ("requires: [actor, recipient]", "Chad told Mali to release the prisoners.", "tell", True),
    ("requires: [no_actor]", "Chad told Mali to release the prisoners.", "tell", False),
    ("requires: [codable_recipient]", "Chad held Mali responsible for the attack.", "hold", True),
    ("requires: [codable_actor]", "Rockets killed two soldiers in an attack by rebels.", "kill", False),
    ("requires: [two_actors]", "Chad and Mali met in Niger.", "meet", True),
    ("requires: [two_actors]", "Chad attacked its army.", "attack", False),
    ('surface: ["hold ... responsible"]', "Chad held Mali responsible for the attack.", "hold", True),
    ('surface: ["hold ... guilty"]', "Chad held Mali responsible for the attack.", "hold", False),
]
NOUN_CONDITIONS = [
    ("modifier: [deadly]", "A deadly attack on Mali by rebels alarmed Chad.", "attack", True),
    ("modifier: [minor]", "A deadly attack on Mali by rebels alarmed Chad.", "attack", False),
    ("modifier: none", "A deadly attack on Mali by rebels alarmed Chad.", "attack", False),
    ("between: any", "Talks between Chad and Mali began.", "talk", True),
    ("between: none", "A deadly attack on Mali by rebels alarmed Chad.", "attack", True),
    ("by: [rebel]", "A deadly attack on Mali by rebels alarmed Chad.", "attack", True),
]


@pytest.mark.parametrize(
    ("kind", "case"),
    [*(("verb", case) for case in CONDITIONS), *(("noun", case) for case in NOUN_CONDITIONS)],
    ids=lambda value: value if isinstance(value, str) else f"{value[0]} of {value[1]}",
)
def test_match_condition(kind: str, case: tuple[str, str, str, bool], tmp_path: Path) -> None:
    condition, text, predicate, expected = case
    book = toy(tmp_path, f"- {{id: r, title: t, {ASSAULT}, event: [{{{kind}: {predicate}, {condition}}}]}}\n")
    view, matcher = view_of(text, book)
    found = [match for frame in view.frames if frame.lemma == predicate for match in matcher.match(view, frame)]
    assert bool(found) is expected


def test_match_takes_longest_trigger_then_most_conditions_then_priority(tmp_path: Path) -> None:
    rules = (
        f"- {{id: plain, title: t, {ASSAULT}, event: [{{verb: attack}}]}}\n"
        f"- {{id: first, title: t, {ASSAULT}, priority: 1, event: [{{verb: attack}}]}}\n"
        f"- {{id: narrow, title: t, {ASSAULT}, event: [{{verb: attack, object: [army]}}]}}\n"
        f"- {{id: long, title: t, {ASSAULT}, event: [{{verb: attack with}}]}}\n"
    )
    view, matcher = view_of("The rebels attacked the army with rockets.", toy(tmp_path, rules))
    matches = matcher.match(view, frame_of(view, "attack"))
    assert [match.rule.id for match in matches] == ["long", "narrow", "first", "plain"]


def test_match_leaves_retired_rules_alone(tmp_path: Path) -> None:
    book = toy(tmp_path, f"- {{id: r, title: t, status: retired, {ASSAULT}, event: [{{verb: attack}}]}}\n")
    view, matcher = view_of("The rebels attacked the army with rockets.", book)
    assert matcher.match(view, frame_of(view, "attack")) == []


@pytest.mark.parametrize("trigger", ["attack with", "attack with rocket", "attack army"])
def test_match_verb_of_several_words(trigger: str, tmp_path: Path) -> None:
    book = toy(tmp_path, f"- {{id: r, title: t, {ASSAULT}, event: [{{verb: {trigger}}}]}}\n")
    view, matcher = view_of("The rebels attacked the army with rockets.", book)
    (match,) = matcher.match(view, frame_of(view, "attack"))
    assert match.weight[0] == len(trigger.split())
    assert match.tokens[0] == 2


def test_match_verb_of_several_words_needs_them_all(tmp_path: Path) -> None:
    book = toy(tmp_path, f"- {{id: r, title: t, {ASSAULT}, event: [{{verb: attack with tank}}]}}\n")
    view, matcher = view_of("The rebels attacked the army with rockets.", book)
    assert matcher.match(view, frame_of(view, "attack")) == []
