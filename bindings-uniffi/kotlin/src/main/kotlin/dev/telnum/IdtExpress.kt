package dev.telnum

import dev.telnum.internal.IdtExpressCore
import kotlin.time.Duration
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.last
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.transform

/**
 * A client of IDT Express. It may be shared by any number of coroutines and threads; [close] it when
 * it is no longer needed.
 *
 * ```
 * IdtExpress(apiKey = "your key", apiSecret = "your sandbox secret").use { client ->
 *     val groups = client.listDidGroups("BR")
 * }
 * ```
 *
 * Every method throws [TelnumException], one subclass a kind. Cancelling the coroutine cancels the
 * request and throws `CancellationException`; a purchase that is cancelled after its first byte was
 * sent may have been made, so keep the [Attempt] of [prepareOrder] where that matters.
 */
public class IdtExpress private constructor(
    private val core: IdtExpressCore,
    private val onResponse: ((ResponseInfo) -> Unit)?,
) : AutoCloseable {
    internal constructor(core: IdtExpressCore) : this(core, null)

    /**
     * A client with these keys; what is absent has its default.
     *
     * @param apiKey the account's key, the same in both environments; else `IDT_EXPRESS_API_KEY`
     * @param apiSecret the environment's secret; else `IDT_EXPRESS_API_SECRET`
     * @param environment sandbox, unless live is named: there, money is spent
     * @param baseUrl another host: an emulator, or your own relay
     * @param headers headers to add to each request
     * @param timeout how long a call may take in all; 30 s by default, 60 s for a purchase
     * @param maxRetries how many requests may follow a failed first one; 2 by default. A purchase that
     *   may have been sent is never sent again
     * @param requestsPerSecond how many requests go out in any second at most; what is too early waits
     * @param maxConnections how many requests are under way at once, each on a connection of its own; 64 by
     *   default. The others wait, within the time of their calls
     * @param maxBodyBytes bytes that a decoded answer may have; 32 MiB by default
     * @param validate false sends arguments unvalidated, for the day the carrier widens a rule
     * @param proxy the URL of an HTTP proxy; otherwise `HTTPS_PROXY` and `NO_PROXY` say it
     * @param caCertificates more certificate authorities to trust, as PEM text
     * @param appName your program's name, for the `User-Agent` header
     * @param logger is told of each request and each call
     * @param logLevel the least level that the logger wants; by default it is told everything
     * @throws TelnumException.Configuration where a setting is missing or breaks a rule
     */
    public constructor(
        apiKey: String? = null,
        apiSecret: String? = null,
        environment: Environment? = null,
        baseUrl: String? = null,
        headers: Map<String, String> = emptyMap(),
        timeout: Duration? = null,
        maxRetries: Int? = null,
        requestsPerSecond: Double? = null,
        maxConnections: Int? = null,
        maxBodyBytes: Int? = null,
        validate: Boolean? = null,
        proxy: String? = null,
        caCertificates: String? = null,
        appName: String? = null,
        logger: TelnumLogger? = null,
        logLevel: LogLevel? = null,
    ) : this(
        translating {
            val settings = clientSettings(
                environment, baseUrl, headers, timeout, maxRetries, requestsPerSecond, maxConnections,
                maxBodyBytes, validate, proxy, caCertificates, appName, logger, logLevel,
            )
            IdtExpressCore(apiKey, apiSecret, settings)
        },
    )

    /**
     * Lists the countries where numbers can be bought. `GET /v1/dids/coverage/countries`
     * (IDT Express, *Get Countries*)
     *
     * @param timeout how long this call may take in all
     */
    public suspend fun listCountries(timeout: Duration? = null): List<IdtCountry> = calling {
        core.listCountries(callSettings(timeout)).also { tell(it.info) }.value
    }

    /**
     * Lists the regions of a country; the US and Canada have some.
     * `GET /v1/dids/coverage/countries/{country_iso}/regions` (IDT Express, *Get Regions*)
     *
     * @param countryIso two capital letters of ISO 3166-1, such as `CA`
     * @param timeout how long this call may take in all
     * @throws TelnumException.InvalidInput where the argument breaks a rule; nothing was sent
     * @throws TelnumException.NotOffered where the carrier does not serve the country
     */
    public suspend fun listRegions(
        countryIso: String,
        timeout: Duration? = null,
    ): List<IdtRegion> = calling {
        core.listRegions(countryIso, callSettings(timeout)).also { tell(it.info) }.value
    }

    /**
     * Lists the DID groups of a country: the places where numbers can be bought, with their fees.
     * `GET /v1/dids/coverage/did_groups` (IDT Express, *Get DID Groups*)
     *
     * @param countryIso two capital letters of ISO 3166-1, such as `BR`
     * @param regionCode required for the US and Canada, unless [tollFree] is true; with it, refused
     * @param tollFree true lists toll-free groups only
     * @param timeout how long this call may take in all
     * @throws TelnumException.InvalidInput where an argument breaks a rule; nothing was sent
     * @throws TelnumException.NotOffered where the carrier does not serve the country or region
     */
    public suspend fun listDidGroups(
        countryIso: String,
        regionCode: String? = null,
        tollFree: Boolean? = null,
        timeout: Duration? = null,
    ): List<IdtDidGroup> = calling {
        core.listDidGroups(countryIso, regionCode, tollFree, callSettings(timeout))
            .also { tell(it.info) }.value
    }

    /**
     * Checks an order, funds included, and buys nothing. `POST /v1/dids/orders` with `preview`
     * (IDT Express, *Create Order*)
     *
     * @param didGroupId the id of the DID group, as listed
     * @param quantity how many numbers, 1 to 100
     * @param timeout how long this call may take in all
     * @throws TelnumException.InsufficientFunds where the balance does not cover the order
     * @throws TelnumException.OutcomeUnknown where the answer shows an order and no preview
     */
    public suspend fun previewOrder(
        didGroupId: String,
        quantity: Int,
        timeout: Duration? = null,
    ): IdtOrderPreview = calling {
        core.previewOrder(didGroupId, quantity, callSettings(timeout)).also { tell(it.info) }.value
    }

    /**
     * A validated attempt to order, to be kept and then [place]d. Nothing is sent.
     *
     * @param didGroupId the id of the DID group, as listed
     * @param quantity how many numbers, 1 to 100; fewer may be delivered
     * @throws TelnumException.InvalidInput where an argument breaks a rule
     */
    public fun prepareOrder(didGroupId: String, quantity: Int): Attempt =
        translating { core.prepareOrder(didGroupId, quantity) }

    /**
     * Sends a prepared order, once. It spends money. `POST /v1/dids/orders` (IDT Express, *Create Order*)
     *
     * @param timeout how long this call may take in all; 60 s by default
     * @throws TelnumException.OutcomeUnknown where the answer is lost: the order may have been made
     * @throws TelnumException.Conflict where this client placed the attempt before, unless it is certain
     *   that nothing was bought
     * @throws TelnumException.InsufficientFunds where the balance does not cover it; nothing was bought
     */
    public suspend fun place(attempt: Attempt, timeout: Duration? = null): IdtOrder = calling {
        core.place(attempt, callSettings(timeout)).also { tell(it.info) }.value
    }

    /**
     * Prepares an order and places it. It spends money. `POST /v1/dids/orders`
     * (IDT Express, *Create Order*)
     *
     * @param didGroupId the id of the DID group, as listed
     * @param quantity how many numbers, 1 to 100; fewer may be delivered
     * @param timeout how long this call may take in all; 60 s by default
     * @throws TelnumException.OutcomeUnknown where the answer is lost: the order may have been made.
     *   The exception carries the attempt
     * @throws TelnumException.InsufficientFunds where the balance does not cover it; nothing was bought
     */
    public suspend fun createOrder(
        didGroupId: String,
        quantity: Int,
        timeout: Duration? = null,
    ): IdtOrder = place(prepareOrder(didGroupId, quantity), timeout)

    /**
     * An order with its items and numbers. `GET /v1/dids/orders/{order_id}` (IDT Express, *Get Order*)
     *
     * @param orderId the id that creating the order returned
     * @param timeout how long this call may take in all
     * @throws TelnumException.NotFound where there is no such order, or it is not yours
     */
    public suspend fun getOrder(orderId: String, timeout: Duration? = null): IdtOrder = calling {
        core.getOrder(orderId, callSettings(timeout)).also { tell(it.info) }.value
    }

    /**
     * Waits until nothing more will change of an order: delivered, partly, not at all, or backordered;
     * its `delivery` says which. `GET /v1/dids/orders/{order_id}`, again and again
     * (IDT Express, *Get Order*)
     *
     * It looks at once, then after growing pauses. A look that fails in a way that may pass is not the
     * end of the wait.
     *
     * @param orderId the id that creating the order returned
     * @param throughBackorder true goes on through a backorder, which may last for weeks
     * @param timeout how long the whole wait may take; ten minutes by default, 366 days at most
     * @param onProgress is given the order at once, and again whenever it has changed. What it throws
     *   ends the wait
     * @return the order in the end
     * @throws TelnumException.Timeout where the time is up; it carries the order as it was seen last
     * @throws TelnumException.NotFound where there is no such order, or it is not yours
     */
    public suspend fun waitForOrder(
        orderId: String,
        throughBackorder: Boolean? = null,
        timeout: Duration? = null,
        onProgress: suspend (IdtOrder) -> Unit = {},
    ): IdtOrder = watch("waitForOrder", orderId, throughBackorder, timeout).onEach(onProgress).last()

    /**
     * As [waitForOrder], as a flow: the order as it is now, then each time it has changed. It ends when
     * nothing more will change. Nothing is asked for before it is collected.
     *
     * @param orderId the id that creating the order returned
     * @param throughBackorder true goes on through a backorder, which may last for weeks
     * @param timeout how long the whole watch may take; ten minutes by default, 366 days at most
     */
    public fun watchOrder(
        orderId: String,
        throughBackorder: Boolean? = null,
        timeout: Duration? = null,
    ): Flow<IdtOrder> = watch("watchOrder", orderId, throughBackorder, timeout)

    /**
     * One page of the account's orders, those of the portal and of other programs too, without their
     * items and numbers. `GET /v1/dids/orders` (IDT Express, *Get Orders*)
     *
     * @param page counted from 1
     * @param pageSize rows a page
     * @param filterByStatus only orders of this status: `created`, `processing` or `complete`. Any other
     *   is sent only by a client whose `validate` is false
     * @param timeout how long this call may take in all
     */
    public suspend fun listOrders(
        page: Int? = null,
        pageSize: Int? = null,
        filterByStatus: String? = null,
        timeout: Duration? = null,
    ): IdtOrderPage = calling {
        core.listOrders(page, pageSize, filterByStatus, callSettings(timeout))
            .also { tell(it.info) }.value
    }

    /**
     * All orders of the account, lazily, as [numbers] does it.
     *
     * @param page the page to begin with, counted from 1
     * @param pageSize rows a page
     * @param filterByStatus only orders of this status: `created`, `processing` or `complete`. Any other
     *   is sent only by a client whose `validate` is false
     * @param timeout how long each page may take in all
     */
    public fun orders(
        page: Int? = null,
        pageSize: Int? = null,
        filterByStatus: String? = null,
        timeout: Duration? = null,
    ): Flow<IdtOrderSummary> =
        orderPages(page, pageSize, filterByStatus, timeout).transform { found -> found.orders.forEach { emit(it) } }

    /** As [orders], page by page. */
    public fun orderPages(
        page: Int? = null,
        pageSize: Int? = null,
        filterByStatus: String? = null,
        timeout: Duration? = null,
    ): Flow<IdtOrderPage> =
        steps("orders", { core.orders(page, pageSize, filterByStatus, callSettings(timeout)) }, { pager -> pager.nextPage() })

    /**
     * Removes a number from the account. `DELETE /v1/dids/numbers/{number}`
     * (IDT Express, *Delete Number*)
     *
     * It is sent again when its answer is lost; a number that the second request no longer finds counts
     * as removed.
     *
     * @param number as it is listed; outside North America also in E.164 (`+48…`)
     * @param timeout how long this call may take in all
     * @throws TelnumException.InvalidInput where the number breaks a rule; nothing was sent
     * @throws TelnumException.NotFound where there is no such number, or it is not yours
     */
    public suspend fun deleteNumber(number: String, timeout: Duration? = null): IdtRemovedNumber =
        calling { core.deleteNumber(number, callSettings(timeout)).also { tell(it.info) }.value }

    /**
     * One page of the account's numbers, active and recently removed. `GET /v1/dids/numbers`
     * (IDT Express, *Get Numbers*)
     *
     * @param page counted from 1
     * @param pageSize rows a page
     * @param timeout how long this call may take in all
     */
    public suspend fun listNumbers(
        page: Int? = null,
        pageSize: Int? = null,
        timeout: Duration? = null,
    ): IdtNumberPage = calling {
        core.listNumbers(page, pageSize, callSettings(timeout)).also { tell(it.info) }.value
    }

    /**
     * All numbers of the account, lazily: a page is asked for when its first number is wanted. Numbers
     * that moved to another page meanwhile come once. Numbers may be deleted while they are collected: where
     * the list shrinks, its pages are read again. Each collection begins anew.
     *
     * @param page the page to begin with, counted from 1
     * @param pageSize rows a page
     * @param timeout how long each page may take in all
     */
    public fun numbers(
        page: Int? = null,
        pageSize: Int? = null,
        timeout: Duration? = null,
    ): Flow<IdtNumber> =
        numberPages(page, pageSize, timeout).transform { found -> found.numbers.forEach { emit(it) } }

    /** As [numbers], page by page. */
    public fun numberPages(
        page: Int? = null,
        pageSize: Int? = null,
        timeout: Duration? = null,
    ): Flow<IdtNumberPage> =
        steps("numbers", { core.numbers(page, pageSize, callSettings(timeout)) }, { pager -> pager.nextPage() })

    /**
     * Calls, and brings status, headers, request id, attempts and time along:
     * `val (order, info) = client.withResponse { getOrder(id) }`. Of several calls it is the last one's.
     *
     * @throws TelnumException.Configuration for a walk or a wait, which are many exchanges; nothing was sent
     */
    public suspend fun <T> withResponse(call: suspend IdtExpress.() -> T): Response<T> =
        observed { tell -> IdtExpress(core, tell).call() }

    /** Frees the native client. Calls that still run go on to their end; new ones, and walks, fail as [TelnumException.Configuration]. */
    override fun close(): Unit = core.close()

    /** Its host; no key, no header. */
    override fun toString(): String = described("IdtExpress", core::describe)

    private fun tell(info: ResponseInfo) {
        onResponse?.invoke(info)
    }

    private fun watch(name: String, orderId: String, throughBackorder: Boolean?, timeout: Duration?): Flow<IdtOrder> =
        steps(name, { core.watchOrder(orderId, throughBackorder, callSettings(timeout)) }, { watch -> watch.next() })

    private fun <B : AutoCloseable, T : Any> steps(name: String, begin: () -> B, next: suspend (B) -> T?): Flow<T> {
        refuseObserved(onResponse != null, name)
        return walk({ core.uniffiIsDestroyed }, begin, next)
    }
}
