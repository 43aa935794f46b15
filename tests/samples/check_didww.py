"""Makes the call of DIDWW's page from its two samples, and compares with the answer it shows."""

import json
import subprocess
import sys

from shared import HERE, control, report

SAMPLES = {
    "curl sample": [str(HERE / "dids.sh")],
    "http sample": [sys.executable, str(HERE / "dids.py")],
}
# The page's answer is of an account with two DIDs, in a version before 2022-05-10, and its links
# have an ampersand where a question mark belongs.
AS_THE_PAGE = {"dids": 2, "didww_meta": "no_version", "didww_links": "broken"}
IDS = ["ac40fb08-ac14-4a6c-8f20-fe650870c266", "b37f0fcf-24d0-4799-8e81-a69bcc889f2e"]
NAMES = [
    "did_group", "order", "voice_in_trunk", "voice_in_trunk_group", "capacity_pool",
    "shared_capacity_group", "address_verification",
]  # fmt: skip
ATTRIBUTES = {
    "blocked": False,
    "capacity_limit": 1,
    "description": "string",
    "terminated": False,
    "awaiting_registration": False,
    "number": "437xxxxxxxxx",
    "expires_at": "2017-06-25T08:21:41.795Z",
    "channels_included_count": 2,
    "created_at": "2017-06-25T08:21:41.795Z",
    "dedicated_channels_count": 0,
}


def check(base_url: str):
    for sample, command in SAMPLES.items():
        yield f"DIDWW's page: the {sample}", compared(base_url, command)


def compared(base_url: str, command: list[str]) -> str | None:
    """Asks, and tells what differs from the page's answer."""
    control(base_url, "reset", {"switches": AS_THE_PAGE})
    answer = subprocess.run([*command, base_url], capture_output=True, timeout=30)
    head, _, body = answer.stdout.partition(b"\r\n\r\n")
    lines = head.decode().lower().splitlines()
    if not lines or not lines[0].startswith("http/1.1 200 ok"):
        return f"it begins {answer.stdout[:300]!r} {answer.stderr[:300]!r}"
    if "content-type: application/vnd.api+json" not in lines:
        return f"its headers are {lines}"
    try:
        document = json.loads(body)
    except ValueError as error:
        return f"{error}: {body[:300]!r}"
    expected = page(base_url)
    for member in expected.keys() | document.keys():
        if document.get(member) != expected.get(member):
            told, shown = (json.dumps(it.get(member))[:300] for it in (document, expected))
            return f"{member} is {told}, on the page {shown}"
    return None


def page(base_url: str) -> dict:
    """The page's answer, host changed."""
    root = f"{base_url}/v3/dids"
    # The second DID lacks the last relationship.
    names = {IDS[0]: NAMES, IDS[1]: NAMES[:-1]}
    link = f"{root}&page%5Bnumber%5D=1&page%5Bsize%5D=50"
    return {
        "data": [
            {
                "id": did,
                "type": "dids",
                "attributes": ATTRIBUTES,
                "relationships": {
                    name: {
                        "links": {
                            "self": f"{root}/{did}/relationships/{name}",
                            "related": f"{root}/{did}/{name}",
                        }
                    }
                    for name in names[did]
                },
            }
            for did in IDS
        ],
        "meta": {"total_records": 2},
        "links": {"first": link, "last": link},
    }


if __name__ == "__main__":
    report(check)
