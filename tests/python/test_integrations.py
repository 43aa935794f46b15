"""Records in pandas, pydantic and FastAPI, and clients under trio, with these libraries."""

import contextlib
import dataclasses
import os
import pprint
import subprocess
from pathlib import Path

import telnum

from compare import Skip
from test_records import records

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("TELNUM_CACHE", Path.home() / ".cache" / "telnum"))
PYTHON = CACHE / "venv-integrations" / "bin" / "python"


def with_libraries(what):
    """Runs a function of integrations.py in the environment that has the libraries, and telnum."""
    if not PYTHON.exists():
        raise Skip("pandas and others could not be installed: pip's index is out of reach")
    packages = str(Path(telnum.__file__).parent.parent)
    ended = subprocess.run(
        [PYTHON, "-B", HERE / "integrations.py", what],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": packages},
    )
    assert ended.returncode == 0, ended.stderr[-1500:]


def test_pandas():
    """pandas.DataFrame(records) has a column a field, from a list, a page or a walk"""
    with_libraries("pandas_columns")


def test_numpy():
    """numpy's numbers and arrays are taken as arguments"""
    with_libraries("numpy_arguments")


def test_pydantic():
    """pydantic validates records and their canonical form, writes that, and has its JSON Schema"""
    with_libraries("pydantic_models")


def test_fastapi():
    """FastAPI answers with records, takes them as bodies, and describes them"""
    with_libraries("fastapi_routes")


def test_fastapi_relay():
    """FastAPI mounts a relay"""
    with_libraries("fastapi_relay")


def test_trio():
    """under trio an asyncio client says what it needs; the ordinary one works in a worker thread"""
    with_libraries("trio_clients")


def test_dataclass_fields():
    """a record has its fields as `dataclasses` has them, without links, and prints by pprint"""
    for record in records():
        assert dataclasses.is_dataclass(record)
        names = [field.name for field in dataclasses.fields(record)]
        links = getattr(type(record), "_links", {})
        assert names == [name for name in record.__match_args__ if name not in links]
        assert list(dataclasses.asdict(record)) == names
        assert type(record).__name__ in pprint.pformat(record, width=20)
    region = telnum.IdtRegion("New Jersey", "US-NJ")
    assert dataclasses.asdict(region) == {"name": "New Jersey", "code": "US-NJ"}
    assert dataclasses.replace(region, code="US").code == "US"


async def needs_asyncio(client):
    for begin in (client.list_countries, lambda: client.create_order(16847, 1)):
        try:
            await begin()
        except telnum.ConfigurationError as error:
            assert "asyncio" in error.text and "Nothing was sent." in error.text
        else:
            raise AssertionError("it went on")


def test_without_event_loop():
    """without an event loop of asyncio an asyncio client says that it needs one; nothing is sent"""
    emulator = telnum.Emulator()
    waiting = needs_asyncio(emulator.async_idt_express())
    with contextlib.suppress(StopIteration):
        waiting.send(None)
    assert emulator.requests == [] and emulator.ledger == []
