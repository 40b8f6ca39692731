"""Keeps records that could not be converted: what was wrong, and the line as it stands in the source.

Imports findings, errors and validation's opening of files.
"""

from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import orjson

from eventcoder.errors import InputError
from eventcoder.findings import Finding
from eventcoder.formats.paths import is_path
from eventcoder.validation.source import Source, open_source

__all__ = ["RejectFile"]

RAW_BYTES = 1_000_000
"""Bytes of a rejected line that are kept."""


class RejectFile:
    """Takes findings; those of level "error" become lines of a file, which is opened with the first of them.

    A line is the finding as a JSON object, with the line of the source in `raw` where the source is a file. Findings
    should come in the order of the source, which is then read once beside the conversion.

    Args:
        path: the file; None to count only.
    """

    def __init__(self, path: str | Path | None) -> None:
        self.path = None if path is None else Path(path)
        self.count = 0
        self._stream: BinaryIO | None = None
        self._lines: _Lines | None = None

    def add(self, finding: Finding) -> None:
        """Take a finding.

        Raises:
            InputError: the file cannot be written.
        """
        if finding.level != "error":
            return
        self.count += 1
        if self.path is None:
            return
        if self._stream is None:
            try:
                self._stream = open(self.path, "wb")  # noqa: SIM115  (closed by `close`)
            except OSError as error:
                raise InputError(f"{self.path}: cannot be written: {error.strerror}") from error
        entry = finding.as_dict() | {"raw": self._raw(finding)}
        self._stream.write(orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        """Close what was opened."""
        for each in (self._stream, self._lines):
            if each is not None:
                each.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _raw(self, finding: Finding) -> str:
        """The line of the source that a finding is on; what the finding shows of it where that cannot be had."""
        if finding.line is None or finding.file is None or not is_path(finding.file):
            return finding.value or ""
        if self._lines is None or self._lines.file != finding.file or self._lines.number > finding.line:
            if self._lines is not None:
                self._lines.close()
            try:
                self._lines = _Lines(finding.file)
            except InputError:
                self._lines = None
                return finding.value or ""
        return self._lines.line(finding.line)


class _Lines:
    """The lines of a file, read forwards."""

    def __init__(self, file: str) -> None:
        self.file, self.number, self._line = file, 0, b""
        self._source: Source = open_source(file)

    def line(self, number: int) -> str:
        while self.number < number:
            self._line = self._source.stream.readline(RAW_BYTES)
            rest = self._line
            while rest and not rest.endswith(b"\n"):
                rest = self._source.stream.readline(RAW_BYTES)
            self.number += 1
        return self._line.rstrip(b"\r\n").decode("utf-8", "backslashreplace")

    def close(self) -> None:
        self._source.close()
