"""The word classes that the claims stage needs, taken from a codebook's claims/ folder."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ClaimWords"]

_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Named word sets of claims/<language>/*.yaml and of the codebook; a set that a codebook lacks is empty.

    Attributes:
        say_verbs: verbs whose subject says what their clause or object states.
        invoking_verbs: verbs that make a claim of their object ("invoked the treaty").
        committing_verbs: verbs that say what stands in their infinitive ("claimed to be defending").
        label_verbs: verbs whose subject says what something is ("described as", "defended").
        justifying_verbs: those of them whose object must be an act.
        contest_verbs: verbs whose subject says that what they govern does not hold.
        scorn_verbs: verbs that contest only when they govern somebody's statement ("mocked Manila's assurance").
        attitude_verbs: verbs whose negation denies what is said ("does not believe that").
        concessives: words that concede what another says ("whatever Ankara may claim").
        view_nouns: nouns whose owner says the sentence ("in Berlin's reading").
        act_events: events of the codebook that need a ground, lower case.
        few: words for hardly anybody ("few believe it").
        open_words: words that leave a ground open ("on whose invitation").
        convincing_verbs: verbs with which a statement that does it to nobody is contested ("convinced nobody").
        accepting_verbs: verbs that contest a statement where they are negated.
        convincing_verbs: verbs that contest the statement that does it to nobody ("convinced nobody").
        question_verbs: verbs and adjectives that leave open what they govern.
        question_marks: conjunctions that do ("whether").
        condition_marks: conjunctions that leave open what stands in their own clause ("if").
        armed_sectors: PLOVER sectors of groups whose "we did it" owns an act of violence.
        claim_nouns: nouns for somebody's statement ("claim", "assurance").
        weak_claim_nouns: nouns for a statement where they have an owner ("Tehran's line").
        denial_nouns: nouns for somebody's denial.
        contest_nouns: nouns that contest what hangs from them ("doubt").
        document_nouns: papers whose issuer is the speaker ("papers filed by the lawyers").
        bodies: bodies whose spokesmen speak for their members ("union").
        rumour_nouns: nouns for statements that nobody in particular makes ("suggestion", "accusation").
        content_marks: conjunctions whose clauses, hung from a saying, belong to what is said.
        contrast_marks: conjunctions that set another's view against what was said.
        as_marks: conjunctions of a comment that names the owner ("as Ankara contends").
        label_cases, said_cases: prepositions between a verb of saying and its content.
        agent_cases: prepositions in front of who does or says it.
        aimed_cases, target_cases: prepositions in front of whom force is aimed at, and in front of those hit.
        advance_cases: prepositions of where a state sends its force ("into", "against").
        force_verbs, force_nouns: acts that need a ground.
        move_verbs: verbs that are acts of soldiers and weapons only.
        measure_verbs, measure_nouns: coercion and like measures.
        arms: soldiers, weapons and the like.
        negations: words that negate.
        idle_negations: nouns with which "no" negates nothing ("no choice").
        quiet_topics: words of sport, courts, business and the like, where nothing is a claim.
        loud_words: words with which the sentence is about politics whatever else it says.
        mute_nouns: nouns that cannot speak ("destroyer", "intelligence").
        say_nouns: nouns of force that can speak ("mission", "force").
        idle_parts: first parts of compounds that are no acts ("cease-fire").
        evidence_nouns: nouns that contest when there is none ("no evidence").
        despite_cases: prepositions that contest the claim behind them.
        those_hit: nouns for those hit ("the dead", "the target").
        harbouring_verbs: verbs that say who was in what was hit ("the bus carried terrorists").
        being_verbs: verbs with which those hit were somewhere ("only jihadists were in the house").
        dying_verbs: verbs of those who are hit ("died in the strike").
        but_words: words that take a negation back ("not only").
        turn_words: words behind which an earlier negation no longer holds ("not X but Y").
        groundless: words for claims that do not hold ("called the charge baseless").
        own_forces: words for the speaker's own troops ("the unit").
        urging_verbs: verbs that want something of others ("urged it to spare civilians").
        refusing_verbs: verbs that negate what they govern ("refused to say").
        first_persons: pronouns of the speaker in quotations.
        own_pronouns: pronouns that may stand for the speaker.
        pretext_nouns: nouns that contest the ground of whoever acts ("under the pretext of").
    """

    say_verbs: frozenset[str]
    invoking_verbs: frozenset[str]
    committing_verbs: frozenset[str]
    label_verbs: frozenset[str]
    justifying_verbs: frozenset[str]
    contest_verbs: frozenset[str]
    scorn_verbs: frozenset[str]
    accepting_verbs: frozenset[str]
    convincing_verbs: frozenset[str]
    attitude_verbs: frozenset[str]
    concessives: frozenset[str]
    view_nouns: frozenset[str]
    act_events: frozenset[str]
    few: frozenset[str]
    open_words: frozenset[str]
    question_verbs: frozenset[str]
    question_marks: frozenset[str]
    condition_marks: frozenset[str]
    armed_sectors: frozenset[str]
    claim_nouns: frozenset[str]
    weak_claim_nouns: frozenset[str]
    denial_nouns: frozenset[str]
    contest_nouns: frozenset[str]
    document_nouns: frozenset[str]
    bodies: frozenset[str]
    rumour_nouns: frozenset[str]
    content_marks: frozenset[str]
    contrast_marks: frozenset[str]
    as_marks: frozenset[str]
    label_cases: frozenset[str]
    said_cases: frozenset[str]
    agent_cases: frozenset[str]
    aimed_cases: frozenset[str]
    advance_cases: frozenset[str]
    target_cases: frozenset[str]
    force_verbs: frozenset[str]
    move_verbs: frozenset[str]
    force_nouns: frozenset[str]
    measure_verbs: frozenset[str]
    measure_nouns: frozenset[str]
    arms: frozenset[str]
    negations: frozenset[str]
    idle_negations: frozenset[str]
    quiet_topics: frozenset[str]
    loud_words: frozenset[str]
    mute_nouns: frozenset[str]
    say_nouns: frozenset[str]
    idle_parts: frozenset[str]
    evidence_nouns: frozenset[str]
    despite_cases: frozenset[str]
    those_hit: frozenset[str]
    harbouring_verbs: frozenset[str]
    being_verbs: frozenset[str]
    dying_verbs: frozenset[str]
    but_words: frozenset[str]
    turn_words: frozenset[str]
    groundless: frozenset[str]
    own_forces: frozenset[str]
    urging_verbs: frozenset[str]
    refusing_verbs: frozenset[str]
    first_persons: frozenset[str]
    own_pronouns: frozenset[str]
    pretext_nouns: frozenset[str]

    @classmethod
    def of(cls, words: Mapping[str, frozenset[str]]) -> "ClaimWords":
        """Pick the stage's sets out of a codebook's words: SAY_VERBS becomes say_verbs, and so on."""
        return cls(**{name: words.get(name.upper(), _EMPTY) for name in cls.__dataclass_fields__})
