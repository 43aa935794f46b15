"""What the checks of the carriers' samples share: results, and the emulator's control routes."""

import json
import pathlib
import sys
import urllib.request
from collections.abc import Callable, Iterable

HERE = pathlib.Path(__file__).parent


class Skipped(str):
    """Why a sample could not be tried."""


def report(check: Callable[[str], Iterable[tuple[str, str | None]]]) -> None:
    """Writes what a check of the emulator at this address yields: entries and their problems."""
    base_url, results = sys.argv[1:]
    outcomes = [outcome(entry, problem) for entry, problem in check(base_url)]
    pathlib.Path(results).write_text(json.dumps({"runtime": "samples", "results": outcomes}))


def outcome(entry: str, problem: str | None) -> dict:
    if not problem:
        return {"entry": entry, "outcome": "passed"}
    word = "skipped" if isinstance(problem, Skipped) else "failed"
    return {"entry": entry, "outcome": word, "reason": problem}


def control(base_url: str, what: str, body: object = None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{base_url}/_emulator/{what}", data, timeout=10) as answer:
        return json.load(answer)
