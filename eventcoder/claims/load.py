"""Reads claim rules."""

from dataclasses import dataclass

from eventcoder.claims.model import ClaimRule
from eventcoder.rules.model import Codebook

__all__ = ["ClaimRules"]


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """All claim rules of a codebook."""

    rules: tuple[ClaimRule, ...] = ()

    @classmethod
    def load(cls, codebook: Codebook) -> "ClaimRules":
        """Read the claim rules of a codebook."""
        return cls()
