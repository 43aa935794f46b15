"""Journals of your own, and journals in a database.

What a client's `journal` can be beside the path of a file: an object as `Journal` describes it,
such as a `PostgresJournal`. With asyncio, an `AsyncPostgresJournal`, or an object as `AsyncJournal`
describes it.
"""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING, Any, Protocol

from . import _sql_journal as steps
from ._sql_journal import Work, placeholders, unfit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractAsyncContextManager, AbstractContextManager
    from datetime import datetime

    from .common import Attempt, JournalClaim, JournalOutcome, OpenAttempt, PlacedAttempt

__all__ = [
    "AsyncJournal",
    "AsyncPostgresJournal",
    "Journal",
    "PostgresJournal",
    "SqliteJournal",
]


class Journal(Protocol):
    """Remembers, durably, which attempts were placed: clients that share it place each once.

    It may have `placed` too, without arguments: the `PlacedAttempt`s that are known to have made an
    order, which `reconcile_orders` does not look for, and whose orders it leaves out where it looks
    for others. A call waits for it until its deadline, and with
    an outcome for 5 s at least; what blocks the thread that it is called on is not cut off.
    """

    def claim(self, attempt: Attempt, at: datetime, /) -> JournalClaim:
        """Claims an attempt that is about to be sent.

        Of all who claim its `id`, one is granted it, durably before this returns; once it is
        settled as `not_placed`, it is free again. What this raises is the cause of a
        `ConfigurationError`, and nothing is sent.
        """

    def settle(self, attempt: Attempt, outcome: JournalOutcome, /) -> object:
        """Learns how a claimed attempt ended. What this raises is dropped: the claim stays open."""

    def open(self) -> Iterable[OpenAttempt]:
        """What was claimed, and is not known to have been placed or not placed; oldest first."""


class AsyncJournal(Protocol):
    """The same for clients for asyncio: its methods run on the event loop."""

    async def claim(self, attempt: Attempt, at: datetime, /) -> JournalClaim:
        """As `Journal.claim`."""

    async def settle(self, attempt: Attempt, outcome: JournalOutcome, /) -> object:
        """As `Journal.settle`."""

    async def open(self) -> Iterable[OpenAttempt]:
        """As `Journal.open`."""


class _Pool(Protocol):
    def connection(self) -> AbstractContextManager[Any]: ...


class _AsyncPool(Protocol):
    def connection(self) -> AbstractAsyncContextManager[Any]: ...


class PostgresJournal:
    """A journal in a PostgreSQL database, which processes, machines and languages share.

    A claim is one statement, committed and on the database's disk before the purchase is sent. A
    standby that takes over has to have it too: let the server replicate synchronously.

    :param database: Your own `psycopg_pool.ConnectionPool`; or the database's URL or connection
        string, for a connection of its own each time. Both need `psycopg` 3, which
        `pip install "psycopg[binary,pool]"` installs.
    :raises ConfigurationError: It is neither. A single connection may be amid a transaction.
    """

    __slots__ = ("_database", "_granted")

    def __init__(self, database: str | _Pool) -> None:
        _check_database(database, "a `psycopg_pool.ConnectionPool`")
        self._database = database
        self._granted: dict[str, str] = {}

    def create_table(self) -> None:
        """Creates the table `telnum_journal`, where there is none.

        It is made in the first schema of the search path.
        """
        self._run(steps.create(True))

    def claim(self, attempt: Attempt, at: datetime, /) -> JournalClaim:
        """Claims an attempt that is about to be sent."""
        claim: JournalClaim = self._run(steps.claim(self._granted, attempt, at, True))
        return claim

    def settle(self, attempt: Attempt, outcome: JournalOutcome, /) -> None:
        """Learns how a claimed attempt ended."""
        self._run(steps.settle(self._granted, attempt, outcome))

    def open(self) -> list[OpenAttempt]:
        """What was claimed, and is not known to have been placed or not placed; oldest first."""
        attempts: list[OpenAttempt] = self._run(steps.opened())
        return attempts

    def placed(self) -> list[PlacedAttempt]:
        """The attempts that are known to have made an order."""
        attempts: list[PlacedAttempt] = self._run(steps.placed())
        return attempts

    def _run(self, work: Work) -> Any:
        answer: Any = None
        try:
            while True:
                sql, values = work.send(answer)
                with self._connection() as connection:
                    answer = _Answer(
                        connection.execute(*placeholders(sql, values, "%s"), prepare=False)
                    )
                    rows = answer.cursor.fetchall() if answer.has_rows else []
                # Committed by now.
                answer = (answer.changed, rows)
        except StopIteration as done:
            return done.value
        except Exception as error:
            if (explained := _explained(error)) is None:
                raise
            raise explained from error

    def _connection(self) -> AbstractContextManager[Any]:
        if not isinstance(self._database, str):
            return self._database.connection()
        connected: AbstractContextManager[Any] = _psycopg().connect(self._database)
        return connected


class AsyncPostgresJournal:
    """The same for clients for asyncio.

    :param database: Your own `psycopg_pool.AsyncConnectionPool`; or the database's URL or
        connection string, for a connection of its own each time.
    :raises ConfigurationError: It is neither. A single connection may be amid a transaction.
    """

    __slots__ = ("_database", "_granted")

    def __init__(self, database: str | _AsyncPool) -> None:
        _check_database(database, "a `psycopg_pool.AsyncConnectionPool`")
        self._database = database
        self._granted: dict[str, str] = {}

    async def create_table(self) -> None:
        """Creates the table `telnum_journal`, where there is none.

        It is made in the first schema of the search path.
        """
        await self._run(steps.create(True))

    async def claim(self, attempt: Attempt, at: datetime, /) -> JournalClaim:
        """Claims an attempt that is about to be sent."""
        claim: JournalClaim = await self._run(steps.claim(self._granted, attempt, at, True))
        return claim

    async def settle(self, attempt: Attempt, outcome: JournalOutcome, /) -> None:
        """Learns how a claimed attempt ended."""
        await self._run(steps.settle(self._granted, attempt, outcome))

    async def open(self) -> list[OpenAttempt]:
        """What was claimed, and is not known to have been placed or not placed; oldest first."""
        attempts: list[OpenAttempt] = await self._run(steps.opened())
        return attempts

    async def placed(self) -> list[PlacedAttempt]:
        """The attempts that are known to have made an order."""
        attempts: list[PlacedAttempt] = await self._run(steps.placed())
        return attempts

    async def _run(self, work: Work) -> Any:
        answer: Any = None
        try:
            while True:
                sql, values = work.send(answer)
                async with await self._connection() as connection:
                    answer = _Answer(
                        await connection.execute(*placeholders(sql, values, "%s"), prepare=False)
                    )
                    rows = await answer.cursor.fetchall() if answer.has_rows else []
                answer = (answer.changed, rows)
        except StopIteration as done:
            return done.value
        except Exception as error:
            if (explained := _explained(error)) is None:
                raise
            raise explained from error

    async def _connection(self) -> AbstractAsyncContextManager[Any]:
        if not isinstance(self._database, str):
            return self._database.connection()
        connected: AbstractAsyncContextManager[Any] = await _psycopg().AsyncConnection.connect(
            self._database
        )
        return connected


class SqliteJournal:
    """A journal in an SQLite database on a local disk, which processes and languages share.

    :param path: The database's file, which is created where there is none.
    :raises ConfigurationError: It is not a path, or `":memory:"`.
    """

    __slots__ = ("_granted", "_path")

    def __init__(self, path: str | os.PathLike[str]) -> None:
        if not isinstance(path, (str, os.PathLike)) or not os.fspath(path):
            raise unfit("A SqliteJournal is given the path of its database.")
        if os.fspath(path) == ":memory:":
            raise unfit(
                "A SqliteJournal is given a file: each use of `:memory:` is another database."
            )
        # The program may change its folder.
        self._path = os.path.abspath(path)
        self._granted: dict[str, str] = {}

    def create_table(self) -> None:
        """Creates the table `telnum_journal`, where there is none."""
        self._run(steps.create(False))

    def claim(self, attempt: Attempt, at: datetime, /) -> JournalClaim:
        """Claims an attempt that is about to be sent."""
        claim: JournalClaim = self._run(steps.claim(self._granted, attempt, at, False))
        return claim

    def settle(self, attempt: Attempt, outcome: JournalOutcome, /) -> None:
        """Learns how a claimed attempt ended."""
        self._run(steps.settle(self._granted, attempt, outcome))

    def open(self) -> list[OpenAttempt]:
        """What was claimed, and is not known to have been placed or not placed; oldest first."""
        attempts: list[OpenAttempt] = self._run(steps.opened())
        return attempts

    def placed(self) -> list[PlacedAttempt]:
        """The attempts that are known to have made an order."""
        attempts: list[PlacedAttempt] = self._run(steps.placed())
        return attempts

    def _run(self, work: Work) -> Any:
        import sqlite3

        answer: Any = None
        try:
            # Each statement is committed by itself. A connection is for one thread and process.
            with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = FULL")
                while True:
                    sql, values = work.send(answer)
                    if values is None:
                        connection.executescript(sql)
                        answer = None
                    else:
                        cursor = connection.execute(*placeholders(sql, values, "?"))
                        answer = (cursor.rowcount, cursor.fetchall())
        except StopIteration as done:
            return done.value
        except Exception as error:
            if (explained := _explained(error)) is None:
                raise
            raise explained from error


class _Answer:
    """What a statement did."""

    def __init__(self, cursor: Any) -> None:
        self.cursor, self.changed = cursor, cursor.rowcount
        self.has_rows = cursor.description is not None


def _check_database(database: object, pool: str) -> None:
    # A connection has no method of this name.
    if not isinstance(database, str) and not callable(getattr(database, "connection", None)):
        raise unfit(f"A journal in PostgreSQL is given {pool}, or the database's URL.")
    if isinstance(database, str) and not database.strip():
        raise unfit(
            "A journal in PostgreSQL is given the database's URL, and this one is blank. Where the "
            "environment names it (`PGHOST` and the like), give `postgresql://`."
        )


def _psycopg() -> Any:
    try:
        return __import__("psycopg")
    except ImportError as missing:
        text = 'A journal in PostgreSQL needs psycopg 3: pip install "psycopg[binary]"'
        raise unfit(text) from missing


def _explained(error: Exception) -> Exception | None:
    """What is to be done where there is no table."""
    if getattr(error, "sqlstate", None) != "42P01" and "no such table" not in str(error):
        return None
    return unfit("The database has no table `telnum_journal`: create it with `create_table`, once.")
