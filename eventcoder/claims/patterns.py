"""Phrase patterns: the words of a claim in their order, as a codebook writes them.

    in ~ SELF_DEFENCE            words in order; SELF_DEFENCE is a word set; ~ stands for modifiers ("its own", "the")
    to deter|dissuade ... from   | separates alternatives; ... is a gap of at most six words within the clause
    resolution <number>          <number> is a number in figures, words or Roman numerals
    defence of ~ <name>          <name> is a proper name
    under a? mandate             ? makes a word, set or group of alternatives optional

A word matches a token's lemma or the token as written, without regard to case. A hyphen in a word matches a hyphen, a
blank, or nothing ("pre-emptive": pre-emptive, pre emptive, preemptive). Entries of word sets may have several words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["FIGURE", "GAP", "MODIFIERS", "NAMED", "Element", "Pattern", "Stream", "compile_pattern", "match_at"]

GAP, MODIFIERS, FIGURE, NAMED = "...", "~", "<number>", "<name>"
MAX_GAP = 6
MAX_MODIFIERS = 6
_HYPHENS = frozenset({"-", "–", "‑"})
_ROMAN = frozenset("ivx")
_BREAKS = frozenset({";", ":", ".", "—", "--", "?", "!"})
_MODIFIER_CLASSES = frozenset({L.DETERMINER, L.ADJECTIVE, L.ADVERB, L.NUMBER, L.NOUN, L.NAME})
_QUOTES = frozenset({'"', "“", "”", "''", "``", "'", "‘", "’"})


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: words, a gap, or modifiers.

    Attributes:
        kind: "words", GAP or MODIFIERS.
        single: words that match one token.
        several: sequences of words that match several.
        optional: whether the place may be empty.
    """

    kind: str
    single: frozenset[str] = frozenset()
    several: tuple[tuple[str, ...], ...] = ()
    optional: bool = False

    @property
    def begins(self) -> frozenset[str]:
        """The first words of what the place may hold."""
        return self.single | {words[0] for words in self.several}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    Attributes:
        text: the pattern as written.
        elements: its places.
        first: the words that can begin it, all lower case.
        key: words of which a sentence must have one, of the place whose words are likely to be the rarest.
    """

    text: str
    elements: tuple[Element, ...]
    first: frozenset[str]
    key: frozenset[str]


@dataclass(slots=True)
class Stream:
    """A sentence as patterns see it: its tokens without hyphens inside words.

    Attributes:
        tokens: the token index of each place.
        words: lower-case text of each place.
        lemmas: lemma of each place.
        classes: word class of each place.
        modifiers: whether each place may be passed over as a modifier.
    """

    tokens: list[int]
    words: list[str]
    lemmas: list[str]
    classes: list[str]
    modifiers: list[bool]

    @classmethod
    def of(cls, parse: Parse) -> "Stream":
        """The stream of a sentence."""
        tokens = [
            token
            for token, word in enumerate(parse.words)
            if not (word in _HYPHENS and 0 < token < len(parse) - 1 and _joined(parse, token)) and word not in _QUOTES
        ]
        return cls(
            tokens,
            [parse.words[t].lower() for t in tokens],
            [_lemma(parse, t) for t in tokens],
            [parse.classes[t] for t in tokens],
            [
                (parse.classes[t] in _MODIFIER_CLASSES and not _is_pronoun(parse, t))
                or parse.relations[t] in (L.POSSESSOR, L.ADJECTIVAL)
                or (parse.relations[t] == L.CASE and parse.classes[t] == L.PARTICLE)
                for t in tokens
            ],
        )


def _is_pronoun(parse: Parse, token: int) -> bool:
    """Whether a determiner stands alone or opens a clause ("a strike that villagers saw")."""
    return parse.classes[token] == L.DETERMINER and parse.relations[token] in (L.MARK, L.SUBJECT, L.OBJECT)


def _lemma(parse: Parse, token: int) -> str:
    """The lemma; of names in the plural ("Serbs") the singular, which parsers leave alone."""
    lemma = parse.lemmas[token].lower()
    plural_name = parse.classes[token] == L.NAME and len(lemma) > 3 and lemma.endswith("s")
    return lemma[:-1] if plural_name else lemma


def _joined(parse: Parse, token: int) -> bool:
    return parse.ends[token - 1] == parse.starts[token] and parse.ends[token] == parse.starts[token + 1]


def compile_pattern(text: str, words: Mapping[str, Iterable[str]], is_name: Callable[[str], bool]) -> Pattern:
    """Compile a pattern.

    Args:
        text: the pattern.
        words: word sets by name.
        is_name: whether a word is written as the name of a word set.

    Raises:
        ValueError: it is empty, begins with something that may be empty, or names an unknown set.
    """
    elements = tuple(_element(part, words, is_name) for part in text.split())
    if not elements:
        raise ValueError("an empty pattern")
    first = elements[0]
    if first.kind != "words" or first.optional:
        raise ValueError(f"the pattern {text!r} must begin with a word that has to be there")
    needed = [element for element in elements if element.kind == "words" and not element.optional]
    # long words are rarer than short ones: good enough to choose by
    rarest = max(needed, key=lambda element: min(map(len, element.begins)))
    return Pattern(text, elements, first.begins, rarest.begins)


def _element(part: str, words: Mapping[str, Iterable[str]], is_name: Callable[[str], bool]) -> Element:
    if part in (GAP, MODIFIERS):
        return Element(part, optional=True)
    if part.removesuffix("?") in (FIGURE, NAMED):
        return Element(part.removesuffix("?"), optional=part.endswith("?"))
    optional = part.endswith("?") and len(part) > 1
    single: set[str] = set()
    several: set[tuple[str, ...]] = set()
    for name in part.removesuffix("?").split("|") if optional else part.split("|"):
        if is_name(name):
            if name not in words:
                raise ValueError(f"no word set {name}")
            entries: Iterable[str] = words[name]
        else:
            entries = (name,)
        for entry in entries:
            for spelling in _spellings(entry.lower()):
                if len(spelling) == 1:
                    single.add(spelling[0])
                else:
                    several.add(spelling)
    if not single and not several:
        raise ValueError(f"nothing stands for {part!r}")
    return Element("words", frozenset(single), tuple(sorted(several, key=lambda s: (-len(s), s))), optional)


def _spellings(entry: str) -> list[tuple[str, ...]]:
    found = [tuple(entry.split())]
    if "-" in entry.strip("-"):
        found.append(tuple(entry.replace("-", " ").split()))
        found.append(tuple(entry.replace("-", "").split()))
    return found


def may_match(pattern: Pattern, forms: Set[str]) -> bool:
    """Whether a sentence with these words and lemmas has all the words that a pattern needs."""
    return all(
        not forms.isdisjoint(element.single) or any(words[0] in forms for words in element.several)
        for element in pattern.elements
        if element.kind == "words" and not element.optional
    )


def match_at(pattern: Pattern, stream: Stream, place: int) -> tuple[int, ...] | None:
    """Match a pattern at a place of a stream.

    Returns:
        The places that its words take up (gaps left out), or None.
    """
    return _match(pattern.elements, 0, stream, place, ())


def _match(
    elements: Sequence[Element], at: int, stream: Stream, place: int, taken: tuple[int, ...]
) -> tuple[int, ...] | None:
    if at == len(elements):
        return taken
    element, size = elements[at], len(stream.tokens)
    if element.kind == GAP or element.kind == MODIFIERS:
        limit = MAX_GAP if element.kind == GAP else MAX_MODIFIERS
        for skipped in range(limit + 1):
            found = _match(elements, at + 1, stream, place + skipped, taken)
            if found is not None:
                return found
            here = place + skipped
            if here >= size or not _may_skip(element.kind, stream, here):
                return None
        return None
    if element.kind in (FIGURE, NAMED):
        is_name = place < size and stream.classes[place] == L.NAME
        if place < size and (_is_figure(stream, place) if element.kind == FIGURE else is_name):
            return _match(elements, at + 1, stream, place + 1, (*taken, place))
        return _match(elements, at + 1, stream, place, taken) if element.optional else None
    if place < size:
        for several in element.several:
            end = place + len(several)
            if end <= size and all(
                word in (stream.words[place + i], stream.lemmas[place + i]) for i, word in enumerate(several)
            ):
                found = _match(elements, at + 1, stream, end, (*taken, *range(place, end)))
                if found is not None:
                    return found
        if stream.words[place] in element.single or stream.lemmas[place] in element.single:
            found = _match(elements, at + 1, stream, place + 1, (*taken, place))
            if found is not None:
                return found
    return _match(elements, at + 1, stream, place, taken) if element.optional else None


def _is_figure(stream: Stream, place: int) -> bool:
    word = stream.words[place]
    return word[:1].isdigit() or set(word) <= _ROMAN or (stream.classes[place] == L.NUMBER and word.isalpha())


def _may_skip(kind: str, stream: Stream, place: int) -> bool:
    if stream.words[place] in _BREAKS:
        return False
    return kind == GAP or stream.modifiers[place]
