package dev.telnum

import dev.telnum.internal.CallException
import dev.telnum.internal.ClientCore
import dev.telnum.internal.EmulatorCore
import dev.telnum.internal.InternalException
import java.nio.charset.CharacterCodingException
import kotlin.time.Duration
import kotlin.time.DurationUnit
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive

/**
 * Runs a suspending call of the core; its failures become [TelnumException].
 *
 * It begins at once, on the caller's thread: what waits for nothing, as a call at the emulator, does not even
 * suspend. What waits is read on threads of our own. Without a dispatcher, what a caller does next (after
 * `suspend fun main`, or with `Unconfined`) would run on the core's own thread and, where it blocks, stop
 * every call.
 *
 * @param site where the caller called. An exception is made on another thread, whose frames tell a user nothing
 * @param call adds the events that came along, of which the logger is told where the caller called
 */
internal suspend fun <T> calling(
    logger: CoreLogger?,
    journal: CoreJournal?,
    site: Throwable = Throwable(),
    call: suspend (MutableList<LogEvent>) -> T,
): T {
    // A cancelled coroutine must not send anything; without this, the first poll would.
    currentCoroutineContext().ensureActive()
    val events = ArrayList<LogEvent>(0)
    try {
        return coroutineScope {
            async(READING, CoroutineStart.UNDISPATCHED) { native(events) { call(events) } }.await()
        }
    } catch (failed: TelnumException) {
        val failure = journal?.explained(failed) ?: failed
        val frames = site.stackTrace.dropWhile { !it.isOfCalled() }
        throw failure.apply { stackTrace = frames.toTypedArray() }
    } finally {
        if (logger != null) events.forEach(logger::tell)
    }
}

/**
 * Where answers are read. It has its own share of threads, which no caller's code holds: whoever blocks those of
 * `Dispatchers.Default` by calls that wait would wait for ever, were they read there too.
 */
private val READING = Dispatchers.IO.limitedParallelism(64, "telnum")

/** Whether it is of what the user called; what is above that leads nowhere. */
private fun StackTraceElement.isOfCalled(): Boolean =
    className.startsWith("dev.telnum.") && INSIDE.none { className.startsWith(it) }

private val INSIDE = listOf("dev.telnum.CallsKt", "dev.telnum.Channel")

/** Calls the core, which is loaded where it is not; its failures become [TelnumException]. */
internal inline fun <T> native(events: MutableList<LogEvent>? = null, call: () -> T): T {
    NativeLibrary.ensureLoaded()
    try {
        return call()
    } catch (failure: CallException.Failed) {
        val told = Message(failure.told)
        val info = told.one { errorInfo() }
        events?.addAll(told.events())
        throw TelnumException.of(info)
    } catch (failure: InternalException) {
        throw TelnumException.Unknown(failure)
    } catch (failure: CharacterCodingException) {
        // uniffi's, of what is handed over as it is; nothing was called.
        val text = "What was given holds half a character (a lone surrogate). Nothing was sent."
        throw TelnumException.InvalidInput(localError(ErrorKind.INVALID_INPUT, text)).apply { addSuppressed(failure) }
    }
}

/** The events that came with an answer or an error, which nothing follows. */
internal fun Message.events(): List<LogEvent> = buildList { while (!isOver) add(one { logEvent() }) }

internal fun Duration.inSeconds(): Double = toDouble(DurationUnit.SECONDS)

/** What an error of our own says. */
internal fun localError(kind: ErrorKind, text: String): ErrorInfo =
    ErrorInfo(kind, text, null, null, null, null, emptyList(), null, null, null, null, null, null)

/** Calls a client that may be closed already, which fails as all else does. */
internal inline fun <T> ClientCore.alive(call: ClientCore.() -> T): T = try {
    call()
} catch (failure: IllegalStateException) {
    throw if (uniffiIsDestroyed) closed("client") else failure
}

/** The same of an emulator. */
internal inline fun <T> EmulatorCore.alive(call: EmulatorCore.() -> T): T = try {
    call()
} catch (failure: IllegalStateException) {
    throw if (uniffiIsDestroyed) closed("emulator") else failure
}

/** What is called of what was closed fails so. */
internal fun closed(what: String): TelnumException =
    TelnumException.Configuration(localError(ErrorKind.CONFIGURATION, "This $what is closed."))
