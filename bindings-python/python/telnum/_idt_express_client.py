"""The client of IDT Express."""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from ._client import Client, given, keyless
from ._whole import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ._walk import Walk
    from .common import Attempt, Environment
    from .idt_express import (
        IdtCountry,
        IdtDidGroup,
        IdtNumber,
        IdtNumberPage,
        IdtOrder,
        IdtOrderPage,
        IdtOrderPreview,
        IdtOrderSummary,
        IdtRegion,
        IdtRemovedNumber,
    )


class IdtExpress(Client):
    """A client of IDT Express. Threads may share it.

    It talks to the sandbox, where no money is spent, unless `environment` is `"live"`. Use it as a
    context manager, or call `close()`, to let go of its connections. It tells of its requests and
    calls by the logger `telnum` of the standard library's `logging`.

    :param api_key: The account's API key; otherwise `IDT_EXPRESS_API_KEY` is read.
    :param api_secret: The environment's API secret (the sandbox and the live environment each have
        their own); otherwise `IDT_EXPRESS_API_SECRET` is read.
    :param environment: `"sandbox"`, the default, or `"live"`, where money is spent.
    :param base_url: Another host: an emulator, or your own relay. There no key is read from the
        environment, and keys may be missing: a relay adds them.
    :param headers: Headers to add to each request.
    :param timeout: Seconds that a call may take in all; 30 by default, 60 for a purchase.
    :param max_retries: How many requests may follow a failed first one; 2 by default. A purchase is
        sent again only where it is certain that the carrier did not act.
    :param requests_per_second: How many requests this client sends in any second at most; what is
        too early waits. 0.5 is one in two seconds. No limit by default.
    :param validate: False sends arguments unvalidated, for the day the carrier widens a rule.
    :param proxy: The URL of an HTTP proxy; otherwise the environment's (`HTTPS_PROXY`) is used.
    :param ca_certificates: More certificate authorities to trust, as PEM text.
    :param app_name: Your program's name, for the `User-Agent` header.
    :param max_connections: How many requests this client has under way at once, each on its own
        connection; 64 by default. The others wait, within the time of their calls.
    :param max_body_bytes: Bytes that a decoded answer may have; 32 MiB by default.
    :raises ConfigurationError: An option is missing or cannot be used.
    """

    __slots__ = ()

    @keyless
    def __init__(
        self,
        api_key: str | None = None,
        api_secret: str | None = None,
        *,
        environment: Environment | None = None,
        base_url: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        requests_per_second: float | None = None,
        validate: bool | None = None,
        proxy: str | None = None,
        ca_certificates: str | None = None,
        app_name: str | None = None,
        max_connections: int | None = None,
        max_body_bytes: int | None = None,
    ) -> None:
        from ._native import idt_express

        options = {
            "api_key": api_key,
            "api_secret": api_secret,
            "environment": environment,
            "base_url": base_url,
            "headers": headers,
            "timeout": timeout,
            "max_retries": max_retries,
            "requests_per_second": requests_per_second,
            "validate": validate,
            "proxy": proxy,
            "ca_certificates": ca_certificates,
            "app_name": app_name,
            "max_connections": max_connections,
            "max_body_bytes": max_body_bytes,
        }
        super().__init__(idt_express(given(options)))

    @property
    def with_response(self) -> IdtExpressWithResponse:
        """The same methods, each bringing a `Response`: the value with status, headers and more."""
        return IdtExpressWithResponse(self._native, True)

    def list_countries(self, *, timeout: float | None = None) -> list[IdtCountry]:
        """The countries where numbers can be bought.

        (IDT Express, *Get Countries*)

        :param timeout: Seconds that this call may take in all.
        :raises TelnumError: Every failure, by its kind.
        """
        return self._call("list_countries", {}, timeout)

    def list_regions(
        self,
        country_iso: str,
        *,
        timeout: float | None = None,
    ) -> list[IdtRegion]:
        """The regions of a country; the carrier names the US and Canada as those that have some.

        (IDT Express, *Get Regions*)

        :param country_iso: Two capital letters of ISO 3166-1, such as `CA`.
        :param timeout: Seconds that this call may take in all.
        :raises InvalidInput: An argument breaks a rule; nothing was sent.
        :raises NotOffered: The carrier does not offer this country.
        :raises TelnumError: Every other failure, by its kind.
        """
        return self._call("list_regions", {"country_iso": country_iso}, timeout)

    def list_did_groups(
        self,
        country_iso: str,
        *,
        region_code: str | None = None,
        toll_free: bool | None = None,
        timeout: float | None = None,
    ) -> list[IdtDidGroup]:
        """The DID groups of a country: the places where numbers can be bought, with their fees.

        (IDT Express, *Get DID Groups*)

        :param country_iso: Two capital letters of ISO 3166-1, such as `BR`.
        :param region_code: Only groups of this region, by the carrier's code, such as `US-NJ`.
            Required for the US and Canada, unless `toll_free` is true; refused with it.
        :param toll_free: True lists toll-free groups only.
        :param timeout: Seconds that this call may take in all.
        :raises InvalidInput: An argument breaks a rule; nothing was sent.
        :raises NotOffered: The carrier does not offer this country or region.
        :raises TelnumError: Every other failure, by its kind.
        """
        arguments = {"country_iso": country_iso, "region_code": region_code, "toll_free": toll_free}
        return self._call("list_did_groups", arguments, timeout)

    def preview_order(
        self, did_group_id: str | int, quantity: int, *, timeout: float | None = None
    ) -> IdtOrderPreview:
        """Checks an order, funds included, and buys nothing.

        (IDT Express, *Create Order*, with `preview`)

        :param did_group_id: The id of the DID group, as listed.
        :param quantity: How many numbers, 1 to 100.
        :param timeout: Seconds that this call may take in all.
        :raises InvalidInput: An argument breaks a rule; nothing was sent.
        :raises InsufficientFunds: The balance does not cover the order.
        :raises OutcomeUnknown: The answer was lost, or shows an order instead of a preview.
        :raises TelnumError: Every other failure, by its kind.
        """
        arguments = {"did_group_id": did_group_id, "quantity": quantity}
        return self._call("preview_order", arguments, timeout)

    def prepare_order(self, did_group_id: str | int, quantity: int) -> Attempt:
        """A validated attempt to order, to be kept and then placed. Nothing is sent.

        :param did_group_id: The id of the DID group, as listed.
        :param quantity: How many numbers, 1 to 100. Fewer may be delivered.
        :raises InvalidInput: An argument breaks a rule.
        """
        return self._native.prepare("create_order", {"did_group_id": did_group_id, "quantity": quantity})

    def place(self, attempt: Attempt, *, timeout: float | None = None) -> IdtOrder:
        """Sends a prepared order, once. It spends money.

        (IDT Express, *Create Order*)

        :param attempt: What `prepare_order` brought, here or in any other language.
        :param timeout: Seconds that this call may take in all.
        :raises OutcomeUnknown: The answer was lost: the order may have been made. Look at the
            account's orders before you buy again.
        :raises InsufficientFunds: The balance does not cover the order. Nothing was bought.
        :raises InvalidInput: This is no attempt at this carrier. Nothing was sent.
        :raises TelnumError: Every other failure, by its kind. Nothing was bought.
        """
        return self._call("place", {"attempt": attempt}, timeout)

    def create_order(
        self, did_group_id: str | int, quantity: int, *, timeout: float | None = None
    ) -> IdtOrder:
        """Orders numbers of a DID group: prepares an order and places it. It spends money.

        (IDT Express, *Create Order*)

        :param did_group_id: The id of the DID group, as listed.
        :param quantity: How many numbers, 1 to 100. Fewer may be delivered.
        :param timeout: Seconds that this call may take in all.
        :raises OutcomeUnknown: The answer was lost: the order may have been made. The exception
            carries the attempt. Look at the account's orders before you buy again.
        :raises InsufficientFunds: The balance does not cover the order. Nothing was bought.
        :raises InvalidInput: An argument breaks a rule; nothing was sent.
        :raises TelnumError: Every other failure, by its kind. Nothing was bought.
        """
        arguments = {"did_group_id": did_group_id, "quantity": quantity}
        return self._call("create_order", arguments, timeout)

    def get_order(self, order_id: str | int, *, timeout: float | None = None) -> IdtOrder:
        """An order with its items and the numbers delivered so far.

        (IDT Express, *Get Order*)

        :param order_id: The id that creating the order brought.
        :param timeout: Seconds that this call may take in all.
        :raises NotFound: There is no such order on this account.
        :raises TelnumError: Every other failure, by its kind.
        """
        return self._call("get_order", {"order_id": order_id}, timeout)

    def wait_for_order(
        self,
        order_id: str | int,
        *,
        through_backorder: bool | None = None,
        timeout: float | None = None,
        on_progress: Callable[[IdtOrder], object] | None = None,
    ) -> IdtOrder:
        """Waits until nothing more will change of an order; its `delivery` says what came of it.

        It looks at once, then after growing pauses; a failure that may pass is looked past.
        (IDT Express, *Get Order*)

        :param order_id: The id that creating the order brought.
        :param through_backorder: True goes on through a backorder, which ends the wait otherwise:
            it may last for weeks.
        :param timeout: Seconds that the whole wait may take; 600 by default, 366 days at most.
        :param on_progress: Called with the order as it is now, then each time it has changed. What
            it raises ends the wait and comes out here. Its time counts, and is not cut off. With
            asyncio it may be a coroutine function.
        :raises Timeout: The time was up; the exception carries the order as it was seen last.
        :raises NotFound: There is no such order on this account.
        :raises TelnumError: Every other failure, by its kind.
        """
        steps = self.watch_order(order_id, through_backorder=through_backorder, timeout=timeout)
        return self._wait(steps, on_progress)

    def watch_order(
        self,
        order_id: str | int,
        *,
        through_backorder: bool | None = None,
        timeout: float | None = None,
    ) -> Iterator[IdtOrder]:
        """The order as it is now, then each time it has changed, until nothing more will change.

        Nothing is asked for before it is wanted. (IDT Express, *Get Order*)

        :param order_id: The id that creating the order brought.
        :param through_backorder: True goes on through a backorder, which ends the watch otherwise.
        :param timeout: Seconds that the whole watch may take; 600 by default, 366 days at most.
            When they are up, a `Timeout` is raised that carries the order as it was seen last.
        :raises InvalidInput: An argument breaks a rule.
        """
        from ._walk import steps

        watched = {"order_id": order_id, "through_backorder": through_backorder}
        return steps(self._walk("watch_order", watched, timeout))

    def list_orders(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        filter_by_status: str | None = None,
        timeout: float | None = None,
    ) -> IdtOrderPage:
        """One page of the account's orders, without items and numbers: ask `get_order` for these.

        Those of the portal and of other programs are among them. (IDT Express, *Get Orders*)

        :param page: Counted from 1, which is the carrier's default.
        :param page_size: Rows a page; the carrier's default is 100.
        :param filter_by_status: Only orders of this status: `created`, `processing` or `complete`.
            Any other is sent only by a client with `validate=False`.
        :param timeout: Seconds that this call may take in all.
        :raises InvalidInput: An argument breaks a rule; nothing was sent.
        :raises TelnumError: Every other failure, by its kind.
        """
        arguments = {"page": page, "page_size": page_size, "filter_by_status": filter_by_status}
        return self._call("list_orders", arguments, timeout)

    def orders(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        filter_by_status: str | None = None,
        timeout: float | None = None,
    ) -> Walk[IdtOrderSummary, IdtOrderPage]:
        """All orders of the account, one after another; its `pages()` brings them page by page.

        Nothing is asked for before it is wanted. (IDT Express, *Get Orders*)

        :param page: The page to begin with, counted from 1.
        :param page_size: Rows a page; the carrier's default is 100.
        :param filter_by_status: Only orders of this status: `created`, `processing` or `complete`.
            Any other is sent only by a client with `validate=False`.
        :param timeout: Seconds that each page may take.
        :raises InvalidInput: An argument breaks a rule.
        """
        from ._walk import Walk

        asked = {"page": page, "page_size": page_size, "filter_by_status": filter_by_status}
        return Walk(self._walk("orders", asked, timeout), "orders")

    def delete_number(self, number: str, *, timeout: float | None = None) -> IdtRemovedNumber:
        """Removes a number from the account.

        It is repeated when its answer is lost; a number that this call's own repeat no longer finds
        counts as removed. (IDT Express, *Delete Number*)

        :param number: As the list of numbers shows it; one outside North America may also be given
            in E.164 (`+48…`).
        :param timeout: Seconds that this call may take in all.
        :raises InvalidInput: An argument breaks a rule; nothing was sent.
        :raises NotFound: The account has no such number, or no longer.
        :raises TelnumError: Every other failure, by its kind.
        """
        return self._call("delete_number", {"number": number}, timeout)

    def list_numbers(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
    ) -> IdtNumberPage:
        """One page of the account's numbers, active and recently removed.

        (IDT Express, *Get Numbers*)

        :param page: Counted from 1, which is the carrier's default.
        :param page_size: Rows a page; the carrier's default is 100.
        :param timeout: Seconds that this call may take in all.
        :raises InvalidInput: An argument breaks a rule; nothing was sent.
        :raises TelnumError: Every other failure, by its kind.
        """
        return self._call("list_numbers", {"page": page, "page_size": page_size}, timeout)

    def numbers(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
    ) -> Walk[IdtNumber, IdtNumberPage]:
        """All numbers of the account, one after another; its `pages()` brings them page by page.

        Nothing is asked for before it is wanted. Numbers may be deleted on the way: where the list
        shrinks, its pages are read again, so that none is skipped. (IDT Express, *Get Numbers*)

        :param page: The page to begin with, counted from 1.
        :param page_size: Rows a page; the carrier's default is 100.
        :param timeout: Seconds that each page may take.
        :raises InvalidInput: An argument breaks a rule.
        """
        from ._walk import Walk

        asked = {"page": page, "page_size": page_size}
        return Walk(self._walk("numbers", asked, timeout), "numbers")


class IdtExpressWithResponse(Client):
    """The methods of `IdtExpress` that send a request, each bringing a `Response`."""

    __slots__ = ()

    list_countries = whole(IdtExpress.list_countries)
    list_regions = whole(IdtExpress.list_regions)
    list_did_groups = whole(IdtExpress.list_did_groups)
    preview_order = whole(IdtExpress.preview_order)
    place = whole(IdtExpress.place)
    create_order = whole(IdtExpress.create_order)
    get_order = whole(IdtExpress.get_order)
    list_orders = whole(IdtExpress.list_orders)
    delete_number = whole(IdtExpress.delete_number)
    list_numbers = whole(IdtExpress.list_numbers)
