"""The places of a sentence that a role source names: arguments, owners, other clauses. Who counts, roles.py says."""

from eventcoder.frames import Argument, Frame, moods
from eventcoder.rules.owners import PLACES, makers_of, names_nation_or_group, owners_of
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["accompanying", "places", "telling_nouns", "to_the_right"]

OWN, RECIPIENT_OBJECT, OBJECT = "actor", "recipient_object", "object"
CONTENT_SUBJECT, CONTENT_OBJECT = "content subject", "content object"
GOVERNING, SPEAKER, RIGHT, LEFT, OBJECT_PHRASES = "governor actor", "speaker", "right", "left", "object phrases"
OBJECT_OWNER, SUBJECT_OWNER, PASSIVE_BY = "object possessor", "subject possessor", "by"
OBLIQUE_OWNER, OBJECT_THING = "oblique possessor", "object thing"
MODIFIER, SUBJECT_EVENT, NOBODY, ACCOMPANYING = "modifier", "subject event", "none", "accompanying object"
ACCOMPANYING_ACTOR = "accompanying actor"
KEEPER, GROUND_COUNTRY, CULPRIT = "keeper", "ground", "culprit"

OUTWARD = (
    "against",
    "on",
    "upon",
    "to",
    "with",
    "at",
    "towards",
    "toward",
    "from",
    "for",
    "into",
    "over",
    "of",
    "about",
)
FALL_BACK = 3
"""Routes at this distance or more are guesses: events that rest on one rank last."""
_GROUNDS = PLACES | {"country"}


def places(view: SentenceView, frame: Frame, source: str) -> list[Argument]:
    """The noun phrases that a role source names, for a frame."""
    if source in (OWN, "subject"):
        own = [a for a in frame.actors if a.route != MODIFIER]
        return own or (_called(view, frame) if source == "subject" else [])
    if source == MODIFIER:
        return [a for a in frame.actors if a.route == MODIFIER and names_nation_or_group(view, a.head)]
    if source == "possessor":
        return [a for a in frame.actors if a.route == "possessor"]
    if source == SUBJECT_EVENT:
        return _subject_event(view, frame)
    if source == ACCOMPANYING:
        return accompanying(view, frame)
    if source == ACCOMPANYING_ACTOR:
        return accompanying(view, frame, actors=True)
    if source == KEEPER:
        return _keepers(view, frame)
    if source == GROUND_COUNTRY:
        return [
            Argument(a.head, "ground", 2)
            for case in sorted(view.words.ground_cases & frame.obliques.keys())
            for a in frame.obliques[case]
            if frame.passive and (who := view.actor(a.head)) is not None and who.kind in _GROUNDS and who.code
        ]
    if source == CULPRIT:
        return _culprits(view, frame)
    if source in (NOBODY, OBJECT_THING):
        return []
    if source == OBJECT:
        return frame.objects
    if source == RECIPIENT_OBJECT:
        return frame.recipients
    if source == PASSIVE_BY and frame.kind == "verb" and not frame.passive:
        states = [a for case in view.words.state_cases for a in frame.obliques.get(case, [])]
        own = frame.obliques.get(source, []) if states else []  # "came under attack by rebels"
        own += [a for state in states for a in view.hanging(state.head, source)]
        return own or [  # "came under Chadian fire"
            Argument(child, "modifier of state", 1)
            for state in states
            for child in view.parse.below(state.head, L.POSSESSOR, L.ADJECTIVAL, L.COMPOUND)
            if names_nation_or_group(view, child) and (who := view.actor(child)) is not None and who.code
        ]
    if source == GOVERNING:
        return _governing(view, frame)
    if source == SPEAKER:
        return [Argument(frame.speaker.head, "speaker", 1)] if frame.speaker is not None else []
    if source in (CONTENT_SUBJECT, CONTENT_OBJECT):
        return _content(view, frame, source)
    if source == OBJECT_PHRASES:
        return [
            a
            for obj in frame.objects
            for case in OUTWARD
            if case != "of" or not makers_of(view, obj.head)  # "criticised the treatment of prisoners by guards"
            for a in view.hanging(obj.head, case, 2)
        ]
    if source == OBJECT_OWNER:
        told = any(a.head in view.event_nouns or view.is_topic(a.head) for a in frame.objects)
        by = [] if frame.passive or not told else frame.obliques.get("by", [])  # "ignored calls by the union"
        by = [a for a in by if not _is_means(view, a.head)]
        return [Argument(a.head, "owner of object", 1) for a in by] or owners_of(view, frame.objects)
    if source == OBLIQUE_OWNER:
        cases = view.words.content_cases
        return owners_of(view, [a for case, phrase in frame.obliques.items() if case in cases for a in phrase])
    if source == SUBJECT_OWNER:
        return owners_of(view, frame.actors)
    if source == RIGHT:
        return to_the_right(view, frame)
    if source == LEFT:
        return _to_the_left(view, frame)
    found = view.phrase(frame, source)
    if source == "of" and frame.kind == "verb" and "of" not in frame.obliques:
        found = [] if any(makers_of(view, a.head) for a in frame.objects) else found
    if not found:  # "bowed to the demands of the miners"
        found = [
            a
            for case, phrase in frame.obliques.items()
            if case in view.words.content_cases or case in view.words.state_cases
            for oblique in phrase
            if source != "of" or not _has_actor(view, oblique.head)
            for a in view.hanging(oblique.head, source, 2)
        ]
    if not found and source in view.words.adversative_cases:
        found = _further_inside(view, frame, source)
    return found or (_right_behind(view, frame, source) if frame.kind == "noun" else [])


def _is_means(view: SentenceView, token: int) -> bool:
    """ "By force", "by law": a bare singular noun acts in nothing."""
    parse = view.parse
    bare = all(parse.relations[child] == L.CASE for child in parse.children[token])
    return bare and parse.classes[token] == L.NOUN and parse.forms[token] == L.SINGULAR


def _further_inside(view: SentenceView, frame: Frame, case: str) -> list[Argument]:
    """ "Sued in a court in Arusha against Chad", read as "Arusha against Chad"."""
    heads = [a.head for other, phrase in frame.obliques.items() if other in view.words.forum_cases for a in phrase]
    for _ in range(3):
        for head in heads:
            found = view.hanging(head, case, 2)
            if found:
                return found
        heads = [
            c
            for head in heads
            for c in view.parse.below(head, L.OBLIQUE)
            if view.parse.cases[c] in view.words.forum_cases
        ]
    return []


def _right_behind(view: SentenceView, noun: Frame, case: str) -> list[Argument]:
    """ "Killed in a raid against rebels": the phrase right behind the noun is its own, though read as the verb's."""
    parse, head = view.parse, noun.head
    for token in range(head + 2, min(len(parse), head + 8)):
        if parse.relations[token] == L.OBLIQUE and parse.cases[token] == case and parse.heads[token] < head:
            cases = parse.below(token, L.CASE)
            if cases and cases[0] == head + 1:
                found = [token]
                for one in found:
                    found += parse.below(one, L.CONJUNCT)
                return [Argument(one, f"{case} phrase", 1) for one in found]
    return []


def _has_actor(view: SentenceView, token: int) -> bool:
    """Whether a noun is an event whose actor stands with it: what is behind its "of" undergoes it."""
    return any(frame.head == token and any(a.near == 0 for a in frame.actors) for frame in view.frames)


def telling_nouns(view: SentenceView, frame: Frame) -> list[Frame]:
    """Event nouns that tell how the verb's event came about: "a raid killed ten", "ten were killed in a raid"."""
    if frame.kind != "verb":
        return []
    return [
        other
        for other in view.frames
        if other.kind == "noun"
        and other.index != frame.index
        and (
            (not frame.passive and any(other.head in view.meant(a.head) for a in frame.actors))
            or _tells_beside(view, other, frame)
        )
    ]


def _tells_beside(view: SentenceView, noun: Frame, frame: Frame) -> bool:
    """Whether an event noun stands beside a verb, if only behind "days of" ("killed in three days of raids"), or beside
    what is coordinated with it ("ten were killed and dozens wounded in a raid")."""
    parse, words, token = view.parse, view.words, noun.head
    through = words.empty_nouns | words.quantity_nouns | words.time_nouns
    while parse.cases[token] == "of" and (above := parse.heads[token]) >= 0 and parse.lemmas[above] in through:
        token = above
    if parse.cases[token] not in words.telling_cases:
        return False
    if noun.governor == frame.index and token == noun.head:
        return True
    return parse.relations[token] == L.OBLIQUE and parse.heads[token] in _coordinated(view, frame)


def _coordinated(view: SentenceView, frame: Frame) -> set[int]:
    """A passive predicate and the participles coordinated with it, whose "were" may be left out."""
    parse = view.parse
    found = {frame.head}
    if frame.passive:
        for child in parse.below(frame.head, L.CONJUNCT):
            if any(other.head == child and other.passive for other in view.frames):
                found.add(child)
            found.update(below for below in parse.below(child, L.PARTICIPIAL) if not parse.below(below, L.OBJECT))
    return found


def _called(view: SentenceView, frame: Frame) -> list[Argument]:
    """Who is called by a noun: "Germany is a donor", "Kuwait, a donor, ..."."""
    parse = view.parse
    named = parse.below(frame.head, L.SUBJECT) if parse.below(frame.head, L.COPULA) else []
    if parse.relations[frame.head] == L.APPOSITION:
        named = [parse.heads[frame.head]]
    return [Argument(token, "subject", 0) for token in named]


def _subject_event(view: SentenceView, frame: Frame) -> list[Argument]:
    """Who acts in the event noun that tells how the verb's event came about."""
    for other in telling_nouns(view, frame):
        shared = [a for case in ("between", "among") for a in other.obliques.get(case, [])]  # "talks between"
        adverse = [a for case in sorted(view.words.adverse_cases) for a in other.obliques.get(case, [])]
        groups = [places(view, other, OWN), places(view, other, MODIFIER), shared, adverse]
        found = next((group for group in groups if any(_is_somebody(view, a) for a in group)), None)
        if found := found or next(filter(None, groups), []):
            return [Argument(a.head, f"{a.route} of event", 1) for a in found]
    # "rockets fired by rebels killed two", "rebels fired rockets that killed two": who moves the weapon that is the
    # subject
    subjects = {a.head for a in frame.actors}
    for other in view.frames:
        moved = {a.head for a in other.objects} if other.kind == "verb" and not other.passive else set()
        if view.parse.relations[frame.head] == L.RELATIVE and moved & subjects and other.actors:
            if frame.lemma in view.words.targeting_verbs:
                return [Argument(a.head, f"{a.route} of mover", 1) for a in other.actors]
        if other.kind == "verb" and other.passive and view.parse.heads[other.head] in subjects and other.actors:
            return [Argument(a.head, f"{a.route} of participle", 1) for a in other.actors]
    return []


def _is_somebody(view: SentenceView, argument: Argument) -> bool:
    who = view.actor(argument.head)
    return who is not None and who.codable


def accompanying(view: SentenceView, frame: Frame, actors: bool = False) -> list[Argument]:
    """Of "carried out a raid, targeting militants": what the verb beside the event is done to, or who does it."""
    verbs = {frame.index, frame.governor} if frame.light >= 0 or frame.kind == "noun" else {frame.index}
    for other in view.frames:
        if other.governor in verbs and other.link in ("adverbial", "modifier", "conjunct", "content"):
            if view.parse.below(other.head, L.MARK) and view.parse.below(other.head, L.SUBJECT, L.PASSIVE_SUBJECT):
                continue  # "condemned the raid, while Mali expelled the envoy" tells of somebody else
            if other.index != frame.index and not actors and other.lemma in view.words.speech_acts:
                # "rallied, calling for the minister to resign"
                wanted = [a for case in view.words.wanting_cases for a in other.obliques.get(case, [])]
                spoken = [*other.objects, *wanted]
                spoken += _content(view, other, CONTENT_SUBJECT)
                spoken += owners_of(view, wanted)  # "rallied to call for the minister's departure"
                against = [a for case in view.words.adversative_cases for a in other.obliques.get(case, [])]
                spoken = spoken or against  # "rallied to protest against the decree"
                if spoken and (view.parse.forms[other.head] == L.GERUND or moods.PURPOSE in other.flags):
                    return [Argument(a.head, "object of accompanying speech", 1) for a in spoken]
            aimed = [] if other.objects else [a for i in other.contents for a in view.frames[i].objects]
            if not actors and aimed and other.lemma in view.words.aiming_verbs and other.index != frame.index:
                return [Argument(a.head, "object of accompanying verb", 1) for a in aimed]  # "aiming to oust rebels"
            if other.lemma in view.words.targeting_verbs and other.objects and other.index != frame.index:
                if actors:
                    return [
                        Argument(a.head, "actor of accompanying verb", 1) for a in other.actors if a.head != frame.head
                    ]
                return [Argument(a.head, "object of accompanying verb", 1) for a in other.objects]
    return []


def _governing(view: SentenceView, frame: Frame) -> list[Argument]:
    """The actor of the clause that the frame stands in, outwards."""
    found: list[Argument] = []
    if frame.kind == "verb" and any(
        a.near == 0 for a in ((*frame.actors, *frame.obliques.get("by", [])) if frame.passive else frame.actors)
    ):
        return found  # it has a subject of its own, whoever that is
    done_to = {a.head for a in frame.objects}
    current, steps = frame, 0
    while current.governor >= 0 and steps < 4 and not found:
        steps += 1
        governor = view.frames[current.governor]
        if governor.lemma in view.words.reporting_verbs and current.link != "conjunct":
            break  # who tells of an event is not who did it
        if current.kind == "verb" and current.passive:
            if current.link == "modifier":
                break  # "held a funeral for six men killed in the raid"
            if current.link == "content" and governor.lemma in view.words.perception_verbs:
                break  # "saw hospitals bombed"
            if current.link == "conjunct" and any(a.near == 0 for a in current.objects):
                break  # "he was due to come, but the meeting was cancelled"
        if current.link == "oblique" and current.kind == "noun" and governor.kind == "verb":
            if view.parse.cases[current.head] not in view.words.telling_cases | view.words.content_cases:
                break  # "issued an order after a protest"
        if current.link in ("object", "oblique", "content", "adverbial", "conjunct", "modifier"):
            surface = (
                governor.objects
                if governor.passive and current.link in ("oblique", "content", "adverbial")
                else governor.actors
            )
            found = [
                Argument(a.head, "actor of governing clause", 1 + steps)
                for a in surface
                if a.head != frame.head and a.head not in done_to
            ]
        else:
            break
        current = governor
    return found or _predicate_subject(view, frame)


def _predicate_subject(view: SentenceView, frame: Frame) -> list[Argument]:
    """ "The cartel is responsible for the killings": the subject of a predicate that is no frame."""
    parse, token, steps = view.parse, frame.head, 0
    while parse.heads[token] >= 0 and steps < 4:
        token, steps = parse.heads[token], steps + 1
        if any(other.head == token for other in view.frames):
            return []
        subjects = parse.below(token, L.SUBJECT)
        if subjects and parse.below(token, L.COPULA):
            return [Argument(subject, "subject of governing predicate", 2) for subject in subjects]
    return []


def _keepers(view: SentenceView, frame: Frame) -> list[Argument]:
    """ "Held in a Kurdish prison", "died in police custody": whose the place is where somebody is held."""
    clauses = _coordinated(view, frame)
    held = [
        a
        for other in view.frames
        if other.head in clauses
        for case in view.words.ground_cases
        for a in other.obliques.get(case, [])
        if view.parse.lemmas[a.head] in view.words.holding_nouns
    ]
    return [
        Argument(a.head, f"{a.route} that holds", 1)
        for a in owners_of(view, held)
        if a.route != "modifier of object" or names_nation_or_group(view, a.head)
    ]


def _culprits(view: SentenceView, frame: Frame) -> list[Argument]:
    """ "The cartel is responsible for the killings", "claimed responsibility for the blast"."""
    parse, words, token = view.parse, view.words, frame.head
    blamed = [
        child
        for participle in parse.below(token, L.PARTICIPIAL)
        if parse.lemmas[participle] in words.responsible_words | words.blaming_verbs
        for child in parse.below(participle, L.AGENT, L.OBLIQUE)
        if parse.cases[child] in (words.blaming_cases if parse.lemmas[participle] in words.blaming_verbs else {"by"})
    ]
    if blamed:  # "an attack claimed by rebels", "an attack blamed on rebels"
        return [Argument(child, "held responsible", 1) for child in blamed]
    above = parse.heads[token]
    while above >= 0 and parse.cases[token] == "of" and parse.lemmas[above] in words.empty_nouns | words.quantity_nouns:
        token, above = above, parse.heads[above]
    if above < 0 or not parse.cases[token] or parse.lemmas[above] not in words.responsible_words:
        return []
    subjects = parse.below(above, L.SUBJECT, L.POSSESSOR)
    for other in view.frames:
        is_it = other.head == above and other.kind == "adjective"
        takes_it = other.lemma in words.responsible_words and not other.passive
        if is_it or (takes_it and above in {a.head for a in other.objects}):
            subjects += [a.head for a in other.actors]
    if not subjects and parse.relations[above] in (L.ADJECTIVAL, L.OPEN_COMPLEMENT):
        # "the militant responsible for the killings"
        subjects = parse.below(parse.heads[above], L.SUBJECT) or [parse.heads[above]]
    return [Argument(subject, "held responsible", 2) for subject in dict.fromkeys(subjects)]


def _content(view: SentenceView, frame: Frame, source: str) -> list[Argument]:
    found: list[Argument] = []
    for index in frame.contents:
        inner = view.frames[index]
        surface = inner.actors if (source == CONTENT_SUBJECT) != inner.passive else inner.objects
        if source == CONTENT_SUBJECT and inner.passive and any(a.route == "by phrase" for a in inner.actors):
            surface = inner.actors  # "demanded that subsidies be restored by the government"
        found += [Argument(a.head, source, 1) for a in surface]
        if source == CONTENT_SUBJECT and not inner.objects and inner.lemma in view.words.enabling_verbs:
            # "refused to let inspectors visit"
            found += [Argument(a.head, source, 2) for i in inner.contents for a in view.frames[i].actors]
    if not found and source == CONTENT_SUBJECT:
        for head in view.clauses(frame):
            if view.parse.relations[head] == L.PARATAXIS and view.parse.lemmas[head] in view.words.reporting_verbs:
                continue  # "it refused, a witness said"
            found += [Argument(c, source, 1) for c in view.parse.below(head, L.SUBJECT, L.PASSIVE_SUBJECT)]
    return found


def to_the_right(view: SentenceView, frame: Frame) -> list[Argument]:
    """The first noun phrase to the right that stands for a known actor: a guess where the parse went wrong."""
    parse = view.parse
    stop = len(parse)
    for token in range(max(frame.tokens) + 1, stop):
        if parse.classes[token] not in (L.NOUN, L.NAME) or parse.relations[token] in (L.COMPOUND, L.POSSESSOR):
            continue
        head = parse.heads[token]
        if parse.relations[token] == L.SUBJECT and (head > token or parse.lemmas[head] in view.words.reporting_verbs):
            return []  # another clause begins, or the speaker is named
        if view.is_abstract(token) or (parse.lemmas[token] in view.words.prepositional_nouns and parse.cases[token]):
            continue  # "as part of its programme"
        who = view.actor(token)
        if who is not None and who.codable and who.code:
            return [Argument(token, "to the right", FALL_BACK)] if _in_clause(view, token, frame) else []
    return []


def _in_clause(view: SentenceView, token: int, frame: Frame) -> bool:
    """Whether nothing but noun phrases stands between a noun and a predicate in the parse."""
    parse = view.parse
    above = parse.heads[token]
    while above >= 0 and above not in frame.tokens:
        if parse.classes[above] == L.VERB:
            return False
        above = parse.heads[above]
    return above >= 0


def _to_the_left(view: SentenceView, frame: Frame) -> list[Argument]:
    parse = view.parse
    for token in range(min(frame.tokens) - 1, -1, -1):
        if parse.classes[token] in (L.NOUN, L.NAME) and parse.relations[token] not in (L.COMPOUND, L.POSSESSOR):
            who = view.actor(token)
            if who is not None and who.codable and who.code:
                return [Argument(token, "to the left", FALL_BACK)]
    return []
