"""What the runners of a campaign's rounds (tests/README.md) have in common.

Each line of ROUNDS is a round, and becomes a line of TOLD: what the clients and the emulator said.
The program in tests/faults makes the one and judges the other.
"""

import contextlib
import datetime
import json
import os
import subprocess
import tempfile
import urllib.request
from pathlib import Path

import telnum

KEYS = {
    "idt_express": {"api_key": "emulator-key", "api_secret": "emulator-secret"},
    "dialog_tech": {
        "access_key": "emulator-access-key",
        "secret_access_key": "emulator-secret-access-key",
    },
    "didww": {"api_key": "emulator-key"},
}
PREPARE = {
    "create_order": "prepare_order",
    "create_order_by_sku": "prepare_order_by_sku",
    "order_numbers": "prepare_order",
}
# A port that nothing listens on.
UNREACHABLE = "http://127.0.0.1:1"
# So many emulators run at once.
WORKERS = 6
# Of a purchase that is placed again after a restart: a fault may still wait for it.
AGAIN_S = 0.3


class Server:
    """An emulator, whose clock is that of this machine: attempts carry the time."""

    def __init__(self):
        self.process = subprocess.Popen(
            [os.environ["TELNUM_EMULATOR"], "--listen", "127.0.0.1:0", "--clock", "real"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = self.process.stdout.readline().split()[-1]

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()

    def ask(self, method, target, headers=(), body=None):
        request = urllib.request.Request(f"{self.url}{target}", body, dict(headers), method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def set(self, route, body):
        self.ask("POST", f"/_emulator/{route}", body=json.dumps(body).encode())

    def list(self, route):
        return self.ask("GET", f"/_emulator/{route}")[route]

    def begin(self, round_):
        self.set("reset", {it: round_[it] for it in ("seed", "switches", "clock_s", "date_header")})
        for plain in round_["before"]:
            body = plain["body"].encode()
            self.ask(plain["method"], plain["target"], plain["headers"], body)

    def placed(self, round_):
        """All calls have ended: brings the ledger, and sets what the reading back meets."""
        for switches in round_["others"]:
            self.set("switches", switches)
        before = self.list("ledger")
        if round_["advance_s"]:
            self.set("clock", {"advance_s": round_["advance_s"]})
        self.set("faults", round_["reads"])
        return before

    def end(self, round_):
        """What was bought, once late orders show and numbers are delivered."""
        self.set("clock", {"advance_s": 3600})
        return {
            "orders": self.didww_orders() if round_["carrier"] == "didww" else [],
            "ledger": self.list("ledger"),
            "requests": [it for it in self.list("requests") if is_purchase(it)],
        }

    def didww_orders(self):
        self.set("switches", {"didww_rate_limit": None})
        self.set("script", [{"own": True}])
        headers = {
            "api-key": "emulator-key",
            "x-didww-api-version": "2026-04-16",
            "accept": "application/vnd.api+json",
        }
        return self.ask("GET", "/v3/orders?page%5Bsize%5D=100", headers)["data"]


def is_purchase(request):
    target = request["target"]
    posted = request["method"] == "POST"
    return target.startswith("/ibp_api.php") or (
        posted and (target.endswith("/dids/orders") or target == "/v3/orders")
    )


@contextlib.contextmanager
def options(round_):
    """The options of its clients: with a journal of the round's own where it has one."""
    with tempfile.TemporaryDirectory() as folder:
        journal = {"journal": Path(folder, "orders.journal")} if round_["journal"] else {}
        yield {**KEYS[round_["carrier"]], **round_["options"], **journal}


def prepared(attempt, round_):
    """The attempt, as a clock that is off would have prepared it."""
    if round_["prepared_s"] == 0:
        return attempt
    members = attempt.to_dict()
    time = datetime.datetime.fromisoformat(members["prepared_at"].replace("Z", "+00:00"))
    time += datetime.timedelta(seconds=round_["prepared_s"])
    return telnum.Attempt.from_dict({**members, "prepared_at": f"{time:%Y-%m-%dT%H:%M:%SZ}"})


def ordered(order):
    numbers = [it.number for it in getattr(order, "numbers", [])]
    return {"outcome": "ordered", "order_id": getattr(order, "id", None), "numbers": numbers}


def failed(error):
    return {
        "outcome": "failed",
        "kind": str(error.kind),
        "text": error.text,
        "attempt_id": error.attempt and error.attempt.id,
        "candidate": error.candidate_order_id,
    }


CANCELLED = {"outcome": "cancelled"}


def nothing_was_bought(end):
    if end["outcome"] != "failed":
        return False
    if end["kind"] == "conflict":
        return end["attempt_id"] is None
    return end["kind"] != "outcome_unknown"


def last(ends):
    """How each ended: a second placing counts where the first bought nothing."""
    return [again if again and nothing_was_bought(first) else first for first, again in ends]


def is_lost(end):
    return end["outcome"] != "ordered" and not nothing_was_bought(end)


def search(round_, known, sole_buyer):
    """What `reconcile_orders` is given beside the attempts."""
    given = {"timeout": round_["search_ms"] / 1000}
    if round_["carrier"] == "idt_express":
        given["known_order_ids"] = known
        given |= {"sole_buyer": True} if sole_buyer else {}
        given |= {"newest_first": True} if round_["newest_first"] else {}
    return given


def reconciled(settled, error, known, sole_buyer, by):
    return {
        "by_placing": by == "placing",
        "by_journal": by == "journal",
        "sole_buyer": sole_buyer,
        "known_order_ids": known,
        "error": error and f"{error.kind}: {error.text}",
        "attempts": [
            {
                "attempt_id": it.attempt_id,
                "outcome": str(it.outcome),
                "orders": list(it.order_ids),
            }
            for it in settled
        ],
    }


def read(rounds):
    return [json.loads(line) for line in Path(rounds).read_text(encoding="utf-8").splitlines()]


def write(told, lines):
    Path(told).write_text("".join(f"{json.dumps(it)}\n" for it in lines), encoding="utf-8")


class Broke(Exception):
    """The runner itself failed, in a round that can be repeated."""

    def __init__(self, round_):
        super().__init__(f"in the round --seed {round_['seed']} --round {round_['number']}")
