"""Agent nouns: "police", "rebel commander", "fighter jet", in singular and plural, with their sectors.

Read from `agents/*.csv` of a codebook's layers: noun, plural (empty = regular, "=" = as the singular), sector,
other_sectors, cameo, kind (person, group, institution, weapon, thing), condition, source. Condition "name": what an
unknown name is that ends with the word ("Zenith Motors"); elsewhere the word means nothing.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eventcoder.actors.spelling import key
from eventcoder.errors import ResourceError

__all__ = ["Agent", "AgentTable", "plural_of"]

_SAME = "="
_NAME = "name"  # a condition


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent noun.

    Attributes:
        noun: singular, lower case.
        sector: PLOVER sector.
        other_sectors: further sectors.
        cameo: CAMEO role code or "".
        kind: person, group, institution, weapon or thing.
    """

    noun: str
    sector: str
    other_sectors: tuple[str, ...]
    cameo: str
    kind: str


class AgentTable:
    """All agent nouns by their key ("pro government militiamen"). Make one by `AgentTable.load`.

    Attributes:
        nouns: key -> the agent, and whether the key is a plural.
        longest: last word of a key -> number of words in the longest key that ends so.
        endings: last word of a name -> what is so called.
    """

    def __init__(self) -> None:
        self.nouns: dict[str, tuple[Agent, bool]] = {}
        self.longest: dict[str, int] = {}
        self.endings: dict[str, Agent] = {}

    @classmethod
    def load(cls, folders: Iterable[Path]) -> "AgentTable":
        """Read the tables; a noun in a higher layer replaces that of a lower one.

        Args:
            folders: the layers' folders, the lowest first.

        Raises:
            ResourceError: a table cannot be read.
        """
        table = cls()
        for folder in folders:
            for path in sorted((folder / "agents").glob("*.csv")):
                try:
                    with open(path, encoding="utf-8", newline="") as stream:
                        lines = (line for line in stream if not line.startswith("#"))
                        for row in csv.DictReader(lines, restval=""):
                            agent = Agent(
                                row["noun"].strip().lower(),
                                row["sector"],
                                tuple(part.strip() for part in row["other_sectors"].split(";") if part.strip()),
                                row["cameo"],
                                row["kind"],
                            )
                            if row.get("condition") == _NAME:
                                table.endings[agent.noun] = agent
                            else:
                                table.add(agent, row["plural"].strip().lower())
                except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
                    raise ResourceError(f"{path} cannot be read as a table of agent nouns: {error!r}") from error
        return table

    def add(self, agent: Agent, plural: str = "") -> None:
        """Add an agent with its plural ("" = regular, "=" = same as the singular)."""
        self._add(agent.noun, agent, plural == _SAME)
        if plural != _SAME:
            self._add(plural or plural_of(agent.noun), agent, True)

    def _add(self, noun: str, agent: Agent, plural: bool) -> None:
        words = key(noun)
        if not words:
            return
        self.nouns[words] = (agent, plural)
        last, size = words.rsplit(" ", 1)[-1], words.count(" ") + 1
        if self.longest.get(last, 0) < size:
            self.longest[last] = size

    def __len__(self) -> int:
        return len(self.nouns)


def plural_of(noun: str) -> str:
    """The regular English plural of the last word of a phrase, with -man to -men."""
    if noun.endswith("man") and not noun.endswith(("human", "german", "roman")):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"
