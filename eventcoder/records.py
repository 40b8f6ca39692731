"""The record: one coded event, with PLOVER's fields and ours. See docs/record.md and schemas/record.schema.json.

The models accept exactly what the schema accepts (a property test holds them to it): code lists, lengths and limits are
read from the schema, none stand here. All values are frozen and all sequences are tuples; lists are taken and turned
into tuples. A whole event costs about 30 microseconds to make and 5 to serialise, so there is no unchecked path.
Imports vocabulary, resources and errors alone.
"""

import datetime
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Annotated, Any, Self

import orjson
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    Strict,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from eventcoder.vocabulary import codes, legal_modes

__all__ = [
    "SCHEMA_VERSION",
    "Attribution",
    "Cameo",
    "CiteInfo",
    "Claim",
    "Entity",
    "Event",
    "Evidence",
    "Location",
    "Reliability",
    "Size",
    "SourceCoding",
    "Span",
    "TextInfo",
    "event_id",
]

SCHEMA_VERSION = "1.0"
"""Version of the record that this release writes."""

MAX_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly."""

Span = tuple[int, int]
"""Start and end in characters, half open."""


class _OneOf:
    """Marks a text that must be in a code list of the schema."""

    def __init__(self, definition: str) -> None:
        self.definition = definition

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(codes(self.definition)))


class _Whole:
    """Marks an integer within limits; takes 3.0 for 3, as JSON Schema does, but neither "3" nor true."""

    def __init__(self, low: int, high: int = MAX_INTEGER) -> None:
        self.low, self.high = low, high

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        whole = core_schema.int_schema(strict=True, ge=self.low, le=self.high)
        number = core_schema.float_schema(strict=True, ge=self.low, le=self.high, multiple_of=1.0)
        rounded = core_schema.no_info_after_validator_function(int, number)
        return core_schema.union_schema([whole, rounded], mode="left_to_right")


@lru_cache(maxsize=4096)
def _calendar_date(text: str) -> str:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("date", "no such day in the calendar; write YYYY-MM-DD") from None
    return text


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(values) > 1 and len(set(values)) < len(values):
        raise PydanticCustomError("unique", "a value stands twice")
    return values


# The limit is out of reach; it makes pydantic look at the characters, so that unpaired surrogates are rejected.
Text = Annotated[str, Strict(), StringConstraints(max_length=MAX_INTEGER)]
Filled = Annotated[str, Strict(), StringConstraints(min_length=1)]
Flag = Annotated[bool, Strict()]
Offset = Annotated[int, _Whole(0)]
Quad = Annotated[int, _Whole(1, 4)]
Score = Annotated[float, Strict(), Field(ge=-10, le=10)]
Latitude = Annotated[float, Strict(), Field(ge=-90, le=90)]
Longitude = Annotated[float, Strict(), Field(ge=-180, le=180)]
DateText = Annotated[
    str, Strict(), StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_calendar_date)
]
EntityCode = Annotated[str, Strict(), StringConstraints(pattern=r"^[A-Z]{3}$")]
CameoActor = Annotated[str, Strict(), StringConstraints(pattern=r"^[A-Za-z0-9]{1,30}$")]
Digest = Annotated[str, Strict(), StringConstraints(pattern=r"^[0-9a-f]{64}$")]
EventLabel = Annotated[str, _OneOf("event")]
Mode = Annotated[str, _OneOf("mode")]
Context = Annotated[str, _OneOf("context")]
Sector = Annotated[str, _OneOf("sector")]
Auxiliary = Annotated[str, _OneOf("auxiliary")]
ClaimType = Annotated[str, _OneOf("claim_type")]
Stance = Annotated[str, _OneOf("stance")]
Grade = Annotated[str, _OneOf("grade")]
Chance = Annotated[float, Strict(), Field(ge=0, le=1)]
Distinct = AfterValidator(_distinct)


class _Part(BaseModel):
    """What all parts of a record have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class Entity(_Part):
    """An actor, recipient, claimant or speaker.

    Attributes:
        code: country (ISO 3166-1 alpha-3) or PLOVER's code of a non-state actor; None where it could not be told.
        sector: PLOVER sector; other_sectors: further ones.
        entity_text: the words of the text; start, end: where they stand, characters into the document, half open.
        identifier_id, identifier_text: identifier and name in the lexicon or another authority.
        religion, ethnicity: code or words.
        office: office held.
        cameo: whole CAMEO actor code: country or international class, ethnic or religious group, roles, own code.
        resolved_by: how the codes were found.
        route: where in the sentence the role was found.
    """

    code: EntityCode | None = None
    sector: Sector | None = None
    other_sectors: Annotated[tuple[Sector, ...], Distinct] = ()
    entity_text: Text | None = None
    identifier_id: Text | None = None
    identifier_text: Text | None = None
    religion: Text | None = None
    ethnicity: Text | None = None
    office: Text | None = None
    start: Offset | None = None
    end: Offset | None = None
    cameo: CameoActor | None = None
    resolved_by: Text | None = None
    route: Text | None = None


class Location(_Part):
    """A place (`event_loc`): PLOVER's names; lat and lon in degrees, resolution 1 (point) to 5 (country)."""

    extracted_place: Text | None = None
    resolved_place: Text | None = None
    geonameid: Annotated[str, Strict(), StringConstraints(pattern=r"^[0-9]{1,12}$")] | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    city: Text | None = None
    district: Text | None = None
    province: Text | None = None
    country: Text | None = None
    country_code: EntityCode | None = None
    feature_class: Annotated[str, Strict(), StringConstraints(pattern=r"^[A-Z]$")] | None = None
    feature_code: Text | None = None
    resolution: Annotated[int, _Whole(1, 5)] | None = None


class TextInfo(_Part):
    """Place of the sentence: its number in the document from 0, and its characters, half open."""

    sequence: Offset
    start: Offset
    end: Offset


class CiteInfo(_Part):
    """Citation of the document, with PLOVER's names; language by ISO 639-1."""

    corpus: Text | None = None
    citation: Text | None = None
    url: Text | None = None
    title: Text | None = None
    language: Annotated[str, Strict(), StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
    publication: Text | None = None
    license: Text | None = None
    copyright: Text | None = None
    coder: Text | None = None
    codebook: Text | None = None
    version: Text | None = None


class Size(_Part):
    """Numbers of people killed, injured and arrested."""

    dead: Offset | None = None
    injured: Offset | None = None
    arrested: Offset | None = None


class Cameo(_Part):
    """CAMEO coding: code of two to four digits, its root (first two), label, Goldstein score, quad class."""

    code: Annotated[str, Strict(), StringConstraints(pattern=r"^[0-9]{2,4}$")]
    root: Annotated[str, Strict(), StringConstraints(pattern=r"^(0[1-9]|1[0-9]|20)$")]
    label: Text | None = None
    goldstein: Score | None = None
    quad: Quad | None = None


class SourceCoding(_Part):
    """Coding of a converted record in the scheme that it came in."""

    scheme: Filled
    type: Text | None = None
    subtype: Text | None = None


class Claim(_Part):
    """A justification: type, stance, who makes it, the words and where they stand, instrument named, rule."""

    type: ClaimType
    stance: Stance
    claimant: Entity | None = None
    text: Text | None = None
    start: Offset | None = None
    end: Offset | None = None
    basis: Text | None = None
    rule: Text | None = None


class Attribution(_Part):
    """Who reported the event, with the reporting verb's lemma and where the reporting words stand."""

    entities: tuple[Entity, ...] = ()
    verb: Text | None = None
    start: Offset | None = None
    end: Offset | None = None


class Evidence(_Part):
    """A rule that fired, the words it fired on, where they stand, and how their clause hangs on the next."""

    rule: Text | None = None
    text: Text | None = None
    start: Offset | None = None
    end: Offset | None = None
    clause: Text | None = None


class Reliability(_Part):
    """How far an event can be trusted: a grade and the chances that the event, its actor and its recipient are right,
    of the latter two where the event is. docs/reliability.md says how they are made."""

    grade: Grade
    event: Chance
    actor: Chance
    recipient: Chance


_fields = attrgetter("__dict__")


class Event(_Part):
    """One coded event. Dates are ISO texts (YYYY-MM-DD); `date` must be given but may be None.

    The fields are described in docs/record.md. A field that is not given has its empty value; all are written.
    """

    schema_version: Text = SCHEMA_VERSION
    id: Filled
    document_id: Filled | None = None
    date: DateText | None
    actor: tuple[Entity, ...]
    recipient: tuple[Entity, ...] = ()
    event: Annotated[tuple[EventLabel, ...], Field(max_length=1)]
    mode: Annotated[tuple[Mode, ...], Distinct] = ()
    context: Annotated[tuple[Context, ...], Distinct] = ()
    quad_code: Quad | None = None
    event_scale: Score | None = None
    event_loc: Location | None = None
    event_text: tuple[Text, ...] = ()
    text: Text | None = None
    text_info: TextInfo | None = None
    cite_info: CiteInfo | None = None
    coder: Text | None = None
    coded_date: DateText | None = None
    link: Filled | None = None
    size: Size | None = None
    mentions: Offset | None = None
    directed: Flag = True
    cameo: Cameo | None = None
    source_coding: SourceCoding | None = None
    auxiliary: Annotated[tuple[Auxiliary, ...], Distinct] = ()
    claims: tuple[Claim, ...] = ()
    attribution: Attribution | None = None
    evidence: tuple[Evidence, ...] = ()
    reliability: Reliability | None = None
    provenance: Digest | None = None

    @model_validator(mode="after")
    def _codes_agree(self) -> Self:
        if self.schema_version != SCHEMA_VERSION:
            raise PydanticCustomError("version", f"this release reads version {SCHEMA_VERSION}")
        if self.mode:
            legal = legal_modes()[self.event[0]] if self.event else frozenset()
            for mode in self.mode:
                if mode not in legal:
                    name = self.event[0] if self.event else "a record without event"
                    listed = ", ".join(sorted(legal)) or "none"
                    raise PydanticCustomError("mode", f"{name} has no mode {mode}; it has {listed}")
        return self

    def to_json(self) -> bytes:
        """The record as one line of JSON (UTF-8, no newline): every field, names sorted, always the same bytes."""
        return orjson.dumps(self.__dict__, default=_fields, option=orjson.OPT_SORT_KEYS)

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """Read a record back.

        Raises:
            pydantic.ValidationError: it is no JSON, or not a record as the schema has it.
        """
        return cls.model_validate_json(data)


def event_id(
    document_id: str | None,
    sentence: Span,
    event: str = "",
    mode: Iterable[str] = (),
    actor: Iterable[Span] = (),
    recipient: Iterable[Span] = (),
    trigger: Iterable[Span] = (),
) -> str:
    """The identifier of an event: the same event of the same document always has the same.

    It is the hexadecimal SHA-256 of the JSON array [document id, sentence span, event, modes, spans of the actors,
    spans of the recipients, spans of the trigger], written without blanks in UTF-8; modes and spans sorted, spans as
    [start, end] in characters into the document. So it does not hang on codes of actors, on rule names or on order.

    Args:
        document_id: the document's identifier.
        sentence: where the sentence stands in the document.
        event: PLOVER event, or the CAMEO code where there is none.
        mode: its modes.
        actor: where the actors stand.
        recipient: where the recipients stand.
        trigger: where the words of the trigger stand.
    """
    parts = (document_id, sentence, event, sorted(mode), sorted(actor), sorted(recipient), sorted(trigger))
    return sha256(orjson.dumps(parts)).hexdigest()
