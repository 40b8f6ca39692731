"""Noun phrases of one sentence, resolved to actors step by step, each head once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eventcoder.actors import antecedents
from eventcoder.actors.actor import ResolvedActor
from eventcoder.actors.agents import Agent
from eventcoder.actors.context import Context
from eventcoder.actors.descriptions import armed_group, description
from eventcoder.actors.doubtful_names import named_before, named_otherwise, respelled
from eventcoder.actors.evidence import (
    GROUP_CODES,
    Evidence,
    agent_at,
    apposed,
    base_of,
    base_of_country,
    base_of_entry,
    detached,
    group,
    modifiers,
    of_phrase,
    owner_outside,
)
from eventcoder.actors.lexicon import ARMED_GROUP, BLOCK, COUNTRY_KINDS, GROUP_KINDS, PERSON, Entry
from eventcoder.actors.mentions import Mention
from eventcoder.actors.nations import country_sector, of_the_same
from eventcoder.actors.offices import (
    former,
    now_in_office,
    of_titles,
    only_kind,
    out_of_office,
    served,
    shoots,
    without_state,
)
from eventcoder.actors.phrases import hyphened, number_of, phrase_start, some_people
from eventcoder.actors.regions import states_together
from eventcoder.actors.scene import from_elsewhere, is_known, local_code, scenes_in
from eventcoder.actors.setting import countries_in, default, definite
from eventcoder.actors.spelling import fold, key
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

if TYPE_CHECKING:
    from eventcoder.actors.resolve import Resolver

__all__ = ["SentenceActors"]

_HEADS = frozenset({L.NOUN, L.NAME, L.ADJECTIVE, L.NUMBER, L.DETERMINER, L.OTHER, L.ADVERB})
_LOCAL = frozenset({"city", "region"})
_OF_STATES = frozenset({"institution", "party"})
_DEPTH = 40  # phrases inside phrases; deeper than this is no sentence of a newspaper


class SentenceActors:
    """The noun phrases of one sentence.

    Args:
        resolver: lexicon, agents, words.
        parse: the sentence.
        mentions: its names, characters into the sentence.
        context: the document so far.
    """

    def __init__(self, resolver: "Resolver", parse: Parse, mentions: Sequence[Mention], context: Context) -> None:
        self.resolver, self.parse, self.mentions, self.context = resolver, parse, mentions, context
        self.previous: SentenceActors | None = context.sentence
        self.mention_at: dict[int, int] = {}
        self.blocked: set[int] = set()  # tokens of phrases that are no actors
        self._memo: dict[int, ResolvedActor | None] = {}
        self._busy: set[int] = set()
        self.quotations: list[tuple[int, bool]] | None = None  # where quoted text begins and ends, once that was asked
        opens, closes = parse.text.count("“"), parse.text.count("”")
        self.open_quotation = opens > closes or (  # whether a quotation goes on in the next sentence
            opens == closes and parse.text.count('"') % 2 == 1
        )
        if not opens and not closes and '"' not in parse.text and self.previous is not None:
            self.open_quotation = self.previous.open_quotation
        self.places: list[tuple[int, str]] | None = None  # where something in it is, once that was looked for
        token, starts, ends, size = 0, parse.starts, parse.ends, len(parse.words)
        for number, mention in enumerate(mentions):
            while token < size and ends[token] <= mention.start:
                token += 1
            at = token
            while at < size and starts[at] < mention.end:
                if mention.kind == BLOCK:
                    self.blocked.add(at)
                else:
                    self.mention_at[at] = number
                at += 1
            if mention.kind == ARMED_GROUP:
                context.armed[mention.entries[0]] += 1
            elif mention.kind == PERSON:
                self._remember(resolver.lexicon.entry(mention.entries[0]))
        if mentions:
            context.countries.update(countries_in(self))
            context.scenes.update(scenes_in(self))

    def resolve(self, head: int) -> ResolvedActor | None:
        """The actor of the noun phrase that a token heads; None where the token heads none."""
        if head in self._memo:
            return self._memo[head]
        if head in self._busy or len(self._busy) > _DEPTH:
            return None
        self._busy.add(head)
        found = self._resolve(head)
        self._busy.discard(head)
        self._memo[head] = found
        return found

    def entry_at(self, token: int) -> Entry | None:
        """The likeliest lexicon entry of the name that holds a token."""
        number = self.mention_at.get(token)
        return None if number is None else self.resolver.lexicon.entry(self.mentions[number].entries[0])

    # The steps, in order

    def _resolve(self, head: int) -> ResolvedActor | None:
        parse = self.parse
        word_class = parse.classes[head]
        number = self.mention_at.get(head)
        if word_class == L.PRONOUN:
            return antecedents.pronoun(self, head)
        if number is not None and not detached(self, number):
            if named_otherwise(self, head, number):
                return self._unknown_name(head)
            return self._name(head, number)
        if word_class not in _HEADS or parse.relations[head] == L.TIME:
            return None
        if head in self.blocked:
            return self._thing(head)
        words, lemma = self.resolver.words, parse.lemmas[head]
        if word_class == L.NAME and lemma in words.set("TIME_NAMES"):
            return None
        found = self._quantity(head, lemma, word_class)
        if found is not None:
            return found
        agent, first = agent_at(self, head, 0)
        if word_class == L.ADJECTIVE and parse.relations[head] == L.ADJECTIVAL and first == head:
            return None  # "national security" is no national
        if agent is not None:
            return self._agent(head, agent[0], first, agent[1])
        if not parse.words[head][0].islower() and (word_class == L.NAME or named_before(self, head)):
            return self._unknown_name(head)
        if word_class == L.NUMBER:
            return self._number(head)
        return self._thing(head) if word_class in (L.NOUN, L.NAME) else None

    def _name(self, head: int, number: int) -> ResolvedActor:
        """The head is (part of) a name in the lexicon."""
        mention = self.mentions[number]
        first = next(token for token in range(head, -1, -1) if token == 0 or self.mention_at.get(token - 1) != number)
        evidence = modifiers(self, head, before=first)
        entry = self._choose(mention, evidence)
        kind, date = entry.kind, self.context.date
        sectors = [entry.sector, *entry.other_sectors]
        current = mention.current
        how = "name"
        if kind in GROUP_CODES:
            alike = of_the_same(self, head, kind)
            self._group_head(entry, evidence, head)
            if alike is not None:
                sectors = [alike.sector or "", *alike.other_sectors]
                evidence.take(alike.code or "", alike.country or "", base_of(self, alike), alike.resolved_by)
            elif entry.sector or not evidence.code or some_people(self.parse, head, kind):
                sectors = [*(sectors if entry.sector else self.resolver.people), *evidence.sectors]
            else:
                sectors = evidence.sectors = []  # "Kurdish custody", "the Kurds": who of them, nobody says
            how = evidence.how or how
        elif kind == PERSON:
            if date is None and (entry.since or entry.until):
                current = False
            if evidence.titles:
                sectors, how = [*of_titles(self.resolver, evidence), *sectors], "title and name"
            elif entry.name in self.context.sectors:
                sectors = self.context.sectors[entry.name]
            elif not entry.valid(date):
                sectors = now_in_office(self, head) or out_of_office(self, entry, sectors)
            if evidence.code and entry.country and evidence.country != entry.country:
                entry = Entry(-1, mention_text(self.parse, mention), PERSON)  # somebody else of that name
                sectors = evidence.sectors
            else:
                evidence.take(entry.code, entry.country, base_of_entry(self, entry), how)
            if evidence.former:
                sectors = former(self.resolver, sectors)
                if entry.id >= 0:
                    self.context.sectors[entry.name] = sectors
            if not evidence.code:
                owner_outside(self, head, evidence)
        elif kind in _LOCAL and evidence.code == evidence.country != "":
            how = evidence.how  # "the Syrian Golan Heights", "Iraqi Kurdistan"
        elif kind in COUNTRY_KINDS:
            evidence.code, evidence.country, evidence.base = entry.code, entry.country, base_of_entry(self, entry)
            if not sectors[0]:
                alike = of_the_same(self, head, kind)
                sectors = country_sector(self, head, kind)
                if alike is not None and not sectors:
                    sectors = [alike.sector or "", *alike.other_sectors]
        elif kind in _OF_STATES and evidence.national and entry.country and evidence.country != entry.country:
            how = evidence.how  # "the Turkish Home Office"
        elif entry.code:
            evidence.code, evidence.country, evidence.base = entry.code, entry.country, base_of_entry(self, entry)
        else:
            owner_outside(self, head, evidence)
            default(self, head, evidence)
            how = evidence.how or how
        evidence.sectors = sectors
        last = head
        while self.mention_at.get(last + 1) == number:
            last += 1
        evidence.end = max(evidence.end, last)
        actor = self._finish(head, evidence, kind, how, plural=self.parse.forms[head] == L.PLURAL)
        actor.name, actor.entry, actor.office, actor.current = entry.name, entry.id, entry.office or None, current
        if actor.end < self.parse.offset + mention.end:
            actor.end = self.parse.offset + mention.end
            actor.text = self.parse.text[actor.start - self.parse.offset : mention.end]
        if kind == PERSON and evidence.titles and not actor.office:
            actor.office = evidence.titles[0].noun
        return actor

    def _agent(self, head: int, agent: Agent, first: int, plural: bool) -> ResolvedActor:
        """The head is an agent noun."""
        evidence = modifiers(self, head, before=first)
        owner_outside(self, head, evidence)
        words = self.resolver.words
        lemma = agent.noun.rsplit(" ", 1)[-1]
        weak = first == head and lemma in words.set("WEAK_NOUNS")
        unspecific = agent.sector in self.resolver.unspecific or (first == head and self._one_of_several(head, agent))
        actor: ResolvedActor | None = None
        if not evidence.code and not evidence.sectors and definite(self, head):
            actor = description(self, head, agent) or armed_group(self, head, agent)
        if actor is not None:
            evidence.take(actor.code or "", actor.country or "", base_of(self, actor), "antecedent")
            if (unspecific or weak or is_known(self, head)) and actor.sector:
                unspecific = True
                evidence.sectors = [actor.sector, *actor.other_sectors]
        if " of " in agent.noun and first == head:
            evidence.end = max(
                evidence.end, min(head + agent.noun.split(" of ")[1].count(" ") + 2, len(self.parse) - 1)
            )
        elif first == head and (last := hyphened(self.parse, head)) > head:
            evidence.end = max(evidence.end, last)
        own = [agent.sector, *agent.other_sectors]
        strong = [sector for sector in evidence.sectors if sector not in self.resolver.state]
        staff = lemma in words.set("STAFF") and evidence.code in self.resolver.stateless
        if unspecific or staff or (not evidence.code and self._of_a_group(head, lemma)):
            sectors = evidence.sectors
        elif weak and strong:
            sectors = [*self.resolver.sectors.ordered(strong)]
        elif weak and evidence.sectors and lemma in words.set("AIDES"):
            sectors = evidence.sectors
        else:
            # "government forces", "the government's police" are the forces and the police
            others = strong if agent.sector in self.resolver.offices else evidence.sectors
            sectors = [*self.resolver.sectors.ordered([*own, *others])]
        if own[0] in self.resolver.people and (lemma in words.set("KIN") or not evidence.titles):
            if lemma in words.set("KIN") or evidence.how == "possessor":
                sectors = own  # a government's citizens hold no office, school friends are no school
        if own[0] in self.resolver.people and first == head and shoots(self, head):
            sectors = list(words.sector_group("UNKNOWN_ARMED"))
        if evidence.former and agent.kind == PERSON and lemma not in words.set("RANK_AND_FILE"):
            sectors = former(self.resolver, sectors)
        evidence.sectors = without_state(self, sectors, evidence, head)
        if not evidence.code and not any(evidence.sectors) and (country := local_code(self, head)):
            evidence.take(country, country, base_of_country(self, country), "place in sentence")
        if agent.cameo and agent.sector not in evidence.roles:
            evidence.roles[agent.sector] = agent.cameo
        if actor is None or not unspecific:
            default(self, head, evidence)
        if actor is None:
            states_together(self, head, plural, evidence)
        found = self._finish(head, evidence, agent.kind, evidence.how or "agent noun", plural)
        if actor is not None:
            found.name, found.entry, found.office = actor.name, actor.entry, actor.office
            found.antecedent = actor.antecedent
        elif evidence.entry is not None and evidence.entry.kind in GROUP_KINDS:
            found.name, found.entry = evidence.entry.name, evidence.entry.id
        found.noun = agent.noun
        if agent.kind == PERSON and not plural:
            if found.office is None and agent.sector in self.resolver.offices:
                found.office = agent.noun
            other = None if found.entry >= 0 else apposed(self, head)
            if other is not None and other.kind == PERSON:
                found.name, found.entry = other.name or other.text, other.entry
        nobody = unspecific and not found.code and not found.sector and agent.noun not in words.set("WHOEVER")
        named = self.parse.classes[head] == L.NAME and phrase_start(self.parse, head) < head
        found.codable = agent.kind != "thing" and (named or not nobody)
        found.elsewhere = is_known(self, head) or from_elsewhere(self, head)
        return found

    def _unknown_name(self, head: int) -> ResolvedActor:
        """The head is a name that the lexicon doesn't know: typed by title, apposition or an earlier full name."""
        surname = fold(self.parse.words[head])
        evidence = modifiers(self, head, before=head)
        alone = phrase_start(self.parse, head) == head
        people = self.context.people.get(surname)
        stranger = self.context.strangers.get(surname)
        if stranger is not None and not evidence.code and not evidence.titles and alone:
            start, end = self.parse.starts[head], self.parse.ends[head]
            again = stranger.at(head, self.parse.offset + start, self.parse.offset + end, self.parse.text[start:end])
            again.resolved_by, again.name, again.antecedent = "antecedent", stranger.name or stranger.text, -1
            return again
        titled = [
            entry
            for entry in (self.resolver.lexicon.people(surname) if evidence.titles and people is None else ())
            if entry.valid(self.context.date) and any(entry.office and entry.office in t.noun for t in evidence.titles)
        ]
        if evidence.code:
            titled = [entry for entry in titled if entry.country == evidence.country]
        entry = self.resolver.lexicon.entry(people) if people is not None else titled[0] if titled else None
        if entry is None and not alone:
            titled = respelled(self, head, evidence)
            entry = titled[0] if titled else None
        if entry is not None and len({one.country for one in titled}) <= 1:
            evidence.take(
                entry.code, entry.country, base_of_entry(self, entry), "title and name" if titled else "antecedent"
            )
            if not evidence.sectors:
                sectors = self.context.sectors.get(entry.name) or [entry.sector, *entry.other_sectors]
                evidence.sectors = sectors if entry.valid(self.context.date) else out_of_office(self, entry, sectors)
        else:
            entry = None
        owner_outside(self, head, evidence)
        typed = apposed(self, head)
        kind = PERSON if evidence.titles or (typed and typed.kind == PERSON) or entry else "unknown name"
        if typed and typed.kind != PERSON and typed.kind != "thing" and not evidence.titles:
            kind = typed.kind
        if evidence.titles:
            evidence.sectors = of_titles(self.resolver, evidence)
        if evidence.former and not served(self.resolver, evidence):
            evidence.sectors = former(self.resolver, evidence.sectors)
        called = self.resolver.agents.endings.get(surname)
        if called is not None and entry is None and not alone and not evidence.titles and kind == "unknown name":
            kind, evidence.sectors = called.kind, [called.sector, *called.other_sectors]
        if evidence.titles and evidence.sectors and evidence.sectors[0] in self.resolver.holders:
            if evidence.titles[0].noun.rsplit(" ", 1)[-1] not in self.resolver.words.set("NOT_LOCAL"):
                default(self, head, evidence)
        how = evidence.how or "unknown name"
        if how in ("adjective", "compound", "possessor") and evidence.titles:
            how = "title and name"
        actor = self._finish(head, evidence, kind, how, plural=self.parse.forms[head] == L.PLURAL)
        actor.elsewhere = True
        if entry is not None:
            actor.name, actor.entry, actor.office = entry.name, entry.id, entry.office or None
        elif evidence.titles:
            actor.office = evidence.titles[0].noun
        elif typed:
            actor.office = typed.office
        if entry is None and (actor.code or actor.sector) and kind == PERSON and not alone:
            self.context.strangers.setdefault(surname, actor)
        return actor

    def _quantity(self, head: int, lemma: str, word_class: str) -> ResolvedActor | None:
        """ "dozens of demonstrators", "two of the soldiers": the noun behind "of"."""
        parse = self.parse
        if word_class not in (L.NUMBER, L.DETERMINER) and lemma not in self.resolver.words.set("QUANTITY_NOUNS"):
            return None
        for child in parse.below(head, L.OBLIQUE):
            if parse.cases[child] != "of" or child < head:
                continue
            inner = self.resolve(child)
            if inner is None:
                continue
            start = parse.offset + parse.starts[phrase_start(parse, head)]
            found = inner.at(head, start, inner.end, parse.text[start - parse.offset : inner.end - parse.offset])
            found.count = self._count(head)
            found.plural = True
            if inner.kind in COUNTRY_KINDS and inner.sector is None:
                found.sector = self.resolver.people[0] if self.resolver.people and inner.kind == "demonym" else None
            return found
        return None

    def _number(self, head: int) -> ResolvedActor:
        """A bare number: "three were killed"."""
        actor = self._finish(head, Evidence(), "number", "number", plural=True)
        actor.count, actor.codable = self._count(head), False
        return actor

    def _thing(self, head: int) -> ResolvedActor:
        """Any other noun: no actor, but with its owner's code ("Hamas positions", "a U.S. base")."""
        evidence = modifiers(self, head, before=head)
        if not evidence.code:
            of_phrase(self, head, evidence)
        if not evidence.code and (country := local_code(self, head)):
            evidence.take(country, country, base_of_country(self, country), "place in sentence")
        if not evidence.code and only_kind(self, head, evidence):
            evidence.sectors = []
        evidence.sectors = [*self.resolver.sectors.ordered(evidence.sectors)]
        abstract = not evidence.code and not evidence.sectors and self._abstract(head)
        kind = "abstract" if abstract else "thing"
        actor = self._finish(head, evidence, kind, evidence.how or "thing", self.parse.forms[head] == L.PLURAL)
        actor.codable = False
        if evidence.entry is not None:
            actor.name, actor.entry = evidence.entry.name, evidence.entry.id
        return actor

    # Details

    def _choose(self, mention: Mention, evidence: Evidence) -> Entry:
        """Which of several entries of a name is meant."""
        entries = [self.resolver.lexicon.entry(number) for number in mention.entries]
        if evidence.ethnic and not any(entry.kind == "ethnic" for entry in entries):
            return Entry(-1, entries[0].name, "ethnic")
        if len(entries) == 1:
            return entries[0]
        if evidence.ethnic or (evidence.country and entries[0].kind in COUNTRY_KINDS):
            ethnic = next((entry for entry in entries if entry.kind == "ethnic"), None)
            if ethnic is not None and (evidence.ethnic or evidence.country != entries[0].country):
                return ethnic
        if evidence.country:
            return next((entry for entry in entries if entry.country == evidence.country), entries[0])
        return entries[0]

    def _group_head(self, entry: Entry, evidence: Evidence, head: int) -> None:
        """The head names a religious or ethnic group: "Iraqi Kurds"."""
        group(self, entry, evidence)
        evidence.take(entry.country, entry.country, base_of_country(self, entry.country), "name")
        if not evidence.code:
            owner_outside(self, head, evidence)
        if not evidence.code:
            evidence.sectors = [*evidence.sectors, *self.resolver.people]
            default(self, head, evidence)

    def _abstract(self, head: int) -> bool:
        return self.parse.lemmas[head] in self.resolver.words.set("NO_PARTIES")

    def _of_a_group(self, head: int, lemma: str) -> bool:
        """ "The group's leader": of what sector, only the group would say."""
        groups = self.resolver.words.set("GROUP_DESCRIPTIONS")
        return lemma in self.resolver.words.set("ONLY_NAMED_BEFORE") and any(
            self.parse.lemmas[child] in groups for child in self.parse.below(head, L.POSSESSOR, L.OBLIQUE)
        )

    def _one_of_several(self, head: int, agent: Agent) -> bool:
        """ "The parties", "any party", "two states": whoever takes part, and no political party."""
        if agent.noun not in self.resolver.words.set("SIDES") or self.parse.below(head, L.ADJECTIVAL, L.COMPOUND):
            return False
        several = self.resolver.words.set("INDEFINITE")
        return self.parse.forms[head] == L.PLURAL or any(
            self.parse.lemmas[child] in several for child in self.parse.below(head, L.DETERMINER_OF)
        )

    def _remember(self, entry: Entry) -> None:
        surname = key(entry.name).rsplit(" ", 1)[-1]
        self.context.people.setdefault(surname, entry.id)
        self.context.named.append(entry.id)

    def _count(self, head: int) -> int | None:
        return number_of(self.parse, head, self.resolver.numbers)

    def _finish(self, head: int, evidence: Evidence, kind: str, how: str, plural: bool) -> ResolvedActor:
        parse, offset = self.parse, self.parse.offset
        start = parse.starts[phrase_start(parse, head)]
        number = self.mention_at.get(head)
        if number is not None:
            start = min(start, self.mentions[number].start)
        end = parse.ends[max(head, evidence.end)]
        sectors = tuple(dict.fromkeys(sector for sector in evidence.sectors if sector))
        if evidence.code in self.resolver.stateless:
            sectors = tuple(sector for sector in sectors if sector not in self.resolver.state)
        groups = [group for group in (evidence.ethnicity, evidence.religion) if group]
        return ResolvedActor(
            head=head,
            start=offset + start,
            end=offset + end,
            text=parse.text[start:end],
            code=evidence.code or None,
            country=evidence.country or None,
            sector=sectors[0] if sectors else None,
            other_sectors=sectors[1:],
            cameo=self.resolver.sectors.cameo(evidence.base, groups, sectors, evidence.roles),
            religion=evidence.religion or None,
            ethnicity=evidence.ethnicity or None,
            resolved_by=how,
            kind=kind,
            count=self._count(head),
            plural=plural,
        )


def mention_text(parse: Parse, mention: Mention) -> str:
    """A mention as the sentence writes it."""
    return parse.text[mention.start : mention.end]
