"""Exceptions: failures that stop a piece of work. Problems in data and rules are findings, not exceptions.

EventcoderError
  ├─ ResourceError     a codebook, schema or other packaged file cannot be found or read
  ├─ CodebookError     a codebook has errors; carries the findings
  ├─ InputError        an input file cannot be read at all
  ├─ ParserError       the syntactic parser is missing or unusable
  ├─ LossError         a conversion that may lose nothing would lose something
  └─ RecordError       an event cannot be written as asked
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventcoder.findings import Finding

__all__ = [
    "CodebookError",
    "EventcoderError",
    "InputError",
    "LossError",
    "ParserError",
    "RecordError",
    "ResourceError",
    "did_you_mean",
]


class EventcoderError(Exception):
    """Base of every exception that this library raises on purpose."""


class ResourceError(EventcoderError):
    """A codebook, schema or other packaged file cannot be found or read."""


class InputError(EventcoderError):
    """An input file cannot be read at all."""


class ParserError(EventcoderError):
    """The syntactic parser is missing or unusable."""


class RecordError(EventcoderError):
    """An event cannot be written as asked."""


class LossError(EventcoderError):
    """A conversion that may lose nothing would lose something."""


class CodebookError(EventcoderError):
    """A codebook has errors.

    Args:
        message: what cannot be done because of them.
        findings: every problem found, with its place.
    """

    def __init__(self, message: str, findings: Sequence["Finding"] = ()) -> None:
        self.findings = tuple(findings)
        shown = "\n".join(f"  {finding}" for finding in self.findings[:20])
        more = len(self.findings) - 20
        super().__init__(message + (f"\n{shown}" if shown else "") + (f"\n  ... and {more} more" if more > 0 else ""))


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The part of a message that names the nearest of the names that there are; nothing where none is near."""
    near = get_close_matches(name.lower(), list(names), 1)
    return f"; did you mean {near[0]!r}?" if near else ""
