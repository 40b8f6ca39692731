"""Verbs whose phrases or infinitives the parser hung on a word beside them; the parse is mended in place.

May import syntax and words.
"""

from eventcoder.frames.words import GrammarWords, Vocabulary
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["mend_verb_phrases"]

_NOMINAL = (L.NOUN, L.NAME)
AGENT_CASE, INFINITIVE, OF = "by", "to", "of"


def mend_verb_phrases(parse: Parse, words: GrammarWords, vocabulary: Vocabulary) -> None:
    """All the mendings of this module.

    Args:
        parse: the sentence.
        words: closed word classes of the language.
        vocabulary: nouns that may be predicates; who stands behind them by "by" does what they tell.
    """
    for token, relation in enumerate(parse.relations):
        if parse.classes[token] == L.VERB:
            _noun_with_article(parse, token)
            _adjectival_gerund(parse, token, words)
        if relation in (L.OBLIQUE, L.AGENT):
            _agent_of_passive(parse, token, vocabulary)
            _phrase_beside_means(parse, token, words)
            _who_is_to_act(parse, token, words)
            _what_one_is_accused_of(parse, token, words)
            _who_ordered(parse, token, words)
        elif relation == L.OBJECT:
            _bare_recipient(parse, token, words)
        elif relation in (L.ADVERBIAL, L.OPEN_COMPLEMENT) and _is_behind_telling_noun(parse, token, words):
            parse.hang(token, parse.below(token, L.AUX)[0] - 1, L.PARTICIPIAL)
        elif relation in (L.RELATIVE, L.PARTICIPIAL):
            _infinitive_of_noun(parse, token, words)
        elif relation == L.CONJUNCT:
            _coordinated_compounds(parse, token, words)
        if parse.relations[token] == L.OPEN_COMPLEMENT:
            _modal_with_infinitive(parse, token, words)


def _noun_with_article(parse: Parse, token: int) -> None:
    """ "A UN plan to reunite them": what has an article is no verb."""
    if parse.relations[token] not in (L.OBJECT, L.OBLIQUE, L.SUBJECT) or parse.forms[token] not in (L.BASE, L.PRESENT):
        return
    if parse.below(token, L.DETERMINER_OF) and not parse.below(token, L.SUBJECT, L.AUX, L.OBJECT):
        parse.classes[token], parse.forms[token] = L.NOUN, L.SINGULAR


def _adjectival_gerund(parse: Parse, token: int, words: GrammarWords) -> None:
    """ "Conceded to striking teachers": the teachers are on strike, nobody strikes them."""
    if parse.forms[token] != L.GERUND or parse.lemmas[token] not in words.describing_gerunds:
        return
    nouns = parse.below(token, L.OBJECT)
    if parse.relations[token] != L.ADVERBIAL or not parse.cases[token] or nouns != [token + 1]:
        return
    noun = nouns[0]
    if parse.forms[noun] != L.PLURAL:
        return
    parse.hang(noun, parse.heads[token], L.OBLIQUE)
    parse.cases[noun], parse.cases[token] = parse.cases[token], ""
    for child in list(parse.children[token]):
        parse.hang(child, noun, parse.relations[child])
    parse.hang(token, noun, L.ADJECTIVAL)
    parse.classes[token] = L.ADJECTIVE


def _bare_recipient(parse: Parse, token: int, words: GrammarWords) -> None:
    """ "Gave Chad pumps": a name in front of a bare plural is no compound where it stands behind a verb of giving."""
    verb = parse.heads[token]
    if verb < 0 or parse.lemmas[verb] not in words.giving_verbs or parse.classes[token] != L.NOUN:
        return
    if parse.forms[token] != L.PLURAL or parse.below(verb, L.INDIRECT_OBJECT) or parse.below(token, L.DETERMINER_OF):
        return
    if any(
        parse.cases[phrase] == INFINITIVE for phrase in (*parse.below(verb, L.OBLIQUE), *parse.below(token, L.OBLIQUE))
    ):
        return  # "sent Toyota cars to the police"
    names = [name for name in parse.below(token, L.COMPOUND) if parse.classes[name] == L.NAME]
    if names and parse.subtree(names[-1])[0] == verb + 1 and len(names) == 1:
        parse.hang(names[0], verb, L.INDIRECT_OBJECT)


def _is_behind_telling_noun(parse: Parse, token: int, words: GrammarWords) -> bool:
    """ "Rejected calls to resign": what stands directly behind the noun is its content, no purpose of the verb."""
    marks = parse.below(token, L.AUX)
    if parse.forms[token] != L.BASE or parse.cases[token] or [parse.lemmas[mark] for mark in marks] != [INFINITIVE]:
        return False
    noun = marks[0] - 1
    if noun < 0 or parse.classes[noun] != L.NOUN or parse.relations[noun] not in (L.OBJECT, L.PASSIVE_SUBJECT):
        return False
    return parse.heads[noun] == parse.heads[token] and parse.lemmas[noun] in words.asking_nouns


def _agent_of_passive(parse: Parse, token: int, vocabulary: Vocabulary) -> None:
    """ "Were let go by rebels", "was supplied with boats by Spain": who does it hangs from what stands between."""
    inner = parse.heads[token]
    if parse.cases[token] != AGENT_CASE or inner < 0 or parse.classes[token] not in _NOMINAL:
        return
    between = parse.relations[inner] == L.OBLIQUE and parse.classes[inner] == L.NOUN
    if parse.relations[inner] not in (L.OPEN_COMPLEMENT, L.PREDICATE_NOUN) and not between:
        return
    event = parse.lemmas[inner] in vocabulary.nouns - vocabulary.topics
    if parse.below(inner, L.AUX, L.PASSIVE_AUX) or (between and event):
        return
    passive = parse.heads[inner]
    if passive >= 0 and parse.below(passive, L.PASSIVE_AUX) and not parse.below(passive, L.AGENT):
        parse.hang(token, passive, L.AGENT)


def _who_ordered(parse: Parse, token: int, words: GrammarWords) -> None:
    """ "Arrested on the orders of the judge": of a passive without agent it is he who does it."""
    verb = parse.heads[token]
    if parse.lemmas[token] not in words.order_nouns or verb < 0 or parse.classes[token] != L.NOUN:
        return
    if not parse.below(verb, L.PASSIVE_AUX) or parse.below(verb, L.AGENT):
        return
    owners = [
        c
        for c in parse.below(token, L.OBLIQUE, L.POSSESSOR)
        if parse.relations[c] == L.POSSESSOR or parse.cases[c] == OF
    ]
    if owners:
        parse.hang(owners[0], verb, L.AGENT)
        parse.cases[owners[0]] = AGENT_CASE


def _who_is_to_act(parse: Parse, token: int, words: GrammarWords) -> None:
    """ "Called for Chad to free him": he who stands behind the preposition is to do it."""
    verb = parse.heads[token]
    if parse.cases[token] not in words.wanting_cases or verb < 0 or parse.lemmas[verb] not in words.wanting_verbs:
        return
    behind = max(parse.subtree(token)) + 1
    for clause in parse.below(verb, L.ADVERBIAL, L.OPEN_COMPLEMENT):
        marks = parse.below(clause, L.AUX)
        if parse.forms[clause] == L.BASE and marks and marks[0] == behind and parse.lemmas[behind] == INFINITIVE:
            for mark in parse.below(token, L.CASE):
                parse.hang(mark, clause, L.MARK)
            parse.hang(token, clause, L.SUBJECT)
            parse.cases[token] = ""
            parse.relations[clause] = L.COMPLEMENT
            return


def _what_one_is_accused_of(parse: Parse, token: int, words: GrammarWords) -> None:
    """ "Accused them of abusing migrants": what stands behind "of" is a deed, and no kind of migrants."""
    verb, case = parse.heads[token], parse.below(token, L.CASE)
    if verb >= 0 and parse.relations[verb] == L.OBJECT:
        verb = parse.heads[verb]  # hung from those accused
    if not case or parse.cases[token] not in words.content_cases or parse.forms[token] != L.PLURAL:
        return
    deed = case[-1] + 1
    if verb < 0 or parse.lemmas[verb] not in words.speech_acts or parse.heads[deed] != token:
        return
    if parse.relations[deed] != L.ADJECTIVAL or parse.forms[deed] != L.GERUND:
        return
    if parse.lemmas[deed] in words.describing_gerunds or parse.below(token, L.DETERMINER_OF):
        return
    parse.hang(deed, verb, L.ADVERBIAL)
    parse.cases[deed], parse.cases[token] = parse.cases[token], ""
    for mark in case:
        parse.hang(mark, deed, L.CASE)
    parse.hang(token, deed, L.OBJECT)


def _phrase_beside_means(parse: Parse, token: int, words: GrammarWords) -> None:
    """ "Spoke by phone with the king": the king is not the phone's."""
    means = parse.heads[token]
    if means < 0 or parse.lemmas[means] not in words.means_nouns or parse.relations[means] != L.OBLIQUE:
        return
    verb = parse.heads[means]
    if token > means and verb >= 0 and parse.classes[verb] == L.VERB and not parse.below(means, L.DETERMINER_OF):
        parse.hang(token, verb, L.OBLIQUE)


def _infinitive_of_noun(parse: Parse, token: int, words: GrammarWords) -> None:
    """ "It is time for him to go", "the first leader to go": the one is due, the other is a fact about the subject."""
    noun = parse.heads[token]
    if (
        noun < 0
        or parse.forms[token] != L.BASE
        or INFINITIVE not in {parse.lemmas[a] for a in parse.below(token, L.AUX)}
    ):
        return
    if parse.lemmas[noun] in words.due_nouns:
        parse.relations[token] = L.PARTICIPIAL
        return
    near = (noun, *parse.below(noun, L.ADJECTIVAL))
    ranked = any(parse.words[word].lower() in words.ranking_words for word in near)
    if not ranked or parse.below(token, L.SUBJECT):
        return
    if parse.below(noun, L.COPULA):
        parse.relations[token] = L.OPEN_COMPLEMENT
    elif parse.relations[noun] == L.PREDICATE_NOUN and parse.heads[noun] >= 0:
        parse.hang(token, parse.heads[noun], L.OPEN_COMPLEMENT)


def _coordinated_compounds(parse: Parse, second: int, words: GrammarWords) -> None:
    """ "Air and artillery strikes against them": what is coordinated are the first words of two compounds."""
    first = parse.heads[second]
    if first < 0 or parse.lemmas[first] not in words.sharing_compounds or parse.classes[second] != L.NOUN:
        return
    compounds = parse.below(second, L.COMPOUND)
    joint = next((c for c in parse.below(first, L.COORDINATOR) if first < c < second), -1)
    if joint != first + 1 or not compounds or compounds[0] != joint + 1 or parse.below(first, L.COMPOUND):
        return
    parse.hang(second, parse.heads[first], parse.relations[first])
    parse.cases[second] = parse.cases[first]
    for child in [child for child in parse.children[first] if child != joint]:
        parse.hang(child, second, parse.relations[child])
    parse.hang(first, second, L.COMPOUND)
    parse.cases[first] = ""


def _modal_with_infinitive(parse: Parse, verb: int, words: GrammarWords) -> None:
    """ "Ought to pay": the modal is what stands above; it becomes the verb's auxiliary."""
    modal = parse.heads[verb]
    if modal < 0 or parse.words[modal].lower() not in words.infinitive_modals:
        return
    parse.hang(verb, parse.heads[modal], parse.relations[modal])
    for child in list(parse.children[modal]):
        parse.hang(child, verb, parse.relations[child])
    parse.hang(modal, verb, L.AUX)
    parse.classes[modal] = L.AUXILIARY
