"""Relative pronouns behind prepositions give way to what they stand for: "the party, with whom it has fought".

May import frame, words and syntax.
"""

from collections.abc import Sequence

from eventcoder.frames.frame import Argument, Frame
from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["name_relatives"]


def name_relatives(parse: Parse, frames: Sequence[Frame], words: GrammarWords) -> None:
    """Put the noun in front of a relative clause where a pronoun behind a preposition stands for it."""
    for frame in frames:
        for case, arguments in frame.obliques.items():
            frame.obliques[case] = [_named(parse, argument, words) for argument in arguments]


def _named(parse: Parse, argument: Argument, words: GrammarWords) -> Argument:
    if parse.lemmas[argument.head] not in words.relative_pronouns:
        return argument
    for token in range(argument.head - 1, -1, -1):
        if parse.classes[token] in (L.NOUN, L.NAME):
            return Argument(token, argument.route, argument.near + 1)
        if parse.classes[token] == L.VERB:
            break
    return argument
