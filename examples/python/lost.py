"""The answer to a purchase is lost: what a program keeps, and how it finds out what came of it."""

import tempfile
from pathlib import Path

from telnum import Attempt, Emulator, OutcomeUnknown

emulator = Emulator(seed=7)
client = emulator.idt_express()

with tempfile.TemporaryDirectory() as folder:
    kept = Path(folder, "attempt.json")

    # The attempt exists, and is kept, before anything is sent.
    attempt = client.prepare_order("16847", quantity=3)
    kept.write_text(attempt.to_json())

    emulator.script([{"fault": "reset_after"}])  # the carrier acts, and its answer is lost
    try:
        client.place(attempt)
    except OutcomeUnknown as lost:
        print(f"sent at {lost.sent_at}, then {lost.cause}: {lost}")

    # It was not sent again, and buying again now could buy twice. The next run finds out.
    again = Attempt.from_json(kept.read_text())
    client = emulator.idt_express()
    for found in client.reconcile_orders([again], sole_buyer=True):
        print(f"attempt {found.attempt_id} is {found.outcome}: {found.reason}")
        print(f"it made {found.order_ids}")
    # The call that does it all goes on where that is: it looks, waits, and buys nothing again.
    for bought in client.buy_and_watch(again, sole_buyer=True):
        print(f"{bought.delivered} of {bought.ordered} numbers are there: {bought.stage}")
    print(f"the carrier sold {[purchase.quantity for purchase in emulator.ledger]}")
