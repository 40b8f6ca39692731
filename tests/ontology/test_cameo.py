import pytest

from eventcoder.ontology import Cameo


@pytest.fixture(scope="module")
def cameo() -> Cameo:
    return Cameo.load()


def test_cameo_load_gives_the_same_ontology_twice() -> None:
    assert Cameo.load() is Cameo.load()


@pytest.mark.parametrize(
    ("source", "count"),
    [("manual", 318), ("gdelt", 311), ("icews", 312)],
)
def test_cameo_codes_are_the_union_of_three_lists(cameo: Cameo, source: str, count: int) -> None:
    assert sum(source in event.lists for event in cameo.events.values()) == count


def test_cameo_codes_only_in_the_manual(cameo: Cameo) -> None:
    only = {event.code for event in cameo.events.values() if event.lists == {"manual"}}
    assert only == {"1214", "155", "176", "1834", "1951", "1952"}


def test_cameo_codes_have_twenty_roots(cameo: Cameo) -> None:
    roots = [code for code in cameo.codes if cameo.parent(code) is None]
    assert roots == [f"{number:02d}" for number in range(1, 21)]


def test_cameo_label_is_the_manuals_not_gdelts_older_one(cameo: Cameo) -> None:
    assert cameo.label("106") == "Demand meeting, negotiation"
    assert cameo.event("106").labels["gdelt"] == "Demand withdrawal"
    assert "Demand withdrawal" in cameo.event("106").aliases


@pytest.mark.parametrize(
    ("code", "gdelt", "icews"),
    [("016", -2.0, -5.0), ("022", 3.2, 3.4), ("164", -7.0, -6.5), ("165", -6.5, -7.0), ("106", -5.0, -5.0)],
)
def test_cameo_goldstein_differs_by_table(cameo: Cameo, code: str, gdelt: float, icews: float) -> None:
    assert cameo.goldstein(code) == gdelt
    assert cameo.goldstein(code, "icews") == icews


def test_cameo_goldstein_of_a_code_without_its_own_is_the_parents(cameo: Cameo) -> None:
    assert cameo.goldstein("1952") == cameo.goldstein("195")
    assert "gdelt:195" in cameo.event("1952").goldstein_source


@pytest.mark.parametrize(
    ("code", "gdelt", "phoenix", "icews", "text_to_cameo"),
    [
        ("010", 1, 0, 1, 1),
        ("012", 1, 0, 1, 3),
        ("090", 2, 3, 3, 3),
        ("141", 3, 4, 4, 3),
        ("163", 4, 3, 4, 4),
        ("190", 4, 4, 4, 4),
    ],
)
def test_cameo_quad_differs_by_definition(
    cameo: Cameo, code: str, gdelt: int, phoenix: int, icews: int, text_to_cameo: int
) -> None:
    assert cameo.quad(code) == gdelt
    assert cameo.quad(code, "phoenix") == phoenix
    assert cameo.quad(code, "icews") == icews
    assert cameo.quad(code, "text_to_cameo") == text_to_cameo


def test_cameo_family_of_a_code(cameo: Cameo) -> None:
    assert cameo.parents("1952") == ("195", "19")
    assert (cameo.base("1952"), cameo.root("1952")) == ("195", "19")
    assert cameo.children("195") == ("1951", "1952")
    assert cameo.parents("19") == ()


@pytest.mark.parametrize("code", ["", "10.0", "21", "0213x", "1"])
def test_cameo_event_refuses_what_is_no_code(cameo: Cameo, code: str) -> None:
    assert code not in cameo
    with pytest.raises(KeyError, match="no CAMEO event code"):
        cameo.event(code)


def test_cameo_actor_pieces(cameo: Cameo) -> None:
    assert cameo.roles["MED"] == "Media"
    assert set(cameo.international) == {"IGO", "NGO", "NGM", "MNC", "IMG", "INT", "UIS"}
    assert cameo.groups["LKD"] == "Likud Party"
    assert cameo.religions["SHI"] == "Shia"
    assert cameo.ethnic["aar"] == "Afar"
    assert cameo.regions["WSB"] == "West Bank"
