from pathlib import Path

import pytest

from eventcoder.rules.compose import Algebra
from eventcoder.rules.model import Codes, CompositionRow

from .sentences import events, told, toy

RULES = """\
- {id: attack, title: t, codes: {plover: ASSAULT, cameo: "190"}, event: [{verb: attack}, {noun: attack}]}
- {id: aid, title: t, codes: {plover: AID, cameo: "070"}, event: [{verb: send, object: [aid]}, {noun: aid}]}
- {id: kill, title: t, codes: {plover: ASSAULT, cameo: "190"}, event: [{verb: kill}]}
- {id: release, title: t, codes: {plover: RETREAT, cameo: "0841", content: release}, event: [{verb: release}]}
- {id: say, title: t, operator: SAY, event: [{verb: [say, tell], content: any}]}
- {id: start, title: t, operator: START, event: [{verb: begin, content: any}]}
- {id: threaten, title: t, operator: THREATEN, roles: {recipient: {from: [object]}}, event: [{verb: threaten}]}
- {id: demand, title: t, operator: DEMAND, roles: {recipient: {from: [object]}},
   event: [{verb: tell, clause: infinitive}]}
- {id: accuse, title: t, operator: ACCUSE, roles: {recipient: {from: [object]}}, event: [{verb: accuse}]}
- {id: condemn, title: t, operator: CONDEMN, event: [{verb: condemn}]}
- {id: agree, title: t, operator: AGREE, event: [{verb: agree}]}
- {id: stop, title: t, operator: STOP, event: [{verb: suspend}]}
- {id: talk, title: t, symmetric: true, codes: {plover: CONSULT}, event: [{noun: talk}, {verb: meet}]}
"""
TABLE = """\
THREATEN,assault,THREATEN,violence,138,,,,
THREATEN,,THREATEN,,130,,,,
DEMAND,release,REQUEST,yield,1053,,,,
ACCUSE,assault,ACCUSE,allege,1123,,,,
CONDEMN,*,ACCUSE,disapprove,111,,,,
AGREE,not,AGREE,,0356,,,,
AGREE,assault,THREATEN,violence,138,,,,
STOP,aid,SANCTION,discontinue,162,,,,
SAY,*,,,,,keep,,
START,*,,,,,keep,,
NOT,aid,REJECT,assist,122,,,,
FUTURE,aid,AGREE,,033,,,,
HYPOTHETICAL,assault,THREATEN,violence,138,,,,
OBLIGATION,*,,,,,none,,
OBLIGATION_BY_OTHERS,release,REQUEST,yield,1053,,,,
PURPOSE,*,,,,,none,,
""".replace("OBLIGATION_BY_OTHERS", "OBLIGATION BY OTHERS")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad threatened to attack Mali.", [("THREATEN", "Chad", "Mali")]),
        ("Chad threatened Mali with an attack.", [("THREATEN", "Chad", "Mali")]),
        ("Chad told Mali to release the prisoners.", [("REQUEST", "Chad", "Mali")]),
        ("Chad accused Mali of attacking rebels.", [("ACCUSE", "Chad", "Mali")]),
        ("Chad suspended aid to Mali.", [("SANCTION", "Chad", "Mali")]),
        ("Chad did not send aid to Mali.", [("AID", "Chad", "Mali")]),
        ("Chad will not send aid to Mali.", [("REJECT", "Chad", "Mali")]),
        ("Chad will send aid to Mali.", [("AGREE", "Chad", "Mali")]),
        ("Chad may attack Mali.", [("THREATEN", "Chad", "Mali")]),
        ("Mali must release the prisoners, Chad said.", [("REQUEST", "Chad", "Mali")]),
        ("Chad said Mali attacked rebels.", [("ASSAULT", "Mali", "rebels")]),
        ("Chad told reporters that Mali attacked rebels.", [("ASSAULT", "Mali", "rebels")]),
        ("Chad agreed not to attack Mali.", [("AGREE", "Chad", "Mali")]),
        ("Chad began to attack Mali.", [("ASSAULT", "Chad", "Mali")]),
        ("Chad condemned the attack.", [("ACCUSE", "Chad", "attack")]),
        ("Rebels carried out an attack on Mali.", [("ASSAULT", "Rebels", "Mali")]),
        ("The army was attacked by rebels in Mali.", [("ASSAULT", "rebels", "army")]),
        ("Talks between Chad and Mali began.", [("CONSULT", "Chad+Mali", "")]),
        ("Chad and Mali met in Niger.", [("CONSULT", "Chad+Mali", "")]),
        ("France sent troops to attack rebels.", []),
        ("Chad attacked its army.", [("ASSAULT", "Chad", "army")]),
        ("Rockets killed two soldiers in an attack by rebels.", [("ASSAULT", "rebels", "soldiers")]),
    ],
)
def test_compose_codes(text: str, expected: list[tuple[str, str, str]], tmp_path: Path) -> None:
    assert told(events(text, toy(tmp_path, RULES, TABLE))) == expected


def test_compose_records_rules_and_moods(tmp_path: Path) -> None:
    (coding,) = events("Chad will send aid to Mali.", toy(tmp_path, RULES, TABLE))
    assert coding.rules == ("mood:FUTURE", "aid")
    assert coding.codes.cameo == "033"
    assert coding.flags == set()
    (coding,) = events("Chad threatened to attack Mali.", toy(tmp_path / "b", RULES, TABLE))
    assert coding.rules == ("threaten", "attack")
    assert coding.inner is not None
    assert coding.inner.codes.cameo == "190"


def test_compose_keeps_the_flag_of_what_did_not_happen(tmp_path: Path) -> None:
    (coding,) = events("Chad did not send aid to Mali.", toy(tmp_path, RULES, TABLE))
    assert coding.flags == {"negation"}


def test_compose_a_rule_that_codes_nothing_blocks_less_specific_ones(tmp_path: Path) -> None:
    block = "- {id: block, title: t, codes: none, event: [{verb: attack, object: [army]}]}\n"
    assert events("The rebels attacked the army with rockets.", toy(tmp_path, RULES + block, TABLE)) == []


def row(operator: str, content: str, cameo: str) -> CompositionRow:
    return CompositionRow(operator, content, Codes(cameo=cameo))


def test_algebra_takes_the_longest_prefix_then_the_star() -> None:
    algebra = Algebra(
        [
            row("STOP", "aid", "162"),
            row("STOP", "aid.military", "1622"),
            row("STOP", "*", "080"),
            row("STOP", "", "000"),
        ]
    )

    def cameo(content: str | None) -> str | None:
        found = algebra.row("STOP", content)
        return None if found is None or found.codes is None else found.codes.cameo

    assert cameo("aid.military") == "1622"
    assert cameo("aid.military.arms") == "1622"
    assert cameo("aid.economic") == "162"
    assert cameo("protest") == "080"
    assert cameo(None) == "000"
    assert algebra.row("NOBODY", "aid") is None
