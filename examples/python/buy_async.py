"""Buys two numbers over HTTP with asyncio, from a `telnum-emulator` at TELNUM_EMULATOR_URL."""

import asyncio
import os

from telnum import AsyncIdtExpress, IdtOrder


async def complete(client: AsyncIdtExpress, order: IdtOrder) -> IdtOrder:
    while order.status != "complete":
        await asyncio.sleep(0.5)
        order = await client.get_order(order.id)
    return order


async def main() -> None:
    url = os.environ["TELNUM_EMULATOR_URL"]
    async with AsyncIdtExpress("emulator-key", "emulator-secret", base_url=url) as client:
        group = (await client.list_did_groups("BR"))[0]
        created = await client.create_order(group.id, quantity=2)
        order = await asyncio.wait_for(complete(client, created), 30)
    numbers = [it.e164 or it.number for item in order.order_items for it in item.numbers]
    listed = ", ".join(numbers)
    print(f"python-async: order {order.id} {order.status}, {len(numbers)} numbers: {listed}")


asyncio.run(main())
