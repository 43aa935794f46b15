"""The client of DIDWW."""

# mypy: disable-error-code="no-any-return"
from __future__ import annotations

from ._client import Client, given, keyless
from ._whole import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from ._walk import Walk
    from .common import Environment
    from .didww import DidwwDid, DidwwDidField, DidwwDidPage, DidwwInclude, DidwwSortKey

    DidwwFilter: TypeAlias = str | int | bool | Iterable[str | int] | Mapping[str, bool]


class Didww(Client):
    """A client of DIDWW. Threads may share it.

    It talks to the carrier's sandbox, unless `environment` is `"live"`. Use it as a
    context manager, or call `close()`, to let go of its connections. It tells of its requests and
    calls by the logger `telnum` of the standard library's `logging`.

    :param api_key: The environment's API key (the sandbox and the live environment each have
        accounts of their own); otherwise `DIDWW_API_KEY` is read.
    :param api_version: The version of the API, `2022-05-10` by default.
    :param token_source: Brings the bearer token of a request, instead of the API key: called before
        each request, and with asyncio it may be a coroutine function. Its time counts; only a
        coroutine function's is cut off when the call's is up. What it raises is the cause of the
        call's `Authentication`.
    :param environment: `"sandbox"`, the default, or `"live"`.
    :param base_url: Another host: an emulator, or your own relay. There no key is read from the
        environment, and keys may be missing: a relay adds them.
    :param headers: Headers to add to each request.
    :param timeout: Seconds that a call may take in all; 30 by default.
    :param max_retries: How many requests may follow a failed first one; 2 by default.
    :param requests_per_second: How many requests this client sends in any second at most; what is
        too early waits. 0.5 is one in two seconds. 20, which the carrier allows a key, by default.
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
        *,
        api_version: str | None = None,
        token_source: Callable[[], object] | None = None,
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
        from ._native import didww

        options = {
            "api_key": api_key,
            "api_version": api_version,
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
        super().__init__(didww(given(options), token_source))

    @property
    def with_response(self) -> DidwwWithResponse:
        """The same methods, each bringing a `Response`: the value with status, headers and more."""
        return DidwwWithResponse(self._native, True)

    def list_dids(
        self,
        *,
        filter: Mapping[str, DidwwFilter] | None = None,
        other_filters: Mapping[str, DidwwFilter] | None = None,
        include: Iterable[DidwwInclude] | None = None,
        sort: Iterable[DidwwSortKey] | None = None,
        fields: Mapping[str, Iterable[DidwwDidField]] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        timeout: float | None = None,
    ) -> DidwwDidPage:
        """One page of the account's DIDs, linked to what the call includes.

        (DIDWW, *Get DIDs*)

        :param filter: Which DIDs, by name, such as `country_id`, `number` or `blocked`. A value is
            text, a number or a flag, a list of such (any of them), or `{"blank": True}`: no value.
        :param other_filters: Filters that telnum does not know, by the carrier's names.
        :param include: What to bring along, such as `did_group.country`. What is not named here
            cannot be asked of a DID: it raises `InvalidInput`.
        :param sort: By what, the first counting most; `-created_at` has the greatest first.
        :param fields: Which fields to return, by JSON:API type, such as `{"dids": ["number"]}`; by
            default, all. Links to what is included are added.
        :param page: Counted from 1, which is the carrier's default.
        :param page_size: Rows a page, from 1 to 1000; the carrier's default is 50, and it may allow
            only 100.
        :param timeout: Seconds that this call may take in all.
        :raises InvalidInput: An argument breaks a rule.
        :raises TelnumError: Every other failure, by its kind.
        """
        arguments = {
            "filter": filter,
            "other_filters": other_filters,
            "include": include,
            "sort": sort,
            "fields": fields,
            "page": page,
            "page_size": page_size,
        }
        return self._call("list_dids", arguments, timeout)

    def dids(
        self,
        *,
        filter: Mapping[str, DidwwFilter] | None = None,
        other_filters: Mapping[str, DidwwFilter] | None = None,
        include: Iterable[DidwwInclude] | None = None,
        sort: Iterable[DidwwSortKey] | None = None,
        fields: Mapping[str, Iterable[DidwwDidField]] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        pages_ahead: int | None = None,
        timeout: float | None = None,
    ) -> Walk[DidwwDid, DidwwDidPage]:
        """All DIDs that pass the filters, one after another; its `pages()` brings page by page.

        Nothing is asked for before it is wanted, but for `pages_ahead`. A DID goes on leading to
        what its page included. (DIDWW, *Get DIDs*)

        :param filter: Which DIDs, by name, such as `country_id`, `number` or `blocked`. A value is
            text, a number or a flag, a list of such (any of them), or `{"blank": True}`: no value.
        :param other_filters: Filters that telnum does not know, by the carrier's names.
        :param include: What to bring along, such as `did_group.country`. What is not named here
            cannot be asked of a DID: it raises `InvalidInput`.
        :param sort: By what, the first counting most; `-created_at` has the greatest first.
        :param fields: Which fields to return, by JSON:API type, such as `{"dids": ["number"]}`; by
            default, all. Links to what is included are added.
        :param page: The page to begin with, counted from 1.
        :param page_size: Rows a page, from 1 to 1000; the carrier's default is 50, and it may allow
            only 100.
        :param pages_ahead: How many pages to ask for before they are wanted, 0 to 20; by default
            none.
        :param timeout: Seconds that each page may take.
        :raises InvalidInput: An argument breaks a rule.
        """
        from ._walk import Walk

        asked = {
            "filter": filter,
            "other_filters": other_filters,
            "include": include,
            "sort": sort,
            "fields": fields,
            "page": page,
            "page_size": page_size,
            "pages_ahead": pages_ahead,
        }
        return Walk(self._walk("dids", asked, timeout), "dids")


class DidwwWithResponse(Client):
    """The methods of `Didww` that send a request, each bringing a `Response`."""

    __slots__ = ()

    list_dids = whole(Didww.list_dids)
