import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from eventcoder.errors import InputError
from eventcoder.validation import validate
from eventcoder.validation.fix import FixResult, fix_file
from tests.damage.base import columns, gdelt2_events
from tests.damage.make import KINDS, make
from tests.damage.test_damage import WORST

REPAIRED = {"EC105", "EC220", "EC221", "EC232", "EC234", "EC235", "EC238", "EC243", "EC308", "EC309", "EC311"}
"""Codes that a copy never has."""


def fixed(kind: str, folder: Path) -> tuple[Path, Path, FixResult]:
    (folder / "in").mkdir()
    source, target = make(kind, folder / "in"), folder / "out.csv"
    return source, target, fix_file(source, target)


def changes(result: FixResult) -> list[dict[str, object]]:
    assert result.log is not None
    return [json.loads(line) for line in result.log.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(WORST)))
def test_fix_never_fails_and_leaves_nothing_that_it_repairs(kind: str, tmp_path: Path) -> None:
    source, target, result = fixed(kind, tmp_path)
    assert not list(tmp_path.glob(".*.part"))
    if not result.written:
        assert not target.exists()
        assert "no repaired copy" in result.to_text()
        return
    first = validate(source)
    report = validate(target, first.format)
    left = {code for code in report.counts if code in REPAIRED} - {"EC308", "EC309"}
    # A column that only looked damaged, because its cells stand in another column, is not touched.
    assert not left or "EC225" in first.counts or "EC230" in first.counts or "EC231" in first.counts, (
        first.counts,
        report.counts,
        report.findings[:3],
    )
    if result.counts:
        assert len(changes(result)) == sum(result.counts.values())
    again = fix_file(target, tmp_path / "again.csv", report.format or None)
    assert not again.written or ((tmp_path / "again.csv").read_bytes() == target.read_bytes() and not again.counts)


def strikes(folder: Path, text: str) -> Path:
    (folder / "own.dialect.json").write_text(
        json.dumps(
            {
                "format": "own",
                "title": "own",
                "schema": "own",
                "status": "verified",
                "delimiter": ",",
                "header": "yes",
                "quoting": "minimal",
                "missing": [""],
                "missing_words": ["NA"],
                "layouts": [{"name": "5", "columns": ["code", "root", "day", "year", "note"]}],
                "hints": {"columns": {"code": "^[0-9]{3}$"}},
            }
        )
    )
    text_field = {"type": "string", "description": "d"}
    properties = {
        "code": text_field | {"pattern": "^[0-9]{3}$"},
        "root": text_field | {"pattern": "^[0-9]{2}$", "x-slice": {"of": "code", "start": 0, "length": 2}},
        "day": text_field | {"x-date": ["YYYY-MM-DD"]},
        "year": {"type": "integer", "description": "d", "x-date-part": {"of": "day", "part": "year"}},
        "note": text_field,
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:eventcoder:own:1.0",
        "title": "own",
        "description": "own",
        "type": "object",
        "required": ["code", "year"],
        "properties": properties,
    }
    (folder / "own.schema.json").write_text(json.dumps(schema))
    path = folder / "own.csv"
    path.write_text("code,root,day,year,note\n" + text, encoding="utf-8")
    return path


def own(folder: Path, text: str) -> tuple[list[list[str]], list[tuple[object, ...]], FixResult]:
    path = strikes(folder, text)
    result = fix_file(path, folder / "fixed.csv", str(folder / "own.dialect.json"))
    assert result.written, result.refused
    rows = list(csv.reader(io.StringIO((folder / "fixed.csv").read_text(encoding="utf-8"))))
    return rows, [(each.row, each.field, each.before, each.after, each.code) for each in result.changes], result


def test_fix_mends_cells_and_derives_fields_and_tells_each(tmp_path: Path) -> None:
    rows, told, result = own(
        tmp_path, '190,19,2024-05-01,2024,"a, b"\n20,02,1 May 2024,,x\n195,18,2024-05-01,2023.0,x\n'
    )
    assert rows[1:] == [
        ["190", "19", "2024-05-01", "2024", "a, b"],
        ["020", "02", "2024-05-01", "2024", "x"],
        ["195", "19", "2024-05-01", "2024", "x"],
    ]
    assert told == [
        (2, "code", "20", "020", "EC311"),
        (2, "day", "1 May 2024", "2024-05-01", "EC313"),
        (2, "year", "", "2024", "EC202"),
        (3, "year", "2023.0", "2023", "EC308"),
        (3, "root", "18", "19", "EC520"),
        (3, "year", "2023", "2024", "EC520"),
    ]
    assert all(change.why and change.file and change.line == (change.row or 0) + 1 for change in result.changes)
    assert validate(tmp_path / "fixed.csv", str(tmp_path / "own.dialect.json")).findings == ()


def test_fix_leaves_what_nothing_gives(tmp_path: Path) -> None:
    text = "abc,19,03/04/2024,2024,x\n190,19,nonsense,2024,x\n"
    rows, told, _ = own(tmp_path, text)
    assert rows[1:] == [line.split(",") for line in text.splitlines()]
    assert told == []


def test_fix_keeps_ragged_rows_and_columns_of_ones_own(tmp_path: Path) -> None:
    path = strikes(tmp_path, "190,19,2024-05-01,2024,x,mine\n190,19\n20,02,2024-05-01,2024,x,mine\n")
    path.write_text(path.read_text().replace("note\n", "note,own\n"))
    result = fix_file(path, tmp_path / "fixed.csv", str(tmp_path / "own.dialect.json"))
    assert (tmp_path / "fixed.csv").read_text().splitlines()[1:] == [
        "190,19,2024-05-01,2024,x,mine",
        "190,19",
        "020,02,2024-05-01,2024,x,mine",
    ]
    assert result.counts == {("EC311", "code"): 1}


def test_fix_writes_gzip_where_the_name_says_so(tmp_path: Path) -> None:
    path = strikes(tmp_path, "20,02,2024-05-01,2024,x\n")
    fix_file(path, tmp_path / "fixed.csv.gz", str(tmp_path / "own.dialect.json"))
    assert b"020,02" in gzip.decompress((tmp_path / "fixed.csv.gz").read_bytes())
    assert not fix_file(path, tmp_path / "fixed.zip", str(tmp_path / "own.dialect.json")).written


def test_fix_writes_nothing_for_json_and_for_damage_that_costs_content(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"id": "a", "date": "2024-01-01", "actor": [], "event": []}\n')
    assert fix_file(path, tmp_path / "out").refused == "only tables are repaired, not JSON"
    cut = strikes(tmp_path, "190,19,2024-05-01,2024,x\n" * 3)
    cut.write_bytes(cut.read_bytes() + b"190,19,2024-05-01,2024,\xff\n")
    result = fix_file(cut, tmp_path / "out", str(tmp_path / "own.dialect.json"))
    assert "EC103" in (result.refused or "")
    assert not (tmp_path / "out").exists()


def test_fix_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    path = strikes(tmp_path, "20,02,2024-05-01,2024,x\n")
    with pytest.raises(InputError, match="cannot be written"):
        fix_file(path, tmp_path / "none" / "out.csv", str(tmp_path / "own.dialect.json"))


def export(change: dict[str, str] | None = None, end: str = "\n", number: int = 3) -> str:
    """A file of GDELT 2.0, its first row changed."""
    names = columns("gdelt2-events")
    rows = gdelt2_events(number)
    rows[0] |= change or {}
    return "".join("\t".join(row[name] for name in names) + end for row in rows)


FORMS = {
    "EC232": "".join(f"{place}\t{line}\n" for place, line in enumerate(export(number=20).splitlines(), 1)),
    "EC238": export(end="\t\t\n"),
    "EC105": "\ufeff" + export(),
    "EC243": export(end="\r\n"),
}


@pytest.mark.parametrize("code", FORMS)
def test_fix_mends_the_form_of_a_file(code: str, tmp_path: Path) -> None:
    path = tmp_path / "events.CSV"
    path.write_text(FORMS[code], encoding="utf-8", newline="")
    assert code in validate(path, "gdelt2-events").counts
    assert fix_file(path, tmp_path / "out", "gdelt2-events").counts == {(code, ""): 1}
    assert (tmp_path / "out").read_text(encoding="utf-8") == export(number=20 if code == "EC232" else 3)


def test_fix_of_a_sound_file_is_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "events.CSV"
    path.write_text(export())
    assert not fix_file(path, tmp_path / "out").counts
    assert (tmp_path / "out").read_bytes() == path.read_bytes()


def test_fix_leaves_a_row_whose_source_may_be_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "events.CSV"
    path.write_text(export({"EventCode": "190"}))
    assert not fix_file(path, tmp_path / "out", "gdelt2-events").counts


def test_fix_fills_required_fields_that_others_give(tmp_path: Path) -> None:
    path = tmp_path / "events.CSV"
    path.write_text(export({"EventRootCode": "", "QuadClass": ""}))
    fix_file(path, tmp_path / "out", "gdelt2-events")
    assert (tmp_path / "out").read_text() == export()
