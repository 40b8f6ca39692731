"""What stands between quotation marks, also where a quotation goes on over several sentences."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["is_quotation", "quoted"]

_OPENING, _CLOSING, _EITHER = "“", "”", '"'


def quoted(sentence: "SentenceActors", token: int) -> bool:
    """Whether a token stands inside a quotation."""
    state, _ = _states(sentence)
    start = sentence.parse.starts[token]
    inside = state[0][1]
    for place, after in state[1:]:
        if place > start:
            break
        inside = after
    return inside


def is_quotation(sentence: "SentenceActors") -> bool:
    """Whether nearly all of a sentence is quoted, so that who speaks is named elsewhere."""
    state, size = _states(sentence)
    inside, last, total = state[0][1], 0, 0
    for place, after in [*state[1:], (size, False)]:
        total += place - last if inside else 0
        inside, last = after, place
    return total >= _MOST * size


_MOST = 0.9


def _states(sentence: "SentenceActors") -> tuple[list[tuple[int, bool]], int]:
    """Where quotations begin and end in a sentence: places with whether what follows is quoted."""
    text = sentence.parse.text
    if sentence.quotations is None:
        inside = False
        if sentence.previous is not None:
            inside = sentence.previous.open_quotation
        found = [(0, inside)]
        for place, character in enumerate(text):
            if character in (_OPENING, _CLOSING, _EITHER):
                inside = not inside if character == _EITHER else character == _OPENING
                found.append((place, inside))
        sentence.quotations = found
    return sentence.quotations, len(text)
