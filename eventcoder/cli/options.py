"""Options that several commands share, and their checking."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any, cast, get_args

import typer

if TYPE_CHECKING:
    from eventcoder.documents import Format

KEEPABLE = ("negation", "hypothetical")
"""Events that are left out unless asked for."""


def check_inputs(paths: Sequence[str], **options: Any) -> None:
    """See that all inputs can be read, as far as their first document tells, before anything slow is begun.

    Args:
        paths: files, or "-", which is left alone.
        **options: as for eventcoder.documents.read_documents.

    Raises:
        InputError: one is missing, a folder, of unknown form, or lacks the columns wanted.
    """
    from eventcoder.documents import read_documents

    for path in paths:
        if path != "-":
            with closing(read_documents(path, **options)) as items:
                next(items, None)


def parse_date(value: str | None) -> date | None:
    """The value of --date.

    Raises:
        typer.BadParameter: no date.
    """
    from eventcoder.documents import as_date

    if value is None:
        return None
    try:
        return as_date(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write YYYY-MM-DD", param_hint="--date") from None


def parse_grade(value: str | None) -> str | None:
    """The value of --min-grade.

    Raises:
        typer.BadParameter: no such grade.
    """
    from eventcoder.vocabulary import codes

    if value is not None and value not in codes("grade"):
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(codes('grade'))}", param_hint="--min-grade")
    return value


def parse_keep(value: str) -> frozenset[str]:
    """The value of --keep: names separated by commas.

    Raises:
        typer.BadParameter: an unknown name.
    """
    names = frozenset(name.strip() for name in value.split(",") if name.strip())
    for name in sorted(names.difference(KEEPABLE)):
        raise typer.BadParameter(f"{name!r} is not one of {', '.join(KEEPABLE)}", param_hint="--keep")
    return names


def parse_input_format(value: str | None) -> "Format | None":
    """The value of --input-format.

    Raises:
        typer.BadParameter: an unknown form.
    """
    from eventcoder.documents import Format

    if value is not None and value not in get_args(Format):
        known = ", ".join(get_args(Format))
        raise typer.BadParameter(f"{value!r} is not one of {known}", param_hint="--input-format")
    return cast("Format | None", value)
