"""Adds one outcome to a results file: add_result.py WHAT OUTCOME OUTPUT RESULTS"""

import json
import pathlib
import sys

what, outcome, output, results = sys.argv[1:]
entry = {"entry": f"swift: {what}", "outcome": outcome}
if outcome == "failed":
    entry["reason"] = pathlib.Path(output).read_text(errors="replace")[-2000:] or "no output"
path = pathlib.Path(results)
file = json.loads(path.read_text())
file["results"].append(entry)
path.write_text(json.dumps(file, ensure_ascii=False))
