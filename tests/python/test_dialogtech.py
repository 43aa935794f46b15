"""DialogTech, of what entries cannot say."""

import pickle

import telnum

from wire import WireServer, send_json


def hush(sock, request):
    return False


def lost(client):
    try:
        client.order_numbers("local", 2, search="312")
    except telnum.OutcomeUnknown as error:
        return error
    raise AssertionError("no error")


def test_order_numbers():
    """numbers are ordered at once, and what came is a record like any other"""
    emulator = telnum.Emulator()
    order = emulator.dialog_tech().order_numbers("local", 2, search="312")
    assert isinstance(order, telnum.DialogTechOrder) and order.fulfilled == 2
    assert all(it.e164.startswith("+1312") for it in order.numbers)
    assert telnum.DialogTechOrder.from_dict(order.to_dict()) == order
    assert pickle.loads(pickle.dumps(order)) == order and hash(order)
    assert emulator.ledger[0].carrier == "dialog_tech" and emulator.ledger[0].search == "312"


async def test_async_order_numbers():
    """with asyncio, a prepared order is placed once"""
    emulator = telnum.Emulator()
    client = emulator.async_dialog_tech(order_method="post")
    attempt = client.prepare_order("tollfree", 1)
    answer = await client.with_response.place(telnum.Attempt.from_json(attempt.to_json()))
    assert answer.value.fulfilled == 1 and emulator.requests[0].method == "POST"
    try:
        await client.place(attempt)
    except telnum.Conflict:
        assert len(emulator.ledger) == 1
    else:
        raise AssertionError("placed twice")


def test_one_request():
    """an order whose answer is lost was on the wire once, by GET and by POST"""
    for method in ("get", "post"):
        server = WireServer(hush)
        keys = {"access_key": "emulator-a-hush", "secret_access_key": "emulator-b-hush"}
        client = telnum.DialogTech(**keys, base_url=server.url, order_method=method)
        error = lost(client)
        assert error.attempt.carrier == "dialog_tech" and len(server.requests) == 1
        assert server.requests[0]["method"] == method.upper()
        shown = str(error) + repr(error) + error.to_json() + repr(client)
        assert "hush" not in shown, shown


def test_no_sandbox():
    """a client without `live` and without a base URL is refused"""
    try:
        telnum.DialogTech("key", "secret")
    except telnum.ConfigurationError as error:
        assert "sandbox" in error.text
    else:
        raise AssertionError("no error")


def test_other_carrier():
    """an attempt at one carrier is not placed at another"""
    emulator = telnum.Emulator()
    attempt = emulator.idt_express().prepare_order(16847, 2)
    try:
        emulator.dialog_tech().place(attempt)
    except telnum.InvalidInput:
        assert emulator.requests == []
    else:
        raise AssertionError("placed")


def test_json_is_no_answer():
    """an answer of another kind is an unknown outcome"""
    server = WireServer(lambda sock, request: send_json(sock))
    keys = {"access_key": "emulator-a", "secret_access_key": "emulator-b"}
    assert lost(telnum.DialogTech(**keys, base_url=server.url)).cause == "decode"
