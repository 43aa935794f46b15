"""Runs the rounds of a campaign (campaign.py) with the wheel's clients that wait: faults_sync.py
ROUNDS TOLD.

Calls are cancelled as Ctrl-C does it, by what a signal's handler raises, which is for the main
thread alone: so each emulator has a process of its own. Where purchases are placed together, each
is in a thread, and ends by its time-out instead.
"""

import concurrent.futures
import contextlib
import multiprocessing
import signal
import sys

import telnum

import campaign
from campaign import last

CLIENTS = {
    "idt_express": telnum.IdtExpress,
    "dialog_tech": telnum.DialogTech,
    "didww": telnum.Didww,
}


class Due:
    """Whether there is a call to end."""

    is_it = False


def interrupt(*_):
    if Due.is_it:
        raise KeyboardInterrupt


class Shop:
    """The clients of a round."""

    def __init__(self, round_, url, options):
        self.together = round_["together"]
        self.new = lambda: CLIENTS[round_["carrier"]](base_url=url, **options)
        self.clients = {at: self.new() for at in range(round_["clients"])}
        self.clients[None] = CLIENTS[round_["carrier"]](base_url=campaign.UNREACHABLE, **options)

    def place(self, buy, attempt):
        """How placing it ended, and how placing it again did, where the round wants that."""
        client = self.clients[buy["client"]]
        limit = buy["timeout_ms"] and buy["timeout_ms"] / 1000
        if buy["ends"]:
            with self.new() as other:
                return self.cancelled(other, buy, attempt, None), None
        if buy["cancel_ms"] is not None:
            first = self.cancelled(client, buy, attempt, limit)
        else:
            first = place(client, attempt, limit)
        if not buy["again"]:
            return first, None
        if buy["again_by"] is not None:
            client = self.clients[buy["again_by"]]
        return first, place(client, attempt, limit)

    def cancelled(self, client, buy, attempt, limit):
        after = max(buy["cancel_ms"], 1) / 1000
        if self.together:
            return place(client, attempt, after)
        try:
            Due.is_it = True
            signal.setitimer(signal.ITIMER_REAL, after)
            end = place(client, attempt, limit)
            Due.is_it = False
        except KeyboardInterrupt:
            Due.is_it = False
            return campaign.CANCELLED
        signal.setitimer(signal.ITIMER_REAL, 0)
        return end

    def close(self):
        for client in self.clients.values():
            client.close()


def run(round_, server):
    server.begin(round_)
    with campaign.options(round_) as options:
        shop = Shop(round_, server.url, options)
        attempts = []
        for buy in round_["buys"]:
            prepare = getattr(shop.clients[buy["client"]], campaign.PREPARE[buy["operation"]])
            attempts.append(campaign.prepared(prepare(**buy["arguments"]), round_))
        server.set("faults", round_["rules"])
        if round_["together"]:
            with concurrent.futures.ThreadPoolExecutor(len(attempts)) as threads:
                ends = list(threads.map(shop.place, round_["buys"], attempts))
        else:
            ends = []
            for buy, attempt in zip(round_["buys"], attempts, strict=True):
                if buy["rule"]:
                    server.set("faults", [buy["rule"]])
                ends.append(shop.place(buy, attempt))
        before = server.placed(round_)
        said = after(round_, shop, attempts, last(ends), server.url)
    return {
        "round": round_,
        "attempts": [it.to_dict() for it in attempts],
        "placed": [first for first, _ in ends],
        "again": [again for _, again in ends],
        "ledger_before": before,
        **said,
        **server.end(round_),
    }


def after(round_, shop, attempts, ends, url):
    """What is found out of the attempts when all calls have ended."""
    pairs = list(zip(attempts, ends, strict=True))
    lost = [attempt for attempt, end in pairs if campaign.is_lost(end)]
    known = [end["order_id"] for end in ends if end.get("order_id")]
    told, open_, open_after, again = [], [], [], []
    if lost:
        options = {**campaign.KEYS[round_["carrier"]], **round_["options"]}
        with CLIENTS[round_["carrier"]](base_url=url, **options) as fresh:
            if round_["sole_buyer"]:
                told.append(reconcile(round_, fresh, lost, known, True))
            told.append(reconcile(round_, fresh, lost, [], False))
    if round_["journal"]:
        # Its clients end first.
        shop.close()
        with shop.new() as heir:
            open_ = [it.attempt for it in heir.open_attempts()]
            if open_:
                sole = round_["sole_buyer"]
                told.append(reconcile(round_, heir, open_, [], sole, "journal"))
            open_after = [it.attempt for it in heir.open_attempts()]
            for attempt, end in pairs:
                nothing = campaign.nothing_was_bought(end)
                again.append(None if nothing else place(heir, attempt, campaign.AGAIN_S))
    else:
        for at, client in shop.clients.items():
            buys = zip(attempts, round_["buys"], strict=True)
            own = [attempt for attempt, buy in buys if buy["client"] == at]
            sole = round_["sole_buyer"] and round_["clients"] == 1 and at is not None
            if own:
                told.append(reconcile(round_, client, own, [], sole, "placing"))
        shop.close()
    return {
        "reconciled": told,
        "open": [it.id for it in open_],
        "open_after": [it.id for it in open_after],
        "after": again,
    }


def place(client, attempt, limit):
    try:
        return campaign.ordered(client.place(attempt, timeout=limit))
    except telnum.TelnumError as error:
        return campaign.failed(error)


def reconcile(round_, client, attempts, known, sole_buyer, by=None):
    settled, failed = [], None
    try:
        given = campaign.search(round_, known, sole_buyer)
        settled = client.reconcile_orders(attempts, **given)
    except telnum.TelnumError as error:
        failed = error
    return campaign.reconciled(settled, failed, known, sole_buyer, by)


def work(rounds):
    """The process of one emulator."""
    # Where it comes amid a handler of logs, telnum has it raised again by the other one.
    for number in (signal.SIGALRM, signal.SIGINT):
        signal.signal(number, interrupt)
    with contextlib.closing(campaign.Server()) as server:
        lines = []
        for round_ in rounds:
            try:
                lines.append(run(round_, server))
            except BaseException as error:
                raise campaign.Broke(round_) from error
        return lines


def main(rounds, told):
    rounds = campaign.read(rounds)
    context = multiprocessing.get_context("spawn")
    with context.Pool(campaign.WORKERS) as processes:
        parts = [rounds[it :: campaign.WORKERS] for it in range(campaign.WORKERS)]
        lines = processes.map(work, parts, chunksize=1)
    campaign.write(told, [it for part in lines for it in part])


if __name__ == "__main__":
    main(*sys.argv[1:])
