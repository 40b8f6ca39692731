"""Values of the claims stage: rules as loaded, and claims as found."""

from dataclasses import dataclass, field

from eventcoder.actors import ResolvedActor

__all__ = ["ClaimRule", "FoundClaim"]


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """placeholder, filled in next."""

    id: str
    type: str


@dataclass(slots=True)
class FoundClaim:
    """A claim found in one sentence.

    Attributes:
        type: kind of the ground ("self-defense", "mandate", ...).
        stance: "asserted", "denied", "disputed" or "reported".
        claimant: who makes it (who denies it, where it is denied); None where nobody is named.
        head: token that heads the claimant's phrase, -1 where there is none.
        start, end: characters into the document that the words of the claim take up, half open.
        text: these words.
        basis: instrument that the claim names ("Article 51 of the UN Charter"), or None.
        rule: id of the rule.
        act: index of the frame of the act that it is about, or None.
        aimed_at: whom that act is aimed at, where the sentence says so.
        spoken: whether somebody makes the claim in words in this sentence.
        cameo: CAMEO code of the claim as an event.
    """

    type: str
    stance: str
    claimant: ResolvedActor | None
    head: int
    start: int
    end: int
    text: str
    basis: str | None
    rule: str
    act: int | None = None
    aimed_at: ResolvedActor | None = None
    spoken: bool = False
    cameo: str = ""
    notes: tuple[str, ...] = field(default=())
