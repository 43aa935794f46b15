"""Adds what `cargo test` said to a results file: one entry a test, named `rust: what it shows`.

add_further.py OUTPUT RESULTS
add_further.py --units OUTPUT RESULTS
add_further.py --one NAME OUTCOME OUTPUT RESULTS
"""

import json
import pathlib
import re
import sys

OUTCOMES = {"ok": "passed", "FAILED": "failed", "ignored": "skipped"}


def further(output):
    """Entries from libtest's lines `test module::name ... ok`."""
    told = dict(re.findall(r"(?ms)^---- (\S+) stdout ----\n(.*?)(?=^---- |^failures:$)", output))
    tests = re.findall(r"(?m)^test (\S+) \.\.\. (ok|FAILED|ignored)(?:, (.*))?$", output)
    entries = [
        entry(name.rsplit("::", 1)[-1], OUTCOMES[word], told.get(name) or reason or word)
        for name, word, reason in tests
    ]
    failed = any(it["outcome"] == "failed" for it in entries)
    if not tests or (not failed and re.search(r"(?m)^error", output)):
        # It was not built, or was killed: what it told of before shows nothing of the rest.
        entries.append(entry("further tests", "failed", output[-2000:]))
    return entries


def units(output):
    """The crates' own tests as one entry: their names are for whoever mends them."""
    tests = further(output)
    failed = [it for it in tests if it["outcome"] == "failed"]
    said = "; ".join(f"{it['entry']}: {it['reason']}" for it in failed)
    return [entry("the unit tests of the crates", "failed" if failed else "passed", said)]


def entry(name, outcome, reason):
    result = {"entry": f"rust: {name.replace('_', ' ')}", "outcome": outcome}
    return result if outcome == "passed" else result | {"reason": reason.strip()}


def main(arguments):
    output = pathlib.Path(arguments[-2]).read_text(encoding="utf-8", errors="replace")
    if arguments[0] == "--one":
        added = [entry(arguments[1], arguments[2], output[-2000:] or "no output")]
    elif arguments[0] == "--units":
        added = units(output)
    else:
        added = further(output)
    results = pathlib.Path(arguments[-1])
    file = json.loads(results.read_text(encoding="utf-8"))
    file["results"] += added
    results.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
