"""`--fix`: writes a repaired copy of a table, and tells every change.

What is not understood stays as it is: rows with a wrong number of cells, columns of one's own, cells that nothing gives
a value for. Where the file itself is damaged, so that the copy would lack something, none is written. Imports the
reader's parts and repair.
"""

import gzip
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedWriter
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from eventcoder.errors import InputError
from eventcoder.findings import Finding
from eventcoder.validation.catalogue import meanings
from eventcoder.validation.detect import Detection, Plan
from eventcoder.validation.dialect import Dialect
from eventcoder.validation.lines import Lines
from eventcoder.validation.output.text import one_line, plural
from eventcoder.validation.repair import RowRepairer
from eventcoder.validation.report import KEPT, Collector
from eventcoder.validation.rows import QuotedRows
from eventcoder.validation.rules import TableSchema
from eventcoder.validation.source import open_source
from eventcoder.validation.validate import Known, recognise

__all__ = ["Change", "FixResult", "fix_file"]

MARK, WIDE, QUOTES = "EC105", "EC112", "EC245"
DELIMITER, HEADER, NO_HEADER, UNNAMED, ABOVE = "EC220", "EC221", "EC222", "EC227", "EC229"
INDEX, HXL, AGAIN, BLANK, TRAILING, ENDS, MIXED_ENDS = "EC232", "EC233", "EC234", "EC235", "EC238", "EC243", "EC123"
FATAL = ("EC103", "EC106", "EC107", "EC114", "EC118", "EC119", "EC236")
"""Damage that costs content: a copy would hide it."""

QUOTED = re.compile(r'"(.*)"', re.DOTALL)
LOG = ".changes.jsonl"
SHOWN = 12
"""Kinds of changes that are told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that was changed.

    Attributes:
        file: name of the input.
        code: of the finding that is mended.
        why: what was wrong, and by what the new text is known.
        row: row in the input, from 1; None for what is true of the whole file.
        line: line in the input, from 1.
        field: name of the column.
        before, after: the text; None where a line, not a cell, was changed.
    """

    file: str
    code: str
    why: str
    row: int | None = None
    line: int | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The change as a JSON-ready mapping without empty entries."""
        names = ("file", "row", "line", "field", "before", "after", "code", "why")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@dataclass(slots=True)
class FixResult:
    """What `fix_file` did.

    Attributes:
        file: name of the input.
        target: the copy.
        log: file with every change, one JSON object a line; None where there is none.
        refused: why no copy was written; None where one was.
        rows: rows that were written.
        changes: the first of the changes.
        counts: (code, field) -> how many changes; the field is "" where lines were changed.
    """

    file: str
    target: Path
    log: Path | None = None
    refused: str | None = None
    rows: int = 0
    changes: list[Change] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def written(self) -> bool:
        """Whether there is a copy."""
        return self.refused is None

    def to_text(self) -> str:
        """What was changed, by code and field, a line each."""
        if self.refused is not None:
            return one_line(f"{self.file}: no repaired copy was written: {self.refused}") + "\n"
        total = sum(self.counts.values())
        head = f"{self.file}: {plural(self.rows, 'row')} written to {self.target}, {plural(total, 'change')}"
        lines = [one_line(head + (f", listed in {self.log}" if self.log else ""))]
        for (code, name), number in self.counts.most_common(SHOWN):
            meaning = meanings().get(code)
            lines.append(one_line(f"  {code} {name or 'lines'}: {number:,} ({meaning.meaning if meaning else ''})"))
        if len(self.counts) > SHOWN:
            lines.append(f"  and {len(self.counts) - SHOWN} kinds more")
        return "\n".join(lines) + "\n"


def fix_file(
    source: str | Path | BinaryIO, target: str | Path, format: "str | Known | None" = None, *, kept: int = KEPT
) -> FixResult:
    """Write a repaired copy of a table.

    Args:
        source: path of the file, "-" for standard input, or a binary stream.
        target: the copy; with the ending .gz it is packed. Beside it the changes are listed in TARGET.changes.jsonl.
        format: as for `validate`.
        kept: changes that the result holds; all are counted and listed.

    Returns:
        What was changed, or why nothing was written.

    Raises:
        InputError: the input cannot be opened, or the copy not be written.
        EventcoderError: there is no such format.
    """
    target = Path(target)
    known = format if isinstance(format, Known) else Known.of(format)
    with open_source(source) as opened:
        detection = recognise(opened, known)
        result = FixResult(opened.name, target)
        result.refused = _refusal(detection, target)
        if result.refused is not None or detection.plan is None or detection.dialect is None:
            return result
        temporary, log = target.with_name(f".{target.name}.part"), target.with_name(target.name + LOG)
        try:
            with _opened(temporary, target) as out, log.open("wb") as changes:
                fixer = _Fixer(
                    detection.plan, detection.dialect, known.schema(detection.dialect), result, changes, kept
                )
                fixer.file_changes([*detection.findings, *opened.findings], opened.head)
                collector = Collector(opened.name, detection.dialect.format, kept=len(FATAL))
                for line in fixer.lines(Lines(opened.stream, opened.name, collector, *fixer.reading)):
                    out.write(line)
                fixer.text_changes(collector.report().counts)
                found = [*opened.findings, *collector.report().findings]
                result.refused = fixer.refused or _fatal(found, collector)
            if result.refused is None:
                os.replace(temporary, target)
        except OSError as error:
            raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error
        finally:
            temporary.unlink(missing_ok=True)
        if result.refused is not None or not result.counts:
            log.unlink(missing_ok=True)
        else:
            result.log = log
        return result


def _refusal(detection: Detection, target: Path) -> str | None:
    if target.suffix.lower() in (".zip", ".zst", ".bz2", ".xz"):
        return f"a copy is written plain or as .gz, not as {target.suffix}"
    if not detection.readable:
        return next((finding.message for finding in detection.findings if finding.level == "error"), "it has no rows")
    return None if detection.kind == "table" else "only tables are repaired, not JSON"


def _fatal(findings: Sequence[Finding], collector: Collector) -> str | None:
    counts = collector.report().counts
    worst = next((finding for finding in findings if finding.code in FATAL), None)
    if worst is not None:
        line = f"line {worst.line:,}: " if worst.line else ""
        return f"{line}{worst.message} ({worst.code}); a copy would hide that"
    code = next((code for code in FATAL if counts.get(code)), None)
    return None if code is None else f"{meanings()[code].meaning} ({code}); a copy would hide that"


def _opened(path: Path, target: Path) -> gzip.GzipFile | BufferedWriter:
    return gzip.open(path, "wb") if target.suffix.lower() == ".gz" else path.open("wb")


class _Fixer:
    """Turns the lines of one table into those of its copy."""

    def __init__(
        self, plan: Plan, dialect: Dialect, schema: TableSchema, result: FixResult, log: BinaryIO, kept: int
    ) -> None:
        self.plan, self.dialect, self.schema, self.result, self.kept = plan, dialect, schema, result, kept
        self.reading = (plan.quoted, plan.old)
        self.refused: str | None = None
        self._log, self._end = log, "\n"
        names = plan.shape.names
        codes = {finding.code for finding in plan.shape.findings}
        self._before = 1 if INDEX in codes else 0
        behind = 0
        header = self._header_cells(list(plan.header))
        if TRAILING in codes:
            while names[len(names) - 1 - behind] is None and not "".join(header[len(names) - 1 - behind :]).strip():
                behind += 1
        self._kept = range(self._before, len(names) - behind)
        self._names = [names[place] for place in self._kept]
        self._given = [header[place] if place < len(header) else "" for place in self._kept]
        self._layouts = {width: list[str | None](layout.columns) for width, layout in dialect.widths.items()}
        self._repairers: dict[tuple[str, ...], RowRepairer] = {}
        usual = plan.header or tuple(name or "" for name in names)
        shift = 1 if plan.header and len(plan.header) < len(names) and self._before else 0
        self._again = [(place + shift, name.strip()) for place, name in enumerate(usual) if name.strip()][:2]

    def _header_cells(self, header: list[str]) -> list[str]:
        """The header's cells at the places of the columns; one that lacks the column of row numbers is shifted."""
        return ["", *header] if header and self._before and len(header) < len(self.plan.shape.names) else header

    # what is true of the whole file ------------------------------------------------------------------------------

    def file_changes(self, findings: Sequence[Finding], head: bytes) -> None:
        """Tell what is mended by writing the file anew."""
        mended = {DELIMITER, WIDE, INDEX, TRAILING, ENDS, QUOTES, ABOVE}
        mended |= {HEADER} if self.dialect.header == "no" else {NO_HEADER, UNNAMED}
        for finding in findings:
            if finding.code in mended and not (finding.code == NO_HEADER and self.dialect.header != "yes"):
                self._change(Change(file=self.result.file, code=finding.code, why=finding.message))
        if self.dialect.quoting != "none" and b"\r\n" in head:
            self._end = "\r\n"

    def text_changes(self, counts: Any) -> None:
        """Tell what reading alone has mended: marks and line ends."""
        for code in (MARK, MIXED_ENDS):
            if counts.get(code):
                self._change(Change(file=self.result.file, code=code, why=meanings()[code].meaning))

    def _change(self, change: Change) -> None:
        self.result.counts[change.code, change.field or ""] += 1
        self._log.write(orjson.dumps(change.as_dict(), option=orjson.OPT_APPEND_NEWLINE))
        if len(self.result.changes) < self.kept:
            self.result.changes.append(change)

    # rows --------------------------------------------------------------------------------------------------------

    def lines(self, lines: Lines) -> Iterator[bytes]:
        """The lines of the copy."""
        header = self._header()
        if header is not None:
            yield self._written(header)
        skip, row = self.plan.skip, 0
        for line, cells in self._rows(lines):
            if skip:
                skip -= 1
                if header is not None and self._is_tags(cells):
                    yield self._written(self._fitted(cells))
                continue
            row += 1
            kept = self._row(cells, line, row)
            if kept is not None:
                self.result.rows += 1
                yield self._written(kept)
            if self.refused is not None:
                return

    def _rows(self, lines: Lines) -> Iterator[tuple[int, list[str]]]:
        quoted = QuotedRows(self.plan.delimiter, {len(self.plan.shape.names), *self._layouts})
        for block in lines.blocks():
            texts = block.data.decode().split("\n")[:-1]
            if self.plan.quoted and (quoted.pending or b'"' in block.data):
                for read in quoted.read([f"{text}\n" for text in texts], block.line):
                    yield self._sound(read.line, read.cells)
            else:
                for place, text in enumerate(texts):
                    yield block.line + place, text.split(self.plan.delimiter)
        if quoted.pending:
            for read in quoted.read([], lines.line, last=True):
                yield self._sound(read.line, read.cells)

    def _sound(self, line: int, cells: list[str] | None) -> tuple[int, list[str]]:
        if cells is None:
            self.refused = f"line {line:,}: quotes are broken (EC236); mend them first"
        return line, cells or []

    def _header(self) -> list[str] | None:
        if self.dialect.header == "no":
            return None
        if self.plan.header:
            pairs = zip(self._given, self._names, strict=True)
            return [given if given.strip() else name or "" for given, name in pairs]
        return [name or "" for name in self._names] if self.dialect.header == "yes" else None

    def _is_tags(self, cells: list[str]) -> bool:
        filled = [cell.strip() for cell in cells[self._before :] if cell.strip()]
        return bool(filled) and all(cell.startswith("#") for cell in filled)

    def _fitted(self, cells: list[str]) -> list[str]:
        return [cells[place] for place in self._kept if place < len(cells)]

    def _row(self, cells: list[str], line: int, row: int) -> list[str] | None:
        width, place = len(self.plan.shape.names), {"file": self.result.file, "line": line, "row": row}
        if not any(cell.strip() for cell in cells):
            self._change(Change(code=BLANK, why="the row is blank", **place))  # type: ignore[arg-type]
            return None
        if len(self._again) > 1 and all(
            at < len(cells) and cells[at].strip().strip('"') == name for at, name in self._again
        ):
            self._change(Change(code=AGAIN, why="the header stood here again", **place))  # type: ignore[arg-type]
            return None
        names = self._names
        mixed = not self.plan.header and len(cells) in self._layouts
        if len(cells) > width and not mixed and not any(cell.strip() for cell in cells[width:]):
            self._change(Change(code=TRAILING, why="the row ended with delimiters too many", **place))  # type: ignore[arg-type]
            cells = cells[:width]
        if len(cells) == width:
            cells = self._fitted(cells)
        elif mixed:
            names = self._layouts[len(cells)]
        else:
            return cells
        if self.dialect.quoting == "none" and not self.plan.quoted:
            cells = [found[1].replace('""', '"') if (found := QUOTED.fullmatch(cell)) else cell for cell in cells]
        return self._repaired(cells, names, place)

    def _repaired(self, cells: list[str], names: Sequence[str | None], place: dict[str, Any]) -> list[str]:
        columns = tuple(name for name in names if name is not None)
        if columns not in self._repairers:
            self._repairers[columns] = RowRepairer(self.schema, columns, self.plan.missing_words)
        named = {name: cell for name, cell in zip(names, cells, strict=True) if name is not None}
        repairs = self._repairers[columns].repair(named)
        for repair in repairs:
            self._change(Change(**place, **repair._asdict()))
        if not repairs:
            return cells
        return [cell if name is None else named[name] for name, cell in zip(names, cells, strict=True)]

    def _written(self, cells: Sequence[str]) -> bytes:
        delimiter = self.dialect.delimiter
        if self.dialect.quoting == "none":
            broken = next((cell for cell in cells if delimiter in cell or "\n" in cell or "\r" in cell), None)
            if broken is not None and self.refused is None:
                self.refused = f"a cell holds a delimiter or a line end of the format: {broken[:60]!r}"
            return (delimiter.join(cells) + self._end).encode()
        return (delimiter.join(_quoted(cell, delimiter) for cell in cells) + self._end).encode()


def _quoted(cell: str, delimiter: str) -> str:
    if delimiter in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
