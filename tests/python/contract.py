"""Runs the contract (tests/README.md) in a runtime: contract.py python|python-async [COLUMN].

COLUMN is the runtime's name in the matrix, where it is not the same: `python-musl` is `python` on
another platform. There, asyncio adds its run to the column as one test.
"""

import asyncio
import json
import os
import sys
import traceback
from pathlib import Path

import telnum

from compare import Mismatch, Skip, check_entry, check_requests, exactly, includes
from journal import Journal
from worlds import Http, Memory, client_class

# What a call in each runtime can do, of the words that `needs` may hold.
ABILITIES = {
    "python": {"http", "untyped_arguments", "proxy"},
    "python-async": {"cancel", "http", "untyped_arguments", "proxy"},
}
REASONS = {
    ("python", "cancel"): "a synchronous call cannot be cancelled from outside; Ctrl-C has a test"
}
# What needs `untyped_arguments` and no method or constructor lets through.
REFUSED = {
    "unexpected keyword argument": "an unknown name",
    "required positional argument": "a missing argument",
}


async def call(runtime, client, operation, arguments, timeout, whole):
    """Calls the public method as its users do; brings the canonical value and the metadata."""
    options = {} if timeout is None else {"timeout": timeout}
    if operation == "place":
        arguments = {"attempt": telnum.Attempt.from_dict(arguments["attempt"])}
    on = client.with_response if whole else client
    outcome = getattr(on, operation)(**arguments, **options)
    # What comes one after another is collected into a list.
    if hasattr(outcome, "pages") or operation in ("watch_order", "buy_and_watch"):
        if runtime == "python":
            return [it.to_dict() for it in outcome], None
        return [it.to_dict() async for it in outcome], None
    if runtime == "python-async" and not operation.startswith("prepare_"):
        outcome = await outcome
    value, info = (outcome.value, outcome.info) if whole else (outcome, None)
    canonical = [it.to_dict() for it in value] if isinstance(value, list) else value.to_dict()
    return canonical, info and info.to_dict()


async def cancelled(world, calling):
    """Cancels a call as soon as its request was seen."""
    seen, task = len(await asyncio.to_thread(world.requests)), asyncio.create_task(calling)
    while len(await asyncio.to_thread(world.requests)) == seen and not task.done():
        await asyncio.sleep(0.002)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return
    raise Mismatch("the call was not cancelled")


async def run(runtime, world, entry):
    with Journal() as journal:
        await run_logged(runtime, world, entry, journal)


async def run_logged(runtime, world, entry, journal):
    check_entry(entry)
    for need in entry.get("needs", []):
        if need not in ABILITIES[runtime]:
            raise Skip(REASONS.get((runtime, need), need))
    emulator, expect = entry.get("emulator", {}), entry["expect"]
    carrier = entry["name"].split("-")[0]
    world.reset(emulator.get("seed", 7), emulator.get("switches", {}))
    asked, options = entry["call"], entry.get("client", {})
    printed, client = [], None
    value = info = error = None
    before = (0, 0, 0)
    try:
        if asked["operation"] == "build":
            client = client_class(runtime, carrier)(**options)
        else:
            client = world.client(options, carrier)
            for step in entry.get("before", []):
                if "advance" in step:
                    world.advance(step["advance"])
                elif "script" in step:
                    world.script(step["script"])
                else:
                    await earlier(runtime, client, step)
            before = (len(world.requests()), len(world.sleeps() or []), len(journal.events))
            world.script(entry.get("script", []))
            whole = "info" in expect
            given = asked.get("arguments", {})
            calling = call(runtime, client, asked["operation"], given, asked.get("timeout"), whole)
            if expect.get("cancelled"):
                await cancelled(world, calling)
            else:
                value, info = await calling
    except telnum.TelnumError as raised:
        error = raised.to_dict()
        lines = traceback.format_exception(raised)
        printed += [str(raised), repr(raised), raised.to_json(), "".join(lines[-1:])]
    fails = "error" in expect or "error_says" in expect
    if error and not fails:
        raise Mismatch(f"raised {error['kind']}: {error['text']}")
    if fails:
        if not error:
            raise Mismatch(f"no error, but {json.dumps(value)[:200]}")
        includes(error, expect.get("error", {}), "error")
        if "\n" in error["text"]:
            raise Mismatch(f"the error has more than one line: {error['text']}")
    for text in expect.get("error_says", []):
        if text not in error["text"]:
            raise Mismatch(f"the error does not say {text!r}: {error['text']}")
    if "value" in expect:
        exactly(value, expect["value"], "value")
    if "includes" in expect:
        includes(value, expect["includes"], "value")
    if "info" in expect:
        includes(info, expect["info"], "info")
    if "requests" in entry:
        check_requests(world.requests()[before[0] :], entry["requests"])
    if "slept" in entry and world.sleeps() is not None:
        exactly(world.sleeps()[before[1] :], entry["slept"], "slept")
    if "ledger" in entry:
        includes(world.ledger(), entry["ledger"], "ledger")
    if "logs" in entry:
        includes(journal.events[before[2] :], entry["logs"], "logs")
    printed += [repr(client), str(client), json.dumps(world.requests()), *journal.printed]
    for secret in entry.get("conceals", []):
        if any(secret in text for text in printed):
            raise Mismatch(f"{secret!r} shows in: {next(it for it in printed if secret in it)}")


async def earlier(runtime, client, step):
    first = step.get("call") or step["fails"]
    try:
        await call(runtime, client, first["operation"], first.get("arguments", {}), None, False)
    except telnum.TelnumError:
        if "call" in step:
            raise
    else:
        if "fails" in step:
            raise Mismatch("before: it did not fail")


def outcome(runtime, world, entry):
    try:
        asyncio.run(asyncio.wait_for(run(runtime, world, entry), 30))
    except Skip as skip:
        return {"outcome": "skipped", "reason": str(skip)}
    except Mismatch as mismatch:
        return {"outcome": "failed", "reason": str(mismatch)}
    except BaseException as error:
        refusable = "untyped_arguments" in entry.get("needs", []) and "error" in entry["expect"]
        if isinstance(error, TypeError) and refusable:
            for problem, refused in REFUSED.items():
                if problem in str(error):
                    return {"outcome": "skipped", "reason": f"Python itself refuses {refused}"}
        where = traceback.extract_tb(error.__traceback__)[-1]
        return {"outcome": "failed", "reason": f"{error!r} at {where.name}:{where.lineno}"}
    return {"outcome": "passed"}


def results(runtime):
    for name in [
        it for it in os.environ if it.startswith(("IDT_EXPRESS_", "DIALOGTECH_", "DIDWW_"))
    ]:
        del os.environ[name]
    emulator = os.environ.get("TELNUM_EMULATOR_URL") or os.environ.get("TELNUM_EMULATOR")
    memory, http = Memory(runtime), Http(runtime, emulator) if emulator else None
    for path in sorted(Path(os.environ["TELNUM_VECTORS"]).glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8"))["entries"]:
            yield {"entry": entry["name"], **outcome(runtime, memory, entry)}
            if entry.get("http"):
                ran = {"outcome": "skipped", "reason": "TELNUM_EMULATOR is not set"}
                if http:
                    ran = outcome(runtime, http, entry)
                yield {"entry": f"{entry['name']} (http)", **ran}
    if http:
        http.close()


def in_one(column, ran):
    """The whole contract as one test beside it."""
    failed = [it for it in ran if it["outcome"] == "failed"]
    test = {"entry": f"{column}: the whole contract with asyncio", "outcome": "passed"}
    if failed or not any(it["outcome"] == "passed" for it in ran):
        reasons = "; ".join(f"{it['entry']}: {it['reason'][:150]}" for it in failed[:10])
        test |= {"outcome": "failed", "reason": f"{len(failed)} of {len(ran)} failed: {reasons}"}
    return test


def main(runtime, column=None):
    ran, file = list(results(runtime)), Path(os.environ["TELNUM_RESULTS"])
    report = {"runtime": column or runtime, "results": ran}
    if column and runtime == "python-async":
        report = json.loads(file.read_text(encoding="utf-8"))
        report["results"].append(in_one(column, ran))
    file.write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
