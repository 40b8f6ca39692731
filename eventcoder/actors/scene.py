"""Where something is told of: the places in a sentence, and the scene that a text goes on telling of."""

from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from eventcoder.actors.evidence import place_of
from eventcoder.actors.lexicon import PLACE_KINDS, Entry
from eventcoder.actors.phrases import phrase_start
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["from_elsewhere", "is_known", "local_code", "place_around", "scene", "scenes_in"]

_INTO = frozenset({"into"})
_NOUNS = 4
"""Nouns between a venue and its place."""
_PEOPLE, _CAPITAL = "ethnic", "capital"  # kinds of lexicon entries
_TOWNS = frozenset({"city", "region"})
_CLAUSE_STEPS = 12
_BACK = 3
"""Sentences for which a place goes on being where things happen."""
_NEXT_SHARE, _NEAR_SHARE, _FAR_SHARE, _FAR_COUNT = 0.35, 0.5, 0.75, 3
"""Share of a document's places from which a country is its scene: where the last sentence names a place there, where
one of the last does, and where none does, for which it takes so many places, too, unless the document names no other
country as often."""


def scene(sentence: "SentenceActors", head: int) -> str:
    """The country in which a document goes on telling of things where a clause names no place; "" where that is not
    clear."""
    tally = sentence.context.scenes
    if not tally or _at_sea(sentence, head):
        return ""
    country, count = max(tally.items(), key=itemgetter(1))
    share = count / sum(tally.values())
    where: SentenceActors | None = sentence
    for back in range(_BACK + 1):
        if where is None:
            break
        told = set(scenes_in(where))
        if told:
            near = told == {country} and share >= (_NEXT_SHARE if back <= 1 else _NEAR_SHARE)
            return country if near or (country in told and share >= _FAR_SHARE) else ""
        where = where.previous
    named = sentence.context.countries
    far = count >= _FAR_COUNT or named[country] == max(named.values(), default=0)
    return country if share >= _FAR_SHARE and far else ""


def _at_sea(sentence: "SentenceActors", head: int) -> bool:
    """Whether a clause tells of somewhere that is in no one country: "in the Mediterranean"."""
    parse, where = sentence.parse, sentence.resolver.words.set("WHERE")
    return any(
        parse.relations[token] == L.OBLIQUE
        and parse.cases[token] in where
        and _clause(sentence, token) == _clause(sentence, head)
        for token in sentence.blocked
    )


def scenes_in(sentence: "SentenceActors") -> Iterator[str]:
    """The countries of the places that a sentence tells of, once a place: where something is, and towns and regions
    that something is done to or that are spoken of; not whence and whither somebody goes."""
    parse, told_of = sentence.parse, sentence.resolver.words.set("TOLD_OF")
    found = {token for token, _ in found_places(sentence)}
    for _, country in found_places(sentence):
        yield country
    for token, number in sentence.mention_at.items():
        moved = parse.cases[token] in _INTO and sentence.mentions[number].kind in PLACE_KINDS
        if (sentence.mentions[number].kind in _TOWNS or moved) and token not in found:
            if parse.relations[token] == L.OBLIQUE and parse.cases[token] not in told_of:
                continue
            if sentence.mention_at.get(token + 1) != number:
                yield sentence.resolver.lexicon.entry(sentence.mentions[number].entries[0]).country


def local_code(sentence: "SentenceActors", head: int) -> str:
    """The country that "the area", "villages" and the like lie in, as the places around tell; "" where that is not
    clear."""
    parse, words = sentence.parse, sentence.resolver.words
    lemma = parse.lemmas[head]
    if lemma not in words.set("AREAS") or lemma in words.set("SIDES") or from_elsewhere(sentence, head):
        return ""
    around = place_around(sentence, head)
    if around or around is None:
        return around or ""
    known = parse.forms[head] == L.PLURAL or any(
        parse.lemmas[token] in words.set("DEFINITE") for token in parse.below(head, L.DETERMINER_OF)
    )
    return scene(sentence, head) if known else ""


def from_elsewhere(sentence: "SentenceActors", head: int) -> bool:
    """Whether the words say that a party need not belong where it is ("foreign fighters", "western capitals")."""
    parse = sentence.parse
    elsewhere = sentence.resolver.words.set("FROM_ELSEWHERE")
    front = range(phrase_start(parse, head), head)
    peoples = [token for token in front if (entry := sentence.entry_at(token)) is not None and entry.kind == _PEOPLE]
    return any(
        parse.words[token].lower() in elsewhere and not (token in peoples and len(peoples) > 1)  # "Kurdish and Arab"
        for token in front
    )


def is_known(sentence: "SentenceActors", head: int) -> bool:
    """Whether a phrase means people who were told of before, wherever they are from: "the man", "the two women"."""
    parse, words = sentence.parse, sentence.resolver.words
    return parse.lemmas[head] in words.set("KNOWN") and any(
        parse.lemmas[token] in words.set("DEFINITE") for token in parse.below(head, L.DETERMINER_OF)
    )


def found_places(sentence: "SentenceActors") -> list[tuple[int, str]]:
    """The places of a sentence, looked for once."""
    if sentence.places is None:
        sentence.places = list(places(sentence)) if sentence.mention_at else []
    return sentence.places


def place_around(sentence: "SentenceActors", head: int) -> str | None:
    """Country of the places in the agent's clause or, where that has none, in the sentence; "" where there is none,
    None where there are several countries."""
    found_here = found_places(sentence)
    if not found_here:
        return ""
    if sentence.parse.relations[head] == L.SUBJECT and _sits_far_away(sentence, head):
        found_here = [(token, country) for token, country in found_here if not _of_another_noun(sentence, token, head)]
    found_here = [(token, country) for token, country in found_here if not _of_a_stranger(sentence, token, head)]
    verb = _clause(sentence, head)
    own = {country for token, country in found_here if _clause(sentence, token) == verb}
    found = own or {
        country for token, country in found_here if not _apart(sentence, head, verb, _clause(sentence, token))
    }
    if not found:
        return ""
    if sentence.context.default_country in found:
        return sentence.context.default_country
    return found.pop() if len(found) == 1 else None


def _sits_far_away(sentence: "SentenceActors", head: int) -> bool:
    """Whether a noun is a body that speaks of what happens elsewhere: "the Senate"."""
    return sentence.parse.lemmas[head] in sentence.resolver.words.set("DELIBERATING")


def _of_a_stranger(sentence: "SentenceActors", token: int, head: int) -> bool:
    """Whether a place is where other people are who come from elsewhere: "foreign mediators in Chad urged rebels"."""
    while sentence.parse.relations[token] == L.CONJUNCT:
        token = sentence.parse.heads[token]
    above = sentence.parse.heads[token]
    if above < 0 or above == head or sentence.parse.classes[above] != L.NOUN:
        return False
    return sentence.parse.lemmas[above] in sentence.resolver.words.set("NOT_LOCAL") or from_elsewhere(sentence, above)


def _of_another_noun(sentence: "SentenceActors", token: int, head: int) -> bool:
    """Whether a place is where something happens that another noun names: "the war in Chad"."""
    above = sentence.parse.heads[token]
    return above >= 0 and above != head and sentence.parse.lemmas[above] in sentence.resolver.words.set("FAR_AWAY")


def places(sentence: "SentenceActors") -> Iterator[tuple[int, str]]:
    """The places where something in the sentence is, with their countries; not where somebody talks or travels."""
    parse, words = sentence.parse, sentence.resolver.words
    locative, venues, borders = words.set("WHERE"), words.set("VENUES"), words.set("BORDERS")
    strangers = words.set("NOT_LOCAL")
    for token, relation in enumerate(parse.relations):
        top = token
        while parse.relations[top] == L.CONJUNCT and parse.heads[top] >= 0:
            top = parse.heads[top]  # "in Greece and Italy"
        case = parse.cases[top] if parse.relations[top] == L.OBLIQUE else ""
        if not case or case.split(" ")[0] not in locative or relation not in (L.OBLIQUE, L.CONJUNCT):
            continue
        named = sentence.entry_at(token)
        if parse.lemmas[parse.heads[top]] in strangers and named is not None and named.kind == _CAPITAL:
            continue  # "its allies in Moscow"
        if parse.lemmas[token] in venues or _at_venue(sentence, top) or _lies_elsewhere(sentence, token):
            continue
        entry = _whose_border(sentence, token) if parse.lemmas[token] in borders else place_of(sentence, token)
        if entry is not None and entry.country:
            yield token, entry.country


def _whose_border(sentence: "SentenceActors", token: int) -> Entry | None:
    """Of "near Chad's border with Sudan": Chad; the border between two countries is in neither."""
    owners = sentence.parse.below(token, L.POSSESSOR)
    return sentence.entry_at(owners[0]) if owners else None


def _at_venue(sentence: "SentenceActors", token: int) -> bool:
    """Whether a place is where talks are, also where it is read as who talks: "talks between A and B in Geneva"."""
    parse, venues = sentence.parse, sentence.resolver.words.set("VENUES")
    above = parse.heads[token]
    if above >= 0 and parse.lemmas[above] in venues:
        return True
    for _ in range(_NOUNS):
        if above < 0 or parse.classes[above] not in (L.NOUN, L.NAME):
            break
        if parse.lemmas[above] in venues:
            return True
        above = parse.heads[above]
    return False


def _lies_elsewhere(sentence: "SentenceActors", token: int) -> bool:
    """ "in Australian media", "near the Turkish border": somebody's, and not where one is."""
    entry, parse = sentence.entry_at(token), sentence.parse
    if entry is not None:
        return False
    return (
        parse.classes[token] != L.NAME
        and any(
            (found := sentence.entry_at(child)) is not None and found.kind in ("adjective", "demonym")
            for child in parse.children[token]
        )
        and parse.lemmas[token] not in sentence.resolver.words.set("AREAS")
    )


def _clause(sentence: "SentenceActors", token: int) -> int:
    """The verb of the clause that a token stands in."""
    parse = sentence.parse
    for _ in range(_CLAUSE_STEPS):
        above = parse.heads[token]
        if above < 0:
            return token
        token = above
        if parse.classes[token] in (L.VERB, L.AUXILIARY):
            return token
    return token


def _apart(sentence: "SentenceActors", head: int, verb: int, other: int) -> bool:
    """Whether a verb stands in a clause whose places are not where an agent in another one is: joined to it by "and",
    below a noun ("a precedent set in Chad"), or following it ("voted before bombing targets in Chad")."""
    parse, token = sentence.parse, other
    around = {verb}
    for _ in range(_CLAUSE_STEPS):
        verb = parse.heads[verb]
        if verb < 0:
            break
        around.add(verb)
    for _ in range(_CLAUSE_STEPS):
        if token < 0 or token in around:
            return False
        relation = parse.relations[token]
        if relation in (L.PARTICIPIAL, L.RELATIVE, L.CONJUNCT) or (relation == L.ADVERBIAL and token > head):
            return True
        token = parse.heads[token]
    return False
