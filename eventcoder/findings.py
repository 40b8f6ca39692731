"""A finding: one problem in data, rules or a codebook, as a value with its place. Imports nothing of the library."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

__all__ = ["VALUE_LIMIT", "Finding", "Level"]

Level = Literal["error", "warning", "info"]
VALUE_LIMIT = 200
"""Characters of an offending value that a finding keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem, where it is, and what would be right.

    Attributes:
        code: stable documented code, e.g. "EC101".
        level: "error", "warning" or "info".
        message: what was found and what is legal.
        file: name of the file, as the caller gave it.
        line: line in the file, from 1.
        column: column in the line, from 1 (characters).
        row: record in the file, from 1, header not counted.
        field: name of the field, column or key.
        value: the offending value, cut to VALUE_LIMIT characters.
        hint: what to do, e.g. the nearest legal value.
        schema_path: JSON pointer into the schema that was broken.
    """

    code: str
    level: Level
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    row: int | None = None
    field: str | None = None
    value: str | None = None
    hint: str | None = None
    schema_path: str | None = None

    def __post_init__(self) -> None:
        if self.value is not None and len(self.value) > VALUE_LIMIT:
            object.__setattr__(self, "value", self.value[: VALUE_LIMIT - 1] + "…")

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place + ': ' if place else ''}{self.level} {self.code}: {self.message}{hint}"

    def as_dict(self) -> dict[str, Any]:
        """The finding as a JSON-ready mapping without empty fields."""
        return {key: value for key, value in asdict(self).items() if value is not None}
