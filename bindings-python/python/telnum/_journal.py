"""Asks a caller's own journal."""

from __future__ import annotations

from ._tokens import kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._tokens import Give


def ask(journal: Any, method: str, arguments: list[Any], give: Give, awaits: bool) -> None:
    """Calls a method and gives its answer as JSON, at once or when its coroutine is done."""
    # A journal that knows nothing to be placed need not say so.
    call: Any = list if method == "placed" else None
    call = getattr(journal, method, call)
    try:
        answer = call(*arguments)
    except BaseException as error:
        return _fail(error, give)
    if not hasattr(answer, "__await__"):
        return _give(method, answer, give)
    if awaits:
        from asyncio import ensure_future

        task = ensure_future(_later(method, answer, give))
        return task.add_done_callback(kept(task))
    if hasattr(answer, "close"):
        answer.close()
    give(None, f"its `{method}` is a coroutine function, which needs a client for asyncio")


async def _later(method: str, answer: Any, give: Give) -> None:
    try:
        answer = await answer
    except BaseException as error:
        return _fail(error, give)
    _give(method, answer, give)


def _give(method: str, answer: Any, give: Give) -> None:
    try:
        text = _READ[method](answer)
    except _Unfit as unfit:
        return give(None, f"its `{method}` {unfit}")
    except BaseException as error:
        return _fail(error, give)
    give(text, "")


def _claim(answer: Any) -> str:
    from .common import JournalClaim

    if not isinstance(answer, JournalClaim):
        raise _Unfit(f"answered {_kind(answer)} instead of a `JournalClaim`")
    if not isinstance(answer.granted, bool):
        raise _Unfit(f"answered {_kind(answer.granted)} as `granted`, which is True or False")
    if not isinstance(answer.order_id, (str, type(None))):
        raise _Unfit(f"answered {_kind(answer.order_id)} as `order_id`, which is a string or None")
    return answer.to_json()


def _open(answer: Any) -> str:
    from .common import OpenAttempt

    attempts = _items(answer, OpenAttempt, "`OpenAttempt`s")
    return f"[{','.join([it.to_json() for it in attempts])}]"


def _placed(answer: Any) -> str:
    from .common import PlacedAttempt

    attempts = _items(answer, PlacedAttempt, "`PlacedAttempt`s")
    return f"[{','.join([it.to_json() for it in attempts])}]"


def _items(answer: Any, of: type, names: str) -> list[Any]:
    if isinstance(answer, str) or not hasattr(answer, "__iter__"):
        raise _Unfit(f"answered {_kind(answer)} instead of a list")
    items = list(answer)
    for it in items:
        if not isinstance(it, of):
            raise _Unfit(f"answered a list with {_kind(it)} in it, which should hold {names}")
    return items


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"


class _Unfit(Exception):
    """What the journal answered is of no use."""


_READ = {"claim": _claim, "settle": lambda _: "", "open": _open, "placed": _placed}


def _fail(error: BaseException, give: Give) -> None:
    from .errors import TelnumError

    said = str(error)
    problem = f"{type(error).__name__}: {said}" if said else type(error).__name__
    if isinstance(error, TelnumError):
        # A journal of telnum's says what it is.
        problem = said
    if not isinstance(error, Exception):
        # Ctrl-C and the like are not for the call alone.
        give(None, problem)
        raise error
    # Without our own frame: the first that is shown is the journal's.
    trace = error.__traceback__
    give(None, problem, error.with_traceback(trace and trace.tb_next))
