"""Makes the calls of IDT Express's page from curl, Python and Node, and checks the shapes."""

import json
import subprocess
import sys

from shared import HERE, control, report

CLIENTS = {
    "curl": [str(HERE / "ask.sh")],
    "Python": [sys.executable, str(HERE / "ask.py")],
    "Node": ["node", str(HERE / "ask.mjs")],
}
ORDER = '{ "order_items": [ { "did_group_id": 16847, "quantity": 3 } ]}'

# What the page's response schemas name; a member in brackets is one row of a list.
GROUP = {
    "id", "name", "country_calling_code", "area_code", "nxx", "toll_free", "country.name",
    "country.iso", "country.has_regions", "fees.setup_fee", "fees.monthly_fee",
}  # fmt: skip
ITEM = {
    "id", "status", "order_item_type", "ordered.quantity", "fulfilled.quantity", "cancelable",
    "numbers", *(f"did_group.{it}" for it in GROUP),
}  # fmt: skip
SUMMARY = {"id", "created_at", "status", "ordered.quantity", "fulfilled.quantity"}


def under(prefix: str, members: set[str]) -> set[str]:
    return {f"{prefix}.{member}" for member in members}


WHOLE_ORDER = under("order", SUMMARY) | under("order.order_items.0", ITEM)
PAGE = under("meta", {"page", "page_size", "total"})


def check(base_url: str):
    for client, command in CLIENTS.items():
        for name, problem in calls(base_url, command):
            yield f"the page's {client} sample: {name}", problem


def calls(base_url: str, command: list[str]):
    """Yields each call's name and what is wrong with its answer."""
    control(base_url, "reset", {"switches": {"seeded_numbers": 8}})
    coverage = "/v1/dids/coverage"
    asked = [
        ("countries", "GET", f"{coverage}/countries",
         under("countries.0", {"name", "iso", "has_regions", "supports_toll_free"})
         | {"meta.total"}),
        ("regions", "GET", f"{coverage}/countries/CA/regions",
         under("regions.0", {"name", "code"}) | {"meta.total"}),
        ("DID groups", "GET", f"{coverage}/did_groups?country_iso=US&region_code=US-AK",
         under("did_groups.0", GROUP | {"region.name", "region.code"}) | {"meta.total"}),
        ("create an order", "POST", "/v1/dids/orders", WHOLE_ORDER),
    ]  # fmt: skip
    order_id = ""
    for name, method, target, members in asked:
        body = ask(command, base_url, method, target, ORDER if method == "POST" else None)
        if method == "POST":
            order_id = dig(body, "order.id")
        yield name, missing(body, members)
    control(base_url, "clock", {"advance_s": 10})
    rest = [
        ("get an order", "GET", f"/v1/dids/orders/{order_id}",
         WHOLE_ORDER | {"order.order_items.0.numbers.2.number"}),
        ("list orders", "GET", "/v1/dids/orders?page=1&page_size=10&filter_by_status=Complete",
         under("orders.0", SUMMARY) | PAGE),
        ("list numbers", "GET", "/v1/dids/numbers?page=1&page_size=10",
         under("numbers.0", {"number", "status", "added_at"})
         | under("numbers.0.did_group", GROUP) | PAGE),
        ("delete a number", "DELETE", "/v1/dids/numbers/01133975182372", {"number", "status"}),
    ]  # fmt: skip
    for name, method, target, members in rest:
        yield name, missing(ask(command, base_url, method, target, None), members)


def ask(command: list[str], base_url: str, method: str, target: str, body: str | None):
    arguments = [*command, base_url, method, target] + ([body] if body else [])
    answer = subprocess.run(arguments, capture_output=True, text=True, timeout=30)
    try:
        return json.loads(answer.stdout)
    except ValueError:
        return {"not JSON": answer.stdout + answer.stderr}


def missing(body: object, members: set[str]) -> str | None:
    lacking = sorted(member for member in members if dig(body, member) is ABSENT)
    return f"no {', '.join(lacking)} in {json.dumps(body)[:300]}" if lacking else None


ABSENT = object()


def dig(body: object, path: str):
    """The member at a dotted path; a whole number is a row of a list."""
    for step in path.split("."):
        if isinstance(body, list) and step.isdigit() and int(step) < len(body):
            body = body[int(step)]
        elif isinstance(body, dict) and step in body:
            body = body[step]
        else:
            return ABSENT
    return body


if __name__ == "__main__":
    report(check)
