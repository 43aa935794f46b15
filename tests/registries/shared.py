"""What these tests share: registries on ports of their own, and commands that have to succeed."""

import contextlib
import http.server
import os
import subprocess
import threading
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
DIST = TOP / "dist"
LIMIT_S = 300


def run(command, folder, registry=None, **environment):
    """Runs a command that has to succeed; what a registry refused meanwhile is the reason."""
    ended = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    if ended.returncode != 0:
        assert registry is None or not registry.refused, registry.refused
        raise AssertionError((ended.stdout + ended.stderr)[-1500:])
    return ended


class RefusedError(Exception):
    """What a registry says instead of taking something."""


def demand(condition, otherwise):
    if not condition:
        raise RefusedError(otherwise)


class Handler(http.server.BaseHTTPRequestHandler):
    """Hands each request to the registry's `answer`, which gives back a status and a body."""

    protocol_version = "HTTP/1.1"

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, told = self.server.answer(self.command, self.path, self.headers, body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_GET = do_POST = do_PUT = handle_request  # noqa: N815

    def log_message(self, *_):
        pass


class Registry(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        # What it does not take, and why.
        self.refused = []
        self.url = f"http://127.0.0.1:{self.server_port}"


@contextlib.contextmanager
def serving(registry):
    """The registry answers until the block ends."""
    with registry:
        threading.Thread(target=registry.serve_forever, daemon=True).start()
        try:
            yield registry
        finally:
            registry.shutdown()
