"""The names of the moods that frames are flagged with. Imports nothing."""

__all__ = ["CONDITIONAL", "FUTURE", "HISTORICAL", "HYPOTHETICAL", "IRREALIS", "NEGATION", "OBLIGATION", "PURPOSE"]

NEGATION, FUTURE, HYPOTHETICAL, HISTORICAL = "negation", "future", "hypothetical", "historical"
OBLIGATION, CONDITIONAL, PURPOSE, IRREALIS = "obligation", "conditional", "purpose", "irrealis"
