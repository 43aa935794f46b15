"""A server made of bare sockets, for what an emulator cannot show: what really was on the wire.

The first path segment names what it does, so that each test has counts of its own:
`drop…` answers GET and keeps the connection, takes a POST whole and drops the connection;
`hang…` takes a request and never answers; `drip…` sends its body a byte every 50 ms; `moving…`
answers with an order that is never done.
`GET /counts/NAME` tells how many requests NAME had, by method, on how many connections, and after
how many seconds from its request a hanging client was gone. Prints its URL, then serves until it is
ended.
"""

import contextlib
import json
import socket
import threading
import time

PAGE = b'{"numbers":[],"meta":{"page":1,"page_size":100,"total":0}}'
ORDER = b'{"order":{"id":"1","status":"Processing","order_items":[{"id":1,"status":"Processing"}]}}'
lock = threading.Lock()
counts: dict[str, dict] = {}


def of(name: str) -> dict:
    return counts.setdefault(name, {"GET": 0, "POST": 0, "connections": 0, "gone_after": []})


def read_request(stream) -> tuple[str, str] | None:
    line = stream.readline()
    if not line:
        return None
    method, target, _ = line.decode().split(" ", 2)
    length = 0
    while header := stream.readline().strip():
        key, _, value = header.decode().partition(":")
        if key.lower() == "content-length":
            length = int(value)
    stream.read(length)
    return method, target


def head(length: int) -> bytes:
    lines = ["HTTP/1.1 200 OK", "content-type: application/json", f"content-length: {length}"]
    return "\r\n".join([*lines, "", ""]).encode()


def answer(connection: socket.socket, body: bytes) -> None:
    connection.sendall(head(len(body)) + body)


def serve(connection: socket.socket) -> None:
    seen = set()
    with connection, connection.makefile("rb") as stream:
        while (request := read_request(stream)) is not None:
            method, target = request
            name = target.split("/")[1]
            if name == "counts":
                with lock:
                    answer(connection, json.dumps(of(target.split("/")[2])).encode())
                continue
            with lock:
                of(name)[method] += 1
                if name not in seen:
                    of(name)["connections"] += 1
                    seen.add(name)
            started = time.monotonic()
            if name.startswith("drop") and method == "POST":
                return
            if name.startswith("hang"):
                # Nothing more is sent, so what can be read is the end.
                stream.read(1)
                with lock:
                    of(name)["gone_after"].append(time.monotonic() - started)
                return
            if name.startswith("drip"):
                connection.sendall(head(100_000))
                while True:
                    connection.sendall(b" ")
                    time.sleep(0.05)
            answer(connection, ORDER if name.startswith("moving") else PAGE)


def guarded(connection: socket.socket) -> None:
    # A client that is gone is what some tests are about.
    with contextlib.suppress(OSError):
        serve(connection)


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=guarded, args=(connection,), daemon=True).start()


main()
