"""Words around a predicate by which what it tells need not have happened."""

from eventcoder.frames.frame import Frame
from eventcoder.frames.moods import CONDITIONAL, FUTURE, HYPOTHETICAL, IRREALIS, PURPOSE
from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["has_no", "has_subject_of_infinitive", "is_definite", "is_said_on_contact", "is_unreal"]


def is_unreal(parse: Parse, frame: Frame, frames: list[Frame], words: GrammarWords) -> bool:
    """Whether a predicate tells of what need not have happened, by the words around it."""
    if frame.kind == "noun":
        return _is_averted(parse, frame, frames, words)
    if _is_guessed(parse, frame, words) or _is_below_guess(parse, frame, frames, words):
        return True
    if _is_in_doubt(parse, frame, words):
        return True
    return frame.kind == "verb" and (
        _is_infinitive(parse, frame, frames, words)
        or _is_command(parse, frame)
        or _is_usual(parse, frame, words)
        or _is_of_nobody(parse, frame, words)
    )


def _is_command(parse: Parse, frame: Frame) -> bool:
    """An imperative ("Attack the base now!"), or what an imperative "let" permits."""
    token = frame.head
    if parse.relations[token] in (L.COMPLEMENT, L.OPEN_COMPLEMENT) and parse.forms[token] == L.BASE:
        token = parse.heads[token]
    bare = parse.forms[token] == L.BASE and parse.relations[token] == L.ROOT
    return bare and not parse.below(token, L.SUBJECT, L.PASSIVE_SUBJECT, L.AUX, L.PASSIVE_AUX)


def _is_usual(parse: Parse, frame: Frame, words: GrammarWords) -> bool:
    """Whether a present tense tells what is done again and again, or whenever a condition holds.

    "Commanders often ...", "if anybody speaks up, he is arrested".
    """
    helpers = parse.below(frame.head, L.AUX, L.PASSIVE_AUX)
    if parse.forms[helpers[0] if helpers else frame.head] not in (L.PRESENT, L.BASE):
        return False
    if any(parse.lemmas[child] in words.habitual_adverbs for child in parse.below(frame.head, L.ADVERBIAL_WORD)):
        return True
    return frame.lemma not in words.reporting_verbs | words.speech_acts and any(
        parse.lemmas[mark] in words.conditional_marks and clause < frame.head
        for clause in parse.below(frame.head, L.ADVERBIAL)
        for mark in parse.below(clause, L.MARK)
    )


def _is_guessed(parse: Parse, frame: Frame, words: GrammarWords) -> bool:
    """ "Perhaps the army will attack"."""
    mistaken = words.mistaking_adverbs if frame.lemma in words.reporting_verbs else frozenset()
    return any(
        parse.lemmas[child] in words.guessing_adverbs | mistaken and child < frame.head
        for child in parse.below(frame.head, L.ADVERBIAL_WORD)
    )


def _is_below_guess(parse: Parse, frame: Frame, frames: list[Frame], words: GrammarWords) -> bool:
    """Whether it hangs from a predicate that no rule reads, which tells of what might be.

    "Would have been better off joining them".
    """
    if parse.cases[frame.head] in words.comparing_cases:
        return True  # "worse than withdrawing": it is only compared
    above = parse.heads[frame.head]
    if above < 0 or parse.relations[frame.head] not in (L.ADVERBIAL, L.OPEN_COMPLEMENT, L.CLAUSAL_SUBJECT):
        return False
    if any(other.head == above for other in frames) or parse.forms[frame.head] not in (L.GERUND, L.BASE):
        return False
    if any(parse.lemmas[mark] in words.conditional_marks for mark in parse.below(above, L.MARK)):
        return True  # "if they are helpful in pushing for it"
    modals = {parse.words[child].lower() for child in parse.below(above, L.AUX)}
    return bool(modals & (words.hypothetical_modals | words.conditional_past_modals))


def _is_of_nobody(parse: Parse, frame: Frame, words: GrammarWords) -> bool:
    """ "No one who met him": nobody did; "anyone who attacks", "those who help them": perhaps nobody does."""
    noun = parse.heads[frame.head]
    if any(parse.lemmas[who] in words.generic_pronouns for who in parse.below(frame.head, L.SUBJECT)):
        return parse.forms[frame.head] in (L.PRESENT, L.BASE)  # "a reward to whoever kills him"
    if parse.relations[frame.head] not in (L.RELATIVE, L.PARTICIPIAL) or noun < 0:
        return False
    if has_no(parse, noun, words) or parse.lemmas[noun] in words.generic_pronouns:
        return True
    if any(parse.lemmas[child] in words.generic_determiners for child in parse.below(noun, L.DETERMINER_OF)):
        return True
    timeless = parse.forms[frame.head] in (L.PRESENT, L.BASE) and not parse.below(frame.head, L.AUX)
    return timeless and parse.lemmas[noun] in words.plural_generic_pronouns


def _is_infinitive(parse: Parse, frame: Frame, frames: list[Frame], words: GrammarWords) -> bool:
    """Whether an infinitive tells of what need not happen: "a way to arrest them", "voted to invade".

    Below a predicate that implies it ("managed to escape", "began to shell") it is a fact; an operator of the codebook
    decides for itself what it makes of it.
    """
    if frame.kind != "verb" or PURPOSE in frame.flags:
        return False
    if not any(parse.lemmas[child] == "to" for child in parse.below(frame.head, L.AUX)):
        return False
    head = parse.heads[frame.head]
    if head >= 0 and parse.lemmas[head] in words.expecting_verbs:
        return not parse.below(head, L.PASSIVE_AUX, L.PASSIVE_SUBJECT)
    if head < 0:
        return False
    if any(parse.words[near].lower() in words.ranking_words for near in (head, *parse.below(head, L.ADJECTIVAL))):
        return False  # "was the first leader to resign"
    if parse.classes[head] == L.NOUN and parse.lemmas[head] in words.obligation_verbs:
        return True  # "the need to attack"
    return parse.lemmas[head] not in words.implicative_words


def _is_in_doubt(parse: Parse, frame: Frame, words: GrammarWords) -> bool:
    """Whether a clause stands behind a noun that does not say that it is so: "the hope that", "no sign that"."""
    clauses = (L.PARTICIPIAL, L.RELATIVE, L.COMPLEMENT, L.OPEN_COMPLEMENT, L.ADVERBIAL)
    if parse.relations[frame.head] not in clauses:
        return False
    noun = parse.heads[frame.head]
    if noun >= 0 and parse.lemmas[noun] in words.enabling_verbs | words.entitling_verbs:
        if any(parse.lemmas[who] in words.law_nouns for who in parse.below(noun, L.SUBJECT)):
            return True  # "the law lets the president declare an emergency"
    done = parse.forms[frame.head] in (L.PAST, L.PAST_PARTICIPLE)
    if noun >= 0 and done and parse.classes[noun] == L.VERB and parse.lemmas[noun] in words.desiring_verbs:
        return parse.relations[frame.head] in (L.COMPLEMENT, L.OPEN_COMPLEMENT)  # "want them arrested"
    marks = parse.below(frame.head, L.MARK)
    if noun >= 0 and parse.cases[frame.head] and parse.forms[frame.head] == L.GERUND:
        return parse.lemmas[noun] in words.doubting_nouns  # "the prospect of expelling them"
    if not marks and parse.lemmas[noun] in words.doubting_nouns and parse.below(frame.head, L.SUBJECT):
        return bool(parse.below(frame.head, L.OBJECT))  # "hopes he will share intelligence"
    if not marks or parse.classes[noun] != L.NOUN or not parse.below(frame.head, L.SUBJECT, L.PASSIVE_SUBJECT):
        return False
    verb = parse.heads[noun]
    if verb >= 0 and parse.relations[noun] == L.OBJECT and parse.lemmas[verb] in words.denying_verbs:
        return True  # "denied reports that"
    return parse.lemmas[noun] in words.doubting_nouns or has_no(parse, noun, words)


def _is_averted(parse: Parse, frame: Frame, frames: list[Frame], words: GrammarWords) -> bool:
    """Whether an event noun names what has not happened: "the risk of war", "open to attack", "may lead to a war"."""
    if frame.kind != "noun":
        return False
    token = frame.head
    head = parse.heads[token]
    while head >= 0 and parse.relations[token] == L.CONJUNCT:
        token, head = head, parse.heads[head]
    if head >= 0 and parse.lemmas[head] in words.outcome_nouns and not is_definite(parse, token, words):
        token, head = head, parse.heads[head]  # "the impact of a war would be great"
    if head < 0:
        return False
    if parse.cases[token] in words.comparing_cases:
        # "more brutal than the siege"
        return not is_definite(parse, token, words) or parse.classes[head] == L.ADJECTIVE
    if parse.relations[token] == L.OBLIQUE and parse.classes[head] in (L.NOUN, L.ADJECTIVE):
        if parse.lemmas[head] in words.doubting_nouns or parse.lemmas[head] in words.threatened_adjectives:
            return parse.lemmas[head] not in words.fearing_nouns or not is_definite(parse, frame.head, words)
    if parse.cases[token] in words.wanting_cases and any(
        parse.lemmas[mark] == "to" and parse.relations[verb] in (L.PARTICIPIAL, L.RELATIVE)
        for verb in parse.children[token]
        for mark in parse.below(verb, L.AUX)
    ):
        return True  # "it takes much for an intervention to be considered"
    if parse.relations[token] == L.SUBJECT and parse.below(head, L.COPULA):
        if parse.lemmas[head] in words.unreal_modifiers | words.future_modifiers | words.unclear_predicates:
            return True  # "the attack is imminent"
    if parse.relations[token] == L.SUBJECT and not is_definite(parse, frame.head, words):
        if parse.below(head, L.COPULA) and parse.lemmas[head] in words.doubting_nouns:
            return True  # "clashes are a possibility"
        if parse.lemmas[head] in words.risking_verbs:
            return True  # "a raid risks more losses"
        modals = {parse.words[child].lower() for child in parse.below(head, L.AUX)}
        if modals & (words.hypothetical_modals | words.conditional_past_modals):
            return True  # "raids would be useless"
    governor = frames[frame.governor] if frame.governor >= 0 else None
    if governor is None or governor.head != head or governor.kind != "verb":
        return False
    if parse.relations[token] == L.OBJECT and governor.lemma in words.averting_verbs:
        return True
    if parse.cases[token] in words.wanting_cases and governor.lemma in words.wanting_verbs:
        return True  # "opted for talks"
    leads = parse.relations[token] in (L.SUBJECT, L.OBJECT, L.PASSIVE_SUBJECT, L.OBLIQUE)
    unreal = bool(governor.flags & {HYPOTHETICAL, IRREALIS, CONDITIONAL})
    if governor.lemma in words.causing_verbs and parse.relations[token] != L.SUBJECT:
        unreal = unreal or FUTURE in governor.flags  # "it will lead to a massacre"
    return leads and unreal and not is_definite(parse, frame.head, words)


def is_definite(parse: Parse, noun: int, words: GrammarWords) -> bool:
    """Whether a noun names an event that is known already: "the raid", "its raid", "Monday's raid"."""
    return any(
        parse.relations[child] == L.POSSESSOR
        or (parse.relations[child] == L.DETERMINER_OF and parse.lemmas[child] in words.definite_determiners)
        for child in parse.children[noun]
    )


def has_subject_of_infinitive(parse: Parse, token: int, words: GrammarWords) -> bool:
    """Whether a verb is an infinitive with a subject of its own behind a preposition: "called for Chad to withdraw"."""
    marked = any(parse.lemmas[mark] in words.wanting_cases for mark in parse.below(token, L.MARK))
    return marked and bool(parse.below(token, L.SUBJECT, L.PASSIVE_SUBJECT)) and bool(parse.below(token, L.AUX))


def is_said_on_contact(parse: Parse, token: int, words: GrammarWords) -> bool:
    """Whether an infinitive is what somebody is called or written to for, read as a complement ("phoned to thank")."""
    if parse.relations[token] != L.OPEN_COMPLEMENT:
        return False
    verb = parse.heads[token]  # "called on Chad to withdraw" is no contact: there nobody is the object
    return parse.lemmas[verb] in words.contact_verbs and bool(parse.below(verb, L.OBJECT))


def has_no(parse: Parse, noun: int, words: GrammarWords) -> bool:
    """Whether a noun phrase is negated: "no", "neither of them", "nobody"."""
    if parse.lemmas[noun] in words.negation_words:
        return not any(parse.cases[child] in words.excepting_cases for child in parse.children[noun])  # "nothing but"
    return any(
        (
            parse.relations[child] in (L.DETERMINER_OF, L.NEGATION)
            or (parse.relations[child] == L.COORDINATOR and child < noun)
        )
        and parse.lemmas[child] in words.negation_words
        for child in parse.children[noun]
    )


def _is_coordinator(parse: Parse, token: int) -> bool:
    return parse.relations[token] == L.COORDINATOR  # "neither Chad nor Mali"
