"""How a sentence stands to a claim: asserted, denied, disputed, reported; or no claim at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.claims.model import ClaimRule
from eventcoder.claims.speech import CONTEST, LABEL, NOUN, QUESTION, SAY, Speech, Statement
from eventcoder.claims.words import ClaimWords
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["NO_CLAIM", "Judgement", "judge"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Stance, speaker (head of the phrase, -1: nobody named) and whether somebody says it though nobody is named."""

    stance: str
    speaker: int
    spoken: bool = False


_SAID = frozenset({L.CONJUNCT, L.COMPLEMENT, L.OPEN_COMPLEMENT, L.PARATAXIS, L.DEPENDENT, L.OBJECT})

NO_CLAIM: Final = Judgement("", -1)


def judge(
    view: SentenceView,
    speech: Speech,
    words: ClaimWords,
    rule: ClaimRule,
    tokens: Sequence[int],
    top: int,
    verb: int = -1,
    under: frozenset[str] = frozenset(),
) -> Judgement:
    """Judge a cue.

    Args:
        view: the sentence.
        speech: its statements.
        words: word classes of the claims stage.
        rule: the cue's rule.
        tokens: the cue's words.
        top: the one that the others hang from.
        verb: the verb of a verb cue, -1 otherwise.
        under: words of saying in whose content the cue must stand; empty: any.
    """
    return _Judge(view, speech, words, rule, tokens, top, verb, under).judge()


class _Judge:
    def __init__(
        self,
        view: SentenceView,
        speech: Speech,
        words: ClaimWords,
        rule: ClaimRule,
        tokens: Sequence[int],
        top: int,
        verb: int,
        under: frozenset[str],
    ) -> None:
        self.view, self.parse, self.speech, self.words = view, view.parse, speech, words
        self.rule, self.tokens, self.top, self.verb, self.under = rule, tokens, top, verb, under
        self.own = frozenset(tokens)

    def judge(self) -> Judgement:
        judged = self._judged()
        if judged.stance == "denied" and self.rule.statement:
            return NO_CLAIM  # who denies having done it makes a claim of another type
        if judged is NO_CLAIM or judged.stance == "disputed" or self.rule.statement:
            return judged
        pretext = self._pretext()
        if pretext >= 0:
            return Judgement("disputed", self._who_acts(pretext))
        if judged.stance == "denied":
            owner = self._contested_owner(judged.speaker)
            if owner >= 0:
                return Judgement("disputed", owner)
        return judged

    def _judged(self) -> Judgement:
        statements = self.speech.around(self.top, self.tokens)
        statements = [s for s in statements if s.kind != QUESTION or s.token not in self.own]
        if not statements:
            torn = self.speech.noun_before(min(self.tokens))
            statements = [torn] if torn is not None else []
        if self.rule.claimant == "subject":
            said_by = Statement(self.verb if self.verb >= 0 else self.top, SAY, -1, False, self.top)
            verb = said_by.token
            if self.speech.negated(verb) or self._left_open(verb, statements):
                return NO_CLAIM
            speaker = self.speech.subject(verb)
            if speaker < 0:
                return self._reported(statements)
            statements = [Statement(verb, SAY, speaker, False, verb), *(s for s in statements if s.token != verb)]
        if self._left_open(self.top, statements):
            return NO_CLAIM
        first = statements[0] if statements else None
        if self.under and not self._is_under(statements):
            return NO_CLAIM
        negated = self._negated(first)
        if self.rule.negated:
            if not negated:
                return NO_CLAIM
            negated = False
        if self.rule.denies:
            negated = not negated
        if first is None:
            return self._without_statement(negated)
        return self._with_statements(statements, negated)

    def _is_under(self, statements: list[Statement]) -> bool:
        """Whether the words stand in what the cue asks for: "denied that", "rejected accusations that"."""
        lemmas = self.parse.lemmas
        for statement in statements:
            if lemmas[statement.token] in self.under:
                return statement.below == self.top or self._is_said(statement.below)
            contests = self.under & self.words.contest_verbs and self._contests(statement)
            if contests and statement is not statements[0]:
                return True
            lemma = lemmas[statement.token]
            owned = lemma in self.words.claim_nouns and statement.speaker >= 0
            if statement.kind != NOUN or owned or lemma not in self.words.rumour_nouns | self.words.claim_nouns:
                return False
        return False

    def _is_said(self, content: int) -> bool:
        """Whether the cue's verb is what is said, no circumstance of it ("said that it fled when they fired")."""
        parse = self.parse
        if parse.classes[self.top] != L.VERB:
            return False
        for token in self.speech.path(self.top):
            if token == content:
                return True
            if parse.relations[token] not in _SAID and not (
                parse.relations[token] == L.RELATIVE and parse.below(parse.heads[token], L.COPULA)
            ):  # "it was its own jets that bombed"
                return False
        return False

    # ------------------------------------------------------------------

    def _with_statements(self, statements: list[Statement], negated: bool) -> Judgement:
        """The first statement with a speaker owns the claim; what stands around it may contest it."""
        contested = unbelieved = False
        comment = next((s for s in statements if s.kind == SAY and s.below == self._as_comment(s)), None)
        for place, statement in enumerate(statements):
            outer = statements[place + 1 :]
            if statement.kind == QUESTION:
                return NO_CLAIM
            nobody = statement.negated and (statement.speaker < 0 or self.speech.no(statement.speaker))
            if statement.kind == CONTEST and nobody and any(s.kind == SAY and s.speaker >= 0 for s in outer):
                continue  # "nobody may deny us the right, he said"
            if statement.kind == CONTEST or (place and self._disowns() and self._contests(statement)):
                if statement.negated:
                    return NO_CLAIM
                if contested:
                    continue
                if statement.speaker >= 0 and self.speech.no(statement.speaker):
                    return NO_CLAIM  # "no one will deny"
                if self._disowns() and statement.speaker >= 0:
                    return self._owned(statement.speaker, self._contrast(statement), False, statement)
                if comment is not None and comment.token != statement.token:
                    return Judgement("disputed", comment.speaker)
                if statement.speaker < 0:
                    contested = True
                    continue
                return Judgement("asserted" if negated else "denied", statement.speaker)
            others = statement.kind == NOUN and self.parse.lemmas[statement.token] not in self.words.denial_nouns
            if others and self._disowns() and any(self._contests(s) for s in outer):
                continue  # "rejected accusations that it had ...": who rejects disowns
            if statement.kind == NOUN:
                lemma = self.parse.lemmas[statement.token]
                if lemma in self.words.contest_nouns and lemma not in self.words.claim_nouns:
                    if statement.negated == (lemma in self.words.evidence_nouns):
                        contested = True
                    continue
                doubted = contested or self._noun_contested(statement, outer)
                if statement.negated and not doubted:
                    return NO_CLAIM
                if statement.speaker >= 0:
                    return self._owned(statement.speaker, doubted, negated, statement)
                if doubted:
                    if lemma in self.words.rumour_nouns:
                        by = next((s for s in outer if s.kind in (CONTEST, SAY) and s.speaker >= 0), None)
                        if by is not None:
                            return Judgement("denied", by.speaker)
                    return Judgement("disputed", -1)
                continue
            above = self.parse.heads[statement.token]
            if above >= 0 and self.parse.lemmas[above] in self.words.groundless and outer:
                unbelieved = True  # "it is ridiculous to speak of self-defence"
                continue
            if statement.negated and statement.kind == LABEL and any(s.kind == SAY and s.speaker >= 0 for s in outer):
                negated = not negated  # "no one can call that self-defence, he said"
                continue
            if statement.negated and self.parse.lemmas[statement.token] in self.words.attitude_verbs:
                speaker = statement.speaker
                if speaker >= 0 and not self.speech.no(speaker):  # "does not believe that it was"
                    return self._owned(speaker, False, not negated, statement)
                contested = unbelieved = True  # "nobody believes that it was"
                continue
            if statement.negated:
                return NO_CLAIM
            if statement.speaker < 0:
                continue
            if unbelieved and not self.rule.statement:
                return self._owned(statement.speaker, False, not negated, statement)
            doubted = contested or any(self._contests(s) for s in outer) or self._contrast(statement)
            return self._owned(statement.speaker, doubted, negated, statement)
        if contested:
            return Judgement("disputed", -1)
        return self._without_statement(negated)

    def _pretext(self) -> int:
        """The noun that makes a pretext of the words ("under the guise of", "used it as a cover"); -1: none."""
        parse, pretexts = self.parse, self.words.pretext_nouns
        for current in self.speech.path(self.top)[:4]:
            if parse.lemmas[current] in pretexts and parse.classes[current] == L.NOUN and parse.cases[current]:
                return current
            if parse.classes[current] == L.VERB and current not in self.own:
                for child in parse.below(current, L.OBLIQUE):
                    if parse.lemmas[child] in pretexts and parse.cases[child] in self.words.as_marks:
                        return child
                return -1
        return -1

    def _who_acts(self, token: int) -> int:
        """Subject of the clause that a phrase stands in, -1 where it has none."""
        for current in self.speech.path(token)[1:]:
            if self.parse.classes[current] == L.VERB:
                return self.speech.subject(current)
        return -1

    def _contested_owner(self, speaker: int) -> int:
        """Whose claim, other than the speaker's own, the sentence rejects elsewhere; -1 where nobody's."""
        parse, words = self.parse, self.words
        against = words.contest_verbs | words.scorn_verbs
        for noun in range(len(parse)):
            owner = self.speech.owner(noun) if self.speech.is_claim(noun) else -1
            if owner < 0 or owner == speaker or parse.lemmas[owner] in words.own_pronouns:
                continue
            head = parse.heads[noun]
            contested = head >= 0 and parse.relations[noun] == L.OBJECT and parse.lemmas[head] in against
            if contested or parse.cases[noun] in words.despite_cases:
                return owner
        for verb in range(len(parse)):
            marks = {parse.lemmas[child] for child in parse.below(verb, L.MARK, L.ADVERBIAL_WORD, L.CASE)}
            conceded = any(parse.lemmas[child] in words.concessives for child in parse.children[verb])
            set_off = conceded or marks & words.as_marks
            if parse.classes[verb] == L.VERB and parse.lemmas[verb] in words.say_verbs and set_off:
                subject = self.speech.subject(verb)
                if subject >= 0 and subject != speaker and parse.lemmas[subject] not in words.own_pronouns:
                    return subject
        return -1

    def _disowns(self) -> bool:
        return self.rule.statement and bool(self.under & self.words.contest_verbs)

    def _as_comment(self, statement: Statement) -> int:
        return (
            statement.below
            if statement.below in self.speech.path(self.top) and self.parse.heads[statement.token] == statement.below
            else -2
        )

    def _owned(self, speaker: int, doubted: bool, negated: bool, statement: Statement) -> Judgement:
        if self.parse.lemmas[speaker] in self.words.negations or self.speech.no(speaker):
            return NO_CLAIM
        if negated:
            return NO_CLAIM if self.rule.statement else Judgement("denied", speaker)
        return Judgement("disputed" if doubted else "asserted", speaker)

    def _contests(self, statement: Statement) -> bool:
        lemma = self.parse.lemmas[statement.token]
        if statement.kind == CONTEST or lemma in self.words.scorn_verbs:
            return not statement.negated
        if statement.kind == LABEL:
            return any(self.parse.lemmas[t] in self.words.groundless for t in self.parse.subtree(statement.token))
        return statement.kind == NOUN and lemma in self.words.contest_nouns

    def _noun_contested(self, statement: Statement, outer: list[Statement]) -> bool:
        token = statement.token
        if self.parse.cases[token] in self.words.despite_cases:
            return True
        if any(self._contests(s) for s in outer) or (statement.speaker >= 0 and self._contrast(statement)):
            return True
        if any(
            self.parse.lemmas[child] in self.words.contest_nouns
            for above in self.speech.path(token)[1:]
            for child in self.parse.below(above, L.OBLIQUE, L.OBJECT)
        ):
            return True  # "was met with derision"
        above = self.parse.heads[token]
        if above >= 0 and self.parse.relations[token] == L.SUBJECT and self._convinces_nobody(above):
            return True
        if above >= 0 and self.parse.lemmas[above] in self.words.groundless:
            return True  # "talk of self-defence is absurd"
        if above >= 0 and self.parse.relations[token] in (L.OBJECT, L.PASSIVE_SUBJECT, L.OBLIQUE):
            verb = self.parse.lemmas[above]
            if verb in self.words.label_verbs:  # "called Baghdad's talk of a threat a fairy tale"
                return statement.speaker >= 0 and self.speech.subject(above) not in (-1, statement.speaker)
            if verb in self.words.accepting_verbs and self.speech.negated(above):
                return statement.speaker >= 0  # "do not believe Asmara's denial"
            few = any(self.parse.lemmas[t] in self.words.few for t in self.parse.subtree(above)[:3])
            if verb in self.words.accepting_verbs and few:
                return statement.speaker >= 0  # "few believe Asmara's denial"
            return verb in (self.words.scorn_verbs | self.words.contest_verbs)
        return False

    def _convinces_nobody(self, verb: int) -> bool:
        """Whether a statement that is the subject of a verb is taken in by nobody ("convinced few", "rang hollow")."""
        parse, words = self.parse, self.words
        below = [parse.lemmas[child] for child in parse.children[verb]]
        if not words.groundless.isdisjoint(below):
            return True
        nobody = not words.negations.isdisjoint(below) or any(
            parse.lemmas[t] in words.few for t in range(verb + 1, min(verb + 3, len(parse)))
        )
        return parse.lemmas[verb] in words.convincing_verbs and (nobody or self.speech.negated(verb))

    def _contrast(self, statement: Statement) -> bool:
        """Whether another clause sets somebody else's view against what was said."""
        parse, words = self.parse, self.words
        inside = set(parse.subtree(statement.below))
        for token in range(len(parse)):
            if parse.classes[token] != L.VERB or token in self.own or token == statement.token:
                continue
            lemma = parse.lemmas[token]
            subject = self.speech.subject(token)
            if subject < 0 or subject == statement.speaker or parse.lemmas[subject] in words.own_pronouns:
                continue
            if lemma in words.label_verbs and any(parse.lemmas[t] in words.groundless for t in parse.subtree(token)):
                return True
            if token in inside and lemma not in words.contest_verbs:
                continue
            if lemma in words.contest_verbs or lemma in words.scorn_verbs:
                if not self.speech.negated(token) and self._is_about_words(token):
                    return True
                continue
            if (
                statement.kind == LABEL
                and lemma in words.label_verbs
                and token in self.speech.path(statement.token)[1:]
            ):
                return True  # "what Israel calls self-defence the envoy called murder"
            if (lemma in words.say_verbs or lemma in words.label_verbs) and self._set_against(token, subject):
                return True
        return False

    def _is_about_words(self, verb: int) -> bool:
        """Whether a verb of contest or scorn is about what was said, not about an ultimatum, a town, a crowd."""
        parse = self.parse
        objects = parse.below(verb, L.OBJECT)
        force = parse.lemmas[verb] in self.words.force_verbs
        if not objects:
            return not force
        return any(
            self.speech.is_claim(noun) or (parse.classes[noun] in (L.PRONOUN, L.DETERMINER) and not force)
            for noun in objects
        ) or (
            parse.lemmas[verb] in self.words.contest_verbs
            and any(parse.lemmas[n] in self.words.force_nouns for n in objects)
        )

    def _set_against(self, verb: int, subject: int) -> bool:
        parse = self.parse
        start = min(parse.subtree(subject)[0], verb)
        before = {parse.lemmas[t] for t in range(max(1, start - 3), start)} | {
            parse.lemmas[c] for c in parse.children[verb] if parse.relations[c] in (L.MARK, L.COORDINATOR)
        }
        return bool(before & self.words.contrast_marks)

    # ------------------------------------------------------------------

    def _without_statement(self, negated: bool) -> Judgement:
        speaker = self.speech.according(self.top)
        if speaker < 0 and any(t in self.speech.quoted() for t in self.tokens):
            speaker = self.speech.speaker_of_quotation()
        if speaker < 0:
            speaker = self.speech.commented(max(self.tokens))
        if speaker >= 0:
            if negated:
                return NO_CLAIM if self.rule.statement else Judgement("denied", speaker)
            return Judgement("asserted", speaker)
        if negated:
            return NO_CLAIM
        if self._first_person():
            return Judgement("asserted", -1, spoken=True)
        return Judgement("reported", -1)

    def _reported(self, statements: list[Statement]) -> Judgement:
        named = next((s for s in statements if s.kind in (SAY, LABEL) and s.speaker >= 0), None)
        return Judgement("asserted", named.speaker) if named is not None else Judgement("reported", -1)

    def _first_person(self) -> bool:
        return self.speech.first_person()

    def _left_open(self, token: int, statements: list[Statement]) -> bool:
        """Whether the words stand in a question or an if-clause."""
        parse = self.parse
        if any(parse.lemmas[t] in self.words.open_words for t in range(min(self.tokens), max(self.tokens))):
            return True  # "on whose invitation"
        limit = statements[0].token if statements else -1
        for current in self.speech.path(token):
            if current == limit:
                break
            for child in parse.below(current, L.MARK):
                if child < token and child not in self.own and parse.lemmas[child] in self.words.condition_marks:
                    return True
        for current in self.speech.path(token):
            for child in parse.below(current, L.MARK, L.ADVERBIAL_WORD):
                if child < token and parse.lemmas[child] in self.words.question_marks:
                    return True
        for before in range(min(self.tokens) - 1, -1, -1):
            if parse.words[before] in (",", ";", '"', "”", "''"):
                break
            if parse.lemmas[before] in self.words.question_marks:
                return True
        return parse.text.rstrip().endswith("?")

    def _is_idle(self, token: int) -> bool:
        """Whether a negation of this word negates nothing ("no choice", "no other means")."""
        idle = self.words.idle_negations
        return self.parse.lemmas[token] in idle or self.parse.words[token].lower() in idle

    def _negated(self, first: Statement | None) -> bool:
        """Whether the ground is negated between the cue and the statement that it stands in."""
        parse, words = self.parse, self.words
        limit = first.token if first is not None else -1
        start = min(self.tokens)
        nearest = max(0, start - 3, limit + 1 if limit < start else 0)
        for near in range(nearest, start):
            lemma = parse.lemmas[near]
            if lemma in words.negations and near not in self.own:
                between = [parse.lemmas[t] for t in range(near + 1, start)]
                idle = near + 1 < len(parse) and self._is_idle(near + 1)
                if not idle and words.but_words.isdisjoint(between):
                    return True
        for token in self.own:
            for child in parse.below(token, L.DETERMINER_OF):
                if child not in self.own and parse.lemmas[child] in words.negations and token != self.top:
                    return not self._is_idle(token)
        turned = max((t for t in range(start) if parse.lemmas[t] in words.turn_words), default=-1)
        below = -1
        for current in self.speech.path(self.top):
            if current == limit:
                break
            if below >= 0 and parse.relations[below] == L.CONJUNCT and parse.below(below, L.SUBJECT, L.PASSIVE_SUBJECT):
                below = current
                continue  # a clause of its own: what negates the one before it says nothing here
            below = current
            taken_back = current + 1 < len(parse) and parse.lemmas[current + 1] in words.but_words
            if parse.lemmas[current] in words.negations and current not in self.own and not taken_back:
                return True  # "nothing", but not "nothing but"
            clauses = parse.below(current, L.CLAUSAL_SUBJECT)  # "none of those shelled was ..."
            subjects = parse.below(current, L.SUBJECT, L.PASSIVE_SUBJECT, L.OBJECT)
            for child in [*subjects, *(s for c in clauses for s in parse.below(c, L.SUBJECT, L.PASSIVE_SUBJECT))]:
                if child not in self.own and self.speech.no(child) and not self._is_idle(child):
                    return True
            for child in parse.children[current]:
                lemma = parse.lemmas[child]
                if child in self.own or lemma not in words.negations or child < turned:
                    continue
                if child > max(self.tokens) and parse.words[child - 1] == ",":
                    continue  # "was hit, not a school"
                if child + 1 < len(parse) and parse.lemmas[child + 1] in (words.idle_negations | words.but_words):
                    continue
                if parse.relations[child] == L.NEGATION or parse.relations[child] == L.ADVERBIAL_WORD:
                    return True
                if parse.relations[child] == L.DETERMINER_OF and current in self.own | {self.top}:
                    return not self._is_idle(current)
        return False
