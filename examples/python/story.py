"""The whole story over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL.

At IDT Express: coverage, price, preview, buying, waiting, lists, deleting. At DialogTech: buying.
At DIDWW: choosing, reserving, buying, waiting, routing.
"""

import os
import sys

from telnum import DialogTech, Didww, IdtExpress, IdtOrder


def step(text: str) -> None:
    print(text, file=sys.stderr)


def check(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise SystemExit(otherwise)


statuses: list[str] = []


def progress(order: IdtOrder) -> None:
    statuses.append(order.status)
    step(f"order {order.id} is {order.status}: {order.fulfilled} of {order.ordered} delivered")


url = os.environ["TELNUM_EMULATOR_URL"]
with IdtExpress("emulator-key", "emulator-secret", base_url=url) as client:
    countries = client.list_countries()
    step(f"numbers are sold in {len(countries)} countries")

    group = client.list_did_groups("BR")[0]
    fees = group.fees
    if fees is None:
        raise SystemExit(f"group {group.id} has no price")
    price = f"{fees.setup_fee} + {fees.monthly_fee}"
    preview = client.preview_order(group.id, quantity=2)
    step(f"{preview.ordered} numbers of group {group.id}, {group.name}: {price} a month for each")

    created = client.create_order(group.id, quantity=2)
    order = client.wait_for_order(created.id, on_progress=progress)
    check(order.delivery == "delivered", f"order {order.id} is {order.delivery}")

    bought = [number for item in order.order_items for number in item.numbers]
    listed = {number.number for number in client.numbers()}
    check({it.number for it in bought} <= listed, "a number that was bought is not listed")
    check(order.id in {it.id for it in client.orders()}, f"order {order.id} is not listed")
    step(f"{len(listed)} numbers and the order are listed")

    first = bought[0]
    client.delete_number(first.number)
    removed = [it.number for it in client.numbers() if it.status == "removed"]
    check(first.number in removed, f"{first.number} is not listed as removed")
    step(f"{first.number} is removed")

with DialogTech("emulator-access-key", "emulator-secret-access-key", base_url=url) as dialog_tech:
    local = dialog_tech.order_numbers("local", 2, search="312").numbers
step(f"DialogTech sold {local[0].number} and {local[1].number}")

with Didww("emulator-key", base_url=url) as didww:
    berlin = didww.list_did_groups(
        filter={"area_name": "Berlin"}, include=["stock_keeping_units"]
    ).did_groups[0]
    sku = berlin.stock_keeping_units[0]
    chosen = didww.list_available_dids(filter={"did_group_id": berlin.id}).available_dids[0]
    held = didww.create_did_reservation(chosen.id).did_reservation
    step(f"DIDWW holds {chosen.e164}: {sku.setup_price} + {sku.monthly_price} a month")

    placed = didww.create_order([{"sku_id": sku.id, "did_reservation_id": held.id}])
    done = didww.wait_for_order(placed.id)
    check(done.status == "completed", f"order {done.id} is {done.status}")
    dids = didww.list_dids(filter={"order_id": done.id}, include=["did_group.country"]).dids
    check([it.number for it in dids] == [chosen.number], f"order {done.id} brought {dids}")
    country = dids[0].did_group and dids[0].did_group.country

    trunk = didww.create_sip_trunk(f"story {done.reference}", "sip.example.com").voice_in_trunk
    didww.update_did(dids[0].id, voice_in_trunk_id=trunk.id)
    routed = didww.get_did(dids[0].id, include=["voice_in_trunk"]).did.voice_in_trunk
    check(routed is not None and routed.id == trunk.id, f"{chosen.e164} is not routed")
    step(f"DIDWW sold it, and sends its calls to the trunk {trunk.name}")

print(
    f"python: {len(countries)} countries, group {group.id} at {price}, preview {preview.ordered}, "
    f"order {order.id} {order.delivery} ({' > '.join(statuses)}), "
    f"numbers {' '.join(it.e164 or it.number for it in bought)}, deleted {first.e164}; "
    f"DialogTech {' '.join(it.e164 or it.number for it in local)}; "
    f"DIDWW order {done.id} {done.status}, {chosen.e164} in {country and country.name}"
)
