"""A PostgreSQL server of its own, on a socket in a folder."""

import os
import pathlib
import shutil
import signal
import subprocess
import time

import psycopg

CACHE = pathlib.Path(os.environ["TELNUM_CACHE"], "bin")

# The journal has to be durable whatever a server is set to.
SETTINGS = {"listen_addresses": "", "synchronous_commit": "off", "max_connections": "50"}


class Postgres:
    """Drivers find it by the environment that it sets."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder, "postgres")
        self.folder.mkdir()
        self.data = self.folder / "data"
        # PostgreSQL refuses to run as root; in a namespace of its own it is nobody.
        self.prefix = [shutil.which("unshare"), "--user"] if os.geteuid() == 0 else []
        self._run(
            "initdb", f"--pgdata={self.data}", "--username=telnum", "--auth=trust", "--no-sync",
            "--encoding=UTF8", "--locale=C",
        )  # fmt: skip
        os.environ.update(PGHOST=str(self.folder), PGUSER="telnum", PGDATABASE="postgres")
        self.start()

    def _run(self, program, *arguments):
        command = [*self.prefix, str(CACHE / program), *arguments]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr

    def start(self):
        settings = {**SETTINGS, "unix_socket_directories": str(self.folder)}
        settings = [f"--{name}={value}" for name, value in settings.items()]
        command = [*self.prefix, str(CACHE / "postgres"), "-D", str(self.data), *settings]
        with (self.folder / "log").open("ab") as log:
            # Its processes are a group of their own, to be killed at once.
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + 30
        while True:
            try:
                psycopg.connect("").close()
                return
            except psycopg.OperationalError:
                alive = self.process.poll() is None
                assert alive and time.monotonic() < end, (self.folder / "log").read_text()
                time.sleep(0.05)

    def crash(self):
        """What is not written by now is lost."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
