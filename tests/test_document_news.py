"""NewsML-G2 and ninjs as documents: good items, every kind of bad one, and files that are not to be trusted."""

import datetime
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.documents import Columns, Document, Limits, Reject, read_documents
from eventcoder.errors import InputError
from eventcoder.markup_text import block_text, html_text, looks_like_markup
from tests.properties.strategies import JSON

XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
  <head><title>Not the text</title></head><body><h1>Rebels   shell
  town</h1><p>Rebels <b>shelled</b> the town<br/>on Monday.</p><figure><p>A picture</p></figure>
  <ul><li>Two died.</li><li>Three fled.</li></ul><script>x()</script></body></html></inlineXML>"""
NITF = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head/>
  <body><body.head><hedline><hl1>Not the text</hl1></hedline></body.head><body.content><p>One.</p><block><p>Two.</p>
  <media><media-caption>A picture</media-caption></media></block></body.content><body.end/></body></nitf></inlineXML>"""
PLAIN = '<inlineData contenttype="text/plain">One.\n\nTwo &amp; three.</inlineData>'
ESCAPED = '<inlineData contenttype="text/html">&lt;p&gt;One &amp;nbsp; two&lt;p&gt;Three</inlineData>'


def item(content: str = PLAIN, guid: str = "urn:newsml:example.org:1", meta: str = "") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" standard="NewsML-G2"
      standardversion="2.35" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider literal="A provider"/>
      <versionCreated>2024-08-01T10:00:00+02:00</versionCreated></itemMeta>
      <contentMeta>{meta or "<contentCreated>2024-07-30T23:00:00-05:00</contentCreated>"}
      <headline>A <i>head</i>line</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def message(*items: str) -> bytes:
    head = '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
    return f"{head}{''.join(items)}</itemSet></newsMessage>".encode()


def read(data: bytes, format: Any = "newsml", **options: Any) -> list[Document | Reject]:
    return list(read_documents("in", format=format, stream=io.BytesIO(data), **options))


def one(data: bytes, format: Any = "newsml", **options: Any) -> Document:
    (found,) = read(data, format, **options)
    assert isinstance(found, Document), found
    return found


def bad(data: bytes, format: Any = "newsml", **options: Any) -> Reject:
    (found,) = read(data, format, **options)
    assert isinstance(found, Reject), found
    return found


def test_newsml_item_has_all_its_fields() -> None:
    found = one(item().encode())
    assert found == Document(
        "urn:newsml:example.org:1", "One.\n\nTwo & three.", datetime.date(2024, 7, 30), "A headline", "A provider",
        None, {"version": "2", "language": "en"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (PLAIN, "One.\n\nTwo & three."),
        (XHTML, "Rebels shell town\nRebels shelled the town\non Monday.\nTwo died.\nThree fled."),
        (NITF, "One.\nTwo."),
        (ESCAPED, "One two\nThree"),
        (XHTML + PLAIN, "One.\n\nTwo & three."),
        ('<inlineData contenttype="image/png" encoding="base64">AAAA</inlineData>' + XHTML.replace("h1", "h2"),
         "Rebels shell town\nRebels shelled the town\non Monday.\nTwo died.\nThree fled."),
        ("<inlineXML><any xmlns='urn:x'>Words <b>only</b></any></inlineXML>", "Words only"),
    ],
)  # fmt: skip
def test_newsml_text_of_each_kind_of_content(content: str, text: str) -> None:
    assert one(item(content).encode()).text == text


def test_newsml_messages_and_packages_are_read_item_by_item() -> None:
    other = '<packageItem guid="p"/><conceptItem guid="c"/>'
    found = read(message(item(guid="a"), other, item(guid="b"), item(guid="a")))
    assert [each.id if isinstance(each, Document) else each.finding.code for each in found] == ["a", "b", "EC165"]


@pytest.mark.parametrize(
    ("meta", "day"),
    [
        ("<contentModified>2020-01-01</contentModified>", datetime.date(2024, 8, 1)),
        ("<contentCreated>2024-07</contentCreated>", datetime.date(2024, 8, 1)),
        ("<contentCreated> 2024-07-29 </contentCreated>", datetime.date(2024, 7, 29)),
    ],
)
def test_newsml_day_is_that_of_the_content_else_of_the_item(meta: str, day: datetime.date) -> None:
    assert one(item(meta=meta).encode()).date == day


def test_newsml_languages_sources_and_bylines() -> None:
    meta = """<contentCreated>2024-07-30</contentCreated><infoSource qcode="x:1"><name>An agency</name></infoSource>
      <by>By <b>Somebody</b></by><dateline>BELPORT, July 30</dateline><language tag="es"/>"""
    found = one(item(meta=meta).encode())
    assert (found.source, found.metadata["byline"], found.metadata["dateline"], found.metadata["language"]) == (
        *("An agency", "By Somebody", "BELPORT, July 30", "es"),
    )


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (item('<remoteContent href="a.jpg"/>').encode(), "EC173", 2),
        (item("").encode(), "EC173", 2),
        (item(XHTML.split("<body>")[0] + "<body/></html></inlineXML>").encode(), "EC173", 2),
        (item("<inlineData> </inlineData>").encode(), "EC173", 2),
        (item(guid="").encode(), "EC162", 2),
        (item(guid=" ").encode(), "EC169", 2),
        (item().replace("2024-07-30T23:00:00-05:00", "yesterday").replace("2024-08-01T10", "x").encode(), "EC164", 2),
        (b"<newsItem><contentSet/></newsItem>", "EC172", 1),
        (b"<rss><channel/></rss>", "EC172", 1),
        (b"plain text", "EC170", 1),
        (b"", "EC170", 1),
        (item().replace("&amp;", "&").encode(), "EC170", 7),
        (item().replace("</newsItem>", "").encode(), "EC170", 7),
        (b'<!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + item("<inlineData>&x;</inlineData>").encode(),
         "EC171", 1),
        (b"<?xml version='1.0'?>\n<!DOCTYPE newsItem SYSTEM 'http://127.0.0.1:9/x.dtd'>" + item().encode(), "EC171", 2),
        (b"<n>" + b"<m>" * 300, "EC171", 1),
    ],
)  # fmt: skip
def test_newsml_bad_items_are_rejected_with_their_place(raw: bytes, code: str, line: int) -> None:
    found = bad(raw)
    assert (found.finding.code, found.finding.line) == (code, line)
    assert found.finding.message


def test_newsml_good_items_before_and_beside_bad_ones_are_read() -> None:
    found = read(message(item(guid="a"), item("", guid="b"), item(guid="c"))[:-15] + b"<oops")
    assert [each.id if isinstance(each, Document) else each.finding.code for each in found] == [
        *("a", "EC173", "c", "EC170"),
    ]
    reject = found[1]
    assert isinstance(reject, Reject)
    assert (reject.finding.row, 'guid="b"' in reject.raw) == (2, True)


def test_newsml_limits_of_texts_hold() -> None:
    assert bad(item().encode(), limits=Limits(text_characters=5)).finding.code == "EC168"
    assert len(bad(item("").encode(), limits=Limits(raw_characters=20)).raw) == 20


def test_newsml_files_are_told_by_ending_and_by_their_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(message(item()))
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(message(item())))
    for name in ("a.xml", "a.xml.gz"):
        assert [each.id for each in read_documents(tmp_path / name) if isinstance(each, Document)]
    assert one(message(item()), None).id == "urn:newsml:example.org:1"
    latin = b'<?xml version="1.0" encoding="iso-8859-1"?>' + item(PLAIN.replace("One", "Ã©")).encode("latin-1")
    assert one(latin).text.startswith("\xc3\xa9")


def test_newsml_damaged_packing_is_told(tmp_path: Path) -> None:
    packed = gzip.compress(message(*(item(guid=f"g{number}") for number in range(900))), 1)
    (tmp_path / "a.xml.gz").write_bytes(packed[: len(packed) // 2])
    found = list(read_documents(tmp_path / "a.xml.gz"))
    assert isinstance(found[0], Document)
    assert [each.finding.code for each in found if isinstance(each, Reject)] == ["EC153"]
    (tmp_path / "b.xml.gz").write_bytes(b"no gzip at all")
    with pytest.raises(InputError, match="cannot be read"):
        list(read_documents(tmp_path / "b.xml.gz"))


def test_newsml_names_of_columns_are_the_users() -> None:
    columns = Columns(id="key", text="body", date="day")
    assert one(item().encode(), columns=columns).id == "urn:newsml:example.org:1"


NINJS1 = {
    "uri": "http://example.org/1", "type": "text", "versioncreated": "2024-07-30T10:37:00Z", "language": "en",
    "headline": "A headline", "body_xhtml": "<p>One.</p><p>Two.</p>", "infosource": [{"name": "An agency"}],
    "byline": "Somebody",
}  # fmt: skip
NINJS2 = {
    "uri": "http://example.org/2", "contentcreated": "2024-07-29", "versioncreated": "2024-07-30T10:37:00Z",
    "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "Main"}],
    "bodies": [{"role": "richtext", "contenttype": "text/html", "value": "<p>Rich"},
               {"role": "main", "contenttype": "text/plain", "value": "One < two."}],
    "infosources": [{"role": "x", "name": "An agency"}],
}  # fmt: skip
NINJS3 = {
    "uri": "http://example.org/3", "contentCreated": "2024-07-28T00:00:00+01:00", "title": "A title",
    "url": "https://e.org",
    "bodies": [{"role": "main", "contentType": "application/xhtml+xml",
                "value": "<div>One.<p>Two&nbsp;three.</p></div>"}],
    "infoSources": [{"name": "An agency"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text", "title", "day"),
    [
        (NINJS1, "One.\nTwo.", "A headline", 30),
        (NINJS2, "One < two.", "Main", 29),
        (NINJS3, "One.\nTwo three.", "A title", 28),
    ],
)
def test_ninjs_of_each_generation_is_read(value: dict[str, Any], text: str, title: str, day: int) -> None:
    found = one(json.dumps(value).encode(), "ninjs")
    assert (found.id, found.text, found.title) == (value["uri"], text, title)
    assert (found.date, found.source) == (datetime.date(2024, 7, day), "An agency")
    assert not {"bodies", "headlines", "body_xhtml", "uri"} & found.metadata.keys()


def test_ninjs_plain_text_comes_before_markup_and_what_says_nothing_is_looked_at() -> None:
    value = {"uri": "u", "body_richtext": "<p>Rich</p>", "body_main": "Main.", "headline_main": "H"}
    assert one(json.dumps(value).encode(), "ninjs").text == "Main."
    assert one(json.dumps({"uri": "u", "body_any": " <p>Rich</p>"}).encode(), "ninjs").text == "Rich"
    assert (
        one(json.dumps({"uri": "u", "bodies": [{"value": "a"}], "headline": "<b>H</b>"}).encode(), "ninjs").title == "H"
    )


def test_ninjs_arrays_lines_and_single_objects(tmp_path: Path) -> None:
    values = [NINJS1, NINJS2, NINJS3]
    for text in (json.dumps(values, indent=2), "\n".join(map(json.dumps, values))):
        assert [each.id for each in read(text.encode(), "ninjs") if isinstance(each, Document)] == [
            *("http://example.org/1", "http://example.org/2", "http://example.org/3"),
        ]
    (tmp_path / "a.ninjs").write_text(json.dumps(NINJS1, indent=2))
    assert [each.id for each in read_documents(tmp_path / "a.ninjs") if isinstance(each, Document)]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{", "EC160"),
        (b"[1]", "EC161"),
        (b"{}", "EC162"),
        (b'{"uri": 5, "body_text": "x"}', "EC162"),
        (b'{"uri": "u"}', "EC173"),
        (b'{"uri": "u", "bodies": "x"}', "EC173"),
        (b'{"uri": "u", "bodies": [1, {"value": 2}, {"value": " "}]}', "EC173"),
        (b'{"uri": "u", "type": "event", "eventDetails": {}}', "EC173"),
        (b'{"uri": "u", "body_text": "x", "versioncreated": "July"}', "EC164"),
        (b'{"uri": "u", "body_text": "x", "headline": 5, "title": 6}', "EC163"),
        (b'{"uri": "u", "body_xhtml": "<p> </p>"}', "EC167"),
        (b'{"uri": "\xff"}', "EC150"),
    ],
)
def test_ninjs_bad_items_are_rejected(raw: bytes, code: str) -> None:
    found = bad(raw, "ninjs")
    assert (found.finding.code, found.finding.line) == (code, 1)


@given(
    st.dictionaries(
        st.sampled_from(["uri", "bodies", "headlines", "title", "body_text", "contentCreated", "url"]), JSON
    )
)
def test_ninjs_nothing_breaks_the_reader(value: dict[str, Any]) -> None:
    assert len(read(json.dumps(value).encode(), "ninjs")) == 1


@given(st.text())
def test_markup_any_text_is_taken_for_html_without_harm(text: str) -> None:
    lines = html_text(text).split("\n")
    assert lines == [""] or all(line == " ".join(line.split()) != "" for line in lines)


def test_markup_deep_trees_do_no_harm() -> None:
    assert html_text("<div>" * 5000 + "x") in ("x", "")


def test_markup_is_told_from_text() -> None:
    assert looks_like_markup("\n <p>x</p>")
    assert not looks_like_markup("a < b > c")
    assert not looks_like_markup("<")


def test_markup_of_a_tree_without_blocks_is_one_line() -> None:
    from lxml import etree

    assert block_text(etree.fromstring("<span>a <b>b</b>\n c</span>")) == "a b c"


WORDS = (b"<", b">", b'"', b"&", b"&#0;", b"</p>", b"<!--", b"]]>", b"x", b"", b"contenttype", b"\xff", b"guid=")


@given(st.data())
def test_newsml_whatever_is_done_to_a_file_reading_goes_to_its_end(data: st.DataObject) -> None:
    raw = message(item(XHTML, "a"), item(NITF, "b"), item(ESCAPED, "c"))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        raw = raw[:start] + data.draw(st.sampled_from(WORDS)) + raw[start + data.draw(st.integers(0, 9)) :]
    found = read(raw)
    assert found
    assert all(each.text.strip() for each in found if isinstance(each, Document))


def test_ninjs_under_the_ending_json_is_told_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"uri": "urn:x:1", "body_text": "Rebels shelled the town."}')
    (found,) = read_documents(tmp_path / "a.json")
    assert isinstance(found, Reject)
    assert found.finding.code == "EC162"
    assert "--input-format ninjs" in (found.finding.hint or "")
