from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.errors import ResourceError
from eventcoder.frames import Frame
from eventcoder.records import Size
from eventcoder.resources import codebooks_folder
from eventcoder.sizes import SentenceSizes, SizeWords
from tests.circumstances.handmade import coding_of, parse_of, view_of

WORDS = SizeWords.load([codebooks_folder("default")])
PEOPLE = {"soldier": "MIL", "civilian": "CVL"}


def size_of(notation: str, head: int = 1, others: tuple[int, ...] = ()) -> Size | None:
    parse = parse_of(notation)
    frames = [Frame(n, "verb", token, (token,), parse.lemmas[token]) for n, token in enumerate((head, *others))]
    codings = [coding_of(frame) for frame in frames]
    return SentenceSizes(WORDS, view_of(parse, frames, PEOPLE), codings).of(codings[0])


def killed(number: str, noun: str = "soldiers") -> Size | None:
    return size_of(f"Rebels/n/2/subject killed/v/0/root//kill {number}/num/4/quantity {noun}/n/2/object")


@pytest.mark.parametrize(
    ("number", "dead"),
    [("12", 12), ("1,200", 1200), ("two", 2), ("Twenty", 20), ("twenty-three", 23), ("2.5", None), ("zero", None)],
)
def test_sizes_figures_and_number_words(number: str, dead: int | None) -> None:
    assert killed(number) == (None if dead is None else Size(dead=dead))


@given(st.integers(min_value=0, max_value=99_999_999))
def test_sizes_any_number_is_read_as_written(number: int) -> None:
    found = killed(f"{number:,}")
    assert found is not None
    assert found.dead == min(number, 10_000_000)


def test_sizes_unnumbered_and_things_give_none() -> None:
    assert size_of("Rebels/n/2/subject killed/v/0/root//kill soldiers/n/2/object") is None
    assert killed("30", "cows") is None


def test_sizes_coordinated_people_are_added() -> None:
    found = size_of(
        "Rebels/n/2/subject killed/v/0/root//kill two/num/4/quantity soldiers/n/2/object and/c/4/coordinator "
        "a/d/7/determiner-of civilian/n/4/conjunct"
    )
    assert found == Size(dead=3)


def test_sizes_two_dozen_is_a_number_and_dozens_is_none() -> None:
    assert size_of(
        "Rebels/n/2/subject killed/v/0/root//kill two/num/4/quantity dozen/num/5/quantity soldiers/n/2/object"
    ) == Size(dead=24)
    assert size_of("Rebels/n/2/subject killed/v/0/root//kill dozens/n/2/object/_/dozen") is None


def test_sizes_two_dozen_may_be_read_as_two_and_dozen() -> None:
    assert size_of(
        "Rebels/n/2/subject killed/v/0/root//kill two/num/5/quantity dozen/n/5/compound soldiers/n/2/object"
    ) == Size(dead=24)


def test_sizes_participle_below_the_event_counts_for_it() -> None:
    found = size_of(
        "Jets/n/2/subject bombed/v/0/root//bomb camps/n/2/object ,/x/2/punct killing/v/2/adverbial//kill "
        "14/num/7/quantity soldiers/n/5/object"
    )
    assert found == Size(dead=14)


def test_sizes_of_another_event_are_left_to_it() -> None:
    notation = (
        "Police/n/2/subject/_/police rallied/v/0/root//rally and/c/2/coordinator killed/v/2/conjunct//kill "
        "14/num/6/quantity soldiers/n/4/object"
    )
    assert size_of(notation, 1, (3,)) is None
    assert size_of(notation, 3, (1,)) == Size(dead=14)


def test_sizes_file_of_another_schema_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sizes").mkdir()
    (tmp_path / "sizes" / "en.yaml").write_text("schema: other\n")
    with pytest.raises(ResourceError, match="schema"):
        SizeWords.load([tmp_path])
