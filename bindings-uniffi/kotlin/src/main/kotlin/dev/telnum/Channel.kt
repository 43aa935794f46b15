package dev.telnum

import dev.telnum.internal.ClientCore
import dev.telnum.internal.EmulatorCore
import dev.telnum.internal.StepsCore
import kotlin.time.Duration

/** A client of the core, whose calls are made by their names. */
internal class Channel private constructor(
    private val core: ClientCore,
    private val logger: CoreLogger?,
    private val journal: CoreJournal?,
) : AutoCloseable {

    /** An answer, and what is known of its exchange. */
    suspend fun <T> call(
        operation: String,
        timeout: Duration?,
        tell: ((ResponseInfo) -> Unit)?,
        vararg arguments: Pair<String, Any?>,
        read: Message.() -> T,
    ): T = answer(tell, read) { it.call(operation, given(arguments), timeout?.inSeconds()) }

    suspend fun <T> place(
        attempt: Attempt,
        timeout: Duration?,
        tell: ((ResponseInfo) -> Unit)?,
        read: Message.() -> T,
    ): T = answer(tell, read) { it.place(attempt.toJson(), timeout?.inSeconds()) }

    fun prepare(operation: String, vararg arguments: Pair<String, Any?>): Attempt = native {
        Message(core.alive { prepare(operation, given(arguments)) }).one { attempt() }
    }

    /** What comes step by step, until nothing more comes. */
    fun <T : Any> steps(
        name: String,
        timeout: Duration?,
        vararg arguments: Pair<String, Any?>,
        read: Message.() -> T,
    ): Steps<T> = Steps {
        val begun = native { core.alive { walk(name, given(arguments), timeout?.inSeconds()) } }
        Begun(begun) { site -> next(begun, site, read) }
    }

    private suspend fun <T : Any> next(steps: StepsCore, site: Throwable, read: Message.() -> T): T? =
        calling(logger, journal, site) { events ->
            if (core.uniffiIsDestroyed) throw closed("client")
            val told = Message(steps.next())
            val step = told.orNull { one(read) }
            events.addAll(told.events())
            step
        }

    private suspend fun <T> answer(
        tell: ((ResponseInfo) -> Unit)?,
        read: Message.() -> T,
        call: suspend (ClientCore) -> ByteArray,
    ): T = calling(logger, journal) { events ->
        val told = Message(core.alive { call(this) })
        val value = told.read()
        val info = told.one { responseInfo() }
        events.addAll(told.events())
        tell?.invoke(info)
        value
    }

    /** What a client prints, also once it is closed. */
    fun described(name: String): String = try {
        core.alive { describe() }
    } catch (_: TelnumException.Configuration) {
        "$name(closed)"
    }

    override fun close() {
        core.close()
    }

    companion object {
        /** A client of this carrier, or of the emulated one. */
        fun open(
            carrier: String,
            emulator: EmulatorCore?,
            options: ClientOptions,
            own: Array<out Pair<String, Any?>>,
            tokens: TokenSource?,
        ): Channel {
            val (given, source) = given(arrayOf(*own, *options.given())) to tokens?.let(::CoreTokens)
            val journal = options.journalStore?.let(::CoreJournal)
            val (logger, level) = options.logger?.let(::CoreLogger) to options.logLevel?.text
            val core = native {
                if (emulator == null) {
                    ClientCore(carrier, given, source, journal, logger, level)
                } else {
                    emulator.alive { client(carrier, given, source, journal, logger, level) }
                }
            }
            return Channel(core, logger, journal)
        }
    }
}
