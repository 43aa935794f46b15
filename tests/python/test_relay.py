"""A page, a relay and the carrier: keys are added and never shown, a purchase is made once."""

import asyncio
import contextlib
import gc
import io
import json
import os
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import telnum
from telnum.relay import Relay, RelayCall

from compare import Skip
from test_errors import raised
from test_journal import scratch
from worlds import Http

ALLOWED = ["list_did_groups", "create_order", "get_order", "list_orders", "preview_order"]
ORDERS = "/v1/dids/orders"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextlib.contextmanager
def served(app):
    """The URL of an application of WSGI."""
    server = make_server("127.0.0.1", 0, app, Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def carrier():
    """telnum-emulator, as its clients meet it."""
    if not os.environ.get("TELNUM_EMULATOR"):
        raise Skip("there is no telnum-emulator")
    world = Http("python", os.environ["TELNUM_EMULATOR"])
    try:
        world.reset(7, {})
        yield world
    finally:
        world.close()


def named(attempt):
    return {"Telnum-Attempt": attempt.to_json()}


def relay_of(emulator, path, **options):
    return Relay(emulator.idt_express(journal=path), ALLOWED, **options)


def test_relay_over_http():
    """A page buys by a relay of WSGI over HTTP, once, whatever is lost on the way"""
    with carrier() as world, scratch() as path:
        client = world.client({"journal": str(path)})
        relay = Relay(client, ALLOWED)
        lost = [1]

        def app(environ, start_response):
            answer = relay.wsgi(environ, start_response)
            if environ["REQUEST_METHOD"] == "POST" and lost and lost.pop():
                raise ConnectionAbortedError
            return answer

        with served(app) as url:
            page = telnum.IdtExpress(base_url=url)
            group = page.list_did_groups("BR")[0]
            order = page.create_order(group.id, quantity=2)
            world.advance(20)
            assert page.get_order(order.id).ordered == 2
            assert isinstance(raised(page.list_numbers), telnum.NotEnabled)
            attempt = page.prepare_order(16847, quantity=1)

            def place(_):
                return telnum.IdtExpress(base_url=url).place(attempt).id

            with ThreadPoolExecutor(20) as pool:
                ids = set(pool.map(place, range(20)))
            assert len(ids) == 1
            world.script([{"fault": "reset_after"}])
            unknown = raised(lambda: page.create_order(16847, quantity=3))
            assert isinstance(unknown, telnum.OutcomeUnknown) and unknown.cause == "transport"
        restarted = Relay(world.client({"journal": str(path)}), ALLOWED)
        assert (
            json.loads(restarted.handle("POST", ORDERS, named(attempt)).body)["order"]["id"] in ids
        )
        assert len(world.ledger()) == 3


def test_relay_shows_no_key():
    """What a relay answers has no key in it, and what it sends nothing of the page's"""
    emulator = telnum.Emulator()
    headers = {"set-cookie": "a=emulator-key", "x-request-id": "emulator-key"}
    body = {"orders": [], "said": "emulator-secret"}
    emulator.script([{"status": 200, "headers": headers, "body": body}])
    given = {"Authorization": "x", "X-Api-Key": "another", "Cookie": "a=b", "Host": "evil.example"}
    with scratch() as path:
        answer = relay_of(emulator, path).handle("GET", f"{ORDERS}?page=1", given)
    assert answer.status == 200
    assert "emulator-" not in repr(answer) and "set-cookie" not in repr(answer)
    names = [header.name for header in emulator.requests[0].headers]
    assert names == ["x-api-key", "x-api-secret", "accept"]


def test_relay_refuses():
    """What is not allowed, not known or not whole goes nowhere, and is told as a relay's error"""
    emulator = telnum.Emulator()
    attempt = emulator.idt_express().prepare_order(16847, quantity=2)
    odd = [{"Telnum-Attempt": text} for text in ("", "null", "[]", "{", '{"id": 1}')]
    other = attempt.to_json().replace("idt_express", "didww")
    with scratch() as path:
        relay = relay_of(emulator, path)
        for target in ("", "//evil.example/v1/dids/orders", "/v1/../v1/dids/orders", "/v1/dids"):
            assert relay.handle("GET", target).status == 404
        for target in ("/%2e%2e", "/a%2fb", "/a%5cb", "/%00", "/%ff", "/a;b", "/"):
            assert relay.handle("GET", f"{ORDERS}{target}").status == 404
        assert relay.handle("GET", "/v1/dids/numbers").status == 403
        assert relay.handle("GET", f"{ORDERS}?api_key=x").status == 400
        for headers in (*odd, {"Telnum-Attempt": other}, {}):
            assert relay.handle("POST", ORDERS, headers, b'{"order_items": []}').status == 400
        answer = relay.handle("POST", ORDERS, named(attempt), b" " * 300_000)
        assert answer.status == 400
        said = json.loads(answer.body)
    assert dict(answer.headers)["content-type"] == "application/vnd.telnum.error+json"
    assert said["kind"] == "invalid_input" and "too large" in said["text"]
    assert emulator.requests == []


def test_relay_check():
    """The owner looks at each call, and refuses; what the check raises goes to the server"""
    emulator = telnum.Emulator()
    seen = []

    def check(call, request):
        assert isinstance(call, RelayCall)
        seen.append((call.operation, request))
        if call.attempt and call.attempt.arguments["quantity"] > 10:
            return "Ten at most."
        return None

    client = emulator.idt_express()
    many, few = (client.prepare_order(16847, quantity=number) for number in (11, 10))
    with scratch() as path:
        relay = relay_of(emulator, path, check=check)
        refused = relay.handle("POST", ORDERS, named(many), request="a request")
        assert refused.status == 403 and json.loads(refused.body)["text"] == "Ten at most."
        assert relay.handle("POST", ORDERS, named(few)).status == 200
        assert seen == [("create_order", "a request"), ("create_order", None)]
        assert len(emulator.ledger) == 1
        relay = relay_of(emulator, path, check=lambda *_: 1 / 0)
        with contextlib.suppress(ZeroDivisionError):
            relay.handle("GET", ORDERS)
            raise AssertionError("it went on")


def test_relay_set_up():
    """What its owner gets wrong is told when the relay is made"""
    emulator = telnum.Emulator()
    client = emulator.idt_express()
    for allow, text in (
        (["create_order"], "needs a `journal`"),
        (["list_ordes"], "did you mean `list_orders`"),
        (["buy_numbers"], "no operation `buy_numbers` that sends a request"),
        ("list_orders", "must be a list"),
        ([1], "must be a list"),
    ):
        error = raised(lambda allow=allow: Relay(client, allow))
        assert isinstance(error, telnum.ConfigurationError) and text in str(error), error
    assert "a client of telnum" in str(raised(lambda: Relay(object(), [])))
    assert "must be callable" in str(raised(lambda: Relay(client, [], check=1)))
    keyless = telnum.IdtExpress(base_url="https://relay.example")
    assert "its client has none" in str(raised(lambda: Relay(keyless, [])))


def test_relay_conceals():
    """The password of a trunk does not pass, and an `include` shows only what may be read"""
    client = telnum.Emulator().didww()
    relay = Relay(client, ["list_dids", "list_voice_in_trunks"])
    for target in ("/v3/voice_in_trunks", "/v3/dids?include=voice_in_trunk"):
        body = relay.handle("GET", target).body.decode()
        assert "emulator-password" not in body
        assert '"auth_password":"[redacted]"' in body
        json.loads(body)
    refused = Relay(client, ["list_dids"]).handle("GET", "/v3/dids?include=voice_in_trunk")
    assert refused.status == 403 and b"`list_voice_in_trunks`, whose objects" in refused.body


def of_wsgi(app, environ):
    """What an application of WSGI answers, and what it raises once that was sent."""
    started, body = [], b""
    base = {"REQUEST_METHOD": "GET", "PATH_INFO": ORDERS, "wsgi.input": io.BytesIO(b"{}")}
    error = None
    try:
        for piece in app(base | environ, lambda *given: started.append(given)):
            body += piece
    except Exception as raised:
        error = raised
    return int(started[0][0][:3]), json.loads(body), error


def test_relay_check_fails():
    """What a check raises is told to the page, which has bought nothing, and to the server"""
    emulator = telnum.Emulator()
    attempt = emulator.idt_express().prepare_order(16847, quantity=2)
    environ = {"REQUEST_METHOD": "POST", "HTTP_TELNUM_ATTEMPT": attempt.to_json()}
    with scratch() as path:
        relay = relay_of(emulator, path, check=lambda *_: 1 / 0)
        status, said, error = of_wsgi(relay.wsgi, environ)
        assert (status, said["kind"], type(error)) == (500, "configuration", ZeroDivisionError)
        assert "Nothing was bought" in said["text"]
        with served(relay.wsgi) as url, contextlib.redirect_stderr(io.StringIO()) as log:
            page = telnum.IdtExpress(base_url=url)
            failed = raised(lambda: page.place(attempt))
        assert isinstance(failed, telnum.ConfigurationError) and "Nothing" in str(failed)
        assert "ZeroDivisionError" in log.getvalue()
    assert emulator.requests == []


def test_relay_check_is_async():
    """A check that is a coroutine function is an error where none can be awaited"""
    emulator = telnum.Emulator()

    async def check(*_):
        return True

    relay = Relay(emulator.idt_express(), ["list_orders"], check)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        error = raised(lambda: relay.handle("GET", ORDERS))
        status, said, of_server = of_wsgi(relay.wsgi, {})
        gc.collect()
    for it in (error, of_server):
        assert isinstance(it, telnum.ConfigurationError) and "is a coroutine function" in str(it)
    assert (status, said["kind"]) == (500, "configuration")
    assert emulator.requests == []


def test_relay_content_length():
    """A `Content-Length` that is not a number is refused"""
    emulator = telnum.Emulator()
    relay = Relay(emulator.idt_express(), ["list_orders"])
    for length in ("\u00b2", "x", "-1", "1.5", "\u0661"):
        status, said, error = of_wsgi(relay.wsgi, {"CONTENT_LENGTH": length})
        assert (status, said["kind"], error) == (400, "invalid_input", None), length
    assert emulator.requests == []
    for length in ("", "0", "2"):
        assert of_wsgi(relay.wsgi, {"CONTENT_LENGTH": length})[0] == 200
    assert of_wsgi(relay.wsgi, {"CONTENT_LENGTH": "9" * 5000})[0] == 200


async def ask(app, method, path, headers=(), body=b"", root=""):
    """Asks an application of ASGI by its own interface."""
    sent = []
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers]
    path, _, query = path.partition("?")
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode()}
    scope |= {"query_string": query.encode(), "headers": pairs, "root_path": root}
    pieces = [body[:3], body[3:]]

    async def receive():
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], sent[1]["body"]


async def test_async_relay():
    """An application of ASGI places once what comes twenty times, also below a path"""
    emulator = telnum.Emulator()
    client = emulator.idt_express()
    attempt = client.prepare_order(16847, quantity=2)

    async def check(call, scope):
        await asyncio.sleep(0)
        return call.operation != "list_orders" or scope["root_path"] == "/telnum"

    with scratch() as path:
        client = emulator.async_idt_express(journal=path)
        relay = Relay(client, ALLOWED, check=check)
        headers = list(named(attempt).items())
        asked = [ask(relay.asgi, "POST", ORDERS, headers, b"{}") for _ in range(20)]
        answers = await asyncio.gather(*asked)
        assert {status for status, _ in answers} == {200}
        assert len({json.loads(body)["order"]["id"] for _, body in answers}) == 1
        assert len(emulator.ledger) == 1
        below = await ask(relay.asgi, "GET", f"/telnum{ORDERS}?page=1", root="/telnum")
        assert below[0] == 200 and (await ask(relay.asgi, "GET", ORDERS))[0] == 403
        large = await ask(relay.asgi, "POST", ORDERS, headers, b" " * 400_000)
        assert large[0] == 400


async def test_async_relay_check_fails():
    """Behind ASGI, the page is told that nothing was sent, and then the server what failed"""
    emulator = telnum.Emulator()
    attempt = emulator.idt_express().prepare_order(16847, quantity=2)
    sent = []

    async def check(*_):
        raise ZeroDivisionError

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b""}

    with scratch() as path:
        relay = relay_of(emulator, path, check=check)
        headers = [(b"telnum-attempt", attempt.to_json().encode())]
        scope = {"type": "http", "method": "POST", "path": ORDERS, "headers": headers}
        try:
            await relay.asgi(scope, receive, send)
            raise AssertionError("it went on")
        except ZeroDivisionError:
            pass
    said = json.loads(sent[1]["body"])
    assert (sent[0]["status"], said["kind"]) == (500, "configuration")
    assert "Nothing was bought" in said["text"] and emulator.requests == []
