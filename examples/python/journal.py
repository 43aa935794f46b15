"""A journal: what was placed stays placed, whatever becomes of the program."""

import tempfile
from pathlib import Path

from telnum import Conflict, Emulator

emulator = Emulator(seed=7)

with tempfile.TemporaryDirectory() as folder:
    journal = Path(folder, "orders.journal")

    client = emulator.idt_express(journal=journal)
    attempt = client.prepare_order(16847, quantity=2)
    order = client.place(attempt)

    # The program crashes here, starts again, and does not know that it has bought.
    restarted = emulator.idt_express(journal=journal)
    try:
        restarted.place(attempt)
    except Conflict as placed:
        print(f"{order.id}: it was placed before, as {placed.candidate_order_id}")
