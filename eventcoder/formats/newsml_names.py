"""Names that writing and reading NewsML-G2 share: the namespace, our schemes, and codes with their alias.

Imports resources and tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from eventcoder.errors import ResourceError
from eventcoder.resources import codebooks_folder
from eventcoder.tables import read_table

__all__ = ["NAMESPACE", "STANDARD_VERSION", "Scheme", "qualified", "schemes"]

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
"""Namespace of all G2 items."""

STANDARD_VERSION = "2.35"
"""Version of NewsML-G2 that is written."""

COLUMNS = ("alias", "uri", "name", "definition")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A controlled vocabulary of ours.

    Attributes:
        alias: what stands before the colon of its codes.
        uri: what a code is put behind to make its IRI.
        name, definition: for people.
    """

    alias: str
    uri: str
    name: str
    definition: str


@cache
def schemes() -> Mapping[str, Scheme]:
    """Alias -> scheme, in the order of the table.

    Raises:
        ResourceError: the table is missing or broken.
    """
    path = codebooks_folder("newsml", "schemes.csv")
    try:
        table = read_table(path, COLUMNS)
    except OSError as error:
        raise ResourceError(f"{path} cannot be read: {error}; install eventcoder again") from error
    if table.findings:
        raise ResourceError(f"{path} is not usable: {table.findings[0]}")
    return MappingProxyType({row["alias"]: Scheme(**{name: row[name] for name in COLUMNS}) for row in table.rows})


@cache
def qualified(name: str) -> str:
    """The full name of an element of G2."""
    return f"{{{NAMESPACE}}}{name}"
