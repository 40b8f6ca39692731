"""The record's columns as polars types, made of the models. Imports records."""

from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from eventcoder.records import Event

if TYPE_CHECKING:
    import polars

__all__ = ["record_schema"]


@cache
def record_schema() -> "polars.Schema":
    """Field -> type, with the record's own nesting."""
    import polars

    return polars.Schema({name: _dtype(field.annotation) for name, field in Event.model_fields.items()})


def _dtype(annotation: Any) -> Any:
    import polars

    origin = get_origin(annotation)
    if origin is Annotated:
        return _dtype(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return _dtype(next(each for each in get_args(annotation) if each is not type(None)))
    if origin is tuple:
        return polars.List(_dtype(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return polars.Struct({name: _dtype(field.annotation) for name, field in annotation.model_fields.items()})
    return {str: polars.String, int: polars.Int64, float: polars.Float64, bool: polars.Boolean}[annotation]
