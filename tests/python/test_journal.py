"""Clients with a journal place each attempt once, whatever process they are in."""

import contextlib
import pathlib
import subprocess
import sys
import tempfile

import telnum

from test_errors import raised
from test_process import in_child


@contextlib.contextmanager
def scratch():
    """The path of a journal, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield pathlib.Path(folder, "orders.journal")


def test_journal():
    """Another client with the same journal does not place an attempt again, and names its order"""
    emulator = telnum.Emulator()
    for make in (emulator.idt_express, emulator.dialog_tech, emulator.didww):
        with scratch() as path:
            client = make(journal=path)
            match client:
                case telnum.IdtExpress():
                    attempt = client.prepare_order(16847, quantity=2)
                case telnum.DialogTech():
                    attempt = client.prepare_order("local", 1, search="312")
                case telnum.Didww():
                    groups = client.list_did_groups(
                        filter={"is_available": True}, include=["stock_keeping_units"]
                    )
                    sku = groups.did_groups[0].stock_keeping_units[0]
                    attempt = client.prepare_order([{"sku_id": sku.id, "qty": 1}])
            order = client.place(attempt)
            bought = len(emulator.ledger)
            other = make(journal=str(path))
            refused = raised(lambda other=other, attempt=attempt: other.place(attempt))
            assert isinstance(refused, telnum.Conflict), refused
            assert refused.candidate_order_id == getattr(order, "id", None)
            assert refused.attempt == attempt
            assert len(emulator.ledger) == bought


def test_journal_refused():
    """A purchase that was refused may be placed again, one whose answer was lost may not"""
    emulator = telnum.Emulator()
    with scratch() as path:
        client = emulator.idt_express(journal=path)
        emulator.set("balance", "0.31")
        attempt = client.prepare_order(16847, quantity=2)
        assert isinstance(raised(lambda: client.place(attempt)), telnum.InsufficientFunds)
        emulator.set("balance", "100")
        emulator.script([{"fault": "reset_after"}])
        other = emulator.idt_express(journal=path)
        assert isinstance(raised(lambda: other.place(attempt)), telnum.OutcomeUnknown)
        for it in (client, other, emulator.idt_express(journal=path)):
            assert isinstance(raised(lambda it=it: it.place(attempt)), telnum.Conflict)
        assert len(emulator.ledger) == 1


def test_journal_open():
    """What one client left open, another one shows, finds and goes on with"""
    emulator = telnum.Emulator()
    with scratch() as path:
        client = emulator.idt_express(journal=path)
        attempt = client.prepare_order(16847, quantity=2)
        emulator.script([{"fault": "reset_after"}])
        assert isinstance(raised(lambda: client.place(attempt)), telnum.OutcomeUnknown)
        assert emulator.didww(journal=path).open_attempts() == []
        other = emulator.idt_express(journal=path)
        (left,) = other.open_attempts()
        assert (left.attempt, left.cause) == (attempt, "transport")
        bought = other.buy_numbers(left.attempt, sole_buyer=True)
        assert (bought.stage, bought.delivered) == ("done", 2), bought
        assert other.open_attempts() == [] == client.open_attempts()
        (found,) = client.reconcile_orders([attempt])
        assert (found.outcome, found.order_ids) == ("placed", (bought.order_id,)), found
        # Its order is of no other attempt.
        lost = client.prepare_order(16847, quantity=2)
        emulator.script([{"fault": "reset_before"}])
        assert isinstance(raised(lambda: client.place(lost)), telnum.OutcomeUnknown)
        third = emulator.idt_express(journal=path)
        (found,) = third.reconcile_orders([lost], sole_buyer=True, timeout=2)
        assert (found.outcome, found.order_ids) == ("not_seen", ()), found
        assert third.settle_attempt(lost).order_id is None
        assert third.place(lost).ordered == 2
        assert len(emulator.ledger) == 2


async def test_async_journal():
    """Of many tasks and clients that place an attempt at once, one buys"""
    import asyncio

    emulator = telnum.Emulator()
    with scratch() as path:
        clients = [emulator.async_idt_express(journal=path) for _ in range(8)]
        attempt = clients[0].prepare_order(16847, quantity=1)
        placing = [client.place(attempt) for client in clients for _ in range(3)]
        ended = await asyncio.gather(*placing, return_exceptions=True)
        kinds = [type(it).__name__ for it in ended]
        assert kinds.count("IdtOrder") == 1, kinds
        assert kinds.count("Conflict") == len(placing) - 1, kinds
        assert len(emulator.ledger) == 1


def test_journal_forked():
    """After a fork, neither parent nor child places what the other has placed"""
    emulator = telnum.Emulator()
    with scratch() as path:
        client = emulator.idt_express(journal=path)
        mine, theirs = (client.prepare_order(16847, quantity=1) for _ in range(2))
        client.place(mine)
        again = raised(lambda: client.place(mine))
        child = in_child(lambda: [str(raised(lambda: client.place(mine))), client.place(theirs).id])
        assert str(again) in child, child
        refused = raised(lambda: emulator.idt_express(journal=path).place(theirs))
        assert isinstance(refused, telnum.Conflict), refused


def test_journal_unfit():
    """What cannot be a journal is a ConfigurationError that names it, and no file is left"""
    emulator = telnum.Emulator()
    with scratch() as path:
        for journal in ("", 7, b"orders.journal", [path], path.parent, path / "none", "/dev/null"):
            error = raised(lambda journal=journal: emulator.idt_express(journal=journal))
            assert isinstance(error, telnum.ConfigurationError), journal
            assert "journal" in str(error), error
        assert list(path.parent.iterdir()) == []


# Buys with a journal that the disk has no room for.
FULL = """
import resource, sys, telnum
path, room = sys.argv[1], int(sys.argv[2])
emulator = telnum.Emulator()
client = emulator.idt_express(journal=path)
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
attempt = client.prepare_order(16847, quantity=1)
for _ in range(2):
    try:
        client.place(attempt)
    except telnum.ConfigurationError as error:
        print(error)
print(len(emulator.requests))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
client.place(attempt)
print(len(emulator.ledger))
"""


def test_journal_full():
    """Where the disk is full nothing is sent, and afterwards the journal goes on"""
    for room in (0, 1, 40, 200):
        with scratch() as path:
            command = [sys.executable, "-c", FULL, str(path), str(room)]
            said = subprocess.run(command, capture_output=True, text=True, check=False)
            lines = said.stdout.splitlines()
            assert len(lines) == 4, said
            for line in lines[:2]:
                assert line.startswith(f"The journal {path} could not be written:"), line
                assert line.endswith("Nothing was sent."), line
            assert lines[2:] == ["0", "1"]
