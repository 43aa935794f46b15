"""Records as pandas, pydantic, FastAPI and others want them. Loaded when one of these asks."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import NoneType, SimpleNamespace, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ._record import Record, field_names
from .errors import TelnumError

_LINK = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
_NOT_LOADED = {"const": "not_loaded"}
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dict: {"type": "object"},
    NoneType: {"type": "null"},
    Decimal: {"type": "string", "format": "decimal"},
    datetime: {"type": "string", "format": "date-time"},
}
_MADE: dict[type[Record], dict[str, Any]] = {}


def fields(record: type[Record]) -> dict[str, Any]:
    """The fields as `dataclasses` has them. Links are none: they may not have been asked for."""
    if record not in _MADE:
        links = getattr(record, "_links", {})
        names = [(name, Any) for name in field_names(record) if name not in links]
        like = dataclasses.make_dataclass(record.__name__, names)
        _MADE[record] = {field.name: field for field in dataclasses.fields(like)}
    return _MADE[record]


def params(record: type[Record]) -> SimpleNamespace:
    """How `dataclasses` would have made the class."""
    return SimpleNamespace(init=True, repr=False, eq=True, order=False, frozen=True)


def core_schema(record: type[Record]) -> Any:
    """For pydantic: a record, or its canonical form, which is what it is written as."""
    from pydantic_core import core_schema as schemas  # type: ignore[import-not-found, unused-ignore]

    def read(value: Any) -> Record:
        if isinstance(value, record):
            return value
        if not isinstance(value, Mapping):
            raise ValueError(f"is neither `{record.__name__}` nor its canonical form")
        try:
            return record.from_dict(value)
        except TelnumError as error:
            raise ValueError(error.text) from None

    written = schemas.plain_serializer_function_ser_schema(record.to_dict)
    return schemas.no_info_plain_validator_function(read, serialization=written)


def json_schema(record: type[Record]) -> dict[str, Any]:
    """The JSON Schema of the canonical form."""
    links = getattr(record, "_links", {})
    hints = {name: it for name, it in get_type_hints(record).items() if name in record.__slots__}
    members = {
        name: _link(hint) if name in links else _schema(hint) for name, hint in hints.items()
    }
    for name, schema in members.items():
        schema["description"] = record.__slots__[name]
    return {
        "title": record.__name__,
        "description": record.__doc__ or "",
        "type": "object",
        "properties": members,
        "required": list(members),
    }


def _link(hint: Any) -> dict[str, Any]:
    if get_origin(hint) is tuple:
        return {"anyOf": [{"type": "array", "items": _LINK}, _NOT_LOADED]}
    return {"anyOf": [_LINK, {"type": "null"}, _NOT_LOADED]}


def _schema(hint: Any) -> dict[str, Any]:
    origin, parts = get_origin(hint) or hint, get_args(hint)
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(part) for part in parts]}
    if origin is Literal:
        return {"type": "string", "enum": list(parts)}
    if origin is tuple:
        return {"type": "array", "items": _schema(parts[0])}
    if isinstance(origin, type) and issubclass(origin, Record):
        return json_schema(origin)
    return {**_PLAIN.get(origin, {})}
