"""Loads a codebook: all its layers, word sets, rules and composition table, as values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eventcoder.errors import CodebookError
from eventcoder.findings import Finding
from eventcoder.rules.composition_table import read_composition
from eventcoder.rules.keys import RULES_FILE_KEYS, RULES_SCHEMA, WORDS_FILE_KEYS, WORDS_SCHEMA
from eventcoder.rules.layers import Layer, content_hash, find_layers
from eventcoder.rules.legal import LegalCodes, packaged_codes
from eventcoder.rules.model import Codebook, CompositionRow, Rule
from eventcoder.rules.parse_rules import RuleParser
from eventcoder.rules.problems import Problems
from eventcoder.rules.shapes import check_keys, check_schema, text_of
from eventcoder.rules.words import WordBook
from eventcoder.rules.yaml_text import Section, read_yaml

__all__ = ["load_codebook", "read_codebook"]

_NAME = re.compile(rb"[A-Z][A-Z0-9_]+")
_OTHER_USERS = ("claims", "contexts")  # folders whose YAML files may refer to word sets


def load_codebook(name_or_path: str | Path = "default", *, examples: bool = True) -> Codebook:
    """Load a codebook that has no errors.

    Args:
        name_or_path: its name ("default", or one that another package offers) or its folder.
        examples: whether rules keep their examples; without them loading is faster.

    Returns:
        The codebook, with warnings and notes in `findings`.

    Raises:
        CodebookError: the codebook has errors; they are in `findings`.
        ResourceError: there is no such codebook.
    """
    codebook = read_codebook(name_or_path, examples=examples)
    errors = [finding for finding in codebook.findings if finding.level == "error"]
    if errors:
        raise CodebookError(f"codebook {codebook.id or name_or_path} has {len(errors)} errors; mend them first", errors)
    return codebook


def read_codebook(
    name_or_path: str | Path = "default", *, examples: bool = True, legal: LegalCodes | None = None
) -> Codebook:
    """Read a codebook whatever is wrong with it.

    Args:
        name_or_path: its name or its folder.
        examples: whether rules keep their examples.
        legal: the legal codes; those of the packaged ontologies by default.

    Returns:
        What could be read, and all that is wrong in `findings`.

    Raises:
        ResourceError: there is no such codebook.
    """
    layers = find_layers(name_or_path)
    legal = packaged_codes() if legal is None else legal
    files = [[*_read_files(layer, examples)] for layer in layers]
    words = WordBook()
    for found in files:
        words.add_layer((file.words, file.problems, file.is_rules) for file in found if file.words is not None)
    words.expand()
    rules = _merge_rules(layers, files, words, legal, examples)
    composition, composition_findings = _merge_composition(layers, legal)
    words.report_unused(_names_elsewhere(layers))
    findings = [finding for layer in layers for finding in layer.problems.findings]
    findings += [finding for found in files for file in found for finding in file.problems.findings]
    findings += composition_findings
    top = layers[-1]
    folders = tuple(layer.folder for layer in layers)
    return Codebook(
        id=top.id,
        version=top.version,
        title=top.title,
        licence=top.licence,
        sources=tuple(dict.fromkeys(source for layer in layers for source in layer.sources)),
        folders=folders,
        words=words.expanded,
        rules=rules,
        composition=composition,
        content_hash=content_hash(folders),
        findings=tuple(findings),
        word_sets=words.sets(),
    )


@dataclass(slots=True)
class _File:
    """A file with rules or words, read but not yet understood."""

    problems: Problems
    is_rules: bool
    root: Section | None = None
    words: Section | None = None


def _read_files(layer: Layer, examples: bool) -> Iterator[_File]:
    skip = () if examples else ("examples",)
    for part, schema, keys in (("rules", RULES_SCHEMA, RULES_FILE_KEYS), ("frames", WORDS_SCHEMA, WORDS_FILE_KEYS)):
        for path in sorted((layer.folder / part / LANGUAGE).glob("*.y*ml")):
            file = _File(Problems(str(path)), part == "rules")
            if path.suffix != ".yaml":
                file.problems.warning("EC707", "not read: the name of a rule file ends in .yaml")
                yield file
                continue
            root, findings = read_yaml(path, skip=skip)
            file.problems.extend(findings)
            if isinstance(root, Section):
                check_schema(root, schema, file.problems)
                check_keys(root, keys, file.problems)
                text_of(root, "title", file.problems)
                file.root = root
                words = root.get("words")
                if isinstance(words, Section):
                    file.words = words
                elif words is not None:
                    file.problems.error("EC712", "words wants a mapping of NAME: [words]", words, field="words")
            elif root is not None:
                file.problems.error("EC712", f"a file of {part} is a mapping", root)
            yield file


LANGUAGE = "en"
"""Folder of the language within rules/ and frames/."""


def _merge_rules(
    layers: list[Layer], files: list[list[_File]], words: WordBook, legal: LegalCodes, examples: bool
) -> tuple[Rule, ...]:
    """Rules of all layers: an upper layer's rule takes the place of the one with its id below."""
    rules: dict[str, Rule] = {}
    for layer, found in zip(layers, files, strict=True):
        for name in layer.disable:
            if rules.pop(str(name), None) is None:
                layer.problems.error(
                    "EC742",
                    f"disable: no rule {str(name)[:60]!r} in the codebooks below",
                    name,
                    field="disable",
                    value=str(name),
                    choices=rules,
                )
        own: dict[str, Rule] = {}
        for file in found:
            if file.root is None or not file.is_rules or "rules" not in file.root:
                continue
            for rule in RuleParser(words, legal, file.problems, examples).parse(file.root["rules"]):
                if rule.id in own:
                    first = own[rule.id]
                    file.problems.error(
                        "EC717",
                        f"rule {rule.id} stands twice; first in {first.file}:{first.line}",
                        line=rule.line,
                        field="id",
                        value=rule.id,
                    )
                else:
                    own[rule.id] = rule
        rules.update(own)
    return tuple(rules.values())


def _merge_composition(layers: list[Layer], legal: LegalCodes) -> tuple[tuple[CompositionRow, ...], list[Finding]]:
    """Rows of all layers: an upper layer's row takes the place of the one for the same below."""
    rows: dict[tuple[str, str, str], CompositionRow] = {}
    findings: list[Finding] = []
    for layer in layers:
        path = layer.folder / "rules" / LANGUAGE / "composition.csv"
        if path.is_file():
            own, found = read_composition(path, legal)
            rows.update(((row.operator, row.content, row.profile), row) for row in own)
            findings += found
    return tuple(rows.values()), findings


def _names_elsewhere(layers: list[Layer]) -> frozenset[str]:
    """Names in capitals in the codebook's other YAML files, which may be word sets that those refer to."""
    names: set[str] = set()
    for layer in layers:
        for part in _OTHER_USERS:
            for path in sorted((layer.folder / part / LANGUAGE).glob("*.yaml")):
                names.update(name.decode("ascii") for name in _NAME.findall(path.read_bytes()))
    return frozenset(names)
