import csv
import re
from pathlib import Path

from eventcoder.ontology.schema import COLUMNS, rows

PAGE = Path(__file__).parents[2] / "docs" / "ontologies.md"
ROW = re.compile(r"^\| ([a-z]+/[a-z_]+\.csv) \| ([0-9,]+) \|", re.MULTILINE)


def test_ontologies_page_counts_what_is_there() -> None:
    found = ROW.findall(PAGE.read_text(encoding="utf-8"))
    counted = {name: int(count.replace(",", "")) for name, count in found if not name.startswith("actors/")}
    assert counted == {name: len(rows(name)) for name in COLUMNS}


def test_ontologies_page_explains_every_finding_of_the_lint() -> None:
    source = (PAGE.parents[1] / "eventcoder" / "ontology" / "lint.py").read_text(encoding="utf-8")
    reported = set(re.findall(r'"(EC8\d\d)"', source))
    explained = set(re.findall(r"^\| (EC8\d\d) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert explained == reported


def test_ontologies_page_shows_what_the_library_says() -> None:
    from eventcoder.ontology import Cameo, Countries, Crosswalk, Plover

    known = {"Cameo": Cameo, "Countries": Countries, "Crosswalk": Crosswalk, "Plover": Plover}
    shown = re.findall(r"^(\w+\.load\(\)\S.*?) +# (\"?[\w.-]+\"?)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(shown) == 5
    for call, value in shown:
        assert eval(call, dict(known)) == eval(value), call


def test_ontologies_page_counts_the_actor_tables() -> None:
    folder = PAGE.parents[1] / "codebooks" / "default"

    def table(path: Path) -> list[dict[str, str]]:
        with open(path, encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(line for line in stream if not line.startswith("#")))

    shown = re.findall(
        r"^\| (actors/[a-z_]+\.csv) \| ([0-9,]+) \| ([0-9,]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    counted = {name: (int(size.replace(",", "")), int(checked.replace(",", ""))) for name, size, checked in shown}
    assert counted == {
        f"actors/{path.name}": (len(table(path)), sum(row.get("checked") == "yes" for row in table(path)))
        for path in (folder / "actors").glob("*.csv")
    }
    agents = sum(len(table(path)) for path in (folder / "agents").glob("*.csv"))
    assert f"| agents/*.csv | {agents:,} |" in PAGE.read_text(encoding="utf-8")
