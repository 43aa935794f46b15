"""DIDWW: what leads where, and tokens."""

import asyncio
import copy
import gc
import inspect
import pickle

import telnum

from test_errors import raised
from wire import WireServer, send_json

INCLUDE = ["did_group.country", "did_group.city", "order", "voice_in_trunk"]
NO_DIDS = {"data": [], "meta": {"total_records": 0}}


def page(**options):
    return telnum.Emulator().didww().list_dids(include=INCLUDE, page_size=20, **options)


def test_links():
    """links are read as they are spoken, and rows share what they lead to"""
    found = page()
    countries = {did.did_group.country.id: did.did_group.country for did in found.dids}
    assert all(isinstance(it, telnum.DidwwCountry) and it.name for it in countries.values())
    for did in found.dids:
        assert did.did_group in found.included.did_groups
        assert did.did_group.country is countries[did.did_group.country.id]
        assert did.order is next(it for it in found.included.orders if it.id == did.order.id)
    trunks = [did.voice_in_trunk for did in found.dids]
    assert None in trunks and any(isinstance(it, telnum.DidwwVoiceInTrunk) for it in trunks)
    assert len({id(did.did_group) for did in found.dids}) == len(found.included.did_groups)


def test_one_object():
    """one object leads to what was included with it, and so does a row of any list"""
    client = telnum.Emulator().didww()
    wanted = {"area_name": "Berlin", "is_available": True}
    listed = client.list_did_groups(filter=wanted, include=["stock_keeping_units"]).did_groups[0]
    assert [str(it.monthly_price) for it in listed.stock_keeping_units] == ["0.125", "15.0"]
    found = client.get_did_group(listed.id, include=["city.country", "stock_keeping_units"])
    assert found.did_group.city.country.name == "Germany"
    assert found.did_group.city.country is found.included.countries[0]
    assert "its last part alone" in raised(lambda: found.did_group.country).text
    again = telnum.DidwwDidGroupDocument.from_json(found.to_json())
    assert again == found and again.did_group.city.country.name == "Germany"
    assert pickle.loads(pickle.dumps(found)).did_group.city.country.name == "Germany"
    names = [it.country.name for it in client.cities(include=["country"], page_size=5)]
    assert len(names) == 18 and names[0] == "United Kingdom"
    offered = client.list_available_dids(filter={"did_group_id": listed.id})
    assert 0 < len(offered.available_dids) < offered.total_count
    client.create_did_reservation(offered.available_dids[0].id)
    held = client.list_did_reservations(include=["available_did"]).did_reservations
    assert [it.available_did.e164 for it in held] == [offered.available_dids[0].e164]


def test_not_loaded():
    """a link that was not asked for is an error that says what to include, and never None"""
    did = page().dids[0]
    for linked, name, include in (
        (did, "capacity_pool", "capacity_pool"),
        (did.did_group, "region", "did_group.region"),
        (did.did_group, "stock_keeping_units", "did_group.stock_keeping_units"),
    ):
        error = raised(lambda: getattr(linked, name))  # noqa: B023
        assert type(error) is telnum.InvalidInput and error.carrier == "didww"
        assert f"`{include}`" in error.text and error.details[0].field == "include"
        assert linked.to_dict()[name] == "not_loaded"
    assert not hasattr(did, "another") and "capacity_pool=" not in repr(did)
    bare = telnum.Emulator().didww().list_dids(page_size=1).dids[0]
    assert "did_group" in raised(lambda: bare.did_group).text
    assert bare.number


def test_linked_records():
    """linked records compare, hash, copy and pickle with what they lead to, and do not change"""
    found = page()
    for did in found.dids:
        others = [copy.copy(did), copy.deepcopy(did)]
        others += [pickle.loads(pickle.dumps(did, level)) for level in range(2, 6)]
        for other in others:
            assert other == did and hash(other) == hash(did) and repr(other) == repr(did)
            assert other.did_group.country == did.did_group.country
            assert "region" in raised(lambda: other.did_group.region).text  # noqa: B023
        for name in ("did_group", "id"):
            try:
                setattr(did, name, None)
            except AttributeError:
                continue
            raise AssertionError("it changed")
    other = pickle.loads(pickle.dumps(found))
    assert other == found and other.dids[0].did_group is find(other, other.dids[0].did_group.id)
    assert found.dids[0] != found.dids[1] and found.dids[0] != page(fields=FIELDS).dids[0]


FIELDS = {"dids": ["number"]}


def find(page, group):
    return next(it for it in page.included.did_groups if it.id == group)


def test_linked_canonical_form():
    """a page goes to its canonical form and back with its links; a lone DID knows ids only"""
    found = page()
    for other in (
        telnum.DidwwDidPage.from_dict(found.to_dict()),
        telnum.DidwwDidPage.from_json(found.to_json()),
    ):
        assert other == found and other.to_dict() == found.to_dict()
        for did, same in zip(found.dids, other.dids, strict=True):
            assert same.did_group is find(other, did.did_group.id)
            assert same.did_group.country.name == did.did_group.country.name
    did = found.dids[0]
    assert did.to_dict()["did_group"] == {"id": did.did_group.id}
    alone = telnum.DidwwDid.from_dict(did.to_dict())
    assert alone == did and alone.did_group.id == did.did_group.id
    assert alone.did_group.area_name is None
    assert "did_group.country" in raised(lambda: alone.did_group.country).text
    for it in (*found.included.did_groups, *found.included.voice_in_trunks, found.included):
        assert type(it).from_dict(it.to_dict()) == it


def test_linked_construction():
    """linked records are made by name, match patterns and print ids"""
    country = telnum.DidwwCountry("c", name="Poland")
    group = telnum.DidwwDidGroup("g", country=country)
    did = telnum.DidwwDid("d", number="48123456789", did_group=group, order=None)
    match did:
        case telnum.DidwwDid(did_group=telnum.DidwwDidGroup(country=telnum.DidwwCountry(name=it))):
            assert it == "Poland"
        case _:
            raise AssertionError(did)
    assert repr(did) == "DidwwDid(id='d', number='48123456789', did_group='g', unknown=())"
    assert did.to_dict()["order"] is None and did.to_dict()["voice_in_trunk"] == "not_loaded"
    other = did.__replace__(number=None)
    assert (
        other.did_group is group and "voice_in_trunk" in raised(lambda: other.voice_in_trunk).text
    )
    parameters = inspect.signature(telnum.DidwwDid).parameters
    assert parameters["did_group"].default is ...


def test_circles():
    """objects that lead to each other print, compare, pickle, and are let go"""
    emulator = telnum.Emulator(didww_includes="any", didww_rate_limit=None)
    client = emulator.didww(requests_per_second=1000, api_version="2026-04-16")
    include = ["did_group.country.regions", "did_group.region.country"]

    def work(times):
        for _ in range(times):
            found = client.list_dids(include=include, page_size=100)
        return found

    found = work(1)
    regions = [it.did_group.region for it in found.dids if it.did_group.region is not None]
    region = regions[0]
    assert region in region.country.regions and region.country.regions[0].country is region.country
    assert (
        repr(region) and hash(region) and region.to_dict()["country"] == {"id": region.country.id}
    )
    other = pickle.loads(pickle.dumps(region))
    assert other == region and other in other.country.regions
    assert copy.deepcopy(region).country.regions[0].country == region.country
    del found, regions, region, other
    work(5)
    gc.collect()
    before = len(gc.get_objects())
    work(50)
    gc.collect()
    assert len(gc.get_objects()) - before < 100, len(gc.get_objects()) - before


def test_dids():
    """a walk goes on over pages; a DID goes on leading to what its page included"""
    emulator = telnum.Emulator(dids=250, didww_rate_limit=None)
    client = emulator.didww(requests_per_second=1000)
    dids = list(client.dids(include=["did_group.country"], page_size=100, pages_ahead=2))
    assert len(dids) == 250 and len({did.id for did in dids}) == 250
    assert all(did.did_group.country.iso for did in dids)
    pages = list(client.dids(page_size=100).pages())
    assert [len(it.dids) for it in pages] == [100, 100, 50] and pages[0].total_records == 250


async def test_async_dids():
    """with asyncio, a walk over DIDs goes on over pages, and leads to what they included"""
    emulator = telnum.Emulator(dids=250, didww_rate_limit=None)
    client = emulator.async_didww(requests_per_second=1000)
    walk = client.dids(include=["did_group.country"], page_size=100, pages_ahead=2)
    assert len([did.did_group.country.name async for did in walk]) == 250
    found = await client.with_response.list_dids(filter={"blocked": True}, page_size=5)
    assert found.info.http_status == 200 and all(did.blocked for did in found.value.dids)


def test_tokens():
    """a token is asked for before each request; a source that fails says so, and sends nothing"""
    server = WireServer(lambda sock, request: send_json(sock, NO_DIDS))
    tokens = iter(["one", "two"])
    with telnum.Didww(token_source=lambda: next(tokens), base_url=server.url) as client:
        client.list_dids()
        client.list_dids()
    sent = [request["headers"].get("authorization") for request in server.requests]
    assert sent == ["Bearer one", "Bearer two"]
    assert all("api-key" not in request["headers"] for request in server.requests)

    async def later():
        return "three"

    for source, kind, says in (
        (lambda: 1, telnum.Authentication, "gave int"),
        (lambda: "", telnum.Authentication, "empty"),
        (lambda: "Bearer x", telnum.Authentication, "`Bearer` is put before it"),
        (later, telnum.Authentication, "coroutine function"),
    ):
        error = raised(telnum.Didww(token_source=source, base_url=server.url).list_dids)
        assert type(error) is kind and says in error.text, error
    assert len(server.requests) == 2


def test_token_source_fails():
    """what a source raises is named, and is the cause of the error, with no frame of telnum's"""
    from test_logs import Unraisable

    def fail():
        raise LookupError("token-1234567890")

    client = telnum.Emulator().didww(token_source=fail)
    with Unraisable() as unraisable:
        error = raised(client.list_dids)
    assert_is_cause(error, fail)
    assert unraisable.kinds == []


async def test_async_token_source_fails():
    """with asyncio too, whether the source is a coroutine function or not"""

    def fail():
        raise LookupError("token-1234567890")

    async def fail_later():
        await asyncio.sleep(0)
        raise LookupError("token-1234567890")

    unhandled = []
    asyncio.get_running_loop().set_exception_handler(lambda _, it: unhandled.append(it))
    for source in (fail, fail_later):
        client = telnum.Emulator().async_didww(token_source=source)
        try:
            await client.list_dids()
        except telnum.Authentication as error:
            assert_is_cause(error, source)
        else:
            raise AssertionError("no error")
    gc.collect()
    await asyncio.sleep(0)
    assert unhandled == []


def assert_is_cause(error, source):
    assert "LookupError" in error.text and "1234567890" not in error.text + repr(error)
    assert type(error.__cause__) is LookupError
    assert error.__cause__.__traceback__.tb_frame.f_code is source.__code__


def test_unfit_token_sources():
    """a source that cannot be called, or stands beside a key, is an error at once"""
    for make in (telnum.Didww, telnum.AsyncDidww, telnum.Emulator().didww):
        error = raised(lambda: make(token_source="token-1234567890"))  # noqa: B023
        assert type(error) is telnum.ConfigurationError and "callable" in error.text
        assert "1234567890" not in error.text
        error = raised(lambda: make(api_key="emulator-key", token_source=lambda: ""))  # noqa: B023
        assert type(error) is telnum.ConfigurationError and "`token_source`" in error.text


async def test_async_tokens():
    """with asyncio a source may be a coroutine function, and runs on the event loop"""
    server = WireServer(lambda sock, request: send_json(sock, NO_DIDS))
    loop = asyncio.get_running_loop()

    async def token():
        assert asyncio.get_running_loop() is loop
        await asyncio.sleep(0.01)
        return "later"

    def at_once():
        return "now"

    for source in (token, at_once):
        async with telnum.AsyncDidww(token_source=source, base_url=server.url) as client:
            await asyncio.gather(*[client.list_dids() for _ in range(3)])
    sent = [request["headers"].get("authorization") for request in server.requests]
    assert sent == 3 * ["Bearer later"] + 3 * ["Bearer now"], sent


async def test_async_tokens_at_the_emulator():
    """at the emulator, whose time passes at once, a token that is awaited comes in time"""

    async def token():
        await asyncio.sleep(0)
        return "emulator-token"

    emulator = telnum.Emulator()
    client = emulator.async_didww(token_source=token, api_version="2026-11-19")
    assert (await client.list_dids()).dids and emulator.sleeps == []


async def test_async_token_hangs():
    """a source that hangs is within the deadline"""

    async def never():
        await asyncio.sleep(3600)

    client = telnum.AsyncDidww(token_source=never, base_url="http://127.0.0.1:1", timeout=0.2)
    try:
        await client.list_dids()
    except telnum.Timeout as error:
        assert "token" in error.text
    else:
        raise AssertionError("no error")
