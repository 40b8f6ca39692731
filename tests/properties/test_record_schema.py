"""The model and the JSON Schema of our record accept the same."""

import json
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from pydantic import ValidationError

from eventcoder.records import Event
from eventcoder.validation.schema import accepts, schema_findings

from .strategies import records, spoilt

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def model_accepts(value: Any) -> bool:
    """Whether the model takes the value; from text and from Python values it must be the same."""
    answers = set()
    for read in (lambda: Event.from_json(json.dumps(value)), lambda: Event.model_validate(value)):
        try:
            read()
        except ValidationError:
            answers.add(False)
        else:
            answers.add(True)
    (answer,) = answers
    return answer


@SLOW
@given(records())
def test_records_of_the_strategy_are_accepted_by_both(record: dict[str, Any]) -> None:
    assert accepts(record)
    assert model_accepts(record)


@SLOW
@given(records())
def test_what_the_model_writes_is_accepted_by_the_schema_and_read_back(record: dict[str, Any]) -> None:
    event = Event.model_validate(record)
    line = event.to_json()
    assert accepts(orjson.loads(line))
    assert Event.from_json(line) == event
    assert Event.from_json(line).to_json() == line


@settings(SLOW, max_examples=250)
@given(spoilt())
def test_both_say_the_same_of_a_spoilt_record(value: Any) -> None:
    assert model_accepts(value) == accepts(value)


@SLOW
@given(spoilt())
def test_findings_are_there_exactly_where_the_schema_rejects(value: Any) -> None:
    found = list(schema_findings(value, file="f", line=1, row=1))
    assert bool(found) != accepts(value)
    assert all(finding.code != "EC299" and finding.message for finding in found)
