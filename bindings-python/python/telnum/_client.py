"""What the ordinary clients share."""

from __future__ import annotations

# Not from `typing`, which takes longer to import than the rest; checkers know the name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Any, TypeVar

    from ._walk import Begun

    _C = TypeVar("_C", bound="Client")
    _F = TypeVar("_F", bound=Callable[..., object])
    _S = TypeVar("_S")


class Client:
    """What the ordinary clients share."""

    __slots__ = ("_native", "_whole", "__weakref__")

    def __init__(self, native: Any, whole: bool = False) -> None:
        self._native = native
        self._whole = whole

    @classmethod
    def _of(cls: type[_C], native: Any) -> _C:
        client = cls.__new__(cls)
        Client.__init__(client, native)
        return client

    def _call(self, operation: str, arguments: dict[str, Any], timeout: float | None) -> Any:
        return self._native.call(operation, arguments, timeout, self._whole)

    def _walk(self, name: str, asked: dict[str, Any], timeout: float | None) -> Begun:
        from ._walk import Begun

        return Begun(self._native, name, asked, timeout)

    def _wait(self, steps: Iterator[_S], on_progress: Callable[[_S], object] | None) -> _S:
        check_callable(on_progress, "on_progress")
        for step in steps:
            if on_progress is not None:
                on_progress(step)
        return step

    def close(self) -> None:
        """Lets go of the connections; a later call or step of a walk is a `ConfigurationError`."""
        self._native.close()

    def __enter__(self: _C) -> _C:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return shown(self)

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            raise missing(self, name)


def check_callable(given: object, name: str) -> None:
    """Before anything is sent, not when the first state has come."""
    if given is not None and not callable(given):
        from .errors import InvalidInput

        raise InvalidInput(f"`{name}` must be callable.")


def missing(client: Any, name: str) -> AttributeError:
    """Why a client has no such attribute; called only where it has none."""
    kind = type(client).__name__
    text = f"{kind!r} object has no attribute {name!r}"
    if kind.endswith("WithResponse") and not name.startswith("_"):
        import telnum

        if hasattr(getattr(telnum, kind.removesuffix("WithResponse"), None), name):
            text = (
                f"`with_response` has no `{name}`, which sends several requests or none, so no "
                f"single response belongs to it. Call it on the client itself; nothing was sent."
            )
    return AttributeError(text)


def keyless(method: _F) -> _F:
    """A method that is given keys. Where it fails, no frame of ours shows them as its locals."""

    def call(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except BaseException as error:
            failed = frameless(error)
        del given, named
        try:
            raise failed
        finally:
            del failed

    return known_as(method, call)


def frameless(error: BaseException) -> BaseException:
    """An error without our own frames; that of its `raise` comes back."""
    trace = error.__traceback__
    while trace and trace.tb_frame.f_globals.get("__name__", "").startswith("telnum."):
        trace = trace.tb_next
    return error.with_traceback(trace)


def known_as(method: _F, call: Callable[..., object]) -> _F:
    """What is called in the method's place, with its names and its signature."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
        setattr(call, name, getattr(method, name))
    call.__wrapped__ = method  # type: ignore[attr-defined]
    return call  # type: ignore[return-value]


def given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that have a value."""
    return {name: it for name, it in options.items() if it is not None}


def unfit(text: str) -> Exception:
    """A set-up that Python alone can get wrong."""
    from .errors import ConfigurationError

    return ConfigurationError(text)


def shown(client: Any) -> str:
    """A client without its secrets."""
    from .errors import ConfigurationError

    try:
        where = f"at {client._native.base_url()}"
    except ConfigurationError:
        where = "closed"
    except AttributeError:
        # Its constructor has failed, and a debugger shows it all the same.
        where = "not set up"
    return f"<telnum.{type(client).__name__} {where}>"
