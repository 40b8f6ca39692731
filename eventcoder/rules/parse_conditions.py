"""Makes triggers and conditions of the entries below a rule's `event:`."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from eventcoder.rules.keys import ALTERNATIVE_CHOICES, SPECIAL_CONDITIONS, SPECIAL_VALUES, TRIGGERS, WORD_CONDITIONS
from eventcoder.rules.model import Alternative, Condition, Trigger, TriggerKind
from eventcoder.rules.problems import Problems
from eventcoder.rules.shapes import texts_in
from eventcoder.rules.words import WordBook, normal_word, spellings
from eventcoder.rules.yaml_text import Listing, Node, Section, Text

__all__ = ["MAX_TRIGGER_WORDS", "AlternativeParser"]

MAX_TRIGGER_WORDS = 6
_GAP = "..."


@dataclass(slots=True)
class AlternativeParser:
    """Parses the alternatives of a rule.

    Args:
        words: the codebook's word sets, expanded.
        problems: where findings go.
    """

    words: WordBook
    problems: Problems

    def parse(self, node: Node, what: str) -> tuple[Alternative, ...]:
        """The alternatives of an `event:` list.

        Args:
            node: the list.
            what: whose it is, for messages ("rule a.b").
        """
        if not isinstance(node, Listing):
            hint = "begin each alternative with a hyphen: '- verb: ...'"
            self.problems.error("EC712", f"event of {what} wants a list", node, field="event", hint=hint)
            return ()
        if not node:
            self.problems.error("EC714", f"event of {what} is empty", node, field="event")
        found = []
        for entry in node:
            if isinstance(entry, Section):
                found.append(self._alternative(entry, what))
            else:
                self.problems.error("EC712", "an alternative is a mapping with a trigger", entry, field="event")
        return tuple(alternative for alternative in found if alternative is not None)

    def _alternative(self, section: Section, what: str) -> Alternative | None:
        kinds = [kind for kind in TRIGGERS if kind in section]
        if len(kinds) != 1:
            there = "several triggers: " + ", ".join(kinds) if kinds else "no trigger"
            hint = "make each an alternative of its own" if kinds else "one of " + ", ".join(TRIGGERS)
            self.problems.error("EC719", f"an alternative of {what} has {there}", section, field="event", hint=hint)
        conditions: list[Condition] = []
        for key, value in section.pairs():
            if key == "not":
                if isinstance(value, Section):
                    for inner_key, inner in value.pairs():
                        conditions.extend(self._condition(inner_key, inner, what, negative=True))
                else:
                    self.problems.error("EC712", "not wants a mapping of conditions", value, field="not")
            elif key not in TRIGGERS:
                conditions.extend(self._condition(key, value, what, negative=False))
        if len(kinds) != 1:
            return None
        kind = cast("TriggerKind", kinds[0])
        return Alternative(kind, tuple(self._triggers(kind, section[kind])), tuple(conditions), section.line)

    def _triggers(self, kind: str, node: Node) -> Iterator[Trigger]:
        listing = [node] if isinstance(node, Text) else node
        if not isinstance(listing, list):
            self.problems.error("EC712", f"{kind} wants a word or a list of words", node, field=kind)
            return
        if not listing:
            self.problems.error("EC714", f"{kind} has no words", node, field=kind)
        seen: set[tuple[str, ...]] = set()
        for word in self.words.words(listing, self.problems, kind):
            parts = tuple((word.replace("-", " ") if kind == "noun" else word).split())
            if not parts or len(parts) > MAX_TRIGGER_WORDS:
                self.problems.error("EC723", f"a trigger of {len(parts)} words", node, field=kind, value=word)
                continue
            chain = "of" in parts[1:]  # "show of force" is headed by its first noun
            for spelling in spellings(parts) if kind == "noun" and not chain else (parts,):
                if spelling not in seen:
                    seen.add(spelling)
                    head = parts[parts.index("of") - 1] if chain else spelling[-1]
                    yield Trigger(head if kind == "noun" else spelling[0], spelling)

    def _condition(self, key: Text, value: Node, what: str, *, negative: bool) -> Iterator[Condition]:
        name = str(key)
        if name in ALTERNATIVE_CHOICES:
            found = self._choices(name, value)
            if found:
                yield Condition(name, found, negative=negative)
        elif name == "surface":
            found = frozenset(self._surface(value))
            if found:
                yield Condition(name, found, negative=negative)
        elif name in WORD_CONDITIONS or name in self.words.prepositions():
            is_preposition = name not in WORD_CONDITIONS
            may_be_special = name in SPECIAL_CONDITIONS or is_preposition
            if is_preposition:
                name = name.replace("_", " ")  # "because_of"
            if may_be_special and isinstance(value, Text) and value in SPECIAL_VALUES:
                yield Condition(name, special=str(value), negative=negative)
            else:
                found = self.words.resolve(value, self.problems, name)
                if found:
                    yield Condition(name, found, negative=negative)
        else:
            self._unknown(key, what, negative)

    def _unknown(self, key: Text, what: str, negative: bool) -> None:
        known = [*WORD_CONDITIONS, *ALTERNATIVE_CHOICES, *self.words.prepositions()]
        if not negative:
            known += [*TRIGGERS, "not"]
        hint = None
        if not self.words.prepositions():
            hint = "prepositions are keys once the codebook, or one that it extends, has the word set PREPOSITIONS"
        self.problems.error(
            "EC710",
            f"unknown key {str(key)[:60]!r} in an alternative of {what}",
            key,
            field=str(key),
            value=str(key),
            choices=known,
            hint=hint,
        )

    def _choices(self, name: str, value: Node) -> frozenset[str]:
        legal = ALTERNATIVE_CHOICES[name]
        found = set()
        for text in texts_in(value, name, self.problems):
            if text in legal:
                found.add(str(text))
            else:
                self.problems.error(
                    "EC713",
                    f"{name}: {str(text)[:40]!r} is not one of {', '.join(legal)}",
                    text,
                    field=name,
                    value=str(text),
                    choices=legal,
                )
        return frozenset(found)

    def _surface(self, value: Node) -> Iterator[str]:
        for text in texts_in(value, "surface", self.problems):
            words = text.replace("…", _GAP).replace(_GAP, f" {_GAP} ").split()
            if words[0] == _GAP or words[-1] == _GAP or (_GAP, _GAP) in pairwise(words):
                self.problems.error(
                    "EC723",
                    "a gap stands between two words",
                    text,
                    field="surface",
                    value=str(text),
                    hint="remove ... at the ends",
                )
            else:
                yield " ".join(word if word == _GAP else normal_word(word) for word in words)
