"""Reads a JSON object whose records are the items of one list in it, as GeoJSON and JSON-LD have them, item by item.

Memory holds one item, not the file. Behind a fault in an item reading goes on with the next one that begins a line as
the first did. Imports json_text and findings.
"""

import codecs
import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from eventcoder.errors import InputError
from eventcoder.findings import Finding
from eventcoder.json_text import BAD_PACKING, LINE_LIMIT, JsonDecoder, JsonFault, JsonValue

__all__ = ["JsonCollection"]

BLOCK = 1 << 16
"""Bytes that are read at once, at least."""
NEAR = 16
"""A fault that is so near to the end of what was read may be for want of the rest."""
SPACE = re.compile(r"[ \t\r\n]*")


class JsonCollection:
    """One pass over one file.

    Args:
        stream: the bytes.
        member: the list's name.
        file: name for findings.

    Attributes:
        members: the other members of the object, as far as they were read.
        found: whether the list is there.
    """

    def __init__(self, stream: BinaryIO, member: str, file: str | None = None) -> None:
        self.members: dict[str, Any] = {}
        self.found = False
        self._stream, self._member, self._file = stream, member, file
        self._decoder = JsonDecoder()
        self._bytes = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        # What was read and is not done with; the place in it; the line and the characters before it on its first line.
        self._text, self._at, self._line, self._before, self._ended = "", 0, 1, 0, False
        self._start, self._row = 0, 0

    def items(self) -> Iterator[JsonValue | Finding]:
        """The items of the list in order, with a finding for each that cannot be read; never fails on content.

        Raises:
            InputError: the stream cannot be read at all.
        """
        try:
            yield from self._object()
        except BAD_PACKING as error:
            yield self._finding("EC106", f"the compressed file is damaged or cut off: {error}", self._line)
        except OSError as error:
            raise InputError(f"{self._file or 'the input'} cannot be read: {error.strerror or error}") from error

    def _object(self) -> Iterator[JsonValue | Finding]:
        if not self._peek():
            yield self._finding("EC102", "the file is empty", level="warning")
            return
        try:
            self._take("{", "an object is wanted")
            more = self._peek() != "}"
            while more:
                key = self._value()
                self._take(":", "a colon is wanted")
                if key == self._member and self._peek() == "[" and not self.found:
                    self.found = True
                    if not (yield from self._list()):
                        return
                elif isinstance(key, str):
                    self.members[key] = self._value()
                else:
                    raise JsonFault("a name in quotes is wanted", self._start)
                more = self._goes_on("}")
            if self._peek():
                raise JsonFault("more text behind the object", self._at)
        except JsonFault as fault:
            yield self._malformed(fault, None, "what follows is not read")

    def _list(self) -> Generator[JsonValue | Finding, None, bool]:
        """The items; returns whether the list was read to its end."""
        self._take("[", "")
        more = self._peek() != "]"
        if not more:
            self._take("]", "")
        again = self._beginning()
        while more:
            self._row += 1
            line = self._place(self._at)[0]
            read = False
            try:
                value = self._value()
                read = True
                yield from self._item(value, line)
                more = self._goes_on("]")
                self._peek()
            except JsonFault as fault:
                if read and self._peek() == "{":  # a comma is missing
                    yield self._malformed(fault, None)
                    continue
                finding = self._malformed(fault, None if read else self._row)
                more = self._skip_to(again)
                yield finding if more else replace(finding, hint="what follows is not read")
                if not more:
                    return False
        return True

    def _item(self, value: Any, line: int) -> Iterator[JsonValue | Finding]:
        for key in self._decoder.twice:
            message = f"the key {key!r} stands twice in one object; the last one counts"
            yield self._finding("EC204", message, line, row=self._row, field=key, hint="keep one of them")
        text = self._text[self._start : self._at]
        try:
            text.encode()
        except UnicodeEncodeError as error:
            bad = "0x" + text[error.start : error.end].encode("utf-8", "surrogateescape").hex()
            hint = "convert the file to UTF-8 from the encoding it was written in"
            yield self._finding("EC103", "bytes of the record are no UTF-8", line, row=self._row, value=bad, hint=hint)
        else:
            yield JsonValue(value, self._row, line)

    def _value(self) -> Any:
        """The value that stands here, read whole; the place is behind it then."""
        self._peek()
        while True:
            try:
                value, end = self._decoder.decode(self._text, self._at)
            except JsonFault as fault:
                cut = fault.position >= len(self._text) - NEAR or fault.reason.startswith("Unterminated")
                if self._ended or not cut:
                    raise
            else:
                whole = isinstance(value, dict | list | str)  # a number may go on
                if self._ended or whole or end < len(self._text) - NEAR:
                    self._start, self._at = self._at, end
                    return value
            self._fill()

    def _peek(self) -> str:
        """The next character that is no white space, "" at the end; the place is on it then."""
        while True:
            found = SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text) or not self._fill():
                return self._text[self._at : self._at + 1]

    def _take(self, character: str, reason: str) -> None:
        if self._peek() != character:
            raise JsonFault(reason, self._at)
        self._at += 1

    def _goes_on(self, closing: str) -> bool:
        """Whether a comma follows; else the closing bracket must."""
        more = self._peek() == ","
        self._take("," if more else closing, f"a comma or {closing} is wanted")
        return more

    def _fill(self) -> bool:
        """Read on, and forget what is done with.

        Returns:
            Whether there was more to read.

        Raises:
            JsonFault: one item is longer than any sound one.
        """
        rest = len(self._text) - self._at
        if rest > LINE_LIMIT:
            raise JsonFault(f"an item has more than {LINE_LIMIT:,} characters", self._at)
        if self._ended:
            return False
        self._line, column = self._place(self._at)
        self._before = column - 1
        data = self._stream.read(max(BLOCK, rest))
        self._ended = not data
        more = self._bytes.decode(data, final=self._ended)
        self._text, self._at = self._text[self._at :] + more, 0
        return bool(data)

    def _place(self, position: int) -> tuple[int, int]:
        """Line and column of a character, from 1."""
        start = self._text.rfind("\n", 0, position) + 1
        before = self._before if start == 0 else 0
        return self._line + self._text.count("\n", 0, position), position - start + before + 1

    def _beginning(self) -> re.Pattern[str]:
        """What an item begins with: its line's white space, if it begins a line."""
        before = self._text[self._text.rfind("\n", 0, self._at) + 1 : self._at]
        return re.compile(r"\n" + (before if not before.strip() else "") + r"(?=\{)")

    def _skip_to(self, beginning: re.Pattern[str]) -> bool:
        """Go to the next item; False where there is none."""
        self._at += 1
        while True:
            found = beginning.search(self._text, self._at)
            if found:
                self._at = found.end()
                return True
            self._at = max(self._at, self._text.rfind("\n"))
            if not self._fill():
                return False

    def _malformed(self, fault: JsonFault, row: int | None, hint: str | None = None) -> Finding:
        line, column = self._place(fault.position)
        around = self._text[max(fault.position - 20, 0) : fault.position + 40].split("\n")
        value = max(around, key=len).encode("utf-8", "backslashreplace").decode()
        reason = fault.reason if self._text[fault.position :] else f"the file ends too early ({fault.reason})"
        return self._finding("EC104", f"no JSON: {reason}", line, column=column, row=row, value=value, hint=hint)

    def _finding(self, code: str, message: str, line: int = 1, **more: Any) -> Finding:
        level = more.pop("level", "error")
        return Finding(code=code, level=level, message=message, file=self._file, line=line, **more)
