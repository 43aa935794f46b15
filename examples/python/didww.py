"""A number in Berlin at DIDWW: found, held, bought, routed, and let end. No account, no network."""

from decimal import Decimal

from telnum import Emulator

emulator = Emulator(seed=7)
client = emulator.didww()
most = Decimal("2")

# A group of numbers has its prices in its stock keeping units: one for each count of channels.
groups = client.list_did_groups(
    filter={"area_name": "Berlin", "is_available": True}, include=["stock_keeping_units"]
).did_groups
group, sku = next(
    (group, sku)
    for group in groups
    for sku in group.stock_keeping_units
    if sku.monthly_price is not None and sku.monthly_price < most
)
print(f"{group.area_name}: {sku.setup_price} once, {sku.monthly_price} a month")

# Held for some minutes, no one else can buy it.
offered = client.list_available_dids(filter={"did_group_id": group.id}).available_dids[0]
held = client.create_did_reservation(offered.id).did_reservation
print(f"{offered.e164} is held until {held.expires_at:%H:%M}")

# The price is looked up once more before anything is bought.
created = client.create_order(
    [{"sku_id": sku.id, "did_reservation_id": held.id}], max_monthly_price=most
)
order = client.wait_for_order(created.id)
print(f"order {order.reference} is {order.status}: it cost {order.amount}")

did = client.list_dids(filter={"order_id": order.id}).dids[0]
trunk = client.create_sip_trunk("office", "sip.example.com").voice_in_trunk
client.update_did(did.id, voice_in_trunk_id=trunk.id)
print(f"calls to {did.e164} go to the trunk {trunk.name}")

# It works as long as it is paid for.
ending = client.stop_renewing_did(did.id).did
print(f"{ending.e164} ends on {ending.expires_at:%Y-%m-%d}")
