"""`eventcoder explain` with a fake coder."""

from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from eventcoder.cli import app


def test_explain_takes_a_text(coder: Any) -> None:
    result = CliRunner().invoke(app, ["explain", "Rebels attacked a base. " * 50])
    assert result.exit_code == 0
    assert result.stdout.startswith("explained: Rebels attacked")


def test_explain_takes_a_file(tmp_path: Path, coder: Any) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"id":"a","text":"One."}\n{"id":"b","text":"Two."}\n')
    result = CliRunner().invoke(app, ["explain", str(path), "--codebook", "mine"])
    assert result.stdout == "== a\nexplained: One.\n\n== b\nexplained: Two.\n"
    assert coder.made == [{"codebook": "mine"}]


def test_explain_takes_standard_input_and_tells_rejects(coder: Any) -> None:
    result = CliRunner().invoke(app, ["explain", "-"], input='{"id":"a"}\n')
    assert result.exit_code == 1
    assert "EC162" in result.stderr
