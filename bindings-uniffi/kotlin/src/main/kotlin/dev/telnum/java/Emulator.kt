package dev.telnum.java

import dev.telnum.emulator.LedgerEntry
import dev.telnum.emulator.RecordedRequest
import java.time.Duration
import java.time.Instant
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/**
 * The carriers in memory: for first steps without an account, and for your own tests.
 *
 * Clients made from it take its clock and its randomness, so waiting takes no time and every run is the
 * same. No network is used. With a journal that is kept, give each run a seed of its own: emulators of one seed make
 * the same attempt ids.
 *
 * ```
 * try (var emulator = new Emulator(); var client = emulator.idtExpress().build()) {
 *     IdtOrder order = client.createOrder("16847", 3);
 * }
 * ```
 *
 * @param seed every choice of the carriers follows from it; 7 by default
 */
public class Emulator @JvmOverloads constructor(seed: Long = 7) : AutoCloseable {
    private val its = dev.telnum.Emulator(seed)

    /** Every request that reached the carriers, secrets redacted. */
    public val requests: List<RecordedRequest> get() = its.requests

    /** Every purchase that the carriers made. */
    public val ledger: List<LedgerEntry> get() = its.ledger

    /** Every pause that its clients made. */
    public val sleeps: List<Duration> get() = its.sleeps.map { it.toJavaDuration() }

    /** The carriers' time. It stands still but for [advance] and for what calls and pauses take. */
    public val now: Instant get() = its.now

    /** Makes a client of the emulated IDT Express; what is not set is set by the emulator. */
    public fun idtExpress(): IdtExpressClient.Builder = IdtExpressClient.Builder(its)

    /** Makes a client of the emulated DialogTech; what is not set is set by the emulator. */
    public fun dialogTech(): DialogTechClient.Builder = DialogTechClient.Builder(its)

    /** Makes a client of the emulated DIDWW; what is not set is set by the emulator. */
    public fun didww(): DidwwClient.Builder = DidwwClient.Builder(its)

    /**
     * Scripts the answers to the next requests, in order: a list of steps in JSON, such as
     * `[{"fault": "reset_after"}]`. The README of `telnum-emulator` lists them.
     *
     * @throws dev.telnum.TelnumException.Configuration where a step is none
     */
    public fun script(steps: String): Unit = its.script(steps)

    /**
     * Sets a named switch to a value in JSON, such as `set("balance", "\"0.31\"")`. The README of
     * `telnum-emulator` lists them.
     *
     * @throws dev.telnum.TelnumException.Configuration where there is no such switch, or it takes no such value
     */
    public fun set(name: String, json: String): Unit = its.set(name, json)

    /**
     * Moves the clock forward, and with it the life of orders.
     *
     * @throws dev.telnum.TelnumException.Configuration where the time is negative
     */
    public fun advance(time: Duration): Unit = its.advance(time.toKotlinDuration())

    /** Frees the emulator. Its clients go on working. */
    override fun close(): Unit = its.close()

    override fun toString(): String = "Emulator"
}
