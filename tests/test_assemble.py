"""Whose the unnamed are to whom something violent is done."""

import pytest

from eventcoder.assemble import PLACE_OF_EVENT, Assembler
from eventcoder.coder import Coder
from eventcoder.ontology import Cameo, Plover
from eventcoder.records import Entity


@pytest.fixture(scope="module")
def assembler() -> Assembler:
    return Assembler(Cameo.load(), Plover.load(), None)  # type: ignore[arg-type]  # no circumstances are asked for


@pytest.mark.parametrize(
    "entity",
    [
        Entity(entity_text="12 villagers", sector="CVL"),
        Entity(entity_text="a reporter", sector="JRN"),
        Entity(entity_text="a market"),
    ],
)
def test_unnamed_victims_are_of_the_place(assembler: Assembler, entity: Entity) -> None:
    found = assembler._local(entity, "MLI")
    assert (found.code, found.resolved_by, found.sector) == ("MLI", PLACE_OF_EVENT, entity.sector)
    assert (found.cameo or "").startswith("MLI")


@pytest.mark.parametrize(
    "entity",
    [
        Entity(entity_text="Chad's consul", sector="GOV", code="TCD"),
        Entity(entity_text="rebels", sector="REB"),
        Entity(entity_text="soldiers", sector="MIL"),
        Entity(entity_text="Ann Lee", identifier_text="Ann Lee"),
    ],
)
def test_who_is_known_or_armed_stays_what_he_is(assembler: Assembler, entity: Entity) -> None:
    assert assembler._local(entity, "MLI") == entity


def test_claims_of_an_act_that_no_rule_codes_are_not_given_to_another_act(coder: Coder) -> None:
    events = coder.code(
        "Bandits ambushed Ghanaian soldiers, killing two; the Ghanaian army said its men had fired in self-defence."
    )
    of = {event.event: [claim.type for claim in event.claims] for event in events}
    assert of[("ASSAULT",)] == []
    assert of[("JUSTIFY",)] == ["self-defense"]
    own = coder.code("Ghana said it had bombed the camp in self-defence.")
    assert [claim.type for event in own if event.event == ("ASSAULT",) for claim in event.claims] == ["self-defense"]
