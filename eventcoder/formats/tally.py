"""What a reader read and a writer wrote, in records and rows. Imports nothing of the library.

A function of a format that knows more than its events tell takes a `tally` and counts in it; convert() passes one to
every reader and writer that has such a parameter.
"""

from dataclasses import dataclass

__all__ = ["Tally"]


@dataclass(slots=True)
class Tally:
    """Counts of one reading or writing.

    Attributes:
        records: records (rows) read from the source, the good and the bad; None where the reader does not count.
        rejected: records of which no event was made because they are wrong; None where the reader does not count.
        folded: records that went into the event of another record (symmetric events stored twice).
        rows: rows (lines, objects) written, which are more than events where a format has a row for each pair.
    """

    records: int | None = None
    rejected: int | None = None
    folded: int = 0
    rows: int | None = None
