"""The text of marked-up bodies of news: XHTML, HTML and NITF. Imports lxml alone, when it is used.

Blocks (paragraphs, headings, list items, rows) become lines; white space within them is made single blanks. What is no
body (heads, scripts, captions of media) is left out.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["block_text", "html_text", "looks_like_markup"]

BLOCKS = frozenset(
    "address article aside blockquote block bq br caption dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header "
    "hl1 hl2 hr html li main nav nitf note ol p pre section table tbody td tfoot th thead tr ul body "
    "body.content".split()
)
"""Elements of HTML and NITF that begin and end a line."""

LEFT_OUT = frozenset("head script style template figure media body.head body.end noscript".split())
"""Elements whose content is no part of the text."""


def block_text(element: "_Element") -> str:
    """The text of an element, a line for each block.

    Args:
        element: of a tree of XHTML or NITF, with or without namespace.
    """
    lines = ["".join(line) for line in _lines(element)]
    kept = [" ".join(line.split()) for line in lines]
    return "\n".join(line for line in kept if line)


def _lines(element: "_Element") -> Iterator[list[str]]:
    """The pieces of text of each line."""
    line: list[str] = []
    # by hand and not by recursion, so that a deep tree does no harm
    stack: list[tuple[str, object]] = [("enter", element)]
    while stack:
        what, value = stack.pop()
        if what == "text":
            line.append(str(value))
            continue
        if what == "break":
            yield line
            line = []
            continue
        node: _Element = value  # type: ignore[assignment]
        name = node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
        if name in LEFT_OUT or not name:
            continue
        inner: list[tuple[str, object]] = [("text", node.text or "")]
        for child in node:
            inner += [("enter", child), ("text", child.tail or "")]
        if name in BLOCKS:
            inner = [("break", None), *inner, ("break", None)]
        stack += reversed(inner)
    yield line


def html_text(markup: str) -> str:
    """The text of a piece of HTML, however well it is formed; nothing is fetched."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        tree = etree.fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing but white space or comments
        return ""
    return "" if tree is None else block_text(tree)


def looks_like_markup(text: str) -> bool:
    """Whether a text begins with an element, as HTML does where nothing says what it is."""
    start = text.lstrip()[:200]
    return start.startswith("<") and ">" in start
