from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from eventcoder.errors import ResourceError
from eventcoder.rules import layers
from eventcoder.rules.layers import content_hash, find_codebook, find_layers

from .books import write_codebook


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Offers one codebook by entry point."""

    def offer(name: str, value: object) -> None:
        class Point(EntryPoint):
            def load(self) -> object:
                if isinstance(value, Exception):
                    raise value
                return value

        point = Point(name, "package:thing", layers.ENTRY_POINTS)
        monkeypatch.setattr(layers, "entry_points", lambda *, group: (point,) if group == layers.ENTRY_POINTS else ())

    return offer


def test_layers_default_is_packaged() -> None:
    assert (find_codebook("default") / "codebook.yaml").is_file()


def test_layers_a_folder_is_found_by_path_and_text(tmp_path: Path) -> None:
    folder = write_codebook(tmp_path / "mine")
    assert find_codebook(folder) == find_codebook(str(folder)) == folder


@pytest.mark.parametrize("name", ["defalt", "no/such/folder", "", "..", "a\0b"])
def test_layers_unknown_names_are_refused_in_words(name: str) -> None:
    with pytest.raises(ResourceError, match="codebook"):
        find_codebook(name)


def test_layers_a_misspelt_name_gets_a_suggestion() -> None:
    with pytest.raises(ResourceError, match="'default'"):
        find_codebook("defualt")


def test_layers_entry_point_gives_a_path_a_function_or_a_module(tmp_path: Path, offer: Any) -> None:
    folder = write_codebook(tmp_path / "offered")
    module = ModuleType("offered")
    module.__path__ = [str(folder)]
    module.__spec__ = None
    for value in (folder, str(folder), lambda: folder):
        offer("civil-war", value)
        assert find_codebook("civil-war") == folder


def test_layers_entry_point_module_is_its_folder(tmp_path: Path, offer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_codebook(tmp_path / "book_package")
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    import book_package  # type: ignore[import-not-found]

    offer("civil-war", book_package)
    assert find_codebook("civil-war") == folder


@pytest.mark.parametrize("value", [ValueError("broken"), 7, "/no/such/folder"])
def test_layers_a_broken_entry_point_is_named(value: object, offer: Any) -> None:
    offer("civil-war", value)
    with pytest.raises(ResourceError, match="civil-war"):
        find_codebook("civil-war")


def test_layers_lowest_first_and_relative_paths(tmp_path: Path) -> None:
    write_codebook(tmp_path / "low")
    write_codebook(tmp_path / "middle", extends="../low")
    top = write_codebook(tmp_path / "top", extends="../middle")
    assert [layer.id for layer in find_layers(top)] == ["low", "middle", "top"]


def test_layers_extends_an_offered_codebook(tmp_path: Path, offer: Any) -> None:
    offer("civil-war", write_codebook(tmp_path / "offered"))
    top = write_codebook(tmp_path / "top", extends="civil-war")
    assert [layer.id for layer in find_layers(top)] == ["offered", "top"]


def test_layers_a_circle_is_a_finding(tmp_path: Path) -> None:
    write_codebook(tmp_path / "one", extends="../two")
    write_codebook(tmp_path / "two", extends="../one")
    found = find_layers(tmp_path / "one")
    assert [layer.id for layer in found] == ["two", "one"]
    assert [finding.code for finding in found[0].problems.findings] == ["EC741"]


def test_layers_too_many_are_a_finding(tmp_path: Path) -> None:
    write_codebook(tmp_path / "b0")
    for i in range(1, 12):
        write_codebook(tmp_path / f"b{i}", extends=f"../b{i - 1}")
    found = find_layers(tmp_path / "b11")
    assert len(found) == layers.MAX_LAYERS
    assert [finding.code for finding in found[0].problems.findings] == ["EC741"]


def test_layers_content_hash_sees_every_byte_and_name(tmp_path: Path) -> None:
    folder = write_codebook(tmp_path / "mine", "title: a\n")
    before = content_hash([folder])
    assert content_hash([folder]) == before
    (folder / "note.txt").write_text("no part of the codebook")
    assert content_hash([folder]) == before
    rules = folder / "rules" / "en" / "main.yaml"
    rules.write_text(rules.read_text() + "# b\n")
    after = content_hash([folder])
    assert after != before
    rules.rename(rules.with_name("other.yaml"))
    assert content_hash([folder]) not in (before, after)


def test_layers_content_hash_is_that_of_the_content_not_of_the_place(tmp_path: Path) -> None:
    one, two = (write_codebook(tmp_path / part / "mine", "title: a\n") for part in ("x", "y"))
    assert content_hash([one]) == content_hash([two])
