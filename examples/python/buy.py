"""Buys two numbers over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL."""

import os

from telnum import IdtExpress

url = os.environ["TELNUM_EMULATOR_URL"]
with IdtExpress("emulator-key", "emulator-secret", base_url=url) as client:
    group = client.list_did_groups("BR")[0]
    created = client.create_order(group.id, quantity=2)
    order = client.wait_for_order(created.id, timeout=30)

numbers = [number.e164 or number.number for item in order.order_items for number in item.numbers]
print(f"python: order {order.id} {order.status}, {len(numbers)} numbers: {', '.join(numbers)}")
