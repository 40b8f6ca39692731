"""Where an agent belongs that names no country itself: "police", "the government", "rebels".

Looked at in this order: who speaks to it or of it ("Hunt told MPs"); the places of its own clause, those of the
sentence; who was called by the same noun before ("the Syrian army ... the army"); the dateline; the country that the
document is about, where there is clearly one; for people and fighters the scene that the text goes on telling of.
Agents that come from elsewhere ("foreign fighters", "diplomats") take nothing from there.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from eventcoder.actors.agents import Agent
from eventcoder.actors.evidence import WEAPON, Evidence, agent_at, base_of_country, base_of_entry, detached
from eventcoder.actors.lexicon import COUNTRY_KINDS, GROUP_KINDS, PERSON, PLACE_KINDS
from eventcoder.actors.phrases import phrase_start, stands_in_front
from eventcoder.actors.scene import from_elsewhere, is_known, place_around, scene
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["countries_in", "default", "definite", "main_country"]

_SHARE, _PEOPLE_SHARE, _PERSON_SHARE = 0.6, 0.75, 0.9
"""Share of a document's country names from which it is about one country: for institutions, people, one person."""
_AGAIN = 3
"""Times that a document names the country that it tells of as a whole."""
_SENTENCES_BACK = 30
_SURE = 2
"""Sentences in which the nearest who is called so is meant even where others are called so further away."""
_COUNTED = COUNTRY_KINDS - {"city", "region"} | GROUP_KINDS - {"media"} | {PERSON}
_WHOLE = PLACE_KINDS - {"city", "region"}
_ADDRESSED = frozenset({L.OBJECT, L.INDIRECT_OBJECT, L.OBLIQUE})
_IN_FRONT = frozenset({L.ADJECTIVAL, L.COMPOUND, L.POSSESSOR})
_OWNERS = frozenset({L.ADJECTIVAL, L.COMPOUND, L.POSSESSOR, L.OBLIQUE})


def default(sentence: "SentenceActors", head: int, evidence: Evidence) -> None:
    """Take the country of a bare agent of a state or its people from what is around it."""
    resolver = sentence.resolver
    people = bool(evidence.ethnicity) and not evidence.sectors  # "Kurdish groups"
    if evidence.code or not (people or (evidence.sectors and evidence.sectors[0] in resolver.domestic)):
        return
    found, _ = agent_at(sentence, head, 0)
    agent = None if found is None else found[0]
    if agent is not None and agent.kind == WEAPON:
        return  # rockets that fall in a country need not be its own
    if any(sentence.parse.classes[token] == L.PRONOUN for token in sentence.parse.below(head, L.POSSESSOR)):
        return  # "our aircraft" is whose the pronoun says
    if people and agent is not None and _some_group(sentence, head, agent):
        return
    lemma, words = sentence.parse.lemmas[head], resolver.words
    single = lemma in words.set("ONLY_NAMED_BEFORE") and (agent is None or " " not in agent.noun)
    if from_elsewhere(sentence, head) or (" of " not in (agent.noun if agent else "") and _belongs(sentence, head)):
        return
    if lemma in words.set("ANYONE") and sentence.parse.forms[head] == L.SINGULAR and definite(sentence, head):
        return  # "the man" is somebody told of before
    sector = evidence.sectors[0] if evidence.sectors else ""
    if sentence.parse.below(head, L.QUANTITY) and definite(sentence, head) and sector in resolver.state:
        return  # "the two leaders"
    _spoken_to(sentence, head, evidence, agent)
    if evidence.code:
        return
    if sentence.parse.relations[head] == L.CONJUNCT and not sentence.parse.below(head, L.DETERMINER_OF):
        _beside(sentence, head, evidence)  # "his defence secretary, and envoy to Chad"
        if evidence.code:
            return
    if lemma not in words.set("NOT_LOCAL"):
        place = place_around(sentence, head)
        if place is None and evidence.ethnicity:
            place = ""
        if place is None:
            return
        if place and not _host(sentence, head, place, evidence):
            evidence.take(place, place, base_of_country(sentence, place), "place in sentence")
            return
        _policed(sentence, head, evidence)
        if evidence.code:
            return
    elif not single:
        return
    unknown = agent is None and head not in sentence.mention_at and sentence.parse.classes[head] == L.NAME
    if unknown and evidence.titles and sector in resolver.officials:
        _of_the_state_told_of(sentence, evidence)
    if unknown or _somebodys(sentence, head, agent):
        return
    sponsors = _sponsors_of(sentence, head)
    institution = sector in resolver.institutions
    if not sponsors:
        _beside(sentence, head, evidence)
        known = agent is not None and (" " not in agent.noun or lemma not in words.set("ONLY_NAMED_BEFORE"))
        if agent is not None and known and institution and not evidence.ethnicity and _plain(sentence, head, agent):
            _named_before(sentence, head, agent, evidence)
    country = sentence.context.default_country
    if country and lemma not in words.set("NOT_LOCAL"):
        evidence.take(country, country, base_of_country(sentence, country), "dateline")
    if evidence.code or (single and not (evidence.ethnicity or evidence.titles)):
        return
    if evidence.ethnicity or sponsors or sector in resolver.strangers or lemma in words.set("ANYONE"):
        if lemma in words.set("NOT_LOCAL") or is_known(sentence, head):
            return  # "the two men" are some told of before
        if lemma in words.set("NOT_AT_THE_SCENE") or (
            agent is not None and not evidence.ethnicity and _some_group(sentence, head, agent)
        ):
            return
        local = sector in resolver.at_the_scene or bool(sponsors) or bool(evidence.ethnicity)
        country = scene(sentence, head) if local else ""
        if country and country not in sponsors:
            evidence.take(country, country, base_of_country(sentence, country), "scene")
        elif sector not in resolver.abroad:
            _of_the_whole(sentence, evidence, sponsors)
        return
    if agent is not None and agent.kind == "institution" and sentence.parse.forms[head] == L.PLURAL:
        if lemma not in words.set("ONE_IN_PLURAL"):
            return  # "some governments"
    person = agent is not None and agent.kind == PERSON
    share = _SHARE if institution and not person else _PEOPLE_SHARE
    if person and sentence.parse.forms[head] == L.SINGULAR:
        share = _PERSON_SHARE
    country = main_country(sentence, share)
    if country and _elsewhere_told(sentence, country):
        country = ""
    if country:
        evidence.take(country, country, base_of_country(sentence, country), "document")
    elif sentence.parse.classes[head] == L.NOUN and (
        (agent is not None and agent.kind == "institution" and definite(sentence, head))
        or (sector in resolver.at_the_scene and lemma not in words.set("NOT_LOCAL") | words.set("NOT_AT_THE_SCENE"))
    ):
        known = is_known(sentence, head) or stands_in_front(sentence.parse, head)  # "troop withdrawal"
        country = "" if known else scene(sentence, head)
        if country:
            evidence.take(country, country, base_of_country(sentence, country), "scene")


def _of_the_state_told_of(sentence: "SentenceActors", evidence: Evidence) -> None:
    """ "Army spokesman Issa Kone said": who holds an office, and no country is named, is of the state of the dateline
    or of the one that the document is about."""
    country, how = sentence.context.default_country, "dateline"
    if not country:
        country, how = main_country(sentence, _PERSON_SHARE), "document"
        if country and _elsewhere_told(sentence, country):
            country = ""
    if country:
        evidence.take(country, country, base_of_country(sentence, country), how)


def _of_the_whole(sentence: "SentenceActors", evidence: Evidence, sponsors: frozenset[str]) -> None:
    """Take the country that a whole document tells of again and again, and of hardly any other."""
    country = main_country(sentence, _PEOPLE_SHARE)
    if country and country not in sponsors and sentence.context.countries[country] >= _AGAIN:
        if set(sentence.context.scenes) <= {country}:
            evidence.take(country, country, base_of_country(sentence, country), "document")


def _elsewhere_told(sentence: "SentenceActors", country: str) -> bool:
    """Whether a document that names a country first tells of things in another: "Saudi troops rolled into Bahrain"."""
    scenes = sentence.context.scenes
    return bool(scenes) and country not in scenes and sentence.context.countries[country] < _AGAIN


def _spoken_to(sentence: "SentenceActors", head: int, evidence: Evidence, agent: Agent | None) -> None:
    """ "Hunt told MPs", "the Labour leader accused the government": a state's politicians speak to and of those of
    their own state, where the words name no other."""
    parse, resolver = sentence.parse, sentence.resolver
    listeners = resolver.words.set("LISTENERS")
    if parse.lemmas[head] not in listeners or agent is None or not _plain(sentence, head, agent):
        return
    verb = parse.heads[head]
    if verb < 0 or parse.classes[verb] != L.VERB or parse.relations[head] not in _ADDRESSED:
        return
    for child in parse.below(verb, L.SUBJECT):
        speaker = sentence.resolve(child) if child < verb else None
        if speaker is None or not speaker.codable or not speaker.country or speaker.country != speaker.code:
            continue
        if speaker.sector in resolver.politics and speaker.sector not in evidence.sectors:
            evidence.take(
                speaker.country, speaker.country, base_of_country(sentence, speaker.country), "who speaks to it"
            )


def _some_group(sentence: "SentenceActors", head: int, agent: Agent) -> bool:
    """Whether a phrase says what something is rather than who acts: "a terrorist group"."""
    return agent.kind == "group" and any(
        sentence.parse.lemmas[token] in sentence.resolver.words.set("INDEFINITE")
        for token in sentence.parse.below(head, L.DETERMINER_OF)
    )


def _host(sentence: "SentenceActors", head: int, place: str, evidence: Evidence) -> bool:
    """Whether those of a place are named beside an official, who is then a guest: "officials met Chadian ministers in
    Chad"."""
    parse, state = sentence.parse, sentence.resolver.state
    verb = parse.heads[head]
    if not evidence.sectors or evidence.sectors[0] not in state or parse.relations[head] != L.SUBJECT or verb < 0:
        return False
    verbs = (verb, *parse.below(verb, L.CONJUNCT))
    others = (sentence.resolve(child) for one in verbs for child in parse.below(one, L.OBJECT, L.OBLIQUE))
    return any(other is not None and other.country == place and other.sector in state for other in others)


def _policed(sentence: "SentenceActors", head: int, evidence: Evidence) -> None:
    """Whom a country's police and courts have to do with is of that country: "Haitian police arrested protesters"."""
    parse, resolver = sentence.parse, sentence.resolver
    verb = parse.heads[head]
    if verb < 0 or parse.classes[verb] != L.VERB or not resolver.policed.intersection(evidence.sectors[:1]):
        return
    arrested = parse.lemmas[verb] in resolver.words.set("ARRESTING")
    above = verb
    while parse.relations[above] in (L.ADVERBIAL, L.CONJUNCT) and not parse.below(above, L.SUBJECT, L.PASSIVE_SUBJECT):
        above = parse.heads[above]  # "police fired on a crowd, killing one person"
    others = parse.below(verb, L.SUBJECT, L.AGENT, L.PASSIVE_SUBJECT, L.OBJECT, L.OBLIQUE)
    for child in others if above == verb else [*others, *parse.below(above, L.SUBJECT)]:
        other = sentence.resolve(child) if child != head else None
        if other is None or not (arrested or other.noun.rsplit(" ", 1)[-1] in resolver.words.set("POLICE_NOUNS")):
            continue
        if (
            (other.sector in resolver.police or (arrested and other.sector in resolver.state))
            and other.country
            and other.country == other.code
        ):
            country = other.country
            evidence.take(country, country, base_of_country(sentence, country), "police of")


def main_country(sentence: "SentenceActors", share: float = _SHARE) -> str:
    """The country that a document up to a sentence is about, "" where there is none that has this share of its
    country names; places where something is count twice."""
    tally = sentence.context.countries
    if not tally:
        return ""
    country, count = max(tally.items(), key=itemgetter(1))
    return country if count >= share * sum(tally.values()) else ""


def countries_in(sentence: "SentenceActors") -> Iterator[str]:
    """The countries that a sentence names, once a name; those where something is twice, towns left out."""
    parse, lexicon = sentence.parse, sentence.resolver.lexicon
    where, towards = sentence.resolver.words.set("WHERE"), sentence.resolver.words.set("TOWARDS")
    token_of: dict[int, int] = {}
    for token, number in sentence.mention_at.items():
        token_of[number] = token  # its last token
    for number, token in token_of.items():
        entry = lexicon.entry(sentence.mentions[number].entries[0])
        if entry.kind not in _COUNTED or not entry.country or detached(sentence, number):
            continue
        if parse.relations[token] == L.OBLIQUE and parse.cases[token] in towards:
            continue  # whom something is done to is not where it is
        yield entry.country
        if entry.kind in _WHOLE and parse.cases[token].split(" ")[0] in where:
            yield entry.country


def _belongs(sentence: "SentenceActors", head: int) -> bool:
    """Whether the phrase says to whom the agent belongs, even if that has no country: "leaders from ten countries"."""
    parse = sentence.parse
    for token in parse.children[head]:
        if parse.relations[token] == L.POSSESSOR and parse.classes[token] in (L.NOUN, L.NAME):
            owner = sentence.resolve(token) if parse.forms[token] == L.PLURAL else None
            if owner is None or owner.code or owner.kind != PERSON:
                return True  # "the lawyers' association" is no particular lawyers'
        if parse.relations[token] == L.OBLIQUE and token > head and parse.cases[token] in ("of", "from"):
            owner = sentence.resolve(token) if parse.classes[token] == L.NOUN else None
            if parse.cases[token] == "from" or owner is None or owner.kind not in ("thing", "abstract"):
                return True  # "accused the government of incompetence" tells nothing
    return False


def _sponsors_of(sentence: "SentenceActors", head: int) -> frozenset[str]:
    """The countries and groups that a phrase names as whom an agent is not of: "Armenian-backed militias"."""
    lexicon = sentence.resolver.lexicon
    return frozenset(
        lexicon.entry(sentence.mentions[number].entries[0]).country
        for token in range(phrase_start(sentence.parse, head), head)
        if (number := sentence.mention_at.get(token)) is not None and detached(sentence, number)
    )


def _somebodys(sentence: "SentenceActors", head: int, agent: Agent | None) -> bool:
    """Whether the agent is somebody's of whom nothing is known: "Odinga supporters"."""
    parse = sentence.parse
    for token in range(phrase_start(parse, head), head):
        if sentence.mention_at.get(token) is None and (
            (token > 0 or parse.classes[token] == L.NAME)
            and parse.words[token][0].isupper()
            and (agent is None or agent.kind != "institution")
        ):
            if agent_at(sentence, token, token)[0] is None:
                return True
    return False


def _plain(sentence: "SentenceActors", head: int, agent: Agent) -> bool:
    """Whether a phrase says nothing but the noun and means one who is known: "the army", "rebels", not "an army", "a
    mercenary force"."""
    parse, words = sentence.parse, sentence.resolver.words
    _, first = agent_at(sentence, head, 0)
    plain = words.set("PLAIN_MODIFIERS")
    for token in range(phrase_start(parse, head), min(first, head)):
        if parse.classes[token] != L.PUNCTUATION and parse.lemmas[token] not in plain:
            return False
    if (
        agent.kind == "institution"
        and parse.forms[head] == L.PLURAL
        and parse.lemmas[head] not in words.set("ONE_IN_PLURAL")
    ):
        return False
    found, _ = agent_at(sentence, head, 0)
    if parse.forms[head] == L.PLURAL or agent.kind != "person" or (found is not None and found[1]):
        indefinite = words.set("INDEFINITE")
        return not any(parse.lemmas[token] in indefinite for token in parse.below(head, L.DETERMINER_OF))
    return definite(sentence, head)


def definite(sentence: "SentenceActors", head: int) -> bool:
    """Whether "the", "this" or the like stands in front of a noun."""
    parse, definite = sentence.parse, sentence.resolver.words.set("DEFINITE")
    return any(parse.lemmas[token] in definite for token in parse.below(head, L.DETERMINER_OF))


def _beside(sentence: "SentenceActors", head: int, evidence: Evidence) -> None:
    """ "Lebanese ministers and generals", "the Israeli state, soldiers and police": what stands first says whose."""
    parse = sentence.parse
    if (
        parse.relations[head] != L.CONJUNCT
        or not evidence.sectors
        or evidence.sectors[0] not in sentence.resolver.offices
    ):
        return
    first = sentence.resolve(parse.heads[head])
    if first is not None and first.codable and first.country and first.sector in sentence.resolver.offices:
        evidence.take(first.country, first.country, base_of_country(sentence, first.country), "coordination")


def _named_before(sentence: "SentenceActors", head: int, agent: Agent, evidence: Evidence) -> None:
    """Take the country of who was called by the same noun before, the nearest first."""
    last = agent.noun.rsplit(" ", 1)[-1]
    words = sentence.resolver.words
    alike = frozenset(agent.noun.split(" ")).union(
        *(group for name in ("RULERS", "FORCES") if last in (group := words.set(name)))
    )
    where: SentenceActors | None = sentence
    before = head
    found: Evidence | None = None
    for back in range(_SENTENCES_BACK):
        if where is None:
            break
        here = Evidence()
        _named_in(where, before, alike, here)
        if here.code and found is None:
            found = here
            if back < _SURE:
                break
        elif here.code and found is not None and here.code != found.code:
            return  # both sides have an army
        where, before = where.previous, -1
    if found is not None:
        evidence.take(found.code, found.country, found.base, "earlier mention")


def _named_in(sentence: "SentenceActors", before: int, nouns: frozenset[str], evidence: Evidence) -> None:
    parse, lexicon = sentence.parse, sentence.resolver.lexicon
    for token, number in sentence.mention_at.items():
        if 0 <= before <= token or detached(sentence, number):
            continue
        entry = lexicon.entry(sentence.mentions[number].entries[0])
        if entry.kind in COUNTRY_KINDS:
            owned = parse.heads[token]
            if (
                owned >= 0
                and parse.relations[token] in _OWNERS
                and (parse.relations[token] != L.OBLIQUE or parse.cases[token] == "of")
                and parse.lemmas[owned] in nouns
                and owned != before
                and entry.country
            ):
                evidence.take(entry.country, entry.country, base_of_country(sentence, entry.country), "earlier mention")
        elif entry.kind in GROUP_KINDS and entry.code:
            owned = parse.heads[token]
            if parse.lemmas[token].lower() in nouns or (
                owned >= 0 and owned != before and parse.relations[token] in _IN_FRONT and parse.lemmas[owned] in nouns
            ):
                evidence.take(entry.code, entry.country, base_of_entry(sentence, entry), "earlier mention")
