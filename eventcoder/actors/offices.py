"""What an actor's sectors become by office and side: former ministers, titles, forces that are no state's."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eventcoder.actors.evidence import Evidence, apposed
from eventcoder.actors.lexicon import Entry
from eventcoder.actors.phrases import phrase_start
from eventcoder.actors.scene import from_elsewhere
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors
    from eventcoder.actors.resolve import Resolver

__all__ = ["former", "now_in_office", "of_titles", "only_kind", "out_of_office", "served", "shoots", "without_state"]

_DESIGNATION = re.compile(r"\b[A-Z][A-Za-z]{0,4}-?\d")  # letters and figures: "Su-25", "F16"


def of_titles(resolver: "Resolver", evidence: Evidence) -> list[str]:
    """The sectors of titles, by precedence; "Labour leader" is a party's, and holds no office by it."""
    weak = resolver.words.set("WEAK_NOUNS")
    sectors = resolver.sectors.ordered(evidence.sectors)
    if all(title.noun in weak for title in evidence.titles):
        return [sector for sector in sectors if sector not in resolver.state] or [*sectors]
    return [*sectors]


def served(resolver: "Resolver", evidence: Evidence) -> bool:
    """Whether titles are of the rank and file: a former soldier has left no office."""
    ranks = resolver.words.set("RANK_AND_FILE")
    return any(title.noun.rsplit(" ", 1)[-1] in ranks for title in evidence.titles)


def former(resolver: "Resolver", sectors: list[str]) -> list[str]:
    """What who left an office of these sectors is."""
    if sectors and sectors[0] in resolver.offices:
        return list(resolver.words.sector_group("FORMER_OFFICE"))
    return sectors


def now_in_office(sentence: "SentenceActors", head: int) -> list[str]:
    """What an apposition says that a person is now: "Velayati, an adviser to the supreme leader"."""
    other = apposed(sentence, head)
    if other is None or other.sector not in sentence.resolver.offices or not other.noun:
        return []
    return [other.sector, *other.other_sectors]


def out_of_office(sentence: "SentenceActors", entry: Entry, sectors: list[str]) -> list[str]:
    """What a person in the lexicon is at the document's date, who held an office at another time."""
    return former(sentence.resolver, sectors) if entry.over(sentence.context.date) else []


def without_state(sentence: "SentenceActors", sectors: Sequence[str], evidence: Evidence, head: int) -> list[str]:
    """ "Kurdish forces", "anti-government troops": a people's or an opposition's forces are no state's army."""
    words = sentence.resolver.words
    rebels, armies = words.sector_group("REBELS"), words.sector_group("ARMIES")
    if sentence.parse.lemmas[head] in words.set("AIRCRAFT") and _designated(sentence, head):
        return list(armies[:1])
    group = evidence.ethnicity and not evidence.national and not from_elsewhere(sentence, head)
    armed = sentence.parse.lemmas[head] in words.set("ARMED_MEN") or (group and armies[:1] == tuple(sectors[:1]))
    if (group or evidence.opposed) and armed:
        return [*rebels, *(sector for sector in sectors if sector not in (*rebels, *armies))]
    return list(sectors)


def _designated(sentence: "SentenceActors", head: int) -> bool:
    """Whether a designation with figures stands in front ("Su-25 fighter")."""
    parse, first = sentence.parse, phrase_start(sentence.parse, head)
    while any(token in sentence.mention_at for token in range(first, head)):
        first += 1  # "an M23 fighter" flies nothing
    return bool(_DESIGNATION.search(parse.text[parse.starts[first] : parse.starts[head]]))


def only_kind(sentence: "SentenceActors", head: int, evidence: Evidence) -> bool:
    """Whether titles say of what kind a thing is, not whose: "military action", but "military positions"."""
    words = sentence.resolver.words
    return sentence.parse.lemmas[head] not in words.set("POSSESSIONS") and all(
        title.noun in words.set("KINDS_OF_ACTION") for title in evidence.titles
    )


def shoots(sentence: "SentenceActors", head: int) -> bool:
    """Whether people who are only called men, youths and the like do what armed men do: "four men opened fire"."""
    parse, words = sentence.parse, sentence.resolver.words
    if parse.lemmas[head] not in words.set("SOME_MEN"):
        return False
    verbs = [*parse.below(head, L.RELATIVE)]
    if parse.relations[head] in (L.SUBJECT, L.AGENT):
        verbs.append(parse.heads[head])
    return any(
        parse.lemmas[verb] in words.set("ARMED_DEEDS")
        or any(parse.lemmas[child] in words.set("FIRE") for child in parse.below(verb, L.OBJECT))
        for verb in verbs
    )
