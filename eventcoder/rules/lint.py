"""Lint: what is legal in a codebook and yet wrong or poor. Each check is a function from a codebook to findings."""

from collections.abc import Callable, Iterable, Iterator

from eventcoder.findings import Finding, Level
from eventcoder.rules.compose import BY_OTHERS, MOODS, NOT
from eventcoder.rules.keys import PREPOSITIONS_SET
from eventcoder.rules.legal import LegalCodes, packaged_codes
from eventcoder.rules.model import Codebook, Rule
from eventcoder.rules.overlap import contradictions, duplicates, ties

__all__ = ["Check", "crosswalk", "examples", "inflected", "lint", "operators", "references"]

Check = Callable[[Codebook], Iterable[Finding]]
"""A check: everything it has to say of a codebook."""

STABLE_EXAMPLES = 2
"""Examples of each sort that a stable rule wants; a draft wants one that matches."""


def lint(codebook: Codebook, *, legal: LegalCodes | None = None) -> tuple[Finding, ...]:
    """Run all checks.

    Args:
        codebook: read with its examples. What its loading found is not repeated.
        legal: the legal codes; those of the packaged ontologies by default.

    Returns:
        All findings, by file and line.
    """
    codes = packaged_codes() if legal is None else legal
    checks: tuple[Check, ...] = (
        examples,
        references,
        ties,
        contradictions,
        duplicates,
        inflected,
        operators,
        lambda book: crosswalk(book, codes),
    )
    found = [finding for check in checks for finding in check(codebook)]
    return tuple(sorted(found, key=lambda f: (f.file or "", f.line or 0, f.code, f.message)))


def _about(
    rule: Rule, code: str, level: Level, message: str, *, line: int = 0, field: str = "id", hint: str | None = None
) -> Finding:
    return Finding(
        code=code,
        level=level,
        message=message,
        file=rule.file,
        line=line or rule.line,
        field=field,
        value=rule.id,
        hint=hint,
    )


def examples(codebook: Codebook) -> Iterator[Finding]:
    """Too few examples (EC750), a sentence that must match and must not (EC761), no_match without why (EC762)."""
    for rule in codebook.rules:
        if rule.status == "retired":
            continue
        sure = [example for example in rule.examples if not example.todo]
        matches = sum(example.match for example in sure)
        others = len(sure) - matches
        wanted = (STABLE_EXAMPLES, STABLE_EXAMPLES) if rule.status == "stable" else (1, 0)
        for name, there, want in (("match", matches, wanted[0]), ("no_match", others, wanted[1])):
            if there < want:
                message = f"{rule.status} rule {rule.id} has {there} {name} examples and wants {want}"
                yield _about(rule, "EC750", "warning", message, field="examples")
        texts: dict[str, bool] = {}
        for example in rule.examples:
            text = example.text.casefold()
            if texts.setdefault(text, example.match) != example.match:
                message = f"rule {rule.id} both must and must not match: {example.text[:60]}"
                yield _about(rule, "EC761", "error", message, line=example.line, field="examples")
            if not example.match and not example.why:
                message = f"no_match example of rule {rule.id} does not say why"
                yield _about(rule, "EC762", "warning", message, line=example.line, field="why")


def references(codebook: Codebook) -> Iterator[Finding]:
    """Stable rules that name no reference (EC757)."""
    for rule in codebook.rules:
        if rule.status == "stable" and not rule.references:
            message = f"stable rule {rule.id} has no references"
            hint = "name the section of the codebook or paper that it follows"
            yield _about(rule, "EC757", "warning", message, field="references", hint=hint)


def inflected(codebook: Codebook) -> Iterator[Finding]:
    """Words in an inflected form, which no lemma equals, where the codebook has the lemma too (EC756)."""
    verbs, nouns = _vocabulary(codebook)
    for rule in codebook.rules:
        for alternative in rule.alternatives:
            if alternative.kind == "verb":
                odd = {t.head: lemma for t in alternative.triggers if (lemma := _lemma(t.head, verbs, _VERB_ENDINGS))}
            elif alternative.kind == "noun":
                odd = {t.head: lemma for t in alternative.triggers if (lemma := _lemma(t.head, nouns, _NOUN_ENDINGS))}
            else:
                odd = {}
            for word, lemma in sorted(odd.items()):
                message = f"{word!r} in rule {rule.id} looks inflected: triggers are lemmas"
                hint = f"write {lemma!r}"
                yield _about(
                    rule, "EC756", "warning", message, line=alternative.line, field=alternative.kind, hint=hint
                )
    for found in codebook.word_sets:
        if not found.used or found.name == PREPOSITIONS_SET:
            continue
        for word in sorted(normal for normal in found.words if " " not in normal):
            lemma = _lemma(word, nouns, _NOUN_ENDINGS)
            if lemma and word in found.entries and lemma in found.words:
                yield Finding(
                    code="EC756",
                    level="warning",
                    message=f"{word!r} in word set {found.name} looks inflected: words are lemmas",
                    file=found.file,
                    line=found.line,
                    field=found.name,
                    value=word,
                    hint=f"{lemma!r} is in the set; remove {word!r}",
                )


_VERB_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""))
_NOUN_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""))
_NO_PLURAL = ("ss", "us", "is")
_SHORTEST = 3  # letters that must be left of a word for its ending to be one


def _vocabulary(codebook: Codebook) -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas that the codebook uses as verbs and as nouns."""
    verbs: set[str] = set()
    nouns: set[str] = set()
    for rule in codebook.rules:
        for alternative in rule.alternatives:
            if alternative.kind == "verb":
                verbs.update(trigger.head for trigger in alternative.triggers)
            elif alternative.kind == "noun":
                nouns.update(trigger.head for trigger in alternative.triggers)
            for condition in alternative.conditions:
                (verbs if condition.key in ("content", "under") else nouns).update(condition.words)
    for found in codebook.word_sets:
        nouns.update(found.words)
    return frozenset(verbs), frozenset(nouns)


def _lemma(word: str, known: frozenset[str], endings: Iterable[tuple[str, str]]) -> str:
    """The known word that a word is an inflected form of by the look of it, or ""."""
    if word.endswith(_NO_PLURAL):
        return ""
    for ending, instead in endings:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST:
            continue
        lemma = stem + instead
        if lemma in known:
            return lemma
        if not instead and ending != "s" and stem[-1] == stem[-2] and stem[:-1] in known:
            return stem[:-1]  # planned, stopping
    return ""


def operators(codebook: Codebook) -> Iterator[Finding]:
    """Operators that composition.csv does not know (EC758), and rows of operators that no rule has (EC759)."""
    moods = {NOT} | {name + ending for _, name in MOODS for ending in ("", BY_OTHERS)}
    rows = {row.operator for row in codebook.composition}
    used: set[str] = set()
    for rule in codebook.rules:
        if rule.operator and rule.status != "retired":
            used.add(rule.operator)
            if rule.operator not in rows:
                message = f"operator {rule.operator} of rule {rule.id} has no row in composition.csv"
                yield _about(rule, "EC758", "warning", message, field="operator")
    reported: set[str] = set()
    for row in codebook.composition:
        if row.operator not in used | moods | reported:
            reported.add(row.operator)
            yield Finding(
                code="EC759",
                level="warning",
                message=f"composition.csv has rows for {row.operator}, which no rule has as operator",
                file=row.file,
                line=row.line,
                field="operator",
                value=row.operator,
            )


def crosswalk(codebook: Codebook, legal: LegalCodes) -> Iterator[Finding]:
    """Rules whose CAMEO code goes to another PLOVER event in the crosswalk (EC760)."""
    if legal.crosswalk is None:
        return
    for rule in codebook.rules:
        if rule.codes is None or not rule.codes.cameo or not rule.codes.plover:
            continue
        events = legal.crosswalk.get(rule.codes.cameo, frozenset()) - {""}
        if events and rule.codes.plover not in events:
            message = (
                f"rule {rule.id} codes CAMEO {rule.codes.cameo} as {rule.codes.plover}; "
                f"the crosswalk has {', '.join(sorted(events))}"
            )
            yield _about(rule, "EC760", "info", message, field="codes")
