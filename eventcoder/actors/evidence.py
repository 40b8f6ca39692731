"""What the parts of a noun phrase say about whom it belongs to: modifiers, possessor, "of X", "in X", apposition.

Each function reads one sentence (`SentenceActors`), which resolves the phrases inside the phrase.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eventcoder.actors.actor import ResolvedActor
from eventcoder.actors.agents import Agent
from eventcoder.actors.lexicon import COUNTRY_KINDS, GROUP_KINDS, ORGANIZATION, PERSON, PLACE_KINDS, Entry
from eventcoder.actors.phrases import HYPHENS, hyphened, leftmost, premodifiers
from eventcoder.actors.spelling import fold, key
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = [
    "GROUP_CODES",
    "WEAPON",
    "Evidence",
    "agent_at",
    "apposed",
    "base_of",
    "base_of_country",
    "base_of_entry",
    "detached",
    "group",
    "modifiers",
    "of_phrase",
    "owner_outside",
    "place_of",
]

GROUP_CODES = frozenset({"ethnic", "religion"})
_INSIDE = frozenset(
    {L.COMPOUND, L.ADJECTIVAL, L.DEPENDENT, L.CONJUNCT, L.ADVERBIAL_WORD, L.QUANTITY, L.POSSESSOR, L.CASE, L.PUNCT}
    | {L.TIME}
)
_OF_PHRASE = 3  # words behind "of" in the longest agent noun of that form
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
    national: bool = False  # whether a state's adjective stands in front
    opposed: bool = False  # whether it is against whom the words name ("anti-government forces")
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
        _titles(sentence, head, begin, before - 1, evidence)
    for child in possessors:
        _possessor(sentence, head, child, evidence)
    return evidence


def _names_and_markers(sentence: "SentenceActors", head: int, tokens: range, evidence: Evidence) -> None:
    """Names ("Iranian", "UN") and the words that say "former" or "ethnic"."""
    lemmas, words = sentence.parse.lemmas, sentence.resolver.words
    former, ethnic, rebellious = words.set("FORMER"), words.set("ETHNIC_MARKERS"), words.set("REBELLIOUS")
    rulers = words.set("RULERS")
    own = sentence.mention_at.get(head)
    seen: set[int] = set() if own is None else {own}
    for token in tokens:
        number = sentence.mention_at.get(token)
        if number is not None:
            if number not in seen:
                seen.add(number)
                _modifying_name(sentence, head, number, token, evidence)
        elif lemmas[token] in former:
            evidence.former = True
        elif lemmas[token] in ethnic:
            evidence.ethnic = True
        elif lemmas[token] in rebellious:
            evidence.opposed = True
        elif lemmas[head] in rulers and sentence.parse.classes[token] == L.NAME:
            _whose_rule(sentence, token, evidence)


def _titles(sentence: "SentenceActors", head: int, begin: int, last: int, evidence: Evidence) -> None:
    """Agent nouns in front of a head: "foreign minister" X, "opposition" leader."""
    classes, token = sentence.parse.classes, last
    unspecific, no_titles = sentence.resolver.unspecific, sentence.resolver.words.set("NO_TITLES")
    while token >= begin:
        if token not in sentence.mention_at and classes[token] != L.VERB:
            agent, start = agent_at(sentence, token, begin)
            single = agent is not None and start == token
            lemma = sentence.parse.lemmas[token].lower()
            named = classes[head] == L.NAME and lemma in sentence.resolver.words.set("TITLES")
            if single and lemma in no_titles and not named:  # "general" elections, but "US general" X
                agent = None
            elif agent is not None and _turned_away(sentence, start):
                evidence.opposed = evidence.opposed or _against(sentence, sentence.parse.starts[start])
                agent = None  # "anti-regime protesters"
            elif agent is not None and classes[head] == classes[token] == L.NAME and agent[0].kind != PERSON:
                agent = None  # part of a name: "Conflict Intelligence Team"
            if agent is not None and not _sponsors(sentence, sentence.parse.ends[token]):
                evidence.titles.append(agent[0])
                sectors = (agent[0].sector, *agent[0].other_sectors)
                evidence.sectors.extend(sector for sector in sectors if sector not in unspecific)
                if agent[0].cameo:
                    evidence.roles.setdefault(agent[0].sector, agent[0].cameo)
                token = start
        token -= 1


def _turned_away(sentence: "SentenceActors", start: int) -> bool:
    """Whether "anti-" or the like stands in front of a word."""
    words = sentence.parse.words
    return (
        start > 1
        and words[start - 1] in HYPHENS
        and words[start - 2].lower() in sentence.resolver.words.set("DETACHING_PREFIXES")
    )


def _modifying_name(sentence: "SentenceActors", head: int, number: int, token: int, evidence: Evidence) -> None:
    mention, words = sentence.mentions[number], sentence.resolver.words
    if detached(sentence, number):
        _of_a_ruler(sentence, number, evidence)
        return
    entry = sentence.resolver.lexicon.entry(mention.entries[0])
    kind, lemma = entry.kind, sentence.parse.lemmas[head]
    if lemma in words.set("NOT_OWNED") and kind not in ("adjective", "organization") and kind not in GROUP_CODES:
        return  # "US allies" are no Americans
    if lemma in words.set("NOT_OWNED") and kind == ORGANIZATION and sentence.parse.forms[head] != L.PLURAL:
        return  # "its NATO ally" is one of the members
    topic = lemma in words.set("TOPIC_NOUNS") and sentence.parse.relations[token] == L.COMPOUND
    if topic and kind in PLACE_KINDS and not sentence.parse.words[token].replace(".", "").isupper():
        return  # "the charity's Syria researcher"
    how = "adjective" if sentence.parse.relations[token] == L.ADJECTIVAL or kind == "adjective" else "compound"
    if kind in GROUP_CODES:
        group(sentence, entry, evidence)
        evidence.take(entry.country, entry.country, base_of_country(sentence, entry.country), how)
        return
    if kind == PERSON and sentence.entry_at(head) is not None:
        return  # "Donald Trump and Theresa May" read as one name
    if lemma in words.set("KIN"):
        evidence.take(entry.country, entry.country, base_of_country(sentence, entry.country), how)
        return
    evidence.national = evidence.national or kind in COUNTRY_KINDS
    if kind not in COUNTRY_KINDS:
        if entry.sector and lemma not in words.set("NOT_OWNED"):
            evidence.sectors.append(entry.sector)
        evidence.entry = evidence.entry or entry
    evidence.take(entry.code, entry.country, base_of_entry(sentence, entry), how)


def _whose_rule(sentence: "SentenceActors", token: int, evidence: Evidence) -> None:
    """ "The Ortega government": of the country in which those of that surname hold office."""
    people = sentence.resolver.lexicon.people(fold(sentence.parse.words[token]))
    state, date = sentence.resolver.state, sentence.context.date
    countries = {entry.country for entry in people if entry.sector in state and entry.valid(date)}
    if len(countries) == 1:
        country = countries.pop()
        evidence.take(country, country, base_of_country(sentence, country), "compound")


def _of_a_ruler(sentence: "SentenceActors", number: int, evidence: Evidence) -> None:
    """ "Anti-Assad forces", "pro-Assad militias": who is for or against a country's ruler is of that country."""
    mention = sentence.mentions[number]
    entry = sentence.resolver.lexicon.entry(mention.entries[0])
    if _sponsors(sentence, mention.end) or entry.kind != PERSON or entry.sector not in sentence.resolver.offices:
        return
    evidence.opposed = evidence.opposed or _against(sentence, mention.start)
    evidence.take(entry.country, entry.country, base_of_country(sentence, entry.country), "for or against")


def _against(sentence: "SentenceActors", start: int) -> bool:
    """Whether "anti-" or the like stands in front of the character `start`."""
    front = sentence.parse.text[: max(start - 1, 0)].rsplit(" ", 1)[-1].lower()
    return front in sentence.resolver.words.set("OPPOSING_PREFIXES")


def _possessor(sentence: "SentenceActors", head: int, child: int, evidence: Evidence) -> None:
    owner, words, lemma = sentence.resolve(child), sentence.resolver.words, sentence.parse.lemmas[head]
    if owner is None or lemma in words.set("NOT_OWNED") or lemma in words.set("OTHERS"):
        return
    if lemma in words.set("KIN"):  # the families of fighters are people, of a country at most
        base = base_of_country(sentence, owner.country or "")
        evidence.take(owner.country or "", owner.country or "", base, "possessor")
        return
    evidence.take(owner.code or "", owner.country or "", base_of(sentence, owner), "possessor")
    evidence.national = evidence.national or owner.kind in COUNTRY_KINDS
    if owner.kind in GROUP_KINDS or owner.kind == "group":
        evidence.sectors.extend(sector for sector in (owner.sector, *owner.other_sectors) if sector)
        if owner.entry >= 0 and evidence.entry is None:
            evidence.entry = sentence.resolver.lexicon.entry(owner.entry)
    elif owner.kind == PERSON and lemma in words.set("AIDES"):
        evidence.sectors.extend(sector for sector in (owner.sector, *owner.other_sectors) if sector)


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
        _loyal_to(sentence, head, evidence)
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
    parse, words = sentence.parse, sentence.resolver.words
    lemma = parse.lemmas[head]
    if lemma in words.set("NOT_OWNED"):
        return
    whole = _with_of_phrase(sentence, head, parse.words[head].lower(), lemma) is not None
    cases = ("of", "from", "for") if lemma in words.set("ACTING_FOR") else ("of", "from")
    if lemma in words.set("WORKING_FOR"):
        cases = (*cases, "in", "at", "with")
    if lemma in words.set("SERVING"):
        cases = (*cases, "to")
    last = hyphened(parse, head)
    below = [child for part in range(head, last + 1) for child in parse.below(part, L.OBLIQUE)]
    for child in below:
        if parse.cases[child] not in cases or child <= last or (whole and child not in sentence.mention_at):
            continue  # "secretary of state" is no state's secretary
        inner = sentence.resolve(child)
        if inner is None or not (inner.code or inner.sector):
            continue
        if parse.cases[child] not in ("of", "for", "to") and (inner.entry < 0 or inner.kind not in GROUP_KINDS):
            continue  # "monitors from the OSCE"; whence and where somebody is is another matter
        if lemma in words.set("KIN"):
            base = base_of_country(sentence, inner.country or "")
            evidence.take(inner.country or "", inner.country or "", base, "of phrase")
            evidence.end = max(evidence.end, _last_token(sentence, inner))
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


def _loyal_to(sentence: "SentenceActors", head: int, evidence: Evidence) -> None:
    """ "Forces loyal to the president"."""
    parse, loyal = sentence.parse, sentence.resolver.words.set("LOYAL")
    for child in parse.children[head]:
        if child > head and parse.lemmas[child] in loyal:
            for master in parse.below(child, L.OBLIQUE):
                found = sentence.resolve(master) if parse.cases[master] == "to" else None
                if found is not None and found.country:
                    base = base_of_country(sentence, found.country)
                    evidence.take(found.country, found.country, base, "of phrase")


def _place_phrase(sentence: "SentenceActors", head: int, evidence: Evidence) -> None:
    parse, words = sentence.parse, sentence.resolver.words
    locative, venues = words.set("LOCATIVE"), words.set("VENUES")
    if parse.lemmas[head] in words.set("NOT_LOCAL"):
        locative = words.set("ORIGIN")
    below = list(parse.children[head])
    for child in parse.below(head, L.PARTICIPIAL):  # "a group based in X"
        below.extend(parse.children[child])
    for child in below:
        if child > head and parse.relations[child] == L.OBLIQUE and parse.cases[child].split(" ")[0] in locative:
            place = place_of(sentence, child) if parse.lemmas[child] not in venues else None
            beside = (place_of(sentence, other) for other in parse.below(child, L.CONJUNCT))
            if place is not None and any(other is not None and other.country != place.country for other in beside):
                return  # "fighters in Iraq and Syria"
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


def agent_at(sentence: "SentenceActors", token: int, first: int) -> tuple[tuple[Agent, bool] | None, int]:
    """The longest agent noun that ends at a token and doesn't begin before `first`; and where it begins."""
    parse, table = sentence.parse, sentence.resolver.agents
    words, nouns = parse.words, table.nouns
    raw = words[token].lower()
    last = raw if raw.isascii() and raw.isalnum() else fold(raw)
    lemma = parse.lemmas[token]
    limit = max(table.longest.get(last, 0), table.longest.get(lemma, 0))
    longer = _with_of_phrase(sentence, token, raw, lemma)
    if longer is not None:
        return longer, token
    if not limit:
        return None, token
    best = nouns.get(last) or nouns.get(lemma)
    start, size, phrase, at, joined = token, 1, "", token - 1, False
    while at >= first and size < limit:
        word = words[at]
        if word in HYPHENS:
            at, joined = at - 1, True
            continue
        if not word[0].isalnum() or not (joined or parse.relations[at] in _INSIDE) or _is_party(sentence, at):
            break
        joined = False
        piece = word.lower() if word.isascii() and word.isalnum() else key(word)
        if _turned_away(sentence, at) and f"{words[at - 2].lower()} {piece} {last}" not in nouns:
            break  # "anti-government forces" are not the government's
        phrase = f"{piece} {phrase}" if phrase else piece
        size += 1
        found = nouns.get(f"{phrase} {last}") or nouns.get(f"{phrase} {lemma}")
        if found is not None:
            best, start = found, at
        at -= 1
    return best, start


def _is_party(sentence: "SentenceActors", token: int) -> bool:
    """Whether a token names a party or the like: a "Labour leader" leads no workers."""
    number = sentence.mention_at.get(token)
    return number is not None and sentence.mentions[number].kind in GROUP_KINDS


def _with_of_phrase(sentence: "SentenceActors", token: int, word: str, lemma: str) -> tuple[Agent, bool] | None:
    """The agent noun with what follows, behind "of" or a hyphen: "secretary of state", "secretary-general"."""
    words, nouns = sentence.parse.words, sentence.resolver.agents.nouns
    if token + 2 >= len(words):
        return None
    last = hyphened(sentence.parse, token)
    if last > token:  # "secretary-general", "passer-by"
        rest = "-".join(part.lower() for part in words[token + 2 : last + 1 : 2])
        return nouns.get(key(f"{word}-{rest}")) or nouns.get(key(f"{lemma}-{rest}"))
    if words[token + 1].lower() != "of":
        return None
    phrase = "of"
    for following in words[token + 2 : token + 2 + _OF_PHRASE]:
        phrase = f"{phrase} {following.lower()}"
        found = nouns.get(f"{word} {phrase}") or nouns.get(f"{lemma} {phrase}")
        if found is not None:
            return found
    return None


def detached(sentence: "SentenceActors", number: int) -> bool:
    """Whether a hyphen turns a name away from what follows ("Iran-backed", "pro-Russian")."""
    mention, text = sentence.mentions[number], sentence.parse.text
    if _sponsors(sentence, mention.end):
        return True
    if text[max(mention.start - 1, 0) : mention.start] in HYPHENS:
        front = text[: mention.start - 1].rsplit(" ", 1)[-1].lower()
        return front in sentence.resolver.words.set("DETACHING_PREFIXES")
    return False


def _sponsors(sentence: "SentenceActors", end: int) -> bool:
    """Whether "-backed" or the like follows the character `end`."""
    text = sentence.parse.text
    if text[end : end + 1] not in HYPHENS:
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
