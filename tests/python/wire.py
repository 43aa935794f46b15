"""A server that sees the wire: it counts connections and requests, and answers as it is told."""

import json
import socket
import threading
import time

EMPTY_PAGE = {"numbers": [], "meta": {"page": 1, "page_size": 100, "total": 0}}


class WireServer:
    """`answer(sock, request)` answers one request; returning False ends the connection.

    Requests are dictionaries: `connection` (counted from 0), `method`, `target`, `headers`.
    """

    def __init__(self, answer):
        self.answer = answer
        self.requests, self.ended = [], []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def keys(self):
        """What a client needs to come here."""
        return {"base_url": self.url, "api_key": "emulator-key", "api_secret": "emulator-secret"}

    def accept(self):
        connection = 0
        while True:
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(sock, connection), daemon=True).start()
            connection += 1

    def serve(self, sock, connection):
        with sock, sock.makefile("rb") as stream:
            try:
                while first := stream.readline():
                    length, headers = 0, {}
                    while (line := stream.readline().strip()) != b"":
                        name, _, value = line.partition(b":")
                        headers[name.decode().lower()] = value.strip().decode()
                        if name.lower() == b"content-length":
                            length = int(value)
                    stream.read(length)
                    method, target, _ = first.decode().split(" ")
                    request = {"connection": connection, "method": method, "target": target}
                    request["headers"] = headers
                    self.requests.append(request)
                    if self.answer(sock, request) is False:
                        return
            except OSError:
                pass
            finally:
                self.ended.append((connection, time.monotonic()))

    def connection_ended(self, connection, within=5.0):
        """Waits for the client to end a connection; brings the moment."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for ended, moment in list(self.ended):
                if ended == connection:
                    return moment
            time.sleep(0.002)
        raise AssertionError(f"connection {connection} is open after {within} s")

    def close(self):
        self.listener.close()


def send_json(sock, body=EMPTY_PAGE):
    data = json.dumps(body).encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(data)}\r\n"
    sock.sendall(head.encode() + b"\r\n" + data)


def hang(sock):
    """Answers nothing until the client goes away."""
    sock.settimeout(30)
    while sock.recv(1024):
        pass
    return False
