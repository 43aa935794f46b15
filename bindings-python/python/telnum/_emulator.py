"""The carriers in memory."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any, TypedDict

    from typing_extensions import Unpack

    from ._async_idt_express_client import AsyncIdtExpress
    from ._idt_express_client import IdtExpress
    from .common import Environment
    from .emulator import LedgerEntry, RecordedRequest

    class Options(TypedDict, total=False):
        """What a client of the emulator can be set up with, as any other client."""

        api_key: str
        api_secret: str
        environment: Environment
        base_url: str
        headers: Mapping[str, str]
        timeout: float
        max_retries: int
        requests_per_second: float
        max_body_bytes: int
        validate: bool
        app_name: str


class Emulator:
    """The carriers in memory: for first steps without an account, and for your own tests.

    Clients made from it take its clock and its chance, so that waiting takes no time and every run
    is the same.

    :param seed: From 0 up; every choice of the carriers follows from it.
    :param switches: Named switches, such as `balance="0.31"`; the emulator's README lists them.
    :raises ConfigurationError: There is no such switch, or it cannot have this value.
    """

    __slots__ = ("_native", "__weakref__")

    def __init__(self, seed: int = 7, **switches: object) -> None:
        from ._native import Emulator as Native

        self._native = Native(seed)
        for name, value in switches.items():
            self.set(name, value)

    def idt_express(self, **options: Unpack[Options]) -> IdtExpress:
        """A client of the emulated IDT Express.

        :param options: As `IdtExpress` takes them.
        :raises ConfigurationError: An option cannot be used.
        """
        from ._idt_express_client import IdtExpress

        return IdtExpress._of(self._native.idt_express(_plain(options)))

    def async_idt_express(self, **options: Unpack[Options]) -> AsyncIdtExpress:
        """A client of the emulated IDT Express, for asyncio.

        :param options: As `AsyncIdtExpress` takes them.
        :raises ConfigurationError: An option cannot be used.
        """
        from ._async_idt_express_client import AsyncIdtExpress

        return AsyncIdtExpress._of(self._native.idt_express(_plain(options)))

    def set(self, name: str, value: object) -> None:
        """Sets a named switch; the emulator's README lists them.

        :raises ConfigurationError: There is no such switch, or it cannot have this value.
        """
        self._native.set(name, value)

    def script(self, steps: Sequence[Mapping[str, Any]]) -> None:
        """Scripts the answers to the next requests; the emulator's README lists the steps.

        :raises ConfigurationError: There is no such step.
        """
        self._native.script(steps)

    def advance(self, seconds: float) -> None:
        """Moves the clock forward, and with it the life of orders."""
        self._native.advance(seconds)

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
        return f"<telnum.Emulator at {self.now.isoformat()}>"


def _plain(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}
