"""Whose certificates are trusted."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import telnum

from compare import Skip

HERE = Path(__file__).resolve().parent
CERTIFICATES = HERE.parent / "rust" / "tests" / "further" / "tls"


@contextlib.contextmanager
def server():
    """A carrier at an https address, whose certificate an authority of our own signed."""
    # A Python of another platform may have no TLS; what serves is then this machine's.
    python = os.environ.get("TELNUM_HOST_PYTHON", sys.executable)
    command = [python, str(HERE / "tls_server.py"), str(CERTIFICATES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield f"https://localhost:{int(process.stdout.readline())}"
        finally:
            process.kill()


def client(url, **options):
    keys = {"api_key": "emulator-key", "api_secret": "emulator-secret"}
    return telnum.IdtExpress(base_url=url, max_retries=0, **keys, **options)


def test_certificates():
    """a carrier's certificate is checked against the system's authorities and `ca_certificates`"""
    if sys.platform == "win32":
        raise Skip("TLS cannot be judged under Wine, whose store of certificates cannot be opened")
    authority = (CERTIFICATES / "authority.pem").read_text()
    with server() as url:
        assert client(url, ca_certificates=authority).list_numbers().total == 0
        try:
            client(url).list_numbers()
        except telnum.TelnumError as error:
            assert error.kind == "connect" and "certificate" in str(error), error.kind
        else:
            raise AssertionError("a certificate of an unknown authority was trusted")
