"""What every code of a finding means: schemas/findings.csv, for SARIF, HTML and docs/findings.md.

`python -m eventcoder.validation.catalogue docs/findings.md` writes the tables of the page again; a test fails where
they are stale. Imports resources alone.
"""

import csv
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from eventcoder.errors import ResourceError
from eventcoder.resources import schemas_folder

__all__ = ["Meaning", "fill", "meanings"]

HEAD = "| Code | Level | Meaning | Example | What to do |\n|---|---|---|---|---|\n"
MARKS = re.compile(r"(<!-- codes (EC\d) -->\n).*?(<!-- /codes -->)", re.DOTALL)


class Meaning(NamedTuple):
    """What a code means.

    Attributes:
        code: e.g. "EC311".
        level: that findings of it mostly have.
        meaning: what is wrong.
        example: of it.
        action: what to do about it.
    """

    code: str
    level: str
    meaning: str
    example: str
    action: str


@cache
def meanings() -> Mapping[str, Meaning]:
    """Code -> its meaning, in the order of the codes.

    Raises:
        ResourceError: the table is missing or broken.
    """
    path = schemas_folder("findings.csv")
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {row["code"]: Meaning(**row) for row in csv.DictReader(stream)}
    except (OSError, KeyError, TypeError) as error:
        raise ResourceError(f"{path} cannot be used: {error}") from error


def fill(page: str) -> str:
    """A page with its tables written again: one between each `<!-- codes EC1 -->` and `<!-- /codes -->`."""

    def table(found: re.Match[str]) -> str:
        rows = (meaning for code, meaning in meanings().items() if code.startswith(found[2]))
        return found[1] + HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows) + found[3]

    return MARKS.sub(table, page)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(fill(Path(name).read_text(encoding="utf-8")), encoding="utf-8")
