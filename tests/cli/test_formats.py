import json
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from eventcoder.cli.formats import register
from eventcoder.formats import FORMATS
from eventcoder.validation import formats


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)  # so that the command keeps its name
    register(app)
    return CliRunner().invoke(app, ["formats", *arguments])


def test_formats_lists_every_format_with_what_can_be_done_with_it() -> None:
    listed = {each["format"]: each for each in json.loads(run("--report", "json").stdout)}
    assert set(listed) == {*formats(), *(entry.name for entry in FORMATS)}
    for entry in FORMATS:
        can = listed[entry.name]["can"]
        assert ("read" in can, "write" in can) == (entry.reads, entry.writes)
    for name in formats():
        assert "validate" in listed[name]["can"]
        assert Path(listed[name]["schema"]).is_file()
        assert listed[name]["layouts"] or listed[name]["kind"] == "json"
    text = run().stdout
    assert "gdelt2-events: GDELT 2.0 events (verified): validate, read, write" in text
    assert "parquet: records as Parquet: read, write" in text
    assert "61 columns" in text


def test_formats_shows_the_columns_of_one() -> None:
    text = run("gdelt2-events").stdout
    assert "GLOBALEVENTID" not in run().stdout.upper()
    assert "GLOBALEVENTID" in text.upper()
    assert "icews" not in text


def test_formats_unknown_name_is_misuse() -> None:
    result = run("gdelt9")
    assert result.exit_code == 2
    assert "did you mean 'polecat'" in " ".join(run("polecatt").stderr.replace("│", " ").split())
