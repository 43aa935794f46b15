"""Where an entry of the contract runs: on an emulator in this process, or over HTTP."""

import json
import subprocess
import urllib.request

import telnum

# By the beginning of an entry's name: the client, and the emulator's method that makes it.
CARRIERS = {
    "idt": ("IdtExpress", "idt_express"),
    "dt": ("DialogTech", "dialog_tech"),
    "dw": ("Didww", "didww"),
}
KEYS = {
    "idt": {"api_key": "emulator-key", "api_secret": "emulator-secret"},
    "dt": {
        "access_key": "emulator-access-key",
        "secret_access_key": "emulator-secret-access-key",
    },
    "dw": {"api_key": "emulator-key"},
}


def client_class(runtime, carrier):
    name = CARRIERS[carrier][0]
    return getattr(telnum, name if runtime == "python" else f"Async{name}")


class Memory:
    """The `Emulator` of the package."""

    def __init__(self, runtime):
        self.runtime = runtime

    def reset(self, seed, switches):
        self.emulator = telnum.Emulator(seed, **switches)

    def client(self, options, carrier="idt"):
        make = CARRIERS[carrier][1]
        make = make if self.runtime == "python" else f"async_{make}"
        return getattr(self.emulator, make)(**options)

    def script(self, steps):
        self.emulator.script(steps)

    def advance(self, seconds):
        self.emulator.advance(seconds)

    def requests(self):
        return [request.to_dict() for request in self.emulator.requests]

    def ledger(self):
        return [purchase.to_dict() for purchase in self.emulator.ledger]

    def sleeps(self):
        return [round(seconds * 1000) for seconds in self.emulator.sleeps]


class Http:
    """`telnum-emulator`, as any other program reaches it: the binary, or one that runs already."""

    def __init__(self, runtime, binary):
        self.runtime, self.server, self.url = runtime, None, binary
        if not binary.startswith("http://"):
            self.server = subprocess.Popen(
                [binary, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True
            )
            self.url = self.server.stdout.readline().split()[-1]

    def close(self):
        if not self.server:
            return
        self.server.terminate()
        self.server.wait(10)
        self.server.stdout.close()

    def reset(self, seed, switches):
        self.control("reset", {"seed": seed, "switches": switches})

    def client(self, options, carrier="idt"):
        make = client_class(self.runtime, carrier)
        return make(**{"base_url": self.url, **KEYS[carrier], **options})

    def script(self, steps):
        self.control("script", steps)

    def advance(self, seconds):
        self.control("clock", {"advance_s": seconds})

    def requests(self):
        return self.control("requests")["requests"]

    def ledger(self):
        return self.control("ledger")["ledger"]

    def sleeps(self):
        return None  # The pauses are real.

    def control(self, route, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(f"{self.url}/_emulator/{route}", data, timeout=10) as answer:
            return json.load(answer)
