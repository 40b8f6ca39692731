"""Which code, codebook and parser made a file of events. Imports output and errors alone.

Each record holds the `digest`; the file's `OUT.provenance.json` says what stands behind it.
"""

import hashlib
import platform
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol, Self

import orjson

from eventcoder._version import __version__
from eventcoder.errors import InputError
from eventcoder.output import open_output

__all__ = ["CodebookLike", "Component", "ParserLike", "Provenance", "folder_hash", "own_component", "provenance_path"]

SCHEMA = "eventcoder.provenance/1"


class CodebookLike(Protocol):
    """What provenance wants to know of a codebook."""

    @property
    def id(self) -> str:
        """Its identifier."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def content_hash(self) -> str:
        """SHA-256 over its files."""


class ParserLike(Protocol):
    """What provenance wants to know of a parser."""

    @property
    def package(self) -> str:
        """Package that holds the model."""

    @property
    def version(self) -> str:
        """The model's version."""

    @property
    def library(self) -> str:
        """The library that runs it, with its version, e.g. "spacy 3.8.7"."""

    @property
    def content_hash(self) -> str:
        """SHA-256 over the model's files."""


@dataclass(frozen=True, slots=True)
class Component:
    """A part that decides what is coded.

    Attributes:
        name: name of the package or codebook.
        version: its version.
        content_hash: SHA-256 (hexadecimal) over its files, so that changes without a new version show too.
        library: what runs it, with its version; "" for a part that runs by itself.
    """

    name: str
    version: str
    content_hash: str
    library: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the events.

    Attributes:
        eventcoder: this package.
        codebook: the codebook, with all layers below it.
        parser: the syntactic parser; None where parses were given.
        python: version of Python; not part of the digest, since it does not decide what is coded.
        options: what the caller asked of the coder (name -> value); not part of the digest, since it decides which
            events are written, not what they are. Empty in files of earlier versions.
    """

    eventcoder: Component
    codebook: Component
    parser: Component | None
    python: str
    options: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(
        cls, codebook: CodebookLike, parser: ParserLike | None = None, options: Mapping[str, object] | None = None
    ) -> Self:
        """The provenance of what this installation codes with a codebook and a parser.

        Args:
            codebook: a loaded codebook.
            parser: the parser's identity; None where parses are given.
            options: what the caller asked of the coder; JSON values.
        """
        model = None if parser is None else _model(parser)
        return cls(
            eventcoder=own_component(),
            codebook=Component(codebook.id, codebook.version, codebook.content_hash),
            parser=model,
            python=platform.python_version(),
            options=dict(options or {}),
        )

    @property
    def digest(self) -> str:
        """SHA-256 (hexadecimal) over eventcoder, codebook and parser: what stands in every record."""
        parts = [self.eventcoder, self.codebook, self.parser]
        return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The provenance as a JSON-ready mapping, with its digest."""
        return {"schema": SCHEMA, "digest": self.digest, **asdict(self)}

    def write(self, path: str | Path) -> None:
        """Write it as JSON; see provenance_path for where it belongs.

        Raises:
            RecordError: the file cannot be written.
        """
        with open_output(path) as stream:
            stream.write(orjson.dumps(self.as_dict(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read what `write` wrote.

        Raises:
            InputError: the file cannot be read, is no provenance, or its digest does not fit its content.
        """
        try:
            found = orjson.loads(Path(path).read_bytes())
            if found["schema"] != SCHEMA:
                raise InputError(f"{path} holds {found['schema']!r}; this release reads {SCHEMA!r}")
            parser = found["parser"]
            provenance = cls(
                eventcoder=Component(**found["eventcoder"]),
                codebook=Component(**found["codebook"]),
                parser=None if parser is None else Component(**parser),
                python=str(found["python"]),
                options=dict(found.get("options", {})),
            )
            digest = provenance.digest
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise InputError(f"{path} is no provenance of events: {error!r}") from error
        if digest != found.get("digest"):
            raise InputError(f"{path}: the digest does not fit the content; the file was changed after it was written")
        return provenance


def own_component() -> Component:
    """This package, with the hash of its own modules."""
    return Component("eventcoder", __version__, _own_hash())


def provenance_path(events: str | Path) -> Path:
    """Where the provenance of a file of events stands: beside it, named after it."""
    path = Path(events)
    return path.with_name(f"{path.name}.provenance.json")


def folder_hash(folder: Path, endings: Collection[str] = ()) -> str:
    """SHA-256 (hexadecimal) over names, lengths and bytes of the files of a folder, in order of name.

    Args:
        folder: the folder; compiled Python files are left out.
        endings: endings of the names that count; all by default.

    Raises:
        OSError: a file cannot be read.
    """
    total = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name, path in sorted(files.items()):
        if (not endings or path.suffix in endings) and "__pycache__" not in path.parts:
            content = path.read_bytes()
            total.update(f"{name}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()


def _model(parser: ParserLike) -> Component:
    return Component(parser.package, parser.version, parser.content_hash, parser.library)


@cache
def _own_hash() -> str:
    return folder_hash(Path(__file__).resolve().parent, (".py",))
