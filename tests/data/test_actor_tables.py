"""The tables of actors and agents: legal codes, sane dates, no name claimed twice, sources named, big enough."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache

import pytest

from eventcoder.actors.agents import plural_of
from eventcoder.actors.spelling import key
from eventcoder.resources import codebooks_folder
from eventcoder.tables import Row, read_table

ACTOR_COLUMNS = ("name", "aliases", "kind", "country", "code", "sector", "other_sectors", "cameo", "from", "to",
                 "office", "condition", "source", "checked")  # fmt: skip
AGENT_COLUMNS = ("noun", "plural", "sector", "other_sectors", "cameo", "kind", "condition", "source")
MEMBER_COLUMNS = ("organization", "country", "from", "to", "source")
# Least number of rows of each table: it may grow, not shrink.
LEAST = {
    "organizations": 450, "alliances": 45, "armed_groups": 500, "institutions": 700, "parties": 900, "media": 800,
    "companies": 600, "religions": 35, "ethnic": 180, "politicians": 450,
}  # fmt: skip
KINDS = {"organization", "armed_group", "person", "institution", "party", "media", "company", "religion", "ethnic"}
AGENT_KINDS = {"person", "group", "institution", "weapon", "thing"}
CONDITIONS = {"case", "not_name", "not_surname", "not_after", "not_before", "second"}


@cache
def actors(name: str) -> tuple[Row, ...]:
    table = read_table(codebooks_folder("default", "actors", f"{name}.csv"), ACTOR_COLUMNS)
    assert table.findings == ()
    return table.rows


@cache
def every_actor() -> tuple[tuple[str, Row], ...]:
    return tuple((name, row) for name in LEAST for row in actors(name))


@cache
def agents() -> tuple[tuple[str, Row], ...]:
    rows = []
    for path in sorted(codebooks_folder("default", "agents").glob("*.csv")):
        table = read_table(path, AGENT_COLUMNS)
        assert table.findings == ()
        rows += [(path.name, row) for row in table.rows]
    return tuple(rows)


@cache
def codes(*path: str, column: str = "code") -> frozenset[str]:
    file = codebooks_folder(*path)
    with open(file, encoding="utf-8") as stream:
        header = next(line for line in stream if not line.startswith("#"))
    rows = read_table(file, (), header.strip().split(",")).rows
    return frozenset(row[column] for row in rows)


def countries() -> frozenset[str]:
    return codes("countries", "countries.csv")


def actor_codes() -> frozenset[str]:
    return codes("plover", "actor_codes.csv") | countries()


def sectors() -> frozenset[str]:
    return codes("plover", "sectors.csv")


@cache
def cameo_parts() -> frozenset[str]:
    """All three-letter parts that a CAMEO actor code may be made of; ethnic codes are compared without case."""
    parts = set(codes("countries", "countries.csv", column="cameo"))
    for table in ("regions", "international", "groups", "religions", "roles"):
        parts |= codes("cameo", f"{table}.csv")
    return frozenset(parts | {code.lower() for code in codes("cameo", "ethnic.csv")})


def names(row: Row) -> tuple[str, ...]:
    return (row["name"], *row.many("aliases"))


def day(text: str, last: bool = False) -> date:
    """The first (or last) day of a date cell; open where empty."""
    if not text:
        return date.max if last else date.min
    return date.fromisoformat(text if len(text) == 10 else f"{text}-12-31" if last else f"{text}-01-01")


def overlap(one: Row, two: Row) -> bool:
    """Whether there is a day on which both rows hold."""
    return day(one["from"]) <= day(two["to"], last=True) and day(two["from"]) <= day(one["to"], last=True)


def conditions(row: Row) -> list[str]:
    return [part.split("=")[0].split(":")[0].strip() for part in row["condition"].split(";") if part.strip()]


def where(rows: Iterable[tuple[str, Row]]) -> list[str]:
    return [f"{table}:{row.line}" for table, row in rows]


@pytest.mark.parametrize("table", sorted(LEAST))
def test_actor_tables_are_big_enough(table: str) -> None:
    assert len(actors(table)) >= LEAST[table]


def test_actor_tables_kinds_codes_and_sectors_are_legal() -> None:
    bad = [
        (table, row)
        for table, row in every_actor()
        if row["kind"] not in KINDS
        or (row["country"] and row["country"] not in countries())
        or (row["code"] and row["code"] not in actor_codes())
        or not {row["sector"], *row.many("other_sectors")} - {""} <= sectors()
        or row["sector"] in row.many("other_sectors")
        or row["checked"] not in {"yes", "no"}
        or not set(conditions(row)) <= CONDITIONS
    ]
    assert where(bad) == []


def test_actor_tables_cameo_codes_are_made_of_known_parts() -> None:
    bad = [
        (table, row)
        for table, row in every_actor()
        if len(row["cameo"]) % 3
        or not {row["cameo"][at : at + 3] for at in range(0, len(row["cameo"]), 3)} <= cameo_parts()
    ]
    assert where(bad) == []


def test_actor_tables_cameo_code_begins_with_the_actors_own_country_or_class() -> None:
    own = {"UNO": "IGO", "EUR": "IGO", "ISM": "NGM"}
    bad = [
        (table, row)
        for table, row in every_actor()
        if row["cameo"] and row["kind"] not in {"religion", "ethnic"}
        and not row["cameo"].startswith(own.get(row["code"], row["code"] or row["country"]))
    ]  # fmt: skip
    assert where(bad) == []


def test_actor_tables_dates_are_in_order() -> None:
    members = read_table(codebooks_folder("default", "actors", "members.csv"), MEMBER_COLUMNS).rows
    rows = [*every_actor(), *(("members", row) for row in members)]
    assert where((table, row) for table, row in rows if day(row["from"]) > day(row["to"], last=True)) == []


def test_actor_tables_name_their_sources() -> None:
    rows = [*every_actor(), *agents()]
    assert where((table, row) for table, row in rows if not row["source"].strip()) == []


def test_actor_tables_no_name_stands_for_two_at_once() -> None:
    """Two rows may share a name only where their dates do not meet, or where a condition tells them apart.

    Leaders are counted in; names of countries are not: there the entry here is the more exact one.
    """
    leaders = read_table(codebooks_folder("default", "actors", "leaders.csv"), ACTOR_COLUMNS).rows
    of_name: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for table, row in (*every_actor(), *(("leaders", row) for row in leaders)):
        for name in {key(name) for name in names(row)}:
            of_name[name].append((table, row))
    clashes = [
        (name, where([one, two]))
        for name, rows in of_name.items()
        for place, one in enumerate(rows)
        for two in rows[place + 1 :]
        if not one[0] == two[0] == "leaders"
        and overlap(one[1], two[1])
        and not set(conditions(one[1]) + conditions(two[1])) - {"case"}
    ]
    assert clashes == []


def test_actor_tables_no_name_is_written_twice_in_one_row() -> None:
    bad = [(table, row) for table, row in every_actor() if len(set(names(row))) < len(names(row))]
    assert where(bad) == []


@pytest.mark.parametrize(
    ("name", "when", "country", "code", "sector"),
    [
        ("Houthis", "2020-01-01", "YEM", "", "REB"),
        ("Ansar Allah", "2020-01-01", "YEM", "", "REB"),
        ("Daesh", "2015-01-01", "", "IMG", "REB"),
        ("PKK", "1999-01-01", "TUR", "", "REB"),
        ("FARC", "2008-01-01", "COL", "", "REB"),
        ("M23", "2013-01-01", "COD", "", "REB"),
        ("LTTE", "2008-01-01", "LKA", "", "REB"),
        ("Taliban", "1999-01-01", "AFG", "", "GOV"),
        ("Taliban", "2010-01-01", "AFG", "", "REB"),
        ("Taliban", "2022-01-01", "AFG", "", "GOV"),
        ("Popular Mobilization Forces", "2016-01-01", "IRQ", "", "PRM"),
        ("Rapid Support Forces", "2020-01-01", "SDN", "", "PRM"),
        ("Rapid Support Forces", "2023-06-01", "SDN", "", "REB"),
        ("Polisario", "1995-01-01", "ESH", "", "REB"),
        ("Hezbollah", "2006-07-12", "LBN", "", "REB"),
        ("NATO", "1999-03-24", "", "IGO", "MIL"),
        ("UNICEF", "2001-01-01", "", "UNO", "CVL"),
        ("European Commission", "2001-01-01", "", "EUR", "GOV"),
        ("IMF", "1998-01-01", "", "IGO", ""),
        ("Knesset", "1998-01-01", "ISR", "", "LEG"),
        ("CIA", "1998-01-01", "USA", "", "SPY"),
        ("IRGC", "2019-01-01", "IRN", "", "MIL"),
        ("Doctors Without Borders", "1998-01-01", "", "NGO", "MED"),
        ("Reuters", "1998-01-01", "GBR", "", "JRN"),
        ("Likud", "1998-01-01", "ISR", "", "PTY"),
        ("African National Congress", "1993-01-01", "ZAF", "", "OPP"),
        ("African National Congress", "1995-01-01", "ZAF", "", "PTY"),
    ],
)
def test_actor_tables_know_who_is_who(name: str, when: str, country: str, code: str, sector: str) -> None:
    on = date.fromisoformat(when)
    found = [
        row for _, row in every_actor() if name in names(row) and day(row["from"]) <= on <= day(row["to"], last=True)
    ]
    assert [(row["country"], row["code"], row["sector"]) for row in found] == [(country, code, sector)]


def test_actor_tables_parties_of_sixty_countries() -> None:
    assert len({row["country"] for row in actors("parties")} - {""}) >= 60


def test_members_belong_to_known_organisations_and_countries() -> None:
    known = {name for table in ("organizations", "alliances") for row in actors(table) for name in names(row)}
    table = read_table(codebooks_folder("default", "actors", "members.csv"), MEMBER_COLUMNS)
    assert table.findings == ()
    assert {row["organization"] for row in table.rows} <= known
    assert {row["country"] for row in table.rows} <= countries()
    assert len({row["organization"] for row in table.rows}) >= 40


def test_members_of_nato_on_the_day_finland_joined() -> None:
    rows = read_table(codebooks_folder("default", "actors", "members.csv"), MEMBER_COLUMNS).rows
    on = date(2023, 4, 4)
    nato = {row["country"] for row in rows if row["organization"] == "NATO" and day(row["from"]) <= on}
    assert len(nato) == 31
    assert "SWE" not in nato


def test_agents_are_legal_and_enough() -> None:
    roles = codes("cameo", "roles.csv") | {""}
    bad = [
        (table, row)
        for table, row in agents()
        if row["noun"] != row["noun"].lower()
        or row["kind"] not in AGENT_KINDS
        or row["sector"] not in sectors()
        or not set(row.many("other_sectors")) <= sectors() - {row["sector"]}
        or row["cameo"] not in roles
        or (row["kind"] == "weapon" and row["sector"] not in {"MIL", "SPY", "COP"})
    ]
    assert where(bad) == []
    assert len(agents()) >= 2500


def test_agents_no_word_stands_twice() -> None:
    seen: dict[tuple[str, bool], str] = {}
    twice = []
    for table, row in agents():
        plural = row["noun"] if row["plural"] == "=" else row["plural"] or plural_of(row["noun"])
        for word in {key(row["noun"]), key(plural)}:
            place = (word, "name" in row["condition"])  # the last word of an unknown name has a row of its own
            if place in seen:
                twice.append((word, seen[place], f"{table}:{row.line}"))
            seen[place] = f"{table}:{row.line}"
    assert twice == []


@pytest.mark.parametrize(
    ("word", "sector"),
    [
        ("security forces", "COP"), ("riot police", "COP"), ("pro-government militiamen", "PRM"),
        ("opposition lawmakers", "OPP"), ("aid workers", "CVL"), ("foreign ministry", "GOV"),
        ("defense minister", "GOV"), ("central bank", "GOV"), ("supreme court", "JUD"), ("protesters", "CVL"),
        ("gunmen", "UAF"), ("militants", "REB"), ("villagers", "CVL"), ("refugees", "REF"), ("journalists", "JRN"),
        ("warplanes", "MIL"), ("fighter jets", "MIL"), ("tanks", "MIL"), ("drones", "MIL"), ("warship", "MIL"),
        ("farmers", "AGR"), ("nurses", "MED"), ("strikers", "LAB"), ("bishops", "REL"), ("mobsters", "CRM"),
    ],
)  # fmt: skip
def test_agents_know_what_a_noun_is(word: str, sector: str) -> None:
    found = {
        row["sector"]
        for _, row in agents()
        if word in {row["noun"], row["plural"] if row["plural"] not in {"", "="} else plural_of(row["noun"])}
    }
    assert found == {sector}
