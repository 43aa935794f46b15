"""How the contract compares, and what an entry may have."""

import json

ENTRY = {"name", "about", "decides", "needs", "http", "emulator", "client", "before", "script"}
ENTRY |= {"call", "expect", "requests", "slept", "ledger", "logs", "conceals"}
CALL = {"operation", "arguments", "timeout"}
EXPECT = {"value", "includes", "error", "error_says", "cancelled", "info"}
REQUEST = {"method", "target", "headers", "no_headers", "body"}


class Mismatch(Exception):
    """What came is not what was expected."""


class Skip(Exception):
    """This runtime cannot run the entry."""


def check_entry(entry):
    """An entry with a member that this runner does not know says something it would not check."""
    known = [(entry, ENTRY), (entry["call"], CALL), (entry["expect"], EXPECT)]
    known += [(request, REQUEST) for request in entry.get("requests", [])]
    for part, names in known:
        if unknown := set(part) - names:
            raise Mismatch(f"this runner does not know {', '.join(sorted(unknown))}")


def exactly(found, expected, where):
    if not _equal(found, expected):
        raise Mismatch(f"{where} is {_short(found)}, not {_short(expected)}")


def includes(found, expected, where):
    """Objects may have more members; lists have exactly these items."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            if name not in found:
                raise Mismatch(f"{where} has no {name}")
            includes(found[name], value, f"{where}.{name}")
    elif isinstance(expected, list) and isinstance(found, list):
        if len(found) != len(expected):
            raise Mismatch(f"{where} has {len(found)} items, not {len(expected)}: {_short(found)}")
        for index, pair in enumerate(zip(found, expected, strict=True)):
            includes(*pair, f"{where}[{index}]")
    else:
        exactly(found, expected, where)


def check_requests(found, expected):
    if len(found) != len(expected):
        sent = [f"{it['method']} {it['target']}" for it in found]
        raise Mismatch(f"{len(found)} requests were sent, not {len(expected)}: {sent}")
    for request, wanted in zip(found, expected, strict=True):
        headers = {header["name"]: header["value"] for header in request["headers"]}
        for name in ("method", "target"):
            exactly(request[name], wanted[name], name)
        for name, value in wanted.get("headers", {}).items():
            exactly(headers.get(name), value, f"header {name}")
        for name in wanted.get("no_headers", []):
            exactly(headers.get(name), None, f"header {name}")
        # A text is that of a form.
        is_json = request["body"] and not isinstance(wanted.get("body"), str)
        body = json.loads(request["body"]) if is_json else request["body"] or None
        exactly(body, wanted.get("body"), "body")


def _equal(found, expected):
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if isinstance(found, dict) and isinstance(expected, dict):
        return found.keys() == expected.keys() and all(
            _equal(found[name], expected[name]) for name in found
        )
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(_equal, found, expected))
    return found == expected


def _short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 200 else text[:199] + "…"
