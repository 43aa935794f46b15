"""What clients tell by the standard library's logging."""

import asyncio
import contextvars
import logging
import subprocess
import sys
import threading

import telnum

from journal import Journal
from wire import WireServer, send_json

logger = logging.getLogger("telnum")


class Handler(logging.Handler):
    """Does something with each record."""

    def __init__(self, emit, threshold=logging.DEBUG):
        super().__init__()
        self.emit, self.threshold = emit, threshold

    def __enter__(self):
        logger.addHandler(self)
        logger.setLevel(self.threshold)
        return self

    def __exit__(self, *_):
        logger.removeHandler(self)
        logger.setLevel(logging.NOTSET)


def test_records():
    """a request is a debug record, a call an info or warning one, with the event's members"""
    records = []
    client = telnum.Emulator().idt_express()
    with Handler(records.append):
        client.list_numbers(page_size=2)
    request, call = records
    assert (request.levelname, call.levelname) == ("DEBUG", "INFO")
    assert request.getMessage() == "GET /v1/dids/numbers: HTTP 200 in 0.000 s, request 1"
    assert (call.name, call.operation, call.http_status) == ("telnum", "list_numbers", 200)
    assert call.getMessage() == "list_numbers: HTTP 200 after 1 request in 0.000 s"
    assert request.threadName == threading.current_thread().name
    names = set(telnum.LogEvent.__match_args__) - {"level", "text"}
    assert names <= vars(request).keys() and names <= vars(call).keys()


def test_percent():
    """a percent sign in a message is no format"""
    with Journal() as journal:
        telnum_error(lambda: telnum.Emulator().idt_express().get_order("a%s%d"))
    assert "%" in journal.events[0]["text"], journal.events


def test_levels():
    """levels are minded, also when they change while a client lives"""
    said = []
    client = telnum.Emulator().idt_express()
    for level, expected in (
        (logging.DEBUG, ["DEBUG", "INFO", "DEBUG", "WARNING"]),
        (logging.INFO, ["INFO", "WARNING"]),
        (logging.WARNING, ["WARNING"]),
        (logging.ERROR, []),
    ):
        said.clear()
        with Handler(lambda record: said.append(record.levelname), level):
            client.list_numbers()
            telnum_error(lambda: client.get_order("no-such"))
            assert said == expected, (level, said)
            said.clear()
            logging.disable(logging.CRITICAL)
            client.list_numbers()
            logging.disable(logging.NOTSET)
            assert said == []


QUIET = """
import sys, telnum
client = telnum.Emulator().idt_express()
client.list_numbers()
assert "logging" not in sys.modules
import logging
try:
    client.get_order("no-such")
except telnum.NotFound:
    pass
handlers = logging.getLogger("telnum").handlers
assert [type(it).__name__ for it in handlers] == ["NullHandler"], handlers
shown = "%(levelname)s %(name)s %(message)s"
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format=shown)
client.list_numbers()
"""


def test_default():
    """nothing is printed, nor logging loaded, unless the program asks for it"""
    ended = subprocess.run(
        [sys.executable, "-c", QUIET], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stderr
    assert ended.stdout == "INFO telnum list_numbers: HTTP 200 after 1 request in 0.000 s\n"


def fail(record):
    raise RuntimeError("a handler that fails")


class Unraisable:
    """Counts what nobody can catch."""

    def __enter__(self):
        self.kinds, self.hook = [], sys.unraisablehook
        sys.unraisablehook = lambda it: self.kinds.append(it.exc_type)
        return self

    def __exit__(self, *_):
        sys.unraisablehook = self.hook


def test_handler_fails():
    """a handler that raises breaks no call, and loses no purchase"""
    emulator = telnum.Emulator()
    client = emulator.idt_express()
    with Handler(fail), Unraisable() as unraisable:
        assert client.create_order(16847, 2).ordered == 2
        assert len(list(client.numbers(page_size=2))) == 4
        assert isinstance(telnum_error(lambda: client.get_order("no-such")), telnum.NotFound)
    assert set(unraisable.kinds) == {RuntimeError} and len(unraisable.kinds) == 2 + 6 + 2
    assert [purchase.quantity for purchase in emulator.ledger] == [2]


async def test_async_handler_fails():
    """a handler that raises breaks no asyncio call, and loses no purchase"""
    emulator = telnum.Emulator()
    client = emulator.async_idt_express()
    with Handler(fail), Unraisable() as unraisable:
        assert (await client.create_order(16847, 2)).ordered == 2
        assert len([it async for it in client.numbers(page_size=2)]) == 4
    assert set(unraisable.kinds) == {RuntimeError} and len(unraisable.kinds) == 2 + 6


def test_handler_interrupted():
    """Ctrl-C while a handler works is not lost"""

    def interrupt(record):
        raise KeyboardInterrupt

    client = telnum.Emulator().idt_express()
    try:
        with Handler(interrupt):
            client.list_numbers()
            for _ in range(1000):
                pass
    except KeyboardInterrupt:
        return
    raise AssertionError("Ctrl-C was lost")


def test_record_factory():
    """a program's own record factory keeps what it sets"""
    ordinary = logging.getLogRecordFactory()

    def make(*arguments, **named):
        record = ordinary(*arguments, **named)
        record.request_id = "the program's own"
        return record

    logging.setLogRecordFactory(make)
    try:
        with Journal() as journal:
            telnum.Emulator().idt_express().list_numbers()
    finally:
        logging.setLogRecordFactory(ordinary)
    assert {event["request_id"] for event in journal.events} == {"the program's own"}
    assert len(journal.events) == 2


async def test_async_thread_and_context():
    """with asyncio, handlers run on the loop's thread, in the task's context, before the answer"""
    server = WireServer(lambda sock, request: send_json(sock))
    task_name = contextvars.ContextVar("task_name")
    records = {}

    def keep(record):
        assert threading.current_thread() is here
        records.setdefault(task_name.get(), []).append(record.levelname)

    async def ask(client, number):
        task_name.set(number)
        for _ in range(3):
            await client.list_numbers()
        assert records[number] == 3 * ["DEBUG", "INFO"]

    here = threading.current_thread()
    with Handler(keep), Unraisable() as unraisable:
        async with telnum.AsyncIdtExpress(**server.keys()) as client:
            await asyncio.gather(*[ask(client, number) for number in range(20)])
    assert len(records) == 20 and unraisable.kinds == []


def test_threads_log():
    """threads log on their own, each its own calls"""
    server = WireServer(lambda sock, request: send_json(sock))
    client = telnum.IdtExpress(**server.keys())
    names = []

    def ask():
        for _ in range(20):
            client.list_numbers()

    with Handler(lambda record: names.append(record.threadName), logging.INFO):
        threads = [threading.Thread(target=ask, name=f"ask-{it}") for it in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert {name: names.count(name) for name in names} == {f"ask-{it}": 20 for it in range(8)}


def telnum_error(call):
    try:
        call()
    except telnum.TelnumError as error:
        return error
    raise AssertionError("no error")
