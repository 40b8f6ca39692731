"""The closed word classes that the grammar needs, taken from a codebook's frames/ folder."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["GrammarWords", "Vocabulary"]

_EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GrammarWords:
    """Named word sets of frames/<language>/*.yaml; a set that a codebook lacks is empty."""

    light_verbs: frozenset[str]
    receiving_verbs: frozenset[str]
    reporting_verbs: frozenset[str]
    subject_control_verbs: frozenset[str]
    raising_verbs: frozenset[str]
    empty_nouns: frozenset[str]
    quantity_nouns: frozenset[str]
    time_nouns: frozenset[str]
    future_modals: frozenset[str]
    hypothetical_modals: frozenset[str]
    conditional_past_modals: frozenset[str]
    obligation_modals: frozenset[str]
    negation_words: frozenset[str]
    conditional_marks: frozenset[str]
    question_marks: frozenset[str]
    future_modifiers: frozenset[str]
    hypothetical_modifiers: frozenset[str]
    unreal_modifiers: frozenset[str]
    historical_modifiers: frozenset[str]
    historical_cues: frozenset[str]
    relative_pronouns: frozenset[str]
    speaker_pronouns: frozenset[str]
    attribution_cases: frozenset[str]
    content_cases: frozenset[str]
    state_cases: frozenset[str]
    coordinating_cases: frozenset[str]
    site_cases: frozenset[str]
    adverse_cases: frozenset[str]
    holding_nouns: frozenset[str]
    responsible_words: frozenset[str]
    enabling_verbs: frozenset[str]
    aiming_verbs: frozenset[str]
    perception_verbs: frozenset[str]
    object_control_cases: frozenset[str]
    future_predicates: frozenset[str]
    unclear_predicates: frozenset[str]
    opposing_prefixes: frozenset[str]
    plural_pronouns: frozenset[str]
    own_pronouns: frozenset[str]
    speech_acts: frozenset[str]
    copulas: frozenset[str]
    implicative_words: frozenset[str]
    result_nouns: frozenset[str]
    obligation_verbs: frozenset[str]
    until_marks: frozenset[str]
    past_auxiliaries: frozenset[str]
    contact_verbs: frozenset[str]
    acting_participles: frozenset[str]
    telling_cases: frozenset[str]
    targeting_verbs: frozenset[str]
    prepositional_nouns: frozenset[str]
    ground_cases: frozenset[str]
    negated_adverbs: frozenset[str]
    ability_modals: frozenset[str]
    past_ability_modals: frozenset[str]
    wishing_verbs: frozenset[str]
    means_nouns: frozenset[str]
    describing_gerunds: frozenset[str]
    month_nouns: frozenset[str]
    particles: frozenset[str]
    party_cases: frozenset[str]
    due_nouns: frozenset[str]
    ranking_words: frozenset[str]
    sharing_compounds: frozenset[str]
    infinitive_modals: frozenset[str]
    contrary_adverbs: frozenset[str]
    relative_adverbs: frozenset[str]
    wanting_verbs: frozenset[str]
    wanting_cases: frozenset[str]
    appealing_verbs: frozenset[str]
    appealing_cases: frozenset[str]
    asking_nouns: frozenset[str]
    asking_cases: frozenset[str]
    carrying_verbs: frozenset[str]
    subject_nouns: frozenset[str]
    quantity_cases: frozenset[str]
    currency_signs: frozenset[str]
    abstract_endings: frozenset[str]
    abstract_nouns: frozenset[str]
    concrete_nouns: frozenset[str]
    perfect_auxiliaries: frozenset[str]
    undergone_nouns: frozenset[str]
    threatened_adjectives: frozenset[str]
    fearing_nouns: frozenset[str]
    averting_verbs: frozenset[str]
    definite_determiners: frozenset[str]
    indefinite_articles: frozenset[str]
    passing_verbs: frozenset[str]
    opposing_nouns: frozenset[str]
    doubting_nouns: frozenset[str]
    law_nouns: frozenset[str]
    entitling_verbs: frozenset[str]
    undertaking_nouns: frozenset[str]
    undertaking_verbs: frozenset[str]
    denying_verbs: frozenset[str]
    risking_verbs: frozenset[str]
    happening_verbs: frozenset[str]
    giving_verbs: frozenset[str]
    inward_cases: frozenset[str]
    infinitive_marks: frozenset[str]
    subjecting_verbs: frozenset[str]
    subjecting_cases: frozenset[str]
    addressing_cases: frozenset[str]
    shielding_verbs: frozenset[str]
    shielding_cases: frozenset[str]
    withstanding_verbs: frozenset[str]
    blaming_verbs: frozenset[str]
    blaming_cases: frozenset[str]
    adversative_cases: frozenset[str]
    forum_cases: frozenset[str]
    border_nouns: frozenset[str]
    aim_nouns: frozenset[str]
    acting_nouns: frozenset[str]
    guessing_adverbs: frozenset[str]
    guessing_verbs: frozenset[str]
    comparing_cases: frozenset[str]
    generic_pronouns: frozenset[str]
    generic_determiners: frozenset[str]
    plural_generic_pronouns: frozenset[str]
    opening_quotes: frozenset[str]
    closing_quotes: frozenset[str]
    plain_quotes: frozenset[str]
    quoting_marks: frozenset[str]
    expecting_verbs: frozenset[str]
    habitual_adverbs: frozenset[str]

    @classmethod
    def of(cls, words: Mapping[str, frozenset[str]]) -> "GrammarWords":
        """Pick the grammar's sets out of a codebook's words: LIGHT_VERBS becomes light_verbs, and so on."""
        return cls(**{name: words.get(name.upper(), _EMPTY) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The nouns and adjectives that some rule has as a trigger: only these become frames.

    Attributes:
        nouns: event nouns and topics.
        adjectives: predicate adjectives.
        topics: nouns that are no event by themselves, only what another predicate may be about ("agreement").
    """

    nouns: frozenset[str]
    adjectives: frozenset[str]
    topics: frozenset[str] = frozenset()
