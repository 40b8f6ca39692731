"""The words of places in a language, from the places/ folders of a codebook."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from eventcoder.errors import ResourceError

__all__ = ["PlaceWords"]

LANGUAGE = "en"
_SCHEMA = "eventcoder.places/1"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Named lists of places/<language>.yaml, all lower case but for codes; docs/places.md explains each."""

    inside: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    toward: frozenset[str] = frozenset()
    away: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    province_nouns: frozenset[str] = frozenset()
    district_nouns: frozenset[str] = frozenset()
    city_nouns: frozenset[str] = frozenset()
    capital_nouns: frozenset[str] = frozenset()
    site_nouns: frozenset[str] = frozenset()
    no_names: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()
    against_place: frozenset[str] = frozenset()
    domestic: frozenset[str] = frozenset()
    at_recipient: frozenset[str] = frozenset()
    populations: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()

    @classmethod
    def load(cls, folders: Iterable[Path]) -> "PlaceWords":
        """Read the lists of all layers; each list of an upper layer takes the place of the lower one's.

        Args:
            folders: the codebook's folders, the lowest first.

        Raises:
            ResourceError: a file is no such list, or has a list of an unknown name.
        """
        lists: dict[str, frozenset[str]] = {}
        for folder in folders:
            path = folder / "places" / f"{LANGUAGE}.yaml"
            if not path.is_file():
                continue
            try:
                content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
                if content.pop("schema") != _SCHEMA:
                    raise ResourceError(f"{path}: not of schema {_SCHEMA}")
                content.pop("title", None)
                lists |= {name: frozenset(words) for name, words in content.items()}
            except (OSError, yaml.YAMLError, KeyError, AttributeError, TypeError) as error:
                raise ResourceError(f"{path}: not a table of place words: {error!r}") from error
            unknown = sorted(lists.keys() - cls.__dataclass_fields__.keys())
            if unknown:
                known = ", ".join(cls.__dataclass_fields__)
                raise ResourceError(f"{path}: unknown list {unknown[0]}; there are {known}")
        return cls(**lists)
