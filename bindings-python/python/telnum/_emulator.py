"""The carriers in memory."""

from __future__ import annotations

from ._client import given, keyless, unfit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from typing_extensions import Unpack

    from ._async_dialogtech_client import AsyncDialogTech
    from ._async_didww_client import AsyncDidww
    from ._async_idt_express_client import AsyncIdtExpress
    from ._dialogtech_client import DialogTech
    from ._didww_client import Didww
    from ._idt_express_client import IdtExpress
    from ._options import DialogTechOptions, DidwwOptions, IdtExpressOptions
    from .emulator import LedgerEntry, RecordedRequest


class Emulator:
    """The carriers in memory: for first steps without an account, and for your own tests.

    Clients made from it take its clock and its chance, so that waiting takes no time and every run
    is the same. With a journal that is kept, give each run a seed of its own: emulators of one seed
    make the same attempt ids.

    :param seed: A whole number from 0 up, below 2 ** 64; every choice of the carriers follows from
        it.
    :param switches: Named switches, such as `balance="0.31"`; the emulator's README lists them.
    :raises ConfigurationError: There is no such switch, or it cannot have this value; or the seed
        is none.
    """

    __slots__ = ("_native", "__weakref__")

    def __init__(self, seed: int = 7, **switches: object) -> None:
        from ._native import Emulator as Native

        self._native = Native(_checked_seed(seed))
        for name, value in switches.items():
            self.set(name, value)

    @keyless
    def idt_express(self, **options: Unpack[IdtExpressOptions]) -> IdtExpress:
        """A client of the emulated IDT Express.

        :param options: As `IdtExpress` takes them.
        :raises ConfigurationError: An option cannot be used.
        """
        from ._idt_express_client import IdtExpress

        return IdtExpress._of(self._native.idt_express(given({**options})))

    @keyless
    def async_idt_express(self, **options: Unpack[IdtExpressOptions]) -> AsyncIdtExpress:
        """A client of the emulated IDT Express, for asyncio.

        :param options: As `AsyncIdtExpress` takes them.
        :raises ConfigurationError: An option cannot be used.
        """
        from ._async_idt_express_client import AsyncIdtExpress

        return AsyncIdtExpress._of(self._native.idt_express(given({**options})))

    @keyless
    def dialog_tech(self, **options: Unpack[DialogTechOptions]) -> DialogTech:
        """A client of the emulated DialogTech.

        :param options: As `DialogTech` takes them.
        :raises ConfigurationError: An option cannot be used.
        """
        from ._dialogtech_client import DialogTech

        return DialogTech._of(self._native.dialog_tech(given({**options})))

    @keyless
    def async_dialog_tech(self, **options: Unpack[DialogTechOptions]) -> AsyncDialogTech:
        """A client of the emulated DialogTech, for asyncio.

        :param options: As `AsyncDialogTech` takes them.
        :raises ConfigurationError: An option cannot be used.
        """
        from ._async_dialogtech_client import AsyncDialogTech

        return AsyncDialogTech._of(self._native.dialog_tech(given({**options})))

    @keyless
    def didww(self, **options: Unpack[DidwwOptions]) -> Didww:
        """A client of the emulated DIDWW.

        :param options: As `Didww` takes them.
        :raises ConfigurationError: An option cannot be used.
        """
        from ._didww_client import Didww

        source = options.pop("token_source", None)
        return Didww._of(self._native.didww(given({**options}), source))

    @keyless
    def async_didww(self, **options: Unpack[DidwwOptions]) -> AsyncDidww:
        """A client of the emulated DIDWW, for asyncio.

        :param options: As `AsyncDidww` takes them.
        :raises ConfigurationError: An option cannot be used.
        """
        from ._async_didww_client import AsyncDidww

        source = options.pop("token_source", None)
        return AsyncDidww._of(self._native.didww(given({**options}), source))

    def set(self, name: str, value: object) -> None:
        """Sets a named switch; the emulator's README lists them.

        :raises ConfigurationError: There is no such switch, or it cannot have this value.
        """
        try:
            self._native.set(name, value)
        except (TypeError, UnicodeEncodeError):
            raise unfit("`name` must be a string.") from None

    def script(self, steps: Sequence[Mapping[str, Any]]) -> None:
        """Scripts the answers to the next requests; the emulator's README lists the steps.

        :raises ConfigurationError: There is no such step.
        """
        self._native.script(steps)

    def advance(self, seconds: float) -> None:
        """Moves the clock forward, and with it the life of orders.

        :raises ConfigurationError: This is no finite number, or it is below zero.
        """
        try:
            if isinstance(seconds, bool):
                raise TypeError
            self._native.advance(seconds)
        except (TypeError, OverflowError):
            raise unfit("`seconds` must be a finite number, and not below zero.") from None

    @property
    def now(self) -> datetime:
        """The time by the emulator's clock, in UTC."""
        from datetime import datetime, timedelta, timezone

        began = datetime(1970, 1, 1, tzinfo=timezone.utc)
        return began + timedelta(milliseconds=self._native.now())

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every request that reached the carriers, secrets redacted."""
        return self._native.requests()

    @property
    def ledger(self) -> list[LedgerEntry]:
        """Every purchase that the carriers made."""
        return self._native.ledger()

    @property
    def sleeps(self) -> list[float]:
        """Every pause that its clients made, in seconds."""
        return self._native.sleeps()

    def __repr__(self) -> str:
        try:
            where = f"at {self.now.isoformat()}"
        except AttributeError:
            # Its constructor has failed, and a debugger shows it all the same.
            where = "not set up"
        return f"<telnum.Emulator {where}>"


def _checked_seed(seed: object) -> int:
    from operator import index

    try:
        number = -1 if isinstance(seed, bool) else index(seed)  # type: ignore[arg-type]
    except TypeError:
        number = -1
    if not 0 <= number < 2**64:
        raise unfit("`seed` must be a whole number from 0 up, below 2 ** 64.")
    return number
