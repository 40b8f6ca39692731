"""The parse of a sentence, with every parser's labels made one.

Parser labels are known here alone; the rest of the library reads `Parse`. May import errors, nothing else of the
library. Parsers are loaded when one is made, not on import.
"""

from eventcoder.syntax.parse import Parse
from eventcoder.syntax.spacy_english import EnglishParser, ParserIdentity

__all__ = ["EnglishParser", "Parse", "ParserIdentity"]
