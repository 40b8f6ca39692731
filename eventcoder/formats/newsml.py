"""IPTC NewsML-G2: a knowledge item with one concept an event; read back, with event concepts of others.

The IRIs of our codes and where each field stands are in docs/formats/newsml-g2.md. Imports xml_text and records.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from eventcoder.errors import EventcoderError
from eventcoder.findings import Finding
from eventcoder.formats.checked import tell_or_stop
from eventcoder.formats.losses import Losses
from eventcoder.formats.newsml_names import qualified
from eventcoder.formats.tally import Tally
from eventcoder.json_text import open_input
from eventcoder.output import open_output
from eventcoder.records import Event
from eventcoder.xml_text import XmlFault, read_xml

__all__ = ["read_events", "write_events"]

MALFORMED, REFUSED, NOT_A_RECORD, NO_EVENT = "EC127", "EC125", "EC853", "EC854"
TIME = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-][01]\d:[0-5]\d)")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
ITEMS = ("knowledgeItem", "conceptItem", "newsItem", "packageItem", "planningItem")


def write_events(
    events: Iterable[Event],
    target: str | Path | BinaryIO,
    *,
    guid: str | None = None,
    created: str | None = None,
    provider: str = "eventcoder",
    language: str | None = None,
    losses: Losses | None = None,
    tally: Tally | None = None,
) -> int:
    """Write events as one knowledge item; whole or not at all. Memory does not grow with their number.

    Events without a date are left out, since an event of NewsML-G2 must have one. All else is carried over.

    Args:
        events: the events.
        target: a path (.gz is packed), or a binary stream, which is left open.
        guid: identifier of the item; by default made of the first event's.
        created: date and time of the item (YYYY-MM-DDThh:mm:ssZ); by default now.
        provider: who publishes it.
        language: of the item (xml:lang).
        losses: takes what cannot be carried over.
        tally: counts the concepts.

    Returns:
        How many were written.

    Raises:
        RecordError: an event is not a record, or the file cannot be written.
        EventcoderError: created is no date and time, or language no tag of a language.
    """
    from eventcoder.formats.newsml_write import write_item

    if created is not None and not TIME.fullmatch(created):
        raise EventcoderError(f"the option 'created' is a date and time YYYY-MM-DDThh:mm:ssZ, not {created!r}")
    if language is not None and not LANGUAGE.fullmatch(language):
        raise EventcoderError(f"the option 'language' is a tag such as en or en-GB, not {language!r}")
    with open_output(target) as stream:
        count = write_item(
            stream,
            events,
            losses or Losses(),
            guid=guid,
            created=created,
            provider=provider,
            language=language,
        )
    if tally is not None:
        tally.rows = count
    return count


def read_events(
    source: str | Path | BinaryIO,
    *,
    report: Callable[[Finding], object] | None = None,
    losses: Losses | None = None,
    tally: Tally | None = None,
) -> Iterator[Event]:
    """The events of NewsML-G2 items, alone or in a news message: concepts of the type event, and elements `event`.

    Args:
        source: a path, or a binary stream, which is left open.
        report: called with every finding; without it the first error stops the reading.
        losses: takes what our record has no place for, and events without a code of CAMEO or PLOVER.
        tally: counts what is read.

    Raises:
        InputError: the file cannot be read at all; or has an error, where there is no report.
    """
    from eventcoder.formats.newsml_read import Item, fields_of, is_event

    tell, losses, tally = tell_or_stop(report), losses or Losses(), tally or Tally()
    tally.records, tally.rejected = 0, 0
    item = Item()
    with open_input(source) as (stream, file):
        wanted = {qualified(name) for name in ("concept", "event", "catalog")}
        opened = {qualified(name) for name in ITEMS}
        for step in read_xml(stream, opened, wanted, file):
            if isinstance(step, XmlFault):
                tell(_fault(step, file))
                continue
            if step.what == "start":
                item = Item(step.element.get("guid", ""))
            elif step.element.tag == qualified("catalog"):
                item.declare(step.element)
            elif is_event(step.element):
                tally.records += 1
                place = {"file": file, "line": step.element.sourceline, "row": tally.records}
                given = fields_of(step.element, item, tally.records, losses)
                if given is None:
                    continue
                try:
                    event = Event.model_validate(given)
                except ValidationError as error:
                    tally.rejected += 1
                    tell(_rejected(error, place))
                else:
                    yield event
        if not tally.records:
            hint = "texts in news items are read by `eventcoder code`"
            message = "the XML holds no event of NewsML-G2"
            tell(Finding(code=NO_EVENT, level="warning", message=message, file=file, hint=hint))


def _fault(fault: XmlFault, file: str) -> Finding:
    if fault.kind == "refused":
        message, hint = f"{fault.reason}; nothing behind it is read", "do not trust the file; get it from its source"
        return Finding(code=REFUSED, level="error", message=message, file=file, line=fault.line, hint=hint)
    message = f"no well-formed XML: {fault.reason}; nothing behind it is read"
    return Finding(code=MALFORMED, level="error", message=message, file=file, line=fault.line, column=fault.column)


def _rejected(error: ValidationError, place: dict[str, Any]) -> Finding:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"] if isinstance(part, int) or part.isidentifier())
    message = f"no record can be made of the event: {field}: {first['msg']}"
    return Finding(code=NOT_A_RECORD, level="error", message=message, field=field, value=str(first["input"]), **place)
