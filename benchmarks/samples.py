"""What validation says of real files: a table for docs/validation.md.

    python benchmarks/samples.py FOLDER [--page docs/validation.md]

Every file below FOLDER is detected by its content and checked; files of formats that are not validated (their folder
named with --skip) are left out. The table stands in the page between the lines <!-- samples --> and <!-- /samples -->.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from eventcoder import validate
from eventcoder.validation import ValidationReport

SKIPPED = ("conllu", "newsml", "petrarch_xml", "SOURCES.md")
MOST = 4
"""Fields that are named with a code; further ones are counted."""
DETECTED = "EC121"
"""Tells what a file was taken for, and no problem."""
MARKS = re.compile(r"(<!-- samples -->\n).*?(<!-- /samples -->)", re.DOTALL)


def files_below(folder: Path, skipped: Sequence[str]) -> list[Path]:
    """The files of a folder, in order, without skipped names."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in files if not set(path.relative_to(folder).parts) & set(skipped)]


def told(report: ValidationReport) -> str:
    """What was found, by code: how often, and in which fields."""
    parts = []
    for code, fields in report.fields.items():
        if code == DETECTED:
            continue
        names = [name for name in sorted(fields, key=lambda name: -fields[name]) if name]
        shown = ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")
        parts.append(f"{code} ×{report.counts[code]:,}" + (f" ({shown})" if shown else ""))
    return "; ".join(parts) or "nothing"


def row_of(folder: Path, path: Path) -> list[str]:
    """One line of the table."""
    report = validate(path)
    levels = [f"{report.levels.get(level, 0):,}" for level in ("error", "warning")]
    name = path.relative_to(folder).as_posix()
    return [name, report.format or "not recognised", f"{report.records:,}", *levels, told(report)]


def table(rows: Iterable[Sequence[str]]) -> str:
    """A table of the page."""
    head = ["file", "detected as", "rows", "errors", "warnings", "what was found"]
    lines = [head, ["---", "---", "--:", "--:", "--:", "---"], *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", type=Path, help="rewrite the table in this page; without it the table is printed")
    parser.add_argument("--skip", nargs="*", default=SKIPPED, help="names of folders and files to leave out")
    arguments = parser.parse_args()
    start = time.perf_counter()
    rows = [row_of(arguments.folder, path) for path in files_below(arguments.folder, arguments.skip)]
    text = table(rows)
    if arguments.page is None:
        print(text, end="")
    else:
        page = arguments.page.read_text(encoding="utf-8")
        if not MARKS.search(page):
            sys.exit(f"{arguments.page} has no lines <!-- samples --> and <!-- /samples -->")
        arguments.page.write_text(MARKS.sub(lambda found: found[1] + text + found[2], page), encoding="utf-8")
    print(f"{len(rows)} files in {time.perf_counter() - start:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
