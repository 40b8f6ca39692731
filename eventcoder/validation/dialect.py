"""How the files of a format are written: the dialect files beside the schemas, as values. Imports resources alone."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from eventcoder.errors import ResourceError
from eventcoder.resources import schemas_folder

__all__ = ["Dialect", "Layout", "dialect_names", "load_dialect", "read_dialect"]

FOLDER = "dialects"
ENDING = ".dialect.json"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one kind of file.

    Attributes:
        name: for people.
        columns: in order, by their names in the schema.
        header: the same columns as files of this layout name them.
        status: "verified", or "unverified" where no real file was seen.
    """

    name: str
    columns: tuple[str, ...]
    header: tuple[str, ...]
    status: str


@dataclass(frozen=True, eq=False)
class Dialect:
    """How files of a format are written.

    Attributes:
        format: its name.
        title: its name for people.
        schema: name of its schema.
        status: "verified", or "unverified" where no real file was seen.
        kind: "table" or "json".
        delimiter: character between cells.
        header: whether the first row names the columns: "yes", "no" or "optional".
        quoting: "minimal" where cells may stand in double quotes, "none" where a quote is a character like others.
        missing: words that the format itself writes into empty cells.
        missing_words: further words that copies of such files have in empty cells.
        encodings: encodings besides UTF-8 in which such files are met.
        layouts: the columns that there may be; the first is preferred.
        aliases: other name of a column -> its name.
        ignored: further columns that there may be and that are not checked.
        file_names: patterns of the names of files.
        hints: telling columns -> pattern of their cells.
        keys: telling keys of JSON records.
        values: telling keys of JSON records -> pattern of their texts.
    """

    format: str
    title: str
    schema: str
    status: str = "verified"
    kind: str = "table"
    delimiter: str = "\t"
    header: str = "yes"
    quoting: str = "minimal"
    missing: tuple[str, ...] = ()
    missing_words: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    layouts: tuple[Layout, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    file_names: tuple[re.Pattern[str], ...] = ()
    hints: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    values: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    def layouts_of(self, number: int) -> tuple[Layout, ...]:
        """The layouts with a number of columns; the first is preferred."""
        return tuple(layout for layout in self.layouts if len(layout.columns) == number)

    def layout_of(self, number: int) -> Layout | None:
        """The preferred layout with a number of columns."""
        return next(iter(self.layouts_of(number)), None)

    @property
    def widths(self) -> Mapping[int, Layout]:
        """Numbers of columns that rows may have -> the preferred layout of each."""
        return {len(layout.columns): layout for layout in reversed(self.layouts)}

    def names_file(self, name: str | None) -> bool:
        """Whether a file name is one that such files have."""
        return name is not None and any(pattern.search(name) for pattern in self.file_names)


@cache
def dialect_names() -> tuple[str, ...]:
    """Formats with a packaged dialect, in the order of their names."""
    return tuple(sorted(path.name.removesuffix(ENDING) for path in schemas_folder(FOLDER).glob(f"*{ENDING}")))


@cache
def load_dialect(name: str) -> Dialect:
    """A packaged dialect.

    Args:
        name: of its format.

    Raises:
        ResourceError: there is none, or it cannot be used.
    """
    return read_dialect(schemas_folder(FOLDER, f"{name}{ENDING}"))


def read_dialect(path: Path) -> Dialect:
    """A dialect from its file.

    Raises:
        ResourceError: it cannot be read, or does not have the shape of schemas/dialect.schema.json.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _dialect(raw)
    except OSError as error:
        raise ResourceError(f"the dialect {path} cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
        raise ResourceError(f"the dialect {path} does not keep to dialect.schema.json: {error!r}") from error


def _dialect(raw: Mapping[str, Any]) -> Dialect:
    hints = raw.get("hints", {})
    if "layouts" not in raw:
        return Dialect(
            format=raw["format"],
            title=raw["title"],
            schema=raw["schema"],
            status=raw["status"],
            kind="json",
            file_names=_patterns(raw),
            keys=tuple(hints.get("keys", ())),
            values={name: re.compile(pattern) for name, pattern in hints.get("values", {}).items()},
        )
    layouts = tuple(
        Layout(
            layout["name"],
            tuple(layout["columns"]),
            tuple(layout.get("header", layout["columns"])),
            layout.get("status", raw["status"]),
        )
        for layout in raw["layouts"]
    )
    return Dialect(
        format=raw["format"],
        title=raw["title"],
        schema=raw["schema"],
        status=raw["status"],
        delimiter=raw["delimiter"],
        header=raw["header"],
        quoting=raw["quoting"],
        missing=tuple(word for word in raw.get("missing", ()) if word),
        missing_words=tuple(raw.get("missing_words", ())),
        encodings=tuple(raw.get("other_encodings", ())),
        layouts=layouts,
        aliases=dict(raw.get("aliases", {})),
        ignored=tuple(raw.get("ignored_columns", ())),
        file_names=_patterns(raw),
        hints={name: re.compile(pattern) for name, pattern in hints.get("columns", {}).items()},
    )


def _patterns(raw: Mapping[str, Any]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in raw.get("file_names", ()))
