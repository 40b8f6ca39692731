"""Values of the claims stage: rules as loaded, and claims as found."""

from dataclasses import dataclass

from eventcoder.actors import ResolvedActor
from eventcoder.claims.patterns import Pattern

__all__ = ["ClaimExample", "ClaimRule", "ClaimType", "Cue", "FoundClaim"]


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words of a claim look like: a phrase, a noun with a modifier, or a verb with its object.

    Attributes:
        kind: "phrase", "noun" or "verb".
        phrases: of a phrase cue: any of these.
        words: of a noun or verb cue: lemmas of the noun or verb (verbs with particles: "hit back").
        conditions: further keys and their words: "modifier" of a noun; "object", "subject", "content" or a
            preposition of a verb. All must hold.
    """

    kind: str
    phrases: tuple[Pattern, ...] = ()
    words: frozenset[str] = frozenset()
    conditions: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimExample:
    """A sentence of a rule: the claim that it must give, or that it must give none of the rule's type."""

    text: str
    match: bool
    stance: str = ""
    claimant: str = ""
    why: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class ClaimType:
    """What a codebook says of a type of claims.

    Attributes:
        cameo: CAMEO code of the record of such a claim.
        owned: code where the claimant says, too, that the act is his; "" where that makes no difference.
        statement: whether the words are themselves the act of owning or disowning, so that their negation is no claim.
        answers: whether an act named below the ground is the one that is answered ("vengeance for the raid").
        asked: whether the ground is what others ask or want, so that what they should do matters.
    """

    cameo: str = ""
    owned: str = ""
    statement: bool = False
    answers: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """One rule: cues, any of which shows a claim of the type.

    Attributes:
        id, title, status, references: as in event rules.
        type: kind of the ground.
        cues: any of them.
        needs: what the sentence must have besides: see docs/claims.md; all of them.
        not_with: words (lemmas, may be several with spaces) that must not stand in the sentence.
        claimant: "speaker" (whoever says it; nobody: the narrator), or "subject" (the cue's verb is itself the saying).
        denies: whether the cue words say that the ground does not hold ("without a mandate").
        negated: whether the cue counts only where the sentence negates it ("had not fired").
        weak: whether the rule counts only where no other rule finds a claim in the sentence.
        statement: whether the words are themselves the act of owning or disowning (see ClaimType).
        examples: what must and must not match.
        file, line: where the rule stands.
    """

    id: str
    type: str
    title: str
    cues: tuple[Cue, ...]
    status: str = "stable"
    references: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    claimant: str = "speaker"
    denies: bool = False
    negated: bool = False
    weak: bool = False
    examples: tuple[ClaimExample, ...] = ()
    statement: bool = False
    file: str = ""
    line: int = 0


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
        spoken: whether somebody makes the claim in words in this sentence, and is known by country or sector; who owns
            up to an act or disowns it may be unknown.
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
