"""Adds one example's outcome to a results file: add_example.py NAME OUTCOME OUTPUT RESULTS"""

import json
import pathlib
import sys

name, outcome, output, results = sys.argv[1:]
entry = {"entry": f"swift: the example {name} runs as it stands", "outcome": outcome}
if outcome == "failed":
    entry["reason"] = pathlib.Path(output).read_text(errors="replace")[-2000:] or "no output"
path = pathlib.Path(results)
file = json.loads(path.read_text())
file["results"].append(entry)
path.write_text(json.dumps(file, ensure_ascii=False))
