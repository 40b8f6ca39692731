"""XML files as elements, one by one, in flat memory. Imports errors alone; lxml when it is used.

Nothing is fetched, and no entity is replaced: a document type, which is where entities are declared, is refused, and so
are trees that are deeper or larger than any sound one.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, NamedTuple, cast

from eventcoder.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["XmlFault", "XmlLimits", "XmlStep", "local_name", "read_xml"]

PIECE = 64 * 1024
MISC = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
DOCTYPE = re.compile(rb"<\s*!\s*DOCTYPE", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """What is absurdly large.

    Attributes:
        depth: levels of elements.
        elements: elements within one wanted element, which is held in memory.
    """

    depth: int = 100
    elements: int = 500_000


@dataclass(frozen=True, slots=True)
class XmlFault:
    """Why the rest of a file is not read.

    Attributes:
        kind: "malformed" (no well-formed XML) or "refused" (a document type, or a tree that is too deep or too large).
        reason: in words.
        line, column: where, from 1.
    """

    kind: Literal["malformed", "refused"]
    reason: str
    line: int | None = None
    column: int | None = None


class XmlStep(NamedTuple):
    """An element that begins (only its attributes are sure to be there), or one that is complete."""

    what: Literal["start", "end"]
    element: "_Element"


def local_name(element: "_Element") -> str:
    """Name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def read_xml(
    stream: BinaryIO, opened: Container[str], wanted: Container[str], file: str, limits: XmlLimits | None = None
) -> Iterator[XmlStep | XmlFault]:
    """The elements of an XML file, in order; never fails on content.

    Args:
        stream: the bytes.
        opened: full names ({namespace}name) of elements that are told when they begin.
        wanted: full names of elements that are given whole when they end; of those within one another, the outermost.
            They are emptied when the next step is asked for.
        file: name for failures.
        limits: what is too large.

    Yields:
        The steps, and a fault as the last thing where the rest cannot be read.

    Raises:
        InputError: the stream cannot be read at all.
    """
    from lxml import etree

    limits = limits or XmlLimits()
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    walk = _Walk(opened, wanted, limits)
    head: bytes | None = b""
    while True:
        try:
            piece = stream.read(PIECE)
        except (OSError, EOFError) as error:
            raise InputError(f"{file} cannot be read: {error}") from error
        if head is not None:
            head += piece
            if fault := _refused(head):
                yield fault
                return
            if not piece or _begun(head):
                piece, head = head, None
            elif len(head) < 16 * PIECE:
                continue
            else:
                yield XmlFault("malformed", "no element begins in the first megabyte", 1)
                return
        fault = None
        try:
            parser.feed(piece) if piece else parser.close()
        except etree.XMLSyntaxError as error:
            fault = _malformed(parser, error)
        for found in walk.steps(cast("Iterator[tuple[str, _Element]]", parser.read_events())):
            yield found
            if isinstance(found, XmlFault):
                return
        if fault is not None:
            yield fault
        if fault is not None or not piece:
            return


def _malformed(parser: Any, error: Any) -> XmlFault:
    """The first thing that the parser found wrong; the error itself is often only that the file ends."""
    first = next((entry for entry in parser.feed_error_log if entry.level_name == "FATAL"), None)
    if first is not None:
        return XmlFault("malformed", first.message, first.line, first.column)
    line, column = error.position
    return XmlFault("malformed", (error.msg or "no XML").split(", line ")[0], line or 1, column)


def _refused(head: bytes) -> XmlFault | None:
    """A document type before the first element."""
    plain = _plain(head)
    found = DOCTYPE.search(plain)
    if found is None:
        return None
    first = re.search(rb"<[A-Za-z_:\x80-\xff]", plain)
    if first is not None and first.start() < found.start():
        return None
    return XmlFault(
        "refused", "it has a document type (DOCTYPE), which is not read", plain.count(b"\n", 0, found.start()) + 1
    )


def _begun(head: bytes) -> bool:
    """Whether the first element begins within these bytes."""
    return re.search(rb"<[A-Za-z_:\x80-\xff][^<]*?>", _plain(head)) is not None


def _plain(head: bytes) -> bytes:
    """The bytes of a file's beginning without comments and instructions, whose lines are kept; UTF-16 made bytes."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:8]:
        head = head.replace(b"\0", b"")
    return MISC.sub(lambda found: b"\n" * found[0].count(b"\n"), head)


class _Walk:
    """Follows the parser's events, and clears what is no longer needed."""

    def __init__(self, opened: Container[str], wanted: Container[str], limits: XmlLimits) -> None:
        self.opened, self.wanted, self.limits = opened, wanted, limits
        self._depth = 0
        self._inside: int | None = None  # depth at which the wanted element began
        self._elements = 0
        self._first = True

    def steps(self, events: "Iterator[tuple[str, _Element]]") -> Iterator[XmlStep | XmlFault]:
        for what, element in events:
            if what == "start":
                self._depth += 1
                if self._first:
                    self._first = False
                    if element.getroottree().docinfo.internalDTD is not None:
                        yield XmlFault("refused", "it has a document type (DOCTYPE), which is not read", 1)
                        return
                if self._depth > self.limits.depth:
                    yield self._too_large(f"it is nested more than {self.limits.depth} levels deep", element)
                    return
                if self._inside is not None:
                    self._elements += 1
                    if self._elements > self.limits.elements:
                        yield self._too_large(f"one element holds more than {self.limits.elements:,} others", element)
                        return
                elif element.tag in self.wanted:
                    self._inside, self._elements = self._depth, 0
                elif element.tag in self.opened:
                    yield XmlStep("start", element)
                continue
            if self._inside == self._depth:
                self._inside = None
                yield XmlStep("end", element)
            if self._inside is None:
                _clear(element)
            self._depth -= 1

    @staticmethod
    def _too_large(reason: str, element: "_Element") -> XmlFault:
        line = element.sourceline
        return XmlFault("refused", reason, line if isinstance(line, int) else None)


def _clear(element: "_Element") -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
