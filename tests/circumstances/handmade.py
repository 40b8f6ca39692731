"""Parses, mentions and codings by hand, so that these tests need no parser."""

from collections.abc import Sequence
from functools import partial

from eventcoder.actors import ResolvedActor
from eventcoder.frames import Frame, GrammarWords
from eventcoder.rules.coding import Coding
from eventcoder.rules.match import Match
from eventcoder.rules.model import Alternative, Codes, Rule, Trigger
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

CLASSES = {
    "n": L.NOUN, "N": L.NAME, "v": L.VERB, "a": L.ADJECTIVE, "d": L.DETERMINER, "p": L.PREPOSITION,
    "num": L.NUMBER, "x": L.PUNCTUATION, "aux": L.AUXILIARY, "c": L.CONJUNCTION, "adv": L.ADVERB,
}  # fmt: skip
FORMS = {"ed": L.PAST, "ing": L.GERUND}
WORDS = GrammarWords.of({})


def parse_of(notation: str) -> Parse:
    """A Parse from `word/class/head/relation[/case[/lemma]]`: heads count from 1, 0 is the root; - for spaces."""
    text, rows = "", []
    for item in notation.split():
        joined = item.startswith("_")
        word, kind, head, relation, *rest = item.removeprefix("_").split("/")
        text += word if joined or not text else f" {word}"
        plural = kind == "n" and word.endswith("s")
        lemma = rest[1] if len(rest) > 1 else word.lower().removesuffix("s") if plural else word.lower()
        form = (L.PLURAL if plural else L.SINGULAR) if kind in "nN" else ""
        case = rest[0].replace("-", " ") if rest else ""
        start = len(text) - len(word)
        rows.append(
            (word, start, len(text), lemma, CLASSES[kind], form, int(head) - 1, relation.replace("-", " "), case)
        )
    words, starts, ends, lemmas, classes, forms, heads, relations, cases = map(list, zip(*rows, strict=True))
    return Parse(text, 0, words, starts, ends, lemmas, classes, forms, heads, relations, cases)  # type: ignore[arg-type]


def actor(parse: Parse, kinds: dict[str, str], head: int) -> ResolvedActor | None:
    """Who a noun phrase is: a sector by its lemma, else a thing."""
    sector = kinds.get(parse.lemmas[head])
    start, end = parse.starts[head], parse.ends[head]
    kind = "person" if sector else "thing"
    return ResolvedActor(head, start, end, parse.words[head], sector=sector, kind=kind)


def view_of(parse: Parse, frames: Sequence[Frame] = (), kinds: dict[str, str] | None = None) -> SentenceView:
    return SentenceView(parse, frames, WORDS, partial(actor, parse, kinds or {}))


def coding_of(frame: Frame, plover: str = "ASSAULT", context: tuple[str, ...] = ()) -> Coding:
    """An event that a frame codes, by a rule that says nothing else."""
    codes = Codes(plover=plover, context=context)
    rule = Rule("r", "t", "draft", "f", 1, codes)
    match = Match(rule, Alternative("verb", (), (), 1), Trigger(frame.lemma, (frame.lemma,)), frame.tokens)
    return Coding(frame, match, codes, frames={frame.index})
