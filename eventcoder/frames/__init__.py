"""Predicates with their roles: the only home of English grammar.

`build_frames` turns a Parse into Frames; rules see nothing else. May import syntax.
"""

from eventcoder.frames.build import build_frames
from eventcoder.frames.frame import Argument, Frame
from eventcoder.frames.words import GrammarWords, Vocabulary

__all__ = ["Argument", "Frame", "GrammarWords", "Vocabulary", "build_frames"]
