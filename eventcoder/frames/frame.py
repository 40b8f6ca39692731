"""A frame: one predicate (verb, event noun or adjective) with its roles. The only thing that rules see of a parse."""

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Argument", "Frame", "Kind", "Link"]

Kind = Literal["verb", "noun", "adjective"]
Link = Literal["", "content", "object", "oblique", "modifier", "adverbial", "conjunct", "subject"]


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase in a role.

    Attributes:
        head: token that heads the phrase.
        route: how it was found, in words ("subject", "by phrase", "possessor", "subject of governing verb", ...).
        near: 0 for the predicate's own argument; the more, the further away it was found.
    """

    head: int
    route: str
    near: int = 0


@dataclass(slots=True)
class Frame:
    """One predicate and its roles.

    Attributes:
        index: place in the sentence's list of frames.
        kind: "verb", "noun" or "adjective".
        head: the predicate's token; for a light verb with an event noun, the noun.
        tokens: all trigger tokens in order (verb and particle; light verb and noun).
        lemma: lower-case lemma of the head, e.g. "strike".
        particle: particle of the verb ("out") or "".
        passive: whether the verb is passive.
        actors: who does it (coordinated actors are separate arguments).
        objects: direct objects, or subjects of a passive; for nouns the phrases that the noun is done to.
        recipients: indirect objects ("gave Iraq weapons").
        obliques: preposition -> noun phrases behind it.
        contents: indices of frames in complement clauses ("threatened to attack": attack).
        governor: index of the frame that this one depends on, or -1.
        link: how it depends on the governor.
        flags: subset of "negation", "future", "hypothetical", "historical", "irrealis", "question", "conditional".
        modal: the modal or semi-modal that set a flag ("will", "may", "must"), or "".
        speaker: who says so, when the frame stands in reported or quoted speech.
        speech: index of the frame of the reporting verb, or -1.
        light: token of the light verb, or -1.
        depth: 0 in the main clause, one more for each clause that it is embedded in.
        topic: whether a noun is no event by itself, only what another predicate may be about.
    """

    index: int
    kind: Kind
    head: int
    tokens: tuple[int, ...]
    lemma: str
    particle: str = ""
    passive: bool = False
    actors: list[Argument] = field(default_factory=list)
    objects: list[Argument] = field(default_factory=list)
    recipients: list[Argument] = field(default_factory=list)
    obliques: dict[str, list[Argument]] = field(default_factory=dict)
    contents: list[int] = field(default_factory=list)
    governor: int = -1
    link: Link = ""
    flags: set[str] = field(default_factory=set)
    modal: str = ""
    speaker: Argument | None = None
    speech: int = -1
    light: int = -1
    depth: int = 0
    topic: bool = False
