#!/usr/bin/env python3
"""Prints the contract's matrix, entry by runtime, from the results that the runners wrote.

    tools/matrix.py [RUNTIME…]

Reads target/contract/*.json (or the folder in TELNUM_RESULTS_FOLDER). The runtimes named must be
among them. Ends with the line `N passed, N failed` or `N passed, N failed, N skipped`; the code is
1 where anything failed, nothing ran, or a runtime is missing.
"""

import json
import os
import re
import sys
from pathlib import Path

MARKS = {"passed": "✓", "failed": "✗", "skipped": "\N{EN DASH}"}


def read(folder):
    """Runtime → entry → (outcome, reason), and what is wrong with the files themselves."""
    runtimes, problems = {}, []
    for path in sorted(folder.glob("*.json")):
        try:
            file = json.loads(path.read_text(encoding="utf-8"))
            entries = runtimes.setdefault(str(file["runtime"]), {})
            for result in file["results"]:
                entry, outcome = str(result["entry"]), str(result["outcome"])
                reason = str(result.get("reason") or "")
                if outcome not in MARKS:
                    outcome, reason = "failed", f"unknown outcome {outcome!r}"
                elif outcome != "passed" and not reason:
                    outcome, reason = "failed", f"{outcome} without a reason"
                if entry in entries:
                    outcome, reason = "failed", "reported twice"
                entries[entry] = (outcome, reason)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(f"{path.name} cannot be read: {error!r}")
    return runtimes, problems


def one_line(text, length=300):
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def shared(runtimes):
    """The contract's entries in order of appearance: those not named `RUNTIME: …`."""
    entries = {}
    for results in runtimes.values():
        entries.update((entry, None) for entry in results if ": " not in entry)
    return list(entries)


def skip_numbers(runtimes):
    """Reason of a skip → its number below the matrix."""
    reasons = {}
    for results in runtimes.values():
        for outcome, reason in results.values():
            if outcome == "skipped":
                reasons.setdefault(one_line(reason), len(reasons) + 1)
    return reasons


def mark(result, numbers):
    outcome, reason = result
    return MARKS[outcome] + (str(numbers[one_line(reason)]) if outcome == "skipped" else "")


def matrix(runtimes, numbers):
    """One row an entry: a mark in memory, and where the entry also ran over HTTP, a second one."""
    names, entries = list(runtimes), shared(runtimes)
    rows = [entry for entry in entries if not entry.endswith(" (http)")]
    rows += [entry for entry in entries if entry.endswith(" (http)") and entry[:-7] not in rows]
    width = max((len(row) for row in rows), default=5)
    columns = [max(len(name), 4) for name in names]
    print(f"The contract: ✓ passed, ✗ failed, {MARKS['skipped']} skipped, for the reason numbered")
    print("below. The second mark is the run over HTTP.\n")
    heads = [name.ljust(column) for name, column in zip(names, columns, strict=True)]
    print("  ".join(["entry".ljust(width), *heads]).rstrip())
    for row in rows:
        cells = []
        for name, column in zip(names, columns, strict=True):
            results = runtimes[name]
            keys = [key for key in (row, f"{row} (http)") if key in results]
            cells.append("".join(mark(results[key], numbers) for key in keys).ljust(column))
        print("  ".join([row.ljust(width), *cells]).rstrip())


def own_tests(runtimes, numbers):
    """What a runtime shows beside the contract."""
    for name, results in runtimes.items():
        own = {entry: result for entry, result in results.items() if ": " in entry}
        if own:
            print(f"\n{name}, beside the contract:")
            for entry, result in own.items():
                print(f"  {mark(result, numbers)} {re.sub(r'^[a-z0-9-]+: ', '', entry)}")


def unseen(runtimes):
    """A runner that leaves an entry out says nothing about it: that is a failure."""
    entries = shared(runtimes)
    for results in runtimes.values():
        # A runtime may have nothing but its own tests.
        if any(": " not in entry for entry in results):
            for entry in entries:
                results.setdefault(entry, ("failed", "the runner said nothing about it"))


def explain(runtimes, numbers):
    if numbers:
        print("\nSkipped:")
    for reason, number in numbers.items():
        skipped = {}
        for name, results in runtimes.items():
            for outcome, its_reason in results.values():
                if outcome == "skipped" and one_line(its_reason) == reason:
                    skipped[name] = skipped.get(name, 0) + 1
        counts = ", ".join(f"{name} {count}" for name, count in skipped.items())
        print(f"  {MARKS['skipped']}{number} {reason} ({counts})")
    failures = {}
    for name, results in runtimes.items():
        for entry, (outcome, reason) in results.items():
            if outcome == "failed":
                failures.setdefault((one_line(reason), name), []).append(entry)
    if failures:
        print("\nFailed:")
    for (reason, name), entries in failures.items():
        few = entries[:10] + ([f"and {len(entries) - 10} more"] if len(entries) > 10 else [])
        print(f"  ✗ {name}: {', '.join(few)}\n      {reason}")


def main(expected):
    top = Path(__file__).resolve().parent.parent
    folder = Path(os.environ.get("TELNUM_RESULTS_FOLDER") or top / "target" / "contract")
    runtimes, problems = read(folder)
    problems += [f"no results of {name}" for name in expected if not runtimes.get(name)]
    unseen(runtimes)
    if runtimes:
        numbers = skip_numbers(runtimes)
        matrix(runtimes, numbers)
        own_tests(runtimes, numbers)
        explain(runtimes, numbers)
    outcomes = [outcome for results in runtimes.values() for outcome, _ in results.values()]
    for problem in problems:
        print(f"\n✗ {problem}")
    failed = outcomes.count("failed") + len(problems)
    passed, skipped = outcomes.count("passed"), outcomes.count("skipped")
    tail = f", {skipped} skipped" if skipped else ""
    print(f"\n{passed} passed, {failed} failed{tail}")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
