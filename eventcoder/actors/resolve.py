"""The resolver: lexicon, agent nouns and words of one codebook, and the way in for noun phrases."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from eventcoder.actors.actor import ResolvedActor
from eventcoder.actors.agents import AgentTable
from eventcoder.actors.codes import SectorTable
from eventcoder.actors.context import Context
from eventcoder.actors.introductions import introduce
from eventcoder.actors.lexicon import Lexicon
from eventcoder.actors.mentions import Mention, find_mentions
from eventcoder.actors.noun_phrases import SentenceActors
from eventcoder.actors.words import ActorWords, read_words
from eventcoder.syntax.parse import Parse

__all__ = ["Resolver"]


class Resolver:
    """Resolves noun phrases to actors. Read-only once made: one serves any number of documents.

    Args:
        lexicon: names.
        agents: agent nouns.
        words: the language's words.
        sectors: sectors with precedence and CAMEO roles.
    """

    def __init__(self, lexicon: Lexicon, agents: AgentTable, words: ActorWords, sectors: SectorTable) -> None:
        self.lexicon, self.agents, self.words, self.sectors = lexicon, agents, words, sectors
        self.numbers = dict(words.numbers)
        self.people = words.sector_group("PEOPLE")
        self.offices = frozenset(words.sector_group("OFFICES"))
        self.officials = frozenset(words.sector_group("OFFICIALS"))
        self.holders = self.offices.union(words.sector_group("FORMER_OFFICE"))
        self.domestic = frozenset(words.sector_group("DOMESTIC"))
        self.unspecific = frozenset(words.sector_group("UNSPECIFIC"))
        self.institutions = frozenset(words.sector_group("INSTITUTIONS"))
        self.strangers = frozenset(words.sector_group("STRANGERS"))
        self.state = frozenset(words.sector_group("STATE"))
        self.at_the_scene = frozenset(words.sector_group("AT_THE_SCENE"))
        self.stateless = words.set("NO_STATES")
        self.abroad = frozenset(words.sector_group("ABROAD"))
        self.police = frozenset(words.sector_group("POLICE"))
        self.policed = frozenset(words.sector_group("POLICED"))
        self.politics = frozenset(words.sector_group("POLITICS"))

    @classmethod
    def load(cls, folders: Iterable[Path], countries: Path | None = None, sectors: Path | None = None) -> "Resolver":
        """Read everything from a codebook's folders.

        Args:
            folders: the layers' folders, the lowest first (Codebook.folders).
            countries: folder of the country tables; the packaged one by default.
            sectors: the table of PLOVER sectors; the packaged one by default.

        Raises:
            ResourceError: a table cannot be read.
        """
        folders = list(folders)
        return cls(
            Lexicon.load(folders, countries), AgentTable.load(folders), read_words(folders), SectorTable.load(sectors)
        )

    def mentions(self, text: str, date: str | None = None, context: Context | None = None) -> list[Mention]:
        """The names in a text, which a document's sentences so far help to tell apart; see `find_mentions`."""
        return find_mentions(self.lexicon, text, date, () if context is None else context.spoken_of())

    def begin(self, parse: Parse, mentions: Sequence[Mention], context: Context) -> SentenceActors:
        """Make a sentence the current one of its document; needed only where no phrase of it is resolved."""
        sentence = SentenceActors(self, parse, mentions, context)
        context.begin(sentence)
        introduce(sentence)
        return sentence

    def resolve(self, parse: Parse, mentions: Sequence[Mention], head: int, context: Context) -> ResolvedActor | None:
        """Resolve one noun phrase. Coordination is the caller's: each conjunct is resolved by its own head.

        Args:
            parse: the sentence. Phrases of one sentence share the work where the same Parse is passed.
            mentions: the sentence's names; characters into the sentence's text.
            head: token that heads the phrase.
            context: the document so far; sentences must come in order.

        Returns:
            The actor; None where the token heads no noun phrase (a verb, a weekday, punctuation). Phrases that are no
            actors come back with `codable` False.
        """
        sentence = context.sentence
        if sentence is None or sentence.parse is not parse:
            sentence = self.begin(parse, mentions, context)
        return sentence.resolve(head)
