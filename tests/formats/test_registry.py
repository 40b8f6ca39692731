import io
from pathlib import Path

import pytest

from eventcoder.errors import EventcoderError, InputError
from eventcoder.formats import FormatEntry, read_events, write_events
from eventcoder.formats.registry import FORMATS, find_format
from eventcoder.records import Cameo, Entity, Event

EVENT = Event(id="e", date=None, actor=(), event=())


@pytest.mark.parametrize("path", ["a.jsonl", "a.JSONL.gz", Path("x/a.ndjson"), "a.json"])
def test_registry_finds_a_format_by_the_ending(path: object) -> None:
    assert find_format(path=path).name == "record"


@pytest.mark.parametrize("name", ["record", "jsonl", "native"])
def test_registry_finds_a_format_by_name_whatever_the_ending(name: str) -> None:
    assert find_format(name, "a.xyz").name == "record"


def test_registry_unknown_names_and_endings_are_failures_that_list_the_formats() -> None:
    with pytest.raises(EventcoderError, match="record"):
        find_format("gdelt9")
    with pytest.raises(EventcoderError, match="record"):
        find_format(path="a.xyz")


def test_registry_every_format_can_be_loaded() -> None:
    for entry in FORMATS:
        module = entry.load()
        assert entry.reads or entry.writes
        assert hasattr(module, "read_events") >= entry.reads
        assert hasattr(module, "write_events") >= entry.writes


def test_registry_what_can_only_be_read_says_so() -> None:
    with pytest.raises(EventcoderError, match="'acled' cannot be written"):
        write_events([EVENT], "a.csv", "acled")


def test_formats_dispatch_by_name_and_pass_options_on(tmp_path: Path) -> None:
    assert write_events([EVENT], tmp_path / "a.xyz", "jsonl", check="schema") == 1
    assert list(read_events(tmp_path / "a.xyz", "record")) == [EVENT]
    stream = io.BytesIO(EVENT.to_json())
    assert list(read_events(stream)) == [EVENT]


def test_formats_what_can_only_be_read_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = FormatEntry("half", "eventcoder.findings", "neither reads nor writes", (".half",))
    monkeypatch.setattr("eventcoder.formats.find_format", lambda format, path: entry)
    with pytest.raises(EventcoderError, match="written"):
        write_events([EVENT], "a.half")


def test_formats_the_content_tells_what_a_path_holds(tmp_path: Path) -> None:
    table = (Path(__file__).parents[2] / "examples" / "icews.tab").read_bytes()
    (tmp_path / "what.tab").write_bytes(table)
    assert len(list(read_events(tmp_path / "what.tab"))) == 5
    (tmp_path / "what.txt").write_bytes(b"nothing of the kind\n")
    with pytest.raises(InputError, match="name the format"):
        list(read_events(tmp_path / "what.txt"))


def test_formats_own_options_of_a_table_are_named_like_any_other(tmp_path: Path) -> None:
    event = Event(
        id="e", date="2020-07-30", actor=(Entity(code="USA"),), event=("AID",), cameo=Cameo(code="070", root="07")
    )
    assert write_events([event], tmp_path / "a.txt", "keds", dates="YYMMDD") == 1
    assert (tmp_path / "a.txt").read_text().startswith("200730\t")
    (again,) = read_events(tmp_path / "a.txt", "keds", first_year=1900)
    assert again.date == "1920-07-30"
    with pytest.raises(EventcoderError, match="no option 'day'"):
        write_events([event], tmp_path / "b.txt", "keds", day="YYMMDD")
    with pytest.raises(EventcoderError, match="a number, as 1970, not 'soon'"):
        list(read_events(tmp_path / "a.txt", "keds", first_year="soon"))
    assert not (tmp_path / "b.txt").exists()
