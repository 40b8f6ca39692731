"""Short definite descriptions, resolved to somebody named before where that is safe: "the country", "the group", "the
minister", "the president".
"""

from collections import Counter
from typing import TYPE_CHECKING

from eventcoder.actors.actor import ResolvedActor
from eventcoder.actors.agents import Agent
from eventcoder.actors.antecedents import candidates, find, fitting, is_subject, standing_for
from eventcoder.actors.lexicon import ARMED_GROUP, COUNTRY_KINDS, GROUP_KINDS, PERSON, Entry
from eventcoder.actors.phrases import number_of, phrase_start
from eventcoder.actors.spelling import key
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["armed_group", "description"]

_OFTEN, _MOSTLY, _NEAR = 2, 0.6, 4
"""Mentions of the armed group that a document tells of, where it names others, too; their share of those of all such;
sentences in which the last stands."""
_JUST = 3  # sentences in which "the two men" were told of
_OTHERS = GROUP_KINDS - {"media", "institution"}
_OFFICES = ("OFFICE_DEFENCE", "OFFICE_FOREIGN", "OFFICE_INTERIOR", "OFFICE_HEAD")
"""Word sets with the names of one office each."""


def description(sentence: "SentenceActors", head: int, agent: Agent) -> ResolvedActor | None:
    """Whom a bare "the country", "the group", "the minister" stands for, as a copy with the antecedent's token; None
    where that is not safe to say."""
    words = sentence.resolver.words
    noun = agent.noun
    if noun in words.set("KNOWN") and (sentence.parse.forms[head] == L.PLURAL or noun in words.set("PAIRS")):
        return _as_many(sentence, head, noun)
    if sentence.parse.forms[head] == L.PLURAL:
        return None
    if noun in words.set("COUNTRY_DESCRIPTIONS"):
        return _country(sentence, head)
    if noun in words.set("GROUP_DESCRIPTIONS"):
        found = find(sentence, head, "organization")
        if found is not None and _called(sentence, found[0], agent):
            return standing_for(sentence, head, found)
        return _called_so(sentence, head, noun)
    if agent.kind != "person":
        return None
    loose = noun in words.set("PERSON_DESCRIPTIONS")
    named = None if loose else _named_behind(sentence, head)
    if named is not None:
        return named
    for where, before in ((sentence, head), (sentence.previous, -1)):
        if where is None:
            continue
        fits = [
            actor
            for actor in candidates(where, before)
            if fitting(actor, "person")
            and actor.code
            and (
                loose or noun in (actor.office or actor.noun) or _is_office(actor.office or "", _names_of(where, noun))
            )
        ]
        if fits:
            same = len({(actor.code, actor.name or actor.text) for actor in fits}) == 1
            return standing_for(sentence, head, (fits[0], where is sentence)) if same else None
    return None if loose else _in_office(sentence, head, noun)


def _as_many(sentence: "SentenceActors", head: int, noun: str) -> ResolvedActor | None:
    """Of "two militants were caught. The two men ...": the last who were said to be as many."""
    resolver = sentence.resolver
    count = number_of(sentence.parse, head, resolver.numbers)
    both = any(sentence.parse.lemmas[token] in resolver.words.set("BOTH") for token in sentence.parse.children[head])
    if both or noun in resolver.words.set("PAIRS"):
        count = 2
    if count is None:
        return None
    where, before = sentence, head
    for _ in range(_JUST):
        for actor in reversed(candidates(where, before)):
            if actor.plural and actor.count == count and actor.kind in (PERSON, ARMED_GROUP):
                return standing_for(sentence, head, (actor, where is sentence)) if actor.code else None
        if where.previous is None:
            break
        where, before = where.previous, -1
    return None


def armed_group(sentence: "SentenceActors", head: int, agent: Agent) -> ResolvedActor | None:
    """The armed group that a document tells of, which "the group" and "the militants" stand for where it has one such
    and names no other organisation nearby."""
    words, lexicon, context = sentence.resolver.words, sentence.resolver.lexicon, sentence.context
    called = words.set("ARMED_DESCRIPTIONS")
    if not context.armed or agent.noun.rsplit(" ", 1)[-1] not in called:
        return None
    if agent.kind == PERSON and sentence.parse.forms[head] == L.SINGULAR:
        return None  # "the terrorist" is one of many
    if any(sentence.parse.lemmas[token] not in called for token in range(phrase_start(sentence.parse, head), head)):
        return None
    entry = lexicon.entry(context.armed.most_common(1)[0][0])
    alike = sum(count for number, count in context.armed.items() if lexicon.entry(number).name == entry.name)
    if alike < (1 if len(context.armed) == 1 else _OFTEN) or alike < _MOSTLY * sum(context.armed.values()):
        return None
    where: SentenceActors | None = sentence
    near = False
    several = agent.kind == PERSON  # "the militants" are told from others more easily than "the group"
    for _ in range(_NEAR):
        if where is None:
            break
        for mention in where.mentions:
            other = lexicon.entry(mention.entries[0])
            near = near or other.name == entry.name
            if mention.kind in _OTHERS and other.name != entry.name and not several:
                return None
        where = where.previous
    if not near or any(actor.sector in sentence.resolver.officials for actor in candidates(sentence, head)):
        return None  # "the police fled before the group disbanded"
    found = ResolvedActor(
        head,
        0,
        0,
        "",
        code=entry.code or None,
        country=entry.country or None,
        sector=entry.sector or None,
        other_sectors=entry.other_sectors,
        name=entry.name,
        entry=entry.id,
        kind=entry.kind,
    )
    return standing_for(sentence, head, (found, False))


def _called_so(sentence: "SentenceActors", head: int, noun: str) -> ResolvedActor | None:
    """Of "a group of Syrian refugees sued. The group ...": those of whom a group was named in the sentence before."""
    previous = sentence.previous
    for actor in candidates(previous, -1) if previous is not None else ():
        if f"{noun} of " in f"{actor.text} " and actor.code and actor.plural:
            return standing_for(sentence, head, (actor, False))
    return None


def _called(sentence: "SentenceActors", actor: ResolvedActor, agent: Agent) -> bool:
    """Whether an organisation can be called by a noun: a court is no company, a ministry no group."""
    sectors = {actor.sector, *actor.other_sectors}
    if agent.sector not in sentence.resolver.unspecific:
        return agent.sector in sectors or bool(sectors & set(agent.other_sectors))
    return not actor.sector or actor.sector not in sentence.resolver.officials


def _in_office(sentence: "SentenceActors", head: int, noun: str) -> ResolvedActor | None:
    """Of those the document named so far who hold this office, the one it speaks of: the only one, or the one named
    at least twice as often as the next."""
    lexicon, date, names = sentence.resolver.lexicon, sentence.context.date, _names_of(sentence, noun)
    holders = Counter(
        number
        for number in sentence.context.named
        if (entry := lexicon.entry(number)).valid(date) and _is_office(entry.office, names)
    ).most_common(2)
    if not holders or (len(holders) > 1 and holders[0][1] < 2 * holders[1][1]):
        return None
    entry = lexicon.entry(holders[0][0])
    found = ResolvedActor(
        head,
        0,
        0,
        "",
        code=entry.code or None,
        country=entry.country or None,
        sector=entry.sector or None,
        other_sectors=entry.other_sectors,
        name=entry.name,
        entry=entry.id,
        kind="person",
        office=entry.office,
    )
    return standing_for(sentence, head, (found, False))


def _named_behind(sentence: "SentenceActors", head: int) -> ResolvedActor | None:
    """Of "the departure of the trade minister, Ann Roe, moved ...": who is named directly behind an office,
    whatever the parse makes of it."""
    parse, behind = sentence.parse, head + 2
    if parse.words[head + 1 : head + 2] != [","] or sentence.entry_at(behind) is None:
        return None
    number, last = sentence.mention_at[behind], behind
    while sentence.mention_at.get(last + 1) == number:
        last += 1
    entries = [sentence.resolver.lexicon.entry(one) for one in sentence.mentions[number].entries]
    if not any(entry.kind == PERSON and entry.sector in sentence.resolver.offices for entry in entries):
        return None
    found = sentence.resolve(last)
    return None if found is None or not found.code else standing_for(sentence, head, (found, True))


def _names_of(sentence: "SentenceActors", noun: str) -> frozenset[str]:
    """All names of an office: a foreign secretary is a foreign minister."""
    words = sentence.resolver.words
    return frozenset({noun}).union(*(words.set(kind) for kind in _OFFICES if noun in words.set(kind)))


def _is_office(office: str, names: frozenset[str]) -> bool:
    """Whether an office is called so: "president of Chechnya" is a president, a "vice president" is none."""
    if office in names or any(office.startswith(f"{noun} of ") for noun in names):
        return True
    plain = key(office)
    return office[:1].isupper() and any(plain.endswith(f" {noun}") for noun in names)  # "NATO Secretary-General"


def _country(sentence: "SentenceActors", head: int) -> ResolvedActor | None:
    for where, before in ((sentence, sentence.parse.starts[head]), (sentence.previous, -1)):
        if where is None:
            continue
        lexicon = where.resolver.lexicon
        found: dict[str, Entry] = {}
        for mention in where.mentions:
            if before >= 0 and mention.end > before:
                break
            entry = lexicon.entry(mention.entries[0])
            if entry.kind in COUNTRY_KINDS:
                found.pop(entry.code, None)  # so that the nearest is the last
                found[entry.code] = entry
        if not found:
            continue
        code = next(iter(found))
        if len(found) > 1:
            subject = next(
                (
                    actor
                    for actor in candidates(where, head if before >= 0 else -1)
                    if actor.code in found and actor.kind in COUNTRY_KINDS and is_subject(where, actor.head)
                ),
                None,
            )
            code = subject.code if subject is not None and subject.code else list(found)[-1]
        entry = found[code]
        return ResolvedActor(
            head, 0, 0, "", code=code, country=entry.country, name=entry.name, entry=entry.id, kind="country"
        )
    return None
