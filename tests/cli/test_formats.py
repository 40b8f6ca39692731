import json
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from eventcoder.cli.formats import register
from eventcoder.validation import formats


def run(*arguments: str) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)  # so that the command keeps its name
    register(app)
    return CliRunner().invoke(app, ["formats", *arguments])


def test_formats_lists_every_format_with_its_schema() -> None:
    listed = json.loads(run("--report", "json").stdout)
    assert [each["format"] for each in listed] == list(formats())
    assert all(Path(each["schema"]).is_file() for each in listed)
    assert all(each["layouts"] or each["kind"] == "json" for each in listed)
    text = run().stdout
    assert "gdelt2-events: GDELT 2.0 events (verified)" in text
    assert "61 columns" in text


def test_formats_shows_the_columns_of_one() -> None:
    text = run("gdelt2-events").stdout
    assert "GLOBALEVENTID" not in run().stdout.upper()
    assert "GLOBALEVENTID" in text.upper()
    assert "icews" not in text


def test_formats_unknown_name_is_misuse() -> None:
    result = run("csv")
    assert result.exit_code == 2
