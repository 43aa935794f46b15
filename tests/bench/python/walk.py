"""Walks over an inventory of 200,000 numbers at the emulator's URL: time a number, and memory."""

import asyncio
import json
import statistics
import sys
import time

import telnum

KEYS = {"api_key": "emulator-key", "api_secret": "emulator-secret"}
MANY, FEW = 200_000, 1_000


def walk(client, count):
    began = time.perf_counter()
    for seen, _ in enumerate(client.numbers(page_size=100), 1):
        if seen == count:
            return (time.perf_counter() - began) / count * 1e6
    raise SystemExit(f"there are only {seen} numbers")


async def async_walk(client, count):
    began, seen = time.perf_counter(), 0
    async for _ in client.numbers(page_size=100):
        seen += 1
        if seen == count:
            return (time.perf_counter() - began) / count * 1e6
    raise SystemExit(f"there are only {seen} numbers")


def peak():
    # Not `ru_maxrss`, which begins with the size of the process that started this one.
    with open("/proc/self/status") as status:
        return int(status.read().split("VmHWM:")[1].split()[0]) / 1024


def main(url, runtime):
    if runtime == "python":
        client = telnum.IdtExpress(**KEYS, base_url=url)
        few = [walk(client, FEW) for _ in range(20)][5:]
        walk(client, 10_000)
        before = peak()
        many = walk(client, MANY)
    else:
        client = telnum.AsyncIdtExpress(**KEYS, base_url=url)

        async def measure():
            few = [await async_walk(client, FEW) for _ in range(20)][5:]
            await async_walk(client, 10_000)
            return few, peak(), await async_walk(client, MANY)

        few, before, many = asyncio.run(measure())
    print(json.dumps([statistics.median(few), many, peak() - before]))


if __name__ == "__main__":
    main(*sys.argv[1:])
