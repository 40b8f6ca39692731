"""Polarity, modality and time of frames: which events did not happen, may happen, will happen or are long past."""

from eventcoder.frames.frame import Frame
from eventcoder.frames.moods import (
    CONDITIONAL,
    FUTURE,
    HISTORICAL,
    HYPOTHETICAL,
    IRREALIS,
    NEGATION,
    OBLIGATION,
    PURPOSE,
)
from eventcoder.frames.unreal import has_no, has_subject_of_infinitive, is_definite, is_said_on_contact, is_unreal
from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = [
    "CONDITIONAL",
    "FUTURE",
    "HISTORICAL",
    "HYPOTHETICAL",
    "IRREALIS",
    "NEGATION",
    "OBLIGATION",
    "PURPOSE",
    "moves_to_future",
    "set_flags",
]


def set_flags(parse: Parse, frames: list[Frame], words: GrammarWords) -> None:
    """Set the flags of every frame, in place.

    A frame's own auxiliaries, negations and modifiers come first. Then, from the main clause inwards, what the words
    around it say, and what its governor hands down: light verbs to their nouns, coordinated verbs to one another,
    unreal clauses to the clauses in them.
    """
    for frame in frames:
        if frame.kind == "noun":
            _noun_flags(parse, frame, words)
        else:
            _clause_flags(parse, frame, words)
    asked = any(word in words.question_marks for word in parse.words[-2:])
    for frame in sorted(frames, key=lambda frame: len(_chain(frames, frame))):
        if is_unreal(parse, frame, frames, words):
            frame.flags.add(IRREALIS)
        if frame.governor < 0:
            if asked and frame.depth == 0:
                frame.flags.add(IRREALIS)
            continue
        governor = frames[frame.governor]
        if frame.link == "content":
            _from_predicate(parse, frame, governor, words)
        elif frame.link == "adverbial":
            _from_main_clause(parse, frame, governor, words)
        elif frame.link == "conjunct":
            _from_conjunct(parse, frame, governor, words)
        if frame.kind == governor.kind == "noun" and parse.relations[frame.head] == L.CONJUNCT:
            if governor.head == parse.heads[frame.head] and not parse.below(frame.head, L.DETERMINER_OF, L.POSSESSOR):
                frame.flags |= governor.flags & {FUTURE, HYPOTHETICAL, IRREALIS}  # "an imminent siege and bombardment"
        if frame.kind == "noun" and frame.light < 0 and parse.relations[frame.head] == L.OBJECT:
            if FUTURE in governor.flags and governor.head == parse.heads[frame.head]:
                if not is_definite(parse, frame.head, words):
                    frame.flags.add(FUTURE)  # "will slap tariffs on"
                    frame.modal = governor.modal
        told = frame.head
        while parse.cases[told] == "of" and parse.lemmas[parse.heads[told]] in words.empty_nouns:
            told = parse.heads[told]  # "a wave of violence has not occurred"
        if frame.kind == "noun" and parse.relations[told] in (L.SUBJECT, L.PASSIVE_SUBJECT):
            if governor.head == parse.heads[told] and governor.lemma in words.happening_verbs:
                frame.flags |= governor.flags & {NEGATION, HYPOTHETICAL}  # "the attack has not occurred"
        if frame.kind == "noun" and frame.light >= 0:
            for other in frames:
                if other.head == frame.light:
                    # "mounted its long-threatened invasion": the verb says whether it happened
                    own = {IRREALIS} if _is_doubted(parse, frame, words) else set()
                    frame.flags = (frame.flags - {FUTURE, HYPOTHETICAL, IRREALIS}) | other.flags | own
                    frame.modal = frame.modal or other.modal


def _chain(frames: list[Frame], frame: Frame) -> list[int]:
    """The frames that a frame stands in, the nearest first."""
    found: list[int] = []
    while frame.governor >= 0 and frame.governor not in found:
        found.append(frame.governor)
        frame = frames[frame.governor]
    return found


def _from_predicate(parse: Parse, frame: Frame, governor: Frame, words: GrammarWords) -> None:
    """What the predicate of which a clause is the complement says of its reality."""
    if governor.lemma in words.passing_verbs:
        frame.flags |= governor.flags & {NEGATION, HYPOTHETICAL, FUTURE, OBLIGATION}
    if moves_to_future(parse, governor, words):
        frame.flags.add(FUTURE)
        if governor.lemma in words.forecasting_predicates:
            frame.modal = governor.lemma
        frame.flags |= governor.flags & {NEGATION, HYPOTHETICAL}
    elif _obliges(parse, governor, frame, words):
        frame.flags.add(OBLIGATION)
        frame.flags |= governor.flags & {NEGATION}
    elif governor.lemma in words.copulas:
        frame.flags |= governor.flags  # "were to send"
        infinitive = any(parse.lemmas[child] == "to" for child in parse.below(frame.head, L.AUX))
        if infinitive and parse.relations[frame.head] == L.OPEN_COMPLEMENT and not governor.flags:
            # "is to send" will, "was to send" perhaps did not
            frame.flags.add(FUTURE if parse.forms[governor.head] == L.PRESENT else IRREALIS)
    if governor.kind == "verb" and governor.flags & {IRREALIS, CONDITIONAL, PURPOSE}:
        frame.flags.add(IRREALIS)
    unsure = words.denying_verbs | words.guessing_verbs
    denied = governor.kind == "verb" and governor.lemma in unsure and NEGATION not in governor.flags
    if denied and parse.heads[frame.head] == governor.head:
        frame.flags.add(IRREALIS)  # "denied that it had attacked"
    if HYPOTHETICAL in governor.flags and governor.kind == "verb" and governor.lemma not in words.reporting_verbs:
        frame.flags.add(IRREALIS)  # "could mean that fighters are released"


def _from_main_clause(parse: Parse, frame: Frame, governor: Frame, words: GrammarWords) -> None:
    """What the main clause says of the reality of a clause beside it."""
    if governor.flags & {NEGATION, FUTURE, HYPOTHETICAL, OBLIGATION, IRREALIS}:
        marks = parse.below(frame.head, L.MARK, L.ADVERBIAL_WORD)
        if any(parse.lemmas[mark] in words.until_marks for mark in marks):
            frame.flags.add(HYPOTHETICAL)  # "will not go home until the wages are paid"
    if parse.forms[frame.head] == L.GERUND and not parse.below(frame.head, L.SUBJECT):
        # "would ask them to leave, allowing the army to enter"
        if governor.flags & {FUTURE, HYPOTHETICAL, OBLIGATION, IRREALIS, CONDITIONAL}:
            frame.flags.add(IRREALIS)


def _from_conjunct(parse: Parse, frame: Frame, first: Frame, words: GrammarWords) -> None:
    """What a coordinated verb shares with the first: auxiliary, negation."""
    if not first.kind == frame.kind == "verb" or parse.below(frame.head, L.AUX, L.SUBJECT):
        return
    joined = {parse.lemmas[word] for word in parse.below(first.head, L.COORDINATOR)}
    if joined & words.negation_words:
        frame.flags |= first.flags & {NEGATION}  # "has neither armed nor moved"
    shared = first.flags - {NEGATION} if parse.forms[frame.head] != L.BASE else first.flags
    bare = first.modal and parse.words[frame.head].lower() == parse.lemmas[frame.head]
    done = {L.PAST, L.PAST_PARTICIPLE}  # "would be put on trial and imprisoned"
    passive = first.passive and {parse.forms[frame.head], parse.forms[first.head]} <= done
    if parse.forms[frame.head] == parse.forms[first.head] or bare or passive:
        frame.flags |= shared
        frame.modal = frame.modal or first.modal


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
    if frame.kind == "adjective" and parse.relations[token] == L.ADJECTIVAL:
        over = parse.heads[token]  # "Neither is the president willing", read as a president who is so
        if parse.below(over, L.COPULA) and any(lemmas[c] in words.negation_words for c in parse.below(over, L.SUBJECT)):
            frame.flags.add(NEGATION)
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
                frame.flags |= _of_would(parse, frame, words)
                frame.modal = "would"
            elif lemma in words.hypothetical_modals:
                # "may have killed ten" guesses at what happened; "may kill ten" is no guess but a danger
                past = _is_perfect(parse, token, words)
                if past or lemma not in words.past_ability_modals or not _is_negated(parse, token, words):
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
            elif relation == L.MARK and parse.lemmas[parse.heads[token]] in words.conditional_heads:
                frame.flags |= {CONDITIONAL, HYPOTHETICAL}  # "as long as they hold out"
        elif (
            relation == L.OBLIQUE
            and lemma in words.conditional_nouns
            and child < token
            and not parse.children[child][1:]
        ):
            frame.flags |= {CONDITIONAL, HYPOTHETICAL}  # "in case rebels attack"
        elif relation in (L.SUBJECT, L.PASSIVE_SUBJECT, L.OBJECT) and has_no(parse, child, words):
            frame.flags.add(NEGATION)
        elif relation == L.OBLIQUE and lemma in words.negating_nouns and has_no(parse, child, words):
            frame.flags.add(NEGATION)  # "under no circumstances"
    if parse.relations[token] == L.ROOT and any(lemmas[child] == "to" for child in parse.below(token, L.AUX)):
        frame.flags.add(FUTURE)  # headlines: "President to visit Angola"
        frame.modal = frame.modal or "will"
    if frame.kind == "verb" and _is_subjunctive(parse, token):
        frame.flags.add(OBLIGATION)
    if parse.cases[token] in words.negation_words:
        frame.flags.add(NEGATION)  # "without firing a shot"
    if parse.cases[token] and any(lemmas[c] in words.contrary_adverbs for c in parse.below(token, L.ADVERBIAL_WORD)):
        frame.flags.add(NEGATION)  # "instead of firing"
    if (
        parse.forms[token] == L.BASE
        and (parse.relations[token] == L.ADVERBIAL or is_said_on_contact(parse, token, words))
        and any(lemmas[child] == "to" for child in parse.below(token, L.AUX))
        and not has_subject_of_infinitive(parse, token, words)
    ):
        frame.flags.add(PURPOSE)


def _is_subjunctive(parse: Parse, clause: int) -> bool:
    """ "Suggested that Chad withdraw", "that he come": a bare verb behind a singular subject."""
    if parse.relations[clause] != L.COMPLEMENT or not parse.below(clause, L.MARK) or parse.below(clause, L.AUX):
        return False
    subjects = parse.below(clause, L.SUBJECT)
    if len(subjects) != 1 or parse.forms[subjects[0]] != L.SINGULAR or parse.below(subjects[0], L.CONJUNCT):
        return False
    return parse.forms[clause] in (L.BASE, L.PRESENT) and parse.words[clause].lower() == parse.lemmas[clause]


def _of_would(parse: Parse, frame: Frame, words: GrammarWords) -> set[str]:
    """What "would" says: the future of what was reported, a wish uttered, a refusal, or what would be the case."""
    token = frame.head
    if frame.speech >= 0:
        return {FUTURE}
    if frame.lemma in words.wishing_verbs:
        return set()
    if not _is_negated(parse, token, words) or _is_perfect(parse, token, words):
        return {HYPOTHETICAL}
    clauses = parse.below(token, L.ADVERBIAL)
    marks = {parse.lemmas[mark] for clause in clauses for mark in parse.below(clause, L.MARK, L.ADVERBIAL_WORD)}
    return {HYPOTHETICAL} if marks & (words.conditional_marks | words.until_marks) else {FUTURE}


def _is_negated(parse: Parse, verb: int, words: GrammarWords) -> bool:
    adverbs = parse.below(verb, L.ADVERBIAL_WORD)
    return bool(parse.below(verb, L.NEGATION)) or any(parse.lemmas[a] in words.negation_words for a in adverbs)


def _is_perfect(parse: Parse, verb: int, words: GrammarWords) -> bool:
    auxiliaries = parse.below(verb, L.AUX)
    return any(parse.forms[a] == L.BASE and parse.lemmas[a] in words.perfect_auxiliaries for a in auxiliaries)


def _is_doubted(parse: Parse, frame: Frame, words: GrammarWords) -> bool:
    """ "A potential attack"."""
    return any(parse.lemmas[child] in words.unreal_modifiers for child in parse.below(frame.head, L.ADJECTIVAL))


def _noun_flags(parse: Parse, frame: Frame, words: GrammarWords) -> None:
    token = frame.head
    if has_no(parse, token, words) or parse.cases[token] in words.negation_words:
        frame.flags.add(NEGATION)
    if parse.below(token, L.COPULA):
        modals = {parse.words[child].lower() for child in parse.below(token, L.AUX)}
        if modals & words.conditional_past_modals and NEGATION in frame.flags and frame.speech >= 0:
            frame.flags.add(FUTURE)  # "said there would be no talks"
            frame.modal = "would"
        elif modals & (words.hypothetical_modals | words.conditional_past_modals):
            frame.flags.add(IRREALIS)  # "it would be the first meeting"
        elif modals & words.future_modals:
            frame.flags.add(FUTURE)
            frame.modal = "will"
    for child in parse.children[token]:
        relation = parse.relations[child]
        if relation not in (L.ADJECTIVAL, L.COMPOUND, L.DETERMINER_OF):
            continue
        for lemma in (parse.lemmas[child], parse.words[child].lower()):
            if lemma in words.future_modifiers:
                frame.flags |= {FUTURE, IRREALIS}
            if lemma in words.hypothetical_modifiers:
                frame.flags.add(HYPOTHETICAL)
            if lemma in words.unreal_modifiers:
                frame.flags.add(IRREALIS)
            if lemma in words.historical_modifiers:
                frame.flags.add(HISTORICAL)
