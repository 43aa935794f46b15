"""An emulator, a journal, and the processes that share them."""

import contextlib
import json
import pathlib
import subprocess
import urllib.request

import telnum
from telnum.journal import PostgresJournal, SqliteJournal


class World:
    """An emulator, a journal of its own, and what starts workers."""

    def __init__(self, binary, workers, journal):
        self.workers, self.journal = workers, journal
        self.server = subprocess.Popen(
            [binary, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True
        )
        self.url = self.server.stdout.readline().split()[-1]
        switches = {"didww_balance": "100000.00", "didww_rate_limit": None}
        data = json.dumps({"seed": 7, "switches": switches}).encode()
        urllib.request.urlopen(f"{self.url}/_emulator/reset", data, timeout=10).close()
        self.client = telnum.Didww("emulator-key", base_url=self.url)
        self.pool = self.client.list_capacity_pools().capacity_pools[0].id

    def attempts(self, number):
        item = {"capacity_pool_id": self.pool, "qty": 1}
        return [self.client.prepare_order([item]) for _ in range(number)]

    def orders(self):
        """How many orders there are of each attempt; the account had others before."""
        ids = [order.external_reference_id for order in self.client.orders(page_size=100)]
        return {it: ids.count(it) for it in ids if it is not None and not it.startswith("crm-")}

    def open(self):
        """What the journal has open, whichever language wrote it."""
        client = telnum.Didww("emulator-key", base_url=self.url, journal=self.journal.option)
        return [it.attempt for it in client.open_attempts()]

    def start(self, number):
        command = [*self.workers[number % len(self.workers)], self.url, self.journal.name]
        return Worker(command)

    def close(self):
        self.server.terminate()
        self.server.wait(10)
        self.server.stdout.close()


class Worker:
    def __init__(self, command):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, **pipes)
        assert self.process.stdout.readline() == "ready\n"

    def send(self, attempts):
        self.process.stdin.write("".join(f"{it.to_json()}\n" for it in attempts))
        self.process.stdin.flush()

    def said(self):
        return self.process.stdout.readline().strip()

    def kill(self):
        self.process.kill()
        self.close()

    def close(self):
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
        self.process.wait(10)


class InFile:
    """A journal in a file."""

    def __init__(self, folder):
        self.path = pathlib.Path(folder, "orders.journal")
        self.name = self.option = str(self.path)

    def claimed(self):
        """The attempts that there are claims of."""
        records = [line.split(" ", 2)[2] for line in self.path.read_text().split("\n") if line]
        records = [json.loads(record) for record in records]
        return [it["attempt"]["id"] for it in records if it["record"] == "claim"]


class InPostgres:
    """A journal in the database that the environment names."""

    name = "postgres"

    def __init__(self, _folder):
        import psycopg

        self.connect = lambda: psycopg.connect("")
        with self.connect() as connection:
            connection.execute("DROP TABLE IF EXISTS telnum_journal")
        self.option = PostgresJournal("postgresql://")
        self.option.create_table()

    def claimed(self):
        with self.connect() as connection:
            rows = connection.execute("SELECT attempt_id FROM telnum_journal").fetchall()
        return [it for (it,) in rows]


class InPostgresByAsyncio(InPostgres):
    """The same, where the workers that can go by asyncio do."""

    name = "postgres-asyncio"


class InSqlite:
    """A journal in an SQLite database."""

    def __init__(self, folder):
        path = f"{folder}/orders.db"
        self.name = f"sqlite:{path}"
        SqliteJournal(path).create_table()
