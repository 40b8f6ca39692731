"""Which column of a file is which of the format's: by the header's names, or by their places. Imports dialect alone."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from eventcoder.findings import Finding, Level
from eventcoder.validation.dialect import Dialect, Layout

__all__ = ["Shape", "by_header", "by_place", "coverage", "hint_score", "is_hxl", "is_numbered", "usual_width"]

HXL = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*")
"""A tag of the Humanitarian Exchange Language (hxlstandard.org, tagging conventions 1.1)."""

INDEX_NAMES = frozenset(("", "unnamed0", "x", "index", "rownames", "v1", "1"))
"""What programs call the column of row numbers that they put first, without case and marks (see `loosened`)."""

BETWEEN = re.compile(r"[\s_.:-]+")
LITTLE, MOST = 0.2, 0.9
"""Shares of cells that keep to a pattern: so few that the column is another's, so many that it is its own."""

SOME, PART = 5, 0.75
"""Columns from which on a file may be a part of a format's, and what their names count beside a whole header."""

WHOLE = re.compile(r"[0-9]{1,12}(?:\.0)?")
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a file.

    Attributes:
        names: for each column its name in the schema, None for one that is not checked.
        layout: the layout that it is taken for.
        findings: what is odd about the columns.
        score: from 0 to 1, how well header and cells fit the format.
    """

    names: tuple[str | None, ...]
    layout: Layout
    findings: tuple[Finding, ...] = ()
    score: float = 0.0

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that are checked."""
        return tuple(name for name in self.names if name is not None)


@dataclass(slots=True)
class _Notes:
    """Findings about the columns of one file."""

    file: str | None
    line: int
    findings: list[Finding] = field(default_factory=list)

    def tell(self, code: str, level: Level, message: str, name: str | None = None, hint: str | None = None) -> None:
        place = {"file": self.file, "line": self.line}
        self.findings.append(Finding(code=code, level=level, message=message, field=name, hint=hint, **place))  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def loosened(name: str) -> str:
    """A name without what programs change about names: case, spaces and marks between words."""
    return BETWEEN.sub("", name[:200]).casefold()


def usual_width(rows: Rows) -> int:
    """How many cells most rows have."""
    widths = Counter(len(row) for row in rows if any(row))
    return widths.most_common(1)[0][0] if widths else 0


def is_hxl(row: Sequence[str]) -> bool:
    """Whether a row holds HXL tags; a number in its first cell is a program's row number."""
    cells = [cell.strip() for cell in row[1 if row and WHOLE.fullmatch(row[0].strip()) else 0 :] if cell.strip()]
    return bool(cells) and all(HXL.fullmatch(cell) for cell in cells)


def is_numbered(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns, as programs do that know no names: 0, 1, 2 or V1, V2, V3."""
    cells = [cell.strip().strip('"').lstrip("VXvx") for cell in row]
    cells = cells if cells and cells[0] else cells[1:]
    first = cells[0] if cells else ""
    return first in ("0", "1") and len(cells) > 3 and cells == [str(int(first) + place) for place in range(len(cells))]


def hint_score(names: Sequence[str | None], rows: Rows, dialect: Dialect) -> float | None:
    """How many cells of telling columns look as they should, from 0 to 1; None where there are none."""
    telling = [(place, name) for place, name in enumerate(names) if name is not None and name in dialect.hints]
    shares = [_share(dialect.hints[name], rows, place, dialect) for place, name in telling]
    scores = [share for share in shares if share is not None]
    return sum(scores) / len(scores) if scores else None


def _share(pattern: re.Pattern[str], rows: Rows, place: int, dialect: Dialect) -> float | None:
    """How many cells of a column keep to a pattern; None where all are empty."""
    cells = [cell for row in rows if len(row) > place >= 0 and (cell := row[place].strip())]
    cells = [cell for cell in cells if cell not in dialect.missing_words and cell not in dialect.missing]
    return sum(1 for cell in cells if pattern.search(cell)) / len(cells) if cells else None


def _tell_shift(names: Sequence[str | None], rows: Rows, dialect: Dialect, notes: _Notes) -> None:
    """Tells where cells stand beside their columns: several telling columns have theirs in a neighbour."""
    moved: dict[int, list[str]] = {}
    for place, name in enumerate(names):
        pattern = dialect.hints.get(name) if name else None
        if pattern is None or (_share(pattern, rows, place, dialect) or 0.0) > LITTLE:
            continue
        for step in (-1, 1, -2, 2):
            if (_share(pattern, rows, place + step, dialect) or 0.0) > MOST:
                moved.setdefault(step, []).append(name or "")
                break
    for step, columns in moved.items():
        if len(columns) > 1:
            side = "left" if step < 0 else "right"
            message = f"cells are shifted: those of {', '.join(columns)} stand {abs(step)} to the {side}"
            hint = f"look for a cell that was lost or put in before {columns[0]}"
            notes.tell("EC225", "error", message, columns[0], hint)


class _Names:
    """What the columns of a format may be called."""

    def __init__(self, dialect: Dialect) -> None:
        columns = [name for layout in dialect.layouts for name in layout.columns]
        self.exact: Mapping[str, str] = {name: name for name in columns}
        self.aliases = dialect.aliases
        self.loose = {loosened(name): column for name, column in dialect.aliases.items()}
        for layout in dialect.layouts:
            self.loose |= {loosened(name): column for name, column in zip(layout.header, layout.columns, strict=False)}
        self.loose |= {loosened(name): name for name in columns}
        self.ignored = frozenset(loosened(name) for name in dialect.ignored)

    def find(self, name: str) -> str | None:
        """The column that a name stands for."""
        return self.exact.get(name) or self.aliases.get(name) or self.loose.get(loosened(name))


@lru_cache(maxsize=64)
def _names(dialect: Dialect) -> _Names:
    return _Names(dialect)


def coverage(header: Sequence[str], dialect: Dialect) -> float:
    """How far a row names the columns of a format, from 0 to 1.

    That is: the names it shares with the nearest layout, of all names of both; or, for a file with a part of the
    columns, how many of its names are the format's.
    """
    names = _names(dialect)
    given = [cell.strip().strip('"') for cell in header]
    found = {column for name in given if name and (column := names.find(name))}
    others = [name for name in given if not names.find(name) and not WHOLE.fullmatch(name)]
    others = [name for name in others if loosened(name) not in names.ignored]
    shares = (
        len(found & set(layout.columns)) / (len(found | set(layout.columns)) + len(others))
        for layout in dialect.layouts
    )
    part = PART * len(found) / (len(found) + len(others)) if len(found) >= SOME else 0.0
    return max(part, *shares)


def by_header(header: Sequence[str], rows: Rows, dialect: Dialect, file: str | None = None, line: int = 1) -> Shape:
    """The columns of a file whose header names them.

    Args:
        header: cells of the header.
        rows: rows of data, those with a wrong number of cells too.
        dialect: of the format.
        file: name for findings.
        line: line of the header.
    """
    names = _names(dialect)
    notes = _Notes(file, line)
    given = [cell.strip().strip('"').strip("\ufeff") for cell in header]
    width = usual_width(rows) or len(given)
    rows = [row for row in rows if len(row) == width]
    given, before, behind = _trimmed(given, width, rows, notes, names)
    body = [row[before:] for row in rows]
    found = [names.find(name) if name else None for name in given]
    layout = _nearest(found, given, dialect)
    placed = layout if len(layout.columns) == len(given) else dialect.layout_of(len(given))
    columns = _chosen(found, given, placed, body, dialect)
    if placed is not None and columns == list(placed.columns):
        layout = placed
        _tell_places(given, found, placed, notes, header_wanted=dialect.header != "no")
    else:
        columns = list(_once(columns, given, notes))
        _tell_unknown(given, columns, found, names, notes)
        _tell_missing(columns, layout, notes)
        _tell_order(columns, layout, notes, "error" if dialect.header == "no" else "warning")
    _tell_renamed(given, found, columns, layout, notes)
    _tell_shift(columns, body, dialect, notes)
    hints = hint_score(columns, body, dialect)
    share = len({name for name in columns if name} & set(layout.columns)) / len(layout.columns)
    score = 0.6 * coverage(given, dialect) + 0.25 * (share if hints is None else hints) + 0.15 * (placed is layout)
    shown: tuple[str | None, ...] = (None,) * before + tuple(columns) + (None,) * behind
    return Shape(shown, layout, tuple(notes.findings), score)


def _trimmed(given: list[str], width: int, rows: Rows, notes: _Notes, names: _Names) -> tuple[list[str], int, int]:
    """The names that matter, and how many columns stand before the first and behind the last of them."""
    behind = 0
    while given and not given[-1] and all(not row[len(given) - 1].strip() for row in rows if len(row) >= len(given)):
        given, behind = given[:-1], behind + 1
    while rows and width > len(given) + behind and all(not row[len(given) + behind].strip() for row in rows):
        behind += 1
    if behind:
        message = f"every row ends with {behind} delimiter{'s' if behind > 1 else ''} too many"
        notes.tell("EC238", "warning", message, hint="remove the empty columns at the end")
    if rows and width == len(given) + behind + 1:
        message = "the rows have one cell more than the header: their first one holds row numbers or row names"
        notes.tell("EC232", "warning", message, hint="write the table without row names")
        return given, 1, behind
    if given and not names.find(given[0]) and loosened(given[0]) in INDEX_NAMES and _is_index(rows, 0):
        message = f"the first column{f' ({given[0]})' if given[0] else ''} holds row numbers"
        notes.tell("EC232", "warning", message, hint="write the table without its index")
        return given[1:], 1, behind
    return given, 0, behind


def _is_index(rows: Rows, place: int) -> bool:
    """Whether the cells of a column count the rows."""
    cells = [row[place].strip().strip('"') for row in rows if len(row) > place and row[place].strip()]
    numbers = [int(cell.split(".")[0]) for cell in cells if WHOLE.fullmatch(cell)]
    rising = sum(1 for first, second in pairwise(numbers) if second > first)
    return len(numbers) >= 0.9 * len(cells) and rising >= 0.9 * (len(numbers) - 1)


def _nearest(found: Sequence[str | None], given: Sequence[str], dialect: Dialect) -> Layout:
    named = {name for name in found if name}

    def fit(layout: Layout) -> tuple[bool, bool, int, bool]:
        own = set(layout.columns)
        shared = len(named & own)
        most = shared > 0.6 * len(own)
        return tuple(given) == layout.header, most, 2 * shared - len(own) if most else shared, len(own) == len(given)

    return max(dialect.layouts, key=fit)


def _chosen(
    found: list[str | None], given: list[str], placed: Layout | None, body: Rows, dialect: Dialect
) -> list[str | None]:
    """The columns by their names, or by their place where names are missing or belie the cells."""
    if placed is None or found == list(placed.columns):
        return found
    by_place: list[str | None] = list(placed.columns)
    agreed = sum(1 for name, column in zip(found, by_place, strict=True) if name == column)
    if agreed < 0.6 * len(by_place):
        return found
    named, there = hint_score(found, body, dialect) or 0.0, hint_score(by_place, body, dialect) or 0.0
    whole = len({name for name in found if name}) == len(by_place)
    unnamed = sum(1 for name in given if not name)
    if there > named + 0.01 or (not whole and unnamed and there >= named - 0.01):
        return by_place
    return found


def _once(columns: Sequence[str | None], given: Sequence[str], notes: _Notes) -> Iterator[str | None]:
    seen: dict[str, int] = {}
    for place, name in enumerate(columns):
        if name is not None and name in seen:
            message = (
                f"the column {name} stands twice, as columns {seen[name] + 1} and {place + 1}; the first is checked"
            )
            notes.tell("EC228", "error", message, name, "remove one of them, or give it its right name")
            yield None
            continue
        if name is not None:
            seen[name] = place
        yield name


def _tell_unknown(
    given: Sequence[str], columns: Sequence[str | None], found: Sequence[str | None], names: _Names, notes: _Notes
) -> None:
    for place, name in enumerate(given):
        if not name and columns[place] is None:
            notes.tell(
                "EC227", "warning", f"column {place + 1} has no name; it is not checked", hint="give it its name"
            )
        elif found[place] is None and loosened(name) not in names.ignored:
            shown = name[:60]
            notes.tell("EC224", "warning", f"the format has no column {shown!r}; it is not checked", shown)


def _tell_missing(columns: Sequence[str | None], layout: Layout, notes: _Notes) -> None:
    for name in layout.columns:
        if name not in columns:
            message = f"the column {name} is missing; nothing is checked that needs it"
            notes.tell("EC223", "error", message, name, f"the layout is {layout.name!r}")


def _tell_order(columns: Sequence[str | None], layout: Layout, notes: _Notes, level: Level) -> None:
    here = [name for name in columns if name in layout.columns]
    there = [name for name in layout.columns if name in here]
    if here != there:
        first, wanted = next((one, other) for one, other in zip(here, there, strict=True) if one != other)
        message = f"the columns are not in the format's order: {first} stands where {wanted} should"
        notes.tell("EC225", level, message, first, "programs that read by place take the wrong column")


def _tell_places(
    given: Sequence[str], found: Sequence[str | None], layout: Layout, notes: _Notes, header_wanted: bool
) -> None:
    """What names say otherwise than the places that the columns are taken by."""
    for place, (name, column) in enumerate(zip(given, layout.columns, strict=True)):
        if not name:
            message = f"column {place + 1} has no name; by its place it is {column}"
            notes.tell("EC227", "warning", message, column, f"name it {column}")
        elif found[place] is None:
            message = f"column {place + 1} is named {name[:60]!r}; by its place it is {column}"
            notes.tell("EC226", "warning", message, column, f"name it {column}")
        elif found[place] != column:
            message = f"column {place + 1} is named {name[:60]} but holds what {column} should; it is read as {column}"
            notes.tell("EC225", "error", message, column, f"name it {column}")


def _tell_renamed(
    given: Sequence[str], found: Sequence[str | None], columns: Sequence[str | None], layout: Layout, notes: _Notes
) -> None:
    """Names that are known, but not the format's own."""
    own = {*layout.columns, *(layout.header if tuple(given) == layout.header else ())}
    cases = []
    for name, column, there in zip(given, found, columns, strict=True):
        if column is None or column != there or name == column or name in own:
            continue
        if name.casefold() == column.casefold():
            cases.append(name)
        else:
            notes.tell("EC226", "warning", f"the column {column} is named {name}", column, f"name it {column}")
    if cases:
        message = f"{len(cases)} columns differ from the format's names in upper and lower case, such as {cases[0]}"
        notes.tell("EC226", "info", message, None, "programs that look for a name may not find it")


def by_place(rows: Rows, dialect: Dialect, file: str | None = None, line: int = 1) -> Shape:
    """The columns of a file without a header, by their place.

    Args:
        rows: rows of data.
        dialect: of the format.
        file: name for findings.
        line: line of the first row.
    """
    notes = _Notes(file, line)
    width = usual_width(rows)
    rows = [row for row in rows if len(row) == width]
    layout, before, behind = _told_apart(dialect, width, rows), 0, 0
    shifted = _told_apart(dialect, width - 1, [row[1:] for row in rows])
    if shifted is not None and not (_is_index(rows, 0) and _better_shifted(shifted, layout, rows, dialect)):
        shifted = None
    if shifted is not None:
        layout, before = shifted, 1
        notes.tell("EC232", "warning", "the first column holds row numbers", hint="write the table without its index")
    elif layout is None:
        filled = width
        while filled > 1 and all(not row[filled - 1].strip() for row in rows):
            filled -= 1
        fitting = [each for each in dialect.layouts if filled <= len(each.columns) <= width]
        layout = min(fitting, key=lambda each: len(each.columns), default=None)
        if layout is None:
            layout = min(dialect.layouts, key=lambda each: abs(len(each.columns) - width))
        else:
            behind = width - len(layout.columns)
            message = f"every row ends with {behind} delimiters too many"
            notes.tell("EC238", "warning", message, hint="remove the empty columns at the end")
    names = (None,) * before + layout.columns + (None,) * behind
    if len(names) == width:
        _tell_shift(names, rows, dialect, notes)
    hints = hint_score(names, rows, dialect)
    near = max(0.0, 1 - abs(len(names) - width) / len(names))
    fits = (1.0 if not before and not behind else 0.9) if len(names) == width else 0.5 * near**4
    return Shape(names, layout, tuple(notes.findings), 0.35 * fits + 0.65 * (hints or 0.0))


def _better_shifted(shifted: Layout, layout: Layout | None, rows: Rows, dialect: Dialect) -> bool:
    score = hint_score((None, *shifted.columns), rows, dialect) or 0.0
    return score > 0.2 + ((hint_score(layout.columns, rows, dialect) if layout else None) or 0.0)


def _told_apart(dialect: Dialect, width: int, rows: Rows) -> Layout | None:
    """The layout with a number of columns; of several the one that most telling columns speak for."""

    def fit(layout: Layout) -> tuple[float, int]:
        telling = sum(1 for name in layout.columns if name in dialect.hints)
        return hint_score(layout.columns, rows, dialect) or 0.0, telling

    return max(dialect.layouts_of(width), key=fit, default=None)
