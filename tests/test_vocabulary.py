import pytest

from eventcoder.errors import ResourceError
from eventcoder.ontology import Plover
from eventcoder.vocabulary import codes, legal_modes, load_schema


def test_vocabulary_is_that_of_the_ontology() -> None:
    plover = Plover.load()
    assert set(codes("event")) == set(plover.events)
    assert set(codes("context")) == set(plover.contexts)
    assert set(codes("sector")) == set(plover.sectors)
    assert set(codes("auxiliary")) == set(plover.auxiliary)
    assert {event: set(modes) for event, modes in legal_modes().items()} == {
        event: set(plover.modes(event)) for event in plover.events
    }


def test_vocabulary_of_plover_lacks_the_extension() -> None:
    extensions = {event.name for event in Plover.load().events.values() if event.extension}
    assert set(codes("event")) - set(codes("event", "plover")) == extensions != set()


def test_vocabulary_missing_schema_is_a_failure() -> None:
    with pytest.raises(ResourceError, match="nothing"):
        load_schema("nothing")
