import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.actors import Resolver


def names(resolver: Resolver, text: str, date: str | None = None) -> list[str]:
    return [text[mention.start : mention.end] for mention in resolver.mentions(text, date)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran's army", ["Iran"]),
        ("Iran’s army", ["Iran"]),
        ("fighters of al-Qaeda, Al Qaida and al Qa’ida", ["al-Qaeda", "Al Qaida", "al Qa’ida"]),
        ("The US told us that the U.S. and the U.S did", ["US", "U.S.", "U.S"]),
        ("U.S.-led and Iran-backed", ["U.S.", "Iran"]),
        ("Chad ate chad with turkey in Turkey", ["Chad", "Turkey"]),
        ("who is WHO", ["WHO"]),
        ("the supreme court and the Supreme Court", ["Supreme Court"]),
        ("the United\nStates", ["United\nStates"]),
        ("the United\n\nStates", []),
        ("United, States", []),
        ("Iranians Irans Iran", ["Iran"]),
        ("Liberation Tigers of Tamil Eelam", ["Liberation Tigers of Tamil Eelam"]),
        ("Michael Jordan, the Jordan River and King Jordan", ["Jordan"]),
        ("In Jordan", ["Jordan"]),
        ("the Bank of Germany and Germany", ["Bank of Germany", "Germany"]),
        (
            "after Ivana Merkel and then Merkel Schulz had met Angela Merkel, and Chancellor Merkel Monday",
            ["Angela Merkel", "Merkel"],
        ),
        ("BERLIN (AP) - In CHAD", ["BERLIN", "CHAD"]),
    ],
)
def test_mentions_found(resolver: Resolver, text: str, expected: list[str]) -> None:
    assert names(resolver, text) == expected


def test_mentions_in_capitals(resolver: Resolver) -> None:
    assert names(resolver, "US AND TURKEY WARN IRAN; WHO KNOWS?") == ["US", "TURKEY", "IRAN"]


def test_mentions_prefer_entries_of_the_date(resolver: Resolver) -> None:
    (mention,) = resolver.mentions("Jack Straw spoke", "2003-01-01")
    assert mention.current
    (mention,) = resolver.mentions("Jack Straw spoke", "2010-01-01")
    assert not mention.current
    assert mention.kind == "person"


def test_mentions_minor_reading_only_where_its_country_is_named(resolver: Resolver) -> None:
    def countries(text: str) -> list[str]:
        return [resolver.lexicon.entry(mention.entries[0]).country for mention in resolver.mentions(text)]

    assert countries("a fire in Cairo") == ["EGY"]
    assert countries("Palestinian police in Cairo") == ["PSE", "PSE"]
    assert countries("Palestinian police in Egypt and Cairo") == ["PSE", "EGY", "EGY"]


PIECES = [
    "Iran",
    "U.S.",
    "al-Qaeda",
    "'s",
    "’s",
    "Tigers of Tamil",
    "Liberation",
    "İ",
    "ß",
    "\u0301",
    " ",
    "-",
    ".",
    "\n",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_mentions_are_slices_in_order_of_any_text(resolver: Resolver, text: str) -> None:
    end = 0
    for mention in resolver.mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        assert any(c.isalnum() for c in text[mention.start : mention.end])
        assert not text[mention.start : mention.end].endswith(("'s", "’s"))
        assert mention.entries
        end = mention.end
