"""What the answers of a client may need: loaded before its first call is sent."""

from __future__ import annotations

# Used by records and exceptions, and loaded nowhere earlier for certain.
import json  # noqa: F401

import telnum

from . import _linked, _response, _walk  # noqa: F401
from ._names import MODULES


def load(carrier: str) -> None:
    """Puts records and exceptions in their places, so that no name has to be looked for later."""
    needed = {"telnum.common", "telnum.errors", f"telnum.{carrier}"}
    for name, module in MODULES.items():
        if module in needed:
            getattr(telnum, name)
