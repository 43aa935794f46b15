"""A value together with what is known of the exchange that brought it."""

from __future__ import annotations

from typing import Generic, TypeVar

from ._record import Record
from .common import ResponseInfo

_T = TypeVar("_T")


class Response(Record, Generic[_T]):
    """A value together with what is known of the exchange that brought it."""

    __slots__ = {
        "value": "What the carrier answered, typed.",
        "info": "Status, headers, request id, attempts and time.",
    }
    __match_args__ = ("value", "info")

    value: _T
    """What the carrier answered, typed."""
    info: ResponseInfo
    """Status, headers, request id, attempts and time."""

    def __init__(self, value: _T, info: ResponseInfo) -> None:
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "info", info)
