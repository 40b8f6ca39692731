"""Who is who: names found in text by the lexicon, and noun phrases resolved to actors with country, sector and role.

Lives here: the lexicon (`Lexicon`), its pass over a text (`find_mentions`), the resolution of a noun phrase
(`Resolver`, giving `ResolvedActor`) and what a document has said so far (`Context`). May import errors, findings,
resources, tables and syntax.Parse, nothing of a later stage.
"""

from eventcoder.actors.actor import ResolvedActor
from eventcoder.actors.context import Context
from eventcoder.actors.lexicon import Entry, Lexicon
from eventcoder.actors.mentions import Mention, find_mentions
from eventcoder.actors.resolve import Resolver

__all__ = ["Context", "Entry", "Lexicon", "Mention", "ResolvedActor", "Resolver", "find_mentions"]
