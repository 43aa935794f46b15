"""Publishes what is packed to registries on this machine, which take what the real ones take.

check.py RESULTS. Each test stands in the results as `registries: …`. Nothing leaves this machine.
"""

import sys
import tempfile
from pathlib import Path

from npm import send_package
from outcomes import report
from send_crates import send_crates
from send_jar import send_jar

TESTS = {
    "by the rules of crates.io, a release sends the crates in their order, as they were tested; it"
    " leaves what is there already, and goes on where it broke off": send_crates,
    "by the rules of Maven Central, a release packs, signs and sends the jar, as it was tested, and"
    " does not send it again": send_jar,
    "npm would publish the package as it was tested, and has nothing to correct in its"
    " manifest": send_package,
}


def in_a_folder(test):
    """A folder for what a test leaves behind."""

    def run():
        with tempfile.TemporaryDirectory(prefix="telnum-") as folder:
            test(Path(folder))

    return run


if __name__ == "__main__":
    tests = [(shows, in_a_folder(test)) for shows, test in TESTS.items()]
    report("registries", tests, sys.argv[1])
