"""What the asyncio clients share."""

from __future__ import annotations

from ._client import check_callable, frameless, known_as, missing, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import AsyncIterator, Callable
    from types import TracebackType
    from typing import Any, TypeVar

    from ._walk import Begun

    _C = TypeVar("_C", bound="AsyncClient")
    _S = TypeVar("_S")


class AsyncClient:
    """What the asyncio clients share. A client works on any number of event loops."""

    __slots__ = ("_native", "_whole", "__weakref__")

    def __init__(self, native: Any, whole: bool = False) -> None:
        self._native = native
        self._whole = whole

    @classmethod
    def _of(cls: type[_C], native: Any) -> _C:
        client = cls.__new__(cls)
        AsyncClient.__init__(client, native)
        return client

    async def _call(self, operation: str, arguments: dict[str, Any], timeout: float | None) -> Any:
        return await outcome(self._native.start(operation, arguments, timeout, self._whole))

    def _walk(self, name: str, asked: dict[str, Any], timeout: float | None) -> Begun:
        from ._walk import Begun

        return Begun(self._native, name, asked, timeout)

    async def _wait(
        self, steps: AsyncIterator[_S], on_progress: Callable[[_S], object] | None
    ) -> _S:
        check_callable(on_progress, "on_progress")
        async for step in steps:
            if on_progress is not None:
                said = on_progress(step)
                if hasattr(said, "__await__"):
                    await said
        return step

    async def close(self) -> None:
        """Lets go of the connections; a later call or step of a walk is a `ConfigurationError`."""
        self._native.close()

    async def __aenter__(self: _C) -> _C:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return shown(self)

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            raise missing(self, name)


def keep_secrets(client: type[AsyncClient], *names: str) -> None:
    """Of these methods, which are given a secret, no frame of ours shows it where one fails."""
    for name in names:
        setattr(client, name, keyless(getattr(client, name)))


def keyless(method: Callable[..., Any]) -> Callable[..., Any]:
    async def call(*given: Any, **named: Any) -> Any:
        try:
            return await method(*given, **named)
        except BaseException as error:
            failed = frameless(error)
        del given, named
        try:
            raise failed
        finally:
            del failed

    return known_as(method, call)


async def outcome(started: tuple[Future[Any], Callable[[], BaseException | None]]) -> Any:
    """Waits for a call that was begun; cancelling the waiting cancels the request."""
    future, cancel = started
    try:
        return await future
    except BaseException as error:
        lost = cancel()
        # Whoever cancels a purchase finds its attempt there.
        if lost is not None and not isinstance(error, Exception) and error.__cause__ is None:
            error.__cause__ = lost
        raise
