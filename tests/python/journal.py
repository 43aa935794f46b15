"""Keeps what clients log, in canonical form."""

import logging

import telnum


class Journal(logging.Handler):
    """Takes every record of the logger `telnum` while it is used as a context manager."""

    logger = logging.getLogger("telnum")

    def __init__(self):
        super().__init__()
        self.events, self.printed = [], []

    def emit(self, record):
        members = telnum.LogEvent.__match_args__
        event = {name: vars(record)[name] for name in members if name not in ("level", "text")}
        event |= {"level": record.levelname.lower(), "text": record.getMessage()}
        self.events.append(event)
        self.printed.append(repr(vars(record)))

    def __enter__(self):
        self.logger.addHandler(self)
        self.logger.setLevel(logging.DEBUG)
        return self

    def __exit__(self, *_):
        self.logger.removeHandler(self)
        self.logger.setLevel(logging.NOTSET)
