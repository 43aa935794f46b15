"""Buy and manage telephone numbers (DIDs) at IDT Express, DialogTech and DIDWW.

A number is never bought twice: a purchase is sent once, and one whose answer is lost is
`OutcomeUnknown`, never an ordinary time-out.

    from telnum import Emulator

    client = Emulator().idt_express()
    order = client.create_order(16847, 3)
"""

from __future__ import annotations

from ._names import MODULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._async_dialogtech_client import AsyncDialogTech as AsyncDialogTech
    from ._async_didww_client import AsyncDidww as AsyncDidww
    from ._async_idt_express_client import AsyncIdtExpress as AsyncIdtExpress
    from ._dialogtech_client import DialogTech as DialogTech
    from ._didww_client import Didww as Didww
    from ._emulator import Emulator as Emulator
    from ._idt_express_client import IdtExpress as IdtExpress
    from ._response import Response as Response
    from ._walk import AsyncWalk as AsyncWalk
    from ._walk import Walk as Walk
    from .common import *
    from .dialogtech import *
    from .didww import *
    from .emulator import *
    from .errors import *
    from .errors import TelnumError as Error
    from .idt_express import *

__version__ = "0.1.0"

_MODULES = {
    **MODULES,
    "IdtExpress": "telnum._idt_express_client",
    "AsyncIdtExpress": "telnum._async_idt_express_client",
    "DialogTech": "telnum._dialogtech_client",
    "AsyncDialogTech": "telnum._async_dialogtech_client",
    "Didww": "telnum._didww_client",
    "AsyncDidww": "telnum._async_didww_client",
    "Emulator": "telnum._emulator",
    "Response": "telnum._response",
    "Walk": "telnum._walk",
    "AsyncWalk": "telnum._walk",
}
__all__ = [*_MODULES, "Error"]


def __getattr__(name: str) -> Any:
    # Loaded when first used: a program that buys one number need not wait for everything else.
    module = _MODULES.get("TelnumError" if name == "Error" else name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Not by `importlib`, whose source may be out of reach by then.
    loaded = __import__(module, fromlist=(name,))
    value = getattr(loaded, "TelnumError" if name == "Error" else name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
