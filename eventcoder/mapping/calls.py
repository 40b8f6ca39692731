"""Functions of several values, by name: codes that hang on several fields at once.

To add one, write a function of its arguments for a single row and put it under its name into CALLS. It is called once
for each combination of arguments that there is. Imports ontology and lookups.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from eventcoder.mapping.country_codes import convert_country
from eventcoder.mapping.lookups import table_rows
from eventcoder.ontology import Countries, Crosswalk, Plover
from eventcoder.validation.dates import parse, write

__all__ = ["CALLS", "FunctionOfValues"]

PIECE = 3
"""Letters of a piece of a CAMEO actor code."""
DIGITS = 15
"""Digits of numbers that are made for records whose format has numbers for ids: every program keeps them exactly."""

SHORT_DAY = 6
"""Digits of a day whose year has two."""

Codes = Iterable[str] | None


@dataclass(frozen=True, slots=True)
class FunctionOfValues:
    """A function of several values.

    Attributes:
        function: takes the values of a row by name; gives a text, a list of texts, or several of them by name.
        says: what it gives, for the documentation.
        lists: names of what it gives as lists.
        fails: what is wrong where nothing comes of a first argument that is there; None where that is no fault.
    """

    function: Callable[..., Any]
    says: str
    lists: frozenset[str | None] = field(default_factory=frozenset)
    fails: str | None = None

    def dtype(self, take: str | None) -> str:
        """Whether what is taken is a "text" or a "list"."""
        return "list" if take in self.lists else "text"


# events ---


@lru_cache(maxsize=4096)
def _cameo_code(event: Codes, modes: Codes = None, contexts: Codes = None) -> Mapping[str, str] | None:
    """The CAMEO code of a PLOVER event, and how well it fits."""
    names = list(event or ())
    if not names:
        return None
    found = Crosswalk.load().plover_to_cameo(names[0], next(iter(modes or ()), None), contexts or ())
    return None if found is None else {"code": found.code, "quality": found.quality}


def _plover_score(event: str | None, mode: str | None = None) -> str | None:
    """PLOVER's score of an event and its mode."""
    found = Plover.load().events.get(event or "")
    if found is None:
        return None
    score = found.modes[mode].score if mode and mode in found.modes else found.score
    return None if score is None else str(score)


def _number(id: str | None, prefix: str) -> str | None:
    """The number in an id that this format gave, else one made of the id's SHA-256."""
    if id is None:
        return None
    base, _, pair = id.rpartition("#")
    own = (base if pair == "1" else id).removeprefix(prefix).partition(":")[0]
    if (
        "#" not in own
        and (not pair.isdigit() or pair == "1" or not base)
        and id.startswith(prefix)
        and own.isascii()
        and own.isdigit()
        and len(own) <= DIGITS
        and int(own) > 0
    ):
        return str(int(own))
    number = int(hashlib.sha256(id.encode()).hexdigest(), 16)
    return str(10 ** (DIGITS - 1) + number % (9 * 10 ** (DIGITS - 1)))


# actors ---


@cache
def _pieces(table: str) -> Mapping[str, Mapping[str, str]]:
    """The rows of a table of pieces by their code."""
    return {row["code"]: row for row in table_rows(table)}


@cache
def _ethnic_spelling() -> Mapping[str, str]:
    """Codes of ethnic groups in capitals -> as the table writes them."""
    return {code.upper(): code for code in _pieces("cameo/ethnic.csv")}


@lru_cache(maxsize=65536)
def _actor(code: str | None, date: str | None = None) -> Mapping[str, Any] | None:
    """What the pieces of a CAMEO actor code say; None where none of them is known."""
    if not code:
        return None
    crosswalk = Crosswalk.load()
    country = group_code = actor_class = ethnicity = religion = None
    sectors: dict[str, None] = {}
    known = False
    for place, piece in enumerate(_own_pieces(code)):
        kind = _kind(piece, place == 0)
        known = known or kind is not None
        target = crosswalk.cameo_actor_to_plover(piece)
        if kind == "country":
            region = _pieces("cameo/regions.csv").get(piece)
            country = convert_country(piece, "cameo", "code", date) or (region["country"] if region else None)
        elif kind == "group":
            group = _pieces("cameo/groups.csv")[piece]
            group_code = group_code or group["country"] or group["plover"] or None
        elif kind == "religion":
            religion = religion or piece
        elif kind == "ethnic":
            ethnicity = ethnicity or piece
        if target is not None and target.code is not None:
            known = True
            if target.kind == "actor code":
                actor_class = actor_class or target.code
            else:
                sectors[target.code] = None
    if not known:
        return None
    return {
        "code": country or group_code or actor_class,
        "sectors": list(sectors),
        "ethnicity": ethnicity,
        "religion": religion,
    }


@lru_cache(maxsize=65536)
def _cameo_actor(
    code: str | None = None,
    sectors: Any = None,
    cameo: str | None = None,
    ethnicity: str | None = None,
    religion: str | None = None,
    date: str | None = None,
) -> Mapping[str, str | None] | None:
    """The CAMEO code of a party, whole and in its kinds of pieces."""
    pieces = [(piece, _kind(piece, place == 0)) for place, piece in enumerate(_own_pieces(cameo))]
    pieces = pieces or _made_pieces(code, sectors, ethnicity, religion, date)
    if not pieces:
        return None
    kinds: dict[str, list[str]] = {kind: [] for kind in ("country", "group", "ethnic", "religion", "type")}
    for piece, kind in pieces:
        if kind is not None:
            kinds[kind].append(piece)
    kinds["country"].sort(key=lambda piece: convert_country(piece, "cameo", "code", date) != code)
    found: dict[str, str | None] = {"code": "".join(piece for piece, _ in pieces)}
    for kind, most in (("country", 1), ("group", 1), ("ethnic", 1), ("religion", 2), ("type", 3)):
        for place in range(most):
            name = kind if most == 1 else f"{kind}{place + 1}"
            found[name] = kinds[kind][place] if place < len(kinds[kind]) else None
    found["roles"] = "".join(kinds["type"]) or None
    return found


def _own_pieces(cameo: str | None) -> list[str]:
    """The pieces of a code, ethnic groups as the table writes them; none where it is not made of pieces."""
    if not cameo or len(cameo) % PIECE:
        return []
    pieces = [cameo[start : start + PIECE] for start in range(0, len(cameo), PIECE)]
    return [
        piece if _kind(piece, place == 0) or _other(piece) else _ethnic_spelling().get(piece.upper(), piece)
        for place, piece in enumerate(pieces)
    ]


def _made_pieces(
    code: str | None, sectors: Any, ethnicity: str | None, religion: str | None, date: str | None
) -> list[tuple[str, str | None]]:
    """Pieces that say what the fields of a party say, and what each is."""
    crosswalk = Crosswalk.load()
    pieces: list[tuple[str, str | None]] = []
    if code:
        country = convert_country(code, "code", "cameo", date)
        known = country or crosswalk.cameo_actors.get(code) or _group_of().get(code)
        pieces += [(known, _kind(known, first=country is not None))] if known else []
    pieces += [(ethnicity, "ethnic")] if ethnicity and ethnicity in _pieces("cameo/ethnic.csv") else []
    pieces += [(religion, "religion")] if religion and religion in _pieces("cameo/religions.csv") else []
    for role in dict.fromkeys(crosswalk.cameo_actors.get(sector) for sector in sectors or ()):
        if role:
            pieces.append((role, "type" if role in _type_codes() else None))
    return pieces


@cache
def _group_of() -> Mapping[str, str]:
    """PLOVER actor code -> the CAMEO group of the same name, where there is one."""
    labels = {row["label"]: row["code"] for row in table_rows("plover/actor_codes.csv")}
    return {labels[row["label"]]: row["code"] for row in table_rows("cameo/groups.csv") if row["label"] in labels}


@lru_cache(maxsize=4096)
def _kind(piece: str, first: bool) -> str | None:
    """What a piece of a CAMEO actor code is; what stands first is a country if it can be one."""
    country = piece in _cameo_countries()
    if first and country:
        return "country"
    if piece in _pieces("cameo/groups.csv"):
        return "group"
    if piece in _type_codes():
        return "type"
    if piece in _pieces("cameo/religions.csv"):
        return "religion"
    if country:
        return "country"
    return "ethnic" if piece in _pieces("cameo/ethnic.csv") else None


@cache
def _cameo_countries() -> frozenset[str]:
    codes = {code for country in Countries.load().rows for code in country.codes.get("cameo", ())}
    return frozenset(codes | _pieces("cameo/regions.csv").keys())


def _other(piece: str) -> bool:
    """Whether a piece is known, though none of GDELT's kinds."""
    return piece in _pieces("gdelt/actor_pieces.csv") or piece in _pieces("cameo/roles.csv")


@cache
def _type_codes() -> frozenset[str]:
    roles = {row["code"] for row in table_rows("cameo/roles.csv") if row["in_gdelt"] == "yes"}
    others = ("cameo/international.csv", "gdelt/type_codes.csv")
    return frozenset(roles | {row["code"] for table in others for row in table_rows(table)})


def _hashable(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with lists as tuples, which can be remembered."""

    def called(**arguments: Any) -> Any:
        given = {name: tuple(each) if isinstance(each, list) else each for name, each in arguments.items()}
        return function(**given)

    return called


# lists and days ---


def _others(items: Codes, item: str | None = None) -> list[str]:
    """The items of a list but one, each once."""
    return [each for each in dict.fromkeys(items or ()) if each != item]


def _day_of_century(text: str | None, first_year: str) -> str | None:
    """A day YYMMDD or YYYYMMDD; a year of two digits lies in the hundred years from first_year on."""
    if text is None:
        return None
    if len(text) == SHORT_DAY and text.isascii() and text.isdigit():
        year, first = int(text[:2]), int(first_year)
        text = f"{first + (year - first) % 100:04}{text[2:]}"
    moment = parse(text, ("YYYYMMDD",))
    return write(moment, "YYYY-MM-DD") if moment else None


CALLS: Mapping[str, FunctionOfValues] = {
    "cameo-code": FunctionOfValues(_hashable(_cameo_code), "the nearest CAMEO code of the PLOVER event"),
    "plover-score": FunctionOfValues(_plover_score, "PLOVER's score of event and mode"),
    "number": FunctionOfValues(
        _number, "the number in the id, where the format gave it; else one made of the id's SHA-256"
    ),
    "actor": FunctionOfValues(
        _hashable(_actor),
        "what the pieces of the CAMEO actor code say",
        frozenset({"sectors"}),
        "has no piece that CAMEO knows",
    ),
    "cameo-actor": FunctionOfValues(_hashable(_cameo_actor), "the CAMEO code of the party"),
    "others": FunctionOfValues(_hashable(_others), "the others", frozenset({None})),
    "day-of-century": FunctionOfValues(
        _day_of_century, "the day, YYMMDD or YYYYMMDD; years of two digits lie in the hundred years from first_year on"
    ),
}
"""Every function by its name."""
