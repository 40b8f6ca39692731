"""Which formats there are, and which one a file has by its name. Imports errors alone; formats are loaded when used."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from types import ModuleType

from eventcoder.errors import EventcoderError

__all__ = ["FORMATS", "FormatEntry", "find_format"]


@dataclass(frozen=True, slots=True)
class FormatEntry:
    """A format that can be read or written.

    Attributes:
        name: what it is called in arguments.
        module: where its read_events or write_events (or both) are.
        title: what it is.
        endings: endings of file names that mean it, longest first; .gz may follow each.
        aliases: other names for arguments.
    """

    name: str
    module: str
    title: str
    endings: tuple[str, ...]
    aliases: tuple[str, ...] = ()

    def load(self) -> ModuleType:
        """The format's module."""
        return import_module(self.module)


FORMATS: tuple[FormatEntry, ...] = (
    FormatEntry(
        name="record",
        module="eventcoder.formats.native",
        title="our own records, one a line",
        endings=(".jsonl", ".ndjson", ".json"),
        aliases=("jsonl", "native"),
    ),
)
"""Every format, in the order in which endings are tried."""


def find_format(name: str | None = None, path: object = None) -> FormatEntry:
    """The format that is named, or else the one that a file's ending means.

    Args:
        name: name or alias of a format.
        path: a path; what has no name (a stream) is our own format.

    Raises:
        EventcoderError: there is no such format, or the ending means none.
    """
    if name is not None:
        for entry in FORMATS:
            if name in (entry.name, *entry.aliases):
                return entry
        raise EventcoderError(f"there is no format {name!r}; there is {_names()}")
    if not isinstance(path, str | PurePath):
        return FORMATS[0]
    file = PurePath(path).name.lower().removesuffix(".gz")
    for entry in FORMATS:
        if file.endswith(entry.endings):
            return entry
    raise EventcoderError(f"the ending of {str(path)!r} means no format; say which it is: {_names()}")


def _names() -> str:
    return ", ".join(entry.name for entry in FORMATS)
