"""YAML read as text: every scalar a string that knows its line, every defect a finding. Knows nothing of rules.

YAML's guesses are not made: `on`, `NO`, `010` and `1.10` stay what was typed. Tags, anchors, aliases, merge keys,
several documents in a file, deep nesting and big files are refused. The text is read as a stream of parser events, not
by composing a node tree, because libyaml's composer recurses and a few thousand brackets end the whole process.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, TypeAlias, cast

import yaml

from eventcoder.findings import Finding
from eventcoder.rules.problems import Problems

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Listing",
    "Node",
    "Section",
    "Text",
    "parse_yaml",
    "read_yaml",
]

MAX_BYTES = 8 * 1024 * 1024
"""Largest file that is read."""
MAX_DEPTH = 24
"""Deepest nesting of lists and mappings that is read."""

_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Text(str):
    """A scalar: a string with the line and column (both from 1) at which it begins."""

    __slots__ = ("column", "line")
    line: int
    column: int


class Listing(list["Node"]):
    """A sequence, with the place at which it begins."""

    __slots__ = ("column", "line")
    line: int
    column: int


class Section(dict[str, "Node"]):
    """A mapping, with the place at which it begins; its keys are `Text`."""

    __slots__ = ("column", "line")
    line: int
    column: int

    def pairs(self) -> Iterator[tuple[Text, "Node"]]:
        """Keys, which know their line, and values."""
        return cast("Iterator[tuple[Text, Node]]", iter(self.items()))


Node: TypeAlias = Text | Listing | Section

_ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
_DROPPED = Text("")  # stands for a key that was refused


class _Stop(Exception):
    """The rest of the file is not read."""


def read_yaml(path: Path, *, skip: Collection[str] = ()) -> tuple[Node | None, tuple[Finding, ...]]:
    """Read a YAML file.

    Args:
        path: the file; its name stands in the findings as given.
        skip: keys whose values are passed over unread, at any depth.

    Returns:
        The value (None where nothing could be read) and what is wrong with the file.
    """
    problems = Problems(str(path))
    try:
        with open(path, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problems.error("EC707", f"the file cannot be read: {error.strerror or error}")
        return None, problems.findings
    return parse_yaml(data, str(path), skip=skip)


def parse_yaml(
    data: bytes | str, file: str | None = None, *, skip: Collection[str] = ()
) -> tuple[Node | None, tuple[Finding, ...]]:
    """Read YAML text; never raises, whatever the text holds.

    Args:
        data: the text, or its UTF-8 bytes.
        file: name for the findings.
        skip: keys whose values are passed over unread, at any depth.

    Returns:
        The value (None where nothing could be read) and what is wrong with the text.
    """
    problems = Problems(file)
    if len(data) > MAX_BYTES:
        problems.error("EC705", f"the file is larger than {MAX_BYTES:,} bytes", hint="split it")
        return None, problems.findings
    text = _decode(data, problems)
    if text is None:
        return None, problems.findings
    builder = _Builder(problems, frozenset(skip))
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = ", ".join(part for part in (error.context, error.problem) if part)
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        problems.error("EC701", f"not valid YAML: {what}", line=line, column=column, hint=_syntax_hint(what))
        builder.root = None
    except (yaml.YAMLError, UnicodeError) as error:
        place = getattr(error, "position", None)
        line = text.count("\n", 0, place) + 1 if isinstance(place, int) else None
        problems.error("EC701", f"not valid YAML: {getattr(error, 'reason', error)}", line=line)
        builder.root = None
    if builder.root is None and not problems.findings:
        problems.error("EC708", "the file is empty", line=1)
    return builder.root, problems.findings


def _decode(data: bytes | str, problems: Problems) -> str | None:
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.error("EC706", f"not UTF-8: byte {error.start} is {data[error.start]:#04x}", line=line)
        return None


def _syntax_hint(what: str) -> str | None:
    if "cannot start any token" in what or "alphabetic or numeric" in what:
        return "put the value in quotes"
    if "mapping values are not allowed" in what:
        return "put a value that holds ': ' in quotes, and check the indentation"
    return "check indentation, brackets and quotes" if "expected" in what else None


class _Builder:
    """Makes nodes of parser events, without recursion."""

    def __init__(self, problems: Problems, skip: frozenset[str]) -> None:
        self.problems = problems
        self.skip = skip
        self.root: Node | None = None
        self.stack: list[Listing | Section] = []
        self.keys: list[Text | None] = []  # for each open mapping the key that waits for its value
        self.skipping = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        """Take the next parser event (Any: the event classes have no common typed fields)."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if not self.skipping:
                text = Text(event.value)
                text.line, text.column = event.start_mark.line + 1, event.start_mark.column + 1
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event, text)
                self._add(text)
        elif kind in _ENDS:
            if self.skipping:
                self.skipping -= 1
                if not self.skipping:
                    self.keys[-1] = None
            else:
                self.stack.pop()
                self.keys.pop()
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, Section() if kind is yaml.MappingStartEvent else Listing())
        elif kind is yaml.AliasEvent:
            if not self.skipping:
                text = Text("")
                text.line, text.column = event.start_mark.line + 1, event.start_mark.column + 1
                self.problems.error(
                    "EC704", f"alias *{event.anchor}", text, hint="write the value again, or use a word set"
                )
                self._add(text)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                self.problems.error("EC708", "a second YAML document begins here", line=event.start_mark.line + 1)
                raise _Stop

    def _open(self, event: Any, node: Listing | Section) -> None:
        if self.skipping or (self.keys and self.keys[-1] is not None and self.keys[-1] in self.skip):
            self.skipping += 1
            if self.skipping + len(self.stack) <= MAX_DEPTH:
                return
        node.line, node.column = event.start_mark.line + 1, event.start_mark.column + 1
        if len(self.stack) >= MAX_DEPTH or self.skipping:
            self.problems.error("EC705", f"nested deeper than {MAX_DEPTH} levels", node)
            self.root = None
            raise _Stop
        if event.anchor is not None or event.tag is not None:
            self._refuse(event, node)
        self._add(node)
        self.stack.append(node)
        self.keys.append(None)

    def _refuse(self, event: Any, node: Node) -> None:
        if event.tag is not None:
            self.problems.error("EC703", f"tag {event.tag}", node, hint="remove it: every value is text")
        if event.anchor is not None:
            self.problems.error("EC704", f"anchor &{event.anchor}", node, hint="remove it, or use a word set")

    def _add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top, Listing):
            top.append(node)
            return
        key = self.keys[-1]
        if key is not None:
            if key is not _DROPPED:
                top[key] = node
            self.keys[-1] = None
        elif not isinstance(node, Text):
            self.problems.error("EC712", "a list or mapping stands where a key is wanted", node)
            self.keys[-1] = _DROPPED
        elif node == "<<":
            self.problems.error("EC704", "merge key <<", node, hint="write the keys out")
            self.keys[-1] = _DROPPED
        elif node in top:
            self.problems.error("EC702", f"key {str(node)!r} stands twice in this mapping", node, field=str(node))
            self.keys[-1] = _DROPPED
        else:
            self.keys[-1] = node
