import pytest

from eventcoder.actors.spelling import key


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("United States", "united states"),
        ("U.S.", "us"),
        ("U.S", "us"),
        ("al-Qa’ida", "al qaida"),
        ("al-Qa'ida", "al qaida"),
        ("São Paulo", "sao paulo"),
        ("Lech Wałęsa", "lech walesa"),
        ("Lord's Resistance Army", "lord resistance army"),
        ("Workers' Party", "workers party"),
        ("AT&T", "at t"),
        ("…", ""),
    ],
)
def test_spelling_key_of_variants(name: str, expected: str) -> None:
    assert key(name) == expected
