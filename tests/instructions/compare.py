#!/usr/bin/env python3
"""Compares counts of instructions with those kept: a line for each, PATH, OUTCOME and TEXT.

compare.py [--write] KEPT RUSTC MACHINE PATH=COUNT…
"""

import json
import sys
from pathlib import Path

# What the C library does differs a little between processors; what is slower differs by more.
BOUND = 1.05


def main(arguments):
    writes = arguments[0] == "--write"
    kept, rustc, machine, *given = arguments[1:] if writes else arguments
    counts = {path: int(count) for path, count in (it.split("=") for it in given)}
    if writes:
        text = json.dumps({"rustc": rustc, "machine": machine, "counts": counts}, indent=2)
        Path(kept).write_text(f"{text}\n", encoding="utf-8")
        return
    known = json.loads(Path(kept).read_text(encoding="utf-8"))
    here, there = f"rustc {rustc} on {machine}", f"rustc {known['rustc']} on {known['machine']}"
    for path, count in counts.items():
        before = known["counts"].get(path)
        if here != there:
            told = "skipped", f"counted with {there}, and this is {here}"
        elif before is None:
            told = "failed", f"{count} instructions, and none are kept: run `make surface`"
        elif count > before * BOUND:
            times = f"{count / before:.2f} times the {before} kept in {kept}"
            told = "failed", f"{count} instructions, {times}"
        else:
            told = "passed", f"{count} instructions, {count / before:.3f} times those before"
        print(path, *told, sep="\t")


main(sys.argv[1:])
