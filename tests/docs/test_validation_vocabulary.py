"""docs/validation-vocabulary.md names every keyword with its code, and every formula."""

import re
from pathlib import Path

import pytest

from eventcoder.resources import schemas_folder
from eventcoder.validation.formulas import FORMULAS
from eventcoder.validation.rules import CELL_KEYWORDS, CROSS_ROW, FIELD_RULES, FILE_RULES, ROW_RULES

PAGE = (Path(__file__).parents[2] / "docs" / "validation-vocabulary.md").read_text(encoding="utf-8")
KEYWORDS = {**CELL_KEYWORDS, **FIELD_RULES, **ROW_RULES, **CROSS_ROW, **FILE_RULES}


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_vocabulary_page_has_every_keyword_with_its_code(keyword: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("|") and f"`{keyword}`" in line.split("|")[1])
    assert KEYWORDS[keyword] in row


@pytest.mark.parametrize("name", FORMULAS)
def test_vocabulary_page_has_every_formula(name: str) -> None:
    assert f"- `{name}` of " in PAGE


def test_vocabulary_page_has_every_keyword_of_the_meta_schema() -> None:
    text = (schemas_folder("table-vocabulary.json")).read_text(encoding="utf-8")
    wanted = set(re.findall(r'"(x-[a-z-]+)":', text)) - {"x-sources"}
    assert wanted <= set(re.findall(r"`(x-[a-z-]+)", PAGE))
