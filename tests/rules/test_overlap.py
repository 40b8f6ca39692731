from hypothesis import given
from hypothesis import strategies as st

from eventcoder.rules.model import Condition
from eventcoder.rules.overlap import implies


def words(key: str, *found: str, negative: bool = False, special: str = "") -> Condition:
    return Condition(key, frozenset(found), special, negative)


def test_overlap_fewer_words_imply_more() -> None:
    assert implies([words("object", "a")], [words("object", "a", "b")])
    assert not implies([words("object", "a", "b")], [words("object", "a")])


def test_overlap_more_flags_imply_fewer() -> None:
    assert implies([words("flags", "a", "b")], [words("flags", "a")])
    assert not implies([words("flags", "a")], [words("flags", "a", "b")])


def test_overlap_negation_turns_it_round() -> None:
    assert implies([words("object", "a", "b", negative=True)], [words("object", "a", negative=True)])
    assert not implies([words("object", "a", negative=True)], [words("object", "a", "b", negative=True)])


def test_overlap_any_is_implied_by_words() -> None:
    anything = words("object", special="any")
    assert implies([words("object", "a")], [anything])
    assert implies([words("object", "a")], [words("object", special="none", negative=True)])
    assert not implies([anything], [words("object", "a")])
    assert not implies([words("object", special="none")], [anything])


def test_overlap_other_keys_imply_nothing() -> None:
    assert not implies([words("object", "a")], [words("with", "a")])
    assert implies([words("object", "a")], [])
    assert not implies([], [words("object", "a")])


CONDITIONS = st.builds(
    Condition,
    st.sampled_from(["object", "with", "not_with", "sentence"]),
    st.frozensets(st.sampled_from("abc"), min_size=1),
    st.just(""),
    st.booleans(),
)


def holds(conditions: list[Condition], world: dict[str, set[str]]) -> bool:
    """Conditions by their definition, in a world that says which words each place has."""
    results = []
    for condition in conditions:
        if condition.key == "not_with":
            truth = world["sentence"].isdisjoint(condition.words)
        else:
            truth = not world[condition.key].isdisjoint(condition.words)
        results.append(truth != condition.negative)
    return all(results)


@given(
    st.lists(CONDITIONS, max_size=3),
    st.lists(CONDITIONS, max_size=3),
    st.fixed_dictionaries({key: st.sets(st.sampled_from("abc")) for key in ("object", "with", "sentence")}),
)
def test_overlap_what_is_implied_holds(
    one: list[Condition], other: list[Condition], world: dict[str, set[str]]
) -> None:
    if implies(one, other) and holds(one, world):
        assert holds(other, world)
