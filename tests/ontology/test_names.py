"""The names of countries against Unicode CLDR, where Babel is installed."""

import pytest

from eventcoder.ontology import Countries

babel = pytest.importorskip("babel")


def test_names_have_what_cldr_calls_every_country() -> None:
    countries = Countries.load()
    english = babel.Locale("en").territories
    ours = {(entry.code, entry.name.casefold()) for entry in countries.names}
    rows = [row for row in countries.rows if row.valid_to is None]
    assert len(rows) == 250
    missing = [
        (row.code, english[row.codes["iso2"][0]])
        for row in rows
        if (row.code, english[row.codes["iso2"][0]].replace("’", "'").casefold()) not in ours
    ]
    assert missing == []
