"""Keys in tracebacks that show the locals of frames, and clients whose constructor failed."""

import asyncio
import io
import traceback
from pathlib import Path

import telnum

from test_errors import raised

KEY = "sk-1234567890"


def makers():
    """Calls that fail, with a key in each place that takes one."""
    emulator = telnum.Emulator()
    for prefix in ("", "Async"):
        idt, dialog_tech, didww = [
            getattr(telnum, f"{prefix}{name}") for name in ("IdtExpress", "DialogTech", "Didww")
        ]
        yield lambda idt=idt: idt(KEY, KEY, timeout=-1)
        yield lambda idt=idt: idt(api_key=KEY, api_secret=f"{KEY}\n")
        yield lambda idt=idt: idt(KEY, KEY, headers={"authorization": KEY, "\n": KEY})
        yield lambda idt=idt: idt(KEY, KEY, proxy=f"ftp://user:{KEY}@proxy.example")
        yield lambda idt=idt: idt(KEY, KEY, no_such_option=KEY)
        yield lambda idt=idt: idt(KEY, KEY, headers=Broken())
        yield lambda dialog_tech=dialog_tech: dialog_tech(KEY, KEY)
        yield lambda didww=didww: didww(KEY, environment=KEY)
    for make in ("idt_express", "async_idt_express", "didww", "async_didww"):
        make = getattr(emulator, make)
        yield lambda make=make: make(api_key=KEY, timeout="soon")
    for make in (emulator.dialog_tech, emulator.async_dialog_tech):
        yield lambda make=make: make(access_key=KEY, order_method="put")


class Broken:
    """A caller's own generator of headers, which fails."""

    def __iter__(self):
        yield ("a", "b")
        raise LookupError("no headers")


def shown(error):
    """The traceback with the locals of every frame that is ours."""
    whole = traceback.TracebackException.from_exception(error, capture_locals=True)
    chain = [whole]
    while chain[-1].__cause__ or chain[-1].__context__:
        chain.append(chain[-1].__cause__ or chain[-1].__context__)
    frames = [frame for it in chain for frame in it.stack]
    ours = [it for it in frames if Path(it.filename).parent.name == "telnum"]
    return ours, "".join(whole.format_exception_only()) + repr([it.locals for it in ours])


def test_frames():
    """no frame of telnum's shows a key where a client cannot be made, whatever was wrong"""
    count = 0
    for make in makers():
        try:
            make()
        except (telnum.TelnumError, TypeError, LookupError) as error:
            ours, text = shown(error)
            assert ours and KEY not in text, text
            count += 1
        else:
            raise AssertionError(make)
    assert count == 2 * 8 + 6


def test_frames_end_in_the_callers_code():
    """what a caller's own code raised while a client was made keeps its own frames"""
    try:
        telnum.IdtExpress(KEY, KEY, headers=Broken())
    except LookupError as error:
        names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        assert names[-1] == "__iter__" and names[0] == "test_frames_end_in_the_callers_code"
    else:
        raise AssertionError("no error")


def test_signatures():
    """what hides keys leaves signatures and documentation as they were"""
    import inspect

    parameters = inspect.signature(telnum.IdtExpress).parameters
    assert list(parameters)[:3] == ["api_key", "api_secret", "environment"]
    assert "options" in inspect.signature(telnum.Emulator.idt_express).parameters
    assert "As `IdtExpress` takes them" in inspect.getdoc(telnum.Emulator.idt_express)


def test_failed_client_prints():
    """a client whose constructor failed prints, in a debugger or a traceback"""
    for name in ("IdtExpress", "DialogTech", "Didww"):
        for prefix in ("", "Async"):
            kind = getattr(telnum, prefix + name)
            assert repr(kind.__new__(kind)) == f"<telnum.{prefix}{name} not set up>"
    emulator = telnum.Emulator.__new__(telnum.Emulator)
    assert repr(emulator) == "<telnum.Emulator not set up>"


def test_token_frames():
    """a token that is not fit does not show in the frames of the error, nor where nobody catches"""
    import sys

    said, hook = io.StringIO(), sys.unraisablehook

    def keep(unraisable):
        print(unraisable.exc_value, unraisable.object, shown(unraisable.exc_value), file=said)

    sys.unraisablehook = keep
    try:
        for token in (f"{KEY}\ud800", f"{KEY} with spaces", [KEY]):

            async def give():
                return token  # noqa: B023

            async def ask():
                client = telnum.Emulator().async_didww(token_source=give)
                await client.list_dids()

            for call in (
                lambda: telnum.Emulator().didww(token_source=lambda: token).list_dids(),  # noqa: B023
                lambda: asyncio.run(ask()),
            ):
                error = raised(call)
                assert error.kind == "authentication", error
                assert KEY not in shown(error)[1] + str(error) + repr(error)
    finally:
        sys.unraisablehook = hook
    assert said.getvalue() == ""
