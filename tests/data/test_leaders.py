"""The table of leaders: legal, sane, big enough, and right where history is not in doubt."""

import calendar
from datetime import date
from functools import cache
from itertools import combinations

import pytest

from eventcoder.resources import codebooks_folder
from eventcoder.tables import Row, read_table

COLUMNS = ("name", "aliases", "kind", "country", "code", "sector", "other_sectors", "cameo", "from", "to", "office",
           "condition", "source", "checked")  # fmt: skip
# One person at a time holds these; acting holders, juntas and rivals have offices of their own.
SINGLE = {
    *("president", "prime minister", "premier", "chancellor", "king", "queen", "emir", "sultan", "supreme leader"),
    *("foreign minister", "defence minister", "interior minister", "secretary of state", "secretary of defense"),
}
# Two governments claimed the office at the same time.
CONTESTED = {("AZE", "president"), ("CIV", "president"), ("LBY", "prime minister"), ("MDG", "president"),
             ("MDG", "prime minister"), ("YEM", "prime minister")}  # fmt: skip


@cache
def leaders() -> tuple[Row, ...]:
    table = read_table(codebooks_folder("default", "actors", "leaders.csv"), COLUMNS)
    assert table.findings == ()
    return table.rows


def codes_of(*path: str, column: str) -> set[str]:
    with open(codebooks_folder(*path), encoding="utf-8") as stream:
        lines = [line for line in stream if not line.startswith("#")]
    position = lines[0].strip().split(",").index(column)
    return {line.split(",")[position].strip('"\n') for line in lines[1:]}


def first_day(text: str) -> date:
    """The first day an office can have been held; a year stands for the whole year."""
    return date.fromisoformat(text if len(text) == 10 else f"{text}-01-01") if text else date.min


def last_day(text: str) -> date:
    return date.fromisoformat(text if len(text) == 10 else f"{text}-12-31") if text else date.max


def surely_from(row: Row) -> date:
    """The latest day on which the term can have begun, as far as the table says."""
    return date(int(row["from"]), 12, 31) if len(row["from"]) == 4 else first_day(row["from"])


def surely_until(row: Row) -> date:
    return date(int(row["to"]), 1, 1) if len(row["to"]) == 4 else last_day(row["to"])


def holders(country: str, office: str, day: str) -> set[str]:
    when = date.fromisoformat(day)
    return {
        row["name"]
        for row in leaders()
        if (row["country"] or row["code"]) == country
        and row["office"] == office
        and first_day(row["from"]) <= when <= last_day(row["to"])
    }


def test_leaders_cover_the_world() -> None:
    assert len(leaders()) >= 4500
    assert len({row["country"] for row in leaders()} - {""}) >= 190
    ministers = {row["country"] for row in leaders() if row["office"] == "foreign minister"}
    assert len(ministers) >= 150


def test_leaders_size_stays_within_the_budget_for_loading() -> None:
    assert codebooks_folder("default", "actors", "leaders.csv").stat().st_size < 1_400_000


def test_leaders_codes_are_legal() -> None:
    countries = codes_of("countries", "countries.csv", column="code")
    actors = countries | codes_of("plover", "actor_codes.csv", column="code")
    sectors = codes_of("plover", "sectors.csv", column="code")
    for row in leaders():
        assert row["kind"] == "person", row
        assert row["country"] in countries or row["country"] == "", row
        assert row["code"] in actors, row
        assert {row["sector"], *row.many("other_sectors")} <= sectors | {""}, row
        assert row["sector"] or row["code"] != row["country"], row
        assert row["condition"] in ("", "case"), row
        assert row["checked"] in ("yes", "no"), row
        assert all(row[column] for column in ("name", "office", "source")), row


def test_leaders_dates_are_days_or_years_in_order() -> None:
    for row in leaders():
        for text in (row["from"], row["to"]):
            assert text == "" or len(text) in (4, 10), row
            if text:
                year = int(text[:4])
                assert 1900 <= year <= 2026, row
            if len(text) == 10:
                assert int(text[8:]) <= calendar.monthrange(int(text[:4]), int(text[5:7]))[1], row
        assert first_day(row["from"]) <= last_day(row["to"]), row
        assert row["to"] == "" or row["to"] >= "1945", row


def test_leaders_names_are_written_as_in_news() -> None:
    for row in leaders():
        for name in (row["name"], *row.many("aliases")):
            assert not set(name) & set('_[]{}<>#,|"') or '"' in name, row
            assert name == " ".join(name.split()), row
            assert not (name.isupper() and len(name) > 4), row
        assert len({row["name"], *row.many("aliases")}) == 1 + len(row.many("aliases")), row


def test_leaders_hold_an_office_alone() -> None:
    """No two persons hold one office at one time; days of handing over and year-only dates may touch."""
    terms: dict[tuple[str, str], list[Row]] = {}
    for row in leaders():
        key = row["country"], row["office"]
        if row["office"] in SINGLE and key not in CONTESTED and row["from"] and "unknown" not in row["source"]:
            terms.setdefault(key, []).append(row)
    for key, rows in terms.items():
        for one, other in combinations(rows, 2):
            days = (min(surely_until(one), surely_until(other)) - max(surely_from(one), surely_from(other))).days
            assert days <= 1, (key, one, other)


def test_leaders_share_no_name_at_one_time_across_countries() -> None:
    seen: dict[str, list[Row]] = {}
    for row in leaders():
        for name in row.many("aliases"):
            seen.setdefault(name.casefold(), []).append(row)
    for name, rows in seen.items():
        for one, other in combinations(rows, 2):
            if one["country"] != other["country"] and one["name"] != other["name"]:
                days = (min(surely_until(one), surely_until(other)) - max(surely_from(one), surely_from(other))).days
                assert days <= 1, (name, one, other)


FACTS = [
    ("USA", "president", "1990-08-02", "George H. W. Bush"),
    ("USA", "president", "2003-03-20", "George W. Bush"),
    ("USA", "president", "2011-05-02", "Barack Obama"),
    ("USA", "secretary of state", "2003-02-05", "Colin Powell"),
    ("USA", "secretary of state", "2012-09-11", "Hillary Clinton"),
    ("ISR", "prime minister", "1996-01-01", "Shimon Peres"),
    ("ISR", "prime minister", "1993-09-13", "Yitzhak Rabin"),
    ("ISR", "prime minister", "2023-10-07", "Benjamin Netanyahu"),
    ("DEU", "chancellor", "2010-05-05", "Angela Merkel"),
    ("DEU", "chancellor", "1990-10-03", "Helmut Kohl"),
    ("GBR", "prime minister", "1997-08-31", "Tony Blair"),
    ("GBR", "prime minister", "2022-10-01", "Liz Truss"),
    ("GBR", "foreign minister", "2003-03-20", "Jack Straw"),
    ("FRA", "president", "1995-12-14", "Jacques Chirac"),
    ("FRA", "president", "2015-11-13", "Francois Hollande"),
    ("RUS", "president", "1993-10-04", "Boris Yeltsin"),
    ("RUS", "president", "2008-08-08", "Dmitry Medvedev"),
    ("RUS", "prime minister", "2008-08-08", "Vladimir Putin"),
    ("RUS", "foreign minister", "2014-03-18", "Sergei Lavrov"),
    ("SUN", "president", "1991-08-19", "Mikhail Gorbachev"),
    ("CHN", "president", "2001-04-01", "Jiang Zemin"),
    ("CHN", "president", "2020-01-23", "Xi Jinping"),
    ("JPN", "prime minister", "2011-03-11", "Naoto Kan"),
    ("KOR", "president", "2000-06-15", "Kim Dae-jung"),
    ("IND", "prime minister", "1998-05-11", "Atal Bihari Vajpayee"),
    ("PAK", "prime minister", "1999-05-20", "Nawaz Sharif"),
    ("ZAF", "president", "1995-06-24", "Nelson Mandela"),
    ("EGY", "president", "2013-06-30", "Mohamed Morsi"),
    ("IRQ", "president", "1990-08-02", "Saddam Hussein"),
    ("IRQ", "prime minister", "2014-06-10", "Nouri al-Maliki"),
    ("IRN", "president", "2009-06-12", "Mahmoud Ahmadinejad"),
    ("IRN", "foreign minister", "2015-07-14", "Mohammad Javad Zarif"),
    ("SYR", "president", "2011-03-15", "Bashar al-Assad"),
    ("TUR", "prime minister", "2010-05-31", "Recep Tayyip Erdogan"),
    ("TUR", "president", "2016-07-15", "Recep Tayyip Erdogan"),
    ("UKR", "president", "2014-02-01", "Viktor Yanukovych"),
    ("UKR", "president", "2022-02-24", "Volodymyr Zelensky"),
    ("GEO", "president", "2008-08-08", "Mikheil Saakashvili"),
    ("SRB", "president", "1995-11-21", "Slobodan Milosevic"),
    ("YUG", "president", "1999-03-24", "Slobodan Milosevic"),
    ("RWA", "president", "1994-04-05", "Juvenal Habyarimana"),
    ("NGA", "president", "1995-11-10", "Sani Abacha"),
    ("ETH", "prime minister", "2020-11-04", "Abiy Ahmed"),
    ("VEN", "president", "2010-01-01", "Hugo Chavez"),
    ("BRA", "president", "2016-09-01", "Michel Temer"),
    ("MEX", "president", "1994-01-01", "Carlos Salinas de Gortari"),
    ("COL", "president", "2016-09-26", "Juan Manuel Santos"),
    ("CUB", "president", "1996-02-24", "Fidel Castro"),
    ("AUS", "prime minister", "2002-10-12", "John Howard"),
    ("PHL", "president", "2017-05-23", "Rodrigo Duterte"),
    ("UNO", "United Nations Secretary-General", "1994-04-06", "Boutros Boutros-Ghali"),
    ("UNO", "United Nations Secretary-General", "2003-03-20", "Kofi Annan"),
    ("IGO", "NATO Secretary-General", "2022-02-24", "Jens Stoltenberg"),
]  # fmt: skip


@pytest.mark.parametrize(("country", "office", "day", "name"), FACTS)
def test_leaders_tell_who_held_an_office_on_a_day(country: str, office: str, day: str, name: str) -> None:
    assert holders(country, office, day) == {name}


def test_leaders_checked_rows_are_enough() -> None:
    assert sum(row["checked"] == "yes" for row in leaders()) >= 150
