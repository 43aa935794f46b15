"""Walks over lists that change while they are read."""

import telnum


def account():
    emulator = telnum.Emulator(seed=7)
    emulator.set("seeded_numbers", 250)
    emulator.set("removed_listed_s", 0)
    return emulator


def test_release_all():
    """numbers that are deleted while they are listed hide no others"""
    emulator = account()
    client = emulator.idt_express()
    released = [client.delete_number(it.number).number for it in client.numbers()]
    assert len(released) == len(set(released)) == 250
    assert not list(client.numbers())


async def test_async_release_all():
    """numbers that are deleted while they are listed hide no others (asyncio)"""
    emulator = account()
    async with emulator.async_idt_express() as client:
        released = [(await client.delete_number(it.number)).number async for it in client.numbers()]
        assert len(released) == len(set(released)) == 250
        assert not [it async for it in client.numbers()]
