"""Runs the rounds of a campaign (campaign.py) with the wheel and asyncio: faults.py ROUNDS TOLD."""

import asyncio
import contextlib
import sys

import telnum

import campaign
from campaign import last

CLIENTS = {
    "idt_express": telnum.AsyncIdtExpress,
    "dialog_tech": telnum.AsyncDialogTech,
    "didww": telnum.AsyncDidww,
}


class Shop:
    """The clients of a round."""

    def __init__(self, round_, url, options):
        self.new = lambda: CLIENTS[round_["carrier"]](base_url=url, **options)
        self.clients = {at: self.new() for at in range(round_["clients"])}
        self.clients[None] = CLIENTS[round_["carrier"]](base_url=campaign.UNREACHABLE, **options)

    async def place(self, buy, attempt):
        """How placing it ended, and how placing it again did, where the round wants that."""
        client = self.clients[buy["client"]]
        limit = buy["timeout_ms"] and buy["timeout_ms"] / 1000
        if buy["ends"]:
            async with self.new() as other:
                return await self.cancelled(other, buy, attempt, None), None
        if buy["cancel_ms"] is not None:
            first = await self.cancelled(client, buy, attempt, limit)
        else:
            first = await place(client, attempt, limit)
        if not buy["again"]:
            return first, None
        if buy["again_by"] is not None:
            client = self.clients[buy["again_by"]]
        return first, await place(client, attempt, limit)

    async def cancelled(self, client, buy, attempt, limit):
        with contextlib.suppress(asyncio.TimeoutError):
            return await asyncio.wait_for(place(client, attempt, limit), buy["cancel_ms"] / 1000)
        return campaign.CANCELLED

    async def close(self):
        for client in self.clients.values():
            await client.close()


async def run(round_, server):
    # In threads: other rounds have calls under way.
    await asyncio.to_thread(server.begin, round_)
    with campaign.options(round_) as options:
        shop = Shop(round_, server.url, options)
        attempts = []
        for buy in round_["buys"]:
            prepare = getattr(shop.clients[buy["client"]], campaign.PREPARE[buy["operation"]])
            attempts.append(campaign.prepared(prepare(**buy["arguments"]), round_))
        await asyncio.to_thread(server.set, "faults", round_["rules"])
        placing = [shop.place(*it) for it in zip(round_["buys"], attempts, strict=True)]
        if round_["together"]:
            ends = await asyncio.gather(*placing)
        else:
            ends = []
            for buy, call in zip(round_["buys"], placing, strict=True):
                if buy["rule"]:
                    await asyncio.to_thread(server.set, "faults", [buy["rule"]])
                ends.append(await call)
        before = await asyncio.to_thread(server.placed, round_)
        said = await after(round_, shop, attempts, last(ends), server.url)
    return {
        "round": round_,
        "attempts": [it.to_dict() for it in attempts],
        "placed": [first for first, _ in ends],
        "again": [again for _, again in ends],
        "ledger_before": before,
        **said,
        **await asyncio.to_thread(server.end, round_),
    }


async def after(round_, shop, attempts, ends, url):
    """What is found out of the attempts when all calls have ended."""
    pairs = list(zip(attempts, ends, strict=True))
    lost = [attempt for attempt, end in pairs if campaign.is_lost(end)]
    known = [end["order_id"] for end in ends if end.get("order_id")]
    told, open_, open_after, again = [], [], [], []
    if lost:
        options = {**campaign.KEYS[round_["carrier"]], **round_["options"]}
        async with CLIENTS[round_["carrier"]](base_url=url, **options) as fresh:
            if round_["sole_buyer"]:
                told.append(await reconcile(round_, fresh, lost, known, True))
            told.append(await reconcile(round_, fresh, lost, [], False))
    if round_["journal"]:
        # Its clients end first.
        await shop.close()
        async with shop.new() as heir:
            open_ = [it.attempt for it in await heir.open_attempts()]
            if open_:
                sole = round_["sole_buyer"]
                told.append(await reconcile(round_, heir, open_, [], sole, "journal"))
            open_after = [it.attempt for it in await heir.open_attempts()]
            for attempt, end in pairs:
                nothing = campaign.nothing_was_bought(end)
                again.append(None if nothing else await place(heir, attempt, campaign.AGAIN_S))
    else:
        for at, client in shop.clients.items():
            buys = zip(attempts, round_["buys"], strict=True)
            own = [attempt for attempt, buy in buys if buy["client"] == at]
            sole = round_["sole_buyer"] and round_["clients"] == 1 and at is not None
            if own:
                told.append(await reconcile(round_, client, own, [], sole, "placing"))
        await shop.close()
    return {
        "reconciled": told,
        "open": [it.id for it in open_],
        "open_after": [it.id for it in open_after],
        "after": again,
    }


async def place(client, attempt, limit):
    try:
        return campaign.ordered(await client.place(attempt, timeout=limit))
    except telnum.TelnumError as error:
        return campaign.failed(error)


async def reconcile(round_, client, attempts, known, sole_buyer, by=None):
    settled, failed = [], None
    try:
        given = campaign.search(round_, known, sole_buyer)
        settled = await client.reconcile_orders(attempts, **given)
    except telnum.TelnumError as error:
        failed = error
    return campaign.reconciled(settled, failed, known, sole_buyer, by)


async def main(rounds, told):
    waiting, lines = campaign.read(rounds), []

    async def work():
        server = await asyncio.to_thread(campaign.Server)
        try:
            while waiting:
                round_ = waiting.pop(0)
                try:
                    lines.append(await run(round_, server))
                except Exception as error:
                    raise campaign.Broke(round_) from error
        finally:
            server.close()

    await asyncio.gather(*[work() for _ in range(campaign.WORKERS)])
    campaign.write(told, lines)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
