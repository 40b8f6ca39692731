from pathlib import Path

from eventcoder.rules.model import RoleSpec
from eventcoder.rules.roles import find_actors, find_recipients

from .sentences import frame_of, toy, view_of

RULES = """\
- {id: attack, title: t, codes: {plover: ASSAULT}, event: [{verb: attack}, {noun: attack}, {noun: talk}, {noun: aid}]}
"""


def roles(text: str, predicate: str, tmp_path: Path, spec: RoleSpec | None = None) -> tuple[list[str], list[str]]:
    view, _ = view_of(text, toy(tmp_path, RULES))
    frame = frame_of(view, predicate)
    actors = find_actors(view, frame, RoleSpec())
    recipients = find_recipients(view, frame, spec or RoleSpec(), actors)
    return (
        [f"{role.who.text}: {role.route}" for role in actors],
        [f"{role.who.text}: {role.route}" for role in recipients],
    )


def test_roles_of_active_verb(tmp_path: Path) -> None:
    found = roles("The rebels attacked the army with rockets.", "attack", tmp_path)
    assert found == (["rebels: subject"], ["army: object"])


def test_roles_of_passive_verb(tmp_path: Path) -> None:
    found = roles("The army was attacked by rebels in Mali.", "attack", tmp_path)
    assert found == (["rebels: by phrase"], ["army: subject of passive"])


def test_roles_of_event_noun(tmp_path: Path) -> None:
    found = roles("A deadly attack on Mali by rebels alarmed Chad.", "attack", tmp_path)
    assert found == (["rebels: by phrase"], ["Mali: on phrase"])


def test_roles_between(tmp_path: Path) -> None:
    actors, _ = roles("Talks between Chad and Mali began.", "talk", tmp_path)
    assert actors == ["Chad: between phrase", "Mali: between phrase"]


def test_roles_of_event_that_tells_how(tmp_path: Path) -> None:
    actors, recipients = roles("Rockets killed two soldiers in an attack by rebels.", "kill", tmp_path)
    assert actors == ["rebels: by phrase of event"]
    assert recipients == ["soldiers: object"]


def test_roles_only_from_where_a_rule_says(tmp_path: Path) -> None:
    _, recipients = roles("Chad suspended aid to Mali.", "suspend", tmp_path, RoleSpec(sources=("to",)))
    assert recipients == ["Mali: to phrase of object"] or recipients == ["Mali: to phrase"]
    _, nobody = roles("Chad suspended aid to Mali.", "suspend", tmp_path / "b", RoleSpec(sources=("none",)))
    assert nobody == []


def test_roles_only_of_allowed_types(tmp_path: Path) -> None:
    _, recipients = roles("The rebels attacked the army with rockets.", "attack", tmp_path, RoleSpec(types=("GOV",)))
    assert recipients == []
