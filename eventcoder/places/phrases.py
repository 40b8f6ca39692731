"""Place phrases of a sentence: which names stand where a place stands, and what hangs together ("Musayib in Babil")."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from eventcoder.actors import Lexicon, Mention
from eventcoder.places.words import PlaceWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = [
    "ADJECTIVE_KINDS",
    "INSIDE",
    "MODIFIER",
    "NEAR",
    "PLACE_KINDS",
    "TARGET",
    "TOWARD",
    "Slot",
    "Unit",
    "read_units",
]

PLACE_KINDS = frozenset({"country", "region", "capital", "city"})
ADJECTIVE_KINDS = frozenset({"adjective", "demonym"})
INSIDE, NEAR, TOWARD, AWAY, MODIFIER, TARGET = "inside", "near", "toward", "away", "modifier", "target"
CITY, PROVINCE, DISTRICT = "city", "province", "district"
CAPITAL = "capital"
_STEPS = 7
_BESIDE = frozenset({L.ADJECTIVAL, L.POSSESSOR, L.COMPOUND})
_MISTAKEN = frozenset({L.ADVERB, L.NOUN, L.OTHER})  # classes that the parser gives to names it does not know
_POSSESSED = 30  # characters between a country and the place that it has
_COARSE = {"country": 3, "region": 2, PROVINCE: 2, DISTRICT: 1}


@dataclass(slots=True)
class Slot:
    """How a place phrase stands in its sentence.

    Attributes:
        relation: INSIDE, NEAR, TOWARD, AWAY, MODIFIER ("the Kabul bombing") or TARGET ("shelled Sderot", "raid on it").
        attach: token that it hangs from, -1 at the root.
        conjunct: whether it is a later one of several ("in Iraq and Syria").
        hint: "city", "province" or "district" where a noun beside the name says so, else "".
    """

    relation: str
    attach: int
    conjunct: bool = False
    hint: str = ""


@dataclass(slots=True)
class Unit:
    """A name that may be a place's, or a noun for a country's capital or land ("the Iraqi capital").

    Attributes:
        first, last: its tokens, both included.
        head: the one that the others hang from.
        mention: the lexicon's name, None where the lexicon has none.
        slot: where it stands; None where it is no place phrase by itself.
        inside: the coarser unit that says where it is.
        country: country of an adjective or possessor beside the noun that names its kind.
        noun: "capital" or "country" where there is no name but that noun.
    """

    first: int
    last: int
    head: int
    mention: Mention | None = None
    slot: Slot | None = None
    inside: "Unit | None" = None
    country: str = ""
    noun: str = ""
    hint: str = ""

    @property
    def coarse(self) -> int:
        """0 for a city, more for what is larger."""
        return _COARSE.get(self.hint, 0) or (_COARSE.get(self.mention.kind, 0) if self.mention else 0)


def read_units(parse: Parse, mentions: Sequence[Mention], lexicon: Lexicon, words: PlaceWords) -> list[Unit]:
    """All units of a sentence that stand where a place stands, in order."""
    return _Reader(parse, mentions, lexicon, words).run()


@lru_cache(maxsize=8)
def _tables(words: PlaceWords) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Noun -> the kind of place it names; preposition -> relation."""
    kinds = (
        dict.fromkeys(words.city_nouns, CITY)
        | dict.fromkeys(words.district_nouns, DISTRICT)
        | dict.fromkeys(words.province_nouns, PROVINCE)
    )
    relations = (
        dict.fromkeys(words.away, AWAY)
        | dict.fromkeys(words.toward, TOWARD)
        | dict.fromkeys(words.against, TARGET)
        | dict.fromkeys(words.near, NEAR)
        | dict.fromkeys(words.inside, INSIDE)
    )
    return kinds, relations


class _Reader:
    """One sentence."""

    def __init__(self, parse: Parse, mentions: Sequence[Mention], lexicon: Lexicon, words: PlaceWords) -> None:
        self.parse, self.mentions, self.lexicon, self.words = parse, mentions, lexicon, words
        self.kinds, self.relations = _tables(words)
        self.nations: dict[int, str] = {}  # token of a nation's name or adjective -> country

    def run(self) -> list[Unit]:
        units, taken = self._named()
        self._unnamed(units, taken)
        kept = []
        for unit in units:
            unit.slot = self._slot(unit)
            if unit.slot is not None and unit.slot.hint:
                unit.hint = unit.slot.hint
        units.sort(key=lambda unit: unit.first)
        self._contain(units)
        for unit in units:
            if unit.slot is not None:
                kept.append(unit)
        kept += self._nouns()
        return kept

    # ------------------------------------------------------------------ units

    def _named(self) -> tuple[list[Unit], set[int]]:
        parse = self.parse
        units: list[Unit] = []
        taken: set[int] = set()
        starts, ends, count = parse.starts, parse.ends, len(parse)
        for mention in self.mentions:
            first = bisect_right(starts, mention.start) - 1
            if first < 0 or ends[first] <= mention.start:
                continue
            last = first
            while last + 1 < count and starts[last + 1] < mention.end:
                last += 1
            taken.update(range(first, last + 1))
            head = self._head(first, last)
            if mention.kind in PLACE_KINDS:
                units.append(Unit(first, last, head, mention))
            if mention.kind in PLACE_KINDS or mention.kind in ADJECTIVE_KINDS:
                country = self.lexicon.entry(mention.entries[0]).country
                if country:
                    self.nations[head] = country
        return units, taken

    def _unnamed(self, units: list[Unit], taken: set[int]) -> None:
        """Runs of name tokens that the lexicon does not know."""
        parse, no_names = self.parse, self.words.no_names
        lemmas, texts = parse.lemmas, parse.words
        tokens = [
            token
            for token, name_class in enumerate(parse.classes)
            if (name_class == L.NAME or (name_class in _MISTAKEN and token and texts[token][0].isupper()))
            and token not in taken
        ]
        at, count = 0, len(tokens)
        while at < count:
            first = last = tokens[at]
            at += 1
            if lemmas[first] in no_names:
                continue
            while at < count and tokens[at] == last + 1:
                last = tokens[at]
                at += 1
            # "Gedo Region": the kind is no part of the name
            hint = ""
            if last > first and lemmas[last] in self.kinds:
                hint, last = self.kinds[lemmas[last]], last - 1
            units.append(Unit(first, last, self._head(first, last), hint=hint))

    def _head(self, first: int, last: int) -> int:
        heads = self.parse.heads
        for token in range(last, first - 1, -1):
            if not first <= heads[token] <= last:
                return token
        return last

    # ------------------------------------------------------------------ where they stand

    def _slot(self, unit: Unit) -> Slot | None:
        parse, words = self.parse, self.words
        token, hint, conjunct, near = unit.head, unit.hint, False, False
        for _ in range(_STEPS):
            case, head = parse.cases[token], parse.heads[token]
            relation = parse.relations[token]
            if case:
                found = self._relation(case)
                if found:
                    return Slot(NEAR if near else found, head, conjunct, hint)
                if case != "of" or head < 0:
                    return None
                lemma = parse.lemmas[head]
                if lemma in words.directions and lemma not in self.kinds:
                    near = True
                elif lemma in self.kinds:
                    hint = hint or self.kinds[lemma]
                elif lemma not in words.parts:
                    # "the bombing of Damascus"
                    return Slot(TARGET, head, conjunct, hint) if parse.classes[head] == L.NOUN else None
                token = head
                if near and not parse.cases[token] and parse.heads[token] >= 0:
                    return Slot(NEAR, parse.heads[token], conjunct, hint)
                continue
            if head < 0:
                return None
            lemma = parse.lemmas[head]
            if relation in (L.COMPOUND, L.ADJECTIVAL, L.POSSESSOR):
                if lemma in self.kinds and relation != L.POSSESSOR:
                    hint = hint or self.kinds[lemma]
                elif lemma in words.site_nouns or lemma in words.parts or lemma in self.kinds:
                    pass
                elif relation == L.COMPOUND and unit.coarse < 3 and parse.classes[head] == L.NOUN:
                    return Slot(MODIFIER, head, conjunct, hint)
                elif not (relation == L.POSSESSOR and parse.classes[head] == L.NAME):
                    return None
            elif relation == L.APPOSITION:
                if lemma in self.kinds:
                    hint = hint or self.kinds[lemma]
                elif parse.classes[head] != L.NAME and lemma not in words.parts and lemma not in words.site_nouns:
                    return None
            elif relation == L.CONJUNCT:
                conjunct = True
            elif relation in (L.OBJECT, L.PASSIVE_SUBJECT) or (relation == L.ADVERBIAL_WORD and head == unit.first - 1):
                return Slot(TARGET, head, conjunct, hint)
            else:
                return None
            token = head
        return None

    def _relation(self, case: str) -> str:
        found = self.relations.get(case)
        return found if found is not None else self.relations.get(case.rsplit(" ", 1)[-1], "")

    def _contain(self, units: Sequence[Unit]) -> None:
        """What stands side by side, one larger: "Baghdad, Iraq", "Musayib in Babil Province", "Somalia's Gedo"."""
        parse, text = self.parse, self.parse.text
        for one, other in pairwise(units):
            if one.slot is None and other.slot is None:
                continue
            last = one.last
            if last + 1 < len(parse) and parse.lemmas[last + 1] in self.kinds and parse.starts[last + 1] < other.first:
                last += 1
            between = text[parse.ends[last] : parse.starts[other.first]]
            plain = between.strip(" ").lower()
            if other.coarse > one.coarse and plain in (",", "in", "in the", ", in", "("):
                one.inside = other
                if one.slot is None:
                    one.slot = other.slot
            elif (
                one.coarse > other.coarse
                and (plain.startswith(("'s", "’s")) or parse.heads[one.head] == other.head)
                and " and " not in between
                and len(plain) < _POSSESSED
            ):
                other.inside = one
        if not self.nations:
            return
        for unit in units:
            for parent in (unit.head, parse.heads[unit.head]):
                # "the Syrian town of Kobani", "the Georgian capital, Tbilisi"
                if parent < 0 or (parent != unit.head and parse.lemmas[parent] not in self.kinds):
                    continue
                for child in parse.children[parent]:
                    if child in self.nations and child != unit.head and parse.relations[child] in _BESIDE:
                        unit.country = unit.country or self.nations[child]

    def _nouns(self) -> list[Unit]:
        """ "In the Iraqi capital", "on Lebanese territory"."""
        parse, words, found = self.parse, self.words, []
        for token, country in self.nations.items():
            head = parse.heads[token]
            if head < 0 or parse.relations[token] not in _BESIDE:
                continue
            lemma = parse.lemmas[head]
            if lemma not in words.parts and lemma not in self.kinds and lemma not in words.site_nouns:
                continue
            unit = Unit(token, head, head, country=country)
            unit.slot = self._slot(unit)
            if unit.slot is not None:
                unit.noun = CAPITAL if lemma in words.capital_nouns else "country"
                found.append(unit)
        return found
