"""Evaluation: how right a coder, or anybody's coded file, is, measured against gold. See docs/evaluation.md.

gold (the files), match (which event stands for which), counts, intervals and measures (the figures), mistakes (what
went wrong and why), verdicts and calibration (what events are like that can be trusted, see docs/reliability.md), run
(all of it), report, trust and layout (for people and programs). May import records, documents, sentences,
formats, the ontology and the coder; nothing but the command line imports it.
"""

from eventcoder.evaluation.calibration import Calibration, GradeResult, cross_validate
from eventcoder.evaluation.gold import GoldClaim, GoldDocument, GoldEvent, GoldParty, read_gold
from eventcoder.evaluation.measures import DimensionResult, Measure, Share
from eventcoder.evaluation.mistakes import Mistake, explain_mistake
from eventcoder.evaluation.run import Evaluation, evaluate
from eventcoder.evaluation.verdicts import Verdict, read_verdicts

__all__ = [
    "Calibration",
    "DimensionResult",
    "Evaluation",
    "GoldClaim",
    "GoldDocument",
    "GoldEvent",
    "GoldParty",
    "GradeResult",
    "Measure",
    "Mistake",
    "Share",
    "Verdict",
    "cross_validate",
    "evaluate",
    "explain_mistake",
    "read_gold",
    "read_verdicts",
]
