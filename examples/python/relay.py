"""A relay: pages and apps buy without a key. Here it is a server on this machine."""

import tempfile
import threading
from pathlib import Path
from wsgiref.simple_server import make_server

from telnum import Emulator, IdtExpress, TelnumError
from telnum.relay import Relay, RelayCall


def check(call: RelayCall, request: dict[str, str]) -> str | None:
    """Who asks, and for how much: a text refuses."""
    if request.get("HTTP_AUTHORIZATION") != "Bearer a-session":
        return "Sign in first."
    if call.attempt and call.attempt.arguments["quantity"] > 10:
        return "Ten numbers at most."
    return None


with tempfile.TemporaryDirectory() as folder:
    # The server: its client has the keys, and a journal by which each attempt is placed once.
    owner = Emulator(seed=7).idt_express(journal=Path(folder, "orders.journal"))
    relay = Relay(owner, ["list_did_groups", "create_order", "get_order"], check)
    # In FastAPI: app.mount("/telnum", relay.asgi)
    server = make_server("127.0.0.1", 0, relay.wsgi)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    # The app: the same client as everywhere, without keys.
    headers = {"authorization": "Bearer a-session"}
    client = IdtExpress(base_url=f"http://127.0.0.1:{server.server_port}", headers=headers)
    group = client.list_did_groups("BR")[0]
    order = client.create_order(group.id, quantity=2)
    print(order.id, order.status)
    try:
        client.create_order(group.id, quantity=11)
    except TelnumError as refused:
        print(refused)
    server.shutdown()
