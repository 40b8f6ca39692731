"""Sentences: boundaries, offsets, roles, limits, cost."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventcoder.sentences import CHARACTER_LIMIT, TOKEN_LIMIT, split

PIECES = st.sampled_from(
    ["The U.S. ", "He left. ", "“Stop. ", "” ", '"', "\n", "\r\n", "\n\n", "Mr. ", "… ", "... ", "• ", "(A) -- ", "’s ",
     "a" * 90, "? ", "! ", ".", "é", "\u0301", "😀", "\u2028", "\x00", "\x1c", "\u200b", " ", "A.", "1. ", "e.g. "]
)  # fmt: skip


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


def check(text: str) -> None:
    """Slices of the text, in order, without overlap, covering all that is no space."""
    end = 0
    for index, sentence in enumerate(split(text)):
        assert sentence.index == index
        assert sentence.text == text[sentence.start : sentence.end]
        assert sentence.text
        assert sentence.text == sentence.text.strip()
        assert sentence.start >= end
        assert not text[end : sentence.start].strip()
        assert len(sentence.text) <= CHARACTER_LIMIT
        end = sentence.end
    assert not text[end:].strip()


@given(st.text(max_size=300))
@example("")
@example(" \n ")
def test_sentences_cover_any_text_exactly(text: str) -> None:
    check(text)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_sentences_cover_news_like_text_exactly(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Gen. Ali Hassan met Sen. Jane Doe and Lt. Col. Roe on Jan. 5 at 5 p.m. in St. Petersburg.",
        "U.S. President John Q. Public met the U.N. Secretary-General.",
        "No. 10 said Mr. and Mrs. Roe had left.",
        "The shares of Acme Corp. fell by 3.5 percent vs. a year ago.",
        "“We will go!” he said.",
        '"Why?" she asked.',
        "He waited… then he left.",
        "The talks end at 8 p.m. EDT on Thursday.",
        "They struck at 2:30 p.m. (1730 GMT) in the north.",
        "He signed the U.S.-D.C. agreement in Case No. F-2014.",
        "See www.Example.org for more.",
        "J. K. Roe and A.B. Doe wrote it.",
        "The boys’ home in the workers' district burned down.",
        "Adm. Roe, Maj. Gen. Doe and Amb. Poe resigned.",
    ],
)
def test_sentences_keep_one_sentence_whole(sentence: str) -> None:
    assert texts(sentence) == [sentence]


@pytest.mark.parametrize(
    "wanted",
    [
        ["He lives in the U.S.", "The army left."],
        ["He left at 5 p.m.", "The troops stayed."],
        ["They came in May.", "Brian left."],
        ["She told me.", "Yusuf left."],
        ["“We go.", "We stay,” he said.", "“We fight.”"],
        ['He said: "We will go."', 'Then "Never," she said.'],
        ["(He left.)", "[She stayed.]", "They slept."],
        ["• One point", "• Another point."],
        ["1. The first point.", "2. The second point."],
        ["He said no.", "They left."],
        ["He cried ...", "Then he left."],
        ["He left.", "‘Never,’ she said."],
    ],
)
def test_sentences_find_boundaries(wanted: list[str]) -> None:
    assert texts(" ".join(wanted)) == wanted


def test_sentences_split_where_the_space_is_missing() -> None:
    assert texts("He left.She stayed.”They slept.") == ["He left.", "She stayed.”", "They slept."]


def test_sentences_split_at_line_ends() -> None:
    assert texts("He left\nShe stayed\r\nThey slept\u2029We woke") == ["He left", "She stayed", "They slept", "We woke"]


WRAPPED = """\
The foreign ministry said on Tuesday that the two sides had agreed on
a date for the talks, which had been put off twice since the spring,
and that observers would be invited. The army did not comment on the
report.
The talks will be held in the capital.
"""


def test_sentences_join_hard_wrapped_lines() -> None:
    found = texts(WRAPPED)
    assert [text.split()[0] for text in found] == ["The", "The", "The"]
    assert found[1] == "The army did not comment on the\nreport."
    assert found[2] == "The talks will be held in the capital."


def test_sentences_join_hard_wrapped_capitals() -> None:
    assert [text.replace("\n", " ") for text in texts(WRAPPED.upper())] == [
        text.replace("\n", " ").upper() for text in texts(WRAPPED)
    ]


def test_sentences_keep_short_lines_apart() -> None:
    lines = ["Government and rebels agree on a date for new talks in the capital", "Army silent on the plan",
             "Opposition says it was not asked about the date of the talks at all"]  # fmt: skip
    assert texts("\n".join(lines)) == lines


def test_sentences_headline_is_first_open_line() -> None:
    roles = [
        sentence.role
        for sentence in split("Rebels take U.S. base. Army silent\n\nRebels took it.\nThe army is silent\n")
    ]
    assert roles == ["headline", "body", "body"]


@pytest.mark.parametrize(
    "text", ["Rebels take base", "Rebels took a base.\nThe army left.", ("Rebels " * 60) + "\nThe army left."]
)
def test_sentences_headline_needs_more_text_and_an_open_short_line(text: str) -> None:
    assert "headline" not in {sentence.role for sentence in split(text)}


def test_sentences_dateline_stands_alone() -> None:
    found = split("Rebels take base\nBAGHDAD (AP) -- Rebels took a base. They left.")
    assert [(sentence.role, sentence.text) for sentence in found] == [
        ("headline", "Rebels take base"),
        ("dateline", "BAGHDAD (AP) --"),
        ("body", "Rebels took a base."),
        ("body", "They left."),
    ]


def test_sentences_all_caps_are_marked() -> None:
    found = split("REBELS TAKE BASE IN THE NORTH\nThe rebels took NATO by surprise.\nIRAN!")
    assert [sentence.all_caps for sentence in found] == [True, False, False]


def test_sentences_too_long_are_cut_at_clause_marks() -> None:
    clause = "the minister met " + "one more man " * 30
    text = "; ".join([clause.strip()] * 40) + "."
    found = split(text)
    check(text)
    assert len(found) > 1
    assert all(len(sentence.text.split()) <= TOKEN_LIMIT for sentence in found)
    assert all(sentence.text.endswith(";") for sentence in found[:-1])


@pytest.mark.parametrize("piece", ["a", "a ", ",", "é\u0301", "“", "A."])
def test_sentences_limits_hold_without_clause_marks(piece: str) -> None:
    text = piece * 9_000
    check(text)


@pytest.mark.parametrize(
    "piece", ["a. ", '"', "Mr. ", "“a. ", "\n", "• ", "x\n", "A.B.", "1. ", "a, ", "(", "a" * 70 + "\n"]
)
def test_sentences_cost_grows_with_length_only(piece: str) -> None:
    def cost(size: int) -> float:
        text = (piece * size)[:size]
        started = time.perf_counter()
        split(text)
        return time.perf_counter() - started

    cost(1_000)
    small = min(cost(40_000) for _ in range(3))
    assert cost(160_000) < 12 * small + 0.05
