"""Checks a damaged file the way everybody does."""

import datetime
from pathlib import Path

from eventcoder.validation import ValidationReport, validate

TODAY = datetime.date(2024, 6, 1)


def check(path: Path, format: str | None = None) -> ValidationReport:
    """The report on a file."""
    return validate(path, format, today=TODAY)
