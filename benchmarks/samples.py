"""What validation says of real files: a table for docs/validation.md.

    python benchmarks/samples.py FOLDER [--page docs/validation.md]

Every file below FOLDER is detected by its content and checked, alone and against the others. Files of formats that are
not validated are left out (--skip names their folders). The table stands in the page between the lines
<!-- samples --> and <!-- /samples -->.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from eventcoder.validation import ValidationReport, validate_files

SKIPPED = ("conllu", "newsml", "petrarch_xml", "SOURCES.md")
MOST = 4
"""Fields that are named with a code; further ones are counted."""
MARKS = re.compile(r"(<!-- samples -->\n).*?(<!-- /samples -->)", re.DOTALL)


def files_below(folder: Path, skipped: Sequence[str]) -> list[Path]:
    """The files of a folder, in order, without skipped names."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in files if not set(path.relative_to(folder).parts) & set(skipped)]


def told(report: ValidationReport) -> str:
    """What was found, by code: how often, and in which fields."""
    parts = []
    for code, fields in report.fields.items():
        names = [name for name in sorted(fields, key=lambda name: -fields[name]) if name]
        shown = ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")
        parts.append(f"{code} ×{report.counts[code]:,}" + (f" ({shown})" if shown else ""))
    return "; ".join(parts) or "nothing"


def row_of(folder: Path, report: ValidationReport) -> list[str]:
    """One line of the table."""
    levels = [f"{report.levels.get(level, 0):,}" for level in ("error", "warning", "info")]
    taken = (report.detected or "between two files").removeprefix("taken for ").partition(": ")[0]
    return [Path(report.file).relative_to(folder).as_posix(), taken, f"{report.records:,}", *levels, told(report)]


def table(rows: Iterable[Sequence[str]]) -> str:
    """A table of the page."""
    head = ["file", "detected as", "rows", "errors", "warnings", "notes", "what was found"]
    lines = [head, ["---", "---", *["--:"] * 4, "---"], *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", type=Path, help="rewrite the table in this page; without it the table is printed")
    parser.add_argument("--skip", nargs="*", default=SKIPPED, help="names of folders and files to leave out")
    arguments = parser.parse_args()
    start = time.perf_counter()
    reports = validate_files(files_below(arguments.folder, arguments.skip))
    rows = [row_of(arguments.folder, report) for report in reports]
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
