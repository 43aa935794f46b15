"""One journal, used by processes in two languages at once, and by processes that are killed.

check.py EMULATOR RESULTS WORKER… (each a command line, as JSON)

TELNUM_SEED repeats the moments at which processes are killed; TELNUM_ROUNDS is how many attempts
are raced for, and how many processes are killed: 30 where it is absent.
"""

import collections
import concurrent.futures
import contextlib
import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.request

import telnum

ROUNDS = int(os.environ.get("TELNUM_ROUNDS", "30"))
STARTING = 6


class World:
    """An emulator, a journal, and what starts workers."""

    def __init__(self, binary, workers, folder):
        self.workers, self.journal = workers, pathlib.Path(folder, "orders.journal")
        self.server = subprocess.Popen(
            [binary, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True
        )
        self.url = self.server.stdout.readline().split()[-1]
        switches = {"didww_balance": "100000.00", "didww_rate_limit": None}
        data = json.dumps({"seed": 7, "switches": switches}).encode()
        urllib.request.urlopen(f"{self.url}/_emulator/reset", data, timeout=10).close()
        self.client = telnum.Didww("emulator-key", base_url=self.url)
        self.pool = self.client.list_capacity_pools().capacity_pools[0].id

    def attempts(self, number):
        item = {"capacity_pool_id": self.pool, "qty": 1}
        return [self.client.prepare_order([item]) for _ in range(number)]

    def orders(self):
        """How many orders there are of each attempt; the account had others before."""
        ids = [order.external_reference_id for order in self.client.orders(page_size=100)]
        return {it: ids.count(it) for it in ids if it is not None and not it.startswith("crm-")}

    def claimed(self):
        """The attempts that the journal has claims of."""
        records = [line.split(" ", 2)[2] for line in self.journal.read_text().split("\n") if line]
        records = [json.loads(record) for record in records]
        return [it["attempt"]["id"] for it in records if it["record"] == "claim"]

    def start(self, number):
        command = [*self.workers[number % len(self.workers)], self.url, str(self.journal)]
        return Worker(command)

    def close(self):
        self.server.terminate()
        self.server.wait(10)
        self.server.stdout.close()


class Worker:
    def __init__(self, command):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, **pipes)
        assert self.process.stdout.readline() == "ready\n"

    def send(self, attempts):
        self.process.stdin.write("".join(f"{it.to_json()}\n" for it in attempts))
        self.process.stdin.flush()

    def said(self):
        return self.process.stdout.readline().strip()

    def kill(self):
        self.process.kill()
        self.close()

    def close(self):
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
        self.process.wait(10)


def race(world):
    """Of processes in two languages that place an attempt at once, one buys"""
    workers = [world.start(number) for number in range(4)]
    attempts = world.attempts(ROUNDS)
    winners = set()
    for attempt in attempts:
        for worker in workers:
            worker.send([attempt])
        said = [worker.said() for worker in workers]
        won = [number for number, it in enumerate(said) if it.startswith("placed ")]
        lost = [it for it in said if it.startswith("conflict This attempt was placed before")]
        assert (len(won), len(lost)) == (1, 3), said
        winners.add(won[0] % 2)
    for worker in workers:
        worker.close()
    orders = world.orders()
    assert [orders.get(it.id) for it in attempts] == [1] * len(attempts), orders
    print(
        f"    {len(attempts)} attempts; languages that were first: {len(winners)}", file=sys.stderr
    )


def killed(world):
    """What a killed process has bought is in its journal, and no process after it buys it again"""
    seed = int(os.environ.get("TELNUM_SEED", time.time_ns() % 1_000_000))
    print(f"    TELNUM_SEED={seed}", file=sys.stderr)
    chance = random.Random(seed)
    attempts = world.attempts(ROUNDS * 3)
    first, *left = attempts
    workers = starting(world, ROUNDS, first)
    # Up to four at once place the same attempts, and each is killed in its own time.
    while together := list(itertools.islice(workers, chance.randrange(1, 5))):
        # From where the last ones may have come, so that what they left is tried again.
        batch, left = left[:20], left[sum(chance.randrange(4) for _ in together) :]
        for worker in together:
            worker.send(batch)
        passed = 0
        for moment in sorted(chance.uniform(0, 0.04) for _ in together):
            threading.Event().wait(moment - passed)
            passed = moment
            together.pop(chance.randrange(len(together))).kill()
    bought = world.orders()
    claimed = world.claimed()
    assert set(bought) <= set(claimed), (seed, set(bought) - set(claimed))
    assert all(number == 1 for number in bought.values()), (seed, bought)
    # Everything once more, in each language: what is not certain stays, all else is bought.
    for number in range(len(world.workers)):
        worker = world.start(number)
        said = []
        # More answers than a pipe holds would wait for their reader, who still sends.
        for at in range(0, len(attempts), 100):
            some = attempts[at : at + 100]
            worker.send(some)
            said += [worker.said().split()[0] for _ in some]
        assert set(said) <= {"placed", "conflict"}, (seed, said)
        worker.close()
    orders = world.orders()
    assert all(number == 1 for number in orders.values()), (seed, orders)
    lost = [it.id for it in attempts if it.id not in orders]
    open_claims = set(claimed) - set(bought)
    assert set(lost) <= open_claims, (seed, lost)
    told = f"{ROUNDS} kills: {len(bought)} bought amid them, {len(lost)} claims open"
    print(f"    {told}", file=sys.stderr)


def starting(world, number, attempt):
    """So many workers in turn. A few are starting at a time, for that takes most of the time."""
    with concurrent.futures.ThreadPoolExecutor(STARTING) as threads:
        ahead = collections.deque()
        for at in range(number):
            ahead.append(threads.submit(started, world, at, attempt))
            if len(ahead) == STARTING:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def started(world, number, attempt):
    worker = world.start(number)
    # Placed before, mostly. By then it has read the journal.
    worker.send([attempt])
    worker.said()
    return worker


def run(test, binary, workers):
    try:
        with tempfile.TemporaryDirectory() as folder:
            world = World(binary, workers, folder)
            try:
                test(world)
            finally:
                world.close()
    except Exception:
        return {"outcome": "failed", "reason": traceback.format_exc(limit=-3)}
    return {"outcome": "passed"}


def main(binary, results, *workers):
    workers = [json.loads(it) for it in workers]
    tests = [
        {"entry": f"journal: {test.__doc__}", **run(test, binary, workers)}
        for test in (race, killed)
    ]
    for it in tests:
        print(f"    {it['outcome']}: {it['entry']} {it.get('reason', '')}", file=sys.stderr)
    pathlib.Path(results).write_text(json.dumps({"runtime": "journal", "results": tests}))


main(*sys.argv[1:])
