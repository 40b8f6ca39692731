from dataclasses import replace
from pathlib import Path

from eventcoder.rules.coding import Coding
from eventcoder.rules.gaps import without_gaps
from eventcoder.rules.model import Codes
from eventcoder.rules.roles import Role
from eventcoder.rules.view import SentenceView

from .sentences import events, frame_of, resolve, told, toy, view_of

RULES = """\
- {id: attack, title: t, codes: {plover: ASSAULT}, event: [{verb: attack}]}
- {id: send, title: t, codes: {plover: MOBILIZE}, event: [{verb: send}], roles: {recipient: {from: [against]}}}
- {id: praise, title: t, codes: {plover: SUPPORT}, event: [{verb: praise}], roles: {recipient: {from: [for]}}}
- {id: make, title: t, codes: {plover: AID}, event: [{verb: make}], roles: {recipient: {from: [against]}}}
- {id: call, title: t, codes: {plover: REQUEST}, event: [{verb: call}], roles: {recipient: {from: [none]}}}
- {id: vote, title: t, codes: {plover: PROTEST}, event: [{verb: boycott}], roles: {recipient: {from: [object thing]}}}
"""


def coded(text: str, tmp_path: Path) -> list[tuple[str, str, str]]:
    return told(events(text, toy(tmp_path, RULES)))


def test_recipient_deep_inside_a_phrase(tmp_path: Path) -> None:
    text = "Chad sent its soldiers to talks among rebels."
    assert coded(text, tmp_path) == [("MOBILIZE", "Chad", "rebels")]


def test_what_is_sent_is_no_recipient(tmp_path: Path) -> None:
    found = coded("Chad sent soldiers to the town where rebels live.", tmp_path)
    assert all("soldiers" not in recipients for _, _, recipients in found)


def test_recipient_in_the_clause_of_purpose(tmp_path: Path) -> None:
    text = "Chad made efforts to feed prisoners held by rebels."
    assert coded(text, tmp_path) == [("AID", "Chad", "prisoners")]


def test_words_are_not_addressed_to_where_they_are_said(tmp_path: Path) -> None:
    assert coded("Chad praised a report in Mali.", tmp_path) == [("SUPPORT", "Chad", "")]


def test_rule_without_recipient_gets_none(tmp_path: Path) -> None:
    assert coded("Chad called for an end to raids that hurt Mali.", tmp_path) == [("REQUEST", "Chad", "")]


def test_pronoun_gives_way_to_what_it_stands_for(tmp_path: Path) -> None:
    book = toy(tmp_path, RULES)
    seen, matcher = view_of("Mali said it attacked rebels.", book)
    mali = resolve(seen.parse, 0)
    assert mali is not None
    pronoun = replace(mali, head=2, start=10, end=12, text="it", kind="pronoun", antecedent=0)
    view = SentenceView(seen.parse, seen.frames, seen.words, {0: mali, 2: pronoun}.get)
    coding = Coding(frame_of(view, "attack"), next(matcher.matches(view, frame_of(view, "attack"))), Codes("190"))
    coding.actors = [Role(pronoun, "subject", 0)]
    assert [role.who.text for role in without_gaps(view, coding, verbal=False).actors] == ["Mali"]


def test_object_that_is_a_thing_where_the_rule_takes_it(tmp_path: Path) -> None:
    assert coded("Rebels boycotted the vote.", tmp_path) == [("PROTEST", "Rebels", "vote")]


def test_statement_has_whom_it_is_said_to_and_not_of_whom(tmp_path: Path) -> None:
    rules = "- {id: tell, title: t, codes: {cameo: '010'}, event: [{verb: tell}]}\n"
    book = toy(tmp_path, rules)
    view, matcher = view_of("Chad told reporters that rebels attacked Mali.", book)
    tell = frame_of(view, "tell")
    coding = Coding(tell, next(matcher.matches(view, tell)), Codes("010"))
    who = {word: resolve(view.parse, view.parse.words.index(word)) for word in ("Chad", "reporters", "rebels")}
    assert all(who.values())
    coding.actors = [Role(who["Chad"], "subject", 0)]  # type: ignore[arg-type]
    coding.recipients = [Role(who["reporters"], "object", 0), Role(who["rebels"], "content subject", 1)]  # type: ignore[arg-type]
    assert [role.who.text for role in without_gaps(view, coding, verbal=True).recipients] == ["reporters"]


def test_deed_has_a_ground_at_home(tmp_path: Path) -> None:
    rules = (
        "- {id: lift, title: t, codes: {plover: COERCE}, event: [{verb: lift}], roles: {recipient: {from: [for]}}}\n"
    )
    assert told(events("Malian troops lifted a curfew in Mali.", toy(tmp_path, rules)))[0][2] == "Mali"


def test_who_can_still_avert_it(tmp_path: Path) -> None:
    assert coded("Chad will attack if Mali sends soldiers.", tmp_path)[0] == ("ASSAULT", "Chad", "Mali")
