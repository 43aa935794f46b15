"""Asks a caller's own source for a token."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    class Give(Protocol):
        """Takes the token, or what went wrong and what the source raised."""

        def __call__(
            self, token: str | None, problem: str, raised: Exception | None = None
        ) -> None: ...


def ask(source: Callable[[], Any], give: Give, awaits: bool) -> None:
    """Calls the source and gives its token, at once or when its coroutine is done."""
    try:
        token = source()
    except BaseException as error:
        return _fail(error, give)
    if not hasattr(token, "__await__"):
        return _give(token, give)
    if awaits:
        from asyncio import ensure_future

        task = ensure_future(_later(token, give))
        return task.add_done_callback(kept(task))
    token.close()
    give(None, "it is a coroutine function, which needs a client for asyncio")


async def _later(token: Any, give: Give) -> None:
    try:
        text = await token
    except BaseException as error:
        return _fail(error, give)
    _give(text, give)


def _give(token: Any, give: Give) -> None:
    if isinstance(token, str):
        give(token, "")
    else:
        give(None, f"it gave {type(token).__name__} instead of text")


def _fail(error: BaseException, give: Give) -> None:
    problem = f"it raised {type(error).__name__}"
    if not isinstance(error, Exception):
        # Ctrl-C and the like are not for the call alone.
        give(None, problem)
        raise error
    # Without our own frame: the first that is shown is the source's.
    trace = error.__traceback__
    give(None, problem, error.with_traceback(trace and trace.tb_next))


def kept(task: Any) -> Callable[[Any], None]:
    """Keeps a task until it is done: the event loop alone would not."""
    _TASKS.add(task)
    return _TASKS.discard


_TASKS: set[Any] = set()
