"""PLOVER: event categories, modes, contexts, sectors, actor codes, scores and stated precedence.

Sources: PLOVER manual, drafts 0.8 and 2.0 (categories, modes, contexts, table of scores), rpolecat (modes and contexts
of POLECAT), NGEC (order of sectors). JUSTIFY and its modes are this project's documented extension.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from eventcoder.ontology.schema import rows
from eventcoder.resources import codebooks_folder

__all__ = ["Plover", "PloverEvent", "PloverMode", "Sector"]


@dataclass(frozen=True, slots=True)
class PloverMode:
    """One mode of an event category.

    Attributes:
        event: the category.
        name: the mode.
        score: conflict-cooperation score of event and mode; None for the extension.
        status: "current", "dropped" or "renamed".
        alias_of: for old modes the current one that stands for it; None = the category without a mode.
        description: what it means.
    """

    event: str
    name: str
    score: float | None
    status: str
    alias_of: str | None
    description: str

    @property
    def current(self) -> bool:
        """Whether the mode may be coded."""
        return self.status == "current"


@dataclass(frozen=True, slots=True)
class PloverEvent:
    """One event category.

    Attributes:
        name: e.g. "ASSAULT".
        quad_code: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict; None for the extension.
        score: conflict-cooperation score, -10 to 10, where no mode is known; None for the extension.
        requires_recipient: whether a record without a recipient is incomplete.
        extension: whether it is this project's own and no category of PLOVER.
        description: what it covers.
        modes: its modes, old ones included.
    """

    name: str
    quad_code: int | None
    score: float | None
    requires_recipient: bool
    extension: bool
    description: str
    modes: Mapping[str, PloverMode]

    @property
    def verbal(self) -> bool:
        """Whether it is done in words: quad classes 1 and 3."""
        return self.quad_code in (1, 3)


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector of an actor: code, label, kind, the CAMEO role of the same meaning, rank among several (1 first)."""

    code: str
    label: str
    kind: str
    cameo_role: str | None
    precedence: int
    description: str


class Plover:
    """The PLOVER ontology. Make one by `Plover.load`.

    Attributes:
        events: name -> category, the extension included, in the manual's order.
        contexts: context -> description.
        context_aliases: other spelling -> context.
        auxiliary: auxiliary mode (historical, future, ...) -> description.
        sectors: code -> sector.
        actor_codes: actor codes beside those of countries -> label.
    """

    def __init__(self, folder: Path) -> None:
        modes: dict[str, dict[str, PloverMode]] = {}
        for row in rows("plover/modes.csv", folder):
            mode = PloverMode(
                event=row["event"],
                name=row["mode"],
                score=_number(row["score"]),
                status=row["status"],
                alias_of=row["alias_of"] or None,
                description=row["description"],
            )
            modes.setdefault(mode.event, {})[mode.name] = mode
        self.events: Mapping[str, PloverEvent] = MappingProxyType(
            {
                row["event"]: PloverEvent(
                    name=row["event"],
                    quad_code=int(row["quad_code"]) if row["quad_code"] else None,
                    score=_number(row["score"]),
                    requires_recipient=row["requires_recipient"] == "yes",
                    extension=row["extension"] == "yes",
                    description=row["description"],
                    modes=MappingProxyType(modes.get(row["event"], {})),
                )
                for row in rows("plover/events.csv", folder)
            }
        )
        contexts = rows("plover/contexts.csv", folder)
        self.contexts: Mapping[str, str] = MappingProxyType({row["context"]: row["description"] for row in contexts})
        self.context_aliases: Mapping[str, str] = MappingProxyType(
            {alias: row["context"] for row in contexts for alias in row.many("aliases")}
        )
        self.auxiliary: Mapping[str, str] = MappingProxyType(
            {row["auxiliary"]: row["description"] for row in rows("plover/auxiliary.csv", folder)}
        )
        self.sectors: Mapping[str, Sector] = MappingProxyType(
            {
                row["code"]: Sector(
                    code=row["code"],
                    label=row["label"],
                    kind=row["kind"],
                    cameo_role=row["cameo_role"] or None,
                    precedence=int(row["precedence"]),
                    description=row["description"],
                )
                for row in rows("plover/sectors.csv", folder)
            }
        )
        self.actor_codes: Mapping[str, str] = MappingProxyType(
            {row["code"]: row["label"] for row in rows("plover/actor_codes.csv", folder)}
        )

    @classmethod
    def load(cls, folder: Path | None = None) -> "Plover":
        """The ontology in a folder; the packaged one by default. Loaded once for a folder.

        Args:
            folder: holds plover/events.csv and the tables beside it.

        Raises:
            ResourceError: a table cannot be opened.
            CodebookError: a table is malformed.
        """
        return _load(codebooks_folder() if folder is None else folder)

    def event(self, name: str) -> PloverEvent:
        """What is known of an event category.

        Raises:
            KeyError: no such category.
        """
        try:
            return self.events[name]
        except KeyError:
            raise KeyError(f"{name!r} is no PLOVER event; it is one of {', '.join(self.events)}") from None

    def modes(self, event: str) -> tuple[str, ...]:
        """The current modes of an event category."""
        return tuple(mode.name for mode in self.event(event).modes.values() if mode.current)

    def current_mode(self, event: str, mode: str) -> str | None:
        """The current mode that a mode, perhaps of an older PLOVER, stands for; None where there is none any more.

        Raises:
            KeyError: the event never had such a mode.
        """
        found = self._mode(event, mode)
        return found.name if found.current else found.alias_of

    def quad(self, event: str) -> int | None:
        """Quad class of an event category."""
        return self.event(event).quad_code

    def score(self, event: str, mode: str | None = None) -> float | None:
        """Conflict-cooperation score of an event category, or of one of its modes.

        Raises:
            KeyError: no such event or mode.
        """
        return self.event(event).score if not mode else self._mode(event, mode).score

    def requires_recipient(self, event: str) -> bool:
        """Whether the category needs a recipient."""
        return self.event(event).requires_recipient

    def context(self, name: str) -> str | None:
        """The context that a spelling stands for."""
        return name if name in self.contexts else self.context_aliases.get(name)

    def ordered_sectors(self, sectors: Iterable[str]) -> tuple[str, ...]:
        """Sectors of one actor, each once, the primary one first; unknown codes are left out."""
        known = {code for code in sectors if code in self.sectors}
        return tuple(sorted(known, key=lambda code: self.sectors[code].precedence))

    def _mode(self, event: str, mode: str) -> PloverMode:
        category = self.event(event)
        try:
            return category.modes[mode]
        except KeyError:
            legal = ", ".join(self.modes(event)) or "none"
            raise KeyError(f"{mode!r} is no mode of {event}; it has {legal}") from None


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


@lru_cache(maxsize=8)
def _load(folder: Path) -> Plover:
    return Plover(folder)
