"""News items as documents: NewsML-G2 (XML) and ninjs 1 to 3 (JSON). Used through eventcoder.documents.

Imports xml_text, json_text and markup_text.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from eventcoder.documents import Document, Reject, as_date
from eventcoder.findings import Finding
from eventcoder.json_text import JsonValue, read_json
from eventcoder.markup_text import block_text, html_text, looks_like_markup
from eventcoder.xml_text import XmlFault, local_name, read_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from eventcoder.document_readers import Job, _Lines

__all__ = ["read_newsml", "read_ninjs"]

G2 = "{http://iptc.org/std/nar/2006-10-01/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
GUID_HINT = "every news item needs a guid"

NINJS_DATES = ("contentcreated", "versioncreated", "firstcreated")
NEWSML_DATES = ("contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated")
"""Where the day of a text is looked for, in this order."""

SAME_AS_LINES = {"EC103": "EC150", "EC104": "EC160", "EC106": "EC153", "EC107": "EC151"}
"""Codes of findings on JSON -> those that the other readers of documents give."""


# NewsML-G2 ------------------------------------------------------------------------------------------------------------


def read_newsml(lines: "_Lines", job: "Job") -> Iterator[Document | Reject]:
    """The news items of a NewsML-G2 file, alone or in a news message, one by one."""
    found, number = False, 0
    for step in read_xml(lines, (), {G2 + "newsItem"}, job.name):  # type: ignore[arg-type]  # it can be read
        if isinstance(step, XmlFault):
            if lines.broken is None:
                yield _fault(step, job)
            found = True
            continue
        found, number = True, number + 1
        yield _news_item(step.element, job, number)
    yield from lines.end()
    if not found and lines.broken is None:
        yield job.reject(
            "EC172", "the XML holds no news item of NewsML-G2", line=1,
            hint="news items are elements `newsItem`; other XML is not read",
        )  # fmt: skip


def _fault(fault: XmlFault, job: "Job") -> Reject:
    if fault.kind == "refused":
        return job.reject(
            "EC171", f"{fault.reason}; nothing behind it is read", line=fault.line,
            hint="do not trust the file; get it from its source",
        )  # fmt: skip
    return job.reject("EC170", f"no well-formed XML: {fault.reason}; nothing behind it is read", line=fault.line)


def _news_item(item: "_Element", job: "Job", row: int) -> Document | Reject:
    line = item.sourceline if isinstance(item.sourceline, int) else None
    raw = _raw(item, job)
    guid = item.get("guid")
    if not guid:
        return job.reject("EC162", "'guid' is missing", raw, line=line, row=row, field="guid", hint=GUID_HINT)
    text = _newsml_text(item)
    if text is None:
        return job.reject(
            "EC173", f"the news item {guid!r} holds no text", raw, line=line, row=row, field="contentSet",
            hint="its content is elsewhere (remoteContent) or no text; only inline XML and inline text are read",
        )  # fmt: skip
    days = [day for path in NEWSML_DATES if (day := _inner(item, path))]
    names = job.columns
    fields: dict[str, Any] = {
        names.id: guid,
        names.text: text,
        names.date: _first_day(days),
        names.title: _inner(item, "contentMeta/headline") or _inner(item, "itemMeta/title"),
        names.source: _party(item, "contentMeta/infoSource") or _party(item, "itemMeta/provider"),
        "version": item.get("version"),
        "language": _language(item),
        "byline": _inner(item, "contentMeta/by"),
        "dateline": _inner(item, "contentMeta/dateline"),
    }
    present = {key: value for key, value in fields.items() if value is not None}
    return job.document(present, lambda: raw, line, row)


def _newsml_text(item: "_Element") -> str | None:
    """The text of a news item's content; plain text before markup."""
    contents = item.find(_path("contentSet"))
    if contents is None:
        return None
    for data in contents.iterchildren(G2 + "inlineData"):
        kind = (data.get("contenttype") or "").partition(";")[0].strip().lower()
        if data.get("encoding") or not (kind.startswith("text/") or not kind):
            continue  # pictures and the like, in an encoding such as Base64
        plain = "".join(map(str, data.itertext()))
        if plain.strip():
            return html_text(plain) if "html" in kind or (not kind and looks_like_markup(plain)) else plain
    for data in contents.iterchildren(G2 + "inlineXML"):
        body = next((node for node in data.iter() if local_name(node).lower() in ("body.content", "body")), None)
        inner = next((node for node in data.iter() if local_name(node) == "body.content"), body)
        text = block_text(inner if inner is not None else data)
        if text:
            return text
    return None


def _path(path: str) -> str:
    return "/".join(G2 + name for name in path.split("/"))


def _inner(item: "_Element", path: str) -> str | None:
    """The text of the first element at a path, in one line."""
    node = item.find(_path(path))
    text = "" if node is None else " ".join("".join(map(str, node.itertext())).split())
    return text or None


def _party(item: "_Element", path: str) -> str | None:
    """The name of a party: its name, else the words or the code that it is given by."""
    node = item.find(_path(path))
    if node is None:
        return None
    return _inner(item, f"{path}/name") or node.get("literal") or node.get("qcode") or node.get("uri")


def _language(item: "_Element") -> str | None:
    node = item.find(_path("contentMeta/language"))
    return (node.get("tag") if node is not None else None) or item.get(LANGUAGE)


def _raw(item: "_Element", job: "Job") -> str:
    from lxml import etree

    return etree.tostring(item, encoding="unicode", with_tail=False)[: job.limits.raw_characters]


# ninjs ----------------------------------------------------------------------------------------------------------------


def read_ninjs(stream: BinaryIO, job: "Job") -> Iterator[Document | Reject]:
    """The items of a ninjs file: one object, an array of objects, or an object a line."""
    for item in read_json(stream, job.name):
        if isinstance(item, Finding):
            if item.code in SAME_AS_LINES:
                yield Reject(replace(item, code=SAME_AS_LINES[item.code]), item.value or "")
            continue
        yield _ninjs_item(item, job)


def _ninjs_item(item: JsonValue, job: "Job") -> Document | Reject:
    raw = json.dumps(item.value, ensure_ascii=False)[: job.limits.raw_characters]
    place = {"line": item.line, "row": item.row}
    if not isinstance(item.value, dict):
        return job.reject("EC161", "an item of ninjs is a JSON object", raw, **place)  # type: ignore[arg-type]
    value: Mapping[str, Any] = item.value
    named = {key.lower(): key for key in value if isinstance(key, str)}
    bodies = _texts(value, "body", "bodies")
    if not isinstance(value.get("uri"), str) or not value["uri"]:
        return job.reject(
            "EC162", "'uri' is missing", raw, **place, field="uri", hint="every item of ninjs needs a uri"
        )  # fmt: skip
    if not bodies:
        return job.reject(
            "EC173", f"the item {value['uri']!r} holds no text", raw, **place, field="bodies",
            hint="it is a picture, an event or the like, or its text is elsewhere",
        )  # fmt: skip
    plain = next((text for kind, text in bodies if not _is_markup(kind, text)), None)
    headlines = _texts(value, "headline", "headlines")
    title = headlines[0][1] if headlines else value.get("title")
    days = [value[named[key]] for key in NINJS_DATES if key in named and value[named[key]]]
    names = job.columns
    fields: dict[str, Any] = {
        key: part
        for key, part in value.items()
        if key not in ("uri", "bodies", "headlines", "headline", "title") and not key.startswith(("body_", "headline_"))
    }
    fields |= {
        names.id: value["uri"],
        names.text: plain if plain is not None else html_text(bodies[0][1]),
        names.date: _first_day([str(day) for day in days]),
        names.title: html_text(title) if isinstance(title, str) and looks_like_markup(title) else title,
        names.source: _source(value, named),
    }
    if isinstance(value.get("url"), str):
        fields[names.url] = value["url"]
    return job.document(fields, lambda: raw, item.line, item.row)


def _texts(value: Mapping[str, Any], name: str, many: str) -> list[tuple[str, str]]:
    """Kind and text of bodies or headlines, the main one first.

    ninjs 1 has fields with a name behind an underscore (body_text, body_xhtml, headline), 2 and 3 lists of objects.
    """
    found: list[tuple[bool, str, str]] = []
    for part in value.get(many) or () if isinstance(value.get(many), list) else ():
        if isinstance(part, dict) and isinstance(part.get("value"), str) and part["value"].strip():
            kind = part.get("contentType") or part.get("contenttype") or ""
            found.append((part.get("role") != "main", str(kind), part["value"]))
    for key, text in value.items():
        if (key == name or key.startswith(f"{name}_")) and isinstance(text, str) and text.strip():
            found.append((key not in (name, f"{name}_main", f"{name}_text"), key, text))
    return [(kind, text) for _, kind, text in sorted(found, key=lambda each: each[0])]


def _is_markup(kind: str, text: str) -> bool:
    kind = kind.lower()
    if "plain" in kind:
        return False
    return "html" in kind or "xml" in kind or "nitf" in kind or looks_like_markup(text)


def _source(value: Mapping[str, Any], named: Mapping[str, str]) -> str | None:
    for key in ("infosources", "infosource"):
        parts = value.get(named.get(key, ""))
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict) and isinstance(part.get("name"), str):
                return str(part["name"])
    return None


def _first_day(days: list[str]) -> str | None:
    """The first of some dates that can be read, else the first, whose fault is then told."""
    for day in days:
        try:
            as_date(day)
        except ValueError:
            continue
        return day
    return days[0] if days else None
