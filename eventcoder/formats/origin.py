"""What a converted file was made from: OUT.provenance.json beside it. Imports provenance and output.

It names every source with its SHA-256, the release of eventcoder, formats, options, counts and losses; for a source
that has a provenance of its own (records made by `eventcoder code`, or a conversion before) that is in it, too.
"""

import hashlib
import platform
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from eventcoder.formats.paths import is_path
from eventcoder.output import open_output
from eventcoder.provenance import own_component, provenance_path

if TYPE_CHECKING:
    from eventcoder.formats.convert import ConversionReport

__all__ = ["SCHEMA", "conversion_provenance", "source_provenance", "write_conversion_provenance"]

SCHEMA = "eventcoder.conversion/1"


def source_provenance(sources: Sequence[str], to: str) -> dict[str, Any]:
    """What is known of a conversion before it is done: for formats with room for it in the file itself.

    Args:
        sources: names of the sources.
        to: name of the format to write.
    """
    return {
        "schema": SCHEMA,
        "eventcoder": asdict(own_component()),
        "sources": [{"file": name} | _file(name) for name in sources],
        "to": to,
    }


def conversion_provenance(report: "ConversionReport", options: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What stands behind a conversion, as a JSON-ready mapping.

    Args:
        report: of the conversion.
        options: that it was asked for with.
    """
    told = report.as_dict()
    return {
        "schema": SCHEMA,
        "eventcoder": asdict(own_component()),
        "python": platform.python_version(),
        "sources": [source | _file(source["file"]) for source in told["sources"]],
        "to": report.to,
        "options": dict(options or {}),
        **{name: told[name] for name in ("read", "rejected", "folded", "dropped", "written", "rows", "losses")},
    }


def write_conversion_provenance(
    report: "ConversionReport", target: str | Path, options: Mapping[str, Any] | None = None
) -> Path:
    """Write it beside the output.

    Args:
        report, options: as for conversion_provenance.
        target: the output.

    Returns:
        The file.

    Raises:
        RecordError: it cannot be written.
    """
    path = provenance_path(target)
    with open_output(path) as stream:
        content = conversion_provenance(report, options)
        stream.write(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    return path


def _file(name: str) -> dict[str, Any]:
    """Length and hash of a source that is a file, and its own provenance."""
    path = Path(name)
    if not is_path(name) or not path.is_file():
        return {}
    with path.open("rb") as stream:
        found: dict[str, Any] = {
            "bytes": path.stat().st_size,
            "sha256": hashlib.file_digest(stream, "sha256").hexdigest(),
        }
    with suppress(OSError, orjson.JSONDecodeError):
        found["provenance"] = orjson.loads(provenance_path(path).read_bytes())
    return found
