import pytest

from eventcoder.ontology import Plover


@pytest.fixture(scope="module")
def plover() -> Plover:
    return Plover.load()


def test_plover_has_sixteen_events_and_the_extension(plover: Plover) -> None:
    assert [event.name for event in plover.events.values() if event.extension] == ["JUSTIFY"]
    assert len(plover.events) == 17


def test_plover_quads_make_four_classes(plover: Plover) -> None:
    members = {quad: {name for name in plover.events if plover.quad(name) == quad} for quad in (1, 2, 3, 4, None)}
    assert members == {
        1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
        2: {"COOPERATE", "AID", "RETREAT"},
        3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
        4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
        None: {"JUSTIFY"},
    }


def test_plover_score_of_accuse_has_its_sign_put_right(plover: Plover) -> None:
    assert plover.score("ACCUSE") == -3.0


@pytest.mark.parametrize(
    ("event", "mode", "score"),
    [
        ("ASSAULT", "drone", -9.5),
        ("CONSULT", "third-party", 1.0),
        ("RETREAT", "disarm", 10.0),
        ("REQUEST", "change", -1.0),
    ],
)
def test_plover_score_of_a_mode(plover: Plover, event: str, mode: str, score: float) -> None:
    assert plover.score(event, mode) == score


def test_plover_extension_has_no_score(plover: Plover) -> None:
    assert plover.score("JUSTIFY", "self-defense") is None


def test_plover_scores_of_modes_have_the_sign_of_their_class(plover: Plover) -> None:
    for event in plover.events.values():
        for mode in event.modes.values():
            if mode.current and mode.score and event.quad_code and event.name != "REQUEST":
                assert (mode.score > 0) == (event.quad_code <= 2), (event.name, mode.name)


def test_plover_requires_recipient(plover: Plover) -> None:
    assert {name for name in plover.events if plover.requires_recipient(name)} == {"COOPERATE", "AID", "SANCTION"}


@pytest.mark.parametrize(
    ("event", "old", "current"),
    [
        ("ASSAULT", "assassinate", "targeted"),
        ("ASSAULT", "massacre", None),
        ("COERCE", "ban", "restrict"),
        ("RETREAT", "return", "release"),
        ("PROTEST", "demo", "demo"),
    ],
)
def test_plover_current_mode_of_an_old_one(plover: Plover, event: str, old: str, current: str | None) -> None:
    assert plover.current_mode(event, old) == current
    assert (old in plover.modes(event)) == (old == current)


def test_plover_verbal_events_without_modes(plover: Plover) -> None:
    assert not any(plover.modes(event) for event in ("AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID"))


def test_plover_contexts(plover: Plover) -> None:
    assert len(plover.contexts) == 37
    assert plover.context("pro-democracy") == "pro_democracy"
    assert plover.context("natural_resources") == "natural_resource"
    assert plover.context("sports") is None


def test_plover_ordered_sectors_puts_the_primary_first(plover: Plover) -> None:
    assert plover.ordered_sectors(["CVL", "GOV", "XXX", "REB", "GOV"]) == ("REB", "GOV", "CVL")


def test_plover_sectors_that_change_their_meaning_in_cameo(plover: Plover) -> None:
    assert plover.sectors["MED"].cameo_role == "HLH"
    assert plover.sectors["JRN"].cameo_role == "MED"


def test_plover_refuses_what_is_no_event_or_mode(plover: Plover) -> None:
    with pytest.raises(KeyError, match="no PLOVER event"):
        plover.event("DEMAND")
    with pytest.raises(KeyError, match="no mode of COERCE"):
        plover.score("COERCE", "aerial")
