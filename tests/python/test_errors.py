"""Exceptions, and input that is none."""

import pickle
import types
from decimal import Decimal

import telnum
from telnum._walk import Walk


def kinds():
    return telnum.TelnumError.__subclasses__()


def raised(call):
    try:
        call()
    except telnum.TelnumError as error:
        return error
    raise AssertionError("nothing was raised")


def test_classes():
    """each kind has its class, and none is a class that retry decorators catch"""
    names = {it._kind: it.__name__ for it in kinds()}
    assert len(names) == 17 and names["insufficient_funds"] == "InsufficientFunds", names
    for it in kinds():
        assert not issubclass(it, (OSError, TimeoutError, ConnectionError)), it
        assert getattr(telnum, it.__name__) is it and it("text").kind == it._kind
    assert telnum.Error is telnum.TelnumError


def test_exceptions():
    """an exception pickles, copies, prints and turns into plain data with all its fields"""
    emulator = telnum.Emulator()
    emulator.script([{"fault": "reset_after"}])
    error = raised(lambda: emulator.idt_express().create_order(16847, 2))
    assert type(error) is telnum.OutcomeUnknown and error.cause == "transport"
    assert error.attempt.arguments["quantity"] == 2 and error.sent_at is not None
    assert str(error) == error.text and "OutcomeUnknown(" in repr(error)
    for level in range(2, 6):
        other = pickle.loads(pickle.dumps(error, level))
        assert type(other) is type(error) and other.to_dict() == error.to_dict()
    for it in kinds():
        other = pickle.loads(pickle.dumps(it("text", request_id="1")))
        assert (type(other), other.text, other.request_id) == (it, "text", "1")
    match error:
        case telnum.OutcomeUnknown(attempt=telnum.Attempt(operation="create_order")):
            pass
        case _:
            raise AssertionError


def test_unfit_arguments():
    """what is no plain data is an error that names the argument, and never a panic"""
    client = telnum.Emulator().idt_express()
    unfit = [b"1", float("nan"), float("inf"), 1j, object(), {1, 2}, "\ud800", 10**30, 10**5000]
    unfit += [deep(200), deep(100_000), lambda: 1, client, type]
    for value in unfit:
        for name, call in {
            "quantity": lambda: client.create_order(16847, value),  # noqa: B023
            "country_iso": lambda: client.list_did_groups(value),  # noqa: B023
            "page": lambda: client.list_numbers(page=value),  # noqa: B023
        }.items():
            error = raised(call)
            assert type(error) is telnum.InvalidInput and name in error.text, (name, error)
    for value in unfit:
        error = raised(lambda: telnum.Emulator().set("balance", value))  # noqa: B023
        assert isinstance(error, (telnum.InvalidInput, telnum.ConfigurationError)), error
        error = raised(lambda: telnum.Emulator().script(value))  # noqa: B023
        assert isinstance(error, (telnum.InvalidInput, telnum.ConfigurationError)), error
        error = raised(lambda: client.place(value))  # noqa: B023
        assert type(error) is telnum.InvalidInput, error


def test_stored_attempt():
    """an attempt's JSON text is no attempt: the error is short and says how to read it"""
    client = telnum.Emulator().idt_express()
    stored = client.prepare_order(16847, 2).to_json()
    for unfit in (stored, None, 3):
        error = raised(lambda: client.place(unfit))  # noqa: B023
        assert type(error) is telnum.InvalidInput and len(error.text) < 100
        assert "Attempt.from_json" in error.text
    assert client.place(telnum.Attempt.from_json(stored)).ordered == 2


def deep(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


def test_fit_arguments():
    """ids are text or integers, and whatever says by __index__ that it is one"""

    class Index:
        def __index__(self):
            return 16847

    client = telnum.Emulator().idt_express()
    for value in (16847, "16847", Index()):
        assert client.create_order(value, 1).ordered == 1
    assert raised(lambda: client.get_order(10**30)).kind == "not_found"


def test_unfit_settings():
    """unfit settings are a ConfigurationError that names them, unknown ones a TypeError"""
    keys = {"api_key": "key", "api_secret": "secret"}
    for name, value in {
        "timeout": "soon",
        "max_retries": 1.5,
        "headers": {"a": b"b"},
        "proxy": object(),
        "api_key": b"key",
        "ca_certificates": deep(200),
        "validate": "no",
    }.items():
        error = raised(lambda: telnum.IdtExpress(**{**keys, name: value}))  # noqa: B023
        assert error.kind == "configuration" or name == "api_key", error
        assert name in error.text, error
    for name, value in (("proxy", "zzz"), ("headers", ["a"]), ("headers", [("a", "b")])):
        error = raised(lambda: telnum.IdtExpress(**{**keys, name: value}))  # noqa: B023
        assert error.kind == "configuration" and name in error.text, error
    telnum.IdtExpress(**keys, headers=types.MappingProxyType({"a": "b"}))
    for timeout in (0, -1, float("nan"), "soon", 10**400, True):
        client = telnum.Emulator().idt_express()
        for call in (client.get_order, client.wait_for_order, client.watch_order):
            error = raised(lambda: list(call("1", timeout=timeout)))  # noqa: B023
            assert error.kind == "configuration" and "timeout" in error.text, (timeout, error)
    for make in (telnum.IdtExpress, telnum.AsyncIdtExpress):
        try:
            make(**keys, max_retry=0)
        except TypeError as error:
            assert "max_retry" in str(error)
        else:
            raise AssertionError("an unknown setting was taken")


def test_unfit_setting_named():
    """of a setting that is no plain data the rule is named, of headers the one that is unfit"""
    keys = {"api_key": "key", "api_secret": "secret"}
    for settings, text in (
        ({"timeout": "3"}, "`timeout` must be a number."),
        ({"max_retries": Decimal("3.5")}, "`max_retries` must be a whole number."),
        ({"proxy": object()}, "`proxy` must be a string."),
        ({"headers": {"b": "1", "A": 1}}, "`headers`: the value of `A` must be a string."),
        ({"headers": {"A": b"1"}}, "`headers`: the value of `A` must be a string."),
        ({"headers": {"A": None}}, "`headers`: the value of `A` must be a string."),
    ):
        emulator = telnum.Emulator()
        for make in (telnum.IdtExpress, telnum.AsyncIdtExpress, emulator.idt_express):
            error = raised(lambda: make(**{**keys, **settings}))  # noqa: B023
            assert error.kind == "configuration" and error.text == text, error
    telnum.Emulator().async_didww(token_source=lambda: "token", timeout=3)


def test_unfit_far_in():
    """what is no plain data within a list or a mapping is refused where it stands, not left out"""
    client = telnum.Emulator().didww()
    for asked, field in (
        ({"include": [object()]}, "include"),
        ({"sort": [b"number"]}, "sort"),
        ({"filter": {"number": object()}}, "filter[number]"),
        ({"fields": {"dids": [object()]}}, "fields[dids]"),
    ):
        error = raised(lambda: client.list_dids(**asked))  # noqa: B023
        assert type(error) is telnum.InvalidInput and error.details[0].field == field, (
            asked,
            error,
        )


async def test_async_unfit_timeout():
    """with asyncio, too, a flag is no number of seconds"""
    client = telnum.Emulator().async_idt_express()
    for begin in (client.list_numbers, anext_of(client.numbers)):
        try:
            await begin(timeout=True)
        except telnum.ConfigurationError as error:
            assert "`timeout`" in error.text
        else:
            raise AssertionError("it was taken")


def anext_of(walk):
    return lambda **options: walk(**options).__anext__()


def test_unfit_emulator():
    """what an emulator cannot be set up with or told is a ConfigurationError that names it"""
    emulator = telnum.Emulator()
    for seed in (-1, "x", True, None, 1.5, 2**64, 10**5000):
        error = raised(lambda: telnum.Emulator(seed))  # noqa: B023
        assert error.kind == "configuration" and "`seed`" in error.text, (seed, error)
    for name in (1, None, b"balance", "\ud800"):
        error = raised(lambda: emulator.set(name, 1))  # noqa: B023
        assert error.kind == "configuration" and "`name`" in error.text, (name, error)
    began = emulator.now
    for seconds in ("x", None, True, -1, float("nan"), float("inf"), 10**400):
        error = raised(lambda: emulator.advance(seconds))  # noqa: B023
        assert error.kind == "configuration" and "`seconds`" in error.text, (seconds, error)
    assert emulator.now == began
    telnum.Emulator(0), telnum.Emulator(2**64 - 1)


def test_secrets():
    """no secret shows in what a client prints, and a client does not pickle"""
    client = telnum.IdtExpress(
        "key-1234567890",
        "secret-1234567890",
        base_url="https://relay.example",
        headers={"authorization": "Bearer token-1234567890"},
        proxy="http://user:password-1234567890@proxy.example:3128",
    )
    shown = [repr(client), str(client), repr(client.with_response), repr(client._native)]
    shown += [repr([getattr(client, slot, None) for slot in ("_native", "_whole")])]
    assert not any("1234567890" in text for text in shown), shown
    try:
        pickle.dumps(client)
    except TypeError:
        pass
    else:
        raise AssertionError("a client was pickled")


def test_closed():
    """a closed client says so"""
    with telnum.Emulator().idt_express() as client:
        client.list_numbers()
    assert "closed" in raised(client.list_numbers).text and "closed" in repr(client)


def test_closed_walks():
    """a walk, its pages and a watch end with their client, which is closed"""
    emulator = telnum.Emulator(seeded_numbers=25)
    for begin in (
        lambda client: client.numbers(page_size=1),
        lambda client: client.numbers(page_size=1).pages(),
        lambda client: client.watch_order(client.create_order(90014, 4).id),
    ):
        client = emulator.idt_express()
        walk = begin(client)
        next(walk)
        client.close()
        had = len(emulator.requests)
        for _ in range(2 if isinstance(walk, Walk) else 1):
            error = raised(lambda: next(walk))  # noqa: B023
            assert error.text == raised(client.list_numbers).text and error.kind == "configuration"
        assert len(emulator.requests) == had
    client = emulator.didww()
    walk = client.dids(page_size=2, pages_ahead=2)
    assert [next(walk), next(walk)]
    client.close()
    assert "closed" in raised(lambda: next(walk)).text


async def test_async_closed_walks():
    """with asyncio, too, a walk, its pages and a watch end with their client"""
    emulator = telnum.Emulator(seeded_numbers=25)
    order = emulator.idt_express().create_order(90014, 4)
    for begin in (
        lambda client: client.numbers(page_size=1),
        lambda client: client.numbers(page_size=1).pages(),
        lambda client: client.watch_order(order.id),
    ):
        client = emulator.async_idt_express()
        walk = begin(client)
        await walk.__anext__()
        await client.close()
        had = len(emulator.requests)
        try:
            await walk.__anext__()
        except telnum.ConfigurationError as error:
            assert "closed" in error.text
        else:
            raise AssertionError("it went on")
        assert len(emulator.requests) == had
