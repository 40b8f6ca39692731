"""Word sets: named lists of lemmas that rules and other parts of a codebook refer to in capitals."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from eventcoder.rules.keys import PREPOSITION_KEYS, PREPOSITIONS_SET
from eventcoder.rules.model import WordSet
from eventcoder.rules.problems import Problems
from eventcoder.rules.yaml_text import Listing, Node, Section, Text

__all__ = ["MAX_EXPANDED", "WordBook", "is_operator_name", "is_set_name", "normal_word", "spellings"]

MAX_EXPANDED = 1_000_000
"""Words of all sets together, once sets within sets are expanded."""
_SET_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_LETTER_NAME = 1  # one capital letter is a word, not a set
_IN_WORDS = str.maketrans("", "", " -'’.&")  # what a lemma may hold besides letters and digits


def is_set_name(text: str) -> bool:
    """Whether a word is written as the name of a word set."""
    return len(text) > _LETTER_NAME and text.isascii() and _SET_NAME.fullmatch(text) is not None


def is_operator_name(text: str) -> bool:
    """Whether a word is written as the name of an operator: capitals, spaces allowed ("FUTURE BY OTHERS")."""
    return is_set_name(text.replace(" ", "_"))


def normal_word(text: str) -> str:
    """A lemma as the matcher compares it: lower case, single spaces."""
    return " ".join(text.lower().split())


def spellings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The spellings of a compound noun: apart, joined, and with a hyphen as a token of its own.

    Args:
        words: the compound's words ("air", "strike").
    """
    yield words
    for i in range(len(words) - 1):
        before, after = words[:i], words[i + 2 :]
        yield (*before, words[i] + words[i + 1], *after)
        yield (*before, words[i], "-", words[i + 1], *after)


@dataclass(slots=True)
class _Raw:
    """A set as written in one place."""

    name: str
    entries: tuple[Text, ...]
    at: Text
    problems: Problems
    lower: "_Raw | None" = None  # the set below that `NAME+` adds to
    checked: bool = False  # whether words below rules/, where every set ought to be used


@dataclass(slots=True)
class WordBook:
    """All word sets of a codebook, layer by layer, then expanded."""

    expanded: dict[str, frozenset[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    _raw: dict[str, _Raw] = field(default_factory=dict)
    _preposition_keys: frozenset[str] | None = None

    def add_layer(self, sections: Iterable[tuple[Section, Problems, bool]]) -> None:
        """Take the `words:` of all files of one layer, above the layers taken before.

        Args:
            sections: the mapping of each file, where its problems go, and whether unused sets are to be reported.
        """
        own: dict[str, _Raw] = {}
        for section, problems, checked in sections:
            for key, value in section.pairs():
                name, extends = str(key).removesuffix("+"), key.endswith("+")
                if not is_set_name(name):
                    problems.error("EC723", f"{name!r} is no name of a word set: write it in CAPITALS", key)
                    continue
                if name in own:
                    first = own[name]
                    where = f"{first.problems.file}:{first.at.line}"
                    problems.error("EC721", f"word set {name} stands twice; first in {where}", key, field=name)
                    continue
                lower = self._raw.get(name) if extends else None
                if extends and lower is None:
                    problems.error(
                        "EC724",
                        f"{key} adds to a word set that no codebook below has",
                        key,
                        value=name,
                        choices=self._raw,
                    )
                own[name] = _Raw(name, self._entries(key, value, problems, checked), key, problems, lower, checked)
        self._raw.update(own)

    def _entries(self, key: Text, value: Node, problems: Problems, checked: bool) -> tuple[Text, ...]:
        listing = [value] if isinstance(value, Text) else value
        if not isinstance(listing, list):
            problems.error("EC712", f"{key} wants a list of words", value, field=str(key))
            return ()
        entries = tuple(_words_in(listing, problems, str(key), any_token=not checked))
        if not listing:
            problems.error("EC714", f"word set {key} is empty", key, field=str(key))
        if len(set(entries)) < len(entries):
            seen: set[str] = set()
            for entry in entries:
                if entry in seen:
                    problems.warning("EC725", f"{str(entry)!r} stands twice in {key}", entry, value=str(entry))
                seen.add(entry)
        return entries

    def expand(self) -> None:
        """Work out every set's words; sets that hold themselves and unknown sets are reported."""
        budget = MAX_EXPANDED
        for name in self._order():
            words: set[str] = set()
            raw: _Raw | None = self._raw[name]
            while raw is not None:
                for entry in raw.entries:
                    if not is_set_name(entry):
                        words.add(normal_word(entry))
                    elif entry in self.expanded:
                        words |= self.expanded[entry]
                        self.used.add(str(entry))
                raw = raw.lower
            budget -= len(words)
            if budget < 0:
                self._raw[name].problems.error(
                    "EC705", f"the word sets hold more than {MAX_EXPANDED:,} words together", self._raw[name].at
                )
                return
            self.expanded[name] = frozenset(words)

    def _order(self) -> list[str]:
        """Names of sets, each behind those that it holds; without recursion, as a chain may be long."""
        order: list[str] = []
        state: dict[str, int] = {}  # 1 being visited, 2 done
        for start in self._raw:
            if start in state:
                continue
            state[start] = 1
            stack = [(start, self._inner(start))]
            while stack:
                name, inner = stack[-1]
                entry = next(inner, None)
                if entry is None:
                    stack.pop()
                    state[name] = 2
                    order.append(name)
                    continue
                child, problems = entry
                if child not in self._raw:
                    problems.error(
                        "EC720", f"no word set {child}", child, field=name, value=str(child), choices=self._raw
                    )
                elif state.get(child) == 1:
                    names = [step for step, _ in stack]
                    circle = " > ".join([*names[names.index(child) :], child])
                    hint = f"write {name}+: to add to the set of the codebook below" if child == name else None
                    problems.error("EC722", f"word sets hold each other: {circle}", child, field=name, hint=hint)
                elif child not in state:
                    state[str(child)] = 1
                    stack.append((str(child), self._inner(str(child))))
        return order

    def _inner(self, name: str) -> Iterator[tuple[Text, Problems]]:
        raw: _Raw | None = self._raw[name]
        while raw is not None:
            for entry in raw.entries:
                if is_set_name(entry):
                    yield entry, raw.problems
            raw = raw.lower

    def resolve(self, node: Node, problems: Problems, key: str) -> frozenset[str]:
        """The lemmas that a rule's value stands for: a word, a set's name, or a list of both.

        Args:
            node: the value.
            problems: where unknown sets and odd words go.
            key: the rule's key, for messages.
        """
        if isinstance(node, Text):
            if is_set_name(node) and node in self.expanded:
                self.used.add(str(node))
                return self.expanded[node]
            return frozenset(self.words((node,), problems, key))
        if not isinstance(node, Listing):
            problems.error("EC712", f"{key} wants a word, a word set or a list of them", node, field=key)
            return frozenset()
        if not node:
            problems.error("EC714", f"{key} has no words", node, field=key)
        return frozenset(self.words(node, problems, key))

    def words(self, entries: Iterable[Node], problems: Problems, key: str) -> Iterator[str]:
        """The lemmas of a list, in its order, sets expanded in the order of the alphabet."""
        for entry in _words_in(entries, problems, key):
            text = str(entry)
            if not is_set_name(text):
                yield normal_word(text)
            elif text in self.expanded:
                self.used.add(text)
                yield from sorted(self.expanded[text])
            elif text not in self._raw:  # a set in a circle has been reported
                problems.error("EC720", f"no word set {text}", entry, field=key, value=text, choices=self._raw)

    def prepositions(self) -> frozenset[str]:
        """The condition keys that stand for prepositions: those of the set PREPOSITIONS, two-word ones with "_"."""
        if self._preposition_keys is None:
            found = self.expanded.get(PREPOSITIONS_SET, frozenset())
            self.used.add(PREPOSITIONS_SET)
            self._preposition_keys = frozenset(PREPOSITION_KEYS.get(word, word.replace(" ", "_")) for word in found)
        return self._preposition_keys

    def sets(self) -> tuple[WordSet, ...]:
        """Every set that could be worked out, with its place, by name."""
        return tuple(
            WordSet(
                name=name,
                words=self.expanded[name],
                entries=tuple(str(entry) for entry in raw.entries),
                file=raw.problems.file or "",
                line=raw.at.line,
                used=name in self.used,
            )
            for name, raw in sorted(self._raw.items())
            if name in self.expanded
        )

    def report_unused(self, elsewhere: Mapping[str, object] | frozenset[str]) -> None:
        """Warn of sets in rule files that nothing refers to.

        Args:
            elsewhere: names that other files of the codebook refer to.
        """
        for name, raw in self._raw.items():
            if raw.checked and name not in self.used and name not in elsewhere:
                raw.problems.warning("EC751", f"word set {name} is not used", raw.at, field=name, hint="remove it")


def _words_in(entries: Iterable[Node], problems: Problems, key: str, *, any_token: bool = False) -> Iterator[Text]:
    """The entries that can be words. `any_token`: the grammar's closed classes hold tokens such as "?" too."""
    for entry in entries:
        if not isinstance(entry, Text):
            problems.error("EC712", f"a list or mapping stands in {key} where a word is wanted", entry, field=key)
        elif entry.translate(_IN_WORDS).isalnum() or is_set_name(entry) or (any_token and entry.strip()):
            yield entry
        elif not entry.strip():
            problems.error("EC714", f"an empty word in {key}", entry, field=key)
        else:
            problems.error(
                "EC723",
                f"{str(entry)[:60]!r} is no word: words are letters and digits, with spaces, hyphens and apostrophes",
                entry,
                field=key,
                value=str(entry),
                hint="the rule language has no patterns; write the words out",
            )
