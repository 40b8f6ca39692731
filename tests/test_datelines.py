"""Datelines: place, agency, date, and where the report begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.datelines import dateline


@pytest.mark.parametrize(
    ("text", "place", "source", "day"),
    [
        ("BAGHDAD (AP) -- Rebels", "BAGHDAD", "AP", None),
        ("Jerusalem, May 3 (Reuters) - Rebels", "Jerusalem", "Reuters", "May 3"),
        ("SAN FRANCISCO - Rebels", "SAN FRANCISCO", None, None),
        ("KABUL, Afghanistan — Rebels", "KABUL, Afghanistan", None, None),
        ("(Reuters) - Rebels", None, "Reuters", None),
        ("UNITED NATIONS (AP) _ Rebels", "UNITED NATIONS", "AP", None),
        ("PORT-AU-PRINCE, Haiti, Jan. 5 (AFP) – Rebels", "PORT-AU-PRINCE, Haiti", "AFP", "Jan. 5"),
        ("TEL AVIV/GAZA (Reuters) - Rebels", "TEL AVIV/GAZA", "Reuters", None),
        ("WASHINGTON, D.C. — Rebels", "WASHINGTON, D.C.", None, None),
        ("Rio de Janeiro (AFP) - Rebels", "Rio de Janeiro", "AFP", None),
        ("KARACHI: Rebels", "KARACHI", None, None),
        ("Kolkata: Rebels", "Kolkata", None, None),
        ("Bogota, March 8 (IANS) Rebels", "Bogota", "IANS", "March 8"),
    ],
)
def test_datelines_are_read(text: str, place: str | None, source: str | None, day: str | None) -> None:
    found = dateline(text)
    assert found is not None
    assert (found.place, found.source, found.date_text) == (place, source, day)
    assert text[found.end :] == "Rebels"


@pytest.mark.parametrize(
    "text",
    ["The strikes - two of them - failed.", "BREAKING - Rebels take base", "US - China talks fail", "Rebels left.", "",
     "He (the minister) - a doctor - left.", "EU-China talks fail", "- Rebels", "Iran, Iraq – two states",
     "Minister: Rebels left", "Iran: Rebels left", "TRUMP: Rebels left", "Kolkata: rebels and their arms",
     "World Health Organization (WHO) Director Ann Roe", "Victoria: We shall go on"],
)  # fmt: skip
def test_datelines_are_not_seen_in_sentences(text: str) -> None:
    assert dateline(text) is None


def test_datelines_may_follow_headline_and_byline() -> None:
    text = "Rebels take base\n\nBy Jane Roe\n\nCAIRO (AP) — Rebels"
    found = dateline(text)
    assert found is not None
    assert text[found.start : found.end] == "CAIRO (AP) — "


@given(st.text(max_size=200) | st.text("AB -—(),.\n3", max_size=200))
def test_datelines_take_any_text(text: str) -> None:
    found = dateline(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
