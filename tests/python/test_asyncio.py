"""What the asyncio client does."""

import asyncio
import contextlib
import gc
import threading
import time
import weakref

import telnum

from test_wire import drop_purchases
from wire import WireServer, hang, send_json


async def test_async_cancel():
    """cancelling a task ends its request on the wire within a tenth of a second"""
    server = WireServer(lambda sock, request: hang(sock))
    async with telnum.AsyncIdtExpress(**server.keys()) as client:
        for number, call in enumerate((client.list_numbers, buy(client), walk(client))):
            task = asyncio.create_task(call())
            while len(server.requests) == number:
                await asyncio.sleep(0.005)
            cancelled = time.monotonic()
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                pass
            else:
                raise AssertionError("not cancelled")
            ended = await asyncio.to_thread(server.connection_ended, number)
            assert ended - cancelled < 0.1, f"{ended - cancelled:.3f} s"
            assert len(server.requests) == number + 1


def buy(client):
    return lambda: client.create_order(16847, 2)


def walk(client):
    async def walk():
        async for _ in client.numbers():
            pass

    return walk


async def test_async_wait_for():
    """asyncio's own time-outs end a request"""
    server = WireServer(lambda sock, request: hang(sock))
    client = telnum.AsyncIdtExpress(**server.keys())
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(client.list_numbers(), 0.3)
    await asyncio.to_thread(server.connection_ended, 0, 1)


async def test_async_purchase():
    """a purchase whose answer is lost was on the wire once, on a connection of its own"""
    server = WireServer(drop_purchases)
    async with telnum.AsyncIdtExpress(**server.keys()) as client:
        for _ in range(3):
            await client.list_numbers()
        try:
            await client.create_order(16847, 2)
        except telnum.OutcomeUnknown as error:
            assert error.cause == "transport"
        else:
            raise AssertionError("no error")
    assert [(it["connection"], it["method"]) for it in server.requests] == [
        (0, "GET"),
        (0, "GET"),
        (0, "GET"),
        (1, "POST"),
    ]


async def test_async_drip():
    """a deadline holds against a byte a second; it is passed by 50 ms at most"""

    def drip(sock, request):
        sock.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
        while True:
            sock.sendall(b" ")
            time.sleep(1)

    client = telnum.AsyncIdtExpress(**WireServer(drip).keys(), timeout=0.5, max_retries=0)
    began = time.monotonic()
    try:
        await client.list_numbers()
    except telnum.Timeout:
        took = time.monotonic() - began
        assert 0.5 <= took <= 0.55, f"{took * 1000:.0f} ms instead of 500"
    else:
        raise AssertionError("no error")


async def test_async_many():
    """64 calls at once, and the loop goes on meanwhile"""
    server = WireServer(lambda sock, request: (time.sleep(0.05), send_json(sock))[1])
    client = telnum.AsyncIdtExpress(**server.keys())
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    ticking = asyncio.create_task(tick())
    pages = await asyncio.gather(*[client.list_numbers() for _ in range(64)])
    ticking.cancel()
    assert len(pages) == 64 and ticks > 10, ticks


async def test_async_errors():
    """exceptions arrive in the task that awaits, and only there"""
    client = telnum.Emulator().async_idt_express()
    outcomes = await asyncio.gather(
        client.get_order("1"), client.list_numbers(), buy(client)(), return_exceptions=True
    )
    assert [type(it).__name__ for it in outcomes] == ["NotFound", "IdtNumberPage", "IdtOrder"]


async def test_async_pages():
    """a walk's pages come one by one, and rows and pages go together"""
    client = telnum.Emulator(seeded_numbers=25).async_idt_express()
    assert [len(page.numbers) async for page in client.numbers(page_size=10).pages()] == [10, 10, 5]
    walk = client.numbers(page_size=10)
    first = await walk.__anext__()
    rest = [page async for page in walk.pages()]
    assert first.e164 and [len(page.numbers) for page in rest] == [10, 5]


def test_loops():
    """one asyncio client serves several event loops, one after another and at once"""
    server = WireServer(lambda sock, request: send_json(sock))
    client = telnum.AsyncIdtExpress(**server.keys())
    found = []

    async def ask():
        for _ in range(50):
            found.append(await client.list_numbers())

    for _ in range(3):
        asyncio.run(ask())
    threads = [threading.Thread(target=lambda: asyncio.run(ask())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 7 * 50


def test_loop_closed():
    """a loop that is closed before the answer harms nobody"""
    server = WireServer(lambda sock, request: (time.sleep(0.2), send_json(sock))[1])
    client = telnum.AsyncIdtExpress(**server.keys())
    loop = asyncio.new_event_loop()
    task = loop.create_task(client.list_numbers())
    loop.run_until_complete(asyncio.sleep(0.05))
    task._log_destroy_pending = False
    loop.close()
    time.sleep(0.4)
    assert asyncio.run(client.list_numbers()).numbers == ()


async def test_async_leaks():
    """5,000 calls and 500 cancelled ones leave no objects behind"""
    client = telnum.Emulator(record_requests=False).async_idt_express()

    async def work(times):
        for _ in range(times):
            await asyncio.gather(*[client.list_numbers() for _ in range(10)])
            task = asyncio.create_task(client.list_numbers())
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    await work(50)
    await asyncio.sleep(0.1)
    gc.collect()
    before = len(gc.get_objects())
    await work(500)
    await asyncio.sleep(0.1)
    gc.collect()
    more = len(gc.get_objects()) - before
    assert more < 100, f"{more} objects more"


def test_loop_released():
    """a client that is let go keeps no event loop alive"""
    loops = []

    async def ask():
        loops.append(weakref.ref(asyncio.get_running_loop()))
        await telnum.Emulator().async_idt_express().list_numbers()

    asyncio.run(ask())
    # The thread in the background lets go of it a moment after the answer.
    until = time.monotonic() + 5
    while loops[0]() is not None and time.monotonic() < until:
        gc.collect()
        time.sleep(0.01)
    assert loops[0]() is None
