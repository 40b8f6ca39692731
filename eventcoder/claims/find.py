"""Finds the claims of one sentence: cues, who makes them, how the sentence stands to them, what they are about."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from eventcoder.actors import ResolvedActor
from eventcoder.claims.acts import Acts
from eventcoder.claims.cues import Hit, find_cues
from eventcoder.claims.load import ClaimRules
from eventcoder.claims.model import FoundClaim
from eventcoder.claims.patterns import Stream, match_at
from eventcoder.claims.phrases import noun_phrase
from eventcoder.claims.speech import Speech
from eventcoder.claims.stance import NO_CLAIM, Judgement, judge
from eventcoder.frames import Frame
from eventcoder.frames.flags import CONDITIONAL, FUTURE, HYPOTHETICAL, NEGATION, OBLIGATION
from eventcoder.rules.coding import Coding
from eventcoder.rules.view import SentenceView
from eventcoder.syntax import labels as L

__all__ = ["find_claims"]

ASSERTED, REPORTED = "asserted", "reported"


def find_claims(view: SentenceView, rules: ClaimRules, codings: Iterable[Coding] = ()) -> list[FoundClaim]:
    """The claims of a sentence, in the order of their words; at most one of each type and stance for a claimant.

    Args:
        view: the sentence.
        rules: claim rules of the codebook.
        codings: what event rules coded; acts of force and measures among it need a ground.
    """
    hits = list(find_cues(view, rules))
    if not hits:
        return []
    return _Finder(view, rules, set(_acts(codings, rules))).find(hits)


def _acts(codings: Iterable[Coding], rules: ClaimRules) -> Iterator[int]:
    """Frames that event rules coded as acts that a ground may be given for."""
    for coding in codings:
        while coding.inner is not None:
            coding = coding.inner
        if (coding.codes.plover or "").lower() in rules.words.act_events:
            yield coding.frame.index


# ---------------------------------------------------------------------- from cues to claims


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Without hits that share words with a longer one of another type; of equally long ones the first stays."""

    def beats(one: Hit, other: Hit) -> bool:
        if one.rule.type == other.rule.type or set(one.tokens).isdisjoint(other.tokens):
            return False
        return (len(one.tokens), -one.tokens[0]) > (len(other.tokens), -other.tokens[0])

    return [hit for hit in hits if not any(beats(other, hit) for other in hits)]


class _Finder:
    """Works over the cues of one sentence; thrown away afterwards."""

    def __init__(self, view: SentenceView, rules: ClaimRules, coded: Collection[int]) -> None:
        self.view, self.parse, self.rules, self.words = view, view.parse, rules, rules.words
        self.speech = Speech(view, rules.words)
        self.acts = Acts(view, rules.words, self.speech, coded)
        stream = Stream.of(view.parse)
        self._texts = (f" {' '.join(stream.words)} ", f" {' '.join(stream.lemmas)} ")

    def find(self, hits: Sequence[Hit]) -> list[FoundClaim]:
        if self._is_quiet():
            return []
        strong = [hit for hit in hits if not hit.rule.weak]
        found = self._claims(strong)
        if not found:
            found = self._claims([hit for hit in hits if hit.rule.weak])
            grounds = [claim for claim in found if not self.rules.types[claim.type].statement]
            found = grounds or found  # who gives a ground need not say, too, that it was he
        return found

    def _is_quiet(self) -> bool:
        """Whether the sentence is about sport, a trial, business and the like."""
        return self._says(self.words.quiet_topics) and not self._says(self.words.loud_words)

    def _says(self, words: frozenset[str]) -> bool:
        """Whether any of the words or wordings stands in the sentence, hyphens aside."""
        if self.view.says(words):
            return True
        several = [f" {word.replace('-', ' ')} " for word in words if " " in word or "-" in word]
        return any(phrase in text for phrase in several for text in self._texts)

    def _claims(self, hits: Sequence[Hit]) -> list[FoundClaim]:
        best: dict[tuple[str, int], tuple[int, FoundClaim]] = {}
        judged_hits: list[tuple[Hit, Judgement]] = []
        for hit in sorted(hits, key=lambda h: (h.tokens[0], -len(h.tokens), h.rule.id)):
            if hit.rule.not_with and self._says(hit.rule.not_with):
                continue
            judged = judge(self.view, self.speech, self.words, hit.rule, hit.tokens, hit.top, hit.verb, hit.under)
            if judged is not NO_CLAIM and self._needs(hit, judged):
                judged_hits.append((hit, judged))
        kept = _longest([hit for hit, _ in judged_hits])
        for hit, judged in judged_hits:
            if hit not in kept:
                continue
            claim = self._claim(hit, judged)
            key = (claim.type, claim.head)
            rank = _RANK[claim.stance]
            if key not in best or rank > best[key][0]:
                best[key] = (rank, claim)
        claims = _settled([claim for _, claim in best.values()])
        # a ground that somebody gives takes the place of the same in the narrator's words
        owned = {claim.type for claim in claims if claim.claimant is not None}
        claims = [claim for claim in claims if claim.claimant is not None or claim.type not in owned]
        return sorted(claims, key=lambda claim: (claim.start, claim.type))

    def _needs(self, hit: Hit, judged: Judgement) -> bool:
        kind = self.rules.types[hit.rule.type]
        statement = next(iter(self.speech.around(hit.top, hit.tokens)), None)
        if not (kind.statement or kind.asked) and self._is_obliged(hit.top, judged.speaker):
            return False
        scope = self.acts.scope(hit.top, statement)
        for need in hit.rule.needs:
            if (
                need == "force or speaker"
                and judged.speaker < 0
                and not judged.spoken
                and not self.acts.is_force(scope)
            ):
                return False
            # "rejected Ankara's claim that attacks were": the act is in the words
            contested = judged.stance == "disputed" and judged.speaker >= 0
            if need == "act" and not contested and not self.acts.has_act(scope, hit.tokens):
                return False
            of_state = contested and self._is_state(judged.speaker)  # "the Emirates' claim to have been invited"
            if need == "force" and not of_state and not self.acts.is_force(scope):
                return False
            if need == "speaker" and judged.speaker < 0 and not judged.spoken:
                return False
            if need == "nobody else's" and not self._nobody_elses((hit.top, *hit.tokens), judged.speaker):
                return False
            if need == "others" and not self._of_others(hit.top, judged.speaker):
                return False
            if need == "no guess" and self._is_guess(hit.top, judged.speaker):
                return False
            if need == "not said" and self.acts.is_of_saying(hit.top):
                return False
            if need == "ground" and not self.acts.is_ground(hit.tokens, hit.top, statement):
                return False
            if need == "target" and not self.acts.is_target(hit.top):
                return False
            if need == "another state" and not self._another_state(hit, judged.speaker):
                return False
            if need == "another people" and not self._another_people(hit, judged.speaker):
                return False
            if need == "own state" and not self._own_state(hit, judged.speaker):
                return False
            if need == "armed group" and not self._is_armed_group(judged.speaker):
                return False
            if need == "past" and not self._is_past(hit.top):
                return False
            if need in ("own act", "own troops") and not self._own_act(hit, judged, need == "own troops"):
                return False
        return True

    def _is_state(self, head: int) -> bool:
        """Whether a phrase names a state or somebody of one."""
        actor = self.view.actor(head)
        return actor is not None and bool(actor.code)

    def _is_obliged(self, token: int, speaker: int) -> bool:
        """Whether words stand in what others should do, according to the speaker ("they need to protect children")."""
        if speaker < 0 or self.speech.first_person():
            return False
        for current in self.speech.path(token):
            frame = self.speech.frame_at.get(current)
            if frame is None or frame.kind != "verb":
                continue
            if OBLIGATION in frame.flags and NEGATION not in frame.flags:
                heads = [argument.head for argument in frame.actors if self._is_somebody(argument.head)]
                return bool(heads) and not any(self._own(head, speaker, True) for head in heads)
        return False

    def _is_somebody(self, head: int) -> bool:
        """Whether a phrase names people or a state, not an act or a measure."""
        actor = self.view.actor(head)
        known = actor is not None and bool(actor.code or actor.sector)
        return not self.acts.is_act(head) and (known or self.parse.classes[head] in (L.NAME, L.PRONOUN))

    def _nobody_elses(self, nouns: Sequence[int], speaker: int) -> bool:
        """Whether the cue's noun has no other owner than the speaker ("a claim about Syria's responsibility")."""
        owners = [owner for token in nouns for owner in self.parse.below(token, L.POSSESSOR)]
        return not owners or any(self._own(owner, speaker, False) for owner in owners)

    def _of_others(self, token: int, speaker: int) -> bool:
        """Whether the nearest subject is not the speaker ("they were about to attack", not "we are ready to")."""
        for current in self.speech.path(token):
            subjects = self.parse.below(current, L.SUBJECT, L.PASSIVE_SUBJECT)
            if subjects:
                return speaker < 0 or not any(self._own(subject, speaker, False) for subject in subjects)
        return True

    def _is_guess(self, token: int, speaker: int) -> bool:
        """Whether the speaker only says what others may do ("warned that Iran could retaliate")."""
        frame = self.speech.frame_at.get(token)
        guessed = frame is not None and frame.kind == "verb" and HYPOTHETICAL in frame.flags
        return guessed and self._of_others(token, speaker)

    def _another_state(self, hit: Hit, speaker: int) -> bool:
        """Whether the cue names a state or people that is neither the speaker's nor that of who acts."""
        named = next((t for t in reversed(hit.tokens) if self.parse.classes[t] == L.NAME), -1)
        if named < 0:  # "every inch of Polish soil"
            below = self.parse.below(hit.tokens[-1], L.ADJECTIVAL, L.COMPOUND)
            named = next((t for t in below if self.parse.words[t][:1].isupper()), -1)
        other = self.view.actor(named) if named >= 0 else None
        if other is None or not other.code or (other.plural and named in hit.tokens):
            return False
        if named == hit.tokens[-1] and self.parse.relations[named] == L.POSSESSOR:
            return False  # "defended China's expansion"
        return all(actor.code != other.code for actor in self._who_acts(hit, speaker))

    def _another_people(self, hit: Hit, speaker: int) -> bool:
        """Whether the cue names a people ("the Kosovars") that is neither the speaker's nor that of who acts."""
        named = next((t for t in reversed(hit.tokens) if self.parse.classes[t] == L.NAME), -1)
        people = self.view.actor(named) if named >= 0 else None
        if people is None or not people.plural or not (people.code or people.sector):
            return False
        return not people.code or all(actor.code != people.code for actor in self._who_acts(hit, speaker))

    def _own_state(self, hit: Hit, speaker: int) -> bool:
        """Whether the cue names the state or people of the speaker or of who acts ("to shield Thai villages")."""
        if self.parse.classes[hit.tokens[0]] == L.NAME:
            return False  # "the Peninsula Shield force"
        names = [t for t in self.parse.subtree(max(hit.tokens)) if t > min(hit.tokens)]
        named = (self.view.actor(t) for t in {*names, *hit.tokens} if self.parse.words[t][:1].isupper())
        codes = {actor.code for actor in named if actor is not None and actor.code}
        return any(actor.code in codes for actor in self._who_acts(hit, speaker))

    def _who_acts(self, hit: Hit, speaker: int) -> list[ResolvedActor]:
        """The speaker and the actors of the act that a cue is about."""
        act = self.acts.of(hit.tokens, hit.top)
        heads = [speaker, *(argument.head for argument in (act.actors if act is not None else ()))]
        return [actor for actor in (self.view.actor(head) for head in heads if head >= 0) if actor is not None]

    def _is_armed_group(self, head: int) -> bool:
        """Whether a speaker is a group under arms, or one that the lexicon doesn't know."""
        actor = self._claimant(head)
        if actor is None:
            return False
        if actor.sector is None and actor.resolved_by != "name":
            return self.parse.classes[head] == L.NAME
        return self._is_armed(actor)

    def _is_armed(self, actor: ResolvedActor) -> bool:
        """Whether an actor is a group under arms."""
        sectors = {sector.lower() for sector in (actor.sector, *actor.other_sectors, actor.code) if sector}
        return not sectors.isdisjoint(self.words.armed_sectors)

    def _is_past(self, token: int) -> bool:
        """Whether a verb tells of something done: a past, or a perfect."""
        frame = self.speech.frame_at.get(token)
        if frame is None or frame.flags & _NOT_DONE or frame.modal:
            return False
        forms = self.parse.forms
        return forms[token] in (L.PAST, L.PAST_PARTICIPLE) or any(
            forms[c] == L.PAST for c in self.parse.below(token, L.AUX)
        )

    def _own_act(self, hit: Hit, judged: Judgement, any_troops: bool) -> bool:
        """Whether the subject of the cue's clause is the speaker or the speaker's own people.

        Args:
            hit: the cue.
            judged: with its speaker.
            any_troops: whether "the unit", without a word about whose, is the speaker's.
        """
        speaker = judged.speaker
        if speaker < 0:
            return False
        for token in self.speech.path(hit.top):
            subjects = self.parse.below(token, L.SUBJECT, L.PASSIVE_SUBJECT)
            frame = self.speech.frame_at.get(token)
            if frame is None or frame.kind != "verb":
                if subjects and self.parse.below(token, L.COPULA):
                    owners = [token] if self.parse.classes[token] == L.NOUN else []  # "was the work of its fighters"
                    return any(self._own(subject, speaker, any_troops) for subject in [*subjects, *owners])
                continue
            if not frame.actors:
                return not frame.passive
            subjects = self.parse.below(frame.head, L.SUBJECT) or [argument.head for argument in frame.actors]
            return any(self._own(subject, speaker, any_troops) for subject in subjects)
        return False

    def _own(self, subject: int, speaker: int, any_troops: bool) -> bool:
        """Whether a subject is the speaker, or the speaker's people, drones, and so on."""
        own = self._own_pronouns()
        if self.parse.lemmas[speaker] in self.words.rumour_nouns:
            return False  # reports own no acts
        if subject == speaker or self.parse.words[subject].lower() in own:
            return True
        for child in self.parse.subtree(subject):  # "its drones", "one of its drones", "no soldier of his"
            linked = self.parse.relations[child] in (L.POSSESSOR, L.OBLIQUE)
            if linked and (self.parse.words[child].lower() in own or child == speaker):
                return True
        if any(self.parse.words[child].lower() in own for child in self.parse.below(speaker, L.POSSESSOR)):
            return True  # "Ethiopia struck first, its minister said"
        actor, owner = self.view.actor(subject), self.view.actor(speaker)
        others = actor is not None and owner is not None and bool(actor.code) and actor.code != owner.code
        if not others and self._names(subject) & self._names(speaker):
            return True  # "the union's men threw no stones, said X, a spokesman for the union"
        thing = self.parse.lemmas[subject] in self.words.mute_nouns and self.parse.classes[subject] == L.NOUN
        if actor is not None and owner is not None and actor.code and actor.code == owner.code and not thing:
            return self._is_armed(owner) or not self._is_armed(actor)  # a state's rebels are not its own
        nobodys = actor is None or not actor.code
        return any_troops and nobodys and self.parse.lemmas[subject] in self.words.own_forces

    def _names(self, head: int) -> set[str]:
        """Words for the bodies that a phrase names: itself, its owner, whom a spokesman speaks for."""
        parse = self.parse
        linked = (L.POSSESSOR, L.OBLIQUE, L.COMPOUND, L.APPOSITION, L.ADJECTIVAL)
        tokens = [t for t in parse.subtree(head) if t == head or (parse.relations[t] in linked and t != head)]
        return {parse.lemmas[t] for t in tokens if parse.classes[t] in (L.NOUN, L.NAME)} & self.words.bodies

    def _own_pronouns(self) -> frozenset[str]:
        """Pronouns that stand for the speaker: in a quotation with "we", "they" are the others."""
        return self.words.first_persons if self.speech.first_person() else self.words.own_pronouns

    def _claim(self, hit: Hit, judged: Judgement) -> FoundClaim:
        parse, offset = self.parse, self.parse.offset
        claimant = self._claimant(judged.speaker)
        act = self.acts.of(hit.tokens, hit.top)
        first, last = min(hit.tokens), max(hit.tokens)
        start, end = parse.starts[first], parse.ends[last]
        return FoundClaim(
            type=hit.rule.type,
            stance=judged.stance,
            claimant=claimant,
            head=judged.speaker,
            start=start + offset,
            end=end + offset,
            text=parse.text[start:end],
            basis=self._basis(),
            rule=hit.rule.id,
            act=act.index if act is not None else None,
            aimed_at=self.acts.aimed_at(act if act is None or not self._is_avenged(hit, act) else None),
            spoken=claimant is not None and (self._is_known(claimant) or self.rules.types[hit.rule.type].statement),
            cameo=self._cameo(hit.rule.type, judged.stance, claimant, act),
        )

    @staticmethod
    def _is_known(who: ResolvedActor) -> bool:
        """ "Some have suggested", "no one": whose ground it is nobody could say."""
        return bool(who.code or who.sector)

    def _is_avenged(self, hit: Hit, act: Frame) -> bool:
        """Whether an act is the one that is answered ("vengeance for the raid"): its victims are not those aimed at."""
        below = act.head != hit.top and act.head in self.parse.subtree(hit.top)
        return below and self.rules.types[hit.rule.type].answers

    def _claimant(self, head: int) -> ResolvedActor | None:
        if head < 0:
            return None
        actor = self.view.actor(head)
        if actor is not None and actor.antecedent >= 0 and self.parse.classes[head] == L.PRONOUN:
            head = actor.antecedent
            actor = self.view.actor(head) or actor
        elif self.parse.lemmas[head] in self.words.own_pronouns:
            head = self._subject_above(head)
            actor = self.view.actor(head)
        issuer = self._issuer(head)
        if issuer >= 0:
            head, actor = issuer, self.view.actor(issuer)
        start, end = noun_phrase(self.parse, head)
        offset = self.parse.offset
        text = self.parse.text[start:end]
        if actor is None:
            return ResolvedActor(head, start + offset, end + offset, text)
        return actor.at(head, start + offset, end + offset, text)

    def _issuer(self, head: int) -> int:
        """Who wrote papers, a letter, where a participle says so ("papers filed by the lawyers"); -1: nobody."""
        parse = self.parse
        if parse.lemmas[head] not in self.words.document_nouns:
            return -1
        written = parse.below(head, L.PARTICIPIAL)
        return next(
            (
                agent
                for verb in written
                for agent in parse.below(verb, L.AGENT, L.OBLIQUE)
                if parse.cases[agent] in self.words.agent_cases
            ),
            -1,
        )

    def _subject_above(self, pronoun: int) -> int:
        """The subject of a clause around a pronoun that stands for nobody known ("Peru, in what it called"), or it."""
        for token in self.speech.path(pronoun)[1:]:
            if self.parse.classes[token] == L.VERB:
                subject = self.speech.subject(token)
                known = subject >= 0 and self.parse.classes[subject] in (L.NOUN, L.NAME)
                if known and self.speech.can_speak(subject):
                    return subject
        return pronoun

    def _cameo(self, kind: str, stance: str, claimant: ResolvedActor | None, act: Frame | None) -> str:
        spec = self.rules.types[kind]
        owns = bool(spec.owned) and claimant is not None and stance == ASSERTED and self.acts.owned_by(act, claimant)
        return spec.owned if owns else spec.cameo

    def _basis(self) -> str | None:
        """The instrument that the sentence names, the longest wording."""
        stream, best = Stream.of(self.parse), (0, 0)
        for place in range(len(stream.tokens)):
            for pattern in self.rules.instruments:
                if stream.words[place] in pattern.first or stream.lemmas[place] in pattern.first:
                    places = match_at(pattern, stream, place)
                    if places is not None:
                        start, end = self.parse.starts[stream.tokens[place]], self.parse.ends[stream.tokens[places[-1]]]
                        if end - start > best[1] - best[0]:
                            best = (start, end)
        return self.parse.text[best[0] : best[1]] or None


def _settled(claims: list[FoundClaim]) -> list[FoundClaim]:
    """What one asserts and another denies is the first one's claim, disputed."""
    settled = []
    for claim in claims:
        others = [o for o in claims if o.type == claim.type and o.claimant and claim.claimant and o.head != claim.head]
        if claim.stance == "denied" and any(o.stance in ("asserted", "disputed") for o in others):
            continue
        if claim.stance == ASSERTED and any(o.stance == "denied" for o in others):
            claim.stance = "disputed"
        settled.append(claim)
    return settled


_NOT_DONE = frozenset({FUTURE, HYPOTHETICAL, OBLIGATION, CONDITIONAL})
_RANK = {"disputed": 3, "denied": 2, "asserted": 1, "reported": 0}
