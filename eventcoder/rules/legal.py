"""The legal codes of CAMEO and PLOVER, read from the ontology tables, for checking rules against them."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from eventcoder.errors import ResourceError
from eventcoder.resources import codebooks_folder

__all__ = ["LegalCodes", "packaged_codes", "read_legal_codes"]

_CURRENT = ("", "current")  # status of modes that rules may use; others are kept for reading old data only


@dataclass(frozen=True, slots=True)
class LegalCodes:
    """What a rule may code. None where the table is not there, and nothing can be checked.

    Attributes:
        cameo: CAMEO event codes.
        events: PLOVER events.
        modes: the current modes of each PLOVER event.
        old_modes: (event, mode) that PLOVER has dropped or renamed, with the mode to use instead or "".
        contexts: PLOVER contexts.
        sectors: PLOVER sectors.
        crosswalk: CAMEO code to PLOVER events that it is said to be.
    """

    cameo: frozenset[str] | None = None
    events: frozenset[str] | None = None
    modes: Mapping[str, frozenset[str]] | None = None
    old_modes: Mapping[tuple[str, str], str] | None = None
    contexts: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    crosswalk: Mapping[str, frozenset[str]] | None = None


@cache
def packaged_codes() -> LegalCodes:
    """The legal codes by the packaged ontologies."""
    try:
        return read_legal_codes(codebooks_folder())
    except ResourceError:
        return LegalCodes()


def read_legal_codes(folder: Path) -> LegalCodes:
    """Read the legal codes.

    Args:
        folder: holds cameo/events.csv, plover/{events,modes,contexts,sectors}.csv and crosswalk/cameo_to_plover.csv;
            each may be missing.
    """
    modes: dict[str, set[str]] | None = None
    old_modes: dict[tuple[str, str], str] = {}
    rows = list(_rows(folder / "plover" / "modes.csv"))
    if rows:
        modes = {}
        for row in rows:
            event, mode = row.get("event", ""), row.get("mode", "")
            if row.get("status", "") in _CURRENT:
                modes.setdefault(event, set()).add(mode)
            else:
                old_modes[event, mode] = row.get("alias_of", "")
    crosswalk: dict[str, set[str]] = {}
    for row in _rows(folder / "crosswalk" / "cameo_to_plover.csv"):
        code, event = row.get("cameo") or row.get("code", ""), row.get("event") or row.get("plover", "")
        crosswalk.setdefault(code, set()).add(event)
    return LegalCodes(
        cameo=_column(folder / "cameo" / "events.csv", "code"),
        events=_column(folder / "plover" / "events.csv", "event"),
        modes=None if modes is None else {event: frozenset(found) for event, found in modes.items()},
        old_modes=old_modes,
        contexts=_column(folder / "plover" / "contexts.csv", "context"),
        sectors=_column(folder / "plover" / "sectors.csv", "code"),
        crosswalk={code: frozenset(events) for code, events in crosswalk.items()} if crosswalk else None,
    )


def _column(path: Path, column: str) -> frozenset[str] | None:
    return frozenset(row[column] for row in _rows(path) if row.get(column)) or None


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a table that its own loader checks; here a missing one only means that nothing is compared."""
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            lines = (line for line in stream if not line.startswith("#"))
            for row in csv.DictReader(lines):
                yield {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
    except (OSError, csv.Error, UnicodeDecodeError):
        return
