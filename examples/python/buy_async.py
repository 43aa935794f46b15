"""Buys two numbers over HTTP with asyncio, from a `telnum-emulator` at TELNUM_EMULATOR_URL."""

import asyncio
import os

from telnum import AsyncIdtExpress


async def main() -> None:
    url = os.environ["TELNUM_EMULATOR_URL"]
    async with AsyncIdtExpress("emulator-key", "emulator-secret", base_url=url) as client:
        group = (await client.list_did_groups("BR"))[0]
        created = await client.create_order(group.id, quantity=2)
        order = await client.wait_for_order(created.id, timeout=30)
    numbers = [it.e164 or it.number for item in order.order_items for it in item.numbers]
    listed = ", ".join(numbers)
    print(f"python-async: order {order.id} {order.status}, {len(numbers)} numbers: {listed}")


asyncio.run(main())
