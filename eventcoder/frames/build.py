"""Parse to frames: finds the predicates of a sentence and gives each its roles, flags and speaker."""

from eventcoder.frames.attachment import mend_attachments
from eventcoder.frames.control import controller
from eventcoder.frames.coordination import coordinated, own_subject
from eventcoder.frames.flags import set_flags
from eventcoder.frames.frame import Argument, Frame, Link
from eventcoder.frames.headlines import mend_headlines
from eventcoder.frames.phrases import has_owner, is_attributive, is_of_something, is_time, taken, token_before
from eventcoder.frames.relatives import name_relatives
from eventcoder.frames.speech import set_speakers
from eventcoder.frames.undergoing import lend_undergoers
from eventcoder.frames.unreal import has_subject_of_infinitive, is_said_on_contact
from eventcoder.frames.verb_phrases import mend_verb_phrases
from eventcoder.frames.words import GrammarWords, Vocabulary
from eventcoder.syntax import labels as L
from eventcoder.syntax.parse import Parse

__all__ = ["build_frames"]

_NOMINAL = (L.NOUN, L.NAME, L.PRONOUN, L.NUMBER)
_CLAUSES = (L.COMPLEMENT, L.OPEN_COMPLEMENT, L.ADVERBIAL, L.PARATAXIS, L.CLAUSAL_SUBJECT)
_NOT_PREDICATES = (L.AUX, L.PASSIVE_AUX, L.COPULA, L.CASE, L.ADJECTIVAL, L.COMPOUND, L.PUNCT)
_MODIFIERS = (L.COMPOUND, L.ADJECTIVAL)


def build_frames(parse: Parse, words: GrammarWords, vocabulary: Vocabulary) -> list[Frame]:
    """The frames of a sentence, in the order of their heads.

    Args:
        parse: the sentence; where word classes show it to be wrong, it is mended in place.
        words: closed word classes of the language.
        vocabulary: nouns and adjectives that may be predicates.
    """
    mend_attachments(parse, words)
    mend_headlines(parse, words, vocabulary)
    mend_verb_phrases(parse, words, vocabulary)
    return _Builder(parse, words, vocabulary).build()


class _Builder:
    """Works over one parse; thrown away afterwards."""

    def __init__(self, parse: Parse, words: GrammarWords, vocabulary: Vocabulary) -> None:
        self.parse, self.words, self.vocabulary = parse, words, vocabulary
        self.frames: list[Frame] = []
        self.at: dict[int, Frame] = {}
        self.done: set[int] = set()

    def build(self) -> list[Frame]:
        parse = self.parse
        for token, word_class in enumerate(parse.classes):
            relation = parse.relations[token]
            if word_class == L.VERB:
                if relation not in _NOT_PREDICATES and not is_attributive(parse, token):
                    self._add("verb", token)
            elif word_class == L.NOUN and parse.below(token, L.SUBJECT) and parse.below(token, L.OBJECT):
                self._add("verb", token)  # "Students boycott classes", tagged as a noun
            elif word_class == L.NOUN:
                if parse.lemmas[token] in self.vocabulary.nouns and relation not in _MODIFIERS:
                    self._add("noun", token)
            elif (
                word_class == L.ADJECTIVE
                and parse.lemmas[token] in self.vocabulary.adjectives
                and (
                    relation not in _MODIFIERS or set(parse.children[token]) - set(parse.below(token, L.ADVERBIAL_WORD))
                )
            ):
                self._add("adjective", token)
        for frame in self.frames:
            self._fill(frame.head)
        for frame in self.frames:
            self._link(frame)
        for frame in self.frames:
            if frame.kind == "noun":
                self._lend(frame)
        lend_undergoers(parse, self.frames, self.words)
        for frame in self.frames:
            self._share_object(frame)
        name_relatives(parse, self.frames, self.words)
        set_speakers(parse, self.frames, self.words)
        set_flags(parse, self.frames, self.words)
        return self.frames

    def _add(self, kind: str, token: int) -> None:
        parse = self.parse
        particle, tokens = "", [token]
        if kind == "verb":
            for child in parse.below(token, L.VERB_PARTICLE):
                particle = parse.lemmas[child]
                tokens.append(child)
                break
        frame = Frame(len(self.frames), kind, token, tuple(sorted(tokens)), parse.lemmas[token], particle)  # type: ignore[arg-type]
        frame.topic = kind == "noun" and frame.lemma in self.vocabulary.topics
        self.frames.append(frame)
        self.at[token] = frame

    # ------------------------------------------------------------------ arguments

    def spread(self, head: int, route: str, near: int = 0) -> list[Argument]:
        """A noun phrase and its nominal conjuncts, each an argument."""
        return [Argument(token, route, near) for token in coordinated(self.parse, head, self.words.coordinating_cases)]

    def _fill(self, token: int) -> Frame | None:
        """Give the frame at a token its own and its inherited arguments; governors first."""
        frame = self.at.get(token)
        if frame is None or token in self.done:
            return frame
        self.done.add(token)
        head = self.parse.heads[token]
        while head >= 0 and head not in self.at:
            head = self.parse.heads[head]
        if head >= 0:
            self._fill(head)
        self._own_arguments(frame)
        if frame.kind == "verb":
            self._verb_arguments(frame)
        elif frame.kind == "noun":
            self._noun_arguments(frame)
        else:
            self._adjective_arguments(frame)
        return frame

    def _own_arguments(self, frame: Frame) -> None:
        parse = self.parse
        for child in parse.children[frame.head]:
            relation = parse.relations[child]
            if relation == L.OBLIQUE and parse.classes[child] != L.VERB:
                if is_time(self.parse, child, self.words):
                    continue
                frame.obliques.setdefault(parse.cases[child], []).extend(
                    self.spread(child, f"{parse.cases[child]} phrase")
                )
            elif relation == L.ADVERBIAL and parse.classes[child] == L.VERB and parse.cases[child]:
                # "an attack on the ministry calling it corrupt", but not "..., with gunmen killing ten"
                if parse.forms[child] == L.GERUND and token_before(parse, child) != L.PUNCTUATION:
                    for noun in parse.below(child, L.SUBJECT):
                        frame.obliques.setdefault(parse.cases[child], []).extend(
                            self.spread(noun, f"{parse.cases[child]} phrase", 1)
                        )
            elif relation in (L.ADVERBIAL_WORD, L.ADVERBIAL):
                # "south of Baghdad": the phrase hangs from the adverb
                for below in parse.children[child]:
                    if parse.relations[below] == L.OBLIQUE and parse.classes[child] == L.ADVERB:
                        frame.obliques.setdefault(parse.cases[below], []).extend(
                            self.spread(below, f"{parse.cases[below]} phrase", 1)
                        )

    def _verb_arguments(self, frame: Frame) -> None:
        parse, token = self.parse, frame.head
        relation, form = parse.relations[token], parse.forms[token]
        subjects: list[Argument] = []
        passive_subjects: list[Argument] = []
        agents: list[Argument] = []
        passive, relative = False, ""
        if (
            form == L.PAST and relation == L.PARTICIPIAL and not parse.below(token, L.SUBJECT)
        ):  # "a pastor detained for two years"
            form = L.PAST_PARTICIPLE
        for child in parse.children[token]:
            name = parse.relations[child]
            if name in (L.SUBJECT, L.PASSIVE_SUBJECT):
                if relation == L.RELATIVE and parse.lemmas[child] in self.words.relative_pronouns:
                    relative = name
                elif name == L.SUBJECT:
                    subjects += self.spread(child, "subject")
                else:
                    passive_subjects += self.spread(child, "subject of passive")
                passive = passive or name == L.PASSIVE_SUBJECT
            elif name == L.OBJECT:
                if relation == L.RELATIVE and parse.lemmas[child] in self.words.relative_pronouns:
                    relative = name
                elif is_time(self.parse, child, self.words) and not is_of_something(self.parse, child, self.words):
                    continue
                elif frame.objects:
                    # two bare objects: the first is the recipient ("gave Iraq weapons")
                    frame.recipients, frame.objects = frame.objects, self.spread(child, "object")
                else:
                    frame.objects = taken(self.parse, child, self.words) + self.spread(child, "object")
            elif name == L.INDIRECT_OBJECT:
                frame.recipients += self.spread(child, "indirect object")
            elif name == L.AGENT:
                agents += self.spread(child, "by phrase")
            elif name == L.PASSIVE_AUX:
                passive = True
        beside = [a for case in self.words.coordinating_cases for a in frame.obliques.get(case, []) if a.head < token]
        subjects += [Argument(a.head, "subject", 0) for a in beside if subjects]
        if not frame.objects and not passive:
            self._counted_object(frame)
        if form == L.PAST_PARTICIPLE and not passive and not self._has_aux(token):
            if relation == L.PARTICIPIAL or agents or (relation == L.ADVERBIAL and not subjects and not frame.objects):
                passive = True
            if relation in (L.COMPLEMENT, L.OPEN_COMPLEMENT) and subjects and not frame.objects:
                # "saw hospitals bombed"
                above = parse.heads[token]
                passive = above >= 0 and parse.lemmas[above] in self.words.perception_verbs and not relative
        governor = self._governor(token)
        if relation == L.CONJUNCT and governor is not None and governor.passive and not self._has_aux(token):
            if form == L.PAST_PARTICIPLE:
                passive = passive or not (subjects and frame.objects)
            elif form == L.PAST and frame.lemma in self.words.targeting_verbs:
                passive = passive or not frame.objects  # "ten were killed and dozens wounded"
        frame.passive = passive
        if passive:
            if frame.objects and passive_subjects and frame.lemma in self.words.giving_verbs:
                frame.recipients = passive_subjects  # "was granted asylum": asylum is what was granted
            else:
                frame.objects = passive_subjects or frame.objects
            frame.actors = agents or list(frame.obliques.get("by", []))
            if subjects and not frame.objects:
                frame.objects = subjects
        else:
            frame.actors = subjects + passive_subjects
        self._inherit(frame, relation, relative, governor)

    def _counted_object(self, frame: Frame) -> None:
        """ "Kidnapped up to 16 advisers": what is counted is the object."""
        for case in sorted(self.words.quantity_cases):
            arguments = frame.obliques.get(case, [])
            if arguments and self.parse.below(arguments[0].head, L.QUANTITY):
                frame.objects = [Argument(a.head, "object", a.near) for a in frame.obliques.pop(case)]
                frame.tokens, frame.particle = (frame.head,), ""
                return

    def _inherit(self, frame: Frame, relation: str, relative: str, governor: Frame | None) -> None:
        """Find the argument that a clause leaves out: of relative, participle, infinitive and coordinated clauses."""
        parse, token = self.parse, frame.head
        noun = parse.heads[token]
        missing_surface = not (frame.objects if frame.passive else frame.actors)
        if relation == L.RELATIVE and noun >= 0:
            raid = self._event_of(noun)
            if raid is not None and frame.lemma in self.words.targeting_verbs:
                noun = raid.head  # "a raid in Lagos, which killed ten": the raid did
            # "Chad and Mali, which have ..." : the nearest noun in front
            found = [a for a in self.spread(noun, "noun of relative clause", 1) if a.head < token][-1:]
            if relative in (L.SUBJECT, L.PASSIVE_SUBJECT):
                self._put(frame, found, frame.passive)
            elif (relative == L.OBJECT or not frame.objects) and not frame.passive and frame.actors:
                clauses = (token, *parse.below(token, L.CONJUNCT))
                adverbs = [a for clause in clauses for a in parse.below(clause, L.ADVERBIAL_WORD, L.MARK) if a < token]
                if not any(parse.lemmas[adverb] in self.words.relative_adverbs for adverb in adverbs):
                    frame.objects = frame.objects or found  # not "the town where police arrested him"
        elif relation == L.PARTICIPIAL and noun >= 0 and missing_surface:
            owner = self.at.get(noun) if parse.lemmas[noun] not in self.words.acting_nouns else None
            if owner is not None and owner.kind == "noun" and parse.forms[token] in (L.BASE, L.GERUND):
                self._fill(noun)
                frame.actors = [Argument(a.head, f"{a.route} of noun", a.near + 1) for a in owner.actors]
                if not frame.actors:
                    frame.actors = self._outer_actors(owner)
            else:
                self._put(frame, self.spread(noun, "noun of participle", 1)[:1], frame.passive)
        elif not missing_surface:
            return
        elif noun >= 0 and noun not in self.at and (subjects := parse.below(noun, L.SUBJECT)):
            # "is guilty of violating the truce": the predicate is no frame, its subject is there
            found = [a for subject in subjects for a in self.spread(subject, "subject of governing predicate", 1)]
            self._put(frame, found, frame.passive)
        elif governor is None:
            return
        elif relation == L.CONJUNCT and (subject := own_subject(parse, token)) is not None:
            # "denied the attack and a delegation arrived", read as if it denied the delegation, too
            governor.objects = [a for a in governor.objects if a.head != subject]
            self._put(frame, self.spread(subject, "subject"), frame.passive)
        elif relation == L.CONJUNCT:
            if governor.passive and parse.forms[token] == L.GERUND and not self._has_aux(token):
                # "killed in raids and shelling by rebels": it stands for a noun
                frame.actors = frame.actors or list(frame.obliques.get("by", []))
                return
            surface = governor.objects if governor.passive else governor.actors
            speaks = frame.lemma in self.words.reporting_verbs or frame.lemma in self.words.speech_acts
            outer = self._governor(governor.head) if speaks else None
            if outer is not None and outer.lemma in self.words.reporting_verbs and outer.actors:
                # who speaks goes on speaking: "an official said the raid was legal and demanded ..."
                surface = outer.actors
            self._put(frame, [Argument(a.head, a.route, a.near) for a in surface], frame.passive)
        elif relation == L.OPEN_COMPLEMENT or (relation == L.PREDICATE_NOUN and parse.forms[token] == L.GERUND):
            self._put(frame, controller(governor, self.words), frame.passive)  # also "is mediating", read as a noun
        elif relation in (L.ADVERBIAL, L.COMPLEMENT, L.PARATAXIS):
            case = parse.cases[token]
            speech = self._governor(governor.head)
            if frame.lemma in self.words.speech_acts and speech is not None and parse.forms[token] == L.GERUND:
                if speech.lemma in self.words.reporting_verbs and parse.relations[governor.head] == L.COMPLEMENT:
                    # "said the army was preparing an attack, accusing it of ...": who speaks goes on speaking
                    self._put(frame, [Argument(a.head, "speaker", a.near + 1) for a in speech.actors], frame.passive)
                    return
            if governor.kind == "noun" and not governor.actors:
                # "has no intention of resigning"
                self._put(frame, self._outer_actors(governor), frame.passive)
                return
            if case in self.words.object_control_cases and governor.objects:
                found = [Argument(a.head, "object of governing verb", a.near + 1) for a in governor.objects]
            else:
                surface = governor.objects if governor.passive else governor.actors
                found = [Argument(a.head, "subject of governing verb", a.near + 1) for a in surface]
            if relation == L.COMPLEMENT and parse.forms[token] in (L.PAST, L.PRESENT):
                return  # a finite clause without subject is a wrong parse
            self._put(frame, found, frame.passive)

    def _event_of(self, place: int) -> Frame | None:
        """The event noun that a noun says the place of."""
        parse, words = self.parse, self.words
        for _ in range(3):  # "an attack on the town of Gao, which killed ten"
            if parse.relations[place] != L.OBLIQUE or parse.cases[place] not in words.ground_cases | words.site_cases:
                return None
            place = parse.heads[place]
            above = self.at.get(place)
            if above is not None and above.kind == "noun" and above.lemma not in words.empty_nouns | words.time_nouns:
                return above
        return None

    @staticmethod
    def _put(frame: Frame, found: list[Argument], as_object: bool) -> None:
        if as_object:
            frame.objects = frame.objects or found
        else:
            frame.actors = frame.actors or found

    def _outer_actors(self, noun: Frame) -> list[Argument]:
        """Actors of the clause that a noun stands in ("Iran issued a threat to attack")."""
        governor = self._governor(noun.head)
        if governor is None:
            return []
        surface = (
            governor.objects
            if governor.passive and self.parse.relations[noun.head] != L.PASSIVE_SUBJECT
            else governor.actors
        )
        return [Argument(a.head, "subject of governing verb", a.near + 1) for a in surface if a.head != noun.head]

    def _noun_arguments(self, frame: Frame) -> None:
        parse, token = self.parse, frame.head
        undergone = frame.lemma in self.words.undergone_nouns and "of" not in frame.obliques
        for child in parse.children[token]:
            relation = parse.relations[child]
            if relation == L.POSSESSOR:
                if undergone:
                    frame.objects += self.spread(child, "possessor")  # "the journalist's murder"
                elif parse.lemmas[child] not in self.words.time_nouns:
                    frame.actors += self.spread(child, "possessor")
            elif relation == L.AGENT:
                frame.actors += self.spread(child, "by phrase")
            elif relation == L.OBLIQUE and parse.cases[child] == "of":
                # "the expulsion of migrants by Libya": the by-phrase may hang from the migrants
                for below in parse.below(child, L.OBLIQUE, L.AGENT):
                    if parse.cases[below] == "by":
                        frame.actors += self.spread(below, "by phrase", 1)
        frame.actors += frame.obliques.get("by", [])
        if not frame.actors and frame.lemma in self.words.subject_nouns:
            frame.actors = list(frame.obliques.get("of", []))  # "the resignation of the minister"
        for child in parse.children[token]:
            relation = parse.relations[child]
            if relation == L.ADJECTIVAL and parse.lemmas[child] in self.words.acting_participles:
                # "US-led attack"
                leaders = parse.below(child, L.TIME, L.COMPOUND, L.ADVERBIAL_WORD, L.OBJECT, L.SUBJECT)
                frame.actors += [Argument(leader, "leader", 0) for leader in leaders]
            # plain modifiers ("Israeli raid", "police raid")
            if relation in _MODIFIERS and parse.classes[child] in (L.NAME, L.NOUN, L.ADJECTIVE):
                frame.actors += [Argument(a.head, "modifier", 0) for a in self.spread(child, "modifier")]
        if parse.relations[token] == L.CONJUNCT:
            first = self.at.get(parse.heads[token])
            if first is not None and first.kind == "noun":
                frame.actors = frame.actors or [Argument(a.head, a.route, a.near) for a in first.actors]

    def _adjective_arguments(self, frame: Frame) -> None:
        parse, token = self.parse, frame.head
        for child in parse.below(token, L.SUBJECT, L.PASSIVE_SUBJECT):
            frame.actors += self.spread(child, "subject")
        governor = self._governor(token)
        if not frame.actors and parse.relations[token] in (L.OPEN_COMPLEMENT, L.CONJUNCT) and governor is not None:
            # "is believed to be responsible": the passive's subject
            surface = governor.objects if governor.passive else governor.actors
            frame.actors = [Argument(a.head, "subject of governing verb", a.near) for a in surface]
        elif not frame.actors and parse.relations[token] in (L.ADJECTIVAL, L.APPOSITION) and parse.heads[token] >= 0:
            frame.actors = self.spread(parse.heads[token], "noun of adjective")[:1]

    # ------------------------------------------------------------------ links between frames

    def _governor(self, token: int) -> Frame | None:
        head = self.parse.heads[token]
        while head >= 0:
            frame = self.at.get(head)
            if frame is not None:
                return self._fill(head)
            head = self.parse.heads[head]
        return None

    def _link(self, frame: Frame) -> None:
        parse, token = self.parse, frame.head
        above, via, inside = parse.heads[token], token, False
        while above >= 0 and above not in self.at:
            # pass through empty nouns and quantities; inside any other noun an event is only mentioned
            if parse.classes[above] in _NOMINAL and parse.relations[via] != L.CONJUNCT:
                inside = inside or parse.lemmas[above] not in self.words.empty_nouns | self.words.quantity_nouns
            via, above = above, parse.heads[above]
        if above < 0:
            return
        governor = self.at[above]
        frame.governor = governor.index
        relation = parse.relations[via]
        link: Link = "modifier"
        if via != token and (frame.kind == "verb" or inside):
            link = "modifier"
        elif relation == L.CONJUNCT:
            link = "conjunct"
        elif relation in (L.OBJECT, L.PASSIVE_SUBJECT):
            link = "object" if relation == L.OBJECT or governor.passive else "subject"
        elif relation == L.SUBJECT:
            link = "subject"
        elif relation == L.OBLIQUE:
            link = "oblique"
        elif relation in _CLAUSES:
            content = (
                relation in (L.COMPLEMENT, L.OPEN_COMPLEMENT, L.PARATAXIS)
                and not is_said_on_contact(parse, token, self.words)
            ) or (parse.cases[token] in self.words.content_cases and bool(parse.cases[token]))
            content = content or has_subject_of_infinitive(parse, token, self.words)
            link = "content" if content else "adverbial"
        elif relation == L.PARTICIPIAL and governor.kind == "noun" and parse.forms[token] in (L.BASE, L.GERUND):
            link = "content"
        frame.link = link
        if link == "content":
            governor.contents.append(frame.index)
        depth, current = 0, frame
        while current.governor >= 0 and depth < len(self.frames):
            if current.link in ("content", "adverbial", "modifier") and current.kind == "verb":
                depth += 1
            current = self.frames[current.governor]
        frame.depth = depth

    def _lend(self, frame: Frame) -> None:
        """A light verb lends its actors, phrases and (in flags) its mood to the event noun that is its object."""
        parse, token = self.parse, frame.head
        via = token
        while parse.relations[via] == L.CONJUNCT and parse.classes[parse.heads[via]] in _NOMINAL:
            via = parse.heads[via]
        above = parse.heads[via]
        while (
            above >= 0
            and parse.relations[via] == L.OBLIQUE
            and parse.cases[via] == "of"
            and parse.lemmas[above] in (self.words.empty_nouns | self.words.quantity_nouns)
        ):
            via, above = above, parse.heads[above]
        governor = self.at.get(above)
        if governor is None or governor.kind != "verb":
            return
        relation = parse.relations[via]
        is_object = relation == L.OBJECT or (relation in (L.PASSIVE_SUBJECT, L.SUBJECT) and governor.passive)
        if relation == L.RELATIVE or not is_object:
            # "attacks carried out by X": the light verb is a participle below the noun
            for child in parse.below(token, L.PARTICIPIAL, L.RELATIVE):
                below = self.at.get(child)
                if below is not None and below.lemma in self.words.light_verbs and below.actors:
                    frame.actors = [a for a in below.actors if a.head != token] + frame.actors
            return
        for case, arguments in governor.obliques.items():
            known = {a.head for a in frame.obliques.get(case, [])}
            frame.obliques.setdefault(case, []).extend(
                Argument(a.head, a.route, a.near + 1) for a in arguments if a.head not in known
            )
        outer = [Argument(a.head, f"{a.route} of governing verb", 1) for a in governor.actors]
        if governor.lemma in self.words.receiving_verbs and not governor.passive:
            # "faces criticism", "suffered an attack": the subject is at the receiving end
            aimed = set(frame.obliques) & self.words.site_cases  # "fled the assault on Gao"
            frame.objects = frame.objects or ([] if aimed else outer)
            frame.light = governor.head
        elif governor.lemma in self.words.light_verbs and not (outer and has_owner(parse, frame)):
            frame.light = governor.head
            frame.tokens = tuple(sorted({*governor.tokens, *frame.tokens}))
            # "completed their withdrawal": the pronoun says no more than the subject
            own = [
                a
                for a in frame.actors
                if a.route in ("possessor", "by phrase") and (not outer or parse.classes[a.head] != L.PRONOUN)
            ]
            frame.actors = [a for a in frame.actors if a in own or a.route not in ("possessor", "by phrase")]
            frame.actors = (
                own + [Argument(a.head, a.route, 0) for a in outer] + [a for a in frame.actors if a not in own]
            )
            frame.recipients = frame.recipients or [Argument(a.head, a.route, 1) for a in governor.recipients]

    def _share_object(self, frame: Frame) -> None:
        """ "attacked and killed soldiers": the first verb shares the object of the second."""
        if frame.kind == "verb" and frame.passive and not frame.actors:
            # "detained and tortured by police", "ten were killed and dozens hurt by gunmen"
            conjuncts = self.parse.below(frame.head, L.CONJUNCT)
            for child in (*conjuncts, *(below for c in conjuncts for below in self.parse.below(c, L.PARTICIPIAL))):
                second = self.at.get(child)
                if second is not None and second.passive and not self.parse.below(child, L.PASSIVE_SUBJECT):
                    frame.actors = [Argument(a.head, a.route, a.near) for a in second.actors]
        if frame.kind != "verb" or frame.objects or frame.passive or frame.obliques or frame.contents:
            return
        for child in self.parse.below(frame.head, L.CONJUNCT):
            second = self.at.get(child)
            if second is not None and second.kind == "verb" and second.objects and child - frame.head <= 3:
                frame.objects = [Argument(a.head, "object of coordinated verb", 1) for a in second.objects]

    def _has_aux(self, token: int) -> bool:
        return bool(self.parse.below(token, L.AUX, L.PASSIVE_AUX))
