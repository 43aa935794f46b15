"""Adds a test to a results file: add.py NAME OUTCOME OUTPUT RESULTS."""

import json
import pathlib
import sys


def main(name, outcome, output, results):
    result = {"entry": name, "outcome": outcome}
    if outcome != "passed":
        said = pathlib.Path(output).read_text(encoding="utf-8", errors="replace")
        wrong = [line for line in said.splitlines() if line.startswith("✗")]
        # With the first of what is wrong, which names the seed and the round.
        result["reason"] = "; ".join(wrong)[:2000] or said[-2000:].strip() or "no output"
    results = pathlib.Path(results)
    file = json.loads(results.read_text(encoding="utf-8"))
    file["results"].append(result)
    results.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
