"""Finds rules that stand in each other's way: ties, alternatives that can never win, and near-duplicates.

The order that decides between rules is the matcher's: longest trigger, then most conditions that ask for
something, then priority, then most guards. Two alternatives with the same trigger, as
many conditions and the same priority are a tie wherever both hold.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from eventcoder.findings import Finding, Level
from eventcoder.rules.model import Alternative, Codebook, Condition, Rule, Trigger

__all__ = ["contradictions", "duplicates", "implies", "ties"]

_ALL_OF = frozenset({"flags", "requires", "unless_flags", "not_with"})
"""Conditions that ask more the more words they have; the others ask less."""
_Signature: TypeAlias = tuple[str, tuple[str, ...], frozenset[Condition]]
_ALIKE = 0.8
_MAX_GROUP = 400  # alternatives of one trigger that are compared with each other


@dataclass(frozen=True, slots=True)
class _Entry:
    """One alternative of a rule, in the group of those with the same trigger."""

    rule: Rule
    alternative: Alternative

    @property
    def outcome(self) -> object:
        return (self.rule.codes, self.rule.operator)


def _rank(alternative: Alternative) -> tuple[int, int]:
    """Conditions that ask for something, and guards."""
    return alternative.asks, len(alternative.conditions) - alternative.asks


def _groups(codebook: Codebook) -> dict[tuple[str, tuple[str, ...]], list[_Entry]]:
    groups: dict[tuple[str, tuple[str, ...]], list[_Entry]] = defaultdict(list)
    for rule in codebook.rules:
        if rule.status == "retired":
            continue
        for alternative in rule.alternatives:
            for trigger in alternative.triggers:
                groups[alternative.kind, trigger.words].append(_Entry(rule, alternative))
    return groups


def implies(one: Iterable[Condition], other: Iterable[Condition]) -> bool:
    """Whether a frame that satisfies all of one set of conditions must satisfy all of the other."""
    given = list(one)
    return all(any(_condition_implies(a, b) for a in given) for b in other)


def _condition_implies(one: Condition, other: Condition) -> bool:
    if one.key != other.key or one.negative != other.negative:
        # "object: X" says that there is one: the same as "not: {object: none}"
        if one.key == other.key and other.negative and not one.negative:
            return other.special == "none" and (bool(one.words) or one.special == "any")
        return False
    if one.special or other.special:
        has_words = bool(one.words) and one.key not in _ALL_OF
        return one.special == other.special or (other.special == "any" and has_words and not one.negative)
    wide = one.key in _ALL_OF
    return one.words >= other.words if wide != one.negative else one.words <= other.words


def ties(codebook: Codebook) -> Iterator[Finding]:
    """Alternatives between which no declared order decides (EC752, EC753), or that can never win (EC754)."""
    found: dict[tuple[str, int, str, int, str], tuple[_Entry, _Entry, list[str]]] = {}
    relations: dict[tuple[int, int], tuple[str, _Entry, _Entry]] = {}
    contents: dict[str, set[str]] = defaultdict(set)
    for row in codebook.composition:
        contents[row.operator].add(row.content)
    for (_, words), group in _groups(codebook).items():
        for a, b in combinations(group[:_MAX_GROUP], 2):
            if a.rule.id == b.rule.id or _rank(a.alternative) != _rank(b.alternative):
                continue
            if _take_turns(contents, a.rule.operator, b.rule.operator):
                continue
            pair = (id(a.alternative), id(b.alternative))
            if pair not in relations:
                relations[pair] = _relation(a, b)
            problem, first, second = relations[pair]
            if problem:
                key = (first.rule.id, first.alternative.line, second.rule.id, second.alternative.line, problem)
                found.setdefault(key, (first, second, []))[2].append(" ".join(words))
    for (*_, problem), (first, second, triggers) in found.items():
        shown = ", ".join(dict.fromkeys(word for word in triggers if " - " not in word))[:80]
        yield _tie(problem, first, second, shown)


def _tie(problem: str, first: _Entry, second: _Entry, shown: str) -> Finding:
    one, other = first.rule.id, f"rule {second.rule.id} ({second.rule.file}:{second.alternative.line})"
    level: Level = "warning"
    hint: str | None = None
    if problem == "tie":
        code, level = "EC752", "error"
        message, hint = f"rule {one} and {other} tie on {shown}", "give one more conditions, or another priority"
    elif problem == "overlap":
        code, message = "EC753", f"rule {one} and {other} both hold of some sentences with {shown}"
        hint = f"share no words ({_shared(first, second)}), or give one another priority"
    else:
        code, message = "EC754", f"rule {one} never wins on {shown}: {other} always holds too and has priority"
    return Finding(
        code=code,
        level=level,
        message=message,
        file=first.rule.file,
        line=first.alternative.line,
        field="event",
        value=one,
        hint=hint,
    )


def _relation(a: _Entry, b: _Entry) -> tuple[str, _Entry, _Entry]:
    """Of two alternatives with as many conditions: "tie", "overlap", "never wins" (the first) or ""."""
    if a.outcome == b.outcome or _kept_apart(a.rule, b.rule):
        return "", a, b
    ones, others = a.alternative.conditions, b.alternative.conditions
    a_in_b, b_in_a = implies(ones, others), implies(others, ones)
    if a.rule.priority != b.rule.priority:
        low, high = (a, b) if a.rule.priority < b.rule.priority else (b, a)
        return ("never wins" if (a_in_b if low is a else b_in_a) else ""), low, high
    if a_in_b or b_in_a:
        return "tie", a, b
    same_keys = {c.key for c in ones} == {c.key for c in others}
    meet = same_keys and all(
        any(_meet(one, other) for other in others if other.key == one.key and other.negative == one.negative)
        for one in ones
    )
    return ("overlap" if meet else ""), a, b


def _meet(one: Condition, other: Condition) -> bool:
    if one.special or other.special:
        return one.special == other.special or ("none" not in (one.special, other.special))
    return one.negative or one.key in _ALL_OF or not one.words.isdisjoint(other.words)


def _take_turns(contents: Mapping[str, set[str]], one: str, other: str) -> bool:
    """Whether two operators work on different contents: where one has no row, the matcher goes on to the other."""
    mine, theirs = contents.get(one, set()), contents.get(other, set())
    if not (one and other and one != other and mine and theirs) or "*" in mine | theirs:
        return False
    return not any(a == b or f"{a}.".startswith(f"{b}.") or f"{b}.".startswith(f"{a}.") for a in mine for b in theirs)


def _kept_apart(one: Rule, other: Rule) -> bool:
    """Whether the types that the rules allow for a role have nothing in common."""
    return any(
        mine.types and theirs.types and not set(mine.types) & set(theirs.types)
        for mine, theirs in ((one.actor, other.actor), (one.recipient, other.recipient))
    )


def _shared(a: _Entry, b: _Entry) -> str:
    words = {
        word
        for one in a.alternative.conditions
        for other in b.alternative.conditions
        if one.key == other.key and not one.negative and not other.negative
        for word in one.words & other.words
    }
    return ", ".join(sorted(words)[:5]) + (", ..." if len(words) > 5 else "")


def contradictions(codebook: Codebook) -> Iterator[Finding]:
    """Alternatives whose own conditions exclude each other, so that they never hold (EC754)."""
    for rule in codebook.rules:
        for alternative in rule.alternatives:
            for one, other in combinations(alternative.conditions, 2):
                if _exclude(one, other) or _exclude(other, one):
                    yield Finding(
                        code="EC754",
                        level="error",
                        message=f"an alternative of rule {rule.id} never holds: {_name(one)} excludes {_name(other)}",
                        file=rule.file,
                        line=alternative.line,
                        field=one.key,
                        value=rule.id,
                    )


def _name(condition: Condition) -> str:
    return f"not {condition.key}" if condition.negative else condition.key


def _exclude(one: Condition, other: Condition) -> bool:
    if {one.key, other.key} == {"flags", "unless_flags"} and not one.negative and not other.negative:
        return not one.words.isdisjoint(other.words)
    if one.key == "sentence" and other.key == "not_with" and not (one.negative or other.negative):
        return one.words <= other.words
    if one.key != other.key or one.negative or not other.negative:
        return False
    return _condition_implies(one, Condition(other.key, other.words, other.special))


def duplicates(codebook: Codebook) -> Iterator[Finding]:
    """Rules of the same outcome with nearly the same alternatives, and rules of the same title (EC755)."""
    signatures: dict[_Signature, list[Rule]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    titles: dict[str, Rule] = {}
    rules = {rule.id: rule for rule in codebook.rules if rule.status != "retired"}
    for rule in rules.values():
        title = rule.title.casefold()
        if title and titles.setdefault(title, rule) is not rule:
            first = titles[title]
            yield _duplicate(rule, f"rules {rule.id} and {first.id} ({first.file}:{first.line}) have the same title")
        own: set[_Signature] = set()
        for alternative in rule.alternatives:
            conditions = frozenset(alternative.conditions)
            for trigger in alternative.triggers:
                signature: _Signature = (alternative.kind, trigger.words, conditions)
                if signature in own and not _is_respelling(trigger):
                    words = " ".join(trigger.words)
                    yield _duplicate(rule, f"rule {rule.id} has {words!r} twice with the same conditions", alternative)
                own.add(signature)
        sizes[rule.id] = len(own)
        for signature in own:
            signatures[signature].append(rule)
    common: Counter[tuple[str, str]] = Counter()
    for sharing in signatures.values():
        for a, b in combinations(sharing[:_MAX_GROUP], 2):
            if (a.codes, a.operator) == (b.codes, b.operator):
                common[a.id, b.id] += 1
    reported: set[str] = set()
    for (one, other), count in common.items():
        if other not in reported and count >= _ALIKE * (sizes[one] + sizes[other] - count):
            first = rules[one]
            reported.add(other)
            yield _duplicate(
                rules[other], f"rules {other} and {one} ({first.file}:{first.line}) code the same by nearly the same"
            )


def _is_respelling(trigger: Trigger) -> bool:
    return "-" in trigger.words


def _duplicate(rule: Rule, message: str, alternative: Alternative | None = None) -> Finding:
    return Finding(
        code="EC755",
        level="warning",
        message=message,
        file=rule.file,
        line=rule.line if alternative is None else alternative.line,
        field="event",
        value=rule.id,
        hint="make one of them",
    )
