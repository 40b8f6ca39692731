"""What checking a table costs: time beside reading it as text and beside frictionless; memory for ten times the rows.

    python benchmarks/validation.py [--rows 200000] [--rounds 3] [--folder FOLDER] [--frictionless PYTHON]

The script makes GDELT 2.0 files of its own, in which every rule holds. Each measurement is a process of its own; the
best round counts. `polars` reads the file as strings; `eventcoder` runs everything: detection, structure, cells, code
lists, rules between fields and rows. frictionless checks types and enums alone (no rules); PYTHON is an interpreter
that has it.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMAT = "gdelt2-events"
STAMP = "20240305120000"
TAILS = 20_000
"""Distinct rows; beyond these only the first column is new."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the files are made and kept; a passing folder by default")
    parser.add_argument("--frictionless", metavar="PYTHON", help="interpreter that has frictionless")
    parser.add_argument("--task", choices=list(TASKS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task:
        start = time.perf_counter()
        outcome = TASKS[arguments.task](arguments.file)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"seconds": seconds, "peak": peak, "outcome": outcome}))
        return
    with tempfile.TemporaryDirectory() as passing:
        folder = arguments.folder or Path(passing)
        small, large = (make(folder, rows) for rows in (arguments.rows, 10 * arguments.rows))
        measured: dict[str, dict[str, Any]] = {}
        for _ in range(arguments.rounds):  # in turn, so that a busy machine is busy for all
            for task in ("polars", "eventcoder"):
                measured[task] = better(measured.get(task), run(sys.executable, task, small))
        big = better(run(sys.executable, "eventcoder", large), run(sys.executable, "eventcoder", large))
        reading, checking = measured["polars"], measured["eventcoder"]
        print(f"{arguments.rows:,} rows, {small.stat().st_size / 1e6:.0f} MB; findings: {checking['outcome']}")
        print(f"polars, as strings   {reading['seconds']:8.2f} s")
        ratio = checking["seconds"] / reading["seconds"]
        print(f"eventcoder, all rules{checking['seconds']:8.2f} s   {ratio:.1f} times polars (at most 4)")
        if arguments.frictionless:
            other = run(arguments.frictionless, "frictionless", small)
            factor = other["seconds"] / checking["seconds"]
            print(f"frictionless, types  {other['seconds']:8.2f} s   {factor:.1f} times eventcoder (at least 5)")
        each = (big["peak"] - checking["peak"]) / (9 * arguments.rows)
        peaks = f"{checking['peak'] / 1e6:.0f} MB, of {10 * arguments.rows:,} rows {big['peak'] / 1e6:.0f} MB"
        print(f"peak memory          {peaks}: {each:.1f} bytes a row more (at most 24); {big['seconds']:.2f} s")


def better(one: dict[str, Any] | None, other: dict[str, Any]) -> dict[str, Any]:
    if one is None:
        return other
    return {
        "seconds": min(one["seconds"], other["seconds"]),
        "peak": min(one["peak"], other["peak"]),
        "outcome": other["outcome"],
    }


def run(python: str, task: str, file: Path) -> dict[str, Any]:
    command = [python, __file__, "--task", task, "--file", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{task} failed: {done.stderr}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def by_polars(file: Path) -> Any:
    import polars as pl

    return pl.read_csv(file, separator="\t", has_header=False, quote_char=None, infer_schema=False).shape


def by_eventcoder(file: Path) -> Any:
    from eventcoder import validate

    return dict(validate(file).counts)


def by_frictionless(file: Path) -> Any:
    from frictionless import Dialect, Resource, Schema, formats

    description = json.loads(file.with_suffix(".frictionless.json").read_text("utf-8"))
    dialect = Dialect(header=False, controls=[formats.CsvControl(delimiter="\t", quote_char="\x01")])
    resource_ = Resource(
        path=file.name,
        basepath=str(file.parent),
        format="csv",
        dialect=dialect,
        schema=Schema.from_descriptor(description),
    )
    report = resource_.validate()
    return {"valid": report.valid, "first": [error.note for task in report.tasks for error in task.errors][:3]}


TASKS = {"polars": by_polars, "eventcoder": by_eventcoder, "frictionless": by_frictionless}


def make(folder: Path, rows: int) -> Path:
    """A GDELT 2.0 file of our own, and beside it its types and enums for frictionless."""
    from eventcoder.validation.dialect import load_dialect
    from eventcoder.validation.meta import load_table_schema

    subfolder = folder / str(rows)
    subfolder.mkdir(parents=True, exist_ok=True)
    path = subfolder / f"{STAMP}.export.CSV"
    schema, columns = load_table_schema(FORMAT), load_dialect(FORMAT).layouts[0].columns
    if not path.exists():
        tails = list(tails_of(schema, columns))
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{1_100_000_000 + row}\t{tails[row % len(tails)]}\n" for row in range(rows))
    kinds = {"string": "string", "integer": "integer", "number": "number"}
    fields = [
        {"name": name, "type": kinds[field.kind]}
        | ({"constraints": {"enum": field.schema["enum"]}} if "enum" in field.schema else {})
        for name in columns
        for field in [schema.fields[name]]
    ]
    path.with_suffix(".frictionless.json").write_text(json.dumps({"fields": fields}), encoding="utf-8")
    return path


def tails_of(schema: Any, columns: tuple[str, ...]) -> Iterator[str]:
    """Rows without their first column; the same at every run."""
    chance = random.Random(7)
    events = [code for code in schema.fields["EventCode"].schema["enum"] if len(code) > 2]
    quad = schema.definition(schema.fields["QuadClass"].schema["x-lookup"]["table"])["x-values"]
    scores = schema.definition(schema.fields["GoldsteinScale"].schema["x-lookup"]["table"])["x-values"]
    by_root = schema.fields["QuadClass"].schema["x-lookup"]["of"] == "EventRootCode"
    roles = schema.fields["Actor1Type1Code"].schema["enum"]
    lands = [code for code in schema.fields["Actor1CountryCode"].schema["enum"] if len(code) == 3]
    places = [code for code in schema.fields["ActionGeo_CountryCode"].schema["enum"] if code != "US"]
    for _ in range(TAILS):
        day = f"2024030{chance.randint(1, 5)}"
        code = chance.choice(events)
        cells = dict.fromkeys(columns, "")
        cells |= {"SQLDATE": day, "MonthYear": day[:6], "Year": day[:4], "IsRootEvent": chance.choice("01")}
        cells["FractionDate"] = f"{2024 + (2 * 30 + int(day[6:])) / 365:.4f}"
        cells |= {"EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2]}
        cells |= {"QuadClass": str(quad[code[:2] if by_root else code]), "GoldsteinScale": str(scores[code])}
        articles = chance.randint(1, 20)
        cells |= {"NumMentions": str(articles + 2), "NumSources": "1", "NumArticles": str(articles)}
        cells["AvgTone"] = repr(chance.uniform(-10, 10))
        for actor in ("Actor1", "Actor2")[: chance.choice((1, 2, 2))]:
            land, role = chance.choice(lands), chance.choice(roles)
            cells |= {f"{actor}Code": land + role, f"{actor}Name": f"NAME {chance.randint(1, 3000)}"}
            cells |= {f"{actor}CountryCode": land, f"{actor}Type1Code": role}
        for place in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
            cells[f"{place}_Type"] = "0"
            if place == "ActionGeo" or chance.random() < 0.7:
                land = chance.choice(places)
                cells |= {f"{place}_Type": "4", f"{place}_FullName": f"Town {chance.randint(1, 5000)}, Division, Land"}
                cells |= {f"{place}_CountryCode": land, f"{place}_ADM1Code": f"{land}{chance.randint(10, 40)}"}
                cells |= {f"{place}_ADM2Code": str(chance.randint(1000, 90000))}
                cells |= {
                    f"{place}_Lat": f"{chance.uniform(-60, 70):.4f}",
                    f"{place}_Long": f"{chance.uniform(-170, 170):.4f}",
                }
                cells[f"{place}_FeatureID"] = str(-chance.randint(1000, 3_000_000))
        words = "-".join(f"{chance.getrandbits(24):x}" for _ in range(8))
        cells |= {"DATEADDED": STAMP, "SOURCEURL": f"https://news.example/{day}/{words}.html"}
        yield "\t".join(cells[name] for name in columns[1:])


if __name__ == "__main__":
    main()
