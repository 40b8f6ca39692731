"""Words that are somebody's name here though they look like something else: a place's name, an ordinary word."""

from typing import TYPE_CHECKING

from eventcoder.actors.evidence import Evidence, agent_at
from eventcoder.actors.lexicon import Entry
from eventcoder.actors.phrases import HYPHENS, phrase_start
from eventcoder.actors.spelling import fold, key
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["named_before", "named_otherwise", "respelled"]

_PLACES = frozenset({"capital", "city", "region"})
_CITY, _REGION = "city", "region"
_NAME_WORDS = 4  # words in the longest full name that is looked up in another spelling


def named_before(sentence: "SentenceActors", head: int) -> bool:
    """Whether somebody of this surname was named: a sentence that begins with it hides that it is a name."""
    surname, context = fold(sentence.parse.words[head]), sentence.context
    return surname in context.people or surname in context.strangers


def named_otherwise(sentence: "SentenceActors", head: int, number: int) -> bool:
    """Whether a place's name is somebody's here: "Sana, the state news agency", "Mustafa Bali said"."""
    parse = sentence.parse
    if sentence.mentions[number].kind not in _PLACES:
        return False
    if _given_name(sentence, head) or _speaks(sentence, head, sentence.mentions[number].kind):
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


def _speaks(sentence: "SentenceActors", head: int, kind: str) -> bool:
    """Whether a town, which is no government, says something ("Bali tweeted"): somebody is named like it."""
    parse, words = sentence.parse, sentence.resolver.words
    verb = parse.heads[head]
    if parse.relations[head] != L.SUBJECT or verb < 0 or phrase_start(parse, head) != head:
        return False
    spoken = words.set("PERSONAL") | (words.set("SPEAKING") if kind == _CITY else frozenset())
    return kind in (_CITY, _REGION) and parse.lemmas[verb] in spoken


def respelled(sentence: "SentenceActors", head: int, evidence: Evidence) -> list[Entry]:
    """Whom the lexicon knows by a full name that is spelled otherwise here, those in office first."""
    parse, lexicon = sentence.parse, sentence.resolver.lexicon
    first = head
    while (
        first > 0
        and head - first + 1 < _NAME_WORDS
        and parse.words[first - 1][0].isupper()
        and (parse.classes[first - 1] == L.NAME or parse.words[first - 1] in HYPHENS)
    ):
        first -= 1
    for begin in range(first, head):
        name = key(parse.text[parse.starts[begin] : parse.ends[head]])
        found = [entry for entry in lexicon.respelled(name) if evidence.country in ("", entry.country)]
        if found:
            date = sentence.context.date
            return sorted(found, key=lambda entry: not entry.valid(date))
    return []
