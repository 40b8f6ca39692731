"""Several states named by where or what they are: "Southeast Asian nations", "Western allies", "donor countries"."""

from typing import TYPE_CHECKING

from eventcoder.actors.evidence import Evidence, base_of_country
from eventcoder.actors.phrases import phrase_start

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["states_together"]


def states_together(sentence: "SentenceActors", head: int, plural: bool, evidence: Evidence) -> None:
    """Take the code of an organisation of states for states of a region or a kind, where the words name no country."""
    parse, words = sentence.parse, sentence.resolver.words
    lemma = parse.lemmas[head]
    states = lemma in words.set("STATES")
    if evidence.code or not plural or not (states or lemma in words.set("STATESMEN")):
        return
    kinds = words.set("REGIONAL") | words.set("STATES_OF_A_KIND") if states else words.set("REGIONAL")
    front = range(phrase_start(parse, head), head)
    if any(parse.words[token].lower() in kinds or parse.lemmas[token] in kinds for token in front):
        code = next(iter(words.set("STATES_TOGETHER")), "")
        evidence.take(code, "", base_of_country(sentence, code), "region")
