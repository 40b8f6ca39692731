"""What converting a table costs: GDELT 2.0 to Parquet, beside polars reading the same file and writing it as Parquet.

    python benchmarks/tables.py [--rows 200000] [--rounds 5] [--folder FOLDER]

Each measurement is a process of its own, in turn; the best round counts, in seconds of the clock and of the processors.
`polars` reads the file as strings and writes all columns; `eventcoder` reads it as a table with findings, makes records
of it by the mapping (no Event objects) and writes them.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from validation import FORMAT, make


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the files are made and kept; a passing folder by default")
    parser.add_argument("--task", choices=list(TASKS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task:
        measure(arguments.task, arguments.file)
        return
    with tempfile.TemporaryDirectory() as passing:
        folder = arguments.folder or Path(passing)
        small, large = (make(folder, rows) for rows in (arguments.rows, 5 * arguments.rows))
        best: dict[str, dict[str, float]] = {}
        for _ in range(arguments.rounds):
            for task in TASKS:
                found = run(task, small)
                best[task] = {name: min(found[name], best.get(task, found)[name]) for name in found}
        big = run("eventcoder", large)
        print(f"{arguments.rows:,} rows, {small.stat().st_size / 1e6:.0f} MB")
        for name in ("clock", "processor"):
            one, other = best["polars"][name], best["eventcoder"][name]
            print(f"{name:10} polars {one:.2f} s, eventcoder {other:.2f} s: {other / one:.1f} times (at most 4)")
        peaks = f"{best['eventcoder']['peak'] / 1e6:.0f} MB, of {5 * arguments.rows:,} rows {big['peak'] / 1e6:.0f} MB"
        print(f"peak memory {peaks}")


def measure(task: str, file: Path) -> None:
    target = file.with_suffix(".parquet")
    TASKS[task](file, target)  # the first time loads what is needed
    clock, processor = time.perf_counter(), time.process_time()
    TASKS[task](file, target)
    found = {"clock": time.perf_counter() - clock, "processor": time.process_time() - processor}
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(found))


def run(task: str, file: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--task", task, "--file", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{task} failed: {done.stderr}")
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def by_polars(file: Path, target: Path) -> Any:
    import polars

    frame = polars.read_csv(file, separator="\t", has_header=False, quote_char=None, infer_schema=False)
    frame.write_parquet(target)


def by_eventcoder(file: Path, target: Path) -> Any:
    from eventcoder.formats.parquet import write_frames
    from eventcoder.formats.tables import read_frames

    write_frames(read_frames(file, FORMAT), target)


TASKS = {"polars": by_polars, "eventcoder": by_eventcoder}


if __name__ == "__main__":
    main()
