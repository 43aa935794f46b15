"""Places the attempts that come in, a line of JSON each, with a journal: worker.py URL JOURNAL.

The journal is a path, or `postgres` for the database that the environment names, or `sqlite` and
a path. With `asyncio` after it, by a client for asyncio.
"""

import asyncio
import sys

import telnum
from telnum.journal import AsyncPostgresJournal, PostgresJournal, SqliteJournal


def said(work):
    try:
        return f"placed {work().id}"
    except telnum.TelnumError as error:
        return f"{error.kind} {error}"


def journal(name):
    kind, _, path = name.partition(":")
    made = {
        "postgres": lambda: PostgresJournal("postgresql://"),
        "sqlite": lambda: SqliteJournal(path),
    }
    return made.get(kind, lambda: name)()


def main(url: str, name: str) -> None:
    client = telnum.Didww("emulator-key", base_url=url, journal=journal(name))
    print("ready", flush=True)
    for line in sys.stdin:
        attempt = telnum.Attempt.from_json(line)
        print(said(lambda attempt=attempt: client.place(attempt)), flush=True)


async def async_main(url: str) -> None:
    store = AsyncPostgresJournal("postgresql://")
    async with telnum.AsyncDidww("emulator-key", base_url=url, journal=store) as client:
        print("ready", flush=True)
        for line in iter(sys.stdin.readline, ""):
            try:
                text = f"placed {(await client.place(telnum.Attempt.from_json(line))).id}"
            except telnum.TelnumError as error:
                text = f"{error.kind} {error}"
            print(text, flush=True)


if sys.argv[2:] == ["postgres-asyncio"]:
    asyncio.run(async_main(sys.argv[1]))
else:
    main(*sys.argv[1:])
