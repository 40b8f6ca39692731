import pytest

from eventcoder.actors import Resolver
from eventcoder.actors.agents import plural_of


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("soldier", "soldiers"),
        ("policeman", "policemen"),
        ("army", "armies"),
        ("envoy", "envoys"),
        ("coach", "coaches"),
        ("german", "germans"),
    ],
)
def test_agents_regular_plural(noun: str, plural: str) -> None:
    assert plural_of(noun) == plural


def test_agents_have_singular_and_plural(resolver: Resolver) -> None:
    assert resolver.agents.nouns["soldiers"][1]
    assert not resolver.agents.nouns["soldier"][1]
    assert resolver.agents.nouns["pro government militiamen"][0].sector == "PRM"
    assert resolver.agents.nouns["police"][1]
