import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from eventcoder.errors import InputError
from eventcoder.provenance import Component, Provenance, folder_hash, provenance_path

CODEBOOK = SimpleNamespace(id="default", version="1", content_hash="ab")
PARSER = SimpleNamespace(package="model", version="3.8.0", library="spacy 3.8.7", content_hash="cd")


def test_provenance_names_every_part() -> None:
    found = Provenance.of(CODEBOOK, PARSER)
    assert found.codebook == Component("default", "1", "ab")
    assert found.parser == Component("model", "3.8.0", "cd", "spacy 3.8.7")
    assert found.eventcoder.name == "eventcoder"
    assert len(found.digest) == len(found.eventcoder.content_hash) == 64


def test_provenance_digest_changes_with_each_part_but_not_with_python() -> None:
    found = Provenance.of(CODEBOOK, PARSER)
    assert replace(found, python="2.7").digest == found.digest
    others = [
        replace(found, parser=None),
        replace(found, codebook=replace(found.codebook, content_hash="ff")),
        replace(found, eventcoder=replace(found.eventcoder, version="0")),
    ]
    assert len({found.digest, *(other.digest for other in others)}) == 4


def test_provenance_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = provenance_path(tmp_path / "out.jsonl.gz")
    assert path.name == "out.jsonl.gz.provenance.json"
    options = {"keep": ["negation"], "merge": True, "min_grade": None}
    for found in (Provenance.of(CODEBOOK, PARSER, options), Provenance.of(CODEBOOK)):
        found.write(path)
        assert Provenance.read(path) == found
    assert Provenance.of(CODEBOOK, PARSER, options).digest == Provenance.of(CODEBOOK, PARSER).digest


def test_provenance_of_an_earlier_version_has_no_options(tmp_path: Path) -> None:
    path, found = tmp_path / "p.json", Provenance.of(CODEBOOK)
    path.write_text(json.dumps({name: value for name, value in found.as_dict().items() if name != "options"}))
    assert Provenance.read(path) == found


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "x"}', '{"schema": "eventcoder.provenance/1"}', "\udcff"])
def test_provenance_other_files_are_told_from_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError):
        Provenance.read(path)


def test_provenance_that_was_changed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    Provenance.of(CODEBOOK, PARSER).write(path)
    content = json.loads(path.read_text())
    content["codebook"]["version"] = "2"
    path.write_text(json.dumps(content))
    with pytest.raises(InputError, match="digest"):
        Provenance.read(path)


def test_provenance_folder_hash_sees_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    first = folder_hash(tmp_path, (".py",))
    (tmp_path / "b.txt").write_text("2")
    assert folder_hash(tmp_path, (".py",)) == first
    (tmp_path / "a.py").rename(tmp_path / "c.py")
    assert folder_hash(tmp_path, (".py",)) != first
