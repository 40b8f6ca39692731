"""Who does what an infinitive says. May import frame and words."""

from eventcoder.frames.frame import Argument, Frame
from eventcoder.frames.words import GrammarWords

__all__ = ["controller"]


def controller(governor: Frame, words: GrammarWords) -> list[Argument]:
    """Who does what an infinitive says: the governor's object, or its subject."""
    takes_object = governor.objects and governor.lemma not in words.subject_control_verbs
    if governor.passive:
        return [Argument(a.head, "subject of governing passive", a.near + 1) for a in governor.objects]
    if takes_object and governor.kind == "verb":
        return [Argument(a.head, "object of governing verb", a.near + 1) for a in governor.objects]
    asked = words.appealing_cases if governor.lemma in words.appealing_verbs else {"on", "upon"}
    asked = frozenset() if governor.lemma in words.subject_control_verbs else asked
    addressed = [a for case in sorted(asked) for a in governor.obliques.get(case, [])]
    if addressed:
        return [Argument(a.head, "addressee of governing verb", a.near + 1) for a in addressed]
    return [Argument(a.head, "subject of governing verb", a.near + 1) for a in governor.actors]
