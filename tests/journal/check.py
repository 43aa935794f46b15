"""One journal, used by processes in several languages at once, and by processes that are killed: in
a file, and in a database.

check.py EMULATOR RESULTS WORKER… (each a command line, as JSON; the first one is Python's)

TELNUM_SEED repeats the moments at which processes are killed; TELNUM_ROUNDS is how many attempts
are raced for, and how many processes are killed: 30 where it is absent.
"""

import collections
import concurrent.futures
import functools
import itertools
import json
import os
import pathlib
import random
import sys
import tempfile
import threading
import time
import traceback
from datetime import datetime, timezone

import telnum
from telnum.journal import PostgresJournal
from world import InFile, InPostgres, InPostgresByAsyncio, InSqlite, World

ROUNDS = int(os.environ.get("TELNUM_ROUNDS", "30"))
STARTING = 6


def race(world):
    """Of processes in several languages that place an attempt at once, one buys"""
    workers = [world.start(number) for number in range(max(4, len(world.workers)))]
    attempts = world.attempts(ROUNDS)
    winners = set()
    for attempt in attempts:
        for worker in workers:
            worker.send([attempt])
        said = [worker.said() for worker in workers]
        won = [number for number, it in enumerate(said) if it.startswith("placed ")]
        lost = [it for it in said if it.startswith("conflict This attempt was placed before")]
        assert (len(won), len(lost)) == (1, len(workers) - 1), said
        winners.add(won[0] % len(world.workers))
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
    claimed = world.journal.claimed()
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
    left = world.open()
    assert all(it in attempts for it in left), (seed, left)
    assert set(lost) <= {it.id for it in left}, (seed, lost, left)
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


def crashed(world, server):
    """A claim that was granted is there after the server has crashed"""
    journal = PostgresJournal("postgresql://")
    attempts = world.attempts(ROUNDS)
    now = datetime.now(timezone.utc)
    assert all(journal.claim(it, now).granted for it in attempts)
    server.crash()
    server.start()
    assert [it.attempt for it in journal.open()] == sorted(attempts, key=lambda it: it.id)


def told_apart(world, server):
    """What is said of an earlier claim settles no later one, and what was placed stays placed"""
    (attempt,) = world.attempts(1)
    now = datetime.now(timezone.utc)
    first, second = PostgresJournal("postgresql://"), PostgresJournal("postgresql://")
    nothing = telnum.JournalOutcome("not_placed", now, cause="rejected")
    lost = telnum.JournalOutcome("unknown", now, sent_at=now, candidate_order_id="812")
    assert first.claim(attempt, now).granted
    assert not second.claim(attempt, now).granted
    granted = dict(first._granted)
    first.settle(attempt, nothing)
    assert second.claim(attempt, now).granted
    first._granted.update(granted)
    first.settle(attempt, nothing)
    assert [it.attempt for it in first.open()] == [attempt]
    second.settle(attempt, lost)
    (open_attempt,) = first.open()
    assert (open_attempt.sent_at, open_attempt.candidate_order_id) == (second_of(now), "812")
    first.settle(attempt, telnum.JournalOutcome("placed", now, order_id="811"))
    first.settle(attempt, telnum.JournalOutcome("placed", now))
    for outcome in (nothing, lost):
        second.settle(attempt, outcome)
    assert first.claim(attempt, now) == telnum.JournalClaim(granted=False, order_id="811")
    assert (first.open(), first.placed()) == ([], [telnum.PlacedAttempt(attempt.id, "811")])


def second_of(moment):
    """Without what is less than a millisecond."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def run(test, binary, workers, make):
    try:
        with tempfile.TemporaryDirectory() as folder:
            world = World(binary, workers, make(folder))
            try:
                test(world)
            finally:
                world.close()
    except Exception:
        return {"outcome": "failed", "reason": traceback.format_exc(limit=-3)}
    return {"outcome": "passed"}


def tell(place, test, ended):
    it = {"entry": f"journal{place}: {test.__doc__}", **ended}
    print(f"    {it['outcome']}: {it['entry']} {it.get('reason', '')}", file=sys.stderr)
    return it


def in_postgres(binary, workers):
    """Those that need a server; skipped where there is none."""
    tests = [(race, InPostgres), (killed, InPostgres), (race, InPostgresByAsyncio)]
    own = [crashed, told_apart]
    places = [" in PostgreSQL", " in PostgreSQL", " in PostgreSQL, by asyncio"]
    if "TELNUM_PG" not in os.environ:
        skipped = {"outcome": "skipped", "reason": "PostgreSQL or its drivers could not be set up"}
        return [
            tell(place, test, skipped)
            for place, test in zip(
                [*places, places[0], places[0]], [*(it for it, _ in tests), *own], strict=True
            )
        ]
    from postgres import Postgres

    with tempfile.TemporaryDirectory() as folder:
        server = Postgres(folder)
        try:
            told = []
            for place, (test, make) in zip(places, tests, strict=True):
                # Of asyncio there are workers in Python alone.
                able = workers[:1] if make is InPostgresByAsyncio else workers
                told.append(tell(place, test, run(test, binary, able, make)))
            for test in own:
                bound = functools.partial(test, server=server)
                told.append(tell(places[0], test, run(bound, binary, workers, InPostgres)))
            return told
        finally:
            server.stop()


def main(binary, results, *workers):
    workers = [json.loads(it) for it in workers]
    tests = [tell("", test, run(test, binary, workers, InFile)) for test in (race, killed)]
    tests.append(tell(" in SQLite", race, run(race, binary, workers[:1], InSqlite)))
    tests += in_postgres(binary, workers)
    pathlib.Path(results).write_text(json.dumps({"runtime": "journal", "results": tests}))


main(*sys.argv[1:])
