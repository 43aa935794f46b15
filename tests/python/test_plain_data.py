"""What of Python's values is taken as plain data, and what is refused by name."""

import contextlib
import itertools
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import telnum

from test_errors import raised

INCLUDES = ("did_group", "order")


class Several:
    """Any iterable, such as a query set."""

    def __init__(self, values):
        self.values = values

    def __iter__(self):
        return iter(self.values)


MAKERS = (set, frozenset, tuple, list, iter, Several)
MAKERS += (lambda values: (it for it in values), lambda values: dict.fromkeys(values).keys())
MAKERS += (lambda values: {it: it for it in values}.values(), lambda values: map(str, values))


def test_lists():
    """sets, tuples, generators, views and other iterables are lists, wherever one is taken"""
    for make in MAKERS:
        for asked, sent in (
            (lambda: {"include": make(INCLUDES)}, "include=did_group%2Corder"),  # noqa: B023
            (lambda: {"sort": make(["number"])}, "sort=number"),  # noqa: B023
            (lambda: {"fields": {"dids": make(["number"])}}, "fields%5Bdids%5D=number"),  # noqa: B023
            (lambda: {"filter": {"number": make(["12", "13"])}}, "12%2C13"),  # noqa: B023
            (lambda: {"other_filters": {"new": make(["12", "13"])}}, "12%2C13"),  # noqa: B023
        ):
            emulator = telnum.Emulator()
            client = emulator.didww()
            for call in (
                client.list_dids,
                client.with_response.list_dids,
                lambda **asked: next(client.dids(**asked).pages()),  # noqa: B023
            ):
                # The emulated carrier knows no filter of that name.
                with contextlib.suppress(telnum.InvalidInput):
                    call(**asked())
            targets = [request.target for request in emulator.requests]
            assert len(targets) == 3 and all(sent in target for target in targets), (sent, targets)
    page = telnum.Emulator().didww().list_dids(include=set(INCLUDES))
    assert page.dids[0].did_group.id


def test_not_lists():
    """what is not a list of texts is refused by name, with the rule, and nothing is sent"""
    emulator = telnum.Emulator()
    client = emulator.didww()
    for value in (object(), "did_group", b"did_group", bytearray(b"x"), memoryview(b"x"), 3, True):
        for name in ("include", "sort"):
            error = raised(lambda: client.list_dids(**{name: value}))  # noqa: B023
            assert type(error) is telnum.InvalidInput and error.details[0].field == name, value
            assert "must be a list" in error.text, error
    for value in ({"did_group"}, "dids", object()):
        error = raised(lambda: client.list_dids(fields=value))  # noqa: B023
        assert type(error) is telnum.InvalidInput and error.details[0].field == "fields", error
    for value in (object(), [object()], b"1", {"a", b"1"}):
        error = raised(lambda: client.list_dids(filter={"number": value}))  # noqa: B023
        assert error.details[0].field == "filter[number]", error
    error = raised(lambda: client.list_dids(include=itertools.count()))
    assert error.details[0].field == "include"
    assert emulator.requests == []


def test_generator_raises():
    """what a caller's own generator raises comes out as it is, and nothing is sent"""

    def names():
        yield "did_group"
        raise LookupError("no more")

    emulator = telnum.Emulator()
    for call in (emulator.didww().list_dids, emulator.didww().dids):
        try:
            call(include=names())
        except LookupError as error:
            assert str(error) == "no more"
        else:
            raise AssertionError("it was taken")
    assert emulator.requests == []


def test_shared_list():
    """a list that holds itself, twice, is refused at once"""
    values = []
    values += [values, values]
    client = telnum.Emulator().didww()
    assert raised(lambda: client.list_dids(include=values)).details[0].field == "include"


class Float32:
    """A number as numpy has them: no `float`, but a real number all the same."""

    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value

    def as_integer_ratio(self):
        return self.value.as_integer_ratio()


NUMBERS = (2, 2.5, Decimal("2.5"), Fraction(5, 2), Float32(2.5), Decimal(2), None)
NOT_NUMBERS = (True, False, "2", b"2", timedelta(seconds=2), 2j, [2], {"seconds": 2}, object())
NOT_NUMBERS += (Decimal("NaN"), Decimal("Infinity"), Decimal("1e-999999"), Decimal("1e999999"))


def test_timeouts():
    """a time-out is any real number or None, and nothing else, alike on client and call"""
    for timeout in NUMBERS:
        emulator = telnum.Emulator()
        for make in (emulator.idt_express, emulator.didww, emulator.dialog_tech):
            make(timeout=timeout)
        client = emulator.idt_express(timeout=timeout)
        client.list_countries(timeout=timeout)
        list(client.numbers(timeout=timeout))
        order = client.create_order(16847, 1, timeout=timeout)
        next(client.watch_order(order.id, timeout=timeout))
    for timeout in NOT_NUMBERS:
        emulator = telnum.Emulator()
        client = emulator.idt_express()
        for call in (
            lambda: emulator.idt_express(timeout=timeout),  # noqa: B023
            lambda: telnum.AsyncDidww("key", timeout=timeout),  # noqa: B023
            lambda: client.list_countries(timeout=timeout),  # noqa: B023
            lambda: client.create_order(16847, 1, timeout=timeout),  # noqa: B023
            lambda: client.numbers(timeout=timeout),  # noqa: B023
            lambda: client.watch_order("1", timeout=timeout),  # noqa: B023
        ):
            error = raised(call)
            assert error.kind == "configuration", (timeout, error)
            assert error.text.startswith("`timeout` must be a number"), (timeout, error)
        assert emulator.requests == []


async def test_async_timeouts():
    """with asyncio, too, a time-out is any real number or None, and nothing else"""
    client = telnum.Emulator().async_idt_express()
    for timeout in NUMBERS:
        await client.list_countries(timeout=timeout)
    for timeout in NOT_NUMBERS:
        try:
            await client.list_countries(timeout=timeout)
        except telnum.ConfigurationError as error:
            assert error.text == "`timeout` must be a number of seconds."
        else:
            raise AssertionError(timeout)


def test_real_numbers():
    """whole numbers of other types count as such; none is rounded to one"""
    emulator = telnum.Emulator()
    client = emulator.idt_express(max_retries=Decimal(1), requests_per_second=Fraction(1, 2))
    assert client.create_order(Decimal(16847), Fraction(4, 2)).ordered == 2
    for quantity in (Decimal("2.5"), Decimal("2.00000000000000000001"), Fraction(3, 2), 2.5):
        error = raised(lambda: client.create_order(16847, quantity))  # noqa: B023
        assert error.details[0].field == "quantity", (quantity, error)
    assert len(emulator.ledger) == 1
