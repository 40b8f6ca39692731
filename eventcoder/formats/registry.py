"""Which formats there are, and which one a file has by its name. Imports errors alone; formats are loaded when used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import PurePath
from types import ModuleType
from typing import Any

from eventcoder.errors import EventcoderError, did_you_mean

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
        options: what its functions are given.
        reads, writes: whether it can be read, and written.
    """

    name: str
    module: str
    title: str
    endings: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    reads: bool = True
    writes: bool = True

    def load(self) -> ModuleType:
        """The format's module."""
        return import_module(self.module)


ONLY_READ = ("acled", "acled-monadic", "ucdp-ged")
"""Tables that are coded by hand; nobody but their makers writes them."""

FORMATS: tuple[FormatEntry, ...] = (
    FormatEntry(
        "plover",
        "eventcoder.formats.plover",
        "PLOVER 2.0 JSON, one record a line",
        (".plover.jsonl",),
        (),
        {"dialect": "plover"},
    ),
    FormatEntry(
        "plover-gsr",
        "eventcoder.formats.plover",
        "PLOVER gold standard records, 0.5b1",
        (),
        ("gsr",),
        {"dialect": "plover-gsr"},
        writes=False,
    ),
    FormatEntry(
        "plover-icews",
        "eventcoder.formats.plover",
        "ICEWS as early PLOVER JSON",
        (),
        (),
        {"dialect": "plover-icews"},
        writes=False,
    ),
    FormatEntry("ngec", "eventcoder.formats.ngec", "records of NGEC", (), ("ngec-jsonl",), writes=False),
    FormatEntry("geojson", "eventcoder.formats.geojson", "GeoJSON (RFC 7946)", (".geojson",)),
    FormatEntry("jsonld", "eventcoder.formats.jsonld", "JSON-LD: schema.org and SEM", (".jsonld",), ("json-ld",)),
    FormatEntry(
        "newsml-g2", "eventcoder.formats.newsml", "IPTC NewsML-G2 knowledge item", (".newsml.xml", ".xml"), ("newsml",)
    ),
    FormatEntry("parquet", "eventcoder.formats.parquet", "records as Parquet", (".parquet",), (), {"kind": "parquet"}),
    FormatEntry(
        "arrow",
        "eventcoder.formats.parquet",
        "records as Arrow IPC (Feather)",
        (".arrow", ".feather"),
        (),
        {"kind": "arrow"},
    ),
    *(
        FormatEntry(
            name, "eventcoder.formats.tables", title, (), aliases, {"format": name}, writes=name not in ONLY_READ
        )
        for name, title, aliases in (
            ("gdelt1-events", "GDELT 1.0 events", ("gdelt1",)),
            ("gdelt2-events", "GDELT 2.0 events", ("gdelt2", "gdelt")),
            ("icews", "ICEWS events", ()),
            ("acled", "ACLED events", ()),
            ("acled-monadic", "ACLED events, a row an actor", ()),
            ("ucdp-ged", "UCDP GED events", ("ucdp", "ged")),
            ("phoenix", "Phoenix daily events", ()),
            ("phoenix-cline", "Cline Center historical Phoenix", ("cline",)),
            ("petrarch", "PETRARCH and PETRARCH2 output", ("petrarch2",)),
            ("keds", "KEDS and TABARI events", ("tabari",)),
            ("polecat", "POLECAT events", ()),
        )
    ),
    FormatEntry("csv", "eventcoder.formats.delimited", "records as a flat table, by commas", (".csv",)),
    FormatEntry(
        "tsv",
        "eventcoder.formats.delimited",
        "records as a flat table, by tabs",
        (".tsv", ".tab"),
        (),
        {"delimiter": "\t"},
    ),
    FormatEntry(
        name="record",
        module="eventcoder.formats.native",
        title="our own records, one a line",
        endings=(".jsonl", ".ndjson", ".json"),
        aliases=("jsonl", "native"),
    ),
)
"""Every format, in the order in which endings are tried."""

NATIVE = FORMATS[-1]


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
        meant = did_you_mean(name, [each for entry in FORMATS for each in (entry.name, *entry.aliases)])
        raise EventcoderError(f"there is no format {name!r}{meant}; there is {_names()}")
    if not isinstance(path, str | PurePath):
        return NATIVE
    file = PurePath(path).name.lower().removesuffix(".gz")
    for entry in FORMATS:
        if file.endswith(entry.endings):
            return entry
    raise EventcoderError(f"the ending of {str(path)!r} means no format; say which it is: {_names()}")


def _names() -> str:
    return ", ".join(entry.name for entry in FORMATS)
