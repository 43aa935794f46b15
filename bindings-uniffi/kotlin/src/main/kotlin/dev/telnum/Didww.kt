package dev.telnum

import dev.telnum.internal.DidwwCore
import kotlin.time.Duration
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.transform

/**
 * A client of DIDWW. It may be shared by any number of coroutines and threads; [close] it when it is no
 * longer needed.
 *
 * ```
 * Didww(apiKey = "your sandbox key").use { client ->
 *     client.dids(include = listOf(DidwwInclude.DidGroupCountry)).collect { did ->
 *         println("${did.e164} ${did.didGroup?.country?.name}")
 *     }
 * }
 * ```
 *
 * Every method throws [TelnumException], one subclass a kind. Cancelling the coroutine cancels the
 * request and throws `CancellationException`.
 */
public class Didww private constructor(
    private val core: DidwwCore,
    private val onResponse: ((ResponseInfo) -> Unit)?,
) : AutoCloseable {
    internal constructor(core: DidwwCore) : this(core, null)

    /**
     * A client with this key or source of tokens; what is absent has its default.
     *
     * @param apiKey the environment's API key; else `DIDWW_API_KEY`
     * @param apiVersion the version of the API that is asked for; `2022-05-10` by default
     * @param tokenSource a source of bearer tokens instead of the key, for versions from 2026-11-19 on
     * @param environment sandbox, unless live is named
     * @param baseUrl another host: an emulator, or your own relay
     * @param headers headers to add to each request
     * @param timeout how long a call may take in all; 30 s by default
     * @param maxRetries how many requests may follow a failed first one; 2 by default
     * @param requestsPerSecond how many requests go out in any second at most; what is too early waits.
     *   The carrier allows a key 20, which is the default
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
        apiVersion: String? = null,
        tokenSource: TokenSource? = null,
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
            DidwwCore(apiKey, apiVersion, tokenSource?.let(::CoreTokens), settings)
        },
    )

    /**
     * One page of the account's DIDs, with what was included. `GET /v3/dids` (DIDWW, *Get DIDs*)
     *
     * @param filter which DIDs; all by default
     * @param include what to bring along: what is not named here cannot be asked of a DID
     * @param sort in which order, the first key counting most
     * @param fields which fields to return, by JSON:API type; all by default. The names of included
     *   relationships are added
     * @param page counted from 1
     * @param pageSize rows a page, from 1 to 1000; the carrier may allow only 100
     * @param timeout how long this call may take in all
     * @throws TelnumException.InvalidInput where an argument breaks a rule
     */
    public suspend fun listDids(
        filter: DidwwDidFilter = DidwwDidFilter(),
        include: List<DidwwInclude> = emptyList(),
        sort: List<DidwwSort> = emptyList(),
        fields: Map<String, List<String>> = emptyMap(),
        page: Int? = null,
        pageSize: Int? = null,
        timeout: Duration? = null,
    ): DidwwDidPage = calling {
        core.listDids(request(filter, include, sort, fields, page, pageSize), callSettings(timeout))
            .also { onResponse?.invoke(it.info) }.value.linked()
    }

    /**
     * All DIDs that pass the filters, lazily: a page is asked for when its first DID is wanted. DIDs
     * that moved to another page meanwhile come once, and where the list shrinks its pages are read again. Each collection begins anew. The parameters are
     * those of [listDids], and:
     *
     * @param page the page to begin with, counted from 1
     * @param pagesAhead how many pages to ask for before they are wanted: 0, the default, to 20
     * @param timeout how long each page may take in all
     */
    public fun dids(
        filter: DidwwDidFilter = DidwwDidFilter(),
        include: List<DidwwInclude> = emptyList(),
        sort: List<DidwwSort> = emptyList(),
        fields: Map<String, List<String>> = emptyMap(),
        page: Int? = null,
        pageSize: Int? = null,
        pagesAhead: Int? = null,
        timeout: Duration? = null,
    ): Flow<DidwwDid> = didPages(filter, include, sort, fields, page, pageSize, pagesAhead, timeout)
        .transform { found -> found.dids.forEach { emit(it) } }

    /** As [dids], page by page. */
    public fun didPages(
        filter: DidwwDidFilter = DidwwDidFilter(),
        include: List<DidwwInclude> = emptyList(),
        sort: List<DidwwSort> = emptyList(),
        fields: Map<String, List<String>> = emptyMap(),
        page: Int? = null,
        pageSize: Int? = null,
        pagesAhead: Int? = null,
        timeout: Duration? = null,
    ): Flow<DidwwDidPage> = steps(
        "dids",
        { core.dids(request(filter, include, sort, fields, page, pageSize), pagesAhead, callSettings(timeout)) },
        { pager -> pager.nextPage()?.linked() },
    )

    /**
     * Calls, and brings status, headers, request id, attempts and time along:
     * `val (page, info) = client.withResponse { listDids() }`. Of several calls it is the last one's.
     *
     * @throws TelnumException.Configuration for a walk, which is many exchanges; nothing was sent
     */
    public suspend fun <T> withResponse(call: suspend Didww.() -> T): Response<T> =
        observed { tell -> Didww(core, tell).call() }

    /** Frees the native client. Calls that still run go on to their end; new ones, and walks, fail as [TelnumException.Configuration]. */
    override fun close(): Unit = core.close()

    /** Its host; no key, no header. */
    override fun toString(): String = described("Didww", core::describe)

    private fun <B : AutoCloseable, T : Any> steps(name: String, begin: () -> B, next: suspend (B) -> T?): Flow<T> {
        refuseObserved(onResponse != null, name)
        return walk({ core.uniffiIsDestroyed }, begin, next)
    }

    private fun request(
        filter: DidwwDidFilter,
        include: List<DidwwInclude>,
        sort: List<DidwwSort>,
        fields: Map<String, List<String>>,
        page: Int?,
        pageSize: Int?,
    ): ListDids {
        // A map has no order of its own, and equal calls shall send equal requests.
        val fieldsets = fields.toSortedMap().map { (type, names) -> DidwwFieldset(type, names) }
        return ListDids(filter, include, sort, fieldsets, page, pageSize)
    }
}
