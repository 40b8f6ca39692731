"""Size: how many people were killed, injured and arrested, as far as the clause of an event gives a number.

Counts come from figures, number words and resolved actors; "dozens" gives none. Coordinated numbers are added ("two
soldiers and a civilian"); "at least", "more than" and "about" are passed over: the number told is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from eventcoder.errors import ResourceError
from eventcoder.records import Size
from eventcoder.rules.coding import Coding
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["SentenceSizes", "SizeWords"]

LANGUAGE = "en"
KINDS = ("dead", "injured", "arrested")
_SCHEMA = "eventcoder.sizes/1"
_GROUPS = ("verbs", "own_verbs", "nouns", "states", "tolls")
_STEPS = 12
_OF = "of"
MOST = 10_000_000
"""A greater number is a misreading."""


@dataclass(frozen=True)
class SizeWords:
    """The words of sizes/<language>.yaml: each group as lemma -> kind of size."""

    verbs: Mapping[str, str] = field(default_factory=dict)
    own_verbs: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    tolls: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    multipliers: Mapping[str, int] = field(default_factory=dict)
    leaving_verbs: frozenset[str] = frozenset()
    ones: frozenset[str] = frozenset()
    not_people: frozenset[str] = frozenset()

    @property
    def marks(self) -> frozenset[str]:
        """Every lemma that can tell a size."""
        words = {*self.verbs, *self.own_verbs, *self.nouns, *self.states, *self.tolls}
        return frozenset(word.split()[0] for word in words) | frozenset(word.split()[-1] for word in words)

    @classmethod
    def load(cls, folders: Iterable[Path]) -> "SizeWords":
        """Read the words of all layers; a list of an upper layer takes the place of the lower one's.

        Args:
            folders: the codebook's folders, the lowest first.

        Raises:
            ResourceError: a file is no such table.
        """
        content: dict[str, object] = {}
        for folder in folders:
            path = folder / "sizes" / f"{LANGUAGE}.yaml"
            if path.is_file():
                try:
                    content |= yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
                    if content["schema"] != _SCHEMA:
                        raise ResourceError(f"{path}: not of schema {_SCHEMA}")
                except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
                    raise ResourceError(f"{path}: not a table of size words: {error!r}") from error
        return cls(
            **{name: _kinds(content.get(name)) for name in _GROUPS},
            numbers=_integers(content.get("numbers")),
            multipliers=_integers(content.get("multipliers")),
            leaving_verbs=_words(content.get("leaving_verbs")),
            ones=_words(content.get("ones")),
            not_people=_words(content.get("not_people")),
        )


class SentenceSizes:
    """The numbers of people in one sentence, and whose event each belongs to."""

    def __init__(self, words: SizeWords, view: SentenceView, codings: Sequence[Coding]) -> None:
        self._words, self._view, self._codings = words, view, codings
        self._found: list[tuple[int, str, int]] | None = None

    def of(self, coding: Coding) -> Size | None:
        """The size of an event; None where its clause tells none."""
        if self._found is None:
            self._found = list(self._read()) if not self._view.lemmas.isdisjoint(self._words.marks) else []
        if not self._found:
            return None
        totals: dict[str, int] = {}
        own, others = self._tokens(coding), self._other_tokens(coding)
        for token, kind, number in self._found:
            if kind not in totals and self._belongs(token, own, others):
                totals[kind] = number
        return Size(**totals) if totals else None

    # ------------------------------------------------------------------ what the sentence tells

    def _read(self) -> Iterator[tuple[int, str, int]]:
        """Token that tells it, kind and number."""
        parse, words = self._view.parse, self._words
        for token, lemma in enumerate(parse.lemmas):
            if parse.classes[token] == L.VERB:
                kind = words.verbs.get(lemma) or self._verb_phrase(token)
                if kind:
                    yield from self._told(token, kind, self._patients(token))
                elif lemma in words.own_verbs:
                    yield from self._told(token, words.own_verbs[lemma], parse.below(token, L.SUBJECT))
                continue
            if lemma in words.states and parse.classes[token] in (L.ADJECTIVE, L.NOUN):
                yield from self._told(token, words.states[lemma], self._bearers(token))
            elif lemma in words.nouns and parse.classes[token] == L.NOUN:
                number = self._own_number(token)
                if number is not None:
                    yield token, words.nouns[lemma], number
                else:
                    yield from self._told(token, words.nouns[lemma], self._behind(token, "of"))
            elif lemma in words.tolls and parse.classes[token] == L.NOUN:
                yield from self._toll(token)

    def _told(self, token: int, kind: str, people: Sequence[int]) -> Iterator[tuple[int, str, int]]:
        numbers = [number for person in people if (number := self._count(person)) is not None]
        if numbers:
            yield token, kind, min(sum(numbers), MOST)

    def _verb_phrase(self, token: int) -> str | None:
        """ "Rounded up", "shot dead"."""
        parse, lemma = self._view.parse, self._view.parse.lemmas[token]
        for child in parse.children[token]:
            kind = self._words.verbs.get(f"{lemma} {parse.lemmas[child]}")
            if kind:
                return kind
        return None

    def _patients(self, token: int) -> list[int]:
        """The people that a verb is done to."""
        parse = self._view.parse
        if parse.forms[token] == L.PAST_PARTICIPLE and parse.relations[token] == L.PARTICIPIAL:
            people = [parse.heads[token]] if not parse.below(token, L.OBJECT) else parse.below(token, L.OBJECT)
        else:
            people = parse.below(token, L.PASSIVE_SUBJECT) or parse.below(token, L.OBJECT)
        return self._with_conjuncts(people)

    def _bearers(self, token: int) -> list[int]:
        """Who is dead: what the adjective stands by ("12 dead", "left 12 people dead", "12 people were dead")."""
        parse = self._view.parse
        if self._own_number(token) is not None:
            return [token]
        subjects = parse.below(token, L.SUBJECT, L.PASSIVE_SUBJECT)
        if subjects:
            return self._with_conjuncts(subjects)
        head = parse.heads[token]
        if head < 0:
            return []
        if parse.relations[token] == L.ADJECTIVAL and head < token and parse.classes[head] in (L.NOUN, L.NUMBER):
            return [head]
        if parse.classes[head] == L.VERB and parse.lemmas[head] in self._words.leaving_verbs:
            return self._with_conjuncts(parse.below(head, L.OBJECT, L.SUBJECT)[-1:])
        return []

    def _behind(self, token: int, *cases: str) -> list[int]:
        parse = self._view.parse
        found = [c for c in parse.below(token, L.OBLIQUE) if parse.cases[c] in cases]
        return self._with_conjuncts(found)

    def _toll(self, token: int) -> Iterator[tuple[int, str, int]]:
        parse, words = self._view.parse, self._words
        kind = words.tolls[parse.lemmas[token]]
        behind = self._behind(token, "of")
        head = parse.heads[token]
        if not behind and head >= 0 and parse.relations[token] in (L.SUBJECT, L.PASSIVE_SUBJECT, L.OBJECT):
            behind = self._behind(head, "to", "at")
        for place in behind[:1]:
            number = self._figure(place) if parse.classes[place] == L.NUMBER else self._count(place)
            if number is not None:
                yield token, kind, min(number, MOST)

    # ------------------------------------------------------------------ numbers

    def _with_conjuncts(self, tokens: Sequence[int]) -> list[int]:
        parse, found, stack = self._view.parse, [], list(tokens)
        while stack:
            token = stack.pop(0)
            if parse.classes[token] not in (L.NOUN, L.NAME, L.NUMBER, L.ADJECTIVE, L.PRONOUN):
                continue
            found.append(token)
            stack += parse.below(token, L.CONJUNCT)
        return found

    def _count(self, token: int) -> int | None:
        """How many people a phrase stands for; None where it does not say."""
        parse, words = self._view.parse, self._words
        if parse.lemmas[token] in words.not_people:
            return None
        if parse.classes[token] == L.NUMBER:
            return self._figure(token)
        number = self._own_number(token)
        if number is not None:
            return number
        if parse.lemmas[token] in words.multipliers:
            return self._figure(token)
        if parse.forms[token] == L.PLURAL or parse.classes[token] not in (L.NOUN, L.NAME):
            return None
        who = self._view.actor(token)
        if who is not None and who.count is not None and not who.plural:
            return who.count
        if any(parse.lemmas[c] in words.ones for c in parse.below(token, L.DETERMINER_OF, L.QUANTITY)):
            people = who is not None and who.kind not in ("thing", "weapon", "group", "institution", "organization")
            return 1 if people and who is not None and (who.sector or who.kind in ("person", "demonym")) else None
        if who is not None and who.kind == "person" and parse.classes[token] == L.NAME:
            return 1
        return None

    def _own_number(self, token: int) -> int | None:
        """The number that stands in front of a noun: "12 people", "two Turkish soldiers"."""
        parse = self._view.parse
        for child in parse.children[token]:
            if parse.relations[child] == L.QUANTITY and parse.classes[child] in (L.NUMBER, L.NOUN):
                behind = child + 1
                times = self._words.multipliers.get(parse.lemmas[behind]) if behind < token else None
                number = self._figure(child)
                if number is not None:
                    return number * times if times is not None else number
        return None

    def _figure(self, token: int) -> int | None:
        """The value of a number: "1,200", "twelve", "two dozen", "3 million"; None for "dozens", "2.5", "12-year"."""
        parse, words = self._view.parse, self._words
        text, lemma = parse.words[token].replace(",", ""), parse.lemmas[token]
        if lemma in words.multipliers:
            if parse.words[token].lower() != lemma:
                return None  # "dozens", "hundreds"
            before = [c for c in parse.children[token] if c < token and parse.classes[c] in (L.NUMBER, L.DETERMINER)]
            if before:
                value = self._simple(before[-1])
            else:
                value = 1 if token and parse.lemmas[token - 1] in words.ones else None
            return None if value is None else value * words.multipliers[lemma]
        if text.isascii() and text.isdigit():
            return int(text) if len(text) <= 8 else None
        return self._simple(token)

    def _simple(self, token: int) -> int | None:
        parse, words = self._view.parse, self._words
        text = parse.words[token].lower().replace(",", "")
        if text.isascii() and text.isdigit() and len(text) <= 8:
            return int(text)
        if text in words.ones:
            return 1
        if text in words.numbers:
            return words.numbers[text]
        tens, _, ones = text.partition("-")
        if tens in words.numbers and ones in words.numbers:
            return words.numbers[tens] + words.numbers[ones]
        return None

    # ------------------------------------------------------------------ whose

    def _tokens(self, coding: Coding) -> set[int]:
        frames, tokens = self._view.frames, set(coding.frame.tokens)
        for index in coding.frames:
            tokens.update(frames[index].tokens)
        return tokens

    def _other_tokens(self, coding: Coding) -> set[int]:
        return {token for other in self._codings if other is not coding for token in self._tokens(other)}

    def _belongs(self, token: int, own: set[int], others: set[int]) -> bool:
        """Whether a word hangs from the event without another event between ("struck a camp, killing 14")."""
        parse, steps, start = self._view.parse, 0, token
        while token >= 0 and steps < _STEPS:
            if token in own:
                return True
            if token in others:
                return False
            token, steps = parse.heads[token], steps + 1
        if any(parse.relations[current] == L.CONJUNCT and parse.heads[current] == start for current in own):
            return True  # "killed 75 and injured three", of which one event was made
        return self._subject_of(start, own) or self._tells(start, own, others)

    def _subject_of(self, token: int, own: set[int]) -> bool:
        """Whether the event is the subject: "the attack left 12 dead", "two waves of attacks killed 12"."""
        parse, steps = self._view.parse, 0
        while token >= 0 and steps < 3:
            for subject in parse.below(token, L.SUBJECT, L.PASSIVE_SUBJECT):
                if subject in own or parse.heads[token] in own:
                    return True
                if any(child in own for child in parse.below(subject, L.OBLIQUE) if parse.cases[child] == _OF):
                    return True
            token, steps = parse.heads[token], steps + 1
        return False

    def _tells(self, token: int, own: set[int], others: set[int]) -> bool:
        """Whether the event is how it came about: "12 were killed in the first days of the offensive"."""
        parse, cases = self._view.parse, self._view.words.telling_cases
        for current in own:
            steps = 0
            while current >= 0 and steps < 4:
                if current == token:
                    return True
                if current in others or parse.cases[current] not in cases | {_OF}:
                    break
                current, steps = parse.heads[current], steps + 1
        return False


def _kinds(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {word: kind for kind in KINDS for word in value.get(kind, ())}


def _integers(value: object) -> dict[str, int]:
    return {word: int(number) for word, number in value.items()} if isinstance(value, dict) else {}


def _words(value: object) -> frozenset[str]:
    return frozenset(value) if isinstance(value, list) else frozenset()
