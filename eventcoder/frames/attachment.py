"""Phrases that the parser hung on the wrong word, where word classes show it; the parse is mended in place."""

from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["attach_infinitives"]


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
        if parse.lemmas[verb] not in words.light_verbs:
            continue
        noun = next((n for n in parse.below(verb, L.OBJECT) if parse.lemmas[n] in words.undertaking_nouns), -1)
        if verb < noun < token:
            parse.children[verb].remove(token)
            parse.children[noun].append(token)
            parse.heads[token], parse.relations[token] = noun, L.PARTICIPIAL
