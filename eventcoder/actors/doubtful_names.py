"""Words that are somebody's name here though they look like something else: a place's name, an ordinary word."""

from typing import TYPE_CHECKING

from eventcoder.actors.evidence import agent_at
from eventcoder.actors.phrases import phrase_start
from eventcoder.actors.spelling import fold
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["named_before", "named_otherwise"]

_PLACES = frozenset({"capital", "city", "region"})


def named_before(sentence: "SentenceActors", head: int) -> bool:
    """Whether somebody of this surname was named: a sentence that begins with it hides that it is a name."""
    surname, context = fold(sentence.parse.words[head]), sentence.context
    return surname in context.people or surname in context.strangers


def named_otherwise(sentence: "SentenceActors", head: int, number: int) -> bool:
    """Whether a place's name is somebody's here: "Sana, the state news agency", "Mustafa Bali said"."""
    parse = sentence.parse
    if sentence.mentions[number].kind not in _PLACES:
        return False
    if _given_name(sentence, head):
        return True
    for child in parse.below(head, L.APPOSITION):
        if child not in sentence.mention_at and parse.classes[child] == L.NOUN:
            agent, _ = agent_at(sentence, child, child - 2)
            if agent is not None and agent[0].sector not in sentence.resolver.unspecific and agent[0].kind != "thing":
                return True
    return False


def _given_name(sentence: "SentenceActors", head: int) -> bool:
    """Whether a given name stands in front of a place's name, now or when somebody was introduced."""
    parse = sentence.parse
    if parse.relations[head] == L.OBLIQUE or sentence.mention_at.get(head - 1) == sentence.mention_at[head]:
        return False
    if parse.relations[head] == L.SUBJECT and phrase_start(parse, head) == head:
        return named_before(sentence, head)
    no_names = sentence.resolver.lexicon.no_given_names
    return any(
        child == head - 1
        and parse.classes[child] == L.NAME
        and child not in sentence.mention_at
        and parse.words[child][0].isupper()
        and fold(parse.words[child]) not in no_names
        and agent_at(sentence, child, child)[0] is None
        for child in parse.below(head, L.COMPOUND)
    )
