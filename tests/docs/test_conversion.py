"""docs/conversion.md names every format with its options; docs/formats/newsml-g2.md every scheme."""

import re
from pathlib import Path

from eventcoder.formats.functions import format_function
from eventcoder.formats.newsml_names import schemes
from eventcoder.formats.registry import FORMATS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "conversion.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+?) \| (.*?) ?\| (yes|no) \| (yes|no) \| (.*?) ?\|$", re.MULTILINE)


def test_conversion_page_names_every_format_with_what_it_can_and_its_options() -> None:
    told = {}
    for names, endings, reads, writes, options in ROW.findall(PAGE):
        for name in re.sub(r"\[(.+?)\]\(.+?\)", r"\1", names).split(", "):
            told[name] = (set(endings.split()), reads == "yes", writes == "yes", set(re.findall(r"`(\w+)`", options)))
    assert set(told) == {entry.name for entry in FORMATS}
    for entry in FORMATS:
        endings, reads, writes, options = told[entry.name]
        assert (reads, writes) == (entry.reads, entry.writes), entry.name
        assert set(entry.endings) <= endings
        functions = [format_function(entry, "read_events")] if entry.reads else []
        functions += [format_function(entry, "write_events")] if entry.writes else []
        there = set().union(*(function.options for function in functions if function is not None))
        assert there <= options, entry.name


def test_newsml_page_names_every_scheme_with_its_iri() -> None:
    page = (DOCS / "formats" / "newsml-g2.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\w+) \| (urn:\S+) \|", page, re.MULTILINE) == [
        (scheme.alias, scheme.uri) for scheme in schemes().values()
    ]
