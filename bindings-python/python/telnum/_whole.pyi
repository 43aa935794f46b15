"""The same methods, bringing the metadata of their exchange along. Only checkers read this file."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from ._response import Response

P = ParamSpec("P")
T = TypeVar("T")

class whole(Generic[P, T]):
    """A method of a client whose value comes in a `Response`."""

    def __init__(self, method: Callable[Concatenate[Any, P], T]) -> None: ...
    def __get__(self, view: object, owner: type) -> Callable[P, Response[T]]: ...

class async_whole(Generic[P, T]):
    """A method of an asyncio client whose value comes in a `Response`."""

    def __init__(self, method: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]]) -> None: ...
    def __get__(
        self, view: object, owner: type
    ) -> Callable[P, Coroutine[Any, Any, Response[T]]]: ...
