"""What DIDWW's own client reads of the emulator, a function a test."""

from account import INCLUDES, Account
from reading import declared, read_all


def lists(account: Account) -> None:
    """it lists the account's DIDs, fifty a page."""
    answer = account.dids()
    assert len(answer.data) == 50, len(answer.data)
    assert answer.meta == {"total_records": 5000, "api_version": "2026-04-16"}, answer.meta
    assert answer.data[0].id == "ac40fb08-ac14-4a6c-8f20-fe650870c266"
    assert [did.number for did in answer.data[:2]] == ["437xxxxxxxxx"] * 2
    assert all(did.created_at.tzinfo and did.type == "dids" for did in answer.data)


def walks(account: Account) -> None:
    """it walks all pages and sees every DID once."""
    seen = []
    for number in range(1, 7):
        seen += [did.id for did in account.dids(page=number, size=1000).data if did.id]
    assert (len(seen), len(set(seen))) == (5000, 5000), len(seen)
    small = [did.id for n in range(1, 6) for did in account.dids(page=n, size=7).data]
    assert small == seen[:35]


def finds(account: Account) -> None:
    """it finds one DID by its id, and no one else's."""
    did = account.dids(size=9).data[8]
    assert account.client.dids().find(did.id).data.number == did.number
    nobody = "9df99644-f1a5-4a3c-99a4-559d758eb96b"
    assert account.refused(lambda: account.client.dids().find(nobody)) == (404, ["404"])


def reads(account: Account) -> None:
    """every attribute and relationship that it declares is there, of its type, in all objects."""
    account.reset(dids=1000, didww_odd_rows=False)
    kinds = read_all(account.whole())
    expected = {
        "dids", "orders", "voice_in_trunks", "voice_in_trunk_groups", "pops", "capacity_pools",
        "shared_capacity_groups", "did_groups", "countries", "cities", "regions",
        "did_group_types", "stock_keeping_units", "address_verifications",
    }  # fmt: skip
    assert set(kinds) == expected, set(kinds) ^ expected
    # What may be null is so somewhere, and a value elsewhere.
    for kind, name in [
        ("dids", "description"), ("dids", "capacity_limit"), ("dids", "billing_cycles_count"),
        ("dids", "expires_at"), ("orders", "callback_url"), ("regions", "iso"),
        ("voice_in_trunks", "cli_prefix"), ("voice_in_trunk_groups", "capacity_limit"),
        ("address_verifications", "reject_reasons"), ("did_groups", "service_restrictions"),
    ]:  # fmt: skip
        values = {getattr(it, name) is None for it in kinds[kind]}
        assert values == {True, False}, (kind, name, values)
    assert {it.status.value for it in kinds["orders"]} == {"pending", "completed", "canceled"}


def configures(account: Account) -> None:
    """trunks are configured for SIP or PSTN, and order items are of their classes."""
    from didww.resources.configuration.pstn import PstnConfiguration
    from didww.resources.configuration.sip import SipConfiguration
    from didww.resources.order_item.did_order_item import DidOrderItem
    from didww.resources.order_item.generic_order_item import GenericOrderItem

    account.reset(dids=1000, didww_odd_rows=False)
    kinds = read_all(account.whole())
    trunks = [trunk.configuration for trunk in kinds["voice_in_trunks"]]
    assert {type(it) for it in trunks} == {SipConfiguration, PstnConfiguration}
    for configuration in trunks:
        declares = [name for name in dir(type(configuration)) if is_property(configuration, name)]
        lacking = [name for name in declares if name not in configuration._attributes]
        assert not lacking, lacking
    items = [item for order in kinds["orders"] for item in order.items]
    assert {type(it) for it in items} == {DidOrderItem, GenericOrderItem}
    assert all(isinstance(it._attr("qty"), int) and it._attr("nrc") for it in items)
    groups = {group.id for group in kinds["did_groups"]}
    assert any(it._attr("did_group_id") in groups for it in items)


def is_property(thing: object, name: str) -> bool:
    return isinstance(getattr(type(thing), name), property)


def includes(account: Account) -> None:
    """each include of the page brings its objects, alone and nested."""
    for path in INCLUDES:
        found = 0
        for did in account.dids([path], size=300).data:
            reached = [did]
            for step in path.split("."):
                nexts = [getattr(it, step) for it in reached]
                lists = [it if isinstance(it, list) else [it] for it in nexts if it]
                reached = [it for each in lists for it in each]
            found += len(reached)
            for it in reached:
                lacking = declared(it) - set(it.attributes)
                assert not lacking, (path, it.type, lacking)
        assert found, path
    plain = account.dids(size=1).data[0]
    assert plain.did_group is None
    refused = account.refused(lambda: account.dids(["bogus", "did_group.bogus"]))
    assert refused == (400, ["112", "112"]), refused


def filters(account: Account) -> None:
    """each filter of the page finds what it says, alone, as a list and blank."""
    account.reset(dids=700, didww_odd_rows=False)
    whole = account.whole()

    def check(expected, **filters):
        found = [did.id for did in account.dids(size=1000, **filters).data if did.id]
        wanted = [did.id for did in whole if expected(did)]
        assert found == wanted, (filters, len(found), len(wanted))
        assert 0 < len(wanted) < len(whole), (filters, len(wanted))

    for name in ["terminated", "awaiting_registration", "blocked", "emergency_enabled"]:
        check(lambda did, name=name: getattr(did, name), **{name: "true"})
        check(lambda did, name=name: not getattr(did, name), **{name: "false"})
    check(lambda did: did.billing_cycles_count == 0, pending_removal="true")
    check(lambda did: did.billing_cycles_count == 999, billing_cycles_count=999)
    check(lambda did: did.billing_cycles_count is None, billing_cycles_count="")
    check(lambda did: did.description == "front desk", description="front desk")
    check(lambda did: not did.description, description="")
    two = [whole[5].number, whole[60].number]
    check(lambda did: did.number == two[0], number=two[0])
    check(lambda did: did.number in two, number=",".join(two))
    for name in [
        "did_group", "order", "voice_in_trunk", "voice_in_trunk_group", "shared_capacity_group",
        "capacity_pool", "address_verification",
    ]:  # fmt: skip
        related = {did.id: getattr(did, name) and getattr(did, name).id for did in whole}
        one, other = sorted({it for it in related.values() if it})[:2]
        check(lambda did, r=related, a=one: r[did.id] == a, **{f"{name}__id": one})
        both = {one, other}
        check(lambda did, r=related, a=both: r[did.id] in a, **{f"{name}__id": ",".join(both)})
        if name != "did_group":
            check(lambda did, r=related: r[did.id] is None, **{f"{name}__id": ""})
    for name in ["country", "region", "city"]:
        place = next(it for did in whole if (it := getattr(did.did_group, name)))
        check(
            lambda did, n=name, a=place.id: (it := getattr(did.did_group, n)) and it.id == a,
            **{f"{name}__id": place.id},
        )
    reference = whole[3].order.reference
    check(lambda did: did.order and did.order.reference == reference, order__reference=reference)
    check(
        lambda did: {"sms_in", "t38"} & {it.value for it in did.did_group.features},
        did_group__features="sms_in,t38",
    )
    check(lambda did: did.blocked and not did.terminated, blocked="true", terminated="false")
    assert account.refused(lambda: account.dids(bogus=1)) == (400, ["102"])


def sorts(account: Account) -> None:
    """each sort of the page goes up and down."""
    account.reset(dids=500)
    for name in [
        "blocked", "awaiting_registration", "terminated", "capacity_limit",
        "billing_cycles_count", "description", "number", "expires_at",
        "channels_included_count", "dedicated_channels_count", "created_at",
    ]:  # fmt: skip
        for sign in ["", "-"]:
            column = [getattr(it, name) for it in account.dids(sort=[sign + name], size=500).data]
            values = [it for it in column if it is not None]
            assert values == sorted(values, reverse=bool(sign)), (sign, name)
            assert len(set(values)) > 1, name
    assert account.refused(lambda: account.dids(sort=["bogus"])) == (400, ["114"])


def describes(account: Account) -> None:
    """a DID group tells in its own meta how many numbers there are."""
    group = account.dids(["did_group"], size=1).data[0].did_group
    meta = account.client.did_groups().find(group.id).data.meta
    assert meta["available_dids_enabled"] in (True, False), meta


def refuses(account: Account) -> None:
    """a wrong key, too many requests and several mistakes are refused as the carrier does."""
    from didww.client import DidwwClient

    stranger = DidwwClient("real-looking-key", base_url=f"{account.base_url}/v3")
    assert account.refused(lambda: stranger.dids().list()) == (401, ["401"])
    several = account.refused(lambda: account.dids(["bogus"], size=5000, page=0, bogus=1))
    assert several == (400, ["112", "102", "118", "118"]), several
    account.reset(didww_rate_limit=3)
    for _ in range(3):
        account.dids(size=1)
    assert account.refused(lambda: account.dids(size=1)) == (429, ["429"])


def copes(account: Account) -> None:
    """a list of one as an object, bodies after white space and answers without meta are read."""
    account.reset(dids=1, didww_single_object=True, didww_leading_space=True, didww_meta="absent")
    answer = account.dids(["did_group"])
    assert len(answer.data) == 1 and answer.data[0].did_group.area_name
    assert answer.meta == {}


TESTS = [
    lists, walks, finds, reads, configures, includes, filters, sorts, describes, refuses, copes,
]  # fmt: skip
