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

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping

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
        string or False that it returns refuses the call with 403; what it raises goes to the
        server. With `asgi` and `handle_async` it may be a coroutine function.
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
        """
        asked = self._asked(method, target, headers, body)
        if isinstance(asked, tuple):
            return RelayAnswer(*asked)
        if self._check is not None:
            reason = _reason(self._check(_call(asked), request))
            if reason is not None:
                return RelayAnswer(*asked.refuse(reason))
        return RelayAnswer(*asked.answer())

    async def handle_async(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        request: object = None,
    ) -> RelayAnswer:
        """As `handle`, for asyncio."""
        asked = self._asked(method, target, headers, body)
        if isinstance(asked, tuple):
            return RelayAnswer(*asked)
        if self._check is not None:
            said = self._check(_call(asked), request)
            reason = _reason(await said if hasattr(said, "__await__") else said)
            if reason is not None:
                return RelayAnswer(*asked.refuse(reason))
        return RelayAnswer(*await outcome(asked.start_answer()))

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
        answer = await self.handle_async(scope["method"], target, headers, body, scope)
        given = [(name.encode("latin-1"), it.encode("latin-1")) for name, it in answer.headers]
        if answer.status not in _WITHOUT_BODY:
            given.append((b"content-length", str(len(answer.body)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": given})
        await send({"type": "http.response.body", "body": answer.body})

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
        size = int(length) if length.isdigit() else 0
        body = environ["wsgi.input"].read(min(size, _LARGEST_BODY + 1)) if size else b""
        target = f"{path}?{query}" if query else path
        answer = self.handle(environ["REQUEST_METHOD"], target, headers, body, environ)
        known = {it.value for it in HTTPStatus}
        phrase = HTTPStatus(answer.status).phrase if answer.status in known else "Unknown"
        given = answer.headers
        if answer.status not in _WITHOUT_BODY:
            given = [*given, ("content-length", str(len(answer.body)))]
        start_response(f"{answer.status} {phrase}", given)
        return [answer.body]

    def __repr__(self) -> str:
        return f"<telnum.relay.Relay of {', '.join(self._allow) or 'nothing'}>"

    def _asked(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]],
        body: bytes,
    ) -> Relayed | tuple[int, list[tuple[str, str]], bytes]:
        items = getattr(headers, "items", None)
        pairs = list(headers if items is None else items())
        return self._native.read(method, target, pairs, bytes(body))


def _call(asked: Relayed) -> RelayCall:
    body = None if asked.body is None else json.loads(asked.body)
    return RelayCall(asked.operation, asked.attempt, asked.target, body)


def _reason(verdict: object) -> str | None:
    """Why a call is refused; None where it is not."""
    if verdict is None or verdict is True:
        return None
    return verdict if isinstance(verdict, str) else ""
