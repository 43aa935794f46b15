"""What the cancellation of a purchase says: its attempt where it may have been sent."""

import asyncio
import signal
import threading

import telnum

from test_handlers import Nested, cancel, expire, on_alarm, ring
from test_own_journal import AsyncMemory
from wire import WireServer


async def buy_numbers(client, attempt):
    return await client.buy_numbers(attempt)


async def watch(client, attempt):
    return [state async for state in client.buy_and_watch(attempt)]


async def place(client, attempt):
    return await client.place(attempt)


async def test_async_cancelled_buying():
    """buy_numbers and buy_and_watch leave their attempt as the cause of a cancellation, too"""
    for begin in (buy_numbers, watch):
        for end in (cancel, expire):
            carrier = Nested(wait=5)
            client = telnum.AsyncIdtExpress(**carrier.server.keys())
            attempt = client.prepare_order("16847", 2)
            task = asyncio.ensure_future(begin(client, attempt))
            await asyncio.to_thread(carrier.asked.wait, 5)
            error = await end(task)
            while error is not None and not isinstance(error, telnum.OutcomeUnknown):
                error = error.__cause__ or error.__context__
            carrier.go_on.set()
            assert error and error.attempt == attempt and error.sent_at is not None
            assert error.candidate_order_id is None


async def test_async_cancelled_later():
    """once it is ordered, the cause names the order, and when it was sent"""
    emulator = telnum.Emulator()
    client = emulator.async_idt_express()
    attempt = client.prepare_order(16847, 2)
    steps = client.buy_and_watch(attempt)
    first = await steps.__anext__()
    sent_at = emulator.now
    emulator.advance(5)
    emulator.script(["never"])
    asked = len(emulator.requests)
    task = asyncio.ensure_future(steps.__anext__())
    while len(emulator.requests) == asked:
        await asyncio.sleep(0.001)
    lost = (await cancel(task)).__cause__
    assert (type(lost), lost.attempt) == (telnum.OutcomeUnknown, attempt)
    assert (lost.candidate_order_id, lost.sent_at) == (first.order_id, sent_at)


async def test_async_cancelled_unsent():
    """where nothing was sent, a cancellation has no cause, and the attempt can be placed"""
    for begin in (place, buy_numbers, watch):
        emulator, journal = telnum.Emulator(), AsyncMemory()
        asked, claim = asyncio.Event(), journal.claim

        async def wait(*_, asked=asked):
            asked.set()
            await asyncio.Event().wait()

        journal.claim = wait
        client = emulator.async_idt_express(journal=journal)
        attempt = client.prepare_order(16847, 2)
        task = asyncio.ensure_future(begin(client, attempt))
        await asked.wait()
        assert (await cancel(task)).__cause__ is None
        assert emulator.requests == []
        journal.claim = claim
        assert (await client.place(attempt)).ordered == 2


async def test_async_cancelled_amid_prices():
    """so is it while prices are looked up, before anything is bought"""
    emulator = telnum.Emulator()
    client = emulator.async_idt_express()
    attempt = client.prepare_order(16847, 2)
    emulator.script(["never"])
    task = asyncio.ensure_future(client.buy_numbers(attempt, max_monthly_price=9))
    while not emulator.requests:
        await asyncio.sleep(0.001)
    assert (await cancel(task)).__cause__ is None
    assert emulator.ledger == []


def test_interrupt_buying():
    """Ctrl-C amid buy_numbers and buy_and_watch has the attempt in its cause"""
    for begin in (
        lambda client, attempt: client.buy_numbers(attempt),
        lambda client, attempt: next(client.buy_and_watch(attempt)),
    ):
        carrier = Nested(wait=5)
        client = carrier.client()
        attempt = client.prepare_order("16847", 2)
        try:
            with on_alarm(signal.default_int_handler):
                begin(client, attempt)
        except KeyboardInterrupt as interrupt:
            lost = interrupt.__cause__
            assert type(lost) is telnum.OutcomeUnknown and lost.attempt == attempt
        else:
            raise AssertionError("nothing was raised")
        finally:
            carrier.go_on.set()


def test_interrupt_unsent():
    """Ctrl-C while prices are looked up has no cause: nothing was bought"""

    def hang(sock, request):
        ring()
        threading.Event().wait(5)
        return False

    server = WireServer(hang)
    client = telnum.IdtExpress(**server.keys())
    attempt = client.prepare_order("16847", 2)
    try:
        with on_alarm(signal.default_int_handler):
            client.buy_numbers(attempt, max_monthly_price=9)
    except KeyboardInterrupt as interrupt:
        assert interrupt.__cause__ is None, interrupt.__cause__
    else:
        raise AssertionError("nothing was raised")
    assert len(server.requests) == 1
