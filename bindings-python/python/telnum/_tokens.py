"""Asks a caller's own source for a token."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def ask(source: Callable[[], Any], give: Callable[[str | None, str], None], awaits: bool) -> None:
    """Calls the source and gives its token, at once or when its coroutine is done."""
    try:
        token = source()
        if not hasattr(token, "__await__"):
            return _give(token, give)
        if awaits:
            from asyncio import ensure_future

            task = ensure_future(_later(token, give))
            return task.add_done_callback(_kept(task))
        token.close()
        give(None, "it is a coroutine function, which needs a client for asyncio")
    except BaseException as error:
        give(None, f"it raised {type(error).__name__}")
        raise


async def _later(token: Any, give: Callable[[str | None, str], None]) -> None:
    try:
        _give(await token, give)
    except BaseException as error:
        give(None, f"it raised {type(error).__name__}")
        raise


def _give(token: Any, give: Callable[[str | None, str], None]) -> None:
    if isinstance(token, str):
        give(token, "")
    else:
        give(None, f"it gave {type(token).__name__} instead of text")


def _kept(task: Any) -> Callable[[Any], None]:
    """Keeps a task until it is done: the event loop alone would not."""
    _TASKS.add(task)
    return _TASKS.discard


_TASKS: set[Any] = set()
