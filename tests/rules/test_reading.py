from pathlib import Path

from eventcoder.rules.load import read_codebook
from eventcoder.rules.reading import describe_codes, describe_rule

from .books import ANY_CODES, write_codebook

BODY = """rules:
- id: a
  title: Air strike
  codes: {cameo: "195", plover: ASSAULT, mode: aerial}
  event:
  - noun: air strike
    flags: [future, negation]
  - verb: [bomb, shell, hit]
    actor_is: [jet, plane]
    below: fire
    not: {object: none}
  roles: {recipient: {from: [object, on], required: true, anything: [on]}}
  priority: 2
  examples:
    match: [{text: Jets bombed Aleppo., actor: jets}]
    no_match: [{text: The film bombed., why: figurative}]
- {id: b, title: Threat, operator: THREATEN, event: [{verb: threaten}]}
- {id: c, title: Needs, codes: none, event: [{verb: meet, object: need}]}
"""


def test_reading_is_plain_words(tmp_path: Path) -> None:
    codebook = read_codebook(write_codebook(tmp_path / "book", BODY), legal=ANY_CODES)
    strike, threat, needs = codebook.rules
    text = describe_rule(strike)
    assert "a: Air strike" in text
    assert "codes ASSAULT, aerial; CAMEO 195" in text
    assert "when the noun is air strike or airstrike, and it is marked future and negation" in text
    assert (
        'or the verb is bomb, shell or hit, and the actor is jet or plane, and there is "under" fire, '
        "and not (its object is nothing)" in text
    )
    assert "recipient: from object, else on; must be there; last whatever is named by on" in text
    assert "yes Jets bombed Aleppo. [actor jets]" in text
    assert "no  The film bombed. [figurative]" in text
    assert "applies the operator THREATEN" in describe_rule(threat)
    assert "codes nothing" in describe_rule(needs)
    assert describe_codes(None) == "nothing"


def test_reading_long_lists_are_cut_unless_asked_for(tmp_path: Path) -> None:
    many = ", ".join(f"word{i:02}" for i in range(20))
    body = f"rules:\n- {{id: a, title: t, codes: none, event: [{{verb: hit, object: [{many}]}}]}}\n"
    (found,) = read_codebook(write_codebook(tmp_path / "book", body), legal=ANY_CODES).rules
    assert "or one of 8 more" in describe_rule(found)
    assert "word19" in describe_rule(found, all_words=True)
