"""What clients tell of their work, as records of the logger `telnum`."""

from __future__ import annotations

import logging

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .common import LogEvent

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING}

logger = logging.getLogger("telnum")
# The program decides what becomes of them.
logger.addHandler(logging.NullHandler())
is_enabled_for = logger.isEnabledFor


def write(event: LogEvent) -> None:
    """Logs an event: its text is the message, its other members are attributes of the record."""
    level = _LEVELS[event.level]
    if not logger.isEnabledFor(level):
        return
    record = logger.makeRecord(logger.name, level, "telnum", 0, event.text, (), None)
    for name in event.__match_args__:
        if name not in ("level", "text"):
            # A program's own record factory may have set one of that name: its formatters need it.
            record.__dict__.setdefault(name, getattr(event, name))
    logger.handle(record)
