"""Splits a text into sentences, by rule, with exact offsets and no parser.

The library sentencex judges full stops and abbreviations. It keeps a quotation whole, so it is shown the text with
quotation marks, brackets and bullets blanked out, character for character; a short list of words puts right what it
then still gets wrong. Sentences are slices of the text: in order, without overlap, and covering all that is no space.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import sentencex

from eventcoder.datelines import dateline_at
from eventcoder.resources import codebooks_folder
from eventcoder.word_lists import read_word_lists

__all__ = ["CHARACTER_LIMIT", "TOKEN_LIMIT", "Role", "Sentence", "split"]

Role = Literal["headline", "dateline", "body"]

CHARACTER_LIMIT = 2_000
"""Characters of the longest sentence; what is longer is cut at a clause mark, so that no parser is overwhelmed."""
TOKEN_LIMIT = 300
"""Words and punctuation marks of the longest sentence."""
CHUNK = 8_000
"""Characters given to the library at once; its cost grows faster than the text on hostile input."""
HEADLINE_LIMIT = 250
WIDEST_WRAP = 100
NARROWEST_WRAP = 50

_OPENERS = "“„‟«‹‘([{"
_CLOSERS = "”»›’)]}\"'"
_BLANKED = {ord(mark): " " for mark in '“”„‟«»‹›‘()[]{}"•·●▪■◦*'}
_APOSTROPHE = re.compile(r"['’](?!\w)|(?<!\w)['’]")
_BULLET = re.compile(r"(?:(?<=\s)|^)[•●▪■◦](?=\s)")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_STOP = re.compile(r"(?<!\S)(\w+)\.\s+(?=[^\W\d_a-z])(?!\w*-?\w*\d)")
_LAST_WORD = re.compile(r"(?<![\w.])((?:\w+\.)*\w+|\w+\.\s\w+)\.$")
_FUSED = re.compile(r"(?<![\w.])[^\W\d_]{2,}[.!?]$")
_TIME_ZONE = re.compile(r"[A-Z]{2,4}\b")
_NUMBER = re.compile(r"\(?\d{1,3}\.")
_END = re.compile(r"[.!?…。！？]\s")
_CLAUSE = re.compile(r"[;:]\s|,\s|\s[—–-]+\s|—")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document.

    Attributes:
        text: the slice of the document's text.
        start, end: characters into the document's text, half open.
        index: its place in the document, from 0.
        role: "headline" (first line, no closing punctuation, more text below), "dateline" ("BAGHDAD (AP) --", not to
            be parsed) or "body".
        all_caps: it has letters and none is lower case, so case says nothing about names.
    """

    text: str
    start: int
    end: int
    index: int
    role: Role = "body"
    all_caps: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of a language."""

    never: frozenset[str]
    plain: frozenset[str]
    times: frozenset[str]


@cache
def _words(language: str) -> _Words:
    """Load codebooks/default/sentences/<language>/abbreviations.txt."""
    lists = read_word_lists(codebooks_folder("default", "sentences", language, "abbreviations.txt"))
    return _Words(lists["never"], lists["words"], lists["times"])


def split(text: str, language: str = "en") -> list[Sentence]:
    """Split a text into sentences.

    Line ends are boundaries, unless the text is hard-wrapped (lines filled up to one width, going on in mid-sentence).

    Args:
        text: any text; it is not changed.
        language: two-letter code of the language, e.g. "en"; its word list must be in the codebook.

    Returns:
        The sentences in order. Every character that is no white space lies in exactly one of them.

    Raises:
        ResourceError: the packaged codebooks are missing.
    """
    spans: list[tuple[int, int, Role]] = []
    lead = True
    blocks = list(_blocks(text))
    for number, (start, end) in enumerate(blocks):
        if lead:
            found = dateline_at(text, start, end)
            if found is not None:
                lead = False
                spans.append((start, start + len(text[start : found.end].rstrip()), "dateline"))
                start = found.end
            elif number == 0 and len(blocks) > 1 and _is_headline(text, start, end):
                spans.append((start, end, "headline"))
                continue
            else:
                lead = number < 3 and end - start <= HEADLINE_LIMIT
        spans.extend((left, right, "body") for left, right in _split_block(text, start, end, language))
    sentences: list[Sentence] = []
    for left, right, role in spans:
        for first, last in _cut(text, left, right) if role != "dateline" else ((left, right),):
            part = text[first:last]
            sentences.append(Sentence(part, first, last, len(sentences), role, _all_caps(part)))
    return sentences


def _all_caps(part: str) -> bool:
    return part.isupper() and sum(map(str.isalpha, part)) >= 8 and len(part.split()) > 1


def _is_headline(text: str, start: int, end: int) -> bool:
    line = text[start:end].rstrip(_CLOSERS + " ")
    return len(line) > 0 and end - start <= HEADLINE_LIMIT and line[-1] not in ".!?…:;,。！？"


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans between which there is always a boundary: lines, or runs of lines where the text is hard-wrapped."""
    lines = []
    for found in _LINE.finditer(text):
        line = found.group()
        stripped = line.strip()
        if stripped:
            start = found.start() + line.index(stripped[0])
            lines.append((start, start + len(stripped)))
    wraps = _wraps(text, lines)
    start = 0
    for number, (left, right) in enumerate(lines):
        if number == 0 or (number - 1) not in wraps:
            start = left
        if number not in wraps:
            yield start, right


def _wraps(text: str, lines: list[tuple[int, int]]) -> set[int]:
    """The lines whose end is no boundary: filled to the text's width, so that the next word would not have fitted.

    A text counts as hard-wrapped when no line with spaces is over 100 characters, the widest has at least 50, at least
    two lines end full without closing punctuation, and most of the lines that end so are full and go on in lower case.
    """
    if len(lines) < 3:
        return set()
    width = max((end - start for start, end in lines), default=0)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return set()
    full: set[int] = set()
    open_ended = open_full = lower = 0
    cased = any(character.islower() for character in text)
    for number in range(len(lines) - 1):
        start, end = lines[number]
        after = lines[number + 1][0]
        between = text[end:after]
        if between.count("\n") > 1 or between.count("\r") > 1 or (after - end) > 40:
            continue
        word = _SPACE.split(text[after : after + width], maxsplit=1)[0]
        is_full = end - start + 1 + len(word) > width
        if is_full:
            full.add(number)
        if text[start:end].rstrip(_CLOSERS)[-1:] not in ".!?…:":
            open_ended += 1
            if is_full:
                open_full += 1
                lower += text[after].islower()
    enough = open_full >= 2 and open_full >= 0.8 * open_ended and (not cased or lower >= 0.4 * open_full)
    return full if enough else set()


def _split_block(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The sentences of one block, as spans without white space at the ends."""
    while start < end:
        stop = end
        if end - start > CHUNK:
            stop = _last_break(text, start + CHUNK // 2, start + CHUNK, (_END, _CLAUSE, _SPACE))
        yield from _split_chunk(text[start:stop], start, language)
        start = stop


def _split_chunk(chunk: str, offset: int, language: str) -> Iterator[tuple[int, int]]:
    words = _words(language)
    shown = _APOSTROPHE.sub(" ", chunk.translate(_BLANKED)).replace("\n", " ").replace("\r", " ")
    bounds = {found["start_index"] for found in sentencex.get_sentence_boundaries(language, shown)}
    bounds.update(found.end() for found in _STOP.finditer(shown) if found.group(1).casefold() in words.plain)
    bounds.update(found.start() for found in _BULLET.finditer(chunk))
    left = 0
    for bound in sorted(bounds):
        before = shown[:bound].rstrip() if bound < 80 else shown[bound - 80 : bound].rstrip()
        if not before or _stays(before, shown[left:bound] if bound - left < 8 else "", words):
            continue
        if not shown[bound - 1].isspace() and _FUSED.search(before) is None:
            continue  # "U.S.-D.C.", unlike "He left.She came."
        right = _place(chunk, shown, bound)
        if right > left and not _goes_on(chunk, right, bound, before, words):
            yield from _trimmed(chunk, left, right, offset)
            left = right
    yield from _trimmed(chunk, left, len(chunk), offset)


def _stays(before: str, sentence: str, words: _Words) -> bool:
    """Whether what the library took for the end of a sentence is an abbreviation or an item's number."""
    if not before.endswith("."):
        return False
    found = _LAST_WORD.search(before[-40:])
    if found is None:
        return False
    return found.group(1).casefold() in words.never or _NUMBER.fullmatch(sentence.strip()) is not None


def _goes_on(chunk: str, place: int, bound: int, before: str, words: _Words) -> bool:
    """Whether the sentence goes on behind a quotation in lower case ("Why?" he said) or with a time zone."""
    if bound >= len(chunk):
        return False
    if chunk[bound].islower():
        return before[-1] in "?!…" or any(mark in _CLOSERS for mark in chunk[max(0, bound - 4) : bound])
    found = _LAST_WORD.search(before[-40:]) if before[-1] == "." else None
    if found is None or found.group(1).casefold() not in words.times:
        return False
    return chunk[place:bound].strip() == "(" or _TIME_ZONE.match(chunk, bound) is not None


def _place(chunk: str, shown: str, bound: int) -> int:
    """Where the boundary lies among the marks the library did not see: closing ones go left, opening ones right."""
    place = min(bound, len(chunk))
    while place > 0 and shown[place - 1].isspace():
        place -= 1
    while place < bound and not chunk[place].isspace() and chunk[place] not in _OPENERS and chunk[place] not in "•●▪■◦":
        place += 1
    rest = chunk[place:bound]
    after = rest.lstrip()
    if after and after[0] in "”»›)]}" and (len(after) == 1 or after[1].isspace()):
        place += len(rest) - len(after) + 1
    return place


def _trimmed(chunk: str, left: int, right: int, offset: int) -> Iterator[tuple[int, int]]:
    part = chunk[left:right]
    stripped = part.strip()
    if stripped:
        start = left + part.index(stripped[0])
        yield offset + start, offset + start + len(stripped)


def _last_break(text: str, first: int, last: int, marks: tuple[re.Pattern[str], ...]) -> int:
    """Behind the last of the first kind of mark that stands in a stretch of text; its end where there is none."""
    for mark in marks:
        ends = [found.end() for found in mark.finditer(text, first, last)]
        if ends:
            return ends[-1]
    return last


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence that is over the limits: at its last clause mark in the second half, else at a space."""
    if end - start <= TOKEN_LIMIT:
        yield start, end
        return
    starts = [found.start() for found in _TOKEN.finditer(text, start, end)]
    while end - start > CHARACTER_LIMIT or len(starts) - bisect_right(starts, start - 1) > TOKEN_LIMIT:
        first = bisect_right(starts, start - 1)
        reach = start + CHARACTER_LIMIT
        if first + TOKEN_LIMIT < len(starts):
            reach = min(reach, starts[first + TOKEN_LIMIT])
        middle = start + (reach - start) // 2
        stop = _last_break(text, middle, reach, (_CLAUSE, _SPACE))
        last = start + len(text[start:stop].rstrip())
        yield start, last
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
