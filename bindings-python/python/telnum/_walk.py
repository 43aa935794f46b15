"""Lazy walks over all rows of a paged list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
Page = TypeVar("Page")


class Walk(Generic[Row, Page]):
    """All rows, one after another; nothing is asked for before it is wanted.

    After an error the walk can go on: the page that failed is asked for again.
    """

    def __init__(self, pager: Any, rows: str) -> None:
        self._pager = pager
        self._rows = rows
        self._ready: Iterator[Row] = iter(())

    def __iter__(self) -> Walk[Row, Page]:
        return self

    def __next__(self) -> Row:
        while True:
            for row in self._ready:
                return row
            page = self._pager.next_page()
            if page is None:
                raise StopIteration
            self._ready = iter(getattr(page, self._rows))

    def pages(self) -> Iterator[Page]:
        """The pages instead of the rows: those that were not begun yet."""
        while (page := self._pager.next_page()) is not None:
            yield page


class AsyncWalk(Generic[Row, Page]):
    """All rows, one after another; nothing is asked for before it is wanted.

    After an error the walk can go on: the page that failed is asked for again.
    """

    def __init__(self, pager: Any, rows: str) -> None:
        self._pager = pager
        self._rows = rows
        self._ready: Iterator[Row] = iter(())

    def __aiter__(self) -> AsyncWalk[Row, Page]:
        return self

    async def __anext__(self) -> Row:
        while True:
            for row in self._ready:
                return row
            page = await self._next_page()
            if page is None:
                raise StopAsyncIteration
            self._ready = iter(getattr(page, self._rows))

    async def pages(self) -> AsyncIterator[Page]:
        """The pages instead of the rows: those that were not begun yet."""
        while (page := await self._next_page()) is not None:
            yield page

    async def _next_page(self) -> Any:
        from ._async_client import outcome

        return await outcome(self._pager.start_next_page())
