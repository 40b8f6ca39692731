"""Mends parses that are wrong in a way that grammar alone shows, whatever the parser."""

from eventcoder.syntax import labels as L

__all__ = ["repair"]

_NOMINAL = (L.NOUN, L.NAME)
_CLAUSE_PARTS = (L.ADVERBIAL, L.ADVERBIAL_WORD, L.TIME, L.PUNCT, L.COMPLEMENT, L.PARATAXIS)


def repair(classes: list[str], forms: list[str], heads: list[int], relations: list[str]) -> None:
    """Mend a parse in place.

    A participle with a direct object cannot be passive. Where one hangs below a noun in a sentence that has no other
    verb at its root ("An attack on a convoy killed six", read as "a convoy killed six"), it is the main verb, and the
    root noun its subject.
    """
    root = next((token for token, head in enumerate(heads) if head < 0), -1)
    if root < 0 or classes[root] not in _NOMINAL:
        return
    for token, relation in enumerate(relations):
        if relation != L.PARTICIPIAL or forms[token] not in (L.PAST_PARTICIPLE, L.PAST) or token < root:
            continue
        below = [other for other, head in enumerate(heads) if head == token]
        own = {relations[other] for other in below}
        if L.OBJECT not in own or own & {L.AGENT, L.SUBJECT, L.PASSIVE_AUX} or not _leads_to(heads, token, root):
            continue
        heads[token], relations[token], forms[token] = -1, L.ROOT, L.PAST
        heads[root], relations[root] = token, L.SUBJECT
        for other, head in enumerate(heads):
            if head == root and other > token and relations[other] in _CLAUSE_PARTS:
                heads[other] = token
        return


def _leads_to(heads: list[int], token: int, root: int) -> bool:
    steps = 0
    while heads[token] >= 0 and steps <= len(heads):
        token, steps = heads[token], steps + 1
    return token == root
