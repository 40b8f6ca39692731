"""Finds the claims of one sentence."""

from eventcoder.claims.load import ClaimRules
from eventcoder.claims.model import FoundClaim
from eventcoder.rules.view import SentenceView

__all__ = ["find_claims"]


def find_claims(view: SentenceView, rules: ClaimRules) -> list[FoundClaim]:
    """The claims of a sentence."""
    return []
