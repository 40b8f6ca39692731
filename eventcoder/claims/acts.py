"""Which act a claim is about, whom the act is aimed at, and whether a sentence speaks of acts at all."""

from collections.abc import Collection, Iterable, Sequence

from eventcoder.actors import ResolvedActor
from eventcoder.claims.speech import Speech, Statement
from eventcoder.claims.words import ClaimWords
from eventcoder.frames import Frame
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["Acts"]

_WITHIN_PHRASES = frozenset({L.COMPOUND, L.ADJECTIVAL, L.CONJUNCT, L.POSSESSOR, L.APPOSITION})
_IT = frozenset({"it", "this", "that", "these", "those"})
_BESIDE = (L.COMPLEMENT, L.OPEN_COMPLEMENT, L.CONJUNCT, L.PARATAXIS, L.ADVERBIAL, L.RELATIVE)
_HUNG = frozenset({L.RELATIVE, L.PARTICIPIAL, L.CONJUNCT, L.ADVERBIAL, L.PARATAXIS})
_CLAUSES = frozenset({L.COMPLEMENT, L.OPEN_COMPLEMENT})
_NOMINAL = frozenset({L.NOUN, L.NAME, L.ADJECTIVE})


class Acts:
    """Acts of force and coercion in one sentence.

    Args:
        view: the sentence.
        words: word classes of the claims stage.
        speech: its statements.
        coded: frames that event rules coded as such acts.
    """

    def __init__(self, view: SentenceView, words: ClaimWords, speech: Speech, coded: Collection[int] = ()) -> None:
        self.view, self.parse, self.words, self.speech = view, view.parse, words, speech
        self.frame_of: dict[int, Frame] = {}
        for frame in view.frames:
            for token in frame.tokens:
                self.frame_of.setdefault(token, frame)
            self.frame_of[frame.head] = frame
        self._coded = {frame.head for frame in view.frames if frame.index in coded}
        self._nouns = words.force_nouns | words.measure_nouns
        self._idle = words.urging_verbs | words.refusing_verbs
        self._verbs = words.force_verbs | words.measure_verbs

    def is_act(self, token: int) -> bool:
        """Whether a token is a word for an act of force or a measure."""
        if token in self._coded:
            return True
        lemma, word_class = self.parse.lemmas[token], self.parse.classes[token]
        if word_class == L.VERB:
            frame = self.frame_of.get(token)
            if lemma in self._verbs or (frame is not None and f"{lemma} {frame.particle}" in self._verbs):
                return True
            return lemma in self.words.move_verbs and frame is not None and self._armed(frame)
        if word_class not in (L.NOUN, L.NAME) or lemma not in self._nouns:
            return False
        first = token - 2 if token > 1 and self.parse.words[token - 1] == "-" else token - 1
        return first < 0 or self.parse.lemmas[first] not in self.words.idle_parts

    def _armed(self, frame: Frame) -> bool:
        """Whether soldiers or weapons are the actor or object of a frame, people are moved, or a state moves in."""
        arms = self.words.arms
        if any(self.parse.lemmas[a.head] in arms for a in (*frame.actors, *frame.objects)):
            return True
        moved = [self.view.actor(argument.head) for argument in frame.objects]
        people = any(actor is not None and actor.plural and (actor.code or actor.sector) for actor in moved)
        if people and frame.lemma not in self.words.justifying_verbs:
            return True  # "the Rohingya were moved"
        if frame.objects or frame.obliques.keys().isdisjoint(self.words.advance_cases):
            return False
        movers = [self.view.actor(argument.head) for argument in frame.actors]
        return any(mover is not None and mover.code and not mover.sector for mover in movers)  # "Vietnam marched into"

    def scope(self, top: int, statement: Statement | None) -> Collection[int]:
        """The words among which the act stands that a ground may be given for.

        That is what is said, what the saying is said of ("said of the raid", "defending the arrests"), and what it
        is a comment on. What merely mentions the speaker ("the ally, which Turkey regards as terrorists") has other
        acts than those that the speaker gives grounds for.

        Args:
            top: the word that the others of the claim hang from.
            statement: the innermost statement that they stand in; None: nobody's.
        """
        if statement is None:
            return range(len(self.parse))
        path = self.speech.path(statement.token)
        for place, token in enumerate(path[:-1]):
            if self.parse.relations[token] == L.RELATIVE:
                return {*self.parse.subtree(token), *path[place:]}
        return range(len(self.parse))

    def is_force(self, scope: Collection[int]) -> bool:
        """Whether one of the words tells of force, a measure, soldiers or weapons."""
        return any(self.is_act(token) or self.parse.lemmas[token] in self.words.arms for token in scope)

    def is_of_saying(self, top: int) -> bool:
        """Whether words hang from a verb of saying and not from an act ("said in response to a letter")."""
        head = self.parse.heads[top]
        verb = head >= 0 and self.parse.relations[top] == L.OBLIQUE and self.parse.classes[head] == L.VERB
        return verb and self.parse.lemmas[head] in self.words.say_verbs and not self.is_act(head)

    def has_act(self, scope: Collection[int], besides: Collection[int] = ()) -> bool:
        """Whether one of the words, other than the given ones, is an act."""
        return any(token not in besides and self.is_act(token) for token in scope)

    def of(self, tokens: Sequence[int], top: int) -> Frame | None:
        """The act that the words of a claim are about.

        Args:
            tokens: the words of the claim.
            top: the one that the others hang from.
        """
        own = set(tokens)
        if top in own and top in self._coded and self.parse.classes[top] == L.VERB:
            return self.frame_of[top]  # "killed 14 terrorists": the words tell the act itself
        for token in tokens:
            is_noun = self.parse.classes[token] != L.VERB and self.is_act(token) and token in self.frame_of
            modified = any(c in own and self.parse.relations[c] != L.CASE for c in self.parse.children[token])
            if is_noun and modified:
                return self.frame_of[token]
        previous = -1
        for current in self.speech.path(top):
            found = self._at(current, own, previous)
            if found is not None:
                return found
            previous = current
        near = [
            token
            for token in range(len(self.parse))
            if token not in own and self.is_act(token) and token in self.frame_of
        ]
        if near:
            return self.frame_of[min(near, key=lambda token: (abs(token - top), token))]
        for current in self.speech.path(top):
            if current in self.frame_of and current not in own:
                return self.frame_of[current]
        return self.frame_of.get(top)

    def _at(self, token: int, own: set[int], below: int) -> Frame | None:
        """The act at a token above a claim: the word itself, or what it speaks of."""
        parse = self.parse
        if token not in own and self.is_act(token) and token in self.frame_of:
            return self._noun_for(token)
        first = L.OBJECT if parse.lemmas[token] in self.words.label_verbs else L.SUBJECT
        if parse.classes[token] in (L.VERB, L.NOUN, L.ADJECTIVE):
            for child in parse.below(token, first, L.PASSIVE_SUBJECT, L.OBJECT):
                if child != below and child not in own and self.is_act(child) and child in self.frame_of:
                    return self.frame_of[child]
        return None

    def _noun_for(self, token: int) -> Frame:
        """The frame of an act; a light verb's is that of its noun."""
        frame = self.frame_of[token]
        for other in self.view.frames:
            if other.light == token:
                return other
        return frame

    def is_ground(self, tokens: Collection[int], top: int, statement: Statement | None) -> bool:
        """Whether the words hang from an act, or are said of one, and are no mere mention.

        So they are as its purpose or circumstance ("closed the border to fight terrorism"), as a predicate or label
        of it ("the closure is part of the war on terror"), or where the saying is about one.

        Args:
            tokens: the words.
            top: the one that the others hang from.
            statement: the innermost statement that they stand in; None: nobody's.
        """
        parse = self.parse
        limit = statement.token if statement is not None else -1
        below = -1
        for current in self.speech.path(top):
            head = parse.heads[current]
            urged = head >= 0 and parse.lemmas[head] in self._idle and parse.relations[current] in _CLAUSES
            if urged and current != limit:
                return False  # "urged it to spare civilians", "failed to deter"
            phrases = parse.below(current, L.SUBJECT, L.PASSIVE_SUBJECT, L.CLAUSAL_SUBJECT)
            if current not in tokens:
                phrases += parse.below(current, L.OBJECT)  # "opened fire so that ..."
            if current == limit or parse.lemmas[current] in self.words.label_verbs:
                phrases = [*phrases, *parse.below(current, L.OBJECT, L.OBLIQUE, L.ADVERBIAL, L.PREDICATE_NOUN)]
            elif self.is_act(current) and (current not in tokens or (current == top and self._is_done(current))):
                return True
            for phrase in phrases:
                labelled = self.parse.lemmas[current] in self.words.label_verbs  # the parse may hang the label from it
                if (phrase != below or labelled) and self._names_act(phrase, tokens, current != limit):
                    return True
            if current == limit:
                return self._is_antecedent_act(current)
            below = current
        return False

    def _is_antecedent_act(self, verb: int) -> bool:
        """Whether a saying hangs from an act ("a deployment that, he said, would deter", "fired, saying that")."""
        parse = self.parse
        head, relation = parse.heads[verb], parse.relations[verb]
        if parse.classes[verb] == L.NOUN and relation in (L.OBLIQUE, L.OBJECT):
            return head >= 0 and self.is_act(head)  # "burned villages under the pretext of"
        if relation not in _HUNG:
            return False
        if relation == L.ADVERBIAL and parse.lemmas[verb] in self.words.invoking_verbs and head >= 0:
            beside = (child for child in parse.children[head] if child != verb)
            if any(self.is_act(t) for child in beside for t in parse.subtree(child)):
                return True  # "invoking the law, prosecutors had the accounts frozen"
        while head >= 0 and not self.is_act(head):
            if parse.relations[head] != L.OBLIQUE or parse.classes[head] not in _NOMINAL:
                return False
            head = parse.heads[head]  # "the detention of thousands of Uighurs, which Beijing presents as"
        return head >= 0

    def _is_done(self, verb: int) -> bool:
        """Whether a verb of the claim's own words tells of soldiers or the like who do it."""
        frame = self.frame_of.get(verb)
        return frame is not None and frame.kind == "verb" and self._armed(frame)

    def _names_act(self, phrase: int, tokens: Collection[int], pronouns: bool) -> bool:
        """Whether a phrase names an act, besides the claim's words, or stands for one as a pronoun."""
        parse = self.parse
        if pronouns and parse.classes[phrase] in (L.PRONOUN, L.DETERMINER) and parse.lemmas[phrase] in _IT:
            clause = parse.heads[phrase]
            relative = clause >= 0 and parse.relations[clause] == L.RELATIVE and parse.heads[clause] >= 0
            return not relative or self.is_act(parse.heads[clause])  # "a plan that may avert a war"
        arms = self.words.arms
        return any(
            token not in tokens and (self.is_act(token) or parse.lemmas[token] in arms)
            for token in parse.subtree(phrase)
        )

    def is_target(self, token: int) -> bool:
        """Whether a phrase is what force or a measure is used on, or what those hit are said to be."""
        parse, words = self.parse, self.words
        head, relation = parse.heads[token], parse.relations[token]
        if relation in (L.COMPOUND, L.ADJECTIVAL) and head >= 0 and self.is_act(head):
            return False  # "fought a terrorist war"
        while head >= 0 and parse.classes[token] in _NOMINAL and not parse.below(token, L.COPULA):
            nobody_but = relation == L.OBLIQUE and parse.cases[token] in words.but_words
            if relation not in _WITHIN_PHRASES and not nobody_but:
                break
            token, head, relation = head, parse.heads[head], parse.relations[head]
        if parse.below(
            token, L.COPULA
        ):  # "those killed were terrorists", "no terrorists were in the house that was hit"
            subjects = parse.below(token, L.SUBJECT, L.CLAUSAL_SUBJECT)
            if not subjects and relation == L.CONJUNCT and head >= 0:
                subjects = [head]  # "the men shot at the checkpoint were terrorists", the participle taken for a verb
            return self._are_hit(subjects, token)
        if parse.lemmas[token] in words.those_hit:
            return True  # "a terrorist target"
        torn = token > 0 and parse.lemmas[token - 1] in words.being_verbs and relation != L.OBJECT
        if torn and parse.relations[token - 1] not in _WITHIN_PHRASES:  # the same, its clause torn
            return self._are_hit(range(token - 1), token)
        before = range(max(token - 1, 0))
        if (
            token
            and parse.lemmas[token - 1] in words.harbouring_verbs
            and any(parse.lemmas[place] in words.mute_nouns for place in before)
        ):
            return True  # "the bus had carried terrorists", whose verb the parse took for an adjective
        if head < 0:
            return False
        lemma = parse.lemmas[head]
        if relation in (L.PREDICATE_NOUN, L.OBLIQUE, L.CASE) and lemma in words.label_verbs:
            return self._are_hit(parse.below(head, L.OBJECT, L.PASSIVE_SUBJECT), head)  # "called the dead terrorists"
        if lemma in words.dying_verbs and relation == L.SUBJECT:
            return any(self._hits(t) for t in parse.subtree(head))  # "only terrorists died in the strike"
        if lemma in words.being_verbs and relation in (L.SUBJECT, L.OBLIQUE):
            # "only terrorists were hiding in the house", "the dead belonged to a terrorist cell"
            return self._are_hit(parse.below(head, L.SUBJECT) if relation == L.OBLIQUE else (), head)
        if relation == L.AGENT or (relation == L.OBLIQUE and parse.cases[token] in words.agent_cases):
            # "the house that was hit was used by ..."
            return lemma in words.harbouring_verbs and self._are_hit(parse.below(head, L.PASSIVE_SUBJECT), head)
        if relation == L.OBLIQUE and parse.cases[token] in words.target_cases:
            return self._hits(head) or (parse.classes[head] != L.VERB and self.is_target(head))
        if parse.classes[head] == L.VERB and relation in (L.OBJECT, L.PASSIVE_SUBJECT):
            harboured = lemma in words.harbouring_verbs or lemma in words.label_verbs
            places = parse.below(head, L.SUBJECT)
            if lemma in words.harbouring_verbs and any(parse.lemmas[place] in words.mute_nouns for place in places):
                return True  # "the bus carried terrorists"
            return self._hits(head) or (
                harboured and self._are_hit([*places, *parse.below(head, L.OBJECT)], head, token)
            )
        return False

    def _hits(self, token: int) -> bool:
        """Whether a word tells of force or a measure, and not only of soldiers who move."""
        parse, words = self.parse, self.words
        if parse.classes[token] == L.VERB:
            return parse.lemmas[token] in words.force_verbs | words.measure_verbs
        return self.is_act(token)

    def _are_hit(self, phrases: Iterable[int], predicate: int, called: int = -1) -> bool:
        """Whether phrases name those hit ("the men killed in the raid", "the target"), or stand beside an act.

        Args:
            phrases: subjects or objects of the words that call somebody something.
            predicate: these words; the act may be the clause that they comment on or that is set beside them.
            called: what the phrases are called.
        """
        parse = self.parse
        inside = {token for phrase in phrases if phrase != called for token in parse.subtree(phrase)}
        if any(self._hits(token) or parse.lemmas[token] in self.words.those_hit for token in inside):
            return True
        path = self.speech.path(predicate)
        asides = [place for place, token in enumerate(path) if parse.relations[token] == L.RELATIVE]
        path = path[: asides[0] + 1] if asides else path
        beside = {t for current in path for t in (current, *parse.below(current, *_BESIDE))}
        defended = (current for current in path if parse.lemmas[current] in self.words.justifying_verbs)
        beside |= {t for current in defended for t in parse.below(current, L.OBJECT)}  # "defended the raid by saying"
        pronouns = self.view.words.relative_pronouns
        for token in (beside | set(parse.subtree(predicate))) - inside:
            if self._hits(token) and (token in beside or parse.relations[token] == L.RELATIVE):
                subjects = parse.below(token, L.SUBJECT)
                if parse.relations[token] != L.RELATIVE or any(parse.lemmas[s] not in pronouns for s in subjects):
                    return True
        return False

    def aimed_at(self, act: Frame | None) -> ResolvedActor | None:
        """Whom an act is aimed at."""
        if act is None:
            return None
        arguments = [*act.recipients]
        if act.kind == "verb":
            arguments += act.objects
        for case in sorted(self.words.aimed_cases):
            arguments += act.obliques.get(case, [])
        arguments += act.objects
        for argument in arguments:
            actor = self.view.actor(argument.head)
            if actor is not None and actor.codable and (actor.code or actor.sector):
                return actor
        return None

    def owned_by(self, act: Frame | None, speaker: ResolvedActor) -> bool:
        """Whether the speaker is an actor of the act in the same sentence."""
        if act is None:
            return False
        for argument in act.actors:
            if argument.head == speaker.head or self.parse.lemmas[argument.head] in self.words.first_persons:
                return True
            actor = self.view.actor(argument.head)
            if actor is not None and (actor.antecedent == speaker.head or (actor.code and actor.code == speaker.code)):
                return True
        return False
