"""Plain word lists of a codebook: one word a line, in named sections, # for comments."""

from pathlib import Path

from eventcoder.errors import ResourceError

__all__ = ["read_word_lists"]


def read_word_lists(path: Path) -> dict[str, frozenset[str]]:
    """Read a file of sections such as "[never]", each followed by its words.

    Args:
        path: the file, UTF-8.

    Returns:
        Section to words, in folded case.

    Raises:
        ResourceError: the file is missing, or a word stands before the first section.
    """
    sections: dict[str, set[str]] = {}
    current: set[str] | None = None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        word = line.strip().casefold()
        if word.startswith("[") and word.endswith("]"):
            current = sections.setdefault(word[1:-1], set())
        elif word and not word.startswith("#"):
            if current is None:
                raise ResourceError(f"{path}:{number}: {word!r} stands before the first [section]")
            current.add(word)
    return {name: frozenset(words) for name, words in sections.items()}
