"""Waiting for orders, and watching them."""

import asyncio
import pickle
import time

import telnum

from wire import WireServer, hang, send_json

IN_STEPS = 90014
"""A DID group of the emulator whose orders are delivered by halves."""


def order_in_steps():
    emulator = telnum.Emulator()
    order = emulator.idt_express().create_order(IN_STEPS, 4)
    return emulator, order.id


def steps(orders):
    return [(it.order_items[0].status, it.fulfilled, it.delivery) for it in orders]


EXPECTED = [
    ("received", 0, "moving"),
    ("processing", 2, "moving"),
    ("fulfilled_complete", 4, "delivered"),
]


def test_progress():
    """a wait tells of the order at once, then of each change, and brings the last"""
    emulator, order_id = order_in_steps()
    seen = []
    order = emulator.idt_express().wait_for_order(order_id, on_progress=seen.append)
    assert steps(seen) == EXPECTED and seen[-1] is order
    emulator, order_id = order_in_steps()
    assert list(emulator.idt_express().watch_order(order_id)) == seen


async def test_async_progress():
    """with asyncio, progress goes to a function or a coroutine function, and comes as a stream"""
    emulator, order_id = order_in_steps()
    seen = []
    order = await emulator.async_idt_express().wait_for_order(order_id, on_progress=seen.append)
    assert steps(seen) == EXPECTED and seen[-1] is order
    again = []

    async def progress(order):
        await asyncio.sleep(0)
        again.append(order)

    emulator, order_id = order_in_steps()
    await emulator.async_idt_express().wait_for_order(order_id, on_progress=progress)
    emulator, order_id = order_in_steps()
    watched = [it async for it in emulator.async_idt_express().watch_order(order_id)]
    assert again == seen and watched == seen


def test_progress_raises():
    """what the progress callback raises ends the wait and reaches its caller"""
    emulator, order_id = order_in_steps()
    had = len(emulator.requests)
    error = KeyError("mine")

    def progress(order):
        raise error

    try:
        emulator.idt_express().wait_for_order(order_id, on_progress=progress)
    except KeyError as raised:
        assert raised is error and raised.__cause__ is None and raised.__context__ is None
    else:
        raise AssertionError("nothing was raised")
    assert len(emulator.requests) == had + 1 and emulator.sleeps == []


async def test_unfit_progress():
    """what cannot be called is refused before anything is sent"""
    emulator, order_id = order_in_steps()
    had = len(emulator.requests)
    client, async_client = emulator.idt_express(), emulator.async_idt_express()
    for wait in (client.wait_for_order, async_client.wait_for_order):
        try:
            waited = wait(order_id, on_progress=3)
            await waited
        except telnum.InvalidInput as error:
            assert "`on_progress` must be callable" in error.text
        else:
            raise AssertionError("no error")
    assert len(emulator.requests) == had


async def test_async_progress_raises():
    """what the progress callback raises ends an asyncio wait too"""
    emulator, order_id = order_in_steps()
    had = len(emulator.requests)

    def now(order):
        raise KeyError("mine")

    async def later(order):
        raise KeyError("mine")

    for number, progress in enumerate((now, later), 1):
        try:
            await emulator.async_idt_express().wait_for_order(order_id, on_progress=progress)
        except KeyError:
            assert len(emulator.requests) == had + number
        else:
            raise AssertionError("nothing was raised")


def test_watch_is_lazy():
    """a watch asks for nothing before it is wanted, and for nothing more once it is left"""
    emulator, order_id = order_in_steps()
    client = emulator.idt_express()
    had = len(emulator.requests)
    watch = client.watch_order(order_id)
    assert len(emulator.requests) == had
    for _ in watch:
        break
    assert len(emulator.requests) == had + 1
    try:
        client.watch_order("")
    except telnum.InvalidInput as error:
        assert "order_id" in error.text
    else:
        raise AssertionError("an empty id was taken")


def test_time_is_up():
    """when the time is up, the exception carries the order, and pickles with it"""
    emulator = telnum.Emulator()
    client = emulator.idt_express()
    order = client.create_order(90012, 2)
    try:
        client.wait_for_order(order.id, timeout=60)
    except telnum.Timeout as error:
        assert isinstance(error.order, telnum.IdtOrder) and error.order.delivery == "moving"
        other = pickle.loads(pickle.dumps(error))
        assert other.order == error.order and other.to_dict() == error.to_dict()
        assert error.to_dict()["order"]["id"] == order.id and "order=IdtOrder(" in repr(error)
        assert 50 <= sum(emulator.sleeps) <= 60
    else:
        raise AssertionError("the wait ended well")


MOVING = {"order": {"id": "1", "status": "Processing", "order_items": [{"status": "Processing"}]}}


async def test_async_cancel_wait():
    """cancelling a wait ends its request, or its pause, and no request follows"""
    server = WireServer(lambda sock, request: hang(sock))
    async with telnum.AsyncIdtExpress(**server.keys()) as client:

        async def watch():
            async for _ in client.watch_order("1"):
                pass

        async def walk():
            async for _ in client.orders():
                pass

        for number, call in enumerate((lambda: client.wait_for_order("1"), watch, walk)):
            task = asyncio.create_task(call())
            while len(server.requests) == number:
                await asyncio.sleep(0.005)
            await cancelled(task)
            await asyncio.to_thread(server.connection_ended, number, 0.5)
            assert len(server.requests) == number + 1
    server = WireServer(lambda sock, request: send_json(sock, MOVING))
    client = telnum.AsyncIdtExpress(**server.keys())
    seen = asyncio.Event()
    task = asyncio.create_task(client.wait_for_order("1", on_progress=lambda _: seen.set()))
    await seen.wait()
    await asyncio.sleep(0.1)
    await cancelled(task)
    # The first pause is a second at most.
    await asyncio.sleep(1.1)
    assert len(server.requests) == 1, server.requests


async def cancelled(task):
    began = time.monotonic()
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        took = time.monotonic() - began
        assert took < 0.1, f"{took:.3f} s"
    else:
        raise AssertionError("not cancelled")


async def test_async_wait_beside():
    """an order is waited for while other calls go on"""
    server = WireServer(
        lambda sock, request: (
            send_json(sock, MOVING) if "orders/" in request["target"] else send_json(sock)
        )
    )
    async with telnum.AsyncIdtExpress(**server.keys()) as client:
        task = asyncio.create_task(client.wait_for_order("1", timeout=3))
        pages = 0
        while not task.done():
            await client.list_numbers()
            pages += 1
        assert isinstance(task.exception(), telnum.Timeout) and pages > 20, pages
