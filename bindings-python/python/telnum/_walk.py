"""Lazy walks over all rows of a paged list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, Generic, TypeVar

from ._async_client import outcome

Row = TypeVar("Row")
Page = TypeVar("Page")


class Walk(Generic[Row, Page]):
    """All rows, one after another and once; nothing is asked for before it is wanted.

    After an error the walk can go on: the page that failed is asked for again.
    """

    def __init__(self, native: Any, rows: str) -> None:
        self._native = native
        self._rows = rows
        self._ready: Iterator[Row] = iter(())

    def __iter__(self) -> Walk[Row, Page]:
        return self

    def __next__(self) -> Row:
        while True:
            for row in self._ready:
                return row
            page = self._native.next()
            if page is None:
                raise StopIteration
            self._ready = iter(getattr(page, self._rows))

    def pages(self) -> Iterator[Page]:
        """The pages instead of the rows: those that were not begun yet.

        An error ends them; called again, this goes on with the page that failed.
        """
        return steps(self._native)


class AsyncWalk(Generic[Row, Page]):
    """All rows, one after another and once; nothing is asked for before it is wanted.

    After an error the walk can go on: the page that failed is asked for again.
    """

    def __init__(self, native: Any, rows: str) -> None:
        self._native = native
        self._rows = rows
        self._ready: Iterator[Row] = iter(())

    def __aiter__(self) -> AsyncWalk[Row, Page]:
        return self

    async def __anext__(self) -> Row:
        while True:
            for row in self._ready:
                return row
            page = await outcome(self._native.start_next())
            if page is None:
                raise StopAsyncIteration
            self._ready = iter(getattr(page, self._rows))

    def pages(self) -> AsyncIterator[Page]:
        """The pages instead of the rows: those that were not begun yet.

        An error ends them; called again, this goes on with the page that failed.
        """
        return async_steps(self._native)


class Begun:
    """What a client began, as the native module brings it, but until the client is closed."""

    def __init__(self, client: Any, name: str, asked: dict[str, Any], timeout: Any) -> None:
        self._client = client
        self._native = client.walk(name, asked, timeout)

    def next(self) -> Any:
        """Waits for the next step; None at the end."""
        self._check_open()
        return self._native.next()

    def start_next(self) -> Any:
        """Begins the next step: its asyncio future, and what cancels it."""
        self._check_open()
        return self._native.start_next()

    def _check_open(self) -> None:
        # A client that is closed says so, whatever it is asked.
        self._client.base_url()


def steps(native: Any) -> Iterator[Any]:
    """What comes one after another, each when it is wanted."""
    while (step := native.next()) is not None:
        yield step


async def async_steps(native: Any) -> AsyncIterator[Any]:
    """The same, awaited; cancelling the waiting cancels the request."""
    while (step := await outcome(native.start_next())) is not None:
        yield step
