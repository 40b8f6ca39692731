"""Codes news sentences into political events by readable rules, and validates and converts event data files.

    from eventcoder import Coder
    for event in Coder().code("Jordan sent 40 trucks of food to Gaza on Monday.", date="2024-03-05"):
        print(event.to_json().decode())

Names are loaded when first used, so that `import eventcoder` costs next to nothing and validation never loads a parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from eventcoder._version import __version__

if TYPE_CHECKING:
    from eventcoder.coder import Coder
    from eventcoder.documents import Document, read_documents
    from eventcoder.errors import EventcoderError
    from eventcoder.findings import Finding
    from eventcoder.formats import read_events, write_events
    from eventcoder.formats.convert import ConversionReport, convert
    from eventcoder.records import Claim, Entity, Event
    from eventcoder.rules.load import load_codebook
    from eventcoder.validation import ValidationReport, validate

__all__ = [
    "Claim",
    "Coder",
    "ConversionReport",
    "Document",
    "Entity",
    "Event",
    "EventcoderError",
    "Finding",
    "ValidationReport",
    "__version__",
    "convert",
    "load_codebook",
    "read_documents",
    "read_events",
    "validate",
    "write_events",
]

_HOMES = {
    "eventcoder.coder": ("Coder",),
    "eventcoder.documents": ("Document", "read_documents"),
    "eventcoder.errors": ("EventcoderError",),
    "eventcoder.findings": ("Finding",),
    "eventcoder.formats": ("read_events", "write_events"),
    "eventcoder.formats.convert": ("ConversionReport", "convert"),
    "eventcoder.records": ("Claim", "Entity", "Event"),
    "eventcoder.rules.load": ("load_codebook",),
    "eventcoder.validation": ("ValidationReport", "validate"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'eventcoder' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
