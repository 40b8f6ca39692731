"""Verbs whose phrases or infinitives the parser hung on a word beside them; the parse is mended in place.

May import syntax and words.
"""

from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["mend_verb_phrases"]

_NOMINAL = (L.NOUN, L.NAME)
AGENT_CASE, INFINITIVE = "by", "to"


def mend_verb_phrases(parse: Parse, words: GrammarWords) -> None:
    """All the mendings of this module.

    Args:
        parse: the sentence.
        words: closed word classes of the language.
    """
    for token, relation in enumerate(parse.relations):
        if relation in (L.OBLIQUE, L.AGENT):
            _agent_of_passive(parse, token)
            _phrase_beside_means(parse, token, words)
        elif relation in (L.RELATIVE, L.PARTICIPIAL):
            _infinitive_of_noun(parse, token, words)
        elif relation == L.CONJUNCT:
            _coordinated_compounds(parse, token, words)
        elif relation == L.OPEN_COMPLEMENT:
            _modal_with_infinitive(parse, token, words)


def _agent_of_passive(parse: Parse, token: int) -> None:
    """ "Were let go by rebels", "was freed unharmed by them": who does it stands behind the passive's complement."""
    inner = parse.heads[token]
    if parse.cases[token] != AGENT_CASE or inner < 0 or parse.classes[token] not in _NOMINAL:
        return
    if parse.relations[inner] not in (L.OPEN_COMPLEMENT, L.PREDICATE_NOUN) or parse.below(inner, L.AUX, L.PASSIVE_AUX):
        return
    passive = parse.heads[inner]
    if passive >= 0 and parse.below(passive, L.PASSIVE_AUX) and not parse.below(passive, L.AGENT):
        parse.hang(token, passive, L.AGENT)


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
