"""Evaluation: how right a coder, or anybody's coded file, is, measured against gold. See docs/evaluation.md.

gold (the files), match (which event stands for which), counts, intervals and measures (the figures), mistakes (what
went wrong and why), run (all of it), report (for people and programs). May import records, documents, sentences,
formats, the ontology and the coder; nothing but the command line imports it.
"""

from eventcoder.evaluation.gold import GoldClaim, GoldDocument, GoldEvent, GoldParty, read_gold
from eventcoder.evaluation.measures import DimensionResult, Measure, Share
from eventcoder.evaluation.mistakes import Mistake, explain_mistake
from eventcoder.evaluation.run import Evaluation, evaluate

__all__ = [
    "DimensionResult",
    "Evaluation",
    "GoldClaim",
    "GoldDocument",
    "GoldEvent",
    "GoldParty",
    "Measure",
    "Mistake",
    "Share",
    "evaluate",
    "explain_mistake",
    "read_gold",
]
