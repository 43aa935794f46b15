"""Records as Python values."""

import copy
import inspect
import json
import pickle
import pydoc
import types
import typing
from datetime import datetime, timezone
from decimal import Decimal
from itertools import pairwise

import telnum

from journal import Journal
from test_errors import raised


def records():
    """One of each kind that a client brings."""
    emulator = telnum.Emulator()
    client = emulator.idt_express()
    order = client.create_order(16847, 2)
    emulator.advance(60)
    page, orders = client.list_numbers(), client.list_orders()
    response = client.with_response.get_order(order.id)
    bought = emulator.dialog_tech().order_numbers("local", 2, search="312")
    dids = emulator.didww().list_dids(include=["did_group", "order"], page_size=5)
    return [
        client.list_did_groups("BR")[0],
        client.preview_order(16847, 2),
        client.prepare_order(16847, 2),
        order,
        page,
        page.numbers[0],
        orders,
        orders.orders[0],
        client.list_countries()[0],
        client.list_regions("CA")[0],
        client.delete_number(page.numbers[0].number),
        event(client),
        bought,
        bought.numbers[0],
        dids,
        dids.dids[0],
        dids.dids[0].did_group,
        dids.dids[0].order,
        dids.included,
        response,
        response.value,
        response.info,
        emulator.requests[0],
        emulator.ledger[0],
    ]


def event(client):
    """What a client logs, as the record of its own that it is in every language."""
    with Journal() as journal:
        client.list_countries()
    return telnum.LogEvent.from_dict(journal.events[-1])


def test_compare():
    """records compare, hash, copy, deep-copy and pickle"""
    for record in records():
        others = [copy.copy(record), copy.deepcopy(record)]
        others += [pickle.loads(pickle.dumps(record, level)) for level in range(2, 6)]
        for other in others:
            assert other == record and hash(other) == hash(record), record
            assert type(other) is type(record)
        assert record != 1 and record != record.to_dict()
    assert telnum.IdtRegion("a", "b") != telnum.IdtRegion("a", "c")
    assert len({telnum.IdtRegion("a", "b"), telnum.IdtRegion("a", "b")}) == 1


def test_frozen():
    """records do not change"""
    for record in records():
        for name in [*record.__match_args__, "other"]:
            for change in (lambda: setattr(record, name, 1), lambda: delattr(record, name)):  # noqa: B023
                try:
                    change()
                except AttributeError:
                    continue
                raise AssertionError(f"{record!r}.{name} changed")
        assert not hasattr(record, "__dict__")


def test_values():
    """amounts are Decimal, moments are aware datetimes, lists in records are tuples"""
    number = telnum.Emulator().idt_express().list_numbers().numbers[0]
    assert isinstance(number.did_group.fees.monthly_fee, Decimal)
    assert number.added_at == datetime(2020, 6, 24, 19, 2, 30, tzinfo=timezone.utc)
    assert number.added_at.tzinfo is timezone.utc and number.removed_at is None
    order = telnum.Emulator().idt_express().create_order(16847, 2)
    assert type(order.order_items) is tuple and order.status == "created"
    assert type(telnum.Emulator().idt_express().list_did_groups("BR")) is list
    moment = telnum.Attempt.from_dict(
        {**attempt().to_dict(), "prepared_at": "2026-01-05T09:00:00.120Z"}
    )
    assert moment.prepared_at.microsecond == 120_000
    assert moment.to_dict()["prepared_at"] == "2026-01-05T09:00:00.120Z"


def attempt():
    return telnum.Emulator().idt_express().prepare_order(16847, 2)


def test_patterns():
    """records match patterns"""
    order = telnum.Emulator().idt_express().create_order(16847, 2)
    match order:
        case telnum.IdtOrder(status="created", order_items=[telnum.IdtOrderItem(ordered=2)]):
            pass
        case _:
            raise AssertionError(order)
    match telnum.IdtRegion("New Jersey", "US-NJ"):
        case telnum.IdtRegion(name, code):
            assert (name, code) == ("New Jersey", "US-NJ")


def test_construction():
    """records are made by name; what may be absent need not be given"""
    order = telnum.IdtOrder(
        id="1",
        status="created",
        status_text="Created",
        delivery="moving",
        order_items=[],
        disagreements=[],
    )
    assert order.order_items == () and order.created_at is None
    assert repr(order) == (
        "IdtOrder(id='1', status='created', status_text='Created', delivery='moving', "
        "order_items=(), disagreements=())"
    )
    other = order.__replace__(status="complete")
    assert (other.status, order.status) == ("complete", "created")


def test_canonical_form():
    """records go to their canonical form and back"""
    for record in records():
        data = record.to_dict()
        if type(record).__module__ == "telnum.emulator" or isinstance(record, telnum.Response):
            continue
        assert type(record).from_dict(data) == record
        assert type(record).from_json(record.to_json()) == record
    for data in [{}, {"version": "x"}, {**attempt().to_dict(), "carrier": "another"}]:
        try:
            telnum.Attempt.from_dict(data)
        except telnum.InvalidInput as error:
            assert "Attempt" in error.text
        else:
            raise AssertionError(data)


def test_unfit_forms():
    """what is no object or no text is an InvalidInput that says what was given instead"""
    for given in (None, 3, [1], "abc", [("version", 1)]):
        for record in (telnum.Attempt, telnum.DidwwDid, telnum.DidwwDidPage):
            error = raised(lambda: record.from_dict(given))  # noqa: B023
            kind = type(given).__name__
            assert type(error) is telnum.InvalidInput
            assert error.text == f"`{record.__name__}` is read from a mapping, not from {kind}."
    for given in (None, 3, [], {}, b"{}"):
        error = raised(lambda: telnum.Attempt.from_json(given))  # noqa: B023
        assert type(error) is telnum.InvalidInput
        assert error.text == f"`Attempt` is read from JSON text, not from {type(given).__name__}."
    for text in ("", "null", "3", "[]", '"{}"', " [{}]"):
        error = raised(lambda: telnum.Attempt.from_json(text))  # noqa: B023
        assert type(error) is telnum.InvalidInput
        assert error.text == "`Attempt` is read from the JSON text of an object.", text
    form = types.MappingProxyType(attempt().to_dict())
    assert telnum.Attempt.from_dict(form).to_dict() == form
    assert telnum.Attempt.from_json("\n " + json.dumps(attempt().to_dict())).operation


def test_documentation():
    """classes, methods and fields say what they are, and annotations resolve"""
    for name in telnum.__all__:
        thing = getattr(telnum, name)
        if inspect.isclass(thing):
            assert inspect.getdoc(thing), name
            typing.get_type_hints(thing)
        if inspect.isclass(thing) and issubclass(thing, telnum.IdtRegion.__base__):
            for field in thing.__match_args__:
                assert thing.__slots__[field], f"{name}.{field}"
    assert "Where it stands" in pydoc.render_doc(telnum.IdtOrder)
    names = ["IdtExpress", "DialogTech", "Didww"]
    clients = [getattr(telnum, f"{before}{it}") for it in names for before in ("", "Async")]
    for client in (*clients, telnum.Emulator):
        for name, method in inspect.getmembers(client, inspect.isfunction):
            assert name.startswith("_") or inspect.getdoc(method), f"{client.__name__}.{name}"
    assert inspect.getsource(telnum.IdtOrder).startswith("class IdtOrder(Record):")


def test_sharing():
    """rows of a page share what is equal"""
    emulator = telnum.Emulator(seeded_numbers=50)
    numbers = emulator.idt_express().list_numbers(page_size=50).numbers
    groups = {number.did_group.id: number.did_group for number in numbers}
    neighbours = [
        (one.did_group, other.did_group)
        for one, other in pairwise(numbers)
        if one.did_group == other.did_group
    ]
    assert neighbours and all(one is other for one, other in neighbours), len(groups)


def test_rest_of_idt_express():
    """deliveries, summaries, removed numbers and events say in Python what they are"""
    emulator = telnum.Emulator()
    client = emulator.idt_express()
    order = client.create_order(16847, 2)
    assert order.delivery == "moving" and order.delivery in typing.get_args(telnum.IdtDelivery)
    emulator.advance(60)
    (summary,) = client.orders()
    assert isinstance(summary, telnum.IdtOrderSummary) and summary.created_at == order.created_at
    assert (summary.id, summary.status, summary.fulfilled) == (order.id, "complete", 2)
    assert isinstance(summary.created_at, datetime) and not hasattr(summary, "order_items")
    number = next(client.numbers())
    removed = client.delete_number(number.number)
    assert repr(removed) == (
        f"IdtRemovedNumber(number='{number.number}', status='removed', status_text='removed')"
    )
    told = event(client)
    assert (told.level, told.about, told.http_status, told.error) == ("info", "call", 200, None)
