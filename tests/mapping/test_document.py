"""The pages of the table formats are those of their mappings."""

from pathlib import Path

import pytest

from eventcoder.mapping.document import page
from eventcoder.mapping.load import mapping_names
from eventcoder.validation.meta import load_table_schema

PAGES = Path(__file__).parents[2] / "docs" / "formats"


@pytest.mark.parametrize("name", mapping_names())
def test_document_pages_are_those_of_the_mappings(name: str) -> None:
    made = (PAGES / f"{name}.md").read_text("utf-8")
    assert made == page(name), "run python -m eventcoder.mapping.document docs/formats"


@pytest.mark.parametrize("name", mapping_names())
def test_document_every_column_is_told_of(name: str) -> None:
    rows = [line for line in page(name).splitlines() if line.startswith("| `")]
    for column in load_table_schema(name).fields:
        assert any(line.startswith(f"| `{column}` |") for line in rows), column
