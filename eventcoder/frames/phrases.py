"""What single words and phrases of a sentence are: times, objects hidden in compounds, clauses, quotations."""

from eventcoder.frames.frame import Argument, Frame
from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = [
    "has_owner",
    "in_direct_speech",
    "is_attributive",
    "is_finite",
    "is_of_something",
    "is_quoted",
    "is_time",
    "taken",
    "token_before",
]


def is_time(parse: Parse, token: int, words: GrammarWords) -> bool:
    """Whether a noun is a day or a time and nothing else ("Monday"; not "months of fighting")."""
    if parse.lemmas[token].rstrip(".") not in words.time_nouns:
        return False
    if parse.lemmas[token] in words.month_nouns and parse.words[token].islower():
        return False
    return not any(parse.cases[child] == "of" for child in parse.below(token, L.OBLIQUE))


def is_of_something(parse: Parse, token: int, words: GrammarWords) -> bool:
    """Whether a word of time has a compound that makes it a thing ("curfew hours")."""
    compounds = parse.below(token, L.COMPOUND)
    return any(parse.lemmas[child].rstrip(".") not in words.time_nouns for child in compounds)


def taken(parse: Parse, token: int, words: GrammarWords) -> list[Argument]:
    """ "Took five sailors hostage", read as a compound: the sailors are the object, too."""
    if parse.lemmas[token] not in words.result_nouns:
        return []
    return [
        Argument(child, "object", 0)
        for child in parse.below(token, L.COMPOUND, L.INDIRECT_OBJECT)
        if parse.classes[child] in (L.NAME, L.NOUN)
    ]


def token_before(parse: Parse, clause: int) -> str:
    """The word class of what stands before a clause and its preposition."""
    first = min([clause, *parse.subtree(clause)])
    return parse.classes[first - 1] if first > 0 else ""


def is_attributive(parse: Parse, token: int) -> bool:
    """ "Dead or imprisoned militants": a participle beside an adjective in front of a noun."""
    head = parse.heads[token]
    return parse.relations[token] == L.CONJUNCT and parse.relations[head] == L.ADJECTIVAL and parse.heads[head] > token


def is_finite(parse: Parse, frame: Frame) -> bool:
    """Whether a predicate is a clause of its own: no infinitive, gerund or bare participle."""
    if frame.kind == "noun":
        return True
    helpers = parse.below(frame.head, L.AUX, L.PASSIVE_AUX)
    if any(parse.lemmas[token] == "to" for token in helpers):
        return False
    return frame.kind == "adjective" or bool(helpers) or parse.forms[frame.head] in (L.PAST, L.PRESENT)


def is_quoted(parse: Parse, words: GrammarWords) -> bool:
    """Whether a whole sentence is somebody's words: a quotation begins with it, or one from before ends with it."""
    opened = [place for place, word in enumerate(parse.words) if word in words.opening_quotes]
    closed = [place for place, word in enumerate(parse.words) if word in words.closing_quotes]
    if opened and opened[0] == 0:
        return not closed or closed[0] >= len(parse.words) - 2
    return not opened and len(closed) == 1 and closed[0] >= len(parse.words) - 2


def in_direct_speech(parse: Parse, token: int, words: GrammarWords) -> bool:
    """Whether a word stands in a quotation that begins a sentence or stands behind a comma or a colon.

    Other quotations are parts of what the writer says himself ("said it “would attack”").
    """
    marks = [word for word in parse.words if word in words.opening_quotes | words.closing_quotes]
    inside = bool(marks) and marks[0] in words.closing_quotes  # it began in a sentence before
    for place, word in enumerate(parse.words[:token]):
        if word in words.opening_quotes or (word in words.plain_quotes and not inside):
            inside = place == 0 or parse.words[place - 1] in words.quoting_marks
        elif word in words.closing_quotes or word in words.plain_quotes:
            inside = False
    return inside


def has_owner(parse: Parse, frame: Frame) -> bool:
    """ "Will use Paris's withdrawal": an event of somebody named, which the verb beside it does not tell."""
    return any(a.route == "possessor" and parse.classes[a.head] in (L.NAME, L.NOUN) for a in frame.actors)
