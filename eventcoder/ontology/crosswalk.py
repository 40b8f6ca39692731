"""Crosswalks: what a code of one system is in another, and how exactly.

Sources: CAMEO2PLOVER-2021 with corrections (each row says so), the manuals, the codebooks of ACLED and UCDP,
ICEWS' phrases (andybega/icews, text_to_CAMEO). For WEIS no source was at hand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from eventcoder.ontology.schema import rows
from eventcoder.resources import codebooks_folder
from eventcoder.tables import Row

__all__ = ["ActorTarget", "CameoTarget", "Crosswalk", "PloverTarget"]


@dataclass(frozen=True, slots=True)
class PloverTarget:
    """A PLOVER coding.

    Attributes:
        event: category; None where PLOVER has no counterpart.
        mode: mode or None.
        contexts: contexts.
        directed: False where the source names parties without a direction.
        quality: "exact", "broad" (PLOVER is wider), "narrow" (PLOVER is narrower) or "none".
        round_trip: whether the way back leads to the same code.
        note: why, where it is not plain.
    """

    event: str | None
    mode: str | None
    contexts: tuple[str, ...]
    directed: bool
    quality: str
    round_trip: bool
    note: str


@dataclass(frozen=True, slots=True)
class CameoTarget:
    """A CAMEO event code; quality and round_trip as in PloverTarget, seen from CAMEO."""

    code: str
    quality: str
    round_trip: bool
    note: str


@dataclass(frozen=True, slots=True)
class ActorTarget:
    """A PLOVER sector or actor code (`kind` "sector" or "actor code"); code None where there is none."""

    code: str | None
    kind: str
    quality: str
    note: str


class Crosswalk:
    """All crosswalks. Make one by `Crosswalk.load`. A value that a table does not know gives nothing."""

    def __init__(self, folder: Path) -> None:
        self._cameo = _grouped(rows("crosswalk/cameo_to_plover.csv", folder), "cameo")
        self._acled = _grouped(rows("crosswalk/acled_to_plover.csv", folder), "event_type", "sub_event_type")
        self._ucdp = _grouped(rows("crosswalk/ucdp_to_plover.csv", folder), "type_of_violence")
        self._plover = {
            (row["event"], row["mode"], row["context"]): _cameo_target(row)
            for row in rows("crosswalk/plover_to_cameo.csv", folder)
        }
        self._drafts = {
            (row["version"], row["draft_event"], row["draft_mode"]): (row["event"], row["mode"] or None)
            for row in rows("crosswalk/plover_drafts.csv", folder)
        }
        self._phrases = {
            row["phrase"].casefold(): _cameo_target(row) for row in rows("crosswalk/icews_to_cameo.csv", folder)
        }
        actors = rows("crosswalk/cameo_actor_to_plover.csv", folder)
        self._actors = {
            row["cameo"]: ActorTarget(row["plover"] or None, row["plover_kind"], row["quality"], row["note"])
            for row in actors
        }
        self.cameo_actors: Mapping[str, str] = MappingProxyType(
            {row["plover"]: row["cameo"] for row in actors if row["direction"] == "both"}
        )
        """PLOVER sector or actor code -> the CAMEO code of the same meaning."""

    @classmethod
    def load(cls, folder: Path | None = None) -> "Crosswalk":
        """The crosswalks in a folder; the packaged ones by default. Loaded once for a folder.

        Args:
            folder: holds crosswalk/*.csv.

        Raises:
            ResourceError: a table cannot be opened.
            CodebookError: a table is malformed.
        """
        return _load(codebooks_folder() if folder is None else folder)

    def cameo_to_plover(self, code: str) -> tuple[PloverTarget, ...]:
        """What a CAMEO event code is in PLOVER: the reading to take first, then others."""
        return self._cameo.get((code,), ())

    def plover_to_cameo(self, event: str, mode: str | None = None, contexts: Iterable[str] = ()) -> CameoTarget | None:
        """The nearest CAMEO event code: by the first context that tells, else by mode, else by event."""
        for wanted in (mode or "", ""):
            for context in (*contexts, ""):
                found = self._plover.get((event, wanted, context))
                if found is not None:
                    return found
        return None

    def acled_to_plover(self, event_type: str, sub_event_type: str = "") -> tuple[PloverTarget, ...]:
        """What an ACLED event is in PLOVER; by its event type where the sub-event type is missing or unknown."""
        return self._acled.get((event_type, sub_event_type)) or self._acled.get((event_type, ""), ())

    def ucdp_to_plover(self, type_of_violence: str) -> tuple[PloverTarget, ...]:
        """What a UCDP GED event is in PLOVER, by its type of violence ("1", "2", "3")."""
        return self._ucdp.get((type_of_violence,), ())

    def icews_to_cameo(self, phrase: str) -> CameoTarget | None:
        """The CAMEO code of an ICEWS Event Text, in any case."""
        return self._phrases.get(" ".join(phrase.split()).casefold())

    def draft_to_plover(self, version: str, event: str, mode: str | None = None) -> tuple[str, str | None]:
        """The event and mode that those of an older draft of PLOVER became.

        A mode that has no row of its own goes on as it is; whether the event has it still is not looked at.
        """
        found = self._drafts.get((version, event, mode or ""))
        if found is None:
            event_now, mode_now = self._drafts.get((version, event, ""), (event, None))
            found = event_now, mode or mode_now
        return found

    def cameo_actor_to_plover(self, code: str) -> ActorTarget | None:
        """What a CAMEO role or international class is in PLOVER. MED is media in CAMEO and medical in PLOVER."""
        return self._actors.get(code)


def _grouped(table: Iterable[Row], *keys: str) -> Mapping[tuple[str, ...], tuple[PloverTarget, ...]]:
    found: dict[tuple[str, ...], list[tuple[int, PloverTarget]]] = {}
    for row in table:
        target = PloverTarget(
            event=row["event"] or None,
            mode=row["mode"] or None,
            contexts=row.many("contexts"),
            directed=row.get("directed", "yes") == "yes",
            quality=row["quality"],
            round_trip=row["direction"] == "both",
            note=row["note"],
        )
        found.setdefault(tuple(row[key] for key in keys), []).append((int(row["rank"]), target))
    return {key: tuple(target for _, target in sorted(pairs, key=lambda pair: pair[0])) for key, pairs in found.items()}


def _cameo_target(row: Row) -> CameoTarget:
    return CameoTarget(row["cameo"], row["quality"], row["direction"] == "both", row["note"])


@lru_cache(maxsize=8)
def _load(folder: Path) -> Crosswalk:
    return Crosswalk(folder)
