"""Phrases that the parser hung on the wrong word, where word classes show it; the parse is mended in place."""

from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["attach_complements", "attach_infinitives", "attach_shared_phrases", "attach_wishes", "mend_attachments"]


def mend_attachments(parse: Parse, words: GrammarWords) -> None:
    """All the mendings of this module."""
    read_contacts(parse, words)
    attach_complements(parse, words)
    attach_infinitives(parse, words)
    attach_shared_phrases(parse)
    attach_wishes(parse, words)


def attach_infinitives(parse: Parse, words: GrammarWords) -> None:
    """Hang infinitives below the noun or the verb whose content they are.

    "Made a commitment to Chad to train its army": what is committed to is the training, which is not the purpose of
    making it. "Have sworn to fight": nobody swears for a purpose.
    """
    for token, relation in enumerate(parse.relations):
        if relation not in (L.ADVERBIAL, L.OPEN_COMPLEMENT) or parse.forms[token] != L.BASE or parse.cases[token]:
            continue
        verb = parse.heads[token]
        if verb < 0 or not any(parse.lemmas[child] == "to" for child in parse.below(token, L.AUX)):
            continue
        if parse.lemmas[verb] in words.undertaking_verbs and verb < token and not parse.below(verb, L.OBJECT):
            parse.relations[token] = L.OPEN_COMPLEMENT
        asked = (
            n
            for n in parse.below(verb, L.OBLIQUE)
            if verb < n < token
            and parse.cases[n] in words.appealing_cases
            and parse.lemmas[n] not in words.time_nouns  # not "called him on Monday to thank him"
        )
        if parse.lemmas[verb] in words.appealing_verbs and next(asked, -1) >= 0:
            parse.relations[token] = L.OPEN_COMPLEMENT  # "appealed to Beijing to free the monk"
        if parse.lemmas[verb] not in words.light_verbs:
            continue
        noun = next((n for n in parse.below(verb, L.OBJECT) if parse.lemmas[n] in words.undertaking_nouns), -1)
        if verb < noun < token:
            parse.children[verb].remove(token)
            parse.children[noun].append(token)
            parse.heads[token], parse.relations[token] = noun, L.PARTICIPIAL


def attach_wishes(parse: Parse, words: GrammarWords) -> None:
    """Hang what is asked for below the noun of asking: "calls by the rulers for aid"; the parser has the rulers."""
    for token, relation in enumerate(parse.relations):
        who = parse.heads[token]
        if relation != L.OBLIQUE or parse.cases[token] not in words.wanting_cases or who < 0:
            continue
        noun = parse.heads[who]
        if parse.relations[who] not in (L.OBLIQUE, L.AGENT) or parse.cases[who] not in words.asking_cases:
            continue
        if noun >= 0 and parse.lemmas[noun] in words.asking_nouns and parse.classes[noun] == L.NOUN:
            parse.children[who].remove(token)
            parse.children[noun].append(token)
            parse.heads[token] = noun


def attach_shared_phrases(parse: Parse) -> None:
    """Hang a phrase that two coordinated nouns share below the first: "voiced support for and trust in the king".

    The first noun's preposition stands alone in front of the conjunction; the second noun has the phrase.
    """
    for token, relation in enumerate(parse.relations):
        first = parse.heads[token]
        if relation != L.CONJUNCT or first < 0 or parse.classes[first] not in (L.NOUN, L.NAME):
            continue
        joint = next((c for c in parse.below(first, L.COORDINATOR) if first < c < token), -1)
        alone = joint - 1
        if alone <= first or parse.relations[alone] != L.CASE or parse.heads[alone] >= joint:
            continue
        phrase = next((c for c in parse.below(token, L.OBLIQUE) if c > token), -1)
        if phrase >= 0:
            parse.children[token].remove(phrase)
            parse.children[first].append(phrase)
            parse.heads[phrase], parse.cases[phrase] = first, parse.lemmas[alone]


def read_contacts(parse: Parse, words: GrammarWords) -> None:
    """ "Called King Abdullah": he is phoned, nobody is called a king."""
    for token, relation in enumerate(parse.relations):
        verb = parse.heads[token]
        if relation != L.PREDICATE_NOUN or verb < 0 or parse.lemmas[verb] not in words.contact_verbs:
            continue
        passive = parse.below(verb, L.PASSIVE_AUX, L.PASSIVE_SUBJECT) or parse.relations[verb] == L.PARTICIPIAL
        if parse.classes[token] == L.NAME and not passive and not parse.below(verb, L.OBJECT):
            parse.relations[token] = L.OBJECT


def attach_complements(parse: Parse, words: GrammarWords) -> None:
    """ "Urged in a letter that Chad accept the truce": what is urged is no clause about the letter."""
    speaking = words.speech_acts | words.reporting_verbs
    for token, relation in enumerate(parse.relations):
        noun = parse.heads[token]
        if relation != L.RELATIVE or not parse.below(token, L.MARK) or not parse.below(token, L.SUBJECT):
            continue
        verb = parse.heads[noun] if parse.relations[noun] == L.OBLIQUE else -1
        if verb < 0 or parse.lemmas[verb] not in speaking or parse.below(verb, L.COMPLEMENT, L.OBJECT):
            continue
        parse.children[noun].remove(token)
        parse.children[verb].append(token)
        parse.heads[token], parse.relations[token] = verb, L.COMPLEMENT
