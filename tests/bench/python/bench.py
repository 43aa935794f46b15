"""telnum for Python against what its users would take instead, in the same run."""

import asyncio
import gc
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp
import httpx
import msgspec
import orjson
import requests
import telnum
import urllib3

import dids

HERE = Path(__file__).parent
EMULATOR = HERE.parents[2] / "dist" / "bin" / "telnum-emulator"
KEYS = {"api_key": "emulator-key", "api_secret": "emulator-secret"}
HEADERS = {"x-api-key": "emulator-key", "x-api-secret": "emulator-secret"}


class Country(msgspec.Struct):
    name: str
    iso: str
    has_regions: bool
    supports_toll_free: bool


class Fees(msgspec.Struct):
    setup_fee: str
    monthly_fee: str
    per_minute_rate: str


class Group(msgspec.Struct):
    id: int
    name: str
    country_calling_code: str
    area_code: str
    nxx: str | None
    toll_free: bool
    country: Country
    fees: Fees


class Number(msgspec.Struct):
    number: str
    status: str
    added_at: str
    removed_at: str | None
    did_group: Group


class Page(msgspec.Struct):
    numbers: list[Number]


def touch(numbers):
    """Reads every attribute that both have."""
    for it in numbers:
        it.number, it.status, it.added_at, it.removed_at
        group = it.did_group
        group.id, group.name, group.country_calling_code, group.area_code, group.nxx
        group.toll_free
        country, fees = group.country, group.fees
        country.name, country.iso, country.has_regions, country.supports_toll_free
        fees.setup_fee, fees.monthly_fee, fees.per_minute_rate


def touch_dicts(numbers):
    for it in numbers:
        it["number"], it["status"], it["added_at"], it["removed_at"]
        group = it["did_group"]
        group["id"], group["name"], group["country_calling_code"], group["area_code"]
        group["nxx"], group["toll_free"]
        country, fees = group["country"], group["fees"]
        country["name"], country["iso"], country["has_regions"], country["supports_toll_free"]
        fees["setup_fee"], fees["monthly_fee"], fees["per_minute_rate"]


def compare(ours, others, rounds):
    """Medians in ms of each, in turns, so that what disturbs one disturbs all."""
    works = {"telnum": ours, **others}
    times = {name: [] for name in works}
    for turn in range(rounds + 5):
        for name, work in works.items():
            gc.collect(0)
            began = time.perf_counter()
            work()
            if turn >= 5:
                times[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(it) for name, it in times.items()}


def report(label, figures, unit, bars=None, more_is_better=False):
    """One row; `bars` has the ratio to be kept to, by the other's name."""
    ours = figures.pop("telnum")
    shown = []
    for name, other in figures.items():
        ratio, bar = ours / other, (bars or {}).get(name)
        verdict = ""
        if bar:
            kept = ratio >= bar if more_is_better else ratio <= bar
            sign = "≥" if more_is_better else "≤"
            verdict = f" ({'kept' if kept else 'LOST'}: {sign} {as_text(bar)})"
        shown.append(f"{as_text(ratio)} × {name} ({other:.3g}){verdict}")
    print(f"{label}: telnum {ours:.3g} {unit}; {'; '.join(shown)}", flush=True)


def as_text(ratio):
    return f"{ratio:.2f}" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"


def pages(url, client):
    session, pool = requests.Session(), urllib3.PoolManager()
    session.headers.update(HEADERS)
    decoder = msgspec.json.Decoder(Page)
    for order, page in (("mixed", 1), ("group by group", 2)):
        target = f"{url}/v1/dids/numbers?page={page}&page_size="
        options = {"page": page, "page_size": 1000}

        def typed(target=target):
            return decoder.decode(pool.request("GET", target + "1000", headers=HEADERS).data)

        def untyped(target=target):
            return orjson.loads(session.get(target + "1000").content)

        figures = compare(
            lambda options=options: touch(client.list_numbers(**options).numbers),
            {
                "requests+orjson untyped": lambda: touch_dicts(untyped()["numbers"]),
                "urllib3+msgspec typed": lambda: touch(typed().numbers),
            },
            60,
        )
        bars = {"requests+orjson untyped": 0.8, "urllib3+msgspec typed": 1.0}
        report(f"P2 page of 1,000, {order}", figures, "ms", bars)
        text = client.list_numbers(**options).to_json()
        figures = compare(
            lambda: telnum.IdtNumberPage.from_json(text),  # noqa: B023
            {"orjson.loads": lambda: orjson.loads(text)},  # noqa: B023
            60,
        )
        report(f"   from JSON in memory, {order}", figures, "ms")


def small_calls(url, client):
    target = f"{url}/v1/dids/numbers?page=1&page_size=1"
    plain, pool, session = httpx.Client(headers=HEADERS), urllib3.PoolManager(), requests.Session()
    session.headers.update(HEADERS)
    figures = compare(
        lambda: client.list_numbers(page=1, page_size=1),
        {
            "httpx": lambda: plain.get(target).json(),
            "urllib3": lambda: pool.request("GET", target, headers=HEADERS).json(),
            "requests": lambda: session.get(target).json(),
        },
        1000,
    )
    micro = {name: it * 1000 for name, it in figures.items()}
    report("P3 small call, p50", micro, "µs", {"httpx": 0.6})


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def at_once(url):
    target = f"{url}/v1/dids/numbers?page=1&page_size=1"
    client = telnum.AsyncIdtExpress(**KEYS, base_url=url)
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
    async with (
        httpx.AsyncClient(headers=HEADERS, limits=limits) as plain,
        aiohttp.ClientSession(headers=HEADERS) as session,
    ):

        async def ours():
            await client.list_numbers(page=1, page_size=1)

        async def by_httpx():
            (await plain.get(target)).json()

        async def by_aiohttp():
            async with session.get(target) as answer:
                await answer.json()

        figures = {}
        works = {"telnum": ours, "httpx.AsyncClient": by_httpx, "aiohttp": by_aiohttp}
        for turn in range(16):
            for name, work in works.items():
                began = processor_seconds()
                for _ in range(5):
                    await asyncio.gather(*[work() for _ in range(64)])
                if turn:
                    rate = 5 * 64 / (processor_seconds() - began)
                    figures.setdefault(name, []).append(rate)
    figures = {name: statistics.median(rates) for name, rates in figures.items()}
    report("P4 64 at once, calls per CPU second", figures, "calls", {"httpx.AsyncClient": 3}, True)


def fresh_process():
    options = {**KEYS, "base_url": "http://127.0.0.1:1"}
    made = f"import telnum; telnum.IdtExpress(**{options})"
    times = {"": [], made: []}
    for _ in range(21):
        for script, taken in times.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, "-I", "-c", script], check=True)
            taken.append((time.perf_counter() - began) * 1000)
    bare, ours = (statistics.median(taken) for taken in times.values())
    count = f"import sys; had = set(sys.modules); {made}; print(len(set(sys.modules) - had))"
    modules = int(subprocess.check_output([sys.executable, "-I", "-c", count]))
    verdict = "kept" if ours - bare <= 40 and modules <= 40 else "LOST"
    print(
        f"P5 import and client: {ours - bare:.1f} ms over bare Python ({bare:.0f} ms), "
        f"{modules} new modules ({verdict}: ≤ 40 ms, ≤ 40)"
    )


def sizes():
    wheels = (HERE.parents[2] / "dist" / "python").glob("*.whl")
    wheel = max(it.stat().st_size for it in wheels) / 1e6
    folder = Path(telnum.__file__).parent
    installed = sum(it.stat().st_size for it in folder.rglob("*") if it.is_file()) / 1e6
    verdict = "kept" if wheel <= 3 and installed <= 5 else "LOST"
    print(f"P6 wheel {wheel:.2f} MB, installed {installed:.2f} MB ({verdict}: ≤ 3, ≤ 5)")


def page_of_dids(url):
    ours, others = dids.works(url)
    figures = compare(ours, others, 40)
    bars = {"requests+orjson untyped": 0.5, "urllib3+msgspec typed": 0.9, "official didww": 1 / 30}
    report("P1 page of 1,000 DIDs", figures, "ms", bars)


def walks():
    """Against itself: a long walk must cost no more a number than a short one."""
    command = [EMULATOR, "--listen", "127.0.0.1:0", "--set", "seeded_numbers=200000"]
    emulator = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        url = emulator.stdout.readline().split()[-1]
        for runtime in ("python", "python-async"):
            said = subprocess.check_output([sys.executable, HERE / "walk.py", url, runtime])
            few, many, memory = json.loads(said)
            verdict = "kept" if many <= 1.1 * few and memory <= 32 else "LOST"
            print(
                f"A1 {runtime}: {few:.1f} µs a number of 1,000, {many:.1f} of 200,000 "
                f"({many / few:.2f} ×), {memory:.1f} MiB more than for 10,000 "
                f"({verdict}: ≤ 1.1 ×, ≤ 32 MiB)"
            )
    finally:
        emulator.terminate()


def main():
    page = Path(tempfile.mkdtemp(), "dids.json")
    dids.body(EMULATOR, page)
    command = [sys.executable, HERE / "server.py", page]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip()
        # Page sizes beyond what the carrier takes are meant: unvalidated.
        client = telnum.IdtExpress(**KEYS, base_url=url, validate=False)
        parts = {
            "P1": lambda: page_of_dids(url),
            "P2": lambda: pages(url, client),
            "P3": lambda: small_calls(url, client),
            "P4": lambda: asyncio.run(at_once(url)),
            "P5": fresh_process,
            "P6": sizes,
            "A1": walks,
        }
        for name, part in parts.items():
            if not sys.argv[1:] or name in sys.argv[1:]:
                part()
    finally:
        server.kill()
        shutil.rmtree(page.parent)


if __name__ == "__main__":
    main()
