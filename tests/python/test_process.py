"""Signals, forks and long runs."""

import contextlib
import gc
import os
import signal
import subprocess
import sys
import time

import telnum

from test_errors import raised
from wire import WireServer, hang, send_json

WAITS = """
import sys, telnum
client = telnum.IdtExpress("emulator-key", "emulator-secret", base_url=sys.argv[1])
try:
    if sys.argv[2] == "walk":
        list(client.numbers())
    elif sys.argv[2] == "wait":
        client.wait_for_order("1")
    else:
        client.create_order(16847, 2)
except KeyboardInterrupt:
    print("interrupted", client.close())
"""


def test_interrupt():
    """Ctrl-C ends a call within half a second, by KeyboardInterrupt, and cancels its request"""
    for what in ("walk", "wait", "purchase"):
        server = WireServer(lambda sock, request: hang(sock))
        command = [sys.executable, "-c", WAITS, server.url, what]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        until = time.monotonic() + 20
        while not server.requests and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.2)
        interrupted = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert server.connection_ended(0) - interrupted < 0.5
        assert process.communicate(timeout=10)[0].split()[0] == "interrupted"
        assert len(server.requests) == 1


def in_child(work):
    """Forks; brings what the work prints in the child."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, repr(work()).encode())
        except BaseException as error:
            os.write(writer, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        text = stream.read()
    os.waitpid(child, 0)
    return text


def test_fork():
    """after a fork, child and parent go on with the same client, each on its own connections"""
    server = WireServer(lambda sock, request: send_json(sock))
    client = telnum.IdtExpress(**server.keys(), timeout=5)
    client.list_numbers()
    for _ in range(3):
        assert in_child(lambda: len(client.list_numbers().numbers)) == "0"
        client.list_numbers()
    connections = [request["connection"] for request in server.requests]
    assert connections == [0, 1, 0, 2, 0, 3, 0], connections
    walk = client.numbers()
    assert "ConfigurationError" in in_child(lambda: next(walk))


def test_fork_places_once():
    """what was placed before a fork is placed no more after it, in the child either"""
    server = WireServer(lambda sock, request: sock.close())
    client = telnum.IdtExpress(**server.keys(), timeout=5)
    attempt = client.prepare_order(16847, quantity=1)
    assert type(raised(lambda: client.place(attempt))) is telnum.OutcomeUnknown
    assert in_child(lambda: client.place(attempt)).startswith("Conflict(")
    assert len(server.requests) == 1
    # The child's own are its own.
    other = client.prepare_order(16847, quantity=1)
    assert in_child(lambda: client.place(other)).startswith("OutcomeUnknown(")
    assert len(server.requests) == 2


def test_fork_asyncio():
    """after a fork, an asyncio client works in the child as well"""
    import asyncio

    server = WireServer(lambda sock, request: send_json(sock))
    client = telnum.AsyncIdtExpress(**server.keys(), timeout=5)

    async def ask():
        return len((await client.list_numbers()).numbers)

    assert asyncio.run(ask()) == 0
    assert in_child(lambda: asyncio.run(ask())) == "0"
    assert asyncio.run(ask()) == 0


def test_leaks():
    """10,000 calls and 1,000 errors leave no objects and no memory behind"""
    emulator = telnum.Emulator(record_requests=False)
    client = emulator.idt_express()

    def work(times):
        for _ in range(times):
            client.list_numbers()
            client.with_response.list_numbers(page_size=1)
            for _ in client.numbers(page_size=2):
                pass
        for _ in range(times // 5):
            with contextlib.suppress(telnum.InvalidInput):
                client.create_order("007", 101)

    work(500)
    gc.collect()
    before = (len(gc.get_objects()), resident())
    work(2_500)
    gc.collect()
    objects, memory = len(gc.get_objects()) - before[0], resident() - before[1]
    assert objects < 100, f"{objects} objects more"
    assert memory < 4_000_000, f"{memory} bytes more"


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


ENDS = """
import asyncio, atexit, io, logging, sys, threading, telnum
if sys.argv[3] == "logging":
    logging.basicConfig(level=logging.DEBUG, stream=io.StringIO())
keys = dict(api_key="emulator-key", api_secret="emulator-secret", base_url=sys.argv[1])
client = telnum.IdtExpress(**keys)
atexit.register(client.list_numbers)

def ask():
    while True:
        client.list_numbers(page_size=2 if sys.argv[2] == "hanging" else 1)

for _ in range(4):
    threading.Thread(target=ask, daemon=True).start()

async def main():
    client = telnum.AsyncIdtExpress(**keys)
    if sys.argv[2] == "hanging":
        task = asyncio.ensure_future(client.list_numbers(page_size=2))
        await asyncio.sleep(0.3)
    else:
        await asyncio.gather(*[client.list_numbers(page_size=1) for _ in range(8)])

asyncio.run(main())
"""


def test_exit():
    """a process ends quietly amid calls and logs, in threads and on an event loop, fifty times"""

    def answer(sock, request):
        return hang(sock) if request["target"].endswith("=2") else send_json(sock)

    server = WireServer(answer)
    quietly(ENDS, server, 50)


ENDS_UNDER_WAY = """
import asyncio, concurrent.futures, logging, io, sys, threading, time, telnum
keys = dict(api_key="emulator-key", api_secret="emulator-secret", base_url=sys.argv[1])
if sys.argv[3] == "logging":
    logging.basicConfig(level=logging.DEBUG, stream=io.StringIO())
client, other = telnum.IdtExpress(**keys), telnum.AsyncIdtExpress(**keys)

def run(call):
    threading.Thread(target=call, daemon=True).start()

async def several():
    tasks = [other.list_numbers(page_size=2), other.create_order(16847, 2)]
    await asyncio.gather(*[asyncio.ensure_future(it) for it in tasks])

async def walk():
    async for number in other.numbers(page_size=2):
        pass

def buy():
    while True:
        client.create_order(16847, 1)

if sys.argv[2] == "hanging":
    run(lambda: client.list_numbers(page_size=2))
    run(lambda: client.create_order(16847, 2))
    run(lambda: client.wait_for_order("2"))
    run(lambda: asyncio.run(several()))
    run(lambda: asyncio.run(walk()))
    run(lambda: asyncio.run(asyncio.wait_for(other.create_order(16847, 2), 60)))
    while len(client.list_countries()) < 7:
        time.sleep(0.01)
else:
    for _ in range(4):
        run(buy)
    time.sleep(0.1)
"""


def test_exit_under_way():
    """a process ends quietly amid purchases, walks and waits, in daemon threads and event loops"""
    hanging = []

    def answer(sock, request):
        if request["target"].endswith("countries"):
            countries = [{"name": "A", "iso": "AA"} for _ in hanging]
            return send_json(sock, {"countries": countries})
        if request["method"] == "POST" and not hanging and busy:
            order = {"id": "1", "status": "Created", "order_items": []}
            return send_json(sock, {"order": order})
        hanging.append(request)
        return hang(sock)

    for busy in (False, True):
        server = WireServer(answer)
        for _ in range(20):
            hanging.clear()
            quietly(ENDS_UNDER_WAY, server, 1, "busy" if busy else "hanging")


def quietly(script, server, turns, what=None):
    for turn in range(turns):
        mode = what or ("hanging" if turn < 5 else "busy")
        logs = "logging" if turn % 2 else "quiet"
        ended = subprocess.run(
            [sys.executable, "-c", script, server.url, mode, logs],
            capture_output=True,
            text=True,
            timeout=20,
        )
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", ""), ended
