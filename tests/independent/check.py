"""Runs the tests of `didww_client.py` and `buying_client.py`, or writes that they are skipped.

check.py BASE_URL RESULTS
check.py --skip REASON RESULTS
"""

import sys

import buying_client
import didww_client
from outcomes import SkipError, report


def tests(base_url, why_not):
    """Each test by the first words of its documentation, with an account of its own."""
    for test in [*didww_client.TESTS, *buying_client.TESTS]:

        def run(test=test):
            if why_not:
                raise SkipError(why_not)
            test(didww_client.Account(base_url))

        yield test.__doc__.rstrip("."), run


if __name__ == "__main__":
    *what, results = sys.argv[1:]
    base_url, why_not = (None, what[1]) if what[0] == "--skip" else (what[0], None)
    report("independent", tests(base_url, why_not), results, "didww 3.2.0")
