"""What users write, for type checkers alone: each line says which type they see."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import telnum
from telnum import AsyncIdtExpress, Emulator, IdtExpress, IdtNumber, IdtNumberPage, IdtOrder
from telnum.journal import (
    AsyncJournal,
    AsyncPostgresJournal,
    Journal,
    PostgresJournal,
    SqliteJournal,
)
from typing_extensions import assert_type


def ordinary(client: IdtExpress) -> None:
    assert_type(client.list_did_groups("BR", toll_free=True), list[telnum.IdtDidGroup])
    assert_type(client.preview_order(1, 2), telnum.IdtOrderPreview)
    attempt = client.prepare_order("1", 2)
    assert_type(attempt, telnum.Attempt)
    assert_type(attempt.prepared_at, datetime)
    assert_type(attempt.arguments, dict[str, Any])
    assert_type(client.place(attempt), IdtOrder)
    assert_type(client.create_order("1", 2, timeout=1.5), IdtOrder)
    assert_type(client.get_order(1), IdtOrder)
    assert_type(client.list_numbers(page=1, page_size=2), IdtNumberPage)
    assert_type(client.list_countries(), list[telnum.IdtCountry])
    assert_type(client.list_regions("CA"), list[telnum.IdtRegion])
    assert_type(client.list_orders(filter_by_status="complete"), telnum.IdtOrderPage)
    assert_type(client.delete_number("+48123456789"), telnum.IdtRemovedNumber)
    for summary in client.orders(page_size=10):
        assert_type(summary, telnum.IdtOrderSummary)
    for orders in client.orders().pages():
        assert_type(orders, telnum.IdtOrderPage)
    order = client.wait_for_order(1, through_backorder=True, timeout=5, on_progress=progress)
    assert_type(order, IdtOrder)
    assert_type(order.delivery, telnum.IdtDelivery)
    client.wait_for_order("1", on_progress=[order].append)
    for order in client.watch_order("1"):
        assert_type(order, IdtOrder)
    assert_type(client.with_response.delete_number("1"), telnum.Response[telnum.IdtRemovedNumber])
    for number in client.numbers():
        assert_type(number, IdtNumber)
    for page in client.numbers().pages():
        assert_type(page, IdtNumberPage)
    answer = client.with_response.get_order("1", timeout=3)
    assert_type(answer, telnum.Response[IdtOrder])
    assert_type(answer.value.order_items, tuple[telnum.IdtOrderItem, ...])
    assert_type(answer.info.http_status, int)
    with client as same:
        assert_type(same, IdtExpress)


def progress(order: IdtOrder) -> None:
    assert_type(order.shortfall, int | None)


async def async_progress(order: IdtOrder) -> None:
    assert_type(order.shortfall, int | None)


async def with_asyncio(client: AsyncIdtExpress) -> None:
    assert_type(await client.list_did_groups("BR"), list[telnum.IdtDidGroup])
    assert_type(client.prepare_order("1", 2), telnum.Attempt)
    assert_type(await client.create_order("1", 2), IdtOrder)
    assert_type(await client.list_countries(), list[telnum.IdtCountry])
    assert_type(await client.list_orders(), telnum.IdtOrderPage)
    assert_type(await client.delete_number("1"), telnum.IdtRemovedNumber)
    async for summary in client.orders():
        assert_type(summary, telnum.IdtOrderSummary)
    assert_type(await client.wait_for_order(1, on_progress=progress), IdtOrder)
    assert_type(await client.wait_for_order(1, on_progress=async_progress), IdtOrder)
    async for order in client.watch_order("1"):
        assert_type(order, IdtOrder)
    async for number in client.numbers(page_size=100):
        assert_type(number, IdtNumber)
    async for page in client.numbers().pages():
        assert_type(page, IdtNumberPage)
    answer = await client.with_response.get_order("1")
    assert_type(answer, telnum.Response[IdtOrder])
    async with client as same:
        assert_type(same, AsyncIdtExpress)


def other_carriers(dialog_tech: telnum.DialogTech, didww: telnum.Didww, emulator: Emulator) -> None:
    order = dialog_tech.order_numbers("local", 2, search="312", allow_partial=True, timeout=5)
    assert_type(order, telnum.DialogTechOrder)
    assert_type(order.numbers, tuple[telnum.DialogTechNumber, ...])
    assert_type(dialog_tech.prepare_order("tollfree", 1), telnum.Attempt)
    page = didww.list_dids(
        filter={"country_id": ["1", 2], "blocked": False, "description": {"blank": True}},
        include=["did_group.country"],
        sort=["-created_at"],
        fields={"dids": ["number"]},
        page_size=100,
    )
    assert_type(page, telnum.DidwwDidPage)
    group = page.dids[0].did_group
    assert_type(group, telnum.DidwwDidGroup | None)
    if group is not None and group.country is not None:
        assert_type(group.country.name, str | None)
        assert_type(group.country.regions, tuple[telnum.DidwwRegion, ...])
    for did in didww.dids(include={"order"}, pages_ahead=2):
        assert_type(did, telnum.DidwwDid)
    assert_type(didww.with_response.list_dids(page=1), telnum.Response[telnum.DidwwDidPage])
    item: telnum.didww.DidwwNewOrderItem = {"sku_id": "1", "qty": 2}
    bought = didww.create_order([item, {"sku_id": "2", "qty": 1}], max_monthly_price=Decimal(2))
    assert_type(bought, telnum.DidwwOrder)
    assert_type(bought.amount, Decimal | None)
    assert_type(didww.prepare_order([item], callback_method="post"), telnum.Attempt)
    assert_type(didww.list_orders(filter={"external_reference_id": "1"}), telnum.DidwwOrderPage)
    for state in didww.watch_order("1"):
        assert_type(state, telnum.DidwwOrder)
    assert_type(didww.update_did("1", clear=["description"]), telnum.DidwwDidDocument)
    assert_type(emulator.dialog_tech(order_method="post"), telnum.DialogTech)
    assert_type(emulator.async_dialog_tech(), telnum.AsyncDialogTech)
    assert_type(emulator.didww(token_source=lambda: "emulator-token"), telnum.Didww)
    assert_type(emulator.async_didww(), telnum.AsyncDidww)
    telnum.DidwwDid("1", did_group=None, order=telnum.DidwwOrder("2"), voice_in_trunk=...)


async def other_carriers_with_asyncio(
    dialog_tech: telnum.AsyncDialogTech, didww: telnum.AsyncDidww
) -> None:
    assert_type(await dialog_tech.order_numbers("local", 2), telnum.DialogTechOrder)
    assert_type(await didww.list_dids(), telnum.DidwwDidPage)
    async for did in didww.dids(include=["did_group"]):
        assert_type(did.did_group, telnum.DidwwDidGroup | None)


def values(group: telnum.IdtDidGroup, order: IdtOrder) -> None:
    if group.fees is not None:
        assert_type(group.fees.monthly_fee, Decimal | None)
    assert_type(IdtOrder.from_dict(order.to_dict()), IdtOrder)
    match order:
        case telnum.IdtOrder(status="complete", fulfilled=int(fulfilled)):
            assert_type(fulfilled, int)
        case _:
            pass


def errors(call: Callable[[], object]) -> None:
    try:
        call()
    except telnum.OutcomeUnknown as lost:
        assert_type(lost.attempt, telnum.Attempt | None)
        assert_type(lost.sent_at, datetime | None)
    except telnum.Timeout as late:
        assert_type(late.order, IdtOrder | None)
    except (telnum.InsufficientFunds, telnum.NotOffered) as error:
        assert_type(error.details, tuple[telnum.ErrorDetail, ...])
    except telnum.Error as error:
        assert_type(error.http_status, int | None)


def emulator() -> None:
    emulator = Emulator(seed=7, balance="0.31")
    ordinary(emulator.idt_express(max_retries=0, requests_per_second=0.5))
    assert_type(emulator.async_idt_express(), AsyncIdtExpress)
    emulator.script([{"fault": "reset_after"}])
    assert_type(emulator.ledger, list[telnum.LedgerEntry])
    assert_type(emulator.sleeps, list[float])
    assert_type(emulator.now, datetime)


class Own:
    """A journal of the caller's own."""

    def claim(self, attempt: telnum.Attempt, at: datetime) -> telnum.JournalClaim:
        return telnum.JournalClaim(granted=attempt.prepared_at <= at)

    def settle(self, attempt: telnum.Attempt, outcome: telnum.JournalOutcome) -> None:
        assert_type(outcome.result, telnum.JournalResult)
        assert_type(outcome.order_id, str | None)

    def open(self) -> list[telnum.OpenAttempt]:
        return []


class AsyncOwn:
    """The same for asyncio."""

    async def claim(self, attempt: telnum.Attempt, at: datetime) -> telnum.JournalClaim:
        return Own().claim(attempt, at)

    async def settle(self, attempt: telnum.Attempt, outcome: telnum.JournalOutcome) -> None:
        Own().settle(attempt, outcome)

    async def open(self) -> list[telnum.OpenAttempt]:
        return []


def journals() -> None:
    plain: list[Journal] = [Own(), PostgresJournal("postgresql://"), SqliteJournal("orders.db")]
    awaited: list[AsyncJournal] = [AsyncOwn(), AsyncPostgresJournal("postgresql://")]
    for journal in plain:
        IdtExpress(journal=journal)
        AsyncIdtExpress(journal=journal)
    for waited in awaited:
        AsyncIdtExpress(journal=waited)
    IdtExpress(journal=AsyncOwn())  # type: ignore[arg-type]  # pyright: ignore


def refused(client: IdtExpress) -> None:
    client.get_order(1.5)  # type: ignore[arg-type]  # pyright: ignore
    client.wait_for_order("1", on_progress=1)  # type: ignore[arg-type]  # pyright: ignore
    client.create_order("1")  # type: ignore[call-arg]  # pyright: ignore
    client.with_response.get_order(order="1")  # type: ignore[call-arg]  # pyright: ignore
    IdtExpress(enviroment="live")  # type: ignore[call-arg]  # pyright: ignore
    IdtExpress(environment="production")  # type: ignore[arg-type]  # pyright: ignore
