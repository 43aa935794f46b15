package dev.telnum

import dev.telnum.emulator.LedgerEntry
import dev.telnum.emulator.RecordedRequest
import dev.telnum.internal.EmulatorCore
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/**
 * The carriers in memory: for first steps without an account, and for your own tests.
 *
 * Clients made from it take its clock and its randomness, so waiting takes no time and every run is the
 * same. No network is used.
 *
 * Their calls run on the caller's thread, loggers included, and do not suspend, so they are at home in `runTest`:
 * its virtual time stands still meanwhile. Only a call that waits for a [TokenSource], or for an answer that a script
 * holds back, suspends.
 *
 * ```
 * val client = Emulator(seed = 7).idtExpress()
 * val order = client.createOrder("16847", quantity = 3)
 * ```
 *
 * @param seed every choice of the carriers follows from it; 7 by default
 */
public class Emulator(seed: Long = 7) : AutoCloseable {
    private val core = translating { EmulatorCore(seed.toULong(), true) }

    /** Every request that reached the carriers, secrets redacted. */
    public val requests: List<RecordedRequest>
        get() = core.requests()

    /** Every purchase that the carriers made. */
    public val ledger: List<LedgerEntry>
        get() = core.ledger()

    /** Every pause that its clients made. */
    public val sleeps: List<Duration>
        get() = core.sleeps().map { it.toKotlinDuration() }

    /** The carriers' time. It stands still but for [advance] and for what calls and pauses take. */
    public val now: Instant
        get() = core.now()

    /**
     * A client of the emulated IDT Express. Host and keys are the emulator's; any may be replaced.
     * The parameters are those of [IdtExpress].
     *
     * @throws TelnumException.Configuration where a setting breaks a rule
     */
    public fun idtExpress(
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
    ): IdtExpress = translating {
        val settings = clientSettings(
            environment, baseUrl, headers, timeout, maxRetries, requestsPerSecond, maxConnections,
            maxBodyBytes, validate, proxy, caCertificates, appName, logger, logLevel,
        )
        IdtExpress(core.idtExpress(apiKey, apiSecret, settings))
    }

    /**
     * A client of the emulated DialogTech. Host and keys are the emulator's; any may be replaced.
     * The parameters are those of [DialogTech].
     *
     * @throws TelnumException.Configuration where a setting breaks a rule
     */
    public fun dialogTech(
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
    ): DialogTech = translating {
        val settings = clientSettings(
            environment, baseUrl, headers, timeout, maxRetries, requestsPerSecond, maxConnections,
            maxBodyBytes, validate, proxy, caCertificates, appName, logger, logLevel,
        )
        DialogTech(core.dialogTech(accessKey, secretAccessKey, orderMethod, settings))
    }

    /**
     * A client of the emulated DIDWW. Host and key are the emulator's; any may be replaced.
     * The parameters are those of [Didww].
     *
     * @throws TelnumException.Configuration where a setting breaks a rule
     */
    public fun didww(
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
    ): Didww = translating {
        val settings = clientSettings(
            environment, baseUrl, headers, timeout, maxRetries, requestsPerSecond, maxConnections,
            maxBodyBytes, validate, proxy, caCertificates, appName, logger, logLevel,
        )
        Didww(core.didww(apiKey, apiVersion, tokenSource?.let(::CoreTokens), settings))
    }

    /**
     * Scripts the answers to the next requests, in order: a list of steps in JSON, such as
     * `[{"fault": "reset_after"}]`. The README of `telnum-emulator` lists them.
     *
     * @throws TelnumException.Configuration where a step is none
     */
    public fun script(steps: String): Unit = translating { core.script(steps) }

    /**
     * Sets a named switch to a value in JSON, such as `set("balance", "\"0.31\"")`. The README of
     * `telnum-emulator` lists them.
     *
     * @throws TelnumException.Configuration where there is no such switch, or it takes no such value
     */
    public fun set(name: String, json: String): Unit = translating { core.set(name, json) }

    /**
     * Moves the clock forward, and with it the life of orders.
     *
     * @throws TelnumException.Configuration where the time is negative
     */
    public fun advance(time: Duration): Unit = translating { core.advance(time.inSeconds()) }

    /** Frees the emulator. Its clients go on working. */
    override fun close(): Unit = core.close()

    override fun toString(): String = "Emulator"
}
