"""The lexicon: every name that the codebook's tables know, with what it stands for and when.

Tables: `countries/countries.csv` and `names.csv` (packaged, beside the codebooks) and `actors/*.csv` of each layer of
the codebook, the lowest first. A name in a higher layer replaces the same name in the lower ones; a row of kind
"none" removes it. Rows stay plain cells until an entry is asked for, so that loading costs microseconds a name.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from eventcoder.actors.spelling import key, sound
from eventcoder.actors.words import read_words
from eventcoder.errors import ResourceError
from eventcoder.resources import codebooks_folder

__all__ = ["COUNTRY_KINDS", "GROUP_KINDS", "PLACE_KINDS", "Condition", "Entry", "Lexicon"]

BLOCK = "block"
"""Kind of a longer phrase that is no actor and hides the names inside it ("Bank of America")."""
PERSON = "person"
ARMED_GROUP = "armed_group"
ORGANIZATION = "organization"
COUNTRY_KINDS = frozenset({"country", "adjective", "demonym", "capital", "city", "metonym", "region"})
"""Kinds of the names in countries/names.csv."""
PLACE_KINDS = frozenset({"country", "capital", "city", "region"})
GROUP_KINDS = frozenset({"organization", "armed_group", "party", "institution", "media", "company"})
_REMOVED = "none"
_KIND_OF_NAMES = {"name": "country"}  # what names.csv calls a name of a country is an entry of kind "country"
_NO_GIVEN_NAMES = ("FUNCTION_WORDS", "COMPASS_WORDS", "TITLES", "TIME_NAMES", "COURTESY")
# Where one name has several entries: what it most likely means.
_PREFERENCE = {"ethnic": 2, "religion": 2} | dict.fromkeys(COUNTRY_KINDS, 1) | {"city": 3, BLOCK: 4}
_FIRST_LETTERS = 3  # acronyms up to this length must be written in capitals: "WHO", not "Who"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold where a name stands, from the table's condition column.

    Attributes:
        case: the name counts only in exactly this case ("US", not "us").
        not_after: keys of words or phrases that may not stand directly in front ("great" for "Danes").
        not_before: keys of words or phrases that may not follow directly ("river" for "Congo").
        not_surname: not behind a capitalised word that could be a given name ("Michael Jordan").
        not_given_name: not in front of a capitalised word that could be a surname ("Chad Smith").
        second: a minor reading, taken only where the text names the country otherwise too.
    """

    case: bool = False
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_surname: bool = False
    not_given_name: bool = False
    second: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for.

    Attributes:
        id: number of the entry in its lexicon.
        name: main name.
        kind: country, adjective, demonym, capital, city, metonym, region, organization, armed_group, person,
            institution, party, media, company, religion or ethnic.
        country: ISO 3166-1 alpha-3 code or "".
        code: PLOVER actor code: a country, or IGO UNO EUR NGO ISM IMG MNC; "" where none is known.
        sector: PLOVER sector or "".
        other_sectors: further sectors.
        cameo: whole CAMEO actor code or, for religions and ethnic groups, the group's code; "" to be assembled.
        since, until: ISO dates, years or "" (inclusive).
        office: office of a person, e.g. "foreign minister".
        source: where the fact is from.
    """

    id: int
    name: str
    kind: str
    country: str = ""
    code: str = ""
    sector: str = ""
    other_sectors: tuple[str, ...] = ()
    cameo: str = ""
    since: str = ""
    until: str = ""
    office: str = ""
    source: str = ""

    def valid(self, date: str | None) -> bool:
        """Whether the entry holds on an ISO date; any entry does where there is no date."""
        if not date:
            return True
        return self.since <= date and (not self.until or date[: len(self.until)] <= self.until)

    def over(self, date: str | None) -> bool:
        """Whether the entry ended before the date."""
        return bool(date and self.until and date[: len(self.until)] > self.until)


class Lexicon:
    """Names and what they stand for. Make one by `Lexicon.load`.

    Attributes:
        longest: key of a name's first word -> number of words in the longest name that begins so.
        beginnings: the first two words of all longer names, so that a search stops early.
        names: key -> (spelling, row number) pairs.
        country_cameo: country code -> CAMEO country code.
        no_given_names: words that, capitalised in front of a name, are no given name.
        lowercase_names: words that some papers write without a capital in names ("European commission").
        lowercase_heads: those of them that such a name can end with.
        files: the tables read, in order.
    """

    def __init__(self) -> None:
        self.longest: dict[str, int] = {}
        self.beginnings: set[str] = set()
        self.names: dict[str, list[tuple[str, int]]] = {}
        self.country_cameo: dict[str, str] = {}
        self.no_given_names: frozenset[str] = frozenset()
        self.lowercase_names: frozenset[str] = frozenset()
        self.lowercase_heads: frozenset[str] = frozenset()
        self.files: list[Path] = []
        self._rows: list[list[str]] = []
        self._columns: list[Mapping[str, int]] = []
        self._layers: list[int] = []
        self._entries: dict[int, Entry] = {}
        self._surnames: dict[str, list[int]] | None = None
        self._sounds: dict[str, list[int]] | None = None

    @classmethod
    def load(cls, folders: Iterable[Path], countries: Path | None = None) -> "Lexicon":
        """Read the tables.

        Args:
            folders: the codebook's folders, the lowest layer first (Codebook.folders).
            countries: folder with countries.csv and names.csv; the packaged one by default.

        Raises:
            ResourceError: a table cannot be read, or has no column "name".
        """
        lexicon, folders = cls(), list(folders)
        words = read_words(folders)
        lexicon.no_given_names = frozenset().union(*(words.set(name) for name in _NO_GIVEN_NAMES))
        lexicon.lowercase_names = words.set("LOWERCASE_NAMES")
        lexicon.lowercase_heads = words.set("LOWERCASE_HEADS")
        countries = codebooks_folder("countries") if countries is None else countries
        lexicon._read_countries(countries)
        for layer, folder in enumerate(folders, start=1):
            for path in sorted((folder / "actors").glob("*.csv")):
                lexicon._read(path, layer)
        return lexicon

    def __len__(self) -> int:
        return len(self.names)

    def entry(self, number: int) -> Entry:
        """The entry of a row."""
        found = self._entries.get(number)
        if found is None:
            found = self._entries[number] = self._entry(number)
        return found

    def lookup(self, name: str, date: str | None = None) -> list[Entry]:
        """Entries of a name, in any spelling of it, that hold at an ISO date; the likeliest first.

        Case is not looked at here: that is for text (`find_mentions`).
        """
        numbers = [number for _, number in self.names.get(key(name), ())]
        return [entry for entry in self.ranked(numbers) if entry.valid(date)]

    def ranked(self, numbers: Iterable[int]) -> list[Entry]:
        """Entries of rows, the likeliest meaning first, each once."""
        entries = [self.entry(number) for number in dict.fromkeys(numbers)]
        if len(entries) > 1:
            entries.sort(key=lambda entry: _PREFERENCE.get(entry.kind, 0))
        return entries

    def condition(self, number: int) -> Condition:
        """The conditions of a row's names."""
        column = self._columns[number].get("condition")
        return parse_condition(self._rows[number][column]) if column is not None else parse_condition("")

    def is_country(self, number: int) -> bool:
        """Whether a row is from the table of country names."""
        return self._layers[number] == 0

    def people(self, surname: str) -> list[Entry]:
        """Persons whose last name has this key, whether or not the last name alone is a name of theirs."""
        if self._surnames is None:
            surnames: dict[str, list[int]] = {}
            for number, (cells, columns) in enumerate(zip(self._rows, self._columns, strict=True)):
                kind = columns.get("kind")
                if kind is not None and cells[kind] == PERSON:
                    surnames.setdefault(key(cells[columns["name"]]).rsplit(" ", 1)[-1], []).append(number)
            self._surnames = surnames
        return [self.entry(number) for number in self._surnames.get(surname, ())]

    def respelled(self, name: str) -> list[Entry]:
        """Persons whose whole name sounds like this key: "Francois Mitterand"."""
        if self._sounds is None:
            sounds: dict[str, list[int]] = {}
            for words, rows in self.names.items():
                if " " in words:
                    for _, number in rows:
                        kind = self._columns[number].get("kind")
                        if kind is not None and self._rows[number][kind] == PERSON:
                            sounds.setdefault(sound(words), []).append(number)
            self._sounds = sounds
        return [self.entry(number) for number in self._sounds.get(sound(name), ())]

    def _read_countries(self, folder: Path) -> None:
        table = folder / "countries.csv"
        for cells, columns in self._lines(table) if table.is_file() else ():
            code, cameo = cells[columns["code"]], columns.get("cameo")
            self.country_cameo.setdefault(code, (cells[cameo] if cameo is not None else "") or code)
        names = folder / "names.csv"
        if names.is_file():
            self._read(names, 0)

    def _read(self, path: Path, layer: int) -> None:
        rows, layers, columns_of = self._rows, self._layers, self._columns
        names, longest = self.names, self.longest
        for cells, columns in self._lines(path):
            if "name" not in columns or "kind" not in columns:
                break  # a table of something else, e.g. members
            number = len(rows)
            name, kind = cells[columns["name"]], cells[columns["kind"]]
            rows.append(cells)
            layers.append(layer)
            columns_of.append(columns)
            aliases = cells[columns["aliases"]] if "aliases" in columns else ""
            for spelling in (name, *aliases.split(";")) if aliases else (name,):
                spelling = spelling.strip()
                words = key(spelling)
                if not words:
                    continue
                present = names.get(words)
                if kind == _REMOVED:
                    names.pop(words, None)
                    continue
                if present is None or (layer > 1 and layers[present[0][1]] < layer):
                    names[words] = [(spelling, number)]
                else:
                    present.append((spelling, number))
                first, _, rest = words.partition(" ")
                size = 1
                if rest:
                    size = rest.count(" ") + 2
                    self.beginnings.add(f"{first} {rest.partition(' ')[0]}" if size > 2 else words)
                if longest.get(first, 0) < size:
                    longest[first] = size

    def _lines(self, path: Path) -> Iterator[tuple[list[str], Mapping[str, int]]]:
        self.files.append(path)
        columns: Mapping[str, int] = {}
        try:
            with open(path, encoding="utf-8", newline="") as stream:
                for cells in csv.reader(stream):
                    if not cells or cells[0].startswith("#"):
                        continue
                    if not columns:
                        columns = {column: place for place, column in enumerate(cells)}
                        width = len(cells)
                    elif len(cells) == width:  # ragged rows are findings of the codebook's lint
                        yield cells, columns
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise ResourceError(f"{path} cannot be read as UTF-8 CSV: {error}") from error

    def _entry(self, number: int) -> Entry:
        cells, columns = self._rows[number], self._columns[number]

        def cell(*names: str) -> str:
            return next((cells[columns[name]] for name in names if name in columns), "")

        country = cell("code") if self._layers[number] == 0 else cell("country")
        sectors = cell("other_sectors")
        return Entry(
            id=number,
            name=cell("name"),
            kind=_KIND_OF_NAMES.get(cell("kind"), cell("kind")),
            country=country,
            code=cell("code") or country,
            sector=cell("sector"),
            other_sectors=tuple(part.strip() for part in sectors.split(";") if part.strip()) if sectors else (),
            cameo=cell("cameo") if self._layers[number] else "",
            since=cell("from", "valid_from"),
            until=cell("to", "valid_to"),
            office=cell("office"),
            source=cell("source"),
        )


@lru_cache(maxsize=4096)
def parse_condition(text: str) -> Condition:
    """A condition cell, parts separated by semicolons: case, second, not_surname, not_name (neither surname nor given
    name), not_before=words, not_after=words; words or phrases are separated by |."""
    flags: set[str] = set()
    words: dict[str, frozenset[str]] = {}
    for part in text.split(";") if text else ():
        name, _, values = part.strip().partition("=")
        flags.add(name)
        if values:
            words[name] = frozenset(key(piece) for piece in values.split("|") if key(piece))
    return Condition(
        case="case" in flags,
        not_after=words.get("not_after", frozenset()),
        not_before=words.get("not_before", frozenset()),
        not_surname="not_surname" in flags or "not_name" in flags,
        not_given_name="not_name" in flags,
        second="second" in flags,
    )


def written_in_capitals(spelling: str) -> bool:
    """Whether a name is an acronym so short that it must stand in capitals."""
    letters = spelling.replace(".", "")
    return letters.isupper() and len(letters) <= _FIRST_LETTERS
