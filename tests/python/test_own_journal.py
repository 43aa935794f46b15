"""Journals of the caller's own: what they are told, and what becomes of a call when they fail."""

import asyncio
import contextlib
import functools
import pathlib
import sqlite3
import tempfile
import threading

import telnum
from telnum.journal import AsyncPostgresJournal, PostgresJournal, SqliteJournal

from test_errors import raised


class Memory:
    """A journal that keeps what it was told."""

    def __init__(self):
        self.told, self.claims = [], {}

    def claim(self, attempt, at):
        self.told.append(("claim", attempt, at))
        if attempt.id in self.claims:
            return telnum.JournalClaim(granted=False, order_id=self.claims[attempt.id])
        self.claims[attempt.id] = None
        return telnum.JournalClaim(granted=True)

    def settle(self, attempt, outcome):
        self.told.append(("settle", attempt, outcome))
        if outcome.result == "not_placed":
            del self.claims[attempt.id]
        else:
            self.claims[attempt.id] = outcome.order_id

    def open(self):
        return []


class AsyncMemory(Memory):
    """The same, by coroutine functions."""

    async def claim(self, attempt, at):
        await asyncio.sleep(0.001)
        return super().claim(attempt, at)

    async def settle(self, attempt, outcome):
        await asyncio.sleep(0.001)
        super().settle(attempt, outcome)

    async def open(self):
        return super().open()


def test_own_journal():
    """A journal of the caller's own is asked before a purchase and told its outcome"""
    emulator, journal = telnum.Emulator(), Memory()
    client = emulator.idt_express(journal=journal)
    attempt = client.prepare_order(16847, quantity=2)
    order = client.place(attempt)
    emulator.script([{"fault": "reset_after"}])
    lost = raised(lambda: client.create_order(16847, 2))
    emulator.set("balance", "0.31")
    refused = raised(lambda: client.create_order(16847, 2))
    at = emulator.now
    outcomes = [it[2] for it in journal.told if it[0] == "settle"]
    assert [it[0] for it in journal.told] == ["claim", "settle"] * 3
    assert journal.told[0] == ("claim", attempt, at)
    assert outcomes[0] == telnum.JournalOutcome("placed", at, order_id=order.id)
    assert outcomes[1] == telnum.JournalOutcome(
        "unknown", at, cause="transport", text=str(lost), sent_at=lost.sent_at
    )
    assert outcomes[2] == telnum.JournalOutcome(
        "not_placed", at, cause="insufficient_funds", text=str(refused)
    )
    again = raised(lambda: emulator.idt_express(journal=journal).place(attempt))
    assert isinstance(again, telnum.Conflict), again
    assert (again.candidate_order_id, again.attempt) == (order.id, attempt)
    assert client.open_attempts() == []
    assert len(emulator.ledger) == 2


async def test_own_async_journal():
    """Of a client for asyncio its methods may be coroutine functions"""
    emulator = telnum.Emulator()
    for journal in (Memory(), AsyncMemory()):
        client = emulator.async_idt_express(journal=journal)
        attempt = client.prepare_order(16847, quantity=2)
        placing = [client.place(attempt) for _ in range(4)]
        ended = await asyncio.gather(*placing, return_exceptions=True)
        assert [type(it).__name__ for it in ended].count("IdtOrder") == 1, ended
        assert [it[0] for it in journal.told] == ["claim", "settle"]
        assert await client.open_attempts() == []
    error = raised(lambda: emulator.idt_express(journal=AsyncMemory()).create_order(16847, 2))
    assert isinstance(error, telnum.ConfigurationError)
    assert str(error) == (
        "The journal failed: its `claim` is a coroutine function, which needs a client for "
        "asyncio. Nothing was sent."
    )


def test_own_journal_failed():
    """Where its claim fails nothing is sent, and what it raised is the cause"""
    emulator = telnum.Emulator()
    away = RuntimeError("the database is away")

    def fail(*_):
        raise away

    journal = Memory()
    journal.claim = fail
    error = raised(lambda: emulator.idt_express(journal=journal).create_order(16847, 2))
    assert isinstance(error, telnum.ConfigurationError)
    said = "The journal failed: RuntimeError: the database is away. Nothing was sent."
    assert (str(error), error.__cause__) == (said, away)
    odd = telnum.JournalClaim(granted="yes")
    for answer in (None, True, 7, odd, telnum.JournalClaim(granted=False, order_id=5)):
        journal.claim = lambda *_, answer=answer: answer
        error = raised(lambda: emulator.idt_express(journal=journal).create_order(16847, 2))
        assert isinstance(error, telnum.ConfigurationError), answer
        assert str(error).startswith("The journal failed: its `claim` answered "), error
    assert emulator.requests == []
    journal = Memory()
    journal.settle = fail
    assert emulator.idt_express(journal=journal).create_order(16847, 2).ordered == 2
    for name, answer in (("open", 7), ("open", ["x"]), ("placed", "811"), ("placed", [811])):
        journal = Memory()
        client = emulator.idt_express(journal=journal)
        setattr(journal, name, lambda answer=answer: answer)
        lost = client.prepare_order(16847, 2)
        call, given = (
            (client.open_attempts, ()) if name == "open" else (client.reconcile_orders, ([lost],))
        )
        error = raised(functools.partial(call, *given))
        assert isinstance(error, telnum.ConfigurationError), error
        assert f"its `{name}` answered" in str(error), error
        assert "Nothing was sent" not in str(error), error


def test_own_journal_placed():
    """What another client has found out is told without a look"""
    emulator, journal = telnum.Emulator(), Memory()
    journal.placed = lambda: [
        telnum.PlacedAttempt(attempt_id, order)
        for attempt_id, order in journal.claims.items()
        if order
    ]
    client = emulator.idt_express(journal=journal)
    emulator.script([{"fault": "reset_after"}])
    lost = raised(lambda: client.create_order(16847, 2)).attempt
    order = emulator.ledger[0].order_id
    emulator.idt_express(journal=journal).settle_attempt(lost, order_id=order)
    requests = len(emulator.requests)
    (found,) = client.reconcile_orders([lost])
    assert (found.outcome, found.order_ids, found.looked_until) == ("placed", (order,), None)
    assert len(emulator.requests) == requests


async def test_own_journal_late():
    """A claim that does not come in time is a Timeout, and nothing is sent"""
    emulator = telnum.Emulator()
    journal = AsyncMemory()

    async def wait(*_):
        await asyncio.sleep(30)

    journal.claim = wait
    client = emulator.async_idt_express(journal=journal, timeout=0.05)
    try:
        await client.create_order(16847, 2)
    except telnum.Timeout as error:
        said = "The journal did not answer before the call's deadline. Nothing was sent."
        assert str(error) == said
    else:
        raise AssertionError("it was placed")
    assert emulator.requests == []


def test_own_journal_reentrant():
    """It may call clients itself, from several threads at once"""
    emulator = telnum.Emulator()
    journal = Memory()
    ask = journal.claim

    def claim(attempt, at):
        assert emulator.idt_express().list_did_groups("BR")
        return ask(attempt, at)

    journal.claim = claim
    client = emulator.idt_express(journal=journal)
    threads = [threading.Thread(target=client.create_order, args=(16847, 1)) for _ in range(8)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    assert len(emulator.ledger) == 8


def test_own_journal_unfit():
    """What is no journal is refused when the client is made"""
    emulator = telnum.Emulator()
    for journal in (7, object(), Memory, {"claim": 1}):
        error = raised(lambda journal=journal: emulator.idt_express(journal=journal))
        assert isinstance(error, telnum.ConfigurationError), journal
        assert str(error).startswith("`journal` must be a path, or an object with"), error


def test_sqlite_journal():
    """A journal in SQLite holds for every client, and says what is open"""
    emulator = telnum.Emulator()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "orders.db")
        journal = SqliteJournal(path)
        error = raised(lambda: emulator.idt_express(journal=journal).create_order(16847, 2))
        assert "create it with `create_table`" in str(error), error
        journal.create_table()
        SqliteJournal(str(path)).create_table()
        client = emulator.idt_express(journal=journal)
        attempt = client.prepare_order(16847, 2)
        order = client.place(attempt)
        other = emulator.idt_express(journal=SqliteJournal(path))
        again = raised(lambda: other.place(attempt))
        assert again.candidate_order_id == order.id, again
        emulator.script([{"fault": "reset_after"}])
        lost = raised(lambda: client.create_order(16847, 2))
        (left,) = other.open_attempts()
        assert (left.attempt, left.sent_at, left.cause) == (
            lost.attempt,
            lost.sent_at,
            lost.cause,
        )
        assert journal.placed() == [telnum.PlacedAttempt(attempt.id, order.id)]
        other.settle_attempt(left.attempt)
        assert client.open_attempts() == []
        assert emulator.idt_express(journal=journal).place(left.attempt).ordered == 2


def test_journal_unfit_databases():
    """What is no database of its own is refused, and so is a blank one"""
    for make in (SqliteJournal, PostgresJournal, AsyncPostgresJournal):
        for given in (7, "", " " if make is not SqliteJournal else None):
            error = raised(lambda make=make, given=given: make(given))
            assert isinstance(error, telnum.ConfigurationError), (make, given)
    error = raised(lambda: SqliteJournal(":memory:"))
    assert "each use of `:memory:` is another database" in str(error)
    assert not pathlib.Path(":memory:").exists()
    assert "is blank" in str(raised(lambda: PostgresJournal(" ")))


def test_sqlite_journal_bad_row():
    """A row that cannot be read is named"""
    emulator = telnum.Emulator()
    with tempfile.TemporaryDirectory() as folder:
        journal = SqliteJournal(pathlib.Path(folder, "orders.db"))
        journal.create_table()
        client = emulator.idt_express(journal=journal)
        emulator.script([{"fault": "reset_after"}])
        lost = raised(lambda: client.create_order(16847, 2)).attempt
        whole = lost.to_json()
        for column, text in (
            ("attempt", "{"),
            ("attempt", "7"),
            ("attempt", "{}"),
            ("claimed_at", "yesterday"),
        ):
            with contextlib.closing(sqlite3.connect(journal._path)) as database, database:
                database.execute(f"UPDATE telnum_journal SET {column} = ?", (text,))
            error = raised(client.open_attempts)
            assert isinstance(error, telnum.ConfigurationError), error
            said = f"The row of `telnum_journal` whose `attempt_id` is `{lost.id}` cannot be read."
            assert str(error).startswith(f"The journal failed: {said}"), error
            with contextlib.closing(sqlite3.connect(journal._path)) as database, database:
                database.execute("UPDATE telnum_journal SET attempt = ?", (whole,))


def test_own_journal_stopped():
    """A full stop of what it raises is not doubled"""
    journal = Memory()

    def fail(*_):
        raise RuntimeError("It is away.")

    journal.claim = fail
    error = raised(lambda: telnum.Emulator().idt_express(journal=journal).create_order(16847, 2))
    assert str(error) == "The journal failed: RuntimeError: It is away. Nothing was sent."


def test_open_attempt_for_its_attempt():
    """An open attempt where an attempt is wanted: the error says to pass its `attempt`"""
    emulator = telnum.Emulator()
    with tempfile.TemporaryDirectory() as folder:
        client = emulator.idt_express(journal=pathlib.Path(folder, "orders.journal"))
        emulator.script([{"fault": "reset_after"}])
        raised(lambda: client.create_order(16847, 2))
        found = client.open_attempts()
        requests = len(emulator.requests)
        for call, given in (
            (client.reconcile_orders, found),
            (client.buy_numbers, found[0]),
            (client.settle_attempt, found[0]),
            (client.place, found[0]),
        ):
            error = raised(lambda call=call, given=given: call(given))
            assert isinstance(error, telnum.InvalidInput), error
            assert "pass its `attempt`" in str(error), error
        assert len(emulator.requests) == requests
        (known,) = client.reconcile_orders([it.attempt for it in found])
        assert known.attempt_id == found[0].attempt.id
