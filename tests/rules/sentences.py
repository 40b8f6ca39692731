"""Stored parses and a toy world: sentences, rules of a line or two, and who is who, without parser and lexicon."""

import json
from pathlib import Path
from typing import Any

from eventcoder.actors import ResolvedActor
from eventcoder.frames import Frame, GrammarWords, Vocabulary, build_frames
from eventcoder.rules.choose import choose
from eventcoder.rules.coding import Coding
from eventcoder.rules.compose import Composer
from eventcoder.rules.load import load_codebook, read_codebook
from eventcoder.rules.match import Matcher
from eventcoder.rules.model import Codebook
from eventcoder.rules.view import SentenceView
from eventcoder.syntax.parse import Parse

FOLDER = Path(__file__).parents[1] / "conformance" / "frames"
GRAMMAR = GrammarWords.of(load_codebook(examples=False).words)
ROLE_PARSES = Path(__file__).parent / "role_parses.jsonl"
COUNTRIES = {"Chad": "TCD", "Mali": "MLI", "Malian": "MLI", "Niger": "NER", "France": "FRA"}
GROUPS = {"rebel": "REB", "army": "MIL", "soldier": "MIL", "troop": "MIL", "reporter": "JRN", "prisoner": "CVL"}

HEAD = "schema: eventcoder.codebook/1\nid: toy\nversion: '1'\ntitle: t\nlicence: MIT\n"
PREPOSITIONS = "schema: eventcoder.words/1\nwords: {PREPOSITIONS: [of, with, on, against, to, in, by, for]}\n"


def parses() -> dict[str, Parse]:
    """Text -> parse of every stored sentence."""
    lines = [
        line
        for path in (FOLDER / "parses.jsonl", ROLE_PARSES)
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return {case["text"]: parse_of(case) for case in map(json.loads, lines)}


def parse_of(case: dict[str, Any]) -> Parse:
    """The Parse of a stored sentence: text and rows of word, start, lemma, class, form, relation, head, case."""
    words, starts, lemmas, classes, forms, relations, heads, cases = map(list, zip(*case["tokens"], strict=True))
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return Parse(case["text"], 0, words, starts, ends, lemmas, classes, forms, heads, relations, cases)


PARSES = parses()


def toy(tmp_path: Path, rules: str, composition: str = "") -> Codebook:
    """A codebook of rules written one a line in YAML flow style."""
    folder = tmp_path / "toy"
    (folder / "rules" / "en").mkdir(parents=True)
    (folder / "frames" / "en").mkdir(parents=True)
    (folder / "codebook.yaml").write_text(HEAD)
    (folder / "frames" / "en" / "prepositions.yaml").write_text(PREPOSITIONS)
    (folder / "rules" / "en" / "main.yaml").write_text(f"schema: eventcoder.rules/1\ntitle: t\nrules:\n{rules}")
    if composition:
        head = "operator,content,plover,mode,cameo,context,result,profile,note\n"
        (folder / "rules" / "en" / "composition.csv").write_text(head + composition)
    codebook = read_codebook(folder)
    assert [f for f in codebook.findings if f.level == "error"] == []
    return codebook


def view_of(text: str, codebook: Codebook) -> tuple[SentenceView, Matcher]:
    """The sentence as rules see it."""
    parse, matcher = PARSES[text], Matcher(codebook)
    frames = build_frames(parse, GRAMMAR, Vocabulary(matcher.nouns, matcher.adjectives))
    return SentenceView(parse, frames, GRAMMAR, lambda head: resolve(parse, head)), matcher


def resolve(parse: Parse, head: int) -> ResolvedActor | None:
    """Countries by name, groups by noun, everything else a thing."""
    word, start, end = parse.words[head], parse.starts[head], parse.ends[head]
    code, sector = COUNTRIES.get(word), GROUPS.get(parse.lemmas[head])
    if code is None and sector is None:
        return ResolvedActor(head, start, end, word, kind="thing", codable=False)
    kind = "country" if code else "group"
    plural = parse.forms[head] == "plural"
    entry = 0 if code else -1
    return ResolvedActor(head, start, end, word, code=code, sector=sector, entry=entry, kind=kind, plural=plural)


def frame_of(view: SentenceView, lemma: str) -> Frame:
    return next(frame for frame in view.frames if frame.lemma == lemma)


def events(text: str, codebook: Codebook) -> list[Coding]:
    """What a codebook codes in a sentence."""
    view, matcher = view_of(text, codebook)
    return choose(view, Composer(codebook, matcher))


def told(codings: list[Coding]) -> list[tuple[str, str, str]]:
    """Event, actors, recipients as words."""
    return [
        (
            c.codes.plover or c.codes.cameo,
            "+".join(role.who.text for role in c.actors),
            "+".join(role.who.text for role in c.recipients),
        )
        for c in codings
    ]
