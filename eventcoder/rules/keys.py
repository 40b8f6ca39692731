"""The vocabulary of the rule language: its keys and the closed lists of values. docs/rule-language.md explains each.

These are words of the engine, not of any codebook: codes, verbs and names never stand here.
"""

__all__ = [
    "ALTERNATIVE_CHOICES",
    "AUXILIARY",
    "CODEBOOK_KEYS",
    "CODEBOOK_SCHEMA",
    "CODES_KEYS",
    "COMPOSITION_OPTIONAL",
    "COMPOSITION_REQUIRED",
    "COMPOSITION_RESULTS",
    "ENTITY_KINDS",
    "EXAMPLE_GROUPS",
    "EXAMPLE_KEYS",
    "PREPOSITIONS_SET",
    "PREPOSITION_KEYS",
    "ROLES",
    "ROLE_KEYS",
    "ROLE_SOURCES",
    "ROLE_SYNONYMS",
    "RULES_FILE_KEYS",
    "RULES_SCHEMA",
    "RULE_KEYS",
    "SPECIAL_CONDITIONS",
    "SPECIAL_VALUES",
    "STATUSES",
    "TRIGGERS",
    "WORDS_FILE_KEYS",
    "WORDS_SCHEMA",
    "WORD_CONDITIONS",
]

CODEBOOK_SCHEMA, RULES_SCHEMA, WORDS_SCHEMA = "eventcoder.codebook/1", "eventcoder.rules/1", "eventcoder.words/1"

CODEBOOK_KEYS = ("schema", "id", "version", "title", "licence", "sources", "extends", "disable")
RULES_FILE_KEYS = ("schema", "title", "words", "rules")
WORDS_FILE_KEYS = ("schema", "title", "words")

RULE_KEYS = (
    "id",
    "title",
    "status",
    "since",
    "references",
    "false_positives",
    "codes",
    "operator",
    "event",
    "roles",
    "symmetric",
    "priority",
    "examples",
)
STATUSES = ("draft", "stable", "retired")
CODES_KEYS = ("cameo", "plover", "mode", "context", "content")

TRIGGERS = ("verb", "noun", "adjective")
WORD_CONDITIONS = (
    "object",
    "recipient_object",
    "content",
    "under",
    "actor_is",
    "recipient_is",
    "modifier",
    "object_modifier",
    "predicate",
    "sentence",
    "not_with",
    "between",
    "surface",
)
"""Conditions whose value is a list of words; one more for each preposition."""
SPECIAL_CONDITIONS = (
    "object",
    "recipient_object",
    "content",
    "under",
    "modifier",
    "object_modifier",
    "predicate",
    "between",
)
"""Conditions, besides the prepositions, that may have the value `none` or `any` instead of words."""
SPECIAL_VALUES = ("none", "any")
PREPOSITIONS_SET = "PREPOSITIONS"
"""The word set that lists the prepositions, each of which is a condition key."""
PREPOSITION_KEYS = {"under": "below"}
"""Prepositions whose key has another name, because their own is taken."""

AUXILIARY = ("negation", "future", "hypothetical", "historical")
"""Flags that reach the record."""
ALTERNATIVE_CHOICES = {
    "voice": ("active", "passive"),
    "clause": ("infinitive", "finite", "gerund"),
    "flags": (*AUXILIARY, "obligation", "conditional", "purpose"),
    "unless_flags": (*AUXILIARY, "obligation", "conditional", "purpose"),
    "requires": ("actor", "recipient", "codable_actor", "codable_recipient", "two_actors", "no_actor"),
}
"""Conditions whose value is one or more of a closed list."""

ROLES = ("actor", "recipient")
ROLE_KEYS = ("from", "types", "required", "anything")
ROLE_SOURCES = (
    "actor",
    "subject",
    "object",
    "recipient_object",
    "content subject",
    "content object",
    "governor actor",
    "speaker",
    "between",
    "modifier",
    "object phrases",
    "object thing",
    "accompanying object",
    "accompanying actor",
    "object possessor",
    "oblique possessor",
    "subject possessor",
    "subject event",
    "keeper",
    "ground",
    "culprit",
    "right",
    "left",
    "none",
)
"""Where a role may come from, besides the prepositions; `none` leaves the role empty on purpose."""
ROLE_SYNONYMS = {
    "governing actor": "governor actor",
    "object owner": "object possessor",
    "subject owner": "subject possessor",
}
"""Other words for places."""
ENTITY_KINDS = (
    "country",
    "adjective",
    "demonym",
    "capital",
    "city",
    "metonym",
    "region",
    "organization",
    "armed_group",
    "person",
    "institution",
    "party",
    "media",
    "company",
    "religion",
    "ethnic",
    "group",
    "weapon",
    "unknown name",
    "pronoun",
    "number",
)
"""Kinds of entity that `types` may name beside the sectors."""

EXAMPLE_GROUPS = {
    "match": (True, False),
    "no_match": (False, False),
    "todo_match": (True, True),
    "todo_no_match": (False, True),
}
"""Groups of examples: whether the rule must fire, and whether it is known to fail."""
EXAMPLE_KEYS = ("text", "actor", "recipient", "flags", "why")

COMPOSITION_REQUIRED = ("operator", "content")
COMPOSITION_OPTIONAL = ("plover", "mode", "cameo", "context", "result", "profile", "note")
COMPOSITION_RESULTS = ("codes", "keep", "none", "through")
