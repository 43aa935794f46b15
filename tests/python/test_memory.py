"""Long walks in little memory."""

import json
import os
import subprocess
import sys

from compare import Skip
from worlds import Http

WALKS = """
import asyncio, json, sys, telnum

url, runtime, carrier, *counts = sys.argv[1:]
counts = [int(count) for count in counts]
name = {"idt": "IdtExpress", "dw": "Didww"}[carrier]
make = getattr(telnum, name if runtime == "python" else f"Async{name}")
secret = {"idt": {"api_secret": "emulator-secret"}, "dw": {"requests_per_second": 1000}}[carrier]
client = make(api_key="emulator-key", base_url=url, **secret)
include = ["did_group", "did_group.country", "order", "voice_in_trunk"]

def walk():
    if carrier == "idt":
        return client.numbers(page_size=100)
    return client.dids(page_size=100, include=include)

peaks, count = [], 0

def note(row):
    global count
    count += 1
    if carrier == "dw":
        row.did_group and row.did_group.country and row.did_group.country.name
        row.order, row.voice_in_trunk
    if count in counts:
        # Not `ru_maxrss`, which begins with the size of the process that started this one.
        with open("/proc/self/status") as status:
            peaks.append(int(status.read().split("VmHWM:")[1].split()[0]))

def ordinary():
    for row in walk():
        note(row)

async def with_asyncio():
    async for row in walk():
        note(row)

ordinary() if runtime == "python" else asyncio.run(with_asyncio())
assert count == counts[-1], count
print(json.dumps(peaks))
"""


def grows(runtime, carrier, switches, few, many):
    """By how many MiB the largest resident size grows between so few rows and so many."""
    if "TELNUM_EMULATOR" not in os.environ:
        raise Skip("TELNUM_EMULATOR is not set")
    world = Http(runtime, os.environ["TELNUM_EMULATOR"])
    try:
        world.reset(7, switches)
        command = [sys.executable, "-c", WALKS, world.url, runtime, carrier, str(few), str(many)]
        said = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    finally:
        world.close()
    before, after = json.loads(said.stdout)
    return (after - before) / 1024


def numbers(runtime):
    return grows(runtime, "idt", {"seeded_numbers": 100_000}, 10_000, 100_000)


def dids(runtime):
    # From where buffers have their size: each of their steps is as large as half of the bound.
    return grows(runtime, "dw", {"dids": 45_000, "didww_rate_limit": None}, 15_000, 45_000)


def test_walk_memory():
    """100,000 numbers are listed in memory that does not grow with their count"""
    assert (more := numbers("python")) <= 32, f"{more:.1f} MiB more"


def test_async_walk_memory():
    """100,000 numbers are listed with asyncio in memory that does not grow with their count"""
    assert (more := numbers("python-async")) <= 32, f"{more:.1f} MiB more"


def test_dids_memory():
    """45,000 DIDs with four includes are listed in memory that does not grow with their count"""
    assert (more := dids("python")) <= 8, f"{more:.1f} MiB more"


def test_async_dids_memory():
    """45,000 DIDs are listed with asyncio in memory that does not grow with their count"""
    assert (more := dids("python-async")) <= 8, f"{more:.1f} MiB more"
