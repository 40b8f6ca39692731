"""convert(): every record accounted for, whatever the formats."""

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder import convert
from eventcoder.errors import EventcoderError, InputError, LossError
from eventcoder.findings import Finding
from eventcoder.formats import FormatEntry, registry
from eventcoder.formats.convert import ConversionReport
from eventcoder.formats.losses import Losses
from eventcoder.formats.origin import conversion_provenance, write_conversion_provenance
from eventcoder.formats.tally import Tally
from eventcoder.records import Entity, Event

GOOD = Event(id="e1", date="2024-07-30", actor=(Entity(code="USA"),), event=("ASSAULT",), mode=("aerial",))


def line(name: str) -> bytes:
    return GOOD.model_copy(update={"id": name}).to_json() + b"\n"


def small(name: str) -> FormatEntry:
    return FormatEntry(name, f"tests_formats_{name}", "a format of this test", (f".{name}",))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Adds a format whose module has the functions that are given."""

    def add(name: str, **functions: Any) -> None:
        module = ModuleType(f"tests_formats_{name}")
        for key, function in functions.items():
            setattr(module, key, function)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(registry, "FORMATS", (small(name), *registry.FORMATS))

    return add


def test_convert_counts_what_was_read_written_and_rejected(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(line("a") + b"{\n" + line("b") + b"\xff\n" + b'{"id": "c"}\n')
    told: list[Finding] = []
    report = convert(source, target, report=told.append)
    assert (report.read, report.rejected, report.written, report.dropped) == (5, 3, 2, 0)
    assert report.read == report.rejected + report.folded + report.dropped + report.written
    assert target.read_bytes() == line("a") + line("b")
    assert [finding.line for finding in told if finding.line is not None][:2] == [2, 4]
    assert report.counts["EC104"] == 1
    assert (report.to, report.sources[0].format, report.losses) == ("record", "record", {})
    assert not report.lossless
    assert "5 records, 3 rejected" in report.to_text()


def test_convert_several_sources_make_one_target(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.jsonl").write_bytes(line(name))
    report = convert([tmp_path / "a.jsonl", str(tmp_path / "b.jsonl")], tmp_path / "out.jsonl")
    assert [source.read for source in report.sources] == [1, 1]
    assert (tmp_path / "out.jsonl").read_bytes() == line("a") + line("b")
    assert report.lossless


def test_convert_streams_are_recognised_by_their_content() -> None:
    target = io.BytesIO()
    report = convert(io.BytesIO(line("a")), target)
    assert target.getvalue() == line("a")
    assert report.target == "<stream>"


def test_convert_packed_sources_of_any_kind(tmp_path: Path) -> None:
    import bz2
    import gzip
    import zipfile

    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line("a")))
    (tmp_path / "b.jsonl.bz2").write_bytes(bz2.compress(line("b")))
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("c.jsonl", line("c"))
    (tmp_path / "d.jsonl").write_bytes(line("d").decode().encode("utf-16"))
    report = convert(
        [tmp_path / name for name in ("a.jsonl.gz", "b.jsonl.bz2", "c.zip", "d.jsonl")], tmp_path / "o.jsonl"
    )
    assert (tmp_path / "o.jsonl").read_bytes() == b"".join(map(line, "abcd"))
    assert report.counts == {"EC112": 1}


def test_convert_damaged_packing_is_told_and_what_was_read_is_kept(tmp_path: Path) -> None:
    import bz2

    whole = bz2.compress(b"".join(line(f"e{number}") for number in range(9000)), 1)
    (tmp_path / "a.jsonl.bz2").write_bytes(whole[: len(whole) // 2])
    report = convert(tmp_path / "a.jsonl.bz2", tmp_path / "o.jsonl")
    assert report.counts["EC106"] == 1
    assert report.read == report.written + report.rejected > 0


def test_convert_unknown_content_is_a_failure_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("nothing of the kind\n")
    with pytest.raises(InputError, match="--from"):
        convert(tmp_path / "a.txt", tmp_path / "o.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        convert(tmp_path / "none.jsonl", tmp_path / "o.jsonl")
    assert not (tmp_path / "o.jsonl").exists()


def test_convert_formats_that_are_validated_only_are_named(tmp_path: Path) -> None:
    row = "\t".join(("1", *("20240730000000",) * 2, "1", "a.org", "https://a.org", "1", "-1", "-1", "-1", "1", "50"))
    (tmp_path / "20240730000000.mentions.CSV").write_text((row + "\t100\t-2.5\t\t\n") * 3)
    with pytest.raises(InputError, match="validated but not converted"):
        convert(tmp_path / "20240730000000.mentions.CSV", tmp_path / "o.jsonl")


def test_convert_options_go_to_who_has_them_and_others_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line("a"))
    assert convert(tmp_path / "a.jsonl", tmp_path / "o.jsonl", check="schema").written == 1
    with pytest.raises(EventcoderError, match=r"no option 'chek'.*check"):
        convert(tmp_path / "a.jsonl", tmp_path / "o.jsonl", chek="schema")
    with pytest.raises(EventcoderError, match="no option 'chek'"):
        convert(tmp_path / "a.jsonl", tmp_path / "o.jsonl", format="record", chek="schema")
    with pytest.raises(EventcoderError, match="no option 'losses'"):
        convert(tmp_path / "a.jsonl", tmp_path / "o.jsonl", losses=None)


def lossy(events: Iterable[Event], target: Any, *, losses: Losses, tally: Tally) -> int:
    count = 0
    for event in events:
        if event.id == "drop":
            losses.event("nobody may drop", id=event.id)
            continue
        losses.field("mode", "it has no place", id=event.id)
        count += 1
    tally.rows = 2 * count
    Path(target).write_text("x\n" * 2 * count)
    return count


def test_convert_losses_are_counted_by_kind(tmp_path: Path, made: Callable[..., None]) -> None:
    made("lossy", write_events=lossy)
    (tmp_path / "a.jsonl").write_bytes(line("a") + line("drop") + line("c"))
    report = convert(tmp_path / "a.jsonl", tmp_path / "o.lossy")
    assert (report.read, report.dropped, report.written, report.rows, report.events) == (3, 1, 2, 4, 3)
    assert report.losses == {("record", "nobody may drop"): 1, ("mode", "it has no place"): 2}
    assert [finding.code for finding in report.findings] == ["EC850", "EC851"]
    assert "2 events written in 4 rows, 1 dropped" in report.to_text()


def test_convert_strict_stops_at_the_first_loss_and_writes_nothing(tmp_path: Path, made: Callable[..., None]) -> None:
    made("lossy", write_events=lossy)
    (tmp_path / "a.jsonl").write_bytes(line("a"))
    with pytest.raises(LossError, match="mode"):
        convert(tmp_path / "a.jsonl", tmp_path / "o.lossy", strict=True)
    assert not (tmp_path / "o.lossy").exists()


def test_convert_losses_of_the_reader_count_too(tmp_path: Path, made: Callable[..., None]) -> None:
    def read(source: Any, *, report: Any = None, losses: Losses, tally: Tally) -> Iterator[Event]:
        tally.records, tally.rejected, tally.folded = 4, 0, 1
        losses.event("it is none", id="1")
        losses.field("size", "it is vague")
        yield GOOD
        yield GOOD

    made("from", read_events=read)
    (tmp_path / "a.from").write_text("x")
    report = convert(tmp_path / "a.from", tmp_path / "o.jsonl", format="from")
    assert (report.read, report.folded, report.dropped, report.written) == (4, 1, 1, 2)
    with pytest.raises(LossError, match="left out: it is none"):
        convert(tmp_path / "a.from", tmp_path / "o.jsonl", format="from", strict=True)


def test_convert_a_writer_that_loses_silently_is_found_out(tmp_path: Path, made: Callable[..., None]) -> None:
    made("liar", write_events=lambda events, target: len(list(events)) - 1)
    (tmp_path / "a.jsonl").write_bytes(line("a") + line("b"))
    with pytest.raises(RuntimeError, match="2 events were given"):
        convert(tmp_path / "a.jsonl", tmp_path / "o.liar")


def test_convert_a_reader_that_loses_silently_is_found_out(tmp_path: Path, made: Callable[..., None]) -> None:
    def read(source: Any, *, report: Any = None, tally: Tally) -> Iterator[Event]:
        tally.records, tally.rejected = 3, 1
        yield GOOD

    made("from", read_events=read)
    (tmp_path / "a.from").write_text("x")
    with pytest.raises(RuntimeError, match="of 3 records 1 were rejected"):
        convert(tmp_path / "a.from", tmp_path / "o.jsonl", format="from")


def test_convert_formats_without_the_function_are_told(tmp_path: Path, made: Callable[..., None]) -> None:
    made("half")
    (tmp_path / "a.jsonl").write_bytes(line("a"))
    with pytest.raises(EventcoderError, match="cannot be written"):
        convert(tmp_path / "a.jsonl", tmp_path / "o.half")
    with pytest.raises(EventcoderError, match="cannot be read"):
        convert(tmp_path / "a.jsonl", tmp_path / "o.jsonl", format="half")


def test_convert_findings_beyond_those_kept_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line("a") + b"{\n" * 7)
    report = convert(tmp_path / "a.jsonl", tmp_path / "o.jsonl", kept=2)
    assert len(report.findings) == 2
    assert report.counts == {"EC104": 7}
    assert report.rejected == 7


def test_convert_provenance_names_sources_by_hash_and_their_own_provenance(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line("a"))
    (tmp_path / "a.jsonl.provenance.json").write_text('{"digest": "d"}')
    report = convert(tmp_path / "a.jsonl", tmp_path / "o.jsonl")
    path = write_conversion_provenance(report, tmp_path / "o.jsonl", {"check": "model"})
    assert path == tmp_path / "o.jsonl.provenance.json"
    told = json.loads(path.read_bytes())
    assert told == json.loads(json.dumps(conversion_provenance(report, {"check": "model"})))
    (source,) = told["sources"]
    assert (source["bytes"], len(source["sha256"]), source["provenance"]) == (len(line("a")), 64, {"digest": "d"})
    assert (told["read"], told["written"], told["options"]) == (1, 1, {"check": "model"})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([line("a"), b"{\n", b"[]\n", b"\xff\n", b"\n", b'{"id": 1, "id": 2}\n', b"null\n"])))
def test_convert_the_identity_holds_for_any_mixture_of_lines(lines: list[bytes]) -> None:
    target = io.BytesIO()
    report: ConversionReport = convert(io.BytesIO(line("first") + b"".join(lines)), target)
    records = [each for each in lines if each.strip()]
    assert report.read == 1 + len(records) == report.rejected + report.written
    assert report.written == 1 + lines.count(line("a")) == target.getvalue().count(b"\n")


def test_losses_of_the_field_event_are_no_dropped_events() -> None:
    losses = Losses()
    losses.field("event", "the format can only hold something near it")
    assert losses.events == 0
    losses.event("no code for it")
    assert losses.events == 1
    assert [finding.code for finding in losses.findings()] == ["EC850", "EC851"]


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_convert_files_with_room_for_it_tell_what_they_were_made_of(tmp_path: Path, name: str) -> None:
    from eventcoder.formats.parquet import read_metadata

    (tmp_path / "a.jsonl").write_bytes(line("a"))
    convert(tmp_path / "a.jsonl", tmp_path / name)
    told = str(read_metadata(tmp_path / name, kind="arrow" if name.endswith("arrow") else "parquet"))
    assert "sha256" in told
    assert "a.jsonl" in told


def test_convert_sources_of_which_nothing_can_be_read_are_failures(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line("a"))
    for name, content in (
        ("b.parquet", b"PAR1 no more"),
        ("b.xml", b"<knowledgeItem>"),
        ("b.jsonl.gz", b"\x1f\x8b\x08"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError):
            convert([tmp_path / "a.jsonl", tmp_path / name], tmp_path / "o.jsonl")
        assert not (tmp_path / "o.jsonl").exists()


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_convert_empty_sources_have_no_records(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    report = convert(tmp_path / "a", tmp_path / "o.jsonl")
    assert (report.read, report.written, report.counts) == (0, 0, {"EC102": 1})
    assert convert(io.BytesIO(content), tmp_path / "o.jsonl").read == 0


def test_convert_tells_its_progress_now_and_then(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"".join(line(f"e{number}") for number in range(1200)))
    told: list[int] = []
    convert(tmp_path / "a.jsonl", tmp_path / "o.jsonl", progress=told.append)
    assert told == [500, 1000]
    convert(tmp_path / "a.jsonl", tmp_path / "o.csv", progress=told.append)
    assert told[-1] == 1200


class Lines(io.RawIOBase):
    """Records without end in sight, made while they are read."""

    def __init__(self, count: int) -> None:
        self.left, self.made, self.held = count, 0, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self.held) < size and self.left:
            self.held += line(f"e{self.made}")
            self.made, self.left = self.made + 1, self.left - 1
        piece, self.held = self.held[:size], self.held[size:]
        return piece


class Nowhere(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


@pytest.mark.parametrize("writer", ["record", "plover", "newsml-g2", "geojson", "jsonld"])
def test_convert_memory_does_not_grow_with_the_source(writer: str) -> None:
    import tracemalloc

    def peak(count: int) -> int:
        tracemalloc.start()
        report = convert(Lines(count), Nowhere(), to=writer)  # type: ignore[arg-type]  # streams of bytes
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert report.written == count
        return found

    peak(10)  # what is loaded once
    assert peak(1600) < 1.2 * peak(500) + 100_000
