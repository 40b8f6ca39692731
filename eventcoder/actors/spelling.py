"""One spelling for names: how a name in the lexicon and the same name in a text become the same key.

A key is the name's words in lower case, joined by single spaces, without diacritics, apostrophes, hyphens and the
possessive 's; letters separated by full stops are one word ("U.S." and "US" both give "us", "al-Qa'ida" "al qaida").
"""

import re
import unicodedata

__all__ = ["LINKS", "WORD", "fold", "key", "links", "sound"]

WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\b\.?|\w+(?:['’ʼ‘`´]\w+)*")
"""A word: letters with full stops between ("U.S.", "U.N"), else letters and digits with apostrophes inside."""

LINKS = frozenset(
    {" ", "-", "‐", "‑", "–", ". ", ".", "\n", "\u00a0", "' ", "’ ", " & ", "&", "/", ".-", " - "}
    | {"'s ", "’s ", "'S ", "’S ", "'s\u00a0", "’s\u00a0", ".\u00a0"}
)
"""What may stand between two words of one name."""

_APOSTROPHES = str.maketrans("", "", "'’ʼ‘`´.")
_NOT_DECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_POSSESSIVES = ("'s", "’s", "'S", "’S")


def links(gap: str) -> bool:
    """Whether the text between two words may stand inside a name."""
    return gap in LINKS or (gap.isspace() and gap.count("\n") < 2)


def fold(word: str) -> str:
    """The key of one word (a match of WORD, possessive 's already cut)."""
    if word.isascii():
        lower = word.lower()
        return lower if lower.isalnum() else lower.translate(_APOSTROPHES)
    folded = word.translate(_APOSTROPHES).casefold().translate(_NOT_DECOMPOSED)
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def bare_end(word: str, end: int) -> int:
    """The end of a word without its possessive 's."""
    return end - 2 if len(word) > 2 and word.endswith(_POSSESSIVES) else end


def key(name: str) -> str:
    """The key of a whole name; empty where the name has no letter or digit."""
    if name.isascii() and name.replace(" ", "").isalnum() and "  " not in name:
        return name.lower().strip()
    words = []
    for match in WORD.finditer(name):
        word = match.group()
        end = bare_end(word, len(word))
        words.append(fold(word[:end]))
    return " ".join(word for word in words if word)


_SOUNDS = (
    ("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("zh", "j"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ck", "k"), ("iy", "i"), ("ij", "i"), ("ei", "e"), ("ai", "e"),
    ("y", "i"), ("w", "v"), ("q", "k"), ("x", "ks"), ("z", "s"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def sound(name: str) -> str:
    """What is left of a name, given as its key, where papers spell it differently ("Mitterand" and "Mitterrand",
    "Sarkisyan" and "Sarkissian")."""
    for written, heard in _SOUNDS:
        name = name.replace(written, heard)
    return _DOUBLED.sub(r"\1", name)
