"""Buys two numbers over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL."""

import os
import time

from telnum import IdtExpress

with IdtExpress(
    "emulator-key", "emulator-secret", base_url=os.environ["TELNUM_EMULATOR_URL"]
) as client:
    group = client.list_did_groups("BR")[0]
    order = client.create_order(group.id, quantity=2)
    until = time.monotonic() + 30
    while order.status != "complete":
        if time.monotonic() > until:
            raise SystemExit(f"order {order.id} is still {order.status}")
        time.sleep(0.5)
        order = client.get_order(order.id)

numbers = [number.e164 or number.number for item in order.order_items for number in item.numbers]
print(f"python: order {order.id} {order.status}, {len(numbers)} numbers: {', '.join(numbers)}")
