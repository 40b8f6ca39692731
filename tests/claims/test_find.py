"""Claims of sentences: offsets, acts, codes, instruments; who is quiet."""

import json
from pathlib import Path

import pytest

from eventcoder.claims import ClaimRules, FoundClaim, find_claims
from eventcoder.coder import Coder
from eventcoder.frames import build_frames
from eventcoder.rules.view import SentenceView
from tests.claims.sentences import claims_of

CASES = Path(__file__).parents[1] / "conformance" / "claims"
FRONT = "A first sentence stands here. "


def only(coder: Coder, text: str) -> FoundClaim:
    (claim,) = claims_of(coder, text)
    return claim


def test_find_offsets_are_the_documents(coder: Coder) -> None:
    for line in (CASES / "self_defence.jsonl").read_text(encoding="utf-8").splitlines()[:30]:
        text = FRONT + json.loads(line)["text"]
        for claim in claims_of(coder, text):
            assert text[claim.start : claim.end] == claim.text
            if claim.claimant is not None:
                assert text[claim.claimant.start : claim.claimant.end] == claim.claimant.text


@pytest.mark.parametrize(
    ("text", "cameo"),
    [
        ("Turkey said its jets had bombed the depot in self-defence.", "015"),
        ("Turkey said that Qatar had bombed the depot in self-defence.", "010"),
        ("London said its fighters shot down the drones in collective self-defence of Jordan.", "052"),
        ("The rebels claimed responsibility for the ambush.", "015"),
        ("The rebels denied any role in the ambush.", "016"),
    ],
)
def test_find_cameo(coder: Coder, text: str, cameo: str) -> None:
    assert only(coder, text).cameo == cameo


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Kenya cited Article 51 of the UN Charter after its jets bombed two camps.", "Article 51 of the UN Charter"),
        ("Paris said resolution 1973 authorised the strikes.", "resolution 1973"),
        ("The jets bombed the barracks in retaliation for the ambush.", None),
    ],
)
def test_find_basis(coder: Coder, text: str, basis: str | None) -> None:
    assert {claim.basis for claim in claims_of(coder, text)} == {basis}


def test_find_act_is_the_noun_that_the_cue_modifies(coder: Coder) -> None:
    text = "The army launched a retaliatory raid on the camp and arrested two men."
    claim = only(coder, text)
    assert claim.act is not None
    assert not claim.spoken
    parse = next(iter(coder.parser.parse([(text, 0)])))
    assert parse.lemmas[build_frames(parse, coder._grammar, coder._vocabulary)[claim.act].head] == "raid"


def test_find_aimed_at(coder: Coder) -> None:
    claim = only(coder, "Israel said it had bombed Iran in self-defence.")
    assert claim.aimed_at is not None
    assert claim.aimed_at.code == "IRN"
    assert claim.spoken


def test_find_owner_of_a_claim_takes_the_narrators_place(coder: Coder) -> None:
    text = "The ministry called the bombing of the port a retaliatory strike, and the retaliatory strike killed four."
    assert [claim.stance for claim in claims_of(coder, text)] == ["asserted"]


def test_find_nothing_without_rules(coder: Coder) -> None:
    (parse,) = coder.parser.parse([("The army said it had acted in self-defence.", 0)])
    view = SentenceView(parse, [], coder._grammar, lambda head: None)
    assert find_claims(view, ClaimRules()) == []


def test_find_act_is_the_verb_that_the_cue_tells(coder: Coder) -> None:
    text = "The army said it had repelled an assault near Gao and killed 14 terrorists."
    acts = {claim.type: claim.act for claim in claims_of(coder, text)}
    (parse,) = coder.parser.parse([(text, 0)])
    frames = build_frames(parse, coder._grammar, coder._vocabulary)
    lemmas = {kind: parse.lemmas[frames[act].head] for kind, act in acts.items() if act is not None}
    assert lemmas == {"self-defense": "repel", "counter-terrorism": "kill"}


@pytest.mark.parametrize(
    "text",
    [
        # mentions of terrorists that ground no act
        "Ankara regards the militia as terrorists, and its fighters have left the town.",
        "The ministers discussed the fight against terrorism while troops guarded the hall.",
        "France, which views the group as terrorists, makes an attack on the town less likely.",
        "Witnesses said foreign jihadists had attacked the village.",
        # what others did, may do or are urged to do
        "Berlin said the Syrian army was responsible for the attack.",
        "The envoy said the army's attack showed Syria's responsibility for the shelling.",
        "Analysts warned that Iran could retaliate for the strike.",
        "The premier said he was ready to launch an operation against the rebels.",
        "The pope urged the army to spare civilians.",
        # said in response, and not done
        "The lawyer said in response to a newspaper that her client had left the army.",
        # a circumstance of what is said
        "The rebels said the town had been poor since they captured it.",
    ],
)
def test_find_no_ground_without_an_act(coder: Coder, text: str) -> None:
    assert claims_of(coder, text) == []
