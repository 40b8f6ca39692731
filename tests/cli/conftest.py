"""A coder that makes an event of every sentence with "attack", so that commands are tested without a parser."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

import orjson
import pytest

from eventcoder.documents import Document


@dataclass
class FakeEvent:
    id: str
    text: str

    def to_json(self) -> bytes:
        return orjson.dumps({"id": self.id, "text": self.text})


class FakeProvenance:
    def write(self, path: str | Path) -> None:
        Path(path).write_text("{}")


class FakeExplanation:
    def __init__(self, text: str) -> None:
        self.text = text

    def to_text(self, *, everything: bool = False) -> str:
        return f"explained: {self.text}"


class FakeCoder:
    made: list[dict[str, Any]]
    written: list[dict[str, Any]]

    def __init__(self, codebook: str = "default", **options: Any) -> None:
        type(self).made.append({"codebook": codebook, **options})
        self.provenance = FakeProvenance()

    def results(
        self, documents: Iterable[Document], n_process: int = 1
    ) -> Iterator[tuple[Document, list[FakeEvent], int]]:
        for document in documents:
            if document.text == "crash":
                raise RuntimeError("it broke\nbadly")
            events = [FakeEvent(document.id, document.text)] if "attack" in document.text else []
            yield document, events, document.text.count("doubtful")

    def explain(self, text: str, *, date: object = None) -> FakeExplanation:
        return FakeExplanation(text)


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch) -> type[FakeCoder]:
    """The fake in the place of eventcoder.coder; `made` and `written` list the options of making and writing."""
    FakeCoder.made, FakeCoder.written = [], []
    module = ModuleType("eventcoder.coder")
    module.Coder = FakeCoder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "eventcoder.coder", module)

    def write_events(
        events: Iterable[FakeEvent], target: str | BinaryIO, format: str | None = None, **options: Any
    ) -> None:
        FakeCoder.written.append(options)
        content = b"".join(event.to_json() + b"\n" for event in events)
        if isinstance(target, str):
            Path(target).write_bytes(content)
        else:
            target.write(content)

    monkeypatch.setattr("eventcoder.formats.write_events", write_events)
    return FakeCoder
