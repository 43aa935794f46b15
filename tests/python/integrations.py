"""What test_integrations.py runs where its libraries are installed: integrations.py WHAT."""

import json
import sys

import telnum


def pandas_columns():
    import pandas

    emulator = telnum.Emulator(seeded_numbers=12)
    client = emulator.idt_express()
    page = client.list_numbers()
    for rows in (list(page.numbers), page.numbers, client.numbers()):
        frame = pandas.DataFrame(rows)
        assert list(frame.columns) == list(telnum.IdtNumber.__match_args__)
        assert len(frame) == 12 and frame["e164"][0] == page.numbers[0].e164
        assert frame["added_at"][0] == page.numbers[0].added_at
    fees = pandas.DataFrame([number.did_group.fees for number in page.numbers])
    assert fees["monthly_fee"].sum() == sum(it.did_group.fees.monthly_fee for it in page.numbers)
    dids = emulator.didww().list_dids(include=["did_group.country"]).dids
    frame = pandas.DataFrame(dids)
    assert list(frame["number"]) == [did.number for did in dids]
    assert "did_group" not in frame.columns
    orders = emulator.dialog_tech().order_numbers("local", 2, search="312").numbers
    assert list(pandas.DataFrame(orders)["e164"]) == [number.e164 for number in orders]


def numpy_arguments():
    import numpy

    emulator = telnum.Emulator()
    client = emulator.idt_express(timeout=numpy.float32(2.5), max_retries=numpy.int8(1))
    assert client.create_order(numpy.int64(16847), numpy.uint8(2)).ordered == 2
    assert client.list_countries(timeout=numpy.float64(3))
    for flag in (numpy.bool_(True), numpy.array([1.0, 2.0])):
        for call in (
            lambda: client.list_countries(timeout=flag),  # noqa: B023
            lambda: emulator.idt_express(timeout=flag),  # noqa: B023
        ):
            try:
                call()
            except telnum.ConfigurationError as error:
                assert error.text.startswith("`timeout` must be a number"), error
            else:
                raise AssertionError(flag)
    didww = emulator.didww()
    assert didww.list_dids(include=numpy.array(["did_group"])).dids[0].did_group.id
    assert not didww.list_dids(filter={"number": numpy.array(["1", "2"])}).dids


def records():
    emulator = telnum.Emulator()
    client = emulator.idt_express()
    order = client.create_order(16847, 2)
    dids = emulator.didww().list_dids(include=["did_group.country", "order"], page_size=3)
    return [
        order,
        client.prepare_order(16847, 2),
        client.list_numbers(),
        client.list_did_groups("BR")[0],
        emulator.dialog_tech().order_numbers("local", 2, search="312"),
        dids.dids[0],
        dids,
    ]


def pydantic_models():
    from pydantic import BaseModel, TypeAdapter, ValidationError

    for record in records():
        adapter = TypeAdapter(type(record))
        assert adapter.validate_python(record) is record
        assert adapter.validate_python(record.to_dict()) == record
        assert adapter.validate_json(record.to_json()) == record
        assert json.loads(adapter.dump_json(record)) == record.to_dict()
        assert adapter.dump_python(record) == record.to_dict()
        for mode in ("validation", "serialization"):
            schema = adapter.json_schema(mode=mode)
            assert list(schema["properties"]) == list(record.__match_args__)
            assert schema["title"] == type(record).__name__
        for unfit in ({}, 3, "x", None, {"id": []}):
            try:
                adapter.validate_python(unfit)
            except ValidationError as error:
                assert type(record).__name__ in str(error)
            else:
                raise AssertionError(unfit)

    class Purchase(BaseModel):
        order: telnum.IdtOrder
        numbers: list[telnum.IdtNumber] = []
        status: telnum.IdtOrderStatus = "created"
        attempt: telnum.Attempt | None = None

    order = records()[0]
    purchase = Purchase(order=order, status="complete")
    assert purchase.order is order
    assert Purchase.model_validate_json(purchase.model_dump_json()) == purchase
    assert Purchase.model_validate(purchase.model_dump()) == purchase
    item = Purchase.model_json_schema()["properties"]["order"]["properties"]["order_items"]["items"]
    assert item["properties"]["status"]["anyOf"][0]["enum"][0] == "preview"


def fastapi_routes():
    from fastapi import FastAPI

    app = FastAPI()
    order, dids = records()[0], records()[-1]

    @app.get("/order", response_model=telnum.IdtOrder)
    def one():
        return order

    @app.get("/dids")
    def several() -> list[telnum.DidwwDid]:
        return list(dids.dids)

    @app.post("/attempts")
    def keep(attempt: telnum.Attempt) -> telnum.Attempt:
        assert isinstance(attempt, telnum.Attempt)
        return attempt

    attempt = records()[1]
    assert asked(app, "GET", "/order") == (200, order.to_dict())
    assert asked(app, "GET", "/dids") == (200, [did.to_dict() for did in dids.dids])
    assert asked(app, "POST", "/attempts", attempt.to_dict()) == (200, attempt.to_dict())
    assert asked(app, "POST", "/attempts", {"version": "x"})[0] == 422
    answers = app.openapi()["paths"]["/order"]["get"]["responses"]["200"]
    schema = answers["content"]["application/json"]["schema"]
    if "$ref" in schema:
        schema = app.openapi()["components"]["schemas"][schema["$ref"].split("/")[-1]]
    assert list(schema["properties"]) == list(telnum.IdtOrder.__match_args__)


def fastapi_relay():
    from fastapi import FastAPI
    from telnum.relay import Relay

    app = FastAPI()
    client = telnum.Emulator().idt_express()
    app.mount("/telnum", Relay(client, ["list_countries"]).asgi)
    status, said = asked(app, "GET", "/telnum/v1/dids/coverage/countries")
    assert status == 200 and said["countries"]
    status, said = asked(app, "GET", "/telnum/v1/dids/numbers")
    assert (status, said["kind"]) == (403, "not_enabled")


def asked(app, method, path, body=None):
    """Asks an application by its own interface: no server, and no client of HTTP."""
    import asyncio

    sent = []
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode()}
    scope |= {"query_string": b"", "headers": [(b"content-type", b"application/json")]}
    scope |= {"asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "root_path": ""}
    data = b"" if body is None else json.dumps(body).encode()

    async def receive():
        return {"type": "http.request", "body": data, "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    text = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], json.loads(text)


def trio_clients():
    import trio

    emulator = telnum.Emulator()

    async def main():
        try:
            await emulator.async_idt_express().create_order(16847, 1)
        except telnum.ConfigurationError as error:
            assert "asyncio" in error.text and "trio.to_thread.run_sync" in error.text, error
        else:
            raise AssertionError("it went on")
        assert await trio.to_thread.run_sync(emulator.idt_express().list_countries)

    trio.run(main)
    assert emulator.ledger == []


if __name__ == "__main__":
    globals()[sys.argv[1]]()
