import pytest

from eventcoder.ontology import Cameo, Crosswalk, Plover


@pytest.fixture(scope="module")
def crosswalk() -> Crosswalk:
    return Crosswalk.load()


@pytest.mark.parametrize(
    ("code", "event", "mode", "contexts"),
    [
        ("195", "ASSAULT", "aerial", ("military",)),
        ("1951", "ASSAULT", "aerial", ("military",)),
        ("1952", "ASSAULT", "drone", ("military",)),
        ("176", "COERCE", "cyber", ("cyber",)),
        ("155", "MOBILIZE", "weapons", ("cyber",)),
        ("186", "ASSAULT", "targeted", ()),
        ("202", "ASSAULT", None, ("religion_ethnicity",)),
        ("0333", "AGREE", None, ("human_security",)),
        ("116", "SANCTION", "convict", ("legal",)),
        ("173", "COERCE", "arrest", ("legal",)),
        ("010", None, None, ()),
        ("0231", None, None, ()),
    ],
)
def test_crosswalk_cameo_to_plover(
    crosswalk: Crosswalk, code: str, event: str | None, mode: str | None, contexts: tuple[str, ...]
) -> None:
    target = crosswalk.cameo_to_plover(code)[0]
    assert (target.event, target.mode, target.contexts) == (event, mode, contexts)


def test_crosswalk_covers_every_cameo_code(crosswalk: Crosswalk) -> None:
    assert all(crosswalk.cameo_to_plover(code) for code in Cameo.load().codes)


def test_crosswalk_covers_every_plover_event_and_mode(crosswalk: Crosswalk) -> None:
    plover = Plover.load()
    for event in plover.events:
        for mode in (None, *plover.modes(event)):
            target = crosswalk.plover_to_cameo(event, mode)
            assert target is not None
            assert target.code in Cameo.load()


def test_crosswalk_there_and_back_keeps_the_event(crosswalk: Crosswalk) -> None:
    lost = set()
    plover = Plover.load()
    for event in plover.events:
        for mode in (None, *plover.modes(event)):
            target = crosswalk.plover_to_cameo(event, mode)
            assert target is not None
            if crosswalk.cameo_to_plover(target.code)[0].event != event and not plover.event(event).extension:
                lost.add((event, mode))
    assert lost == {("RETREAT", "resign")}  # CAMEO has resigning under a root that PLOVER calls CONCEDE


def test_crosswalk_exact_both_ways_is_a_fixed_point(crosswalk: Crosswalk) -> None:
    for code in Cameo.load().codes:
        target = crosswalk.cameo_to_plover(code)[0]
        if target.round_trip and target.event and len(code) > 2:
            back = crosswalk.plover_to_cameo(target.event, target.mode, target.contexts)
            assert back is not None
            assert back.code == code


@pytest.mark.parametrize(
    ("event", "mode", "contexts", "code"),
    [
        ("AID", None, ["military"], "072"),
        ("AID", None, ["gender", "economic"], "071"),
        ("ASSAULT", "firearms", ["military"], "193"),
        ("ASSAULT", None, ["military"], "190"),
        ("ASSAULT", None, [], "180"),
        ("JUSTIFY", "responsibility-denied", [], "016"),
        ("JUSTIFY", "collective-self-defense", [], "052"),
        ("JUSTIFY", "self-defense", [], "010"),
    ],
)
def test_crosswalk_plover_to_cameo(
    crosswalk: Crosswalk, event: str, mode: str | None, contexts: list[str], code: str
) -> None:
    target = crosswalk.plover_to_cameo(event, mode, contexts)
    assert target is not None
    assert target.code == code


def test_crosswalk_acled_is_not_directed(crosswalk: Crosswalk) -> None:
    target = crosswalk.acled_to_plover("Explosions/Remote violence", "Suicide bomb")[0]
    assert (target.event, target.mode, target.directed) == ("ASSAULT", "suicide-attack", False)


def test_crosswalk_acled_falls_back_to_the_event_type(crosswalk: Crosswalk) -> None:
    assert crosswalk.acled_to_plover("Riots", "no such thing")[0].mode == "riot"
    assert crosswalk.acled_to_plover("Nothing", "at all") == ()


def test_crosswalk_ucdp(crosswalk: Crosswalk) -> None:
    assert [crosswalk.ucdp_to_plover(kind)[0].directed for kind in ("1", "2", "3")] == [False, False, True]


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Make statement", "010"),
        ("use unconventional violence", "180"),
        ("Demand easing of  popular dissent", "1052"),
        ("Threaten with repression", "137"),
    ],
)
def test_crosswalk_icews_phrases(crosswalk: Crosswalk, phrase: str, code: str) -> None:
    target = crosswalk.icews_to_cameo(phrase)
    assert target is not None
    assert target.code == code


def test_crosswalk_medical_and_media_change_places(crosswalk: Crosswalk) -> None:
    media, health = crosswalk.cameo_actor_to_plover("MED"), crosswalk.cameo_actor_to_plover("HLH")
    assert media is not None
    assert health is not None
    assert (media.code, health.code) == ("JRN", "MED")
    assert (crosswalk.cameo_actors["JRN"], crosswalk.cameo_actors["MED"]) == ("MED", "HLH")
