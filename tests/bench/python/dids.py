"""A page of 1,000 DIDs with what it includes, for row P1."""

import subprocess
import urllib.request

import msgspec
import orjson
import requests
import telnum
import urllib3
from didww.client import DidwwClient
from didww.query_params import QueryParams

INCLUDE = ["did_group", "did_group.country", "order", "voice_in_trunk"]
HEADERS = {"api-key": "emulator-key", "accept": "application/vnd.api+json"}
QUERY = f"page%5Bsize%5D=1000&include={','.join(INCLUDE)}"


class Ref(msgspec.Struct):
    id: str
    type: str


class Relationship(msgspec.Struct):
    data: Ref | msgspec.UnsetType | None = msgspec.UNSET


class Attributes(msgspec.Struct):
    number: str | None = None
    description: str | None = None
    blocked: bool | None = None
    awaiting_registration: bool | None = None
    terminated: bool | None = None
    capacity_limit: int | None = None
    channels_included_count: int | None = None
    dedicated_channels_count: int | None = None
    billing_cycles_count: int | None = None
    created_at: str | None = None
    expires_at: str | None = None
    area_name: str | None = None
    name: str | None = None
    reference: str | None = None


class Resource(msgspec.Struct):
    id: str
    type: str
    attributes: Attributes
    relationships: dict[str, Relationship] = {}


class Page(msgspec.Struct):
    data: list[Resource]
    included: list[Resource] = []


def body(binary, path):
    """Has the emulator make the page, and keeps it in a file."""
    command = [binary, "--listen", "127.0.0.1:0", "--set", "didww_max_page_size=1000"]
    emulator = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        url = emulator.stdout.readline().split()[-1]
        asked = urllib.request.Request(f"{url}/v3/dids?{QUERY}", headers=HEADERS)
        with urllib.request.urlopen(asked) as answer:
            path.write_bytes(answer.read())
    finally:
        emulator.terminate()


def touch(dids):
    """Reads every attribute, by the names that telnum and DIDWW's own client share."""
    for it in dids:
        it.id, it.number, it.description, it.blocked, it.awaiting_registration, it.terminated
        it.capacity_limit, it.channels_included_count, it.dedicated_channels_count
        it.billing_cycles_count, it.created_at, it.expires_at
        if it.did_group is not None:
            it.did_group.area_name, it.did_group.country.name
        it.order and it.order.reference
        it.voice_in_trunk and it.voice_in_trunk.name


def touch_dicts(page):
    included = {(it["type"], it["id"]): it for it in page["included"]}

    def of(it, name):
        data = it["relationships"].get(name, {}).get("data")
        return data and included[data["type"], data["id"]]

    for it in page["data"]:
        own = it["attributes"]
        it["id"], own["number"], own["description"], own["blocked"], own["awaiting_registration"]
        own["terminated"], own["capacity_limit"], own["channels_included_count"]
        own["dedicated_channels_count"], own.get("billing_cycles_count")
        own["created_at"], own["expires_at"]
        if group := of(it, "did_group"):
            group["attributes"]["area_name"], of(group, "country")["attributes"]["name"]
        (order := of(it, "order")) and order["attributes"]["reference"]
        (trunk := of(it, "voice_in_trunk")) and trunk["attributes"]["name"]


def touch_structs(page):
    included = {(it.type, it.id): it for it in page.included}

    def of(it, name):
        relationship = it.relationships.get(name)
        data = relationship and relationship.data
        return included[data.type, data.id] if data else None

    for it in page.data:
        own = it.attributes
        it.id, own.number, own.description, own.blocked, own.awaiting_registration, own.terminated
        own.capacity_limit, own.channels_included_count, own.dedicated_channels_count
        own.billing_cycles_count, own.created_at, own.expires_at
        if group := of(it, "did_group"):
            group.attributes.area_name, of(group, "country").attributes.name
        (order := of(it, "order")) and order.attributes.reference
        (trunk := of(it, "voice_in_trunk")) and trunk.attributes.name


def works(url):
    """What telnum does, and what others do, to list a page and read it."""
    client = telnum.Didww("emulator-key", base_url=url, requests_per_second=1000)
    session, pool, decoder = requests.Session(), urllib3.PoolManager(), msgspec.json.Decoder(Page)
    session.headers.update(HEADERS)
    target = f"{url}/v3/dids?{QUERY}"

    def ours():
        touch(client.list_dids(include=INCLUDE, page_size=1000).dids)

    def typed():
        touch_structs(decoder.decode(pool.request("GET", target, headers=HEADERS).data))

    own, asked = DidwwClient("emulator-key", base_url=f"{url}/v3"), QueryParams()
    asked.include(*INCLUDE).page(1, 1000)

    return ours, {
        "requests+orjson untyped": lambda: touch_dicts(orjson.loads(session.get(target).content)),
        "urllib3+msgspec typed": typed,
        "official didww": lambda: touch(own.dids().list(asked).data),
    }
