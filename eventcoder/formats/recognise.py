"""Which format a file to be read is in: by its content, else by its name. Imports the registry and validation's
detection.
"""

import re
from contextlib import suppress

from eventcoder.errors import EventcoderError, InputError
from eventcoder.formats.registry import FORMATS, NATIVE, FormatEntry, find_format
from eventcoder.validation.source import Source

__all__ = ["recognise_format"]

MARKS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"PAR1"), "parquet"),
    (re.compile(rb"ARROW1"), "arrow"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<"), "newsml-g2"),
    (re.compile(rb'\s*\{[^{}\[]{0,4000}?"type"\s*:\s*"FeatureCollection"'), "geojson"),
    (re.compile(rb'\s*[{\[].{0,4000}?"@context"\s*:', re.DOTALL), "jsonld"),
)
"""What content without a dialect of validation begins with."""


def recognise_format(source: Source) -> FormatEntry:
    """The format of opened input.

    Args:
        source: the input, of which nothing was read yet.

    Raises:
        InputError: it is damaged, or neither content nor name tell.
    """
    from eventcoder.validation.detect import detect_source

    for pattern, name in MARKS:
        if pattern.match(source.head):
            return find_format(name)
    found = detect_source(source)
    named = None
    with suppress(EventcoderError):
        named = find_format(path=source.file_name or "") if source.file_name else None
    if found.format is not None and found.readable:
        entry = next((each for each in FORMATS if each.name == found.format), None)
        if entry is None:
            raise InputError(f"{source.name} is {found.format}, which is validated but not converted")
        return entry
    if not source.head.strip() and not source.findings:
        return named or NATIVE
    # A table that no dialect fits may still be our own flat one, and records may lack what tells them.
    if named is not None and found.kind != "none":
        return named
    errors = [finding for finding in (*source.findings, *found.findings) if finding.level == "error"]
    if named is not None and [finding.code for finding in errors] in ([], ["EC116"]):
        return named
    reason = errors[0].message if errors else "the format is not recognised"
    hint = f" ({errors[0].hint})" if errors and errors[0].hint else ""
    raise InputError(f"{source.name}: {reason}{hint}; name the format that it is in (on the command line by `--from`)")
