package dev.telnum

import dev.telnum.internal.CallException
import dev.telnum.internal.CallSettings
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
 * suspend. What waits is read on `Dispatchers.Default`. Without a dispatcher, what a caller does next (after
 * `suspend fun main`, or with `Unconfined`) would run on the core's own thread and, where it blocks, stop
 * every call.
 *
 * @param site where the caller called. An exception is made on another thread, whose frames tell a user nothing
 */
internal suspend fun <T> calling(site: Throwable = Throwable(), call: suspend () -> T): T {
    // A cancelled coroutine must not send anything; without this, the first poll would.
    currentCoroutineContext().ensureActive()
    try {
        return coroutineScope {
            async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { translating { call() } }.await()
        }
    } catch (failure: TelnumException) {
        val frames = site.stackTrace.dropWhile { it.className.startsWith("dev.telnum.CallsKt") }
        throw failure.apply { stackTrace = frames.toTypedArray() }
    }
}

/** Runs a call of the core; its failures become [TelnumException]. */
internal inline fun <T> translating(call: () -> T): T = try {
    call()
} catch (failure: CallException.Failed) {
    throw TelnumException.of(failure.`info`)
} catch (failure: dev.telnum.internal.InternalException) {
    throw TelnumException.Unknown(failure)
}

/** What one call may have that differs from its client. */
internal fun callSettings(timeout: Duration?): CallSettings = CallSettings(timeout?.inSeconds())

internal fun Duration.inSeconds(): Double = toDouble(DurationUnit.SECONDS)

/** What an error of our own says. */
internal fun localError(kind: ErrorKind, text: String): ErrorInfo =
    ErrorInfo(kind, text, null, null, null, null, emptyList(), null, null, null, null, null, null)

/** What a client prints, also once it is closed. */
internal inline fun described(name: String, describe: () -> String): String = try {
    describe()
} catch (_: TelnumException.Configuration) {
    "$name(closed)"
}

/** What is called of a client that was closed fails so; tidy-generated.sh puts it into its core. */
internal fun closed(what: String): TelnumException {
    val name = if (what == "EmulatorCore") "emulator" else "client"
    return TelnumException.Configuration(localError(ErrorKind.CONFIGURATION, "This $name is closed."))
}
