"""Every claim rule's own examples, run through the whole pipeline."""

from typing import Any

import pytest

from eventcoder.claims import ClaimRules
from eventcoder.claims.load import read_claim_rules
from eventcoder.claims.model import ClaimExample, ClaimRule
from eventcoder.coder import Coder
from eventcoder.rules.load import read_codebook
from tests.claims.sentences import claims_of

RULES: ClaimRules = read_claim_rules(read_codebook("default"))


def examples(match: bool) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.id}: {example.text}")
        for rule in RULES.rules
        for example in rule.examples
        if example.match is match
    ]


@pytest.mark.parametrize(("rule", "example"), examples(match=True))
def test_examples_match(coder: Coder, rule: ClaimRule, example: ClaimExample) -> None:
    found = [claim for claim in claims_of(coder, example.text) if claim.type == rule.type]
    assert found, "no claim of the type"
    assert example.stance in [claim.stance for claim in found]
    claimants = [claim.claimant.text if claim.claimant else "" for claim in found]
    assert example.claimant in claimants or not example.claimant


@pytest.mark.parametrize(("rule", "example"), examples(match=False))
def test_examples_no_match(coder: Coder, rule: ClaimRule, example: ClaimExample) -> None:
    assert [claim.text for claim in claims_of(coder, example.text) if claim.type == rule.type] == []


def test_examples_of_every_rule() -> None:
    for rule in RULES.rules:
        assert sum(example.match for example in rule.examples) >= 2, rule.id
        assert sum(not example.match for example in rule.examples) >= 2, rule.id
        assert all(example.stance for example in rule.examples if example.match), rule.id
        assert all(example.why for example in rule.examples if not example.match), rule.id
