from pathlib import Path

import pytest

from eventcoder.actors import Lexicon, Resolver
from eventcoder.actors.lexicon import parse_condition
from eventcoder.errors import ResourceError

HEADER = "name,aliases,kind,country,code,sector,other_sectors,cameo,from,to,office,condition,source,checked\n"


def layer(folder: Path, *rows: str) -> Path:
    path = folder / "actors" / "actors.csv"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + "".join(row + "\n" for row in rows), "utf-8")
    return folder


def test_lexicon_looks_up_in_any_spelling(resolver: Resolver) -> None:
    assert [entry.name for entry in resolver.lexicon.lookup("AL QAIDA")] == ["al-Qaeda"]
    assert [entry.code for entry in resolver.lexicon.lookup("U.S")][:1] == ["USA"]


def test_lexicon_holder_by_date(resolver: Resolver) -> None:
    assert resolver.lexicon.lookup("Jack Straw", "2003-03-20")[0].office == "foreign secretary"
    assert resolver.lexicon.lookup("Jack Straw", "2001-06-08")
    assert resolver.lexicon.lookup("Jack Straw", "2006-05-05")
    assert not resolver.lexicon.lookup("Jack Straw", "2006-05-06")
    assert resolver.lexicon.lookup("Jack Straw", None)


def test_lexicon_year_as_limit_includes_the_year(tmp_path: Path) -> None:
    folder = layer(tmp_path / "a", "Ann Test,,person,GBR,GBR,GOV,,,1999,2001,president,,test,no")
    lexicon = Lexicon.load([folder], tmp_path)
    assert lexicon.lookup("Ann Test", "2001-12-31")
    assert lexicon.lookup("Ann Test", "1999-01-01")
    assert not lexicon.lookup("Ann Test", "2002-01-01")
    assert not lexicon.lookup("Ann Test", "1998-12-31")


def test_lexicon_higher_layer_replaces_and_removes(tmp_path: Path) -> None:
    lower = layer(
        tmp_path / "a",
        "Blue Front,,armed_group,GBR,GBR,REB,,,,,,,test,no",
        "Red Front,,armed_group,GBR,GBR,REB,,,,,,,test,no",
    )
    higher = layer(tmp_path / "b", "Blue Front,,party,FRA,FRA,PTY,,,,,,,test,no", "Red Front,,none,,,,,,,,,,test,no")
    lexicon = Lexicon.load([lower, higher], tmp_path)
    assert [entry.country for entry in lexicon.lookup("Blue Front")] == ["FRA"]
    assert lexicon.lookup("Red Front") == []


def test_lexicon_unreadable_table_is_an_error(tmp_path: Path) -> None:
    folder = layer(tmp_path / "a")
    (folder / "actors" / "actors.csv").write_bytes(HEADER.encode() + b"\xff\xfe,,\n")
    with pytest.raises(ResourceError, match=r"actors\.csv"):
        Lexicon.load([folder], tmp_path)


def test_lexicon_condition_vocabulary() -> None:
    condition = parse_condition("case;not_after=New|West;not_before=River|Gulf of;not_name;second")
    assert condition.case
    assert condition.not_after == {"new", "west"}
    assert condition.not_before == {"river", "gulf of"}
    assert condition.not_surname
    assert condition.not_given_name
    assert condition.second
    assert not parse_condition("").case
