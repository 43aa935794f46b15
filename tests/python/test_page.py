"""What the package's page says of walks, removals, times, proxies and relays."""

import os
import time
from unittest import mock

import telnum

from test_errors import raised
from test_wait import MOVING
from wire import WireServer, send_json


def test_walk_once():
    """a walk goes on after an error, and through its rows once; its pages are asked for again"""
    emulator = telnum.Emulator(seeded_numbers=5)
    client = emulator.idt_express(max_retries=0)
    walk = client.numbers(page_size=2)
    read = [next(walk), next(walk)]
    emulator.script([{"fault": "reset_after"}])
    assert raised(lambda: next(walk)).kind == "transport"
    assert [*read, *walk] == list(client.numbers()) and list(walk) == []
    walk = client.numbers(page_size=2)
    pages = walk.pages()
    first = next(pages)
    emulator.script([{"fault": "reset_after"}])
    assert raised(lambda: next(pages)).kind == "transport" and list(pages) == []
    assert [len(page.numbers) for page in (first, *walk.pages())] == [2, 2, 1]


def test_removed_twice():
    """a call's own repeat finds nothing and has removed the number; a second call is NotFound"""
    emulator = telnum.Emulator()
    client = emulator.idt_express()
    number = next(client.numbers()).number
    had = len(emulator.requests)
    emulator.script([{"fault": "reset_after"}])
    assert client.delete_number(number).status == "removed"
    assert len(emulator.requests) == had + 2
    assert raised(lambda: client.delete_number(number)).kind == "not_found"


def test_own_time():
    """the time of a progress callback and of an ordinary token source counts, and is not cut off"""
    server = WireServer(lambda sock, request: send_json(sock, MOVING))
    ended = []

    def slow(*_):
        time.sleep(0.4)
        ended.append(True)
        return "token"

    client = telnum.IdtExpress(**server.keys())
    error = raised(lambda: client.wait_for_order("1", timeout=0.2, on_progress=slow))
    assert error.kind == "timeout" and error.order.id == "1" and ended == [True]
    assert len(server.requests) == 1
    client = telnum.Didww(base_url=server.url, token_source=slow, timeout=0.2)
    assert raised(client.list_dids).kind == "timeout"
    assert ended == [True, True] and len(server.requests) == 1


def test_relay_adds_keys():
    """with a base_url keys may be missing, and none is read from the environment"""
    server = WireServer(lambda sock, request: send_json(sock))

    names = ("IDT_EXPRESS_API_KEY", "IDT_EXPRESS_API_SECRET", "DIDWW_API_KEY")
    with mock.patch.dict(os.environ, dict.fromkeys(names, "key-of-the-environment")):
        telnum.IdtExpress(base_url=server.url).list_numbers()
        telnum.DialogTech(base_url=server.url)
        raised(telnum.Didww(base_url=server.url).list_dids)
    assert len(server.requests) >= 2
    assert "key-of-the-environment" not in repr(server.requests)


def test_proxy_of_environment():
    """the environment's proxy is asked for a connection to the carrier"""
    server = WireServer(lambda sock, request: sock.sendall(b"HTTP/1.1 403 No\r\n\r\n"))
    proxy = {"HTTPS_PROXY": server.url, "https_proxy": "", "NO_PROXY": ""}
    with mock.patch.dict(os.environ, {**proxy, "no_proxy": ""}):
        client = telnum.IdtExpress("key", "secret", max_retries=0)
        assert raised(client.list_countries).kind == "connect"
    assert [it["method"] for it in server.requests] == ["CONNECT"]
