"""Claims against cases that are data: sentences of our own with type, stance and claimant of every claim in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from eventcoder.coder import Coder
from eventcoder.vocabulary import codes
from tests.claims.sentences import claims_of

FOLDER = Path(__file__).parent / "claims"


def cases() -> list[dict[str, Any]]:
    found = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found.append(json.loads(line))
    return found


def parameters() -> list[Any]:
    known = pytest.mark.xfail(strict=True, reason="known to fail")
    return [pytest.param(case, id=case["id"], marks=[known] if case.get("todo") else []) for case in cases()]


@pytest.mark.parametrize("case", parameters())
def test_claims_of_sentence(coder: Coder, case: dict[str, Any]) -> None:
    found = {(c.type, c.stance): c.claimant.text if c.claimant else None for c in claims_of(coder, case["text"])}
    expected = {(c["type"], c["stance"]): c["claimant"] for c in case["claims"]}
    assert sorted(found) == sorted(expected)
    for key, claimant in expected.items():
        if claimant is None:
            assert found[key] is None
        else:
            assert (found[key] or "").lower() == claimant.lower()


def test_claims_cases_cover_types_and_stances() -> None:
    found = [claim for case in cases() for claim in case["claims"]]
    assert {claim["type"] for claim in found} == set(codes("claim_type"))
    assert {claim["stance"] for claim in found} == set(codes("stance"))
    assert sum(not case["claims"] for case in cases()) >= 50
    assert sum(bool(case.get("todo")) for case in cases()) <= len(cases()) // 20
