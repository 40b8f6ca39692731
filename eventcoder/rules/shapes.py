"""Small checks of shape that every file of a codebook needs: keys, texts, lists, yes or no, numbers."""

from collections.abc import Collection, Sequence

from eventcoder.rules.problems import Problems
from eventcoder.rules.yaml_text import Node, Section, Text

__all__ = ["check_keys", "check_schema", "choice_of", "flag_of", "number_of", "text_of", "texts_in", "texts_of"]


def check_schema(section: Section, schema: str, problems: Problems) -> None:
    """Report a missing or foreign `schema:`."""
    found = section.get("schema")
    if found is None:
        problems.error("EC715", "no schema", section, field="schema", hint=f"write schema: {schema} in the first line")
    elif found != schema:
        value = str(found) if isinstance(found, Text) else None
        problems.error("EC715", f"schema is not {schema}", found, field="schema", value=value)


def check_keys(
    section: Section, known: Collection[str], problems: Problems, *, required: Sequence[str] = (), what: str = ""
) -> None:
    """Report keys that are not known and keys that are missing.

    Args:
        section: the mapping.
        known: its legal keys.
        problems: where findings go.
        required: keys that must be there.
        what: what the mapping is, for the message ("rule a.b").
    """
    where = f" in {what}" if what else ""
    for key, _ in section.pairs():
        if key not in known:
            problems.error(
                "EC710", f"unknown key {str(key)[:60]!r}{where}", key, field=str(key), value=str(key), choices=known
            )
    for name in required:
        if name not in section:
            problems.error("EC711", f"{name} is missing{where}", section, field=name)


def text_of(section: Section, key: str, problems: Problems) -> str:
    """The text of a key; "" where the key is not there or has no text."""
    value = section.get(key)
    if value is None:
        return ""
    if not isinstance(value, Text):
        problems.error("EC712", f"{key} wants a single text", value, field=key)
        return ""
    text = " ".join(value.split())
    if not text:
        problems.error("EC714", f"{key} is empty", value, field=key)
    return text


def texts_of(section: Section, key: str, problems: Problems) -> tuple[Text, ...]:
    """The texts of a key: a single one, or a list; () where the key is not there."""
    value = section.get(key)
    return () if value is None else texts_in(value, key, problems)


def texts_in(value: Node, key: str, problems: Problems) -> tuple[Text, ...]:
    """The texts of a value: a single one, or a list."""
    listing = [value] if isinstance(value, Text) else value
    if not isinstance(listing, list):
        problems.error("EC712", f"{key} wants a text or a list of texts", value, field=key)
        return ()
    found = []
    for entry in listing:
        if not isinstance(entry, Text):
            problems.error("EC712", f"a list or mapping stands in {key} where a text is wanted", entry, field=key)
        elif not entry.strip():
            problems.error("EC714", f"an empty text in {key}", entry, field=key)
        else:
            found.append(entry)
    return tuple(found)


def choice_of(section: Section, key: str, legal: Collection[str], problems: Problems, default: str = "") -> str:
    """The value of a key that has a closed list of values."""
    if key not in section:
        return default
    text = text_of(section, key, problems)
    if not text or text in legal:
        return text or default
    problems.error(
        "EC713",
        f"{key}: {text[:60]!r} is not one of {', '.join(legal)}",
        section[key],
        field=key,
        value=text,
        choices=legal,
    )
    return default


def flag_of(section: Section, key: str, problems: Problems) -> bool:
    """The value of a key that is true or false; False where the key is not there."""
    return choice_of(section, key, ("true", "false"), problems) == "true"


def number_of(section: Section, key: str, low: int, high: int, problems: Problems) -> int:
    """The value of a key that is a whole number; 0 where the key is not there."""
    if key not in section:
        return 0
    text = text_of(section, key, problems)
    digits = text.removeprefix("-")
    if text and digits.isascii() and digits.isdigit() and len(digits) <= 6 and low <= int(text) <= high:
        return int(text)
    if text:
        problems.error("EC713", f"{key} wants a whole number from {low} to {high}", section[key], field=key, value=text)
    return 0
