"""What the first bytes of a file are: no data at all, JSON, or perhaps a table. Imports unpack alone.

Nothing here parses XML or decodes JSON: a file from outside may be an attack on what does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from eventcoder.findings import Finding, Level
from eventcoder.validation.unpack import compression_of

__all__ = ["DEPTH_LIMIT", "JsonSketch", "not_data", "sketch_json"]

DEPTH_LIMIT = 100
"""Levels of nesting that JSON may have here; event records have at most six."""

BINARY: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (such as an .xls workbook)"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"FEA1", "a Feather file"),
    (b"RDX2\n", "saved R objects"),
    (b"RDX3\n", "saved R objects"),
    (b"X\n\x00\x00\x00", "a saved R object"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\x80\x04\x95", "a pickled Python object"),
    (b"\x80\x05\x95", "a pickled Python object"),
    (b"Obj\x01", "an Avro file"),
    (b"ORC", "an ORC file"),
    (b"<stata_dta>", "a Stata data set"),
    (b"$FL2", "an SPSS data set"),
    (b"DUCK", "a DuckDB database"),
)
"""First bytes of files that hold no text (from the file formats' own specifications)."""

POINTER = b"version https://git-lfs.github.com/spec/"
CONTROLS = bytes(set(range(32)) - {0, 9, 10, 12, 13, 27})
MARKUP = re.compile(rb"<(?:!doctype\b|\?xml\b|!--|[a-z][a-z0-9:._-]{0,60}[\s/>])", re.IGNORECASE)
ROOT = re.compile(rb"<([a-z_][a-z0-9:._-]{0,60})", re.IGNORECASE)
DECLARATION = re.compile(rb"<!(doctype|entity)\b", re.IGNORECASE)


class Tell(Protocol):
    """Makes a finding."""

    def __call__(self, code: str, message: str, hint: str | None = None, level: Level = "error") -> Finding: ...


def not_data(head: bytes, file: str | None) -> Finding | None:
    """Why a file holds neither a table nor JSON; None where it may hold one.

    Args:
        head: its first bytes, unpacked.
        file: name for the finding.
    """

    def tell(code: str, message: str, hint: str | None = None, level: Level = "error") -> Finding:
        value = head.strip()[:80].decode("utf-8", "replace") if code in ("EC110", "EC111") else None
        return Finding(code=code, level=level, message=message, file=file, line=1, value=value, hint=hint)

    body = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not body.strip(b"\0"):
        if b"\0" in body:
            message = "the file holds nothing but NUL bytes"
            return tell("EC120", message, "it was lost where it was stored or sent; get it again")
        return tell("EC102", "the file is empty", "look at what wrote it, or whether its download failed", "warning")
    if body.startswith(POINTER):
        message = "the file is a pointer of Git LFS, which stands in place of the data"
        return tell("EC111", message, 'fetch the data with "git lfs pull", or download the file itself')
    what = next((name for mark, name in BINARY if head.startswith(mark)), None)
    packed = compression_of(head)
    if packed:
        return tell(
            "EC113", f"the file is packed twice: {packed} within a packed file", "unpack it once, then try again"
        )
    sample = head[: 64 * 1024]
    strange = len(sample) - len(sample.translate(None, CONTROLS))
    if what is None and (strange > 0.02 * len(sample) or sample.count(0) > 0.3 * len(sample)):
        what = "no text"
    if what:
        return tell(
            "EC120", f"the file is {what}", "export the events as text in the format that they were published in"
        )
    return _markup(body, tell) if MARKUP.match(body) else None


def _markup(body: bytes, tell: Tell) -> Finding:
    start = body[:2000].lower()
    if b"<html" in start or start.startswith(b"<!doctype html"):
        message = "the file is a web page, not data"
        hint = "the download gave an error or a login page; open the address in a browser and look"
        return tell("EC110", message, hint)
    declared = {found.lower().decode() for found in DECLARATION.findall(body)}
    if declared:
        what = "entities" if "entity" in declared else "a document type"
        message = f"the file is XML that declares {what}; it was not opened, since such files can harm what reads them"
        return tell("EC125", message, "XML is not validated here; write events without a DOCTYPE")
    root = ROOT.search(body)
    name = f" ({root.group(1).decode()})" if root else ""
    return tell("EC110", f"the file is XML{name}, not a table or JSON", "event files are tables or JSON here")


@dataclass(frozen=True, slots=True)
class JsonSketch:
    """What the beginning of a JSON file looks like.

    Attributes:
        keys: keys of its first records, those of objects in them left out -> first text that stands there ("" where
            the value is no text).
        depth: deepest nesting met.
        records: records begun.
    """

    keys: Mapping[str, str]
    depth: int
    records: int


TOKEN = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"?|([{}\[\]])|([:,])|[^\s"{}\[\]:,]+')


def sketch_json(text: str) -> JsonSketch:
    """Look over the beginning of a JSON file without decoding it.

    Args:
        text: the beginning; it may end anywhere.
    """
    array = text.lstrip().startswith("[")
    level = 2 if array else 1
    depth = deepest = records = 0
    keys: dict[str, str] = {}
    key: str | None = None
    word: str | None = None
    for token in TOKEN.finditer(text):
        bracket, mark = token.group(2), token.group(3)
        if bracket in ("{", "["):
            depth += 1
            deepest = max(deepest, depth)
            records += bracket == "{" and depth == level
            key = word = None
        elif bracket:
            depth -= 1
            key = word = None
        elif mark == ":":
            if depth == level and word is not None:
                key = word
                keys.setdefault(key, "")
            word = None
        elif mark:
            key = word = None
        elif token.group(1) is not None:
            word = token.group(1)
            if key is not None and depth == level and not keys[key]:
                keys[key] = word
        else:
            word = None
    return JsonSketch(keys, deepest, records)
