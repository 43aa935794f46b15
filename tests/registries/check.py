"""Publishes what is packed to registries on this machine, which take what the real ones take.

check.py RESULTS. Each test stands in the results as `registries: …`. Nothing leaves this machine.
"""

import json
import sys
import tempfile
from pathlib import Path

from npm import send_package
from send_crates import send_crates
from send_jar import send_jar
from shared import SkipError

TESTS = {
    "by the rules of crates.io, a release sends the crates in their order, as they were tested; it"
    " leaves what is there already, and goes on where it broke off": send_crates,
    "by the rules of Maven Central, a release packs, signs and sends the jar, as it was tested, and"
    " does not send it again": send_jar,
    "npm would publish the package as it was tested, and has nothing to correct in its"
    " manifest": send_package,
}


def main(results):
    outcomes = []
    for shows, test in TESTS.items():
        result = {"entry": f"registries: {shows}", "outcome": "passed"}
        try:
            with tempfile.TemporaryDirectory(prefix="telnum-") as folder:
                test(Path(folder))
        except SkipError as skip:
            result |= {"outcome": "skipped", "reason": str(skip)}
        except Exception as error:
            result |= {"outcome": "failed", "reason": f"{type(error).__name__}: {error}"}
        outcomes.append(result)
        print(f"{result['outcome']}: {shows}", file=sys.stderr, flush=True)
    report = {"runtime": "registries", "results": outcomes}
    Path(results).write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
