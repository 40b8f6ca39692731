"""docs/rule-language.md says what the code does: its code blocks load, and its tables are complete."""

import re
from pathlib import Path

import pytest

import eventcoder.rules
from eventcoder.rules import keys, match, reading, roles, sources
from eventcoder.rules.compose import BY_OTHERS, MOODS, NOT
from eventcoder.rules.legal import packaged_codes
from eventcoder.rules.load import read_codebook

PAGE = (Path(__file__).parents[2] / "docs" / "rule-language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HEAD = "schema: eventcoder.codebook/1\nid: page\nversion: '1'\ntitle: t\nlicence: MIT\nextends: default\n"
RULE = "schema: eventcoder.rules/1\nrules:\n- id: page.rule\n  title: t\n  codes: none\n  event:\n"


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "yaml"])
def test_documentation_yaml_loads(text: str, tmp_path: Path) -> None:
    (tmp_path / "rules" / "en").mkdir(parents=True)
    is_head = text.startswith("schema: eventcoder.codebook/1")
    (tmp_path / "codebook.yaml").write_text(text if is_head else HEAD)
    if text.startswith("- "):
        text = RULE + "".join(f"  {line}\n" for line in text.splitlines())
    if not is_head:
        (tmp_path / "rules" / "en" / "page.yaml").write_text(text)
    found = [f for f in read_codebook(tmp_path).findings if f.level == "error" and str(tmp_path) in str(f.file)]
    assert found == []


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "csv"])
def test_documentation_composition_loads(text: str, tmp_path: Path) -> None:
    (tmp_path / "rules" / "en").mkdir(parents=True)
    (tmp_path / "codebook.yaml").write_text(HEAD)
    (tmp_path / "rules" / "en" / "composition.csv").write_text(text)
    assert [f for f in read_codebook(tmp_path).findings if str(tmp_path) in str(f.file)] == []


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "python"])
def test_documentation_python_runs(text: str) -> None:
    exec(compile(text, "rule-language.md", "exec"), {})


def test_documentation_every_finding_code_is_explained() -> None:
    folder = Path(eventcoder.rules.__file__).parent
    used = {code for path in folder.glob("*.py") for code in re.findall(r"EC7\d\d", path.read_text(encoding="utf-8"))}
    assert set(re.findall(r"^\| (EC7\d\d) \|", PAGE, re.MULTILINE)) == used


def test_documentation_every_key_is_named() -> None:
    names = [*keys.RULE_KEYS, *keys.CODES_KEYS, *keys.TRIGGERS, *keys.WORD_CONDITIONS, *keys.ALTERNATIVE_CHOICES]
    names += [*keys.EXAMPLE_GROUPS, *keys.EXAMPLE_KEYS, *keys.ROLE_KEYS, *keys.ROLE_SOURCES, *keys.CODEBOOK_KEYS]
    names += [value for values in keys.ALTERNATIVE_CHOICES.values() for value in values]
    assert [name for name in names if name not in PAGE] == []


def test_documentation_moods_are_named() -> None:
    assert all(f"`{name}`" in PAGE for name in (NOT, *(name for _, name in MOODS)))
    assert f"`{BY_OTHERS}`" in PAGE


def test_keys_conditions_are_those_that_the_matcher_and_the_reading_know() -> None:
    conditions = {*keys.WORD_CONDITIONS, *keys.ALTERNATIVE_CHOICES}
    assert conditions == set(match._TESTS)
    assert conditions == set(reading._SENTENCES)


def test_keys_role_sources_are_those_that_the_matcher_knows() -> None:
    known = {value for name, value in vars(sources).items() if name.isupper() and isinstance(value, str)}
    known |= {*roles.VERB_ACTORS, *roles.NOUN_ACTORS, *roles.VERB_RECIPIENTS, *roles.NOUN_RECIPIENTS}
    prepositions = read_codebook().words[keys.PREPOSITIONS_SET]
    assert known <= {*keys.ROLE_SOURCES, *prepositions}
    assert {*keys.ROLE_SOURCES} <= {*known, "subject"}, "subject is another word for actor"


def test_documentation_codes_are_checked_against_real_tables() -> None:
    legal = packaged_codes()
    assert legal.cameo
    assert legal.events
    assert legal.modes
    assert legal.contexts
    assert legal.sectors
