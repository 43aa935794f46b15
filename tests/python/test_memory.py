"""Long walks in little memory."""

import json
import os
import subprocess
import sys

from compare import Skip
from worlds import Http

WALKS = """
import asyncio, json, sys, telnum

keys = dict(api_key="emulator-key", api_secret="emulator-secret", base_url=sys.argv[1])
peaks = {}

def note(count):
    if count in (10_000, 100_000):
        # Not `ru_maxrss`, which begins with the size of the process that started this one.
        with open("/proc/self/status") as status:
            peaks[count] = int(status.read().split("VmHWM:")[1].split()[0])

def ordinary():
    for count, number in enumerate(telnum.IdtExpress(**keys).numbers(page_size=100), 1):
        note(count)

async def with_asyncio():
    count = 0
    async for number in telnum.AsyncIdtExpress(**keys).numbers(page_size=100):
        count += 1
        note(count)

ordinary() if sys.argv[2] == "python" else asyncio.run(with_asyncio())
print(json.dumps(peaks))
"""


def grows(runtime):
    """By how many bytes the largest resident size grows from 10,000 numbers to 100,000."""
    if "TELNUM_EMULATOR" not in os.environ:
        raise Skip("TELNUM_EMULATOR is not set")
    world = Http(runtime, os.environ["TELNUM_EMULATOR"])
    try:
        world.reset(7, {"seeded_numbers": 100_000})
        command = [sys.executable, "-c", WALKS, world.url, runtime]
        said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    finally:
        world.close()
    peaks = json.loads(said.stdout)
    return 1024 * (peaks["100000"] - peaks["10000"])


def test_walk_memory():
    """100,000 numbers are listed in memory that does not grow with their count"""
    more = grows("python")
    assert more <= 32 << 20, f"{more / (1 << 20):.1f} MiB more"


def test_async_walk_memory():
    """100,000 numbers are listed with asyncio in memory that does not grow with their count"""
    more = grows("python-async")
    assert more <= 32 << 20, f"{more / (1 << 20):.1f} MiB more"
