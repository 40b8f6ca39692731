"""Mends parses that are wrong in a way that grammar alone shows, whatever the parser."""

from eventcoder.syntax import labels as L

__all__ = ["join_perfect", "part_names", "repair"]

_NOMINAL = (L.NOUN, L.NAME)
_CORE = (L.SUBJECT, L.PASSIVE_SUBJECT, L.OBJECT)
_CLAUSE_PARTS = (L.ADVERBIAL, L.ADVERBIAL_WORD, L.TIME, L.PUNCT, L.COMPLEMENT, L.PARATAXIS)


def repair(classes: list[str], forms: list[str], heads: list[int], relations: list[str]) -> None:
    """Mend a parse in place, where its root is a noun.

    A participle with a direct object cannot be passive. Where one hangs below a noun in a sentence that has no other
    verb at its root ("An attack on a convoy killed six", read as "a convoy killed six"), it is the main verb, and the
    root noun its subject. Nor can a participle stand in front of its noun where another noun stands in front of it
    ("The army evicted villagers", read like "the army's evicted villagers").
    """
    root = next((token for token, head in enumerate(heads) if head < 0), -1)
    if root < 0 or classes[root] not in _NOMINAL:
        return
    if not _participle_behind(root, classes, forms, heads, relations):
        _participle_in_front(root, classes, forms, heads, relations)


def join_perfect(
    helpers: frozenset[str],
    lemmas: list[str],
    classes: list[str],
    forms: list[str],
    heads: list[int],
    relations: list[str],
) -> None:
    """Make a participle behind its auxiliary the verb, in place: "Chad has backed rebels", read as "has backed rebels".

    No article or other word but an adverb stands between the two there.

    Args:
        helpers: lemmas of the auxiliary of the perfect.
        lemmas, classes, forms, heads, relations: the parse.
    """
    for verb, relation in enumerate(relations):
        if relation != L.ADJECTIVAL or classes[verb] != L.VERB or forms[verb] not in (L.PAST_PARTICIPLE, L.PAST):
            continue
        done_to = heads[verb]
        helper = heads[done_to] if done_to >= 0 else -1
        if not 0 <= helper < verb < done_to or lemmas[helper] not in helpers or relations[done_to] != L.OBJECT:
            continue
        if any(classes[token] != L.ADVERB for token in range(helper + 1, verb)):
            continue
        heads[verb], relations[verb] = heads[helper], relations[helper]
        for token, head in enumerate(heads):
            if head == helper and token != verb:
                heads[token] = verb
        heads[helper], relations[helper], classes[helper] = verb, L.AUX, L.AUXILIARY
        heads[done_to] = verb


def part_names(words: list[str], classes: list[str], heads: list[int], relations: list[str]) -> None:
    """Part two names that were read as one, in place: "Ann Roe and Jo Doe spoke", "Roe, Doe hold call".

    The first is a compound of the second there, with a coordinator or a comma between them. It gets the second one's
    place, the second becomes its conjunct.
    """
    for first, relation in enumerate(relations):
        second = heads[first]
        if relation != L.COMPOUND or second <= first + 1 or relations[second] not in _CORE:
            continue
        if classes[first] != L.NAME or classes[second] != L.NAME:
            continue
        between = range(first + 1, second)
        joint = next((t for t in between if heads[t] == first and relations[t] == L.COORDINATOR), -1)
        if joint < 0 and words[first + 1] != ",":
            continue
        rest = [t for t in between if t != joint and words[t] != ","]
        if any(classes[t] != L.NAME for t in rest):
            continue
        heads[first], relations[first] = heads[second], relations[second]
        heads[second], relations[second] = first, L.CONJUNCT
        for token in rest:
            heads[token], relations[token] = second, L.COMPOUND
        for token in range(first):
            if heads[token] == second:
                heads[token] = first  # what stands before both belongs to the first


def _participle_behind(root: int, classes: list[str], forms: list[str], heads: list[int], relations: list[str]) -> bool:
    for token, relation in enumerate(relations):
        if relation != L.PARTICIPIAL or forms[token] not in (L.PAST_PARTICIPLE, L.PAST) or token < root:
            continue
        below = [other for other, head in enumerate(heads) if head == token]
        own = {relations[other] for other in below}
        joined = [other for other in below if relations[other] == L.CONJUNCT and classes[other] == L.VERB]
        # "Doctors donated and delivered food": what is joined to it may have the object
        shared = {relations[other] for other, head in enumerate(heads) if head in joined}
        if L.OBJECT not in own | shared or (own | shared) & {L.AGENT, L.SUBJECT, L.PASSIVE_AUX}:
            continue
        if not _leads_to(heads, token, root):
            continue
        heads[token], relations[token], forms[token] = -1, L.ROOT, L.PAST
        heads[root], relations[root] = token, L.SUBJECT
        for other, head in enumerate(heads):
            if head == root and other > token and relations[other] in _CLAUSE_PARTS:
                heads[other] = token
        return True
    return False


def _participle_in_front(
    root: int, classes: list[str], forms: list[str], heads: list[int], relations: list[str]
) -> bool:
    for token, relation in enumerate(relations):
        if relation != L.ADJECTIVAL or forms[token] not in (L.PAST_PARTICIPLE, L.PAST) or classes[token] != L.VERB:
            continue
        done_to = heads[token]
        if done_to < token or token == 0 or not (done_to == root or _leads_to(heads, done_to, root)):
            continue
        # "tear-gassed": what is joined by a hyphen belongs to the verb
        first = token - 2 if token > 1 and classes[token - 1] == L.PUNCTUATION and heads[token - 2] == token else token
        subject = first - 1
        if subject < 0 or classes[subject] not in _NOMINAL:
            continue
        while subject != root and heads[subject] not in (token, done_to, -1) and heads[subject] < token:
            subject = heads[subject]
        if subject > token or relations[subject] == L.POSSESSOR:
            continue
        heads[token], relations[token], forms[token], heads[done_to] = -1, L.ROOT, L.PAST, token
        relations[done_to] = L.OBJECT
        heads[subject], relations[subject] = token, L.SUBJECT
        for other, head in enumerate(heads):
            if other < first and other != subject and head in (token, done_to):
                heads[other] = subject
            elif other > token and other != done_to and head in (root, subject) and relations[other] in _CLAUSE_PARTS:
                heads[other] = token
        return True
    return False


def _leads_to(heads: list[int], token: int, root: int) -> bool:
    steps = 0
    while heads[token] >= 0 and steps <= len(heads):
        token, steps = heads[token], steps + 1
    return token == root
