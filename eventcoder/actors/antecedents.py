"""Pronouns, resolved to somebody named before where that is safe.

Looked for in this order: the subjects of the clauses around the pronoun ("Israel said its troops ..."), the only fit
in the sentence so far, the subject of the previous sentence, the only fit in the previous sentence. A fit agrees in
number and in being a person, a group or a country. Where none of this decides, nothing is guessed.
"""

from typing import TYPE_CHECKING

from eventcoder.actors.actor import ResolvedActor
from eventcoder.actors.lexicon import COUNTRY_KINDS, GROUP_KINDS, PERSON
from eventcoder.actors.quotations import is_quotation, quoted
from eventcoder.syntax import labels as L

if TYPE_CHECKING:
    from eventcoder.actors.noun_phrases import SentenceActors

__all__ = ["candidates", "find", "fitting", "is_subject", "pronoun", "standing_for"]

_SUBJECTS = frozenset({L.SUBJECT, L.PASSIVE_SUBJECT, L.AGENT})
_PHRASES = _SUBJECTS | {L.OBJECT, L.INDIRECT_OBJECT, L.OBLIQUE, L.POSSESSOR, L.ROOT, L.CONJUNCT}
_NOMINAL = frozenset({L.NOUN, L.NAME})
_COMMANDED = frozenset({L.COMPLEMENT, L.OPEN_COMPLEMENT, L.PARATAXIS, L.OBJECT, L.INDIRECT_OBJECT})
_CLAUSES = (L.COMPLEMENT, L.OPEN_COMPLEMENT, L.CLAUSAL_SUBJECT, L.ADVERBIAL, L.RELATIVE, L.PARTICIPIAL)
_CLAUSE_STEPS = 12
_SENTENCES_BACK = 8
_CHAIN = 8
"""Pronouns that stand for one another over sentences."""
_NATIONAL = frozenset({"adjective", "compound", "possessor"})
_STATES = frozenset({"country", "capital", "metonym", "adjective"})
_GROUPS = GROUP_KINDS | {"group", "institution"}

_HE, _SHE, _THEY = "he", "she", "they"  # "they": an organisation that the sentence before is about
Fit = str  # "person", _HE, _SHE, "people", "several" (coordinated subjects), "group" (or country) or "organization"
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
        fits = (
            () if _other_gender_before(sentence, head, word) else (_HE if word in words.set("MALE_PRONOUNS") else _SHE,)
        )
    elif word in words.set("GROUP_PRONOUNS"):
        fits = ("several", "people", _THEY)
    elif word in words.set("THING_PRONOUNS"):
        fits = ("group",)
    if word in words.set("THING_PRONOUNS") and _expletive(sentence, head):
        return _unresolved(sentence, head)
    for fit in fits:
        found = _behind(sentence, head, fit) or find(sentence, head, fit)
        if found is not None:
            return standing_for(sentence, head, found)
        if fit == "people" and any(fitting(actor, fit) for actor in candidates(sentence, head)):
            break  # one of several
    return _unresolved(sentence, head)


def _behind(sentence: "SentenceActors", head: int, fit: Fit) -> Found | None:
    """Of "in his speech the president said": the subject that follows."""
    parse, token = sentence.parse, head
    if parse.relations[head] != L.POSSESSOR:
        return None
    for _ in range(_CLAUSE_STEPS):
        relation, above = parse.relations[token], parse.heads[token]
        if above < 0 or above < token:
            return None
        if relation in (L.OBLIQUE, L.ADVERBIAL) and parse.classes[above] == L.VERB:
            for child in parse.below(above, *_SUBJECTS):
                if head < child < above and parse.classes[child] in _NOMINAL:
                    actor = sentence.resolve(child)
                    return (actor, True) if actor is not None and _fits(sentence, actor, fit) else None
        token = above
    return None


def fitting(actor: ResolvedActor, fit: Fit) -> bool:
    """Whether an actor can be what a pronoun or description of this fit stands for."""
    if not actor.codable or actor.kind == "pronoun":
        return False
    kind = actor.kind
    if fit in ("person", _HE, _SHE):
        return kind in ("person", "unknown name") and not actor.plural
    if fit == "people":
        return actor.plural and kind not in COUNTRY_KINDS - {"demonym"} and kind not in GROUP_KINDS | {"weapon"}
    if fit == "several":
        return False
    if fit in ("organization", _THEY):
        return kind in _GROUPS
    return kind in _STATES or (kind in _GROUPS and not actor.plural)


def find(sentence: "SentenceActors", head: int, fit: Fit) -> Found | None:
    """Whom a pronoun or description stands for, and whether that stands in the same sentence."""
    around = _around(sentence, head, fit)
    if around is not None:
        return around, True
    if fit == "several":
        return None
    again = _same_pronoun(sentence, head) if fit in (_HE, _SHE) else None
    if again is not None:
        return again, True
    own = [
        actor
        for actor in candidates(sentence, head)
        if _likely(sentence, actor, fit) and _may_be_meant(sentence, head, actor.head)
    ]
    if own:
        only = _only(own) or _only([actor for actor in own if is_subject(sentence, actor.head)])
        return None if only is None else (only, True)
    nation = _nation(sentence, head, fit) if fit in ("group", "organization") else None
    if nation is not None:
        return nation, True
    context = sentence.context
    if context.looking_back >= _CHAIN:
        return None
    context.looking_back += 1
    before = _find_before(sentence, head, fit)
    context.looking_back -= 1
    return before


def _find_before(sentence: "SentenceActors", head: int, fit: Fit) -> Found | None:
    """Whom a pronoun or description stands for, of those the sentences before name."""
    other = _whom_the_subject_means(sentence, head)
    previous, inside, below = sentence.previous, quoted(sentence, head), _commanded(sentence, head)
    for _ in range(_SENTENCES_BACK):
        if previous is None:
            break
        fitted = [
            actor
            for actor in candidates(previous, -1)
            if _identity(actor) not in below
            and (not _speaks(previous, actor.head) if inside else not quoted(previous, actor.head))
        ]
        if fitted or inside or not is_quotation(previous):
            found = _in_previous(previous, fitted, fit)
            return None if found is None or _identity(found) == other else (found, False)
        previous = previous.previous  # what was said goes on; the speaker stands in front of it
    return None


def _same_pronoun(sentence: "SentenceActors", head: int) -> ResolvedActor | None:
    """Whom "his" stands for in front of "he"."""
    parse, words = sentence.parse, sentence.resolver.words
    name = "MALE_PRONOUNS" if parse.words[head].lower() in words.set("MALE_PRONOUNS") else "FEMALE_PRONOUNS"
    for token in range(head - 1, -1, -1):
        if parse.classes[token] == L.PRONOUN and parse.words[token].lower() in words.set(name):
            found = sentence.resolve(token) if quoted(sentence, token) == quoted(sentence, head) else None
            return found if found is not None and found.codable else None
    return None


def _in_previous(previous: "SentenceActors", fitted: list[ResolvedActor], fit: Fit) -> ResolvedActor | None:
    """The subject of the previous sentence, the main one first, else the only fit there."""
    if fit in ("people", "organization", _THEY) and any(
        is_subject(previous, actor.head) and previous.parse.below(actor.head, L.CONJUNCT) for actor in fitted
    ):
        return None  # several subjects of which one could be named only
    earlier = [actor for actor in fitted if _likely(previous, actor, fit)]
    told = _told_first(previous)
    subjects = [actor for actor in earlier if is_subject(previous, actor.head)]
    subjects = [
        a for a in subjects if told < 0 or previous.parse.heads[a.head] != previous.parse.heads[told]
    ] or subjects
    main = [actor for actor in subjects if previous.parse.heads[actor.head] == (told if told >= 0 else _root(previous))]
    subject = _only(subjects) or _only(main)
    return subject or (None if fit == _THEY else _only(earlier))


def _root(sentence: "SentenceActors") -> int:
    return next((token for token, head in enumerate(sentence.parse.heads) if head < 0), -1)


def _told_first(sentence: "SentenceActors") -> int:
    """The verb of a clause in front of who told it ("She was freed, her lawyer said"), who is not what it is about; -1
    where there is none, or where it is his own words."""
    parse, root = sentence.parse, _root(sentence)
    if root < 0 or parse.lemmas[root] not in sentence.resolver.words.set("SPEAKING"):
        return -1
    clauses = [child for child in parse.below(root, L.COMPLEMENT, L.PARATAXIS) if child < root]
    return clauses[0] if clauses and not quoted(sentence, clauses[0]) else -1


def _may_be_meant(sentence: "SentenceActors", head: int, candidate: int) -> bool:
    """Whether a noun phrase in front of a pronoun can be what it stands for: not the subject of the same verb, not
    inside what the pronoun's own verb says or does, not inside a quotation that the pronoun stands outside of."""
    parse = sentence.parse
    if parse.relations[head] == L.POSSESSOR:
        return True
    verb = parse.heads[head]
    if candidate in _own_subjects(sentence, head):
        return False
    if quoted(sentence, candidate) and not quoted(sentence, head):
        return False
    if parse.relations[head] not in _SUBJECTS:
        return True
    if is_subject(sentence, candidate) and parse.heads[parse.heads[candidate]] == verb:
        return True  # "Chad closed the border, it said"
    token = candidate
    for _ in range(_CLAUSE_STEPS):
        above = parse.heads[token]
        if above == verb:
            return parse.relations[token] not in _COMMANDED
        if above < 0:
            break
        token = above
    return True


def _own_subjects(sentence: "SentenceActors", head: int) -> set[int]:
    """Who does what is done to a pronoun, who is not meant by it, also where the verb has its subject from another one:
    "the minister summoned the envoy and threatened to expel him"."""
    parse = sentence.parse
    verb = parse.heads[head]
    if parse.relations[head] in _SUBJECTS | {L.POSSESSOR}:
        return set()
    for _ in range(_CLAUSE_STEPS):
        if verb < 0:
            break
        subjects = parse.below(verb, *_SUBJECTS)
        if subjects:
            return set(subjects)
        relation, above = parse.relations[verb], parse.heads[verb]
        bare = relation == L.ADVERBIAL and parse.forms[verb] in (L.BASE, L.GERUND)
        if relation == L.OPEN_COMPLEMENT:
            controllers = [child for child in parse.below(above, L.OBJECT, L.INDIRECT_OBJECT) if child < verb]
            if controllers:
                return set(controllers[:1])
        elif relation != L.CONJUNCT and not bare:
            break
        verb = above
    return set()


def _speaks(sentence: "SentenceActors", token: int) -> bool:
    """Whether somebody is the speaker of a quotation, who does not call himself "him" in it."""
    parse = sentence.parse
    return (
        is_subject(sentence, token)
        and parse.lemmas[parse.heads[token]] in sentence.resolver.words.set("SPEAKING")
        and not quoted(sentence, token)
    )


def _commanded(sentence: "SentenceActors", head: int) -> set[tuple[object, ...]]:
    """Who is named behind a subject pronoun in its own clause and is not meant by it: "he sent fewer than Trump
    demanded" is not said of Trump."""
    parse = sentence.parse
    found: set[tuple[object, ...]] = set()
    if parse.relations[head] not in _SUBJECTS:
        return found
    verb = parse.heads[head]
    for number, mention in enumerate(sentence.mentions):
        if mention.kind != PERSON or mention.start < parse.starts[head]:
            continue
        token = next((at for at in range(head, len(parse.words)) if sentence.mention_at.get(at) == number), -1)
        above = token
        while above >= 0 and above != verb:
            above = parse.heads[above]
        if token >= 0 and above == verb:
            entry = sentence.resolver.lexicon.entry(mention.entries[0])
            found.add((entry.code or None, entry.sector or None, entry.name))
    return found


def _whom_the_subject_means(sentence: "SentenceActors", head: int) -> tuple[object, ...] | None:
    """Of "they cannot live with them": whom "they" stands for, who is not meant again."""
    parse = sentence.parse
    if parse.relations[head] in _SUBJECTS or parse.relations[head] == L.POSSESSOR or parse.heads[head] < 0:
        return None
    for child in parse.below(parse.heads[head], *_SUBJECTS):
        if child < head and parse.classes[child] == L.PRONOUN:
            subject = sentence.resolve(child)
            if subject is not None and subject.codable:
                return _identity(subject)
    return None


def _expletive(sentence: "SentenceActors", head: int) -> bool:
    """ "It is clear that ...", "it was reported that ...", "it is the first time that ...": an "it" that is nobody."""
    parse, words = sentence.parse, sentence.resolver.words
    if parse.relations[head] not in (L.SUBJECT, L.PASSIVE_SUBJECT):
        return False
    verb = parse.heads[head]
    lemma = parse.lemmas[verb]
    if lemma in words.set("EXPLETIVE_WORDS"):
        return True
    clauses = [child for child in parse.below(verb, *_CLAUSES) if child > verb]
    if parse.relations[head] == L.PASSIVE_SUBJECT:
        return any(parse.relations[child] == L.COMPLEMENT for child in clauses)
    if parse.classes[verb] in (L.ADJECTIVE, L.NOUN) and parse.below(verb, L.COPULA):
        return bool(clauses)
    return lemma == "be" and bool(parse.below(verb, *_CLAUSES))


def _likely(sentence: "SentenceActors", actor: ResolvedActor, fit: Fit) -> bool:
    """Whether an actor fits; a name of which nothing is known only as a subject."""
    return _fits(sentence, actor, fit) and (actor.kind != "unknown name" or is_subject(sentence, actor.head))


def _fits(sentence: "SentenceActors", actor: ResolvedActor, fit: Fit) -> bool:
    """Whether an actor fits, in number and kind and, of a person, in what the noun says of he and she."""
    if fit in (_HE, _SHE):
        others = sentence.resolver.words.set("FEMALE_NOUNS" if fit == _HE else "MALE_NOUNS")
        if actor.noun.rsplit(" ", 1)[-1] in others:
            return False
    return fitting(actor, fit)


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
    own = _own_subjects(sentence, head)
    for _ in range(_CLAUSE_STEPS):
        if token < 0:
            break
        if parse.classes[token] in (L.VERB, L.AUXILIARY, L.ADJECTIVE):
            for child in parse.children[token] if passed or owner else ():
                if child >= head or child == below or child in own or parse.relations[child] not in _SUBJECTS:
                    continue
                if parse.classes[child] in _NOMINAL:
                    actor = sentence.resolve(child)
                    several = fit == "several" and actor is not None and actor.codable
                    if actor is not None and (
                        (several and parse.below(child, L.CONJUNCT)) or _fits(sentence, actor, fit)
                    ):
                        return actor
                elif parse.words[child].lower() == parse.words[head].lower():
                    return sentence.resolve(child)
                elif parse.words[child].lower() in sentence.resolver.words.set("RELATIVE_PRONOUNS"):
                    actor = sentence.resolve(child)
                    if actor is not None and _fits(sentence, actor, fit):
                        return actor
            passed = True
        below, token = token, parse.heads[token]
    return None


def _nation(sentence: "SentenceActors", head: int, fit: Fit) -> ResolvedActor | None:
    """Of "Isis leaders said it ...", "Turkish officials said its ...": the nearest subject's group or country."""
    parse, token = sentence.parse, sentence.parse.heads[head]
    for _ in range(_CLAUSE_STEPS):
        if token < 0:
            return None
        for child in parse.below(token, *_SUBJECTS):
            actor = sentence.resolve(child) if child < head and parse.classes[child] in _NOMINAL else None
            if actor is not None and actor.codable and actor.entry >= 0:
                entry = sentence.resolver.lexicon.entry(actor.entry)
                if entry.kind in GROUP_KINDS and entry.code == actor.code:  # "Isis members said its ..."
                    return actor
            if (
                fit == "group"
                and actor is not None
                and actor.codable
                and actor.entry < 0
                and actor.resolved_by in _NATIONAL
                and actor.country
                and actor.country == actor.code
            ):
                cameo = sentence.resolver.lexicon.country_cameo.get(actor.country, actor.country)
                return ResolvedActor(
                    actor.head,
                    actor.start,
                    actor.end,
                    actor.text,
                    code=actor.country,
                    country=actor.country,
                    cameo=cameo,
                    kind="country",
                )
        token = parse.heads[token]
    return None


def candidates(sentence: "SentenceActors", before: int) -> list[ResolvedActor]:
    """Codable actors of a sentence in order, up to a token (-1 = all, with whom its pronouns stand for)."""
    parse, found = sentence.parse, []
    for token in range(len(parse.words) if before < 0 else before):
        relation = parse.relations[token]
        if (parse.classes[token] in _NOMINAL and relation in _PHRASES) or (
            before < 0 and parse.classes[token] == L.PRONOUN and relation in _SUBJECTS
        ):
            actor = sentence.resolve(token)
            if actor is not None and actor.codable:
                found.append(actor)
    return found


def is_subject(sentence: "SentenceActors", token: int) -> bool:
    """Whether a token is the subject or agent of a verb."""
    return sentence.parse.relations[token] in _SUBJECTS


def _only(actors: list[ResolvedActor]) -> ResolvedActor | None:
    """The actor, where all are the same one."""
    return actors[-1] if len({_identity(actor) for actor in actors}) == 1 else None


def _identity(actor: ResolvedActor) -> tuple[object, ...]:
    return actor.code, actor.sector, actor.name or actor.text


def _relative(sentence: "SentenceActors", head: int) -> ResolvedActor | None:
    """ "the rebels who ...": the noun that the relative clause hangs from."""
    parse, token = sentence.parse, head
    for _ in range(_CLAUSE_STEPS):
        if parse.relations[token] == L.RELATIVE:
            found = sentence.resolve(parse.heads[token])
            return None if found is None else standing_for(sentence, head, (found, True))
        token = parse.heads[token]
        if token < 0:
            break
    return None


def standing_for(sentence: "SentenceActors", head: int, found: Found) -> ResolvedActor:
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
