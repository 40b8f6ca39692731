"""Rules in plain words, for people: what `codebook show` prints."""

from collections.abc import Iterator

from eventcoder.rules.model import Alternative, Codes, Condition, Example, RoleSpec, Rule

__all__ = ["describe_codes", "describe_rule"]

_SENTENCES = {
    "object": "its object is {}",
    "recipient_object": "its indirect object is {}",
    "content": "its complement clause speaks of {}",
    "clause": "its complement clause is {}",
    "under": "it depends on {}",
    "actor_is": "the actor is {}",
    "recipient_is": "the recipient is {}",
    "modifier": "it is modified by {}",
    "object_modifier": "its object is modified by {}",
    "predicate": "its object is called or made {}",
    "sentence": "the sentence says {}",
    "not_with": "the sentence does not say {}",
    "voice": "it is {}",
    "flags": "it is marked {}",
    "unless_flags": "it is not marked {}",
    "requires": "there is {}",
    "surface": "the words are {}",
    "between": "it is between or among {}",
}
_JOINED = {"flags": " and ", "requires": " and "}
_WORDS_SHOWN = 12


def describe_rule(rule: Rule, *, all_words: bool = False) -> str:
    """A rule in plain words.

    Args:
        rule: the rule.
        all_words: name every word of long lists.
    """
    return "\n".join(_lines(rule, None if all_words else _WORDS_SHOWN))


def describe_codes(codes: Codes | None) -> str:
    """Codes in one line: "ASSAULT, aerial; CAMEO 195; context military"."""
    if codes is None:
        return "nothing"
    parts = [f"{codes.plover}, {codes.mode}" if codes.mode else codes.plover]
    parts.append(f"CAMEO {codes.cameo}" if codes.cameo else "")
    parts.append(f"context {', '.join(codes.context)}" if codes.context else "")
    return "; ".join(part for part in parts if part)


def _lines(rule: Rule, shown: int | None) -> Iterator[str]:
    yield f"{rule.id}: {rule.title}"
    yield f"  {rule.status}, {rule.file}:{rule.line}"
    if rule.operator:
        yield f"  applies the operator {rule.operator} to the event that it speaks of"
        if rule.codes is not None:
            yield f"  codes {describe_codes(rule.codes)} where there is none"
    elif rule.codes is None:
        yield "  codes nothing and keeps less specific rules from coding"
    else:
        yield f"  codes {describe_codes(rule.codes)}"
    if rule.priority:
        yield f"  priority {rule.priority}"
    for number, alternative in enumerate(rule.alternatives):
        yield f"  {'or' if number else 'when'} {_alternative(alternative, shown)}"
    for name, spec in (("actor", rule.actor), ("recipient", rule.recipient)):
        if spec != RoleSpec():
            yield f"  {name}: {_role(spec)}"
    if rule.symmetric:
        yield "  the parties do it to each other"
    if rule.false_positives:
        yield f"  known to fire wrongly on: {'; '.join(rule.false_positives)}"
    if rule.references:
        yield f"  after: {'; '.join(rule.references)}"
    for example in rule.examples:
        yield f"  {_example(example)}"


def _alternative(alternative: Alternative, shown: int | None) -> str:
    triggers = [" ".join(trigger.words) for trigger in alternative.triggers if "-" not in trigger.words]
    text = f"the {alternative.kind} is {_words(triggers, ' or ', shown)}"
    conditions = [_condition(condition, shown) for condition in alternative.conditions]
    return ", and ".join([text, *conditions])


def _condition(condition: Condition, shown: int | None) -> str:
    key = "under" if condition.key == "below" else condition.key
    sentence = _SENTENCES.get(condition.key, f'there is "{key}" {{}}')
    if condition.special == "none":
        text = sentence.format("nothing")
    elif condition.special:
        text = sentence.format("anything")
    else:
        words = sorted(word.replace("_", " ") for word in condition.words)
        text = sentence.format(_words(words, _JOINED.get(condition.key, " or "), shown))
    return f"not ({text})" if condition.negative else text


def _words(words: list[str], last: str, shown: int | None) -> str:
    if shown is not None and len(words) > shown:
        return ", ".join(words[:shown]) + f" or one of {len(words) - shown} more"
    return last.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _role(spec: RoleSpec) -> str:
    parts = []
    if spec.sources:
        parts.append("from " + ", else ".join(spec.sources))
    if spec.types:
        parts.append("of type " + _words(list(spec.types), " or ", None))
    if spec.required:
        parts.append("must be there")
    if spec.anything:
        parts.append("last whatever is named by " + ", else ".join(spec.anything))
    return "; ".join(parts)


def _example(example: Example) -> str:
    sign = "yes" if example.match else "no "
    known = " (known to fail)" if example.todo else ""
    roles = [
        f"{name} {' and '.join(texts)}"
        for name, texts in (("actor", example.actor), ("recipient", example.recipient))
        if texts
    ]
    more = "; ".join([*roles, *example.flags, *([example.why] if example.why else [])])
    return f"{sign} {example.text}{f' [{more}]' if more else ''}{known}"
