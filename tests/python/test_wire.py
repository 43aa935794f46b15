"""What a synchronous client does on the wire."""

import contextlib
import threading
import time

import telnum

from wire import EMPTY_PAGE, WireServer, hang, send_json


def drop_purchases(sock, request):
    """Reads are answered; a purchase is taken, and its connection dropped."""
    if request["method"] == "GET":
        return send_json(sock)
    return False


def test_purchase():
    """a purchase whose answer is lost was on the wire once, on a connection of its own"""
    server = WireServer(drop_purchases)
    with telnum.IdtExpress(**server.keys()) as client:
        for _ in range(3):
            client.list_numbers()
        try:
            client.create_order(16847, 2)
        except telnum.OutcomeUnknown as error:
            assert error.cause == "transport" and error.attempt is not None
        else:
            raise AssertionError("no error")
    reads = [request["connection"] for request in server.requests if request["method"] == "GET"]
    purchases = [it["connection"] for it in server.requests if it["method"] == "POST"]
    assert reads == [0, 0, 0] and purchases == [1], server.requests


def test_drip():
    """a deadline holds against a byte a second; it is passed by 50 ms at most"""

    def drip(sock, request):
        sock.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
        while True:
            sock.sendall(b" ")
            time.sleep(1)

    server = WireServer(drip)
    client = telnum.IdtExpress(**server.keys(), timeout=0.5, max_retries=0)
    for call, kind in ((client.list_numbers, "timeout"), (buy(client), "outcome_unknown")):
        began = time.monotonic()
        try:
            call()
        except telnum.TelnumError as error:
            took = time.monotonic() - began
            assert error.kind == kind, error
            assert 0.5 <= took <= 0.55, f"{took * 1000:.0f} ms instead of 500"
        else:
            raise AssertionError("no error")


def buy(client):
    return lambda: client.create_order(16847, 2)


def test_idle_connections():
    """a connection that the server closed meanwhile costs no second request"""

    def once(sock, request):
        send_json(sock)
        return False

    server = WireServer(once)
    client = telnum.IdtExpress(**server.keys(), max_retries=0)
    for _ in range(5):
        client.list_numbers()
        time.sleep(0.02)
    assert [request["connection"] for request in server.requests] == [0, 1, 2, 3, 4]


def test_connections_end():
    """a purchase's connection ends with the call, all others with the client"""
    server = WireServer(lambda sock, request: send_json(sock))
    client = telnum.IdtExpress(**server.keys())
    client.list_numbers()
    with contextlib.suppress(telnum.OutcomeUnknown):  # The answer shows no order.
        client.create_order(16847, 2)
    server.connection_ended(1, within=1)
    assert server.ended[0][0] == 1
    client.close()
    server.connection_ended(0, within=1)


def test_threads():
    """threads share a client: their calls overlap, and each has its own outcome"""
    together = threading.Barrier(8)

    def meet(sock, request):
        together.wait(10)
        send_json(sock, {**EMPTY_PAGE, "meta": {"page": int(request["target"].split("=")[1])}})

    server = WireServer(meet)
    client = telnum.IdtExpress(**server.keys())
    found = {}

    def ask(page):
        for _ in range(20):
            found.setdefault(page, set()).add(client.list_numbers(page=page).page)

    threads = [threading.Thread(target=ask, args=(page,)) for page in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == {page: {page} for page in range(1, 9)}, found


def test_other_threads_run():
    """other Python threads run while a call waits"""
    server = WireServer(lambda sock, request: hang(sock))
    client = telnum.IdtExpress(**server.keys(), timeout=0.5, max_retries=0)
    turns = 0

    def count():
        nonlocal turns
        while waiting.is_alive():
            turns += 1
            time.sleep(0.001)

    waiting = threading.Thread(target=lambda: telnum_error(client.list_numbers))
    waiting.start()
    count()
    assert turns > 100, turns


def telnum_error(call):
    try:
        call()
    except telnum.TelnumError as error:
        return error
    raise AssertionError("no error")
