"""Which act a claim is about, whom the act is aimed at, and whether a sentence speaks of acts at all."""

from collections.abc import Sequence

from eventcoder.actors import ResolvedActor
from eventcoder.claims.speech import Speech
from eventcoder.claims.words import ClaimWords
from eventcoder.frames import Frame
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["Acts"]


class Acts:
    """Acts of force and coercion in one sentence.

    Args:
        view: the sentence.
        words: word classes of the claims stage.
        speech: its statements.
    """

    def __init__(self, view: SentenceView, words: ClaimWords, speech: Speech) -> None:
        self.view, self.parse, self.words, self.speech = view, view.parse, words, speech
        self.frame_of: dict[int, Frame] = {}
        for frame in view.frames:
            for token in frame.tokens:
                self.frame_of.setdefault(token, frame)
            self.frame_of[frame.head] = frame
        self._nouns = words.force_nouns | words.measure_nouns
        self._verbs = words.force_verbs | words.measure_verbs

    def is_act(self, token: int) -> bool:
        """Whether a token is a word for an act of force or a measure."""
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
        """Whether soldiers or weapons are the actor or object of a frame."""
        arms = self.words.arms
        return any(self.parse.lemmas[a.head] in arms for a in (*frame.actors, *frame.objects))

    def is_force(self, besides: frozenset[int] = frozenset()) -> bool:
        """Whether the sentence speaks of force, a measure, soldiers or weapons, other than in the given tokens."""
        arms = self.words.arms
        return any(
            token not in besides and (self.is_act(token) or self.parse.lemmas[token] in arms)
            for token in range(len(self.parse))
        )

    def has_act(self, besides: frozenset[int] = frozenset()) -> bool:
        """Whether the sentence names an act, other than in the given tokens."""
        return any(token not in besides and self.is_act(token) for token in range(len(self.parse)))

    def of(self, tokens: Sequence[int], top: int) -> Frame | None:
        """The act that the words of a claim are about.

        Args:
            tokens: the words of the claim.
            top: the one that the others hang from.
        """
        own = set(tokens)
        for token in tokens:
            is_noun = self.parse.classes[token] != L.VERB and self.is_act(token) and token in self.frame_of
            if is_noun and any(child in own for child in self.parse.children[token]):
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

    def is_target(self, token: int) -> bool:
        """Whether a phrase is what force is used on, or what those hit are said to be."""
        parse = self.parse
        head, relation = parse.heads[token], parse.relations[token]
        while head >= 0 and (
            relation in (L.COMPOUND, L.ADJECTIVAL, L.CONJUNCT, L.POSSESSOR) or parse.classes[head] in (L.NOUN, L.NAME)
        ):
            if self.is_act(head):
                return relation == L.OBLIQUE and parse.cases[token] in self.words.target_cases
            token, head, relation = head, parse.heads[head], parse.relations[head]
        if relation == L.SUBJECT and parse.lemmas[parse.heads[token]] in self.words.being_verbs:
            return True
        if parse.below(token, L.COPULA):
            return True
        if relation in (L.PREDICATE_NOUN, L.OBJECT, L.PASSIVE_SUBJECT):
            return True
        return relation == L.OBLIQUE and parse.cases[token] in self.words.target_cases

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
