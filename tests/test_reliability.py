from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.coder import Coder
from eventcoder.documents import Document
from eventcoder.errors import CodebookError, EventcoderError
from eventcoder.records import Entity, Event, Evidence, TextInfo
from eventcoder.reliability import FILE, GRADES, PARTS, Grader, Row, check_grade, features, is_running, kinds, read_rows

TEXT = (
    "Rebels shelled the port of Aden on Sunday. Police in Oslo arrested two Swedish activists. Peru sent aid to Chile."
)


def event(rule: str = "aid.money", route: str = "subject", clause: str = "main", actors: int = 1) -> Event:
    actor = tuple(Entity(code="PER", route=route, resolved_by="name") for _ in range(actors))
    return Event(id="e", date=None, actor=actor, event=("AID",), evidence=(Evidence(rule=rule, clause=clause),))


def rows(*cells: tuple[str, str, str, int, int], source: str = "a") -> list[Row]:
    return [Row(*cell, source) for cell in cells]


BASE = rows(("event", "all", "", 100, 80), ("actor", "all", "", 100, 90), ("recipient", "all", "", 100, 70))


def test_reliability_features_name_rule_clause_and_routes() -> None:
    found = features(event(actors=2))
    assert dict(found["event"]) == {
        "section": "aid",
        "rule": "aid.money",
        "clause": "main",
        "roles": "actor named, recipient among the actors",
        "flags": "none",
    }
    assert dict(found["actor"]) == {
        "found by": "name",
        "route": "name: subject",
        "known": "name: country",
        "length": "short",
    }
    assert dict(found["recipient"])["countries"] == "the same"
    assert dict(features(event())["recipient"])["countries"] == "one side"
    assert dict(found["recipient"])["route"] == "name: subject"
    assert dict(features(event())["recipient"])["found by"] == "nobody"
    assert [kind for kind, _ in found["recipient"]] == list(kinds("recipient"))


def test_reliability_features_tell_events_that_need_a_recipient_from_statements() -> None:
    def label(labels: tuple[str, ...], actors: int) -> str:
        found = event(actors=actors).model_copy(update={"event": labels})
        return dict(features(found)["recipient"])["label"]

    assert label((), 1) == "statement: nobody"
    assert label(("AID",), 1) == "AID: nobody"
    assert label(("CONSULT",), 2) == "CONSULT: among the actors"


@pytest.mark.parametrize(
    ("size", "name"), [(1, "short"), (110, "short"), (111, "middle"), (220, "middle"), (221, "long")]
)
def test_reliability_features_know_long_sentences(size: int, name: str) -> None:
    found = event().model_copy(update={"text_info": TextInfo(sequence=3, start=50, end=50 + size)})
    assert dict(features(found)["actor"])["length"] == dict(features(found)["recipient"])["length"] == name


LONG = " ".join([TEXT, *(["It rained again in the north."] * 20)])


def test_reliability_of_dispatches_and_of_running_text_differ(coder: Coder) -> None:
    everything = Coder(coder.codebook, parser=coder.parser, min_grade="D")
    short, running = everything.code(TEXT), everything.code(LONG)
    assert [event.event for event in short] == [event.event for event in running]
    assert [event.reliability for event in short] != [event.reliability for event in running]


def test_reliability_leaves_out_what_is_doubtful_in_running_text_alone(coder: Coder) -> None:
    everything = Coder(coder.codebook, parser=coder.parser, min_grade="D")
    dispatch, prose = Document("short", TEXT), Document("long", LONG)
    for document in (dispatch, prose):
        all_of_it = everything.code(document.text, id=document.id)
        (result,) = coder.results([document])
        good = [event for event in all_of_it if event.reliability and event.reliability.grade in ("A", "B")]
        assert result.events == (good if document is prose else all_of_it)
        assert result.left_out == len(all_of_it) - len(result.events)
    assert len(everything.code(LONG)) > len(coder.code(LONG)) > 0


def at(start: int, *labels: str) -> Event:
    return event().model_copy(update={"event": labels, "text_info": TextInfo(sequence=1, start=start, end=start + 9)})


@given(st.integers(1, 400), st.integers(0, 400))
def test_reliability_running_text_mostly_tells_no_events(sentences: int, reporting: int) -> None:
    reporting = min(reporting, sentences)
    events = [at(10 * i, "AID") for i in range(reporting)]
    found = is_running(sentences, events)
    assert found == is_running(sentences, [*events, *events, at(1, *())]), "sentences count, and no statements"
    if reporting >= 0.6 * sentences or sentences <= 3:
        assert not found
    if reporting <= 0.3 * sentences and sentences >= 10:
        assert found


def test_reliability_of_nothing_known_is_the_level() -> None:
    chances = Grader(BASE).chances(event())
    assert chances == pytest.approx({"event": 81 / 102, "actor": 91 / 102, "recipient": 71 / 102})


def test_reliability_follows_the_cases_of_the_rule_the_more_the_more_there_are() -> None:
    def chance(cases: int, right: int) -> float:
        return Grader(BASE + rows(("event", "rule", "aid.money", cases, right))).chances(event())["event"]

    level = 81 / 102
    assert chance(1, 1) > level > chance(1, 0)
    assert chance(50, 0) < chance(5, 0) < chance(1, 0)
    assert chance(5, 4) == pytest.approx(level, abs=0.01)
    assert abs(chance(1, 0) - level) < 0.15


def test_reliability_of_a_rule_with_few_cases_is_that_of_its_section() -> None:
    section = rows(("event", "section", "aid", 60, 20))
    known = Grader(BASE + section).chances(event())["event"]
    few = Grader(BASE + section + rows(("event", "rule", "aid.money", 1, 0))).chances(event())["event"]
    many = Grader(BASE + section + rows(("event", "rule", "aid.money", 60, 59))).chances(event())["event"]
    assert known < 0.45
    assert few == pytest.approx(known, abs=0.08)
    assert many > 0.8


def test_reliability_no_key_gains_by_standing_in_a_source_where_all_is_easy() -> None:
    hard = rows(("event", "all", "", 100, 50), ("event", "rule", "aid.money", 40, 20), source="hard")
    easy = rows(("event", "all", "", 100, 98), ("event", "rule", "aid.food", 40, 39), source="easy")
    grader = Grader([*hard, *easy])
    money, food = (grader.chances(event(rule))["event"] for rule in ("aid.money", "aid.food"))
    assert food == pytest.approx(money, abs=0.05)


def test_reliability_level_is_that_of_events_drawn_from_running_text() -> None:
    news = rows(("event", "all", "", 50, 30), ("event", "level", "", 50, 30), source="news")
    grader = Grader(BASE + news)
    assert grader.chances(event(), running=True)["event"] == pytest.approx(31 / 52)
    assert grader.chances(event(), running=False)["event"] == pytest.approx(81 / 102)
    assert Grader(BASE).chances(event(), running=True) == Grader(BASE).chances(event(), running=False)
    assert Grader(news).chances(event(), running=False)["event"] == pytest.approx(31 / 52)


CELL = st.tuples(st.sampled_from(PARTS), st.sampled_from(["section", "rule", "clause", "route", "found by", "roles"]))


@given(
    st.lists(
        st.tuples(CELL, st.sampled_from(["aid", "aid.money", "main", "name", "name: subject"]), st.integers(1, 99))
    ),
    st.floats(0, 1),
)
def test_reliability_chances_are_chances_whatever_the_table(
    cells: list[tuple[tuple[str, str], str, int]], share: float
) -> None:
    found = [Row(part, kind, key, cases, int(cases * share), "a") for (part, kind), key, cases in cells]
    grader = Grader(BASE + found)
    reliability = grader.grade(event())
    for part, chance in grader.chances(event()).items():
        assert 0 < chance < 1
        assert getattr(reliability, part) == round(chance, 2)
    whole = 1.0
    for chance in grader.chances(event()).values():
        whole *= chance
    better = [name for name, least in GRADES.items() if whole >= least]
    assert reliability.grade == better[0]


def test_reliability_table_that_is_broken_is_told(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text("part,kind,key,cases,right,source\nevent,all,,3,4,a\n")
    with pytest.raises(CodebookError, match="line 2"):
        read_rows(path)
    path.write_text("part,kind,key,cases\nevent,all,,3\n")
    with pytest.raises(CodebookError, match="cannot be used"):
        read_rows(path)


def test_reliability_is_the_table_of_the_uppermost_layer(tmp_path: Path) -> None:
    low, high = tmp_path / "low", tmp_path / "high"
    for folder, right in ((low, 10), (high, 90)):
        folder.mkdir()
        (folder / FILE).write_text(f"# made\npart,kind,key,cases,right,source\nevent,all,,100,{right},a\n")
    both, one = Grader.load([low, high]), Grader.load([low, tmp_path])
    assert both is not None
    assert one is not None
    assert (both.grade(event()).event, one.grade(event()).event) == (0.89, 0.11)
    assert Grader.load([tmp_path]) is None


def test_reliability_grades_that_are_good_enough() -> None:
    grader = Grader(BASE)
    assert check_grade("B", grader) == {"A", "B"}
    with pytest.raises(ValueError, match="no grade"):
        check_grade("E", grader)
    with pytest.raises(EventcoderError, match=FILE):
        check_grade("B", None)


def test_reliability_stands_on_every_event_and_filters(coder: Coder) -> None:
    events = coder.code(TEXT)
    assert len(events) >= 3
    assert all(event.reliability is not None for event in events)
    grades = [event.reliability.grade for event in events if event.reliability]
    strict = Coder(coder.codebook, parser=coder.parser, min_grade=min(grades))
    kept = strict.code(TEXT)
    assert kept == [event for event in events if event.reliability and event.reliability.grade == min(grades)]
    everything = Coder(coder.codebook, parser=coder.parser, min_grade="D")
    assert everything.code(TEXT) == events


def test_reliability_filters_the_same_in_processes(coder: Coder) -> None:
    documents = [Document("a", TEXT), Document("b", TEXT[::-1]), Document("c", TEXT.split(".")[1] + ".")]
    strict = Coder(min_grade="B", parser=coder.parser)
    alone = [event.to_json() for _, events in strict.pipe(documents) for event in events]
    together = [event.to_json() for _, events in strict.pipe(documents, n_process=2) for event in events]
    assert alone == together
