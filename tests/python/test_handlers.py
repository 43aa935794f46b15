"""Handlers of logs and signals, and other code of a caller's, that makes calls or raises."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import threading

import telnum

from test_errors import raised
from test_logs import Handler, Unraisable
from test_purchases import sells
from wire import WireServer


class Nested:
    """A carrier that answers an order late, and reads at once; each order is one on the wire."""

    def __init__(self, wait=0.5):
        self.orders, self.wait = 0, wait
        self.asked, self.go_on = threading.Event(), threading.Event()
        self.server = WireServer(self.answer)

    def answer(self, sock, request):
        if request["method"] == "POST":
            self.orders += 1
            self.asked.set()
            ring()
            self.go_on.wait(self.wait)
            return sells("idt")(sock, request)
        body = json.dumps({"countries": []}).encode()
        sock.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        return None

    def client(self, **options):
        return telnum.IdtExpress(**self.server.keys(), **options)


@contextlib.contextmanager
def on_alarm(handler):
    earlier = signal.signal(signal.SIGALRM, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, earlier)


def ring():
    """The alarm, now that a request is under way."""
    if callable(signal.getsignal(signal.SIGALRM)):
        os.kill(os.getpid(), signal.SIGALRM)


def test_signal_handler_calls():
    """a signal's handler that makes calls itself, also with the same client, breaks no purchase"""
    carrier, found = Nested(), []
    client = carrier.client()

    def handle(*_):
        emulated = telnum.Emulator().idt_express()
        found.append(len(emulated.list_countries()))
        found.append(client.list_countries())
        found.append(emulated.create_order(16847, 1).ordered)

    with on_alarm(handle):
        assert client.create_order("16847", 1).id == "4711"
    assert found[0] > 0 and found[1:] == [[], 1] and carrier.orders == 1


def test_signal_handler_calls_read():
    """a signal's handler that makes calls breaks no walk, but cannot step the same walk"""
    server = WireServer(slow_page)
    client, found = telnum.IdtExpress(**server.keys()), []
    walk = client.numbers()

    def handle(*_):
        found.append(telnum.Emulator().idt_express().create_order(16847, 1).ordered)
        found.append(raised(lambda: next(walk)))

    with on_alarm(handle):
        assert list(walk) == []
    assert found[0] == 1 and "begin another walk" in found[1].text, found


def slow_page(sock, request):
    ring()
    threading.Event().wait(0.5)
    body = b'{"numbers":[],"meta":{"page":1,"page_size":100,"total":0}}'
    sock.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)


def test_signal_handler_raises():
    """what a signal's handler raises ends a purchase as OutcomeUnknown, and is its cause"""

    class Alarm(Exception):
        pass

    def handle(*_):
        raise Alarm("time is up")

    for buy in (
        lambda client: client.create_order("16847", 1),
        lambda client: client.with_response.create_order("16847", 1),
        lambda client: client.place(client.prepare_order("16847", 1)),
    ):
        carrier = Nested(wait=5)
        with on_alarm(handle):
            lost = raised(lambda: buy(carrier.client()))  # noqa: B023
        assert type(lost) is telnum.OutcomeUnknown and carrier.orders == 1, lost
        assert lost.attempt.arguments == {"did_group_id": "16847", "quantity": 1}
        assert type(lost.__cause__) is Alarm and lost.sent_at is not None
        carrier.go_on.set()
    # A read ends with what was raised.
    server = WireServer(slow_page)
    try:
        with on_alarm(handle):
            telnum.IdtExpress(**server.keys()).list_numbers()
    except Alarm:
        return
    raise AssertionError("the read went on")


def test_interrupt_has_the_attempt():
    """Ctrl-C during a purchase stays itself, and its cause carries the attempt"""
    carrier = Nested(wait=5)
    try:
        with on_alarm(signal.default_int_handler):
            carrier.client().create_order("16847", 2)
    except KeyboardInterrupt as interrupt:
        lost = interrupt.__cause__
        assert type(lost) is telnum.OutcomeUnknown and lost.attempt.arguments["quantity"] == 2
    else:
        raise AssertionError("nothing was raised")
    finally:
        carrier.go_on.set()


def test_handler_calls():
    """a handler of logs can make calls itself, with the same client, amid a purchase"""
    carrier, found = Nested(wait=0), []
    client = carrier.client()

    def ask(record):
        # Nothing of this is logged: that would lead to the next call, and so on.
        assert record.operation == "create_order"
        found.append(client.list_countries())
        found.append(telnum.Emulator().idt_express().create_order(16847, 1).ordered)

    with Handler(ask, logging.DEBUG), Unraisable() as unraisable:
        assert client.create_order("16847", 1).id == "4711"
    assert found == 2 * [[], 1] and carrier.orders == 1 and unraisable.kinds == []


def test_handler_interrupts_purchase():
    """Ctrl-C while a handler of logs works is not lost, nor is the attempt of the purchase"""

    def interrupt(record):
        raise KeyboardInterrupt

    client = telnum.Emulator().idt_express()
    try:
        with Handler(interrupt):
            client.create_order(16847, 2)
    except KeyboardInterrupt as stopped:
        lost = stopped.__cause__
        assert type(lost) is telnum.OutcomeUnknown and lost.attempt.arguments["quantity"] == 2
        assert lost.candidate_order_id
        return
    raise AssertionError("Ctrl-C was lost")


def test_token_source_calls():
    """a source of tokens can make calls itself"""
    emulator = telnum.Emulator()

    def token():
        assert emulator.idt_express().list_countries()
        return "emulator-key"

    assert emulator.didww(token_source=token, api_version="2026-11-19").list_dids().dids
    page = next(
        emulator.didww(token_source=token, api_version="2026-11-19").dids(pages_ahead=2).pages()
    )
    assert page.dids


def test_progress_calls():
    """what is told of progress can make calls itself, with the same client"""
    emulator = telnum.Emulator()
    client, found = emulator.idt_express(), []
    order = client.create_order(16847, 2)
    client.wait_for_order(order.id, on_progress=lambda it: found.append(client.get_order(it.id)))
    assert [it.delivery for it in found][-1] == "delivered"


async def test_async_handlers_call():
    """with asyncio, too, handlers of logs and signals make calls amid a purchase"""
    carrier, found = Nested(), []
    client, other = telnum.AsyncIdtExpress(**carrier.server.keys()), carrier.client()

    def ask(*_):
        found.append(other.list_countries())

    def logged(record):
        if record.operation == "create_order":
            ask()

    with Handler(logged, logging.INFO), Unraisable() as unraisable, on_alarm(ask):
        assert (await client.create_order("16847", 1)).id == "4711"
    assert found == [[], []] and carrier.orders == 1 and unraisable.kinds == []


async def test_async_cancelled_has_the_attempt():
    """a purchase whose task is cancelled, or whose time is up, leaves its attempt as the cause"""
    for end in (cancel, expire):
        carrier = Nested(wait=5)
        client = telnum.AsyncIdtExpress(**carrier.server.keys())
        task = asyncio.ensure_future(client.create_order("16847", 2))
        await asyncio.to_thread(carrier.asked.wait, 5)
        error = await end(task)
        while error is not None and not isinstance(error, telnum.OutcomeUnknown):
            error = error.__cause__ or error.__context__
        carrier.go_on.set()
        assert error and error.attempt.arguments["quantity"] == 2


async def cancel(task):
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        return error
    raise AssertionError("not cancelled")


async def expire(task):
    try:
        await asyncio.wait_for(task, 0.05)
    except asyncio.TimeoutError as error:
        return error
    raise AssertionError("not ended")


async def test_async_errands():
    """what one callback on the event loop raises leaves no other call without its outcome"""
    client = telnum.Emulator().async_idt_express()
    with Handler(lambda record: 1 / 0), Unraisable() as unraisable:
        orders = [client.create_order(16847, 1) for _ in range(4)]
        assert [it.ordered for it in await asyncio.gather(*orders)] == [1, 1, 1, 1]
    assert set(unraisable.kinds) == {ZeroDivisionError}
