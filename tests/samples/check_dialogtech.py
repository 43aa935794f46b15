"""Makes DialogTech's one documented call from PHP and curl, and checks the documented shape."""

import os
import pathlib
import subprocess
import xml.etree.ElementTree as ElementTree

from shared import HERE, Skipped, control, report

# tools/setup-php.sh puts it there, if it can be had.
PHP = pathlib.Path(os.environ["TELNUM_CACHE"], "bin", "php")
SAMPLES = {
    "PHP sample": [str(PHP), str(HERE / "order.php")],
    "PHP sample's URL, by curl": [str(HERE / "order.sh")],
}
# Three local numbers of area code 555, all or none: the page's example.
ORDER = ["local", "555", "3", "1"]
BEGINNING = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE response ['
NO_PHP = Skipped(
    "there is no PHP with curl, nor could Debian's be had: apt-get install php-cli php-curl"
)


def check(base_url: str):
    for sample, command in SAMPLES.items():
        lacking = command[0] == str(PHP) and not PHP.exists()
        problem = NO_PHP if lacking else order(base_url, command)
        yield f"DialogTech's page: the {sample}", problem


def order(base_url: str, command: list[str]) -> str | None:
    """Orders, and tells what is wrong with the answer."""
    control(base_url, "reset", {})
    answer = subprocess.run([*command, base_url, *ORDER], capture_output=True, timeout=30)
    try:
        root = ElementTree.fromstring(answer.stdout)
    except ElementTree.ParseError as error:
        return f"{error}: {answer.stdout[:300]!r} {answer.stderr[:300]!r}"
    numbers = [row.text for row in root.findall("result_description/numbers/number")]
    said = (root.tag, root.findtext("result"), root.findtext("result_description/quantity"))
    if said != ("response", "success", "3"):
        return f"it says {said}"
    if not answer.stdout.startswith(BEGINNING):
        return f"it begins {answer.stdout[:60]!r}"
    ledger = control(base_url, "ledger")["ledger"]
    if [line["numbers"] for line in ledger] != [numbers] or len(set(numbers)) != 3:
        return f"it names {numbers}, bought was {ledger}"
    if not all(len(number) == 10 and number.startswith("555") for number in numbers):
        return f"these are not numbers of 555: {numbers}"
    return None


if __name__ == "__main__":
    report(check)
