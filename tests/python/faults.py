"""Runs the rounds of a campaign (tests/README.md) with the wheel: faults.py ROUNDS TOLD.

Each line of ROUNDS is a round, and becomes a line of TOLD: what the clients and the emulator said.
The program in tests/faults makes the one and judges the other.
"""

import asyncio
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import telnum

CLIENTS = {
    "idt_express": telnum.AsyncIdtExpress,
    "dialog_tech": telnum.AsyncDialogTech,
    "didww": telnum.AsyncDidww,
}
KEYS = {
    "idt_express": {"api_key": "emulator-key", "api_secret": "emulator-secret"},
    "dialog_tech": {
        "access_key": "emulator-access-key",
        "secret_access_key": "emulator-secret-access-key",
    },
    "didww": {"api_key": "emulator-key"},
}
PREPARE = {
    "create_order": "prepare_order",
    "create_order_by_sku": "prepare_order_by_sku",
    "order_numbers": "prepare_order",
}
# A port that nothing listens on.
UNREACHABLE = "http://127.0.0.1:1"
# So many emulators run at once.
WORKERS = 6


class Server:
    """An emulator, whose clock is that of this machine: attempts carry the time."""

    def __init__(self):
        self.process = subprocess.Popen(
            [os.environ["TELNUM_EMULATOR"], "--listen", "127.0.0.1:0", "--clock", "real"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = self.process.stdout.readline().split()[-1]

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()

    async def ask(self, method, target, headers=(), body=None):
        # In a thread: other rounds have calls under way.
        return await asyncio.to_thread(self.ask_now, method, target, headers, body)

    def ask_now(self, method, target, headers, body):
        request = urllib.request.Request(f"{self.url}{target}", body, dict(headers), method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    async def set(self, route, body):
        await self.ask("POST", f"/_emulator/{route}", body=json.dumps(body).encode())

    async def list(self, route):
        return (await self.ask("GET", f"/_emulator/{route}"))[route]


async def run(round_, server):
    carrier = round_["carrier"]
    await server.set("reset", {"seed": round_["seed"], "switches": round_["switches"]})
    for plain in round_["before"]:
        body = plain["body"].encode()
        await server.ask(plain["method"], plain["target"], plain["headers"], body)

    def client(url):
        return CLIENTS[carrier](base_url=url, **KEYS[carrier], **round_["options"])

    clients = {at: client(server.url) for at in range(round_["clients"])}
    clients[None] = client(UNREACHABLE)
    buys, attempts = round_["buys"], []
    for buy in buys:
        prepare = getattr(clients[buy["client"]], PREPARE[buy["operation"]])
        attempts.append(prepare(**buy["arguments"]))
    await server.set("faults", round_["rules"])
    placing = [
        place(clients[buy["client"]], buy, attempt)
        for buy, attempt in zip(buys, attempts, strict=True)
    ]
    if round_["together"]:
        ends = await asyncio.gather(*placing)
    else:
        ends = []
        for buy, call in zip(buys, placing, strict=True):
            if buy["rule"]:
                await server.set("faults", [buy["rule"]])
            ends.append(await call)
    for switches in round_["others"]:
        await server.set("switches", switches)
    before = await server.list("ledger")
    if round_["advance_s"]:
        await server.set("clock", {"advance_s": round_["advance_s"]})
    await server.set("faults", round_["reads"])
    reconciled = await reconcile_all(round_, client(server.url), clients, attempts, ends)
    await server.set("clock", {"advance_s": 3600})
    orders = await didww_orders(server) if carrier == "didww" else []
    for it in clients.values():
        await it.close()
    return {
        "round": round_,
        "attempts": [it.to_dict() for it in attempts],
        "placed": [first for first, _ in ends],
        "again": [again for _, again in ends],
        "ledger_before": before,
        "reconciled": reconciled,
        "ledger": await server.list("ledger"),
        "requests": [it for it in await server.list("requests") if is_purchase(it)],
        "orders": orders,
    }


async def place(client, buy, attempt):
    """How placing it ended, and how placing it again did, where the round wants that."""

    async def call():
        limit = buy["timeout_ms"] and buy["timeout_ms"] / 1000
        try:
            order = await client.place(attempt, timeout=limit)
        except telnum.TelnumError as error:
            return {
                "outcome": "failed",
                "kind": str(error.kind),
                "text": error.text,
                "attempt_id": error.attempt and error.attempt.id,
                "candidate": error.candidate_order_id,
            }
        numbers = [it.number for it in getattr(order, "numbers", [])]
        return {
            "outcome": "ordered",
            "order_id": getattr(order, "id", None),
            "numbers": numbers,
        }

    if buy["cancel_ms"] is None:
        first = await call()
    else:
        try:
            first = await asyncio.wait_for(call(), buy["cancel_ms"] / 1000)
        except asyncio.TimeoutError:
            first = {"outcome": "cancelled"}
    return first, (await call() if buy["again"] else None)


def nothing_was_bought(end):
    if end["outcome"] != "failed":
        return False
    if end["kind"] == "conflict":
        return end["attempt_id"] is None
    return end["kind"] != "outcome_unknown"


async def reconcile_all(round_, fresh, clients, attempts, ends):
    last = [again if again and nothing_was_bought(first) else first for first, again in ends]
    lost = [
        attempt
        for attempt, end in zip(attempts, last, strict=True)
        if end["outcome"] != "ordered" and not nothing_was_bought(end)
    ]
    known = [end["order_id"] for end in last if end.get("order_id")]
    told = []
    if lost:
        if round_["sole_buyer"]:
            told.append(await reconcile(round_, fresh, lost, known, True, False))
        told.append(await reconcile(round_, fresh, lost, [], False, False))
    await fresh.close()
    for at, client in clients.items():
        own = [
            attempt
            for attempt, buy in zip(attempts, round_["buys"], strict=True)
            if buy["client"] == at
        ]
        sole = round_["sole_buyer"] and round_["clients"] == 1 and at is not None
        if own:
            told.append(await reconcile(round_, client, own, [], sole, True))
    return told


async def reconcile(round_, client, attempts, known, sole_buyer, by_placing):
    of_idt = {"known_order_ids": known}
    if sole_buyer:
        of_idt["sole_buyer"] = True
    if round_["newest_first"]:
        of_idt["newest_first"] = True
    given = of_idt if round_["carrier"] == "idt_express" else {}
    settled, failed = [], None
    try:
        settled = await client.reconcile_orders(
            attempts, **given, timeout=round_["search_ms"] / 1000
        )
    except telnum.TelnumError as error:
        failed = f"{error.kind}: {error.text}"
    return {
        "by_placing": by_placing,
        "sole_buyer": sole_buyer,
        "known_order_ids": known,
        "error": failed,
        "attempts": [
            {
                "attempt_id": it.attempt_id,
                "outcome": str(it.outcome),
                "orders": list(it.order_ids),
            }
            for it in settled
        ],
    }


async def didww_orders(server):
    await server.set("switches", {"didww_rate_limit": None})
    await server.set("script", [{"own": True}])
    headers = {
        "api-key": "emulator-key",
        "x-didww-api-version": "2026-04-16",
        "accept": "application/vnd.api+json",
    }
    return (await server.ask("GET", "/v3/orders?page%5Bsize%5D=100", headers))["data"]


def is_purchase(request):
    target = request["target"]
    posted = request["method"] == "POST"
    return target.startswith("/ibp_api.php") or (
        posted and (target.endswith("/dids/orders") or target == "/v3/orders")
    )


async def main(rounds, told):
    waiting = [json.loads(line) for line in Path(rounds).read_text(encoding="utf-8").splitlines()]
    lines = []

    async def work():
        server = await asyncio.to_thread(Server)
        try:
            while waiting:
                lines.append(json.dumps(await run(waiting.pop(0), server)))
        finally:
            server.close()

    await asyncio.gather(*[work() for _ in range(WORKERS)])
    Path(told).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
