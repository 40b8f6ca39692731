"""Records as Parquet and as Arrow IPC (Feather 2): typed, nested, with schema and provenance in the file's metadata.

Written and read batch by batch, so memory stays flat however long the file. Parquet is polars' work, Arrow IPC that of
pyarrow (the extra `arrow`): polars cannot put metadata there, and a damaged file kills it. Imports columns, checked,
tally and provenance.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal

import orjson
import polars
from polars.io.plugins import register_io_source

from eventcoder.errors import EventcoderError, InputError
from eventcoder.findings import Finding
from eventcoder.formats.checked import Check, Report, tell_or_stop
from eventcoder.formats.columns import BATCH, event_frames, record_schema, to_record_frame
from eventcoder.formats.flat_reading import events_of_frames
from eventcoder.formats.tally import Tally
from eventcoder.json_text import BAD_PACKING, open_input
from eventcoder.output import open_output
from eventcoder.provenance import Provenance, own_component
from eventcoder.records import SCHEMA_VERSION, Event
from eventcoder.vocabulary import load_schema

__all__ = ["METADATA", "Kind", "read_events", "read_metadata", "write_events", "write_frames"]

Kind = Literal["parquet", "arrow"]
"""Parquet, or Arrow IPC in its file form, which is Feather 2."""

METADATA = "eventcoder."
"""What our keys in a file's metadata begin with."""
ROW_GROUP = 10_000
"""Rows of a row group of Parquet, and of a record batch of Arrow at most."""
FEATHER = b"ARROW1"
"""What Arrow IPC begins with in its file form, which is Feather 2; the other form is a stream."""

DAMAGE = (
    polars.exceptions.PolarsError,
    polars.exceptions.PanicException,
    OSError,
    ValueError,  # as those of pyarrow are
    NotImplementedError,
    MemoryError,
)
"""What polars and pyarrow raise of a damaged file, such as of one that asks for petabytes."""


def write_events(
    events: Iterable[Event],
    target: str | Path | BinaryIO,
    *,
    kind: Kind = "parquet",
    check: Check = "model",
    provenance: Provenance | Mapping[str, Any] | None = None,
    losses: object = None,
) -> int:
    """Write events as Parquet or Arrow IPC; a file is written whole or not at all.

    Args:
        events: the events.
        target: a path, or a binary stream, which is left open.
        kind: "parquet" or "arrow".
        check: as in `checked_line`.
        provenance: what made the events, for the file's metadata.
        losses: takes what is lost, which is nothing here.

    Returns:
        How many were written.

    Raises:
        RecordError: an event is not a record, or the file cannot be written.
        EventcoderError: pyarrow is wanted and not installed.
    """
    return write_frames(event_frames(events, check=check), target, kind=kind, provenance=provenance)


def _ahead(frames: Iterable[polars.DataFrame]) -> Iterator[polars.DataFrame]:
    """The frames, each made while the one before is written."""
    source = iter(frames)
    with ThreadPoolExecutor(max_workers=1) as worker:
        pending = worker.submit(next, source, None)
        while (frame := pending.result()) is not None:
            pending = worker.submit(next, source, None)
            yield frame


def write_frames(
    frames: Iterable[polars.DataFrame],
    target: str | Path | BinaryIO,
    *,
    kind: Kind = "parquet",
    provenance: Provenance | Mapping[str, Any] | None = None,
) -> int:
    """Write frames of the record's shape, without making events; for those who made them by columns.

    Args:
        frames: frames with columns of the record; what is missing is null, what is of another type is cast.
        target, kind, provenance: as for write_events.

    Returns:
        How many rows were written.

    Raises:
        RecordError: the file cannot be written.
        EventcoderError: a frame does not have the record's shape; or pyarrow is wanted and not installed.
    """
    rows = _Counted(_ahead(frames))
    metadata = _metadata(provenance)
    with open_output(target) as stream:
        if kind == "arrow":
            _write_arrow(rows, stream, metadata)
        else:
            _write_parquet(rows, stream, metadata)
    return rows.count


def read_events(
    source: str | Path | BinaryIO,
    *,
    kind: Kind = "parquet",
    report: Report | None = None,
    tally: Tally | None = None,
) -> Iterator[Event]:
    """The events of a file, in order; also of one that others wrote, where it has the record's columns, nested or flat.

    Args:
        source: a path, or a binary stream, which is left open. A stream that cannot go back is held in memory.
        kind: "parquet" or "arrow".
        report: called with every finding; without it the first error stops the reading.
        tally: counts rows, and those that are wrong.

    Raises:
        InputError: the file cannot be read at all; or has an error, where there is no report.
    """
    with _open_source(source) as (stream, file):
        frames = _arrow_frames(stream) if kind == "arrow" else _parquet_frames(stream)
        try:
            yield from events_of_frames(_guarded(frames), report, file, tally)
        except _DamagedError as error:
            message = f"this is no {_TITLES[kind]} file, or a damaged one: {error}"
            hint = "copy or download it again"
            tell_or_stop(report)(Finding(code="EC126", level="error", message=message, file=file, hint=hint))


def read_metadata(source: str | Path | BinaryIO, *, kind: Kind = "parquet") -> dict[str, str]:
    """What the file's metadata say of the records, by key without the prefix `METADATA`.

    Args:
        source: a path, or a binary stream.
        kind: "parquet" or "arrow".

    Returns:
        `record_version`, `record_schema`, `version` (of eventcoder) and `provenance` (JSON); empty for others' files.

    Raises:
        InputError: the file cannot be read.
        EventcoderError: pyarrow is wanted and not installed.
    """
    with _open_source(source) as (stream, file):
        try:
            if kind == "arrow":
                found = _pyarrow().ipc.open_file(stream).schema.metadata or {}
                texts = {key.decode(): value.decode() for key, value in found.items()}
            else:
                texts = polars.read_parquet_metadata(stream)
        except DAMAGE as error:
            raise InputError(f"{file} is no {_TITLES[kind]} file, or a damaged one: {_first_line(error)}") from error
    return {key.removeprefix(METADATA): value for key, value in texts.items() if key.startswith(METADATA)}


_TITLES: Mapping[Kind, str] = {"parquet": "Parquet", "arrow": "Arrow"}


class _Counted:
    """Frames with exactly the record's columns, counted."""

    def __init__(self, frames: Iterable[polars.DataFrame]) -> None:
        self._frames = frames
        self.count = 0

    def __iter__(self) -> Iterator[polars.DataFrame]:
        for frame in self._frames:
            fitted = to_record_frame(frame)
            self.count += fitted.height
            yield fitted


def _write_parquet(frames: Iterable[polars.DataFrame], stream: BinaryIO, metadata: dict[str, str]) -> None:
    rest = iter(frames)
    first = list(islice(rest, 1))  # polars asks from a thread of its own: who starts processes has done so by then

    def batches(*_: object) -> Iterator[polars.DataFrame]:
        yield from first
        yield from rest

    lazy = register_io_source(batches, schema=record_schema(), is_pure=False)
    lazy.sink_parquet(stream, metadata=metadata, row_group_size=ROW_GROUP, engine="streaming")


def _write_arrow(frames: Iterable[polars.DataFrame], stream: BinaryIO, metadata: dict[str, str]) -> None:
    arrow = _pyarrow()
    oldest = polars.CompatLevel.oldest()  # so that readers of all ages understand it
    empty = record_schema().to_frame().to_arrow(compat_level=oldest)
    schema = empty.schema.with_metadata(metadata)
    options = arrow.ipc.IpcWriteOptions(compression="zstd")
    with arrow.ipc.new_file(stream, schema, options=options) as writer:
        for frame in frames:
            table = frame.to_arrow(compat_level=oldest).replace_schema_metadata(metadata)
            writer.write_table(table, max_chunksize=ROW_GROUP)


class _DamagedError(Exception):
    """Why a file cannot be read."""


def _guarded(frames: Iterator[polars.DataFrame]) -> Iterator[polars.DataFrame]:
    """The frames; what goes wrong in making them is told from what goes wrong with what is made of them."""
    while True:
        try:
            frame = next(frames, None)
        except DAMAGE as error:
            raise _DamagedError(_first_line(error)) from error
        if frame is None:
            return
        yield frame


def _parquet_frames(stream: BinaryIO) -> Iterator[polars.DataFrame]:
    lazy = polars.scan_parquet(stream)
    yield lazy.head(0).collect()  # so that the columns are looked at in a file without rows, too
    yield from lazy.collect_batches(chunk_size=BATCH, maintain_order=True)


def _arrow_frames(stream: BinaryIO) -> Iterator[polars.DataFrame]:
    """The batches of a file in either form of Arrow IPC, each looked through: polars dies of a damaged one."""
    arrow = _pyarrow()
    if stream.read(len(FEATHER)) == FEATHER:
        stream.seek(0)
        reader = arrow.ipc.open_file(stream)
        batches = (reader.get_batch(number) for number in range(reader.num_record_batches))
    else:
        stream.seek(0)
        reader = batches = arrow.ipc.open_stream(stream)
    yield polars.DataFrame(reader.schema.empty_table())
    for batch in batches:
        batch.validate(full=True)
        yield polars.DataFrame(batch)


@contextmanager
def _open_source(source: str | Path | BinaryIO) -> Iterator[tuple[BinaryIO, str]]:
    """A stream that can go back, and a name for findings."""
    with open_input(source) as (stream, file):
        seekable = getattr(stream, "seekable", None)
        if isinstance(stream, io.BufferedReader | io.BytesIO) and seekable is not None and seekable():
            yield stream, file
        else:
            try:
                content = io.BytesIO(stream.read())
            except (*BAD_PACKING, OSError) as error:
                raise InputError(f"{file} cannot be read: {error}") from error
            yield content, file


def _metadata(provenance: Provenance | Mapping[str, Any] | None) -> dict[str, str]:
    made_by = provenance.as_dict() if isinstance(provenance, Provenance) else dict(provenance or {})
    own = own_component()
    found = {"record_version": SCHEMA_VERSION, "record_schema": load_schema("record")["$id"], "version": own.version}
    if made_by:
        found["provenance"] = orjson.dumps(made_by, option=orjson.OPT_SORT_KEYS).decode()
    return {METADATA + key: value for key, value in found.items()}


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.ipc
    except ImportError:
        raise EventcoderError("Arrow IPC needs pyarrow: pip install 'eventcoder[arrow]'") from None
    return pyarrow


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
