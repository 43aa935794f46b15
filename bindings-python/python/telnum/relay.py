"""A relay: it adds the keys of a client to the requests of pages and apps, which hold none.

    from fastapi import FastAPI
    from telnum import IdtExpress
    from telnum.relay import Relay

    relay = Relay(IdtExpress(journal="orders.journal"), allow=["list_did_groups", "create_order"])
    app = FastAPI()
    app.mount("/telnum", relay.asgi)

A client of telnum without keys, whose `base_url` is where the relay is, does the rest.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from ._async_client import outcome
from ._client import unfit
from ._native import relay_error

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, MutableMapping

    from . import (
        AsyncDialogTech,
        AsyncDidww,
        AsyncIdtExpress,
        Attempt,
        DialogTech,
        Didww,
        IdtExpress,
    )
    from ._native import Relay as NativeRelay
    from ._native import Relayed

    Client = IdtExpress | DialogTech | Didww | AsyncIdtExpress | AsyncDialogTech | AsyncDidww

__all__ = ["Relay", "RelayAnswer", "RelayCall"]

_LARGEST_BODY = 256 * 1024
_WITHOUT_BODY = (204, 304)


class RelayCall(NamedTuple):
    """A request that a relay understands and its owner allows."""

    operation: str
    """The operation, such as `list_numbers`."""
    attempt: Attempt | None
    """For a purchase, what is to be placed."""
    target: str
    """Path and query."""
    body: Any
    """The JSON that is sent; a purchase's is made of its attempt."""


class RelayAnswer(NamedTuple):
    """What a relay answers."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Relay:
    """Adds a client's keys, allows what its owner allows, and places each attempt once.

    :param client: A client with keys, and with a `journal` where purchases are allowed.
    :param allow: The operations that are allowed, by their names. Nothing else is.
    :param check: Looks at a call before it is sent: who asks, how much is to be bought. It gets a
        `RelayCall` and the request as the server has it (the scope of ASGI, the environ of WSGI). A
        string or False that it returns refuses the call with 403. What it raises goes to the
        server, and nothing is sent; with `asgi` and `wsgi` the page is told so first, by a
        `ConfigurationError`. With `asgi` and `handle_async` it may be a coroutine function.
    :raises ConfigurationError: An operation is not one of the client's carrier, or buys and the
        client has no journal, or the client has no keys.
    """

    __slots__ = ("_allow", "_check", "_native")

    def __init__(
        self,
        client: Client,
        allow: Iterable[str],
        check: Callable[[RelayCall, Any], object] | None = None,
    ) -> None:
        native: Any = getattr(client, "_native", None)
        if not hasattr(native, "relay"):
            raise unfit("A relay is made of a client of telnum.")
        names = None if isinstance(allow, str) else list(allow)
        if names is None or not all(isinstance(name, str) for name in names):
            raise unfit("`allow` must be a list of the names of operations.")
        if check is not None and not callable(check):
            raise unfit("`check` must be callable.")
        self._allow, self._check = names, check
        self._native: NativeRelay = native.relay(names)

    def handle(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        request: object = None,
    ) -> RelayAnswer:
        """Answers a request, and waits for the carrier.

        :param method: The verb, in capital letters.
        :param target: Path and query as they were sent, from where the relay begins.
        :param headers: Names, in any case, and values.
        :param body: The body.
        :param request: What `check` is shown beside the call.
        :raises ConfigurationError: `check` is a coroutine function.
        """
        asked = self._allowed(method, target, headers, body, request)
        return asked if isinstance(asked, RelayAnswer) else RelayAnswer(*asked.answer())

    async def handle_async(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        request: object = None,
    ) -> RelayAnswer:
        """As `handle`, for asyncio."""
        asked = await self._allowed_async(method, target, headers, body, request)
        return asked if isinstance(asked, RelayAnswer) else await _answer(asked)

    async def asgi(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
        """An application of ASGI, to be mounted in FastAPI, Starlette, Django and their like."""
        if scope["type"] != "http":
            raise unfit("A relay answers HTTP alone.")
        from urllib.parse import quote

        body = b""
        more = True
        while more and len(body) <= _LARGEST_BODY:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
        raw = scope.get("raw_path")
        path = raw.decode("latin-1") if raw else quote(scope["path"])
        root = quote(scope.get("root_path", ""))
        if root and path.startswith(f"{root}/"):
            path = path[len(root) :]
        query = scope.get("query_string", b"").decode("latin-1")
        headers = [(name.decode("latin-1"), it.decode("latin-1")) for name, it in scope["headers"]]
        target = f"{path}?{query}" if query else path
        failed = None
        try:
            asked = await self._allowed_async(scope["method"], target, headers, body, scope)
        except Exception as error:  # The server's, once the page is told.
            failed, asked = error, _failed()
        answer = asked if isinstance(asked, RelayAnswer) else await _answer(asked)
        given = [(name.encode("latin-1"), it.encode("latin-1")) for name, it in answer.headers]
        if answer.status not in _WITHOUT_BODY:
            given.append((b"content-length", str(len(answer.body)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": given})
        await send({"type": "http.response.body", "body": answer.body})
        if failed is not None:
            raise failed

    def wsgi(
        self, environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        """An application of WSGI, to be mounted in Flask and its like."""
        from http import HTTPStatus
        from urllib.parse import quote

        path = quote(environ.get("PATH_INFO", "").encode("latin-1"))
        query = environ.get("QUERY_STRING", "")
        names = {it: it[5:].replace("_", "-").lower() for it in environ if it.startswith("HTTP_")}
        headers = [(name, environ[it]) for it, name in names.items()]
        length = environ.get("CONTENT_LENGTH") or "0"
        target = f"{path}?{query}" if query else path
        failed = None
        asked: Relayed | RelayAnswer
        # "²" is a digit, and no number.
        if length.isascii() and length.isdigit():
            size = min(int(length[:20]), _LARGEST_BODY + 1)
            body = environ["wsgi.input"].read(size) if size else b""
            try:
                asked = self._allowed(environ["REQUEST_METHOD"], target, headers, body, environ)
            except Exception as error:  # The server's, once the page is told.
                failed, asked = error, _failed()
        else:
            text = "The request's `Content-Length` is not a number. Nothing was sent."
            asked = RelayAnswer(*relay_error("invalid_input", text))
        answer = asked if isinstance(asked, RelayAnswer) else RelayAnswer(*asked.answer())
        known = {it.value for it in HTTPStatus}
        phrase = HTTPStatus(answer.status).phrase if answer.status in known else "Unknown"
        given = answer.headers
        if answer.status not in _WITHOUT_BODY:
            given = [*given, ("content-length", str(len(answer.body)))]
        start_response(f"{answer.status} {phrase}", given)
        return [answer.body] if failed is None else _then_raised(answer.body, failed)

    def __repr__(self) -> str:
        return f"<telnum.relay.Relay of {', '.join(self._allow) or 'nothing'}>"

    def _allowed(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]],
        body: bytes,
        request: object,
    ) -> Relayed | RelayAnswer:
        """A call that may be sent, or the answer that refuses it. Nothing was sent so far."""
        asked = self._asked(method, target, headers, body)
        if isinstance(asked, RelayAnswer) or self._check is None:
            return asked
        verdict = self._check(_call(asked), request)
        if hasattr(verdict, "__await__"):
            # Or Python warns that it was never awaited, which says less.
            getattr(verdict, "close", _nothing)()
            raise unfit(
                "`check` is a coroutine function, which `handle` and `wsgi` cannot await: "
                "give a plain function, or use `handle_async` or `asgi`. Nothing was sent."
            )
        return _unless_refused(asked, verdict)

    async def _allowed_async(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]],
        body: bytes,
        request: object,
    ) -> Relayed | RelayAnswer:
        asked = self._asked(method, target, headers, body)
        if isinstance(asked, RelayAnswer) or self._check is None:
            return asked
        verdict = self._check(_call(asked), request)
        return _unless_refused(asked, await verdict if hasattr(verdict, "__await__") else verdict)

    def _asked(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]],
        body: bytes,
    ) -> Relayed | RelayAnswer:
        items = getattr(headers, "items", None)
        pairs = list(headers if items is None else items())
        asked = self._native.read(method, target, pairs, bytes(body))
        return RelayAnswer(*asked) if isinstance(asked, tuple) else asked


def _call(asked: Relayed) -> RelayCall:
    body = None if asked.body is None else json.loads(asked.body)
    return RelayCall(asked.operation, asked.attempt, asked.target, body)


def _unless_refused(asked: Relayed, verdict: object) -> Relayed | RelayAnswer:
    """The call, unless this verdict refuses it: with its reason, where it is a text."""
    if verdict is None or verdict is True:
        return asked
    return RelayAnswer(*asked.refuse(verdict if isinstance(verdict, str) else ""))


async def _answer(asked: Relayed) -> RelayAnswer:
    return RelayAnswer(*await outcome(asked.start_answer()))


def _failed() -> RelayAnswer:
    """What a page is told where the relay's owner failed: it must not think that it has bought."""
    text = (
        "The relay failed before it sent anything to the carrier, and told its server why. "
        "Nothing was bought."
    )
    return RelayAnswer(*relay_error("configuration", text))


def _then_raised(body: bytes, failed: Exception) -> Iterator[bytes]:
    """The body; then the server learns what failed."""
    yield body
    raise failed


def _nothing() -> None:
    pass
