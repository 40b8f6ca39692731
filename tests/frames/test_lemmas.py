from pathlib import Path

import pytest

from eventcoder.errors import CodebookError
from eventcoder.frames.lemmas import correct_lemmas, read_lemmas
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse


def write(folder: Path, body: str) -> Path:
    (folder / "frames" / "en").mkdir(parents=True)
    (folder / "frames" / "en" / "lemmas.csv").write_text(body)
    return folder


def test_lemmas_upper_layer_wins(tmp_path: Path) -> None:
    lower = write(tmp_path / "a", "form,lemma\nfined,fin\nraped,rape\n")
    upper = write(tmp_path / "b", "form,lemma\nfined,fine\n")
    assert read_lemmas([lower, upper, tmp_path / "none"]) == {"fined": "fine", "raped": "rape"}


def test_lemmas_of_a_malformed_table_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="lemmas"):
        read_lemmas([write(tmp_path, "form,lema\nfined,fine\n")])


def test_correct_lemmas_of_verbs_only() -> None:
    words, classes = ["Fined", "fined"], [L.NAME, L.VERB]
    parse = Parse(
        "Fined fined",
        0,
        words,
        [0, 6],
        [5, 11],
        ["fined", "fin"],
        classes,
        ["", L.PAST],
        [1, -1],
        [L.SUBJECT, L.ROOT],
        ["", ""],
    )
    correct_lemmas(parse, {"fined": "fine"})
    assert parse.lemmas == ["fined", "fine"]
