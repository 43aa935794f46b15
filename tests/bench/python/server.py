"""A process of its own that answers with a page of numbers: its size is the last part of the path.

`/…?page_size=1000` brings numbers of 20 DID groups mixed at random; `&page=2` brings them group by
group, as an account that orders in bulk has them. `/v3/…` brings the page of DIDs in the file that
the first argument names.
"""

import asyncio
import json
import random
import sys
from pathlib import Path

CITIES = ["SALVADOR ", "SAO PAULO", "RIO DE JANEIRO", "BRASILIA", "FORTALEZA"]


def group(number):
    country = {"name": "BRAZIL", "iso": "BR", "has_regions": False, "supports_toll_free": True}
    fees = {"setup_fee": "0.00", "monthly_fee": f"{number}.25", "per_minute_rate": "4.7354"}
    return {
        "id": 16840 + number,
        "name": CITIES[number % 5],
        "country_calling_code": "55",
        "area_code": str(60 + number),
        "nxx": None,
        "toll_free": False,
        "country": country,
        "region": None,
        "fees": fees,
    }


def answer(size, mixed):
    chance = random.Random(7)
    groups = [group(number) for number in range(20)]
    numbers = [
        {
            "number": f"01155711350{row:05}",
            "status": "active",
            "added_at": f"2020-06-{row % 28 + 1:02}T19:02:{row % 60:02}Z",
            "removed_at": None,
            "did_group": chance.choice(groups) if mixed else groups[row * 20 // size],
        }
        for row in range(size)
    ]
    meta = {"page": 1, "page_size": size, "total": size}
    return whole(json.dumps({"numbers": numbers, "meta": meta}).encode())


def whole(body, kind="application/json"):
    head = f"content-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
    return b"HTTP/1.1 200 OK\r\n" + head.encode() + body


class Connection(asyncio.Protocol):
    answers: dict[bytes, bytes] = {}  # noqa: RUF012

    def connection_made(self, transport):
        self.transport, self.received = transport, b""

    def data_received(self, data):
        self.received += data
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            target = self.received[: self.received.find(b"\r\n")].split(b" ")[1]
            self.received = self.received[end + 4 :]
            if target not in self.answers and target.startswith(b"/v3/"):
                body = Path(sys.argv[1]).read_bytes()
                self.answers[target] = whole(body, "application/vnd.api+json")
            elif target not in self.answers:
                size = int(target.split(b"page_size=")[1])
                self.answers[target] = answer(size, b"page=2" not in target)
            self.transport.write(self.answers[target])


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


asyncio.run(main())
