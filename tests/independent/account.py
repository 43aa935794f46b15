"""The emulator's account, as DIDWW's own client sees it."""

import json
import urllib.request

# The page's thirteen.
INCLUDES = [
    "order", "voice_in_trunk", "voice_in_trunk.voice_in_trunk_group", "voice_in_trunk.pop",
    "voice_in_trunk_group", "capacity_pool", "shared_capacity_group", "did_group",
    "did_group.country", "did_group.city", "did_group.region", "did_group.did_group_type",
    "did_group.stock_keeping_units",
]  # fmt: skip


class Account:
    """A client of a fresh emulator."""

    def __init__(self, base_url: str, **switches):
        # Imported late: where it could not be installed, the tests are still counted.
        from didww.client import DidwwClient

        self.base_url = base_url
        self.reset(**switches)
        self.client = DidwwClient("emulator-didww", base_url=f"{base_url}/v3")

    def reset(self, **switches) -> None:
        switches = {"didww_rate_limit": None, "didww_max_page_size": 1000} | switches
        body = json.dumps({"seed": 7, "switches": switches}).encode()
        urllib.request.urlopen(f"{self.base_url}/_emulator/reset", body, timeout=10).read()

    def dids(self, include=(), sort=(), page=None, size=None, **filters):
        """A list of DIDs; a filter `order__id` is sent as `order.id`."""
        from didww.query_params import QueryParams

        params = QueryParams().include(*include).sort(*sort).page(page, size)
        for name, value in filters.items():
            params.filter(name.replace("__", "."), value)
        return self.client.dids().list(params)

    def whole(self, **filters):
        """Every DID with all that the page lets it include, and its verification."""
        return self.dids([*INCLUDES, "address_verification"], size=1000, **filters).data

    def refused(self, call) -> tuple[int, list[str]]:
        """The status and the codes of a call's refusal."""
        from didww.exceptions import DidwwApiError

        try:
            call()
        except DidwwApiError as error:
            return error.status_code, [it.get("code") for it in error.errors]
        raise AssertionError("it was not refused")
