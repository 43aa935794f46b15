"""What all records share: they compare, hash, print, copy, pickle and become plain data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any, ClassVar, NoReturn, TypeVar

_R = TypeVar("_R", bound="Record")


class MadeWhenAsked:
    """An attribute of a class that a function of `_interop` makes: few programs ask for it."""

    def __init__(self, maker: str) -> None:
        self._maker = maker

    def __get__(self, record: object, kind: type[Record]) -> Any:
        from . import _interop

        return getattr(_interop, self._maker)(kind)


def field_names(record: Record | type[Record]) -> tuple[str, ...]:
    """The names of a record's fields, which each class declares for itself alone."""
    found: tuple[str, ...] = getattr(record, "__match_args__", ())
    return found


class Record:
    """Plain data that does not change. `copy.replace` makes another with some fields changed."""

    __slots__: Any = ()
    # What `dataclasses` asks for, so that pandas and others take a record's fields for columns.
    __dataclass_fields__: ClassVar[Any] = MadeWhenAsked("fields")
    __dataclass_params__: ClassVar[Any] = MadeWhenAsked("params")

    def to_dict(self) -> dict[str, Any]:
        """The canonical form, as JSON writes it: the same names and values in every language."""
        return {name: plain(value) for name, value in self._named().items()}

    def to_json(self) -> str:
        """The canonical form as JSON text."""
        return _json(self.to_dict())

    @classmethod
    def from_dict(cls: type[_R], data: Mapping[str, Any]) -> _R:
        """Reads the canonical form; `InvalidInput` says what is wrong with it."""
        from ._native import read_record

        if not isinstance(data, Mapping):
            raise _unfit(cls, f"a mapping, not from {type(data).__name__}")
        record: _R = read_record(cls.__name__, plain(dict(data)))
        return record

    @classmethod
    def from_json(cls: type[_R], text: str) -> _R:
        """Reads the canonical form from JSON text; `InvalidInput` says what is wrong with it."""
        from ._native import read_record

        if not isinstance(text, str):
            raise _unfit(cls, f"JSON text, not from {type(text).__name__}")
        if not text.lstrip().startswith("{"):
            raise _unfit(cls, "the JSON text of an object")
        record: _R = read_record(cls.__name__, text)
        return record

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from ._interop import core_schema

        return core_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        from ._interop import json_schema

        return json_schema(cls)

    def _fill(self, *values: Any) -> None:
        for name, value in zip(field_names(self), values, strict=True):
            object.__setattr__(self, name, tuple(value) if isinstance(value, list) else value)

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in field_names(self)])

    def _named(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in field_names(self)}

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        # An object of JSON has no hash; equal records have equal other fields all the same.
        return hash(tuple([value for value in self._values() if not isinstance(value, dict)]))

    def __repr__(self) -> str:
        values = self._named().items()
        shown = ", ".join(f"{name}={value!r}" for name, value in values if value is not None)
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[Any, ...]:
        return restore, (type(self).__name__, self._named())

    def __replace__(self: _R, **changes: Any) -> _R:
        return type(self)(**{**self._named(), **changes})

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} does not change: {name!r} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} does not change: {name!r} cannot be deleted")


def plain(value: object) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return _moment(value)
    return value


def restore(name: str, values: dict[str, Any]) -> Any:
    """Reads a pickle: by the public name, so that it does not matter where a class lives."""
    import telnum

    record = object.__new__(getattr(telnum, name))
    # A field that a later release added is absent in an older pickle.
    record._fill(*(values.get(field) for field in field_names(record)))
    return record


def _unfit(record: type[Record], source: str) -> Exception:
    from .errors import InvalidInput

    return InvalidInput(f"`{record.__name__}` is read from {source}.")


def _moment(moment: datetime) -> str:
    moment = moment.astimezone(timezone.utc)
    unit = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    return moment.replace(tzinfo=None).isoformat(timespec=unit) + "Z"


def _json(data: object) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
