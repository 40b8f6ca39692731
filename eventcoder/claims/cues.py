"""Finds the cues of claims in a sentence: the words by which the codebook's rules know a ground."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventcoder.claims.load import ClaimRules
from eventcoder.claims.model import ClaimRule, Cue
from eventcoder.claims.patterns import Stream, match_at, may_match
from eventcoder.frames import Frame
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["Hit", "find_cues"]

_FUNCTION = frozenset({L.CASE, L.MARK, L.AUX, L.PUNCT, L.DETERMINER_OF})


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found: the rule, the tokens, and the one that the others hang from."""

    rule: ClaimRule
    tokens: tuple[int, ...]
    top: int
    verb: int = -1  # of a verb cue
    under: frozenset[str] = frozenset()  # words of saying in whose content it must stand


def find_cues(view: SentenceView, rules: ClaimRules) -> Iterator[Hit]:
    """The cues of a sentence, in no order.

    Args:
        view: the sentence.
        rules: claim rules of the codebook.
    """
    parse = view.parse
    stream = Stream.of(parse)
    forms = view.forms | set(stream.words) | set(stream.lemmas)
    seen: set[int] = set()
    for key in sorted(forms & rules.phrases.keys()):
        for rule, pattern in rules.phrases[key]:
            if id(pattern) in seen or not may_match(pattern, forms):
                continue
            seen.add(id(pattern))
            for place, word in enumerate(stream.words):
                if word in pattern.first or stream.lemmas[place] in pattern.first:
                    places = match_at(pattern, stream, place)
                    if places is not None:
                        tokens = tuple(stream.tokens[p] for p in places)
                        yield Hit(rule, tokens, _top(view, tokens))
    for frame in view.frames:
        if frame.kind == "verb":
            names = [f"{frame.lemma} {frame.particle}"] if frame.particle else []
            names += [f"{frame.lemma} {a}" for a in _adverbs(view, frame.head)]
            for name in [*names, frame.lemma]:
                for rule, cue in rules.verbs.get(name, ()):
                    tokens_of = _verb_cue(view, frame, cue)
                    if tokens_of is not None:
                        yield Hit(rule, tokens_of, frame.head, frame.head, _under(cue))
    for token, word_class in enumerate(parse.classes):
        if word_class in (L.NOUN, L.NAME, L.VERB):
            for rule, cue in rules.nouns.get(parse.lemmas[token], ()):
                found = _noun_cue(view, token, cue)
                if found is not None:
                    yield Hit(rule, found, token, under=_under(cue))


def _under(cue: Cue) -> frozenset[str]:
    return next((words for key, words in cue.conditions if key == "under"), frozenset())


def _adverbs(view: SentenceView, verb: int) -> list[str]:
    return [view.parse.lemmas[c] for c in view.parse.children[verb] if view.parse.relations[c] == L.ADVERBIAL_WORD]


def _top(view: SentenceView, tokens: Sequence[int]) -> int:
    inside = set(tokens)
    for token in tokens:
        outermost = view.parse.heads[token] not in inside and view.parse.relations[token] not in _FUNCTION
        if outermost and (len(tokens) == 1 or any(t in inside for t in view.parse.children[token])):
            return token
    # nothing hangs together: the first content word
    for token in tokens:
        if view.parse.relations[token] not in _FUNCTION:
            return token
    return tokens[0]


def _verb_cue(view: SentenceView, frame: Frame, cue: Cue) -> tuple[int, ...] | None:
    tokens = list(frame.tokens)
    for key, words in cue.conditions:
        if key == "under":
            continue
        if key == "content":
            clauses = [c for c in view.clauses(frame) if view.parse.lemmas[c] in words]
            if not clauses:
                return None
            continue
        if key == "object":
            arguments = frame.objects
        elif key == "subject":
            arguments = frame.actors
        else:
            arguments = view.phrase(frame, key)
        found = [a.head for a in arguments if not words.isdisjoint(view.names(a.head))]
        if not found:
            return None
        tokens.append(found[0])
    return tuple(sorted(set(tokens)))


def _noun_cue(view: SentenceView, token: int, cue: Cue) -> tuple[int, ...] | None:
    parse, tokens = view.parse, [token]
    for key, words in cue.conditions:
        if key == "under":
            continue
        if key == "modifier":
            found = [
                c
                for c in parse.children[token]
                if parse.relations[c] in (L.ADJECTIVAL, L.COMPOUND, L.PARTICIPIAL, L.DEPENDENT) and c < token
            ]
            joined = "".join(parse.lemmas[c] for c in found)
            hits = [c for c in found if parse.lemmas[c] in words or parse.words[c].lower() in words]
            parts = [word for word in words if "-" in word and word.replace("-", "") in joined.replace("-", "")]
            if not hits and not parts:
                return None
            tokens += hits or [
                c for c in found if any(parse.lemmas[c] in part.split("-") or parse.lemmas[c] == "-" for part in parts)
            ]
        else:
            found = [a.head for a in view.hanging(token, key) if not words.isdisjoint(view.names(a.head))]
            if not found:
                return None
            tokens.append(found[0])
    return tuple(sorted(set(tokens)))
