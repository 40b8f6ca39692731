"""Rules as values: what the loader makes of a codebook's YAML and the matcher reads. See docs/rule-language.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from eventcoder.findings import Finding

__all__ = [
    "Alternative",
    "Codebook",
    "Codes",
    "CompositionRow",
    "Condition",
    "Example",
    "ExampleRole",
    "RoleSpec",
    "Rule",
    "Trigger",
    "TriggerKind",
    "WordSet",
]

TriggerKind = Literal["verb", "noun", "adjective"]


@dataclass(frozen=True, slots=True)
class Codes:
    """What a rule codes. Empty strings where a scheme has no code.

    `content` is the dotted name by which operators see the event ("aid.military"); where the rule gives none it is
    the PLOVER event and mode in lower case ("assault.aerial").
    """

    cameo: str = ""
    plover: str = ""
    mode: str = ""
    context: tuple[str, ...] = ()
    content: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One way to write the predicate.

    `words` are lemmas in order, the head first for verbs ("call on": call + on); for nouns the head is the last word
    ("air strike": air + strike; the joined and hyphened spellings are added by the loader as further triggers).
    `head` is the lemma of the frame that it can match. The further words of a verb may be a particle, a preposition
    that the frame has an oblique with, or preposition and noun ("take into custody").
    """

    head: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One test on a frame: a condition key, the lemmas that satisfy it, or a special value.

    `key` is a condition word ("object", "with", "under", ...). `words` are lemmas, multi-word entries joined by a
    space. `special` is "none" or "any" where the rule says so instead of words. `negative` for conditions below `not`.
    """

    key: str
    words: frozenset[str] = frozenset()
    special: str = ""
    negative: bool = False

    @property
    def guards(self) -> bool:
        """Whether it only keeps something out, or asks for no particular words."""
        return self.negative or self.special == "none" or self.key in _GUARDS


_GUARDS = frozenset({"not_with", "unless_flags", "requires", "voice"})


@dataclass(frozen=True, slots=True)
class Alternative:
    """One entry below `event:`: triggers of one kind, all of whose conditions must hold."""

    kind: TriggerKind
    triggers: tuple[Trigger, ...]
    conditions: tuple[Condition, ...]
    line: int

    @property
    def asks(self) -> int:
        """How many conditions say what must be there: these make an alternative more specific."""
        return sum(not condition.guards for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """Where a role comes from and what it may be: `sources` in order ("object", "on", "content object", ...), empty
    for the default cascade; `types` are sectors or entity kinds that are allowed, empty for all; `anything` are places
    where, if nobody is found, whatever the text names is taken, an event or a plan too."""

    sources: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    required: bool = False
    anything: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleRole:
    """Expected text of a role in an example: every text must lie in, or hold, one entity of the role."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule must match (expect) or must not (why)."""

    text: str
    match: bool
    line: int
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    why: str = ""
    todo: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the codebook.

    `codes` is None for a rule that codes nothing on purpose (it blocks less specific ones: "meet needs").
    `operator` names the operator that the predicate applies to the event in its complement; a rule may have both an
    operator and codes (the codes then stand where there is no inner event).
    """

    id: str
    title: str
    status: Literal["draft", "stable", "retired"]
    file: str
    line: int
    codes: Codes | None
    operator: str = ""
    alternatives: tuple[Alternative, ...] = ()
    actor: RoleSpec = RoleSpec()
    recipient: RoleSpec = RoleSpec()
    symmetric: bool = False
    priority: int = 0
    examples: tuple[Example, ...] = ()
    since: str = ""
    references: tuple[str, ...] = ()
    false_positives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompositionRow:
    """What an operator makes of a content: a row of composition.csv.

    `content` matches the inner event's content or any content below it (dotted prefix); "*" any inner event; "" where
    there is none. `codes` is None where the result is nothing. A row with `keep` leaves the inner event as it is; one
    with `through` takes the row of what the inner event itself is about, where there is such a thing, and its own codes
    elsewhere.
    """

    operator: str
    content: str
    codes: Codes | None
    keep: bool = False
    through: bool = False
    profile: str = ""
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class WordSet:
    """A named word set: all its words, what was written, where, and whether a rule or another set refers to it."""

    name: str
    words: frozenset[str]
    entries: tuple[str, ...]
    file: str
    line: int
    used: bool


@dataclass(frozen=True, slots=True)
class Codebook:
    """A loaded codebook with all layers below it applied.

    `folders` are the layers' folders, the lowest (what everything extends) first. `words` are all named word sets,
    `word_sets` the same with their places; `findings` are what is wrong, warnings and notes included.
    `content_hash` is the SHA-256 over the files of all layers.
    """

    id: str
    version: str
    title: str
    licence: str
    sources: tuple[str, ...]
    folders: tuple[Path, ...]
    words: Mapping[str, frozenset[str]]
    rules: tuple[Rule, ...]
    composition: tuple[CompositionRow, ...]
    content_hash: str
    findings: tuple[Finding, ...] = field(default=())
    word_sets: tuple[WordSet, ...] = ()
