"""Claims: the grounds that actors give for force, coercion and the like, and who owns or disowns an act.

What lives here: the language of claim rules (codebooks' claims/ folders), matching cues in a sentence, who makes the
claim, its stance and the act that it is about. May import actors, syntax, frames and rules.
"""

from eventcoder.claims.find import find_claims
from eventcoder.claims.load import ClaimRules
from eventcoder.claims.model import ClaimRule, FoundClaim

__all__ = ["ClaimRule", "ClaimRules", "FoundClaim", "find_claims"]
