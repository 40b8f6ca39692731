"""What a conversion could not carry over, counted. Imports errors and findings alone."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from eventcoder.errors import LossError
from eventcoder.findings import Finding

__all__ = ["EVENT", "EVENT_LOST", "FIELD_LOST", "Losses"]

EVENT = "record"
"""The field under which events are counted that could not be carried over at all; no field of a record is called so."""
EVENT_LOST, FIELD_LOST = "EC850", "EC851"


class Losses:
    """Counts what is lost on the way from one format to another.

    Args:
        strict: the first loss stops the conversion.
    """

    def __init__(self, strict: bool = False) -> None:
        self.strict = strict
        self._counts: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], tuple[str | None, str | None]] = {}

    @property
    def counts(self) -> Mapping[tuple[str, str], int]:
        """(field, reason) -> how many times."""
        return MappingProxyType(self._counts)

    @property
    def events(self) -> int:
        """How many events were left out."""
        return sum(count for (field, _), count in self._counts.items() if field == EVENT)

    def event(self, reason: str, *, id: str | None = None, value: object = None, count: int = 1) -> None:
        """An event was left out.

        Args:
            reason: why, in words that are the same for all such events.
            id: of the event.
            value: what could not be written.
            count: of such events.

        Raises:
            LossError: nothing may be lost.
        """
        self._add(EVENT, reason, id, value, count)

    def field(self, field: str, reason: str, *, id: str | None = None, value: object = None, count: int = 1) -> None:
        """The value of a field was left out or made coarser.

        Args:
            field: of the record, such as "evidence" or "actor.office".
            reason, id, value, count: as for `event`.

        Raises:
            LossError: nothing may be lost.
        """
        self._add(field, reason, id, value, count)

    def findings(self) -> tuple[Finding, ...]:
        """One finding for each kind of loss, the events first, then the most frequent."""
        ordered = sorted(self._counts.items(), key=lambda item: (item[0][0] != EVENT, -item[1], item[0]))
        return tuple(self._finding(key, count) for key, count in ordered)

    def _add(self, field: str, reason: str, id: str | None, value: object, count: int) -> None:
        if count < 1:
            return
        key = (field, reason)
        self._first.setdefault(key, (id, None if value is None else str(value)))
        self._counts[key] += count
        if self.strict:
            raise LossError(f"the conversion would lose something and was stopped: {self._finding(key, count)}")

    def _finding(self, key: tuple[str, str], count: int) -> Finding:
        field, reason = key
        id, value = self._first[key]
        what = "left out" if field == EVENT else f"without their {field}"
        events = "1 event" if count == 1 else f"{count} events"
        return Finding(
            code=EVENT_LOST if field == EVENT else FIELD_LOST,
            level="warning",
            message=f"{events} {what}: {reason}" + (f", first in {id}" if id else ""),
            field=field,
            value=value,
        )
