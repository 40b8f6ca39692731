"""The command line as a whole: version, help, quick start."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from eventcoder._version import __version__
from eventcoder.cli import app, main


def test_main_tells_the_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.exit_code == 0
    assert result.stdout == f"eventcoder {__version__}\n"


def test_main_without_command_shows_help() -> None:
    result = CliRunner().invoke(app, [])
    assert "code" in result.output
    assert "explain" in result.output


@pytest.mark.parametrize(("arguments", "code"), [(["--version"], 0), (["no-such-command"], 2)])
def test_main_leaves_with_the_exit_code(arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["eventcoder", *arguments])
    with pytest.raises(SystemExit) as leave:
        main()
    assert leave.value.code == code


def test_main_import_is_light() -> None:
    script = "import sys, eventcoder.cli; print([m for m in ('spacy', 'polars', 'lxml', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_main_bears_a_reader_that_leaves() -> None:
    script = "import sys; from eventcoder.cli import main; sys.argv = ['eventcoder', 'codebook', 'list']; main()"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        shown = process.stderr.read()
    assert b"Traceback" not in shown
