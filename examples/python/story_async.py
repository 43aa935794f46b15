"""The story of `story.py` with asyncio."""

import asyncio
import os
import sys

from telnum import AsyncDialogTech, AsyncDidww, AsyncIdtExpress, IdtOrder


def step(text: str) -> None:
    print(text, file=sys.stderr)


def check(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise SystemExit(otherwise)


async def at_idt_express(client: AsyncIdtExpress) -> str:
    statuses: list[str] = []

    def progress(order: IdtOrder) -> None:
        statuses.append(order.status)
        step(f"order {order.id} is {order.status}: {order.fulfilled} of {order.ordered} delivered")

    countries, groups = await asyncio.gather(client.list_countries(), client.list_did_groups("BR"))
    step(f"numbers are sold in {len(countries)} countries")

    group, fees = groups[0], groups[0].fees
    if fees is None:
        raise SystemExit(f"group {group.id} has no price")
    price = f"{fees.setup_fee} + {fees.monthly_fee}"
    preview = await client.preview_order(group.id, quantity=2)
    step(f"{preview.ordered} numbers of group {group.id}, {group.name}: {price} a month for each")

    created = await client.create_order(group.id, quantity=2)
    order = await client.wait_for_order(created.id, on_progress=progress)
    check(order.delivery == "delivered", f"order {order.id} is {order.delivery}")

    bought = [number for item in order.order_items for number in item.numbers]
    listed = {number.number async for number in client.numbers()}
    check({it.number for it in bought} <= listed, "a number that was bought is not listed")
    check(order.id in {it.id async for it in client.orders()}, f"order {order.id} is not listed")
    step(f"{len(listed)} numbers and the order are listed")

    first = bought[0]
    await client.delete_number(first.number)
    removed = [it.number async for it in client.numbers() if it.status == "removed"]
    check(first.number in removed, f"{first.number} is not listed as removed")
    step(f"{first.number} is removed")

    return (
        f"{len(countries)} countries, group {group.id} at {price}, preview {preview.ordered}, "
        f"order {order.id} {order.delivery} ({' > '.join(statuses)}), "
        f"numbers {' '.join(it.e164 or it.number for it in bought)}, deleted {first.e164}"
    )


async def at_dialog_tech(client: AsyncDialogTech) -> str:
    local = (await client.order_numbers("local", 2, search="312")).numbers
    step(f"DialogTech sold {local[0].number} and {local[1].number}")
    return f"DialogTech {' '.join(it.e164 or it.number for it in local)}"


async def at_didww(client: AsyncDidww) -> str:
    berlin, *_ = (
        await client.list_did_groups(
            filter={"area_name": "Berlin"}, include=["stock_keeping_units"]
        )
    ).did_groups
    sku = berlin.stock_keeping_units[0]
    available = await client.list_available_dids(filter={"did_group_id": berlin.id})
    chosen = available.available_dids[0]
    held = (await client.create_did_reservation(chosen.id)).did_reservation
    step(f"DIDWW holds {chosen.e164}: {sku.setup_price} + {sku.monthly_price} a month")

    placed = await client.create_order([{"sku_id": sku.id, "did_reservation_id": held.id}])
    done = await client.wait_for_order(placed.id)
    check(done.status == "completed", f"order {done.id} is {done.status}")
    brought = await client.list_dids(filter={"order_id": done.id}, include=["did_group.country"])
    check([it.number for it in brought.dids] == [chosen.number], f"order {done.id} brought others")
    did = brought.dids[0]
    country = did.did_group and did.did_group.country

    made = await client.create_sip_trunk(f"story {done.reference}", "sip.example.com")
    trunk = made.voice_in_trunk
    await client.update_did(did.id, voice_in_trunk_id=trunk.id)
    routed = (await client.get_did(did.id, include=["voice_in_trunk"])).did.voice_in_trunk
    check(routed is not None and routed.id == trunk.id, f"{chosen.e164} is not routed")
    step(f"DIDWW sold it, and sends its calls to the trunk {trunk.name}")
    return f"DIDWW order {done.id} {done.status}, {chosen.e164} in {country and country.name}"


async def main() -> None:
    url = os.environ["TELNUM_EMULATOR_URL"]
    keys = ("emulator-access-key", "emulator-secret-access-key")
    async with (
        AsyncIdtExpress("emulator-key", "emulator-secret", base_url=url) as idt_express,
        AsyncDialogTech(*keys, base_url=url) as dialog_tech,
        AsyncDidww("emulator-key", base_url=url) as didww,
    ):
        stories = [
            await at_idt_express(idt_express),
            await at_dialog_tech(dialog_tech),
            await at_didww(didww),
        ]
    print(f"python-async: {'; '.join(stories)}")


asyncio.run(main())
