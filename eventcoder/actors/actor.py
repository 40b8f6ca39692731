"""A resolved actor: what a noun phrase stands for."""

from dataclasses import dataclass, replace

__all__ = ["ResolvedActor"]


@dataclass(slots=True)
class ResolvedActor:
    """A noun phrase with what it stands for. Treated as immutable: change a copy.

    Attributes:
        head: token that heads the phrase.
        start, end: characters into the document, half open: the whole phrase with what stands in front of the head
            (title, adjectives, possessor, number; no article) and an "of" phrase that was needed to resolve it,
            without relative clauses and appositions.
        text: the phrase as written.
        code: PLOVER actor code (ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC), None where none is known.
        country: country the actor belongs to where that is known besides the code, else None.
        sector: PLOVER sector, None where the actor is a state as a whole or nothing is known.
        other_sectors: further sectors, by precedence.
        cameo: whole CAMEO actor code, "" where nothing is known.
        religion, ethnicity: CAMEO code of the group, or its name in the lexicon where that has no code.
        office: office of a person.
        name: main name in the lexicon of who or what was named, "" where it was only described.
        noun: the agent noun that heads the phrase, "" where none does.
        entry: number of that lexicon entry, -1 where there is none.
        resolved_by: how the code was found: "name", "title and name", "adjective", "compound", "possessor",
            "of phrase", "place phrase", "apposition", "antecedent", "place in sentence", "dateline", "agent noun"
            (a sector without a code), "unknown name", "thing", "pronoun", "number".
        kind: a kind of lexicon entry, a kind of agent noun (person, group, institution, weapon), "unknown name",
            "pronoun", "number", "thing" or "abstract" (nobody's, and nothing that anything can be done to). A thing has
            the code of its owner, where it has one ("Hamas positions").
        count: how many, where the phrase says so in figures or number words, else None.
        plural: whether the phrase is plural.
        antecedent: token of this sentence that a pronoun or description stands for, -1 where there is none; its
            conjuncts are meant too ("Iran and Iraq said they ...").
        current: False where a named person or state did not hold office or exist at the document's date.
        elsewhere: whether the words leave open that the actor is not of where something is done to it ("the two men").
        codable: whether the phrase can be an actor or recipient of an event.
    """

    head: int
    start: int
    end: int
    text: str
    code: str | None = None
    country: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    cameo: str = ""
    religion: str | None = None
    ethnicity: str | None = None
    office: str | None = None
    name: str = ""
    noun: str = ""
    entry: int = -1
    resolved_by: str = ""
    kind: str = ""
    count: int | None = None
    plural: bool = False
    antecedent: int = -1
    current: bool = True
    elsewhere: bool = False
    codable: bool = True

    def at(self, head: int, start: int, end: int, text: str) -> "ResolvedActor":
        """The same actor as another phrase names it."""
        return replace(self, head=head, start=start, end=end, text=text)
