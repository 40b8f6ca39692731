import shutil
from pathlib import Path

import pytest

from eventcoder.ontology.lint import lint
from eventcoder.ontology.schema import COLUMNS
from eventcoder.resources import codebooks_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in COLUMNS:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(codebooks_folder(name), tmp_path / name)
    return tmp_path


def test_lint_finds_nothing_wrong_with_the_packaged_tables() -> None:
    assert [str(finding) for finding in lint()] == []


def test_lint_knows_every_table_of_the_ontologies() -> None:
    folders = {Path(name).parent.name for name in COLUMNS}
    files = {f"{folder}/{path.name}" for folder in folders for path in codebooks_folder(folder).glob("*.csv")}
    assert files == set(COLUMNS)


@pytest.mark.parametrize(
    ("table", "old", "new", "code"),
    [
        ("cameo/events.csv", "\n011,Decline", "\n21,Decline", "EC802"),
        ("cameo/events.csv", "\n1952,Employ remotely piloted aerial munitions,195,", "\n1952,Employ,194,", "EC802"),
        ("cameo/events.csv", "-0.4,-0.4", "-0.4,-40", "EC808"),
        ("cameo/religions.csv", "# ", "", "EC210"),
        ("plover/modes.csv", "ASSAULT,drone,-9.5,current", "ASSAULT,drone,-9.5,old", "EC806"),
        ("plover/modes.csv", "renamed,targeted", "renamed,tortured", "EC802"),
        ("plover/modes.csv", "ASSAULT,drone,-9.5", "ASSAULT,drone,nine", "EC808"),
        ("plover/sectors.csv", "SPY,3,", "SPY,4,", "EC808"),
        ("plover/contexts.csv", "\nintelligence,", "\nmilitary,", "EC801"),
        ("crosswalk/cameo_to_plover.csv", "ASSAULT,drone,military", "ASSAULT,drones,military", "EC802"),
        ("crosswalk/cameo_to_plover.csv", "ASSAULT,drone,military", "ASSAULT,aerial,military", "EC807"),
        ("crosswalk/plover_to_cameo.csv", "ASSAULT,drone,,1952,exact,both", "ASSAULT,drone,,1953,exact,both", "EC802"),
        ("crosswalk/plover_to_cameo.csv", "ASSAULT,drone,,1952,exact,both", "ASSAULT,drone,,1952,fair,both", "EC806"),
        ("countries/countries.csv", "2008-02-17", "2008-02-31", "EC803"),
        ("countries/countries.csv", "1991-12-25", "1992-12-25", "EC801"),
        ("countries/countries.csv", "1990-10-03", "1990-10-01", "EC803"),
        ("countries/names.csv", "\nIRQ,Iraq,", "\nXXX,Iraq,", "EC802"),
        ("countries/names.csv", "\nIRQ,Iraqi,", "\nIRN,Iraqi,,,,,x\nIRQ,Iraqi,", "EC806"),
        ("countries/names.csv", "\nIRQ,Iraqis,demonym,", "\nIRN,Iraqis,demonym,,,,x\nIRQ,Iraqis,demonym,", "EC804"),
        ("countries/names.csv", "USA,US,name,,,case,", "USA,US,name,,,caps,", "EC806"),
        ("countries/aliases.csv", ",Zaire,ISO 3166-3", ",Zaire,", "EC805"),
    ],
)
def test_lint_finds_a_defect(folder: Path, table: str, old: str, new: str, code: str) -> None:
    path = folder / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = lint(folder)
    assert code in {finding.code for finding in found}
    assert all(finding.file and finding.line for finding in found)


def test_lint_wants_a_table_to_name_its_source(folder: Path) -> None:
    path = folder / "plover/contexts.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("#")), encoding="utf-8")
    assert {finding.code for finding in lint(folder)} == {"EC805"}
