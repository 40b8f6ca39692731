import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.validation.coercion import DAMAGED, FORMULA, HEAD, LARGEST, coerce, convert, is_plain_pattern
from eventcoder.validation.rules import Field, Kind

NUMERALS = st.text(st.sampled_from("0123456789+-.eE _,xinfa１"), max_size=12) | st.text(max_size=6)


def field(kind: Kind, **schema: object) -> Field:
    return Field("f", kind, schema, "#/properties/f", {}, {}, {})


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(NUMERALS, min_size=1, max_size=20))
def test_convert_reads_whole_numbers_as_polars_does(texts: list[str]) -> None:
    casted = pl.Series(texts, dtype=pl.String).cast(pl.Int64, strict=False).to_list()
    assert [convert("integer", text) for text in texts] == [
        value if value is not None and abs(value) < LARGEST else None for value in casted
    ]


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(NUMERALS | st.floats(allow_nan=False, allow_infinity=False).map(repr), min_size=1, max_size=20))
def test_convert_reads_numbers_as_polars_does(texts: list[str]) -> None:
    column = pl.Series(texts, dtype=pl.String).cast(pl.Float64, strict=False)
    wanted = [value if finite else None for value, finite in zip(column, column.is_finite(), strict=True)]
    assert [convert("number", text) for text in texts] == wanted


@pytest.mark.parametrize(
    ("kind", "raw", "text", "value", "notes"),
    [
        ("string", None, None, None, ()),
        ("string", "", None, None, ()),
        ("string", "  ", None, None, ("EC309",)),
        ("string", " GOV", "GOV", "GOV", ("EC309",)),
        ("string", "-1", None, None, ()),
        ("string", "NA", None, None, ()),
        ("string", "caf\u00c3\u00a9", "caf\u00c3\u00a9", "caf\u00c3\u00a9", ("EC314",)),
        ("string", "=1+1", "=1+1", "=1+1", ("EC315",)),
        ("integer", "007", "007", 7, ()),
        ("integer", "15960.0", "15960", 15960, ("EC308",)),
        ("integer", " 3.00 ", "3", 3, ("EC309", "EC308")),
        ("integer", "1.5", "1.5", None, ()),
        ("integer", "9" * 5000, "9" * 5000, None, ()),
        ("number", "1e3", "1e3", 1000.0, ()),
        ("number", "nan", "nan", None, ()),
        ("number", "1,5", "1,5", None, ()),
    ],
)
def test_coerce_gives_text_value_and_notes(
    kind: Kind, raw: str, text: str, value: object, notes: tuple[str, ...]
) -> None:
    cell = coerce(field(kind, **{"x-missing": ["-1"]}), raw, ("NA",))
    assert (cell.text, cell.value, cell.notes) == (text, value, notes)


@given(text=st.text(st.sampled_from(" =@+-AZaz09.(\t"), max_size=6))
def test_head_covers_spaces_and_formulas(text: str) -> None:
    column = pl.Series([text])
    odd = text.startswith(" ") or bool(column.str.contains(FORMULA)[0])
    assert bool(column.str.contains(HEAD)[0]) is odd


@pytest.mark.parametrize(
    "pattern", ["^[0-9]{6}$", "^(?:[A-Z]{3})+$", "^[A-Z]{2}[0-9A-Z]{2}$", "^-?[0-9]+(?:\\.[0-9]+)?$"]
)
def test_plain_patterns_are_known(pattern: str) -> None:
    assert is_plain_pattern(pattern)


@settings(max_examples=200, deadline=None)
@given(
    data=st.data(),
    pattern=st.sampled_from(
        ["^.*$", "^[^a]+$", "^[ a-z]+$", "^=[a-z]$", "^[\u00c0-\u00ff]+$", "^@[A-Z]+\\(.$", "^[+-z]+$", "^[A-z]$"]
    ),
)
def test_patterns_of_odd_texts_are_not_plain(data: st.DataObject, pattern: str) -> None:
    assert not is_plain_pattern(pattern)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), pattern=st.sampled_from(["^[0-9-]{1,6}$", "^[A-Z,;:'/-]+$", "^(?:a|b|-){1,3}$", "^[+-][A-Z]+$"]))
def test_texts_of_plain_patterns_are_never_odd(data: st.DataObject, pattern: str) -> None:
    assert is_plain_pattern(pattern)
    text = data.draw(st.from_regex(pattern, fullmatch=True))
    column = pl.Series([text])
    assert not column.str.contains(HEAD)[0]
    assert not column.str.contains(DAMAGED)[0]
    assert text == text.strip()
