"""Statuses as text to store, and what `with_response` has."""

import json
import pickle
import sqlite3
import typing

import telnum

OPEN_SETS = [
    "IdtNumberStatus",
    "IdtOrderStatus",
    "IdtOrderItemStatus",
    "DidwwOrderStatus",
    "DidwwAddressVerificationStatus",
    "DidwwFeature",
    "DidwwCallbackMethod",
    "DidwwCliFormat",
]


def test_status_text():
    """a status is its canonical text: it prints, stores, pickles and compares as such"""
    emulator = telnum.Emulator()
    client = emulator.idt_express()
    order = client.wait_for_order(client.create_order(16847, 2).id)
    (item,) = order.order_items
    assert (str(order.status), str(item.status)) == ("complete", "fulfilled_complete")
    assert f"{item.status}" == "fulfilled_complete" and type(item.status) is str
    assert json.loads(json.dumps({"status": item.status})) == {"status": "fulfilled_complete"}
    assert pickle.loads(pickle.dumps(item.status)) == item.status
    with sqlite3.connect(":memory:") as database:
        database.execute("create table orders (status text)")
        database.execute("insert into orders values (?)", (item.status,))
        assert database.execute("select status from orders").fetchone() == ("fulfilled_complete",)
    database.close()
    assert item.to_dict()["status"] == item.status
    # What the carrier wrote is beside it.
    assert item.status_text == "Fulfilled - Complete"


def test_open_sets():
    """each open set is the literals of its canonical texts, or the carrier's own text"""
    for name in OPEN_SETS:
        known, other = typing.get_args(getattr(telnum, name))
        assert other is str, name
        for text in typing.get_args(known):
            assert type(text) is str and text == text.lower() and text.replace("_", "").isalnum()


NOT_THERE = {
    "idt_express": ("numbers", "orders", "wait_for_order", "watch_order", "prepare_order"),
    "dialog_tech": ("prepare_order",),
    "didww": ("dids",),
}


def test_with_response():
    """what sends several requests, or none, has no response, and says so before anything is sent"""
    emulator = telnum.Emulator()
    for make, methods in NOT_THERE.items():
        for prefix in ("", "async_"):
            client = getattr(emulator, prefix + make)()
            for method in methods:
                try:
                    getattr(client.with_response, method)
                except AttributeError as error:
                    assert f"`with_response` has no `{method}`" in str(error), error
                    assert "nothing was sent" in str(error)
                else:
                    raise AssertionError(method)
            for unknown in ("no_such", "_no_such"):
                for on in (client, client.with_response):
                    assert not hasattr(on, unknown)
                    try:
                        getattr(on, unknown)
                    except AttributeError as error:
                        assert "has no attribute" in str(error)
    assert emulator.requests == []
