"""Coding: an event found in a sentence, before it becomes a record. Imports frames, match, model and roles."""

from dataclasses import dataclass, field, replace

from eventcoder.frames import Frame
from eventcoder.rules.match import Match
from eventcoder.rules.model import Codes
from eventcoder.rules.roles import Role

__all__ = ["Coding", "void"]


@dataclass(slots=True)
class Coding:
    """An event found: codes, roles, and how they came about.

    Attributes:
        frame: the outermost predicate.
        match: the rule that the predicate matched.
        codes: what it codes.
        actors, recipients: who fills the roles.
        rules: ids of the rules and composition steps that took part, the outermost first.
        flags: moods that no composition row used up.
        inner: the coding that an operator worked on.
        frames: indices of the frames that the event used up.
        void: whether it is no event after all ("failed to attack"); its frames are used up all the same.
    """

    frame: Frame
    match: Match
    codes: Codes
    actors: list[Role] = field(default_factory=list)
    recipients: list[Role] = field(default_factory=list)
    rules: tuple[str, ...] = ()
    flags: set[str] = field(default_factory=set)
    inner: "Coding | None" = None
    frames: set[int] = field(default_factory=set)
    void: bool = False

    @property
    def distance(self) -> int:
        """How far the routes of the roles lead, in all."""
        return max((role.near for role in (*self.actors, *self.recipients)), default=0)


def void(inner: Coding, frame: Frame) -> Coding:
    """No event after all; the frames are used up."""
    return replace(inner, codes=Codes(), frames=inner.frames | {frame.index}, void=True)
