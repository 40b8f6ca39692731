"""Every kind of damage: the findings that must be there, and no others; never a failure, a hang or much memory."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eventcoder.validation.catalogue import meanings
from tests.damage.check import check
from tests.damage.make import KINDS, make

EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text(encoding="utf-8"))
DETECTED = "EC121"
"""What a file was taken for, which is no flaw."""

SECONDS = 30
"""Far more than any of the files takes, on a slow and busy machine."""

MEGABYTES = 900
"""Peak of a process that reads the worst of the files, polars and the schemas included."""

WORST = (
    "gzip_bomb",
    "zip_bomb",
    "zstd_bomb",
    "long_line",
    "long_lines_with_quotes",
    "wide_row",
    "json_deep",
    "json_long_line",
)


def test_damage_has_many_kinds_each_expected() -> None:
    assert set(EXPECTED) == set(KINDS)
    assert sum(1 for kind in EXPECTED.values() if kind["codes"]) >= 60
    assert all(what for what, _ in KINDS.values())


def test_damage_shows_every_code_of_files_and_structure() -> None:
    shown = {code for kind in EXPECTED.values() for code in kind["codes"]}
    assert shown <= set(meanings())
    of_files = {code for code in meanings() if "EC102" <= code <= "EC125" and code != DETECTED}
    of_tables = {code for code in meanings() if "EC220" <= code <= "EC245"}
    assert of_files | of_tables <= shown


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_damage_is_found(kind: str, tmp_path: Path) -> None:
    expected = EXPECTED[kind]
    path = make(kind, tmp_path, expected.get("name"))
    start = time.monotonic()
    report = check(path, expected.get("asked"))
    assert time.monotonic() - start < SECONDS
    codes = set(report.counts)
    assert codes == set(expected["codes"]), [str(finding) for finding in report.findings]
    assert report.format == expected["format"]
    for code, line in expected.get("lines", {}).items():
        assert next(finding.line for finding in report.findings if finding.code == code) == line
    for finding in report.findings:
        assert finding.file == str(path)
        assert len(finding.message) < 1000
        assert len(finding.hint or "") < 1000


def test_damage_takes_little_memory(tmp_path: Path) -> None:
    paths = [str(make(kind, tmp_path)) for kind in WORST]
    program = (
        "import resource, sys; from pathlib import Path; from tests.damage.check import check\n"
        "for path in sys.argv[1:]: check(Path(path))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *paths], capture_output=True, text=True, check=True, timeout=300
    )
    assert int(done.stdout) / 1024 < MEGABYTES


@pytest.mark.parametrize(
    "kind", ["gzip_bomb", "mixed_lines", "quote_left_open", "mixed_encodings", "json_rubbish_between"]
)
def test_damage_is_told_once_in_the_same_words(kind: str, tmp_path: Path) -> None:
    path = make(kind, tmp_path)
    assert check(path).findings == check(path).findings
