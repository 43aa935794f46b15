"""The answer to a purchase is lost: what a program keeps, and what it can find out."""

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

    # It was not sent again. Buying again now could buy twice: first look at the account's orders.
    again = Attempt.from_json(kept.read_text())
    print(f"attempt {again.id} is kept")
    for order in client.orders():
        print(f"order {order.id} of {order.created_at} is for {order.ordered} numbers")
    print(f"the carrier sold {[purchase.quantity for purchase in emulator.ledger]}")
