"""Pronouns and short definite descriptions, resolved to somebody named before where that is safe.

Looked for in this order: the subjects of the clauses around the pronoun ("Israel said its troops ..."), the only fit
in the sentence so far, the subject of the previous sentence, the only fit in the previous sentence. A fit agrees in
number and in being a person, a group or a country. Where none of this decides, nothing is guessed.
"""

from typing import TYPE_CHECKING

from eventcoder.actors.actor import ResolvedActor
from eventcoder.actors.agents import Agent
from eventcoder.actors.lexicon import COUNTRY_KINDS, GROUP_KINDS
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["description", "pronoun"]

_SUBJECTS = frozenset({L.SUBJECT, L.PASSIVE_SUBJECT, L.AGENT})
_PHRASES = _SUBJECTS | {L.OBJECT, L.INDIRECT_OBJECT, L.OBLIQUE, L.POSSESSOR, L.ROOT, L.CONJUNCT}
_NOMINAL = frozenset({L.NOUN, L.NAME})
_CLAUSE_STEPS = 12
_STATES = frozenset({"country", "capital", "metonym", "adjective"})
_GROUPS = GROUP_KINDS | {"group", "institution"}

Fit = str  # "person", "people", "several" (coordinated subjects), "group" (one group or country) or "organization"
Found = tuple[ResolvedActor, bool]  # the antecedent and whether it stands in the same sentence


def pronoun(sentence: "SentenceActors", head: int) -> ResolvedActor | None:
    """The actor that a pronoun stands for; one without code, not codable, where that is not safe to say."""
    parse, words = sentence.parse, sentence.resolver.words
    word = parse.words[head].lower()
    if word in words.set("RELATIVE_PRONOUNS"):
        return _relative(sentence, head)
    if parse.relations[head] == L.EXPLETIVE:
        return None
    fits: tuple[Fit, ...] = ()
    if word in words.set("MALE_PRONOUNS") or word in words.set("FEMALE_PRONOUNS"):
        fits = () if _other_gender_before(sentence, head, word) else ("person",)
    elif word in words.set("GROUP_PRONOUNS"):
        fits = ("several", "people", "organization")
    elif word in words.set("THING_PRONOUNS"):
        fits = ("group",)
    for fit in fits:
        found = _find(sentence, head, fit)
        if found is not None:
            return _standing_for(sentence, head, found)
    return _unresolved(sentence, head)


def description(sentence: "SentenceActors", head: int, agent: Agent) -> ResolvedActor | None:
    """Whom a bare "the country", "the group", "the minister" stands for, as a copy with the antecedent's token; None
    where that is not safe to say."""
    words = sentence.resolver.words
    noun = agent.noun
    if noun in words.set("COUNTRY_DESCRIPTIONS"):
        return _country(sentence, head)
    if noun in words.set("GROUP_DESCRIPTIONS"):
        found = _find(sentence, head, "organization")
        return None if found is None else _standing_for(sentence, head, found)
    if agent.kind != "person" or sentence.parse.forms[head] == L.PLURAL:
        return None
    loose = noun in words.set("PERSON_DESCRIPTIONS")
    for where, before in ((sentence, head), (sentence.previous, -1)):
        if where is None:
            continue
        fits = [
            actor
            for actor in _candidates(where, before)
            if fitting(actor, "person") and actor.code and (loose or noun in (actor.office or actor.noun))
        ]
        if fits:
            same = len({(actor.code, actor.name or actor.text) for actor in fits}) == 1
            return _standing_for(sentence, head, (fits[0], where is sentence)) if same else None
    return None


def fitting(actor: ResolvedActor, fit: Fit) -> bool:
    """Whether an actor can be what a pronoun or description of this fit stands for."""
    if not actor.codable or actor.kind == "pronoun":
        return False
    kind = actor.kind
    if fit == "person":
        return kind in ("person", "unknown name") and not actor.plural
    if fit == "people":
        return actor.plural and kind not in COUNTRY_KINDS - {"demonym"} and kind not in GROUP_KINDS
    if fit == "several":
        return False
    if fit == "organization":
        return kind in _GROUPS
    return kind in _STATES or (kind in _GROUPS and not actor.plural)


def _find(sentence: "SentenceActors", head: int, fit: Fit) -> Found | None:
    """Whom a pronoun or description stands for, and whether that stands in the same sentence."""
    around = _around(sentence, head, fit)
    if around is not None:
        return around, True
    if fit == "several":
        return None
    parse = sentence.parse
    verb = -1 if parse.relations[head] == L.POSSESSOR else parse.heads[head]
    own = [
        actor
        for actor in _candidates(sentence, head)
        if _likely(sentence, actor, fit) and not (parse.heads[actor.head] == verb and _is_subject(sentence, actor.head))
    ]
    if own:
        only = _only(own)
        return None if only is None else (only, True)
    previous = sentence.previous
    if previous is None:
        return None
    candidates = _candidates(previous, -1)
    if fit in ("people", "organization") and any(
        _is_subject(previous, actor.head) and previous.parse.below(actor.head, L.CONJUNCT) for actor in candidates
    ):
        return None  # several subjects of which one could be named only
    earlier = [actor for actor in candidates if _likely(previous, actor, fit)]
    subjects = [actor for actor in earlier if _is_subject(previous, actor.head)]
    only = (subjects[0] if len(subjects) == 1 else None) or _only(earlier)
    return None if only is None else (only, False)


def _likely(sentence: "SentenceActors", actor: ResolvedActor, fit: Fit) -> bool:
    """Whether an actor fits; a name of which nothing is known only as a subject."""
    return fitting(actor, fit) and (actor.kind != "unknown name" or _is_subject(sentence, actor.head))


def _other_gender_before(sentence: "SentenceActors", head: int, word: str) -> bool:
    """Whether he and she both occur so far, so that one candidate cannot be both."""
    words = sentence.resolver.words
    male, female = words.set("MALE_PRONOUNS"), words.set("FEMALE_PRONOUNS")
    others = female if word in male else male
    return any(
        sentence.parse.classes[token] == L.PRONOUN and sentence.parse.words[token].lower() in others
        for token in range(head)
    )


def _around(sentence: "SentenceActors", head: int, fit: Fit) -> ResolvedActor | None:
    """The nearest fitting subject of the clauses that a pronoun stands in; not of its own verb, unless it is an
    owner there ("Syria withdrew its troops")."""
    parse = sentence.parse
    owner = parse.relations[head] == L.POSSESSOR
    below, token, passed = head, parse.heads[head], False
    for _ in range(_CLAUSE_STEPS):
        if token < 0:
            break
        if parse.classes[token] in (L.VERB, L.AUXILIARY, L.ADJECTIVE):
            for child in parse.children[token] if passed or owner else ():
                if child >= head or child == below or parse.relations[child] not in _SUBJECTS:
                    continue
                if parse.classes[child] in _NOMINAL:
                    actor = sentence.resolve(child)
                    several = fit == "several" and actor is not None and actor.codable
                    if actor is not None and ((several and parse.below(child, L.CONJUNCT)) or fitting(actor, fit)):
                        return actor
                elif parse.words[child].lower() == parse.words[head].lower():
                    return sentence.resolve(child)
            passed = True
        below, token = token, parse.heads[token]
    return None


def _country(sentence: "SentenceActors", head: int) -> ResolvedActor | None:
    for where, before in ((sentence, sentence.parse.starts[head]), (sentence.previous, -1)):
        if where is None:
            continue
        lexicon, found = where.resolver.lexicon, {}
        for mention in where.mentions:
            if before >= 0 and mention.end > before:
                break
            entry = lexicon.entry(mention.entries[0])
            if entry.kind in COUNTRY_KINDS:
                found[entry.code] = entry
        if not found:
            continue
        code = next(iter(found))
        if len(found) > 1:
            subject = next(
                (
                    actor
                    for actor in _candidates(where, head if before >= 0 else -1)
                    if actor.code in found and _is_subject(where, actor.head)
                ),
                None,
            )
            code = subject.code if subject is not None and subject.code else list(found)[-1]
        entry = found[code]
        return ResolvedActor(
            head, 0, 0, "", code=code, country=entry.country, name=entry.name, entry=entry.id, kind="country"
        )
    return None


def _candidates(sentence: "SentenceActors", before: int) -> list[ResolvedActor]:
    """Codable actors of a sentence in order, up to a token (-1 = all)."""
    parse, found = sentence.parse, []
    for token in range(len(parse.words) if before < 0 else before):
        if parse.classes[token] in _NOMINAL and parse.relations[token] in _PHRASES:
            actor = sentence.resolve(token)
            if actor is not None and actor.codable:
                found.append(actor)
    return found


def _is_subject(sentence: "SentenceActors", token: int) -> bool:
    return sentence.parse.relations[token] in _SUBJECTS


def _only(actors: list[ResolvedActor]) -> ResolvedActor | None:
    """The actor, where all are the same one."""
    same = {(actor.code, actor.sector, actor.name or actor.text) for actor in actors}
    return actors[-1] if len(same) == 1 else None


def _relative(sentence: "SentenceActors", head: int) -> ResolvedActor | None:
    """ "the rebels who ...": the noun that the relative clause hangs from."""
    parse, token = sentence.parse, head
    for _ in range(_CLAUSE_STEPS):
        if parse.relations[token] == L.RELATIVE:
            found = sentence.resolve(parse.heads[token])
            return None if found is None else _standing_for(sentence, head, (found, True))
        token = parse.heads[token]
        if token < 0:
            break
    return None


def _standing_for(sentence: "SentenceActors", head: int, found: Found) -> ResolvedActor:
    """A copy of the antecedent as the phrase's own word names it."""
    parse, (antecedent, same_sentence) = sentence.parse, found
    start, end = parse.offset + parse.starts[head], parse.offset + parse.ends[head]
    actor = antecedent.at(head, start, end, parse.words[head])
    actor.resolved_by, actor.count = "antecedent", None
    token = antecedent.head if antecedent.antecedent < 0 else antecedent.antecedent
    actor.antecedent = token if same_sentence else -1
    actor.name = antecedent.name or antecedent.text
    return actor


def _unresolved(sentence: "SentenceActors", head: int) -> ResolvedActor:
    parse = sentence.parse
    return ResolvedActor(
        head,
        parse.offset + parse.starts[head],
        parse.offset + parse.ends[head],
        parse.words[head],
        resolved_by="pronoun",
        kind="pronoun",
        codable=False,
    )
