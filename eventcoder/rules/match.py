"""Which rules a frame satisfies: trigger first (a dictionary look-up), conditions second."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from eventcoder.frames import Argument, Frame
from eventcoder.rules.model import Alternative, Codebook, Condition, Rule, Trigger
from eventcoder.rules.owners import coordinated_owners
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["Match", "Matcher"]

OF = "of"
VETO = 9
"""Priority from which a rule that codes nothing goes before every other rule of its trigger."""
GAP = 6
"""Tokens that "..." in a surface pattern may stand for."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule whose alternative holds of a frame.

    `weight` orders matches of one frame: words of the trigger, then number of conditions that ask for
    something, then declared priority, then number of guards.
    """

    rule: Rule
    alternative: Alternative
    trigger: Trigger
    tokens: tuple[int, ...]

    @property
    def vetoes(self) -> bool:
        """Whether it keeps every other rule away: it codes nothing and has at least the priority VETO."""
        return self.rule.codes is None and not self.rule.operator and self.rule.priority >= VETO

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """Longest trigger, most conditions that ask for something, declared priority, most guards."""
        alternative = self.alternative
        guards = len(alternative.conditions) - alternative.asks
        return (len(self.trigger.words), alternative.asks, self.rule.priority, guards)


class Matcher:
    """The rules of a codebook, indexed by trigger; the entries of a trigger stand in the order in which they win."""

    def __init__(self, codebook: Codebook) -> None:
        index: dict[tuple[str, str], list[Match]] = defaultdict(list)
        shared: dict[Condition, Condition] = {}
        self._conditions: dict[int, tuple[Condition, ...]] = {}
        for rule in codebook.rules:
            if rule.status == "retired":
                continue
            for alternative in rule.alternatives:
                # equal conditions of different rules are tested once a frame
                self._conditions[id(alternative)] = tuple(shared.setdefault(c, c) for c in alternative.conditions)
                for trigger in alternative.triggers:
                    index[(alternative.kind, trigger.head)].append(Match(rule, alternative, trigger, ()))
        for entries in index.values():
            entries.sort(key=lambda m: (not m.vetoes, *(-part for part in m.weight), m.rule.id))
        self._index = dict(index)
        self.nouns = frozenset(head for kind, head in index if kind == "noun")
        told = {
            head
            for (kind, head), entries in index.items()
            if kind == "noun" and any(m.rule.operator or _codes_something(m.rule) for m in entries)
        }
        # "free trade area" makes no topic of every area
        alone = {h for (kind, h), entries in index.items() if any(len(m.trigger.words) == 1 for m in entries)}
        self.topics = (self.nouns - told) & alone
        self.adjectives = frozenset(head for kind, head in index if kind == "adjective")

    def match(self, view: SentenceView, frame: Frame) -> list[Match]:
        """All rules that hold of a frame, the most specific first; equal ones by rule id."""
        return list(self.matches(view, frame))

    def matches(self, view: SentenceView, frame: Frame) -> Iterator[Match]:
        """The rules that hold of a frame, one by one, the most specific first."""
        tokens_of: dict[tuple[str, ...], tuple[int, ...] | None] = {}
        answers: dict[int, bool] = {}
        for entry in self._index.get((frame.kind, frame.lemma), ()):
            words = entry.trigger.words
            if words not in tokens_of:
                there = len(words) == 1 or view.forms.issuperset(words)
                tokens_of[words] = trigger_tokens(view, frame, entry.trigger) if there else None
            tokens = tokens_of[words]
            if tokens is None:
                continue
            for condition in self._conditions[id(entry.alternative)]:
                key = id(condition)
                if key not in answers:
                    answers[key] = holds(view, frame, condition)
                if not answers[key]:
                    break
            else:
                yield Match(entry.rule, entry.alternative, entry.trigger, tokens)

    def candidates(self, frame: Frame) -> Iterable[tuple[Rule, Alternative, Trigger]]:
        """Rules with an alternative whose trigger has the frame's lemma."""
        return ((m.rule, m.alternative, m.trigger) for m in self._index.get((frame.kind, frame.lemma), ()))


def _codes_something(rule: Rule) -> bool:
    return rule.codes is not None and bool(rule.codes.plover or rule.codes.cameo)


def trigger_tokens(view: SentenceView, frame: Frame, trigger: Trigger) -> tuple[int, ...] | None:
    """The tokens that a trigger's words stand at, or None where a word is missing."""
    words = trigger.words
    if len(words) == 1:
        # "carry out" is another verb than "carry": a particle must be asked for
        return (frame.head,)
    parse = view.parse
    if frame.kind == "noun":
        return _noun_tokens(view, frame, words)
    found, rest = [frame.head], list(words[1:])
    children = parse.children[frame.head]
    while rest:
        word = rest.pop(0)
        place = next(
            (
                child
                for child in children
                if parse.lemmas[child] == word
                and parse.relations[child]
                in (
                    L.VERB_PARTICLE,
                    L.ADVERBIAL_WORD,
                    L.DEPENDENT,
                    L.OBJECT,
                    L.CASE,
                    L.PREDICATE_NOUN,
                    L.OPEN_COMPLEMENT,
                )
                and child not in found
                and not (parse.relations[child] == L.CASE and child < frame.head)  # "for calling him a thief"
            ),
            -1,
        )
        if place < 0:
            place = _behind_preposition(view, frame, word, rest)
        if place < 0:
            place = next((a.head for a in frame.objects if word in view.names(a.head)), -1)
        if place < 0:
            after = found[-1] + 1
            if after < len(parse) and parse.lemmas[after] == word:
                place = after
        if place < 0:
            return None
        found.append(place)
    return tuple(sorted(set(found))) if len(set(found)) == len(found) else tuple(found)


def _behind_preposition(view: SentenceView, frame: Frame, word: str, rest: list[str]) -> int:
    """Token of a preposition that the frame has a phrase with; takes the noun that the trigger names from `rest`."""
    parse = view.parse
    apart = (
        bool(frame.objects) and word in view.words.particles and word not in parse.lemmas[frame.tokens[-1] + 1 :][:1]
    )
    for argument in view.phrase(frame, word):
        if apart and not rest:
            continue  # "holding exercises off Goa" holds nothing off
        if rest and rest[0] not in view.names(argument.head):
            continue
        if rest:
            rest.pop(0)
            return argument.head
        case = parse.below(argument.head, L.CASE)
        return case[0] if case else argument.head
    for child in parse.children[frame.head]:  # "accused of killing"
        if parse.cases[child] == word and parse.lemmas[child].rstrip(".") not in view.words.time_nouns:
            if apart:
                continue
            case = parse.below(child, L.CASE)
            return case[0] if case else child
    return -1


def _noun_tokens(view: SentenceView, frame: Frame, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """A noun of several words: those before the head stand directly before it, hyphens apart; those behind "of" below
    it ("show of force")."""
    parse, head = view.parse, words.index(OF) - 1 if OF in words[1:] else len(words) - 1
    lemmas, place, found = parse.lemmas, frame.head, [frame.head]
    if words[head] != frame.lemma:
        return None
    for word in reversed(words[:head]):
        place -= 1
        if place >= 0 and lemmas[place] == "-" and word != "-":
            place -= 1
        if place < 0 or (lemmas[place] != word and parse.words[place].lower() != word):
            return None
        found.insert(0, place)
    behind = [word for word in words[head + 1 :] if word != OF]
    if behind:
        phrase = next((c for c in parse.below(frame.head, L.OBLIQUE) if parse.cases[c] == OF), -1)
        if phrase < 0 or " ".join(behind) not in view.names(phrase):
            return None
        found.append(phrase)
    return tuple(found)


def holds(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    """Whether a condition holds of a frame."""
    test = _TESTS.get(condition.key)
    if test is not None:
        answer = test(view, frame, condition)
    else:  # a preposition
        answer = _names_any(view, _phrase_heads(view, frame, condition.key), condition)
    return answer != condition.negative


def _names_any(view: SentenceView, heads: list[int], condition: Condition) -> bool:
    if condition.special == "none":
        return not heads
    if condition.special == "any":
        return bool(heads)
    words = condition.words
    return any(not view.names(head).isdisjoint(words) for head in heads)


def _heads(arguments: Iterable[Argument]) -> list[int]:
    return [argument.head for argument in arguments]


def _phrase_heads(view: SentenceView, frame: Frame, key: str) -> list[int]:
    preposition = "under" if key == "below" else key
    heads = _heads(view.phrase(frame, preposition))
    parse = view.parse
    for head in (frame.head, *(a.head for a in frame.objects)):  # "barred pilgrims from entering"
        heads += [c for c in parse.children[head] if parse.cases[c] == preposition and parse.classes[c] == L.VERB]
    return heads


def _object(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    return _names_any(view, _heads(frame.objects), condition)


def _recipient_object(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    return _names_any(view, _heads(frame.recipients), condition)


def _actor_is(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    return _names_any(view, _heads(frame.actors), condition)


def _recipient_is(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    heads = _heads(frame.objects) + _heads(frame.recipients)
    if not heads:
        heads = [a.head for phrase in frame.obliques.values() for a in phrase]
    return _names_any(view, heads, condition)


def _content(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    heads = view.clauses(frame)
    if condition.special:
        return bool(heads) == (condition.special == "any")
    parse = view.parse
    for head in heads:
        if parse.lemmas[head] in condition.words:
            return True
        for particle in parse.below(head, L.VERB_PARTICLE, L.ADVERBIAL_WORD):
            if f"{parse.lemmas[head]} {parse.lemmas[particle]}" in condition.words:
                return True
    return False


def _clause(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    """The form of a complement clause: "asked X to go", "said that X went", "accused X of going"."""
    parse, forms = view.parse, set()
    for head in view.clauses(frame):
        helpers = parse.below(head, L.AUX)
        to = any(parse.lemmas[child] == "to" for child in helpers)
        gerund = parse.forms[head] == L.GERUND and not helpers  # "are planting mines" is finite
        forms.add("infinitive" if to else "gerund" if gerund else "finite")
    return not forms.isdisjoint(condition.words)


def _under(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    if frame.governor < 0:
        return condition.special == "none"
    governor = view.frames[frame.governor]
    if condition.special:
        return condition.special == "any"
    return governor.lemma in condition.words or f"{governor.lemma} {governor.particle}" in condition.words


def _modifiers(view: SentenceView, head: int) -> list[int]:
    return view.parse.below(head, L.COMPOUND, L.ADJECTIVAL, L.ADVERBIAL_WORD, L.PREDICATE_NOUN, L.POSSESSOR)


def _modifier(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    found = _modifiers(view, frame.head)
    if condition.special:
        return bool(found) == (condition.special == "any")
    return any(view.parse.lemmas[child] in condition.words for child in found)


def _predicate(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    """What the object is called or made: "called the general a traitor"."""
    found = view.parse.below(frame.head, L.PREDICATE_NOUN)
    if condition.special:
        return (condition.special == "any") == bool(found)
    return any(not view.names(token).isdisjoint(condition.words) for token in found)


def _object_modifier(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    found = [child for argument in frame.objects for child in _modifiers(view, argument.head)]
    if condition.special:
        return bool(found) == (condition.special == "any")
    return any(view.parse.lemmas[child] in condition.words for child in found)


def _sentence(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    return view.says(condition.words)


def _not_with(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    return not view.says(condition.words)


def _voice(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    return ("passive" if frame.passive else "active") in condition.words


def _flags(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    return condition.words <= frame.flags


def _unless_flags(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    return condition.words.isdisjoint(frame.flags)


def _between(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    heads = _heads(frame.obliques.get("between", [])) + _heads(frame.obliques.get("among", []))
    return _names_any(view, heads, condition) if condition.words or condition.special else len(heads) > 1


def _codable(view: SentenceView, arguments: Iterable[Argument]) -> int:
    return sum(1 for a in arguments if (who := view.actor(a.head)) is not None and who.codable)


def _coordinated(view: SentenceView, arguments: Iterable[Argument]) -> int:
    """Parties beyond the first in one phrase: "the ministers of Chile and Peru"."""
    return sum(
        len(coordinated_owners(view, a.head))
        for a in arguments
        if (who := view.actor(a.head)) is not None and who.codable and who.plural
    )


def _requires(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    outward = [*frame.objects, *frame.recipients, *(a for phrase in frame.obliques.values() for a in phrase)]
    if frame.kind == "verb":  # "bought boats from Spain", the phrase hung from the boats
        outward += [
            a for done_to in frame.objects for case in view.words.party_cases for a in view.hanging(done_to.head, case)
        ]
    tests: dict[str, Callable[[], bool]] = {
        "actor": lambda: bool(frame.actors),
        "no_actor": lambda: not frame.actors,
        "recipient": lambda: bool(outward),
        "codable_actor": lambda: _codable(view, frame.actors) > 0,
        "codable_recipient": lambda: _codable(view, outward) > 0,
        "two_actors": lambda: _codable(view, frame.actors) + _coordinated(view, frame.actors) > 1,
    }
    return all(tests[word]() for word in condition.words if word in tests)


def _surface(view: SentenceView, frame: Frame, condition: Condition) -> bool:
    return any(_runs_from(view, frame.tokens[0], pattern.split()) for pattern in condition.words)


def _runs_from(view: SentenceView, start: int, pattern: list[str]) -> bool:
    lemmas = view.parse.lemmas
    place = start
    loose = 0
    for word in pattern:
        if word in ("...", "…"):
            loose = GAP
            continue
        stop = min(place + loose + 1, len(lemmas))
        hit = next((at for at in range(place, stop) if lemmas[at] == word), -1)
        if hit < 0:
            return False
        place, loose = hit + 1, 0
    return True


_TESTS: dict[str, Callable[[SentenceView, Frame, Condition], bool]] = {
    "object": _object,
    "recipient_object": _recipient_object,
    "actor_is": _actor_is,
    "recipient_is": _recipient_is,
    "content": _content,
    "clause": _clause,
    "under": _under,
    "modifier": _modifier,
    "object_modifier": _object_modifier,
    "predicate": _predicate,
    "sentence": _sentence,
    "not_with": _not_with,
    "voice": _voice,
    "flags": _flags,
    "unless_flags": _unless_flags,
    "between": _between,
    "requires": _requires,
    "surface": _surface,
}
