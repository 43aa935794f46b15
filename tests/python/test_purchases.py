"""A purchase that was sent is an order or an `OutcomeUnknown`, whatever happens in this process."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import telnum

from wire import WireServer

ORDER = {"order": {"id": "4711", "status": "Created", "order_items": []}}
BOUGHT = (
    b"<response><result>success</result><result_description><quantity>1</quantity>"
    b"<numbers><number>3125550100</number></numbers></result_description></response>"
)

# Buys while the process can open nothing more, or its package is gone.
BUYS = """
import sys, telnum
url, carrier, way = sys.argv[1:]
asynchronous = way.startswith("async")
name = {"idt": "IdtExpress", "dt": "DialogTech"}[carrier]
client = getattr(telnum, ("Async" if asynchronous else "") + name)(
    "emulator-key", "emulator-secret", base_url=url
)
given = {"idt": ("16847", 1), "dt": ("local", 1)}[carrier]
more = {"dt": {"search": "312"}}.get(carrier, {})
method = {"idt": "create_order", "dt": "order_numbers"}[carrier]

def attempt():
    return client.prepare_order(*given, **more)

def buy():
    on = client.with_response if way.endswith("whole") else client
    if way.endswith("place"):
        return on.place(attempt())
    return getattr(on, method)(*given, **more)

async def buy_async():
    return await buy()

try:
    if asynchronous:
        import asyncio
        bought = asyncio.run(buy_async())
    else:
        bought = buy()
    print("bought", bought.to_json() if not way.endswith("whole") else bought.value.to_json())
except telnum.OutcomeUnknown as lost:
    print("unknown", lost.attempt.to_json())
except telnum.TelnumError as error:
    print(error.kind, error)
"""


def sells(carrier):
    """How a carrier answers an order."""

    def answer(sock, request):
        body = json.dumps(ORDER).encode() if carrier == "idt" else BOUGHT
        kind = "application/json" if carrier == "idt" else "text/xml"
        head = f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
        sock.sendall(head.encode() + body)

    return answer


def buys(carrier, way, *, harm=None, lost=False, folder=None):
    """What a process prints that buys while it is harmed."""
    process = None

    def answer(sock, request):
        harm(process)
        if lost:
            return False
        return sells(carrier)(sock, request)

    server = WireServer(answer)
    path = {} if folder is None else {"PYTHONPATH": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-B", "-c", BUYS, server.url, carrier, way],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **path},
    )
    said, errors = process.communicate(timeout=60)
    assert len(server.requests) == 1, (said, errors)
    assert errors == "", errors
    return said


def no_descriptors(process):
    import resource

    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (3, 3))


WAYS = ["ordinary", "place", "whole", "async", "async-place", "async-whole"]


def test_no_descriptors():
    """a purchase ends as itself in a process that has no descriptor left when the answer comes"""
    for carrier in ("idt", "dt"):
        for way in WAYS:
            said = buys(carrier, way, harm=no_descriptors)
            assert said.startswith("bought {"), (carrier, way, said)
            said = buys(carrier, way, harm=no_descriptors, lost=True)
            assert said.startswith('unknown {"version":1'), (carrier, way, said)


def test_no_package():
    """a purchase ends as itself in a process whose package was replaced meanwhile"""
    installed = Path(telnum.__file__).parent
    for carrier in ("idt", "dt"):
        for way in WAYS:
            with tempfile.TemporaryDirectory() as folder:
                shutil.copytree(installed, Path(folder, "telnum"))

                def remove(process):
                    shutil.rmtree(Path(folder, "telnum"))

                said = buys(carrier, way, harm=remove, folder=folder)
                assert said.startswith("bought {"), (carrier, way, said)


def test_read_without_descriptors():
    """an answer to a read is read in a process that has no descriptor left when it comes"""
    script = """
import sys, telnum
client = telnum.Didww("emulator-key", base_url=sys.argv[1], max_retries=0)
try:
    print(client.list_dids().dids)
except telnum.ServerError as error:
    print(error.kind)
"""
    for answer, expected in (
        (b'HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{"data":[]}', "()\n"),
        (b"HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n", "server\n"),
    ):
        process = None

        def reply(sock, request):
            no_descriptors(process)  # noqa: B023
            sock.sendall(answer)  # noqa: B023

        server = WireServer(reply)
        process = subprocess.Popen(
            [sys.executable, "-c", script, server.url],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.communicate(timeout=60) == (expected, "")


def test_unshowable():
    """an order that cannot be shown is an OutcomeUnknown with its attempt and the order's id"""
    script = """
import sys, telnum
client = telnum.IdtExpress("emulator-key", "emulator-secret", base_url=sys.argv[1])
import telnum._response

def fail(self, value, info):
    raise MemoryError("no memory")

telnum.Response.__init__ = fail
try:
    client.with_response.create_order("16847", 1)
except telnum.OutcomeUnknown as lost:
    print(lost.attempt.arguments["quantity"], lost.candidate_order_id, lost.cause)
    print(repr(lost.__cause__))
    assert lost.sent_at and lost.carrier == "idt_express" and "look" in lost.text.lower()
"""
    server = WireServer(sells("idt"))
    ended = subprocess.run(
        [sys.executable, "-c", script, server.url], capture_output=True, text=True, timeout=60
    )
    assert (ended.stdout, ended.stderr) == ("1 4711 decode\nMemoryError('no memory')\n", "")
