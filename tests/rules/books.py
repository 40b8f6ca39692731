"""Small codebooks in a temporary folder, for the tests of rules/."""

from pathlib import Path

from eventcoder.rules.legal import LegalCodes

ANY_CODES = LegalCodes()
"""Nothing to check codes against."""
PREPOSITIONS = "schema: eventcoder.words/1\nwords: {PREPOSITIONS: [of, with, on, against, under, in front of]}\n"


def write_codebook(folder: Path, rules: str = "", *, extends: str = "", more: str = "", **files: str) -> Path:
    """Write a codebook: codebook.yaml, prepositions, rules/en/main.yaml with the given body, and other rule files.

    Args:
        folder: the new folder.
        rules: what follows `schema:` in main.yaml.
        extends: value of `extends:`.
        more: further lines of codebook.yaml.
        files: stem of further files in rules/en to their body; composition is a CSV file.
    """
    (folder / "rules" / "en").mkdir(parents=True)
    head = f"schema: eventcoder.codebook/1\nid: {folder.name}\nversion: '1'\ntitle: t\nlicence: MIT\n"
    below = f"extends: {extends}\n" if extends else ""
    (folder / "codebook.yaml").write_text(head + below + more, encoding="utf-8")
    if not extends:
        (folder / "frames" / "en").mkdir(parents=True)
        (folder / "frames" / "en" / "prepositions.yaml").write_text(PREPOSITIONS, encoding="utf-8")
    for stem, body in {"main": rules, **files}.items():
        if stem == "composition":
            (folder / "rules" / "en" / "composition.csv").write_text(body, encoding="utf-8")
        elif body:
            text = "schema: eventcoder.rules/1\n" + body
            (folder / "rules" / "en" / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return folder


def rule(name: str, verb: str = "hit", plover: str = "ASSAULT", more: str = "") -> str:
    """One rule of a `rules:` list in a line."""
    more = f", {more}" if more else ""
    return f"- {{id: {name}, title: {name}, codes: {{plover: {plover}}}, event: [{{verb: {verb}}}]{more}}}\n"
