package dev.telnum

import dev.telnum.internal.DialogTechCore
import dev.telnum.internal.DialogTechWanted
import kotlin.time.Duration

/**
 * A client of DialogTech. It may be shared by any number of coroutines and threads; [close] it when it
 * is no longer needed.
 *
 * DialogTech has no sandbox: every order at its own host spends money.
 *
 * ```
 * DialogTech(accessKey = "your key", secretAccessKey = "your secret", environment = Environment.LIVE).use { client ->
 *     val order = client.orderNumbers(DialogTechNumberType.Local, quantity = 2, search = "312")
 * }
 * ```
 *
 * Every method throws [TelnumException], one subclass a kind. Cancelling the coroutine cancels the
 * request and throws `CancellationException`; a purchase that is cancelled after its first byte was
 * sent may have been made, so keep the [Attempt] of [prepareOrder] where that matters.
 */
public class DialogTech private constructor(
    private val core: DialogTechCore,
    private val onResponse: ((ResponseInfo) -> Unit)?,
) : AutoCloseable {
    internal constructor(core: DialogTechCore) : this(core, null)

    /**
     * A client with these keys; what is absent has its default.
     *
     * @param accessKey the access key, from the account's Key Manager; else `DIALOGTECH_ACCESS_KEY`
     * @param secretAccessKey the secret access key; else `DIALOGTECH_SECRET_ACCESS_KEY`
     * @param orderMethod GET, as the carrier documents it, unless POST is named: that keeps the keys out
     *   of the URL, and the carrier's page does not mention it
     * @param environment live, where money is spent; without it, [baseUrl] is needed
     * @param baseUrl another host: an emulator, or your own relay
     * @param headers headers to add to each request
     * @param timeout how long a call may take in all; 60 s by default
     * @param maxRetries how many requests may follow a first one that never left; 2 by default
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
        accessKey: String? = null,
        secretAccessKey: String? = null,
        orderMethod: DialogTechOrderMethod? = null,
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
            DialogTechCore(accessKey, secretAccessKey, orderMethod, settings)
        },
    )

    /**
     * A validated attempt to order, to be kept and then [place]d. Nothing is sent. The parameters are
     * those of [orderNumbers].
     *
     * @throws TelnumException.InvalidInput where arguments break rules; it names each of them
     */
    public fun prepareOrder(
        type: DialogTechNumberType,
        quantity: Int,
        search: String? = null,
        allowPartial: Boolean? = null,
        cleansedOnly: Boolean? = null,
        distance: Int? = null,
        smsSupported: Boolean? = null,
        orderSlot: Boolean? = null,
        allowOverlay: Boolean? = null,
    ): Attempt = translating {
        core.prepareOrder(
            DialogTechWanted(
                type, search, quantity, allowPartial, cleansedOnly, distance, smsSupported, orderSlot,
                allowOverlay,
            ),
        )
    }

    /**
     * Sends a prepared order, once. It spends money. `GET /ibp_api.php?action=numbers.order`
     * (DialogTech, *Number Order*)
     *
     * @param timeout how long this call may take in all; 60 s by default
     * @throws TelnumException.OutcomeUnknown where the answer says neither `failed` nor which numbers
     *   were bought: they may have been. The carrier's API cannot tell afterwards, its portal can
     * @throws TelnumException.Conflict where this client placed the attempt before, unless it is certain
     *   that nothing was bought
     * @throws TelnumException.Rejected where the carrier refuses; nothing was bought
     */
    public suspend fun place(attempt: Attempt, timeout: Duration? = null): DialogTechOrder = calling {
        core.place(attempt, callSettings(timeout)).also { onResponse?.invoke(it.info) }.value
    }

    /**
     * Prepares an order and places it. It spends money. `GET /ibp_api.php?action=numbers.order`
     * (DialogTech, *Number Order*)
     *
     * @param type the kind of number
     * @param quantity how many numbers, 1 to 25
     * @param search where to look: an area code (3 digits), or area code and exchange (6 digits).
     *   Required for the two local kinds, refused for the others
     * @param allowPartial true buys fewer numbers where not as many are to be had; without it, the
     *   order is all or nothing
     * @param cleansedOnly true buys only numbers that DialogTech has cleansed itself
     * @param distance how many miles the numbers may lie from the place searched for
     * @param smsSupported true buys only numbers that can be enabled for SMS
     * @param orderSlot true buys a slot for each number too, even where the account has free ones
     * @param allowOverlay true takes a number of an overlay area code where the search finds none
     * @param timeout how long this call may take in all; 60 s by default
     * @throws TelnumException.OutcomeUnknown as [place]; the exception carries the attempt
     * @throws TelnumException.InvalidInput where arguments break rules; nothing was sent
     * @throws TelnumException.Rejected where the carrier refuses; nothing was bought
     */
    public suspend fun orderNumbers(
        type: DialogTechNumberType,
        quantity: Int,
        search: String? = null,
        allowPartial: Boolean? = null,
        cleansedOnly: Boolean? = null,
        distance: Int? = null,
        smsSupported: Boolean? = null,
        orderSlot: Boolean? = null,
        allowOverlay: Boolean? = null,
        timeout: Duration? = null,
    ): DialogTechOrder = place(
        prepareOrder(
            type, quantity, search, allowPartial, cleansedOnly, distance, smsSupported, orderSlot, allowOverlay,
        ),
        timeout,
    )

    /**
     * Calls, and brings status, headers, request id, attempts and time along:
     * `val (order, info) = client.withResponse { place(attempt) }`. Of several calls it is the last one's.
     */
    public suspend fun <T> withResponse(call: suspend DialogTech.() -> T): Response<T> =
        observed { tell -> DialogTech(core, tell).call() }

    /** Frees the native client. Calls that still run go on to their end; new ones, and walks, fail as [TelnumException.Configuration]. */
    override fun close(): Unit = core.close()

    /** Its host; no key, no header. */
    override fun toString(): String = described("DialogTech", core::describe)
}
