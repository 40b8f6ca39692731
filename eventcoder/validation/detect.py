"""Tells the format of a file by its content, with confidence and reasons. Imports the modules that look at content.

Every dialect is laid against the first rows: how far the header names its columns, how many cells a row has, whether
telling columns look as they should. A name that such files have adds a little; nothing is believed for a name alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from eventcoder.errors import EventcoderError, did_you_mean
from eventcoder.findings import Finding, Level
from eventcoder.validation.content import DEPTH_LIMIT, not_data, sketch_json
from eventcoder.validation.dialect import Dialect, dialect_names, load_dialect
from eventcoder.validation.lines import decode
from eventcoder.validation.rows import quoted_rows
from eventcoder.validation.source import HEAD, Source
from eventcoder.validation.spreadsheet import Evidence, damage_of
from eventcoder.validation.structure import Shape, by_header, by_place, coverage, is_hxl, is_numbered

__all__ = ["Detection", "Plan", "detect", "detect_source"]

SURE = 0.55
"""Confidence from which on a format counts as recognised."""

ASKED = 0.3
"""Confidence from which on a file is read as the format that was asked for."""

ROWS = 200
"""Rows that are looked at."""

HEADER_ROWS = 5
"""Rows among which a header is looked for."""

DELIMITERS = ("\t", ",", ";", "|")
NAMES = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar", " ": "space"}


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is to be read.

    Attributes:
        delimiter: character between cells.
        quoted: whether cells may stand in double quotes.
        old: whether lines end with a carriage return alone.
        skip: rows before the data: header, tags and blank ones.
        header: cells of the header, empty where there is none.
        shape: which column is which.
        missing_words: words that stand for an empty cell.
    """

    delimiter: str
    quoted: bool
    old: bool
    skip: int
    header: tuple[str, ...]
    shape: Shape
    missing_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Detection:
    """What a file was taken for.

    Attributes:
        format: name of the format; None where none was recognised.
        confidence: from 0 to 1.
        reasons: what speaks for it, for people.
        kind: "table", "json", or "none" where the file is neither.
        readable: whether there is anything to check.
        findings: what is wrong with the file as a whole and with its columns.
        dialect: of the format.
        plan: how to read a table; None for JSON.
    """

    format: str | None
    confidence: float
    reasons: tuple[str, ...]
    kind: Literal["table", "json", "none"]
    readable: bool
    findings: tuple[Finding, ...]
    dialect: Dialect | None = None
    plan: Plan | None = None


@dataclass(slots=True)
class _Sample:
    """The first rows, cut at one delimiter."""

    delimiter: str
    rows: list[list[str]]
    plain: list[list[str]]
    quotes: float
    """How many of the cells stand in quotes."""


@dataclass(slots=True)
class _Candidate:
    dialect: Dialect
    score: float
    plan: Plan
    reasons: list[str]
    rows: list[list[str]]
    quotes: float
    findings: list[Finding] = field(default_factory=list)


def detect_source(source: Source, format: str | None = None, dialects: Sequence[Dialect] | None = None) -> Detection:
    """Tell the format of opened input; see `detect`.

    Where nothing could be unpacked the source's findings say why, and nothing is added to them.
    """
    if not source.head and any(finding.level == "error" for finding in source.findings):
        return Detection(format, 0.0, (), "none", False, ())
    return detect(source.head, source.file_name, format, source.name, dialects)


def detect(
    head: bytes,
    name: str | None = None,
    format: str | None = None,
    file: str | None = None,
    dialects: Sequence[Dialect] | None = None,
) -> Detection:
    """Tell the format of a file.

    Args:
        head: its first bytes, unpacked, in UTF-8.
        name: its name without folders and the ending of a packed file; None where unknown.
        format: the format that it must be; the content is still held against the others.
        file: name for findings.
        dialects: of the formats that there are; the packaged ones by default.

    Raises:
        EventcoderError: there is no such format.
    """
    known = [load_dialect(each) for each in dialect_names()] if dialects is None else list(dialects)
    if format is not None and format not in [dialect.format for dialect in known]:
        names = [dialect.format for dialect in known]
        meant = did_you_mean(format, names)
        raise EventcoderError(f"there is no format {format!r} to validate{meant}; there is {', '.join(names)}")
    nothing = not_data(head, file)
    if nothing is not None:
        return Detection(format, 0.0, (), "none", False, (nothing,))
    if len(head) >= HEAD and b"\n" not in head and b"\r" not in head and head.lstrip()[:1] not in (b"{", b"["):
        message = f"the first line has more than {HEAD:,} bytes; nothing was read"
        hint = "look whether line ends are missing"
        return Detection(format, 0.0, (), "none", False, (_finding("EC107", "error", message, file, hint),))
    text = _text(head)
    if text.lstrip()[:1] in ("{", "["):
        return _json(text, name, format, file, [dialect for dialect in known if dialect.kind == "json"])
    return _table(text, name, format, file, [dialect for dialect in known if dialect.kind == "table"])


def _text(head: bytes) -> str:
    text = decode(head).removeprefix("\ufeff").replace("\0", "")
    if len(head) >= HEAD:  # the last line may be cut off
        cut = text.rfind("\n") + 1
        text = text[:cut] if cut else text
    return text


def _finding(code: str, level: Level, message: str, file: str | None, hint: str | None = None) -> Finding:
    return Finding(code=code, level=level, message=message, file=file, hint=hint)


def _told(title: str, confidence: float, reasons: Sequence[str], file: str | None) -> Finding:
    return _finding("EC121", "info", f"taken for {title} ({confidence:.0%} sure): {'; '.join(reasons)}", file)


def _unknown(file: str | None, asked: str | None, text: str, near: str | None) -> Detection:
    names = ", ".join(dialect_names())
    if asked:
        message = f"the content does not look like {asked}, nor like another format"
    else:
        message = "the format is not recognised"
    if near:
        message += f"; nearest is {near}"
    hint = f"look at the first line; formats are {names}"
    finding = Finding(
        code="EC116", level="error", message=message, file=file, line=1, value=text.lstrip()[:120], hint=hint
    )
    return Detection(asked, 0.0, (), "none", False, (finding,))


def _other(file: str | None, asked: str, dialect: Dialect, confidence: float, reasons: Sequence[str]) -> Finding:
    message = f"the content is {dialect.title}, not {asked}: {'; '.join(reasons)}"
    return _finding("EC117", "error", message, file, f"validate it as {dialect.format}")


# JSON -----------------------------------------------------------------------------------------------------------------


def _json(text: str, name: str | None, asked: str | None, file: str | None, known: list[Dialect]) -> Detection:
    sketch = sketch_json(text)
    if sketch.depth > DEPTH_LIMIT:
        message = f"the JSON is nested more than {DEPTH_LIMIT} levels deep; it was not read"
        return Detection(asked, 0.0, (), "none", False, (_finding("EC125", "error", message, file),))
    if text.strip() == "[]":
        finding = _finding("EC102", "warning", "the file holds an empty array: no record", file)
        return Detection(asked, 0.0, (), "none", False, (finding,))
    scored: list[tuple[float, Dialect, tuple[str, ...]]] = []
    for dialect in known:
        there = [key for key in dialect.keys if key in sketch.keys]
        told = [key for key, pattern in dialect.values.items() if pattern.search(sketch.keys.get(key, ""))]
        score = 0.8 * len(there) / max(1, len(dialect.keys)) + 0.2 * (
            len(told) / len(dialect.values) if dialect.values else 1
        )
        reasons = [f"{len(there)} of {len(dialect.keys)} telling keys ({', '.join(there[:4])})"] if there else []
        reasons += [f"{key} {sketch.keys[key]!r}" for key in told]
        if dialect.names_file(name):
            score, reasons = score + 0.05, [*reasons, f"its name, {name}"]
        scored.append((min(score, 1.0) if there else 0.0, dialect, tuple(reasons)))
    # Records of ours have all the keys of PLOVER, and more: of two that fit alike the one that says more is meant.
    scored.sort(key=lambda each: (-each[0], -len(each[1].keys)))
    best = scored[0] if scored else None
    chosen = next((each for each in scored if each[1].format == asked), None) if asked else best
    if asked and chosen is None and (best is None or best[0] < SURE):
        return _unknown(file, asked, text, None)
    if best and asked and best[1].format != asked and best[0] >= SURE and (chosen is None or chosen[0] < ASKED):
        return Detection(asked, best[0], best[2], "none", False, (_other(file, asked, best[1], best[0], best[2]),))
    # Records that lack what tells them are still records of what was asked for: the schema says what they lack.
    if chosen is None or (not asked and chosen[0] < 0.4):
        return _unknown(file, asked, text, chosen[1].format if chosen and chosen[0] > 0.2 else None)
    score, dialect, why = chosen
    first = _told(dialect.title, score, why or ("as asked",), file)
    findings = (first, *_of_its_name(text, name, file))
    return Detection(dialect.format, score, why, "json", True, findings, dialect)


def _of_its_name(text: str, name: str | None, file: str | None) -> Iterator[Finding]:
    """Files called .jsonl whose records run over several lines, or stand in an array."""
    first = text.lstrip().split("\n", 1)[0].rstrip()
    if name and name.lower().endswith((".jsonl", ".ndjson")) and first.endswith(("{", "[", ",")):
        message = "its name says one record a line, but the records run over several lines"
        yield _finding("EC124", "warning", message, file, "write one record a line, or name it .json")


# tables ---------------------------------------------------------------------------------------------------------------


def _table(text: str, name: str | None, asked: str | None, file: str | None, known: list[Dialect]) -> Detection:
    old = "\n" not in text and "\r" in text
    windows = "\r\n" in text
    text = text.replace("\r\n", "\n")
    text = text.replace("\r", "\n") if old else text
    samples = list(_samples(text))
    candidates = [
        candidate
        for dialect in known
        for sample in samples
        if (candidate := _candidate(dialect, sample, name, old, file)) is not None
    ]
    candidates.sort(key=lambda each: -each.score)
    best = candidates[0] if candidates else None
    chosen = next((each for each in candidates if each.dialect.format == asked), None) if asked else best
    if (
        asked
        and best
        and best.dialect.format != asked
        and best.score >= SURE
        and (chosen is None or chosen.score < SURE)
    ):
        finding = _other(file, asked, best.dialect, best.score, best.reasons)
        return Detection(asked, best.score, tuple(best.reasons), "none", False, (finding,))
    if best is None or chosen is None or chosen.score < (ASKED if asked else SURE):
        near = f"{best.dialect.format} ({best.score:.0%})" if best and best.score > 0.3 else None
        return _unknown(file, asked, text, near)
    return _decided(chosen, windows, file)


def _samples(text: str) -> Iterator[_Sample]:
    lines = text.split("\n")[: 2 * ROWS]
    lines = lines[:-1] if lines and not lines[-1] else lines
    for delimiter in DELIMITERS:
        if delimiter not in text:
            continue
        plain = [line.split(delimiter) for line in lines[:ROWS]]
        filled = [cell for row in plain for cell in row if cell.strip()]
        quotes = sum(1 for cell in filled if len(cell) > 1 and cell[0] == '"' == cell.rstrip()[-1])
        rows = quoted_rows("\n".join(lines), delimiter, ROWS) if '"' in text else plain
        yield _Sample(delimiter, rows, plain, quotes / max(1, len(filled)))


def _candidate(dialect: Dialect, sample: _Sample, name: str | None, old: bool, file: str | None) -> _Candidate | None:
    own = sample.delimiter == dialect.delimiter
    quoted = dialect.quoting == "minimal" or sample.quotes > 0.05 or not own
    rows = sample.rows if quoted else sample.plain
    filled = [place for place, row in enumerate(rows) if any(cell.strip() for cell in row)]
    if not filled or max(len(rows[place]) for place in filled[:HEADER_ROWS]) < 2:
        return None
    header = max(filled[:HEADER_ROWS], key=lambda place: coverage(rows[place], dialect))
    named = coverage(rows[header], dialect)
    findings: list[Finding] = []
    if named > 0.4:
        skip = header + 1
        while skip < len(rows) and (is_hxl(rows[skip]) or not any(rows[skip])):
            if any(rows[skip]):
                message = "a row of HXL tags stands under the header"
                tags = ",".join(rows[skip])
                findings.append(
                    Finding(code="EC233", level="warning", message=message, file=file, line=skip + 1, value=tags)
                )
            skip += 1
        body = rows[skip:]
        shape = by_header(rows[header], body, dialect, file, header + 1)
        if header > filled[0]:
            message = f"{header - filled[0]} rows stand above the header"
            findings.append(_finding("EC229", "warning", message, file, "remove them"))
        reasons = [f"the header names {len(set(shape.columns))} columns of the format"]
    else:
        if dialect.header == "yes" and named > 0.15:
            return None
        skip = filled[0]
        if is_numbered(rows[skip]):
            message = "the first line numbers the columns; programs take it for an event"
            findings.append(_finding("EC221", "warning", message, file, "remove it, or name the columns"))
            skip += 1
        body = rows[skip:]
        shape = by_place(body, dialect, file, skip + 1)
        reasons = [f"{len(shape.names)} columns without a header"]
    score = shape.score
    if score > SURE:
        reasons.append("what stands in telling columns")
    if dialect.names_file(name):
        score, reasons = score + 0.05, [*reasons, f"its name, {name}"]
    score -= 0 if own else 0.03
    given = tuple(rows[header]) if named > 0.4 else ()
    plan = Plan(sample.delimiter, quoted, old, skip, given, shape)
    return _Candidate(dialect, min(1.0, score), plan, reasons, body, sample.quotes, findings)


def _decided(chosen: _Candidate, windows: bool, file: str | None) -> Detection:
    dialect, plan = chosen.dialect, chosen.plan
    findings = list(_told_of_file(chosen, file))
    width = len(plan.shape.names)
    rows = [row for row in chosen.rows if len(row) == width]
    words = _missing_words(plan.shape, rows, dialect)
    shifted = not plan.header and any(finding.code == "EC225" for finding in plan.shape.findings)
    # What stands in the wrong column only looks damaged.
    evidence = Evidence(False, ()) if shifted else damage_of(dialect, plan.shape.names, rows, words)
    odd = _oddities(chosen, evidence)
    program = _program(plan, evidence, words, windows)
    if evidence.damaged or (plan.delimiter == ";" and len(odd) > 1):
        message = f"the file was saved again by {program}, which changed it: {'; '.join(odd)}"
        findings.append(_finding("EC240", "warning", message, file, "take the file as it was published, if you can"))
    if plan.old:
        message = "lines end with CR alone, as on old Macintosh computers; most programs see one line"
        findings.append(_finding("EC243", "warning", message, file, "write LF"))
    elif windows and dialect.quoting == "none":
        message = "lines end with CRLF, as on Windows, where the format has LF"
        findings.append(_finding("EC243", "info", message, file))
    if words:
        told = ", ".join(words)
        message = f"{told} stand{'' if len(words) > 1 else 's'} for empty cells; the format leaves them empty"
        findings.append(_finding("EC244", "warning", message, file, "write empty cells empty"))
    layout = plan.shape.layout
    reasons = (*chosen.reasons, *odd)
    confidence = round(min(1.0, max(0.0, chosen.score)), 3)
    title = f"{dialect.title}, saved again by {program} with {', '.join(odd)}" if odd else dialect.title
    first = _told(title, confidence, (*chosen.reasons, f"layout {layout.name!r}"), file)
    if not rows and not [row for row in chosen.rows if any(row)]:
        findings.append(_finding("EC102", "warning", "the file has a header and no rows", file))
    all_findings = (first, *chosen.findings, *plan.shape.findings, *findings)
    plan = replace(plan, missing_words=words)
    return Detection(dialect.format, confidence, reasons, "table", True, all_findings, dialect, plan)


def _told_of_file(chosen: _Candidate, file: str | None) -> Iterator[Finding]:
    dialect, plan = chosen.dialect, chosen.plan
    if plan.delimiter != dialect.delimiter:
        there, wanted = NAMES[plan.delimiter], NAMES.get(dialect.delimiter, dialect.delimiter)
        message = f"cells are divided by a {there} ({plan.delimiter!r}), where the format has a {wanted}"
        yield _finding("EC220", "error", message, file, f"write it with a {wanted} between cells")
    if plan.header and dialect.header == "no":
        message = "the file has a header, which the format does not; programs take it for an event"
        yield _finding("EC221", "warning", message, file, "remove the first line")
    if not plan.header and dialect.header != "no":
        message = "the header is missing; columns are taken by their place"
        level: Level = "warning" if dialect.header == "yes" else "info"
        yield _finding("EC222", level, message, file, "put the names of the columns first")
    if dialect.quoting == "none" and plan.quoted and chosen.quotes:
        message = "cells stand in quotes, which the format does not have"
        yield _finding("EC245", "warning", message, file, "write the cells without quotes around them")


def _missing_words(shape: Shape, rows: Sequence[Sequence[str]], dialect: Dialect) -> tuple[str, ...]:
    """Words for a missing value that stand in two columns or more, in the order of the dialect."""
    seen: dict[str, set[str]] = {}
    words = frozenset(dialect.missing_words)
    for row in rows:
        for name, cell in zip(shape.names, row, strict=True):
            if name and (word := cell.strip()) in words:
                seen.setdefault(word, set()).add(name)
    return tuple(word for word in dialect.missing_words if len(seen.get(word, ())) > 1)


def _program(plan: Plan, evidence: Evidence, words: Sequence[str], windows: bool) -> str:
    """What kind of program probably saved the file again."""
    if plan.delimiter == ";" or evidence.codes & {"EC312", "EC313"} or (windows and "EC311" in evidence.codes):
        return "a spreadsheet such as Excel"
    index = any(finding.code == "EC232" for finding in plan.shape.findings)
    return "a statistics program such as R or pandas" if index or words else "another program"


def _oddities(chosen: _Candidate, evidence: Evidence) -> list[str]:
    """What another program did to the file, in a few words each."""
    dialect, plan = chosen.dialect, chosen.plan
    odd = []
    if plan.delimiter != dialect.delimiter:
        odd.append(f"{plan.delimiter!r} between cells")
    odd += evidence.told if evidence.damaged else ()
    if plan.header and dialect.header == "no":
        given = [cell.strip() for cell in plan.header]
        blank = sum(1 for cell in given if not cell)
        moved = sum(1 for finding in plan.shape.findings if finding.code == "EC225")
        flaws = [f"{blank} name{'s' if blank > 1 else ''} missing"] * bool(blank) + [f"{moved} misplaced"] * bool(moved)
        odd.append(f"a hand-made header ({' and '.join(flaws)})" if flaws else "a header")
    if any(finding.code == "EC232" for finding in plan.shape.findings):
        odd.append("a column of row numbers")
    return odd
