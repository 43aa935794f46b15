"""Places the attempts that come in, a line of JSON each, with a journal: worker.py URL JOURNAL."""

import sys

import telnum


def main(url: str, journal: str) -> None:
    client = telnum.Didww("emulator-key", base_url=url, journal=journal)
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            said = f"placed {client.place(telnum.Attempt.from_json(line)).id}"
        except telnum.TelnumError as error:
            said = f"{error.kind} {error}"
        print(said, flush=True)


main(*sys.argv[1:])
