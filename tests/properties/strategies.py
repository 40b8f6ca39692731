"""Hypothesis strategies: JSON values of whole records, and ways to spoil them."""

import copy
import datetime
from typing import Any

from hypothesis import strategies as st

from eventcoder.vocabulary import codes, legal_modes

WORDS = st.text(max_size=12)
OFFSET = st.integers(0, 2**53 - 1)
DATE = st.dates(datetime.date(1, 1, 1)).map(datetime.date.isoformat)
SCORE = st.floats(-10, 10) | st.integers(-10, 10)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def some_of(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True) if values else st.just([])


def part(required: dict[str, Any] | None = None, **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required or {}, optional={name: st.none() | value for name, value in optional.items()})


ENTITY = st.builds(
    lambda fields, sectors: fields | sectors,
    part(
        code=st.from_regex(r"[A-Z]{3}", fullmatch=True),
        sector=st.sampled_from(codes("sector")),
        entity_text=WORDS,
        identifier_id=WORDS,
        identifier_text=WORDS,
        religion=WORDS,
        ethnicity=WORDS,
        office=WORDS,
        start=OFFSET,
        end=OFFSET,
        cameo=st.from_regex(r"[A-Za-z0-9]{1,30}", fullmatch=True),
        resolved_by=WORDS,
        route=WORDS,
    ),
    st.fixed_dictionaries({}, optional={"other_sectors": some_of(codes("sector"))}),
)
LOCATION = part(
    extracted_place=WORDS,
    geonameid=st.from_regex(r"[0-9]{1,12}", fullmatch=True),
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    country_code=st.from_regex(r"[A-Z]{3}", fullmatch=True),
    feature_class=st.from_regex(r"[A-Z]", fullmatch=True),
    resolution=st.integers(1, 5),
)
TEXT_INFO = st.fixed_dictionaries({"sequence": OFFSET, "start": OFFSET, "end": OFFSET})
CITE_INFO = part(title=WORDS, url=WORDS, language=st.from_regex(r"[a-z]{2}", fullmatch=True), publication=WORDS)
CAMEO = part(
    {"code": st.from_regex(r"[0-9]{2,4}", fullmatch=True), "root": st.integers(1, 20).map("{:02}".format)},
    label=WORDS,
    goldstein=SCORE,
    quad=st.integers(1, 4),
)
CLAIM = part(
    {"type": st.sampled_from(codes("claim_type")), "stance": st.sampled_from(codes("stance"))},
    claimant=ENTITY,
    text=WORDS,
    start=OFFSET,
    end=OFFSET,
    basis=WORDS,
    rule=WORDS,
)
ATTRIBUTION = st.fixed_dictionaries({}, optional={"entities": st.lists(ENTITY, max_size=1), "verb": st.none() | WORDS})
EVIDENCE = part(rule=WORDS, text=WORDS, start=OFFSET, end=OFFSET, clause=WORDS)
CHANCE = st.floats(0, 1) | st.integers(0, 1)
RELIABILITY = st.fixed_dictionaries(
    {"grade": st.sampled_from(codes("grade")), "event": CHANCE, "actor": CHANCE, "recipient": CHANCE}
)
FILLED = st.text(min_size=1, max_size=8)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A JSON value that is a record of ours, with any part of the fields."""
    event = draw(st.lists(st.sampled_from(codes("event")), max_size=1))
    legal = tuple(sorted(legal_modes()[event[0]])) if event else ()
    fields: dict[str, Any] = {
        "schema_version": st.just("1.0"),
        "document_id": st.none() | FILLED,
        "recipient": st.lists(ENTITY, max_size=2),
        "mode": some_of(legal),
        "context": some_of(codes("context")),
        "quad_code": st.none() | st.integers(1, 4),
        "event_scale": st.none() | SCORE,
        "event_loc": st.none() | LOCATION,
        "event_text": st.lists(WORDS, max_size=2),
        "text": st.none() | WORDS,
        "text_info": st.none() | TEXT_INFO,
        "cite_info": st.none() | CITE_INFO,
        "coder": st.none() | WORDS,
        "coded_date": st.none() | DATE,
        "link": st.none() | FILLED,
        "size": st.none() | part(dead=OFFSET, injured=OFFSET, arrested=OFFSET),
        "mentions": st.none() | OFFSET,
        "directed": st.booleans(),
        "cameo": st.none() | CAMEO,
        "source_coding": st.none() | part({"scheme": FILLED}, type=WORDS, subtype=WORDS),
        "auxiliary": some_of(codes("auxiliary")),
        "claims": st.lists(CLAIM, max_size=1),
        "attribution": st.none() | ATTRIBUTION,
        "evidence": st.lists(EVIDENCE, max_size=2),
        "reliability": st.none() | RELIABILITY,
        "provenance": st.none() | st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    }
    required = {"id": FILLED, "date": st.none() | DATE, "actor": st.lists(ENTITY, max_size=2)}
    found: dict[str, Any] = draw(st.fixed_dictionaries(required, optional=fields))
    return found | {"event": event}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths to everything inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inner for place in places(part, (*path, key)))]


@st.composite
def spoilt(draw: st.DrawFn) -> Any:
    """A record with one thing changed anywhere; now and then the change is harmless."""
    record = copy.deepcopy(draw(records()))
    path = draw(st.sampled_from(places(record)[1:]))
    holder = record
    for key in path[:-1]:
        holder = holder[key]
    change = draw(st.sampled_from(("replace", "remove", "near", "add", "twice")))
    old = holder[path[-1]]
    if change == "replace":
        holder[path[-1]] = draw(JSON)
    elif change == "remove":
        del holder[path[-1]]
    elif change == "near":
        holder[path[-1]] = draw(st.sampled_from(near(old)))
    elif change == "twice" and isinstance(holder, list):
        holder.append(old)
    elif isinstance(holder, dict):
        holder[draw(st.text(max_size=6))] = draw(JSON)
    return record


def near(value: Any) -> list[Any]:
    """Values that look like a value but are something else."""
    if isinstance(value, str):
        other = ["", "٣٣٣٣-٠١-٠١", "2023-02-29", "2023-1-1", None, [value]]
        return [f"{value}\n", f" {value}", value.upper(), value[:-1], f"{value}0", *other]
    if isinstance(value, bool):
        return [int(value), str(value), None]
    if isinstance(value, int | float):
        return [float(value), str(value), bool(value), -value, value + 0.5, None, value * 10**6, 2**53]
    return [None, {}, [], "", [value], [{}], {"": value}]
