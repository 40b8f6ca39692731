"""Reads the claim rules of a codebook: its layers' claims/ folders, as values."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from eventcoder.claims.model import ClaimExample, ClaimRule, ClaimType, Cue
from eventcoder.claims.patterns import Pattern, compile_pattern
from eventcoder.claims.words import ClaimWords
from eventcoder.errors import CodebookError
from eventcoder.findings import Finding
from eventcoder.rules.keys import STATUSES
from eventcoder.rules.model import Codebook
from eventcoder.rules.problems import Problems
from eventcoder.rules.shapes import check_keys, check_schema, choice_of, flag_of, text_of, texts_of
from eventcoder.rules.words import is_set_name, normal_word
from eventcoder.rules.yaml_text import Listing, Section, Text, read_yaml
from eventcoder.vocabulary import codes

__all__ = ["CLAIMANTS", "CLAIMS_SCHEMA", "NEEDS", "ClaimRules", "read_claim_rules"]

CLAIMS_SCHEMA = "eventcoder.claims/1"
LANGUAGE = "en"
NEEDS = (
    "act",
    "force",
    "speaker",
    "force or speaker",
    "own act",
    "own troops",
    "nobody else's",
    "others",
    "no guess",
    "not said",
    "armed group",
    "past",
    "ground",
    "target",
    "another state",
    "own state",
    "another people",
)
"""What a rule may ask of the sentence besides its cue; docs/claims.md explains each."""
CLAIMANTS = ("speaker", "subject")

_FILE_KEYS = ("schema", "title", "words", "types", "instruments", "rules")
_RULE_KEYS = (
    "id", "title", "type", "status", "since", "references", "cues", "needs", "not_with", "claimant", "denies",
    "negated", "weak", "examples",
)  # fmt: skip
_TYPE_KEYS = ("cameo", "owned", "statement", "answers", "asked")
_TRIGGERS = ("phrase", "noun", "verb")
_CONDITIONS = ("modifier", "object", "subject", "content", "under", "to", "from", "in", "of", "for")
_EXAMPLE_KEYS = ("text", "stance", "claimant", "why")


@dataclass(frozen=True)
class ClaimRules:
    """All claim rules of a codebook, indexed by the words that their cues begin with.

    Attributes:
        rules: the rules that are not retired.
        words: word classes of the stage.
        types: what the codebook says of each type of claims.
        instruments: patterns of treaties, resolutions and the like.
        phrases: a word that a pattern needs -> rules with the compiled patterns that need it.
        nouns, verbs: lemma -> rules with the cues that it triggers.
        findings: what is wrong with the files.
    """

    rules: tuple[ClaimRule, ...] = ()
    words: ClaimWords = field(default_factory=lambda: ClaimWords.of({}))
    types: Mapping[str, ClaimType] = field(default_factory=dict)
    instruments: tuple[Pattern, ...] = ()
    phrases: Mapping[str, tuple[tuple[ClaimRule, Pattern], ...]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[tuple[ClaimRule, Cue], ...]] = field(default_factory=dict)
    verbs: Mapping[str, tuple[tuple[ClaimRule, Cue], ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @classmethod
    def load(cls, codebook: Codebook) -> "ClaimRules":
        """Read the claim rules of a codebook that has no errors in them.

        Raises:
            CodebookError: there are errors; they are in its `findings`.
        """
        found = read_claim_rules(codebook)
        errors = [finding for finding in found.findings if finding.level == "error"]
        if errors:
            raise CodebookError(f"the claim rules of {codebook.id} have {len(errors)} errors; mend them first", errors)
        return found


def read_claim_rules(codebook: Codebook) -> ClaimRules:
    """Read claim rules whatever is wrong with them; an upper layer's rule takes the place of the one with its id."""
    words: dict[str, frozenset[str]] = dict(codebook.words)
    rules: dict[str, ClaimRule] = {}
    instruments: dict[str, Pattern] = {}
    types: dict[str, ClaimType] = {}
    findings: list[Finding] = []
    for folder in codebook.folders:
        files = [_read(path) for path in sorted((folder / "claims" / LANGUAGE).glob("*.yaml"))]
        _add_words(words, [(root, problems) for root, problems in files if root is not None])
        own: set[str] = set()
        for root, problems in files:
            if root is not None:
                types |= _types(root, problems)
                instruments |= {pattern.text: pattern for pattern in _patterns(root, "instruments", words, problems)}
                for rule in _rules(root, words, problems):
                    if rule.id in own:
                        problems.error("EC717", f"claim rule {rule.id} stands twice", line=rule.line, field="id")
                    own.add(rule.id)
                    rules[rule.id] = rule
            findings += problems.findings
    legal = codes("claim_type")
    types = {name: types.get(name, ClaimType()) for name in legal}
    rules = {name: replace(rule, statement=types[rule.type].statement) for name, rule in rules.items()}
    kept = tuple(rule for rule in rules.values() if rule.status != "retired")
    phrases: dict[str, list[tuple[ClaimRule, Pattern]]] = defaultdict(list)
    by_kind: dict[str, dict[str, list[tuple[ClaimRule, Cue]]]] = {"noun": defaultdict(list), "verb": defaultdict(list)}
    for rule in kept:
        for cue in rule.cues:
            for pattern in cue.phrases:
                for word in pattern.key:
                    phrases[word].append((rule, pattern))
            for word in cue.words:
                by_kind[cue.kind][word].append((rule, cue))
    return ClaimRules(
        rules=kept,
        words=ClaimWords.of(words),
        types=types,
        instruments=tuple(instruments.values()),
        phrases={word: tuple(found) for word, found in phrases.items()},
        nouns={word: tuple(found) for word, found in by_kind["noun"].items()},
        verbs={word: tuple(found) for word, found in by_kind["verb"].items()},
        findings=tuple(findings),
    )


def _read(path: Path) -> tuple[Section | None, Problems]:
    problems = Problems(str(path))
    root, found = read_yaml(path)
    problems.extend(found)
    if root is not None and not isinstance(root, Section):
        problems.error("EC712", "a file of claims is a mapping", root)
        return None, problems
    if root is not None:
        check_schema(root, CLAIMS_SCHEMA, problems)
        check_keys(root, _FILE_KEYS, problems)
    return root, problems


def _add_words(words: dict[str, frozenset[str]], files: list[tuple[Section, Problems]]) -> None:
    """Word sets of one layer's files; a set may name others, in any order, of this layer or below."""
    raw: dict[str, tuple[list[Text], Problems]] = {}
    for root, problems in files:
        section = root.get("words")
        if section is None:
            continue
        if not isinstance(section, Section):
            problems.error("EC712", "words wants a mapping of NAME: [words]", section, field="words")
            continue
        for key, _ in section.pairs():
            name = str(key).removesuffix("+")
            if not is_set_name(name):
                problems.error("EC723", f"{name!r} is no name of a word set: write it in CAPITALS", key)
            elif name in raw:
                problems.error("EC721", f"word set {name} stands twice", key, field=name)
            else:
                entries = list(texts_of(section, str(key), problems))
                if key.endswith("+"):
                    entries += [Text(word) for word in words.get(name, frozenset())]
                raw[name] = (entries, problems)

    def expand(name: str, open_: frozenset[str]) -> frozenset[str]:
        if name not in raw:
            return words.get(name, frozenset())
        found: set[str] = set()
        for entry in raw[name][0]:
            if is_set_name(entry):
                if entry in open_ or (entry not in raw and entry not in words):
                    raw[name][1].error("EC724", f"{name} names {entry}, which is no word set or {name} itself", entry)
                else:
                    found |= expand(str(entry), open_ | {str(entry)})
            else:
                found.add(normal_word(entry))
        return frozenset(found)

    expanded = {name: expand(name, frozenset({name})) for name in raw}
    words.update(expanded)


def _types(root: Section, problems: Problems) -> dict[str, ClaimType]:
    section = root.get("types")
    if section is None:
        return {}
    if not isinstance(section, Section):
        problems.error("EC712", "types wants a mapping", section, field="types")
        return {}
    found = {}
    check_keys(section, codes("claim_type"), problems, what="types")
    for name, entry in section.pairs():
        if not isinstance(entry, Section):
            problems.error("EC712", f"{name} wants a mapping", entry, field=str(name))
            continue
        check_keys(entry, _TYPE_KEYS, problems, required=("cameo",), what=f"type {name}")
        found[str(name)] = ClaimType(
            text_of(entry, "cameo", problems),
            text_of(entry, "owned", problems),
            flag_of(entry, "statement", problems),
            flag_of(entry, "answers", problems),
            flag_of(entry, "asked", problems),
        )
    return found


def _rules(root: Section, words: Mapping[str, frozenset[str]], problems: Problems) -> Iterator[ClaimRule]:
    listing = root.get("rules")
    if listing is None:
        return
    if not isinstance(listing, Listing):
        problems.error("EC712", "rules wants a list", listing, field="rules")
        return
    for entry in listing:
        if not isinstance(entry, Section):
            problems.error("EC712", "a claim rule is a mapping", entry, field="rules")
            continue
        rule = _rule(entry, words, problems)
        if rule is not None:
            yield rule


def _rule(section: Section, words: Mapping[str, frozenset[str]], problems: Problems) -> ClaimRule | None:
    name = text_of(section, "id", problems)
    check_keys(section, _RULE_KEYS, problems, required=("id", "title", "type", "cues"), what=f"claim rule {name}")
    legal = codes("claim_type")
    kind = choice_of(section, "type", legal, problems)
    needs = texts_of(section, "needs", problems)
    for need in needs:
        if need not in NEEDS:
            problems.error("EC713", f"needs: {str(need)!r} is not one of {', '.join(NEEDS)}", need, field="needs")
    cues = tuple(_cues(section, words, problems))
    if not name or not kind or not cues:
        return None
    return ClaimRule(
        id=name,
        type=kind,
        title=text_of(section, "title", problems),
        cues=cues,
        status=choice_of(section, "status", STATUSES, problems, "draft"),
        references=tuple(map(str, texts_of(section, "references", problems))),
        needs=frozenset(map(str, needs)),
        not_with=_words(section, "not_with", words, problems),
        claimant=choice_of(section, "claimant", CLAIMANTS, problems, "speaker"),
        denies=flag_of(section, "denies", problems),
        negated=flag_of(section, "negated", problems),
        weak=flag_of(section, "weak", problems),
        examples=tuple(_examples(section, problems)),
        file=problems.file or "",
        line=section.line,
    )


def _cues(section: Section, words: Mapping[str, frozenset[str]], problems: Problems) -> Iterator[Cue]:
    listing = section.get("cues")
    for entry in listing if isinstance(listing, Listing) else []:
        if not isinstance(entry, Section):
            problems.error("EC712", "a cue is a mapping with phrase, noun or verb", entry, field="cues")
            continue
        check_keys(entry, (*_TRIGGERS, *_CONDITIONS), problems, what="a cue")
        triggers = [trigger for trigger in _TRIGGERS if trigger in entry]
        if len(triggers) != 1:
            problems.error("EC711", "a cue has exactly one of phrase, noun and verb", entry, field="cues")
            continue
        conditions = tuple((key, _words(entry, key, words, problems)) for key in _CONDITIONS if key in entry)
        if triggers[0] == "phrase":
            yield Cue("phrase", phrases=tuple(_patterns(entry, "phrase", words, problems)), conditions=conditions)
        else:
            yield Cue(triggers[0], words=_words(entry, triggers[0], words, problems), conditions=conditions)


def _patterns(section: Section, key: str, words: Mapping[str, frozenset[str]], problems: Problems) -> Iterator[Pattern]:
    for text in texts_of(section, key, problems):
        try:
            yield compile_pattern(text, words, is_set_name)
        except ValueError as error:
            problems.error("EC713", str(error), text, field=key, value=str(text))


def _words(section: Section, key: str, words: Mapping[str, frozenset[str]], problems: Problems) -> frozenset[str]:
    found: set[str] = set()
    for text in texts_of(section, key, problems):
        if is_set_name(text):
            if text not in words:
                problems.error("EC722", f"{key}: no word set {text}", text, field=key, value=str(text), choices=words)
            found |= words.get(str(text), frozenset())
        else:
            found.add(normal_word(text))
    return frozenset(found)


def _examples(section: Section, problems: Problems) -> Iterator[ClaimExample]:
    groups = section.get("examples")
    if not isinstance(groups, Section):
        return
    check_keys(groups, ("match", "no_match"), problems, what="examples")
    for group, match in (("match", True), ("no_match", False)):
        listing = groups.get(group)
        for entry in listing if isinstance(listing, Listing) else []:
            if isinstance(entry, Section):
                check_keys(entry, _EXAMPLE_KEYS, problems, required=("text",), what="an example")
                yield ClaimExample(
                    text=text_of(entry, "text", problems),
                    match=match,
                    stance=text_of(entry, "stance", problems),
                    claimant=text_of(entry, "claimant", problems),
                    why=text_of(entry, "why", problems),
                    line=entry.line,
                )
            else:
                problems.error("EC712", "an example is a mapping with text", entry, field=group)
