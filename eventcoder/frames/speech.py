"""Who says what a frame tells, and the pronouns that stand for him."""

from eventcoder.frames.frame import Argument, Frame
from eventcoder.frames.phrases import in_direct_speech
from eventcoder.frames.words import GrammarWords
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["set_speakers"]


def set_speakers(parse: Parse, frames: list[Frame], words: GrammarWords) -> None:
    """Find the speaker of every frame, in place."""
    finder = _Speakers(parse, frames, words)
    for frame in frames:
        finder.find(frame)


class _Speakers:
    """Works over the frames of one sentence."""

    def __init__(self, parse: Parse, frames: list[Frame], words: GrammarWords) -> None:
        self.parse, self.frames, self.words = parse, frames, words

    def find(self, frame: Frame) -> None:
        """Find who says it, and put the speaker where a pronoun stands for him."""
        current = frame
        for _ in range(len(self.frames)):
            if current.governor < 0:
                break
            governor = self.frames[current.governor]
            relation = self.parse.relations[current.head]
            reported = relation in (L.COMPLEMENT, L.PARATAXIS, L.OPEN_COMPLEMENT) or current.link == "content"
            if reported and governor.kind == "verb" and governor.lemma in self.words.reporting_verbs:
                surface = governor.actors
                if surface:
                    frame.speaker, frame.speech = surface[0], governor.index
                break
            current = governor
        if frame.speaker is None:
            for case in self.words.attribution_cases:
                for above in self._chain(frame):
                    if above.obliques.get(case):
                        frame.speaker = above.obliques[case][0]
                        break
        if frame.speaker is None or frame.speech < 0:
            return
        speaker = frame.speaker
        nearer = self._addressee(frame) or self._nearer_subject(frame)
        for roles in (frame.actors, frame.objects, frame.recipients, *frame.obliques.values()):
            for place, argument in reversed(list(enumerate(roles))):
                if argument.head == speaker.head or not self._stands_for_speaker(argument.head):
                    continue
                if roles is not frame.actors and any(actor.head == speaker.head for actor in frame.actors):
                    continue  # "threatened to expel him": he does not expel himself
                if nearer is not None and self._agrees(argument.head, nearer.head):
                    roles[place] = Argument(nearer.head, "pronoun for subject", argument.near)
                    continue
                several = self.parse.lemmas[argument.head] in self.words.plural_pronouns
                speakers = [a for a in self.frames[frame.speech].actors if a.near == speaker.near] if several else []
                roles[place : place + 1] = [
                    Argument(one.head, "pronoun for speaker", argument.near) for one in speakers or [speaker]
                ]

    def _addressee(self, frame: Frame) -> Argument | None:
        """ "She was told by the minister that she ...": who is told is meant, not who tells."""
        speech = self.frames[frame.speech]
        return speech.objects[0] if speech.passive and speech.objects else None

    def _nearer_subject(self, frame: Frame) -> Argument | None:
        """The subject of a clause between a frame and the one who speaks: a pronoun means it before the speaker."""
        current = frame
        while current.governor >= 0 and current.governor != frame.speech:
            current = self.frames[current.governor]
            surface = current.objects if current.passive else current.actors
            if current.kind == "verb" and surface and self.parse.classes[surface[0].head] != L.PRONOUN:
                return surface[0]
        return None

    def _agrees(self, pronoun: int, noun: int) -> bool:
        """Whether a pronoun can stand for a noun, as far as number tells."""
        lemma = self.parse.lemmas[pronoun]
        if lemma in self.words.own_pronouns:
            return False
        plural = self.parse.forms[noun] == L.PLURAL or bool(self.parse.below(noun, L.CONJUNCT))
        return plural == (lemma in self.words.plural_pronouns)

    def _stands_for_speaker(self, token: int) -> bool:
        """Whether a pronoun may mean who speaks: in his very words, he does not call himself "he" or "they"."""
        parse, words = self.parse, self.words
        if parse.classes[token] != L.PRONOUN or parse.lemmas[token] not in words.speaker_pronouns:
            return False
        return parse.lemmas[token] in words.own_pronouns or not in_direct_speech(parse, token, words)

    def _chain(self, frame: Frame) -> list[Frame]:
        found, current = [frame], frame
        while current.governor >= 0 and len(found) <= len(self.frames):
            current = self.frames[current.governor]
            found.append(current)
        return found
