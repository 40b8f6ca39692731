"""Who undergoes an event that a passive of another kind leads to: "was subjected to raids", "was handed a sentence".

May import frame, words and syntax.
"""

from collections.abc import Sequence

from eventcoder.frames.frame import Argument, Frame
from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["lend_undergoers"]


def lend_undergoers(parse: Parse, frames: Sequence[Frame], words: GrammarWords) -> None:
    """Give events behind verbs of subjecting, and passives with an object of their own, whom they are done to."""
    at = {frame.head: frame for frame in frames}
    for frame in frames:
        above = at.get(parse.heads[frame.head])
        if above is not None and above.passive and above.lemma in words.subjecting_verbs:
            if parse.cases[frame.head] in words.subjecting_cases and not frame.passive:
                _undergo(frame, above)
        aimed = set(frame.obliques) & words.site_cases  # "fled the assault on Gao"
        if above is not None and frame.kind == "noun" and not frame.objects and above.kind == "verb" and not aimed:
            frame.objects = [
                Argument(a.head, f"{a.route} of governing verb", 1) for a in _kept(parse, frame, above, words)
            ]
        if frame.kind == "noun" and not frame.objects and parse.cases[frame.head] == "of":
            frame.objects = _aims(parse, frame, words)
        if frame.passive and not frame.recipients and parse.relations[frame.head] == L.RELATIVE:
            own = parse.below(frame.head, L.OBJECT)
            told = [c for c in parse.below(frame.head, L.PASSIVE_SUBJECT) if parse.lemmas[c] in words.relative_pronouns]
            if own and told:  # "mothers who were handed sentences"
                frame.recipients = [Argument(parse.heads[frame.head], "noun of relative clause", 0)]


def _kept(parse: Parse, event: Frame, above: Frame, words: GrammarWords) -> list[Argument]:
    """ "Defended the town against the assault", "fled the assault": who would undergo it."""
    case = parse.cases[event.head]
    if (
        parse.relations[event.head] == L.OBLIQUE
        and case in words.shielding_cases
        and above.lemma in words.shielding_verbs
    ):
        return above.objects
    if above.lemma in words.withstanding_verbs and not above.passive:
        if parse.relations[event.head] == L.OBJECT or case in words.shielding_cases:
            return [a for a in above.actors if a.head != event.head]
    return []


def _aims(parse: Parse, event: Frame, words: GrammarWords) -> list[Argument]:
    """ "The base was the target of a raid": what is raided."""
    aim = parse.heads[event.head]
    if aim < 0 or parse.lemmas[aim] not in words.aim_nouns or not parse.below(aim, L.COPULA):
        return []
    return [Argument(subject, "subject of aim", 0) for subject in parse.below(aim, L.SUBJECT)]


def _undergo(frame: Frame, above: Frame) -> None:
    """ "Villages were subjected to shelling by rebels": the villages are shelled, by the rebels."""
    frame.objects = frame.objects or [Argument(a.head, f"{a.route} of governing verb", 0) for a in above.objects]
    done_to = {a.head for a in above.objects}
    by = [a for a in frame.actors if a.route != "modifier" and a.head not in done_to]
    by = by or list(frame.obliques.get("by", [])) or [Argument(a.head, a.route, 0) for a in above.actors]
    frame.actors = by + [a for a in frame.actors if a.route == "modifier"]
    frame.light = above.head if frame.kind == "noun" else frame.light
