"""The wheel carries codebooks and schemas and works without the checkout; importing stays light."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from eventcoder.resources import codebooks_folder, data_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_wheel_holds_data_below_the_package_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"eventcoder"}
    for folder in ("codebooks", "schemas"):
        here = {str(p.relative_to(ROOT)) for p in (ROOT / folder).rglob("*") if p.is_file()}
        there = {name.removeprefix("eventcoder/_data/") for name in names if "/_data/" in name}
        assert {name for name in here if not name.endswith(".pyc")} <= there


def test_wheel_codes_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = (
        "import eventcoder, eventcoder.resources as r; assert r.data_folder().name == '_data', r.data_folder();"
        "print(eventcoder.Coder().code('Iran threatened to attack Israel.')[0].event[0])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert run.stdout.strip() == "THREATEN", run.stderr


def test_checkout_finds_its_own_data() -> None:
    assert data_folder() == ROOT
    assert codebooks_folder("default", "codebook.yaml").is_file()


def test_import_loads_nothing_heavy() -> None:
    program = (
        "import sys, eventcoder, eventcoder.cli; eventcoder.validate;"
        "print(sorted({'spacy', 'polars', 'lxml', 'pandas', 'torch'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr
