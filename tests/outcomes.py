"""Runs tests that no runner of a language has, and writes what became of each."""

import json
import sys
import traceback
from pathlib import Path


class SkipError(Exception):
    """Ends a test that cannot run, with the reason."""


def report(runtime, tests, results, subject=None):
    """Runs what `tests` holds, each by what it shows; it stands in the file as `subject: …`."""
    outcomes = []
    for shows, test in tests:
        result = {"entry": f"{subject or runtime}: {shows}", "outcome": "passed"}
        try:
            test()
        except SkipError as skip:
            result |= {"outcome": "skipped", "reason": str(skip)}
        except Exception:
            result |= {"outcome": "failed", "reason": traceback.format_exc(limit=-2)}
        outcomes.append(result)
        print(f"{result['outcome']}: {shows}", file=sys.stderr, flush=True)
    text = json.dumps({"runtime": runtime, "results": outcomes}, indent=1)
    Path(results).write_text(text, encoding="utf-8")
