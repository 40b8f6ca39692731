"""Checks all tables of the ontologies: codes legal, dates sane, no name claimed twice, every source named.

Finding codes: EC801 duplicate row, EC802 reference to a code that isn't there, EC803 impossible date or period,
EC804 one name for two countries at a time, EC805 no source, EC806 word outside a closed list, EC807 crosswalk says
something else about the way back than the other table, EC808 number out of range; and EC210 to EC215 for the form of a
table. docs/ontologies.md explains each.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from eventcoder.findings import Finding
from eventcoder.ontology.schema import COLUMNS, CROSSWALKS, read
from eventcoder.resources import codebooks_folder
from eventcoder.tables import Row, Table

__all__ = ["lint"]

_KEYS: Mapping[str, tuple[str, ...]] = {
    "cameo/events.csv": ("code",),
    "cameo/roles.csv": ("code",),
    "cameo/international.csv": ("code",),
    "cameo/groups.csv": ("code",),
    "cameo/religions.csv": ("code",),
    "cameo/ethnic.csv": ("code",),
    "cameo/regions.csv": ("code",),
    "plover/events.csv": ("event",),
    "plover/modes.csv": ("event", "mode"),
    "plover/contexts.csv": ("context",),
    "plover/auxiliary.csv": ("auxiliary",),
    "plover/sectors.csv": ("code",),
    "plover/actor_codes.csv": ("code",),
    "plover/precedence.csv": ("id",),
    "crosswalk/cameo_to_plover.csv": ("cameo", "rank"),
    "crosswalk/plover_to_cameo.csv": ("event", "mode", "context"),
    "crosswalk/acled_to_plover.csv": ("event_type", "sub_event_type", "rank"),
    "crosswalk/ucdp_to_plover.csv": ("type_of_violence", "rank"),
    "crosswalk/icews_to_cameo.csv": ("phrase",),
    "crosswalk/plover_drafts.csv": ("version", "draft_event", "draft_mode"),
    "crosswalk/cameo_actor_to_plover.csv": ("cameo",),
    "countries/countries.csv": ("code", "valid_from"),
    "countries/names.csv": ("code", "name", "valid_from"),
    "countries/aliases.csv": ("system", "value", "code"),
    "countries/breakaway.csv": ("name",),
}
_YES_NO = frozenset({"yes", "no"})
_CLOSED: Mapping[tuple[str, str], frozenset[str]] = {
    ("cameo/events.csv", "in_manual"): _YES_NO,
    ("cameo/events.csv", "in_gdelt"): _YES_NO,
    ("cameo/events.csv", "in_icews"): _YES_NO,
    ("plover/events.csv", "requires_recipient"): _YES_NO,
    ("plover/events.csv", "extension"): _YES_NO,
    ("plover/modes.csv", "status"): frozenset({"current", "dropped", "renamed"}),
    ("countries/countries.csv", "status"): frozenset({"state", "territory", "disputed", "former"}),
    ("countries/names.csv", "kind"): frozenset(
        {"name", "adjective", "demonym", "capital", "city", "metonym", "region", "block"}
    ),
} | {
    (table, column): words
    for table in CROSSWALKS
    for column, words in (
        ("quality", frozenset({"exact", "broad", "narrow", "none"})),
        ("direction", frozenset({"both", "forward"})),
        ("directed", _YES_NO),
    )
    if column in COLUMNS[table]
}
_MINOR = "second"
_CONDITIONS = frozenset({"case", "not_name", "not_surname", _MINOR})
_WORDED = frozenset({"not_after", "not_before"})
_CAMEO = re.compile(r"(0[1-9]|1[0-9]|20)[0-9]{0,2}")
_COUNTRY = re.compile(r"[A-Z]{3}")
_SCORE = 10.0
_QUADS = range(5)
_ABSENT = ""


@dataclass(slots=True)
class _Data:
    tables: Mapping[str, Table]
    folder: Path
    findings: list[Finding] = field(default_factory=list)

    def rows(self, name: str) -> Sequence[Row]:
        return self.tables[name].rows

    def column(self, name: str, column: str) -> set[str]:
        return {row[column] for row in self.rows(name)}

    def report(self, code: str, table: str, row: Row | None, column: str, message: str, value: str = "") -> None:
        self.findings.append(
            Finding(
                code=code,
                level="error",
                message=message,
                file=self.tables[table].file,
                line=row.line if row else 1,
                field=column,
                value=value or (row[column] if row and column in row else None),
            )
        )


def lint(folder: Path | None = None) -> list[Finding]:
    """Check every table.

    Args:
        folder: holds cameo/, plover/, crosswalk/ and countries/; the packaged codebooks by default.

    Returns:
        What is wrong, by table and line; nothing where all is well.

    Raises:
        ResourceError: a table cannot be opened.
    """
    tables = {name: read(name, folder) for name in COLUMNS}
    formal = [finding for table in tables.values() for finding in table.findings]
    if formal:
        return formal
    data = _Data(tables, codebooks_folder() if folder is None else folder)
    checks: tuple[Callable[[_Data], None], ...] = (
        *(_keys, _closed_lists, _sources, _periods),
        *(_cameo, _plover, _references, _countries, _conditions, _names),
        *(_cameo_round_trips, _plover_round_trips),
    )
    for check in checks:
        check(data)
    return sorted(data.findings, key=lambda finding: (finding.file or "", finding.line or 0, finding.code))


def _keys(data: _Data) -> None:
    for table, columns in _KEYS.items():
        seen: dict[tuple[str, ...], int] = {}
        for row in data.rows(table):
            key = tuple(row[column] for column in columns)
            if key in seen:
                data.report("EC801", table, row, columns[0], f"{' '.join(key)!r} stands in line {seen[key]} already")
            seen.setdefault(key, row.line)


def _closed_lists(data: _Data) -> None:
    for (table, column), words in _CLOSED.items():
        for row in data.rows(table):
            if row[column] not in words:
                data.report("EC806", table, row, column, f"{column} is one of {', '.join(sorted(words))}")


def _sources(data: _Data) -> None:
    for table, columns in COLUMNS.items():
        if "source" in columns:
            for row in data.rows(table):
                if not row["source"]:
                    data.report("EC805", table, row, "source", "every row names its source")
        elif not (data.folder / table).read_text(encoding="utf-8").startswith("#"):
            data.report("EC805", table, None, "source", "a table without a column source names it in its first lines")


def _periods(data: _Data) -> None:
    for table, columns in COLUMNS.items():
        if "valid_from" not in columns:
            continue
        for row in data.rows(table):
            dates = [_date(row[column]) for column in ("valid_from", "valid_to")]
            if _ABSENT in dates:
                data.report("EC803", table, row, "valid_from", "dates are YYYY-MM-DD and real days, or empty")
            elif all(dates) and str(dates[0]) > str(dates[1]):
                data.report("EC803", table, row, "valid_to", "the period ends before it begins")


def _date(cell: str) -> str | None:
    """The cell where it is a date, None where it is empty, "" where it is neither."""
    if not cell:
        return None
    try:
        return cell if datetime.date.fromisoformat(cell).isoformat() == cell else _ABSENT
    except ValueError:
        return _ABSENT


def _cameo(data: _Data) -> None:
    table = "cameo/events.csv"
    codes = data.column(table, "code")
    for row in data.rows(table):
        code = row["code"]
        if not _CAMEO.fullmatch(code):
            data.report("EC802", table, row, "code", "an event code is a root 01 to 20 and up to two more digits")
        if row["parent"] != (code[:-1] if len(code) > 2 else ""):
            data.report("EC802", table, row, "parent", "the parent is the code without its last digit")
        elif row["parent"] and row["parent"] not in codes:
            data.report("EC802", table, row, "parent", "the parent is no code of this table")
        for column in row:
            if column.startswith("goldstein_") and column != "goldstein_source":
                _in_range(data, table, row, column)
            elif column.startswith("quad_") and not (row[column].isdigit() and int(row[column]) in _QUADS):
                data.report("EC808", table, row, column, "a quad class is 0 to 4")


def _in_range(data: _Data, table: str, row: Row, column: str) -> None:
    try:
        good = -_SCORE <= float(row[column]) <= _SCORE
    except ValueError:
        good = False
    if not good:
        data.report("EC808", table, row, column, "a score is a number from -10 to 10")


def _plover(data: _Data) -> None:
    modes = {(row["event"], row["mode"]): row for row in data.rows("plover/modes.csv")}
    extensions = {row["event"] for row in data.rows("plover/events.csv") if row["extension"] == "yes"}
    for table in ("plover/events.csv", "plover/modes.csv"):
        for row in data.rows(table):
            if row["event"] not in extensions:
                _in_range(data, table, row, "score")
    for row in data.rows("plover/events.csv"):
        if row["event"] not in extensions and row["quad_code"] not in {"1", "2", "3", "4"}:
            data.report("EC808", "plover/events.csv", row, "quad_code", "a quad class is 1 to 4")
    for row in modes.values():
        stands_for = modes.get((row["event"], row["alias_of"]))
        if row["alias_of"] and (stands_for is None or stands_for["status"] != "current"):
            data.report("EC802", "plover/modes.csv", row, "alias_of", "alias_of is a current mode of the same event")
    ranks = [row["precedence"] for row in data.rows("plover/sectors.csv")]
    if sorted(ranks) != sorted(str(rank) for rank in range(1, len(ranks) + 1)):
        data.report("EC808", "plover/sectors.csv", None, "precedence", "sectors rank 1, 2, 3, ... without a tie")


def _references(data: _Data) -> None:
    cameo = data.column("cameo/events.csv", "code")
    events = data.column("plover/events.csv", "event")
    contexts = data.column("plover/contexts.csv", "context")
    current = {(row["event"], row["mode"]) for row in data.rows("plover/modes.csv") if row["status"] == "current"}
    for row in data.rows("plover/modes.csv"):
        if row["event"] not in events:
            data.report("EC802", "plover/modes.csv", row, "event", "no PLOVER event of that name")
    for table in CROSSWALKS:
        columns = COLUMNS[table]
        for row in data.rows(table):
            empty = row["quality"] == "none"
            if "event" in columns:
                if row["event"] not in events and not empty:
                    data.report("EC802", table, row, "event", "no PLOVER event of that name")
                if row["mode"] and (row["event"], row["mode"]) not in current:
                    data.report("EC802", table, row, "mode", f"no current mode of {row['event'] or 'no event'}")
                for context in (*row.many("contexts"), *row.many("context")):
                    if context not in contexts:
                        data.report("EC802", table, row, "contexts", "no PLOVER context of that name", context)
            if "cameo" in columns and "kind" not in columns and row["cameo"] not in cameo:
                data.report("EC802", table, row, "cameo", "no CAMEO event code")
    roles = data.column("cameo/roles.csv", "code")
    for row in data.rows("plover/sectors.csv"):
        if row["cameo_role"] and row["cameo_role"] not in roles:
            data.report("EC802", "plover/sectors.csv", row, "cameo_role", "no CAMEO role code")
    own = roles | data.column("cameo/international.csv", "code")
    targets = data.column("plover/sectors.csv", "code") | data.column("plover/actor_codes.csv", "code")
    for row in data.rows("crosswalk/cameo_actor_to_plover.csv"):
        if row["cameo"] not in own:
            data.report("EC802", "crosswalk/cameo_actor_to_plover.csv", row, "cameo", "no CAMEO role or class")
        if row["plover"] not in targets and row["quality"] != "none":
            data.report("EC802", "crosswalk/cameo_actor_to_plover.csv", row, "plover", "no PLOVER sector or actor code")


def _countries(data: _Data) -> None:
    table = "countries/countries.csv"
    codes = data.column(table, "code")
    periods: dict[str, list[Row]] = {}
    for row in data.rows(table):
        periods.setdefault(row["code"], []).append(row)
        if not _COUNTRY.fullmatch(row["code"]):
            data.report("EC802", table, row, "code", "a country code is three capitals")
        for column in ("predecessor", "successor", "parent"):
            for code in row.many(column):
                if code not in codes:
                    data.report("EC802", table, row, column, "no code of this table", code)
    for rows in periods.values():
        for early, late in pairwise(sorted(rows, key=lambda row: row["valid_from"])):
            if not early["valid_to"] or early["valid_to"] >= late["valid_from"]:
                data.report("EC803", table, late, "valid_from", f"overlaps the period in line {early.line}")
    for column in ("iso2", "iso_numeric", "cow_number", "gw_number", "cameo", "fips"):
        _unambiguous(data, table, column)
    more = codes | data.column("plover/actor_codes.csv", "code")
    for name, column in (
        *(("countries/names.csv", "code"), ("countries/aliases.csv", "code"), ("countries/breakaway.csv", "code")),
        *(("cameo/groups.csv", "country"), ("cameo/groups.csv", "plover"), ("cameo/regions.csv", "country")),
    ):
        for row in data.rows(name):
            blocked = name == "countries/names.csv" and row["kind"] == "block"
            optional = column != "code" or blocked
            if (row[column] or not optional) and row[column] not in more:
                data.report("EC802", name, row, column, "no country or actor code")


def _unambiguous(data: _Data, table: str, column: str) -> None:
    holders: dict[str, list[Row]] = {}
    for row in data.rows(table):
        for value in row.many(column):
            for other in holders.setdefault(value, []):
                if other["code"] != row["code"] and _overlap(other, row):
                    data.report("EC801", table, row, column, f"line {other.line} has the same at the same time", value)
            holders[value].append(row)


def _overlap(one: Row, other: Row) -> bool:
    return not any(first["valid_to"] and first["valid_to"] < last["valid_from"] for first, last in _both(one, other))


def _both(one: Row, other: Row) -> Iterable[tuple[Row, Row]]:
    return ((one, other), (other, one))


def _conditions(data: _Data) -> None:
    table = "countries/names.csv"
    for row in data.rows(table):
        for part in row.many("condition"):
            word, equals, values = part.partition("=")
            good = word in _WORDED and all(values.split("|")) if equals else word in _CONDITIONS
            if not good:
                data.report("EC806", table, row, "condition", "not a condition of this table", part)


def _names(data: _Data) -> None:
    table = "countries/names.csv"
    claims: dict[str, list[Row]] = {}
    for row in data.rows(table):
        if _MINOR in row.many("condition"):
            continue
        for other in claims.setdefault(_spelling(row["name"]), []):
            if other["code"] != row["code"] and _overlap(other, row):
                data.report("EC804", table, row, "name", f"is {other['code'] or 'no country'} in line {other.line}")
        claims[_spelling(row["name"])].append(row)
    codes_with_name = {row["code"] for row in data.rows(table) if row["kind"] == "name"}
    for row in data.rows("countries/countries.csv"):
        if row["code"] not in codes_with_name:
            data.report("EC804", "countries/countries.csv", row, "code", "names.csv has no name for it")


def _spelling(name: str) -> str:
    """What names have to share to be taken for one another: capitals count only in short acronyms."""
    text = " ".join(name.replace("-", " ").split())
    return text if text.isupper() else text.casefold()


def _cameo_round_trips(data: _Data) -> None:
    table = "crosswalk/cameo_to_plover.csv"
    back = {
        (row["event"], row["mode"], row["context"]): row["cameo"] for row in data.rows("crosswalk/plover_to_cameo.csv")
    }
    for row in data.rows(table):
        if row["rank"] != "1":
            continue
        found = next(
            (back[key] for key in _steps(row["event"], row["mode"], row.many("contexts")) if key in back), None
        )
        root = len(row["cameo"]) == 2
        returns = found is not None and found in (row["cameo"], row["cameo"] + "0" if root else row["cameo"])
        _state(data, table, row, returns, found or "nothing")


def _plover_round_trips(data: _Data) -> None:
    table = "crosswalk/plover_to_cameo.csv"
    forward = {row["cameo"]: row for row in data.rows("crosswalk/cameo_to_plover.csv") if row["rank"] == "1"}
    for row in data.rows(table):
        target = forward.get(row["cameo"])
        if target is not None:
            returns = (target["event"], target["mode"]) == (row["event"], row["mode"])
            _state(data, table, row, returns, f"{target['event'] or 'nothing'} {target['mode']}".strip())


def _state(data: _Data, table: str, row: Row, returns: bool, found: str) -> None:
    if returns != (row["direction"] == "both"):
        says = "both" if returns else "forward"
        data.report("EC807", table, row, "direction", f"should say {says}: the other table leads to {found}")


def _steps(event: str, mode: str, contexts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for context in (*contexts, ""):
        yield event, mode, context
