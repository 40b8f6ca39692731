"""Events as data frames of polars and pandas, and back, nested or flat; nothing is lost either way.

    frame = to_polars(read_events("events.jsonl"))
    events = list(from_polars(frame.filter(polars.col("quad_code") == 4)))

A nested frame has the record's fields as columns, with lists and structs in them (columns.py). A flat one has plain
columns alone (flat.py). Which of them a frame is its columns tell. pandas is the extra `pandas`; its frames have
Arrow-backed columns, so that whole numbers stay whole and what is missing stays missing.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import polars

from eventcoder.errors import EventcoderError, InputError
from eventcoder.formats.checked import Report
from eventcoder.formats.columns import BATCH, event_frames, record_schema
from eventcoder.formats.flat import flatten
from eventcoder.formats.flat_reading import events_of_frames
from eventcoder.records import Event

if TYPE_CHECKING:
    import pandas

__all__ = ["from_pandas", "from_polars", "to_pandas", "to_polars", "to_polars_batches"]


def to_polars(events: Iterable[Event], *, flat: bool = False) -> polars.DataFrame:
    """Events as one polars frame, a row an event.

    Args:
        events: the events.
        flat: in plain columns alone.

    Raises:
        RecordError: an event is not a record.
    """
    return polars.concat([_shaped(record_schema().to_frame(), flat), *to_polars_batches(events, flat=flat)])


def to_polars_batches(events: Iterable[Event], *, flat: bool = False, size: int = BATCH) -> Iterator[polars.DataFrame]:
    """Events as polars frames one by one, so that any number goes through; no frame for no events.

    Args:
        events: the events, taken one by one.
        flat: in plain columns alone.
        size: rows of a frame.

    Raises:
        RecordError: an event is not a record.
    """
    return (_shaped(frame, flat) for frame in event_frames(events, size))


def from_polars(frame: polars.DataFrame | polars.LazyFrame, *, report: Report | None = None) -> Iterator[Event]:
    """The events of a polars frame, nested or flat, in order.

    Args:
        frame: a row an event; of a lazy frame one batch is held at a time. Columns that a record can do without may
            be missing.
        report: called with every finding, with the number of its row; without it the first error stops the reading.

    Raises:
        InputError: a row or column is wrong, where there is no report.
    """
    return events_of_frames([frame] if isinstance(frame, polars.DataFrame) else _batches(frame), report)


def to_pandas(events: Iterable[Event], *, flat: bool = False) -> "pandas.DataFrame":
    """Events as a pandas frame with Arrow-backed columns, a row an event.

    Args:
        events: the events.
        flat: in plain columns alone.

    Raises:
        RecordError: an event is not a record.
        EventcoderError: pandas is not installed.
    """
    _pandas()
    found: pandas.DataFrame = to_polars(events, flat=flat).to_pandas(use_pyarrow_extension_array=True)
    return found


def from_pandas(frame: "pandas.DataFrame", *, report: Report | None = None) -> Iterator[Event]:
    """The events of a pandas frame, nested or flat, in order; the index is passed over.

    Args:
        frame: a row an event. Columns may be Arrow-backed or pandas' own, nested ones may hold lists and dicts; NaN is
            what is missing.
        report: as for from_polars.

    Raises:
        InputError: a row or column is wrong, where there is no report; or a column holds values of several kinds.
        EventcoderError: pandas is not installed.
    """
    _pandas()
    try:
        converted = polars.from_pandas(frame)
    except (polars.exceptions.PolarsError, ValueError, TypeError, NotImplementedError) as error:
        raise InputError(f"a column of the frame holds values that do not go together: {error}") from error
    return from_polars(converted, report=report)


def _shaped(frame: polars.DataFrame, flat: bool) -> polars.DataFrame:
    return flatten(frame) if flat else frame


def _batches(frame: polars.LazyFrame) -> Iterator[polars.DataFrame]:
    yield frame.head(0).collect()
    yield from frame.collect_batches(chunk_size=BATCH, maintain_order=True)


def _pandas() -> Any:
    try:
        import pandas
        import pyarrow  # noqa: F401  (what polars and pandas exchange frames with)
    except ImportError as error:
        raise EventcoderError(f"{error.name} is not installed: pip install 'eventcoder[pandas]'") from None
    return pandas
