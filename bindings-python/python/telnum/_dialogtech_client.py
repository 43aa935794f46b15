"""The client of DialogTech."""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from ._client import Client, given, keyless
from ._whole import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .common import Attempt, Environment
    from .dialogtech import DialogTechNumberType, DialogTechOrder, DialogTechOrderMethod


class DialogTech(Client):
    """A client of DialogTech. Threads may share it.

    DialogTech has no sandbox: a client needs `environment="live"`, where every order spends money,
    or a `base_url` of another host: an emulator's, or your own relay's. Use it as a
    context manager, or call `close()`, to let go of its connections. It tells of its requests and
    calls by the logger `telnum` of the standard library's `logging`.

    :param access_key: The access key, from the Key Manager of the account; otherwise
        `DIALOGTECH_ACCESS_KEY` is read.
    :param secret_access_key: The secret access key; otherwise
        `DIALOGTECH_SECRET_ACCESS_KEY` is read.
    :param order_method: How orders are sent: `"get"`, the default, as the carrier documents it,
        with the keys in the URL; or `"post"`, as a form, which its page does not mention.
    :param environment: `"live"`, where money is spent.
    :param base_url: Another host: an emulator, or your own relay. There no key is read from the
        environment, and keys may be missing: a relay adds them.
    :param headers: Headers to add to each request.
    :param timeout: Seconds that a call may take in all; 60 by default.
    :param max_retries: How many requests may follow a failed first one; 2 by default. An order is
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
        access_key: str | None = None,
        secret_access_key: str | None = None,
        *,
        order_method: DialogTechOrderMethod | None = None,
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
        from ._native import dialog_tech

        options = {
            "access_key": access_key,
            "secret_access_key": secret_access_key,
            "order_method": order_method,
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
        super().__init__(dialog_tech(given(options)))

    @property
    def with_response(self) -> DialogTechWithResponse:
        """The same methods, each bringing a `Response`: the value with status, headers and more."""
        return DialogTechWithResponse(self._native, True)

    def prepare_order(
        self,
        type: DialogTechNumberType,
        quantity: int,
        *,
        search: str | None = None,
        allow_partial: bool | None = None,
        cleansed_only: bool | None = None,
        distance: int | None = None,
        sms_supported: bool | None = None,
        order_slot: bool | None = None,
        allow_overlay: bool | None = None,
    ) -> Attempt:
        """A validated attempt to order, to be kept and then placed. Nothing is sent.

        The arguments are those of `order_numbers`.

        :raises InvalidInput: Arguments break rules; every such argument is named.
        """
        return self._native.prepare(
            "order_numbers",
            {
                "type": type,
                "quantity": quantity,
                "search": search,
                "allow_partial": allow_partial,
                "cleansed_only": cleansed_only,
                "distance": distance,
                "sms_supported": sms_supported,
                "order_slot": order_slot,
                "allow_overlay": allow_overlay,
            }
        )

    def place(self, attempt: Attempt, *, timeout: float | None = None) -> DialogTechOrder:
        """Sends a prepared order, once. It spends money.

        (DialogTech, *Number Order*)

        :param attempt: What `prepare_order` brought, here or in any other language.
        :param timeout: Seconds that this call may take in all.
        :raises OutcomeUnknown: The answer was lost, or says neither that it failed nor which
            numbers were bought. The carrier's API cannot tell afterwards, its portal can.
        :raises Conflict: This client has placed the attempt before.
        :raises Rejected: The carrier refused, with its own text. Nothing was bought.
        :raises InvalidInput: This is no attempt at this carrier. Nothing was sent.
        :raises TelnumError: Every other failure, by its kind. Nothing was bought.
        """
        return self._call("place", {"attempt": attempt}, timeout)

    def order_numbers(
        self,
        type: DialogTechNumberType,
        quantity: int,
        *,
        search: str | None = None,
        allow_partial: bool | None = None,
        cleansed_only: bool | None = None,
        distance: int | None = None,
        sms_supported: bool | None = None,
        order_slot: bool | None = None,
        allow_overlay: bool | None = None,
        timeout: float | None = None,
    ) -> DialogTechOrder:
        """Buys numbers: prepares an order and places it. It spends money.

        (DialogTech, *Number Order*)

        :param type: The kind of number: `local`, `tollfree`, `true800` or `canadian_local`.
        :param quantity: How many numbers, 1 to 25.
        :param search: Where to look: an area code (3 digits), or area code and exchange (6 digits).
            Required for the two local kinds, refused for the others.
        :param allow_partial: Whether fewer numbers may be bought where not as many are to be had.
            Without it, the order is all or nothing.
        :param cleansed_only: True buys only numbers that DialogTech has cleansed itself.
        :param distance: How many miles the numbers may lie from the place searched for.
        :param sms_supported: True buys only numbers that can be enabled for SMS.
        :param order_slot: True buys a slot for each number too, even where the account has free
            ones.
        :param allow_overlay: True takes a number of an overlay area code where the search finds
            none.
        :param timeout: Seconds that this call may take in all.
        :raises OutcomeUnknown: The answer was lost, or says neither that it failed nor which
            numbers were bought. The exception carries the attempt.
        :raises Rejected: The carrier refused, with its own text. Nothing was bought.
        :raises InvalidInput: Arguments break rules; nothing was sent.
        :raises TelnumError: Every other failure, by its kind. Nothing was bought.
        """
        arguments = {
            "type": type,
            "quantity": quantity,
            "search": search,
            "allow_partial": allow_partial,
            "cleansed_only": cleansed_only,
            "distance": distance,
            "sms_supported": sms_supported,
            "order_slot": order_slot,
            "allow_overlay": allow_overlay,
        }
        return self._call("order_numbers", arguments, timeout)


class DialogTechWithResponse(Client):
    """The methods of `DialogTech` that send a request, each bringing a `Response`."""

    __slots__ = ()

    place = whole(DialogTech.place)
    order_numbers = whole(DialogTech.order_numbers)
