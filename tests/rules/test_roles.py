from pathlib import Path

from eventcoder.rules.compose import Composer
from eventcoder.rules.model import RoleSpec
from eventcoder.rules.roles import find_actors, find_recipients

from .sentences import frame_of, toy, view_of

RULES = """\
- {id: attack, title: t, codes: {plover: ASSAULT}, event: [{verb: attack}, {noun: attack}, {noun: talk}, {noun: aid}]}
- {id: more, title: t, codes: {plover: ASSAULT}, event: [{noun: clash}, {noun: release}, {noun: appeal}]}
"""


def roles(
    text: str, predicate: str, tmp_path: Path, spec: RoleSpec | None = None, actor: RoleSpec | None = None
) -> tuple[list[str], list[str]]:
    codebook = toy(tmp_path, RULES)
    view, matcher = view_of(text, codebook)
    Composer(codebook, matcher).sentence(view)  # tells the view which nouns are events
    frame = frame_of(view, predicate)
    actors = find_actors(view, frame, actor or RoleSpec())
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


def test_who_is_phoned_is_told(tmp_path: Path) -> None:
    assert roles("Chad phoned Mali to apologize.", "apologize", tmp_path)[1] == ["Mali: object of contact"]


def test_who_is_carried_is_hit(tmp_path: Path) -> None:
    _, recipients = roles("Rebels attacked a bus carrying soldiers.", "attack", tmp_path)
    assert recipients == ["soldiers: carried in object"]


def test_foreign_ground_receives(tmp_path: Path) -> None:
    text = "Chad sent food to clinics in Mali."
    assert roles(text, "send", tmp_path)[1] == ["Mali: ground of the event"]


def test_own_ground_receives_nothing(tmp_path: Path) -> None:
    assert roles("The reporter was arrested in Mali.", "arrest", tmp_path)[1] == ["reporter: subject of passive"]


def test_clause_of_purpose_names_who_is_helped(tmp_path: Path) -> None:
    assert roles("Chad gave money to feed prisoners.", "give", tmp_path)[1] == ["prisoners: object of clause"]


def test_who_has_to_act_first(tmp_path: Path) -> None:
    _, recipients = roles("Soldiers will not end the strike until Mali pays.", "end", tmp_path)
    assert recipients == ["Mali: subject of clause"]


def test_owner_of_prison_holds(tmp_path: Path) -> None:
    actors, _ = roles("The reporter was held in a Malian prison.", "hold", tmp_path)
    assert actors == ["Malian: modifier of object that holds"]


def test_state_arrests_on_its_ground_only_where_a_rule_says(tmp_path: Path) -> None:
    text = "The reporter was arrested in Mali."
    assert roles(text, "arrest", tmp_path)[0] == []
    spec = RoleSpec(sources=("actor", "by", "ground"))
    assert roles(text, "arrest", tmp_path / "b", actor=spec)[0] == ["Mali: ground"]


def test_who_claims_responsibility_acts(tmp_path: Path) -> None:
    found = roles("Rebels claimed responsibility for the attack on the army.", "attack", tmp_path)
    assert found == (["Rebels: held responsible"], ["army: on phrase"])


def test_event_behind_days_of(tmp_path: Path) -> None:
    actors, _ = roles("Ten soldiers were killed in three days of attacks by rebels.", "kill", tmp_path)
    assert actors == ["rebels: by phrase of event"]


def test_event_beside_what_is_coordinated(tmp_path: Path) -> None:
    actors, _ = roles("Two soldiers were killed and dozens wounded in an attack by rebels.", "kill", tmp_path)
    assert actors == ["rebels: by phrase of event"]


def test_other_side_of_a_clash(tmp_path: Path) -> None:
    actors, _ = roles("Two soldiers were killed in clashes with rebels.", "kill", tmp_path)
    assert actors == ["rebels: with phrase of event"]


def test_they_who_say_are_all_who_say(tmp_path: Path) -> None:
    actors, _ = roles("Chad, Mali and Niger said they attacked rebels.", "attack", tmp_path)
    assert actors == [f"{name}: pronoun for speaker" for name in ("Chad", "Mali", "Niger")]


def test_who_undergoes_the_event_that_is_ordered(tmp_path: Path) -> None:
    _, recipients = roles("Chad ordered the release of prisoners.", "order", tmp_path, RoleSpec(sources=("to",)))
    assert recipients == ["prisoners: of phrase of object"]


def test_who_is_named_inside_a_phrase(tmp_path: Path) -> None:
    _, recipients = roles("Chad lifted a ban on flights to Mali.", "lift", tmp_path, RoleSpec(sources=("on",)))
    assert recipients == ["Mali: inside on phrase of object"]


def test_phrase_behind_a_participle_of_the_object(tmp_path: Path) -> None:
    _, recipients = roles("Chad lifted restrictions imposed on Mali.", "lift", tmp_path, RoleSpec(sources=("on",)))
    assert recipients == ["Mali: on phrase of object"]


def test_state_that_somebody_is_in(tmp_path: Path) -> None:
    spec = RoleSpec(sources=("by",))
    assert roles("Mali came under attack by rebels.", "come", tmp_path, actor=spec)[0] == ["rebels: by phrase"]


def test_maker_of_what_is_rejected(tmp_path: Path) -> None:
    _, recipients = roles("Chad rejected an appeal lodged by Mali.", "reject", tmp_path)
    assert recipients == ["Mali: object"]


def test_what_is_begun_has_its_object(tmp_path: Path) -> None:
    assert roles("France began leaving Mali.", "begin", tmp_path)[1] == ["Mali: content object"]


def test_who_is_not_let(tmp_path: Path) -> None:
    spec = RoleSpec(sources=("content subject",))
    assert roles("Chad refused to let reporters leave.", "refuse", tmp_path, spec)[1] == ["reporters: content subject"]


def test_gerund_that_stands_for_a_noun_has_no_subject(tmp_path: Path) -> None:
    actors, _ = roles("Rebels were killed in raids and shelling by soldiers.", "shell", tmp_path)
    assert actors == ["soldiers: by phrase"]


def test_what_is_seen_done_is_undergone(tmp_path: Path) -> None:
    found = roles("Mali saw soldiers attacked.", "attack", tmp_path)
    assert found == ([], ["soldiers: subject"])


def test_who_speaks_goes_on_speaking(tmp_path: Path) -> None:
    actors, _ = roles("Chad said Mali was preparing an attack, accusing it of lying.", "accuse", tmp_path)
    assert actors == ["Chad: speaker"]


def test_second_clause_has_its_own_subject(tmp_path: Path) -> None:
    actors, _ = roles("Mali denied the attack and soldiers arrived in Chad.", "arrive", tmp_path)
    assert actors == ["soldiers: subject"]


def test_along_with_coordinates(tmp_path: Path) -> None:
    actors, _ = roles("Chad, along with Mali, attacked rebels.", "attack", tmp_path)
    assert actors == ["Chad: subject", "Mali: subject"]


def test_who_is_ordered_may_be_ones_own(tmp_path: Path) -> None:
    _, recipients = roles("Chad ordered its soldiers to attack rebels.", "order", tmp_path)
    assert recipients == ["soldiers: object"]


def test_phrase_that_two_nouns_share(tmp_path: Path) -> None:
    assert roles("Chad voiced support for and trust in Mali.", "voice", tmp_path)[1] == ["Mali: for phrase of object"]


def test_who_is_to_do_what_is_demanded(tmp_path: Path) -> None:
    spec = RoleSpec(sources=("content subject",))
    _, recipients = roles("Mali demanded that prisoners be released by rebels.", "demand", tmp_path, spec)
    assert recipients == ["rebels: content subject"]


def test_who_has_to_act_first_below_a_complement(tmp_path: Path) -> None:
    _, recipients = roles("Rebels refused to end the strike until Mali pays.", "refuse", tmp_path)
    assert recipients == ["Mali: subject of clause"]


def test_who_may_act_now(tmp_path: Path) -> None:
    text = "Chad gave approval for Niger to send soldiers to Mali."
    assert roles(text, "give", tmp_path, RoleSpec(sources=("recipient_object",)))[1] == ["Niger: subject of clause"]


def test_maker_of_what_is_denounced(tmp_path: Path) -> None:
    _, recipients = roles("Chad denounced the treatment of prisoners by rebels.", "denounce", tmp_path)
    assert recipients == ["rebels: object"]


def test_phrase_right_behind_an_event_noun(tmp_path: Path) -> None:
    text = "Soldiers were killed in an attack against rebels near Mali."
    assert "rebels" in roles(text, "attack", tmp_path)[1][0]


def test_who_is_phoned_about_his_own_people(tmp_path: Path) -> None:
    _, recipients = roles("Chad phoned Mali to voice support for Malian soldiers.", "voice", tmp_path)
    assert recipients == ["Mali: object of contact"]


def test_what_is_urged_in_a_letter_is_no_clause_about_the_letter(tmp_path: Path) -> None:
    text = "Reporters urged in a letter that the Malian army accept the truce."
    _, recipients = roles(text, "urge", tmp_path, RoleSpec(sources=("content subject",)))
    assert recipients == ["army: content subject"]


def test_who_is_blamed_or_claims(tmp_path: Path) -> None:
    spec = RoleSpec(sources=("by", "culprit"))
    found = roles("Soldiers died in an attack blamed on rebels.", "attack", tmp_path, actor=spec)
    assert found[0] == ["rebels: held responsible"]
    text = "Rebels were hit by an attack claimed by Chad."
    assert roles(text, "attack", tmp_path / "b")[0] == ["Chad: held responsible"]


def test_who_holds_what_is_attacked(tmp_path: Path) -> None:
    assert roles("Chad attacked positions held by rebels.", "attack", tmp_path)[1] == ["rebels: object"]


def test_who_holds_the_place_that_fire_comes_from(tmp_path: Path) -> None:
    text = "Malian troops came under attack from positions held by rebels."
    assert roles(text, "come", tmp_path, actor=RoleSpec(sources=("by", "from")))[0] == ["rebels: from phrase of object"]


def test_whose_a_border_is(tmp_path: Path) -> None:
    _, recipients = roles("Chad lifted a ban on the border with Mali.", "lift", tmp_path, RoleSpec(sources=("on",)))
    assert recipients[0].startswith("Mali")


def test_opponent_behind_the_place_of_a_suit(tmp_path: Path) -> None:
    text = "Chad filed a suit in a court in Arusha against Mali."
    _, recipients = roles(text, "file", tmp_path, RoleSpec(sources=("against",)))
    assert recipients[0].startswith("Mali")


def test_ones_own_in_the_same_list_act_too(tmp_path: Path) -> None:
    actors, _ = roles("Chad and its soldiers attacked rebels.", "attack", tmp_path)
    assert actors == ["Chad: subject", "soldiers: subject"]


def test_who_fires_what_kills(tmp_path: Path) -> None:
    actors, _ = roles("Rebels fired rockets which killed soldiers.", "kill", tmp_path)
    assert actors == ["Rebels: subject of mover"]


def test_whatever_is_named_where_the_rule_takes_anything(tmp_path: Path) -> None:
    text = "Rebels boycotted the vote."
    nobody, anything = RoleSpec(("against",)), RoleSpec(("against",), anything=("object",))
    assert roles(text, "boycott", tmp_path, nobody)[1] == []
    assert roles(text, "boycott", tmp_path / "again", anything)[1] == ["vote: object"]


def test_whose_fire_somebody_comes_under(tmp_path: Path) -> None:
    spec = RoleSpec(sources=("by",))
    assert roles("Chad came under Malian attack.", "come", tmp_path, actor=spec)[0] == ["Malian: modifier of state"]
