"""The grammar of headlines, which leave out articles and conjunctions; the parse is mended in place.

May import syntax, words and phrases.
"""

from eventcoder.frames.phrases import is_time
from eventcoder.frames.words import GrammarWords, Vocabulary
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["mend_headlines"]

_NOMINAL = (L.NOUN, L.NAME)
_LOOSE = (L.TIME, L.DEPENDENT, L.APPOSITION)
COMMA = ","


def mend_headlines(parse: Parse, words: GrammarWords, vocabulary: Vocabulary) -> None:
    """Mend what only headlines do.

    Args:
        parse: the sentence.
        words: closed word classes of the language.
        vocabulary: nouns that may be predicates; what is one of them does nothing itself.
    """
    root = next((token for token, head in enumerate(parse.heads) if head < 0), -1)
    if root < 0:
        return
    _verb_before_comma(parse, root)
    root = parse.heads.index(-1)
    _bare_object(parse, root, words, vocabulary)
    _listed_subjects(parse, root, words)
    _kind_before_name(parse)
    _infinitive_to_come(parse, root, vocabulary)


def _verb_before_comma(parse: Parse, root: int) -> None:
    """ "Ali visits Rome, seeks arms": the first verb was read as the subject of the second."""
    for first in parse.below(root, L.SUBJECT, L.CLAUSAL_SUBJECT):
        finite = parse.classes[first] == L.VERB and parse.forms[first] in (L.PRESENT, L.PAST)
        if not finite or parse.words[root - 1] != COMMA or not parse.below(first, L.SUBJECT):
            continue
        parse.hang(first, -1, L.ROOT)
        parse.hang(root, first, L.CONJUNCT)
        return


def _bare_object(parse: Parse, root: int, words: GrammarWords, vocabulary: Vocabulary) -> None:
    """ "Junta expels envoy": a noun right behind the verb, read as a time, is its object.

    One with an article must be the name of an event ("called off a march").
    """
    if parse.classes[root] != L.VERB or parse.below(root, L.OBJECT, L.PASSIVE_AUX):
        return
    behind = max([root, *parse.below(root, L.VERB_PARTICLE)]) + 1
    for noun in parse.below(root, L.TIME):
        if parse.classes[noun] not in _NOMINAL or is_time(parse, noun, words) or parse.subtree(noun)[0] != behind:
            continue
        bare = not parse.below(noun, L.DETERMINER_OF) or parse.lemmas[noun] in vocabulary.nouns
        if bare and parse.lemmas[noun] not in words.quantity_nouns and not parse.below(noun, L.QUANTITY):
            parse.relations[noun] = L.OBJECT
        return


def _listed_subjects(parse: Parse, root: int, words: GrammarWords) -> None:
    """ "Togo, Ghana agree": a comma in the place of "and"; that the verb is a plural shows it."""
    if parse.classes[root] != L.VERB or parse.forms[root] not in (L.PRESENT, L.BASE, L.PAST):
        return
    if parse.words[root].lower() != parse.lemmas[root] or parse.below(root, L.AUX):
        return
    for second in parse.below(root, L.SUBJECT):
        start = parse.subtree(second)[0]
        first = start - 2
        if first < 0 or parse.words[start - 1] != COMMA or parse.classes[first] != L.NAME:
            continue
        loose = parse.heads[first] == root and parse.relations[first] in _LOOSE
        if loose and parse.subtree(first)[0] == 0 and not is_time(parse, first, words) and not parse.cases[first]:
            parse.hang(first, root, L.SUBJECT)
            parse.hang(second, first, L.CONJUNCT)
        return


def _kind_before_name(parse: Parse) -> None:
    """ "The regional bloc ECOWAS met": of two subjects side by side the first says what the second is."""
    for token, relation in enumerate(parse.relations):
        if relation != L.SUBJECT or token == 0 or parse.classes[token] != L.NAME:
            continue
        kind = parse.subtree(token)[0] - 1
        twin = kind >= 0 and parse.relations[kind] == L.SUBJECT and parse.heads[kind] == parse.heads[token]
        if twin and parse.classes[kind] == L.NOUN and parse.forms[kind] != L.PLURAL:
            for child in list(parse.children[kind]):
                parse.hang(child, token, parse.relations[child])
            parse.hang(kind, token, L.COMPOUND)


def _infinitive_to_come(parse: Parse, root: int, vocabulary: Vocabulary) -> None:
    """ "Saudi ministers to meet in Doha": somebody and an infinitive, and no other verb: he will."""
    if parse.classes[root] not in _NOMINAL or parse.lemmas[root] in vocabulary.nouns:
        return
    if parse.below(root, L.DETERMINER_OF, L.SUBJECT, L.COPULA, L.POSSESSOR):
        return
    for verb in parse.below(root, L.RELATIVE, L.PARTICIPIAL):
        if parse.relations[verb] == L.PARTICIPIAL and parse.classes[root] != L.NAME:
            continue  # "a plan to meet"
        aux = parse.below(verb, L.AUX)
        if parse.classes[verb] != L.VERB or [parse.lemmas[token] for token in aux] != ["to"]:
            continue
        if aux[0] != root + 1:
            return
        parse.hang(verb, -1, L.ROOT)
        parse.hang(root, verb, L.PASSIVE_SUBJECT if parse.below(verb, L.PASSIVE_AUX) else L.SUBJECT)
        return
