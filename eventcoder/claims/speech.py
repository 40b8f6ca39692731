"""Who says what in a sentence: the statements that words stand in, from the innermost to the outermost."""

from collections.abc import Collection
from dataclasses import dataclass

from eventcoder.claims.words import ClaimWords
from eventcoder.frames import Frame
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["CONTEST", "LABEL", "NOUN", "QUESTION", "SAY", "Speech", "Statement"]

SAY, LABEL, CONTEST, QUESTION, NOUN = "say", "label", "contest", "question", "noun"

_CONTENT = frozenset(
    {L.COMPLEMENT, L.OPEN_COMPLEMENT, L.PARATAXIS, L.OBJECT, L.PREDICATE_NOUN, L.PASSIVE_SUBJECT, L.CLAUSAL_SUBJECT,
     L.DEPENDENT, L.INDIRECT_OBJECT}
)  # fmt: skip
_NOUN_RELATIONS = frozenset(
    {L.OBLIQUE, L.PARTICIPIAL, L.RELATIVE, L.COMPLEMENT, L.APPOSITION, L.COMPOUND, L.ADJECTIVAL, L.DEPENDENT,
     L.ADVERBIAL}
)  # fmt: skip
_CONTESTED = frozenset({L.OBJECT, L.PASSIVE_SUBJECT})
_COMMENTS = frozenset({L.PARATAXIS, L.ADVERBIAL, L.RELATIVE, L.CONJUNCT})
_NOMINAL = frozenset({L.NOUN, L.NAME, L.PRONOUN, L.NUMBER, L.ADJECTIVE, L.DETERMINER, L.OTHER})
_OPENING, _CLOSING = frozenset({"“", "``", "‘‘", "«"}), frozenset({"”", "''", "’’", "»"})


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that somebody says, denies, questions.

    Attributes:
        token: the verb or noun of saying.
        kind: SAY, LABEL (says what something is), CONTEST, QUESTION, or NOUN ("claim", "denial").
        speaker: head of the speaker's phrase, -1 where nobody is named.
        negated: whether it is said that it was not said.
        below: the token of the statement's content through which it was reached.
    """

    token: int
    kind: str
    speaker: int
    negated: bool
    below: int


class Speech:
    """Statements of one sentence.

    Args:
        view: the sentence.
        words: word classes of the claims stage.
    """

    def __init__(self, view: SentenceView, words: ClaimWords) -> None:
        self.view, self.parse, self.words = view, view.parse, words
        self.frame_at: dict[int, Frame] = {}
        for frame in view.frames:
            self.frame_at.setdefault(frame.head, frame)
        self._quoted: frozenset[int] | None = None

    # ------------------------------------------------------------------ statements around a token

    def path(self, token: int) -> list[int]:
        """A token and all above it, up to the root."""
        heads, found = self.parse.heads, [token]
        while heads[found[-1]] >= 0 and len(found) <= len(self.parse):
            found.append(heads[found[-1]])
        return found

    def around(self, token: int, tokens: Collection[int] = ()) -> list[Statement]:
        """The statements that words stand in, the innermost first.

        Args:
            token: the word that the others hang from; a word of saying is a statement itself ("claim of ...").
            tokens: the words.
        """
        found: list[Statement] = []
        path = self.path(token)
        invoking = self.parse.classes[token] != L.VERB or self.parse.lemmas[token] in self.words.invoking_verbs
        lemma = self.parse.lemmas[token]
        labels = self._kind(lemma) == LABEL and lemma not in self.words.justifying_verbs
        frame = self.frame_at.get(token)
        bare = token + 1 == len(self.parse) or self.parse.relations[token + 1] != L.CASE
        labels = labels and frame is not None and not frame.particle and bare  # not "called in troops"
        if token in tokens and labels and self.parse.classes[token] == L.VERB:
            # "what it called a reciprocal step"
            inner = next((t for t in tokens if t != token and token in self.path(t)), -1)
            if inner >= 0:
                found.append(Statement(token, LABEL, self.subject(token), self.negated(token), inner))
        for child in () if found else self.parse.children[token]:
            # "a step it called reciprocal", "justified by the murder"
            labelled = self.parse.relations[child] in (L.PREDICATE_NOUN, L.OBLIQUE)
            if (
                child in tokens
                and self.parse.classes[child] in _NOMINAL
                and (invoking or (labelled and self.parse.lemmas[token] in self.words.label_verbs))
            ):
                statement = self._above(token, child)
                if statement is not None:
                    found.append(statement)
                    break
        for place, current in enumerate(path):
            if place + 1 < len(path):
                noun = self._detached(path[place + 1], current)
                if noun is not None:
                    found.append(noun)
                statement = self._above(path[place + 1], current)
                if statement is None and place == 0:  # "called it an eye for an eye", whose parts the parse tears apart
                    parts = (t for t in tokens if t != current and self.parse.heads[t] == path[1])
                    statement = next((s for s in (self._above(path[1], part) for part in parts) if s is not None), None)
                if statement is not None and (place == 0 or not self._is_mere_object(statement)):
                    found.append(statement)
            for child in self.parse.children[current]:
                if child not in path:
                    statement = self._beside(child, current)
                    if statement is not None:
                        found.append(statement)
        return found

    def _above(self, head: int, child: int) -> Statement | None:
        """The statement that a governing word makes of what hangs from it."""
        parse, words = self.parse, self.words
        lemma, relation = parse.lemmas[head], parse.relations[child]
        if parse.classes[head] == L.VERB:
            kind = self._kind(lemma)
            if lemma in words.scorn_verbs and relation in _CONTESTED and self.is_claim(child):
                kind = CONTEST  # "brushed aside allegations that ..."
            if not kind or not self._is_content(head, child, kind):
                return None
            speaker = self.subject(head)
            if speaker >= 0 and not self.can_speak(speaker):
                return None if kind in (SAY, LABEL) else Statement(head, kind, -1, self.negated(head), child)
            return Statement(head, kind, speaker, self.negated(head), child)
        if parse.classes[head] in (L.NOUN, L.NAME):
            says_in = self._says_in(head)
            if (self.is_claim(head) or lemma in words.contest_nouns or says_in >= 0) and (
                relation in _NOUN_RELATIONS or (relation == L.CONJUNCT and parse.classes[child] == L.VERB)
            ):
                if relation in (L.COMPOUND, L.ADJECTIVAL) and (lemma in words.contest_nouns or says_in >= 0):
                    return None
                owner = self.owner(head) if says_in < 0 else says_in
                if owner < 0 and parse.classes[child] in (L.NOUN, L.NAME):
                    owner = self._agent(child)
                return Statement(head, NOUN, owner, self.negated(head), child)
        elif parse.classes[head] == L.ADJECTIVE and lemma in words.question_verbs:
            return Statement(head, QUESTION, -1, False, child)
        return None

    def _says_in(self, noun: int) -> int:
        """Who says something in a paper or a talk ("argued in a brief to the court that ..."); -1: nobody."""
        parse = self.parse
        verb = parse.heads[noun]
        if parse.lemmas[noun] not in self.words.document_nouns or parse.relations[noun] != L.OBLIQUE or verb < 0:
            return -1
        return self.subject(verb) if self._kind(parse.lemmas[verb]) == SAY else -1

    def _is_mere_object(self, statement: Statement) -> bool:
        """Whether words only hang from the object of a verb of saying ("answering a call under the pact")."""
        parse, below = self.parse, statement.below
        return (
            statement.kind == SAY
            and parse.relations[below] == L.OBJECT
            and parse.lemmas[statement.token] not in self.words.invoking_verbs
            and not self.is_claim(below)
        )

    def _detached(self, head: int, child: int) -> Statement | None:
        """The noun that a that-clause belongs to, where the parse hangs the clause from its verb ("scoffs at X's
        version that ...")."""
        parse = self.parse
        if parse.classes[head] != L.VERB or parse.relations[child] not in (L.COMPLEMENT, L.ADVERBIAL):
            return None
        if not any(parse.relations[c] == L.MARK for c in parse.children[child]):
            return None
        for noun in parse.below(head, L.OBJECT, L.OBLIQUE, L.PASSIVE_SUBJECT):
            if noun < child and self.is_claim(noun):
                return Statement(noun, NOUN, self.owner(noun), self.negated(noun), child)
        return None

    def noun_before(self, token: int) -> Statement | None:
        """The statement "X's claim that ..." in front of words whose clause the parse has torn off."""
        parse = self.parse
        for mark in range(token - 1, 0, -1):
            if parse.words[mark] in (",", ";", '"'):
                return None
            noun = mark - 1
            if parse.relations[mark] == L.MARK and parse.classes[noun] == L.NOUN and self.is_claim(noun):
                return Statement(noun, NOUN, self.owner(noun), self.negated(noun), mark)
        return None

    def is_claim(self, noun: int) -> bool:
        """Whether a noun is a statement: a claim, a denial, a rumour, somebody's line."""
        words, lemma = self.words, self.parse.lemmas[noun]
        if lemma in words.claim_nouns or lemma in words.denial_nouns or lemma in words.rumour_nouns:
            return True
        return lemma in words.weak_claim_nouns and bool(self.parse.below(noun, L.POSSESSOR))

    def _kind(self, lemma: str) -> str:
        words = self.words
        if lemma in words.contest_verbs:
            return CONTEST
        if lemma in words.label_verbs:
            return LABEL
        if lemma in words.say_verbs:
            return SAY
        return QUESTION if lemma in words.question_verbs else ""

    def _is_content(self, head: int, child: int, kind: str) -> bool:
        parse, words = self.parse, self.words
        relation, case = parse.relations[child], parse.cases[child]
        if kind == SAY and relation == L.OPEN_COMPLEMENT:
            return parse.forms[child] == L.GERUND or parse.lemmas[head] in words.committing_verbs
        if relation == L.OBJECT and parse.lemmas[head] in words.justifying_verbs:
            lemma = parse.lemmas[child]
            return lemma in words.force_nouns or lemma in words.measure_nouns or self.is_claim(child)
        if relation in _CONTENT:
            return True
        if relation == L.CASE:  # "described the clash as defensive"
            return kind == LABEL
        if relation == L.OBLIQUE:
            if kind in (LABEL, CONTEST):
                return case in words.label_cases
            return case in words.said_cases or self.interposed(head)
        if relation == L.ADVERBIAL:
            if kind == LABEL and case in words.label_cases:
                return True
            marks = {parse.lemmas[below] for below in parse.below(child, L.MARK, L.AUX)}
            if kind == QUESTION:
                return bool(marks & words.condition_marks)
            return self.interposed(head) and (bool(marks & words.content_marks) or child < head)
        if relation == L.SUBJECT and any(child < other < head for other in parse.below(head, L.SUBJECT)):
            return True  # "the commandos struck at dawn, an officer said", the verb taken for a participle
        if relation in (L.CONJUNCT, L.TIME, L.SUBJECT):
            if not self.interposed(head):
                return False
            if relation == L.CONJUNCT:
                own_subject = parse.below(child, L.SUBJECT, L.PASSIVE_SUBJECT, L.EXPLETIVE)
                return bool(own_subject) or not self._has_content(head)
            return child < head and not self._has_content(head) and relation == L.TIME
        return False

    def _has_content(self, verb: int) -> bool:
        return bool(self._said_by(verb))

    def _said_by(self, verb: int) -> list[int]:
        """Clauses that are the content of a verb of saying; not the aside of another speaker (", they declared, ")."""
        parse = self.parse
        return [
            child
            for child in parse.below(verb, L.COMPLEMENT, L.PARATAXIS)
            if parse.relations[child] == L.COMPLEMENT
            or self._kind(parse.lemmas[child]) != SAY
            or not parse.below(child, L.SUBJECT)
        ]

    def interposed(self, verb: int) -> bool:
        """Whether a verb of saying stands behind or within what is said (", officials said, ...")."""
        parse = self.parse
        if any(child < verb for child in self._said_by(verb)):
            return True
        if parse.below(verb, L.COMPLEMENT, L.OBJECT):
            return False
        first = min([verb, *(parse.subtree(s)[0] for s in parse.below(verb, L.SUBJECT))])
        return first > 0 and parse.words[first - 1] in (",", '"', "”", "''", "—", "–")

    def _beside(self, child: int, current: int) -> Statement | None:
        """A comment that names the speaker: ", he said", "as Ankara contends"."""
        parse, words = self.parse, self.words
        if parse.classes[child] != L.VERB or parse.relations[child] not in _COMMENTS:
            return None
        kind = self._kind(parse.lemmas[child])
        if kind not in (SAY, LABEL, CONTEST):
            return None
        own_content = [c for c in parse.below(child, L.COMPLEMENT, L.OPEN_COMPLEMENT) if parse.classes[c] != L.PRONOUN]
        if own_content:
            return None
        marks = {parse.lemmas[c] for c in parse.below(child, L.MARK, L.ADVERBIAL_WORD, L.CASE)}
        comment = bool(marks & words.as_marks) and not parse.below(child, L.OBJECT)
        aside = parse.relations[child] == L.PARATAXIS or (
            parse.relations[child] == L.CONJUNCT and bool(parse.below(child, L.SUBJECT)) and self.interposed(child)
        )
        if not comment and (not aside or marks or parse.below(child, L.OBJECT)):
            return None
        subject = self.subject(child)
        if subject < 0 or kind == CONTEST:
            return None
        return Statement(child, SAY, subject, self.negated(child), current)

    # ------------------------------------------------------------------ speakers

    def subject(self, verb: int) -> int:
        """Who says it: head of the subject, of a passive's by-phrase, or of what the clause hangs from; -1: nobody."""
        parse = self.parse
        frame = self.frame_at.get(verb)
        agents = parse.below(verb, L.AGENT) or [
            child
            for child in parse.below(verb, L.OBLIQUE)
            if parse.cases[child] in self.words.agent_cases and self._passive(verb)
        ]
        if agents:
            return agents[0]
        if self._passive(verb):
            return -1
        subjects = parse.below(verb, L.SUBJECT)
        before = [child for child in subjects if child < verb]
        for child in before[-1:] or subjects:
            if parse.lemmas[child] in self.view.words.relative_pronouns and parse.relations[verb] == L.RELATIVE:
                return parse.heads[verb]
            return child
        if parse.forms[verb] == L.GERUND and parse.relations[verb] == L.ADVERBIAL:
            aside = self._said_aside(parse.heads[verb], verb)
            if aside >= 0:
                return aside
        nearest = self._directly_before(verb)
        if nearest >= 0:
            return nearest
        if frame is not None and not frame.passive:
            for argument in frame.actors:
                if parse.classes[argument.head] in _NOMINAL:
                    return argument.head
        if parse.relations[verb] in (L.CONJUNCT, L.ADVERBIAL, L.OPEN_COMPLEMENT) and parse.heads[verb] >= 0:
            above = parse.heads[verb]
            if parse.classes[above] == L.VERB and above != verb:
                return self.subject(above)
        return -1

    def _said_aside(self, clause: int, participle: int) -> int:
        """Who says a clause in an aside in front of a participle (", Khartoum said, pointing to ..."); -1: nobody."""
        parse = self.parse
        for child in parse.below(clause, L.PARATAXIS) if clause >= 0 else ():
            if child < participle and self._kind(parse.lemmas[child]) == SAY:
                for subject in parse.below(child, L.SUBJECT):
                    return subject
        return -1

    def _directly_before(self, verb: int) -> int:
        """The noun right in front of a finite verb whose subject the parse lost ("the junta there said"); -1: none."""
        parse = self.parse
        if parse.forms[verb] not in (L.PAST, L.PRESENT):
            return -1
        at = verb - 1
        while at >= 0 and parse.classes[at] in (L.ADVERB, L.AUXILIARY):
            at -= 1
        return at if at >= 0 and parse.classes[at] in (L.NOUN, L.NAME, L.PRONOUN) else -1

    def can_speak(self, head: int) -> bool:
        """Whether a phrase may be a speaker: no "I" or "we" of a quotation, no thing or event."""
        parse, words = self.parse, self.words
        lemma = parse.lemmas[head]
        if parse.words[head].lower() in words.first_persons and not parse.words[head].isupper():
            return False
        if parse.classes[head] == L.NAME:
            return True
        return lemma not in words.mute_nouns and not (lemma in words.force_nouns and lemma not in words.say_nouns)

    def _passive(self, verb: int) -> bool:
        frame = self.frame_at.get(verb)
        return bool(self.parse.below(verb, L.PASSIVE_AUX, L.PASSIVE_SUBJECT)) or (frame is not None and frame.passive)

    def owner(self, noun: int) -> int:
        """Whose claim it is: possessor, by-phrase or adjective of nationality; -1 where nobody is named."""
        parse, view = self.parse, self.view
        for child in parse.below(noun, L.POSSESSOR):
            if parse.classes[child] != L.PRONOUN:
                return child
        for child in parse.below(noun, L.POSSESSOR):
            actor = view.actor(child)
            return actor.antecedent if actor is not None and actor.antecedent >= 0 else child
        agent = self._agent(noun)
        if agent >= 0:
            return agent
        for child in parse.below(noun, L.ADJECTIVAL, L.COMPOUND):
            if parse.words[child][:1].isupper():
                actor = view.actor(child)
                if actor is not None and actor.code:
                    return child
        return -1

    def _agent(self, noun: int) -> int:
        parse = self.parse
        for child in parse.children[noun]:
            is_agent = parse.relations[child] in (L.OBLIQUE, L.AGENT) and parse.cases[child] in self.words.agent_cases
            if is_agent and self.can_speak(child):
                return child
        return -1

    def negated(self, token: int) -> bool:
        """Whether a word is negated: by its own negation, or by its subject ("no group")."""
        parse, words = self.parse, self.words
        for child in parse.children[token]:
            relation, lemma = parse.relations[child], parse.lemmas[child]
            if lemma in words.idle_negations:
                continue
            if relation == L.NEGATION or (lemma in words.negations and relation not in _CONTENT and child < token):
                return True
            if relation in (L.SUBJECT, L.PASSIVE_SUBJECT) and self.no(child):
                return True
            if relation in (L.AUX, L.COPULA) and any(parse.lemmas[c] in words.negations for c in parse.children[child]):
                return True
        head = parse.heads[token]
        if parse.relations[token] == L.OPEN_COMPLEMENT and parse.lemmas[head] in words.refusing_verbs:
            return True
        if parse.relations[token] == L.CONJUNCT and head >= 0:
            # "neither claimed nor denied"
            return any(
                parse.relations[child] == L.COORDINATOR and parse.lemmas[child] in words.negations
                for child in parse.children[head]
            )
        return any(
            parse.relations[child] == L.COORDINATOR and parse.lemmas[child] in words.negations and child < token
            for child in parse.children[token]
        )

    def no(self, noun: int) -> bool:
        """Whether a noun phrase is negated: "no group", "nobody"."""
        parse, words = self.parse, self.words
        return any(
            parse.relations[child] in (L.DETERMINER_OF, L.NEGATION) and parse.lemmas[child] in words.negations
            for child in parse.children[noun]
        ) or (parse.lemmas[noun] in words.negations)

    def according(self, token: int) -> int:
        """The speaker of "according to", where the token stands in the same sentence; -1: none."""
        parse = self.parse
        cases = self.view.words.attribution_cases
        for other in range(len(parse)):
            if parse.cases[other] in cases and parse.relations[other] == L.OBLIQUE:
                return other
        views = self.words.view_nouns
        for other in range(len(parse)):
            if parse.lemmas[other] in views and parse.relations[other] == L.OBLIQUE:
                for owner in parse.below(other, L.POSSESSOR):
                    if parse.classes[owner] != L.PRONOUN and self.can_speak(owner):
                        return owner  # "in Berlin's reading"
        return -1

    def commented(self, token: int) -> int:
        """The subject of a verb of saying that closes the sentence behind a comma, wherever the parse hangs it from
        (", the minister said in Doha"); -1: none."""
        parse = self.parse
        for verb in range(token + 1, len(parse)):
            said = parse.classes[verb] == L.VERB and self._kind(parse.lemmas[verb]) == SAY
            if not said or parse.forms[verb] not in (L.PAST, L.PRESENT):
                continue
            subjects = [s for s in parse.below(verb, L.SUBJECT) if token < s < verb]
            torn = [] if parse.below(verb, L.SUBJECT) else self._phrase_before(verb, token)
            if torn and not parse.below(verb, L.COMPLEMENT, L.OPEN_COMPLEMENT, L.OBJECT):
                return torn[-1] if self.can_speak(torn[-1]) and not self.negated(verb) else -1
            if subjects and self.interposed(verb) and not parse.below(verb, L.COMPLEMENT, L.OPEN_COMPLEMENT):
                return subjects[-1] if self.can_speak(subjects[-1]) and not self.negated(verb) else -1
        return -1

    def _phrase_before(self, verb: int, after: int) -> list[int]:
        """Head of the noun phrase between the last comma and a verb, if one phrase fills that room."""
        parse = self.parse
        start = next((t for t in range(verb - 1, after, -1) if parse.words[t] in (",", '"', "”", "''")), -1) + 1
        heads = [t for t in range(start, verb) if not start <= parse.heads[t] < verb] if start else []
        return heads if len(heads) == 1 and parse.classes[heads[0]] in (L.NOUN, L.NAME) else []

    def first_person(self) -> bool:
        """Whether "we" or the like stands in the sentence ("US" and "I." of a list are no pronouns)."""
        first = self.words.first_persons
        return any(word.lower() in first and (len(word) == 1 or not word.isupper()) for word in self.parse.words)

    def quoted(self) -> frozenset[int]:
        """Tokens inside quotation marks."""
        if self._quoted is None:
            inside, found = False, set()
            for token, word in enumerate(self.parse.words):
                if word == '"':
                    inside = not inside
                elif word in _OPENING:
                    inside = True
                elif word in _CLOSING:
                    inside = False
                elif inside:
                    found.add(token)
            self._quoted = frozenset(found)
        return self._quoted

    def speaker_of_quotation(self) -> int:
        """The subject of a verb of saying outside quotation marks, else of the main clause; -1 where there is none."""
        parse, quoted = self.parse, self.quoted()
        for token in range(len(parse)):
            if token not in quoted and parse.classes[token] == L.VERB and parse.lemmas[token] in self.words.say_verbs:
                subject = self.subject(token)
                if subject >= 0 and subject not in quoted and not self.negated(token):
                    return subject
        for token in range(len(parse)):
            if parse.heads[token] < 0 and token not in quoted and parse.classes[token] == L.VERB:
                subject = self.subject(token)
                if subject >= 0 and subject not in quoted and self.can_speak(subject):
                    return subject
        return -1
