"""Lemmas of verb forms that the parser gets wrong, mended from a table of the codebook."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from eventcoder.errors import CodebookError
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse
from eventcoder.tables import read_table

__all__ = ["correct_lemmas", "read_lemmas"]

TABLE = ("frames", "en", "lemmas.csv")
COLUMNS = ("form", "lemma")


def read_lemmas(folders: Iterable[Path]) -> Mapping[str, str]:
    """Verb form -> lemma, from the layers of a codebook, the lowest first.

    Raises:
        CodebookError: a table is malformed.
    """
    found: dict[str, str] = {}
    for folder in folders:
        path = folder.joinpath(*TABLE)
        if path.is_file():
            table = read_table(path, COLUMNS)
            if table.findings:
                raise CodebookError(f"the table of lemmas in {path.parent} cannot be read", table.findings)
            found.update((row["form"], row["lemma"]) for row in table.rows)
    return found


def correct_lemmas(parse: Parse, lemmas: Mapping[str, str]) -> None:
    """Mend the lemmas of a parse's verbs, in place."""
    for token, word_class in enumerate(parse.classes):
        if word_class == L.VERB and (lemma := lemmas.get(parse.words[token].lower())) is not None:
            parse.lemmas[token] = lemma
