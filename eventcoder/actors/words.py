"""The English words by which noun phrases are resolved: read from `actors/en/*.yaml` of a codebook's layers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from eventcoder.errors import ResourceError

__all__ = ["ActorWords", "read_words"]

SCHEMA = "eventcoder.actor-words/1"
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # strings only: "no" stays a word


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Named word sets, number words and named groups of sectors; see codebooks/default/actors/en/words.yaml."""

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    sectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def set(self, name: str) -> frozenset[str]:
        """A word set; empty where the codebook has none of that name."""
        return self.words.get(name, frozenset())

    def sector_group(self, name: str) -> tuple[str, ...]:
        """A group of sectors, in order; empty where the codebook has none of that name."""
        return self.sectors.get(name, ())


def read_words(folders: Iterable[Path]) -> ActorWords:
    """Read the words of a codebook's layers; a set in a higher layer replaces that of a lower one.

    Args:
        folders: the layers' folders, the lowest first.

    Raises:
        ResourceError: a file cannot be read or is no file of this kind.
    """
    words: dict[str, frozenset[str]] = {}
    numbers: dict[str, int] = {}
    sectors: dict[str, tuple[str, ...]] = {}
    for folder in folders:
        for path in sorted((folder / "actors" / "en").glob("*.yaml")):
            try:
                content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
                if content["schema"] != SCHEMA:
                    raise ResourceError(f"{path}: schema is {content['schema']!r}, expected {SCHEMA!r}")
                words |= {name: frozenset(items) for name, items in (content.get("words") or {}).items()}
                numbers |= {name: int(value) for name, value in (content.get("numbers") or {}).items()}
                sectors |= {name: tuple(items) for name, items in (content.get("sectors") or {}).items()}
            except (OSError, yaml.YAMLError, TypeError, KeyError, ValueError, AttributeError) as error:
                raise ResourceError(f"{path} cannot be read as {SCHEMA}: {error}") from error
    return ActorWords(words, numbers, sectors)
