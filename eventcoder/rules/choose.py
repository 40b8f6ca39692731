"""Which codings of a sentence become events: operators swallow what they work on, coded verbs their event nouns."""

from collections.abc import Sequence
from dataclasses import replace

from eventcoder.frames import Frame
from eventcoder.frames.moods import CONDITIONAL, FUTURE, HYPOTHETICAL, IRREALIS
from eventcoder.rules.coding import Coding
from eventcoder.rules.compose import MOOD_PREFIX, OF_CONTACT, Composer
from eventcoder.rules.gaps import without_gaps
from eventcoder.rules.roles import GROUND, Role
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["choose"]

_NOT_SAID = {FUTURE, IRREALIS, HYPOTHETICAL, CONDITIONAL}
OWN_ROUTES = ("possessor", "by phrase", "modifier")


def choose(view: SentenceView, composer: Composer) -> list[Coding]:
    """The events of a sentence, in the order of the record: clause depth, trigger, rule.

    Statements that only report (codes without a PLOVER event) count where nothing else was found.
    """
    sentence = composer.sentence(view)
    used: set[int] = set()
    accepted: list[Coding] = []
    by_frame: dict[int, Coding] = {}
    for frame in sorted(view.frames, key=lambda f: (f.depth, f.kind != "verb", f.head)):
        if frame.index in used:
            continue
        coding = sentence.coding(frame)
        if coding is not None and coding.void:
            used |= coding.frames
            continue
        if coding is None or not (coding.codes.plover or coding.codes.cameo):
            continue
        coding = _reciprocal(coding)
        if composer.is_verbal(coding.codes.plover) and coding.inner is None:
            coding = _without_ground(coding)
        if coding.frame.index == frame.index and _inside_coded_verb(view, frame, coding, by_frame, composer):
            continue
        if _lacks_its_speaker(coding, composer):
            used |= coding.frames
            continue
        if not _has_somebody(view, coding, composer):
            if frame.kind == "verb" and composer.is_verbal(coding.codes.plover) and not _lacks_required(coding):
                by_frame[frame.index] = coding  # by whom is not known, but what it is about stays unreal
            continue
        if _is_habit(view, coding):
            coding.flags.add(IRREALIS)
        if _elaborates(view, frame, coding, by_frame):
            used |= coding.frames
            continue
        accepted.append(coding)
        for index in coding.frames:
            by_frame[index] = coding
        used |= coding.frames
    events = [c for c in accepted if c.codes.plover and c.frame.index not in _swallowed(c, accepted)]
    if not any(not c.flags & {"negation", HYPOTHETICAL, IRREALIS, CONDITIONAL} for c in events):
        # "is likely to announce": nothing has been said yet
        events += [c for c in accepted if not c.codes.plover and not c.flags & _NOT_SAID][:1]
    events = _without_doubles(
        [without_gaps(view, c, composer.is_verbal(c.codes.plover)) for c in _without_doubles(events)]
    )
    return sorted(events, key=lambda c: (_depth(c), c.frame.tokens[0], c.rules[0] if c.rules else ""))


def _depth(coding: Coding) -> float:
    """ "Phoned the king to thank him": what was said comes before the contact."""
    said = any(name.startswith(MOOD_PREFIX) and name.endswith(OF_CONTACT) for name in coding.rules)
    return coding.frame.depth - 1.5 if said else coding.frame.depth


def _swallowed(coding: Coding, accepted: Sequence[Coding]) -> set[int]:
    """Frames that some other accepted coding worked on."""
    return {index for other in accepted if other is not coding for index in other.frames - {other.frame.index}}


def _lacks_its_speaker(coding: Coding, composer: Composer) -> bool:
    """A promise, threat or refusal that a mood makes of an act, and words as a noun, must be somebody's.

    "Women are no longer repatriated", "support grew" are nobody's.
    """
    if coding.actors or not coding.codes.plover:
        return False
    of_mood = any(name.startswith(MOOD_PREFIX) for name in coding.rules)
    return of_mood or (coding.frame.kind == "noun" and composer.is_verbal(coding.codes.plover))


def _has_somebody(view: SentenceView, coding: Coding, composer: Composer) -> bool:
    """At least one side must be an actor that the lexicon knows by country or sector, or an actor with a name.

    Of deeds, which things can do in figures of speech ("Fires destroyed homes"), the name must have two words; a
    plural that is one word is likely no name but the first word of its sentence.
    """
    if _lacks_required(coding):
        return False
    if any(role.who.code or role.who.sector for role in (*coding.actors, *coding.recipients)):
        return True
    in_words = composer.is_verbal(coding.codes.plover)
    return any(
        view.parse.classes[role.who.head] == L.NAME
        and (len(role.who.text.split()) > 1 or (in_words and view.parse.forms[role.who.head] != L.PLURAL))
        for role in coding.actors
    )


def _lacks_required(coding: Coding) -> bool:
    """Whether a role is empty without which the rule says nothing ("the group was behind the raid", nobody says so)."""
    rule = coding.match.rule
    return (rule.actor.required and not coding.actors) or (rule.recipient.required and not coding.recipients)


def _inside_coded_verb(
    view: SentenceView, frame: Frame, coding: Coding, by_frame: dict[int, Coding], composer: Composer
) -> bool:
    """An event noun in a coded clause tells the same event, unless it has an actor of its own."""
    if _only_spoken_of(view, frame, by_frame, composer):
        return True
    if frame.kind != "noun" or frame.governor < 0:
        return False
    outer = by_frame.get(frame.governor)
    if outer is None or not outer.codes.plover:
        return False
    own = [role for role in coding.actors if role.route in OWN_ROUTES and role.near == 0]
    return not own or all(_same_actor(role, other) for role in own for other in outer.actors)


def _only_spoken_of(view: SentenceView, frame: Frame, by_frame: dict[int, Coding], composer: Composer) -> bool:
    """What an event in words is about is not told as a fact.

    "Vetoed calls for an investigation", "accused of planning and aiding attacks".
    """
    current = frame
    while current.governor >= 0:
        if current.kind == "noun":
            if current.link == "oblique" and view.parse.cases[current.head] not in view.words.content_cases:
                return False
            if current.link not in ("object", "oblique", "modifier"):
                return False
        elif current.link not in ("content", "conjunct"):
            return False
        joined = current.kind != "noun" and current.link == "conjunct"
        own = current.kind == "noun"
        current = view.frames[current.governor]
        outer = by_frame.get(current.index)
        if outer is not None and not joined and (own or outer.frame.index == current.index):
            return composer.is_verbal(outer.codes.plover)
    return False


def _is_habit(view: SentenceView, coding: Coding) -> bool:
    """ "Smugglers bribe guards", "An envoy meets ministers": what is usual, where no country is named.

    Plain plurals, or singulars with an indefinite article, and the simple present tell it.
    """
    parse, frame = view.parse, coding.frame
    parties = [*coding.actors, *coding.recipients]
    verb = frame.light if frame.light >= 0 else frame.head
    if (
        parse.forms[verb] not in (L.PRESENT, L.BASE)
        or parse.below(verb, L.AUX)
        or any(role.who.code for role in parties)
    ):
        return False
    return bool(coding.actors) and all(_is_anybody(view, role.who.head) for role in coding.actors)


def _is_anybody(view: SentenceView, head: int) -> bool:
    parse = view.parse
    children = parse.children[head]
    if parse.forms[head] == L.PLURAL:
        return not children
    articles = view.words.indefinite_articles
    return bool(children) and all(
        parse.relations[child] == L.DETERMINER_OF and parse.lemmas[child] in articles for child in children
    )


def _elaborates(view: SentenceView, frame: Frame, coding: Coding, by_frame: dict[int, Coding]) -> bool:
    """ "Raided the village, killing two": a participle without subject of its own tells more of the same event."""
    outer = by_frame.get(frame.governor)
    if outer is None or frame.kind != "verb" or frame.link != "adverbial" or view.parse.forms[frame.head] != L.GERUND:
        return False
    return outer.codes.plover == coding.codes.plover and all(role.near > 0 for role in coding.actors)


def _same_actor(one: Role, other: Role) -> bool:
    """The same phrase, or the same country."""
    if one.who.start < other.who.end and other.who.start < one.who.end:
        return True
    return bool(one.who.code) and one.who.code == other.who.code


def _reciprocal(coding: Coding) -> Coding:
    """Where the parties of a reciprocal event stand together, all are actors, unless others are named beside them."""
    if not coding.match.rule.symmetric:
        return coding
    if coding.inner is None or coding.inner.match.rule.symmetric or len(coding.actors) > 1:
        coding = _without_ground(coding)  # where they meet is no party; where they are to do something may be
    if len(coding.actors) < 2:
        return coding
    beside = [role for role in coding.recipients if role.near < 1 or role.route.startswith("with ")]
    return coding if len(beside) == len(coding.recipients) else replace(coding, recipients=beside)


def _without_ground(coding: Coding) -> Coding:
    """Words are not addressed to the country where they are said."""
    kept = [role for role in coding.recipients if role.route != GROUND]
    return coding if len(kept) == len(coding.recipients) else replace(coding, recipients=kept)


def _without_doubles(events: list[Coding]) -> list[Coding]:
    """One event told twice in a sentence is one record: what is told as a fact stays, then the one with the nearer
    roles ("mounted a raid to arrest a rebel").
    """
    kept: dict[tuple[object, ...], Coding] = {}
    for coding in events:
        key = (
            coding.codes.plover,
            coding.codes.mode,
            tuple(sorted((r.who.code or "", r.who.sector or "") for r in coding.actors)),
            tuple(sorted((r.who.code or "", r.who.sector or "") for r in coding.recipients)),
            frozenset(coding.flags & {"negation", "hypothetical", "future"}),
        )
        if key not in kept or _doubt(coding) < _doubt(kept[key]):
            kept[key] = coding
    codings = list(kept.values())
    return [c for c in codings if not any(_says_less(c, other) for other in codings if other is not c)]


def _doubt(coding: Coding) -> tuple[bool, int]:
    return IRREALIS in coding.flags, coding.distance


def _says_less(one: Coding, other: Coding) -> bool:
    """Whether another coding tells the same event of the same phrases, and a mode besides."""
    if one.codes.plover != other.codes.plover or one.codes.mode or not other.codes.mode:
        return False
    return all(
        {(r.who.start, r.who.end) for r in mine} == {(r.who.start, r.who.end) for r in theirs}
        for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients))
    )
