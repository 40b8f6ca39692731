"""What the parts of a noun phrase say about whom it belongs to: modifiers, possessor, "of X", "in X", apposition.

Each function reads one sentence (`SentenceActors`), which resolves the phrases inside the phrase.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventcoder.actors.actor import ResolvedActor
from eventcoder.actors.agents import Agent
from eventcoder.actors.lexicon import COUNTRY_KINDS, GROUP_KINDS, PERSON, Entry
from eventcoder.actors.phrases import leftmost, premodifiers
from eventcoder.actors.spelling import fold
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = [
    "GROUP_CODES",
    "Evidence",
    "agent_at",
    "apposed",
    "base_of",
    "base_of_country",
    "base_of_entry",
    "default",
    "detached",
    "group",
    "modifiers",
    "of_phrase",
    "only_place",
    "owner_outside",
]

GROUP_CODES = frozenset({"ethnic", "religion"})
_INSIDE = frozenset(
    {L.COMPOUND, L.ADJECTIVAL, L.DEPENDENT, L.CONJUNCT, L.ADVERBIAL_WORD, L.QUANTITY, L.POSSESSOR, L.CASE, L.PUNCT}
    | {L.TIME}
)
_HYPHENS = frozenset({"-", "–", "‐", "‑"})
_WORD_LIMIT = 30  # characters behind a hyphen in which "backed" is looked for

WEAPON = "weapon"  # a kind of agent noun


@dataclass(slots=True)
class Evidence:
    """What the parts of a phrase say about whom it belongs to; the first part that names a country wins."""

    code: str = ""
    country: str = ""
    base: str = ""  # CAMEO code that roles are added to
    sectors: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)  # sector -> CAMEO role of the agent noun's own
    religion: str = ""
    ethnicity: str = ""
    how: str = ""
    entry: Entry | None = None
    titles: list[Agent] = field(default_factory=list)
    former: bool = False
    ethnic: bool = False
    end: int = -1  # token that ends the phrase, where an of-phrase belongs to it

    def take(self, code: str, country: str, base: str, how: str) -> None:
        """Take a code unless there is one."""
        if code and not self.code:
            self.code, self.country, self.base, self.how = code, country, base, how


def modifiers(sentence: "SentenceActors", head: int, before: int) -> Evidence:
    """What stands in front of a head, up to the token `before` where the name or agent noun itself begins."""
    evidence, parse = Evidence(), sentence.parse
    possessors, begin = [], before
    for child in premodifiers(parse, head):
        if parse.relations[child] == L.POSSESSOR:
            possessors.append(child)
            begin = before
        elif parse.relations[child] != L.QUANTITY:
            begin = min(begin, leftmost(parse, child))
    if begin < before:
        _names_and_markers(sentence, head, range(begin, before), evidence)
        _titles(sentence, begin, before - 1, evidence)
    for child in possessors:
        _possessor(sentence, child, evidence)
    return evidence


def _names_and_markers(sentence: "SentenceActors", head: int, tokens: range, evidence: Evidence) -> None:
    """Names ("Iranian", "UN") and the words that say "former" or "ethnic"."""
    lemmas, words = sentence.parse.lemmas, sentence.resolver.words
    former, ethnic = words.set("FORMER"), words.set("ETHNIC_MARKERS")
    own = sentence.mention_at.get(head)
    seen: set[int] = set() if own is None else {own}
    for token in tokens:
        number = sentence.mention_at.get(token)
        if number is not None:
            if number not in seen:
                seen.add(number)
                _modifying_name(sentence, number, token, evidence)
        elif lemmas[token] in former:
            evidence.former = True
        elif lemmas[token] in ethnic:
            evidence.ethnic = True


def _titles(sentence: "SentenceActors", begin: int, last: int, evidence: Evidence) -> None:
    """Agent nouns in front of a head: "foreign minister" X, "opposition" leader."""
    classes, token = sentence.parse.classes, last
    unspecific = sentence.resolver.unspecific
    while token >= begin:
        if token not in sentence.mention_at and classes[token] != L.VERB:
            agent, start = agent_at(sentence, token, begin)
            if agent is not None and not _sponsors(sentence, sentence.parse.ends[token]):
                evidence.titles.append(agent[0])
                sectors = (agent[0].sector, *agent[0].other_sectors)
                evidence.sectors.extend(sector for sector in sectors if sector not in unspecific)
                if agent[0].cameo:
                    evidence.roles.setdefault(agent[0].sector, agent[0].cameo)
                token = start
        token -= 1


def _modifying_name(sentence: "SentenceActors", number: int, token: int, evidence: Evidence) -> None:
    mention = sentence.mentions[number]
    if detached(sentence, number):
        return
    entry = sentence.resolver.lexicon.entry(mention.entries[0])
    kind = entry.kind
    how = "adjective" if sentence.parse.relations[token] == L.ADJECTIVAL or kind == "adjective" else "compound"
    if kind in GROUP_CODES:
        group(sentence, entry, evidence)
        evidence.take(entry.country, entry.country, base_of_country(sentence, entry.country), how)
        return
    if kind not in COUNTRY_KINDS:
        if entry.sector:
            evidence.sectors.append(entry.sector)
        evidence.entry = evidence.entry or entry
    evidence.take(entry.code, entry.country, base_of_entry(sentence, entry), how)


def _possessor(sentence: "SentenceActors", child: int, evidence: Evidence) -> None:
    owner = sentence.resolve(child)
    if owner is None:
        return
    evidence.take(owner.code or "", owner.country or "", base_of(sentence, owner), "possessor")
    if owner.kind in GROUP_KINDS or owner.kind == "group":
        evidence.sectors.extend(sector for sector in (owner.sector, *owner.other_sectors) if sector)
        if owner.entry >= 0 and evidence.entry is None:
            evidence.entry = sentence.resolver.lexicon.entry(owner.entry)


def group(sentence: "SentenceActors", entry: Entry, evidence: Evidence) -> None:
    """Note a religious or ethnic group: its CAMEO code, or its name where that has none."""
    if entry.kind == "religion":
        evidence.religion = evidence.religion or entry.cameo or entry.name
    else:
        evidence.ethnicity = evidence.ethnicity or entry.cameo or entry.name


def owner_outside(sentence: "SentenceActors", head: int, evidence: Evidence) -> None:
    """What follows a head: "of X", "in X", an apposition."""
    if not evidence.code or not evidence.sectors:
        of_phrase(sentence, head, evidence)
    if not evidence.code:
        _place_phrase(sentence, head, evidence)
    if not evidence.code or not evidence.sectors:
        other = apposed(sentence, head)
        if other is not None:
            evidence.take(other.code or "", other.country or "", base_of(sentence, other), "apposition")
            if not evidence.sectors and other.sector and other.kind not in COUNTRY_KINDS:
                evidence.sectors = [other.sector, *other.other_sectors]


def of_phrase(sentence: "SentenceActors", head: int, evidence: Evidence) -> None:
    """Whom "of X" behind a head makes it belong to: a country, an organisation, an agent ("of the army")."""
    parse = sentence.parse
    for child in parse.below(head, L.OBLIQUE):
        if parse.cases[child] != "of" or child < head:
            continue
        inner = sentence.resolve(child)
        if inner is None or not (inner.code or inner.sector):
            continue
        had = bool(evidence.code)
        evidence.take(inner.code or "", inner.country or "", base_of(sentence, inner), "of phrase")
        if inner.kind not in COUNTRY_KINDS and inner.kind != PERSON and inner.kind != "thing" and inner.sector:
            evidence.sectors.extend((inner.sector, *inner.other_sectors))
            had = False
        if not had:
            evidence.end = max(evidence.end, _last_token(sentence, inner))
        if inner.entry >= 0 and evidence.entry is None:
            evidence.entry = sentence.resolver.lexicon.entry(inner.entry)


def _place_phrase(sentence: "SentenceActors", head: int, evidence: Evidence) -> None:
    parse, locative = sentence.parse, sentence.resolver.words.set("LOCATIVE")
    below = list(parse.children[head])
    for child in parse.below(head, L.PARTICIPIAL):  # "a group based in X"
        below.extend(parse.children[child])
    for child in below:
        if child > head and parse.relations[child] == L.OBLIQUE and parse.cases[child].split(" ")[0] in locative:
            place = place_of(sentence, child)
            if place is not None:
                evidence.take(place.country, place.country, base_of_entry(sentence, place), "place phrase")


def place_of(sentence: "SentenceActors", token: int) -> Entry | None:
    """The country name, city or region that a place phrase names, itself or behind "of"."""
    entry = sentence.entry_at(token)
    if entry is not None and entry.kind in COUNTRY_KINDS:
        return entry
    for child in sentence.parse.children[token]:
        if sentence.parse.relations[child] in (L.OBLIQUE, L.APPOSITION, L.COMPOUND, L.ADJECTIVAL, L.POSSESSOR):
            entry = sentence.entry_at(child)
            if entry is not None and entry.kind in COUNTRY_KINDS:
                return entry
    return None


def apposed(sentence: "SentenceActors", head: int) -> ResolvedActor | None:
    """The other side of an apposition."""
    parse = sentence.parse
    others = parse.below(head, L.APPOSITION)
    if parse.relations[head] == L.APPOSITION:
        others = [*others, parse.heads[head]]
    for other in others:
        found = sentence.resolve(other)
        if found is None or not (found.code or found.sector) or found.kind == "thing":
            continue
        if (
            parse.forms[head] != parse.forms[other]
            and found.kind not in GROUP_KINDS
            and L.NOUN
            in (
                parse.classes[head],
                parse.classes[other],
            )
        ):
            continue  # "six countries: Britain, ..."; "refugees, a rights group said" is a wrong parse
        return found
    return None


def default(sentence: "SentenceActors", head: int, evidence: Evidence) -> None:
    """The country of a bare agent of a state or its people: the sentence's only place, else the dateline's."""
    if evidence.code or not evidence.sectors or evidence.sectors[0] not in sentence.resolver.domestic:
        return
    found, _ = agent_at(sentence, head, head)
    if found is not None and found[0].kind == WEAPON:
        return  # rockets that fall in a country need not be its own
    if any(sentence.parse.classes[token] == L.PRONOUN for token in sentence.parse.below(head, L.POSSESSOR)):
        return  # "our aircraft" is whose the pronoun says
    place = only_place(sentence)
    if place:
        evidence.take(place, place, base_of_country(sentence, place), "place in sentence")
    elif sentence.context.default_country:
        country = sentence.context.default_country
        evidence.take(country, country, base_of_country(sentence, country), "dateline")


def only_place(sentence: "SentenceActors") -> str:
    """Country of the places in the sentence ("in Cairo"), where there is exactly one such country, else ""."""
    if sentence.place is None:
        parse, locative = sentence.parse, sentence.resolver.words.set("WHERE")
        countries = set()
        for token, relation in enumerate(parse.relations if sentence.mention_at else ()):
            case = parse.cases[token] if relation == L.OBLIQUE else ""
            if case and case.split(" ")[0] in locative:
                entry = place_of(sentence, token)
                if entry is not None:
                    countries.add(entry.country)
        sentence.place = countries.pop() if len(countries) == 1 else ""
    return sentence.place


def agent_at(sentence: "SentenceActors", token: int, first: int) -> tuple[tuple[Agent, bool] | None, int]:
    """The longest agent noun that ends at a token and doesn't begin before `first`; and where it begins."""
    parse, table = sentence.parse, sentence.resolver.agents
    words, nouns = parse.words, table.nouns
    raw = words[token].lower()
    last = raw if raw.isascii() and raw.isalnum() else fold(raw)
    lemma = parse.lemmas[token]
    limit = max(table.longest.get(last, 0), table.longest.get(lemma, 0))
    if not limit:
        return None, token
    best = nouns.get(last) or nouns.get(lemma)
    start, size, phrase, at = token, 1, "", token - 1
    while at >= first and size < limit:
        word = words[at]
        if word in _HYPHENS:
            at -= 1
            continue
        if not word[0].isalnum() or parse.relations[at] not in _INSIDE:
            break
        piece = word.lower() if word.isascii() and word.isalnum() else fold(word)
        phrase = f"{piece} {phrase}" if phrase else piece
        size += 1
        found = nouns.get(f"{phrase} {last}") or nouns.get(f"{phrase} {lemma}")
        if found is not None:
            best, start = found, at
        at -= 1
    return best, start


def detached(sentence: "SentenceActors", number: int) -> bool:
    """Whether a hyphen turns a name away from what follows ("Iran-backed", "pro-Russian")."""
    mention, text = sentence.mentions[number], sentence.parse.text
    if _sponsors(sentence, mention.end):
        return True
    if text[max(mention.start - 1, 0) : mention.start] in _HYPHENS:
        front = text[: mention.start - 1].rsplit(" ", 1)[-1].lower()
        return front in sentence.resolver.words.set("DETACHING_PREFIXES")
    return False


def _sponsors(sentence: "SentenceActors", end: int) -> bool:
    """Whether "-backed" or the like follows the character `end`."""
    text = sentence.parse.text
    if text[end : end + 1] not in _HYPHENS:
        return False
    word = re.split(r"\W", text[end + 1 : end + _WORD_LIMIT], maxsplit=1)[0].lower()
    return word in sentence.resolver.words.set("SPONSORED")


def base_of_entry(sentence: "SentenceActors", entry: Entry) -> str:
    """The CAMEO code that an entry's own roles are added to."""
    if entry.kind in COUNTRY_KINDS or not entry.cameo:
        return base_of_country(sentence, entry.code or entry.country)
    return entry.cameo


def base_of_country(sentence: "SentenceActors", code: str) -> str:
    """The CAMEO code of a PLOVER actor code."""
    return sentence.resolver.lexicon.country_cameo.get(code, code) if code else ""


def base_of(sentence: "SentenceActors", actor: ResolvedActor) -> str:
    """The CAMEO code of another actor without its roles."""
    if actor.entry >= 0:
        entry = sentence.resolver.lexicon.entry(actor.entry)
        if entry.kind in GROUP_KINDS and entry.code == actor.code:
            return base_of_entry(sentence, entry)
    return base_of_country(sentence, actor.code or "")


def _last_token(sentence: "SentenceActors", actor: ResolvedActor) -> int:
    end, at = actor.end - sentence.parse.offset, actor.head
    while at + 1 < len(sentence.parse.words) and sentence.parse.ends[at] < end:
        at += 1
    return at
