"""CAMEO: event codes with their labels, Goldstein scores and quad classes, and the pieces of actor codes.

Sources: CAMEO manual 1.1b3 (the authority for what a code means), GDELT's and ICEWS' code lists and Goldstein tables;
the quad classes of GDELT, the Phoenix pipeline, the icews R package and text_to_CAMEO, which contradict one another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from eventcoder.ontology.schema import rows
from eventcoder.resources import codebooks_folder

__all__ = ["Cameo", "CameoEvent"]

_ROOT, _BASE = 2, 3  # characters of a root code and of a base code
_GOLDSTEIN, _QUAD, _IN, _LABEL = "goldstein_", "quad_", "in_", "label_"


@dataclass(frozen=True, slots=True)
class CameoEvent:
    """One event code.

    Attributes:
        code: two to four digits, e.g. "0231".
        label: wording of the manual.
        parent: the code one level up; None for the twenty roots.
        lists: which lists have the code: "manual", "gdelt", "icews".
        labels: list -> its own wording ("gdelt", "icews"); GDELT's of 101 to 108 are of an older CAMEO.
        aliases: other wordings met in data.
        goldstein: table -> score, -10 to 10 ("gdelt", "icews").
        goldstein_source: for each table whether the score is its own or which code's it is.
        quad: definition -> quad class ("gdelt", "phoenix", "icews", "text_to_cameo"); Phoenix has 0 for neutral.
    """

    code: str
    label: str
    parent: str | None
    lists: frozenset[str]
    labels: Mapping[str, str]
    aliases: tuple[str, ...]
    goldstein: Mapping[str, float]
    goldstein_source: tuple[str, ...]
    quad: Mapping[str, int]


class Cameo:
    """The CAMEO ontology. Make one by `Cameo.load`.

    Attributes:
        events: code -> event, in the order of the codes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.events: Mapping[str, CameoEvent] = MappingProxyType(_events(folder))

    @classmethod
    def load(cls, folder: Path | None = None) -> "Cameo":
        """The ontology in a folder; the packaged one by default. Loaded once for a folder.

        Args:
            folder: holds cameo/events.csv and the tables beside it.

        Raises:
            ResourceError: a table cannot be opened.
            CodebookError: a table is malformed.
        """
        return _load(codebooks_folder() if folder is None else folder)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every event code, sorted."""
        return tuple(self.events)

    def __contains__(self, code: object) -> bool:
        return code in self.events

    def event(self, code: str) -> CameoEvent:
        """What is known of an event code.

        Raises:
            KeyError: no such code.
        """
        try:
            return self.events[code]
        except KeyError:
            raise KeyError(f"{code!r} is no CAMEO event code; codes are strings of two to four digits") from None

    def label(self, code: str) -> str:
        """The manual's wording."""
        return self.event(code).label

    def root(self, code: str) -> str:
        """The first two digits."""
        return self.event(code).code[:_ROOT]

    def base(self, code: str) -> str:
        """The first three digits, or the root itself."""
        return self.event(code).code[:_BASE]

    def parent(self, code: str) -> str | None:
        """The code one level up."""
        return self.event(code).parent

    def parents(self, code: str) -> tuple[str, ...]:
        """All codes above, the nearest first."""
        found: list[str] = []
        above = self.parent(code)
        while above is not None:
            found.append(above)
            above = self.parent(above)
        return tuple(found)

    def children(self, code: str) -> tuple[str, ...]:
        """The codes directly below."""
        self.event(code)
        return tuple(event.code for event in self.events.values() if event.parent == code)

    def goldstein(self, code: str, table: str = "gdelt") -> float:
        """Goldstein score, -10 (conflict) to 10 (cooperation).

        Args:
            code: event code.
            table: "gdelt" or "icews". A code that the table lacks has its parent's score.

        Raises:
            KeyError: no such code or table.
        """
        return self.event(code).goldstein[table]

    def quad(self, code: str, definition: str = "gdelt") -> int:
        """Quad class: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict; 0 neutral (Phoenix only).

        Args:
            code: event code.
            definition: "gdelt", "phoenix", "icews" or "text_to_cameo".

        Raises:
            KeyError: no such code or definition.
        """
        return self.event(code).quad[definition]

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """Role codes of actors and their labels."""
        return self._labels("roles")

    @cached_property
    def international(self) -> Mapping[str, str]:
        """Codes of international classes (IGO, NGO, ...) and their labels."""
        return self._labels("international")

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """Codes of known groups and their labels (GDELT's list)."""
        return self._labels("groups")

    @cached_property
    def religions(self) -> Mapping[str, str]:
        """Codes of religions and their labels (GDELT's list)."""
        return self._labels("religions")

    @cached_property
    def ethnic(self) -> Mapping[str, str]:
        """Codes of ethnic groups, lower case but for three, and their labels (GDELT's list)."""
        return self._labels("ethnic")

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """Codes of world regions and parts of countries and their labels (GDELT's country list)."""
        return self._labels("regions")

    def _labels(self, table: str) -> Mapping[str, str]:
        return MappingProxyType({row["code"]: row["label"] for row in rows(f"cameo/{table}.csv", self._folder)})


def _events(folder: Path) -> dict[str, CameoEvent]:
    found: dict[str, CameoEvent] = {}
    for row in rows("cameo/events.csv", folder):

        def kept(prefix: str, row: Mapping[str, str] = row) -> dict[str, str]:
            return {column.removeprefix(prefix): row[column] for column in row if column.startswith(prefix)}

        scores = {table: cell for table, cell in kept(_GOLDSTEIN).items() if table != "source"}
        found[row["code"]] = CameoEvent(
            code=row["code"],
            label=row["label"],
            parent=row["parent"] or None,
            lists=frozenset(name for name, cell in kept(_IN).items() if cell == "yes"),
            labels={name: cell for name, cell in kept(_LABEL).items() if cell},
            aliases=row.many("aliases"),
            goldstein={table: float(cell) for table, cell in scores.items()},
            goldstein_source=row.many("goldstein_source"),
            quad={name: int(cell) for name, cell in kept(_QUAD).items()},
        )
    return found


@lru_cache(maxsize=8)
def _load(folder: Path) -> Cameo:
    return Cameo(folder)
