"""Codes of an actor: which of several sectors is the primary one, and the whole CAMEO actor code."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eventcoder.errors import ResourceError
from eventcoder.resources import codebooks_folder

__all__ = ["SectorTable"]

_LAST = 999
_LIMIT = 15  # characters; CAMEO actor codes are pieces of three letters


@dataclass(frozen=True, slots=True)
class SectorTable:
    """PLOVER's sectors: their precedence (1 first) and the CAMEO role of the same meaning."""

    precedence: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None = None) -> "SectorTable":
        """Read plover/sectors.csv, the packaged one by default.

        Raises:
            ResourceError: the table cannot be read.
        """
        path = codebooks_folder("plover", "sectors.csv") if path is None else path
        try:
            with open(path, encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
            return cls(
                {row["code"]: int(row["precedence"]) for row in rows},
                {row["code"]: row["cameo_role"] for row in rows},
            )
        except (OSError, ValueError, KeyError, csv.Error) as error:
            raise ResourceError(f"{path} cannot be read as the table of sectors: {error!r}") from error

    def ordered(self, sectors: Iterable[str]) -> tuple[str, ...]:
        """The sectors, each once, by precedence; unknown ones last."""
        given = [sector for sector in dict.fromkeys(sectors) if sector]
        if len(given) > 1:
            given.sort(key=lambda sector: self.precedence.get(sector, _LAST))
        return tuple(given)

    def cameo(self, base: str, groups: Iterable[str], sectors: Iterable[str], own_roles: Mapping[str, str]) -> str:
        """A whole CAMEO actor code.

        Args:
            base: code of the country, international class or named group, "" where none is known.
            groups: codes of the ethnic and religious group.
            sectors: PLOVER sectors, the primary one first.
            own_roles: sector -> CAMEO role where the agent noun has its own.

        Returns:
            The pieces joined, none twice, cut to the length that dyadic formats hold.
        """
        pieces = [base[at : at + 3] for at in range(0, len(base), 3)]
        for group in groups:
            if len(group) == 3 and group.upper() not in pieces:
                pieces.append(group.upper())
        for sector in sectors:
            role = own_roles.get(sector) or self.roles.get(sector, "")
            if role and role not in pieces:
                pieces.append(role)
        return "".join(pieces)[:_LIMIT]
