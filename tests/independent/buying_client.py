"""What DIDWW's own client buys and manages at the emulator, a function a test."""

import json
import threading
import urllib.parse
import urllib.request
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer

from account import Account


def buys(account: Account) -> None:
    """it finds a group with its units in a country, buys two numbers and reads them back."""
    client, group = account.client, a_group(account)
    unit = group.stock_keeping_units[0]
    before = money(account)
    order = client.orders().create(an_order(account, unit.id, qty=2, reference="mine-1")).data
    assert order.is_pending and order.external_reference_id == "mine-1", order.attributes
    price = Decimal(unit.setup_price) + Decimal(unit.monthly_price)
    assert Decimal(order.amount) == 2 * price, (order.amount, price)
    assert [(it._attr("qty"), it._attr("did_group_id")) for it in order.items] == [(2, group.id)]
    assert before - money(account) == 2 * price
    found = listed(account, client.orders(), external_reference_id="mine-1")
    assert [it.id for it in found] == [order.id]
    control(account, "clock", {"advance_s": 10})
    order = client.orders().find(order.id).data
    assert order.is_completed and order.items[0]._attr("billed_from"), order.attributes
    dids = account.dids(["order", "did_group"], order__id=order.id).data
    assert [(it.order.id, it.did_group.id) for it in dids] == [(order.id, group.id)] * 2
    assert all(it.expires_at > it.created_at for it in dids)
    line = ledger(account)[0]
    assert (line["order_id"], line["quantity"]) == (order.id, 2), line
    assert line["numbers"] == [it.number for it in dids]


def chooses(account: Account) -> None:
    """it buys a chosen number, and one that it has reserved."""
    from didww.query_params import QueryParams
    from didww.resources.did_reservation import DidReservation
    from didww.resources.order_item.available_did_order_item import AvailableDidOrderItem
    from didww.resources.order_item.reservation_did_order_item import ReservationDidOrderItem

    client = account.client
    params = QueryParams().include("did_group.stock_keeping_units")
    chosen, held = client.available_dids().list(params).data[:2]
    reservation = DidReservation()
    reservation.description = "for a test"
    reservation.available_did = held
    reservation = client.did_reservations().create(reservation).data
    assert listed(account, client.did_reservations())[0].description == "for a test"
    first, second = AvailableDidOrderItem(), ReservationDidOrderItem()
    first.sku_id = chosen.did_group.stock_keeping_units[0].id
    first.available_did_id = chosen.id
    second.sku_id = held.did_group.stock_keeping_units[0].id
    second.did_reservation_id = reservation.id
    order = client.orders().create(an_order(account, items=[first, second])).data
    numbers = {it.number for it in account.dids(order__id=order.id).data}
    assert numbers == {chosen.number, held.number}, numbers
    assert [it.id for it in listed(account, client.did_reservations()) if it.id] == []
    again = account.refused(lambda: client.orders().create(an_order(account, items=[first])))
    assert again == (422, ["100"]), again


def cancels(account: Account) -> None:
    """it cancels a pending order, and its numbers and its money are back."""
    client, unit = account.client, a_group(account).stock_keeping_units[0]
    before = money(account)
    order = client.orders().create(an_order(account, unit.id, qty=3)).data
    assert len(account.dids(order__id=order.id).data) == 3
    client.orders().delete(order.id)
    assert client.orders().find(order.id).data.is_canceled
    assert [it.id for it in account.dids(order__id=order.id).data if it.id] == []
    assert money(account) == before
    assert account.refused(lambda: client.orders().delete(order.id)) == (422, ["100"])


def is_refused(account: Account) -> None:
    """an order without stock, money or sense is refused, and nothing is bought."""
    client, unit = account.client, a_group(account).stock_keeping_units[0]

    def refused(order) -> tuple[int, list[str]]:
        return account.refused(lambda: client.orders().create(order))

    assert refused(an_order(account, unit.id, qty=900)) == (422, ["100"])
    assert refused(an_order(account, "nobody", qty=1)) == (422, ["100"])
    assert refused(an_order(account, items=[])) == (400, ["106"])
    control(account, "switches", {"didww_balance": "0.00", "didww_credit": "0.00"})
    assert refused(an_order(account, unit.id, qty=1)) == (400, ["400"])
    assert ledger(account) == []


def manages(account: Account) -> None:
    """it changes a DID, lets it end and restores it."""
    client, unit = account.client, a_group(account).stock_keeping_units[0]
    order = client.orders().create(an_order(account, unit.id, qty=1)).data
    control(account, "clock", {"advance_s": 10})
    did = account.dids(order__id=order.id).data[0]
    did.description, did.capacity_limit, did.billing_cycles_count = "line 1", 5, 0
    did = client.dids().update(did).data
    assert (did.description, did.capacity_limit, did.billing_cycles_count) == ("line 1", 5, 0)
    did.terminated = True
    did = client.dids().update(did).data
    assert did.terminated and did.blocked and did.description == "line 1"
    did.terminated = False
    did = client.dids().update(did).data
    assert not did.terminated and not did.blocked and did.billing_cycles_count is None
    actions = [it.action for it in listed(account, client.did_history(), did_number=did.number)]
    told = [getattr(it, "value", it) for it in actions]
    assert told == ["assigned", "billing_cycles_count_changed", "canceled", "restored"], told


def routes(account: Account) -> None:
    """it makes trunks by SIP and PSTN and a group of them, and leads a DID to each."""
    from didww.query_params import QueryParams
    from didww.resources.configuration.pstn import PstnConfiguration
    from didww.resources.configuration.sip import SipConfiguration
    from didww.resources.voice_in_trunk import VoiceInTrunk
    from didww.resources.voice_in_trunk_group import VoiceInTrunkGroup

    client = account.client
    sip, pstn = SipConfiguration(), PstnConfiguration()
    sip.host, sip.auth_enabled, sip.auth_user, sip.auth_password = "203.0.113.1", True, "me", "x"
    pstn.dst = "12125550100"
    trunks = []
    for name, configuration in [("by SIP", sip), ("by PSTN", pstn)]:
        trunk = VoiceInTrunk()
        trunk.name, trunk.configuration = name, configuration
        trunks.append(client.voice_in_trunks().create(trunk).data)
    assert trunks[0].configuration.host == "203.0.113.1" and trunks[0].weight == 65535
    trunks[1].ringing_timeout = 30
    assert client.voice_in_trunks().update(trunks[1]).data.configuration.dst == pstn.dst
    group = VoiceInTrunkGroup()
    group.name, group.capacity_limit, group.voice_in_trunks = "both", 10, trunks
    params = QueryParams().include("voice_in_trunks")
    group = client.voice_in_trunk_groups().create(group, params).data
    assert [it.name for it in group.voice_in_trunks] == ["by SIP", "by PSTN"]
    did = account.dids(size=9).data[8]
    did.voice_in_trunk = trunks[0]
    client.dids().update(did)
    refused = account.refused(lambda: client.voice_in_trunks().delete(trunks[0].id))
    assert refused == (422, ["100"]), refused
    did.voice_in_trunk_group = group
    client.dids().update(did)
    params = QueryParams().include("voice_in_trunk", "voice_in_trunk_group")
    did = client.dids().find(did.id, params).data
    assert did.voice_in_trunk is None and did.voice_in_trunk_group.id == group.id
    client.voice_in_trunks().delete(trunks[0].id)
    found = listed(account, client.voice_in_trunks(), name="by SIP,by PSTN")
    assert [it.id for it in found] == [trunks[1].id]
    again = VoiceInTrunkGroup()
    again.name = "both"
    taken = account.refused(lambda: client.voice_in_trunk_groups().create(again))
    assert taken == (422, ["100"]), taken


def registers(account: Account) -> None:
    """a trunk with SIP registration gets its credentials, and loses them."""
    from didww.resources.configuration.sip import SipConfiguration
    from didww.resources.voice_in_trunk import VoiceInTrunk

    client, sip, trunk = account.client, SipConfiguration(), VoiceInTrunk()
    sip.enabled_sip_registration, sip.use_did_in_ruri = True, True
    trunk.name, trunk.configuration = "dynamic", sip
    trunk = client.voice_in_trunks().create(trunk).data
    assert trunk.configuration.incoming_auth_username, trunk.attributes
    sip = SipConfiguration()
    sip.host = "203.0.113.1"
    trunk.configuration = sip
    trunk = client.voice_in_trunks().update(trunk).data
    assert trunk.configuration.incoming_auth_username is None
    assert trunk.configuration.enabled_sip_registration is False


def expands(account: Account) -> None:
    """it buys channels of a pool and gives them back."""
    from didww.resources.order_item.capacity_order_item import CapacityOrderItem

    client = account.client
    pool = client.capacity_pools().list().data[0]
    item = CapacityOrderItem()
    item.capacity_pool_id, item.qty = pool.id, 2
    order = client.orders().create(an_order(account, items=[item])).data
    assert order.is_completed and isinstance(order.items[0], CapacityOrderItem)
    grown = client.capacity_pools().find(pool.id).data
    assert grown.total_channels_count == pool.total_channels_count + 2
    grown.total_channels_count -= 1
    shrunk = client.capacity_pools().update(grown).data
    assert shrunk.total_channels_count == pool.total_channels_count + 1


def is_called_back(account: Account) -> None:
    """it takes the emulator's callbacks for the carrier's own, as a form and as a query."""
    from didww.callback.request_validator import RequestValidator

    unit = a_group(account).stock_keeping_units[0]
    validator = RequestValidator("emulator-key")
    with Sink() as sink:
        for method, switch, good in [
            ("post", "once", True),
            ("get", "once", True),
            ("post", "wrong_key", False),
        ]:
            order = an_order(account, unit.id, qty=1)
            order.callback_url, order.callback_method = f"{sink.url}/told?opaque=1", method
            order = account.client.orders().create(order).data
            control(account, "switches", {"didww_callbacks": switch})
            control(account, "clock", {"advance_s": 10})
            control(account, "callbacks", {})
            verb, url, parameters, signature = sink.heard.pop()
            told = {name: parameters[name] for name in ["id", "status", "type"]}
            assert told == {"id": order.id, "status": "completed", "type": "orders"}, told
            assert verb == method.upper()
            assert validator.validate(url, parameters, signature) is good, (method, switch)


class Sink:
    """A program that hears callbacks."""

    def __enter__(self):
        heard = self.heard = []

        class Handler(BaseHTTPRequestHandler):
            def hear(self):
                length = int(self.headers.get("content-length") or 0)
                form = self.rfile.read(length).decode()
                query = form or urllib.parse.urlsplit(self.path).query
                url = f"http://{self.headers['host']}{self.path}"
                parameters = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
                signature = self.headers.get("x-didww-signature")
                heard.append((self.command, url, parameters, signature))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        # The names that the server looks for.
        Handler.do_GET = Handler.do_POST = Handler.hear

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def a_group(account: Account):
    """A group of the United States that has numbers and needs no registration."""
    from didww.query_params import QueryParams

    country = listed(account, account.client.countries(), iso="US")[0]
    params = QueryParams().include("stock_keeping_units").filter("country.id", country.id)
    params.filter("is_available", "true").filter("needs_registration", "false")
    groups = account.client.did_groups().list(params).data
    return next(it for it in groups if it.meta.get("total_count", 0) >= 10)


def an_order(account: Account, sku_id=None, qty=None, items=None, reference=None):
    from didww.resources.order import Order
    from didww.resources.order_item.did_order_item import DidOrderItem

    order, item = Order(), DidOrderItem()
    item.sku_id, item.qty = sku_id, qty
    order.allow_back_ordering = False
    order.items = [item] if items is None else items
    order.external_reference_id = reference
    return order


def listed(account: Account, repository, **filters) -> list:
    from didww.query_params import QueryParams

    params = QueryParams()
    for name, value in filters.items():
        params.filter(name, value)
    return repository.list(params).data


def money(account: Account) -> Decimal:
    return Decimal(account.client.balance().find().data.balance)


def ledger(account: Account) -> list:
    url = f"{account.base_url}/_emulator/ledger"
    return json.load(urllib.request.urlopen(url, timeout=10))["ledger"]


def control(account: Account, route: str, body: dict) -> dict:
    url = f"{account.base_url}/_emulator/{route}"
    return json.load(urllib.request.urlopen(url, json.dumps(body).encode(), timeout=10))


TESTS = [
    buys, chooses, cancels, is_refused, manages, routes, registers, expands, is_called_back,
]  # fmt: skip
