"""Polarity, modality and time of frames: which events did not happen, may happen, will happen or are long past."""

from eventcoder.frames.frame import Frame
from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = [
    "CONDITIONAL",
    "FUTURE",
    "HISTORICAL",
    "HYPOTHETICAL",
    "NEGATION",
    "OBLIGATION",
    "PURPOSE",
    "moves_to_future",
    "set_flags",
]

NEGATION, FUTURE, HYPOTHETICAL, HISTORICAL = "negation", "future", "hypothetical", "historical"
OBLIGATION, CONDITIONAL, PURPOSE, IRREALIS = "obligation", "conditional", "purpose", "irrealis"


def set_flags(parse: Parse, frames: list[Frame], words: GrammarWords) -> None:
    """Set the flags of every frame, in place.

    A frame's own auxiliaries, negations and modifiers come first; then light verbs hand theirs to their nouns and
    coordinated verbs share an auxiliary.
    """
    for frame in frames:
        if frame.kind == "noun":
            _noun_flags(parse, frame, words)
        else:
            _clause_flags(parse, frame, words)
    for frame in frames:
        if _is_unreal(parse, frame, frames, words):
            frame.flags.add(IRREALIS)
        if _is_in_doubt(parse, frame, words) or _is_averted(parse, frame, frames, words):
            frame.flags.add(IRREALIS)
        if frame.link == "content" and frames[frame.governor].lemma in words.passing_verbs:
            frame.flags |= frames[frame.governor].flags & {NEGATION, HYPOTHETICAL, FUTURE, OBLIGATION}
        if frame.link == "content" and moves_to_future(parse, frames[frame.governor], words):
            frame.flags.add(FUTURE)
            frame.flags |= frames[frame.governor].flags & {NEGATION, HYPOTHETICAL}
        elif frame.link == "content" and _obliges(parse, frames[frame.governor], frame, words):
            frame.flags.add(OBLIGATION)
            frame.flags |= frames[frame.governor].flags & {NEGATION}
        elif frame.link == "content" and frames[frame.governor].lemma in words.copulas:
            frame.flags |= frames[frame.governor].flags  # "were to send"
        if frame.link == "adverbial" and frames[frame.governor].flags & {NEGATION, FUTURE, HYPOTHETICAL, OBLIGATION}:
            marks = parse.below(frame.head, L.MARK, L.ADVERBIAL_WORD)
            if any(parse.lemmas[mark] in words.until_marks for mark in marks):
                frame.flags.add(HYPOTHETICAL)  # "will not end the strike until the demands are met"
        if frame.kind == "noun" and frame.light >= 0:
            for other in frames:
                if other.head == frame.light:
                    frame.flags |= other.flags
                    frame.modal = frame.modal or other.modal
        elif frame.link == "conjunct" and frame.governor >= 0:
            first = frames[frame.governor]
            if first.kind == frame.kind == "verb" and not parse.below(frame.head, L.AUX, L.SUBJECT):
                shared = first.flags - {NEGATION} if parse.forms[frame.head] != L.BASE else first.flags
                bare = first.modal and parse.words[frame.head].lower() == parse.lemmas[frame.head]
                if parse.forms[frame.head] == parse.forms[first.head] or bare:
                    frame.flags |= shared
                    frame.modal = frame.modal or first.modal


def _is_unreal(parse: Parse, frame: Frame, frames: list[Frame], words: GrammarWords) -> bool:
    """Whether an infinitive tells of what need not happen: "a way to arrest them", "voted to invade".

    Below a predicate that implies it ("managed to escape", "began to shell") it is a fact; an operator of the codebook
    decides for itself what it makes of it.
    """
    if frame.kind != "verb" or PURPOSE in frame.flags:
        return False
    if not any(parse.lemmas[child] == "to" for child in parse.below(frame.head, L.AUX)):
        return False
    head = parse.heads[frame.head]
    return head >= 0 and parse.lemmas[head] not in words.implicative_words


def _is_in_doubt(parse: Parse, frame: Frame, words: GrammarWords) -> bool:
    """Whether a clause stands behind a noun that does not say that it is so: "the hope that", "no sign that"."""
    if frame.kind != "verb" or parse.relations[frame.head] not in (L.PARTICIPIAL, L.COMPLEMENT):
        return False
    noun = parse.heads[frame.head]
    marks = parse.below(frame.head, L.MARK)
    if not marks or parse.classes[noun] != L.NOUN or not parse.below(frame.head, L.SUBJECT, L.PASSIVE_SUBJECT):
        return False
    return parse.lemmas[noun] in words.doubting_nouns or _has_no(parse, noun, words)


def _is_averted(parse: Parse, frame: Frame, frames: list[Frame], words: GrammarWords) -> bool:
    """Whether an event noun names what has not happened: "the risk of war", "open to attack", "may lead to a war"."""
    if frame.kind != "noun":
        return False
    token = frame.head
    head = parse.heads[token]
    while head >= 0 and parse.relations[token] == L.CONJUNCT:
        token, head = head, parse.heads[head]
    if head < 0:
        return False
    if parse.relations[token] == L.OBLIQUE and parse.classes[head] in (L.NOUN, L.ADJECTIVE):
        if parse.lemmas[head] in words.doubting_nouns or parse.lemmas[head] in words.threatened_adjectives:
            return parse.lemmas[head] not in words.fearing_nouns or not _is_definite(parse, frame.head, words)
    governor = frames[frame.governor] if frame.governor >= 0 else None
    if governor is None or governor.head != head or governor.kind != "verb":
        return False
    if parse.relations[token] == L.OBJECT and governor.lemma in words.averting_verbs:
        return True
    leads = parse.relations[token] in (L.SUBJECT, L.OBJECT)
    return leads and HYPOTHETICAL in governor.flags and not _is_definite(parse, frame.head, words)


def _is_definite(parse: Parse, noun: int, words: GrammarWords) -> bool:
    """Whether a noun names an event that is known already: "the raid", "its raid", "Monday's raid"."""
    return any(
        parse.relations[child] == L.POSSESSOR
        or (parse.relations[child] == L.DETERMINER_OF and parse.lemmas[child] in words.definite_determiners)
        for child in parse.children[noun]
    )


def moves_to_future(parse: Parse, frame: Frame, words: GrammarWords) -> bool:
    """Whether a predicate only says that its complement is to come: "is going to", "is expected to", "is set to"."""
    if frame.lemma not in words.future_predicates:
        return False
    if frame.kind == "adjective" or frame.passive:
        return True
    return parse.forms[frame.head] == L.GERUND and not frame.objects


def _obliges(parse: Parse, governor: Frame, frame: Frame, words: GrammarWords) -> bool:
    """ "Needs to", "has to", "is obliged to"."""
    if governor.kind != "verb" or (governor.objects and not governor.passive):
        return False
    return governor.lemma in words.obligation_verbs and any(
        parse.lemmas[child] == "to" for child in parse.below(frame.head, L.AUX)
    )


def _clause_flags(parse: Parse, frame: Frame, words: GrammarWords) -> None:
    token = frame.head
    lemmas = parse.lemmas
    for child in parse.children[token]:
        relation, lemma = parse.relations[child], lemmas[child]
        if relation == L.NEGATION or (
            relation in (L.ADVERBIAL_WORD, L.COORDINATOR) and lemma in words.negation_words and child < token
        ):
            frame.flags.add(NEGATION)
        elif relation == L.ADVERBIAL_WORD and parse.words[child].lower() in words.negated_adverbs:
            if any(parse.relations[below] == L.NEGATION for below in parse.children[child]):
                frame.flags.add(NEGATION)  # "would no longer send arms"
        elif relation in (L.AUX, L.COPULA, L.PASSIVE_AUX):
            word = parse.words[child].lower()
            if lemma in words.future_modals or word in words.future_modals:
                frame.flags.add(FUTURE)
                frame.modal = "will"
            elif lemma in words.conditional_past_modals or (
                parse.forms[child] == L.MODAL and word in words.conditional_past_modals
            ):
                frame.flags.add(FUTURE if frame.speech >= 0 else HYPOTHETICAL)
                frame.modal = "would"
            elif lemma in words.hypothetical_modals:
                # "may have killed ten" guesses at what happened; "may kill ten" is no guess but a danger
                past = any(
                    parse.forms[c] == L.BASE and lemmas[c] in words.perfect_auxiliaries
                    for c in parse.below(token, L.AUX)
                )
                frame.flags.add(IRREALIS if past else HYPOTHETICAL)
                frame.modal = lemma
            elif word in words.ability_modals:
                if not any(parse.relations[other] == L.NEGATION for other in parse.children[token]):
                    frame.flags.add(IRREALIS)
            elif lemma in words.obligation_modals:
                frame.flags.add(OBLIGATION)
                frame.modal = lemma
            if any(parse.relations[below] == L.NEGATION for below in parse.children[child]):
                frame.flags.add(NEGATION)
        elif relation == L.MARK or (relation == L.ADVERBIAL_WORD and child < token):
            if lemma in words.conditional_marks and parse.relations[token] in (L.ADVERBIAL, L.COMPLEMENT, L.ROOT):
                frame.flags |= {CONDITIONAL, HYPOTHETICAL}
        elif relation in (L.SUBJECT, L.PASSIVE_SUBJECT, L.OBJECT) and _has_no(parse, child, words):
            frame.flags.add(NEGATION)
    if parse.cases[token] in words.negation_words:
        frame.flags.add(NEGATION)  # "without firing a shot"
    if (
        parse.forms[token] == L.BASE
        and parse.relations[token] == L.ADVERBIAL
        and any(lemmas[child] == "to" for child in parse.below(token, L.AUX))
    ):
        frame.flags.add(PURPOSE)


def _has_no(parse: Parse, noun: int, words: GrammarWords) -> bool:
    """Whether a noun phrase is negated: "no", "neither of them", "nobody"."""
    if parse.lemmas[noun] in words.negation_words:
        return True
    return any(
        parse.relations[child] in (L.DETERMINER_OF, L.NEGATION) and parse.lemmas[child] in words.negation_words
        for child in parse.children[noun]
    )


def _noun_flags(parse: Parse, frame: Frame, words: GrammarWords) -> None:
    token = frame.head
    if _has_no(parse, token, words) or parse.cases[token] in words.negation_words:
        frame.flags.add(NEGATION)
    for child in parse.children[token]:
        relation = parse.relations[child]
        if relation not in (L.ADJECTIVAL, L.COMPOUND, L.DETERMINER_OF):
            continue
        for lemma in (parse.lemmas[child], parse.words[child].lower()):
            if lemma in words.future_modifiers:
                frame.flags.add(FUTURE)
            if lemma in words.hypothetical_modifiers:
                frame.flags.add(HYPOTHETICAL)
            if lemma in words.historical_modifiers:
                frame.flags.add(HISTORICAL)
