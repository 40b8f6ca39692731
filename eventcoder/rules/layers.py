"""Finds a codebook by name or path, and the codebooks below it that it extends."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path
from types import ModuleType

from eventcoder.errors import ResourceError
from eventcoder.resources import codebooks_folder
from eventcoder.rules.keys import CODEBOOK_KEYS, CODEBOOK_SCHEMA
from eventcoder.rules.problems import Problems, suggest
from eventcoder.rules.shapes import check_keys, check_schema, text_of, texts_of
from eventcoder.rules.yaml_text import Section, Text, read_yaml

__all__ = ["CODEBOOK_FILE", "ENTRY_POINTS", "MAX_LAYERS", "Layer", "content_hash", "find_codebook", "find_layers"]

CODEBOOK_FILE = "codebook.yaml"
ENTRY_POINTS = "eventcoder.codebooks"
"""Entry point group under which other packages offer codebooks."""
MAX_LAYERS = 10
_HASHED = {".yaml", ".csv"}


@dataclass(slots=True)
class Layer:
    """One codebook of a chain: its folder and what its codebook.yaml says."""

    folder: Path
    problems: Problems
    id: str = ""
    version: str = ""
    title: str = ""
    licence: str = ""
    sources: tuple[str, ...] = ()
    extends: Text | None = None
    disable: tuple[Text, ...] = field(default=())


def find_codebook(name_or_path: str | Path) -> Path:
    """The folder of a codebook.

    Args:
        name_or_path: a folder, or the name of a codebook: one that this package brings, or one that another installed
            package offers by the entry point group "eventcoder.codebooks" (a folder as text or Path, a function that
            returns one, or a module whose folder it is).

    Raises:
        ResourceError: there is no such codebook.
    """
    name = str(name_or_path)
    if isinstance(name_or_path, Path) or "/" in name or "\\" in name or name in (".", ".."):
        folder = Path(name_or_path)
        if (folder / CODEBOOK_FILE).is_file():
            return folder
        raise ResourceError(f"no codebook in {name}: a codebook is a folder with {CODEBOOK_FILE}")
    if name and (codebooks_folder(name) / CODEBOOK_FILE).is_file():
        return codebooks_folder(name)
    offered = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if name in offered:
        return _offered_folder(offered[name])
    if name and (Path(name) / CODEBOOK_FILE).is_file():
        return Path(name)
    known = sorted({*offered, *_packaged_names()})
    hint = suggest(name, known) or "known: " + ", ".join(known)
    raise ResourceError(f"no codebook {name!r}: neither a known name nor a folder with {CODEBOOK_FILE} ({hint})")


def _packaged_names() -> Iterable[str]:
    return (path.parent.name for path in codebooks_folder().glob(f"*/{CODEBOOK_FILE}"))


def _offered_folder(point: EntryPoint) -> Path:
    try:
        value = point.load()
        if isinstance(value, ModuleType):
            folder = Path(str(files(value)))
        else:
            folder = Path(value() if callable(value) else value)
    except Exception as error:  # another package's code: whatever it raises, its codebook cannot be had
        raise ResourceError(f"codebook {point.name!r} ({point.value}) cannot be had: {error!r}") from error
    if not (folder / CODEBOOK_FILE).is_file():
        raise ResourceError(f"codebook {point.name!r} ({point.value}): no {CODEBOOK_FILE} in {folder}")
    return folder


def find_layers(name_or_path: str | Path) -> list[Layer]:
    """The codebook and all below it, the lowest first; what is wrong with each is in its `problems`.

    Raises:
        ResourceError: there is no such codebook.
    """
    layers = [_read_layer(find_codebook(name_or_path))]
    seen = {layers[0].folder.resolve()}
    while (extends := layers[0].extends) is not None:
        top = layers[0]
        try:
            beside = (top.folder / extends) / CODEBOOK_FILE
            relative = extends.startswith(".") or ("/" in extends and not Path(extends).is_absolute())
            folder = beside.parent if relative else find_codebook(str(extends))
            if not (folder / CODEBOOK_FILE).is_file():
                raise ResourceError(f"no codebook in {extends}, seen from {top.folder}")
            resolved = folder.resolve()
        except (ResourceError, OSError, ValueError) as error:
            top.problems.error("EC740", str(error), extends, field="extends", value=str(extends))
            break
        if resolved in seen or len(layers) >= MAX_LAYERS:
            why = "leads back to this codebook" if resolved in seen else f"makes more than {MAX_LAYERS} layers"
            top.problems.error("EC741", f"extends: {extends} {why}", extends, field="extends", value=str(extends))
            break
        seen.add(resolved)
        layers.insert(0, _read_layer(folder))
    return layers


def _read_layer(folder: Path) -> Layer:
    path = folder / CODEBOOK_FILE
    problems = Problems(str(path))
    root, findings = read_yaml(path)
    problems.extend(findings)
    layer = Layer(folder, problems)
    if not isinstance(root, Section):
        if root is not None:
            problems.error("EC712", "a codebook file is a mapping", root)
        return layer
    check_schema(root, CODEBOOK_SCHEMA, problems)
    check_keys(root, CODEBOOK_KEYS, problems, required=("id", "version", "title", "licence"))
    layer.id = text_of(root, "id", problems)
    layer.version = text_of(root, "version", problems)
    layer.title = text_of(root, "title", problems)
    layer.licence = text_of(root, "licence", problems)
    layer.sources = tuple(map(str, texts_of(root, "sources", problems)))
    layer.disable = texts_of(root, "disable", problems)
    extends = root.get("extends")
    if isinstance(extends, Text) and extends.strip():
        layer.extends = extends
    elif extends is not None:
        problems.error("EC714", "extends wants the name or path of a codebook", extends, field="extends")
    if layer.disable and layer.extends is None:
        problems.error("EC742", "disable has no codebook below to take rules from", layer.disable[0], field="disable")
    return layer


def content_hash(folders: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of all YAML and CSV files of the folders, in order of name."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
            if path.suffix in _HASHED and path.is_file():
                data = path.read_bytes()
                total.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
                total.update(data)
        total.update(b"\0")
    return total.hexdigest()
