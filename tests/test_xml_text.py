"""XML read step by step: what is dangerous is refused, what is broken is told with its place, memory stays flat."""

import io
from typing import Any

import pytest

from eventcoder.errors import InputError
from eventcoder.xml_text import XmlFault, XmlLimits, XmlStep, local_name, read_xml


def steps(raw: bytes, **limits: int) -> list[Any]:
    found: list[Any] = []
    for step in read_xml(io.BytesIO(raw), {"r"}, {"a"}, "f.xml", XmlLimits(**limits)):
        if isinstance(step, XmlStep):
            text = "".join(map(str, step.element.itertext())) if step.what == "end" else ""
            found.append((step.what, local_name(step.element), text))
        else:
            found.append(step)
    return found


def test_xml_gives_the_outermost_wanted_elements_and_the_opened_ones() -> None:
    assert steps(b"<r><a>1</a><b/><a>2<a>3</a></a><a/></r>") == [
        ("start", "r", ""),
        ("end", "a", "1"),
        ("end", "a", "23"),
        ("end", "a", ""),
    ]


def test_xml_other_encodings_are_read_as_they_declare_themselves() -> None:
    latin = '<?xml version="1.0" encoding="iso-8859-1"?><r><a>é</a></r>'.encode("latin-1")
    wide = '<?xml version="1.0" encoding="utf-16"?><r><a>é</a></r>'.encode("utf-16")
    assert steps(latin)[1] == steps(wide)[1] == ("end", "a", "é")


@pytest.mark.parametrize(
    "raw",
    [
        b'<!DOCTYPE r [<!ENTITY x "y">]><r><a>&x;</a></r>',
        b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><r><a>1</a></r>',
        b'<?xml version="1.0"?>\n<!-- a comment -->\n<!DOCTYPE r><r/>',
        b'<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]><r><a x="&c;">&c;</a></r>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r><a>&x;</a></r>'.encode("utf-16"),
        b"<!-- " + b"x" * 70_000 + b' --><!DOCTYPE r [<!ENTITY x "y">]><r><a>&x;</a></r>',
    ],
)
def test_xml_document_types_are_refused_before_anything_is_given(raw: bytes) -> None:
    (fault,) = steps(raw)
    assert isinstance(fault, XmlFault)
    assert (fault.kind, "DOCTYPE" in fault.reason) == ("refused", True)


def test_xml_words_that_only_look_like_a_document_type_are_no_harm() -> None:
    raw = b"<!-- <!DOCTYPE r> --><r><a><![CDATA[<!DOCTYPE r [<!ENTITY x 'y'>]>]]></a></r>"
    assert steps(raw)[1] == ("end", "a", "<!DOCTYPE r [<!ENTITY x 'y'>]>")


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"<r>\n<a>1</a>\n<b></r>", 3, "mismatch"),
        (b"<r>\n<a>x &nbsp; y</a></r>", 2, "nbsp"),
        (b"<r>\n<a>x & y</a></r>", 2, "xmlParseEntityRef"),
        (b"<r><a>1</a>", 1, "Premature end"),
        (b"<r><a>\xff</a></r>", 1, "encoding"),
        (b"<r><a>\x01</a></r>", 1, "invalid Char value 1"),
        (b"hello", 1, "Start tag expected"),
        (b"", 1, ""),
    ],
)
def test_xml_broken_files_are_told_with_line_and_reason(raw: bytes, line: int, words: str) -> None:
    fault = steps(raw)[-1]
    assert isinstance(fault, XmlFault)
    assert (fault.kind, fault.line) == ("malformed", line)
    assert words in fault.reason


def test_xml_what_stands_before_a_fault_is_given() -> None:
    assert steps(b"<r><a>1</a><a>2</a><b></r>")[1:3] == [("end", "a", "1"), ("end", "a", "2")]


def test_xml_too_deep_and_too_large_trees_are_refused() -> None:
    deep = steps(b"<r>" + b"<c>" * 200 + b"</c>" * 200 + b"</r>", depth=100)[-1]
    assert deep == XmlFault("refused", "it is nested more than 100 levels deep", 1)
    large = steps(b"<r><a>" + b"<c/>" * 200 + b"</a></r>", elements=100)[-1]
    assert large == XmlFault("refused", "one element holds more than 100 others", 1)


def test_xml_nothing_but_a_comment_without_end_is_not_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"x" * size if self.taken > size else b"<!--" + b"x" * (size - 4)

    stream = Endless()
    (fault,) = read_xml(stream, set(), {"a"}, "f.xml")  # type: ignore[arg-type]
    assert isinstance(fault, XmlFault)
    assert stream.taken < 8_000_000


def test_xml_memory_does_not_grow_with_the_file() -> None:
    import tracemalloc

    class Many(io.RawIOBase):
        left = 150

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return b"<r>" if self.left == 149 else b"<a><x>1234</x></a><q>5</q>" * 2000 if self.left > 0 else b""

    tracemalloc.start()
    count = sum(isinstance(step, XmlStep) for step in read_xml(Many(), set(), {"a"}, "f.xml"))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 148 * 2000
    assert peak < 5_000_000


def test_xml_streams_that_fail_are_failures() -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError("the disk is gone")

    with pytest.raises(InputError, match="the disk is gone"):
        list(read_xml(Broken(), set(), set(), "f.xml"))  # type: ignore[arg-type]
