"""Claims of a text as the pipeline finds them, before they become records."""

from eventcoder.claims import FoundClaim
from eventcoder.coder import Coder
from eventcoder.documents import Document
from eventcoder.sentences import split


def claims_of(coder: Coder, text: str) -> list[FoundClaim]:
    """Claims of all sentences; the records leave out those that hang on no coded event."""
    document = Document("text", text)
    sentences = split(text)
    parses = list(coder.parser.parse((sentence.text, sentence.start) for sentence in sentences))
    return [claim for found in coder._analyse(document, sentences, parses) for claim in found.claims]
