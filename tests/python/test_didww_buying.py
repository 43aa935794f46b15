"""DIDWW: a number's life, from the search to its end, and orders that go another way."""

import logging
import pickle

import telnum

from test_errors import raised
from test_secrets import shown

BERLIN = {"area_name": "Berlin", "is_available": True}
PASSWORD = "trunk-1234567890"


def affordable(client):
    """The group of Berlin, and what costs less than 2 a month there."""
    (group,) = client.list_did_groups(filter=BERLIN, include=["stock_keeping_units"]).did_groups
    return group, next(it for it in group.stock_keeping_units if it.monthly_price < 2)


def test_number_of_berlin():
    """a number of Berlin is chosen, held, bought, routed, let end, and taken back"""
    emulator = telnum.Emulator()
    client = emulator.didww()
    group, sku = affordable(client)
    offered = client.list_available_dids(filter={"did_group_id": group.id}).available_dids[0]
    held = client.create_did_reservation(offered.id).did_reservation
    again = client.list_available_dids(filter={"did_group_id": group.id, "id": offered.id})
    assert again.available_dids == ()

    items: list[telnum.didww.DidwwNewOrderItem] = [
        {"sku_id": sku.id, "did_reservation_id": held.id}
    ]
    order = client.create_order(items)
    assert (order.status, order.disagreements) == ("pending", ())
    seen = []
    done = client.wait_for_order(order.id, on_progress=lambda it: seen.append(it.status))
    assert (done.status, seen) == ("completed", ["pending", "completed"])
    assert done.amount == sku.setup_price + sku.monthly_price
    (did,) = client.list_dids(filter={"order_id": order.id}).dids
    assert did.e164 == offered.e164

    trunk = client.create_sip_trunk("office", "sip.example.com").voice_in_trunk
    client.update_did(did.id, voice_in_trunk_id=trunk.id, description="reception")
    routed = client.get_did(did.id, include=["voice_in_trunk"]).did
    assert (routed.voice_in_trunk.name, routed.description) == ("office", "reception")
    cleared = client.update_did(did.id, clear=["description"])
    assert cleared.did.description is None

    assert client.stop_renewing_did(did.id).did.billing_cycles_count == 0
    assert not client.get_did(did.id).did.terminated
    emulator.advance(32 * 86_400)
    assert client.get_did(did.id).did.terminated
    assert not client.restore_did(did.id).did.terminated
    # The month that it was taken back for is paid.
    assert [it.cost for it in emulator.ledger] == [str(done.amount), str(sku.monthly_price)]


def test_order_canceled():
    """an order that is pending can be cancelled, and its number is gone"""
    client = telnum.Emulator().didww()
    _, sku = affordable(client)
    order = client.create_order([{"sku_id": sku.id, "qty": 1}])
    assert client.cancel_order(order.id).id == order.id
    assert client.wait_for_order(order.id).status == "canceled"
    assert client.list_dids(filter={"order_id": order.id}).dids == ()
    assert type(raised(lambda: client.cancel_order(order.id))) is telnum.InvalidInput


def test_lost_order():
    """an order whose answer is lost is found by its attempt's id, after a restart too"""
    emulator = telnum.Emulator()
    client = emulator.didww()
    _, sku = affordable(client)
    attempt = client.prepare_order([{"sku_id": sku.id, "qty": 1}])
    emulator.script([{"fault": "reset_after"}])
    lost = raised(lambda: client.place(attempt))
    assert type(lost) is telnum.OutcomeUnknown and lost.attempt == attempt
    kept = telnum.Attempt.from_json(attempt.to_json())
    found = emulator.didww().list_orders(filter={"external_reference_id": kept.id}).orders
    assert [it.external_reference_id for it in found] == [attempt.id]
    assert [it.order_id for it in emulator.ledger] == [found[0].id]


async def test_async_number_of_berlin():
    """with asyncio, a number of Berlin is held, bought, watched until it is there, and given up"""
    client = telnum.Emulator().async_didww()
    found = await client.list_did_groups(filter=BERLIN, include=["stock_keeping_units"])
    (group,) = found.did_groups
    sku = next(it for it in group.stock_keeping_units if it.monthly_price < 2)
    offered = await client.list_available_dids(filter={"did_group_id": group.id})
    held = await client.create_did_reservation(offered.available_dids[0].id)
    item = {"sku_id": sku.id, "did_reservation_id": held.did_reservation.id}
    order = await client.place(client.prepare_order([item]))
    seen = [it.status async for it in client.watch_order(order.id)]
    assert seen == ["pending", "completed"]
    (did,) = [it async for it in client.dids(filter={"order_id": order.id})]
    assert (await client.terminate_did(did.id)).did.terminated
    assert not (await client.restore_did(did.id)).did.terminated


PARTS = {"auth_enabled": True, "auth_user": "office", "auth_password": PASSWORD}


def refused(client):
    """Calls with a secret that fail: at the carrier, and for wrong arguments."""
    yield lambda: client.create_sip_trunk("office", "sip.example.com", **PARTS)
    yield lambda: client.create_sip_trunk("", "", **PARTS)
    yield lambda: client.create_sip_trunk("two", "sip.example.com", port="x", **PARTS)
    yield lambda: client.update_voice_in_trunk("", **PARTS)
    yield lambda: client.verify_callback("https://example.com/?id=1", "0", callback_secret=PASSWORD)


def test_trunk_password():
    """a trunk's password is in nothing that can be printed: answers, requests, errors, logs"""
    emulator = telnum.Emulator()
    client = emulator.didww()
    said = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(repr(record.__dict__))
    logger = logging.getLogger("telnum")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        made = client.create_sip_trunk("office", "sip.example.com", **PARTS)
        trunk = made.voice_in_trunk.id
        changed = client.update_voice_in_trunk(trunk, **{**PARTS, "auth_password": PASSWORD * 2})
        failures = [raised(call) for it in (client, client.with_response) for call in refused(it)]
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    for record in (made, changed):
        told = f"{record!r} {record.to_json()} {pickle.dumps(record)!r}"
        assert PASSWORD not in told and "[redacted]" in told, told
    assert len(failures) == 10
    for error in failures:
        ours, text = shown(error)
        assert ours and PASSWORD not in text + error.to_json(), text
    requests = repr(emulator.requests)
    assert PASSWORD not in requests and "office" in requests
    assert len(said) > 4 and PASSWORD not in "".join(said)


async def test_async_trunk_password():
    """with asyncio, no frame of telnum's shows a trunk's password where a call fails"""
    client = telnum.Emulator().async_didww()
    await client.create_sip_trunk("office", "sip.example.com", **PARTS)
    for call in [call for it in (client, client.with_response) for call in refused(it)]:
        try:
            await call()
        except telnum.TelnumError as error:
            ours, text = shown(error)
            assert ours and PASSWORD not in text + error.to_json(), text
        else:
            raise AssertionError("no error")
